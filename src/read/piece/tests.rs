//! How files are cut, and what is too long.

use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::read::{Readout, read};

const SMALL: Limits = Limits {
    block: 16,
    line: 64,
    file: 256,
};

fn read_all(format: Format, file: &[u8], limits: Limits) -> Readout {
    let mut all = Readout::default();
    for piece in with_limits(format, file, limits) {
        let one = read(format, "", &piece.unwrap());
        all.stories.extend(one.stories);
        all.rejected.extend(one.rejected);
        all.warnings.extend(one.warnings);
    }
    all
}

#[test]
fn a_line_too_long_is_left_out_and_the_rest_goes_on() {
    let file = format!(
        "{{\"title\":\"a\"}}\n{{\"title\":\"{}\"}}\n{{\"title\":\"c\"}}\n",
        "b".repeat(200)
    );
    let readout = read_all(Format::JsonLines, file.as_bytes(), SMALL);
    let lines: Vec<_> = readout
        .stories
        .iter()
        .map(|(line, draft)| (*line, draft.title.as_str()))
        .collect();
    assert_eq!(lines, [(1, "a"), (3, "c")]);
    assert_eq!(readout.rejected.len(), 1);
    assert_eq!(readout.rejected[0].place, Some(2));
    assert_eq!(
        readout.rejected[0].reason,
        RejectReason::TooLarge { limit: 64 }
    );
}

#[test]
fn a_text_too_long_is_no_story() {
    let long = "a".repeat(super::super::LONGEST_TEXT + 1);
    let list = format!(r#"[{{"title":"a"}},{{"title":"b","body":"{long}"}}]"#);
    let limit = RejectReason::TooLarge { limit: 64 << 20 };
    let readout = read_all(Format::Plain, long.as_bytes(), LIMITS);
    assert_eq!(
        (readout.stories.len(), &readout.rejected[0].reason),
        (0, &limit)
    );
    let readout = read_all(Format::Json, list.as_bytes(), LIMITS);
    let [(_, only)] = readout.stories.as_slice() else {
        panic!("{} stories", readout.stories.len());
    };
    assert_eq!(
        (only.title.as_str(), &readout.rejected[0].reason),
        ("a", &limit)
    );
}

#[test]
fn a_file_too_large_is_left_out() {
    let readout = read_all(Format::Plain, &b"word ".repeat(100), SMALL);
    assert_eq!(
        readout.rejected[0].reason,
        RejectReason::TooLarge { limit: 256 }
    );
}

#[test]
fn an_empty_file_is_one_piece() {
    for format in [
        Format::JsonLines,
        Format::Csv,
        Format::Mailbox,
        Format::Plain,
    ] {
        let readout = read_all(format, b"", LIMITS);
        assert_eq!(readout.rejected.len(), 1, "{format}");
        assert_eq!(readout.rejected[0].reason, RejectReason::Empty, "{format}");
    }
    for block in [1, 2, 8] {
        let limits = Limits { block, ..LIMITS };
        let readout = read_all(Format::JsonLines, b"{\"title\":\"a\"}", limits);
        assert_eq!((readout.stories.len(), readout.rejected.len()), (1, 0));
    }
}

#[test]
fn utf16_lines_are_found() {
    let file: Vec<u8> = "\u{feff}{\"title\":\"Zürich\"}\n{\"title\":\"Örebro\"}\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read_all(Format::JsonLines, &file, SMALL).stories.len(), 2);
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("unplugged"))
    }
}

#[test]
fn a_record_that_says_how_long_it_is_needs_no_other_behind_it() {
    let record = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nRain.\r\n\r\n";
    let told = |file: &str| {
        let pieces = pieces(Format::Warc, file.as_bytes().chain(Broken));
        let pieces: Vec<_> = pieces.collect();
        let stories = pieces.iter().flatten();
        let stories = stories.map(|piece| read(Format::Warc, "", piece).stories.len());
        (stories.sum::<usize>(), pieces.last().unwrap().is_err())
    };
    assert_eq!(told(&format!("{record}{record}")), (2, true));
    assert_eq!(told(&format!("{record}{record}junk")), (2, true));
    let cut = record.split("ain").next().unwrap();
    assert_eq!(told(&format!("{record}{cut}")), (1, true));
}

#[test]
fn an_error_ends_the_pieces() {
    let results: Vec<_> = pieces(Format::JsonLines, Broken)
        .map(|piece| piece.is_ok())
        .collect();
    assert_eq!(results, [false]);
}

proptest! {
    /// However a table is cut, it has the same stories on the same lines.
    #[test]
    fn cutting_changes_nothing(
        rows in prop::collection::vec(("[a-z ,\"\n]{1,20}", "[a-z]{1,8}"), 0..12),
        block in 1_usize..100,
        end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let mut file = format!("title,body{end}");
        for (title, body) in &rows {
            let quoted = title.replace('"', "\"\"");
            write!(file, "\"{quoted}\",{body}{end}").unwrap();
        }
        let cut = read_all(Format::Csv, file.as_bytes(), Limits { block, ..LIMITS });
        prop_assert_eq!(&cut, &read_all(Format::Csv, file.as_bytes(), LIMITS));
        prop_assert_eq!(cut.stories.len(), rows.len());
        let mut line = 2;
        for ((place, draft), (title, _)) in cut.stories.iter().zip(&rows) {
            prop_assert_eq!((*place, &draft.title), (line, title));
            line += 1 + newlines(title.as_bytes());
        }
    }
}
