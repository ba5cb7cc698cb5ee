//! Flips bytes of an index and cuts its files short. Whatever the place, nothing panics, what is told says what to do,
//! `dateline status --verify` finds it, and `dateline index --rebuild` mends it.

use std::fs;
use std::path::Path;

use crate::ground::{Day, Ground, Random};

/// What is done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Harm {
    /// One byte is another.
    Flip,
    /// It ends earlier.
    Cut,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// How often a file was harmed.
    pub(crate) times: u64,
    /// How often a search or a run of `index` told of it.
    pub(crate) told: u64,
    /// How often `status --verify` did.
    pub(crate) verified: u64,
    /// How often it was harmless: the file is not needed, or says the same as before.
    pub(crate) harmless: u64,
}

/// Harms every file of an index so many times, at random places.
pub(crate) fn harm(ground: &Ground, harm: Harm, times: u64, random: &mut Random) -> Found {
    ground.write(Day::First);
    assert_eq!(ground.run(&["index", "--rebuild"]).status, Some(0));
    ground.write(Day::Second);
    let good = ground.answers();
    copy(&ground.path("index"), &ground.path("sound"));
    let mut found = Found::default();
    for file in ground.index_files() {
        let bytes = fs::read(ground.path("sound").join(&file)).unwrap();
        // An empty lock has no byte to harm.
        for _ in 0..if bytes.is_empty() { 0 } else { times } {
            let place = usize::try_from(random.below(bytes.len() as u64)).unwrap();
            let mut harmed = bytes.clone();
            match harm {
                Harm::Flip => harmed[place] ^= 1 << random.below(8),
                Harm::Cut => harmed.truncate(place),
            }
            let what = format!("{harm:?} of {file} at {place} of {}", bytes.len());
            one(ground, &file, &harmed, &what, &good, &mut found);
        }
    }
    found
}

fn one(ground: &Ground, file: &str, harmed: &[u8], what: &str, good: &[String], found: &mut Found) {
    let restore = || copy(&ground.path("sound"), &ground.path("index"));
    restore();
    fs::write(ground.path("index").join(file), harmed).unwrap();
    let verified = ground.run(&["status", "--verify"]);
    assert!(verified.is_civil(), "{what}: verify: {}", verified.stderr);
    let is_found = verified.status == Some(2);
    let mut told = false;
    for args in [
        &["search", "-n", "600", "storm"][..],
        &["search", "--sort", "newest", "who:merkel about:2019"],
        &["search", "stor* OR hambrug~1"],
        &["timeline"],
        &["who"],
        &["status"],
        &["why", "seeds/wire.jsonl"],
        &["show", "w123"],
        &["index", "--keep-going"],
    ] {
        let ran = ground.run(args);
        assert!(
            ran.is_civil(),
            "{what}: {args:?}: {:?} {}",
            ran.status,
            ran.stderr
        );
        told |= ran.status == Some(2);
    }
    found.times += 1;
    found.told += u64::from(told);
    found.verified += u64::from(is_found);
    if !is_found && !told {
        restore();
        fs::write(ground.path("index").join(file), harmed).unwrap();
        assert_eq!(
            ground.answers(),
            good,
            "{what}: nobody told, and the answers are others"
        );
        found.harmless += 1;
    }
    restore();
    fs::write(ground.path("index").join(file), harmed).unwrap();
    let rebuilt = ground.run(&["index", "--rebuild"]);
    assert_eq!(
        rebuilt.status,
        Some(0),
        "{what}: rebuild: {}",
        rebuilt.stderr
    );
}

/// Makes `to` a copy of `from`.
fn copy(from: &Path, to: &Path) {
    let _none = fs::remove_dir_all(to);
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
