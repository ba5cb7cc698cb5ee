//! Copies: groups are what one story at a time says they are, and putting them together loses nothing.

use std::cmp::Reverse;

use super::*;

prop_compose! {
    /// Some stories and edited copies of them, each under its number as id.
    fn with_copies()(
        originals in prop::collection::vec(stories(), 1..4),
        edits in prop::collection::vec((0..4_usize, 0..3_usize, 0..3_usize), 0..8),
    ) -> Vec<StoredStory> {
        let mut stories = originals.clone();
        for (original, edits, counts) in edits {
            let mut copy = originals[original % originals.len()].clone();
            copy.annotated.story.title.clear();
            copy.annotated.names.mentions.retain(|mention| mention.field == TextField::Body);
            copy.annotated.dates.retain(|date| date.field == TextField::Body);
            // Names and dates stand where they stood: the texts have only grown at their ends.
            copy.annotated.story.body.push_str(&" once more".repeat(edits));
            copy.annotated.story.body.push_str(["", " 17 18 19", " many few some"][counts]);
            stories.push(copy);
        }
        for (number, story) in stories.iter_mut().enumerate() {
            story.annotated.story.id = number.to_string();
        }
        stories
    }
}

/// Whom a story forms a group with, itself among them.
fn group(search: &LocalSearch, stored: &StoredStory) -> BTreeSet<String> {
    let copies = search.copies(&stored.annotated).unwrap();
    let ids = copies.into_iter().map(|copy| copy.story.story.id);
    ids.chain([stored.annotated.story.id.clone()]).collect()
}

/// The text that copies are found by: short ones with their headline.
fn words(stored: &StoredStory) -> Vec<String> {
    let Story { title, body, .. } = &stored.annotated.story;
    let words = |text| analysed(text, None).into_iter().map(|word| word.1);
    let short = body.split_whitespace().count() < 30;
    if short && !body.trim().is_empty() {
        return words(title).chain(words(body)).collect();
    }
    words(body).collect()
}

/// Where a story stands among copies that fit equally well.
fn first_published(hit: &Hit) -> (bool, Option<i64>, String) {
    let published = hit.story.story.published.as_ref().map(Published::clock);
    (published.is_none(), published, hit.story.story.id.clone())
}

/// All hits, in pages of two.
fn in_pages(search: &LocalSearch, request: &Request) -> (Vec<Page>, Vec<Hit>) {
    let mut pages = Vec::new();
    loop {
        let offset = pages.len() * 2;
        let page = search
            .search(&Request {
                offset,
                limit: 2,
                ..request.clone()
            })
            .unwrap();
        let last = page.hits.len() < 2;
        pages.push(page);
        if last {
            break;
        }
    }
    let hits = pages.iter().flat_map(|page| page.hits.clone()).collect();
    (pages, hits)
}

fn check_together(search: &LocalSearch, query: &Query, sort: Sort, stories: &[StoredStory]) {
    let asked = Request {
        sort,
        ..request(query)
    };
    let shown = search.search(&asked).unwrap();
    assert_eq!(shown.groups, None);
    let id = |hit: &Hit| hit.story.story.id.clone();
    // What stands for what, by looking at one hit after the other.
    let mut expected: Vec<Vec<&Hit>> = Vec::new();
    for hit in &shown.hits {
        let stored = stories
            .iter()
            .find(|stored| stored.annotated.story.id == id(hit))
            .unwrap();
        let copies = group(search, stored);
        match expected
            .iter_mut()
            .find(|group| copies.contains(&id(group[0])))
        {
            Some(group) => group.push(hit),
            None => expected.push(vec![hit]),
        }
    }
    if sort == Sort::Relevance {
        for group in &mut expected {
            group.sort_by(|a, b| {
                b.score
                    .total_cmp(&a.score)
                    .then_with(|| first_published(a).cmp(&first_published(b)))
            });
        }
        expected.sort_by(|a, b| {
            b[0].score
                .total_cmp(&a[0].score)
                .then_with(|| id(a[0]).cmp(&id(b[0])))
        });
    }
    let expected: Vec<(String, Vec<String>)> = expected
        .into_iter()
        .map(|group| {
            let mut others = group[1..].to_vec();
            others.sort_by_key(|hit| first_published(hit));
            (id(group[0]), others.into_iter().map(id).collect())
        })
        .collect();
    check_pages(search, &asked, &shown, &expected);
}

/// The answer in groups is the expected one, page by page; what is hidden and what is left make what is shown.
fn check_pages(
    search: &LocalSearch,
    asked: &Request,
    shown: &Page,
    expected: &[(String, Vec<String>)],
) {
    let (id, query) = (|hit: &Hit| hit.story.story.id.clone(), &asked.query);
    let (pages, grouped) = in_pages(
        search,
        &Request {
            copies: Copies::Group,
            ..asked.clone()
        },
    );
    let found: Vec<(String, Vec<String>)> = grouped
        .iter()
        .map(|hit| {
            (
                id(hit),
                hit.copies.iter().map(|copy| copy.id.clone()).collect(),
            )
        })
        .collect();
    assert_eq!(found, expected, "{query}");
    for page in &pages {
        assert_eq!(
            (page.total, page.groups),
            (shown.total, Some(expected.len())),
            "{query}"
        );
    }
    assert!(grouped.iter().zip(1..).all(|(hit, rank)| hit.rank == rank));
    let (_, hidden) = in_pages(
        search,
        &Request {
            copies: Copies::Hide,
            ..asked.clone()
        },
    );
    assert!(hidden.iter().all(|hit| hit.copies.is_empty()));
    assert_eq!(
        hidden.iter().map(id).collect::<Vec<_>>(),
        grouped.iter().map(id).collect::<Vec<_>>()
    );
    let mut all: Vec<String> = hidden.iter().map(id).collect();
    all.extend(
        grouped
            .iter()
            .flat_map(|hit| hit.copies.iter().map(|copy| copy.id.clone())),
    );
    let (all, shown): (BTreeSet<_>, BTreeSet<_>) = (
        all.into_iter().collect(),
        shown.hits.iter().map(id).collect(),
    );
    assert_eq!(all, shown, "{query}");
    let counted = search
        .search(&Request {
            copies: Copies::Hide,
            limit: 0,
            ..asked.clone()
        })
        .unwrap();
    assert_eq!(
        (counted.total, counted.groups),
        (shown.len(), Some(expected.len()))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn copies_form_groups(
        stories in with_copies(),
        (commits, seed) in (1..4_usize, any::<u64>()),
    ) {
        let mut shuffled = stories.clone();
        shuffled.sort_by_key(|story| Reverse(blake3::hash(format!("{seed}{}", story.annotated.story.id).as_bytes()).to_hex()));
        let (_one_dir, one) = archive(&stories, 1);
        let (many_dir, many) = archive(&shuffled, commits);
        // What is kept beside the index is what is made anew without it.
        for name in [".dateline-copies", ".dateline-compared"] {
            std::fs::remove_file(many_dir.path().join(name)).unwrap();
        }
        let anew = LocalSearch::new(Archive::open(many_dir.path()).unwrap()).unwrap();
        for stored in &stories {
            let members = group(&one, stored);
            prop_assert_eq!(&members, &group(&many, stored), "order or segments change a group");
            prop_assert_eq!(&members, &group(&anew, stored), "what is kept is another group");
            for other in &stories {
                let id = &other.annotated.story.id;
                if words(stored) == words(other) && !analysed(&stored.annotated.story.body, None).is_empty() {
                    prop_assert!(members.contains(id), "an exact copy is missed");
                }
                if members.contains(id) {
                    prop_assert_eq!(&members, &group(&one, other), "a group depends on who is asked for");
                }
            }
        }
    }

    #[test]
    fn grouping_copies_loses_nothing(
        mut stories in with_copies(),
        queries in prop::collection::vec(queries(), 1..5),
        commits in 1..4_usize,
    ) {
        one_of_each_language(&mut stories);
        let (_dir, search) = archive(&stories, commits);
        for query in queries.iter().chain([&Query::All]) {
            for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
                check_together(&search, query, sort, &stories);
            }
        }
    }
}
