//! Finds the copies of a story: reprints, and those lightly edited.
//!
//! Two stories are linked when their texts are alike to [`NEAR`] or more, and a group is all that links lead to: every
//! story is in one group, whichever of its members is asked for. Bands of the index say where to look, and the texts
//! themselves decide, so that a group depends on nothing but the stories that are there.

use rustc_hash::{FxHashMap, FxHashSet};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use tantivy::Term;

use super::{LocalSearch, SearchError};
use crate::annotate::shingles::{NEAR, alike, bands, shingles};
use crate::story::{AnnotatedStory, Change, Copied, Published, Span};

impl LocalSearch {
    /// The copies of a story of the archive, the first published first, the undated last, equals in order of id and
    /// file; without the story itself.
    pub fn copies(&self, story: &AnnotatedStory) -> Result<Vec<Copied>, SearchError> {
        let asked = shingles(&story.story.body);
        let mut group = vec![(asked.clone(), story.clone())];
        let mut met: FxHashSet<(String, String)> = FxHashSet::default();
        met.insert(key(story));
        // What was looked for already: the same shingles lead to the same stories.
        let mut followed: FxHashSet<Vec<u64>> = FxHashSet::default();
        let mut known: FxHashMap<tantivy::DocAddress, Vec<u64>> = FxHashMap::default();
        let mut next = 0;
        while let Some((from, _)) = group.get(next) {
            let from = from.clone();
            next += 1;
            if !followed.insert(from.clone()) {
                continue;
            }
            for address in self.sharing_a_band(&from)? {
                if let Some(shingles) = known.get(&address)
                    && alike(&from, shingles) < NEAR
                {
                    continue;
                }
                let Some(stored) = self.archive().story(address)? else {
                    continue;
                };
                let its = shingles(&stored.annotated.story.body);
                if alike(&from, &its) >= NEAR && met.insert(key(&stored.annotated)) {
                    group.push((its, stored.annotated));
                } else {
                    known.insert(address, its);
                }
            }
        }
        let copies = group.into_iter().skip(1);
        let mut copies: Vec<Copied> = copies
            .map(|(its, copy)| Copied {
                alike: alike(&asked, &its),
                changes: changes(&story.story.body, &copy.story.body),
                story: copy,
            })
            .collect();
        copies.sort_by_cached_key(|copy| {
            let published = copy.story.story.published.as_ref();
            let instant = published.map(Published::instant);
            (instant.is_none(), instant, key(&copy.story))
        });
        Ok(copies)
    }

    /// The stories that may be near copies, each once, in order.
    fn sharing_a_band(&self, shingles: &[u64]) -> Result<Vec<tantivy::DocAddress>, SearchError> {
        let archive = self.archive();
        let mut addresses = Vec::new();
        for band in bands(shingles) {
            let term = Term::from_field_u64(archive.fields.copies, band);
            addresses.extend(archive.documents_with(&term)?);
        }
        addresses.sort_unstable();
        addresses.dedup();
        Ok(addresses)
    }
}

/// What became of one text in another, word by word; white space makes no difference.
fn changes(old: &str, new: &str) -> Vec<Change> {
    let (old_words, new_words) = (words(old), words(new));
    let texts = |words: &[Span], text| words.iter().map(|word| word.of(text)).collect();
    let (before, after): (Vec<&str>, Vec<&str>) = (texts(&old_words, old), texts(&new_words, new));
    let steps = capture_diff_slices(Algorithm::Myers, &before, &after);
    let different = steps.iter().filter(|step| step.tag() != DiffTag::Equal);
    let changes = different.filter_map(|step| {
        Some(Change {
            gone: stretch(old, &old_words, step.old_range())?,
            new: stretch(new, &new_words, step.new_range())?,
        })
    });
    changes.collect()
}

fn words(text: &str) -> Vec<Span> {
    let mut at = 0;
    let words = text.split(char::is_whitespace).filter_map(|word| {
        let range = at..at + word.len();
        let space = text.get(range.end..).and_then(|rest| rest.chars().next());
        at = range.end + space.map_or(0, char::len_utf8);
        Span::new(text, range).filter(|_| !word.is_empty())
    });
    words.collect()
}

/// From the first of some words to the last; the place before the next where there are none.
fn stretch(text: &str, words: &[Span], range: std::ops::Range<usize>) -> Option<Span> {
    let inside = words.get(range.clone())?;
    let (start, end) = if let (Some(first), Some(last)) = (inside.first(), inside.last()) {
        (first.start(), last.end())
    } else {
        let next = words.get(range.start);
        let next = next.map_or(text.len(), |next| next.start());
        (next, next)
    };
    Span::new(text, start..end)
}

fn key(annotated: &AnnotatedStory) -> (String, String) {
    let story = &annotated.story;
    (story.id.clone(), story.file.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, expected: &[(&str, &str)]) {
        let changes = changes(old, new);
        let found: Vec<_> = changes
            .iter()
            .map(|change| (change.gone.of(old), change.new.of(new)))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn changes_are_told_word_by_word() {
        check("the same\n words", "the same words", &[]);
        check(
            "The old mill burnt down on Monday.",
            "The mill burnt down on Tuesday night.",
            &[("old", ""), ("Monday.", "Tuesday night.")],
        );
        check("", "all new", &[("", "all new")]);
    }
}
