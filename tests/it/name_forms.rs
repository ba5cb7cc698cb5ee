//! A name is found in the forms in which stories write it.

use serde_json::json;

use crate::support::{Test, lit};

/// An index of stories in English, each with its id; none has a date.
fn archive(stories: &[(&str, &str)]) -> Test {
    let test = Test::new();
    let lines = stories.iter().map(|(id, body)| {
        let story = json!({ "id": id, "title": "Story", "body": body, "lang": "en" });
        format!("{story}\n")
    });
    test.file("seeds/wire.jsonl", lines.collect::<String>());
    test.answer(&["index"]);
    test
}

#[test]
fn middle_names_and_initials_may_be_left_out() {
    let test = archive(&[
        (
            "one",
            "The secretary, James A. Baker, flew to Geneva on Monday.",
        ),
        (
            "two",
            "The judge, James Addison Reid Baker, spoke in Boston on Monday.",
        ),
        (
            "three",
            "The mayor, James Reid, met Anna Baker in Boston on Monday.",
        ),
    ]);
    let found = |query: &str| {
        let mut ids = test.ids(&[query]);
        ids.sort();
        ids
    };
    assert_eq!(found("person:\"James Baker\""), ["one", "two"]);
    assert_eq!(found("who:\"Sec. James Baker\""), Vec::<String>::new());
    assert_eq!(found("person:\"James A. Baker\""), ["one"]);
    assert_eq!(found("person:\"Baker James\""), Vec::<String>::new());
    assert_eq!(found("place:\"James Baker\""), Vec::<String>::new());
    let page = test.page(&["person:\"James Baker\"", "geneva"]);
    assert_eq!(lit(&page["hits"][0]), ["James A. Baker", "Geneva"]);
}

#[test]
fn initials_are_found_with_and_without_full_stops() {
    let test = archive(&[
        ("stops", "Envoys of the U.N. flew to Cairo on Monday."),
        ("bare", "Envoys of the UN flew to Cairo on Monday."),
    ]);
    for query in ["org:UN", "org:U.N.", "org:\"u. n.\"", "who:un"] {
        let mut ids = test.ids(&[query]);
        ids.sort();
        assert_eq!(ids, ["bare", "stops"], "{query}");
    }
    let page = test.page(&["org:UN", "\"the U.N.\""]);
    assert_eq!(lit(&page["hits"][0]), ["the U.N."]);
}

#[test]
fn saint_mount_and_fort_are_found_in_full_or_abbreviated() {
    let test = archive(&[
        (
            "full",
            "Climbers left Mount Everest on Monday and flew to Delhi.",
        ),
        (
            "short",
            "Climbers left Mt. Everest on Monday and flew to Delhi.",
        ),
    ]);
    for query in ["place:\"Mount Everest\"", "place:\"mt everest\""] {
        let mut ids = test.ids(&[query]);
        ids.sort();
        assert_eq!(ids, ["full", "short"], "{query}");
    }
}

#[test]
fn an_acronym_finds_the_stories_that_only_have_the_full_name() {
    let both = "The International Monetary Fund (IMF) met in Washington. The IMF lends money.";
    let full = "Officials of the International Monetary Fund flew to Cairo on Monday.";
    let test = archive(&[
        ("both", both),
        ("again", both),
        ("once more", both),
        (
            "short",
            "The IMF said on Monday that it would lend to Egypt.",
        ),
        ("full", full),
        ("other", "The Monetary Fund of Butler lends to its members."),
    ]);
    let found = |query: &str| {
        let mut ids = test.ids(&[query]);
        ids.sort();
        ids
    };
    let all = ["again", "both", "full", "once more", "short"];
    assert_eq!(found("org:imf"), all);
    assert_eq!(found("who:IMF"), all);
    assert_eq!(found("org:\"international monetary fund\""), all);
    assert_eq!(found("person:IMF"), Vec::<String>::new());
    let page = test.page(&["org:IMF", "cairo"]);
    assert_eq!(
        lit(&page["hits"][0]),
        ["International Monetary Fund", "Cairo"]
    );

    test.file("index/names.toml", "[rename]\n\"org/IMF\" = \"IMF\"\n");
    assert_eq!(found("org:imf"), ["again", "both", "once more", "short"]);
}

#[test]
fn short_names_are_resolved_among_the_stories_without_a_date() {
    let club = "The New Orleans Saints play in Chicago. The Saints said so.";
    let stories = [
        ("a", "The chancellor, Angela Merkel, came to Hamburg."),
        ("b", "The chancellor, Angela Merkel, went to Bremen."),
        ("c", "Angela Merkel spoke in Berlin."),
        ("d", "A spokesman said that Merkel would go to Paris."),
        ("e", club),
        ("f", club),
        ("g", club),
        ("h", club),
        ("i", club),
        (
            "j",
            "A spokesman for the Saints was seen in Paris on Monday.",
        ),
    ];
    let test = archive(&stories);
    assert_eq!(test.ids(&["--person", "Angela Merkel", "paris"]), ["d"]);
    let why =
        "aliases    Merkel → Angela Merkel (3 of the 3 full names in stories without a date)\n";
    let shown = test.answer(&["show", "d"]);
    assert!(shown.contains(why), "{shown}");
    assert_eq!(test.ids(&["--org", "New Orleans Saints", "paris"]), ["j"]);
}

#[test]
fn an_unusual_form_of_a_name_counts_as_the_usual_one() {
    let test = archive(&[
        ("a", "The chancellor, Angela Merkel, came to Hamburg."),
        ("b", "The chancellor, Angela Merkel, went to Bremen."),
        ("c", "The chancellor, Angela D. Merkel, spoke in Berlin."),
        ("d", "The chancellor, Angela Merkel, spoke in Munich."),
        ("e", "The painter, Juan Carlos Romero, lived in Toledo."),
        ("f", "The painter, Juan Carlos Romero, died in Toledo."),
        ("g", "The painter, Juan Carlos Romero, went to Madrid."),
        ("h", "The banker, Juan Romero, spoke in Madrid."),
    ]);
    let people = test.answer(&["who", "--kind", "person", "--format", "csv"]);
    let people: Vec<&str> = people.lines().skip(1).collect();
    assert_eq!(
        people,
        [
            "1,person,Angela Merkel,4,4,",
            "2,person,Juan Carlos Romero,3,3,",
            "3,person,Juan Romero,1,1,"
        ]
    );
    assert_eq!(test.ids(&["--person", "Angela Merkel", "berlin"]), ["c"]);
    let mut all = test.ids(&["--person", "Angela D. Merkel"]);
    all.sort();
    assert_eq!(all, ["a", "b", "c", "d"]);
    assert_eq!(test.ids(&["\"Angela D. Merkel\""]), ["c"]);
    let why = "aliases    Angela D. Merkel → Angela Merkel (3 of the 4 full names in stories without a date)\n";
    let shown = test.answer(&["show", "c"]);
    assert!(shown.contains(why), "{shown}");
    test.file(
        "index/names.toml",
        "[rename]\n\"person/Angela D. Merkel\" = \"Angela D. Merkel\"\n",
    );
    let people = test.answer(&["who", "--kind", "person", "--format", "csv"]);
    assert!(people.contains("Angela Merkel,3,3,"), "{people}");
    assert!(people.contains("Angela D. Merkel,1,1,"), "{people}");
}
