//! A folder with an archive in it, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own, and the program.
pub(crate) struct Ground {
    dir: tempfile::TempDir,
    program: PathBuf,
}

/// What a run came to.
pub(crate) struct Ran {
    /// The exit status; none where a signal ended it.
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Whether it ended as a program should, whatever it met: with a status of its own, and where that is an error, with
    /// words on what to do.
    pub(crate) fn is_civil(&self) -> bool {
        let is_told = self.status != Some(2) || self.stderr.contains("hint: ");
        matches!(self.status, Some(0..=2)) && is_told && !self.stderr.contains("panicked at")
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self {
            status: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// The archive as it was first, and as it is a day later: files gone, files changed, files new.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    First,
    Second,
}

impl Ground {
    pub(crate) fn new(program: &Path) -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            program: program.to_owned(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(self.dir.path()).args(args);
        command
            .env_remove("DATELINE_INDEX")
            .env("DATELINE_TODAY", "2026-11-22");
        command.stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.command(args).output().unwrap().into()
    }

    /// The program run by a shell after some commands of its own.
    pub(crate) fn shell(&self, before: &str, args: &[&str]) -> Ran {
        let mut command = Command::new("sh");
        command.current_dir(self.dir.path()).stdin(Stdio::null());
        command.env("DATELINE_TODAY", "2026-11-22");
        command
            .arg("-c")
            .arg(format!("{before}; exec \"$0\" \"$@\""));
        command.arg(&self.program).args(args);
        command.output().unwrap().into()
    }

    /// Writes a file, unless it says so already: one that is written is empty for a moment, and so it may be read.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        if fs::read(&path).is_ok_and(|there| there == content.as_ref()) {
            return;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// A few hundred stories in files of every sort.
    pub(crate) fn write(&self, day: Day) {
        let second = day == Day::Second;
        for number in 0..60 {
            let path = format!("seeds/{}/{number}.txt", number % 7);
            if second && number % 5 == 0 {
                let _gone = fs::remove_file(self.path(&path));
                continue;
            }
            let again = if second && number % 3 == 0 {
                "again "
            } else {
                ""
            };
            self.file(&path, format!("Storm {number}\n\nOn Monday the storm hit town {again}{number}. Angela Merkel came in May 2019.\n"));
        }
        let stories = if second { 0..400 } else { 100..500 };
        let line = |number| {
            format!(
                "{{\"id\":\"w{number}\",\"body\":\"Storm number {number} was seen from Hamburg.\",\"published\":\"2019-03-06\"}}\n"
            )
        };
        self.file("seeds/wire.jsonl", stories.map(line).collect::<String>());
    }

    /// What the archive answers.
    pub(crate) fn answers(&self) -> Vec<String> {
        let questions = [
            "storm",
            "storm 17 OR hamburg",
            "who:merkel",
            "about:2019-05",
            "published:none",
            "again",
        ];
        let ask = |question: &&str| {
            let jsonl = [
                "search", "--format", "jsonl", "--sort", "oldest", "-n", "600",
            ];
            self.run(&[&jsonl[..], &[question]].concat()).stdout
        };
        questions.iter().map(ask).collect()
    }

    /// Whether every story that both days have is found. It must be from the first commit on.
    pub(crate) fn has_what_stays(&self) -> bool {
        let ran = self.run(&["search", "--format", "ids", "-n", "1000", "storm"]);
        let ids: std::collections::HashSet<&str> = ran.stdout.lines().collect();
        let stays = (0..60).filter(|number| number % 5 != 0 && number % 3 != 0);
        let mut stays = stays.map(|number| format!("seeds/{}/{number}.txt", number % 7));
        stays.all(|id| ids.contains(id.as_str()))
    }

    /// The names of the files of the index.
    pub(crate) fn index_files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("index"))
            .unwrap()
            .map(Result::unwrap);
        let mut files: Vec<String> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        files.sort();
        files
    }
}

/// Numbers without rhyme or reason, the same for the same seed: a linear congruential generator.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end.max(1)
    }
}
