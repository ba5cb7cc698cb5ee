//! A linear-chain conditional random field, learnt by stochastic gradient (adaptive, Duchi 2011) with features left out at random.

use dateline::annotate::entities::tag::{OUT, TAGS, follows};

use crate::dataset::{Data, Stretch};
use crate::random::Random;

const ROW: usize = TAGS - 1;

/// How far the first step goes.
const RATE: f32 = 0.12;
/// How many features in a hundred are left out.
const DROP: usize = 15;
/// What is left of a weight after each epoch.
const SHRINK: f32 = 0.985;

/// What was learnt: a row a feature, and from each tag (lastly from nothing) to each.
pub(crate) struct Weights {
    pub(crate) rows: Vec<[f32; ROW]>,
    pub(crate) transitions: [[f32; TAGS]; TAGS + 1],
}

struct Learner {
    weights: Weights,
    squares: Vec<[f32; ROW]>,
    transition_squares: [[f32; TAGS]; TAGS + 1],
    random: Random,
}

/// Learns from all stretches, `epochs` times; the answer is the mean over the second half.
pub(crate) fn train(data: &Data, epochs: u32) -> Weights {
    let mut learner = Learner {
        weights: Weights {
            rows: vec![[0.0; ROW]; data.names.len()],
            transitions: [[0.0; TAGS]; TAGS + 1],
        },
        squares: vec![[1e-2; ROW]; data.names.len()],
        transition_squares: [[1e-2; TAGS]; TAGS + 1],
        random: Random::new(7),
    };
    let mut mean = Weights {
        rows: vec![[0.0; ROW]; data.names.len()],
        transitions: [[0.0; TAGS]; TAGS + 1],
    };
    let mut order: Vec<usize> = (0..data.stretches.len()).collect();
    for epoch in 0..epochs {
        learner.random.shuffle(&mut order);
        let mut loss = 0.0;
        for at in &order {
            loss += f64::from(learner.learn(data, &data.stretches[*at]));
        }
        println!("  epoch {epoch}: loss {loss:.0}");
        for row in &mut learner.weights.rows {
            for weight in row {
                *weight *= SHRINK;
            }
        }
        if epoch >= epochs / 2 {
            let share = 1.0 / (epochs - epochs / 2) as f32;
            add(
                mean.rows.as_flattened_mut(),
                learner.weights.rows.as_flattened(),
                share,
            );
            add(
                mean.transitions.as_flattened_mut(),
                learner.weights.transitions.as_flattened(),
                share,
            );
        }
    }
    mean
}

fn add(sum: &mut [f32], weights: &[f32], share: f32) {
    for (sum, weight) in sum.iter_mut().zip(weights) {
        *sum += weight * share;
    }
}

impl Learner {
    /// One step on one stretch; answers its loss.
    fn learn(&mut self, data: &Data, stretch: &Stretch) -> f32 {
        let seen = self.choose_features(data, stretch);
        let scores: Vec<Scores> = seen.iter().map(|features| self.score(features)).collect();
        let tags: Vec<usize> = data.tags[stretch.tokens.clone()]
            .iter()
            .map(|tag| *tag as usize)
            .collect();
        let moves = self.moves();
        let lattice = Lattice::forward(&scores, &moves);
        let (gradients, pairs) = lattice.backward(&moves, &tags);
        let mut gold = 0.0;
        let mut before = TAGS;
        for (scores, tag) in scores.iter().zip(&tags) {
            gold += scores[*tag] + self.weights.transitions[before][*tag];
            before = *tag;
        }
        for (features, gradient) in seen.iter().zip(&gradients) {
            for feature in features {
                let feature = *feature as usize;
                step(
                    &mut self.weights.rows[feature],
                    &mut self.squares[feature],
                    &gradient[..ROW],
                    stretch.weight,
                );
            }
        }
        for (from, row) in pairs.iter().enumerate() {
            let weights = &mut self.weights.transitions[from];
            step(
                weights,
                &mut self.transition_squares[from],
                row,
                stretch.weight * 0.5,
            );
        }
        lattice.log_total() - gold
    }

    /// The features of each token, some left out at random so that none is relied on alone.
    fn choose_features(&mut self, data: &Data, stretch: &Stretch) -> Vec<Vec<u32>> {
        let mut choose = |token| {
            let features = data.features(token).iter().copied();
            features
                .filter(|_| self.random.below(100) >= DROP)
                .collect()
        };
        stretch.tokens.clone().map(&mut choose).collect()
    }

    fn score(&self, features: &[u32]) -> Scores {
        let keep = 100.0 / (100 - DROP) as f32;
        let mut scores = [0.0; TAGS];
        for feature in features {
            add(&mut scores, &self.weights.rows[*feature as usize], keep);
        }
        scores
    }

    /// How likely each tag is to follow each.
    fn moves(&self) -> Moves {
        let mut moves = [[0.0; TAGS]; TAGS + 1];
        for (from, row) in moves.iter_mut().enumerate() {
            for (to, weight) in row.iter_mut().enumerate() {
                if follows(from.min(OUT), to) {
                    *weight = self.weights.transitions[from][to].exp();
                }
            }
        }
        moves
    }
}

type Scores = [f32; TAGS];
type Moves = [[f32; TAGS]; TAGS + 1];

/// The sums over all ways through a stretch.
struct Lattice {
    potentials: Vec<Scores>,
    forward: Vec<Scores>,
    scales: Vec<f32>,
    tops: f32,
}

impl Lattice {
    fn forward(scores: &[Scores], moves: &Moves) -> Self {
        let mut lattice = Self {
            potentials: Vec::with_capacity(scores.len()),
            forward: Vec::with_capacity(scores.len()),
            scales: Vec::with_capacity(scores.len()),
            tops: 0.0,
        };
        for (at, scores) in scores.iter().enumerate() {
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            lattice.tops += top;
            let mut potentials = scores.map(|score| (score - top).exp());
            if at + 1 == lattice.potentials.capacity() {
                for (tag, potential) in potentials.iter_mut().enumerate() {
                    *potential *= f32::from(follows(tag, OUT));
                }
            }
            let mut next = match lattice.forward.last() {
                None => moves[TAGS],
                Some(before) => {
                    let mut next = [0.0; TAGS];
                    for (before, row) in before.iter().zip(moves) {
                        add(&mut next, row, *before);
                    }
                    next
                }
            };
            for (next, potential) in next.iter_mut().zip(potentials) {
                *next *= potential;
            }
            let scale: f32 = next.iter().sum();
            lattice.potentials.push(potentials);
            lattice.forward.push(next.map(|next| next / scale));
            lattice.scales.push(scale);
        }
        lattice
    }

    /// What each token's tags, and each pair of neighbours, should have scored more.
    fn backward(&self, moves: &Moves, tags: &[usize]) -> (Vec<Scores>, Moves) {
        let mut backward = [1.0; TAGS];
        let mut gradients = vec![[0.0; TAGS]; tags.len()];
        let mut pairs = [[0.0; TAGS]; TAGS + 1];
        for at in (0..tags.len()).rev() {
            for (tag, gradient) in gradients[at].iter_mut().enumerate() {
                *gradient = f32::from(tag == tags[at]) - self.forward[at][tag] * backward[tag];
            }
            if at == 0 {
                pairs[TAGS] = gradients[0];
                break;
            }
            pairs[tags[at - 1]][tags[at]] += 1.0;
            let mut ahead = backward;
            for (ahead, potential) in ahead.iter_mut().zip(self.potentials[at]) {
                *ahead *= potential / self.scales[at];
            }
            for (before, row) in moves.iter().take(TAGS).enumerate() {
                let mut flow = *row;
                for (flow, ahead) in flow.iter_mut().zip(ahead) {
                    *flow *= ahead;
                }
                backward[before] = flow.iter().sum();
                add(&mut pairs[before], &flow, -self.forward[at - 1][before]);
            }
        }
        (gradients, pairs)
    }

    fn log_total(&self) -> f32 {
        self.scales.iter().map(|scale| scale.ln()).sum::<f32>() + self.tops
    }
}

fn step(weights: &mut [f32], squares: &mut [f32], gradient: &[f32], size: f32) {
    for ((weight, square), gradient) in weights.iter_mut().zip(squares).zip(gradient) {
        let gradient = gradient * size;
        *square += gradient * gradient;
        *weight += RATE * gradient / square.sqrt();
    }
}
