//! `dateline timeline`, over a small archive made for the purpose.

use crate::support::Test;

fn archive() -> Test {
    let test = Test::new();
    let stories = [
        r#"{"id":"a","title":"Storm shuts port","body":"The storm of 4 March 2019 had closed the port. On 5 March 2019 it went.","published":"2019-03-06","lang":"en"}"#,
        r#"{"id":"b","title":"Port reopens","body":"The port reopened.","published":"2019-03","lang":"en"}"#,
        r#"{"id":"c","title":"Storm again","body":"Nobody told of July 13.","published":"2019-07-01","lang":"en"}"#,
        r#"{"id":"d","title":"Year of storms","body":"It was a storm of a year.","published":"2019","lang":"en"}"#,
        r#"{"id":"e","body":"Nobody knows when this storm was.","lang":"en"}"#,
    ];
    test.file("seeds/wire.jsonl", stories.join("\n"));
    test.answer(&["index"]);
    test
}

fn json(test: &Test, args: &[&str]) -> serde_json::Value {
    let all = [&["timeline", "--format", "json"], args].concat();
    serde_json::from_str(&test.answer(&all)).unwrap()
}

#[test]
fn bars_gaps_and_what_is_left_out() {
    let test = archive();
    let chart = test.answer(&["timeline", "--by", "month"]);
    assert_eq!(
        chart,
        "2019-03  2  ████████████████████████████████████████████████████████████████████\n  \
           … 3 months without a story\n\
         2019-07  1  ██████████████████████████████████\n\
         5 stories, by month of publication\n\
         left out: 1 undated, 1 dated too vaguely for a month\n"
    );
    assert!(chart.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn a_query_is_compared_with_the_archive() {
    let test = archive();
    let chart = test.answer(&["timeline", "--by", "month", "title:storm"]);
    let first = chart.lines().next().unwrap();
    assert!(first.starts_with("2019-03  1 50.0% of 2  "), "{chart}");
    let json = json(&test, &["--by", "month", "title:storm"]);
    assert_eq!(json["total"], 3);
    assert_eq!(json["imprecise"], 1);
    assert_eq!(json["archive"]["total"], 5);
    let buckets = json["buckets"].as_array().unwrap();
    assert_eq!(buckets.len(), 5, "March to July");
    assert_eq!(
        (&buckets[0]["archive"], &buckets[0]["share"]),
        (&2.into(), &0.5.into())
    );
    assert_eq!(buckets[1]["share"], serde_json::Value::Null);
}

#[test]
fn a_story_counts_once_in_each_bar() {
    let test = archive();
    let days = json(&test, &["--axis", "about", "--by", "day", "port"]);
    let counts: Vec<_> = days["buckets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| b["bucket"].as_str().unwrap())
        .collect();
    assert_eq!(counts, ["2019-03-04", "2019-03-05"]);
    let weeks = json(&test, &["--axis", "about", "--by", "week", "port"]);
    assert_eq!(weeks["buckets"][0]["stories"], 1);
    assert_eq!(weeks["undated"], 1, "b has no date in its text");
}

#[test]
fn filters_and_formats_are_those_of_a_search() {
    let test = archive();
    let csv = test.answer(&[
        "-q",
        "timeline",
        "--format",
        "csv",
        "--by",
        "year",
        "--published",
        "2019-03..",
    ]);
    assert_eq!(
        csv,
        "bucket,first,last,stories,archive,share\n\
         2019,2019-01-01,2019-12-31,3,4,0.75\n\
         undated,,,0,1,\n\
         imprecise,,,0,0,\n"
    );
    let ran = test.run(&["timeline", "xyzzy"]);
    let nothing = "no stories\nno story in the archive has `xyzzy`\n";
    assert_eq!((ran.status, ran.stdout.as_str()), (1, nothing));
    let ran = test.run(&["-q", "timeline", "xyzzy"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""));
    let ran = test.run(&["timeline", "published:soonish"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("hint: "), "{}", ran.stderr);
}

#[test]
fn stories_left_out_by_a_date_filter_are_counted() {
    let test = Test::new();
    for (id, published) in [
        ("day", Some("2024-08-15")),
        ("month", Some("2024-08")),
        ("none", None),
    ] {
        let story = serde_json::json!({"id": id, "body": "Angela Merkel spoke in Berlin.", "published": published, "lang": "en"});
        test.file(&format!("seeds/{id}.json"), story.to_string());
    }
    test.answer(&["index"]);
    for (command, told) in [
        (
            "timeline",
            "left out by the date filter: 1 undated, 1 dated too vaguely to tell\n",
        ),
        ("who", "left out: 1 undated, 1 dated too vaguely to tell\n"),
    ] {
        let args = [command, "--published", "2024-08-15"];
        let told_to_people = test.answer(&args);
        assert!(told_to_people.contains(told), "{told_to_people}");
        let printed = test.answer(&[&args[..], &["--format", "json"]].concat());
        let answer: serde_json::Value = serde_json::from_str(&printed).unwrap();
        let left_out = answer.get("left_out").unwrap_or(&answer);
        assert_eq!(
            (&left_out["undated"], &left_out["imprecise"]),
            (&1.into(), &1.into()),
            "{answer}"
        );
        assert!(
            !test.answer(&[command, "merkel"]).contains("left out by"),
            "no date is asked for"
        );
    }
}

#[test]
fn too_many_buckets_are_an_error() {
    let test = Test::new();
    let story = "{\"id\":\"a\",\"body\":\"Caesar fell on 15 March 44 BC, as every pupil learnt until 7 May 1987.\",\"lang\":\"en\"}\n";
    test.file("seeds/wire.jsonl", story);
    test.answer(&["index"]);
    for format in ["json", "csv"] {
        let all = [
            "timeline", "--axis", "about", "--by", "day", "--format", format,
        ];
        let ran = test.run(&all);
        assert_eq!(
            (ran.status, ran.stdout.as_str(), ran.stderr.as_str()),
            (
                2,
                "",
                "error: the stories are more than 100000 days apart\n\
                 hint: count by longer units, such as `--by year`, or fewer stories: `--published 1900..`\n"
            )
        );
    }
    let all = ["timeline", "--axis", "about", "--by", "day"];
    assert!(test.answer(&all).contains("without a story"));
}
