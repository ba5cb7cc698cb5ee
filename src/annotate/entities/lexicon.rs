//! Looks up what is known of a word before the story is read: the lists that it is on, and its cluster of similar
//! words.
//!
//! A hash table with buckets of one cache line each: eight fingerprints (32 bits of the word's hash), then eight
//! [`Entry`]s. It is used in place, as it is in the model file.

use super::hash;
use super::name_rules::{ENGLISH, NameRules};

/// What is known of a word: flags of [`List`] above twelve bits of cluster. Zero if nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry(pub u32);

/// A word list, as a bit of an [`Entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum List {
    /// Given names: `Angela`.
    Given,
    /// Family names: `Merkel`.
    Family,
    /// Whole names of well-known people: `Angela Merkel`.
    Person,
    /// Titles before a person's name: `Mr.`, `President`.
    Title,
    /// Countries and continents.
    Country,
    /// Big cities and capitals.
    City,
    /// Smaller cities.
    Town,
    /// States, provinces, regions, seas, rivers.
    Region,
    /// What a place's name ends or begins with: `River`, `Mount`.
    PlaceWord,
    /// Nationalities, faiths, languages: `Kenyan`.
    Demonym,
    /// Companies, agencies, parties.
    Org,
    /// Clubs and teams.
    Club,
    /// What an organisation's name ends or begins with: `Ministry`, `Inc.`.
    OrgWord,
    /// What the name of an event, law, prize or work ends with: `Cup`, `Act`.
    OtherWord,
    /// Months, days, feasts.
    Calendar,
    /// Words that open sentences and are no names: `The`, `However`.
    Function,
    /// `said`, `told`, `added`.
    Speech,
    /// Names begin phrases of this list: whether to look for longer ones.
    Begins,
    /// Words that are in lower case unless they open a sentence, as counted by the trainer or given by a list.
    Common,
    /// Nouns that have a capital only because they are nouns: `Regierung`.
    Noun,
}

impl List {
    /// Every list that a file can fill, in the order of their bits.
    pub const ALL: [Self; 19] = [
        Self::Given,
        Self::Family,
        Self::Person,
        Self::Title,
        Self::Country,
        Self::City,
        Self::Town,
        Self::Region,
        Self::PlaceWord,
        Self::Demonym,
        Self::Org,
        Self::Club,
        Self::OrgWord,
        Self::OtherWord,
        Self::Calendar,
        Self::Function,
        Self::Speech,
        Self::Common,
        Self::Noun,
    ];

    /// The lists of places whose names people may have, as bits: countries, cities, regions.
    pub(super) const PLACES: u32 = Self::Country.bit() | Self::City.bit() | Self::Region.bit();

    /// Its bit among [`Entry::lists`].
    pub const fn bit(self) -> u32 {
        1 << self as u8
    }
}

const CLUSTER_BITS: u32 = 12;

impl Entry {
    /// Of these lists (bits of [`List::bit`]) and this cluster (0 to 4095, 0 for none).
    pub fn new(lists: u32, cluster: u32) -> Self {
        Self(lists << CLUSTER_BITS | cluster & ((1 << CLUSTER_BITS) - 1))
    }

    /// The lists, as bits.
    pub fn lists(self) -> u32 {
        self.0 >> CLUSTER_BITS
    }

    /// The cluster; 0 for none.
    pub fn cluster(self) -> u32 {
        self.0 & ((1 << CLUSTER_BITS) - 1)
    }

    /// Whether it is on `list`.
    pub fn is(self, list: List) -> bool {
        self.lists() & list.bit() != 0
    }
}

const SLOTS: usize = 8;
const BUCKET: usize = SLOTS * 8;

/// The table of words and phrases.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'m> {
    buckets: &'m [[u8; BUCKET]],
    rules: &'static NameRules,
}

impl<'m> Lexicon<'m> {
    /// Reads the table of English words that [`Lexicon::pack`] made; bytes that fill no bucket are left aside.
    pub fn new(bytes: &'m [u8]) -> Self {
        Self {
            buckets: bytes.as_chunks().0,
            rules: &ENGLISH,
        }
    }

    /// The same table, for the language with these rules.
    #[must_use]
    pub fn for_rules(self, rules: &'static NameRules) -> Self {
        Self { rules, ..self }
    }

    /// The rules of its language.
    pub fn rules(self) -> &'static NameRules {
        self.rules
    }

    /// What is known of the word or phrase of this hash.
    pub fn get(self, word: u64) -> Entry {
        let (home, fingerprint) = place(word, self.buckets.len());
        let Some(bucket) = self.buckets.get(home) else {
            return Entry::default();
        };
        let (fingerprints, entries) = bucket.as_chunks().0.split_at(SLOTS);
        let mut found = 0u32;
        for (slot, candidate) in fingerprints.iter().enumerate() {
            found |= u32::from(u32::from_le_bytes(*candidate) == fingerprint) << slot;
        }
        let entry = entries.get(found.trailing_zeros() as usize);
        Entry(entry.map_or(0, |entry| u32::from_le_bytes(*entry)))
    }

    /// Lays out a table of these words and phrases. One in hundreds finds no room and is left out: the important come
    /// first.
    pub fn pack(words: &[(u64, Entry)]) -> Vec<u8> {
        let count = words.len() * 2 / SLOTS + 1;
        let mut buckets = vec![[0u8; BUCKET]; count];
        for (word, entry) in words {
            let (home, fingerprint) = place(*word, count);
            let Some(bucket) = buckets.get_mut(home) else {
                continue;
            };
            let (fingerprints, entries) = bucket.as_chunks_mut().0.split_at_mut(SLOTS);
            let mut slots = fingerprints.iter_mut().zip(entries);
            if let Some((slot, value)) = slots.find(|(slot, _)| **slot == [0; 4]) {
                *slot = fingerprint.to_le_bytes();
                *value = entry.0.to_le_bytes();
            }
        }
        buckets.into_flattened()
    }
}

/// The bucket of a word and its fingerprint, never zero.
#[expect(
    clippy::cast_possible_truncation,
    reason = "each takes its own half of the hash"
)]
fn place(word: u64, buckets: usize) -> (usize, u32) {
    let hash = hash::finish(word);
    let home = ((hash >> 32) * buckets as u64) >> 32;
    (home as usize, (hash as u32).max(1))
}
