//! Surnames that stand alone: filters and counts are those of stories that give the full name.

use std::collections::BTreeMap;

use dateline::index::Overlay;

use super::overlay::check_names;
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
    let AnnotatedStory { story, names, .. } = annotated;
    let fits = |mention: &Mention, entity: &Entity| match says {
        Says::Anything => true,
        Says::Full => entity.name != "Jean Musk",
        Says::Surname => {
            let form = mention.span.of(story.text(mention.field));
            entity.name != "Jean Musk" && form != "Elon Musk"
        }
    };
    let mut said = Names::default();
    for (mention, entity) in names
        .iter()
        .filter(|(mention, entity)| fits(mention, entity))
    {
        let mut entity = entity.clone();
        if matches!(says, Says::Surname) && entity.name == "Elon Musk" {
            "Musk".clone_into(&mut entity.name);
        }
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

/// The full name that a lone Musk of this story is taken for: of those that stories of half a year around give, each
/// story's each name once.
fn meant(stored: &StoredStory, stories: &[StoredStory]) -> Option<String> {
    let instant = |stored: &StoredStory| Some(stored.annotated.story.published.as_ref()?.instant());
    let full = |stored: &StoredStory| {
        let entities = stored.annotated.names.entities.iter();
        let full = entities.map(|entity| entity.name.clone());
        full.filter(|name| name.ends_with(" Musk"))
            .collect::<Vec<_>>()
    };
    if !full(stored).is_empty() {
        return None;
    }
    let published = instant(stored)?;
    let near = stories.iter().filter(|other| {
        instant(other).is_some_and(|other| (other - published).abs() <= HALF_A_YEAR)
    });
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
        let (dir, _) = archive(&stories, commits);
        let text: String = said.iter().map(|rule| SAID[*rule]).collect();
        std::fs::write(dir.path().join("names.toml"), text).unwrap();
        // What contradicts itself is refused.
        let overlay = Overlay::read(dir.path());
        prop_assume!(overlay.is_ok());
        let overlay = overlay.unwrap();
        let mut right = stories.clone();
        for stored in &mut right {
            let meant = meant(stored, &stories);
            for entity in &mut stored.annotated.names.entities {
                if entity.name == "Musk"
                    && !overlay.speaks_of(entity)
                    && let Some(full) = &meant
                {
                    entity.name.clone_from(full);
                }
            }
            overlay.apply(&mut stored.annotated);
        }
        let search = LocalSearch::new(Archive::open(dir.path()).unwrap()).unwrap();
        check_names(&search, &right, &said);
        for parts in [vec!["@person"], vec!["@place", "@org"], vec!["storm", "@person"]] {
            for distance in [None, Some(3)] {
                check_placed(&search, &right, &(parts.clone(), distance));
            }
        }
        // What was kept is what is found anew.
        std::fs::remove_file(dir.path().join(".dateline-aliases")).unwrap();
        let anew = LocalSearch::new(Archive::open(dir.path()).unwrap()).unwrap();
        check_names(&anew, &right, &said);
    }
}
