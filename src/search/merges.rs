//! Proposes lines for `[merge]` in `names.toml`: a surname that stands alone in some stories, with the full name that
//! nearly all stories with a full name of that surname have; an acronym, with what nearly all stories spell it out as.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::query_terms::folded_words;
use super::tally::Values;
use super::{LocalSearch, SearchError};
use crate::index::{INTRODUCED, Introduction};
use crate::query::Query;
use crate::story::{Entity, Kind};

/// At least so many tenths of the stories with any full name for the short one must have this full name.
const TENTHS: u64 = 9;
/// At least so many stories must have the full name.
const LEAST: u64 = 3;

/// A short name that very likely is the short form of a full one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The short name.
    pub short: Entity,
    /// How many stories have it without a longer form.
    pub alone: u64,
    /// The full name.
    pub full: Entity,
    /// How many stories have the full name.
    pub stories: u64,
    /// How many stories have any full name that the short one can stand for, counted once for each such name.
    pub of: u64,
}

impl LocalSearch {
    /// Whether `names.toml` has merges already.
    pub fn has_merges(&self) -> bool {
        self.archive().corrections.merges()
    }

    /// The proposed merges, those of most stories first: people by their surname, organisations by the words they begin
    /// with and by their acronyms.
    pub fn merges(&self) -> Result<Vec<Merge>, SearchError> {
        let mut merges = Vec::new();
        for kind in [Kind::Person, Kind::Org] {
            let values = Values::named(&[kind], self.archive());
            let counted = self.collect(&Query::All, &values)?.having(1)?.into_iter();
            let counted = counted.filter_map(|(text, stories)| Some((text.parse().ok()?, stories)));
            let counted: Vec<(Entity, u64)> = counted.collect();
            merges.extend(proposed(kind, &counted));
            if kind == Kind::Org {
                let introductions = self.collect(&Query::All, &Values::of(INTRODUCED))?;
                merges.extend(spelt_out(&counted, &introductions.having(1)?));
            }
        }
        merges.sort_unstable_by(|a, b| {
            (Reverse(a.alone), &a.short).cmp(&(Reverse(b.alone), &b.short))
        });
        Ok(merges)
    }
}

/// The acronyms that stand alone, with the full name that nearly all stories spell them out as.
fn spelt_out(counted: &[(Entity, u64)], introductions: &[(String, u64)]) -> Vec<Merge> {
    let mut by_short: FxHashMap<String, Vec<(Introduction, u64)>> = FxHashMap::default();
    for (text, stories) in introductions {
        if let Some(introduction) = Introduction::read(text)
            && introduction.is_spelt_out()
        {
            let of_short = by_short.entry(introduction.key.clone()).or_default();
            of_short.push((introduction, *stories));
        }
    }
    let mut merges = Vec::new();
    for (short, alone) in counted {
        let Some(meanings) = by_short.get(&Introduction::key_of(&short.name)) else {
            continue;
        };
        let of = meanings.iter().map(|(_, stories)| stories).sum();
        let stories_of = |ident: &str| {
            let same = meanings.iter().filter(|(other, _)| other.ident == ident);
            same.map(|(_, stories)| stories).sum::<u64>()
        };
        let best = meanings.iter().max_by_key(|(introduction, written)| {
            let stories = stories_of(&introduction.ident);
            (stories, *written, Reverse(&introduction.full))
        });
        let best = best.map(|(introduction, _)| (introduction, stories_of(&introduction.ident)));
        if let Some((introduction, stories)) = best
            && stories >= LEAST
            && stories * 10 >= of * TENTHS
        {
            merges.push(Merge {
                short: short.clone(),
                alone: *alone,
                full: Entity {
                    kind: Kind::Org,
                    name: introduction.full.clone(),
                },
                stories,
                of,
            });
        }
    }
    merges
}

fn proposed(kind: Kind, counted: &[(Entity, u64)]) -> Vec<Merge> {
    // The full names, by the short name each would have.
    let mut full: FxHashMap<String, Vec<(&Entity, u64)>> = FxHashMap::default();
    for (entity, stories) in counted {
        let words = folded_words(&entity.name);
        let shorts: Vec<String> = match kind {
            Kind::Person => words.iter().skip(1).last().cloned().into_iter().collect(),
            _ => (1..words.len())
                .filter_map(|length| Some(words.get(..length)?.join(" ")))
                .collect(),
        };
        for short in shorts {
            full.entry(short).or_default().push((entity, *stories));
        }
    }
    let mut merges = Vec::new();
    for (short, alone) in counted {
        let Some(full) = full.get(&folded_words(&short.name).join(" ")) else {
            continue;
        };
        let of = full.iter().map(|(_, stories)| stories).sum();
        let best = full
            .iter()
            .max_by_key(|(entity, stories)| (*stories, Reverse(*entity)));
        if let Some((full, stories)) = best
            && *stories >= LEAST
            && stories * 10 >= of * TENTHS
        {
            merges.push(Merge {
                short: short.clone(),
                alone: *alone,
                full: (*full).clone(),
                stories: *stories,
                of,
            });
        }
    }
    merges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, names: &[(&str, u64)], expected: &[(&str, &str)]) {
        let counted = |(name, stories): &(&str, u64)| {
            let name = (*name).to_owned();
            (Entity { kind, name }, *stories)
        };
        let merges = proposed(kind, &names.iter().map(counted).collect::<Vec<_>>());
        let mut found: Vec<_> = merges
            .iter()
            .map(|merge| (merge.short.name.as_str(), merge.full.name.as_str()))
            .collect();
        found.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_surname_is_whom_nearly_all_stories_mean() {
        check(
            Kind::Person,
            &[
                ("Musk", 4),
                ("Elon Musk", 19),
                ("Jean Musk", 1),
                ("Bush", 9),
                ("George Bush", 50),
                ("Jeb Bush", 20),
                ("Breton", 1),
                ("Thierry Breton", 2),
            ],
            &[("Musk", "Elon Musk")],
        );
    }

    #[test]
    fn an_acronym_is_what_nearly_all_make_of_it() {
        let org = |name: &str| Entity {
            kind: Kind::Org,
            name: name.to_owned(),
        };
        let counted = [(org("H.W."), 3), (org("NL"), 2), (org("HB"), 9)];
        let told = [
            ("HW\0Harbour Wire", 2),
            ("HW\0Harbour Wire Inc", 3),
            ("HW\0HW Holdings Ltd", 4),
            ("NL\0Northern Ledger", 5),
            ("NL\0Northern Line", 5),
            ("HB\0Harbour Bank", 2),
        ];
        let told = told.map(|(told, stories)| (told.to_owned(), stories));
        let expected = Merge {
            short: org("H.W."),
            alone: 3,
            full: org("Harbour Wire Inc"),
            stories: 5,
            of: 5,
        };
        assert_eq!(spelt_out(&counted, &told), [expected]);
    }

    #[test]
    fn an_organisation_begins_as_it_is_called() {
        check(
            Kind::Org,
            &[
                ("Harbour", 4),
                ("Harbour Wire", 30),
                ("Wire", 2),
                ("Northern", 3),
                ("Northern Ledger", 5),
                ("Northern Rail", 5),
            ],
            &[("Harbour", "Harbour Wire")],
        );
    }
}
