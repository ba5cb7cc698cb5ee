//! Hits in order of publication: what is told of those without a day, and which day counts.

use crate::support::Test;

fn archive() -> Test {
    let test = Test::new();
    let story = |id: &str, published: &str| {
        format!(
            "{{\"id\":\"{id}\",\"body\":\"The storm called {id}.\",\"published\":\"{published}\",\"lang\":\"en\"}}\n"
        )
    };
    let stories = [
        story("vague", "2024"),
        story("undated", ""),
        story("next", "2024-08-13T01:00:00Z"),
        story("west", "2024-08-12T23:30:00-05:00"),
    ];
    test.file("seeds/wire.jsonl", stories.concat());
    test.answer(&["index"]);
    test
}

#[test]
fn the_order_is_that_of_the_days_that_are_shown() {
    let test = archive();
    let oldest = test.ids(&["--sort", "oldest", "storm"]);
    assert_eq!(oldest, ["vague", "west", "next", "undated"]);
    let newest = test.ids(&["--sort", "newest", "storm"]);
    assert_eq!(newest, ["next", "west", "vague", "undated"]);
}

#[test]
fn hits_without_a_day_are_told() {
    let test = archive();
    for order in ["oldest", "newest"] {
        let shown = test.answer(&["search", "--sort", order, "storm"]);
        assert!(
            shown.ends_with(
                "4 stories\n1 undated, at the end; 1 dated more vaguely than by a day, at the first that it may be\n"
            ),
            "{shown}"
        );
        let page = test.page(&["--sort", order, "storm"]);
        assert_eq!(
            page["dating"],
            serde_json::json!({"undated": 1, "vague": 1})
        );
    }
    assert_eq!(test.page(&["storm"]).get("dating"), None);
}
