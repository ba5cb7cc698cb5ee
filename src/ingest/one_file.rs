//! One file, read and annotated without an index.

use std::fs::File;
use std::path::Path;

use super::metadata::Metadata;
use super::run::IngestError;
use super::stories::{Source, of_piece};
use crate::index::Reject;
use crate::read::{Format, Found, pieces};
use crate::story::{AnnotatedStory, Published};

/// Reads and annotates one file as [`run`](super::run()) would: hands out its stories in order and returns its rejects.
/// `published` is lent to stories that have no date of their own.
///
/// # Errors
/// [`IngestError::Unreadable`] when the file cannot be read to its end.
pub fn read_file(
    path: &Path,
    published: Option<&Published>,
    story: &mut dyn FnMut(AnnotatedStory),
) -> Result<Vec<Reject>, IngestError> {
    let unreadable = |source| IngestError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let name = Found::name_of(path);
    let file = File::open(path).map_err(unreadable)?;
    let (format, input) = Format::recognise(&name, file).map_err(unreadable)?;
    let Some(format) = format else {
        return Ok(vec![Reject {
            place: None,
            reason: super::run::NO_NEWS.to_owned(),
        }]);
    };
    let mut said = Metadata::default().of(&name);
    if let Some(published) = published {
        let lent = said.get_or_insert_default();
        lent.published.get_or_insert_with(|| published.clone());
    }
    let source = Source { name, format, said };
    let mut rejects = Vec::new();
    for piece in pieces(format, input) {
        let found = of_piece(&source, &piece.map_err(unreadable)?);
        rejects.extend(found.rejects);
        found.stories.into_iter().for_each(&mut *story);
    }
    Ok(rejects)
}
