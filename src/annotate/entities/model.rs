//! The weights of a model, used in place as they are in its file.
//!
//! ```text
//! magic       7 bytes
//! language    1 byte, see [`NameRules`]
//! lexicon     u32, its length in bytes
//! buckets     u32, their length in bytes
//! rows        u32, their length in bytes
//! transitions 18 × 17 × i16: from each tag, and from nothing, to each tag
//! lexicon     see [`Lexicon`]
//! buckets     each eight fingerprints of features, u16, then the numbers of their rows, u16
//! rows        each sixteen i8, a weight for each tag but `Out`; the first is all zeros, for features that are unknown
//! ```
//! Numbers are little-endian. Rows are sorted by how often their features were seen, so that the frequent ones are next
//! to each other and stay in the CPU cache.

use super::features::MOST;
use super::lexicon::Lexicon;
use super::name_rules::NameRules;
use super::tag::{OUT, TAGS, follows};

const MAGIC: &[u8; 7] = b"names\0\x03";
const SLOTS: usize = 8;
const ROW: usize = TAGS - 1;
const BUCKET: usize = SLOTS * 4;
const TRANSITIONS: usize = (TAGS + 1) * TAGS * 2;

/// What a move that must not be made costs.
pub const NEVER: i32 = i32::MIN / 4;

/// The most rows that a model can have.
pub const MOST_ROWS: usize = u16::MAX as usize;

/// What one feature says for each tag but `OUT`, for which it says nothing: an `i8` each, as its bits.
pub type Row = [u8; ROW];

/// From each tag, and lastly from nothing, to each tag.
pub type Transitions = [[i32; TAGS]; TAGS + 1];

/// The features of one token.
#[derive(Clone, Debug)]
pub struct Features {
    hashes: [u64; MOST],
    count: usize,
}

impl Features {
    /// None at all.
    pub const NONE: Self = Self {
        hashes: [0; MOST],
        count: 0,
    };

    /// One more. What is beyond [`MOST`] is dropped.
    pub fn push(&mut self, feature: u64) {
        if let Some(slot) = self.hashes.get_mut(self.count) {
            *slot = feature;
            self.count += 1;
        }
    }

    fn all(&self) -> &[u64] {
        self.hashes.get(..self.count).unwrap_or_default()
    }
}

/// A trained model.
#[derive(Clone, Debug)]
pub struct Model<'m> {
    /// What is known of words.
    pub lexicon: Lexicon<'m>,
    /// What one tag says of the next.
    pub transitions: Transitions,
    buckets: &'m [[u8; BUCKET]],
    rows: &'m [Row],
}

impl<'m> Model<'m> {
    /// Reads a model file; `None` if it is not one.
    pub fn new(bytes: &'m [u8]) -> Option<Self> {
        let (number, rest) = bytes.strip_prefix(MAGIC)?.split_first()?;
        let rules = NameRules::with_number(*number)?;
        let (sizes, rest) = rest.split_first_chunk::<12>()?;
        let (table, mut rest) = rest.split_at_checked(TRANSITIONS)?;
        let mut parts = sizes.as_chunks().0.iter().map(|size| {
            let (part, behind) = rest.split_at_checked(u32::from_le_bytes(*size) as usize)?;
            rest = behind;
            Some(part)
        });
        let mut part = || parts.next().flatten();
        let (lexicon, buckets, rows) = (part()?, part()?, part()?);
        Some(Self {
            lexicon: Lexicon::new(lexicon).for_rules(rules),
            transitions: read_transitions(table),
            buckets: buckets.as_chunks().0,
            rows: rows.as_chunks().0,
        })
    }

    /// What features say together for each tag but `OUT`; those that the model does not know say nothing.
    ///
    /// All rows are found before the first is read, so that the waits for memory overlap.
    pub fn sum(&self, features: &Features) -> [i16; ROW] {
        let mut rows = [0; MOST];
        for (row, feature) in rows.iter_mut().zip(features.all()) {
            *row = self.find(*feature);
        }
        let mut sum = [0; ROW];
        for row in rows.iter().take(features.count) {
            let row = self.rows.get(usize::from(*row)).unwrap_or(&[0; ROW]);
            for (total, weight) in sum.iter_mut().zip(row) {
                *total += i16::from(weight.cast_signed());
            }
        }
        sum
    }

    /// What a feature says: nothing for any tag when the model does not know it.
    pub fn row(&self, feature: u64) -> Row {
        let row = self.rows.get(usize::from(self.find(feature)));
        row.copied().unwrap_or_default()
    }

    /// The number of a feature's row; zero when it has none. There is no branch on whether it has: no branch predictor
    /// can tell.
    fn find(&self, feature: u64) -> u16 {
        let (home, fingerprint) = place(feature, self.buckets.len());
        let Some((fingerprints, numbers)) = self
            .buckets
            .get(home)
            .map(|bucket| bucket.split_at(BUCKET / 2))
        else {
            return 0;
        };
        let slots = fingerprints.as_chunks().0.iter();
        slots
            .zip(numbers.as_chunks().0)
            .fold(0, |found, (slot, number)| {
                let is_it = u16::from(u16::from_le_bytes(*slot) == fingerprint);
                found | is_it.wrapping_neg() & u16::from_le_bytes(*number)
            })
    }

    /// Lays out a model file. Rows that are often asked for should come first. A feature whose bucket is full is left
    /// out.
    pub fn pack(
        rules: &NameRules,
        lexicon: &[u8],
        transitions: &[[i16; TAGS]; TAGS + 1],
        rows: &[(u64, Row)],
    ) -> Vec<u8> {
        let rows = rows.get(..MOST_ROWS).unwrap_or(rows);
        let count = rows.len() * 2 / SLOTS * 3 / 4 + 1;
        let mut buckets = vec![[0u8; BUCKET]; count];
        let mut weights = vec![Row::default()];
        for (feature, row) in rows {
            let (home, fingerprint) = place(*feature, count);
            let Some((fingerprints, numbers)) = buckets
                .get_mut(home)
                .map(|bucket| bucket.split_at_mut(BUCKET / 2))
            else {
                continue;
            };
            let slots = fingerprints.as_chunks_mut().0.iter_mut();
            let mut slots = slots.zip(numbers.as_chunks_mut().0);
            let free = slots.find(|(slot, _)| **slot == [0; 2]);
            if let (Some((slot, number)), Ok(next)) = (free, u16::try_from(weights.len())) {
                *slot = fingerprint.to_le_bytes();
                *number = next.to_le_bytes();
                weights.push(*row);
            }
        }
        let size = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
        let mut bytes = MAGIC.to_vec();
        bytes.push(rules.number);
        bytes.extend(size(lexicon.len()));
        bytes.extend(size(count * BUCKET));
        bytes.extend(size(weights.len() * ROW));
        let transitions = transitions.as_flattened().iter();
        bytes.extend(transitions.flat_map(|weight| weight.to_le_bytes()));
        bytes.extend(lexicon);
        bytes.extend(buckets.as_flattened());
        bytes.extend(weights.as_flattened());
        bytes
    }
}

/// The weights of the moves from tag to tag; those that break a name off or go on with none cost [`NEVER`].
fn read_transitions(table: &[u8]) -> Transitions {
    let mut transitions = Transitions::default();
    let weights = table.as_chunks().0.iter();
    for (slot, weight) in transitions.as_flattened_mut().iter_mut().zip(weights) {
        *slot = i16::from_le_bytes(*weight).into();
    }
    for (from, row) in transitions.iter_mut().enumerate() {
        for (to, weight) in row.iter_mut().enumerate() {
            if !follows(from.min(OUT), to) {
                *weight = NEVER;
            }
        }
    }
    transitions
}

/// The bucket of a feature and its fingerprint, never zero.
#[expect(
    clippy::cast_possible_truncation,
    reason = "each takes its own part of the hash"
)]
fn place(feature: u64, buckets: usize) -> (usize, u16) {
    let home = ((feature >> 32) * buckets as u64) >> 32;
    (home as usize, (feature as u16).max(1))
}
