//! The training data as numbers: for each stretch its tags, for each token its features.

use std::collections::HashMap;
use std::ops::Range;

use dateline::annotate::entities::evidence::Evidence;
use dateline::annotate::entities::features::{StoryContext, features, find_phrases};
use dateline::annotate::entities::lexicon::{Lexicon, List};
use dateline::annotate::entities::stretch::stretches;
use dateline::annotate::entities::tag::{OUT, Sort, TagPosition, tag};
use dateline::annotate::entities::token::{Token, tokenize};

use dateline::story::Kind;

use crate::augment;
use crate::gold::Story;

/// A feature must be seen so often.
const RARE: u32 = 3;

/// A stretch: which tokens, how much it counts.
pub(crate) struct Stretch {
    pub(crate) tokens: Range<usize>,
    pub(crate) weight: f32,
}

/// All of it.
#[derive(Default)]
pub(crate) struct Data {
    /// The hash of each feature; a feature's number is its place here.
    pub(crate) names: Vec<u64>,
    /// How often each is seen.
    pub(crate) counts: Vec<u32>,
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) tags: Vec<u8>,
    /// Where the features of each token end in `features`.
    ends: Vec<usize>,
    features: Vec<u32>,
    lost: usize,
    found: usize,
}

impl Data {
    pub(crate) fn features(&self, token: usize) -> &[u32] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] };
        &self.features[start..self.ends[token]]
    }

    /// Forgets all features but these.
    pub(crate) fn keep(&mut self, kept: &[bool]) {
        let mut numbers = vec![None; kept.len()];
        let mut next = 0;
        for (number, _) in kept.iter().enumerate().filter(|(_, kept)| **kept) {
            numbers[number] = Some(next as u32);
            self.names[next] = self.names[number];
            self.counts[next] = self.counts[number];
            next += 1;
        }
        self.names.truncate(next);
        self.counts.truncate(next);
        let mut features = Vec::with_capacity(self.features.len());
        let mut start = 0;
        for end in &mut self.ends {
            let of_token = self.features[start..*end].iter();
            features.extend(of_token.filter_map(|number| numbers[*number as usize]));
            start = *end;
            *end = features.len();
        }
        self.features = features;
    }

    pub(crate) fn summary(&self) -> String {
        format!(
            "{} stretches, {} tokens, {} features; {} names, {} out of reach",
            self.stretches.len(),
            self.tags.len(),
            self.names.len(),
            self.found,
            self.lost
        )
    }
}

/// Reads the stories and their copies.
pub(crate) fn build(lexicon: Lexicon<'_>, stories: &[Story]) -> Data {
    let copies = augment::copies(stories);
    let mut numbers: HashMap<u64, u32> = HashMap::new();
    let mut data = Data::default();
    let mut counts: Vec<u32> = Vec::new();
    for story in stories.iter().chain(&copies) {
        add(&mut data, lexicon, story, |feature| {
            let number = *numbers.entry(feature).or_insert_with(|| {
                counts.push(0);
                u32::try_from(counts.len() - 1).unwrap()
            });
            counts[number as usize] += 1;
            number
        });
    }
    data.names = vec![0; counts.len()];
    for (name, number) in numbers {
        data.names[number as usize] = name;
    }
    let frequent: Vec<bool> = counts.iter().map(|count| *count >= RARE).collect();
    data.counts = counts;
    data.keep(&frequent);
    data
}

fn add(data: &mut Data, lexicon: Lexicon<'_>, story: &Story, mut number: impl FnMut(u64) -> u32) {
    let mut tokens = Vec::new();
    tokenize(&story.text, lexicon, &mut tokens);
    let evidence = Evidence::gather(&tokens, lexicon.rules());
    let context = StoryContext {
        tokens: &tokens,
        evidence: &evidence,
        lexicon,
    };
    let (tags, names) = tags(&tokens, &story.names);
    let mut hits = Vec::new();
    let mut covered = 0;
    for stretch in stretches(&tokens, lexicon) {
        find_phrases(context, stretch.clone(), &mut hits);
        let start = data.tags.len();
        for at in stretch.clone() {
            features(context, &stretch, &hits, at, |feature| {
                data.features.push(number(feature));
            });
            data.ends.push(data.features.len());
        }
        let inside = mend(&tags[stretch]);
        covered += inside
            .iter()
            .filter(|tag| **tag % 4 == 0 || **tag % 4 == 3 && **tag != OUT as u8)
            .count();
        data.tags.extend(inside);
        data.stretches.push(Stretch {
            tokens: start..data.tags.len(),
            weight: story.weight,
        });
    }
    data.found += names;
    data.lost += story.names.len().saturating_sub(covered);
}

/// The tag of each token, and how many names lie on tokens.
fn tags(tokens: &[Token], names: &[(usize, usize, Sort)]) -> (Vec<u8>, usize) {
    let mut tags = vec![OUT as u8; tokens.len()];
    let mut aligned = 0;
    for (start, end, sort) in names {
        let first = tokens.partition_point(|token| (token.end as usize) <= *start);
        let last = tokens.partition_point(|token| (token.start as usize) < *end);
        if first >= last {
            continue;
        }
        let bare = first
            + usize::from(
                *sort == Sort::Kind(Kind::Person) && first + 1 < last && is_title(&tokens[first]),
            );
        aligned += usize::from(
            tokens[first].start as usize == *start && tokens[last - 1].end as usize == *end,
        );
        for (at, slot) in tags.iter_mut().enumerate().take(last).skip(bare) {
            let place = match (at == bare, at + 1 == last) {
                (true, true) => TagPosition::Single,
                (true, false) => TagPosition::Begin,
                (false, true) => TagPosition::End,
                (false, false) => TagPosition::Inside,
            };
            *slot = tag(*sort, place) as u8;
        }
    }
    (tags, aligned)
}

/// Some sources count a title as part of the name; we do not.
fn is_title(token: &Token) -> bool {
    token.entry.is(List::Title) && !token.entry.is(List::Given) && !token.entry.is(List::Family)
}

/// A name that a stretch cuts off is no name in it.
fn mend(tags: &[u8]) -> Vec<u8> {
    let mut tags = tags.to_vec();
    let out = OUT as u8;
    let mut open = None;
    for at in 0..tags.len() {
        let tag = tags[at];
        match (tag == out, tag % 4) {
            (false, 0) => {
                if let Some(start) = open.replace(at) {
                    tags[start..at].fill(out);
                }
            }
            (false, 1 | 2) => {
                if open.is_none() {
                    tags[at] = out;
                } else if tag % 4 == 2 {
                    open = None;
                }
            }
            _ => {
                if let Some(start) = open.take() {
                    tags[start..at].fill(out);
                }
            }
        }
    }
    if let Some(start) = open {
        tags[start..].fill(out);
    }
    tags
}
