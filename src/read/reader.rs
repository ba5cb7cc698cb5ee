//! The table of readers: for each format its name, its file extensions, how its files are cut, and its reader.

use super::cut::Cut;
use super::piece::Piece;
use super::{
    Format, Readout, alto, csv, exports, feed, html, json, mail, markdown, newsml, ninjs, nitf,
    ocr, office, pdf, plain, reuters, rtf, trec, warc,
};

/// Everything about a format except how its reader works.
pub(super) struct Reader {
    /// What the format is called in the ledger.
    pub(super) name: &'static str,
    /// The file extensions that are enough to recognise it.
    pub(super) endings: &'static [&'static str],
    /// Whether a file may hold several stories, so that the id of a story includes its place.
    pub(super) many: bool,
    /// Who reads it.
    pub(super) how: How,
}

/// How a reader gets the bytes of a file.
#[derive(Clone, Copy)]
pub(super) enum How {
    /// The whole file at once.
    Whole(fn(&[u8]) -> Readout),
    /// In pieces, so that a file may be larger than memory.
    Cut(Cut, fn(&Piece, &[u8]) -> Readout),
}

/// Where a line ends.
const LINES: Cut = Cut::Mark {
    mark: b"\n",
    end: 1,
    whole: None,
};

/// After the empty lines that end a record of a web archive.
const RECORDS: Cut = Cut::Mark {
    mark: b"\r\n\r\nWARC/1.",
    end: 4,
    whole: Some(warc::whole_record),
};

impl Format {
    /// The row of this format.
    pub(super) const fn reader(self) -> Reader {
        use How::{Cut as In, Whole};
        match self {
            Self::Plain => row("text", &["txt", "text"], false, Whole(plain::read)),
            Self::Markdown => row(
                "markdown",
                &["md", "markdown", "mdown"],
                false,
                Whole(markdown::read),
            ),
            Self::Html => row(
                "html",
                &["html", "htm", "xhtml", "shtml"],
                false,
                Whole(html::read),
            ),
            Self::Json => row("json", &["json"], true, Whole(json::read)),
            Self::JsonLines => row(
                "jsonl",
                &["jsonl", "ndjson", "jsonlines"],
                true,
                In(LINES, json::read_lines),
            ),
            Self::Csv => row(
                "csv",
                &["csv", "tsv", "psv"],
                true,
                In(Cut::Records, csv::read),
            ),
            Self::Reuters => row(
                "reuters",
                &[],
                true,
                In(Cut::after(b"</REUTERS>"), reuters::read),
            ),
            Self::Trec => row("trec", &[], true, In(Cut::after(b"</DOC>"), trec::read)),
            Self::Feed => row("feed", &["rss", "atom"], true, Whole(feed::read)),
            Self::Nitf => row("nitf", &["nitf"], false, Whole(nitf::read)),
            Self::NewsMlG2 => row("newsml-g2", &[], true, Whole(newsml::read_g2)),
            Self::NewsMl => row("newsml", &[], true, Whole(newsml::read_1)),
            Self::Ninjs => row("ninjs", &[], true, Whole(ninjs::read)),
            Self::Mail => row("mail", &["eml"], false, Whole(mail::read)),
            Self::Mailbox => row(
                "mbox",
                &["mbox", "mbx"],
                true,
                In(Cut::Messages, mail::read_box),
            ),
            Self::Warc => row("warc", &["warc", "wet"], true, In(RECORDS, warc::read)),
            Self::Docx => row("docx", &["docx"], false, Whole(office::read_docx)),
            Self::Odt => row("odt", &["odt"], false, Whole(office::read_odt)),
            Self::Rtf => row("rtf", &["rtf"], false, Whole(rtf::read)),
            Self::Pdf => row("pdf", &["pdf"], false, Whole(pdf::read)),
            Self::Alto => row("alto", &[], false, Whole(alto::read)),
            Self::Ocr => row("ocr", &[], false, Whole(ocr::read)),
            Self::Export => row("export", &[], true, Whole(exports::read)),
        }
    }
}

const fn row(name: &'static str, endings: &'static [&'static str], many: bool, how: How) -> Reader {
    Reader {
        name,
        endings,
        many,
        how,
    }
}
