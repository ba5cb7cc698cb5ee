//! Reads tables: a header that names the fields, and one story per record.

use super::csv_rows::Rows;
pub(super) use super::csv_rows::lines;
use super::fields::{Field, Filling, Known, known};
use super::{Piece, Readout, RejectReason, decode};
use crate::story::Published;

/// The possible delimiters of cells.
const DELIMITERS: [u8; 5] = [b',', b';', b'\t', b'|', b'^'];
/// How many lines may stand above the header: the title of the table, or what separates its cells.
const MOST_ABOVE: usize = 8;

/// How many columns besides body and title may be the one whose text is in several cells.
const MOST_TRIED: usize = 16;

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
    let rows = Rows::new(text.as_bytes(), header.delimiter);
    let rows = if piece.is_followed {
        rows.followed()
    } else {
        rows
    };
    for (line, record) in numbered(rows, piece.first) {
        match record {
            Ok(record) => readout.take(line, header.fill(record)),
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
    /// The header in the last record of `bytes`, split by the delimiter that gives the most known names.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let text = decode::decode(bytes);
        let split = |delimiter| Self {
            delimiter,
            names: names(text.as_bytes(), delimiter),
        };
        let [first, others @ ..] = DELIMITERS;
        others
            .into_iter()
            .map(split)
            .fold(split(first), |best, next| {
                if next.score() > best.score() {
                    next
                } else {
                    best
                }
            })
    }

    fn score(&self) -> (usize, usize) {
        let known = self.names.iter().filter(|(_, known)| known.is_some());
        (known.count(), self.names.len())
    }

    /// Whether there is a column for a title or a body; that of a summary is none if there is no date.
    fn has_text(&self) -> bool {
        let has = |field| self.column(field).is_some();
        let mut known = self.names.iter().filter_map(|(_, known)| *known);
        let has_body = known.any(|known| known.field == Field::Body && !known.is_summary());
        has(Field::Title) || has_body || has(Field::Body) && has(Field::Published)
    }

    /// The first column of a field.
    fn column(&self, field: Field) -> Option<usize> {
        let is_it =
            |(_, known): &(String, Option<Known>)| known.is_some_and(|it| it.field == field);
        self.names.iter().position(is_it)
    }

    /// The record's cells, each under the name of its column. Where there are more cells than columns, a delimiter in
    /// a text was not quoted: the text is put together again, which is reported.
    pub(super) fn fill(&self, mut record: Vec<String>) -> Filling {
        let mut filling = Filling::new("field");
        while record.len() > self.names.len() && record.last().is_some_and(String::is_empty) {
            record.pop();
        }
        if record.len() > self.names.len() {
            let column = self.split_column(&record);
            self.join(&mut record, column);
            let name = self.names.get(column).map(|(name, _)| name.as_str());
            filling.split_cell(name.unwrap_or_default());
        }
        let mut bodies = Vec::new();
        for ((name, known), cell) in self.names.iter().zip(record) {
            match known {
                // Two columns of one name are two parts of the text.
                Some(known) if bodies.contains(known) => filling.append_body(*known, &cell),
                Some(known) => {
                    bodies.extend((known.field == Field::Body).then_some(*known));
                    filling.set(*known, name, cell);
                }
                None => filling.overlook(name, &cell),
            }
        }
        filling
    }

    /// The column whose text a record has in several cells: the body if that leaves dates and addresses in their
    /// columns, else the title or whatever does.
    fn split_column(&self, record: &[String]) -> usize {
        let texts = [Field::Body, Field::Title].map(|field| self.column(field));
        let mut columns: Vec<usize> = texts.into_iter().flatten().collect();
        columns.extend((0..self.names.len()).take(MOST_TRIED));
        let fits = |column: &usize| {
            let mut joined = record.to_vec();
            self.join(&mut joined, *column);
            let mut cells = self.names.iter().zip(&joined);
            cells.all(|((_, known), cell)| match known.map(|known| known.field) {
                _ if cell.is_empty() => true,
                Some(Field::Published) => Published::parse(cell, "").is_ok(),
                Some(Field::Url) => cell.contains("://"),
                _ => true,
            })
        };
        let first = columns.first().copied().unwrap_or_default();
        columns.into_iter().find(fits).unwrap_or(first)
    }

    /// Joins the cells that are too many into the one of a column.
    fn join(&self, record: &mut Vec<String>, column: usize) {
        let more = record.len().saturating_sub(self.names.len());
        let delimiter = char::from(self.delimiter).to_string();
        if let Some(cells) = record.get(column..=column + more) {
            let joined = cells.join(&delimiter);
            record.splice(column..=column + more, [joined]);
        }
    }
}

fn names(header: &[u8], delimiter: u8) -> Vec<(String, Option<Known>)> {
    let rows = Rows::new(header, delimiter).iter();
    let cells = rows.last().map(|row| row.cells).unwrap_or_default();
    cells
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
) -> impl Iterator<Item = (u64, Result<Vec<String>, RejectReason>)> {
    numbered(Rows::new(text.as_bytes(), delimiter), first)
}

/// The records of `rows`, likewise.
fn numbered(
    rows: Rows<'_>,
    first: u64,
) -> impl Iterator<Item = (u64, Result<Vec<String>, RejectReason>)> {
    let (mut line, mut counted) = (first, 0);
    rows.iter().map(move |row| {
        line += lines(rows.text.get(counted..row.start).unwrap_or_default());
        counted = row.start;
        let cells = row.cells.into_iter();
        let cells = cells.map(|cell| String::from_utf8_lossy(&cell).into_owned());
        let record = if row.is_open {
            Err(RejectReason::OpenQuote)
        } else {
            Ok(cells.collect())
        };
        (line, record)
    })
}

/// Where the header of `bytes` ends: the first record, or one soon after it that names columns if the first does not
/// and has one cell, as everything between them.
pub(super) fn first_record_end(bytes: &[u8]) -> usize {
    let (mut first, mut begun) = (None, 0);
    for _ in 0..MOST_ABOVE {
        let rest = bytes.get(begun..).unwrap_or_default();
        let lines = rest.split(|byte| matches!(byte, b'\n' | b'\r'));
        let line = lines.into_iter().find(|line| !line.is_empty());
        let delimiter = Header::of(line.unwrap_or_default()).delimiter;
        let Some(row) = Rows::new(rest, delimiter).iter().next() else {
            break;
        };
        let header = Header::of(rest.get(..row.end).unwrap_or_default());
        begun += row.end;
        if header.has_text() && (first.is_none() || header.score().0 > 1) {
            return begun;
        }
        first.get_or_insert(begun);
        let cells = row
            .cells
            .iter()
            .filter(|cell| !cell.trim_ascii().is_empty());
        if cells.count() > 1 {
            break;
        }
    }
    first.unwrap_or(bytes.len())
}

/// Where the last, perhaps incomplete record of `bytes` begins; 0 if it is the only one.
pub(super) fn last_record_start(bytes: &[u8], header: &[u8]) -> usize {
    let (mut last, mut end) = (0, 0);
    let rows = Rows::new(bytes, Header::of(header).delimiter);
    for row in rows.going_on().iter() {
        (last, end) = (end, row.end);
    }
    last
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
    fn more_cells_than_columns_are_put_together() {
        for (table, title, body) in [
            (
                "title,body\nRain,It fell, and fell, until \"Tuesday\".",
                "Rain",
                "It fell, and fell, until \"Tuesday\".",
            ),
            (
                "title,body,date\nRain,It fell, and fell.,2024-08-12",
                "Rain",
                "It fell, and fell.",
            ),
            (
                "title,date,body\nRain, and how,2024-08-12,It fell.",
                "Rain, and how",
                "It fell.",
            ),
        ] {
            let mut readout = read_all(table);
            let draft = readout.stories.remove(0).1;
            assert_eq!((draft.title.as_str(), draft.body.as_str()), (title, body));
            assert_eq!(draft.published.is_some(), table.contains("date"));
            assert_eq!(readout.warnings.len(), 1, "{table}");
        }
        let told = read_all("title,body\nRain,It fell, and fell.")
            .warnings
            .remove(0);
        assert_eq!(
            told.doubt.to_string(),
            "it has more cells than the header has names: `body` was put together from several"
        );
        assert_eq!(read_all("title,body\nRain,It fell.,,\n").warnings, []);
    }

    #[test]
    fn two_columns_of_one_name_are_one_text() {
        let readout = read_all("title,body,body\nRain,It fell.,It rose.\nSun,It shone.,\n");
        let bodies: Vec<_> = readout
            .stories
            .iter()
            .map(|(_, draft)| &draft.body)
            .collect();
        assert_eq!(bodies, ["It fell.\n\nIt rose.", "It shone."]);
    }

    #[test]
    fn what_stands_above_the_header() {
        for above in ["sep=;\n", "Export of the desk\n\n", "\n"] {
            let readout = read_all(&format!("{above}title;body\nRain;It fell.\n"));
            let (line, draft) = &readout.stories[0];
            assert_eq!(
                (draft.title.as_str(), draft.body.as_str()),
                ("Rain", "It fell.")
            );
            assert_eq!(*line, above.matches('\n').count() as u64 + 2);
        }
        let headless = read_all("Rain,It fell,1\nSun,It shone,2\ntitle,story,3\nFog,It rose,4\n");
        assert_eq!((headless.stories.len(), headless.rejected.len()), (0, 1));
    }

    #[test]
    fn every_line_end_counts() {
        let readout = read_all("title,body\rRain,It fell.\rSun,It shone.\r\nFog,It rose.");
        let lines: Vec<_> = readout.stories.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 4]);
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
        let readout = read_all("id,name,description\n1,Rain,Wet\n2,Sun,Dry\n");
        assert_eq!((readout.stories.len(), readout.rejected.len()), (0, 1));
        let readout = read_all("name,age\nRain,7\n");
        assert_eq!(
            readout.rejected[0].reason.to_string(),
            "no column of the header is a title or a body: `name,age`"
        );
    }
}
