//! Explains what became of a file or folder in an archive.

use std::path::{Path, PathBuf};

use super::{ledger_names, minute, reject_line, write_line, write_section, write_stories};
use crate::cli::message::hint_line;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::index::{Archive, IndexError, LedgerRow, Reject, StoredStory};
use crate::present::{clean, counted};
use crate::story::MEMBER;
use jiff::Timestamp;

/// Writes what became of `archive.zip!/story.txt`; `None` if the ledger has no such archive.
pub(super) fn write(
    path: &Path,
    archive: &Archive,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Option<Status>> {
    let path = path.to_string_lossy();
    for (at, _) in path.match_indices(MEMBER) {
        let (packed, member) = path.split_at(at);
        let member = member.trim_start_matches(MEMBER);
        for packed in ledger_names(Path::new(packed)) {
            if let Some(row) = archive.row(&packed)? {
                return of_row(&row, member, archive, settings, streams).map(Some);
            }
        }
    }
    Ok(None)
}

/// The file on disk that a path is about: of a file in an archive, the archive.
pub(super) fn outermost(path: &Path) -> PathBuf {
    let typed = path.to_string_lossy();
    let archives = typed
        .match_indices(MEMBER)
        .map(|(at, _)| typed.split_at(at));
    // The name of a folder may end like that of an archive.
    let mut archives = archives.filter(|(name, _)| !Path::new(&format!("{name}!")).is_dir());
    archives
        .next()
        .map_or_else(|| path.to_owned(), |(name, _)| PathBuf::from(name))
}

fn of_row(
    row: &LedgerRow,
    member: &str,
    archive: &Archive,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let packed = clean::line(&row.file);
    let name = format!("{}{MEMBER}{member}", row.file);
    let told = clean::line(&name);
    let stories = stories(&name, row, archive)?;
    let rejects: Vec<_> = row
        .rejects
        .iter()
        .filter(|reject| is_about(reject, member))
        .map(reject_line)
        .collect();
    if stories.is_empty() && rejects.is_empty() {
        if !settings.quiet {
            let (styling, out) = (settings.error_styling, &mut *streams.stderr);
            write_line(
                &format!("`{told}` has no stories and no rejects."),
                styling,
                out,
            )?;
            let packed = clean::word(&row.file);
            hint_line(
                &format!("`dateline why {packed}` says how many files in it were left out"),
                styling,
                out,
            )?;
        }
        return Ok(Status::NotFound);
    }
    let (styling, out) = (settings.styling, &mut *streams.stdout);
    let read_at = minute(Timestamp::from_second(row.read_at));
    let count = counted::stories(stories.len() as u64);
    write_line(
        &format!("`{told}` was read from `{packed}` on {read_at}: {count}."),
        styling,
        out,
    )?;
    write_stories(stories, styling, out)?;
    write_section("Rejects:", &rejects, styling, out)?;
    Ok(Status::Found)
}

/// The stories of a file in an archive, or of a folder in it.
fn stories(name: &str, row: &LedgerRow, archive: &Archive) -> Result<Vec<StoredStory>, IndexError> {
    let own = archive.stories_of_file(name)?;
    if !own.is_empty() {
        return Ok(own);
    }
    let folder = format!("{}/", name.trim_end_matches('/'));
    let mut all = archive.stories_of_file(&row.file)?;
    all.retain(|stored| stored.annotated.story.file.starts_with(&folder));
    Ok(all)
}

/// Whether a reject of an archive is about a file in it, which its reason begins with.
fn is_about(reject: &Reject, member: &str) -> bool {
    let member = member.trim_end_matches('/');
    if member.is_empty() {
        return true;
    }
    let rest = reject
        .reason
        .strip_prefix('`')
        .and_then(|rest| rest.strip_prefix(member));
    rest.is_some_and(|rest| rest.starts_with(['`', '/']) || rest.starts_with(MEMBER))
}
