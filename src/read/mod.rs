//! Turns the bytes of one file format into stories in draft, and says of the rest why it is none.
//!
//! 1. [`walk`](walk()) finds the files, and [`sidecar`] reads what is said of them beside them.
//! 2. [`Format::of`] tells the format from a file's name and first bytes.
//! 3. [`pieces`] cuts the file into parts that fit in memory; only JSON Lines and CSV have more than one.
//! 4. [`read`](read()) makes [`Draft`]s of a piece. It is pure: the same bytes give the same answer, on any thread.
//!
//! Nothing here knows of names, dates in the text or the index, and a reader never sees the path that its bytes came from.

#[cfg(test)]
mod contract;
mod csv;
mod decode;
mod draft;
mod fields;
mod format;
mod html;
mod json;
mod markdown;
mod piece;
mod plain;
pub mod sidecar;
mod value;
mod walk;

pub use draft::{Doubt, Draft, Readout, RejectReason, Rejected, Warning};
pub use format::Format;
pub use piece::{Piece, Pieces, pieces};
pub use walk::{Found, Unreadable, walk};

use crate::story::Published;

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
            let place = matches!(format, Format::JsonLines | Format::Csv).then_some(piece.first);
            return Readout::reject(place, reason.clone());
        }
    };
    match format {
        Format::Plain => dated_by_name(plain::read(bytes), name),
        Format::Markdown => dated_by_name(markdown::read(bytes), name),
        Format::Html => html::read(bytes),
        Format::Json => json::read(bytes),
        Format::JsonLines => json::read_lines(piece, bytes),
        Format::Csv => csv::read(piece, bytes),
    }
}

/// Dates an undated story by a file name that begins with a day, `2024-08-12-floods.md`, as blogs and wire archives are kept.
fn dated_by_name(mut readout: Readout, name: &str) -> Readout {
    let day = name.rsplit(['/', '\\']).next().and_then(|file| {
        let (day, rest) = file.split_at_checked("2024-08-12".len())?;
        (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some(day)
    });
    let undated = readout
        .stories
        .iter_mut()
        .filter(|(_, draft)| draft.published.is_none());
    if let Some(published) = day
        .filter(|day| day.contains('-'))
        .and_then(|day| Published::parse(day, "file name").ok())
    {
        undated.for_each(|(_, draft)| draft.published = Some(published.clone()));
    }
    readout
}
