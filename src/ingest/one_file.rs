//! Reads and annotates one file without an index.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;
use std::sync::Arc;

use super::metadata::Metadata;
use super::packed::Packed;
use super::reading::in_member;
use super::run::IngestError;
use super::stories::{Source, read_piece};
use crate::index::Reject;
use crate::read::{Content, Format, Found, Recognised, pieces, unpack};
use crate::story::{AnnotatedStory, Published};

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
    read_input(path, file, published, story)
}

/// Reads and annotates, likewise, what would be the content of the file at `path`.
///
/// # Errors
/// [`IngestError::Unreadable`] when it cannot be read to its end.
pub fn read_input(
    path: &Path,
    mut file: impl Read + Seek,
    published: Option<&Published>,
    story: &mut dyn FnMut(AnnotatedStory),
) -> Result<Leftover, IngestError> {
    let unreadable = |source| IngestError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let name = Found::name_of(path);
    let (recognised, _) = Recognised::of(&name, &mut file).map_err(unreadable)?;
    file.rewind().map_err(unreadable)?;
    let beside = Metadata::default().of(&name);
    let beside = Arc::new(beside.with_default_date(published.cloned()));
    let mut inside = Packed::default();
    if matches!(recognised, Recognised::Packed) {
        inside = Packed::of(&name, &mut file);
        file.rewind().map_err(unreadable)?;
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
            let found = read_piece(&source, &piece.map_err(unreadable)?);
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
    match recognised {
        Recognised::NoNews | Recognised::Listing => left.rejects.push(no_news()),
        Recognised::Stories(format) => {
            cut(&name, format, &mut file)?;
        }
        Recognised::Packed => {
            let mut broken = Vec::new();
            let mut any = false;
            unpack(&name, file, &mut |member, content| match content {
                Content::Stories(format, input) => {
                    any = true;
                    cut(member, format, input)
                }
                Content::Listing(_) | Content::Sidecar(_) | Content::NoNews => Ok(()),
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
