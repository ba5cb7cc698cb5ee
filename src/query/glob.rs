//! Patterns of files.

use globset::{Error, Glob};

/// Reads a pattern of files as `path:` and `--path` take it.
///
/// ```
/// use dateline::query::glob;
/// assert!(glob("./archive/*.txt").unwrap().compile_matcher().is_match("archive/a.txt"));
/// assert_eq!(glob("archive/[").unwrap_err().kind().to_string(), "unclosed character class; missing ']'");
/// ```
pub fn glob(text: &str) -> Result<Glob, Error> {
    Glob::new(text.strip_prefix("./").unwrap_or(text))
}
