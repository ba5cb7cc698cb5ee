//! Reads tables: a header that names the fields, and one story per record.

use ::csv::{ByteRecord, Reader, ReaderBuilder, StringRecord};

use super::cut::newlines;
use super::fields::{Filling, Known, known};
use super::{Piece, Readout, RejectReason, decode};

/// The possible delimiters of cells.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads the records of one piece under the header of its file.
pub(super) fn read(piece: &Piece, bytes: &[u8]) -> Readout {
    if piece.header.is_empty() && bytes.is_empty() {
        return Readout::reject(None, RejectReason::Empty);
    }
    let header = Header::of(&piece.header);
    if !header.has_text() {
        let header = decode::decode(&piece.header).trim().to_owned();
        return Readout::reject(None, RejectReason::NoColumns { header });
    }
    let mut readout = Readout::default();
    let text = decode::decode(bytes);
    for (line, record) in records(&text, header.delimiter, piece.first) {
        match record {
            Ok(record) => readout.take(line, header.fill(&record)),
            Err(reason) => readout.refuse(Some(line), reason),
        }
    }
    readout
}

/// The header of a table: what separates its cells, and the name of each column.
pub(super) struct Header {
    pub(super) delimiter: u8,
    pub(super) names: Vec<(String, Option<Known>)>,
}

impl Header {
    /// The header in the first record of `bytes`, split by the delimiter that gives the most known names.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let text = decode::decode(bytes);
        DELIMITERS
            .into_iter()
            .map(|delimiter| Self {
                delimiter,
                names: names(text.as_bytes(), delimiter),
            })
            .reduce(|best, next| {
                if next.score() > best.score() {
                    next
                } else {
                    best
                }
            })
            .unwrap_or(Self {
                delimiter: b',',
                names: Vec::new(),
            })
    }

    fn score(&self) -> (usize, usize) {
        (
            self.names
                .iter()
                .filter(|(_, known)| known.is_some())
                .count(),
            self.names.len(),
        )
    }

    fn has_text(&self) -> bool {
        use super::fields::Field::{Body, Title};
        self.names
            .iter()
            .any(|(_, known)| known.is_some_and(|known| matches!(known.field, Body | Title)))
    }

    /// The record's cells, each under the name of its column.
    pub(super) fn fill(&self, record: &StringRecord) -> Filling {
        let mut filling = Filling::new("field");
        for ((name, known), cell) in self.names.iter().zip(record) {
            if let Some(known) = known {
                filling.set(*known, name, cell.to_owned());
            }
        }
        filling
    }
}

fn names(header: &[u8], delimiter: u8) -> Vec<(String, Option<Known>)> {
    let mut record = ByteRecord::new();
    // A header that cannot be read has no names, which is reported as such.
    let read = reader(header, delimiter)
        .read_byte_record(&mut record)
        .unwrap_or(false);
    if !read {
        return Vec::new();
    }
    record
        .iter()
        .map(|name| String::from_utf8_lossy(name).trim().to_owned())
        .map(|name| {
            let known = known(&name);
            (name, known)
        })
        .collect()
}

/// The records of a table without its header, each with the line it begins on; the first line is `first`.
pub(super) fn records(
    text: &str,
    delimiter: u8,
    first: u64,
) -> impl Iterator<Item = (u64, Result<StringRecord, RejectReason>)> {
    let mut reader = reader(text.as_bytes(), delimiter);
    let (mut line, mut counted) = (first, 0);
    std::iter::from_fn(move || {
        let mut record = StringRecord::new();
        let start = offset(&reader);
        let read = reader.read_record(&mut record);
        // The parser stops after `\r` and skips blank lines: both come before the record.
        let blank = text
            .get(start..)?
            .bytes()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        line += newlines(text.as_bytes().get(counted..start + blank)?);
        counted = start + blank;
        match read {
            Ok(true) => {
                let rest = text.get(start + blank..)?;
                let is_last = offset(&reader) >= text.len();
                if is_last && is_open(rest, delimiter) {
                    Some((line, Err(RejectReason::OpenQuote)))
                } else {
                    Some((line, Ok(record)))
                }
            }
            Ok(false) => None,
            Err(error) => Some((line, Err(RejectReason::Csv(error.to_string())))),
        }
    })
}

/// Whether a quote in the last record is never closed. Then the record may have swallowed the rest of the table.
fn is_open(record: &str, delimiter: u8) -> bool {
    if !record.contains('"') {
        return false;
    }
    let with_another = format!("{record}\nx");
    reader(with_another.as_bytes(), delimiter)
        .into_byte_records()
        .count()
        == 1
}

/// Where the first record of `bytes` ends.
pub(super) fn first_record_end(bytes: &[u8]) -> usize {
    let delimiter = Header::of(
        bytes
            .split_inclusive(|&byte| byte == b'\n')
            .next()
            .unwrap_or(bytes),
    )
    .delimiter;
    let mut reader = reader(bytes, delimiter);
    // Reading bytes from memory into unequal records cannot fail.
    match reader.read_byte_record(&mut ByteRecord::new()) {
        Ok(true) => offset(&reader),
        _ => bytes.len(),
    }
}

/// Where the last, perhaps incomplete record of `bytes` begins; 0 if it is the only one.
pub(super) fn last_record_start(bytes: &[u8], header: &[u8]) -> usize {
    let mut reader = reader(bytes, Header::of(header).delimiter);
    let (mut record, mut last) = (ByteRecord::new(), 0);
    loop {
        let start = offset(&reader);
        match reader.read_byte_record(&mut record) {
            Ok(true) => last = start,
            _ => return last,
        }
    }
}

fn reader(bytes: &[u8], delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(bytes)
}

fn offset(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Format, pieces};

    fn read_all(file: &str) -> Readout {
        let piece = pieces(Format::Csv, file.as_bytes())
            .next()
            .unwrap()
            .unwrap();
        crate::read::read(Format::Csv, "", &piece)
    }

    #[test]
    fn any_delimiter() {
        for delimiter in [",", ";", "\t", "|"] {
            let file =
                "headline;published;text\nRain;2024-08-12;It fell.\n".replace(';', delimiter);
            let (line, draft) = read_all(&file).stories.remove(0);
            assert_eq!(
                (line, draft.title.as_str(), draft.body.as_str()),
                (2, "Rain", "It fell.")
            );
            let published = draft.published.unwrap();
            assert_eq!(
                (published.value(), published.from()),
                ("2024-08-12", "field published")
            );
        }
    }

    #[test]
    fn lines_are_counted_through_quotes_blank_lines_and_crlf() {
        let readout = read_all("title,body\r\n\r\nRain,\"on\r\ntwo lines\"\r\nSun,one\r\n");
        let lines: Vec<_> = readout
            .stories
            .iter()
            .map(|(line, draft)| (*line, draft.body.as_str()))
            .collect();
        assert_eq!(lines, [(3, "on\r\ntwo lines"), (5, "one")]);
    }

    #[test]
    fn a_quote_that_is_never_closed_swallows_nothing_in_silence() {
        let whole = "title,body\n\"Rain\",\"on \"\"us\"\"\"\n5\" pipe,\"burst\"";
        let readout = read_all(whole);
        assert_eq!((readout.stories.len(), readout.rejected.len()), (2, 0));
        for end in ["", "\n"] {
            let readout = read_all(&format!("{whole}\nSun,\"one\nWind,two\nFog,three{end}"));
            assert_eq!((readout.stories.len(), readout.rejected.len()), (2, 1));
            assert_eq!(readout.rejected[0].place, Some(4));
        }
    }

    #[test]
    fn a_quote_in_seven_bits_may_be_half_a_character() {
        // あ is `$"` there, and 東 `El`.
        let rows: Vec<_> = (0..40_000)
            .map(|row| format!("あ,\"あ\n東{row}\"\n"))
            .collect();
        let text = format!("title,body\n{}", rows.concat());
        let (bytes, ..) = encoding_rs::ISO_2022_JP.encode(&text);
        let read = pieces(Format::Csv, &*bytes)
            .map(|piece| crate::read::read(Format::Csv, "", &piece.unwrap()));
        let read: Vec<_> = read.collect();
        assert!(read.iter().all(|read| read.rejected.is_empty()));
        let stories: Vec<_> = read.into_iter().flat_map(|read| read.stories).collect();
        let last = stories.last().unwrap();
        assert_eq!((stories.len(), last.0), (40_000, 80_000));
        assert_eq!(last.1.body, "あ\n東39999");
    }

    #[test]
    fn what_is_left_out_says_where_and_why() {
        let readout = read_all("title,date\nRain,2024-02-30\n,2024-08-12\n");
        assert_eq!(readout.warnings[0].place, 2);
        assert_eq!(
            readout.warnings[0].doubt.to_string(),
            "no date in `date`: there is no such day: `2024-02-30`"
        );
        assert_eq!(readout.rejected[0].place, Some(3));
        assert_eq!(
            readout.rejected[0].reason.to_string(),
            "it has neither title nor body"
        );
        let readout = read_all("name,age\nRain,7\n");
        assert_eq!(
            readout.rejected[0].reason.to_string(),
            "no column of the header is a title or a body: `name,age`"
        );
    }
}
