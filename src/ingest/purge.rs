//! Purges deleted documents from an index, without looking at any file.

use super::run::{IngestError, Options};
use crate::index::ArchiveWriter;

/// Rewrites the segments of the index that have deleted documents, as [`run`](super::run()) does at its end with
/// [`Options::purge`].
pub fn purge(options: &Options) -> Result<(), IngestError> {
    let mut writer = ArchiveWriter::open(&options.index, options.threads, &options.holder)?;
    if let Some(run) = writer.committed()?.last_run() {
        writer.set_last_run(run.clone());
    }
    Ok(writer.finish()?)
}
