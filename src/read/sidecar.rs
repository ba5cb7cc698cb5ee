//! Reads sidecars: `metadata.csv` or `metadata.jsonl`, whose fields override what the files in their folder say
//! themselves.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::fields::{Filling, Known};
use super::value::{Key, Value, read_field};
use super::{Doubt, Draft, RejectReason, csv, decode, plain_name};

const TABLE: &str = "metadata.csv";
const LINES: &str = "metadata.jsonl";
/// The names of sidecars.
pub const NAMES: [&str; 2] = [TABLE, LINES];

/// What a sidecar says of each file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sidecar {
    /// By the file's path from the folder, with `/` and without `./`.
    pub files: BTreeMap<String, Said>,
    /// The paths of those files that may be spelt otherwise, by how they are compared.
    spelt: BTreeMap<String, String>,
    /// What could not be used.
    pub errors: Vec<SidecarError>,
}

/// What one line of a sidecar says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The line, to name it when there is no such file.
    pub line: u64,
    /// The fields, which override the story's own: [`Draft::overlay`].
    pub draft: Draft,
}

/// A line of a sidecar that could not be used, or not all of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct SidecarError {
    /// From 1.
    pub line: u64,
    /// What is wrong with it.
    pub reason: SidecarReason,
}

/// Why a line of a sidecar could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SidecarReason {
    /// It does not say which file it is about.
    #[error("no `file`: expected a path from the folder of the sidecar")]
    NoFile,
    /// It names a file that an earlier line is about.
    #[error("`{file}` is already on line {earlier}")]
    Repeated {
        /// The file.
        file: String,
        /// The line that counts.
        earlier: u64,
    },
    /// A field that no story has.
    #[error("unknown field `{0}`, expected {KNOWN}")]
    UnknownField(String),
    /// A field that says nothing we understand. The others count.
    #[error(transparent)]
    Doubt(#[from] Doubt),
    /// It cannot be read at all.
    #[error(transparent)]
    Broken(#[from] RejectReason),
}

/// Whether a file of this name is a sidecar, and no story: `metadata.csv`, `Metadata.csv`.
pub fn is_sidecar(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    NAMES.iter().any(|known| file.eq_ignore_ascii_case(known))
}

/// Reads the sidecar called `name`.
///
/// ```
/// use dateline::read::sidecar;
/// let sidecar = sidecar::read("metadata.csv", b"file,published,source\nfloods.txt,2024-08-12,The Bugle\n");
/// let said = &sidecar.files["floods.txt"];
/// assert_eq!(said.draft.source.as_deref(), Some("The Bugle"));
/// assert_eq!(said.draft.published.as_ref().unwrap().from(), "metadata.csv");
/// ```
pub fn read(name: &str, bytes: &[u8]) -> Sidecar {
    let mut sidecar = Sidecar::default();
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match decode::text(bytes) {
        Err(reason) => sidecar.error(1, reason),
        Ok(text) if name.eq_ignore_ascii_case(TABLE) => sidecar.read_table(name, &text),
        Ok(text) => sidecar.read_lines(name, &text),
    }
    sidecar
}

/// What may be said of a file.
const KNOWN: &str = "`file`, `published`, `title`, `byline`, `source`, `section`, `url` or `lang`";
/// The column or key that names the file.
const FILE: &str = "file";

/// Names are compared without case, here as elsewhere.
fn is_file(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case(FILE)
}

impl Sidecar {
    /// What it says of a file, whose name may be spelt otherwise: with other codes for the same letters, or
    /// percent-encoded.
    pub fn of(&self, file: &str) -> Option<&Said> {
        let said = |file: &str| self.files.get(file);
        said(file).or_else(|| {
            let plain = plain_name(file);
            said(&plain).or_else(|| said(self.spelt.get(&*plain)?))
        })
    }

    fn read_table(&mut self, teller: &str, text: &str) {
        let end = csv::first_record_end(text.as_bytes());
        let Some((header, rest)) = text.split_at_checked(end) else {
            return;
        };
        let columns = csv::Header::of(header.as_bytes());
        let Some(file) = columns.names.iter().position(|(name, _)| is_file(name)) else {
            return self.error(1, SidecarReason::NoFile);
        };
        for (name, known) in &columns.names {
            if known.is_none_or(Known::is_summary) && !is_file(name) {
                self.error(1, SidecarReason::UnknownField(name.clone()));
            }
        }
        let lines = csv::lines(header.as_bytes());
        for (line, record) in csv::records(rest, columns.delimiter, 1 + lines) {
            match record {
                Ok(record) => {
                    let name = record.get(file).cloned();
                    self.add_row(line, teller, name.as_deref(), columns.fill(record));
                }
                Err(reason) => self.error(line, reason),
            }
        }
    }

    fn read_lines(&mut self, teller: &str, text: &str) {
        for (number, line) in (1..)
            .zip(text.lines())
            .filter(|(_, line)| !line.trim().is_empty())
        {
            match serde_json::from_str::<Row>(line) {
                Err(error) => self.error(number, super::json::broken(&error, number)),
                Ok(row) => {
                    for key in row.unknown {
                        self.error(number, SidecarReason::UnknownField(key));
                    }
                    self.add_row(number, teller, row.file.as_deref(), row.filling);
                }
            }
        }
    }

    fn add_row(&mut self, line: u64, teller: &str, file: Option<&str>, filling: Filling) {
        let (mut draft, doubts) = filling.without_text().into_parts();
        for doubt in doubts {
            self.error(line, doubt);
        }
        let file = file.unwrap_or_default().trim().replace('\\', "/");
        let file = file.trim_start_matches("./");
        if file.is_empty() {
            return self.error(line, SidecarReason::NoFile);
        }
        draft.published = draft
            .published
            .map(|published| published.from_source(teller));
        let plain = plain_name(file);
        if plain != file {
            self.spelt.insert(plain.into_owned(), file.to_owned());
        }
        match self.files.entry(file.to_owned()) {
            Entry::Vacant(place) => {
                place.insert(Said { line, draft });
            }
            Entry::Occupied(taken) => {
                let earlier = taken.get().line;
                self.error(
                    line,
                    SidecarReason::Repeated {
                        file: file.to_owned(),
                        earlier,
                    },
                );
            }
        }
    }

    fn error(&mut self, line: u64, reason: impl Into<SidecarReason>) {
        self.errors.push(SidecarError {
            line,
            reason: reason.into(),
        });
    }
}

/// One line of `metadata.jsonl`.
struct Row {
    file: Option<String>,
    filling: Filling,
    unknown: Vec<String>,
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RowVisitor;
        impl<'de> Visitor<'de> for RowVisitor {
            type Value = Row;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
                let mut row = Row {
                    file: None,
                    filling: Filling::new("field"),
                    unknown: Vec::new(),
                };
                while let Some(Key(key)) = map.next_key()? {
                    if is_file(&key) {
                        row.file = map.next_value::<Value>()?.text();
                    } else if !read_field(&mut row.filling, &key, &mut map)? {
                        row.unknown.push(key.into_owned());
                    }
                }
                Ok(row)
            }
        }
        deserializer.deserialize_map(RowVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(sidecar: &Sidecar) -> Vec<String> {
        sidecar.errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_summary_is_not_the_text_of_a_file() {
        let table = read("metadata.csv", b"file,description\nrain.txt,It fell.\n");
        let lines = read(
            "metadata.jsonl",
            br#"{"file":"rain.txt","description":"It fell."}"#,
        );
        for sidecar in [table, lines] {
            assert_eq!(sidecar.files["rain.txt"].draft.body, "");
            assert_eq!(errors(&sidecar).len(), 1);
        }
    }

    #[test]
    fn either_format_says_the_same() {
        let table = read(
            "a/metadata.csv",
            b"File;Title;Date\n./1987\\rain.txt;Rain;1987-02\n",
        );
        let lines = read(
            "metadata.jsonl",
            b"{\"File\":\"1987/rain.txt\",\"title\":\"Rain\",\"date\":\"1987-02\"}\n",
        );
        for (sidecar, from) in [(table, "metadata.csv"), (lines, "metadata.jsonl")] {
            assert_eq!(errors(&sidecar), [""; 0]);
            let draft = &sidecar.files["1987/rain.txt"].draft;
            let published = draft.published.as_ref().unwrap();
            assert_eq!(
                (draft.title.as_str(), published.value(), published.from()),
                ("Rain", "1987-02", from)
            );
        }
    }

    #[test]
    fn a_name_may_be_spelt_otherwise() {
        let sidecar = read(
            "Metadata.CSV",
            "file,title\nCafe\u{301}.txt,Rain\nfog%20bank.txt,Fog\n".as_bytes(),
        );
        for (file, title) in [
            ("Café.txt", "Rain"),
            ("Cafe\u{301}.txt", "Rain"),
            ("Caf%C3%A9.txt", "Rain"),
            ("fog bank.txt", "Fog"),
        ] {
            assert_eq!(sidecar.of(file).unwrap().draft.title, title, "{file}");
        }
        assert_eq!(sidecar.of("cafe.txt"), None);
        assert!(is_sidecar("wire/Metadata.csv"));
    }

    #[test]
    fn it_wins_over_the_file() {
        let mut story = Draft {
            title: "Fog".into(),
            body: "It fell.".into(),
            ..Draft::default()
        };
        story.overlay(&read("metadata.csv", b"file,title\na,Rain\n").files["a"].draft);
        assert_eq!(
            (story.title.as_str(), story.body.as_str()),
            ("Rain", "It fell.")
        );
    }

    #[test]
    fn errors_name_the_line() {
        let sidecar = read(
            "metadata.csv",
            b"file,pubished,date\na,1,soon\n,2,\na,3,2024\n",
        );
        assert_eq!(
            errors(&sidecar),
            [
                "line 1: unknown field `pubished`, expected `file`, `published`, `title`, `byline`, `source`, `section`, `url` or `lang`",
                "line 2: no date in `date`: expected a date, found `soon`",
                "line 3: no `file`: expected a path from the folder of the sidecar",
                "line 4: `a` is already on line 2",
            ]
        );
        assert_eq!(
            errors(&read("metadata.csv", b"name,title\na,b\n")),
            ["line 1: no `file`: expected a path from the folder of the sidecar"]
        );
        assert_eq!(
            errors(&read(
                "metadata.jsonl",
                b"{\"file\":\"a\",\"titel\":\"Rain\"}\n{\n"
            )),
            [
                "line 1: unknown field `titel`, expected `file`, `published`, `title`, `byline`, `source`, `section`, `url` or `lang`",
                "line 2: broken JSON at line 2, column 1: EOF while parsing an object"
            ]
        );
        assert_eq!(
            errors(&read("metadata.csv", b"")),
            ["line 1: the file is empty"]
        );
    }
}
