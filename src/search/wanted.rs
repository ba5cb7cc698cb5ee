//! What a part of a query looks for, in the words of the index: the one meaning that the compiled query and the lit
//! snippet share, so that they cannot disagree.
//!
//! A word is stemmed by the language of each story, and one index holds many: what is typed becomes one sequence of
//! terms for each language the archive has, and any of them will do.

use jiff::civil::Date;

use crate::annotate::tokens::{Stems, Words, fold};
use crate::query::{Axis, DateFilter, DateRange, NameFilter, Pattern, Relation, Text};
use crate::story::{AnnotatedStory, Interval, Kind, Language, TextField};

/// Words looked for in the texts of a story.
#[derive(Clone, Debug)]
pub(crate) struct WantedText {
    /// The one field, or title and body.
    pub(crate) field: Option<TextField>,
    pub(crate) what: WantedWords,
}

impl WantedText {
    /// Whether it earns what it earns in one field, and not the sum over fields.
    pub(crate) fn is_best_of_fields(&self) -> bool {
        matches!(self.what, WantedWords::Sequences(_))
    }
}

#[derive(Clone, Debug)]
pub(crate) enum WantedWords {
    /// Any of these sequences, side by side.
    Sequences(Vec<Sequence>),
    /// All of these in any order, with at most `distance` other words among them. Each is any of its stems.
    Near {
        slots: Vec<Vec<String>>,
        distance: u32,
    },
    /// A folded word that begins so.
    Prefix(String),
    /// A folded word so many edits away.
    Fuzzy { word: String, edits: u8 },
    /// No word at all: what was typed has none.
    Nothing,
}

/// Terms and how far each stands behind the first, in words. Not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sequence {
    pub(crate) terms: Vec<(usize, String)>,
}

/// The languages of an archive and their stemmers.
pub(crate) struct Lexicon {
    stems: Vec<Stems>,
}

impl Lexicon {
    pub(crate) fn new(languages: &[Option<Language>]) -> Self {
        Self {
            stems: languages
                .iter()
                .map(|language| Stems::new(*language))
                .collect(),
        }
    }

    /// What words a part of a query looks for.
    pub(crate) fn wanted(&mut self, text: &Text) -> WantedText {
        // A byline is names: nothing is stemmed there.
        let mut unstemmed = [Stems::new(None)];
        let stems = match text.field {
            Some(TextField::Byline) => &mut unstemmed[..],
            _ => &mut self.stems[..],
        };
        let what = match &text.pattern {
            Pattern::Word(words) | Pattern::Phrase(words) => sequences(stems, words),
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

/// The last word of what stands before a `*` or `~`: `co-operat*` is a word that begins with `operat`.
fn folded(text: &str) -> Option<String> {
    let mut words = Words::new(text);
    let mut last = None;
    while words.advance() {
        last = Some(words.folded().to_owned());
    }
    last
}

fn sequences(stems: &mut [Stems], text: &str) -> WantedWords {
    let mut sequences: Vec<Sequence> = Vec::with_capacity(1);
    for stems in stems {
        let terms = positioned(stems, text);
        let Some(&(start, _)) = terms.first() else {
            return WantedWords::Nothing;
        };
        let terms = terms
            .into_iter()
            .map(|(position, term)| (position - start, term))
            .collect();
        let sequence = Sequence { terms };
        if !sequences.contains(&sequence) {
            sequences.push(sequence);
        }
    }
    if sequences.is_empty() {
        WantedWords::Nothing
    } else {
        WantedWords::Sequences(sequences)
    }
}

fn near(stems: &mut [Stems], text: &str, distance: u32) -> WantedWords {
    let mut slots: Vec<Vec<String>> = Vec::new();
    for stems in stems {
        for (slot, (_, term)) in positioned(stems, text).into_iter().enumerate() {
            match slots.get_mut(slot) {
                Some(slot) if !slot.contains(&term) => slot.push(term),
                Some(_) => {}
                None => slots.push(vec![term]),
            }
        }
    }
    // A word typed twice is one word to be near.
    let mut once: Vec<Vec<String>> = Vec::with_capacity(slots.len());
    for slot in slots {
        if !once.contains(&slot) {
            once.push(slot);
        }
    }
    if once.is_empty() {
        WantedWords::Nothing
    } else {
        WantedWords::Near {
            slots: once,
            distance,
        }
    }
}

fn positioned(stems: &mut Stems, text: &str) -> Vec<(usize, String)> {
    let mut terms = Vec::new();
    let mut words = Words::new(text);
    while words.advance() {
        terms.push((words.position(), stems.stem(words.folded()).to_owned()));
    }
    terms
}

/// A name looked for: its kinds, and its folded words side by side.
#[derive(Clone, Debug)]
pub(crate) struct WantedName {
    pub(crate) kinds: Vec<Kind>,
    pub(crate) words: Vec<String>,
}

impl WantedName {
    pub(crate) fn new(filter: &NameFilter) -> Self {
        let kinds = filter
            .kind
            .map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
        Self {
            kinds,
            words: folded_words(&filter.name),
        }
    }

    /// Whether a name, canonical or as found in a story, has these words side by side.
    pub(crate) fn is_in(&self, name: &str) -> bool {
        let name = folded_words(name);
        !self.words.is_empty()
            && name
                .windows(self.words.len())
                .any(|window| window == self.words)
    }

    /// For each entity of a story, whether it is of these kinds and goes by the name.
    pub(crate) fn entities(&self, annotated: &AnnotatedStory) -> Vec<bool> {
        let entities = annotated.names.entities.iter();
        let mut matching: Vec<bool> = entities
            .map(|entity| self.kinds.contains(&entity.kind) && self.is_in(&entity.name))
            .collect();
        for (mention, entity) in annotated.names.iter() {
            let form = mention.span.of(annotated.story.text(mention.field));
            if let Some(matching) = matching.get_mut(mention.entity as usize)
                && !*matching
            {
                *matching = self.kinds.contains(&entity.kind) && self.is_in(form);
            }
        }
        matching
    }
}

fn folded_words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut words = Words::new(text);
    while words.advance() {
        all.push(words.folded().to_owned());
    }
    all
}

/// Whether a date that a story tells satisfies a filter on [`Axis::About`].
pub(crate) fn tells(filter: &DateFilter, interval: Option<Interval>, value: &str) -> bool {
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

/// A range of days with its open ends closed by those of the calendar.
pub(crate) fn days(first: Option<Date>, last: Option<Date>) -> Interval {
    let (first, last) = (first.unwrap_or(Date::MIN), last.unwrap_or(Date::MAX));
    Interval::new(first, last).unwrap_or_else(|| Interval::day(first))
}

/// A fact as the index has it.
pub(crate) fn fact(value: &str) -> String {
    fold(value)
}
