//! Counts the entities that the hits of a query name.
//!
//! Entities are in a column, each once per story, and are counted there ([`tally`](super::tally)). Which entities are
//! named beside a given name is only in the stories themselves: the stories with that name are read one by one
//! ([`cooccurrence`](super::cooccurrence)).

use std::cmp::Reverse;

use tantivy::Term;
use tantivy::collector::Count;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;

use super::compile::terms;
use super::cooccurrence::Cooccurrences;
use super::tally::Values;
use super::{LocalSearch, SearchError};
use crate::query::{NameFilter, Query};
use crate::story::{Entity, Kind, Named, Who};

/// A request to count the entities that stories name.
#[derive(Clone, Debug)]
pub struct WhoRequest {
    /// The stories to count in.
    pub query: Query,
    /// The kinds of entities to count.
    pub kinds: Vec<Kind>,
    /// Count only entities named beside each of these.
    pub with: Vec<NameFilter>,
    /// How near "beside" is.
    pub near: Nearness,
    /// In which order.
    pub sort: WhoSort,
    /// How many entities to return.
    pub limit: usize,
}

/// What it means to be named beside a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nearness {
    /// To be named in the same story.
    #[default]
    Story,
    /// To be named in the same sentence.
    Sentence,
}

/// The order of entities. Ties are broken by kind and name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhoSort {
    /// Named by most stories first.
    #[default]
    Count,
    /// Most over-represented in these stories, compared with the whole archive, first.
    Typical,
}

/// An entity that fewer stories name is not typical of anything.
const LEAST_TYPICAL: u64 = 3;

impl LocalSearch {
    /// How many different entities of a kind the archive's stories name.
    pub fn distinct_names(&self, kind: Kind) -> Result<u64, SearchError> {
        let tally = self.collect(&Query::All, &Values::named(&[kind], self.archive()))?;
        Ok(tally.having(1)?.len() as u64)
    }

    /// The entities of some kinds that the archive's stories name, highest document frequency first.
    pub fn names_of_kinds(&self, kinds: &[Kind]) -> Result<Vec<Entity>, SearchError> {
        let tally = self.collect(&Query::All, &Values::named(kinds, self.archive()))?;
        let counted = tally
            .most(usize::MAX, |text| text.parse().ok())?
            .into_iter();
        Ok(counted.map(|(entity, _)| entity).collect())
    }

    /// The entities in `names.toml` that no story names.
    pub fn unused_corrections(&self) -> Result<Vec<Entity>, SearchError> {
        let archive = self.archive();
        let unused_corrections = archive.corrections.unused_corrections(|entity| {
            let term = Term::from_field_text(archive.fields.entity, &entity.to_string());
            Ok(archive.searcher.doc_freq(&term)? > 0)
        });
        Ok(unused_corrections?.into_iter().cloned().collect())
    }

    /// Counts the entities that the hits of a query name.
    pub fn who(&self, request: &WhoRequest) -> Result<Who, SearchError> {
        let (total, counted) = if request.with.is_empty() {
            self.named(request)?
        } else {
            let Cooccurrences { stories, named } = self.cooccurrences(request)?;
            (stories, named)
        };
        let mut names = match request.sort {
            WhoSort::Count => {
                let mut counted = counted;
                counted.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
                counted.truncate(request.limit);
                counted
                    .into_iter()
                    .map(|(entity, stories)| {
                        let archive = self.naming(&entity)?;
                        Ok(Named {
                            entity,
                            stories,
                            archive,
                            score: None,
                        })
                    })
                    .collect::<Result<Vec<_>, SearchError>>()?
            }
            WhoSort::Typical => self.typical(total, counted)?,
        };
        names.truncate(request.limit);
        Ok(Who {
            total,
            left_out: self.left_out(&request.query)?,
            names,
        })
    }

    /// How many stories there are, and the candidates for the answer with how many stories name each.
    fn named(&self, request: &WhoRequest) -> Result<(u64, Vec<(Entity, u64)>), SearchError> {
        let tally = self.collect(
            &request.query,
            &Values::named(&request.kinds, self.archive()),
        )?;
        let stories = tally.stories();
        let counted = match request.sort {
            WhoSort::Count => tally.most(request.limit, |text| text.parse().ok())?,
            WhoSort::Typical => {
                let having = tally.having(LEAST_TYPICAL.min(stories))?.into_iter();
                let having = having.filter_map(|(text, count)| Some((text.parse().ok()?, count)));
                having.collect()
            }
        };
        Ok((stories, counted))
    }

    /// The entities that are over-represented compared with the archive, highest score first.
    fn typical(&self, total: u64, counted: Vec<(Entity, u64)>) -> Result<Vec<Named>, SearchError> {
        let everything = self.collect(&Query::All, &Count)? as u64;
        let least = LEAST_TYPICAL.min(total);
        let mut names = Vec::new();
        for (entity, stories) in counted.into_iter().filter(|(_, stories)| *stories >= least) {
            let archive = self.naming(&entity)?;
            let score = typicality(stories, total, archive, everything);
            if score > 0.0 {
                let score = Some(score);
                names.push(Named {
                    entity,
                    stories,
                    archive,
                    score,
                });
            }
        }
        names.sort_unstable_by(|a, b| {
            let score = |named: &Named| named.score.unwrap_or_default();
            score(b)
                .total_cmp(&score(a))
                .then_with(|| a.entity.cmp(&b.entity))
        });
        Ok(names)
    }

    /// How many stories of the archive name an entity.
    fn naming(&self, entity: &Entity) -> Result<u64, SearchError> {
        let archive = self.archive();
        let mut found = archive.corrections.found_as(entity);
        let mut taken = archive.aliases.pairs_with(entity);
        for found in &found {
            taken.extend(archive.aliases.pairs_with(found));
        }
        found.extend(
            taken
                .into_iter()
                .flat_map(|pair| [pair.short(), pair.full()]),
        );
        if !found.is_empty() {
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            let values = Values::named(&[entity.kind], archive);
            let naming = terms(archive.fields.entity, &found);
            let tally = archive.searcher.search(&*naming, &values)?;
            return Ok(tally.count(&entity.to_string())?);
        }
        let term = Term::from_field_text(archive.fields.entity, &entity.to_string());
        let named = TermQuery::new(term, IndexRecordOption::Basic);
        Ok(archive.searcher.search(&named, &Count)? as u64)
    }
}

/// The JLH score of Elasticsearch's significant terms: the absolute times the relative increase of the share of stories
/// that name an entity, from the archive to these stories.
#[expect(clippy::cast_precision_loss, reason = "a score is for ordering")]
fn typicality(stories: u64, of: u64, archive: u64, everything: u64) -> f64 {
    let here = stories as f64 / of.max(1) as f64;
    let anywhere = archive.max(stories) as f64 / everything.max(1) as f64;
    (here - anywhere) * (here / anywhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typical_is_who_is_named_here_and_seldom_elsewhere() {
        let of_ten = |stories, archive| typicality(stories, 10, archive, 1000);
        assert!(of_ten(8, 8) > of_ten(8, 16));
        assert!(of_ten(8, 16) > of_ten(8, 400));
        assert!(of_ten(8, 16) > of_ten(4, 8));
        assert!(of_ten(4, 900) < 0.0, "the archive names it more often");
        assert!(
            typicality(10, 10, 10, 10).abs() < f64::EPSILON,
            "the archive itself is typical of nothing"
        );
    }
}
