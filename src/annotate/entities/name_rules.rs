//! Defines how a language treats names, beyond lists and weights: which small words occur inside and before them, what
//! may be left off their ends, how many family names a person has, whether names are inflected.

mod english;
mod german;
mod spanish;

pub use english::ENGLISH;
pub use german::GERMAN;
pub use spanish::SPANISH;

/// How one language treats names.
#[derive(Debug)]
pub struct NameRules {
    /// Its number in a model file.
    pub number: u8,
    /// Small words that may occur inside a name: `of`.
    pub(super) joining: &'static [u64],
    /// Small words that a name may begin with: `al`.
    pub(super) opening: &'static [u64],
    /// Prepositions before a place where something is: `in`.
    pub(super) within: &'static [u64],
    /// Other words before a place rather than before a person of that name: `king of Jordan`.
    pub(super) of_places: &'static [u64],
    /// Words for sorts of places: `town`.
    pub(super) sorts_of_place: &'static [u64],
    /// What joins them to the name of a place, if anything does: `the town of Linden`, but `die Stadt Linden`.
    pub(super) of: &'static [u64],
    /// The articles.
    pub(super) articles: &'static [u64],
    /// Abbreviations with a capital, whose full stop does not end a sentence.
    pub(super) abbreviations: &'static [&'static str],
    /// The same in lower case.
    pub(super) small_abbreviations: &'static [&'static str],
    /// Titles that show the sex of the person after them: `Mrs.`
    pub(super) titles: &'static [(Sex, &'static [u64])],
    /// Forms of address that are never part of a name: `Mr.`
    pub(super) honorifics: &'static [u64],
    /// Honours in capitals after people's names: `QC`.
    pub(super) honours: &'static [u64],
    /// Positions and offices in capitals before people's names: `QB Marcus Bell`.
    pub(super) positions: &'static [u64],
    /// Words of tables of figures, which have capitals there: `Shr`.
    pub(super) figures: &'static [u64],
    /// Words for kin: `wife`.
    pub(super) kin: &'static [(Sex, &'static [u64])],
    /// Words for marrying: `married`.
    pub(super) weds: &'static [u64],
    /// Words before words for kin: `his wife`.
    pub(super) own: &'static [u64],
    /// Words that wires set before a headline: the number of the update, the sort of report, the sport.
    pub(super) slugs: &'static [u64],
    /// Endings that turn a surname into the name of a family: `s`, at most four letters.
    pub(super) plurals: &'static [&'static [u8]],
    /// Words that may be left out at the end of an organisation's name.
    pub(super) org_endings: &'static [u64],
    /// Words beside the names of companies.
    pub(super) companies: Companies,
    /// Nicknames of some organisations, each after its name, last words in the singular: `Fed`.
    pub(super) nicknames: &'static [(&'static [u64], &'static [u64])],
    /// Which of the last words of a person's name may be used alone.
    pub(super) surnames: Surnames,
    /// Whether names are inflected: `Merkels`, `der Deutschen Bank`.
    pub(super) inflected: bool,
}

/// Words that tell a company from a person of the same name, and a person from a company.
#[derive(Debug)]
pub(super) struct Companies {
    /// What companies have and people do not, before one of `of` and the name: `shares` in `shares of Ford`.
    pub(super) parts: &'static [u64],
    /// `of`, `at`.
    pub(super) of: &'static [u64],
    /// What is done to companies and not to people, before the name: `runs`.
    pub(super) run: &'static [u64],
    /// What companies have and make, behind the name: `trucks`.
    pub(super) goods: &'static [u64],
    /// What companies have, behind the name, that people may do: `shares`. It counts before `rise` or a mark.
    pub(super) shares: &'static [u64],
    /// What such things do: `rose`.
    pub(super) rise: &'static [u64],
    /// Pronouns for people, behind a comma: `Ford, who`.
    pub(super) who: &'static [u64],
    /// What people do, before `he`: `said`.
    pub(super) say: &'static [u64],
    /// `that` in `said that he`.
    pub(super) that: &'static [u64],
    /// Pronouns for people: `he`.
    pub(super) he: &'static [u64],
    /// `was` and `born`.
    pub(super) born: &'static [u64],
    /// Whom people have, behind a possessive: `wife`.
    pub(super) relatives: &'static [u64],
    /// What people do to companies, behind a full name: `founded`.
    pub(super) founded: &'static [u64],
    /// What people found: `company`.
    pub(super) firms: &'static [u64],
}

/// Which words of a full name may be used alone for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surnames {
    /// The last: `Merkel` for Angela Merkel.
    Last,
    /// Each behind the given names, the first before all: `Lagos` for Elvira Lagos Peña.
    All,
}

/// The sex that a title or a word for kin shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sex {
    Woman,
    Man,
}

impl Sex {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Woman => Self::Man,
            Self::Man => Self::Woman,
        }
    }
}

impl NameRules {
    /// The rules of every language that has a model.
    pub const ALL: [&'static Self; 3] = [&ENGLISH, &SPANISH, &GERMAN];

    /// The rules of the language with this number in a model file.
    pub fn with_number(number: u8) -> Option<&'static Self> {
        Self::ALL.into_iter().find(|rules| rules.number == number)
    }
}
