//! `dateline copies`, over a small archive made for the purpose.

use crate::support::Test;

const FIRE: &str = "A fire destroyed the old mill in Hamburg on Sunday night. The mill had stood by the river for a century and was to become a museum. \
The fire began shortly before ten in the loft, where painters had worked until the evening, and reached the roof within minutes. \
Forty firemen fought it from both banks and from a boat until the morning, but could save no more than the water wheel and the yard. \
The owners of the mill, a society of two hundred citizens, had bought it nine years ago and spent every weekend since then on its beams and stones. \
Its chairwoman said that they would build it again. Trains on the bridge beside it ran slowly all night because of the smoke. \
Nobody was hurt, the police said.";

fn archive() -> Test {
    let test = Test::new();
    let edited = FIRE.replace("Nobody was hurt", "Two firemen were hurt");
    let story = |id: &str, body: &str, published: &str| serde_json::json!({"id": id, "title": format!("Mill {id}"), "body": body, "published": published, "lang": "en"});
    let stories = [
        story("late", FIRE, "2019-03-06"),
        story("first", FIRE, "2019-03-04"),
        story("edited", &edited, "2019-03-05"),
        story(
            "other",
            "The mill on the Elbe reopened as a museum after a fire. Nobody was there.",
            "2021-05-01",
        ),
    ];
    let lines: Vec<String> = stories.iter().map(ToString::to_string).collect();
    test.file("seeds/wire.jsonl", lines.join("\n"));
    test.answer(&["index"]);
    test
}

#[test]
fn copies_are_listed_with_their_differences() {
    let test = archive();
    assert_eq!(
        test.answer(&["copies", "first"]),
        "Mill edited\n   \
            2019-03-05 · seeds/wire.jsonl · edited\n   \
            90 % alike\n   \
            … because of the smoke. [-Nobody was-] {+Two firemen were+} hurt, the police said.\n\n\
         Mill late\n   \
            2019-03-06 · seeds/wire.jsonl · late\n   \
            the same text\n\n\
         2 copies\n"
    );
}

#[test]
fn json_offsets_cut_the_differences() {
    let test = archive();
    let copies = test.answer(&["copies", "--format", "json", "first"]);
    let copies: serde_json::Value = serde_json::from_str(&copies).unwrap();
    let change = &copies["copies"][0]["changes"][0];
    assert_eq!(
        (&change["gone"], &change["new"]),
        (&"Nobody was".into(), &"Two firemen were".into())
    );
    let at = |field: &str| usize::try_from(change[field].as_u64().unwrap()).unwrap();
    let cut: String = FIRE.chars().take(at("end")).skip(at("start")).collect();
    assert_eq!(cut, "Nobody was");
    let csv = test.answer(&["copies", "--format", "csv", "late"]);
    assert_eq!(
        csv.lines().nth(1),
        Some("first,Mill first,2019-03-04,,,seeds/wire.jsonl,1,0")
    );
}

#[test]
fn groups_change_with_the_files() {
    let test = archive();
    test.file("seeds/more.txt", FIRE);
    test.answer(&["index"]);
    assert!(
        test.answer(&["copies", "edited"])
            .contains("seeds/more.txt")
    );
    std::fs::remove_file(test.path("seeds/wire.jsonl")).unwrap();
    test.answer(&["index"]);
    let ran = test.run(&["copies", "seeds/more.txt"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, "no copies\n"));
}

#[test]
fn a_search_shows_each_report_once() {
    let test = archive();
    let hits = test.answer(&["search", "title:mill"]);
    assert!(
        hits.contains("\n   2019-03-04 · seeds/wire.jsonl · first · +2 copies\n"),
        "{hits}"
    );
    assert!(hits.ends_with("\n2 stories and 2 copies\n"), "{hits}");
    let hits = test.answer(&["search", "--copies", "hide", "title:mill"]);
    assert!(
        !hits.contains("+2 copies") && hits.ends_with("\n2 stories and 2 copies\n"),
        "{hits}"
    );
    let hits = test.answer(&["search", "--copies", "show", "title:mill"]);
    assert!(hits.ends_with("\n4 stories\n"), "{hits}");
    // A ranking is a ranking, unless something else is asked for.
    assert_eq!(test.ids(&["title:mill"]).len(), 4);
    assert_eq!(
        test.ids(&["--copies", "hide", "--sort", "oldest", "title:mill"]),
        ["first", "other"]
    );
    let page = test.page(&["--copies", "group", "--sort", "oldest", "title:mill"]);
    assert_eq!((&page["total"], &page["groups"]), (&4.into(), &2.into()));
    let copies = serde_json::json!([{"id": "edited", "file": "seeds/wire.jsonl"}, {"id": "late", "file": "seeds/wire.jsonl"}]);
    assert_eq!(page["hits"][0]["copies"], copies);
    // Only hits are told of, and the best of them stands for them.
    let page = test.page(&["--copies", "group", "title:mill", "published:2019-03-05.."]);
    assert_eq!(page["hits"][0]["id"], "edited");
    assert_eq!(page["hits"][0]["copies"].as_array().unwrap().len(), 1);
}

#[test]
fn groups_are_computed_again_without_the_cache() {
    let test = archive();
    let kept = test.answer(&["copies", "first"]);
    for spoilt in [None, Some("torn")] {
        for name in ["index/.dateline-copies", "index/.dateline-compared"] {
            match spoilt {
                None => std::fs::remove_file(test.path(name)).unwrap(),
                Some(content) => std::fs::write(test.path(name), content).unwrap(),
            }
        }
        assert_eq!(test.answer(&["copies", "first"]), kept);
    }
}

#[test]
fn headlines_alone_are_copies_on_one_day() {
    let test = Test::new();
    let story = |id: &str, title: &str, published: &str| {
        format!(
            "{{\"id\":\"{id}\",\"title\":\"{title}\",\"published\":\"{published}\",\"lang\":\"en\"}}\n"
        )
    };
    let stories = [
        story("a", "Storm shuts port", "2019-03-04"),
        story("b", "STORM SHUTS PORT", "2019-03-04T18:00"),
        story("c", "Storm shuts port", "2019-03-05"),
        story("d", "Storm shuts harbour", "2019-03-04"),
        story("e", "Storm shuts port", ""),
        story("f", "Storm shuts port", "2019-03"),
    ];
    test.file("seeds/wire.jsonl", stories.concat());
    test.answer(&["index"]);
    let page = test.page(&["--copies", "group", "storm"]);
    assert_eq!((&page["total"], &page["groups"]), (&6.into(), &5.into()));
    assert_eq!(
        test.answer(&["copies", "a"]),
        "STORM SHUTS PORT\n   2019-03-04 · seeds/wire.jsonl · b\n   the same text\n\n1 copy\n"
    );
}

#[test]
fn which_story_of_an_id_is_taken_is_told() {
    let test = Test::new();
    for file in ["a", "b"] {
        let story = serde_json::json!({"id": "same", "body": FIRE, "lang": "en"});
        test.file(&format!("seeds/{file}.jsonl"), story.to_string());
    }
    test.answer(&["index"]);
    for command in ["copies", "similar"] {
        let ran = test.run(&[command, "same"]);
        assert_eq!(ran.status, 0, "{ran:?}");
        assert!(
            ran.stderr
                .contains("2 stories have the id `same`; this is about the one in `seeds/a.jsonl`"),
            "{ran:?}"
        );
        // Without a headline, its first words.
        assert!(
            ran.stdout
                .contains("A fire destroyed the old mill in Hamburg"),
            "{ran:?}"
        );
    }
}

#[test]
fn a_copy_of_a_hit_is_not_said_to_be_similar() {
    let test = Test::new();
    let story = |id: &str, body: &str| {
        serde_json::json!({"id": id, "body": body, "lang": "en"}).to_string() + "\n"
    };
    let mut stories = vec![
        story("hit", &FIRE.replace("museum", "xyzzy museum")),
        story("copy", FIRE),
    ];
    stories.extend((0..30).map(|n| {
        story(
            &n.to_string(),
            &format!("Rain number {n} fell on the town."),
        )
    }));
    test.file("seeds/wire.jsonl", stories.concat());
    test.answer(&["index"]);
    let alike = |copies: &str| {
        let page = test.page(&["--feedback", "always", "--copies", copies, "xyzzy"]);
        assert_eq!(page["total"], 1);
        page.get("alike")
            .map_or(0, |alike| alike.as_array().unwrap().len())
    };
    assert_eq!([alike("show"), alike("group"), alike("hide")], [1, 0, 0]);
}
