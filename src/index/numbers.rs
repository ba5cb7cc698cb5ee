//! The numbers of values in a text column.

use std::ops::{Bound, Range};

use tantivy::columnar::StrColumn;

/// The numbers of the values that begin with a prefix.
pub(crate) fn beginning_with(column: &StrColumn, prefix: &str) -> tantivy::Result<Range<u64>> {
    let from = Bound::Included(prefix.as_bytes().to_vec());
    let to = after(prefix).map_or(Bound::Unbounded, Bound::Excluded);
    let (from, to) = column.dictionary().term_bounds_to_ord(from, to)?;
    let from = match from {
        Bound::Included(ord) => ord,
        Bound::Excluded(ord) => ord.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let to = match to {
        Bound::Included(ord) => ord.saturating_add(1),
        Bound::Excluded(ord) => ord,
        Bound::Unbounded => column.dictionary().num_terms() as u64,
    };
    Ok(from..to)
}

/// The first text after all those that begin with a prefix; `None` where every text does.
fn after(prefix: &str) -> Option<Vec<u8>> {
    let mut bytes = prefix.as_bytes().to_vec();
    // No byte of UTF-8 is the greatest there is.
    *bytes.last_mut()? += 1;
    Some(bytes)
}
