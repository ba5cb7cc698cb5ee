//! Compares texts by word shingles, and makes the sketches by which an index finds near copies.
//!
//! A shingle is a hash of [`LENGTH`] folded words in a row. The similarity of two texts is the Jaccard index of their
//! sets of shingles. A [sketch] has bands such that texts with a similarity of a half or more very likely share one,
//! and other texts hardly ever do. It is `MinHash` with one permutation, in which empty bins are filled from full ones
//! (Shrivastava, "Optimal Densification for Fast and Accurate Minwise Hashing", 2017).

mod compared;
mod sample;

pub use self::compared::{Compared, compared, stands_alone};
use super::tokens::Words;

/// How many words make a shingle.
pub const LENGTH: usize = 5;
/// How many bands a sketch has.
pub const BANDS: usize = 10;
/// How many minima make a band. Texts with a similarity of 0.5 share a band with a probability of 94 %, those with 0.6
/// with 99 %, those with 0.01 with a tenth of a percent.
const ROWS: usize = 2;
const BINS: usize = BANDS * ROWS;

/// What an index stores of a text to find its copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// The bands. 32 bits each are enough to find candidates, and take less space on disk. Empty if the text has no
    /// word.
    pub bands: Vec<u64>,
    /// A hash that is the same for two texts if their shingles are, each with the same frequency.
    pub text: u64,
}

/// The sketch of a text.
///
/// ```
/// use dateline::annotate::shingles::sketch;
/// let one = sketch("The mill burnt down on Monday night.");
/// assert_eq!(one, sketch("THE MILL burnt down, on Monday night"));
/// assert_ne!(one.text, sketch("The mill burnt down on Tuesday night.").text);
/// ```
pub fn sketch(text: &str) -> Sketch {
    let mut sketcher = Sketcher::default();
    let mut words = Words::new(text);
    while words.advance() {
        sketcher.add(words.folded());
    }
    sketcher.sketch()
}

/// Makes the sketch of a text, word by word.
#[derive(Default)]
pub struct Sketcher {
    row: Row,
    bins: Bins,
}

impl Sketcher {
    /// Adds a folded word, and returns its hash.
    pub fn add(&mut self, folded: &str) -> u64 {
        let number = word_hash(folded);
        if let Some(shingle) = self.row.add(number) {
            self.bins.add(shingle);
        }
        number
    }

    /// The sketch of the words so far.
    pub fn sketch(mut self) -> Sketch {
        if let Some(shingle) = self.row.too_short() {
            self.bins.add(shingle);
        }
        Sketch {
            bands: self.bins.bands(),
            text: self.bins.sum,
        }
    }
}

/// The last words of a text so far.
#[derive(Default)]
struct Row {
    recent: [u64; LENGTH],
    words: usize,
}

impl Row {
    /// Adds a word, and returns the shingle that it completes.
    fn add(&mut self, word: u64) -> Option<u64> {
        self.recent.rotate_left(1);
        if let Some(last) = self.recent.last_mut() {
            *last = word;
        }
        self.words += 1;
        (self.words >= LENGTH).then(|| joined(&self.recent))
    }

    /// The one shingle of a text that has words, but too few.
    fn too_short(&self) -> Option<u64> {
        (1..LENGTH)
            .contains(&self.words)
            .then(|| joined(&self.recent))
    }
}

/// The least shingle of each bin, and the sum of all.
#[derive(Default)]
struct Bins {
    least: [Option<u64>; BINS],
    sum: u64,
}

impl Bins {
    fn add(&mut self, shingle: u64) {
        let mixed = mixed(shingle);
        self.sum = self.sum.wrapping_add(mixed);
        let place = usize::try_from(mixed % BINS as u64).unwrap_or_default();
        if let Some(bin) = self.least.get_mut(place) {
            *bin = Some(bin.map_or(shingle, |least| least.min(shingle)));
        }
    }

    fn bands(&self) -> Vec<u64> {
        if self.least.iter().all(Option::is_none) {
            return Vec::new();
        }
        let filled: Vec<u64> = (0..BINS as u64).map(|place| self.minimum(place)).collect();
        let bands = (0_u64..).zip(filled.chunks_exact(ROWS));
        bands
            .map(|(number, rows)| rows.iter().fold(number, |band, row| mixed(band ^ *row)) >> 32)
            .collect()
    }

    /// The minimum in a bin; for an empty bin, that of the first full one among its substitutes. At least one bin must
    /// be full.
    fn minimum(&self, place: u64) -> u64 {
        let mut probe = place;
        loop {
            let bin = usize::try_from(probe % BINS as u64).unwrap_or_default();
            if let Some(Some(least)) = self.least.get(bin) {
                return *least;
            }
            probe = mixed(probe.wrapping_add(place << 32 | 1));
        }
    }
}

/// FNV-1a. Bands are stored on disk, so the hash must not change with the update of a library.
pub(super) fn word_hash(letters: &str) -> u64 {
    letters.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn joined(words: &[u64; LENGTH]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let all = words.iter().fold(0_u64, |hash, word| {
        hash.wrapping_mul(ODD).wrapping_add(*word)
    });
    mixed(all)
}

/// Makes every bit of the result depend on every bit of `hash` (the finalizer of `SplitMix64`).
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn likeness(one: &str, other: &str) -> f64 {
        Compared::of(one).alike(&Compared::of(other))
    }

    #[test]
    fn case_accents_and_signs_make_no_difference() {
        let one = "The mill in Zürich burnt down on Monday night.";
        let other = "THE MILL in Zurich, burnt down: on Monday (night)";
        assert!((likeness(one, other) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_changed_word_costs_the_shingles_it_is_in() {
        let one = "one two three four five six seven eight nine ten";
        let other = "one two three four five six seven eight nine eleven";
        assert!((likeness(one, other) - 5.0 / 7.0).abs() < 1e-9);
    }

    #[test]
    fn short_texts_are_copies_only_of_themselves() {
        assert!((likeness("Rain today.", "rain today") - 1.0).abs() < f64::EPSILON);
        assert!(likeness("Rain today.", "Rain tomorrow.") < f64::EPSILON);
        assert!(likeness("", "") < f64::EPSILON);
        assert!(sketch(" … ").bands.is_empty());
    }

    proptest! {
        #[test]
        fn near_copies_share_a_band_and_strangers_do_not(
            words in prop::collection::vec(0_u32..5000, 100..300), changes in prop::collection::vec(0_usize..100, 0..6),
            strangers in prop::collection::vec(5000_u32..9000, 100..300),
        ) {
            let text = |words: &[u32]| words.iter().map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ");
            let mut edited = words.clone();
            for change in changes {
                edited[change] = 9999;
            }
            let shared = |one: &[u32], other: &[u32]| {
                let (one, other) = (sketch(&text(one)), sketch(&text(other)));
                one.bands.iter().zip(&other.bands).filter(|(a, b)| a == b).count()
            };
            // Nine tenths are missed once in ten million times.
            if likeness(&text(&words), &text(&edited)) > 0.9 {
                prop_assert!(shared(&words, &edited) > 0);
            }
            prop_assert_eq!(shared(&words, &strangers), 0);
        }
    }
}
