//! Translates a part of a query into terms of the index. The compiled query and the highlights both use this one
//! meaning, so that they cannot disagree.
//!
//! Words are stemmed in the language of each story, and an index may hold many languages. So what is typed becomes one
//! sequence of terms for each language of the archive, to be found in the stories of that language.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::story_languages::{Languages, StoryLanguages};
use crate::annotate::name_markers::{self, LONGEST};
use crate::annotate::tokens::{Stems, Words, fold};
use crate::query::{Axis, DateFilter, DateRange, Pattern, Relation, Text};
use crate::story::{Interval, Kind, TextField};

/// Words looked for in the texts of a story.
#[derive(Clone, Debug)]
pub(crate) struct WantedText {
    /// The one field, or title and body.
    pub(crate) field: Option<TextField>,
    pub(crate) what: WantedWords,
}

impl WantedText {
    /// Whether its score is the maximum over fields, and not the sum.
    pub(crate) fn is_best_of_fields(&self) -> bool {
        matches!(self.what, WantedWords::Sequences(_))
    }
}

#[derive(Clone, Debug)]
pub(crate) enum WantedWords {
    /// Any of these sequences of neighbouring terms.
    Sequences(Vec<Sequence>),
    /// All of these in any order, with at most `distance` other words among them.
    Near { slots: Vec<Slot>, distance: u32 },
    /// A folded word with this prefix.
    Prefix(String),
    /// A folded word so many edits away.
    Fuzzy { word: String, edits: u8 },
    /// Nothing: what was typed contains no word.
    Nothing,
}

impl WantedWords {
    /// For each word of a quotation, without names, its possible stems.
    pub(crate) fn words(&self) -> Vec<Vec<String>> {
        let is_word = |term: &&String| name_markers::kind(term).is_none();
        match self {
            Self::Sequences(sequences) => {
                let mut words: Vec<Vec<String>> = Vec::new();
                for sequence in sequences {
                    let terms = sequence.terms.iter().map(|(_, term)| term);
                    for (number, term) in terms.filter(is_word).enumerate() {
                        match words.get_mut(number) {
                            Some(stems) if stems.contains(term) => {}
                            Some(stems) => stems.push(term.clone()),
                            None => words.push(vec![term.clone()]),
                        }
                    }
                }
                words
            }
            Self::Near { slots, .. } => {
                let terms = slots.iter().map(Slot::terms);
                let words = terms.filter(|terms| terms.clone().all(|term| is_word(&term)));
                words.map(|terms| terms.cloned().collect()).collect()
            }
            Self::Prefix(_) | Self::Fuzzy { .. } | Self::Nothing => Vec::new(),
        }
    }

    /// The kinds of names that a quotation asks for.
    pub(crate) fn kinds(&self) -> Vec<Kind> {
        let terms: Vec<&String> = match self {
            Self::Sequences(sequences) => {
                let terms = sequences.iter().flat_map(|sequence| &sequence.terms);
                terms.map(|(_, term)| term).collect()
            }
            Self::Near { slots, .. } => slots.iter().flat_map(Slot::terms).collect(),
            Self::Prefix(_) | Self::Fuzzy { .. } | Self::Nothing => Vec::new(),
        };
        let mut kinds: Vec<Kind> = terms
            .iter()
            .filter_map(|term| name_markers::kind(term))
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}

/// One of the words or names that must be near each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Any of these terms: the stems of a word, each in stories of some languages, or all names of a kind.
    pub(crate) terms: Vec<(String, Languages)>,
    /// How many different ones are wanted.
    pub(crate) times: usize,
}

impl Slot {
    /// Whether names fill it.
    pub(crate) fn are_names(&self) -> bool {
        self.terms().any(|term| name_markers::kind(term).is_some())
    }

    fn terms(&self) -> impl Iterator<Item = &String> + Clone {
        self.terms.iter().map(|(term, _)| term)
    }
}

/// Terms, each with its distance in words from the first. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sequence {
    pub(crate) terms: Vec<(usize, String)>,
    /// In the stories of which languages.
    pub(crate) languages: Languages,
}

/// The languages of an archive and their stemmers.
pub(crate) struct Lexicon {
    pub(crate) story_languages: Arc<StoryLanguages>,
    stems: Vec<(Languages, Stems)>,
}

impl Lexicon {
    pub(crate) fn new(story_languages: &Arc<StoryLanguages>) -> Self {
        Self {
            story_languages: Arc::clone(story_languages),
            stems: story_languages.stems(),
        }
    }

    /// What words a part of a query looks for.
    pub(crate) fn wanted(&mut self, text: &Text) -> WantedText {
        // A byline consists of names: nothing is stemmed there.
        let mut unstemmed = [(Languages::ALL, Stems::new(None))];
        let stems = match text.field {
            Some(TextField::Byline) => &mut unstemmed[..],
            _ => &mut self.stems[..],
        };
        let what = match &text.pattern {
            Pattern::Word(words) => sequences(stems, words, |_, _| None),
            Pattern::Phrase(words) => sequences(stems, words, placeholder_at),
            Pattern::Near { words, distance } => near(stems, words, *distance),
            Pattern::Prefix(word) => match folded(word) {
                Some(word) => WantedWords::Prefix(word),
                None => WantedWords::Nothing,
            },
            Pattern::Fuzzy { word, edits } => match folded(word) {
                Some(word) => WantedWords::Fuzzy {
                    word,
                    edits: *edits,
                },
                None => WantedWords::Nothing,
            },
        };
        WantedText {
            field: text.field,
            what,
        }
    }
}

/// The word before a `*` or `~`.
fn folded(text: &str) -> Option<String> {
    let mut words = Words::new(text);
    words.advance().then(|| words.folded().to_owned())
}

/// What a word of a text asks for.
enum QueryTerm {
    /// A word, by its stem.
    Stem(String),
    /// A name of this kind.
    Name(Kind),
}

/// The sequences of a quotation. `names` says which kind of name the word at a place asks for, if any.
fn sequences(
    stems: &mut [(Languages, Stems)],
    text: &str,
    names: fn(&str, &Range<usize>) -> Option<Kind>,
) -> WantedWords {
    let mut sequences: Vec<Sequence> = Vec::with_capacity(1);
    for (languages, stems) in stems {
        let asked = positioned(stems, text, names);
        let Some(&(start, _)) = asked.first() else {
            return WantedWords::Nothing;
        };
        // The longer a name is, the farther from the first word is what follows it.
        let empty = Sequence {
            terms: Vec::new(),
            languages: *languages,
        };
        let mut open: Vec<(usize, Sequence)> = vec![(0, empty)];
        for (position, asked) in asked {
            let kind = match asked {
                QueryTerm::Name(kind) => kind,
                QueryTerm::Stem(stem) => {
                    for (shift, sequence) in &mut open {
                        let term = (position - start + *shift, stem.clone());
                        sequence.terms.push(term);
                    }
                    continue;
                }
            };
            let longer = open.iter().flat_map(|(shift, sequence)| {
                (1..=LONGEST).map(move |length| {
                    let mut sequence = sequence.clone();
                    let term = name_markers::term(kind, length);
                    sequence.terms.push((position - start + shift, term));
                    (shift + length - 1, sequence)
                })
            });
            open = longer.collect();
        }
        for (_, sequence) in open {
            let mut known = sequences.iter_mut();
            match known.find(|known| known.terms == sequence.terms) {
                Some(known) => known.languages = known.languages | *languages,
                None => sequences.push(sequence),
            }
        }
    }
    if sequences.is_empty() {
        WantedWords::Nothing
    } else {
        WantedWords::Sequences(sequences)
    }
}

fn near(stems: &mut [(Languages, Stems)], text: &str, distance: u32) -> WantedWords {
    let mut parts: Vec<Vec<(String, Languages)>> = Vec::new();
    for (languages, stems) in stems {
        let asked = positioned(stems, text, placeholder_at).into_iter();
        for (number, (_, asked)) in asked.enumerate() {
            let terms = match asked {
                QueryTerm::Stem(stem) => vec![stem],
                QueryTerm::Name(kind) => {
                    let lengths = 1..=LONGEST;
                    lengths
                        .map(|length| name_markers::term(kind, length))
                        .collect()
                }
            };
            if parts.len() == number {
                parts.push(Vec::new());
            }
            let Some(known) = parts.get_mut(number) else {
                continue;
            };
            for term in terms {
                match known.iter_mut().find(|(known, _)| *known == term) {
                    Some((_, all)) => *all = *all | *languages,
                    None => known.push((term, *languages)),
                }
            }
        }
    }
    // What is typed twice is asked for twice.
    let mut slots: Vec<Slot> = Vec::with_capacity(parts.len());
    for terms in parts {
        match slots.iter_mut().find(|slot| slot.terms == terms) {
            Some(slot) => slot.times += 1,
            None => slots.push(Slot { terms, times: 1 }),
        }
    }
    if slots.is_empty() {
        WantedWords::Nothing
    } else {
        WantedWords::Near { slots, distance }
    }
}

fn positioned(
    stems: &mut Stems,
    text: &str,
    names: fn(&str, &Range<usize>) -> Option<Kind>,
) -> Vec<(usize, QueryTerm)> {
    let mut asked = Vec::new();
    let mut words = Words::new(text);
    while words.advance() {
        let what = match names(text, &words.range()) {
            Some(kind) => QueryTerm::Name(kind),
            None => QueryTerm::Stem(stems.stem(words.folded()).to_owned()),
        };
        asked.push((words.position(), what));
    }
    asked
}

/// The kind of name that a word of a quotation asks for: `@person`, between spaces.
fn placeholder_at(text: &str, range: &Range<usize>) -> Option<Kind> {
    let before = text.get(..range.start)?;
    let start = before.rfind(char::is_whitespace);
    let start = start.and_then(|at| Some(at + before.get(at..)?.chars().next()?.len_utf8()));
    let word = text.get(start.unwrap_or(0)..)?;
    name_markers::placeholder(word.split(char::is_whitespace).next()?)
}

/// The folded words of a text.
pub(crate) fn folded_words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut words = Words::new(text);
    while words.advance() {
        all.push(words.folded().to_owned());
    }
    all
}

/// Whether a date in a story satisfies a filter on [`Axis::About`].
pub(crate) fn date_matches(filter: &DateFilter, interval: Option<Interval>, value: &str) -> bool {
    debug_assert!(filter.axis == Axis::About, "only told dates have values");
    match filter.range {
        DateRange::DayOfYear { month, day } => {
            crate::index::day_of_year(value) == Some((month, day))
        }
        DateRange::Days { first, last } => interval.is_some_and(|interval| match filter.relation {
            Relation::Within => interval.within(days(first, last)),
            Relation::Overlaps => interval.overlaps(days(first, last)),
        }),
        DateRange::None => false,
    }
}

/// A range of days; an open end becomes the end of the calendar.
pub(crate) fn days(first: Option<Date>, last: Option<Date>) -> Interval {
    let (first, last) = (first.unwrap_or(Date::MIN), last.unwrap_or(Date::MAX));
    Interval::new(first, last).unwrap_or_else(|| Interval::day(first))
}

/// An exact value (source, section) as the index has it.
pub(crate) fn fact(value: &str) -> String {
    fold(value)
}
