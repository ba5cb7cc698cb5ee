//! Finds the names: the best sequence of tags for a whole stretch (Viterbi), not the best tag for each token.

use std::ops::Range;

use super::company::join_companies;
use super::evidence::Evidence;
use super::features::{Hit, StoryContext, features, find_phrases};
use super::missed::add_missed_names;
use super::model::{Features, Model, NEVER};
use super::partial::complete_partial_names;
use super::person_parts::join_person_parts;
use super::position::split_off_positions;
use super::stock_symbol::add_before_symbols;
use super::stretch::stretches;
use super::tag::{OUT, Sort, TAGS, TagPosition, read};
use super::token::Token;
use super::town::settle_towns;
use super::trim::{split_off_realms, trim};

/// A name: its tokens and its sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its sort.
    pub sort: Sort,
}

/// The names in the tokens of a story, in order and disjoint.
pub fn find(model: &Model<'_>, tokens: &[Token]) -> Vec<Found> {
    let rules = model.lexicon.rules();
    let evidence = Evidence::gather(tokens, rules);
    let context = StoryContext {
        tokens,
        evidence: &evidence,
        lexicon: model.lexicon,
    };
    let mut lattice = Lattice::default();
    let mut found = Vec::new();
    for stretch in stretches(tokens, model.lexicon) {
        lattice.fill(model, context, stretch.clone());
        lattice.best(model);
        read_names(stretch.start, &lattice.tags, &mut found);
    }
    trim(tokens, rules, &mut found);
    split_off_realms(tokens, rules, &mut found);
    split_off_positions(tokens, rules, &mut found);
    join_companies(tokens, rules, &mut found);
    join_person_parts(tokens, &mut found);
    complete_partial_names(tokens, &mut found);
    add_missed_names(tokens, &evidence, rules, &mut found);
    add_before_symbols(tokens, &mut found);
    settle_towns(tokens, &mut found);
    found
}

/// Reads the names off the tags of a stretch.
fn read_names(offset: usize, tags: &[usize], found: &mut Vec<Found>) {
    let mut begin = offset;
    for (at, tag) in (offset..).zip(tags) {
        let Some((sort, place)) = read(*tag) else {
            continue;
        };
        if matches!(place, TagPosition::Begin | TagPosition::Single) {
            begin = at;
        }
        if matches!(place, TagPosition::End | TagPosition::Single) {
            found.push(Found {
                tokens: begin..at + 1,
                sort,
            });
        }
    }
}

/// The scores of the tags along a stretch; its room is used again for the next.
#[derive(Default)]
struct Lattice {
    hits: Vec<Hit>,
    scores: Vec<[i32; TAGS]>,
    from: Vec<[i32; TAGS]>,
    tags: Vec<usize>,
}

impl Lattice {
    /// Adds up what the features of each token say.
    fn fill(&mut self, model: &Model<'_>, context: StoryContext<'_>, stretch: Range<usize>) {
        find_phrases(context, stretch.clone(), &mut self.hits);
        self.scores.clear();
        for at in stretch.clone() {
            let mut seen = Features::NONE;
            features(context, &stretch, &self.hits, at, |feature| {
                seen.push(feature);
            });
            let mut scores = [0; TAGS];
            for (score, total) in scores.iter_mut().zip(model.sum(&seen)) {
                *score = i32::from(total);
            }
            self.scores.push(scores);
        }
    }

    /// Finds the best tags that may follow each other. Nothing is open before the stretch, nor behind it.
    fn best(&mut self, model: &Model<'_>) {
        let [rest @ .., start] = &model.transitions;
        self.from.clear();
        self.tags.clear();
        let mut reached = *start;
        for (at, scores) in self.scores.iter().enumerate() {
            if at > 0 {
                let (next, from) = advance(&reached, rest);
                self.from.push(from);
                reached = next;
            }
            for (reached, score) in reached.iter_mut().zip(scores) {
                *reached = (*reached + score).max(NEVER);
            }
        }
        let last = CLOSED.iter().max_by_key(|tag| reached.get(**tag));
        let mut tag = last.copied().unwrap_or(OUT);
        self.tags.push(tag);
        for from in self.from.iter().rev() {
            tag = from
                .get(tag)
                .and_then(|from| usize::try_from(*from).ok())
                .unwrap_or(OUT);
            self.tags.push(tag);
        }
        self.tags.reverse();
    }
}

/// For each tag the best way to it from the token before, and from which tag that way comes.
///
/// Written so that it becomes four lanes at a time: all tags that may follow one, then the next one, chosen by masks.
fn advance(reached: &[i32; TAGS], moves: &[[i32; TAGS]]) -> ([i32; TAGS], [i32; TAGS]) {
    let (mut next, mut from) = ([NEVER; TAGS], [0; TAGS]);
    for ((before, score), row) in (0..).zip(reached).zip(moves) {
        if *score <= NEVER {
            continue;
        }
        for ((best, from), step) in next.iter_mut().zip(&mut from).zip(row) {
            let reach = score + step;
            let better = -i32::from(reach > *best);
            *best = reach & better | *best & !better;
            *from = before & better | *from & !better;
        }
    }
    (next, from)
}

/// The tags that a stretch may end with.
const CLOSED: [usize; 9] = [2, 3, 6, 7, 10, 11, 14, 15, OUT];
