//! The short names that a story gives to organisations beside their full ones: `IMF`, where it also says `International
//! Monetary Fund`.

use crate::annotate::tokens::Words;
use crate::story::{AnnotatedStory, Kind};

/// What stands between the short name and the full one in the column.
const BETWEEN: char = '\0';

/// What a story introduces, each once and as [`Introduction::read`] reads it.
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

/// How a full name goes with a short one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Manner {
    /// It spells it out: `International Monetary Fund` the `IMF`.
    Expansion,
    /// It begins with it: `Volkswagen AG`, `Ford Motor Co`.
    Longer,
}

impl Manner {
    /// `None` where the one is no short name that tells of the other: `The Fund`. A name that is all capitals is a
    /// headline's, and no full one.
    fn of(short: &str, full: &str) -> Option<Self> {
        if !full.chars().any(char::is_lowercase) {
            return None;
        }
        let (short_words, full_words) = (words(short), words(full));
        if full_words.len() <= short_words.len() || short_words.is_empty() {
            None
        } else if full_words.starts_with(&short_words) {
            Some(Self::Longer)
        } else {
            is_acronym(short).then_some(Self::Expansion)
        }
    }
}

/// Two capitals or more and nothing in small letters, in one word.
fn is_acronym(short: &str) -> bool {
    let capitals = short.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 && !short.chars().any(|c| c.is_lowercase() || c == ' ')
}

/// A short name and a full one of a story, and what tells them from others.
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
    /// What is in the column.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (short, full) = text.split_once(BETWEEN)?;
        Some(Self {
            key: Self::key_of(short),
            full: full.to_owned(),
            ident: ident(full),
            manner: Manner::of(short, full)?,
        })
    }

    /// What is the same for `E.U.` and `EU`.
    pub(crate) fn key_of(short: &str) -> String {
        short.replace('.', "")
    }

    /// Whether the full name does not just begin with the short one.
    pub(crate) fn is_spelt_out(&self) -> bool {
        self.manner == Manner::Expansion
    }
}

/// What is the same for `Organization of Labor Exchanges Inc.` and `Organisation for Labor Exchange`.
pub(super) fn ident(name: &str) -> String {
    let mut words = words(name);
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

/// The words of a name, folded, letters and digits alone; stops part none.
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

/// What says that a company is one, at the end of its name.
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

/// What a name may have or not.
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
