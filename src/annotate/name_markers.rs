//! Marks the positions of names in a text, so that a query can ask for any name of a kind: `@person`.
//!
//! Where a mention of up to [`LONGEST`] words begins, the index has one more term, the marker, which encodes the
//! mention's kind and its number of words. It begins with a control character, so it never equals a word.

use std::ops::Range;

use crate::story::{Kind, Mention, TextField};

/// The longest name that has a marker, in words.
pub const LONGEST: usize = 6;

/// The first character of every marker.
pub const SIGN: char = '\u{1}';

/// The marker of a mention of `kind` with `length` words.
///
/// ```
/// use dateline::annotate::name_markers::{kind, length, term};
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

/// The number of words of a marker's mention; `None` for a word.
pub fn length(term: &str) -> Option<usize> {
    // This is asked of every word that is indexed.
    if *term.as_bytes().first()? != SIGN as u8 {
        return None;
    }
    term.get(2..)?.parse().ok()
}

/// The kind of a marker's mention; `None` for a word.
pub fn kind(term: &str) -> Option<Kind> {
    match term.strip_prefix(SIGN)?.chars().next()? {
        'p' => Some(Kind::Person),
        'o' => Some(Kind::Org),
        'l' => Some(Kind::Place),
        _ => None,
    }
}

/// The kind that a word of a quotation asks for: `@person`, `@org` or `@place`.
pub fn placeholder(word: &str) -> Option<Kind> {
    word.strip_prefix('@')?.parse().ok()
}

/// Finds at which words the mentions of one text begin and end. The words are given in order.
#[derive(Debug, Default)]
pub struct MentionPositions<'m> {
    mentions: Vec<(Kind, &'m Mention)>,
    next: usize,
    /// The positions of the first and last word seen so far of the next mention.
    met: Option<(usize, usize)>,
}

/// A mention among the words of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedMention {
    /// Of whom.
    pub kind: Kind,
    /// The position of its first word.
    pub position: usize,
    /// Its number of words; at most [`LONGEST`].
    pub length: usize,
    /// Its range in the text, in bytes.
    pub range: Range<usize>,
}

impl<'m> MentionPositions<'m> {
    /// For the mentions of a text, in order of position.
    pub fn of(mentions: impl Iterator<Item = (&'m Mention, Kind)>, field: TextField) -> Self {
        let mentions = mentions.filter(|(mention, _)| mention.field == field);
        Self {
            mentions: mentions.map(|(mention, kind)| (kind, mention)).collect(),
            next: 0,
            met: None,
        }
    }

    /// Adds the next word, and calls `ended` with the mentions that end before it.
    pub fn word(
        &mut self,
        range: &Range<usize>,
        position: usize,
        mut ended: impl FnMut(MarkedMention),
    ) {
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

    /// Calls `ended` with the mentions that end with the text.
    pub fn finish(mut self, mut ended: impl FnMut(MarkedMention)) {
        while self.next < self.mentions.len() {
            self.end(&mut ended);
        }
    }

    fn end(&mut self, ended: &mut impl FnMut(MarkedMention)) {
        if let (Some((first, last)), Some((kind, mention))) =
            (self.met.take(), self.mentions.get(self.next))
        {
            let length = last - first + 1;
            if length <= LONGEST {
                ended(MarkedMention {
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
