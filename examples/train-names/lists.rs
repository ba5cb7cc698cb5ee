//! Turns the word lists and the clusters into the table that the tagger looks words up in.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use dateline::annotate::entities::features::LONGEST_PHRASE;
use dateline::annotate::entities::hash;
use dateline::annotate::entities::lexicon::{Entry, Lexicon, List};
use dateline::annotate::entities::token::tokenize;

/// The table of the lists in `folder` and these clusters.
pub(crate) fn table(folder: &Path, clusters: &HashMap<u64, u32>) -> Vec<u8> {
    let mut lists: BTreeMap<u64, u32> = BTreeMap::new();
    for list in List::ALL {
        let path = folder.join(format!("{}.txt", format!("{list:?}").to_lowercase()));
        let Ok(names) = std::fs::read_to_string(&path) else {
            continue;
        };
        for name in names.lines() {
            add(&mut lists, list, name);
        }
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

fn add(lists: &mut BTreeMap<u64, u32>, list: List, name: &str) {
    let mut tokens = Vec::new();
    tokenize(name, Lexicon::new(&[]), &mut tokens);
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
