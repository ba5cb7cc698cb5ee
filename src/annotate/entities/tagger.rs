//! Finds the names: the best sequence of tags for a whole stretch (Viterbi), not the best tag for each token.

use std::ops::Range;

use super::echo::add_echoes;
use super::evidence::Evidence;
use super::features::{Hit, Scene, features, find_phrases};
use super::firm::join_firms;
use super::model::{Features, Model, NEVER};
use super::repeat::mend_repeats;
use super::stretch::stretches;
use super::symbol::add_before_symbols;
use super::tag::{OUT, Place, Sort, TAGS, read};
use super::token::Token;
use super::trim::{part_rulers, trim};

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
    let tongue = model.lexicon.tongue();
    let evidence = Evidence::gather(tokens, tongue);
    let scene = Scene {
        tokens,
        evidence: &evidence,
        lexicon: model.lexicon,
    };
    let mut lattice = Lattice::default();
    let mut found = Vec::new();
    for stretch in stretches(tokens, model.lexicon) {
        lattice.fill(model, scene, stretch.clone());
        lattice.best(model);
        read_names(stretch.start, &lattice.tags, &mut found);
    }
    trim(tokens, tongue, &mut found);
    part_rulers(tokens, tongue, &mut found);
    join_firms(tokens, tongue, &mut found);
    mend_repeats(tokens, &mut found);
    add_echoes(tokens, &evidence, tongue, &mut found);
    add_before_symbols(tokens, &mut found);
    found
}

/// Reads the names off the tags of a stretch.
fn read_names(offset: usize, tags: &[usize], found: &mut Vec<Found>) {
    let mut begin = offset;
    for (at, tag) in (offset..).zip(tags) {
        let Some((sort, place)) = read(*tag) else {
            continue;
        };
        if matches!(place, Place::Begin | Place::Single) {
            begin = at;
        }
        if matches!(place, Place::End | Place::Single) {
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
    fn fill(&mut self, model: &Model<'_>, scene: Scene<'_>, stretch: Range<usize>) {
        find_phrases(scene, stretch.clone(), &mut self.hits);
        self.scores.clear();
        for at in stretch.clone() {
            let mut seen = Features::NONE;
            features(scene, &stretch, &self.hits, at, |feature| {
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
/// Written so that it becomes four lanes at a time: all tags that may follow one, then the next one.
fn advance(reached: &[i32; TAGS], moves: &[[i32; TAGS]]) -> ([i32; TAGS], [i32; TAGS]) {
    let (mut next, mut from) = ([NEVER; TAGS], [0; TAGS]);
    for ((before, score), row) in (0..).zip(reached).zip(moves) {
        if *score <= NEVER {
            continue;
        }
        for ((best, from), step) in next.iter_mut().zip(&mut from).zip(row) {
            let reach = score + step;
            let better = reach > *best;
            *best = if better { reach } else { *best };
            *from = if better { before } else { *from };
        }
    }
    (next, from)
}

/// The tags that a stretch may end with.
const CLOSED: [usize; 9] = [2, 3, 6, 7, 10, 11, 14, 15, OUT];
