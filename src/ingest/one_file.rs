//! Reads and annotates one file without an index.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::sync::Arc;

use tempfile::SpooledTempFile;

use super::metadata::Metadata;
use super::packed::Packed;
use super::reading::in_member;
use super::run::IngestError;
use super::stories::{Source, read_piece};
use crate::index::Reject;
use crate::read::{Content, Format, Found, Recognised, pieces, unpack};
use crate::story::{AnnotatedStory, Published};

/// A packed input that is longer than this many bytes is not kept in memory.
const IN_MEMORY: usize = 64 << 20;

/// What a file gave besides its stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leftover {
    /// The parts that are not stories, and why.
    pub rejects: Vec<Reject>,
    /// What was left out of stories, and why.
    pub doubts: Vec<Reject>,
}

/// Reads and annotates one file as [`run`](super::run()) would: passes on its stories in order, and returns what else
/// it gave. `published` is the date for stories that have none of their own.
///
/// # Errors
/// [`IngestError::Unreadable`] when the file cannot be read to its end.
pub fn read_file(
    path: &Path,
    published: Option<&Published>,
    story: &mut dyn FnMut(AnnotatedStory),
) -> Result<Leftover, IngestError> {
    let file = File::open(path).map_err(|source| IngestError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    read(path, file, |_| File::open(path), published, story)
}

/// Reads and annotates, likewise, what would be the content of the file at `path`, as it comes in. Only if it is packed
/// is it kept, since a packed file is read twice: a large one in a temporary file.
///
/// # Errors
/// [`IngestError::Unreadable`] when it cannot be read to its end.
pub fn read_input(
    path: &Path,
    input: impl Read,
    published: Option<&Published>,
    story: &mut dyn FnMut(AnnotatedStory),
) -> Result<Leftover, IngestError> {
    let kept = |input: &mut dyn Read| {
        let mut kept = SpooledTempFile::new(IN_MEMORY);
        io::copy(input, &mut kept)?;
        kept.rewind()?;
        Ok(kept)
    };
    read(path, input, kept, published, story)
}

/// `seekable` gives the whole input once more, in a form in which one can go back.
fn read<F: Read + Seek>(
    path: &Path,
    input: impl Read,
    seekable: impl FnOnce(&mut dyn Read) -> io::Result<F>,
    published: Option<&Published>,
    story: &mut dyn FnMut(AnnotatedStory),
) -> Result<Leftover, IngestError> {
    let unreadable = |source| IngestError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let name = Found::name_of(path);
    let (recognised, mut input) = Recognised::of(&name, input).map_err(unreadable)?;
    let beside = Metadata::default().of(path);
    let beside = Arc::new(beside.with_default_date(published.cloned()));
    let mut inside = Packed::default();
    let mut packed = None;
    if matches!(recognised, Recognised::Packed) {
        let mut file = seekable(&mut input).map_err(unreadable)?;
        inside = Packed::of(&name, &mut file);
        file.rewind().map_err(unreadable)?;
        packed = Some(file);
    }
    let mut left = Leftover {
        rejects: std::mem::take(&mut inside.rejects),
        doubts: std::mem::take(&mut inside.doubts),
    };
    let mut has_content = false;
    let mut cut = |member: &str, format: Format, input: &mut dyn Read| {
        let source = Source {
            name: member.to_owned(),
            format,
            beside: inside.metadata_of(member, &beside),
        };
        for piece in pieces(format, input) {
            let found = read_piece(&source, piece.map_err(unreadable)?);
            let with_member = |reject: Reject| Reject {
                reason: in_member(&name, member, reject.reason),
                ..reject
            };
            has_content |= !found.stories.is_empty() || !found.passed_over.is_empty();
            left.rejects
                .extend(found.rejects.into_iter().map(with_member));
            left.doubts
                .extend(found.doubts.into_iter().map(with_member));
            found.stories.into_iter().for_each(&mut *story);
        }
        Ok::<_, IngestError>(())
    };
    let no_news = || Reject::without_place(super::file::NO_NEWS.to_owned());
    match (recognised, packed) {
        (Recognised::Stories(format), _) => cut(&name, format, &mut input)?,
        (_, None) => left.rejects.push(no_news()),
        (_, Some(file)) => {
            let mut broken = Vec::new();
            let mut any = false;
            unpack(&name, file, &mut |member, content| match content {
                Content::Stories(format, input) => {
                    any = true;
                    cut(member, format, input)
                }
                Content::Listing(_)
                | Content::Sidecar(_)
                | Content::NoNews
                | Content::Unseen(_) => Ok(()),
                Content::Broken(reason) => {
                    broken.push(Reject::without_place(in_member(&name, member, reason)));
                    Ok(())
                }
            })?;
            if !any && broken.is_empty() {
                broken.push(no_news());
            }
            left.rejects.extend(broken);
        }
    }
    if !has_content && left.rejects.is_empty() {
        let reason = super::close_file::NO_STORIES.to_owned();
        left.rejects.push(Reject::without_place(reason));
    }
    Ok(left)
}
