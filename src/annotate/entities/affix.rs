//! Lists the suffixes and prefixes that decide where a token ends.

/// Whether a word belongs to the name before it even after a comma: `Apple, Inc.`, `King, Jr.`. It comes without its
/// last full stop.
pub(super) fn is_name_suffix(word: &str) -> bool {
    NAME_SUFFIXES.contains(&word)
}

/// The length of the longest of them, including full stops.
pub(super) const LONGEST_NAME_SUFFIX: usize = 6;

/// Whether a word before a hyphen and a name is not part of it: `pro-Moscow`.
pub(super) fn is_prefix(word: &str) -> bool {
    PREFIXES.contains(&word)
}

/// Whether a word after a name and a hyphen is not part of it: `London-based`.
pub(super) fn is_suffix(word: &str) -> bool {
    let participle = ["ed", "ing", "like"]
        .iter()
        .any(|ending| word.ends_with(ending));
    word.len() > 4 && participle || SUFFIXES.contains(&word)
}

const NAME_SUFFIXES: &[&str] = &[
    "Inc", "INC", "Ltd", "LTD", "Corp", "CORP", "LLC", "L.L.C", "LLP", "LP", "L.P", "Plc", "PLC",
    "plc", "GmbH", "S.A", "N.V", "Jr", "JR",
];

const PREFIXES: &[&str] = &[
    "pro", "anti", "non", "ex", "post", "pre", "mid", "then", "former", "late", "most", "all",
];

const SUFFIXES: &[&str] = &[
    "led",
    "run",
    "era",
    "born",
    "held",
    "made",
    "wide",
    "area",
    "style",
    "type",
    "like",
    "bound",
    "built",
    "only",
    "level",
    "mile",
    "day",
    "year",
    "month",
    "hour",
    "minute",
    "plus",
    "turned",
    "elect",
    "designate",
    "friendly",
    "listed",
    "grown",
    "bred",
    "free",
    "rich",
    "controlled",
];
