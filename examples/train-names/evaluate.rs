//! Scores a model against gold: exact span and kind, from raw text, and the speed.

use std::collections::{BTreeMap, HashSet};
use std::time::Instant;

use dateline::annotate::entities::model::Model;
use dateline::annotate::entities::tag::Sort;
use dateline::annotate::entities::{names, names_with_model};
use dateline::story::{Kind, Language};

use crate::gold::Story;

/// The speed is that of the fastest of so many passes over each story: others use the machine too.
const PASSES: u32 = 9;

/// Right answers, answers, and what was asked for.
#[derive(Default, Clone, Copy)]
struct Score {
    right: usize,
    given: usize,
    gold: usize,
}

/// Prints the scores by source and kind.
pub(crate) fn report(language: Language, model: Option<&[u8]>, stories: &[Story], errors: usize) {
    let mut scores: BTreeMap<(&str, String), Score> = BTreeMap::new();
    let model = model.map(|bytes| Model::new(bytes).unwrap());
    let (answers, times): (Vec<_>, Vec<f64>) = stories
        .iter()
        .map(|story| find_timed(language, model.as_ref(), &story.text))
        .unzip();
    let seconds: f64 = times.iter().sum();
    let mut shown = 0;
    for (story, answer) in stories.iter().zip(&answers) {
        let gold: HashSet<_> = story
            .names
            .iter()
            .filter_map(|name| Some((name.0, name.1, kind(name.2)?)))
            .collect();
        let given: HashSet<_> = answer.iter().copied().collect();
        let mut count = |name: &(usize, usize, Kind), right: usize, given: usize, gold: usize| {
            for key in [name.2.to_string(), "~all".to_owned()] {
                let score = scores.entry((&story.source, key)).or_default();
                score.right += right;
                score.given += given;
                score.gold += gold;
            }
        };
        for name in &gold {
            count(name, 0, 0, 1);
        }
        for name in &given {
            count(name, 0, 1, 0);
        }
        for name in gold.intersection(&given) {
            count(name, 1, 0, 0);
        }
        let mut wrong: Vec<_> = gold.symmetric_difference(&given).collect();
        wrong.sort_by_key(|name| (name.0, name.1));
        for name in wrong.into_iter().take(errors - shown) {
            shown += 1;
            let what = if gold.contains(name) {
                "missed  "
            } else {
                "spurious"
            };
            let around = story.text.floor_char_boundary(name.0.saturating_sub(40))
                ..story.text.ceil_char_boundary(name.1 + 40);
            println!(
                "{what} {} {:?} in {:?}",
                name.2,
                &story.text[name.0..name.1],
                &story.text[around]
            );
        }
    }
    for ((source, kind), score) in scores {
        let precision = 100.0 * score.right as f64 / score.given.max(1) as f64;
        let recall = 100.0 * score.right as f64 / score.gold.max(1) as f64;
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        println!(
            "{source:14} {kind:7} P {precision:5.2} R {recall:5.2} F1 {f1:5.2}  gold {}",
            score.gold
        );
    }
    let megabytes = stories.iter().map(|story| story.text.len()).sum::<usize>() as f64 / 1e6;
    println!("{megabytes:.2} MB, {:.1} MB/s", megabytes / seconds);
}

/// What the library finds in a story, and in how many seconds.
fn find_timed(
    language: Language,
    model: Option<&Model<'_>>,
    text: &str,
) -> (Vec<(usize, usize, Kind)>, f64) {
    let mut seconds = f64::MAX;
    let mut answer = Vec::new();
    for _ in 0..PASSES {
        let started = Instant::now();
        answer = find(language, model, text);
        seconds = seconds.min(started.elapsed().as_secs_f64());
    }
    (answer, seconds)
}

/// What the library finds, by this model or its own.
fn find(language: Language, model: Option<&Model<'_>>, text: &str) -> Vec<(usize, usize, Kind)> {
    let names = match model {
        Some(model) => names_with_model(model, "", text),
        None => names("", text, Some(language)),
    };
    let found = names
        .iter()
        .map(|(mention, entity)| (mention.span.start(), mention.span.end(), entity.kind));
    found.collect()
}

fn kind(sort: Sort) -> Option<Kind> {
    match sort {
        Sort::Kind(kind) => Some(kind),
        Sort::Other => None,
    }
}
