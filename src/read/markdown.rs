//! Reads Markdown: front matter as fields, the first heading as the title, and the text without its marks.

use std::{fmt, mem};

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::fields::Filling;
use super::value::{Key, read_field};
use super::{Doubt, Draft, Readout, RejectReason, Warning, decode, html};

pub(super) fn read(bytes: &[u8]) -> Readout {
    let text = match decode::text(bytes).map(decode::unix_lines) {
        Ok(text) => text,
        Err(reason) => return Readout::reject(None, reason),
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
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
    /// Whether the front matter is in TOML, not in YAML.
    is_toml: bool,
    /// The block of HTML that is being read.
    html: String,
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
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                self.push("\n");
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::End(TagEnd::HtmlBlock) => {
                let text = html::plain(&mem::take(&mut self.html), "");
                self.push(&text);
                self.end_with("\n\n");
            }
            Event::Start(Tag::MetadataBlock(kind)) => {
                self.part = Part::FrontMatter;
                self.is_toml = kind == MetadataBlockKind::PlusesStyle;
            }
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
        let (mut draft, doubts) = fields(&self.front_matter, self.is_toml);
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

/// The fields of the front matter; none, and the reason, if it is neither YAML nor TOML.
fn fields(front_matter: &str, is_toml: bool) -> (Draft, Vec<Doubt>) {
    if front_matter.trim().is_empty() {
        return (Draft::default(), Vec::new());
    }
    let read = if is_toml {
        toml::from_str::<FrontMatter>(front_matter).map_err(|error| error.message().to_owned())
    } else {
        yaml(front_matter)
    };
    match read {
        Ok(FrontMatter(filling)) => filling.without_text().into_parts(),
        Err(message) => {
            let first_line = message.lines().next().unwrap_or_default().to_owned();
            (Draft::default(), vec![Doubt::FrontMatter(first_line)])
        }
    }
}

/// Reads YAML, even if quotes are missing where a value needs them.
fn yaml(front_matter: &str) -> Result<FrontMatter, String> {
    serde_saphyr::from_str(front_matter).or_else(|error| {
        let quoted: String = front_matter.lines().map(quoted).collect();
        serde_saphyr::from_str(&quoted).map_err(|_| error.to_string())
    })
}

/// A line of YAML, with quotes around a value that has a colon or a quote in it, or begins with a sign of YAML's own.
fn quoted(line: &str) -> String {
    let bare = || {
        let (key, value) = line.split_once(": ")?;
        let (key, value) = (key.trim_end(), value.trim());
        let is_name = key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let is_quoted = quote.is_some_and(|quote| value.len() > 1 && value.ends_with(quote));
        let is_odd = value.contains(": ")
            || value.ends_with(':')
            || value.starts_with(['"', '\'', '@', '`', '%', '*', '&', '!']);
        (is_name && is_odd && !is_quoted).then(|| {
            let value = value.replace('\\', "\\\\").replace('"', "\\\"");
            format!("{key}: \"{value}\"\n")
        })
    };
    bare().unwrap_or_else(|| format!("{line}\n"))
}

/// The fields between two lines of `---` or `+++`.
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
    fn the_text_of_html_is_kept() {
        let draft = draft(
            "# Rain\n\n<div class=\"lead\">\nIt <b>fell</b>.\n</div>\n\n<div>\n\nIt *rose*.\n\n</div>\n\n\
             <table><tr><td>Noon</td><td>7 mm</td></tr></table>\n\n<script>let x;</script>\n\n<!-- no -->\n\nOne<br>two.\n",
        );
        assert_eq!(draft.body, "It fell.\n\nIt rose.\n\nNoon 7 mm\n\nOne\ntwo.");
    }

    #[test]
    fn front_matter_in_toml() {
        let draft = draft(
            "+++\ntitle = \"Rain\"\ndate = 2024-08-13T09:00:00Z\nauthors = [\"Mark Twain\", \"Jane Austen\"]\n+++\nIt fell.\n",
        );
        assert_eq!(
            (draft.title.as_str(), draft.body.as_str()),
            ("Rain", "It fell.")
        );
        assert_eq!(draft.byline.as_deref(), Some("Mark Twain, Jane Austen"));
        assert_eq!(draft.published.unwrap().value(), "2024-08-13T09:00:00Z");
        let readout = read(b"+++\ntitle = Rain\n+++\nIt fell.");
        assert_eq!(readout.stories[0].1.body, "It fell.");
        assert!(matches!(readout.warnings[0].doubt, Doubt::FrontMatter(_)));
    }

    #[test]
    fn front_matter_without_the_quotes_that_it_needs() {
        for title in [
            "Breaking: harbour closes",
            "\"Rain\" falls",
            "@harbour: it's \"closed\"",
        ] {
            let file =
                format!("---\ntitle: {title}\ndate: 2024-08-13\ntags:\n  - wet\n---\nIt fell.");
            let readout = read(file.as_bytes());
            let draft = &readout.stories[0].1;
            assert_eq!((draft.title.as_str(), readout.warnings.len()), (title, 0));
            assert_eq!(draft.published.as_ref().unwrap().value(), "2024-08-13");
        }
    }

    #[test]
    fn broken_front_matter_is_told() {
        let readout = read(b"---\ntitle: [Rain\n---\nIt fell.");
        assert_eq!(readout.stories[0].1.body, "It fell.");
        assert!(matches!(readout.warnings[0].doubt, Doubt::FrontMatter(_)));
    }
}
