//! Finds the groups of copies in an index.
//!
//! 1. Texts with the same words count as one ([`Texts`]).
//! 2. Two texts that share a band of their sketches are compared ([`Comparer`]). They are linked if one is a copy of
//!    the other and they were published near each other: what a paper writes about every harvest in nearly the same
//!    words is not a reprint.
//! 3. A group is a connected component of these links ([`Links`]), so two texts of one component need no comparison.
//!
//! One band number is looked at after the other, so that memory grows with the stories and not with the pairs that are
//! alike.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::{DocAddress, DocId, TantivyError};

use super::compare::{Comparer, Pair, Verdicts};
use super::links::Links;
use super::segment::Segment;
use super::texts::Texts;
use super::{CopyPosition, Groups};
use crate::annotate::shingles::BANDS;
use crate::index::{Archive, IndexError};

/// In a band, each text is compared with at most so many that follow it.
const NEIGHBOURS: usize = 32;
/// A band that many texts share says little about any two of them. The more texts, the fewer neighbours: a band causes
/// at most so many comparisons, or one per text.
const IN_A_BAND: usize = 512;
/// How far apart copies that differ in words may be published, in seconds.
const NEAR: u64 = 7 * 24 * 60 * 60;

/// The groups of all stories that are there, and the verdicts on the pairs that had to be compared, taken from `known`
/// if it has them. Texts are compared on so many `threads`.
pub(super) fn groups(
    archive: &Archive,
    known: &Verdicts,
    threads: usize,
) -> Result<(Groups, Verdicts), IndexError> {
    let segments = archive.searcher.segment_readers().iter();
    let segments: Vec<Segment<'_>> = segments.map(Segment::open).collect::<Result<_, _>>()?;
    let texts = Texts::of(&segments);
    let mut comparer = Comparer::new(&segments, &texts, known, threads);
    let mut links = Links::default();
    for number in 0..BANDS {
        let mut pairs = candidate_pairs(number, &segments);
        pairs.retain(|(one, other)| !links.are_connected(*one, *other));
        for (one, other) in comparer.copies(pairs)? {
            let times = [one, other].map(|text| published(&texts, text, &segments));
            if near_in_time(&times) {
                links.link(one, other);
            }
        }
    }
    let mut groups = components(&texts, &mut links);
    sort_by_publication(&mut groups, &segments)?;
    Ok((by_segment(groups, segments.len()), comparer.verdicts()))
}

/// The pairs of texts to compare that share the band with this number, each pair once.
fn candidate_pairs(number: usize, segments: &[Segment<'_>]) -> Vec<Pair> {
    let mut bands: Vec<(u64, u64)> = Vec::new();
    for segment in segments {
        for doc in segment.reader.doc_ids_alive() {
            let band = segment.bands.values_for_doc(doc).nth(number);
            bands.extend(band.zip(segment.text.first(doc)));
        }
    }
    bands.sort_unstable();
    bands.dedup();
    let mut pairs = Vec::new();
    for texts in bands.chunk_by(|one, other| one.0 == other.0) {
        for (place, (_, text)) in texts.iter().enumerate() {
            let others = texts.iter().skip(place + 1);
            let others = others.take(neighbours(texts.len()));
            pairs.extend(others.map(|(_, other)| (*text, *other)));
        }
    }
    pairs
}

/// With how many of the following each of so many texts in a band is compared.
fn neighbours(texts: usize) -> usize {
    (IN_A_BAND / texts.max(1)).clamp(1, NEIGHBOURS)
}

/// The connected components of more than one story, in order of the least text of each.
fn components(texts: &Texts, links: &mut Links) -> Vec<Vec<DocAddress>> {
    let mut groups: FxHashMap<u64, Vec<DocAddress>> = FxHashMap::default();
    for stories in texts.each() {
        if let Some((text, _)) = stories.first()
            && (stories.len() > 1 || links.contains(*text))
        {
            let group = groups.entry(links.root(*text)).or_default();
            group.extend(stories.iter().map(|(_, address)| *address));
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_unstable_by_key(|(text, _)| *text);
    groups.into_iter().map(|(_, stories)| stories).collect()
}

/// The groups of each segment, in order of document.
fn by_segment(groups: Vec<Vec<DocAddress>>, segments: usize) -> Groups {
    let mut stories: Vec<Vec<(DocId, CopyPosition)>> = vec![Vec::new(); segments];
    for (group, members) in (0..).zip(groups) {
        for (number, address) in (0..).zip(members) {
            let place = usize::try_from(address.segment_ord).unwrap_or(usize::MAX);
            if let Some(stories) = stories.get_mut(place) {
                stories.push((address.doc_id, CopyPosition { group, number }));
            }
        }
    }
    let in_segment = |mut stories: Vec<(DocId, CopyPosition)>| {
        stories.sort_unstable();
        Arc::new(stories)
    };
    Groups {
        segments: stories.into_iter().map(in_segment).collect(),
    }
}

/// The publication times of the stories of a text, sorted, the undated first.
fn published(texts: &Texts, text: u64, segments: &[Segment<'_>]) -> Vec<Option<i64>> {
    let stories = texts.stories(text).iter();
    let mut times: Vec<_> = stories
        .map(|(_, address)| published_at(*address, segments))
        .collect();
    times.sort_unstable();
    times
}

fn published_at(address: DocAddress, segments: &[Segment<'_>]) -> Option<i64> {
    let segment = usize::try_from(address.segment_ord).ok();
    let segment = segment.and_then(|segment| segments.get(segment))?;
    segment.published.first(address.doc_id)
}

/// Whether the two texts have times near each other, or may have because one is unknown.
fn near_in_time([one, other]: &[Vec<Option<i64>>; 2]) -> bool {
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

/// Sorts the stories of each group by publication, the undated last, then by id and file.
fn sort_by_publication(
    groups: &mut [Vec<DocAddress>],
    segments: &[Segment<'_>],
) -> Result<(), IndexError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_texts_alike_is_compared_in_time_of_its_length() {
        assert_eq!([2, 16, 17, 32].map(neighbours), [32, 32, 30, 16]);
        for texts in [1, 100, 512, 513, 1_000_000] {
            assert!(neighbours(texts) >= 1 && texts * neighbours(texts) <= texts.max(IN_A_BAND));
        }
    }
}
