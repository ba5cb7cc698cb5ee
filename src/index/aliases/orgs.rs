//! Finds the full names of organisations whose short names stand alone: `IMF`, `Volkswagen`.
//!
//! Other stories in the same language introduce them. Full names that spell the short one out are considered first. If
//! there are none, a full name that begins with the short one counts: `Volkswagen AG` for `Volkswagen`, if nearly all
//! stories that introduce the short name agree.

use std::cell::OnceCell;
use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::{DocId, SegmentOrdinal};

use super::find::{Alone, FoundAlias, LEAST, are_nearly_all};
use super::introduced::{Introduction, Manner, ident};
use super::segment::{Listed, Segment, all_texts};
use super::window::{Change, Window};
use crate::index::IndexError;
use crate::story::Kind;

/// At least so many stories must give a full name that begins with the short one.
const LEAST_LONGER: u32 = 5;
/// And at least one for every so many stories with the short name alone; otherwise people hardly mean that full name by
/// it.
const MOST_ALONE: u32 = 10;

/// The short names that are taken for organisations, from all segments and the names of their organisations.
pub(super) fn aliases(
    segments: &[Segment<'_>],
    listed: &[Listed],
) -> Result<Vec<FoundAlias>, IndexError> {
    let mut families = Families::default();
    let mut languages = Vec::new();
    for segment in segments {
        languages.push(families.collect_introductions(segment)?);
    }
    for ((segment, listed), languages) in segments.iter().zip(listed).zip(&languages) {
        families.collect_alone(segment, listed, languages);
    }
    let mut found = families.resolve();
    let idents: Vec<Idents<'_>> = listed.iter().map(Idents::of).collect();
    found.retain(|(alone, verdict)| {
        let place = usize::try_from(alone.segment).unwrap_or(usize::MAX);
        let has_other = |segment: &Segment<'_>, idents: &Idents<'_>| {
            let names = segment.entities(alone.doc);
            let mut names = names.filter_map(|number| idents.get(number));
            names.any(|(name, ident)| *name != alone.short && *ident == verdict.ident)
        };
        // A story that uses the full name itself, but for something else, knows best.
        let at = segments.get(place).zip(idents.get(place));
        at.is_some_and(|(segment, idents)| !has_other(segment, idents))
    });
    let mut times: FxHashMap<(SegmentOrdinal, DocId, &str), u32> = FxHashMap::default();
    for (alone, verdict) in &found {
        let name = (alone.segment, alone.doc, verdict.full.as_str());
        *times.entry(name).or_default() += 1;
    }
    let twice = times.into_iter().filter(|(_, times)| *times > 1);
    let twice: FxHashSet<(SegmentOrdinal, DocId, String)> = twice
        .map(|((segment, doc, full), _)| (segment, doc, full.to_owned()))
        .collect();
    let once = found.into_iter().filter(|(alone, verdict)| {
        !twice.contains(&(alone.segment, alone.doc, verdict.full.clone()))
    });
    let aliases = once.map(|(alone, verdict)| {
        let Verdict {
            full, stories, of, ..
        } = verdict;
        FoundAlias::of(alone, Kind::Org, full, stories, of)
    });
    Ok(aliases.collect())
}

/// The names of a segment's organisations, each with its [`ident`], computed when first needed.
struct Idents<'l> {
    listed: &'l Listed,
    idents: Vec<OnceCell<String>>,
}

impl<'l> Idents<'l> {
    fn of(listed: &'l Listed) -> Self {
        Self {
            listed,
            idents: vec![OnceCell::new(); listed.names.len()],
        }
    }

    /// The name and ident of an entity, by its number.
    fn get(&self, number: u64) -> Option<(&String, &String)> {
        let place = self.listed.place(number)?;
        let name = self.listed.names.get(place)?;
        Some((name, self.idents.get(place)?.get_or_init(|| ident(name))))
    }
}

/// All stories with a short name, alone or with a full one, by language.
#[derive(Default)]
struct Families {
    languages: Vec<String>,
    families: Vec<FxHashMap<String, Family>>,
}

/// The index in [`Families`] of each language of a segment.
type Languages = Vec<usize>;

impl Families {
    /// Collects what the stories of a segment introduce.
    fn collect_introductions(&mut self, segment: &Segment<'_>) -> Result<Languages, IndexError> {
        let Some(column) = &segment.language else {
            return Ok(Languages::new());
        };
        let languages: Languages = all_texts(column)?
            .into_iter()
            .map(|language| self.language(language))
            .collect();
        let Some(introduced) = &segment.introduced else {
            return Ok(languages);
        };
        let read: Vec<Option<Introduction>> = all_texts(introduced)?
            .iter()
            .map(|text| Introduction::read(text))
            .collect();
        let mut inside: Vec<&Introduction> = Vec::new();
        for (doc, published) in segment.published() {
            let Some(families) = language_of(segment, &languages, doc)
                .and_then(|language| self.families.get_mut(language))
            else {
                continue;
            };
            inside.clear();
            let numbers = introduced.ords().values_for_doc(doc);
            inside.extend(numbers.filter_map(|number| {
                let place = usize::try_from(number).ok()?;
                read.get(place)?.as_ref()
            }));
            for (place, introduction) in inside.iter().enumerate() {
                // A story counts once for each organisation, however often and in whatever form it writes the names.
                let is_same = |other: &&Introduction| {
                    (&other.key, &other.ident) == (&introduction.key, &introduction.ident)
                };
                if !inside.iter().take(place).any(is_same) {
                    let family = families.entry(introduction.key.clone()).or_default();
                    let introduction = (*introduction).clone();
                    family.introductions.push((published, introduction));
                }
            }
        }
        Ok(languages)
    }

    fn language(&mut self, language: String) -> usize {
        let known = self.languages.iter().position(|known| *known == language);
        known.unwrap_or_else(|| {
            self.languages.push(language);
            self.families.push(FxHashMap::default());
            self.languages.len() - 1
        })
    }

    /// Collects the short names that stand alone in the stories of a segment.
    fn collect_alone(&mut self, segment: &Segment<'_>, listed: &Listed, languages: &Languages) {
        let keys = listed.names.iter().map(|name| {
            let key = Introduction::key_of(name);
            let mut families = self.families.iter();
            families
                .any(|families| families.contains_key(&key))
                .then_some(key)
        });
        let keys: Vec<Option<String>> = keys.collect();
        for (doc, published) in segment.published() {
            let Some(families) = language_of(segment, languages, doc)
                .and_then(|language| self.families.get_mut(language))
            else {
                continue;
            };
            for place in segment
                .entities(doc)
                .filter_map(|number| listed.place(number))
            {
                let family = keys.get(place).and_then(Option::as_ref);
                let family = family.and_then(|key| families.get_mut(key));
                if let (Some(family), Some(short)) = (family, listed.names.get(place)) {
                    let alone = Alone {
                        published,
                        segment: segment.ordinal,
                        doc,
                        short: short.clone(),
                    };
                    family.alone.push((alone, None));
                }
            }
        }
    }

    /// The meanings of the short names that stand alone, where they are clear.
    fn resolve(self) -> Vec<(Alone, Verdict)> {
        let mut found = Vec::new();
        for mut families in self.families {
            let mut spelt_out = Vec::new();
            for family in families.values_mut() {
                family
                    .introductions
                    .sort_by_key(|(published, _)| *published);
                family.resolve(Manner::Expansion);
                let alone = std::mem::take(&mut family.alone);
                for (alone, verdict) in alone {
                    match verdict {
                        Some(verdict) => spelt_out.push((alone, verdict)),
                        None => family.alone.push((alone, None)),
                    }
                }
            }
            // A short name may be spelt out as another short name: GM, General Motors, General Motors Corp.
            for (alone, verdict) in spelt_out {
                match families.get_mut(&Introduction::key_of(&verdict.full)) {
                    Some(family) => family.alone.push((alone, Some(verdict))),
                    None => found.push((alone, verdict)),
                }
            }
            for mut family in families.into_values() {
                family.resolve(Manner::Longer);
                let resolved = family.alone.into_iter();
                found.extend(resolved.filter_map(|(alone, verdict)| Some((alone, verdict?))));
            }
        }
        found
    }
}

/// The index in [`Families`] of a document's language.
fn language_of(segment: &Segment<'_>, languages: &Languages, doc: DocId) -> Option<usize> {
    let number = segment.language.as_ref()?.ords().first(doc)?;
    languages.get(usize::try_from(number).ok()?).copied()
}

/// The stories of one language with one short name.
#[derive(Default)]
struct Family {
    /// Those that introduce it: when the story was published, and the introduction.
    introductions: Vec<(i64, Introduction)>,
    /// Those that have it alone, with its meaning as far as known.
    alone: Vec<(Alone, Option<Verdict>)>,
}

/// The meaning of a short name in a story, and how many of how many stories near it agree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Verdict {
    full: String,
    ident: String,
    stories: u32,
    of: u32,
}

impl Family {
    /// Goes through the stories with the short name alone in order of day, and resolves each by the stories near it. A
    /// meaning that is already known is kept if nothing is clear.
    fn resolve(&mut self, manner: Manner) {
        self.alone.sort_unstable();
        let days = self.alone.iter().map(|(alone, _)| (alone.published, ()));
        let days: Vec<(i64, ())> = days.collect();
        let mut alone_near = Window::of(&days);
        let mut around = Window::of(&self.introductions);
        let mut near = Near::default();
        for (alone, verdict) in &mut self.alone {
            around.move_to(alone.published, |change, introduction| {
                near.change(change, introduction);
            });
            alone_near.move_to(alone.published, |_, ()| ());
            let most_alone = u32::try_from(alone_near.count()).unwrap_or(u32::MAX);
            if let Some(clear) = near.most(manner, most_alone) {
                *verdict = Some(clear);
            }
        }
    }
}

/// The introductions in near stories: by manner and organisation, then as written.
#[derive(Default)]
struct Near<'f> {
    meanings: FxHashMap<(Manner, &'f str), Meaning<'f>>,
}

#[derive(Default)]
struct Meaning<'f> {
    stories: u32,
    written: FxHashMap<&'f str, u32>,
}

impl<'f> Near<'f> {
    fn change(&mut self, change: Change, introduction: &'f Introduction) {
        let Introduction {
            full,
            ident,
            manner,
            ..
        } = introduction;
        let meaning = self.meanings.entry((*manner, ident)).or_default();
        let written = meaning.written.entry(full).or_default();
        match change {
            Change::Comes => {
                meaning.stories += 1;
                *written += 1;
            }
            Change::Goes => {
                meaning.stories -= 1;
                *written -= 1;
            }
        }
    }

    /// The organisation that nearly all agree on, with its name as most write it; `alone` stories have the short name
    /// alone.
    fn most(&self, manner: Manner, alone: u32) -> Option<Verdict> {
        let of = |manner: Manner| {
            let meanings = self.meanings.iter();
            let stories = meanings
                .filter(|((of, _), _)| *of == manner)
                .map(|(_, meaning)| meaning.stories);
            stories.sum::<u32>()
        };
        let of = match manner {
            Manner::Expansion => of(Manner::Expansion),
            Manner::Longer => of(Manner::Expansion) + of(Manner::Longer),
        };
        let meanings = self.meanings.iter();
        let ((_, ident), Meaning { stories, written }) = meanings
            .filter(|((of, _), _)| *of == manner)
            .max_by_key(|(_, meaning)| meaning.stories)?;
        let is_enough = match manner {
            Manner::Expansion => *stories >= LEAST,
            Manner::Longer => {
                *stories >= LEAST_LONGER && stories.saturating_mul(MOST_ALONE) >= alone
            }
        };
        if !is_enough || !are_nearly_all(*stories, of) {
            return None;
        }
        let (full, _) = written
            .iter()
            .max_by_key(|(full, stories)| (**stories, Reverse(**full)))?;
        Some(Verdict {
            full: (*full).to_owned(),
            ident: (*ident).to_owned(),
            stories: *stories,
            of,
        })
    }
}
