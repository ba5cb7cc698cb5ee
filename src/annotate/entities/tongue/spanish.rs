//! Spanish.

use super::{Sex, Surnames, Tongue};
use crate::annotate::entities::hash::small_words;

/// Spanish, of Spain and of the Americas.
pub static SPANISH: Tongue = Tongue {
    number: 1,
    joining: &small_words([
        "de", "la", "las", "los", "del", "y", "e", "i", "da", "do", "dos", "di", "du", "des",
        "van", "von", "der", "den", "bin", "ibn", "al", "el", "para", "por", "en", "a", "con",
        "contra", "sin", "sobre", "entre",
    ]),
    opening: &small_words(["al", "da", "di", "du", "van", "von", "bin", "ibn", "abu"]),
    within: &small_words(["en", "cerca"]),
    of_places: &small_words(["desde"]),
    articles: &small_words(["el", "la", "los", "las"]),
    abbreviations: &[
        "Sr", "Sra", "Srta", "Sres", "Dr", "Dra", "D", "Dña", "Lic", "Ing", "Arq", "Prof", "Gral",
        "Cnel", "Cap", "Mons", "Tte", "Sgto", "Excmo", "Ilmo", "Ud", "Uds", "Vd", "St", "Sto",
        "Sta", "Fr", "Hno", "Hna", "Rvdo", "Avda", "Av", "Cía", "Inc", "Corp", "Co", "Ltd", "Ltda",
        "Bros", "Jr", "Dpto", "Depto", "Univ", "Núm", "Art", "EE", "UU", "FF", "AA", "CC", "OO",
        "JJ", "RR", "DD", "HH", "MM", "BB", "Mr", "Mrs",
    ],
    small_abbreviations: &[
        "p", "ej", "a", "m", "núm", "art", "pág", "vs", "aprox", "etc",
    ],
    titles: &[
        (
            Sex::Woman,
            &small_words([
                "sra.",
                "sra",
                "señora",
                "srta.",
                "señorita",
                "doña",
                "dña.",
                "reina",
                "princesa",
                "infanta",
                "duquesa",
                "ministra",
                "presidenta",
                "exministra",
                "expresidenta",
                "senadora",
                "diputada",
                "alcaldesa",
                "actriz",
            ]),
        ),
        (
            Sex::Man,
            &small_words([
                "sr.",
                "sr",
                "señor",
                "don",
                "rey",
                "príncipe",
                "duque",
                "ministro",
                "exministro",
                "senador",
                "diputado",
                "alcalde",
                "actor",
            ]),
        ),
    ],
    kin: &[
        (
            Sex::Woman,
            &small_words([
                "esposa", "mujer", "viuda", "hija", "hermana", "madre", "sobrina", "tía", "abuela",
                "nieta", "novia", "nuera", "cuñada", "exmujer",
            ]),
        ),
        (
            Sex::Man,
            &small_words([
                "esposo", "marido", "viudo", "hijo", "hermano", "padre", "sobrino", "tío",
                "abuelo", "nieto", "novio", "yerno", "cuñado",
            ]),
        ),
    ],
    own: &small_words(["su", "sus"]),
    slugs: &[],
    plurals: &[],
    org_endings: &small_words([
        "s.a.", "sa", "s.l.", "sl", "s.a.u.", "ltda", "ltda.", "inc.", "inc", "corp.", "corp",
        "co.", "ltd.", "ltd", "plc", "ag", "grupo", "group", "holding", "cf", "fc",
    ]),
    surnames: Surnames::All,
    bends: false,
};
