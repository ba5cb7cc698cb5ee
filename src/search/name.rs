//! A name looked for: what it means, which stories have it, and which of them say most of whom it names.

use tantivy::query::{EmptyQuery, Query as TantivyQuery};

use super::aliased::taken;
use super::compile::{Compiler, any_of, sequence};
use super::overlaid;
use super::rank::Earning;
use super::wanted::{Sequence, folded_words};
use crate::annotate::tokens::{Words, fold};
use crate::query::{NameFilter, Pattern, Query, Text};
use crate::story::{AnnotatedStory, Entity, Kind, ScoreWhy};

/// A name looked for: for each kind that it may be of, its folded words side by side.
///
/// People are filed without what they are addressed by, and nobody under `the`: neither is looked for.
#[derive(Clone, Debug)]
pub(crate) struct WantedName {
    pub(crate) by_kind: Vec<(Kind, Vec<String>)>,
}

impl WantedName {
    pub(crate) fn new(filter: &NameFilter) -> Self {
        let kinds = filter
            .kind
            .map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
        let by_kind = kinds.into_iter().map(|kind| {
            let name = without_address(&filter.name, kind == Kind::Person);
            (kind, folded_words(name))
        });
        Self {
            by_kind: by_kind.collect(),
        }
    }

    /// The fewest words that any kind of name must have.
    pub(crate) fn fewest(&self) -> &[String] {
        let each = self.by_kind.iter().map(|(_, words)| words.as_slice());
        each.min_by_key(|words| words.len()).unwrap_or_default()
    }

    /// Whether a name of some kind, canonical or as found in a story, has these words side by side.
    fn is_in(&self, kind: Kind, name: &str) -> bool {
        let mut of_kind = self.by_kind.iter().filter(|(wanted, _)| *wanted == kind);
        let Some((_, words)) = of_kind.next().filter(|(_, words)| !words.is_empty()) else {
            return false;
        };
        let name = folded_words(name);
        name.windows(words.len()).any(|window| window == words)
    }

    /// Whether an entity is of these kinds and its canonical name has the words.
    pub(crate) fn is(&self, entity: &Entity) -> bool {
        self.is_in(entity.kind, &entity.name)
    }

    /// For each entity of a story, whether it is of these kinds and goes by the name.
    pub(crate) fn entities(&self, annotated: &AnnotatedStory) -> Vec<bool> {
        let entities = annotated.names.entities.iter();
        let mut matching: Vec<bool> = entities.map(|entity| self.is(entity)).collect();
        for (mention, entity) in annotated.names.iter() {
            let form = mention.span.of(annotated.story.text(mention.field));
            if let Some(matching) = matching.get_mut(mention.entity as usize)
                && !*matching
            {
                *matching = self.is_in(entity.kind, form);
            }
        }
        matching
    }
}

/// What people are addressed by, in English, German and Spanish, folded. Not those who go by one name (`Queen Elizabeth`):
/// without the title it is anybody's.
const ADDRESSES: &str = "ambassador archbishop bishop capt captain cardinal chancellor col colonel congressman congresswoman dame \
    doctor dr dra frau gen general gov governor herr judge justice lieutenant lt mayor minister mr mrs ms mx \
    president presidenta presidente prime prof professor rep representative secretary sen senator senor senora \
    sergeant sgt sir sr sra vice";

/// What is left of a name as people write it: without `the`, and a person's without titles (`Mrs.`, `President`), as long
/// as there is a word left.
fn without_address(name: &str, person: bool) -> &str {
    let mut left = name.trim_start();
    while let Some((first, rest)) = left.split_once(char::is_whitespace) {
        let word = fold(first.trim_end_matches('.'));
        let is_address = person && ADDRESSES.split(' ').any(|address| address == word);
        if word != "the" && !is_address || !Words::new(rest).advance() {
            break;
        }
        left = rest.trim_start();
    }
    left
}

impl Compiler<'_> {
    /// What finds the stories that name somebody.
    pub(super) fn name(&self, filter: &NameFilter) -> Box<dyn TantivyQuery> {
        let wanted = WantedName::new(filter);
        let named = |kind: Kind, words: &[String]| -> Box<dyn TantivyQuery> {
            let terms: Vec<(usize, String)> = words.iter().cloned().enumerate().collect();
            if terms.is_empty() {
                return Box::new(EmptyQuery);
            }
            sequence(self.archive.fields.names(kind), &Sequence { terms })
        };
        let by_kind = wanted.by_kind.iter();
        let found = any_of(by_kind.map(|(kind, words)| named(*kind, words)).collect());
        if self.archive.overlay.is_empty() {
            let taken = taken(self.archive, |pair| wanted.is(&pair.full()));
            return any_of([Some(found), taken].into_iter().flatten().collect());
        }
        let anybody = Kind::ALL.map(|kind| named(kind, wanted.fewest()));
        overlaid::named(self.archive, &wanted, found, any_of(anybody.into()))
    }

    /// What hits earn where names are asked for and no words: the words of the names, wherever they stand.
    pub(super) fn called(&mut self, query: &Query) -> Vec<Earning> {
        if query.positive().any(|leaf| matches!(leaf, Query::Text(_))) {
            return Vec::new();
        }
        let mut words: Vec<String> = query
            .positive()
            .filter_map(|leaf| match leaf {
                Query::Name(filter) => Some(folded_words(&filter.name)),
                _ => None,
            })
            .flatten()
            .collect();
        words.sort_unstable();
        words.dedup();
        let earning = |word: String| {
            let text = Text {
                field: None,
                pattern: Pattern::Word(word.clone()),
            };
            let wanted = self.lexicon.wanted(&text);
            Earning {
                found: self.text(&wanted),
                why: ScoreWhy::Name,
                words: word,
            }
        };
        words.into_iter().map(earning).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, person: &str, others: &str) {
        let wanted = WantedName::new(&NameFilter {
            kind: None,
            name: name.to_owned(),
        });
        for (kind, words) in &wanted.by_kind {
            let expected = if *kind == Kind::Person {
                person
            } else {
                others
            };
            assert_eq!(words.join(" "), expected, "`{name}` as {kind:?}");
        }
    }

    #[test]
    fn people_are_not_filed_under_what_they_are_addressed_by() {
        for (name, person, others) in [
            ("Elon Musk", "elon musk", "elon musk"),
            (
                "the Associated Press",
                "associated press",
                "associated press",
            ),
            ("The Hague", "hague", "hague"),
            ("Mrs. Merkel", "merkel", "mrs merkel"),
            (
                "Prime Minister Keir Starmer",
                "keir starmer",
                "prime minister keir starmer",
            ),
            ("Señora Sánchez", "sanchez", "senora sanchez"),
            ("Dr Pepper", "pepper", "dr pepper"),
            ("The Who", "who", "who"),
            ("Queen Elizabeth", "queen elizabeth", "queen elizabeth"),
            ("The President", "president", "president"),
            ("Dr. !", "dr", "dr"),
            ("", "", ""),
        ] {
            check(name, person, others);
        }
        // Looking at all that is left for each word would take minutes.
        let endless = "the ".repeat(100_000);
        check(&format!("{endless} x"), "x", "x");
    }
}
