//! The weights, used as they lie in the model file.
//!
//! ```text
//! magic       8 bytes
//! lexicon     u32, its length in bytes
//! weights     u32, their length in bytes
//! transitions 18 × 17 × i16: from each tag, and from nothing, to each tag
//! lexicon     see [`Lexicon`]
//! weights     for each bucket eight fingerprints of 16 bits; then for each bucket eight rows of sixteen i8, a weight
//!             for each tag but `Out`
//! ```
//! Numbers are little-endian. The fingerprints stand together because half the features asked for are unknown: those
//! are told by the fingerprints alone, which fit into a processor's second cache where the rows do not.

use super::lexicon::Lexicon;
use super::tag::TAGS;

const MAGIC: &[u8; 8] = b"names\0\x02\0";
const SLOTS: usize = 8;
const ROW: usize = TAGS - 1;
const FINGERPRINTS: usize = SLOTS * 2;
const ROWS: usize = SLOTS * ROW;
const BUCKET: usize = FINGERPRINTS + ROWS;
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
    fingerprints: &'m [[u8; FINGERPRINTS]],
    rows: &'m [[u8; ROWS]],
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
        let weights = rest.get(..size(weights_size)?)?;
        let (fingerprints, rows) = weights.split_at(weights.len() / BUCKET * FINGERPRINTS);
        Some(Self {
            lexicon: Lexicon::new(lexicon),
            transitions,
            fingerprints: fingerprints.as_chunks().0,
            rows: rows.as_chunks().0,
        })
    }

    /// What a feature says: nothing for any tag when the model does not know it.
    ///
    /// There is no branch on whether it does: half the features are unknown, which no branch predictor can tell.
    pub fn row(&self, feature: u64) -> &'m Row {
        let (home, fingerprint) = place(feature, self.fingerprints.len());
        let (Some(fingerprints), Some(rows)) = (self.fingerprints.get(home), self.rows.get(home))
        else {
            return &NOTHING;
        };
        rows.as_chunks()
            .0
            .get(slot_of(fingerprint, fingerprints))
            .unwrap_or(&NOTHING)
    }

    /// Lays out a model file. A feature whose bucket is full is left out, so the weightiest should come first.
    pub fn pack(
        lexicon: &[u8],
        transitions: &[[i16; TAGS]; TAGS + 1],
        rows: &[(u64, Row)],
    ) -> Vec<u8> {
        let count = rows.len() * 2 / SLOTS * 3 / 4 + 1;
        let mut fingerprints = vec![[0u8; FINGERPRINTS]; count];
        let mut weights = vec![[0u8; ROWS]; count];
        for (feature, row) in rows {
            let (home, fingerprint) = place(*feature, count);
            let (Some(fingerprints), Some(weights)) =
                (fingerprints.get_mut(home), weights.get_mut(home))
            else {
                continue;
            };
            let slots = fingerprints.as_chunks_mut().0.iter_mut();
            let mut slots = slots.zip(weights.as_chunks_mut().0);
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
        bytes.extend(fingerprints.as_flattened());
        bytes.extend(weights.as_flattened());
        bytes
    }
}

const NOTHING: Row = [0; ROW];

/// The first of eight fingerprints that is this one; eight or more when none is. Four are compared at a time: where
/// `x` has a lane of zeros, `(x - 1) & !x` has its highest bit set there, and in no lane below.
fn slot_of(fingerprint: u16, fingerprints: &[u8; FINGERPRINTS]) -> usize {
    const ONES: u64 = 0x0001_0001_0001_0001;
    let (low, high) = fingerprints.split_at(FINGERPRINTS / 2);
    let half = |bytes: &[u8]| {
        let lanes = bytes
            .first_chunk()
            .map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let differing = lanes ^ (ONES * u64::from(fingerprint));
        let equal = differing.wrapping_sub(ONES) & !differing & (ONES << 15);
        equal.trailing_zeros() as usize / 16
    };
    let (low, high) = (half(low), half(high));
    if low < SLOTS / 2 {
        low
    } else {
        SLOTS / 2 + high
    }
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
