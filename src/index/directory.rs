//! The tantivy directory of an index, with the usual permissions of the system.
//!
//! Whoever may read the folder may read the index in it, since its files are created with the system's usual
//! permissions. A user without write permission can still search.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{Directory, TantivyError};

use super::IndexError;
use super::open::{META, is_ours, is_segment_file};

/// Whether a folder holds an index: tantivy keeps these two in each.
pub fn is_index(dir: &Path) -> bool {
    let holds = |name: &str| dir.join(name).is_file();
    holds(META) && holds(".managed.json")
}

/// Whether a file is part of the index in its folder: one that tantivy or this program keeps there.
pub fn is_index_file(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let may_be = is_segment_file(&name) || name == META || is_ours(&name);
    may_be && path.parent().is_some_and(is_index)
}

/// tantivy's own directory, except for the permissions of new files, and for locks of readers without write permission.
#[derive(Clone, Debug)]
pub(super) struct IndexDirectory {
    mapped: MmapDirectory,
    dir: PathBuf,
}

impl IndexDirectory {
    pub(super) fn open(dir: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self {
            mapped: MmapDirectory::open(dir)?,
            dir: dir.to_owned(),
        })
    }
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.mapped.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    /// Like tantivy's, which however gives other users no permission to read the file.
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let mut file =
            with_default_permissions(&mut tempfile::Builder::new()).tempfile_in(&self.dir)?;
        file.write_all(data)?;
        file.as_file().sync_data()?;
        file.into_temp_path().persist(self.dir.join(path))?;
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    /// Readers hold this lock while they open files, so that a writer does not remove them. A reader that may not write
    /// to the lock file holds it through a read-only handle; if there is no lock file, nobody has ever written there.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.mapped.acquire_lock(lock) {
            Err(LockError::IoError(error))
                if lock.filepath == META_LOCK.filepath && is_denied(error.kind()) =>
            {
                let held = File::open(self.dir.join(&lock.filepath)).and_then(|file| {
                    file.lock()?;
                    Ok(file)
                });
                // Not every file system lets a read-only handle hold a lock.
                Ok(DirectoryLock::from(Box::new(held.ok())))
            }
            held => held,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

/// Converts an error of tantivy's about the index in `dir`. If the cause is a missing permission or a full disk, only
/// that is kept.
pub(super) fn index_error(error: TantivyError, dir: &Path) -> IndexError {
    let (TantivyError::IoError(cause)
    | TantivyError::LockFailure(LockError::IoError(cause), _)
    | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError {
        io_error: cause, ..
    })
    | TantivyError::OpenReadError(OpenReadError::IoError {
        io_error: cause, ..
    })
    | TantivyError::OpenWriteError(OpenWriteError::IoError {
        io_error: cause, ..
    })) = &error
    else {
        return error.into();
    };
    if !is_denied(cause.kind()) && !is_full(cause.kind()) {
        return error.into();
    }
    let kind = io::Error::from(cause.kind());
    IndexError::Io {
        dir: dir.to_owned(),
        source: cause
            .raw_os_error()
            .map_or(kind, io::Error::from_raw_os_error),
    }
}

/// Whether an error means missing permission, so that trying again is useless.
pub(crate) fn is_denied(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    matches!(kind, PermissionDenied | ReadOnlyFilesystem)
}

/// Whether an error means that the disk is full or a file may not grow.
pub(crate) fn is_full(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(kind, StorageFull | FileTooLarge | QuotaExceeded)
}

/// The permissions of a new file, as the system and the user's umask have them.
#[cfg(unix)]
fn with_default_permissions<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn with_default_permissions<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b tempfile::Builder<'static, 'static> {
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_of(error: impl Into<TantivyError>) -> IndexError {
        index_error(error.into(), Path::new("here"))
    }

    #[test]
    fn system_errors_are_passed_on() {
        for (kind, told) in [
            (io::ErrorKind::StorageFull, "cannot use the index at `here`"),
            (
                io::ErrorKind::PermissionDenied,
                "cannot use the index at `here`",
            ),
            (io::ErrorKind::Interrupted, "the index cannot be used"),
        ] {
            let errors = [
                told_of(OpenWriteError::wrap_io_error(kind.into(), "a.pos".into())),
                told_of(OpenReadError::wrap_io_error(kind.into(), "a.pos".into())),
            ];
            for error in errors {
                assert_eq!(error.to_string(), told, "{kind:?}");
            }
        }
    }
}
