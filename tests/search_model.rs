//! Random stories and random queries: the index must find what a plain scan finds, and show why.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops where its ground gives way"
)]

use std::collections::BTreeSet;

use dateline::annotate::tokens::{Stems, Words, fold};
use dateline::index::{Archive, ArchiveWriter, Cutter, StoredStory, day_of_year};
use dateline::query::{
    Axis, DateFilter, DateRange, Fact, FactField, NameFilter, Pattern, Query, Relation, Text,
    Verdict,
};
use dateline::search::{Copies, LocalSearch, Recency, Request, SnippetOptions, Sort};
use dateline::story::{
    AnnotatedStory, DateMention, Entity, Hit, Interval, Kind, Language, Mention, Names, Page,
    Published, Span, Story, TextField, Timex, TimexType,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

#[path = "search_model/aliases.rs"]
mod aliases;
#[path = "search_model/copies.rs"]
mod copies;
#[path = "search_model/corrections.rs"]
mod corrections;
#[path = "search_model/slots.rs"]
mod slots;
#[path = "search_model/views.rs"]
mod views;

const TODAY: Date = date(2026, 11, 22);

// ---- The model: what a query means, by looking at one story. ----

fn holds(query: &Query, stored: &StoredStory) -> bool {
    let story = &stored.annotated.story;
    match query {
        Query::All => true,
        Query::And(parts) => parts.iter().all(|part| holds(part, stored)),
        Query::Or(parts) => parts.iter().any(|part| holds(part, stored)),
        Query::Not(part) => !holds(part, stored),
        Query::Text(text) => {
            let fields = text
                .field
                .map_or(vec![TextField::Title, TextField::Body], |field| vec![field]);
            fields
                .into_iter()
                .any(|field| has_words(&text.pattern, story.text(field), field, story.language))
        }
        Query::Name(filter) => !naming(filter, &stored.annotated).is_empty(),
        Query::Date(filter) => match filter.axis {
            Axis::Published => dated(
                filter,
                story
                    .published
                    .iter()
                    .map(|p| (Some(p.interval()), p.value())),
            ),
            Axis::Seen => dated(
                filter,
                [(
                    Some(Interval::day(stored.seen)),
                    stored.seen.to_string().as_str(),
                )],
            ),
            Axis::About => dated(
                filter,
                stored
                    .annotated
                    .dates
                    .iter()
                    .map(|d| (d.timex.interval, d.timex.value.as_str())),
            ),
        },
        Query::Fact(fact) => match fact.field {
            FactField::Source => story
                .source
                .as_deref()
                .is_some_and(|source| fold(source) == fold(&fact.value)),
            FactField::Section => story
                .section
                .as_deref()
                .is_some_and(|section| fold(section) == fold(&fact.value)),
            FactField::Lang => story
                .language
                .is_some_and(|language| language.to_string() == fact.value),
            // By the names that were found.
            FactField::Country => stored
                .countries
                .iter()
                .any(|country| country.code() == fact.value),
            FactField::Path => story.file.starts_with(fact.value.trim_end_matches('*')),
        },
    }
}

fn dated<'d>(
    filter: &DateFilter,
    times: impl IntoIterator<Item = (Option<Interval>, &'d str)>,
) -> bool {
    let times: Vec<_> = times.into_iter().collect();
    match filter.range {
        DateRange::None => times
            .iter()
            .all(|(interval, value)| interval.is_none() && day_of_year(value).is_none()),
        DateRange::DayOfYear { month, day } => times
            .iter()
            .any(|(_, value)| day_of_year(value) == Some((month, day))),
        DateRange::Days { first, last } => {
            let days =
                Interval::new(first.unwrap_or(Date::MIN), last.unwrap_or(Date::MAX)).unwrap();
            times
                .iter()
                .filter_map(|(interval, _)| *interval)
                .any(|interval| match filter.relation {
                    Relation::Within => interval.within(days),
                    Relation::Overlaps => interval.overlaps(days),
                })
        }
    }
}

/// A word of a text: its position, folded form and stem.
type Word = (usize, String, String);

/// The folded words of a text with their positions, and their stems in a language.
fn analysed(text: &str, language: Option<Language>) -> Vec<Word> {
    let (mut words, mut stems) = (Words::new(text), Stems::new(language));
    let mut all = Vec::new();
    while words.advance() {
        all.push((
            words.position(),
            words.folded().to_owned(),
            stems.stem(words.folded()).to_owned(),
        ));
    }
    all
}

/// Whether a text has the words, both as the language of the story stems them.
fn has_words(pattern: &Pattern, text: &str, field: TextField, language: Option<Language>) -> bool {
    let (language, languages) = match field {
        TextField::Byline => (None, &[None][..]),
        _ => (language, &LANGUAGES[..]),
    };
    let words = analysed(text, language);
    match pattern {
        Pattern::Word(wanted) | Pattern::Phrase(wanted) => {
            let wanted = analysed(wanted, language);
            !wanted.is_empty()
                && words
                    .windows(wanted.len())
                    .any(|window| window.iter().zip(&wanted).all(|(a, b)| a.2 == b.2))
        }
        Pattern::Prefix(prefix) => words
            .iter()
            .any(|(_, word, _)| word.starts_with(&fold(prefix))),
        Pattern::Fuzzy { word, edits } => words
            .iter()
            .any(|(_, other, _)| strsim::osa_distance(&fold(word), other) <= usize::from(*edits)),
        // Every choice of one place for each word: slow and plain.
        Pattern::Near {
            words: wanted,
            distance,
        } => {
            let mut slots: Vec<Vec<usize>> = Vec::new();
            let mut kinds: BTreeSet<Vec<String>> = BTreeSet::new();
            for (index, wanted_word) in analysed(wanted, language).into_iter().enumerate() {
                let stems = languages
                    .iter()
                    .map(|language| analysed(wanted, *language)[index].2.clone());
                if kinds.insert(stems.collect()) {
                    let same = words.iter().filter(|word| word.2 == wanted_word.2);
                    slots.push(same.map(|word| word.0).collect());
                }
            }
            let mut choices: Vec<(usize, usize)> = slots
                .first()
                .map_or(vec![], |slot| slot.iter().map(|p| (*p, *p)).collect());
            for slot in slots.iter().skip(1) {
                choices = choices
                    .iter()
                    .flat_map(|(low, high)| slot.iter().map(|p| (*low.min(p), *high.max(p))))
                    .collect();
            }
            choices
                .iter()
                .any(|(low, high)| high - low < slots.len() + *distance as usize)
        }
    }
}

/// The entities a filter asks for.
fn naming(filter: &NameFilter, annotated: &AnnotatedStory) -> BTreeSet<u32> {
    let name = filter.name.trim_start_matches("the ");
    let wanted: Vec<String> = analysed(name, None)
        .into_iter()
        .map(|word| word.1)
        .collect();
    let says = |name: &str| {
        let name: Vec<String> = analysed(name, None)
            .into_iter()
            .map(|word| word.1)
            .collect();
        !wanted.is_empty() && name.windows(wanted.len()).any(|window| window == wanted)
    };
    let of_kind = |entity: &Entity| filter.kind.is_none_or(|kind| kind == entity.kind);
    annotated
        .names
        .iter()
        .filter(|(mention, entity)| {
            of_kind(entity)
                && (says(&entity.name) || {
                    let text = annotated.story.text(mention.field);
                    let crowned = text[..mention.span.start()].ends_with("King ");
                    let crowned = if crowned { "King " } else { "" };
                    says(&format!("{crowned}{}", mention.span.of(text)))
                })
        })
        .map(|(mention, _)| mention.entity)
        .collect()
}

// ---- Random stories and queries, from few words so that they meet. ----

const LANGUAGES: [Option<Language>; 3] = [None, Some(Language::English), Some(Language::German)];
const WORDS: [&str; 18] = [
    "storm",
    "storms",
    "Stürme",
    "flood",
    "flooded",
    "flooding",
    "the",
    "of",
    "Zürich",
    "zurich",
    "Regierungen",
    "U.S.",
    "musk\u{2019}s",
    "e\u{301}tat",
    "東京",
    "co-operation",
    "stormy",
    "American",
];
const NAMES: [(&str, &str, Kind); 7] = [
    ("Elon Musk", "Elon Musk", Kind::Person),
    ("Musk", "Elon Musk", Kind::Person),
    ("European Union", "European Union", Kind::Org),
    ("EU", "European Union", Kind::Org),
    ("Butler", "Butler", Kind::Place),
    ("Geneva", "Geneva", Kind::Place),
    ("Jean Musk", "Jean Musk", Kind::Person),
];
const DATES: [(&str, &str); 8] = [
    ("July 13", "XXXX-07-13"),
    ("July 13, 2024", "2024-07-13"),
    ("in 2024", "2024"),
    ("the summer of 2024", "2024-SU"),
    ("the 1990s", "199"),
    ("last week", "2024-W28"),
    ("recently", "PAST_REF"),
    ("13 July 1995", "1995-07-13"),
];

#[derive(Clone, Debug)]
enum Piece {
    Word(&'static str),
    Name((&'static str, &'static str, Kind)),
    Date((&'static str, &'static str)),
    Mark(&'static str),
}

fn pieces(most: usize) -> impl Strategy<Value = Vec<Piece>> {
    let piece = prop_oneof![
        12 => prop::sample::select(&WORDS[..]).prop_map(Piece::Word),
        3 => prop::sample::select(&NAMES[..]).prop_map(Piece::Name),
        3 => prop::sample::select(&DATES[..]).prop_map(Piece::Date),
        3 => prop::sample::select(&[". The", "\n\n", ",", "! ", "Mr.", "King", " \u{201c}", "👩‍👩‍👧"][..]).prop_map(Piece::Mark),
    ];
    prop::collection::vec(piece, 0..most)
}

fn days() -> impl Strategy<Value = Interval> {
    prop::sample::select(vec![
        "2024-07-13",
        "2024-07",
        "2024",
        "2024-W28",
        "199",
        "1995-07-13",
        "2023-12-31",
        "2024-Q3",
        "20",
    ])
    .prop_map(|value| dateline::annotate::dates::interval(value).unwrap())
}

prop_compose! {
    fn stories()(
        title in pieces(5), body in pieces(60), language in prop::sample::select(&LANGUAGES[..]),
        published in prop::option::of(prop::sample::select(vec!["2024-07-13", "2024-07", "2024", "2024-07-13T20:00:00Z", "1995", "2024-W28"])),
        source in prop::option::of(prop::sample::select(vec!["Reuters", "El País"])), byline in prop::option::of(Just("Elon Storm")),
        seen in prop::sample::select(vec![TODAY, date(2026, 1, 1)]), file in prop::sample::select(vec!["a/x.txt", "a/y.txt", "b/x.txt"]),
    ) -> StoredStory {
        let mut names = Names::default();
        let mut dates = Vec::new();
        let mut write = |field, pieces: &[Piece]| {
            let mut text = String::new();
            let mut spans = Vec::new();
            for piece in pieces {
                if !text.is_empty() { text.push(' '); }
                let start = text.len();
                text.push_str(match piece { Piece::Word(w) | Piece::Mark(w) => w, Piece::Name(n) => n.0, Piece::Date(d) => d.0 });
                spans.push((start..text.len(), piece));
            }
            for (range, piece) in spans {
                let span = Span::new(&text, range).unwrap();
                match piece {
                    Piece::Name((_, name, kind)) => {
                        let entity = Entity { kind: *kind, name: (*name).to_owned() };
                        let index = names.entities.iter().position(|known| *known == entity).unwrap_or_else(|| {
                            names.entities.push(entity);
                            names.entities.len() - 1
                        });
                        names.mentions.push(Mention { field, span, entity: u32::try_from(index).unwrap() });
                    }
                    Piece::Date((_, value)) => {
                        let interval = dateline::annotate::dates::interval(value);
                        dates.push(DateMention { field, timex: Timex { span, class: TimexType::Date, value: (*value).to_owned(), interval } });
                    }
                    Piece::Word(_) | Piece::Mark(_) => {}
                }
            }
            text
        };
        let (title, body) = (write(TextField::Title, &title), write(TextField::Body, &body));
        let story = Story {
            id: String::new(), file: file.to_owned(), title, body, byline: byline.map(str::to_owned), source: source.map(str::to_owned),
            section: source.map(str::to_lowercase), url: None, language,
            published: published.map(|value| Published::parse(value, "test").unwrap()),
            tags: Vec::new(),
            pages: Vec::new(),
        };
        StoredStory::new(AnnotatedStory { story, names, dates }, seen)
    }
}

fn queries() -> impl Strategy<Value = Query> {
    let word = || prop::sample::select(&WORDS[..]).prop_map(str::to_owned);
    let words = || {
        prop::collection::vec(prop::sample::select(&WORDS[..]), 1..3)
            .prop_map(|words| words.join(" "))
    };
    let single = || {
        prop::sample::select(vec![
            "stor", "flood", "zur", "regier", "stom", "sturm", "musk", "etat", "zürch",
        ])
        .prop_map(str::to_owned)
    };
    let pattern = prop_oneof![
        4 => word().prop_map(Pattern::Word),
        2 => words().prop_map(Pattern::Phrase),
        1 => (words(), 0..6_u32).prop_map(|(words, distance)| Pattern::Near { words, distance }),
        1 => single().prop_map(Pattern::Prefix),
        1 => (single(), 1..=2_u8).prop_map(|(word, edits)| Pattern::Fuzzy { word, edits }),
    ];
    let field = prop_oneof![6 => Just(None), 1 => Just(Some(TextField::Title)), 1 => Just(Some(TextField::Body)), 1 => Just(Some(TextField::Byline))];
    let text = (field, pattern).prop_map(|(field, pattern)| Query::Text(Text { field, pattern }));
    let name = (
        prop::option::of(prop::sample::select(&Kind::ALL[..])),
        prop::sample::select(vec![
            "musk",
            "Elon Musk",
            "union",
            "the EU",
            "butler",
            "elon",
            "King Musk",
        ]),
    )
        .prop_map(|(kind, name)| {
            Query::Name(NameFilter {
                kind,
                name: name.to_owned(),
            })
        });
    let range = prop_oneof![
        6 => days().prop_map(|days| DateRange::Days { first: Some(days.first()), last: Some(days.last()) }),
        1 => days().prop_map(|days| DateRange::Days { first: Some(days.first()), last: None }),
        1 => days().prop_map(|days| DateRange::Days { first: None, last: Some(days.last()) }),
        1 => Just(DateRange::None),
        1 => Just(DateRange::DayOfYear { month: 7, day: 13 }),
    ];
    let axis = prop::sample::select(vec![Axis::Published, Axis::About, Axis::About, Axis::Seen]);
    let date = (axis, any::<bool>(), range).prop_map(|(axis, overlaps, range)| {
        let overlaps = overlaps && axis == Axis::About && matches!(range, DateRange::Days { .. });
        Query::Date(DateFilter {
            axis,
            relation: if overlaps {
                Relation::Overlaps
            } else {
                Relation::Within
            },
            range,
        })
    });
    let fact = prop::sample::select(vec![
        (FactField::Source, "reuters"),
        (FactField::Source, "el pais"),
        (FactField::Section, "REUTERS"),
        (FactField::Lang, "de"),
        (FactField::Country, "CH"),
        (FactField::Country, "US"),
        (FactField::Path, "a/*"),
    ])
    .prop_map(|(field, value)| {
        Query::Fact(Fact {
            field,
            value: value.to_owned(),
        })
    });
    let leaf = prop_oneof![8 => text, 3 => name, 4 => date, 1 => fact, 1 => Just(Query::All)];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Query::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Query::Or),
            inner.prop_map(|part| Query::Not(Box::new(part))),
        ]
    })
}

// ---- The laws. ----

/// The archive of some stories, each under its number as id, in as many commits as asked for.
fn archive(stories: &[StoredStory], commits: usize) -> (tempfile::TempDir, LocalSearch) {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = ArchiveWriter::open(dir.path(), 1, "test").unwrap();
    for chunk in stories.chunks(stories.len().div_ceil(commits).max(1)) {
        let stories = chunk.iter().cloned();
        writer.add(stories, &mut Cutter::default()).unwrap();
        writer.commit().unwrap();
    }
    writer.finish().unwrap();
    let search = LocalSearch::new(Archive::open(dir.path()).unwrap()).unwrap();
    (dir, search)
}

/// Adds a story in each language, so that every word is looked for in every language.
fn one_of_each_language(stories: &mut Vec<StoredStory>) {
    for (number, language) in LANGUAGES.iter().enumerate() {
        let mut filler = stories[0].clone();
        filler.annotated.story.language = *language;
        filler.annotated.story.id = format!("filler-{number}");
        // The countries that it speaks of hang on its language.
        stories.push(StoredStory::new(filler.annotated, filler.seen));
    }
}

fn request(query: &Query) -> Request {
    let snippets = SnippetOptions {
        fragments: 3,
        length: 60,
    };
    Request {
        query: query.clone(),
        sort: Sort::Relevance,
        offset: 0,
        limit: 100,
        copies: Copies::Show,
        feedback: false,
        recency: None,
        snippets,
    }
}

/// Whether a part of the query that is no negation can be seen in the story.
fn can_be_shown(query: &Query, stored: &StoredStory) -> bool {
    query.positive().any(|leaf| match leaf {
        Query::Text(_) | Query::Name(_) => holds(leaf, stored),
        Query::Date(filter) => {
            filter.axis == Axis::About && filter.range != DateRange::None && holds(leaf, stored)
        }
        _ => false,
    })
}

fn check_snippets(query: &Query, hit: &Hit, stored: &StoredStory) {
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
fn check_explained(search: &LocalSearch, request: &Request, page: &Page) {
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
fn check_feedback(search: &LocalSearch, query: &Query, page: &Page, stories: &[StoredStory]) {
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
fn check_recency(search: &LocalSearch, query: &Query, page: &Page, stories: &[StoredStory]) {
    let half = std::num::NonZeroU32::new(400).unwrap();
    let today = date(2024, 7, 17);
    let with = Request {
        recency: Some(Recency { half, today }),
        ..request(query)
    };
    let ranked = search.search(&with).unwrap();
    assert_eq!(ranked.total, page.total, "{query}");
    #[expect(clippy::cast_precision_loss, reason = "seconds of our time")]
    let day = |published: &Published| published.instant() as f64 / 86_400.0;
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
fn check_why_not(search: &LocalSearch, query: &Query, stored: &StoredStory, is_found: bool) {
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
fn check_same(one: &Page, other: &Page, query: &Query) {
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
fn check_by_day(search: &LocalSearch, query: &Query, stories: &[StoredStory]) {
    let mut expected: Vec<&StoredStory> =
        stories.iter().filter(|story| holds(query, story)).collect();
    let published = |stored: &StoredStory| {
        stored
            .annotated
            .story
            .published
            .as_ref()
            .map(Published::instant)
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
fn check_highlights(query: &Query, stored: &StoredStory, field: TextField, span: Span) -> bool {
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
            let wanted = naming(filter, &stored.annotated);
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_and_shows_what_a_scan_does(
        mut stories in prop::collection::vec(stories(), 1..12),
        queries in prop::collection::vec(queries(), 1..12),
        commits in 1..4_usize,
    ) {
        for (number, story) in stories.iter_mut().enumerate() {
            story.annotated.story.id = number.to_string();
        }
        one_of_each_language(&mut stories);
        let (_one_dir, one) = archive(&stories, 1);
        let (_many_dir, many) = archive(&stories, commits);
        for query in &queries {
            let page = one.search(&request(query)).unwrap();
            let found: BTreeSet<&str> = page.hits.iter().map(|hit| hit.story.story.id.as_str()).collect();
            let expected: BTreeSet<&str> =
                stories.iter().filter(|story| holds(query, story)).map(|story| story.annotated.story.id.as_str()).collect();
            prop_assert_eq!(&found, &expected, "{}", query);
            prop_assert_eq!(page.total, expected.len());
            for hit in &page.hits {
                let stored = stories.iter().find(|stored| stored.annotated.story.id == hit.story.story.id).unwrap();
                check_snippets(query, hit, stored);
            }
            check_by_day(&many, query, &stories);
            for stored in &stories {
                let is_found = expected.contains(stored.annotated.story.id.as_str());
                check_why_not(&many, query, stored, is_found);
            }
            let of_many = many.search(&request(query)).unwrap();
            check_explained(&many, &request(query), &of_many);
            check_feedback(&many, query, &of_many, &stories);
            check_recency(&many, query, &of_many, &stories);
            check_same(&page, &of_many, query);
        }
    }
}
