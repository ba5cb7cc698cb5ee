//! Names of a kind in phrases and near words: the index finds what a plain scan finds, and lights it.

use dateline::index::Corrections;

use super::*;

/// What stands at a place of the text: a word by its position, stem and range, or a name that begins there and its length.
struct Analysed {
    words: Vec<(usize, String)>,
    names: Vec<(Kind, usize, usize)>,
}

fn analyse(stored: &StoredStory, field: TextField) -> Analysed {
    let AnnotatedStory { story, names, .. } = &stored.annotated;
    let text = story.text(field);
    let words = analysed(text, story.language);
    let mut ranges = Words::new(text);
    let mut places = Vec::new();
    while ranges.advance() {
        places.push((ranges.position(), ranges.range()));
    }
    let mentions = names.iter().filter(|(mention, _)| mention.field == field);
    let names = mentions.filter_map(|(mention, entity)| {
        let inside = places.iter().filter(|(_, range)| {
            range.start < mention.span.end() && range.end > mention.span.start()
        });
        let inside: Vec<usize> = inside.map(|(position, _)| *position).collect();
        let (first, last) = (*inside.first()?, *inside.last()?);
        (last - first < 6).then_some((entity.kind, first, last + 1 - first))
    });
    Analysed {
        names: names.collect(),
        words: words.into_iter().map(|word| (word.0, word.2)).collect(),
    }
}

fn kind(part: &str) -> Option<Kind> {
    part.strip_prefix('@').map(|kind| kind.parse().unwrap())
}

/// Whether the parts stand side by side from a position on.
fn follows(text: &Analysed, parts: &[&str], position: usize, language: Option<Language>) -> bool {
    let Some((first, rest)) = parts.split_first() else {
        return true;
    };
    if let Some(kind) = kind(first) {
        return text.names.iter().any(|name| {
            (name.0, name.1) == (kind, position) && follows(text, rest, position + name.2, language)
        });
    }
    let stem = &analysed(first, language)[0].2;
    let stands = text.words.contains(&(position, stem.clone()));
    stands && follows(text, rest, position + 1, language)
}

/// Whether each part has a place of its own near the others: every choice is tried.
fn near(text: &Analysed, parts: &[&str], distance: usize, language: Option<Language>) -> bool {
    // The words taken, and the first and the last position.
    let mut choices: Vec<(Vec<usize>, usize, usize)> = vec![(Vec::new(), usize::MAX, 0)];
    for part in parts {
        let mut longer = Vec::new();
        for (taken, low, high) in &choices {
            let mut add = |words: Vec<usize>, at: usize| {
                if !words.iter().any(|word| taken.contains(word)) {
                    longer.push(([&taken[..], &words].concat(), *low.min(&at), *high.max(&at)));
                }
            };
            match kind(part) {
                Some(kind) => {
                    for name in text.names.iter().filter(|name| name.0 == kind) {
                        let words = name.1..name.1 + name.2;
                        for at in words.clone() {
                            add(words.clone().collect(), at);
                        }
                    }
                }
                None => {
                    for (at, stem) in &text.words {
                        if analysed(part, language)[0].2 == *stem {
                            add(vec![*at], *at);
                        }
                    }
                }
            }
        }
        choices = longer;
    }
    choices
        .iter()
        .any(|(_, low, high)| high - low < parts.len() + distance)
}

fn fits(pattern: &Pattern, stored: &StoredStory, field: TextField) -> bool {
    let text = analyse(stored, field);
    let language = stored.annotated.story.language;
    match pattern {
        Pattern::Phrase(words) => {
            let parts: Vec<&str> = words.split(' ').collect();
            (0..500).any(|position| follows(&text, &parts, position, language))
        }
        Pattern::Near { words, distance } => near(
            &text,
            &words.split(' ').collect::<Vec<_>>(),
            *distance as usize,
            language,
        ),
        _ => unreachable!("only quotations have names in them"),
    }
}

/// What is asked for in a quotation: words and kinds of names, and how near where they need not follow each other.
type Asked = (Vec<&'static str>, Option<u32>);

fn asked() -> impl Strategy<Value = Asked> {
    let part = prop::sample::select(vec!["@person", "@org", "@place", "storm", "musk", "the"]);
    (
        prop::collection::vec(part, 1..4),
        prop::option::of(0..5_u32),
    )
}

fn pattern((parts, distance): &Asked) -> Pattern {
    let words = parts.join(" ");
    match *distance {
        Some(distance) => Pattern::Near { words, distance },
        None => Pattern::Phrase(words),
    }
}

/// Hits are the stories with the names that are meant in which a scan finds what is asked for, and it is lit; they score
/// what explains them.
pub(super) fn check_placed(search: &LocalSearch, right: &[StoredStory], asked: &Asked) {
    let pattern = pattern(asked);
    let query = Query::Text(Text {
        field: None,
        pattern: pattern.clone(),
    });
    // With room for all that must be near.
    let mut request = request(&query);
    request.snippets.length = 200;
    let page = search.search(&request).unwrap();
    let fitting = right.iter().filter(|stored| {
        let mut fields = [TextField::Title, TextField::Body].into_iter();
        fields.any(|field| fits(&pattern, stored, field))
    });
    let expected: BTreeSet<&str> = fitting
        .map(|stored| stored.annotated.story.id.as_str())
        .collect();
    assert_eq!(found(&page), expected, "{query}");
    let kinds: Vec<Kind> = asked.0.iter().filter_map(|part| kind(part)).collect();
    for hit in &page.hits {
        let names = &hit.story.names;
        let lit = hit.snippets.iter().flat_map(|snippet| {
            let lit = snippet.highlights.iter();
            lit.map(|lit| (snippet.field, lit.span))
        });
        let lit: Vec<_> = lit.collect();
        assert!(!lit.is_empty(), "nothing lit for {query}");
        let is_name = |(field, span): &(TextField, Span)| {
            names.iter().any(|(mention, entity)| {
                mention.field == *field
                    && kinds.contains(&entity.kind)
                    && mention.span.overlaps(*span)
            })
        };
        assert!(
            kinds.is_empty() || lit.iter().any(is_name),
            "no name lit for {query}"
        );
    }
    let explained = search.search_explained(&request).unwrap();
    for hit in &explained.hits {
        let sum: f32 = hit.score_parts.iter().map(|part| part.score).sum();
        assert!(
            (sum - hit.score).abs() <= 1e-5 * hit.score.max(1.0),
            "{} is not {sum}",
            hit.score
        );
    }
}

fn found(page: &Page) -> BTreeSet<&str> {
    let hits = page.hits.iter();
    hits.map(|hit| hit.story.story.id.as_str()).collect()
}

fn numbered(stories: &mut Vec<StoredStory>) {
    for (number, story) in stories.iter_mut().enumerate() {
        story.annotated.story.id = number.to_string();
    }
    one_of_each_language(stories);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn names_of_a_kind_are_found_where_a_scan_finds_them(
        mut stories in prop::collection::vec(stories(), 1..12),
        asked in prop::collection::vec(asked(), 1..12),
        commits in 1..4_usize,
    ) {
        numbered(&mut stories);
        let (_dir, search) = archive(&stories, commits);
        for asked in asked {
            check_placed(&search, &stories, &asked);
        }
    }

    #[test]
    fn corrected_kinds_apply(
        mut stories in prop::collection::vec(stories(), 1..12),
        asked in prop::collection::vec(asked(), 1..12),
        said in prop::sample::subsequence(vec![1_usize, 2, 3, 4, 5], 1..=5),
        commits in 1..4_usize,
    ) {
        numbered(&mut stories);
        let (dir, _) = archive(&stories, commits);
        let text: String = said.iter().map(|rule| corrections::SAID[*rule]).collect();
        std::fs::write(dir.path().join("names.toml"), text).unwrap();
        let corrections = Corrections::read(dir.path()).unwrap();
        let mut right = stories.clone();
        for stored in &mut right {
            corrections.apply(&mut stored.annotated);
        }
        let search = LocalSearch::new(Archive::open(dir.path()).unwrap()).unwrap();
        for asked in asked {
            check_placed(&search, &right, &asked);
        }
    }
}
