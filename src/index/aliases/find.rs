//! Resolves the short names of all stories, from the columns of names and days.

use std::sync::Arc;

use tantivy::{DocId, SegmentOrdinal};

use super::segment::{Listed, Segment};
use super::{Alias, Aliases, Pair, orgs, people};
use crate::index::{Archive, IndexError};
use crate::story::{Entity, Kind};

/// The aliases of all stories of an archive.
pub(super) fn aliases(archive: &Archive) -> Result<Aliases, IndexError> {
    let readers = (0..).zip(archive.searcher.segment_readers());
    let segments = readers.map(|(ordinal, reader)| Segment::open(ordinal, reader));
    let segments: Vec<Segment<'_>> = segments.collect::<Result<_, _>>()?;
    let listed = |kind| {
        let listed = segments.iter().map(|segment| segment.listed(kind));
        listed.collect::<Result<Vec<Listed>, IndexError>>()
    };
    let (persons, organisations) = (listed(Kind::Person)?, listed(Kind::Org)?);
    let mut found = people::aliases(&segments, &persons);
    found.extend(orgs::aliases(&segments, &organisations)?);
    found.sort_unstable();
    let number = |segment: usize, entity: &Entity| {
        let listed = match entity.kind {
            Kind::Person => &persons,
            _ => &organisations,
        };
        listed.get(segment)?.number(&entity.name)
    };
    Ok(by_segment(found, segments.len(), number))
}

/// The aliases, with names as the ordinals of each segment.
fn by_segment(
    found: Vec<FoundAlias>,
    segments: usize,
    number: impl Fn(usize, &Entity) -> Option<u32>,
) -> Aliases {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut aliases_of: Vec<Vec<Alias>> = vec![Vec::new(); segments];
    // They are sorted: the next is mostly of the same pair and segment.
    let mut last = None;
    let mut numbers = (None, None);
    for FoundAlias {
        pair,
        segment,
        doc,
        stories,
        of,
    } in found
    {
        let place = usize::try_from(segment).unwrap_or(usize::MAX);
        if last != Some(segment) || pairs.last() != Some(&pair) {
            numbers = (number(place, &pair.short()), number(place, &pair.full()));
            last = Some(segment);
        }
        let (short, full) = numbers;
        if pairs.last() != Some(&pair) {
            pairs.push(pair);
        }
        let pair = u32::try_from(pairs.len() - 1);
        if let (Some(aliases), Some(short), Ok(pair)) = (aliases_of.get_mut(place), short, pair) {
            aliases.push(Alias {
                doc,
                short,
                full,
                pair,
                stories,
                of,
            });
        }
    }
    let sorted = aliases_of.into_iter().map(|mut aliases| {
        aliases.sort_unstable();
        Arc::new(aliases)
    });
    Aliases::new(pairs, sorted.collect())
}

/// A short or unusual name that stands alone in a story: when the story was published, where it is in the index, and the name as
/// written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Alone {
    pub(super) published: i64,
    pub(super) segment: SegmentOrdinal,
    pub(super) doc: DocId,
    pub(super) short: String,
}

/// A short or unusual name in a story that is taken for an entity, and why.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FoundAlias {
    pub(super) pair: Pair,
    pub(super) segment: SegmentOrdinal,
    pub(super) doc: DocId,
    pub(super) stories: u32,
    pub(super) of: u32,
}

impl FoundAlias {
    /// A short name taken for `full`, by `stories` of `of` stories.
    pub(super) fn of(alone: Alone, kind: Kind, full: String, stories: u32, of: u32) -> Self {
        let Alone {
            segment,
            doc,
            short,
            ..
        } = alone;
        Self {
            pair: Pair { kind, short, full },
            segment,
            doc,
            stories,
            of,
        }
    }
}

/// At least so many stories must give the full name.
pub(super) const LEAST: u32 = 3;
/// And at least so many tenths of all stories that count must agree.
const TENTHS: u32 = 9;

/// Whether `stories` are nearly all of `of`.
pub(super) fn are_nearly_all(stories: u32, of: u32) -> bool {
    stories * 10 >= of * TENTHS
}
