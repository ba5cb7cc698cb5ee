//! Harm of every kind, a little of each: `examples/faults` does more of it and says how often.

use std::path::Path;

use crate::damage::{Harm, harm};
use crate::disk;
use crate::ground::{Ground, Random};
use crate::kills::{Doing, kill};

fn ground() -> Ground {
    Ground::new(Path::new(env!("CARGO_BIN_EXE_dateline")))
}

/// The moments differ from run to run, and can be had again.
fn random() -> Random {
    let now = std::time::UNIX_EPOCH.elapsed().unwrap();
    let seed = u64::from(now.subsec_nanos());
    println!("seed {seed}");
    Random(seed)
}

#[test]
fn killed_while_indexing() {
    kill(&ground(), Doing::Index, 12, &mut random());
}

#[test]
fn killed_while_updating() {
    kill(&ground(), Doing::Again, 12, &mut random());
}

#[test]
fn killed_while_watching() {
    kill(&ground(), Doing::Watch, 8, &mut random());
}

#[test]
fn a_flipped_byte() {
    let found = harm(&ground(), Harm::Flip, 1, &mut random());
    assert!(found.verified > found.times / 2, "{found:?}");
    assert!(
        found.verified + found.told + found.harmless >= found.times,
        "{found:?}"
    );
}

#[test]
fn a_truncated_file() {
    let found = harm(&ground(), Harm::Cut, 1, &mut random());
    assert!(found.told > found.times / 2, "{found:?}");
}

#[test]
fn a_failing_write() {
    disk::small_files(&ground(), 3, &mut random());
}

#[test]
fn a_full_disk() {
    if !disk::full_disk(&ground()) || !disk::full_while_watched(&ground()) {
        println!("no file system may be mounted here");
    }
}

#[test]
fn a_failing_read() {
    disk::read_errors(&ground());
}

#[test]
fn a_held_lock() {
    disk::lock_held(&ground());
}
