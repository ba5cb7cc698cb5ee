//! Which countries stories speak of: a filter, a facet and a reason, the same everywhere.

use crate::support::Test;

fn archive() -> Test {
    let test = Test::new();
    let story = |id: &str, body: &str| {
        format!("{{\"id\":\"{id}\",\"title\":\"Story\",\"body\":\"{body}\",\"lang\":\"en\"}}\n")
    };
    let stories = [
        story(
            "a",
            "A storm closed the port of Hamburg, Germany, on Monday.",
        ),
        story(
            "b",
            "On Friday the German minister flew to Paris to see the bridge.",
        ),
        story(
            "c",
            "Nobody was hurt when the roof of the old mill came down.",
        ),
    ];
    test.file("seeds/wire.jsonl", stories.concat());
    test.answer(&["index"]);
    test
}

#[test]
fn a_country_is_found_by_its_code_its_name_and_its_people() {
    let test = archive();
    for (asked, expected) in [
        (&["country:DE"][..], &["a", "b"][..]),
        (&["country:germany"], &["a", "b"]),
        (&["country:German -country:fr"], &["a"]),
        (&["--country", "France"], &["b"]),
        (&["--country", "de", "--country", "fr"], &["b"]),
        (&["country:JP"], &[]),
        (&["place:Germany"], &["a"]),
    ] {
        assert_eq!(test.ids(asked), expected, "{asked:?}");
    }
    let page = test.page(&["*", "--facet", "country"]);
    assert_eq!(
        page["facets"]["country"],
        serde_json::json!({
            "values": [{"value": "DE", "stories": 2}, {"value": "FR", "stories": 1}],
            "without": 1,
        })
    );
    assert!(test.answer(&["status"]).contains(", 2 countries\n"));
    assert!(test.answer(&["show", "b"]).contains("countries  DE, FR\n"));
}

#[test]
fn peoples_lead_to_their_country_in_spanish_and_german() {
    let test = Test::new();
    let story = |id: &str, body: &str, language: &str| {
        format!("{{\"id\":\"{id}\",\"title\":\"\",\"body\":\"{body}\",\"lang\":\"{language}\"}}\n")
    };
    let stories = [
        story(
            "a",
            "Los franceses esperan, dijo en alemán el Gobierno.",
            "es",
        ),
        story(
            "b",
            "Die französische Regierung wartet, sagte er auf Englisch.",
            "de",
        ),
        story("c", "Un train polonais est en retard.", "fr"),
    ];
    test.file("seeds/wire.jsonl", stories.concat());
    test.answer(&["index"]);
    assert_eq!(test.ids(&["country:FR"]), ["a", "b"]);
    assert_eq!(test.ids(&["country:franceses", "lang:de"]), ["b"]);
    let page = test.page(&["*", "--facet", "country"]);
    let values = serde_json::json!([{"value": "FR", "stories": 2}]);
    assert_eq!(page["facets"]["country"]["values"], values);
    assert!(test.answer(&["show", "b"]).contains("countries  FR\n"));
}

#[test]
fn why_a_story_is_not_found_by_a_country() {
    let test = archive();
    for (id, told) in [("a", "it mentions DE"), ("c", "it mentions no country")] {
        let why_not = test.run(&["why-not", id, "country:japan"]).stdout;
        assert!(
            why_not.contains("country:JP") && why_not.contains(told),
            "{why_not}"
        );
    }
}

#[test]
fn an_unknown_country_is_an_error() {
    let test = archive();
    let hint = "hint: write its ISO 3166 code or its name, such as `DE` or `Germany`; for towns and regions use `place:`\n";
    for (asked, told) in [
        (
            &["--country", "Texas"][..],
            "error: in `--country`: unknown country `Texas`\n  --country Texas\n            ^^^^^\n",
        ),
        (
            &["country:texas"],
            "error: unknown country `texas` at column 9\n  country:texas\n          ^^^^^\n",
        ),
    ] {
        let ran = test.run(&[&["search"][..], asked].concat());
        assert_eq!((ran.status, ran.stderr), (2, format!("{told}{hint}")));
    }
}

#[test]
fn corrections_do_not_change_the_countries() {
    let test = archive();
    test.file("index/names.toml", "[hide]\n\"place/Paris\" = true\n");
    assert_eq!(test.ids(&["place:paris"]), [""; 0]);
    assert_eq!(test.ids(&["country:fr"]), ["b"]);
    assert!(test.answer(&["show", "b"]).contains("countries  DE, FR\n"));
}
