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
//! Numbers are little-endian. A feature whose bucket is full stands in the next.

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

    /// What a feature says; `None` when the model knows nothing of it.
    pub fn row(&self, feature: u64) -> Option<&'m Row> {
        let (home, fingerprint) = place(feature, self.buckets.len());
        for bucket in self.buckets.get(home..)?.iter().take(2) {
            let (fingerprints, rows) = bucket.split_at(SLOTS * 2);
            let fingerprints = fingerprints.as_chunks::<2>().0;
            if let Some(slot) = fingerprints.iter().position(|found| *found == fingerprint) {
                return rows.as_chunks().0.get(slot);
            }
            if fingerprints.last() == Some(&[0; 2]) {
                return None;
            }
        }
        None
    }

    /// Lays out a model file. Features that find no room, one in thousands, are left out.
    pub fn pack(
        lexicon: &[u8],
        transitions: &[[i16; TAGS]; TAGS + 1],
        rows: &[(u64, Row)],
    ) -> Vec<u8> {
        let count = rows.len() * 8 / (SLOTS * 7) + 2;
        let mut buckets = vec![[0u8; BUCKET]; count];
        for (feature, row) in rows {
            let (home, fingerprint) = place(*feature, count);
            let free = buckets.iter_mut().skip(home).take(2).find_map(|bucket| {
                let (fingerprints, rows) = bucket.split_at_mut(SLOTS * 2);
                fingerprints
                    .as_chunks_mut::<2>()
                    .0
                    .iter_mut()
                    .zip(rows.as_chunks_mut::<ROW>().0)
                    .find(|(slot, _)| **slot == [0; 2])
            });
            if let Some((slot, weights)) = free {
                *slot = fingerprint;
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

/// The bucket of a feature, among all but the last, and its fingerprint, never zero.
#[expect(
    clippy::cast_possible_truncation,
    reason = "each takes its own part of the hash"
)]
fn place(feature: u64, buckets: usize) -> (usize, [u8; 2]) {
    let home = ((feature >> 32) * (buckets.max(2) as u64 - 1)) >> 32;
    (home as usize, (feature as u16).max(1).to_le_bytes())
}
