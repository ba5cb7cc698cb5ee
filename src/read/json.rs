//! Reads JSON: one object per line, an object, an array of objects, or an object that holds such an array.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::fields::Filling;
use super::value::{Key, read_field};
use super::{Piece, Readout, RejectReason, Rejected, decode};

/// The keys of an object that holds stories.
const LISTS: [&str; 6] = [
    "items",
    "stories",
    "articles",
    "docs",
    "documents",
    "results",
];

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
        let mut stories = Stories::new(&mut readout, Some(number));
        if let Err(error) = one_value(&text, &mut stories) {
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
    let mut readout = Readout::default();
    let mut stories = Stories::new(&mut readout, None);
    let mut json = serde_json::Deserializer::from_str(&text);
    let broken = loop {
        match (Value {
            stories: &mut stories,
            nested: false,
        })
        .deserialize(&mut json)
        {
            Err(error) => break Some(broken(&error, error.line() as u64)),
            Ok(()) if json.end().is_ok() => break None,
            Ok(()) => {}
        }
    };
    readout.rejected.extend(broken.map(|reason| Rejected {
        place: None,
        reason,
    }));
    readout
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
        let mut holds_stories = false;
        while let Some(Key(key)) = map.next_key()? {
            if !self.nested && LISTS.contains(&key.as_ref()) {
                holds_stories = true;
                map.next_value_seed(Value {
                    stories: &mut *self.stories,
                    nested: true,
                })?;
            } else {
                read_field(&mut filling, &key, &mut map)?;
            }
        }
        if !holds_stories {
            self.stories.take(filling);
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
mod tests {
    use super::*;
    use crate::read::{Format, pieces};

    fn lines(file: &str) -> Readout {
        let piece = pieces(Format::JsonLines, file.as_bytes())
            .next()
            .unwrap()
            .unwrap();
        crate::read::read(Format::JsonLines, "", &piece)
    }

    fn titles(readout: &Readout) -> Vec<(u64, &str)> {
        readout
            .stories
            .iter()
            .map(|(place, draft)| (*place, draft.title.as_str()))
            .collect()
    }

    #[test]
    fn an_object_without_a_name_is_reported() {
        let readout = lines(
            "{\"title\":\"Rain\",\"body\":{\"bloks\":\"It fell.\"},\"published\":{\"year\":2024},\
             \"byline\":[{\"id\":7}],\"source\":{\"name\":\"The Bugle\"},\"section\":null,\"url\":[]}",
        );
        let told: Vec<_> = readout
            .warnings
            .iter()
            .map(|warning| warning.doubt.to_string())
            .collect();
        let told_of = |field| {
            format!("no text in `{field}`: expected text, found an object without a `name`")
        };
        assert_eq!(told, ["body", "published", "byline"].map(told_of));
    }

    #[test]
    fn an_object_is_reported_only_where_it_leaves_a_field_empty() {
        let readout = lines(
            r#"{"_id":{"a":1},"title":"Rain","body":{"html":1},"text":"It fell.","date":{"year":2024},"published":"2024-08-12","source":{"id":null,"name":null},"section":{}}"#,
        );
        assert_eq!(readout.warnings, []);
        assert_eq!(titles(&readout), [(1, "Rain")]);
    }

    #[test]
    fn an_object_is_read_by_its_text() {
        let readout = lines(
            r##"{"_id":{"$oid":"a1"},"title":{"rendered":"Rain &amp; wind"},"content":{"protected":false,"rendered":"<p>It <b>fell</b>.</p><p>Then it stopped.</p>"},"date":{"$date":{"$numberLong":"1723507200000"}},"byline":{"original":"By Jane Austen","person":[]}}
{"headline":{"main":"Sun","print_headline":null},"text":{"#text":"It shone."},"pub_date":{"$date":"2024-08-13T00:00:00Z"}}"##,
        );
        assert_eq!(readout.warnings, []);
        assert_eq!(titles(&readout), [(1, "Rain & wind"), (2, "Sun")]);
        let [(_, first), (_, second)] = &readout.stories[..] else {
            panic!("{readout:?}");
        };
        assert_eq!(first.id.as_deref(), Some("a1"));
        assert_eq!(first.body, "It fell.\n\nThen it stopped.");
        assert_eq!(first.byline.as_deref(), Some("By Jane Austen"));
        assert_eq!(second.body, "It shone.");
        for draft in [first, second] {
            let published = draft.published.as_ref().unwrap();
            assert_eq!(published.value(), "2024-08-13T00:00:00Z");
        }
    }

    #[test]
    fn every_field() {
        let draft = lines(
            r#"{"id":7,"title":"Rain","body":" It fell.\n","byline":["Mark Twain",{"name":"Jane Austen"}],"source":{"name":"The Bugle"},
            "section":"Weather","url":"http://example.org/7","lang":"en-GB","published":1723507200,"tags":{"a":[1,2]}}"#
                .replace('\n', "").as_str(),
        ).stories.remove(0).1;
        assert_eq!(draft.id.as_deref(), Some("7"));
        assert_eq!(draft.body, " It fell.\n", "verbatim");
        assert_eq!(draft.byline.as_deref(), Some("Mark Twain, Jane Austen"));
        assert_eq!(draft.source.as_deref(), Some("The Bugle"));
        assert_eq!(draft.section.as_deref(), Some("Weather"));
        assert_eq!(draft.url.as_deref(), Some("http://example.org/7"));
        assert_eq!(draft.language.unwrap().to_string(), "en");
        let published = draft.published.unwrap();
        assert_eq!(
            (published.value(), published.from()),
            ("2024-08-13T00:00:00Z", "field published")
        );
    }

    #[test]
    fn a_bad_line_is_left_out_and_the_rest_goes_on() {
        let readout = lines(
            "{\"title\":\"a\"}\n{\"title\":}\n7\n\n{\"id\":1}\n{\"text\":\"e\"} x\r\n{\"title\":\"g\"}",
        );
        assert_eq!(titles(&readout), [(1, "a"), (6, ""), (7, "g")]);
        let rejected: Vec<_> = readout
            .rejected
            .iter()
            .map(|one| (one.place.unwrap(), one.reason.to_string()))
            .collect();
        assert_eq!(
            rejected,
            [
                (
                    2,
                    "broken JSON at line 2, column 10: expected value".to_owned()
                ),
                (
                    3,
                    "expected an object with a title or a body, found a number".to_owned()
                ),
                (5, "it has neither title nor body".to_owned()),
                (
                    6,
                    "broken JSON at line 6, column 14: trailing characters".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn every_shape_of_a_file() {
        for file in [
            r#"[{"title":"a"},{"title":"b"}]"#,
            r#"{"title":"a"} {"title":"b"}"#,
            r#"{"version":"1","title":"A feed","items":[{"title":"a"},{"title":"b"}]}"#,
        ] {
            assert_eq!(
                titles(&read(file.as_bytes())),
                [(1, "a"), (2, "b")],
                "{file}"
            );
        }
        assert_eq!(titles(&read(br#"{"title":"a"}"#)), [(1, "a")]);
    }

    #[test]
    fn a_file_cut_short_keeps_what_was_whole() {
        let readout = read(b"[{\"title\":\"a\"},\n{\"title\":\"b");
        assert_eq!(titles(&readout), [(1, "a")]);
        let reason = readout.rejected[0].reason.to_string();
        assert_eq!(
            reason,
            "broken JSON at line 2, column 11: EOF while parsing a string"
        );
    }
}
