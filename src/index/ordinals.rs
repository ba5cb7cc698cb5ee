//! Ranges of ordinals in a text column.

use std::ops::{Bound, Range};

use tantivy::columnar::StrColumn;

/// The ordinals of the values with a prefix.
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
        Bound::Unbounded => u64::MAX,
    };
    // A text after the last value has no ordinal: use the one beyond it.
    let all = column.dictionary().num_terms() as u64;
    Ok(from.min(all)..to.min(all))
}

/// The first text after all those with a prefix; `None` for the empty prefix.
fn after(prefix: &str) -> Option<Vec<u8>> {
    let mut bytes = prefix.as_bytes().to_vec();
    // No byte of UTF-8 is 255.
    *bytes.last_mut()? += 1;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{FAST, Schema};
    use tantivy::{Index, IndexWriter, doc};

    use super::*;

    /// The numbers of what begins with a prefix, among so many people and one organisation.
    fn numbers(people: usize, prefix: &str) -> Range<u64> {
        let mut schema = Schema::builder();
        let name = schema.add_text_field("name", FAST);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15 << 20).unwrap();
        writer
            .add_document(doc!(name => "org/Harbour Wire"))
            .unwrap();
        for number in 0..people {
            let person = format!("person/Ann Fisher the {number}th");
            writer.add_document(doc!(name => person)).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let columns = searcher.segment_reader(0).fast_fields();
        beginning_with(&columns.str("name").unwrap().unwrap(), prefix).unwrap()
    }

    #[test]
    fn what_stands_last_has_an_end() {
        for people in [1, 5000] {
            let end = people as u64 + 1;
            for (prefix, expected) in [
                ("a/", 0..0),
                ("org/", 0..1),
                ("person/", 1..end),
                ("place/", end..end),
            ] {
                assert_eq!(numbers(people, prefix), expected, "{prefix} of {people}");
            }
        }
    }
}
