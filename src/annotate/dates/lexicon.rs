//! The words of a language that can be part of a time expression, or that decide how to read one.

use std::collections::HashMap;

use super::numeral::NumberFormat;
use super::slots::Slot;

/// A word of a lexicon: its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct WordId(pub(super) u16);

/// A class of words (`month`, `unit`, `ahead`): its place among the classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Class(pub(super) u8);

/// What a word can be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sense {
    pub(super) class: Class,
    /// What the class fills.
    pub(super) slot: Option<Slot>,
    pub(super) value: i32,
}

/// A word.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub(super) senses: Vec<Sense>,
    /// Whether it may be followed by a full stop that belongs to it.
    pub(super) abbreviation: bool,
    /// Whether it is more often another word: `may`, `sun`.
    pub(super) doubtful: bool,
    /// Whether no rule knows it: all it tells is where a sentence looks.
    other: bool,
}

/// The longest word that is looked up, in bytes.
const LONGEST: usize = 31;

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: Vec<Word>,
    classes: Vec<String>,
    by_text: HashMap<Box<[u8]>, WordId>,
    /// How each word can be written.
    texts: Vec<(Box<[u8]>, WordId)>,
    /// The words of up to eight bytes: open addressing by [`Packed`], a power of two long.
    short: Vec<(Packed, WordId)>,
    /// The lengths of the words that begin with two given letters, a bit each. They rule out most words of a text.
    lengths: Vec<u32>,
    written: NumberFormat,
}

impl Lexicon {
    /// How numbers are written.
    pub(super) fn written(&self) -> NumberFormat {
        self.written
    }

    pub(super) fn set_written(&mut self, written: NumberFormat) {
        self.written = written;
    }

    /// The word that these letters are, in whatever case.
    pub(super) fn find(&self, letters: &[u8]) -> Option<WordId> {
        let length = letters.len();
        if length > LONGEST {
            return None;
        }
        if self.lengths.get(beginning(letters))? & (1 << length) == 0 {
            return None;
        }
        let mut folded = [0; LONGEST];
        let folded = folded.get_mut(..length)?;
        folded.copy_from_slice(letters);
        fold(folded);
        match Packed::of(folded) {
            Some(packed) => self.find_packed(packed),
            None => self.by_text.get(&*folded).copied(),
        }
    }

    /// The word of up to eight letters in lower case.
    pub(super) fn find_packed(&self, letters: Packed) -> Option<WordId> {
        let mask = self.short.len().checked_sub(1)?;
        let mut at = letters.hash() & mask;
        loop {
            let (found, word) = *self.short.get(at)?;
            if found == letters {
                return Some(word);
            }
            if found == Packed::NONE {
                return None;
            }
            at = (at + 1) & mask;
        }
    }

    pub(super) fn word(&self, word: WordId) -> Option<&Word> {
        self.words.get(word.0 as usize)
    }

    /// Whether `word` is of `class`.
    pub(super) fn is(&self, word: Option<WordId>, class: Option<Class>) -> bool {
        let (Some(word), Some(class)) = (word, class) else {
            return false;
        };
        self.word(word)
            .is_some_and(|word| word.senses.iter().any(|sense| sense.class == class))
    }

    /// Whether `word` is none that a rule knows, a noun or a verb like any other.
    pub(super) fn is_other(&self, word: Option<WordId>) -> bool {
        word.is_none_or(|word| self.word(word).is_some_and(|word| word.other))
    }

    /// Notes that a rule knows `word`.
    pub(super) fn known(&mut self, word: WordId) {
        if let Some(word) = self.words.get_mut(word.0 as usize) {
            word.other = false;
        }
    }

    /// Adds `text`, which only tells where a sentence looks, to the class named `class`.
    pub(super) fn add_verb(&mut self, class: &str, text: &str) -> Option<()> {
        let word = self.intern(text)?;
        let known = self.word(word)?;
        let other = known.senses.is_empty() || known.other;
        self.add(class, None, 1, text)?;
        self.words.get_mut(word.0 as usize)?.other = other;
        Some(())
    }

    /// All words, in order.
    pub(super) fn words(&self) -> impl Iterator<Item = (WordId, &Word)> {
        (0..).map(WordId).zip(&self.words)
    }

    /// The class of this name.
    pub(super) fn class(&self, name: &str) -> Option<Class> {
        let at = self.classes.iter().position(|known| known == name)?;
        Some(Class(u8::try_from(at).ok()?))
    }

    /// The word with this text, added where it is new.
    pub(super) fn intern(&mut self, text: &str) -> Option<WordId> {
        let mut folded: Vec<u8> = text.bytes().collect();
        fold(&mut folded);
        if let Some(word) = self.by_text.get(folded.as_slice()) {
            return Some(*word);
        }
        let word = WordId(u16::try_from(self.words.len()).ok()?);
        self.words.push(Word::default());
        self.write(word, folded);
        Some(word)
    }

    /// Lets `word` be written as `text` too, which is no word yet.
    pub(super) fn add_spelling(&mut self, word: &str, text: &str) -> Option<()> {
        let word = self.intern(word)?;
        let mut folded: Vec<u8> = text.bytes().collect();
        fold(&mut folded);
        let new = !self.by_text.contains_key(folded.as_slice());
        new.then(|| self.write(word, folded))
    }

    fn write(&mut self, word: WordId, folded: Vec<u8>) {
        let text = folded.into_boxed_slice();
        self.texts.push((text.clone(), word));
        self.by_text.insert(text, word);
    }

    /// Whether `word` is one that rules name and that says nothing of time by itself, or none that they know.
    pub(super) fn is_plain(&self, word: Option<WordId>) -> bool {
        self.is_other(word)
            || word
                .and_then(|word| self.word(word))
                .is_some_and(|word| word.senses.is_empty())
    }

    /// Adds `text` to the class named `class`, which fills `slot`; a closing `.` marks an abbreviation, a closing `?` a doubtful word.
    pub(super) fn add(
        &mut self,
        class: &str,
        slot: Option<Slot>,
        value: i32,
        text: &str,
    ) -> Option<()> {
        let doubtful = text.ends_with('?');
        let text = text.trim_end_matches('?');
        let abbreviation = text.ends_with('.');
        let word = self.intern(text.trim_end_matches('.'))?;
        let known = self.class(class);
        let class_id = if let Some(known) = known {
            known
        } else {
            self.classes.push(class.to_owned());
            Class(u8::try_from(self.classes.len() - 1).ok()?)
        };
        let word = self.words.get_mut(word.0 as usize)?;
        word.abbreviation |= abbreviation;
        word.doubtful |= doubtful;
        word.other = false;
        word.senses.push(Sense {
            class: class_id,
            slot,
            value,
        });
        Some(())
    }

    /// Makes the words findable; to be called when all are in.
    pub(super) fn close(&mut self) {
        let size = (self.texts.len() * 4).next_power_of_two();
        self.short = vec![(Packed::NONE, WordId(0)); size];
        self.lengths = vec![0; 32 * 32];
        for (text, word) in self.texts.iter().filter(|(text, _)| text.len() <= LONGEST) {
            if let Some(lengths) = self.lengths.get_mut(beginning(text)) {
                *lengths |= 1 << text.len();
            }
            let Some(packed) = Packed::of(text) else {
                continue;
            };
            let mut slot = packed.hash() & (size - 1);
            while self
                .short
                .get(slot)
                .is_some_and(|(taken, _)| *taken != Packed::NONE)
            {
                slot = (slot + 1) & (size - 1);
            }
            if let Some(place) = self.short.get_mut(slot) {
                *place = (packed, *word);
            }
        }
    }
}

/// The low bits of the first two bytes, which are the same in capitals.
fn beginning(letters: &[u8]) -> usize {
    let low = |at: usize| letters.get(at).map_or(0, |byte| usize::from(byte & 31));
    low(0) * 32 + low(1)
}

/// To lower case, in place: ASCII, and the Latin-1 letters as UTF-8 has them.
fn fold(letters: &mut [u8]) {
    letters.make_ascii_lowercase();
    let mut wide = false;
    for byte in letters {
        if wide && (0x80..=0x9e).contains(byte) {
            *byte += 0x20;
        }
        wide = *byte == 0xc3;
    }
}

/// Up to eight letters in lower case, the first in the lowest byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Packed(u64);

impl Packed {
    const NONE: Self = Self(0);

    fn of(folded: &[u8]) -> Option<Self> {
        let mut bytes = [0; 8];
        bytes.get_mut(..folded.len())?.copy_from_slice(folded);
        Some(Self(u64::from_le_bytes(bytes)))
    }

    /// The word that these bytes of a text begin with, in lower case, and its length; `None` where it has more than seven letters or
    /// others than those of ASCII.
    pub(super) fn word(bytes: [u8; 8]) -> Option<(Self, usize)> {
        const EACH: u64 = u64::MAX / 0xff;
        const HIGH: u64 = 0x80 * EACH;
        let written = u64::from_le_bytes(bytes);
        let lower = written | (0x20 * EACH);
        // The high bit of a byte tells: at least `a`, more than `z`. A byte beyond ASCII is no letter here.
        let seven = lower & !HIGH;
        let from_a = seven + (0x80 - 0x61) * EACH;
        let above_z = seven + (0x80 - 0x7b) * EACH;
        let other = (!from_a | above_z | written) & HIGH;
        if other == 0 {
            return None;
        }
        let bits = other.trailing_zeros() & !7;
        let ends = written >> bits & 0x80 == 0;
        ends.then(|| (Self(lower & ((1 << bits) - 1)), bits as usize / 8))
    }

    /// Multiplication moves what tells words apart into the high bits.
    fn hash(self) -> usize {
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize
    }
}
