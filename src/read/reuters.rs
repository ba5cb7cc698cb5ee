//! Reads the SGML of the Reuters-21578 collection: a `<REUTERS>` element a story, with its indexers' tags.

use super::fields::{Field, Filling};
use super::sgml::{attribute, element, elements, records, unescaped};
use super::typeset::one_line;
use super::{Piece, Readout, decode};
use crate::story::Published;

/// The elements that list what the indexers filed a story under, and what each lists.
const TAGS: [(&str, &str); 6] = [
    ("TOPICS", "topic"),
    ("PLACES", "place"),
    ("PEOPLE", "person"),
    ("ORGS", "org"),
    ("EXCHANGES", "exchange"),
    ("COMPANIES", "company"),
];

/// Reads the stories of a piece. Their place is the line they begin on.
pub(super) fn read(piece: &Piece, bytes: &[u8]) -> Readout {
    let text = decode::unix_lines(decode::decode(bytes));
    let mut readout = Readout::default();
    for (place, record) in records(piece.first, &text, "<REUTERS", "</REUTERS>") {
        // A record of the collection without a text is counted by all who use it, and so here.
        readout.keep(place, story(record));
    }
    readout.or_nothing(piece, bytes)
}

fn story(record: &str) -> Filling {
    let mut filling = Filling::new("field");
    let within = |name: &str| element(record, name).map(unescaped).unwrap_or_default();
    filling.fill(
        Field::Id,
        "NEWID",
        attribute(record, "NEWID").unwrap_or_default(),
    );
    filling.fill(Field::Source, "REUTERS", "Reuters");
    filling.fill(Field::Published, "DATE", date(&within("DATE")));
    filling.fill(Field::Title, "TITLE", one_line(&within("TITLE")));
    let author = one_line(&within("AUTHOR"));
    filling.byline(
        "AUTHOR",
        author.strip_suffix(", Reuters").unwrap_or(&author),
    );
    for (list, kind) in TAGS {
        for tag in elements(element(record, list).unwrap_or_default(), "D") {
            filling.tag(kind, &unescaped(tag));
        }
    }
    filling.fill(Field::Body, "BODY", body(record));
    filling
}

/// The day and the time, without the letters that follow some: `27-MAR-1987 10:20:30.33A RM`.
fn date(text: &str) -> String {
    let mut words = text.split_whitespace();
    let day = words.next().unwrap_or_default();
    let time = words.next().unwrap_or_default();
    let time = time.trim_end_matches(|c: char| !c.is_ascii_digit());
    match Published::parse(&format!("{day} {time}"), "") {
        Ok(_) => format!("{day} {time}"),
        Err(_) => text.trim().to_owned(),
    }
}

/// The dateline and the text; of a story that was never processed, the text as it came.
fn body(record: &str) -> String {
    let text = element(record, "TEXT").unwrap_or_default();
    let dateline = element(text, "DATELINE").map(unescaped).unwrap_or_default();
    let (paragraphs, raw) = match element(text, "BODY") {
        Some(body) => (unescaped(body), false),
        // All there is may be the title, with asterisks before it.
        None if text.contains("<TITLE>") => return String::new(),
        None => (unescaped(text), true),
    };
    let text = paragraphs.trim_matches('\n').trim_end();
    let text = ["Reuter", "REUTER"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text)
        .trim_end();
    if raw {
        return text.to_owned();
    }
    format!("{}{}", dateline.trim_start(), apart(text))
}

/// The paragraphs, which begin with four spaces, separated by a blank line.
fn apart(text: &str) -> String {
    let mut set = String::with_capacity(text.len() + text.len() / 32);
    for line in text.trim_start_matches(' ').split('\n') {
        let begun = line
            .strip_prefix("    ")
            .filter(|line| !line.starts_with(' '));
        if !set.is_empty() {
            set.push_str(if begun.is_some() { "\n\n" } else { "\n" });
        }
        set.push_str(begun.unwrap_or(line).trim_end());
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Tag;

    const FILE: &str = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n\
        <REUTERS TOPICS=\"YES\" OLDID=\"5\" NEWID=\"7\">\n<DATE> 3-AUG-1987 10:01:01.79</DATE>\n\
        <TOPICS><D>river</D><D>ship</D></TOPICS>\n<PLACES><D>luzern</D></PLACES>\n<PEOPLE></PEOPLE>\n<ORGS></ORGS>\n\
        <UNKNOWN>&#5;&#5;&#5;C T</UNKNOWN>\n<TEXT>&#2;\n<TITLE>RIVER &lt;RVR> FLOODS\n OLD TOWN</TITLE>\n\
        <AUTHOR>    By Ann Example, Reuters</AUTHOR>\n\
        <DATELINE>    LUZERN, Aug 3 - </DATELINE><BODY>The water rose\nby two metres.\n    It fell at noon.\n Reuter\n&#3;</BODY></TEXT>\n\
        </REUTERS>\n<REUTERS NEWID=\"8\">\n<DATE>soon</DATE>\n<TEXT TYPE=\"UNPROC\">&#2;\nRIVER LEVELS\n Luzern....2 m\n&#3;</TEXT>\n</REUTERS>\n\
        <REUTERS NEWID=\"9\">\n<DATE>31-AUG-1987 605:12:19</DATE>\n<TEXT TYPE=\"BRIEF\">\n******<TITLE>FERRY SAILS AGAIN</TITLE>\n&#3;</TEXT>\n</REUTERS>\n";

    #[test]
    fn all_of_a_story() {
        let readout = read(&Piece::whole(FILE), FILE.as_bytes());
        let (place, draft) = &readout.stories[0];
        assert_eq!((*place, draft.id.as_deref()), (2, Some("7")));
        assert_eq!(draft.title, "RIVER <RVR> FLOODS OLD TOWN");
        assert_eq!(
            draft.body,
            "LUZERN, Aug 3 - The water rose\nby two metres.\n\nIt fell at noon."
        );
        assert_eq!(draft.byline.as_deref(), Some("Ann Example"));
        let published = draft.published.as_ref().unwrap();
        assert_eq!(
            (published.value(), published.from()),
            ("1987-08-03T10:01:01.79", "field DATE")
        );
        let tags = [("topic", "river"), ("topic", "ship"), ("place", "luzern")];
        let tags: Vec<_> = tags
            .into_iter()
            .filter_map(|(kind, value)| Tag::new(kind, value))
            .collect();
        assert_eq!(draft.tags, tags);
    }

    #[test]
    fn stories_without_a_title_or_a_text() {
        let readout = read(&Piece::whole(FILE), FILE.as_bytes());
        let told: Vec<_> = readout.stories[1..]
            .iter()
            .map(|(_, draft)| (draft.title.as_str(), draft.body.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("", "RIVER LEVELS\n Luzern....2 m"),
                ("FERRY SAILS AGAIN", "")
            ]
        );
        let days: Vec<_> = readout.stories[1..]
            .iter()
            .map(|(_, draft)| draft.published.as_ref().map(Published::value))
            .collect();
        assert_eq!(days, [None, Some("1987-08-31")]);
        assert_eq!(readout.warnings.len(), 2);
    }
}
