//! Finds the copies of a story, reprints and lightly edited ones, and what differs in them.
//!
//! The index knows which stories are copies ([`crate::index::Groups`]); the differences are found here.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use tantivy::{DocAddress, Term};

use super::{LocalSearch, SearchError};
use crate::annotate::shingles::{Compared, compared};
use crate::story::{AnnotatedStory, Change, Copied, Span};

impl LocalSearch {
    /// The copies of a story of the archive, without the story itself. Earliest first, the undated last, ties by id and
    /// file.
    pub fn copies(&self, story: &AnnotatedStory) -> Result<Vec<Copied>, SearchError> {
        let Some(address) = self.address_of(story)? else {
            return Ok(Vec::new());
        };
        let asked = Compared::of(&compared(&story.story.title, &story.story.body));
        let mut copies = Vec::new();
        for other in self.groups()?.group_of(address) {
            let Some(stored) = self.story(other)?.filter(|_| other != address) else {
                continue;
            };
            let its = &stored.annotated.story;
            copies.push(Copied {
                alike: asked.alike(&Compared::of(&compared(&its.title, &its.body))),
                changes: changes(&story.story.body, &its.body),
                story: stored.annotated,
            });
        }
        Ok(copies)
    }

    /// The address of a story in the index.
    fn address_of(&self, story: &AnnotatedStory) -> Result<Option<DocAddress>, SearchError> {
        let archive = self.archive();
        let id = Term::from_field_text(archive.fields.id, &story.story.id);
        let file = Term::from_field_text(archive.fields.file, &story.story.file);
        let of_file = archive.documents_with(&file)?;
        let mut of_id = archive.documents_with(&id)?.into_iter();
        Ok(of_id.find(|address| of_file.binary_search(address).is_ok()))
    }
}

/// The differences between two texts, word by word; white space is ignored.
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

/// The span from the first word of a range to the last; for an empty range, the place before the next word.
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
