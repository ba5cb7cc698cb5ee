//! A file that the walk found, and what it is called.

use std::borrow::Cow;
use std::fs::Metadata;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where to open it.
    pub path: PathBuf,
    /// Its name: the path as typed, with `/`, without `.`; bytes that are not UTF-8 are written `\xE9`.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// When it was last modified, in nanoseconds since 1970; 0 if unknown.
    pub modified: i64,
    /// Whether its name begins with a dot: then it is not to be read, and may be a folder.
    pub hidden: bool,
}

impl Found {
    /// What a file at `path` is called here.
    ///
    /// ```
    /// use dateline::read::Found;
    /// assert_eq!(Found::name_of("./archive/./1987/".as_ref()), "archive/1987");
    /// assert_eq!(Found::name_of("hurrah!/a.txt".as_ref()), "hurrah\\x21/a.txt");
    /// ```
    pub fn name_of(path: &Path) -> String {
        let mut name = String::new();
        for part in path.components().filter(|part| *part != Component::CurDir) {
            if !name.is_empty() && !name.ends_with('/') {
                name = Self::folder_name(&name).into_owned();
                name.push('/');
            }
            for chunk in part.as_os_str().as_encoded_bytes().utf8_chunks() {
                name.push_str(chunk.valid());
                name.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
            }
        }
        if name.is_empty() {
            ".".to_owned()
        } else {
            name
        }
    }

    /// How the names of the files in a folder begin, given the folder's own name: a `!` at its end is written
    /// otherwise, so that they do not look like files in an archive.
    ///
    /// ```
    /// use dateline::read::Found;
    /// assert_eq!(Found::folder_name("hurrah!"), "hurrah\\x21");
    /// ```
    pub fn folder_name(name: &str) -> Cow<'_, str> {
        match name.strip_suffix('!') {
            Some(rest) => Cow::Owned(format!("{rest}\\x21")),
            None => Cow::Borrowed(name),
        }
    }

    /// The same file as it is now.
    pub fn look_again(&self) -> io::Result<Self> {
        let metadata = self.path.metadata()?;
        Ok(Self {
            size: metadata.len(),
            modified: modified(&metadata),
            ..self.clone()
        })
    }
}

/// When a file was last modified, as in [`Found::modified`].
pub(super) fn modified(metadata: &Metadata) -> i64 {
    metadata.modified().map_or(0, nanoseconds)
}

fn nanoseconds(time: SystemTime) -> i64 {
    let clip = |nanoseconds| i64::try_from(nanoseconds).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => clip(after.as_nanos()),
        Err(before) => -clip(before.duration().as_nanos()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_clean() {
        for (path, expected) in [
            ("./a/./b", "a/b"),
            ("a//b/", "a/b"),
            ("/a", "/a"),
            ("../a", "../a"),
            (".", "."),
        ] {
            assert_eq!(Found::name_of(Path::new(path)), expected);
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_are_readable() {
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"caf\xe9/\xc3\xa9.txt"));
        assert_eq!(Found::name_of(path), "caf\\xE9/é.txt");
    }
}
