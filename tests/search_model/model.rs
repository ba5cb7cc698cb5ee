//! The model: what a query means, by looking at one story.

use super::*;

pub(super) fn holds(query: &Query, stored: &StoredStory) -> bool {
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
        Query::Name(filter) => !naming(filter, &[], &stored.annotated).is_empty(),
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

pub(super) fn dated<'d>(
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
pub(super) type Word = (usize, String, String);

/// The folded words of a text with their positions, and their stems in a language.
pub(super) fn analysed(text: &str, language: Option<Language>) -> Vec<Word> {
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
pub(super) fn has_words(
    pattern: &Pattern,
    text: &str,
    field: TextField,
    language: Option<Language>,
) -> bool {
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
            // The words taken, each with its place, and the first and the last place.
            type Choice = (Vec<(usize, usize)>, usize, usize);
            // A word that is asked for twice needs two places.
            let mut kinds: Vec<Vec<String>> = Vec::new();
            let mut choices: Vec<Choice> = vec![(vec![], usize::MAX, 0)];
            let wanted_words = analysed(wanted, language);
            for (index, wanted_word) in wanted_words.iter().enumerate() {
                let stems = languages
                    .iter()
                    .map(|language| analysed(wanted, *language)[index].2.clone());
                let stems: Vec<String> = stems.collect();
                let known = kinds.iter().position(|kind| *kind == stems);
                let kind = known.unwrap_or(kinds.len());
                kinds.push(stems);
                let same = words.iter().filter(|word| word.2 == wanted_word.2);
                let places: Vec<usize> = same.map(|word| word.0).collect();
                let mut longer = Vec::new();
                for (taken, low, high) in &choices {
                    for place in places
                        .iter()
                        .filter(|place| !taken.contains(&(kind, **place)))
                    {
                        let taken = [&taken[..], &[(kind, *place)]].concat();
                        longer.push((taken, *low.min(place), *high.max(place)));
                    }
                }
                choices = longer;
            }
            !wanted_words.is_empty()
                && choices
                    .iter()
                    .any(|(_, low, high)| high - low < wanted_words.len() + *distance as usize)
        }
    }
}

/// The entities a filter asks for: those with its words, and `others`.
pub(super) fn naming(
    filter: &NameFilter,
    others: &[Entity],
    annotated: &AnnotatedStory,
) -> BTreeSet<u32> {
    let name = filter.name.trim_start_matches("the ");
    let words = |name: &str| -> Vec<String> {
        let words = analysed(name, None).into_iter().map(|word| word.1);
        let short = words.map(|word| {
            if word == "saint" {
                "st".to_owned()
            } else {
                word
            }
        });
        short.collect()
    };
    let wanted = words(name);
    // A person of two names may have up to two more between them.
    let says = |kind: Kind, name: &str| {
        let name = words(name);
        let middle = if kind == Kind::Person && wanted.len() == 2 {
            2
        } else {
            0
        };
        let mut spans = (0..=middle).flat_map(|middle| name.windows(wanted.len() + middle));
        !wanted.is_empty()
            && spans.any(|span| match middle {
                0 => span == wanted,
                _ => span.first() == wanted.first() && span.last() == wanted.last(),
            })
    };
    let of_kind = |entity: &Entity| filter.kind.is_none_or(|kind| kind == entity.kind);
    annotated
        .names
        .iter()
        .filter(|(mention, entity)| {
            let has_words = of_kind(entity)
                && (says(entity.kind, &entity.name) || {
                    let text = annotated.story.text(mention.field);
                    let crowned = text[..mention.span.start()].ends_with("King ");
                    let crowned = if crowned { "King " } else { "" };
                    says(entity.kind, &format!("{crowned}{}", mention.span.of(text)))
                });
            has_words || others.contains(entity)
        })
        .map(|(mention, _)| mention.entity)
        .collect()
}
