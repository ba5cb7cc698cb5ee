//! Watches files and folders with the crate `notify`, and reports changes in bursts.
//!
//! The events of the system are only hints where to look: [`run`](super::run()) then looks, and finds what is there by
//! that time. So a superfluous event only costs a look, and if the system drops events, everything is looked at.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, unbounded};
use notify::Event;
use notify::event::{AccessKind, AccessMode, EventKind, MetadataKind, ModifyKind};

use super::followed::Followed;
use crate::index::is_index_file;
use crate::read::{listing, sidecar, spelled};

/// A burst is over when nothing has happened for so long.
const QUIET: Duration = Duration::from_millis(200);
/// A burst that does not end is reported after so long.
const LONGEST: Duration = Duration::from_secs(2);
/// How often to check whether to stop.
const TICK: Duration = Duration::from_millis(50);
/// A burst with more paths than this means looking at everything.
const MOST: usize = 256;

/// Why nothing can be watched.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    /// The system refuses.
    #[error("cannot watch files")]
    Refused(#[from] notify::Error),
    /// There is no such path.
    #[error("cannot read `{}`", path.display())]
    Unreadable {
        /// As typed.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// What to look at next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// These files and folders have changed, or are gone. None is inside another.
    Paths(Vec<PathBuf>),
    /// Something may have changed anywhere.
    Everything,
    /// Nothing happened during the time given.
    Nothing,
    /// It is time to stop.
    Stop,
}

/// Watched files and folders.
pub struct Watch {
    paths: Vec<PathBuf>,
    followed: Followed,
    events: Receiver<notify::Result<Event>>,
}

impl Watch {
    /// Watches everything in and under `paths`, except the files of `index` and of other indexes.
    ///
    /// # Errors
    /// If a path does not exist, or the system has no watchers left. What cannot be read is passed over until it can.
    pub fn start(paths: &[PathBuf], index: &Path) -> Result<Self, WatchError> {
        for path in paths {
            path.metadata().map_err(|source| WatchError::Unreadable {
                path: path.clone(),
                source,
            })?;
        }
        let (sender, events) = unbounded();
        let handler = move |event| {
            // If the receiver is gone, the program is being stopped.
            let _ = sender.send(event);
        };
        let watcher = notify::recommended_watcher(handler)?;
        let mut watch = Self {
            paths: spelled(paths),
            followed: Followed::nothing(watcher, index),
            events,
        };
        watch.follow_all();
        Ok(watch)
    }

    /// Watches what has come without an event.
    pub fn follow_all(&mut self) {
        for path in &self.paths {
            self.followed.follow(path);
        }
    }

    /// Whether the system allows no more folders to be watched, so that changes may go unnoticed.
    pub fn is_limited(&self) -> bool {
        self.followed.is_limited()
    }

    /// Waits for the next burst, at most `patience` until it begins.
    pub fn next(&mut self, patience: Duration, stop: &AtomicBool) -> Changes {
        let mut burst = Collected::default();
        let mut begun: Option<Instant> = None;
        let waiting = Instant::now();
        let mut latest = Instant::now();
        loop {
            if stop.load(Ordering::Relaxed) {
                return Changes::Stop;
            }
            if self.followed.find_lost() {
                burst.everything = true;
                begun.get_or_insert_with(Instant::now);
            }
            match self.events.recv_timeout(TICK) {
                Ok(event) => {
                    if self.collect(event, &mut burst) {
                        latest = Instant::now();
                        begun.get_or_insert(latest);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Changes::Stop,
            }
            let is_over =
                begun.map(|begun| latest.elapsed() >= QUIET || begun.elapsed() >= LONGEST);
            match is_over {
                Some(true) => {
                    if burst.everything {
                        self.follow_all();
                    }
                    return burst.into_changes();
                }
                None if waiting.elapsed() >= patience => return Changes::Nothing,
                Some(false) | None => {}
            }
        }
    }

    /// Adds an event to a burst; `false` if it changes nothing.
    fn collect(&mut self, event: notify::Result<Event>, burst: &mut Collected) -> bool {
        let event = match event {
            Ok(event) if event.need_rescan() => {
                burst.everything = true;
                return true;
            }
            Ok(event) => event,
            Err(error) => {
                tracing::warn!(%error, "the system lost track of some files");
                burst.everything = true;
                return true;
            }
        };
        let Event { kind, paths, .. } = event;
        if changes_no_file(kind) {
            return false;
        }
        let mut any = false;
        for path in &paths {
            if self.followed.is_index(path) || is_index_file(path) {
                continue;
            }
            let names = self.followed.names_of(path);
            if matches!(
                kind,
                EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
            ) {
                self.followed.forget(path);
            }
            for name in names {
                if !matches!(kind, EventKind::Modify(ModifyKind::Data(_))) && may_lead_on(&name) {
                    self.followed.follow(&name);
                }
                burst.paths.insert(to_look_at(name));
                any = true;
            }
        }
        any
    }
}

/// Whether a path leads to other files than itself.
fn may_lead_on(path: &Path) -> bool {
    path.is_symlink() || path.is_dir()
}

/// What to look at if a path has changed: a sidecar or a listing is about the files of its folder.
fn to_look_at(path: PathBuf) -> PathBuf {
    let name = path.to_string_lossy();
    let is_metadata = sidecar::is_sidecar(&name) || listing::may_be_listing(&name);
    match path.parent() {
        Some(folder) if is_metadata => folder.to_owned(),
        _ => path,
    }
}

/// The events of a burst.
#[derive(Default)]
struct Collected {
    paths: BTreeSet<PathBuf>,
    everything: bool,
}

impl Collected {
    fn into_changes(self) -> Changes {
        if self.everything || self.paths.len() > MOST {
            return Changes::Everything;
        }
        // In sorted order, the content of a folder follows the folder.
        let mut paths: Vec<PathBuf> = Vec::new();
        for path in self.paths {
            if paths.last().is_none_or(|folder| !path.starts_with(folder)) {
                paths.push(path);
            }
        }
        Changes::Paths(paths)
    }
}

/// Whether an event changes no file: most events come from our own reading.
fn changes_no_file(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access != AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(what)) => what == MetadataKind::AccessTime,
        _ => false,
    }
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the tests make the files that are followed"
)]
mod tests {
    use std::fs;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    /// What a burst is about, under `ROOT`.
    fn next(watch: &mut Watch, root: &Path) -> Vec<String> {
        match watch.next(PATIENCE, &AtomicBool::new(false)) {
            Changes::Paths(paths) => paths
                .iter()
                .map(|path| {
                    path.to_string_lossy()
                        .replace(&*root.to_string_lossy(), "ROOT")
                })
                .collect(),
            other => vec![format!("{other:?}")],
        }
    }

    #[test]
    fn a_burst_is_told_once_and_without_what_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("news")).unwrap();
        fs::create_dir_all(root.join("news/index")).unwrap();
        fs::write(root.join("news/old.txt"), "x").unwrap();
        let mut watch = Watch::start(&[root.join("news")], &root.join("news/index")).unwrap();
        for name in [".managed.json", "meta.json", "meta.json"] {
            fs::write(root.join("news/index").join(name), "our own").unwrap();
        }
        fs::write(root.join("news/.hidden"), "x").unwrap();
        fs::read(root.join("news/old.txt")).unwrap();
        let nothing = watch.next(Duration::from_millis(500), &AtomicBool::new(false));
        assert_eq!(nothing, Changes::Nothing);
        fs::write(root.join("news/b.txt"), "x").unwrap();
        fs::create_dir_all(root.join("news/a")).unwrap();
        fs::write(root.join("news/a/c.txt"), "x").unwrap();
        fs::remove_file(root.join("news/old.txt")).unwrap();
        let burst = next(&mut watch, root);
        assert_eq!(
            burst,
            ["ROOT/news/a", "ROOT/news/b.txt", "ROOT/news/old.txt"]
        );
        fs::write(root.join("news/a/metadata.csv"), "file\n").unwrap();
        assert_eq!(next(&mut watch, root), ["ROOT/news/a"]);
    }

    #[test]
    fn a_file_that_is_replaced_is_followed_still() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a.txt"), "x").unwrap();
        let mut watch = Watch::start(&[root.join("a.txt")], &root.join("index")).unwrap();
        for _ in 0..2 {
            fs::write(root.join("new"), "y").unwrap();
            fs::rename(root.join("new"), root.join("a.txt")).unwrap();
            assert_eq!(next(&mut watch, root), ["ROOT/a.txt"]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_is_turned_is_followed_to_where_it_leads_now() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in ["old", "new"] {
            fs::create_dir(root.join(name)).unwrap();
        }
        symlink("old", root.join("link")).unwrap();
        let mut watch = Watch::start(&[root.join("link")], &root.join("index")).unwrap();
        fs::write(root.join("old/a.txt"), "x").unwrap();
        assert_eq!(next(&mut watch, root), ["ROOT/link/a.txt"]);
        symlink("new", root.join("turned")).unwrap();
        fs::rename(root.join("turned"), root.join("link")).unwrap();
        assert_eq!(next(&mut watch, root), ["ROOT/link"]);
        fs::write(root.join("old/b.txt"), "x").unwrap();
        fs::write(root.join("new/c.txt"), "x").unwrap();
        assert_eq!(next(&mut watch, root), ["ROOT/link/c.txt"]);
    }

    #[test]
    fn a_folder_that_comes_back_is_followed_again() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("news");
        fs::create_dir_all(&root).unwrap();
        let mut watch =
            Watch::start(std::slice::from_ref(&root), &folder.path().join("index")).unwrap();
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(next(&mut watch, &root), ["ROOT"]);
        fs::create_dir_all(&root).unwrap();
        assert_eq!(next(&mut watch, &root), ["Everything"]);
        fs::write(root.join("a.txt"), "x").unwrap();
        assert_eq!(next(&mut watch, &root), ["ROOT/a.txt"]);
    }

    #[test]
    fn events_that_were_dropped_are_a_look_at_everything() {
        let folder = tempfile::tempdir().unwrap();
        let roots = [folder.path().to_owned()];
        let mut watch = Watch::start(&roots, &folder.path().join("index")).unwrap();
        let dropped = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        let lost = notify::Error::generic("lost track");
        for event in [Ok(dropped), Err(lost)] {
            let mut burst = Collected::default();
            assert!(watch.collect(event, &mut burst));
            assert_eq!(burst.into_changes(), Changes::Everything);
        }
    }

    #[test]
    fn many_paths_are_everything() {
        let paths = (0..300).map(|number| PathBuf::from(format!("{number:03}")));
        let collected = Collected {
            paths: paths.collect(),
            everything: false,
        };
        assert_eq!(collected.into_changes(), Changes::Everything);
    }
}
