//! Finds the groups of copies in an index.
//!
//! Texts of the same words are one. Two texts that share a band of their sketches are compared, and linked where the one
//! is a copy of the other ([`Compared::is_copy_of`]) and they were published near one another: what a paper writes of every harvest
//! in the same words is no reprint. A group is all that links lead to.

use std::collections::hash_map::Entry;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, SegmentReader, TantivyError};

use super::{Groups, Judged, Place};
use crate::annotate::shingles::{BANDS, Compared, compared};
use crate::index::{Archive, IndexError};

/// A band that more texts share says little of each two of them: each is compared with so many that follow it.
const NEIGHBOURS: usize = 32;
/// How far apart copies may be published that differ in words, in seconds.
const NEAR: u64 = 7 * 24 * 60 * 60;
/// How many texts a thread holds at a time while they are compared.
const HELD: usize = 4096;

/// A pair of texts, the lesser first.
type Pair = (u64, u64);

/// The groups of all stories that are there, and what was judged of those that had to be compared: taken from `judged`
/// where it tells. So many `threads` compare.
pub(super) fn groups(
    archive: &Archive,
    judged: &Judged,
    threads: usize,
) -> Result<(Groups, Judged), IndexError> {
    let segments = archive.searcher.segment_readers().iter();
    let segments: Vec<Segment<'_>> = segments.map(Segment::open).collect::<Result<_, _>>()?;
    let mut alike = Alike::default();
    alike.look(&segments);
    let judged = alike.judge(archive, judged, threads)?;
    let mut groups = alike.groups(&judged, &segments);
    in_order(&mut groups, &segments)?;
    let mut stories: Vec<Vec<(DocId, Place)>> = vec![Vec::new(); segments.len()];
    for (group, members) in (0..).zip(groups) {
        for (number, address) in (0..).zip(members) {
            let place = usize::try_from(address.segment_ord).unwrap_or(usize::MAX);
            if let Some(stories) = stories.get_mut(place) {
                stories.push((address.doc_id, Place { group, number }));
            }
        }
    }
    let in_segment = |mut stories: Vec<(DocId, Place)>| {
        stories.sort_unstable();
        Arc::new(stories)
    };
    let segments = stories.into_iter().map(in_segment).collect();
    Ok((Groups { segments }, judged))
}

struct Segment<'r> {
    reader: &'r SegmentReader,
    bands: Column<u64>,
    text: Column<u64>,
    published: Column<i64>,
    key: Option<StrColumn>,
}

impl<'r> Segment<'r> {
    fn open(reader: &'r SegmentReader) -> Result<Self, IndexError> {
        let columns = reader.fast_fields();
        Ok(Self {
            reader,
            bands: columns.u64("copies")?,
            text: columns.u64("text")?,
            published: columns.i64("published_at")?,
            key: columns.str("key")?,
        })
    }
}

/// The texts that share a band with another story's, and which of them are to be compared.
#[derive(Default)]
struct Alike {
    stories: FxHashMap<u64, Vec<DocAddress>>,
    met: FxHashSet<DocAddress>,
    pairs: FxHashSet<Pair>,
}

impl Alike {
    /// Looks at every band of every story, those of one number at a time: what is held is a few words a story.
    fn look(&mut self, segments: &[Segment<'_>]) {
        for number in 0..BANDS {
            let mut bands: Vec<(u64, u64, DocAddress)> = Vec::new();
            for (ordinal, segment) in (0..).zip(segments) {
                for doc in segment.reader.doc_ids_alive() {
                    let band = segment.bands.values_for_doc(doc).nth(number);
                    if let Some((band, text)) = band.zip(segment.text.first(doc)) {
                        bands.push((band, text, DocAddress::new(ordinal, doc)));
                    }
                }
            }
            bands.sort_unstable();
            for sharing in bands.chunk_by(|one, other| one.0 == other.0) {
                if sharing.len() > 1 {
                    self.share_a_band(sharing);
                }
            }
        }
    }

    fn share_a_band(&mut self, stories: &[(u64, u64, DocAddress)]) {
        let mut texts: Vec<u64> = Vec::new();
        for (_, text, address) in stories {
            if self.met.insert(*address) {
                self.stories.entry(*text).or_default().push(*address);
            }
            if texts.last() != Some(text) {
                texts.push(*text);
            }
        }
        for (place, text) in texts.iter().enumerate() {
            let others = texts.iter().skip(place + 1).take(NEIGHBOURS);
            self.pairs.extend(others.map(|other| (*text, *other)));
        }
    }

    /// Compares what was not compared before.
    fn judge(
        &self,
        archive: &Archive,
        before: &Judged,
        threads: usize,
    ) -> Result<Judged, IndexError> {
        let mut judged = Judged::default();
        let mut open: Vec<(DocAddress, DocAddress, Pair)> = Vec::new();
        for pair in &self.pairs {
            if let Some(known) = before.get(pair) {
                judged.insert(*pair, *known);
                continue;
            }
            // Any story of a text will do: read in order of place, stories that stand together are unpacked together.
            let first = |text| {
                self.stories
                    .get(text)
                    .and_then(|stories| stories.iter().min())
            };
            if let (Some(one), Some(other)) = (first(&pair.0), first(&pair.1)) {
                open.push((*one.min(other), *one.max(other), *pair));
            }
        }
        open.sort_unstable();
        let share = open.len().div_ceil(threads.max(1)).max(1);
        thread::scope(|scope| {
            let compared = open.chunks(share);
            let compared: Vec<_> = compared
                .map(|pairs| scope.spawn(move || compare(archive, pairs)))
                .collect();
            for thread in compared {
                judged.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic))?);
            }
            Ok(judged)
        })
    }

    /// All that links lead to, in the order of the least text of each group.
    fn groups(self, judged: &Judged, segments: &[Segment<'_>]) -> Vec<Vec<DocAddress>> {
        let mut links: FxHashMap<u64, u64> = FxHashMap::default();
        let linked = judged
            .iter()
            .filter(|(_, alike)| **alike)
            .map(|(pair, _)| *pair);
        let linked = linked.filter(|(one, other)| {
            let times = [one, other].map(|text| published(self.stories.get(text), segments));
            let [one, other] = &times;
            near_in_time(one, other)
        });
        for (one, other) in linked {
            let (one, other) = (end(&mut links, one), end(&mut links, other));
            // The least text stands for all, whatever the order of the links.
            if one != other {
                links.insert(one.max(other), one.min(other));
            }
        }
        let mut groups: FxHashMap<u64, Vec<DocAddress>> = FxHashMap::default();
        for (text, stories) in self.stories {
            groups
                .entry(end(&mut links, text))
                .or_default()
                .extend(stories);
        }
        groups.retain(|_, stories| stories.len() > 1);
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_unstable_by_key(|(text, _)| *text);
        groups.into_iter().map(|(_, stories)| stories).collect()
    }
}

/// Where the links from a text end. Those on the way are made shorter.
fn end(links: &mut FxHashMap<u64, u64>, text: u64) -> u64 {
    let mut end = text;
    while let Some(next) = links.get(&end) {
        end = *next;
    }
    let mut at = text;
    while at != end {
        at = links.insert(at, end).unwrap_or(end);
    }
    end
}

/// Judges pairs whose texts stand at two addresses each, in order of these.
fn compare(
    archive: &Archive,
    pairs: &[(DocAddress, DocAddress, Pair)],
) -> Result<Judged, IndexError> {
    let mut judged = Judged::default();
    let mut texts: FxHashMap<DocAddress, Compared> = FxHashMap::default();
    for (one, other, pair) in pairs {
        if texts.len() >= HELD {
            texts.clear();
        }
        for address in [one, other] {
            if let Entry::Vacant(unread) = texts.entry(*address) {
                unread.insert(read(archive, *address)?);
            }
        }
        let both = texts.get(one).zip(texts.get(other));
        judged.insert(
            *pair,
            both.is_some_and(|(one, other)| one.is_copy_of(other)),
        );
    }
    Ok(judged)
}

fn read(archive: &Archive, address: DocAddress) -> Result<Compared, IndexError> {
    let stored = archive.story(address)?;
    Ok(stored.map_or_else(Compared::default, |stored| {
        let story = &stored.annotated.story;
        Compared::of(&compared(&story.title, &story.body))
    }))
}

/// When some stories were published, in order; the undated first.
fn published(stories: Option<&Vec<DocAddress>>, segments: &[Segment<'_>]) -> Vec<Option<i64>> {
    let stories = stories.into_iter().flatten();
    let mut times: Vec<_> = stories
        .map(|address| published_at(*address, segments))
        .collect();
    times.sort_unstable();
    times
}

fn published_at(address: DocAddress, segments: &[Segment<'_>]) -> Option<i64> {
    let segment = usize::try_from(address.segment_ord).ok();
    let segment = segment.and_then(|segment| segments.get(segment))?;
    segment.published.first(address.doc_id)
}

/// Whether any two of some times are near one another, or may be, since they are not known.
fn near_in_time(one: &[Option<i64>], other: &[Option<i64>]) -> bool {
    let unknown = [one, other]
        .iter()
        .any(|times| times.first().is_none_or(Option::is_none));
    unknown
        || one.iter().flatten().any(|time| {
            let later = other.partition_point(|other| *other < Some(*time));
            let around = [later.checked_sub(1), Some(later)].into_iter().flatten();
            let mut around = around.filter_map(|place| other.get(place).copied().flatten());
            around.any(|other| time.abs_diff(other) <= NEAR)
        })
}

/// Puts the stories of each group in order: of publication, the undated last, then of id and file.
fn in_order(groups: &mut [Vec<DocAddress>], segments: &[Segment<'_>]) -> Result<(), IndexError> {
    let mut keys: FxHashMap<DocAddress, String> = FxHashMap::default();
    for (ordinal, segment) in (0..).zip(segments) {
        let Some(column) = &segment.key else {
            continue;
        };
        let inside = groups
            .iter()
            .flatten()
            .filter(|address| address.segment_ord == ordinal);
        let mut numbers: Vec<(u64, DocAddress)> = inside
            .filter_map(|address| Some((column.ords().first(address.doc_id)?, *address)))
            .collect();
        numbers.sort_unstable();
        let ordinals: Vec<u64> = numbers.iter().map(|(number, _)| *number).collect();
        let mut addresses = numbers.iter();
        column
            .dictionary()
            .sorted_ords_to_term_cb(&ordinals, |key| {
                if let Some((_, address)) = addresses.next() {
                    keys.insert(*address, String::from_utf8_lossy(key).into_owned());
                }
            })
            .map_err(TantivyError::from)?;
    }
    for group in groups {
        group.sort_by_cached_key(|address| {
            let published = published_at(*address, segments);
            (published.is_none(), published, keys.get(address).cloned())
        });
    }
    Ok(())
}
