//! The tags of tokens: where a name begins, continues and ends, and of what sort it is.

use crate::story::Kind;

/// How many tags there are: four places in a name of four sorts, and [`OUT`].
pub const TAGS: usize = 17;

/// The tag of a token that is in no name. The others are `4 * sort + place`.
pub const OUT: usize = 16;

/// The first token of a name, a token inside, the last one, the only one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum TagPosition {
    /// The first of several.
    Begin,
    /// Neither first nor last.
    Inside,
    /// The last of several.
    End,
    /// The only one.
    Single,
}

/// What sort of name: the three kinds, and those that are neither (nationalities, events, works).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Person, organisation or place.
    Kind(Kind),
    /// Any other name: told apart so that it is not taken for one of the three.
    Other,
}

impl Sort {
    pub(super) const PERSON: Self = Self::Kind(Kind::Person);
    pub(super) const ORG: Self = Self::Kind(Kind::Org);
    pub(super) const PLACE: Self = Self::Kind(Kind::Place);

    /// All four.
    pub const ALL: [Self; 4] = [
        Self::Kind(Kind::Person),
        Self::Kind(Kind::Org),
        Self::Kind(Kind::Place),
        Self::Other,
    ];

    fn number(self) -> usize {
        match self {
            Self::Kind(Kind::Person) => 0,
            Self::Kind(Kind::Org) => 1,
            Self::Kind(Kind::Place) => 2,
            Self::Other => 3,
        }
    }
}

/// The number of a tag.
pub fn tag(sort: Sort, place: TagPosition) -> usize {
    4 * sort.number() + place as usize
}

/// The sort of a tag and its place; `None` for [`OUT`].
pub fn read(tag: usize) -> Option<(Sort, TagPosition)> {
    let place = match tag % 4 {
        0 => TagPosition::Begin,
        1 => TagPosition::Inside,
        2 => TagPosition::End,
        _ => TagPosition::Single,
    };
    Some((*Sort::ALL.get(tag / 4)?, place))
}

/// Whether a name may go on after this tag, which must then be of the same sort.
pub fn is_open(tag: usize) -> bool {
    tag < OUT && tag % 4 < 2
}

/// Whether `next` may follow `tag`.
pub fn follows(tag: usize, next: usize) -> bool {
    let goes_on = next < OUT && matches!(next % 4, 1 | 2);
    if is_open(tag) {
        goes_on && tag / 4 == next / 4
    } else {
        !goes_on
    }
}
