//! Sorts words into clusters by the company they keep.

use std::collections::HashMap;

use crate::gold::Story;

/// The cluster of each frequent word, by its hash.
pub(crate) fn learn(_stories: &[Story], _raw: &[Story]) -> HashMap<u64, u32> {
    HashMap::new()
}
