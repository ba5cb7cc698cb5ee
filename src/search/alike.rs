//! Finds stories that are not hits but share much of what the first hits have in common: they may tell the same news in
//! other words.
//!
//! RM3 would rank these among the hits (see [`feedback`](super::feedback)). Here they follow the last hit, separately,
//! if the page has room: a hit has what was asked for.

use tantivy::DocAddress;
use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Occur, Query as TantivyQuery};

use super::best::{Best, Found};
use super::compile::{Compiler, any_of, unscored};
use super::rank::Bonus;
use super::threshold::Threshold;
use super::{Copies, LocalSearch, Request, SearchError};
use crate::query::{Pattern, Query, Text};

/// The threshold: how much of what the hits have in common a story must share, as a part of what the hit with the most
/// of it shares.
const SHARE: f32 = 0.3;

impl LocalSearch {
    /// The stories that follow the last hit of a request, and the request that finds them: any of `feedback_terms`, the
    /// words that the hits have in common. They satisfy every condition of the query except its words. A copy of a hit is
    /// not among them, unless copies are shown.
    pub(super) fn alike(
        &self,
        compiler: &mut Compiler<'_>,
        request: &Request,
        feedback_terms: &[Bonus],
        hits: &Best,
    ) -> Result<(Request, Vec<Found>), SearchError> {
        let before = hits.groups.unwrap_or(hits.total);
        let words = feedback_terms.iter().map(|theme| {
            Query::Text(Text {
                field: None,
                pattern: Pattern::Word(theme.words.clone()),
            })
        });
        let behind = Request {
            query: Query::any_of(words),
            offset: request.offset.saturating_sub(before),
            limit: request.limit.saturating_sub(hits.hits.len()),
            ..request.clone()
        };
        if feedback_terms.is_empty() || behind.limit == 0 {
            return Ok((behind, Vec::new()));
        }
        let common = || {
            any_of(
                feedback_terms
                    .iter()
                    .map(|theme| theme.found.box_clone())
                    .collect(),
            )
        };
        let asked = compiler.compile(&request.query)?;
        let conditions = compiler.compile(&request.query.conditions())?;
        // A stem counts as a theme in any language, but is highlighted only in its own.
        let lit = compiler.compile(&behind.query)?;
        let others = BooleanQuery::new(vec![
            (Occur::Must, common()),
            (Occur::Must, unscored(lit)),
            (Occur::Must, unscored(conditions)),
            (Occur::MustNot, asked.box_clone()),
        ]);
        let hits_query = asked.box_clone();
        let best = BooleanQuery::new(vec![
            (Occur::Must, common()),
            (Occur::Must, unscored(asked)),
        ]);
        let first = Request {
            offset: 0,
            limit: 1,
            ..request.clone()
        };
        let best = self.best_of(&best, &first)?;
        let enough = best.first().map_or(0.0, |best| SHARE * best.score);
        let mut others = self.best_of(&others, &behind)?;
        others.retain(|found| found.score >= enough);
        if request.copies != Copies::Show && !others.is_empty() {
            let hits = self
                .archive()
                .searcher
                .search(&*hits_query, &DocSetCollector)?;
            let groups = self.groups()?;
            let is_hit = |copy: &DocAddress| hits.contains(copy);
            others.retain(|found| !groups.group_of(found.address).iter().any(is_hit));
        }
        Ok((behind, others))
    }

    fn best_of(
        &self,
        query: &dyn TantivyQuery,
        request: &Request,
    ) -> Result<Vec<Found>, SearchError> {
        Ok(self.best(query, &Threshold::default(), request)?.hits)
    }
}
