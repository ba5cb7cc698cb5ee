//! A folder of its own for each test, and the program run in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder with files, and what a run of the program in it came to.
pub(crate) struct Test {
    dir: tempfile::TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Test {
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// A test with the project's seeds in it.
    pub(crate) fn with_seeds() -> Self {
        let test = Self::new();
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"),
            &test.path("seeds"),
        );
        test
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file, with the folders it is in.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// The program, not yet run: in the test's folder, on a fixed day, with nothing else from outside.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.current_dir(self.dir.path()).args(args);
        for variable in ["DATELINE_INDEX", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        command.env("DATELINE_TODAY", "2026-11-22");
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.command(args).output().unwrap().into()
    }

    /// Runs the program with bytes on standard input.
    pub(crate) fn handed(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(args);
        let piped = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap().into()
    }

    /// Runs it and gives its output, which must come with exit status 0 and no word of trouble.
    pub(crate) fn answer(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{args:?}");
        ran.stdout
    }

    /// The ids that a search finds, in order.
    pub(crate) fn ids(&self, args: &[&str]) -> Vec<String> {
        let mut all = vec!["search", "--format", "ids", "-n", "1000"];
        all.extend(args);
        let ran = self.run(&all);
        assert!(ran.status < 2, "{args:?}: {}", ran.stderr);
        ran.stdout.lines().map(str::to_owned).collect()
    }

    /// A search's whole answer as JSON, but for the time it took.
    pub(crate) fn page(&self, args: &[&str]) -> serde_json::Value {
        let mut all = vec!["search", "--format", "json"];
        all.extend(args);
        let ran = self.run(&all);
        assert!(ran.status < 2, "{args:?}: {}", ran.stderr);
        let mut page: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        page.as_object_mut().unwrap().remove("took_ms").unwrap();
        page
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The words that a hit lights, in order, those of each snippet cut out of its text.
pub(crate) fn lit(hit: &serde_json::Value) -> Vec<String> {
    let mut lit = Vec::new();
    for snippet in hit["snippets"].as_array().unwrap() {
        let text: Vec<char> = snippet["text"].as_str().unwrap().chars().collect();
        for ends in snippet["highlights"].as_array().unwrap() {
            let at = |index: usize| usize::try_from(ends[index].as_u64().unwrap()).unwrap();
            lit.push(text[at(0)..at(1)].iter().collect());
        }
    }
    lit
}

pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(Result::unwrap) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).unwrap();
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}
