//! Reads JSON: one object per line, an object, an array of objects, or an object that holds such an array.

use std::fmt;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::fields::Filling;
use super::value::{Key, read_field};
use super::{Format, Piece, Readout, RejectReason, Rejected, decode, ninjs};

/// A number that may be too large to be read, behind what comes before a value; or a string, which may hold what looks
/// like one.
static HUGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let string = r#""(?:[^"\\]|\\.)*""#;
    let number = r"([:,\[]\s*)-?(?:[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]{3,}|[0-9]{300,}(?:\.[0-9]+)?)";
    Regex::new(&format!("{string}|{number}")).ok()
});
/// The keys of an object that holds stories, or an object that does.
const LISTS: [&str; 12] = [
    "items",
    "stories",
    "articles",
    "docs",
    "documents",
    "results",
    "data",
    "@graph",
    "hits",
    "response",
    "posts",
    "records",
];

/// JSON Lines if the first line is a complete value and another one follows, else a JSON format for news if it looks
/// like one, else plain JSON.
pub(super) fn format(head: &[u8]) -> Format {
    let says = |mark: &[u8]| memchr::memmem::find(head, mark).is_some();
    let mut lines = head
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty());
    match (lines.next(), lines.next()) {
        (Some(first), Some(second))
            if second.trim_ascii_start().starts_with(b"{")
                && serde_json::from_slice::<IgnoredAny>(first).is_ok() =>
        {
            Format::JsonLines
        }
        _ if says(b"jsonfeed.org/version") || says(br"jsonfeed.org\/version") => Format::Feed,
        _ if ninjs::is_ninjs(head) => Format::Ninjs,
        _ => Format::Json,
    }
}

/// Whether a file of JSON Lines is none: it begins with a list, or with an object that goes on behind its first line. An
/// object that is cut off, so that the next line begins another one, does not go on.
pub(super) fn is_spread(head: &[u8]) -> bool {
    let start = head.trim_ascii_start();
    let mut lines = start
        .split_inclusive(|&byte| byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty());
    let line = lines.next().unwrap_or_default();
    let next = lines.next().unwrap_or_default().trim_ascii_start();
    let is_cut_off = next.starts_with(b"{") && !line.trim_ascii_end().ends_with(b"[");
    let goes_on = || serde_json::from_slice::<IgnoredAny>(line).is_err_and(|error| error.is_eof());
    start.starts_with(b"[") || line.ends_with(b"\n") && !is_cut_off && goes_on()
}

/// Reads one object per line. A bad line is rejected, and the rest is read.
pub(super) fn read_lines(piece: &Piece, bytes: &[u8]) -> Readout {
    let mut readout = Readout::default();
    if bytes.is_empty() && piece.first == 1 {
        return Readout::reject(None, RejectReason::Empty);
    }
    for (number, line) in (piece.first..).zip(bytes.split(|&byte| byte == b'\n')) {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            continue;
        }
        let text = decode::decode(line);
        let mut one = Readout::default();
        let mut read = one_value(&text, &mut Stories::new(&mut one, Some(number)));
        let huge = read
            .as_ref()
            .err()
            .and_then(|error| without_huge_numbers(&text, error));
        if let Some(text) = huge {
            one = Readout::default();
            read = one_value(&text, &mut Stories::new(&mut one, Some(number)));
        }
        readout.append(one);
        if let Err(error) = read {
            readout.rejected.push(Rejected {
                place: Some(number),
                reason: broken(&error, number),
            });
        }
    }
    readout
}

/// Reads a whole file: one value, or several in a row.
pub(super) fn read(bytes: &[u8]) -> Readout {
    let text = match decode::text(bytes) {
        Ok(text) => text,
        Err(reason) => return Readout::reject(None, reason),
    };
    let (readout, error) = values(&text);
    let huge = error
        .as_ref()
        .and_then(|error| without_huge_numbers(&text, error));
    let (mut readout, error) = huge.map_or((readout, error), |text| values(&text));
    let broken = error.map(|error| Rejected {
        place: None,
        reason: broken(&error, error.line() as u64),
    });
    readout.rejected.extend(broken);
    readout
}

/// The stories of several values in a row, and why they end before the end of the text.
fn values(text: &str) -> (Readout, Option<serde_json::Error>) {
    let mut readout = Readout::default();
    let mut stories = Stories::new(&mut readout, None);
    let mut json = serde_json::Deserializer::from_str(text);
    let error = loop {
        match (Value {
            stories: &mut stories,
            nested: false,
        })
        .deserialize(&mut json)
        {
            Err(error) => break Some(error),
            Ok(()) if json.end().is_ok() => break None,
            Ok(()) => {}
        }
    };
    (readout, error)
}

fn one_value(text: &str, stories: &mut Stories<'_>) -> serde_json::Result<()> {
    let mut json = serde_json::Deserializer::from_str(text);
    Value {
        stories,
        nested: false,
    }
    .deserialize(&mut json)?;
    json.end()
}

/// The text with numbers that are too large to be read as 0; `None` if the error is another.
fn without_huge_numbers(text: &str, error: &serde_json::Error) -> Option<String> {
    let is_huge = error.to_string().starts_with("number out of range");
    let number = is_huge.then_some(HUGE.as_ref()).flatten()?;
    let replaced = number.replace_all(text, |found: &Captures<'_>| match found.get(1) {
        Some(before) => format!("{}0", before.as_str()),
        None => found.get(0).map_or("", |string| string.as_str()).to_owned(),
    });
    Some(replaced.into_owned())
}

/// The parser's message without its position, which counts only from the start of the text it was given.
pub(super) fn broken(error: &serde_json::Error, line: u64) -> RejectReason {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
    RejectReason::Json {
        line,
        column: error.column(),
        message,
    }
}

/// Collects the stories.
struct Stories<'a> {
    readout: &'a mut Readout,
    /// The line they are all on; `None` if they are numbered.
    line: Option<u64>,
    count: u64,
}

impl<'a> Stories<'a> {
    fn new(readout: &'a mut Readout, line: Option<u64>) -> Self {
        Self {
            readout,
            line,
            count: 0,
        }
    }

    fn next_place(&mut self) -> u64 {
        self.count += 1;
        self.line.unwrap_or(self.count)
    }

    fn take(&mut self, filling: Filling) {
        let place = self.next_place();
        self.readout.take(place, filling);
    }

    /// Leaves one refusal of those since there were `refused` of them, if a list has nothing else.
    fn refuse_once(&mut self, refused: usize) {
        let rejected = &mut self.readout.rejected;
        let new = rejected.get(refused + 1..).unwrap_or_default();
        let is_none = |one: &Rejected| matches!(one.reason, RejectReason::NotAnObject { .. });
        if !new.is_empty() && new.iter().all(is_none) {
            self.count -= new.len() as u64;
            rejected.truncate(refused + 1);
        }
    }

    /// Adds what was held by an object, up to its `count`th.
    fn append(&mut self, held: Readout, count: u64) {
        self.readout.append(held);
        self.count = count;
    }

    fn refuse(&mut self, found: &'static str) {
        let place = self.next_place();
        let reason = RejectReason::NotAnObject { found };
        self.readout.refuse(Some(place), reason);
    }
}

/// A value that should be a story, or hold some.
struct Value<'a, 'b> {
    stories: &'a mut Stories<'b>,
    /// Whether it is in a list of stories, where another list is not allowed.
    nested: bool,
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Says what was found where an object should be.
macro_rules! refuse {
    ($($method:ident($type:ty) $found:literal,)*) => {
        $(fn $method<E>(self, _: $type) -> Result<(), E> {
            self.stories.refuse($found);
            Ok(())
        })*
    };
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut filling = Filling::new("field");
        let mut held = Readout::default();
        let (mut holds, mut count) = (false, self.stories.count);
        while let Some(Key(key)) = map.next_key()? {
            if !self.nested && LISTS.contains(&key.as_ref()) {
                holds = true;
                let refused = held.rejected.len();
                let mut stories = Stories {
                    readout: &mut held,
                    line: self.stories.line,
                    count,
                };
                let read = map.next_value_seed(Value {
                    stories: &mut stories,
                    nested: false,
                });
                if stories.readout.stories.is_empty() {
                    stories.refuse_once(refused);
                }
                count = stories.count;
                if read.is_err() {
                    self.stories.append(held, count);
                    return read;
                }
            } else {
                read_field(&mut filling, &key, &mut map)?;
            }
        }
        // A list of stories may have a title, and a story a list or an object of something else. A line is one story.
        let is_story = filling.has_body() && (filling.has_title() || self.stories.line.is_some());
        let holds_none = held.stories.is_empty() && !held.rejected.is_empty();
        if !holds || is_story || holds_none && filling.has_text() {
            self.stories.take(filling);
        } else if filling.has_body() {
            self.stories.append(held, count);
            self.stories.take(filling);
        } else {
            self.stories.append(held, count);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq
            .next_element_seed(Value {
                stories: &mut *self.stories,
                nested: true,
            })?
            .is_some()
        {}
        Ok(())
    }

    refuse! {
        visit_bool(bool) "true or false",
        visit_i64(i64) "a number",
        visit_u64(u64) "a number",
        visit_f64(f64) "a number",
        visit_str(&str) "a string",
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.stories.refuse("null");
        Ok(())
    }
}

#[cfg(test)]
mod tests;
