//! Compares two texts by their shingles: how alike they are, and whether one is a copy of the other.

use std::borrow::Cow;

use super::sample::{Sample, Sampler};
use super::{Row, mixed, word_hash};
use crate::annotate::tokens::Words;

/// The similarity from which a long text is a copy of another.
const NEAR: f64 = 0.5;
/// The same for a short text.
const NEAR_IF_SHORT: f64 = 0.8;
/// One in so many numbers may differ between copies.
const OTHER_NUMBERS: usize = 5;
/// A story of fewer words is compared together with its headline: a notice of a dividend reads the same for any
/// company.
const SHORT: usize = 30;
/// A guess at the bytes that a word takes.
const WORD: usize = 6;

/// The part of a story that is compared to find its copies: its body, and if that is short or missing, its headline too.
pub fn compared<'t>(title: &'t str, body: &'t str) -> Cow<'t, str> {
    if title.is_empty() || stands_alone(body) {
        Cow::Borrowed(body)
    } else {
        Cow::Owned(format!("{title}\n{body}"))
    }
}

/// Whether a text is so long that it is compared without its headline.
pub fn stands_alone(body: &str) -> bool {
    body.split_whitespace().take(SHORT).count() == SHORT
}

/// A text, prepared for comparisons. Of a very long text only a sample is kept, so that it takes no more than two
/// megabytes.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    shingles: Sample,
    /// The words with a digit in them.
    numbers: Sample,
}

impl Compared {
    /// Prepares a text.
    pub fn of(text: &str) -> Self {
        let mut shingles = Sampler::expecting(text.len() / WORD);
        let mut numbers = Sampler::expecting(0);
        let mut row = Row::default();
        let mut words = Words::new(text);
        while words.advance() {
            let hash = word_hash(words.folded());
            if words.folded().bytes().any(|byte| byte.is_ascii_digit()) {
                numbers.add(mixed(hash));
            }
            if let Some(shingle) = row.add(hash) {
                shingles.add(shingle);
            }
        }
        if let Some(shingle) = row.too_short() {
            shingles.add(shingle);
        }
        Self {
            shingles: shingles.sample(),
            numbers: numbers.sample(),
        }
    }

    /// How many hashes it holds.
    pub fn len(&self) -> usize {
        self.shingles.hashes().len() + self.numbers.hashes().len()
    }

    /// Whether the text has no word.
    pub fn is_empty(&self) -> bool {
        self.shingles.hashes().is_empty()
    }

    /// The similarity of two texts.
    pub fn alike(&self, other: &Self) -> f64 {
        let [one, other] = self.shingles.comparable(&other.shingles);
        alike(one, other)
    }

    /// Whether one text is a copy of the other: reprinted, cut or lightly edited.
    ///
    /// Two long texts do not have half in common by chance. But any two short notices of the same sort do, so the
    /// shorter a text is, the more must be shared. And a market report of another day has other numbers, so hardly any
    /// number of the shorter text may be missing from the longer. Of two equally long ones, the one with more numbers is
    /// the longer, so that it does not matter which of two texts is asked.
    pub fn is_copy_of(&self, other: &Self) -> bool {
        let size = |text: &Self| (text.shingles.number(), text.numbers.number());
        let (short, long) = if size(self) <= size(other) {
            (self, other)
        } else {
            (other, self)
        };
        let [numbers, others] = short.numbers.comparable(&long.numbers);
        let missing = numbers.iter();
        let missing = missing.filter(|number| others.binary_search(number).is_err());
        let missing = missing.count();
        (missing <= 1 || missing * OTHER_NUMBERS <= numbers.len())
            && short.alike(long) >= asked(short.shingles.number())
    }
}

/// The similarity required of two texts, the shorter of which has `length` shingles.
fn asked(length: usize) -> f64 {
    const SHORT: f64 = 40.0;
    const LONG: f64 = 120.0;
    let length = f64::from(u32::try_from(length).unwrap_or(u32::MAX));
    let missing = ((LONG - length) / (LONG - SHORT)).clamp(0.0, 1.0);
    NEAR + missing * (NEAR_IF_SHORT - NEAR)
}

/// The Jaccard index of two sorted sets of shingles; 0 if both are empty.
fn alike(one: &[u64], other: &[u64]) -> f64 {
    let (mut both, mut i, mut j) = (0_u32, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        both += u32::from(a == b);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    let either = (one.len() + other.len()).saturating_sub(both as usize);
    if either == 0 {
        return 0.0;
    }
    f64::from(both) / f64::from(u32::try_from(either).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_numbers_make_another_report() {
        let prices = |prices: [&str; 4]| {
            let [a, b, c, d] = prices;
            format!(
                "The ministry of agriculture said today that the average price for steers delivered to the yards of the \
                 northern provinces was {a} crowns per hundred pounds. It also said that hogs were sold at {b} crowns, that \
                 barley was quoted at {c} crowns per ton at the mills along the coast, and that the price of rapeseed, \
                 which is set by the board of the exchange every week, stood at {d} crowns when business closed. The prices \
                 are those that the ministry takes for its payments to farmers who keep grain in store until it has \
                 reached the level that the law foresees, and are published every morning of a working day."
            )
        };
        let monday = Compared::of(&prices(["70.10", "48.20", "199.00", "312.50"]));
        let corrected = Compared::of(&prices(["70.10", "48.20", "199.00", "312.60"]));
        let tuesday = Compared::of(&prices(["70.35", "48.05", "199.40", "312.50"]));
        assert!(monday.is_copy_of(&corrected) && corrected.is_copy_of(&monday));
        assert!(monday.alike(&tuesday) > 0.6 && !monday.is_copy_of(&tuesday));
    }

    #[test]
    fn it_does_not_matter_which_text_is_asked() {
        let story = |counts: [&str; 4]| {
            let mut letters =
                ('a'..='z').flat_map(|one| ('a'..='z').map(move |other| (one, other)));
            let among = |count: &str| {
                let words = letters.by_ref().take(70);
                let words = words.flat_map(|(one, other)| [one, other, ' ']);
                format!("{}{count} ", words.collect::<String>())
            };
            Compared::of(&counts.map(among).concat())
        };
        let figures = story(["31", "32", "33", "34"]);
        let words = story(["many", "few", "some", "several"]);
        assert_eq!(figures.shingles.number(), words.shingles.number());
        assert_eq!(figures.is_copy_of(&words), words.is_copy_of(&figures));
        assert!(figures.alike(&words) > NEAR && words.is_copy_of(&figures));
    }

    #[test]
    fn more_is_asked_of_a_short_text() {
        for (length, likeness) in [(0, 0.8), (40, 0.8), (80, 0.65), (120, 0.5), (9000, 0.5)] {
            assert!((asked(length) - likeness).abs() < 1e-9, "{length}");
        }
    }

    #[test]
    fn of_very_long_texts_a_sample_is_compared() {
        // Of the words, one in `of` is another one.
        let text = |other: &str, of: u32| {
            let words = (0..600_000_u32).map(|place| match place % of {
                0 => format!("{other}{} ", letters(place)),
                _ => format!("{} ", letters(place)),
            });
            Compared::of(&words.collect::<String>())
        };
        let (one, near, far) = (text("b", 50), text("c", 50), text("c", 5));
        assert!(one.len() < 140_000);
        // Five shingles of each fifty have the other word in them.
        let expected = 45.0 / 55.0;
        assert!(
            (one.alike(&near) - expected).abs() < 0.005,
            "{}",
            one.alike(&near)
        );
        assert!(one.is_copy_of(&near) && near.is_copy_of(&one));
        assert!(!one.is_copy_of(&far) && !far.is_copy_of(&one));
    }

    /// A number, written in letters.
    fn letters(number: u32) -> String {
        number
            .to_string()
            .bytes()
            .map(|digit| char::from(digit + 49))
            .collect()
    }
}
