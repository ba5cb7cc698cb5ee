//! Defines, for each language, which names of peoples to look for, and next to which words they mean no people but a
//! language, a dish or a dog.

use super::Before;
use crate::annotate::places::gazetteer::PlaceType;
use crate::story::Language;

/// A word, and other words next to which it means no people, or another one.
type WordWithNeighbours = (&'static str, &'static [&'static str]);

/// The rules of one language about peoples.
#[derive(Debug)]
pub(in crate::annotate::places) struct Usage {
    /// The entries of the gazetteer that hold their names.
    pub(in crate::annotate::places) what: PlaceType,
    /// Whether they may be written in lower case.
    pub(in crate::annotate::places) small: bool,
    /// Names that mean no people, or another one, after a word: `Latin American`, `the North Pole`.
    pub(super) not_behind: &'static [WordWithNeighbours],
    /// Names that mean no people before a word: `Pole position`.
    pub(super) not_before: &'static [WordWithNeighbours],
    /// The form of a name that both lists use: the singular, or the part that is not inflected.
    pub(super) one: fn(&str) -> &str,
    /// Whether a name, with the text before and after it, means their language.
    pub(super) is_language: fn(&Before, &str, &str) -> bool,
    /// What joins a language to the one before it: `French and German`.
    pub(super) joins_languages: &'static [&'static str],
    /// Whether a name can mean their language at all.
    pub(super) may_be_language: fn(&str) -> bool,
}

impl Usage {
    /// The rules for a story in this language. Stories in other languages are read by the English rules, as far as
    /// names coincide.
    pub(in crate::annotate::places) fn of(language: Option<Language>) -> &'static Self {
        match language {
            Some(Language::Spanish) => &SPANISH,
            Some(Language::German) => &GERMAN,
            _ => &ENGLISH,
        }
    }
}

static ENGLISH: Usage = Usage {
    what: PlaceType::People,
    small: false,
    not_behind: &[
        ("african", &["central"]),
        ("american", &["central", "latin", "north", "pan", "south"]),
        ("dane", &["great"]),
        ("indian", &["american", "cleveland", "west"]),
        ("mexican", &["new"]),
        ("pole", &["north", "south"]),
    ],
    not_before: &[
        ("afghan", &["hound", "hounds"]),
        ("australian", &["shepherd", "shepherds"]),
        ("belgian", &["malinois", "waffle", "waffles"]),
        ("brazilian", &["nut", "nuts", "wax"]),
        ("canadian", &["bacon"]),
        ("chinese", &["checkers", "chequers", "whispers"]),
        ("cuban", &["heel", "heels"]),
        ("danish", &["pastries", "pastry"]),
        ("dutch", &["auction", "courage", "oven", "ovens", "uncle"]),
        (
            "french",
            &[
                "bean", "beans", "bulldog", "bulldogs", "door", "doors", "dressing", "fries",
                "fry", "horn", "horns", "kiss", "press", "toast", "window", "windows",
            ],
        ),
        ("german", &["measles", "shepherd", "shepherds"]),
        ("greek", &["chorus", "salad", "salads", "yoghurt", "yogurt"]),
        ("indian", &["ink", "ocean", "summer"]),
        (
            "irish",
            &[
                "coffee",
                "setter",
                "setters",
                "stew",
                "wolfhound",
                "wolfhounds",
            ],
        ),
        ("japanese", &["knotweed"]),
        ("maltese", &["cross", "falcon", "terrier", "terriers"]),
        ("mexican", &["standoff", "wave", "waves"]),
        ("pole", &["position", "vault"]),
        ("russian", &["doll", "dolls", "roulette"]),
        ("spanish", &["flu", "omelette"]),
        ("swedish", &["massage"]),
        ("swis", &["cheese", "roll", "rolls"]),
        ("turkish", &["bath", "baths", "delight"]),
    ],
    one: |people| people.strip_suffix('s').unwrap_or(people),
    // `said in French.`, `speaks Russian well`, `taught French to children`, `translated from the Russian`.
    is_language: |before, people, rest| {
        let ends = !rest.starts_with(' ');
        let goes_on =
            || ends || goes_on_with(rest, &["to", "at", "as", "with", "by", "on", "but", "from"]);
        let is = |words: &[&str]| words.contains(&before.word.as_str());
        let tells = |words: &[&str]| before.follows(4, |word| words.contains(&word));
        (ENGLISH.may_be_language)(people)
            && (is(&[
                "speak", "speaks", "spoke", "spoken", "speaking", "learn", "learns", "learned",
                "learnt", "learning",
            ]) || is(&[
                "teach", "teaches", "taught", "teaching", "study", "studies", "studied",
                "studying", "fluent",
            ]) && (goes_on() || goes_on_with(rest, &["and", "or", "in"]))
                || is(&["in", "into"]) && goes_on()
                || is(&["from", "into", "in", "the"])
                    && tells(&[
                        "translate",
                        "translated",
                        "translating",
                        "translation",
                        "fluent",
                    ])
                    && (goes_on() || goes_on_with(rest, &["and", "or", "into", "in"])))
    },
    joins_languages: &["", "and", "or", "into", "to", "into the"],
    may_be_language: |people| {
        people.ends_with("sh")
            || people.ends_with("ch")
            || people.ends_with("an")
            || people.ends_with("ese")
            || ["greek", "czech", "thai", "icelandic"].contains(&people)
    },
};

static SPANISH: Usage = Usage {
    what: PlaceType::PeopleSpanish,
    small: true,
    not_behind: &[
        ("aleman", &["pastor"]),
        ("alemane", &["pastores"]),
        ("china", &["dama", "damas", "sombra", "sombras", "tinta"]),
        ("chino", &["cuento", "cuentos", "pantalon", "pantalones"]),
        ("dane", &["gran", "grandes"]),
        ("france", &["bulldog", "beso"]),
        (
            "francesa",
            &["tortilla", "tortillas", "tostada", "tostadas"],
        ),
        ("griega", &["i", "y"]),
        ("holandesa", &["salsa"]),
        ("indio", &["oceano"]),
        ("inglesa", &["llave", "llaves"]),
        ("mexicana", &["ola"]),
        (
            "rusa",
            &[
                "ensalada",
                "ensaladilla",
                "montana",
                "montanas",
                "muneca",
                "munecas",
                "ruleta",
            ],
        ),
        ("suiza", &["navaja", "navajas"]),
        ("turca", &["cama"]),
        ("turco", &["bano", "banos", "de"]),
    ],
    not_before: &[],
    one: |people| people.strip_suffix('s').unwrap_or(people),
    // `dijo en francés`, `habla alemán`, `traducido del alemán`, `se despidió a la francesa`; but
    // `un ministro francés`.
    is_language: |before, people, rest| {
        let is = |words: &[&str]| words.contains(&before.word.as_str());
        let tells = |stems: &[&str]| {
            before.follows(6, |word| stems.iter().any(|stem| word.starts_with(stem)))
        };
        if people == "francesa" {
            return is(&["la"])
                && tells(&[
                    "despid", "desped", "march", "tortilla", "judia", "huevo", "patata",
                ]);
        }
        before.is_beside
            && (SPANISH.may_be_language)(people)
            && !rest
                .strip_prefix(' ')
                .is_some_and(|rest| rest.starts_with(char::is_uppercase))
            && (is(&[
                "en",
                "habla",
                "hablan",
                "hablar",
                "hablaba",
                "hablo",
                "hablando",
                "idioma",
                "lengua",
                "ensena",
                "ensenan",
                "ensenar",
                "enseno",
                "aprende",
                "aprenden",
                "aprender",
                "aprendio",
                "aprendiendo",
                "estudia",
                "estudian",
                "estudiar",
                "estudio",
                "domina",
                "dominan",
                "dominar",
                "traduce",
                "traducir",
            ]) || is(&["al", "del"])
                && tells(&["traduc", "traduj", "version", "doblad", "vertid"])
                || is(&["de"])
                    && tells(&[
                        "clase",
                        "curso",
                        "profesor",
                        "diccionario",
                        "examen",
                        "nivel",
                    ])
                || is(&["el"]) && tells(&["aprend", "domin", "ensen", "habl"]))
    },
    joins_languages: &["", "y", "e", "o", "u", "al", "ni", "y al", "y en", "y del"],
    may_be_language: |people| SPANISH_LANGUAGES.contains(&people),
};

/// Names of languages in Spanish that are also adjectives.
const SPANISH_LANGUAGES: &[&str] = &[
    "aleman",
    "bulgaro",
    "chino",
    "checo",
    "coreano",
    "croata",
    "danes",
    "espanol",
    "finlandes",
    "frances",
    "griego",
    "holandes",
    "hungaro",
    "indonesio",
    "ingles",
    "islandes",
    "italiano",
    "japones",
    "neerlandes",
    "noruego",
    "polaco",
    "portugues",
    "rumano",
    "ruso",
    "serbio",
    "sueco",
    "tailandes",
    "turco",
    "ucraniano",
    "vietnamita",
];

/// `griechisch-orthodoxe Kirche`, `griechisch-römischer Stil`.
const FAITH_AND_STYLE: &[&str] = &[
    "orthodox",
    "orthodoxe",
    "orthodoxen",
    "orthodoxer",
    "orthodoxes",
    "orthodoxem",
    "romisch",
    "romische",
    "romischen",
    "romischer",
    "romisches",
    "romischem",
];

const DOGS: &[&str] = &[
    "bulldogge",
    "bulldoggen",
    "dogge",
    "doggen",
    "schaferhund",
    "schaferhunde",
    "schaferhunden",
    "schaferhundes",
    "schaferhunds",
    "schaferhundin",
];

static GERMAN: Usage = Usage {
    what: PlaceType::PeopleGerman,
    small: true,
    not_behind: &[],
    not_before: &[
        ("belgisch", DOGS),
        ("deutsch", DOGS),
        (
            "englisch",
            &[
                "bulldogge",
                "bulldoggen",
                "garten",
                "rasen",
                "woche",
                "wochen",
            ],
        ),
        ("franzosisch", DOGS),
        ("griechisch", FAITH_AND_STYLE),
        ("indisch", &["ozean", "ozeans"]),
        ("pole", &["position"]),
        ("russisch", &["ei", "eier", "roulette", "roulettes"]),
        ("schwedisch", &["gardinen"]),
        (
            "spanisch",
            &["fliege", "grippe", "hofreitschule", "wand", "wande"],
        ),
        ("turkisch", &["bad", "honig"]),
    ],
    one: |people| {
        let mut bare = ["e", "en", "em", "er", "es"]
            .iter()
            .filter_map(|ending| people.strip_suffix(ending));
        bare.find(|bare| bare.ends_with("sch")).unwrap_or(people)
    },
    // `auf Französisch`, `spricht deutsch`: an adjective before a noun is inflected, except in `deutsch-französisch`.
    // One with a capital is a language (`ins Französische`, `aus dem Russischen`) if no noun follows.
    is_language: |before, people, rest| {
        let is = |words: &[&str]| words.contains(&before.word.as_str());
        let stands_alone = || {
            let behind = rest.strip_prefix(' ').unwrap_or_default();
            !behind.starts_with(char::is_uppercase) && !behind.starts_with(char::is_numeric)
        };
        let is_noun = before.is_before_capital && (GERMAN.may_be_language)(people);
        !rest.starts_with(['-', '\u{2011}']) && people.ends_with("sch")
            || is_noun && is(&["ins", "im", "vom", "zum", "dem", "das", "des"]) && stands_alone()
    },
    joins_languages: &["", "und", "oder", "ins", "und ins", "und dem"],
    may_be_language: |people| {
        people.ends_with("sch") || people.ends_with("sche") || people.ends_with("schen")
    },
};

/// Whether a text continues with one of these words.
fn goes_on_with(rest: &str, any: &[&str]) -> bool {
    let word = rest.strip_prefix(' ').unwrap_or_default();
    let end = word
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(word.len());
    word.get(..end).is_some_and(|word| any.contains(&word))
}
