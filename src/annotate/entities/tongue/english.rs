//! English.

use super::{Surnames, Tongue};
use crate::annotate::entities::hash::small_words;

/// English.
pub static ENGLISH: Tongue = Tongue {
    number: 0,
    joining: &small_words([
        "of", "the", "and", "for", "in", "on", "at", "to", "de", "la", "las", "los", "del", "da",
        "do", "dos", "du", "des", "di", "van", "von", "der", "den", "bin", "bint", "ibn", "al",
        "el", "ul", "ur", "y", "e", "und", "et",
    ]),
    opening: &small_words([
        "al", "el", "de", "da", "di", "du", "la", "le", "van", "von", "bin", "ibn", "abu", "ul",
    ]),
    within: &small_words(["in", "near"]),
    articles: &small_words(["the"]),
    abbreviations: &[
        "Mr", "Mrs", "Ms", "Messrs", "Dr", "St", "Ste", "Gov", "Sen", "Sens", "Rep", "Reps", "Gen",
        "Col", "Lt", "Capt", "Cpl", "Cmdr", "Sgt", "Maj", "Adm", "Rev", "Prof", "Hon", "Pres",
        "Supt", "Insp", "Jr", "Sr", "Inc", "Corp", "Co", "Cos", "Ltd", "Bros", "Assn", "Dept",
        "Univ", "Ft", "Mt", "Pt", "Ave", "Blvd", "Calif", "Fla", "Pa", "Mass", "Conn", "Ill",
        "Mich", "Minn", "Tenn", "Tex", "Va", "Wash", "Wis", "Ariz", "Ark", "Colo", "Ga", "Ind",
        "Kan", "Ky", "La", "Md", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Ala", "Del",
        "Vt", "Wyo", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "Atty", "Vs", "Jos", "Wm",
        "Geo", "Chas", "MR", "MRS", "DR", "GOV", "SEN", "REP", "JR", "INC", "CORP", "LTD", "BROS",
    ],
    small_abbreviations: &[],
    org_endings: &small_words([
        "inc.",
        "inc",
        "corp.",
        "corp",
        "corporation",
        "co.",
        "co",
        "company",
        "ltd.",
        "ltd",
        "limited",
        "plc",
        "llc",
        "ag",
        "group",
        "holdings",
        "fc",
    ]),
    surnames: Surnames::Last,
    bends: false,
};
