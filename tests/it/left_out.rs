//! What date filters leave out.

use crate::search::archive;
use crate::support::Test;

#[test]
fn a_date_filter_says_what_it_left_out() {
    let page = archive().page(&["--published", "2019-03-06", "*"]);
    assert_eq!(page["total"], 2);
    assert_eq!(page["undated"], 1, "d has no date");
    assert_eq!(page["imprecise"], 1, "b says only March");
    // Where the answer has no place for it, it is told beside it.
    let test = archive();
    let told = |what: &str| format!(" WARN left out: {what} dated too vaguely to tell\n");
    for (args, what) in [
        (&["search", "*", "--format", "ids"][..], "1 undated, 1"),
        (&["search", "*", "--format", "csv"], "1 undated, 1"),
        (&["search", "*", "--format", "jsonl"], "1 undated, 1"),
        (&["who", "--format", "csv"], "1 undated, 1"),
        (&["timeline", "--format", "csv"], "1 undated, 1"),
    ] {
        let args = [args, &["--published", "2019-03-06"]].concat();
        assert_eq!(test.run(&args).stderr, told(what), "{args:?}");
        assert_eq!(test.run(&[&args[..], &["-q"]].concat()).stderr, "");
    }
}

#[test]
fn of_several_queries_it_is_said_which_left_something_out() {
    let test = archive();
    test.file("queries.tsv", "q1\tstorm\nq2\tBerlin\nq3\t*\n");
    for format in ["trec", "ids", "jsonl"] {
        let args = ["--queries", "queries.tsv", "--published", "2019-03-06"];
        let ran = test.run(&[&["search", "--format", format], &args[..]].concat());
        assert_eq!(
            ran.stderr,
            " WARN left out of query q1: 1 dated too vaguely to tell\n \
             WARN left out of query q3: 1 undated, 1 dated too vaguely to tell\n",
            "{format}"
        );
    }
}

#[test]
fn stories_left_out_by_one_date_filter_match_the_other() {
    let test = Test::new();
    for (id, published, body) in [
        ("hit", Some("2024-08-15"), "It burned on July 13, 2024."),
        ("no day told", Some("2024-08-15"), "It burned."),
        ("undated", None, "It burned on July 13, 2024."),
        ("neither", None, "It burned."),
        ("of another day", None, "It burned on July 14, 2024."),
        (
            "vaguely dated",
            Some("2024-08"),
            "It burned on July 13, 2024.",
        ),
        ("vaguely dated, no day told", Some("2024"), "It burned."),
        (
            "vaguely dated, of another day",
            Some("2024"),
            "It burned on July 14, 2024.",
        ),
    ] {
        let story =
            serde_json::json!({"id": id, "body": body, "published": published, "lang": "en"});
        test.file(&format!("seeds/{id}.json"), story.to_string());
    }
    test.answer(&["index"]);
    let left_out = |args: &[&str]| {
        let page = test.page(args);
        ["total", "undated", "imprecise"].map(|field| page[field].as_u64().unwrap())
    };
    let (published, about) = (["--published", "2024-08-15"], ["--about", "2024-07-13"]);
    assert_eq!(left_out(&published), [2, 3, 3]);
    assert_eq!(left_out(&about), [3, 3, 0]);
    assert_eq!(left_out(&[published, about].concat()), [1, 4, 1]);
    assert_eq!(left_out(&["published:2024-08-15 OR zebra"]), [2, 3, 3]);
    assert_eq!(
        left_out(&["published:2024-08-15 OR about:2024-07-14"]),
        [4, 2, 2]
    );
    assert_eq!(left_out(&["NOT published:2024-08-15"]), [6, 0, 0]);
}

#[test]
fn it_says_which_date_undated_stories_lack() {
    let test = archive();
    for (args, said) in [
        (
            &["published:2019-03-06", "*"][..],
            "1 undated, 1 dated too vaguely to tell",
        ),
        (
            &["about:2019-03-04", "*"],
            "1 without a date in the text, 1 dated too vaguely to tell",
        ),
        (
            &["about:2019-03-04", "published:2019", "*"],
            "1 undated or without a date in the text",
        ),
        (
            &["about:2019-03-04", "seen:2000..", "*"],
            "1 without a date in the text",
        ),
    ] {
        let told = test.answer(&[&["search"], args].concat());
        assert!(
            told.contains(&format!("\nleft out: {said}")),
            "{args:?}: {told}"
        );
    }
    let told = test.answer(&["timeline", "--axis", "about"]);
    assert!(told.contains("without a date in the text"), "{told}");
}
