//! Subject tags that indexers and agencies give a story.

use serde::{Deserialize, Serialize};

/// A subject tag from the source of a story: `topic` `cocoa`, `place` `el-salvador`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tag {
    /// What sort of thing it is, in the singular: `topic`, `place`, `person`, `org`, `keyword`.
    pub kind: String,
    /// The word or code, as the source writes it.
    pub value: String,
}

impl Tag {
    /// A tag of this kind; `None` when it says nothing.
    ///
    /// ```
    /// use dateline::story::Tag;
    /// assert_eq!(Tag::new("place", " el-salvador ").unwrap().value, "el-salvador");
    /// assert_eq!(Tag::new("place", ""), None);
    /// ```
    pub fn new(kind: &str, value: &str) -> Option<Self> {
        let value = value.trim();
        (!value.is_empty()).then(|| Self {
            kind: kind.to_owned(),
            value: value.to_owned(),
        })
    }
}
