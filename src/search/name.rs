//! A name in a query: which entities it means, which stories name them, and which of those say most about them.

use tantivy::query::{EmptyQuery, Query as TantivyQuery};
use tantivy::schema::Field;

use super::SearchError;
use super::alias_query::stories_with_alias;
use super::compile::{Compiler, any_of, phrase, terms};
use super::corrected;
use super::rank::{Bonus, TITLE_BOOST};
use crate::annotate::address::{addressed, without_address};
use crate::index::{Archive, MIDDLE_NAMES, Pair, name_words};
use crate::query::{NameFilter, Pattern, Query, Text};
use crate::story::{AnnotatedStory, Entity, Kind, ScoreWhy};

/// A name in a query.
#[derive(Clone, Debug)]
pub(crate) struct WantedName {
    /// For each kind that it may be of, its folded words side by side.
    pub(crate) by_kind: Vec<(Kind, Vec<String>)>,
    /// Other names that stories which have only this one are taken to mean: `International Monetary Fund` for `IMF`.
    pub(crate) taken_for: Vec<Entity>,
    /// Entities that were found under this name and have another one by `names.toml`.
    pub(crate) corrected: Vec<Entity>,
}

impl WantedName {
    pub(crate) fn new(filter: &NameFilter, archive: &Archive) -> Self {
        let corrections = &archive.corrections;
        let kinds = filter
            .kind
            .map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
        let by_kind = kinds
            .into_iter()
            .map(|kind| (kind, name_words(without_address(&filter.name, kind), kind)));
        let mut wanted = Self {
            by_kind: by_kind.collect(),
            taken_for: Vec::new(),
            corrected: Vec::new(),
        };
        let is_short = |pair: &Pair| {
            let words = wanted.words(pair.kind);
            words.is_some_and(|words| *words == name_words(&pair.short, pair.kind))
        };
        let mut taken_for = archive
            .aliases
            .taken_for(is_short, |entity| corrections.has_rule(entity));
        taken_for.retain(|full| !wanted.is_in(full.kind, &full.name));
        wanted.taken_for = taken_for;
        for found in corrections.found() {
            let is_taken_for = wanted.taken_for.contains(found);
            let mut meanings = corrections.meanings(found);
            meanings.retain(|is| {
                wanted.is_in(is.kind, &found.name)
                    || is_taken_for && wanted.words(is.kind).is_some()
            });
            wanted.corrected.extend(meanings);
        }
        wanted
    }

    /// The words looked for in names of a kind; `None` if that kind is not wanted.
    fn words(&self, kind: Kind) -> Option<&Vec<String>> {
        let mut of_kind = self.by_kind.iter().filter(|(wanted, _)| *wanted == kind);
        of_kind.next().map(|(_, words)| words)
    }

    /// The words of the kind that needs the fewest of them.
    pub(crate) fn fewest(&self) -> &[String] {
        let each = self.by_kind.iter().map(|(_, words)| words.as_slice());
        each.min_by_key(|words| words.len()).unwrap_or_default()
    }

    /// Whether a canonical name or a surface form of some kind has these words side by side, or around middle names.
    fn is_in(&self, kind: Kind, name: &str) -> bool {
        let Some(words) = self.words(kind).filter(|words| !words.is_empty()) else {
            return false;
        };
        let name = name_words(name, kind);
        name.windows(words.len()).any(|window| window == words)
            || kind == Kind::Person && is_around_middle_names(&name, words)
    }

    /// Whether an entity is one of these kinds and its canonical name has the words, or it is otherwise meant.
    pub(crate) fn is(&self, entity: &Entity) -> bool {
        let mut others = self.taken_for.iter().chain(&self.corrected);
        self.is_in(entity.kind, &entity.name) || others.any(|other| other == entity)
    }

    /// For each entity of a story, whether it is one of these kinds and has the name.
    pub(crate) fn entities(&self, annotated: &AnnotatedStory) -> Vec<bool> {
        let entities = annotated.names.entities.iter();
        let mut matching: Vec<bool> = entities.map(|entity| self.is(entity)).collect();
        for (mention, entity) in annotated.names.iter() {
            let form = addressed(annotated, mention, entity.kind);
            if let Some(matching) = matching.get_mut(mention.entity as usize)
                && !*matching
            {
                *matching = self.is_in(entity.kind, form);
            }
        }
        matching
    }
}

/// Whether a name is the two words wanted, with middle names between them: `James A. Baker` for `James Baker`.
fn is_around_middle_names(name: &[String], wanted: &[String]) -> bool {
    let [given, surname] = wanted else {
        return false;
    };
    (1..=MIDDLE_NAMES).any(|between| {
        let mut windows = name.windows(between + 2);
        windows.any(|window| window.first() == Some(given) && window.last() == Some(surname))
    })
}

/// The query for names that have these words side by side, or around middle names if they are two.
fn with_middle_names(field: Field, words: &[String]) -> Box<dyn TantivyQuery> {
    let [given, surname] = words else {
        return side_by_side(field, words);
    };
    let apart = 1..=MIDDLE_NAMES + 1;
    let either = apart.map(|apart| phrase(field, &[(0, given.clone()), (apart, surname.clone())]));
    any_of(either.collect())
}

/// The query for names that have these words side by side.
fn side_by_side(field: Field, words: &[String]) -> Box<dyn TantivyQuery> {
    if words.is_empty() {
        return Box::new(EmptyQuery);
    }
    let terms: Vec<(usize, String)> = words.iter().cloned().enumerate().collect();
    phrase(field, &terms)
}

impl Compiler<'_> {
    /// The query for the stories that name an entity.
    pub(super) fn name(&self, filter: &NameFilter) -> Box<dyn TantivyQuery> {
        let wanted = WantedName::new(filter, self.archive);
        let by_kind = wanted.by_kind.iter().map(|(kind, words)| {
            let field = self.archive.fields.names(*kind);
            match kind {
                Kind::Person => with_middle_names(field, words),
                Kind::Org | Kind::Place => side_by_side(field, words),
            }
        });
        let taken_for: Vec<String> = wanted.taken_for.iter().map(Entity::to_string).collect();
        let in_full =
            || (!taken_for.is_empty()).then(|| terms(self.archive.fields.entity, &taken_for));
        let found = any_of(by_kind.chain(in_full()).collect());
        if self.archive.corrections.is_empty() {
            let taken = stories_with_alias(self.archive, |pair| wanted.is(&pair.full()));
            return any_of([Some(found), taken].into_iter().flatten().collect());
        }
        let fields = Kind::ALL.map(|kind| self.archive.fields.names(kind));
        let anybody = fields.map(|field| with_middle_names(field, wanted.fewest()));
        let anybody = any_of(anybody.into_iter().chain(in_full()).collect());
        corrected::named(self.archive, &wanted, found, anybody)
    }

    /// The bonuses of a query that has names and no words: the words of the names, and of the short names that are
    /// taken for them, wherever they occur.
    pub(super) fn called(&mut self, query: &Query) -> Result<Vec<Bonus>, SearchError> {
        if query.positive().any(|leaf| matches!(leaf, Query::Text(_))) {
            return Ok(Vec::new());
        }
        let names = query.positive().filter_map(|leaf| match leaf {
            Query::Name(filter) => Some(WantedName::new(filter, self.archive)),
            _ => None,
        });
        let mut words: Vec<String> = names.flat_map(|wanted| self.words_of(&wanted)).collect();
        words.sort_unstable();
        words.dedup();
        let bonus = |word: String| {
            let text = Text {
                field: None,
                pattern: Pattern::Word(word.clone()),
            };
            let wanted = self.lexicon.wanted(&text);
            let found = self.text(&wanted);
            let bonus = self.bonus(word, ScoreWhy::Name, found, 1.0)?;
            Ok(Bonus {
                most: TITLE_BOOST * bonus.most,
                ..bonus
            })
        };
        words.into_iter().map(bonus).collect()
    }

    /// The words of a name, and of the other names that stories use for the same entity.
    fn words_of(&self, wanted: &WantedName) -> Vec<String> {
        let Archive {
            aliases,
            corrections,
            ..
        } = self.archive;
        let pairs = aliases.pairs().iter();
        let short = pairs.filter(|pair| wanted.is(&pair.full()));
        let short = short.map(|pair| pair.short.as_str());
        let said = corrections.found().filter(|found| {
            let meanings = corrections.meanings(found);
            meanings.iter().any(|meaning| wanted.is(meaning))
        });
        let other = said.chain(&wanted.corrected).chain(&wanted.taken_for);
        let others = short.chain(other.map(|entity| entity.name.as_str()));
        // As texts have them: initials are words of their own.
        let words = others.flat_map(|name| name_words(name, Kind::Person));
        words.chain(wanted.fewest().iter().cloned()).collect()
    }
}
