//! Sorts words into clusters by the company they keep: those that stand between the same neighbours fall together.
//!
//! The exchange algorithm (Martin, Liermann and Ney 1998) with both neighbours as context: each word in turn moves to the
//! cluster where the neighbours tell most about it.

use std::collections::HashMap;

use dateline::annotate::entities::lexicon::Lexicon;
use dateline::annotate::entities::name_rules::NameRules;
use dateline::annotate::entities::token::{Shape, tokenize};

use crate::gold::Story;

const CLUSTERS: usize = 320;
/// A word must be seen so often to have a cluster.
const RARE: u32 = 6;
const ROUNDS: u32 = 8;

/// The cluster of each frequent word, by its hash; clusters count from one.
pub(crate) fn learn(rules: &'static NameRules, stories: &[&Story]) -> HashMap<u64, u32> {
    let texts: Vec<Vec<u64>> = stories
        .iter()
        .map(|story| words(rules, &story.text))
        .collect();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for word in texts.iter().flatten() {
        *counts.entry(*word).or_default() += 1;
    }
    let mut frequent: Vec<(u64, u32)> = counts
        .into_iter()
        .filter(|(_, count)| *count >= RARE)
        .collect();
    frequent.sort_unstable_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
    let numbers: HashMap<u64, u32> = frequent.iter().map(|(word, _)| *word).zip(0..).collect();
    let mut exchange = Exchange::new(&texts, &numbers);
    for _ in 0..ROUNDS {
        let moved = exchange.round();
        println!("  clusters: {moved} of {} words moved", frequent.len());
    }
    let clusters = exchange.cluster.iter().map(|cluster| *cluster as u32 + 1);
    frequent
        .iter()
        .map(|(word, _)| *word)
        .zip(clusters)
        .collect()
}

/// The words of a text, all numbers as one.
fn words(rules: &'static NameRules, text: &str) -> Vec<u64> {
    let mut tokens = Vec::new();
    tokenize(text, Lexicon::new(&[]).for_rules(rules), &mut tokens);
    tokens
        .iter()
        .map(|token| {
            if matches!(token.shape, Shape::Year | Shape::Number) {
                0
            } else {
                token.word
            }
        })
        .collect()
}

struct Exchange {
    /// The neighbours of each word and how often: left ones by their number, right ones beyond them; rare words together.
    contexts: Vec<Vec<(u32, u32)>>,
    totals: Vec<u32>,
    cluster: Vec<usize>,
    /// How often each neighbour stands beside each cluster.
    beside: Vec<[u32; CLUSTERS]>,
    size: [u32; CLUSTERS],
}

impl Exchange {
    fn new(texts: &[Vec<u64>], numbers: &HashMap<u64, u32>) -> Self {
        let words = numbers.len();
        let rare = words as u32;
        let mut pairs: HashMap<(u32, u32), u32> = HashMap::new();
        for text in texts {
            let text: Vec<u32> = text
                .iter()
                .map(|word| numbers.get(word).copied().unwrap_or(rare))
                .collect();
            for pair in text.windows(2) {
                *pairs.entry((pair[1], pair[0])).or_default() += 1;
                *pairs.entry((pair[0], rare + 1 + pair[1])).or_default() += 1;
            }
        }
        let mut contexts = vec![Vec::new(); words];
        for ((word, context), count) in pairs {
            if word < rare {
                contexts[word as usize].push((context, count));
            }
        }
        for contexts in &mut contexts {
            contexts.sort_unstable();
        }
        let mut exchange = Self {
            totals: contexts
                .iter()
                .map(|contexts| contexts.iter().map(|(_, count)| count).sum())
                .collect(),
            cluster: (0..words).map(|word| word % CLUSTERS).collect(),
            beside: vec![[0; CLUSTERS]; 2 * words + 2],
            size: [0; CLUSTERS],
            contexts,
        };
        for word in 0..words {
            let cluster = exchange.cluster[word];
            for (context, count) in &exchange.contexts[word] {
                exchange.beside[*context as usize][cluster] += count;
            }
            exchange.size[cluster] += exchange.totals[word];
        }
        exchange
    }

    /// Moves each word to its best cluster; answers how many moved.
    fn round(&mut self) -> usize {
        let mut moved = 0;
        for word in 0..self.contexts.len() {
            let old = self.cluster[word];
            self.shift(word, old, false);
            let new = self.best(word);
            self.shift(word, new, true);
            self.cluster[word] = new;
            moved += usize::from(new != old);
        }
        moved
    }

    fn shift(&mut self, word: usize, cluster: usize, add: bool) {
        let change =
            |slot: &mut u32, count: u32| *slot = if add { *slot + count } else { *slot - count };
        for (context, count) in &self.contexts[word] {
            change(&mut self.beside[*context as usize][cluster], *count);
        }
        change(&mut self.size[cluster], self.totals[word]);
    }

    /// The cluster in which the word's neighbours tell most.
    fn best(&self, word: usize) -> usize {
        let mut gains = [0f32; CLUSTERS];
        for (context, count) in &self.contexts[word] {
            for (gain, beside) in gains.iter_mut().zip(&self.beside[*context as usize]) {
                if *beside > 0 {
                    *gain += entropy(beside + count) - entropy(*beside);
                } else {
                    *gain += entropy(*count);
                }
            }
        }
        for (gain, size) in gains.iter_mut().zip(&self.size) {
            *gain -= entropy(size + self.totals[word]) - entropy((*size).max(1));
        }
        (0..CLUSTERS)
            .max_by(|a, b| gains[*a].total_cmp(&gains[*b]))
            .unwrap_or(0)
    }
}

/// n log n.
fn entropy(count: u32) -> f32 {
    let count = count as f32;
    count * count.ln()
}
