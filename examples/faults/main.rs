//! Does the program harm, many times over, and prints the results as the table for `docs/reliability.md`.
//!
//! ```sh
//! cargo build --release && cargo run --release --example faults -- 200
//! ```
//! The number is how often the program is killed; a second one is the seed. It stops at the first promise that is broken,
//! and says which.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program for people who work on this"
)]

mod damage;
mod disk;
mod ground;
mod kills;

use std::path::PathBuf;

use damage::Harm;
use ground::{Ground, Random};
use kills::Doing;

fn main() {
    let mut numbers = std::env::args()
        .skip(1)
        .map(|number| number.parse::<u64>().unwrap());
    let kills = numbers.next().unwrap_or(200);
    let seed = numbers.next().unwrap_or(1);
    let mut random = Random(seed);
    let program = program();
    println!("| fault | times | result |\n|---|---|---|");
    // Of twenty kills eight, eight and four.
    let twentieths = kills.div_ceil(20);
    for (doing, share, name) in [
        (
            Doing::Index,
            8,
            "`index` killed while it builds a new index",
        ),
        (
            Doing::Again,
            8,
            "`index` killed while it brings an index up to date",
        ),
        (Doing::Watch, 4, "`watch` killed while files change"),
    ] {
        let times = twentieths * share;
        kills::kill(&Ground::new(&program), doing, times, &mut random);
        println!(
            "| {name} | {times} | no committed story lost; {} were allowed to finish, and give the answers of an undisturbed run |",
            times / 4
        );
    }
    for (harm, name) in [
        (Harm::Flip, "a byte of a file of the index flipped"),
        (Harm::Cut, "a file of the index cut short"),
    ] {
        let found = damage::harm(
            &Ground::new(&program),
            harm,
            kills.div_ceil(20),
            &mut random,
        );
        println!(
            "| {name} | {} | {} reported by `status --verify`, {} by a search or a run, {} harmless; `index --rebuild` repaired all |",
            found.times, found.verified, found.told, found.harmless
        );
    }
    let times = kills.div_ceil(10);
    let stopped = disk::small_files(&Ground::new(&program), times, &mut random);
    println!(
        "| a write fails in the middle (`ulimit -f`) | {times} | {stopped} stopped with a message, none lost a committed story, all were finished later |"
    );
    let full = if disk::full_disk(&Ground::new(&program)) {
        "stopped with a message; what was committed is found"
    } else {
        "not tried: no file system may be mounted here"
    };
    println!("| the disk is full (tmpfs of 1 MiB) | 2 | {full} |");
    let waited = if disk::full_while_watched(&Ground::new(&program)) {
        "reported once; goes on as soon as there is room"
    } else {
        "not tried: no file system may be mounted here"
    };
    println!("| the disk is full while files are watched | 1 | {waited} |");
    disk::read_errors(&Ground::new(&program));
    println!(
        "| a file fails while it is read; an archive ends in the middle | 2 | that part is rejected; everything else is indexed, including the stories before the end |"
    );
    disk::lock_held(&Ground::new(&program));
    println!("| somebody else holds the lock | 1 | the message says who; searching still works |");
}

/// The program, built beside this one.
fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let program = here.parent().unwrap().with_file_name("dateline");
    assert!(
        program.is_file(),
        "build it first: there is no `{}`",
        program.display()
    );
    program
}
