//! Files that new stories are put on top of, where stories have no id of their own: what is new, and since when it is
//! known.

use crate::news::{floods, news};
use crate::support::Test;

fn item(number: u32, link: &str) -> String {
    format!(
        "<item><title>Flood {number}</title>{link}<description>The water rose {number} feet.</description></item>"
    )
}

fn rss(items: &[String]) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>Ledger</title>{}</channel></rss>",
        items.concat()
    )
}

fn rdf(items: &[String]) -> String {
    format!(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">\
         <channel><title>Ledger</title></channel>{}</rdf:RDF>",
        items.concat()
    )
}

/// The headlines that are told as new, after a file of these stories has become one of others.
fn new_in(file: &str, before: &str, now: &str) -> (String, Vec<String>) {
    let test = floods(&[(file, before)]);
    test.file(&format!("seeds/{file}"), now);
    let said = test.answer(&["index"]);
    let counts = said.lines().next().unwrap_or_default();
    let counts = counts.split(": ").nth(1).unwrap_or_default().to_owned();
    let told = said.lines().filter(|line| line.starts_with("  Flood"));
    let told = told.map(|line| line.trim().to_owned()).collect();
    assert_eq!(news(&test), [""; 0]);
    (counts, told)
}

fn check(file: &str, before: &str, now: &str) {
    let (counts, told) = new_in(file, before, now);
    assert_eq!(told, ["Flood 3"], "{file}");
    assert_eq!(counts, "1 added, 1 replaced, 0 kept, 1 removed", "{file}");
}

#[test]
fn a_feed_that_rolls_has_one_new_story() {
    let link = |number: u32| format!("<link>https://ledger.example/{number}</link>");
    let none = |_: u32| String::new();
    let same = |_: u32| "<link>https://ledger.example/</link>".to_owned();
    for links in [&link as &dyn Fn(u32) -> String, &none, &same] {
        let items = |numbers: [u32; 2]| numbers.map(|number| item(number, &links(number)));
        check("feed.xml", &rss(&items([2, 1])), &rss(&items([3, 2])));
        check("feed.xml", &rdf(&items([2, 1])), &rdf(&items([3, 2])));
    }
}

#[test]
fn tables_lines_and_mailboxes_that_roll_have_one_new_story() {
    let row = |number| format!("Flood {number},The water rose {number} feet.\n");
    let csv = |numbers: [u32; 2]| format!("title,body\n{}", numbers.map(row).concat());
    check("a.csv", &csv([2, 1]), &csv([3, 2]));
    let line = |number| {
        format!(
            "{{\"title\":\"Flood {number}\",\"url\":\"https://ledger.example/{number}\",\"body\":\"It rose.\"}}\n"
        )
    };
    let lines = |numbers: [u32; 2]| numbers.map(line).concat();
    check("a.jsonl", &lines([2, 1]), &lines([3, 2]));
    let mail = |number| {
        format!(
            "From ann Mon Aug 12 08:30:00 2024\nFrom: ann@ledger.example\nSubject: Flood {number}\n\nIt rose {number} feet.\n\n"
        )
    };
    let mailbox = |numbers: [u32; 2]| numbers.map(mail).concat();
    check("a.mbox", &mailbox([2, 1]), &mailbox([3, 2]));
}

#[test]
fn a_story_that_changes_is_the_same_by_its_link_or_alone_in_its_file() {
    let link = "<link>https://ledger.example/1</link>";
    let (before, now) = (item(1, link), item(1, link).replace("Flood 1", "Flood one"));
    let (counts, told) = new_in("feed.xml", &rss(&[before]), &rss(&[now]));
    assert_eq!(
        (counts.as_str(), told.len()),
        ("0 added, 1 replaced, 0 kept, 0 removed", 0)
    );
    let json = |body: &str| format!("{{\"title\":\"Flood 1\",\"body\":\"{body}\"}}");
    let (counts, told) = new_in("a.json", &json("It rose."), &json("It fell."));
    assert_eq!(
        (counts.as_str(), told.len()),
        ("0 added, 1 replaced, 0 kept, 0 removed", 0)
    );
}

#[test]
fn another_story_in_a_file_of_one_is_new_by_its_id_address_or_headline() {
    let json = |number: u32| format!("{{\"title\":\"Flood {number}\",\"body\":\"It rose.\"}}");
    let (counts, told) = new_in("latest.json", &json(2), &json(3));
    assert_eq!(told, ["Flood 3"]);
    assert_eq!(counts, "1 added, 0 replaced, 0 kept, 1 removed");
    for name in ["id", "url"] {
        let json = |number: u32| {
            format!(
                "{{\"{name}\":\"https://ledger.example/{number}\",\"title\":\"Flood {number}\",\"body\":\"It rose.\"}}"
            )
        };
        let (counts, told) = new_in("latest.json", &json(2), &json(3));
        assert_eq!(told, ["Flood 3"], "{name}");
        assert_eq!(counts, "1 added, 0 replaced, 0 kept, 1 removed", "{name}");
    }
}

#[test]
fn rows_that_are_the_same_are_counted_each() {
    let row = "Flood,It rose.\n";
    let table = |rows: usize| format!("title,body\n{}", row.repeat(rows));
    let (counts, _) = new_in("a.csv", &table(2), &(table(2) + "Flood 3,It fell.\n"));
    assert_eq!(counts, "1 added, 2 replaced, 0 kept, 0 removed");
}

#[test]
fn each_keeps_the_day_on_which_it_was_first_read_also_in_an_index_made_anew() {
    let test = Test::new();
    let on = |day: &str, args: &[&str]| {
        let mut command = test.command(args);
        let ran = command.env("DATELINE_TODAY", day).output().unwrap();
        assert!(ran.status.success(), "{args:?}");
    };
    let row = |number| format!("Flood {number},The water rose {number} feet.\n");
    test.file("seeds/a.csv", format!("title,body\n{}", row(1)));
    on("2026-11-20", &["index"]);
    test.file("seeds/a.csv", format!("title,body\n{}{}", row(2), row(1)));
    let seen = |day: &str| test.ids(&[&format!("seen:{day}")]);
    for args in [&["index"][..], &["index", "--rebuild"]] {
        on("2026-11-21", args);
        assert_eq!(seen("2026-11-20"), ["seeds/a.csv#3"], "{args:?}");
        assert_eq!(seen("2026-11-21"), ["seeds/a.csv#2"], "{args:?}");
    }
}
