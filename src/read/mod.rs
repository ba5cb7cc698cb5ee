//! Turns the bytes of a file into draft stories, and says of every other part of it why it is not a story.
//!
//! 1. [`walk`](walk()) finds the files; [`sidecar`] and [`listing`] read files that describe others.
//! 2. [`Format::of`] recognises the format by a file's name and first bytes.
//! 3. [`unpack`] unpacks compressed files and archives.
//! 4. [`pieces`] cuts a file into parts that fit in memory, if its format allows it.
//! 5. [`read`](read()) parses a piece into [`Draft`]s. It is pure: the same bytes give the same answer, on any thread.
//!
//! Nothing here knows of names, dates in the text or the index, and a reader never sees the path that its bytes came
//! from.

mod alto;
#[cfg(test)]
mod contract;
mod csv;
mod csv_rows;
mod cut;
mod cut_short;
mod dated;
mod decode;
mod draft;
mod exports;
mod factiva;
mod factiva_articles;
mod feed;
mod feed_forms;
mod field_names;
mod fields;
mod format;
mod found;
mod guess;
mod html;
mod json;
pub mod listing;
mod mail;
mod mail_text;
mod markdown;
mod markup;
mod newsml;
mod newsml_1;
mod ninjs;
mod nitf;
mod ocr;
mod office;
mod pack;
mod pdf;
mod piece;
mod plain;
mod plain_name;
mod reader;
mod reuters;
mod rtf;
mod saved_page;
mod sections;
mod sgml;
pub mod sidecar;
mod spelling;
mod trec;
mod typeset;
mod value;
mod walk;
mod warc;
mod wide;
mod xml;

pub use dated::is_dated_alike;
pub use draft::{Doubt, Draft, Readout, RejectReason, Rejected, Warning};
pub use format::{Format, Recognised, is_backup};
pub use found::Found;
pub use pack::{Content, is_packed, is_packed_alike, unpack};
pub use piece::{Piece, Pieces, pieces};
pub use plain_name::plain_name;
pub use spelling::spelled;
pub use walk::{ToFollow, Unreadable, to_follow, walk};

use self::reader::How;

/// Reads the stories of one piece of a file in `format` that is called `name`.
///
/// ```
/// use dateline::read::{self, Format, Piece};
/// let piece = Piece::whole("River floods old town\n\nThe water rose by two metres.\n");
/// let (_, draft) = &read::read(Format::Plain, "2024-08-12-floods.txt", &piece).stories[0];
/// assert_eq!(draft.title, "River floods old town");
/// assert_eq!(draft.body, "The water rose by two metres.\n");
/// let published = draft.published.as_ref().unwrap();
/// assert_eq!((published.value(), published.from()), ("2024-08-12", "file name"));
/// ```
pub fn read(format: Format, name: &str, piece: &Piece) -> Readout {
    let bytes = match &piece.bytes {
        Ok(bytes) => bytes,
        Err(reason) => {
            let place = matches!(format.reader().how, How::Cut(..)).then_some(piece.first);
            return Readout::reject(place, reason.clone());
        }
    };
    let mut readout = match format.reader().how {
        How::Whole(read) => read(bytes),
        How::Cut(_, read) => read(piece, bytes),
    };
    reject_too_long(&mut readout, format.holds_many());
    // In a file of sound text the signs for characters that cannot be read are its own.
    if std::str::from_utf8(bytes).is_err() {
        readout.tell_unreadable();
    }
    if let [(_, only)] = readout.stories.as_mut_slice()
        && !format.holds_many()
    {
        if matches!(format, Format::Ocr | Format::Alto) {
            dated::complete_page(only, name);
            ocr::number(only, name);
        } else {
            dated::complete(only, name);
        }
    }
    readout
}

/// The longest text of a story, in bytes: indexing takes six times as much memory.
const LONGEST_TEXT: usize = 64 << 20;

fn reject_too_long(readout: &mut Readout, many: bool) {
    let is_too_long = |story: &mut (u64, Draft)| story.1.body.len() > LONGEST_TEXT;
    for (place, _) in readout.stories.extract_if(.., is_too_long) {
        let limit = LONGEST_TEXT;
        readout.rejected.push(Rejected {
            place: many.then_some(place),
            reason: RejectReason::TooLarge { limit },
        });
    }
}
