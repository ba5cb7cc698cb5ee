//! Random stories and random queries: the index must find what a plain scan finds, and show why.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops where its ground gives way"
)]

use std::collections::BTreeSet;

use dateline::annotate::tokens::{Stems, Words, fold};
use dateline::index::{Archive, ArchiveWriter, FieldTokenizer, StoredStory, day_of_year};
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
#[path = "search_model/laws.rs"]
mod laws;
#[path = "search_model/model.rs"]
mod model;
#[path = "search_model/random.rs"]
mod random;
#[path = "search_model/slots.rs"]
mod slots;
#[path = "search_model/views.rs"]
mod views;

use laws::*;
use model::*;
use random::*;

const TODAY: Date = date(2026, 11, 22);

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
