//! The weights, used as they lie in the model file.
//!
//! ```text
//! magic       8 bytes
//! lexicon     u32, its length in bytes
//! weights     u32, their length in bytes
//! transitions 18 × 17 × i16: from each tag, and from nothing, to each tag
//! lexicon     see [`Lexicon`]
//! weights     buckets of 144 bytes: eight fingerprints of 16 bits, then eight rows of sixteen i8, a weight for each tag but `Out`
//! ```
//! Numbers are little-endian.

use super::lexicon::Lexicon;
use super::tag::TAGS;

const MAGIC: &[u8; 8] = b"names\0\x01\0";
const SLOTS: usize = 8;
const ROW: usize = TAGS - 1;
const BUCKET: usize = SLOTS * (2 + ROW);
const TRANSITIONS: usize = (TAGS + 1) * TAGS * 2;

/// What one feature says for each tag but `OUT`, for which it says nothing: an `i8` each, as its bits.
pub type Row = [u8; ROW];

/// From each tag, and lastly from nothing, to each tag.
pub type Transitions = [[i32; TAGS]; TAGS + 1];

/// A trained model.
#[derive(Clone, Debug)]
pub struct Model<'m> {
    /// What is known of words.
    pub lexicon: Lexicon<'m>,
    /// What one tag says of the next.
    pub transitions: Transitions,
    buckets: &'m [[u8; BUCKET]],
}

impl<'m> Model<'m> {
    /// Reads a model file; `None` when it is none.
    pub fn new(bytes: &'m [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (sizes, rest) = rest.split_at_checked(8)?;
        let (lexicon_size, weights_size) = sizes.split_at(4);
        let size = |bytes: &[u8]| Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize);
        let (table, rest) = rest.split_at_checked(TRANSITIONS)?;
        let (lexicon, rest) = rest.split_at_checked(size(lexicon_size)?)?;
        let mut transitions = Transitions::default();
        for (slot, weight) in transitions
            .as_flattened_mut()
            .iter_mut()
            .zip(table.as_chunks().0)
        {
            *slot = i16::from_le_bytes(*weight).into();
        }
        Some(Self {
            lexicon: Lexicon::new(lexicon),
            transitions,
            buckets: rest.get(..size(weights_size)?)?.as_chunks().0,
        })
    }

    /// What a feature says: nothing for any tag when the model does not know it.
    ///
    /// There is no branch on whether it does: half the features are unknown, which no branch predictor can tell.
    pub fn row(&self, feature: u64) -> &'m Row {
        let (home, fingerprint) = place(feature, self.buckets.len());
        let Some(bucket) = self.buckets.get(home) else {
            return &NOTHING;
        };
        let (fingerprints, rows) = bucket.split_at(SLOTS * 2);
        let mut found = 0u32;
        for (slot, candidate) in fingerprints.as_chunks().0.iter().enumerate() {
            found |= u32::from(u16::from_le_bytes(*candidate) == fingerprint) << slot;
        }
        rows.as_chunks()
            .0
            .get(found.trailing_zeros() as usize)
            .unwrap_or(&NOTHING)
    }

    /// Lays out a model file. A feature whose bucket is full is left out, so the weightiest should come first.
    pub fn pack(
        lexicon: &[u8],
        transitions: &[[i16; TAGS]; TAGS + 1],
        rows: &[(u64, Row)],
    ) -> Vec<u8> {
        let count = rows.len() * 2 / SLOTS * 3 / 4 + 1;
        let mut buckets = vec![[0u8; BUCKET]; count];
        for (feature, row) in rows {
            let (home, fingerprint) = place(*feature, count);
            let Some((fingerprints, rows)) = buckets
                .get_mut(home)
                .map(|bucket| bucket.split_at_mut(SLOTS * 2))
            else {
                continue;
            };
            let mut slots = fingerprints
                .as_chunks_mut()
                .0
                .iter_mut()
                .zip(rows.as_chunks_mut().0);
            if let Some((slot, weights)) = slots.find(|(slot, _)| **slot == [0; 2]) {
                *slot = fingerprint.to_le_bytes();
                *weights = *row;
            }
        }
        let size = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
        let mut bytes = MAGIC.to_vec();
        bytes.extend(size(lexicon.len()));
        bytes.extend(size(count * BUCKET));
        bytes.extend(
            transitions
                .as_flattened()
                .iter()
                .flat_map(|weight| weight.to_le_bytes()),
        );
        bytes.extend(lexicon);
        bytes.extend(buckets.as_flattened());
        bytes
    }
}

const NOTHING: Row = [0; ROW];

/// The bucket of a feature and its fingerprint, never zero.
#[expect(
    clippy::cast_possible_truncation,
    reason = "each takes its own part of the hash"
)]
fn place(feature: u64, buckets: usize) -> (usize, u16) {
    let home = ((feature >> 32) * buckets as u64) >> 32;
    (home as usize, (feature as u16).max(1))
}
