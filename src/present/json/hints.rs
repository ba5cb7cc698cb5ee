//! Writes why an answer may be empty.

use serde::Serialize;

use crate::story::Page;

/// Why there may be nothing: the words that no story has, what may have been meant by them, and what could be left out.
#[derive(Serialize)]
pub(in crate::present) struct JsonHints<'p> {
    unknown_words: &'p [String],
    suggestions: Vec<JsonSuggestion<'p>>,
    relaxations: Vec<JsonRelaxation<'p>>,
}

#[derive(Serialize)]
struct JsonRelaxation<'p> {
    without: &'p str,
    stories: usize,
}

#[derive(Serialize)]
struct JsonSuggestion<'p> {
    word: &'p str,
    instead: &'p str,
    stories: u64,
}

impl<'p> JsonHints<'p> {
    /// Those of a page; empty without a page.
    pub(in crate::present) fn of(page: Option<&'p Page>) -> Self {
        let suggestions = page.iter().flat_map(|page| &page.suggestions);
        let suggestions = suggestions.map(|suggestion| JsonSuggestion {
            word: &suggestion.word,
            instead: &suggestion.instead,
            stories: suggestion.stories,
        });
        let relaxations = page.iter().flat_map(|page| &page.relaxations);
        let relaxations = relaxations.map(|relaxation| JsonRelaxation {
            without: &relaxation.without,
            stories: relaxation.stories,
        });
        Self {
            unknown_words: page.map_or(&[], |page| &page.unknown_words),
            suggestions: suggestions.collect(),
            relaxations: relaxations.collect(),
        }
    }
}
