//! Stories that are no hits and have much of what the first hits have in common: what may be told in other words.
//!
//! RM3 ranks these among the others (see [`feedback`](super::feedback)). Here they come behind all hits, where the page
//! has room for them, and apart: a hit has what was asked for.

use tantivy::query::{BooleanQuery, Occur, Query as TantivyQuery};

use super::best::{Best, Found};
use super::compile::{Compiler, any_of, unscored};
use super::rank::Earning;
use super::threshold::Threshold;
use super::{LocalSearch, Request, SearchError};
use crate::query::{Pattern, Query, Text};

/// How much a story must have of what is common to the hits, in shares of what that hit has that has most of it.
const SHARE: f32 = 0.3;

impl LocalSearch {
    /// Which stories go behind the hits of a request, and the request that finds those: any of what the hits have in
    /// common. They satisfy every condition of the query but its words.
    pub(super) fn alike(
        &self,
        compiler: &mut Compiler<'_>,
        request: &Request,
        themes: &[Earning],
        hits: &Best,
    ) -> Result<(Request, Vec<Found>), SearchError> {
        let before = hits.groups.unwrap_or(hits.total);
        let words = themes.iter().map(|theme| {
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
        if themes.is_empty() || behind.limit == 0 {
            return Ok((behind, Vec::new()));
        }
        let common = || any_of(themes.iter().map(|theme| theme.found.box_clone()).collect());
        let asked = compiler.compile(&request.query)?;
        let conditions = compiler.compile(&request.query.conditions())?;
        // A stem is a theme in any language, and lit in its own.
        let lit = compiler.compile(&behind.query)?;
        let others = BooleanQuery::new(vec![
            (Occur::Must, common()),
            (Occur::Must, unscored(lit)),
            (Occur::Must, unscored(conditions)),
            (Occur::MustNot, asked.box_clone()),
        ]);
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
