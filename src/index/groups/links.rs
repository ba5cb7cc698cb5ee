//! Union–find over texts: which of them are in one group.

use rustc_hash::FxHashMap;

/// Maps each linked text to a lesser one of its group, and the least to itself.
#[derive(Default)]
pub(super) struct Links(FxHashMap<u64, u64>);

impl Links {
    /// Merges the groups of two texts.
    pub(super) fn link(&mut self, one: u64, other: u64) {
        let (one, other) = (self.root(one), self.root(other));
        let (least, more) = (one.min(other), one.max(other));
        self.0.insert(least, least);
        self.0.insert(more, least);
    }

    /// Whether two texts are in one group.
    pub(super) fn are_connected(&mut self, one: u64, other: u64) -> bool {
        one == other
            || (self.contains(one) && self.contains(other) && self.root(one) == self.root(other))
    }

    /// Whether a text is linked to another.
    pub(super) fn contains(&self, text: u64) -> bool {
        self.0.contains_key(&text)
    }

    /// The least text of a text's group, which represents it. Links on the way are shortened.
    pub(super) fn root(&mut self, text: u64) -> u64 {
        let mut end = text;
        while let Some(next) = self.0.get(&end).filter(|next| **next != end) {
            end = *next;
        }
        let mut at = text;
        while at != end {
            at = self.0.insert(at, end).unwrap_or(end);
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_all_that_links_lead_to_and_goes_by_the_least_text() {
        let mut links = Links::default();
        for (one, other) in [(7, 5), (9, 7), (2, 4), (9, 5)] {
            links.link(one, other);
        }
        assert_eq!(
            [9, 7, 5, 4, 2, 8].map(|text| links.root(text)),
            [5, 5, 5, 2, 2, 8]
        );
        assert!(
            links.are_connected(9, 5)
                && !links.are_connected(5, 4)
                && !links.are_connected(8, 5)
                && links.are_connected(8, 8)
        );
        links.link(4, 9);
        assert_eq!([9, 7, 5, 4, 2].map(|text| links.root(text)), [2; 5]);
        assert!(links.contains(2) && !links.contains(8));
    }
}
