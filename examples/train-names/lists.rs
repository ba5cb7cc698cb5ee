//! Turns the word lists and the clusters into the table that the tagger looks words up in.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use dateline::annotate::entities::features::LONGEST_PHRASE;
use dateline::annotate::entities::hash;
use dateline::annotate::entities::lexicon::{Entry, Lexicon, List};
use dateline::annotate::entities::name_rules::NameRules;
use dateline::annotate::entities::token::{Shape, Style, tokenize};

use crate::gold::Story;

/// The table of the lists in `folder`, the common words of the stories, and these clusters.
pub(crate) fn table(
    rules: &'static NameRules,
    folder: &Path,
    stories: &[&Story],
    clusters: &HashMap<u64, u32>,
) -> Vec<u8> {
    let mut lists: BTreeMap<u64, u32> = BTreeMap::new();
    for list in List::ALL {
        let path = folder.join(format!("{}.txt", format!("{list:?}").to_lowercase()));
        let Ok(names) = std::fs::read_to_string(&path) else {
            continue;
        };
        for name in names.lines() {
            add(&mut lists, rules, list, name);
        }
    }
    for word in common_words(rules, stories) {
        *lists.entry(word).or_default() |= List::Common.bit();
    }
    let words: std::collections::BTreeSet<u64> =
        lists.keys().chain(clusters.keys()).copied().collect();
    let mut entries: Vec<_> = words
        .into_iter()
        .map(|word| {
            let lists = lists.get(&word).copied().unwrap_or(0);
            (
                word,
                Entry::new(lists, clusters.get(&word).copied().unwrap_or(0)),
            )
        })
        .collect();
    // Towns are the many of whom a few may be left out.
    entries.sort_by_key(|(_, entry)| entry.lists() == List::Town.bit());
    Lexicon::pack(&entries)
}

/// The words that stand with a capital inside a sentence in one of fifty cases at most.
fn common_words(rules: &'static NameRules, stories: &[&Story]) -> Vec<u64> {
    let mut counts: HashMap<u64, (u32, u32)> = HashMap::new();
    let mut tokens = Vec::new();
    for story in stories {
        tokens.clear();
        tokenize(&story.text, Lexicon::new(&[]).for_rules(rules), &mut tokens);
        for token in tokens.iter().filter(|token| token.style == Style::Running) {
            let (small, capital) = counts.entry(token.word).or_default();
            *small += u32::from(token.shape == Shape::Lower);
            *capital += u32::from(token.shape.is_capital() && !token.first);
        }
    }
    let common = counts
        .into_iter()
        .filter(|(_, (small, capital))| *small >= 5 && capital * 50 <= *small);
    common.map(|(word, _)| word).collect()
}

fn add(lists: &mut BTreeMap<u64, u32>, rules: &'static NameRules, list: List, name: &str) {
    let mut tokens = Vec::new();
    tokenize(name, Lexicon::new(&[]).for_rules(rules), &mut tokens);
    let words: Vec<u64> = tokens.iter().map(|token| token.word).collect();
    match words.as_slice() {
        [word] => *lists.entry(*word).or_default() |= list.bit(),
        [first, ..] if words.len() <= LONGEST_PHRASE => {
            *lists.entry(*first).or_default() |= List::Begins.bit();
            *lists.entry(hash::phrase(words)).or_default() |= list.bit();
        }
        _ => {}
    }
}
