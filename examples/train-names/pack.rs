//! Rounds the weights to bytes and lays out the model file.

use dateline::annotate::entities::model::{Model, Row};

use crate::crf::Weights;
use crate::dataset::Data;

/// A weight of one becomes so much.
const SCALE: f32 = 40.0;

/// The model file with the `rows` weightiest features: those whose weights are large and that are often seen.
pub(crate) fn pack(table: &[u8], data: &Data, weights: &Weights, rows: usize) -> Vec<u8> {
    let mut features: Vec<(f32, u64, Row)> = data
        .names
        .iter()
        .zip(&weights.rows)
        .enumerate()
        .map(|(number, (name, row))| {
            let count = data.counts[number] as f32;
            let strength = row.iter().map(|weight| weight * weight).sum::<f32>() * count;
            (
                strength,
                *name,
                row.map(|weight| round(weight, 127.0) as i8 as u8),
            )
        })
        .collect();
    features.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    features.truncate(rows);
    if let Some(least) = features.last() {
        println!("  least weight kept {:.3}", least.0.sqrt());
    }
    let rows: Vec<(u64, Row)> = features
        .into_iter()
        .map(|(_, name, row)| (name, row))
        .collect();
    let transitions = weights
        .transitions
        .map(|row| row.map(|weight| round(weight, 30_000.0) as i16));
    Model::pack(table, &transitions, &rows)
}

fn round(weight: f32, limit: f32) -> i32 {
    (weight * SCALE).round().clamp(-limit, limit) as i32
}
