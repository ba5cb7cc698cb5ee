//! Reads the SGML of TREC's news disks: a `<DOC>` a story, in the forms of AP, the Financial Times, the Los Angeles
//! Times, the Wall Street Journal, FBIS and the later newswire disks.

use super::fields::{Field, Filling};
use super::sgml::{element, records, unescaped};
use super::typeset::one_line;
use super::{Piece, Readout, decode};
use crate::story::Published;

/// What each field may be called, the most telling first.
const FIELDS: [(Field, &[&str]); 6] = [
    (Field::Id, &["DOCNO"]),
    (Field::Title, &["HEADLINE", "HEAD", "HL", "TI", "TTL"]),
    (Field::Byline, &["BYLINE", "AUTHOR"]),
    (Field::Source, &["PUB", "SO"]),
    (Field::Section, &["SECTION", "CATEGORY", "PAGE"]),
    (Field::Published, &["DATE_TIME", "DATE", "DATE1", "DD"]),
];

/// What the numbers of documents of a paper begin with; not all papers say who they are.
const PAPERS: [(&str, &str); 9] = [
    ("AP", "Associated Press"),
    ("APW", "Associated Press"),
    ("FBIS", "FBIS"),
    ("FT", "Financial Times"),
    ("LA", "Los Angeles Times"),
    ("NYT", "New York Times"),
    ("SJMN", "San Jose Mercury News"),
    ("WSJ", "Wall Street Journal"),
    ("XIE", "Xinhua"),
];

/// Reads the stories of a piece. Their place is the line they begin on.
pub(super) fn read(piece: &Piece, bytes: &[u8]) -> Readout {
    let text = decode::unix_lines(decode::decode(bytes));
    let mut readout = Readout::default();
    for (place, record) in records(piece.first, &text, "<DOC>", "</DOC>") {
        readout.take(place, story(record));
    }
    readout.or_nothing(piece, bytes)
}

fn story(record: &str) -> Filling {
    let mut filling = Filling::new("field");
    for (field, names) in FIELDS {
        for name in names {
            let value = element(record, name).map(line).unwrap_or_default();
            match field {
                Field::Published => filling.fill(field, name, day(&value)),
                Field::Byline => filling.byline(name, &value),
                Field::Title => filling.fill(field, name, without_day(&value)),
                _ => filling.fill(field, name, value),
            }
        }
    }
    let number = element(record, "DOCNO").unwrap_or_default().trim();
    if let Some(day) = day_in_number(number) {
        filling.fill(Field::Published, "DOCNO", day);
    }
    let paper = PAPERS.iter().find(|(prefix, _)| {
        let rest = number.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '_'))
    });
    filling.fill(
        Field::Source,
        "DOCNO",
        paper.map_or("", |(_, paper)| *paper),
    );
    let dateline = element(record, "DATELINE").map(line);
    let text = paragraphs(element(record, "TEXT").unwrap_or_default());
    filling.fill(
        Field::Body,
        "TEXT",
        match dateline.filter(|line| !line.is_empty() && !text.starts_with(line.as_str())) {
            Some(dateline) if text.starts_with('_') => format!("{dateline} {text}"),
            Some(dateline) => format!("{dateline} - {text}"),
            None => text,
        },
    );
    filling
}

/// A date as the disks write it, in a form that can be read: `910514` is a day of 1991, `03/24/87` one of March.
fn day(value: &str) -> String {
    let part = |from: usize, to: usize| value.get(from..to).unwrap_or_default();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if value.len() == 6 && digits(value) {
        format!("19{}-{}-{}", part(0, 2), part(2, 4), part(4, 6))
    } else if value.len() == 8
        && value.bytes().filter(|byte| *byte == b'/').count() == 2
        && digits(part(6, 8))
    {
        format!("19{}-{}-{}", part(6, 8), part(0, 2), part(3, 5))
    } else {
        // The Los Angeles Times adds the weekday and the edition.
        let mut parts = value.splitn(3, ", ");
        let day = [parts.next(), parts.next()];
        let day = day.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let is_day = Published::parse(&day, "").is_ok();
        if is_day { day } else { value.to_owned() }
    }
}

/// The day in a document's number: `AP880212-0001`, `NYT19980601.0001`; `None` if it has none.
fn day_in_number(number: &str) -> Option<String> {
    let digits: String = number
        .trim()
        .trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '_')
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let day = match digits.len() {
        6 => day(&digits),
        8 => digits,
        _ => return None,
    };
    Published::parse(&day, "").is_ok().then_some(day)
}

/// A headline of the Financial Times without the day of the paper before it: `FT  14 MAY 91 / Rain`.
fn without_day(value: &str) -> &str {
    value
        .strip_prefix("FT ")
        .and_then(|rest| rest.split_once(" / "))
        .map_or(value, |(_, headline)| headline)
}

/// The text of an element on one line.
fn line(inside: &str) -> String {
    one_line(&without_tags(inside))
}

/// The text with a blank line where a paragraph begins: at `<P>`, at an empty line, at an indented one.
fn paragraphs(text: &str) -> String {
    let text = without_tags(text);
    let mut set = String::with_capacity(text.len());
    let mut apart = false;
    for line in text.lines() {
        let trimmed = line.trim();
        apart |= trimmed.is_empty() || line.starts_with("  ");
        if trimmed.is_empty() {
            continue;
        }
        if !set.is_empty() {
            set.push_str(if apart { "\n\n" } else { "\n" });
        }
        set.push_str(trimmed);
        apart = false;
    }
    set
}

/// The text without its tags; that of a paragraph becomes an empty line.
fn without_tags(text: &str) -> String {
    let mut set = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        set.push_str(&unescaped(before));
        let is_tag = after.starts_with(|c: char| c == '/' || c == '!' || c.is_ascii_alphabetic());
        rest = after;
        if let Some((tag, behind)) = after.split_once('>').filter(|_| is_tag) {
            let name = tag.trim_start_matches('/');
            let is_paragraph = name == "P" || name.starts_with("P ");
            set.push_str(if is_paragraph { "\n\n" } else { " " });
            rest = behind;
        } else {
            set.push('<');
        }
    }
    set.push_str(&unescaped(rest));
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(record: &str, title: &str, published: Option<&str>, body: &str) {
        let readout = read(&Piece::whole(record), record.as_bytes());
        let draft = &readout.stories[0].1;
        assert_eq!(
            (
                draft.title.as_str(),
                draft.published.as_ref().map(Published::value),
                draft.body.as_str()
            ),
            (title, published, body),
            "{record}"
        );
        assert_eq!(readout.warnings, [], "{record}");
        assert!(draft.source.is_some(), "{record}");
    }

    #[test]
    fn every_form() {
        check(
            "<DOC>\n<DOCNO> AP880812-0001 </DOCNO>\n<HEAD>River Floods Old Town</HEAD>\n<BYLINE>By ANN EXAMPLE</BYLINE>\n\
             <DATELINE>LUZERN (AP) </DATELINE>\n<TEXT>\n   The water rose\nby two metres.\n   It fell.\n</TEXT>\n</DOC>\n",
            "River Floods Old Town",
            Some("1988-08-12"),
            "LUZERN (AP) - The water rose\nby two metres.\n\nIt fell.",
        );
        check(
            "<DOC>\n<DOCNO>FT911-3</DOCNO>\n<DATE>910514\n</DATE>\n<HEADLINE>\nFT  14 MAY 91 / River floods old town\n</HEADLINE>\n\
             <TEXT>\nThe water rose &amp; fell.\n</TEXT>\n<PUB>The Financial Times\n</PUB>\n</DOC>",
            "River floods old town",
            Some("1991-05-14"),
            "The water rose & fell.",
        );
        check(
            "<DOC>\n<DOCNO> LA010189-0001 </DOCNO>\n<DATE>\n<P>\nJanuary 1, 1989, Sunday, Home Edition\n</P>\n</DATE>\n\
             <HEADLINE>\n<P>\nRIVER FLOODS\n</P>\n</HEADLINE>\n<TEXT>\n<P>\nThe water rose.\n</P>\n<P>\nIt fell.\n</P>\n</TEXT>\n</DOC>",
            "RIVER FLOODS",
            Some("1989-01-01"),
            "The water rose.\n\nIt fell.",
        );
        check(
            "<DOC>\n<DOCNO> WSJ870324-0001 </DOCNO>\n<HL> River Floods:\nOld Town</HL>\n<DD> 03/24/87</DD>\n<SO> THE JOURNAL</SO>\n\
             <TEXT>\n   The water rose.\n</TEXT>\n</DOC>",
            "River Floods: Old Town",
            Some("1987-03-24"),
            "The water rose.",
        );
        check(
            "<DOC>\n<DOCNO> NYT19980601.0001 </DOCNO>\n<DATE_TIME> 1998-06-01 00:01 </DATE_TIME>\n<BODY>\n<HEADLINE> Rain </HEADLINE>\n\
             <TEXT>\n<P> The water rose. </P>\n</TEXT>\n</BODY>\n</DOC>",
            "Rain",
            Some("1998-06-01T00:01:00"),
            "The water rose.",
        );
    }
}
