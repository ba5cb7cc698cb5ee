//! The sessions that the README shows, run as they stand there.

use std::fs;
use std::path::Path;

use crate::support::copy;

#[test]
fn the_readme_shows_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().unwrap();
    // trycmd runs the sessions of `README.md` in the folder `README.in` beside it.
    fs::copy(root.join("README.md"), dir.path().join("README.md")).unwrap();
    copy(&root.join("seeds"), &dir.path().join("README.in/seeds"));
    trycmd::TestCases::new()
        .env("DATELINE_TODAY", "2026-11-22")
        .register_bin("dateline", Path::new(env!("CARGO_BIN_EXE_dateline")))
        .case(dir.path().join("README.md"))
        .run();
}
