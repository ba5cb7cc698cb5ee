//! Tidies an index up, without looking at a file.

use super::run::{IngestError, Options};
use crate::index::ArchiveWriter;

/// Rewrites the parts of the index that carry deleted documents, as [`run`](super::run()) does at its end when asked
/// to.
pub fn tidy(options: &Options) -> Result<(), IngestError> {
    let mut writer = ArchiveWriter::open(&options.index, options.threads, &options.holder)?;
    if let Some(run) = writer.committed()?.last_run() {
        writer.tell(run.clone());
    }
    Ok(writer.finish()?)
}
