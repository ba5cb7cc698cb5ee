//! Raw news marked by a model, so that the next one learns from more text than was ever read with care (self-training).

use std::collections::HashSet;

use dateline::annotate::entities::model::Model;
use dateline::annotate::entities::tagger::find;
use dateline::annotate::entities::token::tokenize;

use crate::gold::Story;

/// So many sentences that follow one another make a story.
const SENTENCES: usize = 10;

/// The raw texts, but for those that `known` stories have, with the names that the model finds. Short texts are put together:
/// what a story says elsewhere tells the model who is meant.
pub(crate) fn mark(model: &[u8], raw: &[Story], known: &[Story], weight: f32) -> Vec<Story> {
    let model = Model::new(model).unwrap();
    let known: HashSet<&str> = known
        .iter()
        .flat_map(|story| sentences(&story.text))
        .collect();
    let texts: Vec<&str> = raw
        .iter()
        .map(|story| story.text.as_str())
        .filter(|text| !sentences(text).any(|sentence| known.contains(sentence)))
        .collect();
    let stories = texts.chunks(SENTENCES).map(|texts| {
        let text = texts.join(" ");
        let mut tokens = Vec::new();
        tokenize(&text, model.lexicon, &mut tokens);
        let names = find(&model, &tokens).into_iter().map(|found| {
            let (first, last) = (&tokens[found.tokens.start], &tokens[found.tokens.end - 1]);
            (first.start as usize, last.end as usize, found.sort)
        });
        Story {
            source: "raw".to_owned(),
            names: names.collect(),
            text,
            weight,
        }
    });
    stories.collect()
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ")
        .map(|sentence| sentence.trim_end_matches('.'))
        .filter(|sentence| sentence.len() > 40)
}
