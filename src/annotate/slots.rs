//! Names as places in a text that a query can ask for: `@person`, whoever that is.
//!
//! Where a mention of up to [`LONGEST`] words begins, the index has one term more, which tells its kind and how many words
//! it takes. No word can be that term: it begins with a control character.

use std::ops::Range;

use crate::story::{Kind, Mention, TextField};

/// The longest name that can be asked for so.
pub const LONGEST: usize = 6;

/// What every such term begins with.
pub const SIGN: char = '\u{1}';

/// The term of a mention of a kind that takes so many words.
///
/// ```
/// use dateline::annotate::slots::{kind, length, term};
/// use dateline::story::Kind;
/// assert_eq!(term(Kind::Person, 2), "\u{1}p2");
/// assert_eq!(kind("\u{1}p2"), Some(Kind::Person));
/// assert_eq!(length("\u{1}p2"), Some(2));
/// assert_eq!(length("p2"), None);
/// ```
pub fn term(kind: Kind, length: usize) -> String {
    let letter = match kind {
        Kind::Person => 'p',
        Kind::Org => 'o',
        Kind::Place => 'l',
    };
    format!("{SIGN}{letter}{length}")
}

/// How many words the mention takes that a term stands for; `None` for a word.
pub fn length(term: &str) -> Option<usize> {
    term.strip_prefix(SIGN)?.get(1..)?.parse().ok()
}

/// The kind of the mention that a term stands for; `None` for a word.
pub fn kind(term: &str) -> Option<Kind> {
    match term.strip_prefix(SIGN)?.chars().next()? {
        'p' => Some(Kind::Person),
        'o' => Some(Kind::Org),
        'l' => Some(Kind::Place),
        _ => None,
    }
}

/// The kind that is asked for by what stands between spaces in a quotation: `@person`, `@org` or `@place`.
pub fn asked(word: &str) -> Option<Kind> {
    word.strip_prefix('@')?.parse().ok()
}

/// Finds where mentions of one text begin and end among its words, told in order.
#[derive(Debug, Default)]
pub struct Places<'m> {
    mentions: Vec<(Kind, &'m Mention)>,
    next: usize,
    /// Where the first and the last word stand that are met of the next mention.
    met: Option<(usize, usize)>,
}

/// A mention among the words of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Of whom.
    pub kind: Kind,
    /// How many words stand before it.
    pub position: usize,
    /// How many it takes; at most [`LONGEST`].
    pub length: usize,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
}

impl<'m> Places<'m> {
    /// The mentions of a text, in order of place.
    pub fn of(mentions: impl Iterator<Item = (&'m Mention, Kind)>, field: TextField) -> Self {
        let mentions = mentions.filter(|(mention, _)| mention.field == field);
        Self {
            mentions: mentions.map(|(mention, kind)| (kind, mention)).collect(),
            next: 0,
            met: None,
        }
    }

    /// Tells of the next word, and hears of the mentions that end before it.
    pub fn word(&mut self, range: &Range<usize>, position: usize, mut ended: impl FnMut(Place)) {
        while let Some((_, mention)) = self.mentions.get(self.next) {
            let (start, end) = (mention.span.start(), mention.span.end());
            if range.start < end {
                if range.end > start {
                    let first = self.met.map_or(position, |(first, _)| first);
                    self.met = Some((first, position));
                }
                return;
            }
            self.end(&mut ended);
        }
    }

    /// Hears of the mentions that end with the text.
    pub fn finish(mut self, mut ended: impl FnMut(Place)) {
        while self.next < self.mentions.len() {
            self.end(&mut ended);
        }
    }

    fn end(&mut self, ended: &mut impl FnMut(Place)) {
        if let (Some((first, last)), Some((kind, mention))) =
            (self.met.take(), self.mentions.get(self.next))
        {
            let length = last - first + 1;
            if length <= LONGEST {
                ended(Place {
                    kind: *kind,
                    position: first,
                    length,
                    range: mention.span.range(),
                });
            }
        }
        self.next += 1;
    }
}
