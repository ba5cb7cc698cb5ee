//! The laws of every answer: why it was found, in which order, and what its score is made of.

use super::*;

/// The archive of some stories, each under its number as id, in as many commits as asked for.
pub(super) fn archive(stories: &[StoredStory], commits: usize) -> (tempfile::TempDir, LocalSearch) {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = ArchiveWriter::open(dir.path(), 1, "test").unwrap();
    for chunk in stories.chunks(stories.len().div_ceil(commits).max(1)) {
        let stories = chunk.iter().cloned();
        writer.add(stories, &mut FieldTokenizer::default()).unwrap();
        writer.commit().unwrap();
    }
    writer.finish().unwrap();
    let search = LocalSearch::new(Archive::open(dir.path()).unwrap()).unwrap();
    (dir, search)
}

/// Adds a story in each language, so that every word is looked for in every language.
pub(super) fn one_of_each_language(stories: &mut Vec<StoredStory>) {
    for (number, language) in LANGUAGES.iter().enumerate() {
        let mut filler = stories[0].clone();
        filler.annotated.story.language = *language;
        filler.annotated.story.id = format!("filler-{number}");
        // The countries that it speaks of hang on its language.
        stories.push(StoredStory::new(filler.annotated, filler.seen));
    }
}

pub(super) fn request(query: &Query) -> Request {
    let snippets = SnippetOptions {
        fragments: 3,
        length: 60,
    };
    Request {
        limit: 100,
        snippets,
        ..Request::new(query.clone())
    }
}

/// Whether a part of the query that is no negation can be seen in the story.
pub(super) fn can_be_shown(query: &Query, stored: &StoredStory) -> bool {
    query.positive().any(|leaf| match leaf {
        Query::Text(_) | Query::Name(_) => holds(leaf, stored),
        Query::Date(filter) => {
            filter.axis == Axis::About && filter.range != DateRange::None && holds(leaf, stored)
        }
        _ => false,
    })
}

pub(super) fn check_snippets(query: &Query, hit: &Hit, stored: &StoredStory) {
    let story = &hit.story.story;
    let lit: usize = hit
        .snippets
        .iter()
        .map(|snippet| snippet.highlights.len())
        .sum();
    assert!(
        !hit.snippets.is_empty() || (story.body.trim().is_empty() && story.title.trim().is_empty()),
        "an empty snippet"
    );
    assert!(
        lit > 0 || !can_be_shown(query, stored),
        "nothing lit for {query} in {story:?}"
    );
    for (index, snippet) in hit.snippets.iter().enumerate() {
        let text = story.text(snippet.field);
        let others = hit
            .snippets
            .iter()
            .skip(index + 1)
            .filter(|other| other.field == snippet.field);
        others.for_each(|other| assert!(!other.span.overlaps(snippet.span), "fragments overlap"));
        let shown = text
            .get(snippet.span.range())
            .expect("a fragment is cut from the stored text");
        let longest = snippet
            .highlights
            .iter()
            .map(|lit| lit.span.of(text).graphemes(true).count())
            .max()
            .unwrap_or(0);
        assert!(
            shown.graphemes(true).count() <= 60.max(longest),
            "too long: {shown:?}"
        );
        let mut end = snippet.span.start();
        for highlight in &snippet.highlights {
            assert!(
                highlight.span.start() >= end && highlight.span.end() <= snippet.span.end(),
                "lit out of bounds or order"
            );
            end = highlight.span.end();
            assert!(
                check_highlights(query, stored, snippet.field, highlight.span),
                "{:?} is lit for {query}",
                highlight.span.of(text)
            );
        }
    }
}

/// The parts of every score add up to it.
pub(super) fn check_explained(search: &LocalSearch, request: &Request, page: &Page) {
    let query = &request.query;
    let explained = search.search_explained(request).unwrap();
    let both = [page, &explained].map(|page| page.hits.iter().chain(&page.alike));
    let [hits, explained] = both;
    for (hit, explained) in hits.zip(explained) {
        assert_eq!(hit.story.story.id, explained.story.story.id);
        assert!((hit.score - explained.score).abs() < f32::EPSILON);
        let sum: f32 = explained.score_parts.iter().map(|part| part.score).sum();
        assert!(
            (sum - hit.score).abs() <= 1e-5 * hit.score.max(1.0),
            "{} is not {sum}: {:?} of {query}",
            hit.score,
            explained.score_parts
        );
    }
}

/// What the first hits have in common makes no hit and takes none away, and lights what is lit without it. What it puts behind
/// them satisfies every condition, and shows what it has in common with them.
pub(super) fn check_feedback(
    search: &LocalSearch,
    query: &Query,
    page: &Page,
    stories: &[StoredStory],
) {
    let with = Request {
        feedback: true,
        ..request(query)
    };
    let ranked = search.search(&with).unwrap();
    assert_eq!(ranked.total, page.total, "{query}");
    let shown = |page: &Page| {
        let hits = page.hits.iter();
        let shown = hits.map(|hit| (hit.story.story.id.clone(), format!("{:?}", hit.snippets)));
        shown.collect::<BTreeSet<_>>()
    };
    assert_eq!(shown(&ranked), shown(page), "{query}");
    for (rank, hit) in (page.hits.len() + 1..).zip(&ranked.alike) {
        assert_eq!(hit.rank, rank, "{query}");
        let stored = stories.iter().find(|stored| stored.annotated == hit.story);
        let stored = stored.unwrap();
        assert!(
            holds(&query.conditions(), stored) && !holds(query, stored),
            "{query}"
        );
        let lit = hit.snippets.iter().flat_map(|snippet| &snippet.highlights);
        assert!(lit.count() > 0, "{query}");
    }
    check_explained(search, &with, &ranked);
}

/// What was published late scores more, by what its day says and nothing else.
pub(super) fn check_recency(
    search: &LocalSearch,
    query: &Query,
    page: &Page,
    stories: &[StoredStory],
) {
    let half = std::num::NonZeroU32::new(400).unwrap();
    let today = date(2024, 7, 17);
    let with = Request {
        recency: Some(Recency { half, today }),
        ..request(query)
    };
    let ranked = search.search(&with).unwrap();
    assert_eq!(ranked.total, page.total, "{query}");
    #[expect(clippy::cast_precision_loss, reason = "seconds of our time")]
    let day = |published: &Published| published.clock() as f64 / 86_400.0;
    let days = |stored: &StoredStory| stored.annotated.story.published.as_ref().map(day);
    let end = 19_922.0; // 2024-07-18
    let last = stories
        .iter()
        .filter_map(days)
        .fold(f64::MIN, f64::max)
        .min(end);
    for hit in &ranked.hits {
        let id = &hit.story.story.id;
        let plain = page.hits.iter().find(|hit| hit.story.story.id == *id);
        let published = hit.story.story.published.as_ref();
        let age = published.map(|published| (last - day(published)).max(0.0));
        let adds = age.map_or(0.0, |age| (-age / 400.0).exp2());
        let expected = f64::from(plain.unwrap().score) * (1.0 + adds);
        assert!(
            (f64::from(hit.score) - expected).abs() <= 1e-4 * expected.max(1.0),
            "{query}: {id}"
        );
    }
    check_explained(search, &with, &ranked);
}

/// What is said of the parts of a query is what they mean, and of the whole what the search finds.
pub(super) fn check_why_not(
    search: &LocalSearch,
    query: &Query,
    stored: &StoredStory,
    is_found: bool,
) {
    fn check_parts(verdict: &Verdict, stored: &StoredStory) {
        assert_eq!(
            verdict.holds,
            holds(&verdict.clause, stored),
            "{}",
            verdict.clause
        );
        verdict
            .parts
            .iter()
            .for_each(|part| check_parts(part, stored));
    }
    let judged = search.why_not(&stored.annotated.story.id, query).unwrap();
    let [(_, verdict)] = judged.as_slice() else {
        panic!("not one verdict: {judged:?}");
    };
    assert_eq!(verdict.holds, is_found, "{query}");
    assert_eq!(&verdict.clause, query);
    check_parts(verdict, stored);
}

/// How the index is cut into segments changes nothing, but for the last bits of a sum: tantivy adds up the parts of a
/// score in the order of their cost, which differs from segment to segment.
pub(super) fn check_same(one: &Page, other: &Page, query: &Query) {
    let near = |a: f32, b: f32| (a - b).abs() <= 1e-5 * a.abs().max(1.0);
    assert_eq!(one.total, other.total, "{query}");
    let mut left: Vec<&Hit> = other.hits.iter().collect();
    for (hit, in_its_place) in one.hits.iter().zip(&other.hits) {
        assert!(
            near(hit.score, in_its_place.score),
            "segments change the scores of {query}"
        );
        let same = left
            .iter()
            .position(|other| other.story.story.id == hit.story.story.id);
        let same = left.swap_remove(same.expect("the same hits"));
        assert!(
            near(hit.score, same.score),
            "segments change a score of {query}"
        );
        assert_eq!(hit.snippets, same.snippets, "{query}");
    }
}

/// By day, the order is that of a scan: the first or the last time that something was said is where it says.
pub(super) fn check_by_day(search: &LocalSearch, query: &Query, stories: &[StoredStory]) {
    let mut expected: Vec<&StoredStory> =
        stories.iter().filter(|story| holds(query, story)).collect();
    let published = |stored: &StoredStory| {
        stored
            .annotated
            .story
            .published
            .as_ref()
            .map(Published::clock)
    };
    for sort in [Sort::Oldest, Sort::Newest] {
        expected.sort_by_key(|stored| {
            let published = published(stored);
            let far = match sort {
                Sort::Oldest => published,
                _ => published.map(|instant| -instant),
            };
            (published.is_none(), far, &stored.annotated.story.id)
        });
        let page = search
            .search(&Request {
                sort,
                ..request(query)
            })
            .unwrap();
        let found: Vec<&str> = page
            .hits
            .iter()
            .map(|hit| hit.story.story.id.as_str())
            .collect();
        let expected: Vec<&str> = expected
            .iter()
            .map(|stored| stored.annotated.story.id.as_str())
            .collect();
        assert_eq!(found, expected, "{sort:?} of {query}");
    }
}

/// Whether a lit stretch, analysed by itself, satisfies a positive part of the query.
pub(super) fn check_highlights(
    query: &Query,
    stored: &StoredStory,
    field: TextField,
    span: Span,
) -> bool {
    let AnnotatedStory {
        story,
        names,
        dates,
    } = &stored.annotated;
    let text = span.of(story.text(field));
    query.positive().any(|leaf| match leaf {
        Query::Text(wanted) if wanted.field.is_none_or(|only| only == field) => {
            match &wanted.pattern {
                Pattern::Near { words, .. } => {
                    words.split_whitespace().any(|word| {
                        has_words(&Pattern::Word(word.to_owned()), text, field, story.language)
                    }) || analysed(words, None).iter().any(|word| {
                        has_words(&Pattern::Word(word.1.clone()), text, field, story.language)
                    })
                }
                pattern => has_words(pattern, text, field, story.language),
            }
        }
        Query::Name(filter) => {
            let wanted = naming(filter, &[], &stored.annotated);
            names.iter().any(|(mention, _)| {
                mention.field == field
                    && span.overlaps(mention.span)
                    && wanted.contains(&mention.entity)
            })
        }
        Query::Date(filter) => dates.iter().any(|told| {
            told.field == field
                && span.overlaps(told.timex.span)
                && dated(filter, [(told.timex.interval, told.timex.value.as_str())])
        }),
        _ => false,
    })
}
