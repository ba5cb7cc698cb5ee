//! Groups mentions with the same spelling into forms, and decides the kind of each.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::annotate::entities::hash;
use crate::annotate::entities::lexicon::List;
use crate::annotate::entities::name_rules::NameRules;
use crate::annotate::entities::short_forms::identifying_words;
use crate::annotate::entities::tag::Sort;
use crate::annotate::entities::tagger::Found;
use crate::annotate::entities::token::{Style, Token, phrase};
use crate::annotate::entities::town::{is_before_country, is_before_region};
use crate::story::Kind;

use super::contested::Contested;

/// A name as it is spelt: all mentions with the same words.
pub(super) struct Form {
    pub(super) kind: Kind,
    /// Its first occurrence, in running text if there is one.
    pub(super) tokens: Range<usize>,
    /// Whether it ever follows an article: `the Tories`.
    pub(super) takes_article: bool,
}

/// The forms, and the form of each name; none if most mentions with its spelling are no person, organisation or place.
pub(super) fn forms(
    tokens: &[Token],
    found: &[Found],
    rules: &NameRules,
) -> (Vec<Form>, Vec<Option<usize>>) {
    let namesakes = Namesakes::of(tokens, found, rules);
    let mut numbers: FxHashMap<u64, usize> = FxHashMap::default();
    let mut spelt: Vec<Spelling> = Vec::new();
    let mut spelling_of = Vec::with_capacity(found.len());
    for (at, name) in found.iter().enumerate() {
        let (key, sort) = namesakes.key(tokens, name, found.get(at + 1));
        let number = *numbers.entry(key).or_insert(spelt.len());
        if number == spelt.len() {
            spelt.push(Spelling {
                tokens: name.tokens.clone(),
                votes: [0; 4],
                takes_article: false,
            });
        }
        spelling_of.push(number);
        if let Some(spelling) = spelt.get_mut(number) {
            if is_all_capitals_line(tokens, &spelling.tokens)
                && !is_all_capitals_line(tokens, &name.tokens)
            {
                spelling.tokens = name.tokens.clone();
            }
            let before = name.tokens.start.checked_sub(1);
            let before = before.and_then(|before| tokens.get(before));
            spelling.takes_article |=
                before.is_some_and(|before| rules.articles.contains(&before.word));
            for (known, vote) in Sort::ALL.iter().zip(&mut spelling.votes) {
                *vote += u32::from(*known == sort);
            }
        }
    }
    let longer_names = LongerNames::of(tokens, &spelt, rules);
    let mut forms = Vec::with_capacity(spelt.len());
    let mut form_of_spelling = Vec::with_capacity(spelt.len());
    for spelling in spelt {
        let sort = longer_names.sort(tokens, &spelling);
        form_of_spelling.push(match sort {
            Sort::Kind(kind) => {
                forms.push(Form {
                    kind,
                    tokens: spelling.tokens,
                    takes_article: spelling.takes_article,
                });
                Some(forms.len() - 1)
            }
            Sort::Other => None,
        });
    }
    let form_of = spelling_of
        .into_iter()
        .map(|number| form_of_spelling.get(number).copied().flatten());
    (forms, form_of.collect())
}

/// Whether a form is in a sentence that is all capitals.
pub(super) fn is_all_capitals_line(tokens: &[Token], form: &Range<usize>) -> bool {
    tokens
        .get(form.start)
        .is_some_and(|token| token.style == Style::Upper)
}

/// Words that are both a place and part of a person's name in the story: `Jordan`, if there is a Michael Jordan. Or a
/// company and part of a person's name.
struct Namesakes<'t> {
    rules: &'t NameRules,
    /// First and last words of people's names that are places on the list, and towns in front of their region.
    words: FxHashSet<u64>,
    /// Of these, the towns that nobody is called like.
    towns: FxHashSet<u64>,
    /// The last words of people's names.
    surnames: FxHashSet<u64>,
    contested: Contested,
}

impl<'t> Namesakes<'t> {
    fn of(tokens: &[Token], found: &[Found], rules: &'t NameRules) -> Self {
        let people = found.iter().filter(|name| name.sort == Sort::PERSON);
        let ends = people.filter_map(|name| match tokens.get(name.tokens.clone()) {
            Some([first, .., last]) => Some([first, last]),
            _ => None,
        });
        let ends: Vec<[&Token; 2]> = ends.collect();
        let surnames = ends.iter().map(|[_, last]| last.word).collect();
        let ends: Vec<&Token> = ends.into_iter().flatten().collect();
        let places = ends
            .iter()
            .filter(|word| word.entry.lists() & List::PLACES != 0);
        let mut words: FxHashSet<u64> = places.map(|word| word.word).collect();
        let before_region = found.windows(2).filter(
            |pair| matches!(pair, [name, next] if is_before_region(tokens, name, Some(next))),
        );
        let before_region = before_region.filter_map(|pair| match pair {
            [town, _] if town.sort == Sort::PLACE => tokens.get(town.tokens.start),
            _ => None,
        });
        let mut towns: FxHashSet<u64> = before_region.map(|town| town.word).collect();
        words.extend(&towns);
        for end in ends {
            towns.remove(&end.word);
        }
        Self {
            rules,
            words,
            towns,
            surnames,
            contested: Contested::of(tokens, found, rules),
        }
    }

    /// A key for the spelling of a name, and its sort. A person and a place of the same name have different keys, and
    /// so have `Swift` and `SWIFT`. `next` is the name after it.
    fn key(&self, tokens: &[Token], name: &Found, next: Option<&Found>) -> (u64, Sort) {
        let words = tokens.get(name.tokens.clone()).unwrap_or_default();
        let key = match words {
            [word] => hash::phrase([word.spelt()]),
            words => phrase(words),
        };
        let of_sort = |sort: Sort| (hash::pair(key, u64::from(sort == Sort::PERSON)), sort);
        if let Some(sort) = self.contested.decided(name) {
            return of_sort(sort);
        }
        match words {
            [word] if self.words.contains(&word.word) => {
                let sort = self.beside(tokens, name, next);
                of_sort(sort.unwrap_or(if self.towns.contains(&word.word) {
                    Sort::PLACE
                } else {
                    name.sort
                }))
            }
            _ => (key, name.sort),
        }
    }

    /// The sort that the words around such a name suggest: `in Jordan`, `king of Jordan`, `Mr. Jordan`,
    /// `Jackson, Tenn.`
    fn beside(&self, tokens: &[Token], name: &Found, next: Option<&Found>) -> Option<Sort> {
        if is_before_region(tokens, name, next) {
            let word = tokens.get(name.tokens.start)?.word;
            let is_somebody = is_before_country(tokens, next) && self.surnames.contains(&word);
            return (!is_somebody).then_some(Sort::PLACE);
        }
        let before = tokens.get(name.tokens.start.checked_sub(1)?)?;
        if tokens.get(name.tokens.start)?.first {
            None
        } else if [self.rules.within, self.rules.of_places]
            .iter()
            .any(|words| words.contains(&before.word))
        {
            Some(Sort::PLACE)
        } else {
            let is_title = before.shape.is_capital() && before.entry.is(List::Title);
            is_title.then_some(Sort::PERSON)
        }
    }
}

/// All mentions with the same words.
struct Spelling {
    /// The first of them, in running text if there is one.
    tokens: Range<usize>,
    /// How many were given each sort.
    votes: [u32; 4],
    takes_article: bool,
}

impl Spelling {
    /// The sort that most mentions were given.
    fn sort(&self) -> Sort {
        let most = self.votes.iter().max();
        let sorts = Sort::ALL.iter().zip(&self.votes);
        sorts
            .filter(|(_, vote)| Some(*vote) == most)
            .map(|(sort, _)| *sort)
            .next()
            .unwrap_or(Sort::Other)
    }
}

/// The words of the longer names in a story, to judge a lone word by: `Wells` is no person, and no place unless it is
/// on a list, if there is a `Wells Fargo` and nobody called Wells.
struct LongerNames {
    /// Words of people's names.
    people: FxHashSet<u64>,
    /// The first words of organisations' names.
    orgs: FxHashSet<u64>,
    /// First words that are the whole name of an organisation except its `Inc.`.
    houses: FxHashSet<u64>,
}

impl LongerNames {
    fn of(tokens: &[Token], spelt: &[Spelling], rules: &NameRules) -> Self {
        let mut longer_names = Self {
            people: FxHashSet::default(),
            orgs: FxHashSet::default(),
            houses: FxHashSet::default(),
        };
        for spelling in spelt {
            match (spelling.sort(), tokens.get(spelling.tokens.clone())) {
                (Sort::PERSON, Some(words @ [_, _, ..])) => {
                    longer_names
                        .people
                        .extend(words.iter().map(|token| token.word));
                }
                (Sort::ORG, Some(words @ [first, _, ..])) => {
                    longer_names.orgs.insert(first.word);
                    if let [word] = identifying_words(words, Kind::Org, rules) {
                        longer_names.houses.insert(word.word);
                    }
                }
                _ => {}
            }
        }
        longer_names
    }

    fn sort(&self, tokens: &[Token], spelling: &Spelling) -> Sort {
        let sort = spelling.sort();
        let Some([word]) = tokens.get(spelling.tokens.clone()) else {
            return sort;
        };
        let has_house = self.houses.contains(&word.word) && word.entry.lists() & List::PLACES == 0;
        let may_be_org = match sort {
            Sort::PLACE => word.entry.lists() & (List::PLACES | List::Town.bit()) == 0,
            sort => sort == Sort::PERSON,
        };
        let is_org = has_house || may_be_org && self.orgs.contains(&word.word);
        if is_org && !self.people.contains(&word.word) {
            Sort::ORG
        } else {
            sort
        }
    }
}
