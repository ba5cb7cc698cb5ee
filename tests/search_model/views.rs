//! The views of an answer: a timeline and a list of names must be what counting one story after the other gives.

use std::collections::BTreeMap;

use dateline::annotate::sentences::sentences;
use dateline::search::{Nearness, TimelineRequest, WhoRequest, WhoSort};
use dateline::story::{Facet, FacetCounts, Timeline, TimelineAxis, Unit};

use super::*;

/// The label of the bucket that a day is in, as the calendar's own words have it.
fn label(unit: Unit, day: Date) -> String {
    let format = match unit {
        Unit::Day => "%Y-%m-%d",
        Unit::Week => "%G-W%V",
        Unit::Month => "%Y-%m",
        Unit::Year => "%Y",
    };
    day.strftime(format).to_string()
}

/// The buckets that a story falls into.
fn buckets(stored: &StoredStory, axis: TimelineAxis, unit: Unit) -> BTreeSet<String> {
    let intervals: Vec<Interval> = match axis {
        TimelineAxis::Published => {
            let published = stored.annotated.story.published.iter();
            published.map(Published::interval).collect()
        }
        TimelineAxis::About => {
            let dates = stored.annotated.dates.iter();
            dates.filter_map(|date| date.timex.interval).collect()
        }
    };
    let ends = |days: Interval| (label(unit, days.first()), label(unit, days.last()));
    let buckets = intervals.into_iter().map(ends);
    buckets
        .filter(|(first, last)| first == last)
        .map(|(first, _)| first)
        .collect()
}

fn undated(stored: &StoredStory, axis: TimelineAxis) -> bool {
    let axis = match axis {
        TimelineAxis::Published => Axis::Published,
        TimelineAxis::About => Axis::About,
    };
    let none = DateFilter {
        axis,
        relation: Relation::Within,
        range: DateRange::None,
    };
    holds(&Query::Date(none), stored)
}

/// How many stories there are, how many of them undated and how many too vaguely dated, and how many in each bucket.
type Counts = ((u64, u64, u64), BTreeMap<String, u64>);

fn counted<'s>(
    stories: impl Iterator<Item = &'s StoredStory>,
    axis: TimelineAxis,
    unit: Unit,
) -> Counts {
    let (mut total, mut without, mut vague) = (0, 0, 0);
    let mut counts = BTreeMap::new();
    for stored in stories {
        let buckets = buckets(stored, axis, unit);
        total += 1;
        if undated(stored, axis) {
            without += 1;
        } else if buckets.is_empty() {
            vague += 1;
        }
        for bucket in buckets {
            *counts.entry(bucket).or_default() += 1;
        }
    }
    ((total, without, vague), counts)
}

fn check_timeline(timeline: &Timeline, query: &Query, stories: &[StoredStory]) {
    let Timeline { axis, unit, .. } = *timeline;
    let (asked, counts) = counted(
        stories.iter().filter(|story| holds(query, story)),
        axis,
        unit,
    );
    let (all, archive) = counted(stories.iter(), axis, unit);
    let placed = |placed: dateline::story::Placed| (placed.total, placed.undated, placed.imprecise);
    assert_eq!(placed(timeline.stories), asked, "{query}");
    assert_eq!(placed(timeline.archive), all);
    let rows: Vec<_> = timeline.rows().collect();
    let found = rows.iter().filter(|row| row.stories > 0);
    let found: BTreeMap<_, _> = found
        .map(|row| (label(unit, row.days.first()), row.stories))
        .collect();
    assert_eq!(found, counts, "{query} by {unit}");
    for row in &rows {
        let name = unit.label(row.days);
        assert_eq!(name, label(unit, row.days.first()));
        assert_eq!(name, label(unit, row.days.last()));
        assert_eq!(
            row.archive,
            archive.get(&name).copied().unwrap_or_default(),
            "{name}"
        );
    }
    let ends = [rows.first(), rows.last()].into_iter().flatten();
    assert!(
        ends.into_iter().all(|row| row.stories > 0),
        "a chart begins and ends with a story"
    );
    let mut ends = rows
        .windows(2)
        .map(|two| (two[0].days.last().tomorrow().unwrap(), two[1].days.first()));
    assert!(ends.all(|(end, next)| end == next), "a hole in the rows");
}

/// Whom a story names beside one of each name asked for.
fn beside(stored: &StoredStory, with: &[NameFilter], near: Nearness) -> BTreeSet<u32> {
    let AnnotatedStory { story, names, .. } = &stored.annotated;
    let mut places: Vec<BTreeSet<u32>> = Vec::new();
    match near {
        Nearness::Story => places.push(
            names
                .mentions
                .iter()
                .map(|mention| mention.entity)
                .collect(),
        ),
        Nearness::Sentence => {
            for field in [TextField::Title, TextField::Body] {
                for sentence in sentences(story.text(field)) {
                    let inside = names.mentions.iter().filter(|mention| {
                        mention.field == field && sentence.contains(&mention.span.start())
                    });
                    places.push(inside.map(|mention| mention.entity).collect());
                }
            }
        }
    }
    let mut beside = BTreeSet::new();
    for together in places {
        for entity in &together {
            let all = with.iter().all(|name| {
                naming(name, &[], &stored.annotated)
                    .iter()
                    .any(|other| other != entity && together.contains(other))
            });
            if all {
                beside.insert(*entity);
            }
        }
    }
    beside
}

fn check_who(search: &LocalSearch, request: &WhoRequest, stories: &[StoredStory]) {
    let with = request.with.iter().cloned().map(Query::Name);
    let query = with.fold(request.query.clone(), Query::and);
    let mut counts: BTreeMap<Entity, u64> = BTreeMap::new();
    let mut total = 0;
    for stored in stories.iter().filter(|story| holds(&query, story)) {
        total += 1;
        let beside = beside(stored, &request.with, request.near);
        for (index, entity) in (0..).zip(&stored.annotated.names.entities) {
            if beside.contains(&index) && request.kinds.contains(&entity.kind) {
                *counts.entry(entity.clone()).or_default() += 1;
            }
        }
    }
    let who = search.who(request).unwrap();
    assert_eq!(who.total, total);
    let mut expected: Vec<(u64, Entity)> = counts
        .into_iter()
        .map(|(entity, count)| (count, entity))
        .collect();
    expected.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    for named in &who.names {
        let naming = stories
            .iter()
            .filter(|story| story.annotated.names.entities.contains(&named.entity));
        assert_eq!(named.archive, naming.count() as u64);
    }
    let found = who
        .names
        .iter()
        .map(|named| (named.stories, named.entity.clone()));
    match request.sort {
        WhoSort::Count => {
            expected.truncate(request.limit);
            assert_eq!(found.collect::<Vec<_>>(), expected, "{request:?}");
        }
        WhoSort::Typical => {
            let mut typical: Vec<(f64, Entity)> = Vec::new();
            for (count, entity) in expected
                .into_iter()
                .filter(|(count, _)| *count >= total.min(3))
            {
                let naming = stories
                    .iter()
                    .filter(|story| story.annotated.names.entities.contains(&entity));
                let (here, anywhere) = (
                    ratio(count, total),
                    ratio(naming.count() as u64, stories.len() as u64),
                );
                let score = (here - anywhere) * (here / anywhere);
                if score > 0.0 {
                    typical.push((score, entity));
                }
            }
            typical.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            typical.truncate(request.limit);
            let found = who
                .names
                .iter()
                .map(|named| (named.score.unwrap(), named.entity.clone()));
            assert_eq!(found.collect::<Vec<_>>(), typical, "{request:?}");
        }
    }
}

fn ratio(part: u64, of: u64) -> f64 {
    let small = |number: u64| f64::from(u32::try_from(number).unwrap());
    small(part) / small(of)
}

/// How many of the stories have each value, and how many have none.
fn valued<'s>(
    stories: impl Iterator<Item = &'s StoredStory>,
    values: impl Fn(&'s StoredStory) -> BTreeSet<String>,
) -> (BTreeMap<String, u64>, u64) {
    let mut counts = BTreeMap::new();
    let mut without = 0;
    for story in stories {
        let values = values(story);
        without += u64::from(values.is_empty());
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
    }
    (counts, without)
}

fn check_facet(found: &FacetCounts, query: &Query, stories: &[StoredStory]) {
    let hits = stories.iter().filter(|story| holds(query, story));
    let (expected, without) = valued(hits, |stored| {
        let AnnotatedStory { story, names, .. } = &stored.annotated;
        let named = |kinds: &[Kind]| {
            let entities = names.entities.iter();
            let named = entities.filter(|entity| kinds.contains(&entity.kind));
            named.map(|entity| entity.name.clone()).collect()
        };
        match found.facet {
            Facet::Who => named(&Kind::ALL),
            Facet::Named(kind) => named(&[kind]),
            Facet::Source => story.source.iter().cloned().collect(),
            Facet::Lang => [story
                .language
                .map_or("und".to_owned(), |lang| lang.to_string())]
            .into(),
            Facet::Country => {
                let countries = dateline::annotate::places::countries(&stored.annotated);
                countries.iter().map(ToString::to_string).collect()
            }
            Facet::Published => unreachable!("a timeline is checked as such"),
        }
    });
    let counts: BTreeMap<_, _> = found
        .values
        .iter()
        .map(|value| (value.value.clone(), value.stories))
        .collect();
    assert_eq!(
        (counts, found.without),
        (expected, without),
        "{:?} of {query}",
        found.facet
    );
    assert!(
        found
            .values
            .is_sorted_by_key(|value| std::cmp::Reverse(value.stories))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn views_are_plain_counts(
        mut stories in prop::collection::vec(stories(), 1..12),
        queries in prop::collection::vec(queries(), 1..6),
        commits in 1..4_usize,
        with in prop::collection::vec(prop::sample::select(vec!["musk", "Elon Musk", "eu", "butler"]), 0..3),
        kinds in prop::sample::subsequence(Kind::ALL.to_vec(), 1..=3),
        (sentence, typical, limit) in (any::<bool>(), any::<bool>(), 0..5_usize),
    ) {
        for (number, story) in stories.iter_mut().enumerate() {
            story.annotated.story.id = number.to_string();
        }
        one_of_each_language(&mut stories);
        let (_dir, search) = archive(&stories, commits);
        for query in queries.iter().chain([&Query::All]) {
            for axis in [TimelineAxis::Published, TimelineAxis::About] {
                for unit in [None, Some(Unit::Day), Some(Unit::Week), Some(Unit::Month), Some(Unit::Year)] {
                    let request = TimelineRequest { query: query.clone(), axis, unit };
                    let timeline = search.timeline(&request).unwrap();
                    prop_assert!(unit.is_none_or(|unit| unit == timeline.unit));
                    check_timeline(&timeline, query, &stories);
                }
            }
            let request = WhoRequest {
                query: query.clone(),
                kinds: kinds.clone(),
                with: with.iter().map(|name| NameFilter { kind: None, name: (*name).to_owned() }).collect(),
                near: if sentence { Nearness::Sentence } else { Nearness::Story },
                sort: if typical { WhoSort::Typical } else { WhoSort::Count },
                limit,
            };
            check_who(&search, &request, &stories);
            let facets = [Facet::Who, Facet::Named(kinds[0]), Facet::Source, Facet::Lang, Facet::Country];
            for found in search.facets(query, &facets, 100).unwrap() {
                check_facet(&found, query, &stories);
            }
        }
    }
}
