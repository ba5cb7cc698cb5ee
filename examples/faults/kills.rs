//! Kills the program at random moments. Whatever the moment, no story that was committed is lost, and the next run ends
//! with the answers of one that was left alone.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::ground::{Day, Ground, Random};

/// What the program is doing when it is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    /// Indexing from nothing.
    Index,
    /// Bringing an index up to date.
    Again,
    /// Following the files while they change.
    Watch,
}

/// Kills it so many times. Every fourth time, it is let finish and its answers are compared.
pub(crate) fn kill(ground: &Ground, doing: Doing, times: u64, random: &mut Random) {
    ground.write(Day::First);
    let begun = Instant::now();
    assert_eq!(ground.run(&["index"]).status, Some(0));
    let whole_run = begun.elapsed();
    let first = ground.answers();
    let undisturbed = ground.run(&["index", "--rebuild"]);
    assert_eq!(undisturbed.status, Some(0));
    ground.write(Day::Second);
    assert_eq!(ground.run(&["index", "--rebuild"]).status, Some(0));
    let second = ground.answers();
    assert_ne!(first, second);
    for time in 0..times {
        if time % 4 == 0 {
            fs::remove_dir_all(ground.path("index")).unwrap();
            ground.write(Day::First);
            if doing != Doing::Index {
                assert_eq!(ground.run(&["index"]).status, Some(0));
            }
            if doing == Doing::Again {
                ground.write(Day::Second);
            }
        }
        let args: &[&str] = if doing == Doing::Watch {
            &["watch"]
        } else {
            &["index"]
        };
        let mut child = ground.command(args).stdout(Stdio::null()).spawn().unwrap();
        let share = u32::try_from(random.below(1100)).unwrap();
        let moment = (whole_run * share / 1000).max(Duration::from_millis(1));
        if doing == Doing::Watch {
            // The files change under its eyes, back and forth, and it dies in the middle of taking that in.
            std::thread::sleep(moment);
            ground.write(if time % 2 == 0 {
                Day::Second
            } else {
                Day::First
            });
            std::thread::sleep(Duration::from_millis(150 + random.below(400)));
        } else {
            std::thread::sleep(moment);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        if doing != Doing::Index {
            assert!(
                ground.has_what_stays(),
                "{doing:?}: lost a story at kill {time}"
            );
        }
        if time % 4 == 3 {
            let day = if doing == Doing::Index {
                Day::First
            } else {
                Day::Second
            };
            ground.write(day);
            let ran = ground.run(&["index"]);
            assert_eq!(
                ran.status,
                Some(0),
                "{doing:?}: after kill {time}: {}",
                ran.stderr
            );
            let expected = if day == Day::First { &first } else { &second };
            assert_eq!(&ground.answers(), expected, "{doing:?}: after kill {time}");
        }
    }
}
