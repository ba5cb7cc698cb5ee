//! What is said of names: filters and counts are those of stories whose names were put right by hand.

use dateline::index::Corrections;
use dateline::search::{Nearness, WhoRequest, WhoSort};

use super::*;

pub(super) const SAID: [&str; 6] = [
    "[merge]\n\"person/Jean Musk\" = \"person/Elon Musk\"\n",
    "[merge]\n\"person/Elon Musk\" = \"org/European Union\"\n",
    "[rename]\n\"org/European Union\" = \"Butler Union\"\n",
    "[kind]\n\"place/Butler\" = \"org\"\n",
    "[split]\n\"person/Elon Musk\" = { \"a/*\" = \"Elon of Butler\" }\n",
    "[hide]\n\"person/Jean Musk\" = true\n",
];

/// The short names of all stories, and what they are taken for.
fn pairs(search: &LocalSearch, stories: &[StoredStory]) -> Vec<(Entity, Entity)> {
    let stories = stories.iter().map(|stored| &stored.annotated.story);
    let of_each = stories.flat_map(|story| search.aliases_of(story).unwrap());
    of_each
        .map(|(_, pair)| (pair.short(), pair.full()))
        .collect()
}

/// The entities that a name is taken for in some story, and those that they are in turn.
fn taken_for(pairs: &[(Entity, Entity)], filter: &NameFilter) -> Vec<Entity> {
    let is_asked = |entity: &Entity| {
        filter.kind.is_none_or(|kind| kind == entity.kind)
            && fold(&entity.name) == fold(&filter.name)
    };
    let mut taken: Vec<Entity> = Vec::new();
    // As often as a chain of names could be long.
    for _ in pairs {
        let further = pairs
            .iter()
            .filter(|(short, _)| is_asked(short) || taken.contains(short));
        taken = further.map(|(_, full)| full.clone()).collect();
    }
    taken
}

/// Whether a story has somebody who is found under a name of the filter, or as one of `taken_for`, and called otherwise.
fn has_corrected_name(
    filter: &NameFilter,
    taken_for: &[Entity],
    corrections: &Corrections,
    annotated: &AnnotatedStory,
) -> bool {
    let is_kind = |entity: &Entity| filter.kind.is_none_or(|kind| kind == entity.kind);
    let name = fold(&filter.name);
    let words = format!(" {} ", name.trim_start_matches("the "));
    let found = corrections.found();
    let mut found = found.filter(|found| {
        taken_for.contains(found) || format!(" {} ", fold(&found.name)).contains(&words)
    });
    found.any(|found| {
        let mut meanings = corrections.meanings(found).into_iter();
        meanings.any(|is| is_kind(&is) && annotated.names.entities.contains(&is))
    })
}

/// Filters, hits and counts are those of stories that have the names that are meant.
pub(super) fn check_names(
    search: &LocalSearch,
    right: &[StoredStory],
    corrections: &Corrections,
    said: &impl std::fmt::Debug,
) {
    let pairs = pairs(search, right);
    for name in [
        "musk",
        "Elon Musk",
        "elon",
        "union",
        "Butler",
        "butler union",
        "eu",
        "St. Butler",
    ] {
        for kind in [None, Some(Kind::Person), Some(Kind::Org), Some(Kind::Place)] {
            let filter = NameFilter {
                kind,
                name: name.to_owned(),
            };
            let query = Query::Name(filter.clone());
            let page = search.search(&request(&query)).unwrap();
            let found: BTreeSet<&str> = page
                .hits
                .iter()
                .map(|hit| hit.story.story.id.as_str())
                .collect();
            let others = taken_for(&pairs, &filter);
            let naming = right.iter().filter(|stored| {
                !naming(&filter, &others, &stored.annotated).is_empty()
                    || has_corrected_name(&filter, &others, corrections, &stored.annotated)
            });
            let expected: BTreeSet<&str> = naming
                .map(|stored| stored.annotated.story.id.as_str())
                .collect();
            assert_eq!(found, expected, "{query} with {said:?}");
        }
    }
    for hit in search.search(&request(&Query::All)).unwrap().hits {
        let stored = right
            .iter()
            .find(|stored| stored.annotated.story.id == hit.story.story.id)
            .unwrap();
        assert_eq!(&stored.annotated, &hit.story);
    }
    for kinds in [Kind::ALL.to_vec(), vec![Kind::Org]] {
        let who = search
            .who(&WhoRequest {
                query: Query::All,
                kinds: kinds.clone(),
                with: Vec::new(),
                near: Nearness::Story,
                sort: WhoSort::Count,
                limit: 100,
            })
            .unwrap();
        let mut counts: std::collections::BTreeMap<Entity, u64> = std::collections::BTreeMap::new();
        for entity in right
            .iter()
            .flat_map(|stored| &stored.annotated.names.entities)
        {
            if kinds.contains(&entity.kind) {
                *counts.entry(entity.clone()).or_default() += 1;
            }
        }
        let found = who
            .names
            .iter()
            .map(|named| (named.entity.clone(), named.stories));
        assert_eq!(
            found.collect::<std::collections::BTreeMap<_, _>>(),
            counts,
            "{said:?}"
        );
        assert!(
            who.names.iter().all(|named| named.archive == named.stories),
            "{:?} of {:?}",
            who.names,
            said
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn corrections_act_as_if_made_in_the_stories(
        mut stories in prop::collection::vec(stories(), 1..12),
        said in prop::sample::subsequence(vec![0_usize, 1, 2, 3, 4, 5], 1..=6),
        commits in 1..4_usize,
    ) {
        // Two tables of one name are one.
        prop_assume!(!(said.contains(&0) && said.contains(&1)));
        for (number, story) in stories.iter_mut().enumerate() {
            story.annotated.story.id = number.to_string();
        }
        one_of_each_language(&mut stories);
        let (dir, _) = archive(&stories, commits);
        let text: String = said.iter().map(|rule| SAID[*rule]).collect();
        std::fs::write(dir.path().join("names.toml"), text).unwrap();
        let corrections = Corrections::read(dir.path()).unwrap();
        let search = LocalSearch::new(Archive::open(dir.path()).unwrap()).unwrap();
        let mut right = stories.clone();
        for stored in &mut right {
            corrections.apply(&mut stored.annotated);
        }
        check_names(&search, &right, &corrections, &said);
    }
}
