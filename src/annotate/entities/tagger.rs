//! Finds the names: the best tags of each stretch together (Viterbi), not each token's alone.

use std::ops::Range;

use super::echo::add_echoes;
use super::evidence::Evidence;
use super::features::{Hit, Scene, features, find_phrases};
use super::model::Model;
use super::stretch::stretches;
use super::tag::{OUT, Place, Sort, TAGS, follows, read};
use super::token::Token;

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
    let evidence = Evidence::gather(tokens);
    let scene = Scene {
        tokens,
        evidence: &evidence,
        lexicon: model.lexicon,
    };
    let mut lattice = Lattice::default();
    let mut found = Vec::new();
    for stretch in stretches(tokens) {
        lattice.fill(model, scene, stretch.clone());
        lattice.best(model);
        read_names(stretch.start, &lattice.tags, &mut found);
    }
    add_echoes(tokens, &evidence, &mut found);
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
    from: Vec<[u8; TAGS]>,
    tags: Vec<usize>,
}

const NEVER: i32 = i32::MIN / 2;

impl Lattice {
    /// Adds up what the features of each token say.
    fn fill(&mut self, model: &Model<'_>, scene: Scene<'_>, stretch: Range<usize>) {
        find_phrases(scene, stretch.clone(), &mut self.hits);
        self.scores.clear();
        for at in stretch.clone() {
            let mut sum = [0i16; TAGS - 1];
            features(scene, &stretch, &self.hits, at, |feature| {
                for (total, weight) in sum.iter_mut().zip(model.row(feature)) {
                    *total += i16::from(weight.cast_signed());
                }
            });
            let mut scores = [0; TAGS];
            for (score, total) in scores.iter_mut().zip(sum) {
                *score = i32::from(total);
            }
            self.scores.push(scores);
        }
    }

    /// Finds the best tags that may follow each other. Nothing is open before the stretch, nor behind it.
    fn best(&mut self, model: &Model<'_>) {
        self.from.clear();
        let mut reached = [NEVER; TAGS];
        for (at, scores) in self.scores.iter().enumerate() {
            let mut next = [NEVER; TAGS];
            let mut from = [0; TAGS];
            for (to, predecessors) in PREDECESSORS.iter().enumerate() {
                let mut best = NEVER;
                if at == 0 {
                    if follows(OUT, to) {
                        best = model.transitions[TAGS][to];
                    }
                } else {
                    for before in *predecessors {
                        let score =
                            reached[*before as usize] + model.transitions[*before as usize][to];
                        if score > best {
                            best = score;
                            from[to] = *before;
                        }
                    }
                }
                next[to] = best.max(NEVER) + scores[to];
            }
            reached = next;
            self.from.push(from);
        }
        self.trace(reached);
    }

    /// Follows the best path back from its end.
    fn trace(&mut self, reached: [i32; TAGS]) {
        let mut tag = (0..TAGS)
            .filter(|tag| follows(*tag, OUT))
            .max_by_key(|tag| reached[*tag])
            .unwrap_or(OUT);
        self.tags.clear();
        for from in self.from.iter().rev() {
            self.tags.push(tag);
            tag = from[tag] as usize;
        }
        self.tags.reverse();
    }
}

/// The tags that may stand before each.
const PREDECESSORS: [&[u8]; TAGS] = {
    const CLOSED: &[u8] = &[2, 3, 6, 7, 10, 11, 14, 15, 16];
    [
        CLOSED,
        &[0, 1],
        &[0, 1],
        CLOSED,
        CLOSED,
        &[4, 5],
        &[4, 5],
        CLOSED,
        CLOSED,
        &[8, 9],
        &[8, 9],
        CLOSED,
        CLOSED,
        &[12, 13],
        &[12, 13],
        CLOSED,
        CLOSED,
    ]
};
