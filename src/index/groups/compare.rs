//! Decides whether two texts are copies: compares them ([`Compared::is_copy_of`]), unless the verdict is known.

use std::collections::hash_map::Entry;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use tantivy::DocAddress;

use super::segment::Segment;
use super::texts::Texts;
use crate::annotate::shingles::Compared;
use crate::index::handed::Room;
use crate::index::{IndexError, side_files};

/// How many hashes of texts a thread holds at a time: 32 MiB.
const MOST_HASHES: usize = 4 << 20;
/// How many bytes of long texts are unpacked at a time, unless one alone is longer.
const UNPACKED: usize = 32 << 20;
/// What a text takes besides its hashes, in hashes.
const TEXT_OVERHEAD: usize = 16;

/// A pair of texts, the lesser first.
pub(super) type Pair = (u64, u64);

/// The verdicts on pairs of texts, cached in a file beside the index. They hold whatever becomes of the stories.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Verdicts {
    /// Changes with the definition of a copy.
    version: u32,
    /// One number per pair, sorted; the last bit is the verdict.
    numbers: Vec<u64>,
}

impl Verdicts {
    const FILE: &str = ".dateline-compared";
    const VERSION: u32 = 2;

    /// The verdicts beside the index in `dir`; none if the file is missing, damaged or of another version.
    pub(super) fn read(dir: &Path) -> Self {
        let content = side_files::read(dir, Self::FILE).ok().flatten();
        let verdicts = content.and_then(|content| postcard::from_bytes::<Self>(&content).ok());
        let verdicts = verdicts.filter(|verdicts| verdicts.version == Self::VERSION);
        verdicts.unwrap_or_default()
    }

    pub(super) fn write(&self, dir: &Path) -> Result<(), IndexError> {
        side_files::write(dir, Self::FILE, &postcard::to_stdvec(self)?)
    }

    fn get(&self, pair: Pair) -> Option<bool> {
        let is_there = |verdict| self.numbers.binary_search(&number(pair, verdict)).is_ok();
        verdict(is_there)
    }
}

/// The number of a pair with a verdict. Texts are sums of hashes, so two pairs hardly ever have one number.
fn number((one, other): Pair, are_copies: bool) -> u64 {
    (one ^ other.rotate_left(32)) & !1 | u64::from(are_copies)
}

/// The verdict for which something is there, if any.
fn verdict(is_there: impl Fn(bool) -> bool) -> Option<bool> {
    [false, true].into_iter().find(|verdict| is_there(*verdict))
}

/// Decides on pairs of texts and records the verdicts.
pub(super) struct Comparer<'a> {
    segments: &'a [Segment<'a>],
    texts: &'a Texts,
    known: &'a Verdicts,
    threads: usize,
    verdicts: FxHashSet<u64>,
}

impl<'a> Comparer<'a> {
    pub(super) fn new(
        segments: &'a [Segment<'a>],
        texts: &'a Texts,
        known: &'a Verdicts,
        threads: usize,
    ) -> Self {
        Self {
            segments,
            texts,
            known,
            threads: threads.max(1),
            verdicts: FxHashSet::default(),
        }
    }

    /// The pairs that are copies.
    pub(super) fn copies(&mut self, pairs: Vec<Pair>) -> Result<Vec<Pair>, IndexError> {
        let mut copies = Vec::new();
        let mut open = Vec::new();
        for pair in pairs {
            let met = verdict(|verdict| self.verdicts.contains(&number(pair, verdict)));
            match met.or_else(|| self.known.get(pair)) {
                Some(are_copies) => {
                    self.verdicts.insert(number(pair, are_copies));
                    copies.extend(are_copies.then_some(pair));
                }
                None => open.extend(self.to_be_read(pair)),
            }
        }
        for (pair, are_copies) in self.compare(open)? {
            self.verdicts.insert(number(pair, are_copies));
            copies.extend(are_copies.then_some(pair));
        }
        Ok(copies)
    }

    /// All verdicts that were needed.
    pub(super) fn verdicts(self) -> Verdicts {
        let mut numbers: Vec<u64> = self.verdicts.into_iter().collect();
        numbers.sort_unstable();
        Verdicts {
            version: Verdicts::VERSION,
            numbers,
        }
    }

    /// A pair with the addresses of a story of either text, the lesser first. Any story with the text will do.
    fn to_be_read(&self, pair: Pair) -> Option<(DocAddress, DocAddress, Pair)> {
        let (_, one) = self.texts.stories(pair.0).first()?;
        let (_, other) = self.texts.stories(pair.1).first()?;
        Some((*one.min(other), *one.max(other), pair))
    }

    /// Compares pairs of texts on several threads.
    fn compare(
        &self,
        mut pairs: Vec<(DocAddress, DocAddress, Pair)>,
    ) -> Result<Vec<(Pair, bool)>, IndexError> {
        // Reading in order of address unpacks neighbouring stories together.
        pairs.sort_unstable();
        let share = pairs.len().div_ceil(self.threads).max(1);
        let segments = self.segments;
        let room = &Room::new(UNPACKED);
        thread::scope(|scope| {
            let shares = pairs.chunks(share);
            let shares: Vec<_> = shares
                .map(|pairs| scope.spawn(move || compare(segments, pairs, room)))
                .collect();
            let mut compared = Vec::new();
            for thread in shares {
                compared.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic))?);
            }
            Ok(compared)
        })
    }
}

/// Compares pairs of texts, given by two addresses each, in order of these.
fn compare(
    segments: &[Segment<'_>],
    pairs: &[(DocAddress, DocAddress, Pair)],
    room: &Arc<Room>,
) -> Result<Vec<(Pair, bool)>, IndexError> {
    let mut verdicts = Vec::with_capacity(pairs.len());
    let mut texts: FxHashMap<DocAddress, Compared> = FxHashMap::default();
    let mut held = 0;
    for (one, other, pair) in pairs {
        if held >= MOST_HASHES {
            texts.clear();
            held = 0;
        }
        for address in [one, other] {
            if let Entry::Vacant(unread) = texts.entry(*address) {
                let text = unread.insert(read(segments, *address, room)?);
                held += TEXT_OVERHEAD + text.len();
            }
        }
        let both = texts.get(one).zip(texts.get(other));
        verdicts.push((
            *pair,
            both.is_some_and(|(one, other)| one.is_copy_of(other)),
        ));
    }
    Ok(verdicts)
}

fn read(
    segments: &[Segment<'_>],
    address: DocAddress,
    room: &Arc<Room>,
) -> Result<Compared, IndexError> {
    let segment = usize::try_from(address.segment_ord).ok();
    let segment = segment.and_then(|segment| segments.get(segment));
    segment.map_or_else(
        || Ok(Compared::default()),
        |segment| segment.compared(address.doc_id, room),
    )
}
