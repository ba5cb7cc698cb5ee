//! Who and when in the seeds, against the gold in `tests/gold/seeds.jsonl`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;

use dateline::read::{listing, sidecar};
use serde_json::Value;

use crate::support::Test;

/// Right, found and to be found.
#[derive(Default)]
struct Score {
    right: usize,
    found: usize,
    gold: usize,
}

impl Score {
    fn add<T: Eq + std::hash::Hash>(&mut self, found: &HashSet<T>, gold: &HashSet<T>) {
        self.right += found.intersection(gold).count();
        self.found += found.len();
        self.gold += gold.len();
    }

    fn f1(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "there are hundreds, not 2^52")]
        let (right, all) = (self.right as f64, (self.found + self.gold) as f64);
        2.0 * right / all
    }
}

/// Whether a file is no story, but is laid over or under those beside it.
fn tells_of_others(path: &Path) -> bool {
    let name = path.to_str().unwrap();
    sidecar::is_sidecar(name) || listing::may_be_listing(name)
}

/// Every seed as `annotate` gives it, by file and given id.
fn annotated(test: &Test) -> HashMap<(String, Option<String>), Value> {
    let files: Vec<String> = walkdir::WalkDir::new(test.path("seeds"))
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file() && !tells_of_others(entry.path()))
        .map(|entry| {
            entry
                .path()
                .strip_prefix(test.path(""))
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let mut args = vec!["annotate"];
    args.extend(files.iter().map(String::as_str));
    let lines = test.answer(&args);
    let stories = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    stories
        .map(|story| {
            let file = story["file"].as_str().unwrap().to_owned();
            let id = story["id"]
                .as_str()
                .filter(|id| !id.starts_with(&file))
                .map(str::to_owned);
            ((file, id), story)
        })
        .collect()
}

/// Where the `nth` occurrence of `text` stands in `body`, in code points.
fn place(body: &str, wanted: &Value) -> (usize, usize) {
    let text = wanted["text"].as_str().unwrap();
    let nth = usize::try_from(wanted["nth"].as_u64().unwrap()).unwrap();
    let (at, _) = body
        .match_indices(text)
        .nth(nth - 1)
        .unwrap_or_else(|| panic!("{wanted} is not in {body}"));
    let start = body[..at].chars().count();
    (start, start + text.chars().count())
}

fn found_at(mention: &Value) -> (usize, usize) {
    let end = |key| usize::try_from(mention[key].as_u64().unwrap()).unwrap();
    (end("start"), end("end"))
}

fn in_body<'s>(story: &'s Value, list: &str) -> impl Iterator<Item = &'s Value> {
    story[list]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|mention| mention["in"] == "body")
}

#[test]
fn names_and_dates_are_found_as_well_as_measured() {
    let test = Test::with_seeds();
    let stories = annotated(&test);
    let gold =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/seeds.jsonl"))
            .unwrap();
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut undated = 0;
    for line in gold.lines() {
        let gold: Value = serde_json::from_str(line).unwrap();
        let key = (
            gold["file"].as_str().unwrap().to_owned(),
            gold["id"].as_str().map(str::to_owned),
        );
        let story = stories
            .get(&key)
            .unwrap_or_else(|| panic!("{key:?} was not read"));
        assert_eq!(story["lang"], gold["lang"], "{key:?}");
        let published = story["published"]["value"].as_str();
        let told = gold["published"].as_str();
        assert_eq!(
            published.map(|day| &day[..day.len().min(10)]),
            told.map(|day| &day[..day.len().min(10)]),
            "{key:?}"
        );
        undated += usize::from(told.is_none());
        let body = story["body"].as_str().unwrap();
        let language = gold["lang"].as_str().unwrap();
        let spans = |mentions: Vec<&Value>, keys: [&str; 2]| -> HashSet<((usize, usize), String)> {
            mentions
                .into_iter()
                .map(|m| {
                    (
                        place(body, m),
                        keys.map(|key| m[key].as_str().unwrap_or_default().to_lowercase())
                            .join(" "),
                    )
                })
                .collect()
        };
        let found = |list, keys: [&str; 2]| -> HashSet<((usize, usize), String)> {
            in_body(story, list)
                .map(|m| {
                    (
                        found_at(m),
                        keys.map(|key| m[key].as_str().unwrap_or_default().to_lowercase())
                            .join(" "),
                    )
                })
                .collect()
        };
        let all = |list: &str| gold[list].as_array().unwrap().iter().collect::<Vec<_>>();
        let mut score = |what: &str, found: &HashSet<_>, gold: &HashSet<_>| {
            scores
                .entry(format!("{what} {language}"))
                .or_default()
                .add(found, gold);
        };
        score(
            "dates",
            &found("dates", ["type", "value"]),
            &spans(all("dates"), ["type", "value"]),
        );
        score(
            "names",
            &found("names", ["kind", "kind"]),
            &spans(all("names"), ["kind", "kind"]),
        );
        score(
            "entities",
            &found("names", ["kind", "name"]),
            &spans(all("names"), ["kind", "name"]),
        );
    }
    assert!(undated > 3, "some seeds have no date");
    for (what, score) in &scores {
        println!(
            "{what:12} F1 {:.3}  right {} found {} gold {}",
            score.f1(),
            score.right,
            score.found,
            score.gold
        );
    }
    // A little below what was measured, so that a loss shows and a rounding does not.
    for (what, least) in [
        ("dates en", 0.80),
        ("dates es", 0.70),
        ("dates de", 0.70),
        ("names en", 0.75),
        ("names es", 0.80),
        ("names de", 0.80),
        ("entities en", 0.70),
    ] {
        assert!(
            scores[what].f1() >= least,
            "{what}: F1 {:.3} is below {least}",
            scores[what].f1()
        );
    }
}
