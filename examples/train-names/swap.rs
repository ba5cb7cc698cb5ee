//! Copies of stories with other names in the same places: what is around a name must tell its sort, not the name alone.
//!
//! Within a story a name is always swapped for the same one, and a person's names word by word, so that `Musk` still is
//! `Elon Musk`.

use std::collections::HashMap;

use dateline::annotate::entities::name_rules::{GERMAN, NameRules, SPANISH};
use dateline::annotate::entities::tag::Sort;
use dateline::story::Kind;

use crate::compose::Writer;
use crate::gold::Story;
use crate::random::Random;

/// So many in a hundred organisations and places are swapped; people are all.
const SHARE: usize = 60;

/// How much a copy counts beside its story.
const WEIGHT: f32 = 0.4;

/// Copies of each of the stories but tweets, so many.
pub(crate) fn copies(
    stories: &[Story],
    rules: &'static NameRules,
    writer: &mut Writer,
    times: usize,
) -> Vec<Story> {
    let mut random = Random::new(5);
    let mut copy = |story: &Story| {
        let mut swapped = HashMap::new();
        let mut text = String::new();
        let mut names = Vec::new();
        let mut from = 0;
        for (start, end, sort) in &story.names {
            text += &story.text[from..*start];
            let begin = text.len();
            let name = &story.text[*start..*end];
            text += &swap(name, *sort, rules, &mut swapped, writer, &mut random);
            names.push((begin, text.len(), *sort));
            from = *end;
        }
        Story {
            text: text + &story.text[from..],
            names,
            weight: story.weight * WEIGHT,
            ..story.clone()
        }
    };
    let stories = stories.iter().filter(|story| !story.is_tweets());
    let stories: Vec<&Story> = stories.collect();
    let all = (0..times).flat_map(|_| stories.iter().copied());
    all.map(&mut copy).collect()
}

/// The name that stands for `name` in this copy, with the `s` of the genitive where that has one.
fn swap(
    name: &str,
    sort: Sort,
    rules: &'static NameRules,
    swapped: &mut HashMap<String, String>,
    writer: &mut Writer,
    random: &mut Random,
) -> String {
    if rules.number == GERMAN.number
        && let Some(bare) = genitive(name, sort, writer)
    {
        let new = swap(bare, sort, rules, swapped, writer, random);
        let sounds_so = new.ends_with(['s', 'z', 'x', 'ß']);
        return if sounds_so { new } else { new + "s" };
    }
    let new = match sort {
        Sort::Kind(Kind::Person) => swap_person(name, rules, swapped, writer),
        Sort::Kind(kind) => {
            let known = swapped.get(name).cloned();
            let new = known.unwrap_or_else(|| other(name, kind, writer, random));
            swapped.insert(name.to_owned(), new.clone());
            new
        }
        Sort::Other => return name.to_owned(),
    };
    let is_all_capitals_line = name.len() > 5 && !name.contains(char::is_lowercase);
    if is_all_capitals_line {
        new.to_uppercase()
    } else {
        new
    }
}

/// The bare name that has the `s` of the genitive, by the lists.
fn genitive<'n>(name: &'n str, sort: Sort, writer: &Writer) -> Option<&'n str> {
    let lists: &[&str] = match sort {
        Sort::Kind(Kind::Person) => &["family", "given"],
        Sort::Kind(Kind::Place) => &["country", "city", "town", "region"],
        _ => return None,
    };
    let last = name.rsplit(' ').next()?;
    let is_listed = |word: &str| lists.iter().any(|list| writer.knows(list, word));
    let bare = last.strip_suffix('s')?;
    (!is_listed(last) && is_listed(bare))
        .then(|| name.strip_suffix('s'))
        .flatten()
}

/// Each word of a person's name for another; what is too short to be one stays.
fn swap_person(
    name: &str,
    rules: &'static NameRules,
    swapped: &mut HashMap<String, String>,
    writer: &mut Writer,
) -> String {
    let mut swap = |writer: &mut Writer, word: &str, list: &str| {
        if word.len() <= 3 || !word.starts_with(char::is_uppercase) {
            return word.to_owned();
        }
        let known = swapped.get(word).cloned();
        let new = known.unwrap_or_else(|| writer.write(list, 0));
        swapped.insert(word.to_owned(), new.clone());
        new
    };
    let (given, family) = name.rsplit_once(' ').unwrap_or(("", name));
    let list = |writer: &Writer, at: usize, word: &str| {
        let has_two = rules.number == SPANISH.number && at > 0 && !writer.knows("given", word);
        if has_two { "family" } else { "given" }
    };
    let mut words = Vec::new();
    for (at, word) in given.split_whitespace().enumerate() {
        words.push(swap(writer, word, list(writer, at, word)));
    }
    words.push(swap(writer, family, "family"));
    words.join(" ")
}

/// Another organisation or place, alike in looks, or the same one.
fn other(name: &str, kind: Kind, writer: &mut Writer, random: &mut Random) -> String {
    if random.below(100) >= SHARE {
        return name.to_owned();
    }
    let is_lone = !name.contains(' ');
    let is_acronym = is_lone && name.chars().all(|c| !c.is_lowercase());
    let symbol = match (kind, random.below(10)) {
        (Kind::Org, _) if is_acronym => "acronym",
        (Kind::Org, 0..5) if is_lone => "coined",
        (Kind::Org, _) if is_lone => "org",
        (Kind::Org, 0..6) => "companyname",
        (Kind::Org, _) => "org",
        (_, _) if is_acronym => return name.to_owned(),
        (_, 0..3) => "city",
        (_, 3..5) => "country",
        (_, 5) => "region",
        (_, _) => "town",
    };
    writer.write(symbol, 0)
}
