//! What is fuzzed, and what must hold of whatever comes of an input.

use std::collections::hash_map::DefaultHasher;
use std::convert::Infallible;
use std::hash::{Hash, Hasher};
use std::io::{Cursor, Read, Write};

use dateline::annotate::{dates, entities};
use dateline::query::{Matching, Reading, parse, range};
use dateline::read::{self, Content, Draft, Format, Found, listing, pieces, sidecar, unpack};
use dateline::story::{Language, Published, TextField};
use jiff::civil::{Date, date};

const TODAY: Date = date(2024, 7, 17);

/// What came of an input, roughly: two inputs of one signature did much the same.
pub(crate) type Signature = u64;

/// Reads an input.
type Run = Box<dyn Fn(&[u8]) -> Signature>;

/// Something that reads input.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// The folder of its inputs.
    pub(crate) corpus: &'static str,
    /// The format it reads, if it is a reader.
    pub(crate) format: Option<Format>,
    pub(crate) run: Run,
}

/// The target of a name.
pub(crate) fn of(name: &'static str) -> Target {
    let format = match name {
        "text" => Format::Plain,
        "markdown" => Format::Markdown,
        "html" => Format::Html,
        "json" => Format::Json,
        "jsonl" => Format::JsonLines,
        "csv" => Format::Csv,
        "reuters" => Format::Reuters,
        "trec" => Format::Trec,
        "feed" => Format::Feed,
        "nitf" => Format::Nitf,
        "newsml_g2" => Format::NewsMlG2,
        "newsml" => Format::NewsMl,
        "ninjs" => Format::Ninjs,
        "mail" => Format::Mail,
        "mbox" => Format::Mailbox,
        "warc" => Format::Warc,
        "docx" => Format::Docx,
        "odt" => Format::Odt,
        "rtf" => Format::Rtf,
        "pdf" => Format::Pdf,
        "alto" => Format::Alto,
        "ocr" => Format::Ocr,
        "export" => Format::Export,
        other => return of_text(other),
    };
    Target {
        name,
        corpus: name,
        format: Some(format),
        run: Box::new(move |input| read_all(format, input)),
    }
}

fn of_text(name: &'static str) -> Target {
    let (corpus, run): (_, fn(&[u8]) -> Signature) = match name {
        "docx_within" => ("docx_within", |input| {
            read_all(Format::Docx, &zipped("word/document.xml", input))
        }),
        "odt_within" => ("odt_within", |input| {
            read_all(Format::Odt, &zipped("content.xml", input))
        }),
        "unpack" => ("unpack", unpack_all),
        "sidecar" => ("sidecar", read_sidecar),
        "listing" => ("listing", read_listing),
        "query" => ("query", read_query),
        "range" => ("range", read_range),
        "published" => ("range", read_published),
        "dates" => ("prose", read_dates),
        "names" => ("prose", read_names),
        other => panic!("there is no target {other}"),
    };
    Target {
        name,
        corpus,
        format: None,
        run: Box::new(run),
    }
}

/// A document with only this in it: damage to the packing around it would keep all else from being read.
fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file(name, options).unwrap();
    archive.write_all(content).unwrap();
    archive.finish().unwrap().into_inner()
}

fn signature(what: impl Hash) -> Signature {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// A message without what differs from input to input.
fn sort_of(message: &str) -> String {
    message
        .chars()
        .filter(|c| c.is_ascii_alphabetic() || *c == ' ')
        .take(60)
        .collect()
}

/// An answer for any bytes, and drafts that say something.
fn read_all(format: Format, input: &[u8]) -> Signature {
    let mut seen = Vec::new();
    for piece in pieces(format, input) {
        let readout = read::read(format, "2024/story", &piece.unwrap());
        for (place, draft) in &readout.stories {
            assert!(*place > 0, "places count from 1");
            let has = [
                draft.byline.is_some(),
                draft.source.is_some(),
                draft.url.is_some(),
                draft.published.is_some(),
            ];
            seen.push((
                has,
                draft.title.is_empty(),
                draft.body.len().min(3),
                draft.tags.len().min(3),
                String::new(),
            ));
        }
        for rejected in &readout.rejected {
            seen.push((
                [false; 4],
                true,
                9,
                0,
                sort_of(&rejected.reason.to_string()),
            ));
        }
        for warning in &readout.warnings {
            seen.push(([true; 4], true, 9, 0, sort_of(&warning.doubt.to_string())));
        }
    }
    seen.sort();
    seen.dedup();
    signature(seen)
}

/// What is unpacked ends, and never lies outside of the archive by its name.
fn unpack_all(input: &[u8]) -> Signature {
    let mut seen = Vec::new();
    let done: Result<(), Infallible> = unpack("a.zip", Cursor::new(input), &mut |name, content| {
        assert!(name.starts_with("a.zip"), "{name}");
        seen.push(match content {
            Content::Stories(format, input) => {
                let read = std::io::copy(&mut input.take(1 << 28), &mut std::io::sink());
                format!(
                    "{format} {}",
                    read.map_or_else(|error| sort_of(&error.to_string()), |_| String::new())
                )
            }
            Content::Listing(input) => {
                let mut bytes = Vec::new();
                let _ = input.take(1 << 24).read_to_end(&mut bytes);
                let read = dateline::read::listing::read(&bytes);
                read.map_or_else(
                    |reason| sort_of(&reason.to_string()),
                    |_| "listing".to_owned(),
                )
            }
            Content::Sidecar(input) => {
                let mut bytes = Vec::new();
                let _ = input.take(1 << 24).read_to_end(&mut bytes);
                format!("{:?}", read_sidecar(&bytes))
            }
            Content::NoNews | Content::Unseen(_) => String::new(),
            Content::Broken(reason) => sort_of(&reason),
        });
        Ok(())
    });
    let Ok(()) = done;
    signature(seen)
}

fn read_sidecar(input: &[u8]) -> Signature {
    let name = if input.first() == Some(&b'{') {
        "metadata.jsonl"
    } else {
        "metadata.csv"
    };
    let read = sidecar::read(name, input);
    let errors: Vec<String> = read
        .errors
        .iter()
        .map(|error| sort_of(&error.reason.to_string()))
        .collect();
    signature((read.files.len().min(4), errors))
}

/// A listing tells pages and files without end what it knows of them.
fn read_listing(input: &[u8]) -> Signature {
    let listing = match listing::read(input) {
        Ok(Some(listing)) => listing,
        Ok(None) => return signature(0),
        Err(reason) => return signature(sort_of(&reason.to_string())),
    };
    let told = ["https://a.example/1", "https://b.example/2.html"].map(|address| {
        let mut draft = Draft {
            url: Some(address.to_owned()),
            ..Draft::default()
        };
        listing.describe(Format::Html, "1.html", true, &mut draft);
        listing.describe(Format::Alto, "0001.xml", true, &mut draft);
        let (day, source) = (draft.published.is_some(), draft.source.is_some());
        (day, source, draft.tags.len().min(3), draft.pages.len())
    });
    signature((told, listing.doubts.len().min(3), listing.broken.is_some()))
}

/// A query is read or its place is shown; what is read is printed as the same query.
fn read_query(input: &[u8]) -> Signature {
    let text = String::from_utf8_lossy(input);
    for matching in [Matching::All, Matching::Any] {
        let reading = Reading {
            today: TODAY,
            matching,
        };
        match parse(&text, &reading) {
            Ok(query) => {
                let printed = query.to_string();
                let again = Reading {
                    today: TODAY,
                    matching: Matching::All,
                };
                assert_eq!(parse(&printed, &again).as_ref(), Ok(&query), "{printed}");
            }
            Err(error) => return signature(sort_of(&error.report(&text))),
        }
    }
    let reading = Reading {
        today: TODAY,
        matching: Matching::All,
    };
    let query = parse(&text, &reading)
        .map(|query| query.to_string())
        .unwrap_or_default();
    let shape: String = query
        .chars()
        .filter(|c| !c.is_alphanumeric())
        .take(24)
        .collect();
    signature(shape)
}

fn read_range(input: &[u8]) -> Signature {
    let text = String::from_utf8_lossy(input);
    match range(&text, TODAY) {
        Ok(range) => signature(sort_of(&format!("{range:?}"))),
        Err(error) => signature(sort_of(&format!("{error} {}", error.hint()))),
    }
}

/// What is read is written so that it is read as the same.
fn read_published(input: &[u8]) -> Signature {
    let text = String::from_utf8_lossy(input);
    match Published::parse(&text, "x") {
        Ok(published) => {
            let again = Published::parse(published.value(), "x").unwrap();
            assert_eq!(again, published, "{text:?}");
            signature((
                published.value().len(),
                published.interval().precision() as u8,
            ))
        }
        Err(error) => signature(sort_of(&error.to_string())),
    }
}

/// Times stand in order, apart from each other and within the text.
fn read_dates(input: &[u8]) -> Signature {
    let text = String::from_utf8_lossy(input);
    let published = Published::parse("2024-07-17", "x").unwrap().interval();
    let mut values = Vec::new();
    for tag in ["en", "de", "es", "fr"] {
        let mut end = 0;
        for timex in dates::mentions(&text, Language::from_tag(tag), Some(published)) {
            assert!(
                timex.span.start() >= end && timex.span.end() <= text.len(),
                "{text:?}"
            );
            end = timex.span.end();
            let value: String = timex
                .value
                .chars()
                .map(|c| if c.is_ascii_digit() { '0' } else { c })
                .collect();
            values.push(value);
        }
    }
    values.sort();
    values.dedup();
    signature(values)
}

/// Names stand in order within the text, and mean somebody, whatever the language.
fn read_names(input: &[u8]) -> Signature {
    let text = String::from_utf8_lossy(input);
    let (title, body) = text.split_once('\n').unwrap_or(("", &text));
    let found = ["en", "es", "de"].map(|tag| entities::names(title, body, Language::from_tag(tag)));
    for names in &found {
        for mention in &names.mentions {
            let text = if mention.field == TextField::Title {
                title
            } else {
                body
            };
            assert!(mention.span.end() <= text.len() && !mention.span.of(text).trim().is_empty());
            assert!(names.entities.get(mention.entity as usize).is_some());
        }
    }
    let name = Found::name_of(text.as_ref().as_ref());
    assert!(!name.is_empty());
    let [english, spanish, german] = found.map(|names| names.mentions.len().min(12));
    signature((english, spanish, german))
}
