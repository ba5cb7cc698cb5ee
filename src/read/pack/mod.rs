//! Unpacks what is compressed or packed, one inside the other, without writing anything anywhere.
//!
//! A file in an archive is called `archive.zip!/folder/story.txt`, whatever that name says: nothing is ever extracted,
//! so a `../` in it leads nowhere. What is only compressed keeps its name: `story.txt.gz`.
//!
//! [`Budget`] ends what unpacks to far more than it was packed in, and [`DEEPEST`] what never ends.

mod budget;
mod gzip;
mod layer;
mod zip_list;
mod zstd;

use std::borrow::Cow;
use std::io::{self, BufReader, Cursor, Read, Seek};

use self::budget::Budget;
pub(super) use self::gzip::is_junk_behind;
use self::layer::{Codec, Layer};
use super::format::{Failure, HEAD, ending, head};
use super::{Format, listing, sidecar};
use crate::story::MEMBER;

/// How many layers may lie one inside the other: `.tar.gz` is two.
const DEEPEST: usize = 6;
/// How large an archive within another may be, in bytes: those that are read from their end are kept in memory.
const LARGEST_WITHIN: u64 = 256 << 20;

/// A file in a packed file.
pub enum Content<'r> {
    /// Stories in this format.
    Stories(Format, &'r mut dyn Read),
    /// A listing, which describes the files in its folder and below.
    Listing(&'r mut dyn Read),
    /// A sidecar, which describes the files it names.
    Sidecar(&'r mut dyn Read),
    /// Nothing that holds news.
    NoNews,
    /// What is left out unseen, and what all of its kind are called.
    Unseen(&'static str),
    /// Something that cannot be unpacked, and why.
    Broken(String),
}

/// Whether a file called `name` that begins with `head` is to be unpacked before it is read.
///
/// ```
/// use dateline::read::is_packed;
/// assert!(is_packed("wire.jsonl.gz", b"\x1f\x8b\x08"));
/// assert!(is_packed("wire.zip", b"\x07\x9a\x00"), "broken, and reported as such");
/// assert!(!is_packed("letter.docx", b"PK\x03\x04"), "a document, which its reader takes apart");
/// ```
pub fn is_packed(name: &str, head: &[u8]) -> bool {
    Layer::of(name, head).is_some()
}

/// Whether what is packed is read alike under both names: a file that is only compressed is called after the packed
/// one.
pub fn is_packed_alike(one: &str, other: &str) -> bool {
    let inner = |name| ending(without_packing(name));
    inner(one) == inner(other)
}

/// The name without the endings of compression formats for single files. A file with such a name that is not compressed
/// is read as what the rest of its name says.
pub(super) fn without_packing(name: &str) -> &str {
    match Codec::named(name) {
        Some((_, stem)) => without_packing(stem),
        None => name,
    }
}

/// Passes on the files in `file` by name, in its order. Broken ones are passed on as such, and the rest is read as far
/// as possible.
///
/// # Errors
/// Those of `take`, which end it.
pub fn unpack<E>(
    name: &str,
    file: impl Read + Seek,
    take: &mut dyn FnMut(&str, Content<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut unpacking = Unpacking {
        budget: Budget::default(),
        take,
    };
    let mut file = BufReader::new(unpacking.budget.packed(file));
    let mut head = Vec::new();
    let start = file
        .by_ref()
        .take(HEAD)
        .read_to_end(&mut head)
        .and_then(|_| file.rewind());
    if let Err(error) = start {
        return unpacking.broken(name, &error);
    }
    match Layer::of(name, &head) {
        Some(Layer::Zip) => unpacking.zip(name, &mut file, 1),
        _ => unpacking.layer(name, name, &mut file, 1),
    }
}

struct Unpacking<'t, E> {
    budget: Budget,
    take: &'t mut dyn FnMut(&str, Content<'_>) -> Result<(), E>,
}

impl<E> Unpacking<'_, E> {
    fn broken(&mut self, name: &str, error: &dyn std::fmt::Display) -> Result<(), E> {
        (self.take)(name, Content::Broken(format!("cannot unpack it: {error}")))
    }

    /// Looks at what `input` begins with. `name` is what the story is called, and `inner` what the bytes would be
    /// called if they lay there by themselves.
    fn layer(
        &mut self,
        name: &str,
        inner: &str,
        input: &mut dyn Read,
        depth: usize,
    ) -> Result<(), E> {
        let (head, mut failed) = head(input, HEAD);
        let layer = Layer::of(inner, &head);
        let format = Format::of(inner, &head);
        // What was read before the failure may hold stories.
        let is_known = !head.is_empty() && (layer.is_some() || format.is_some());
        if let Some(error) = failed.take_if(|_| !is_known) {
            return self.broken(name, &error);
        }
        let is_listing = listing::may_be_listing(name) && listing::is_listing(&head);
        let is_sidecar = name.contains(MEMBER) && sidecar::is_sidecar(name);
        let mut input = Cursor::new(head).chain(Failure(failed)).chain(input);
        if is_sidecar {
            return (self.take)(name, Content::Sidecar(&mut input));
        }
        let Some(layer) = layer else {
            return match format {
                _ if is_listing => (self.take)(name, Content::Listing(&mut input)),
                Some(format) => (self.take)(name, Content::Stories(format, &mut input)),
                None => (self.take)(name, Content::NoNews),
            };
        };
        if depth > DEEPEST {
            let reason = format!("it has more than {DEEPEST} layers of compression or archives");
            return self.broken(name, &reason);
        }
        match layer {
            Layer::Zip => match in_memory(&mut input) {
                Ok(bytes) => self.zip(name, &mut Cursor::new(bytes), depth),
                Err(error) => self.broken(name, &error),
            },
            Layer::Tar => self.tar(name, &mut input, depth),
            Layer::Stream(codec) => {
                let decoder = codec.decoder(BufReader::new(input));
                let mut unpacked = self.budget.unpacked(decoder);
                self.layer(name, &codec.without_ending(inner), &mut unpacked, depth + 1)
            }
        }
    }

    fn zip<R: Read + Seek>(&mut self, name: &str, input: &mut R, depth: usize) -> Result<(), E> {
        let mut archive = match zip::ZipArchive::new(&mut *input) {
            Ok(archive) => archive,
            Err(error) => return self.broken(name, &error),
        };
        let (there, list) = (archive.len(), archive.central_directory_start());
        for number in 0..archive.len() {
            let entry = archive.by_index(number);
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.broken(&format!("{name}{MEMBER}#{}", number + 1), &error)?;
                    continue;
                }
            };
            if !entry.is_file() {
                continue;
            }
            let path = entry
                .name()
                .map_or_else(|_| format!("#{}", number + 1), Cow::into_owned);
            let mut unpacked = self.budget.unpacked(&mut entry);
            self.member(name, &path, &mut unpacked, depth)?;
            if unpacked.is_spent() {
                let left = there - number - 1;
                if left > 0 {
                    let reason =
                        format!("it unpacks to too much; entries after that are not read: {left}");
                    self.broken(name, &reason)?;
                }
                break;
            }
        }
        drop(archive);
        match zip_list::entries(input, list) {
            Ok(listed) if listed > there => {
                let hidden = listed - there;
                self.broken(
                    name,
                    &format!("entries with the name of a later one are not read: {hidden}"),
                )
            }
            _ => Ok(()),
        }
    }

    fn tar(&mut self, name: &str, input: &mut dyn Read, depth: usize) -> Result<(), E> {
        let mut archive = tar::Archive::new(input);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return self.broken(name, &error),
        };
        for (nth, entry) in entries.enumerate() {
            match entry {
                Ok(mut entry) if entry.header().entry_type().is_file() => {
                    let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                    self.member(name, &path, &mut entry, depth)?;
                }
                Ok(entry) if entry.header().entry_type().is_dir() => {}
                Ok(entry) => {
                    let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                    let name = format!("{name}{MEMBER}{path}");
                    (self.take)(&name, Content::Unseen("links and the like in archives"))?;
                }
                // Its own words have the bytes in them that it stumbled over.
                Err(_) if nth == 0 => return self.broken(name, &"it is not a tar archive"),
                Err(error) => {
                    let reason =
                        format!("cannot read the entry after entry {nth}: {}", error.kind());
                    return self.broken(name, &reason);
                }
            }
        }
        Ok(())
    }

    fn member(
        &mut self,
        archive: &str,
        path: &str,
        input: &mut dyn Read,
        depth: usize,
    ) -> Result<(), E> {
        let path = path.replace('\\', "/");
        let path = path.trim_start_matches("./");
        let hidden = |part: &str| (part.starts_with('.') && part != "..") || part == "__MACOSX";
        let name = format!("{archive}{MEMBER}{path}");
        if path.split('/').any(hidden) {
            return (self.take)(&name, Content::Unseen("hidden files in archives"));
        }
        // Beside the web archives themselves.
        if ending(archive) == "wacz" && !path.starts_with("archive/") {
            return (self.take)(&name, Content::Unseen("lists of what is in web archives"));
        }
        self.layer(&name, path, input, depth + 1)
    }
}

fn in_memory(input: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = input.take(LARGEST_WITHIN + 1).read_to_end(&mut bytes)?;
    if read as u64 > LARGEST_WITHIN {
        let limit = LARGEST_WITHIN >> 20;
        return Err(io::Error::other(format!(
            "an archive within another is larger than {limit} MiB"
        )));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
