//! `dateline copies`, over a small archive made for the purpose.

use crate::support::Test;

const FIRE: &str = "A fire destroyed the old mill in Hamburg on Sunday night. The mill had stood by the river for a century and was to become a museum. Nobody was hurt, the police said.";

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
fn reprints_and_edited_reprints_with_what_differs() {
    let test = archive();
    assert_eq!(
        test.answer(&["copies", "first"]),
        "Mill edited\n   \
            2019-03-05 · seeds/wire.jsonl · edited\n   \
            63 % alike\n   \
            … to become a museum. [-Nobody was-] {+Two firemen were+} hurt, the police said.\n\n\
         Mill late\n   \
            2019-03-06 · seeds/wire.jsonl · late\n   \
            the same text\n\n\
         2 copies\n"
    );
}

#[test]
fn programs_can_cut_what_differs() {
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
fn a_group_follows_the_files() {
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
