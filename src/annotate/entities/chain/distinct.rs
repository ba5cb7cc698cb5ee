//! Tells people apart whose full names begin and end alike: `George W. Bush` is not `George H.W. Bush`, but
//! `Martin Luther King` may be `Martin Luther King Jr.`
//!
//! Two such names are different people's
//!
//! - if both have something between or behind, and it does not fit: `Mary Ann Cole` and `Mary Beth Cole`, `Jr.` and
//!   `Sr.`;
//! - if only one has, and either they occur in one sentence or one of them is introduced as a relative:
//!   `Donald Trump and his son Donald Trump Jr.`

use rustc_hash::FxHashSet;

use super::WithoutArticle;
use super::bearer::is_relative;
use super::form::Form;
use crate::annotate::entities::hash;
use crate::annotate::entities::name_rules::NameRules;
use crate::annotate::entities::short_forms::{generational_suffix, identifying_words};
use crate::annotate::entities::tagger::Found;
use crate::annotate::entities::token::{Shape, Token};
use crate::story::Kind;

/// Of more names that begin and end alike, the rest is not compared.
const MOST_ALIKE: usize = 8;

/// Pairs of forms that are the names of different people, although they begin and end alike.
#[derive(Default)]
pub(super) struct Distinct(FxHashSet<(usize, usize)>);

impl Distinct {
    /// Those of a story.
    pub(super) fn of(
        tokens: &[Token],
        found: &[Found],
        form_of: &[Option<usize>],
        forms: &[Form],
        rules: &NameRules,
        bare: &WithoutArticle,
    ) -> Self {
        let people = forms.iter().enumerate();
        let people = people.filter(|(_, form)| form.kind == Kind::Person);
        if !people.clone().any(|(_, form)| form.tokens.len() > 2) {
            return Self::default();
        }
        let names = people.filter_map(|(number, form)| {
            let words = tokens.get(form.tokens.clone())?;
            FullName::of(number, words, rules, bare)
        });
        let mut names: Vec<FullName<'_>> = names.collect();
        names.sort_by_key(|name| name.key);
        let mut distinct = FxHashSet::default();
        let mut mentions = None;
        for alike in names.chunk_by(|one, other| one.key == other.key) {
            let alike = alike.get(..MOST_ALIKE).unwrap_or(alike);
            for (at, one) in alike.iter().enumerate() {
                for other in alike.iter().skip(at + 1) {
                    let mut said_apart = || {
                        let mentions =
                            mentions.get_or_insert_with(|| Mentions::of(tokens, found, form_of));
                        mentions.are_said_apart(one.form, other.form, rules)
                    };
                    if one.contradicts(other) || one.says_more_or_less(other) && said_apart() {
                        distinct.insert((one.form, other.form));
                    }
                }
            }
        }
        Self(distinct)
    }

    /// Whether two forms are different people's names.
    pub(super) fn are(&self, one: usize, other: usize) -> bool {
        self.0.contains(&(one.min(other), one.max(other)))
    }
}

/// The full name of a person.
struct FullName<'t> {
    form: usize,
    /// The first and the last word.
    key: u64,
    /// The words between, without `de` and `von`.
    middle: Vec<&'t Token>,
    /// `Jr.`
    suffix: Option<u64>,
}

impl<'t> FullName<'t> {
    fn of(
        form: usize,
        words: &'t [Token],
        rules: &NameRules,
        bare: &WithoutArticle,
    ) -> Option<Self> {
        let [first, middle @ .., last] = identifying_words(words, Kind::Person, rules) else {
            return None;
        };
        Some(Self {
            form,
            key: hash::pair(first.word, bare.of(last)),
            middle: middle
                .iter()
                .filter(|word| word.shape.is_capital())
                .collect(),
            suffix: generational_suffix(words),
        })
    }

    /// Whether both say something that cannot be said of one person.
    fn contradicts(&self, other: &Self) -> bool {
        let suffixes = self.suffix.zip(other.suffix);
        let (few, many) = if self.middle.len() < other.middle.len() {
            (&self.middle, &other.middle)
        } else {
            (&other.middle, &self.middle)
        };
        suffixes.is_some_and(|(one, other)| one != other) || !may_be_left_of(few, many)
    }

    /// Whether one says something of which the other says nothing.
    fn says_more_or_less(&self, other: &Self) -> bool {
        self.suffix.is_some() != other.suffix.is_some()
            || self.middle.is_empty() != other.middle.is_empty()
    }
}

/// Whether some middle names may be what is left of others. Of initials, the first are left: `George W. Bush` is not
/// `George H. W. Bush`.
fn may_be_left_of(few: &[&Token], many: &[&Token]) -> bool {
    let are_initials = |words: &[&Token]| words.iter().all(|word| is_initial(word));
    if are_initials(few) || are_initials(many) {
        return few.iter().zip(many).all(|(one, other)| fit(one, other));
    }
    let mut many = many.iter();
    few.iter().all(|one| many.any(|other| fit(one, other)))
}

fn fit(one: &Token, other: &Token) -> bool {
    one.word == other.word
        || (is_initial(one) || is_initial(other)) && one.letter() == other.letter()
}

/// `H.`, `H`, `H.W.`
fn is_initial(word: &Token) -> bool {
    matches!(word.shape, Shape::Initial | Shape::Letter | Shape::Dotted)
}

/// The mentions of a story, by form.
struct Mentions<'t> {
    tokens: &'t [Token],
    /// The form and the tokens of each, sorted.
    sorted: Vec<(usize, std::ops::Range<usize>)>,
}

impl<'t> Mentions<'t> {
    fn of(tokens: &'t [Token], found: &[Found], form_of: &[Option<usize>]) -> Self {
        let mentions = found.iter().zip(form_of);
        let mentions = mentions.filter_map(|(name, form)| Some(((*form)?, name.tokens.clone())));
        let mut sorted: Vec<_> = mentions.collect();
        sorted.sort_by_key(|(form, tokens)| (*form, tokens.start));
        Self { tokens, sorted }
    }

    fn of_form(&self, form: usize) -> &[(usize, std::ops::Range<usize>)] {
        let from = self.sorted.partition_point(|(other, _)| *other < form);
        let to = self.sorted.partition_point(|(other, _)| *other <= form);
        self.sorted.get(from..to).unwrap_or_default()
    }

    /// Whether a sentence has both names, or one of them is introduced as a relative.
    fn are_said_apart(&self, one: usize, other: usize, rules: &NameRules) -> bool {
        let (one, other) = (self.of_form(one), self.of_form(other));
        let is_kin =
            |(_, name): &(usize, std::ops::Range<usize>)| is_relative(self.tokens, name, rules);
        one.iter().chain(other).any(is_kin) || self.share_a_sentence(one, other)
    }

    fn share_a_sentence(
        &self,
        one: &[(usize, std::ops::Range<usize>)],
        other: &[(usize, std::ops::Range<usize>)],
    ) -> bool {
        one.iter().any(|(_, name)| {
            let next = other.partition_point(|(_, other)| other.start < name.start);
            let before = next.checked_sub(1).and_then(|at| other.get(at));
            let around = [before, other.get(next)].into_iter().flatten();
            around.into_iter().any(|(_, near)| {
                let (first, second) = (name.start.min(near.start), name.start.max(near.start));
                let between = self.tokens.get(first + 1..=second).unwrap_or_default();
                !between.iter().any(|token| token.first)
            })
        })
    }
}
