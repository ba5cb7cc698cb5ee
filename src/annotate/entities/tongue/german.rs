//! German.

use super::{Sex, Surnames, Tongue};
use crate::annotate::entities::hash::small_words;

/// German, of Germany, Austria and Switzerland.
pub static GERMAN: Tongue = Tongue {
    number: 2,
    joining: &small_words([
        "für", "der", "die", "das", "des", "dem", "den", "und", "von", "vom", "zu", "zum", "zur",
        "im", "in", "am", "an", "auf", "bei", "gegen", "ohne", "mit", "ob", "vor", "unter", "über",
        "aus", "of", "the", "de", "la", "du", "del", "da", "di", "van", "al", "el", "bin", "ibn",
        "e", "y", "et", "for", "and",
    ]),
    opening: &small_words([
        "von", "van", "zu", "de", "la", "le", "da", "di", "du", "del", "al", "el", "bin", "ibn",
        "abu",
    ]),
    within: &small_words(["in", "nach", "aus", "bei", "nahe"]),
    of_places: &[],
    articles: &small_words([
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer",
        "eines", "im", "am", "zum", "zur", "vom", "beim", "ins", "ans",
    ]),
    abbreviations: &[
        "Dr", "Prof", "St", "Nr", "Hl", "Mag", "Ing", "Dipl", "Abs", "Art", "Bd", "Jh", "Jhd",
        "Chr", "Str", "Inc", "Corp", "Co", "Ltd", "Mr", "Mrs", "Sen", "Gov", "Jr", "Sr", "Frhr",
        "Fr", "Hr", "Kl", "Tel", "Mio", "Mrd", "Tsd", "Stv", "Red", "Hrsg", "Aufl", "Jan", "Feb",
        "Okt", "Dez", "Nov", "Sept", "Aug",
    ],
    small_abbreviations: &[
        "z", "d", "u", "o", "s", "v", "a", "i", "bzw", "ca", "vgl", "usw", "etc", "evtl", "ggf",
        "inkl", "exkl", "geb", "gest", "sog", "rd", "mind", "max", "min", "allg", "bes", "jr",
        "sen", "stv", "ehem", "zzgl", "abzgl",
    ],
    titles: &[
        (
            Sex::Woman,
            &small_words([
                "frau",
                "königin",
                "prinzessin",
                "herzogin",
                "fürstin",
                "gräfin",
                "ministerin",
                "kanzlerin",
                "bundeskanzlerin",
                "präsidentin",
                "bürgermeisterin",
                "senatorin",
                "schauspielerin",
            ]),
        ),
        (
            Sex::Man,
            &small_words([
                "herr",
                "herrn",
                "könig",
                "prinz",
                "herzog",
                "fürst",
                "graf",
                "minister",
                "kanzler",
                "bundeskanzler",
                "präsident",
                "bürgermeister",
                "senator",
                "schauspieler",
            ]),
        ),
    ],
    kin: &[
        (
            Sex::Woman,
            &small_words([
                "ehefrau",
                "gattin",
                "witwe",
                "tochter",
                "schwester",
                "mutter",
                "nichte",
                "tante",
                "großmutter",
                "enkelin",
                "freundin",
                "schwägerin",
            ]),
        ),
        (
            Sex::Man,
            &small_words([
                "ehemann",
                "gatte",
                "mann",
                "witwer",
                "sohn",
                "bruder",
                "vater",
                "neffe",
                "onkel",
                "großvater",
                "enkel",
                "freund",
                "schwager",
            ]),
        ),
    ],
    own: &small_words([
        "sein", "seine", "seiner", "seinem", "seinen", "ihr", "ihre", "ihrer", "ihrem", "ihren",
    ]),
    slugs: &[],
    plurals: &[],
    org_endings: &small_words([
        "ag", "gmbh", "se", "kg", "kgaa", "e.v.", "ev", "mbh", "ohg", "eg", "inc.", "inc", "corp.",
        "corp", "co.", "co", "ltd.", "ltd", "plc", "sa", "s.a.", "nv", "holding", "group",
        "gruppe", "konzern",
    ]),
    surnames: Surnames::Last,
    bends: true,
};
