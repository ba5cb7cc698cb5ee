//! Finds the short names that a story introduces for organisations: `IMF`, if it also says
//! `International Monetary Fund` and means the same.

use crate::annotate::places::is_place;
use crate::annotate::tokens::Words;
use crate::story::{AnnotatedStory, Kind};

/// The separator of short and full name in the column.
const BETWEEN: char = '\0';

/// The introductions in a story, each once, in the form that [`Introduction::read`] reads.
pub(in crate::index) fn introductions(annotated: &AnnotatedStory) -> Vec<String> {
    let mut introductions = Vec::new();
    let mut seen: Vec<(u32, &str)> = Vec::new();
    for (mention, entity) in annotated.names.iter() {
        let form = mention.span.of(annotated.story.text(mention.field));
        let is_short = entity.kind == Kind::Org && form.len() < entity.name.len();
        if !is_short || seen.contains(&(mention.entity, form)) {
            continue;
        }
        seen.push((mention.entity, form));
        let short = form.split_whitespace().collect::<Vec<_>>().join(" ");
        if Manner::of(&short, &entity.name).is_some() {
            introductions.push(format!("{short}{BETWEEN}{}", entity.name));
        }
    }
    introductions.sort_unstable();
    introductions.dedup();
    introductions
}

/// How a full name relates to a short one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Manner {
    /// It spells it out: `International Monetary Fund`, `IMF`.
    Expansion,
    /// It begins with it, `Volkswagen AG`, `Ford Motor Co`, or it is a club whose home comes first, `Boston Celtics`.
    Longer,
}

impl Manner {
    /// `None` if `short` says too little about `full`, such as `The Fund`. A name all in capitals is from a headline
    /// and is no full name.
    fn of(short: &str, full: &str) -> Option<Self> {
        Self::with_words(short, full, &words(full))
    }

    /// The same, given the words of the full name.
    fn with_words(short: &str, full: &str, full_words: &[String]) -> Option<Self> {
        if !full.chars().any(char::is_lowercase) {
            return None;
        }
        let short_words = words(short);
        if full_words.len() <= short_words.len() || short_words.is_empty() {
            None
        } else if full_words.starts_with(&short_words) || is_nickname(short, full) {
            Some(Self::Longer)
        } else {
            is_acronym(short).then_some(Self::Expansion)
        }
    }
}

/// Whether the short name is the nickname of a club, which follows its home: `Celtics` of `Boston Celtics`.
fn is_nickname(short: &str, full: &str) -> bool {
    let home = full
        .rsplit_once(' ')
        .filter(|(_, nickname)| *nickname == short);
    let is_plural = short.ends_with('s') && short.starts_with(char::is_alphanumeric);
    is_plural && home.is_some_and(|(home, _)| is_place(home))
}

/// Whether it is one word of at least two capitals and no lower-case letters.
fn is_acronym(short: &str) -> bool {
    let capitals = short.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 && !short.chars().any(|c| c.is_lowercase() || c == ' ')
}

/// A short and a full name in a story, with the keys by which they are compared with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Introduction {
    /// The short name as [`key_of`](Self::key_of) has it.
    pub(crate) key: String,
    /// The full name as it is written.
    pub(crate) full: String,
    /// The full name as [`ident`] has it.
    pub(crate) ident: String,
    pub(super) manner: Manner,
}

impl Introduction {
    /// Parses a value of the column.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (short, full) = text.split_once(BETWEEN)?;
        let full_words = words(full);
        Some(Self {
            key: Self::key_of(short),
            full: full.to_owned(),
            manner: Manner::with_words(short, full, &full_words)?,
            ident: ident_of(full_words),
        })
    }

    /// A key that is the same for `E.U.` and `EU`.
    pub(crate) fn key_of(short: &str) -> String {
        short.replace('.', "")
    }

    /// Whether the full name spells the short one out, and does not just begin with it.
    pub(crate) fn is_spelt_out(&self) -> bool {
        self.manner == Manner::Expansion
    }
}

/// A key that is the same for `Organization of Labor Exchanges Inc.` and `Organisation for Labor Exchange`.
pub(super) fn ident(name: &str) -> String {
    ident_of(words(name))
}

fn ident_of(mut words: Vec<String>) -> String {
    while words.len() > 1
        && words
            .last()
            .is_some_and(|last| LEGAL.contains(&last.as_str()))
    {
        words.pop();
    }
    if words.iter().any(|word| !SMALL.contains(&word.as_str())) {
        words.retain(|word| !SMALL.contains(&word.as_str()));
    }
    let bare = words
        .iter()
        .map(|word| word.strip_suffix('s').unwrap_or(word));
    bare.collect::<String>().replace('z', "s")
}

/// The words of a name, folded to letters and digits; a full stop does not separate words.
fn words(name: &str) -> Vec<String> {
    let name = name.replace('.', "");
    let mut words = Words::new(&name);
    let mut all = Vec::new();
    while words.advance() {
        let word = words.folded().chars();
        all.push(word.filter(|c| c.is_alphanumeric()).collect());
    }
    all
}

/// Legal forms of companies, which end their names.
const LEGAL: &[&str] = &[
    "ab",
    "ag",
    "co",
    "company",
    "corp",
    "corporation",
    "ev",
    "gmbh",
    "inc",
    "kg",
    "kgaa",
    "limited",
    "llc",
    "ltd",
    "ltda",
    "nv",
    "oyj",
    "plc",
    "sa",
    "se",
    "sl",
    "spa",
];

/// Small words that a name may have or lack.
const SMALL: &[&str] = &[
    "and", "at", "das", "de", "del", "der", "des", "die", "e", "el", "en", "et", "for", "fur",
    "in", "la", "las", "los", "of", "on", "para", "the", "to", "und", "y",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(short: &str, full: &str, expected: Option<Manner>) {
        assert_eq!(Manner::of(short, full), expected, "{short}, {full}");
    }

    #[test]
    fn a_full_name_spells_a_short_one_out_or_begins_with_it() {
        let (expansion, longer) = (Some(Manner::Expansion), Some(Manner::Longer));
        check("KHB", "Kivu Harbour Board", expansion);
        check("K.H.B.", "Kivu Harbour Board", expansion);
        check("Volkswagen", "Volkswagen AG", longer);
        check("KHB", "KHB Holdings Plc", longer);
        check("Kivu Harbour", "Kivu Harbour Board", longer);
        check("Celtics", "Boston Celtics", longer);
        check("76ers", "Philadelphia 76ers", longer);
        check("Works", "Kivu Steel Works", None);
        check("Board", "Kivu Harbour Board", None);
        check("Harbour Board", "Kivu Harbour Board", None);
        check("KHB", "KIVU HARBOUR BOARD", None);
        check("K", "Kivu Harbour Board", None);
        check("Kivu AG", "Kivu Inc", None);
    }

    #[test]
    fn an_organisation_is_one_however_its_name_is_spelt() {
        for names in [
            ["Volkswagen AG", "Volkswagen"],
            [
                "Organization of the Kivu Harbors",
                "Organisation for Kivu Harbor",
            ],
            ["Kivu Co., Ltd.", "Kivu"],
            ["Inter-Kivu Bank", "InterKivu Bank"],
            ["Fédération de Kivu S.A.", "Federation Kivu"],
        ] {
            let [one, other] = names.map(ident);
            assert_eq!(one, other, "{names:?}");
        }
        assert_ne!(ident("Kivu Bank"), ident("Kivu Board"));
        assert_eq!(ident("Co Ltd"), "co");
        assert_eq!(ident("The And"), "theand");
    }
}
