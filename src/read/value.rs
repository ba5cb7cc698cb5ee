//! Values of self-describing formats (JSON, YAML) as the text of a story's field.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::fields::{Field, Filling, known};
use super::html;

/// The keys under which the object of a story has an object with its fields.
const FIELDS: [&str; 3] = ["_source", "fields", "attributes"];

/// Reads the value of `key` into the draft that is being filled, or skips it; says whether the key is known, and as more
/// than that of a summary.
pub(super) fn read_field<'de, A: MapAccess<'de>>(
    filling: &mut Filling,
    key: &str,
    map: &mut A,
) -> Result<bool, A::Error> {
    let known = known(key).filter(|_| !FIELDS.contains(&key));
    match known.filter(|known| filling.wants(*known)) {
        Some(known) => match map.next_value_seed(Joined::of(known.field))? {
            Value::Text(text) => filling.set(known, key, text),
            Value::Nameless => filling.no_text(key),
            Value::Nothing => {}
        },
        None if known.is_none() => map.next_value_seed(Unknown { filling, key })?,
        None => {
            map.next_value::<IgnoredAny>()?;
        }
    }
    Ok(known.is_some_and(|known| !known.is_summary()))
}

/// A value of no known key: a long text is noted, and fields within it are read.
struct Unknown<'f> {
    filling: &'f mut Filling,
    key: &'f str,
}

impl<'de> DeserializeSeed<'de> for Unknown<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Takes no notice of these values.
macro_rules! ignore {
    ($($method:ident($type:ty),)*) => {
        $(fn $method<E>(self, _: $type) -> Result<(), E> {
            Ok(())
        })*
    };
}

impl<'de> Visitor<'de> for Unknown<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.filling.overlook(self.key, text);
        Ok(())
    }

    ignore! { visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64), }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if FIELDS.contains(&self.key) {
            while let Some(Key(key)) = map.next_key()? {
                read_field(self.filling, &key, &mut map)?;
            }
            return Ok(());
        }
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// A key, borrowed if it has no escapes.
pub(super) struct Key<'de>(pub(super) Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }

            fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// A value as text.
pub(super) enum Value {
    /// A string as it is, a number in digits, a list joined by commas, that of a body as paragraphs, an object by its name or text ([`TEXTS`]).
    Text(String),
    /// An object without either, or a list of such.
    Nameless,
    /// Null, true, false, or an empty list.
    Nothing,
}

impl Value {
    /// The text, if it has one.
    pub(super) fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Nameless | Self::Nothing => None,
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Joined(", ").deserialize(deserializer)
    }
}

/// Reads a [`Value`], with this between the texts of a list.
struct Joined(&'static str);

impl Joined {
    fn of(field: Field) -> Self {
        Self(if field == Field::Body { "\n\n" } else { ", " })
    }
}

impl<'de> DeserializeSeed<'de> for Joined {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Joined {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut texts = Vec::new();
        let mut without = Value::Nothing;
        while let Some(value) = seq.next_element()? {
            match value {
                Value::Text(text) => texts.push(text),
                Value::Nameless => without = Value::Nameless,
                Value::Nothing => {}
            }
        }
        if texts.is_empty() {
            Ok(without)
        } else {
            Ok(Value::Text(texts.join(self.0)))
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut best: Option<(usize, String)> = None;
        let mut without = None;
        while let Some(Key(key)) = map.next_key()? {
            let rank = TEXTS
                .iter()
                .position(|name| name.eq_ignore_ascii_case(&key));
            let Some(rank) = rank else {
                map.next_value::<IgnoredAny>()?;
                without.get_or_insert(Value::Nameless);
                continue;
            };
            match map.next_value()? {
                Value::Text(_) if best.as_ref().is_some_and(|(other, _)| *other < rank) => {}
                Value::Text(text) if TEXTS.get(rank) == Some(&RENDERED) => {
                    best = Some((rank, html::plain(&text, "")));
                }
                Value::Text(text) => best = Some((rank, text)),
                other => without = Some(other),
            }
        }
        let text = best.map(|(_, text)| Value::Text(text));
        Ok(text.or(without).unwrap_or(Value::Nothing))
    }
}

/// The keys under which objects have their text, best first: those of people and sources, of `WordPress` (in HTML), of
/// the New York Times, of `MongoDB`, of XML that was turned into JSON, and of the dates of TOML.
const TEXTS: [&str; 11] = [
    "name",
    RENDERED,
    "main",
    "original",
    "$date",
    "$oid",
    "$numberLong",
    "#text",
    "text",
    "value",
    "$__toml_private_datetime",
];
const RENDERED: &str = "rendered";
