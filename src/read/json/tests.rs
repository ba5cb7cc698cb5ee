//! Examples of JSON.

use super::*;
use crate::read::{Doubt, Format, pieces};

fn lines(file: &str) -> Readout {
    let piece = pieces(Format::JsonLines, file.as_bytes())
        .next()
        .unwrap()
        .unwrap();
    crate::read::read(Format::JsonLines, "", &piece)
}

fn titles(readout: &Readout) -> Vec<(u64, &str)> {
    readout
        .stories
        .iter()
        .map(|(place, draft)| (*place, draft.title.as_str()))
        .collect()
}

#[test]
fn an_object_without_a_name_is_reported() {
    let readout = lines(
        "{\"title\":\"Rain\",\"body\":{\"bloks\":\"It fell.\"},\"published\":{\"year\":2024},\
             \"byline\":[{\"id\":7}],\"source\":{\"name\":\"The Bugle\"},\"section\":null,\"url\":[]}",
    );
    let told: Vec<_> = readout
        .warnings
        .iter()
        .map(|warning| warning.doubt.to_string())
        .collect();
    let told_of =
        |field| format!("no text in `{field}`: expected text, found an object without a `name`");
    assert_eq!(told, ["body", "published", "byline"].map(told_of));
}

#[test]
fn an_object_is_reported_only_where_it_leaves_a_field_empty() {
    let readout = lines(
        r#"{"_id":{"a":1},"title":"Rain","body":{"html":1},"text":"It fell.","date":{"year":2024},"published":"2024-08-12","source":{"id":null,"name":null},"section":{}}"#,
    );
    assert_eq!(readout.warnings, []);
    assert_eq!(titles(&readout), [(1, "Rain")]);
}

#[test]
fn an_object_is_read_by_its_text() {
    let readout = lines(
        r##"{"_id":{"$oid":"a1"},"title":{"rendered":"Rain &amp; wind"},"content":{"protected":false,"rendered":"<p>It <b>fell</b>.</p><p>Then it stopped.</p>"},"date":{"$date":{"$numberLong":"1723507200000"}},"byline":{"original":"By Jane Austen","person":[]}}
{"headline":{"main":"Sun","print_headline":null},"text":{"#text":"It shone."},"pub_date":{"$date":"2024-08-13T00:00:00Z"}}"##,
    );
    assert_eq!(readout.warnings, []);
    assert_eq!(titles(&readout), [(1, "Rain & wind"), (2, "Sun")]);
    let [(_, first), (_, second)] = &readout.stories[..] else {
        panic!("{readout:?}");
    };
    assert_eq!(first.id.as_deref(), Some("a1"));
    assert_eq!(first.body, "It fell.\n\nThen it stopped.");
    assert_eq!(first.byline.as_deref(), Some("By Jane Austen"));
    assert_eq!(second.body, "It shone.");
    for draft in [first, second] {
        let published = draft.published.as_ref().unwrap();
        assert_eq!(published.value(), "2024-08-13T00:00:00Z");
    }
}

#[test]
fn every_field() {
    let draft = lines(
            r#"{"id":7,"title":"Rain","body":" It fell.\n","byline":["Mark Twain",{"name":"Jane Austen"}],"source":{"name":"The Bugle"},
            "section":"Weather","url":"http://example.org/7","lang":"en-GB","published":1723507200,"tags":{"a":[1,2]}}"#
                .replace('\n', "").as_str(),
        ).stories.remove(0).1;
    assert_eq!(draft.id.as_deref(), Some("7"));
    assert_eq!(draft.body, " It fell.\n", "verbatim");
    assert_eq!(draft.byline.as_deref(), Some("Mark Twain, Jane Austen"));
    assert_eq!(draft.source.as_deref(), Some("The Bugle"));
    assert_eq!(draft.section.as_deref(), Some("Weather"));
    assert_eq!(draft.url.as_deref(), Some("http://example.org/7"));
    assert_eq!(draft.language.unwrap().to_string(), "en");
    let published = draft.published.unwrap();
    assert_eq!(
        (published.value(), published.from()),
        ("2024-08-13T00:00:00Z", "field published")
    );
}

#[test]
fn a_bad_line_is_left_out_and_the_rest_goes_on() {
    let readout = lines(
        "{\"title\":\"a\"}\n{\"title\":}\n7\n\n{\"id\":1}\n{\"text\":\"e\"} x\r\n{\"title\":\"g\"}",
    );
    assert_eq!(titles(&readout), [(1, "a"), (6, ""), (7, "g")]);
    let rejected: Vec<_> = readout
        .rejected
        .iter()
        .map(|one| (one.place.unwrap(), one.reason.to_string()))
        .collect();
    assert_eq!(
        rejected,
        [
            (
                2,
                "broken JSON at line 2, column 10: expected value".to_owned()
            ),
            (
                3,
                "expected an object with a title or a body, found a number".to_owned()
            ),
            (5, "it has neither title nor body".to_owned()),
            (
                6,
                "broken JSON at line 6, column 14: trailing characters".to_owned()
            ),
        ]
    );
}

#[test]
fn every_shape_of_a_file() {
    for file in [
        r#"[{"title":"a"},{"title":"b"}]"#,
        r#"{"title":"a"} {"title":"b"}"#,
        r#"{"version":"1","title":"A feed","items":[{"title":"a"},{"title":"b"}]}"#,
    ] {
        assert_eq!(
            titles(&read(file.as_bytes())),
            [(1, "a"), (2, "b")],
            "{file}"
        );
    }
    assert_eq!(titles(&read(br#"{"title":"a"}"#)), [(1, "a")]);
}

#[test]
fn a_file_cut_short_keeps_what_was_whole() {
    let readout = read(b"[{\"title\":\"a\"},\n{\"title\":\"b");
    assert_eq!(titles(&readout), [(1, "a")]);
    let reason = readout.rejected[0].reason.to_string();
    assert_eq!(
        reason,
        "broken JSON at line 2, column 11: EOF while parsing a string"
    );
}

#[test]
fn stories_within_objects_within_objects() {
    for file in [
        r#"{"data":[{"title":"a"},{"title":"b"}],"total":2}"#,
        r#"{"@context":"x","@graph":[{"headline":"a"},{"headline":"b"}]}"#,
        r#"{"took":1,"hits":{"total":2,"hits":[{"_id":"1","_source":{"title":"a"}},{"_source":{"title":"b"}}]}}"#,
        r#"{"response":{"status":"ok","results":[{"webTitle":"a","fields":{"bodyText":"x"}},{"webTitle":"b"}]}}"#,
        r#"{"response":{"docs":[{"headline":{"main":"a"}},{"headline":{"main":"b"}}]}}"#,
        r#"{"data":[{"id":"x","attributes":{"title":"a"}},{"attributes":{"title":"b"}}]}"#,
    ] {
        let readout = read(file.as_bytes());
        assert_eq!(titles(&readout), [(1, "a"), (2, "b")], "{file}");
        assert_eq!(readout.rejected, [], "{file}");
    }
}

#[test]
fn a_story_may_have_a_list_of_something_else() {
    for file in [
        r#"{"title":"a","data":{"width":7}}"#,
        r#"{"results":[1,2],"title":"a","body":"x"}"#,
        r#"{"title":"a","response":"ok"}"#,
    ] {
        let readout = read(file.as_bytes());
        assert_eq!(titles(&readout), [(1, "a")], "{file}");
        assert_eq!(readout.rejected, [], "{file}");
    }
    let both = br#"{"title":"b","body":"x","documents":[{"title":"a"}],"posts":[{"text":"c"}]}"#;
    assert_eq!(titles(&read(both)), [(1, "b")]);
    let line = lines(r#"{"body":"x","data":{"title":"a"}}"#);
    assert_eq!(titles(&line), [(1, "")]);
    let numbers = read(br#"{"name":"series","data":[0,1,2,3]}"#);
    assert_eq!((numbers.stories.len(), numbers.rejected.len()), (0, 1));
    let cut_short = read(br#"{"data":[{"title":"a"},{"titl"#);
    assert_eq!((titles(&cut_short).len(), cut_short.rejected.len()), (1, 1));
}

#[test]
fn the_paragraphs_of_a_body() {
    let readout = read(
        r#"{"title":"a","authors":["Mark Twain","Jane Austen"],"content":[{"type":"p","text":"It fell."},"It rose."]}"#.as_bytes(),
    );
    let draft = &readout.stories[0].1;
    assert_eq!(draft.body, "It fell.\n\nIt rose.");
    assert_eq!(draft.byline.as_deref(), Some("Mark Twain, Jane Austen"));
}

#[test]
fn a_long_text_of_no_known_name_is_reported() {
    let long = "It fell on the harbour. ".repeat(6);
    let told = read(format!(r#"{{"title":"a","prose":"{long}"}}"#).as_bytes()).warnings;
    assert!(matches!(&told[0].doubt, Doubt::Overlooked { field } if field == "prose"));
}

#[test]
fn objects_over_several_lines_are_no_json_lines() {
    for head in [
        "{\n \"title\":\"a\"\n}\n{",
        "[{\"title\":\"a\"},\n{\"title\":\"b\"}]",
        "{\"docs\":[\n{\"title\":\"a\"},\n",
        "[",
    ] {
        assert_eq!(
            Format::of("a.jsonl", head.as_bytes()),
            Some(Format::Json),
            "{head}"
        );
    }
    for head in [
        "{\"title\":\"a\"}\n{",
        "{\"title\":\"a\"\n{\"title\":\"b\"}\n",
        "{\"title\":\"a",
        "",
        "\n{\"title\":7}\n",
        "x\n",
    ] {
        assert_eq!(
            Format::of("a.jsonl", head.as_bytes()),
            Some(Format::JsonLines),
            "{head}"
        );
    }
}

#[test]
fn a_number_too_large_to_be_read_is_no_matter() {
    for number in ["1e999", "-7.5E+400", &"9".repeat(400)] {
        let story = format!(r#"{{"title":"at 7:1e2","size":{number}}}"#);
        for readout in [lines(&story), read(story.as_bytes())] {
            assert_eq!(titles(&readout), [(1, "at 7:1e2")], "{number}");
            assert_eq!(readout.rejected, [], "{number}");
        }
    }
}

#[test]
fn a_text_keeps_what_looks_like_a_number_too_large() {
    let body = r#"ratio: 1e4000 and \"list\": [12e999]"#;
    let story = format!(r#"[{{"title":"a","body":"{body}","n":1e999}}]"#);
    let readout = read(story.as_bytes());
    assert_eq!(readout.stories[0].1.body, body.replace('\\', ""));
}

#[test]
fn a_description_alone_is_no_story() {
    let package = read(br#"{"name":"tide","description":"Tables of tides","author":"Ana Kivu"}"#);
    assert_eq!((package.stories.len(), package.rejected.len()), (0, 1));
    let dated = read(br#"{"date":"2024-08-12","summary":"It fell."}"#);
    assert_eq!(dated.stories[0].1.body, "It fell.");
}
