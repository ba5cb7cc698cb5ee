//! A disk that is full, a file that cannot be read to its end, an index that somebody else writes to.

use std::fs::{self, File};

use crate::ground::{Day, Ground, Random};

/// Lets no file grow beyond a random size, so many times: the system then fails a write in the middle, as a full disk
/// does. Gives how often that stopped the run.
pub(crate) fn small_files(ground: &Ground, times: u64, random: &mut Random) -> u64 {
    let mut stopped = 0;
    for _ in 0..times {
        let _none = fs::remove_dir_all(ground.path("index"));
        ground.write(Day::First);
        assert_eq!(ground.run(&["index"]).status, Some(0));
        ground.write(Day::Second);
        // In blocks of 512 bytes.
        let most = 1 + random.below(120);
        let ran = ground.shell(&format!("ulimit -f {most}; trap '' XFSZ"), &["index"]);
        assert!(
            ran.is_civil(),
            "at most {most} blocks: {:?} {}",
            ran.status,
            ran.stderr
        );
        stopped += u64::from(ran.status == Some(2));
        assert!(
            ground.has_what_stays(),
            "at most {most} blocks: lost a story"
        );
        assert_eq!(ground.run(&["index"]).status, Some(0));
        assert!(ground.run(&["search", "again"]).stdout.contains("again"));
    }
    stopped
}

/// Makes a file system of a megabyte, where the machine lets us have one.
const SMALL: &str = "mkdir -p small && mount -t tmpfs -o size=1m none small";

/// Runs a script where file systems may be mounted that nobody else sees; `None` where that may not be.
fn apart(ground: &Ground, script: &str) -> Option<std::process::Output> {
    let run = |script: &str| {
        let mut shell = std::process::Command::new("unshare");
        shell.args(["-m", "sh", "-c", script]);
        shell.current_dir(ground.path(".")).output()
    };
    let may = run(SMALL).is_ok_and(|output| output.status.success());
    may.then(|| run(&format!("{SMALL} && {script}")).unwrap())
}

/// Fills a file system of a megabyte, where the machine lets us have one; gives whether it did. It is full while stories
/// are handed to the threads that write them, and then before anything is written.
pub(crate) fn full_disk(ground: &Ground) -> bool {
    let _none = fs::remove_dir_all(ground.path("seeds"));
    ground.file("first/a.txt", "Storm warning.\n\nThe storm hit town.\n");
    for number in 0..3000 {
        ground.file(
            &format!("more/{number}.txt"),
            format!("Storm {number}\n\n{}", unpackable(number)),
        );
    }
    let program = ground.command(&[]).get_program().to_owned();
    let program = program.to_string_lossy();
    let steps = format!(
        "'{program}' --index small index first && \
         {{ '{program}' --index small index more; echo \"status $?\"; \
         '{program}' --index small index first; cat /dev/zero > small/filled; '{program}' --index small index more; \
         '{program}' --index small search --format ids -n 5000 storm; }}"
    );
    let Some(output) = apart(ground, &steps) else {
        return false;
    };
    let (stdout, stderr) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(stdout.contains("status 2"), "{stdout}{stderr}");
    let told = |what| stderr.lines().filter(|line| line.contains(what)).count();
    assert_eq!(told("hint: free some disk space"), 2, "{stderr}");
    assert_eq!(told("thread") + told("IoError"), 0, "{stderr}");
    assert!(
        stdout.contains("first/a.txt"),
        "what was committed is found: {stdout}"
    );
    true
}

/// Lets the disk be full while files are watched: that waits, says so once, and goes on when there is room.
pub(crate) fn full_while_watched(ground: &Ground) -> bool {
    let _none = fs::remove_dir_all(ground.path("seeds"));
    ground.file("watched/a.txt", "Storm warning.\n\nThe storm hit town.\n");
    let program = ground.command(&[]).get_program().to_owned();
    let program = program.to_string_lossy();
    let until = |what: &str| format!("for i in $(seq 300); do {what} && break; sleep 0.1; done");
    let finds = |word| {
        until(&format!(
            "'{program}' --index small/i search -q {word} >found 2>&1"
        ))
    };
    let steps = [
        format!("{{ '{program}' --index small/i watch watched >told 2>waits & }}"),
        until("grep -q watching told"),
        "cat /dev/zero >small/filled 2>/dev/null".to_owned(),
        "echo 'The bridge fell.' >watched/b.txt".to_owned(),
        until("grep -q hint waits"),
        "rm small/filled".to_owned(),
        finds("bridge"),
        "echo 'The tunnel fell.' >watched/c.txt".to_owned(),
        finds("tunnel"),
        "cat found; kill -INT $!; wait $!; echo \"status $?\"; cat waits".to_owned(),
    ];
    let Some(output) = apart(ground, &steps.join("\n")) else {
        return false;
    };
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        told.contains("watched/c.txt") && told.contains("status 0\n"),
        "{told}"
    );
    let waits = "waiting: cannot use the index at `small/i`: no storage space\n\
                 hint: free some disk space to let it go on; what was committed stays\n";
    assert!(told.ends_with(&format!("status 0\n{waits}")), "{told}");
    true
}

/// Text that grows by no less than its length where it is kept.
fn unpackable(seed: u64) -> String {
    let numbers = (0..300).map(|nth| (seed * 300 + nth) * 7919 % 1_000_003);
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    format!("On day {}.", numbers.join(" and "))
}

/// A file that fails while it is read, and archives that end in the middle: rejects, and all else goes in.
pub(crate) fn read_errors(ground: &Ground) {
    ground.write(Day::First);
    #[cfg(target_os = "linux")]
    std::os::unix::fs::symlink("/proc/self/mem", ground.path("seeds/bad.txt")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let line = |number: u64| {
        format!(
            "{{\"id\":\"z{number}\",\"body\":\"Storm {number} {}.\"}}\n",
            number * 7919 % 10007
        )
    };
    std::io::Write::write_all(
        &mut packed,
        (0..9000).map(line).collect::<String>().as_bytes(),
    )
    .unwrap();
    let packed = packed.finish().unwrap();
    ground.file("seeds/cut.jsonl.gz", &packed[..packed.len() / 2]);
    let ran = ground.run(&["index"]);
    assert_eq!(ran.status, Some(2), "{}{}", ran.stdout, ran.stderr);
    #[cfg(target_os = "linux")]
    assert!(
        ran.stdout.contains("seeds/bad.txt: cannot read it"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("seeds/cut.jsonl.gz: "),
        "{}",
        ran.stdout
    );
    assert!(ground.has_what_stays());
    let whole = ground.run(&["search", "--format", "ids", "-n", "9000", "path:seeds/cut*"]);
    assert!(
        whole.stdout.lines().count() > 3000,
        "the lines before the end"
    );
    let _there = fs::remove_file(ground.path("seeds/bad.txt"));
}

/// Somebody else writes: the second is told who, and searching goes on.
pub(crate) fn lock_held(ground: &Ground) {
    ground.write(Day::First);
    assert_eq!(ground.run(&["index"]).status, Some(0));
    ground.file("index/.dateline-writer", "process 4711");
    let lock = File::create(ground.path("index/.tantivy-writer.lock")).unwrap();
    lock.lock().unwrap();
    let ran = ground.run(&["index"]);
    assert!(ran.is_civil() && ran.status == Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("process 4711"), "{}", ran.stderr);
    assert!(ground.has_what_stays());
    // A process that another thread starts just now has the file too, for an instant: closing it here is not enough.
    lock.unlock().unwrap();
    assert_eq!(ground.run(&["index"]).status, Some(0));
}
