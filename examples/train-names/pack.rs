//! Rounds the weights to bytes and lays out the model file.

use std::cmp::Reverse;

use dateline::annotate::entities::model::{Model, Row};
use dateline::annotate::entities::name_rules::NameRules;
use dateline::annotate::entities::tag::TAGS;

use crate::crf::Weights;
use crate::dataset::Data;

/// A weight of one becomes so much.
const SCALE: f32 = 40.0;

/// The numbers of the `count` weightiest features: those whose weights are large and that are often seen.
pub(crate) fn weightiest(data: &Data, weights: &Weights, count: usize) -> Vec<bool> {
    let strength = |number: usize| {
        let squares = weights.rows[number].iter().map(|weight| weight * weight);
        squares.sum::<f32>() * data.counts[number] as f32
    };
    let mut order: Vec<usize> = (0..data.names.len()).collect();
    order.sort_by(|a, b| {
        let by_name = data.names[*a].cmp(&data.names[*b]);
        strength(*b).total_cmp(&strength(*a)).then(by_name)
    });
    let mut kept = vec![false; data.names.len()];
    for number in order.into_iter().take(count) {
        kept[number] = true;
    }
    kept
}

/// The model file: all features of the data, the most frequent first.
pub(crate) fn pack(rules: &NameRules, table: &[u8], data: &Data, weights: &Weights) -> Vec<u8> {
    let mut order: Vec<usize> = (0..data.names.len()).collect();
    order.sort_by_key(|number| (Reverse(data.counts[*number]), data.names[*number]));
    let row = |row: &[f32; TAGS - 1]| row.map(|weight| round(weight, 127.0) as i8 as u8);
    let rows: Vec<(u64, Row)> = order
        .into_iter()
        .map(|number| (data.names[number], row(&weights.rows[number])))
        .collect();
    let transitions = weights
        .transitions
        .map(|row| row.map(|weight| round(weight, 30_000.0) as i16));
    Model::pack(rules, table, &transitions, &rows)
}

fn round(weight: f32, limit: f32) -> i32 {
    (weight * SCALE).round().clamp(-limit, limit) as i32
}
