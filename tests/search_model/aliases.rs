//! Surnames and acronyms that stand alone: filters and counts are those of stories that give the full name.

use std::collections::BTreeMap;

use dateline::index::Corrections;

use super::corrections::check_names;
use super::slots::check_placed;
use super::*;

const HALF_A_YEAR: i64 = 183 * 24 * 60 * 60;

const SAID: [&str; 8] = [
    "[merge]\n\"person/Musk\" = \"person/Jean Musk\"\n",
    "[merge]\n\"person/Elon Musk\" = \"org/European Union\"\n",
    "[merge]\n\"place/Butler\" = \"person/Musk\"\n",
    "[merge]\n\"org/European Union\" = \"person/Elon Musk\"\n",
    "[hide]\n\"person/Elon Musk\" = true\n",
    "[split]\n\"person/Elon Musk\" = { \"a/*\" = \"Elon of Butler\" }\n",
    "[rename]\n\"person/Elon Musk\" = \"E. Musk\"\n",
    "[kind]\n\"person/Elon Musk\" = \"place\"\n",
];

/// An archive and what is said of its names; `None` of what contradicts itself, which is refused.
fn archive_with<'r>(
    stories: &[StoredStory],
    commits: usize,
    said: impl Iterator<Item = &'r str>,
) -> (tempfile::TempDir, Option<Corrections>) {
    let (dir, _) = archive(stories, commits);
    let text: String = said.collect();
    std::fs::write(dir.path().join("names.toml"), text).unwrap();
    let corrections = Corrections::read(dir.path()).ok();
    (dir, corrections)
}

/// How a story speaks of those of the surname.
#[derive(Clone, Copy, Debug)]
enum Says {
    /// As it happens.
    Anything,
    /// Of Elon Musk alone, in full somewhere.
    Full,
    /// Never which Musk.
    Surname,
}

/// Leaves out the mentions that do not fit.
fn say(annotated: &mut AnnotatedStory, says: Says) {
    name_as(annotated, |form, name| match (says, name) {
        (Says::Full | Says::Surname, "Jean Musk") => None,
        (Says::Surname, "Elon Musk") => (form != "Elon Musk").then_some("Musk"),
        (_, name) => Some(name),
    });
}

/// Gives every mention another name by its form and its name, or leaves it out.
fn name_as(
    annotated: &mut AnnotatedStory,
    name: impl Fn(&str, &'static str) -> Option<&'static str>,
) {
    let AnnotatedStory { story, names, .. } = annotated;
    let mut said = Names::default();
    for (mention, entity) in names.iter() {
        let form = mention.span.of(story.text(mention.field));
        let known = NAMES.iter().find(|(_, known, _)| *known == entity.name);
        let Some(name) = name(form, known.unwrap().1) else {
            continue;
        };
        let mut entity = entity.clone();
        name.clone_into(&mut entity.name);
        let known = said.entities.iter().position(|known| *known == entity);
        let index = known.unwrap_or_else(|| {
            said.entities.push(entity);
            said.entities.len() - 1
        });
        let entity = u32::try_from(index).unwrap();
        said.mentions.push(Mention { entity, ..*mention });
    }
    *names = said;
}

/// Whether two stories were published within half a year of each other, or neither has a date.
fn are_near(one: &StoredStory, other: &StoredStory) -> bool {
    let instant = |stored: &StoredStory| {
        let published = stored.annotated.story.published.as_ref();
        published.map(dateline::story::Published::clock)
    };
    match (instant(one), instant(other)) {
        (Some(one), Some(other)) => (one - other).abs() <= HALF_A_YEAR,
        (one, other) => one == other,
    }
}

/// The full name that a lone Musk of this story is taken for: of those that stories of half a year around give, each
/// story's each name once.
fn meant_person(stored: &StoredStory, stories: &[StoredStory]) -> Option<String> {
    let full = |stored: &StoredStory| {
        let entities = stored.annotated.names.entities.iter();
        let full = entities.map(|entity| entity.name.clone());
        full.filter(|name| name.ends_with(" Musk"))
            .collect::<Vec<_>>()
    };
    if !full(stored).is_empty() {
        return None;
    }
    let near = stories.iter().filter(|other| are_near(stored, other));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in near.flat_map(full) {
        *counts.entry(name).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let most = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (most.1 >= 3 && most.1 * 10 >= all * 9).then_some(most.0)
}

fn says() -> impl Strategy<Value = Says> {
    prop_oneof![1 => Just(Says::Anything), 8 => Just(Says::Full), 8 => Just(Says::Surname)]
}

/// How a story speaks of the union.
#[derive(Clone, Copy, Debug)]
enum Calls {
    /// As it happens.
    Anything,
    /// With its legal form.
    Legal,
    /// As another of the same initials.
    Other,
    /// Never by more than its initials.
    Initials,
}

fn call(annotated: &mut AnnotatedStory, calls: Calls) {
    name_as(annotated, |form, name| match (calls, name) {
        (Calls::Legal, UNION) => Some(LEGAL),
        (Calls::Other, UNION) => (form == "EU").then_some(OTHER),
        (Calls::Initials, UNION) => (form == "EU").then_some("EU"),
        (_, name) => Some(name),
    });
}

const UNION: &str = "European Union";
const LEGAL: &str = "European Union Ltd";
const OTHER: &str = "Eastern Union";

/// What the union is called in each story, where it is taken for what others call it.
///
/// A story introduces `EU` with the full name when it has both, `European Union` with its legal form likewise.
fn meant_unions(stories: &[StoredStory]) -> Vec<Option<String>> {
    let called = |stored: &StoredStory| {
        let mut entities = stored.annotated.names.entities.iter();
        let union = entities.find(|entity| ["EU", UNION, LEGAL, OTHER].contains(&&*entity.name));
        union.map(|entity| entity.name.clone())
    };
    let introduces = |stored: &StoredStory, short: &str| {
        let AnnotatedStory { story, names, .. } = &stored.annotated;
        let mut forms = names.iter().filter(|(mention, entity)| {
            entity.kind == Kind::Org && mention.span.of(story.text(mention.field)) == short
        });
        let name = forms.next()?.1.name.clone();
        (name != short).then_some(name)
    };
    let is_near = |one: &StoredStory, other: &StoredStory| {
        let languages = [one, other].map(|stored| stored.annotated.story.language);
        languages[0] == languages[1] && are_near(one, other)
    };
    // The name that most write of the one that nine tenths mean, and how many mean it.
    let clear = |stored: &StoredStory, short: &str| {
        let near = stories.iter().filter(|other| is_near(stored, other));
        let full: Vec<String> = near.filter_map(|other| introduces(other, short)).collect();
        let is_other = |name: &String| name == OTHER;
        let others = full.iter().filter(|name| is_other(name)).count();
        let (most, others) = (full.len() - others, others);
        let means_other = others > most;
        let count = most.max(others);
        let mut written: BTreeMap<String, usize> = BTreeMap::new();
        for name in full.iter().filter(|name| is_other(name) == means_other) {
            *written.entry(name.clone()).or_default() += 1;
        }
        let (name, _) = written.into_iter().rev().max_by_key(|(_, times)| *times)?;
        (count * 10 >= full.len() * 9).then_some((name, count))
    };
    let spelt_out = |stored: &StoredStory| match called(stored) {
        Some(name) if name == "EU" => {
            let clear = clear(stored, "EU").filter(|(_, count)| *count >= 3);
            Some(clear.map_or(name, |(full, _)| full))
        }
        called => called,
    };
    let spelt_out: Vec<Option<String>> = stories.iter().map(spelt_out).collect();
    let meant_person = stories.iter().zip(&spelt_out).map(|(stored, name)| {
        if name.as_deref() != Some(UNION) {
            return name.clone();
        }
        let all = stories.iter().zip(&spelt_out);
        let alone =
            all.filter(|(other, name)| name.as_deref() == Some(UNION) && is_near(stored, other));
        let alone = alone.count();
        let longer = clear(stored, UNION).filter(|(_, count)| *count >= 5 && count * 10 >= alone);
        longer.map(|(full, _)| full).or(name.clone())
    });
    meant_person.collect()
}

fn calls() -> impl Strategy<Value = Calls> {
    prop_oneof![
        8 => Just(Calls::Anything), 10 => Just(Calls::Legal), 1 => Just(Calls::Other), 8 => Just(Calls::Initials)
    ]
}

const SAID_OF_UNIONS: [&str; 6] = [
    "[rename]\n\"org/European Union Ltd\" = \"Butler Union\"\n",
    "[merge]\n\"org/EU\" = \"person/Elon Musk\"\n",
    "[merge]\n\"org/European Union\" = \"org/Eastern Union\"\n",
    "[hide]\n\"org/European Union\" = true\n",
    "[split]\n\"org/European Union\" = { \"a/*\" = \"Union of Butler\" }\n",
    "[kind]\n\"org/European Union Ltd\" = \"place\"\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_surname_alone_is_as_if_written_in_full(
        told in prop::collection::vec((stories(), says()), 4..24),
        said in prop::sample::subsequence(vec![0_usize, 1, 2, 3, 4, 5, 6, 7], 0..=2),
        commits in 1..4_usize,
    ) {
        let mut stories = Vec::new();
        for (number, (mut story, says)) in told.into_iter().enumerate() {
            story.annotated.story.id = number.to_string();
            say(&mut story.annotated, says);
            stories.push(story);
        }
        one_of_each_language(&mut stories);
        let (dir, corrections) = archive_with(&stories, commits, said.iter().map(|rule| SAID[*rule]));
        prop_assume!(corrections.is_some());
        let corrections = corrections.unwrap();
        let mut right = stories.clone();
        for stored in &mut right {
            let meant_person = meant_person(stored, &stories);
            for entity in &mut stored.annotated.names.entities {
                if entity.name == "Musk"
                    && !corrections.has_rule(entity)
                    && let Some(full) = &meant_person
                {
                    entity.name.clone_from(full);
                }
            }
            corrections.apply(&mut stored.annotated);
        }
        let search = LocalSearch::new(Archive::open(dir.path()).unwrap()).unwrap();
        check_names(&search, &right, &corrections, &said);
        for parts in [vec!["@person"], vec!["@place", "@org"], vec!["storm", "@person"]] {
            for distance in [None, Some(3)] {
                check_placed(&search, &right, &(parts.clone(), distance));
            }
        }
        // What was kept is what is found anew.
        std::fs::remove_file(dir.path().join(".dateline-aliases")).unwrap();
        let anew = LocalSearch::new(Archive::open(dir.path()).unwrap()).unwrap();
        check_names(&anew, &right, &corrections, &said);
    }

    #[test]
    fn an_acronym_alone_is_as_if_spelt_out(
        told in prop::collection::vec((stories(), calls(), prop::bool::weighted(0.1)), 4..40),
        said in prop::sample::subsequence(vec![0_usize, 1, 2, 3, 4, 5], 0..=2),
        commits in 1..4_usize,
    ) {
        // Where a name is hidden in some stories and split in others, `aliases_of` does not tell what the hidden one is taken
        // for, although a filter still finds the others by it.
        prop_assume!(![3, 4].iter().all(|rule| said.contains(rule)));
        let mut stories = Vec::new();
        for (number, (mut story, calls, is_german)) in told.into_iter().enumerate() {
            story.annotated.story.id = number.to_string();
            story.annotated.story.language = Some(if is_german { Language::German } else { Language::English });
            call(&mut story.annotated, calls);
            stories.push(story);
        }
        one_of_each_language(&mut stories);
        let (dir, corrections) = archive_with(&stories, commits, said.iter().map(|rule| SAID_OF_UNIONS[*rule]));
        prop_assume!(corrections.is_some());
        let corrections = corrections.unwrap();
        let mut right = stories.clone();
        for (stored, meant_person) in right.iter_mut().zip(meant_unions(&stories)) {
            let mut entities = stored.annotated.names.entities.iter_mut();
            let union = entities.find(|entity| ["EU", UNION].contains(&&*entity.name) && !corrections.has_rule(entity));
            if let (Some(entity), Some(meant_person)) = (union, meant_person) {
                entity.name = meant_person;
            }
            corrections.apply(&mut stored.annotated);
        }
        let search = LocalSearch::new(Archive::open(dir.path()).unwrap()).unwrap();
        check_names(&search, &right, &corrections, &said);
        for parts in [vec!["@org"], vec!["@place", "@org"], vec!["storm", "@org"]] {
            check_placed(&search, &right, &(parts.clone(), Some(3)));
        }
        std::fs::remove_file(dir.path().join(".dateline-aliases")).unwrap();
        let anew = LocalSearch::new(Archive::open(dir.path()).unwrap()).unwrap();
        check_names(&anew, &right, &corrections, &said);
    }
}
