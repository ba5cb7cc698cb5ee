//! How a language speaks of peoples: what it calls them, and beside which words those are none.

use super::Before;
use crate::annotate::places::gazetteer::What;
use crate::story::Language;

/// A word, and others beside which it tells of no people, or of another.
type Beside = (&'static str, &'static [&'static str]);

/// How a language speaks of peoples.
#[derive(Debug)]
pub(in crate::annotate::places) struct Usage {
    /// What the gazetteer has them as.
    pub(in crate::annotate::places) what: What,
    /// Whether they may be written in small letters.
    pub(in crate::annotate::places) small: bool,
    /// Those that are none, or not those, behind a word: `Latin American`, `the North Pole`.
    pub(super) not_behind: &'static [Beside],
    /// Those that are none before a word: `Pole position`.
    pub(super) not_before: &'static [Beside],
    /// Whether a word of theirs, with what is before and behind it, tells of their language.
    pub(super) is_language: fn(&Before, &str, &str) -> bool,
}

impl Usage {
    /// How a story of this language speaks. Of other languages than these it is read what they have in common with English.
    pub(in crate::annotate::places) fn of(language: Option<Language>) -> &'static Self {
        match language {
            Some(Language::Spanish) => &SPANISH,
            Some(Language::German) => &GERMAN,
            _ => &ENGLISH,
        }
    }
}

static ENGLISH: Usage = Usage {
    what: What::People,
    small: false,
    not_behind: &[
        ("african", &["central"]),
        ("american", &["central", "latin", "north", "pan", "south"]),
        ("indian", &["american", "cleveland", "west"]),
        ("mexican", &["new"]),
        ("pole", &["north", "south"]),
    ],
    not_before: &[
        ("indian", &["ocean", "summer"]),
        ("pole", &["position", "vault"]),
    ],
    // `said in French.`
    is_language: |before, _, rest| {
        let tells = ["in", "into", "speak", "speaks", "spoke", "speaking"];
        tells.contains(&before.word.as_str()) && !rest.starts_with(' ')
    },
};

static SPANISH: Usage = Usage {
    what: What::PeopleSpanish,
    small: true,
    not_behind: &[
        ("chino", &["cuento", "cuentos", "pantalon", "pantalones"]),
        ("indio", &["oceano"]),
        ("rusa", &["ensaladilla", "montana", "montanas", "ruleta"]),
        ("turco", &["de"]),
    ],
    not_before: &[],
    // `dijo en francés`, `habla alemán`; but `un ministro francés`.
    is_language: |before, _, _| {
        let tells = [
            "en", "habla", "hablan", "hablar", "hablaba", "hablo", "hablando", "idioma", "lengua",
        ];
        before.is_beside && tells.contains(&before.word.as_str())
    },
};

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

static GERMAN: Usage = Usage {
    what: What::PeopleGerman,
    small: true,
    not_behind: &[],
    not_before: &[
        ("griechisch", FAITH_AND_STYLE),
        ("indische", &["ozean"]),
        ("indischem", &["ozean"]),
        ("indischen", &["ozean"]),
        ("indischer", &["ozean"]),
        ("pole", &["position"]),
    ],
    // `auf Französisch`, `spricht deutsch`: an adjective that says whose something is bends, but for `deutsch-französisch`.
    is_language: |_, people, rest| people.ends_with("sch") && !rest.starts_with(['-', '\u{2011}']),
};
