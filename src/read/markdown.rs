//! Reads Markdown: front matter as fields, the first heading as the title, and the text without its marks.

use std::fmt;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::fields::Filling;
use super::value::{Key, read_field};
use super::{Doubt, Draft, Readout, RejectReason, Warning, decode};

pub(super) fn read(bytes: &[u8]) -> Readout {
    let text = match decode::text(bytes).map(decode::unix_lines) {
        Ok(text) => text,
        Err(reason) => return Readout::reject(None, reason),
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut page = Page::default();
    for event in Parser::new_ext(&text, options) {
        page.read(event);
    }
    page.finish()
}

/// What has been read so far.
#[derive(Default)]
struct Page {
    front_matter: String,
    title: Option<String>,
    body: String,
    part: Part,
}

/// Where the reading is.
#[derive(Default, PartialEq)]
enum Part {
    #[default]
    Body,
    FrontMatter,
    /// The heading that is the title.
    Title,
}

impl Page {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Start(Tag::MetadataBlock(_)) => self.part = Part::FrontMatter,
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            }) if self.title.is_none() => {
                self.title = Some(String::new());
                self.part = Part::Title;
            }
            Event::End(TagEnd::MetadataBlock(_)) => self.part = Part::Body,
            Event::End(TagEnd::Heading(_)) if self.part == Part::Title => self.part = Part::Body,
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::CodeBlock
                | TagEnd::List(_)
                | TagEnd::Table,
            ) => {
                self.end_with("\n\n");
            }
            Event::Start(Tag::Item)
            | Event::End(TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => {
                self.end_with("\n");
            }
            Event::End(TagEnd::TableCell) => self.push("\t"),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        match self.part {
            Part::Body => self.body.push_str(text),
            Part::FrontMatter => self.front_matter.push_str(text),
            Part::Title => self.title.get_or_insert_default().push_str(text),
        }
    }

    /// Ends the body with `end` for its white space, or more line ends if it has them; unless it is still empty.
    fn end_with(&mut self, end: &str) {
        let kept = self.body.trim_end().len();
        let lines = self
            .body
            .get(kept..)
            .unwrap_or_default()
            .matches('\n')
            .count();
        self.body.truncate(kept);
        if kept > 0 {
            self.body.push_str(if lines > 1 { "\n\n" } else { end });
        }
    }

    fn finish(mut self) -> Readout {
        let (mut draft, doubts) = fields(&self.front_matter);
        if draft.title.is_empty() {
            draft.title = self.title.take().unwrap_or_default();
        }
        // A heading that is not the title over again is text.
        let heading = self.title.filter(|heading| *heading != draft.title);
        draft.body = heading
            .into_iter()
            .chain([self.body.trim().to_owned()])
            .collect::<Vec<_>>()
            .join("\n\n");
        if draft.title.is_empty() && draft.body.is_empty() {
            return Readout::reject(None, RejectReason::NoText);
        }
        let warnings = doubts
            .into_iter()
            .map(|doubt| Warning { place: 1, doubt })
            .collect();
        Readout {
            warnings,
            ..Readout::story(draft)
        }
    }
}

/// The fields of the front matter; none, and the reason, if it is not YAML.
fn fields(front_matter: &str) -> (Draft, Vec<Doubt>) {
    if front_matter.trim().is_empty() {
        return (Draft::default(), Vec::new());
    }
    match serde_saphyr::from_str::<FrontMatter>(front_matter) {
        Ok(FrontMatter(filling)) => filling.into_parts(),
        Err(error) => {
            let message = error
                .to_string()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned();
            (Draft::default(), vec![Doubt::FrontMatter(message)])
        }
    }
}

/// The fields between two lines of `---`, in YAML.
struct FrontMatter(Filling);

impl<'de> Deserialize<'de> for FrontMatter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FrontMatterVisitor;
        impl<'de> Visitor<'de> for FrontMatterVisitor {
            type Value = FrontMatter;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("lines of `key: value`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FrontMatter, A::Error> {
                let mut filling = Filling::new("front matter");
                while let Some(Key(key)) = map.next_key()? {
                    read_field(&mut filling, &key, &mut map)?;
                }
                Ok(FrontMatter(filling))
            }
        }
        deserializer.deserialize_map(FrontMatterVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(file: &str) -> Draft {
        read(file.as_bytes()).stories.remove(0).1
    }

    #[test]
    fn front_matter_gives_the_fields() {
        let draft = draft(
            "---\ntitle: \"Rain: again\"\ndate: 2024-08-12\nauthors:\n  - Mark Twain\n  - Jane Austen\ntags: [wet]\n---\nIt *fell*.\n",
        );
        assert_eq!(
            (draft.title.as_str(), draft.body.as_str()),
            ("Rain: again", "It fell.")
        );
        assert_eq!(draft.byline.as_deref(), Some("Mark Twain, Jane Austen"));
        let published = draft.published.unwrap();
        assert_eq!(
            (published.value(), published.from()),
            ("2024-08-12", "front matter date")
        );
    }

    #[test]
    fn the_first_heading_is_the_title() {
        let draft = draft(
            "# Rain *again*\n\nIt fell\nall [day](http://example.org).\n\n- and\n- night\n\n## Later\n\n> It `stopped`.\n",
        );
        assert_eq!(draft.title, "Rain again");
        assert_eq!(
            draft.body,
            "It fell all day.\n\nand\nnight\n\nLater\n\nIt stopped."
        );
    }

    #[test]
    fn a_title_in_both_places_is_told_once() {
        assert_eq!(
            draft("---\ntitle: Rain\n---\n# Rain\n\nIt fell.").body,
            "It fell."
        );
        assert_eq!(
            draft("---\ntitle: Rain\n---\n# Morning\n\nIt fell.").body,
            "Morning\n\nIt fell."
        );
    }

    #[test]
    fn broken_front_matter_is_told() {
        let readout = read(b"---\ntitle: [Rain\n---\nIt fell.");
        assert_eq!(readout.stories[0].1.body, "It fell.");
        assert!(matches!(readout.warnings[0].doubt, Doubt::FrontMatter(_)));
    }
}
