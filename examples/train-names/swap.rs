//! Copies of stories with other names in the same places: what is around a name must tell its sort, not the name alone.
//!
//! Within a story a name is always swapped for the same one, and a person's names word by word, so that `Musk` still is
//! `Elon Musk`.

use std::collections::HashMap;

use dateline::annotate::entities::tag::Sort;
use dateline::story::Kind;

use crate::compose::Writer;
use crate::gold::Story;
use crate::random::Random;

/// So many in a hundred organisations and places are swapped; people are all.
const SHARE: usize = 60;

/// How much a copy counts beside its story.
const WEIGHT: f32 = 0.4;

/// A copy of each of the stories but tweets.
pub(crate) fn copies(stories: &[Story], writer: &mut Writer) -> Vec<Story> {
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
            text += &swap(name, *sort, &mut swapped, writer, &mut random);
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
    stories.map(&mut copy).collect()
}

/// The name that stands for `name` in this copy.
fn swap(
    name: &str,
    sort: Sort,
    swapped: &mut HashMap<String, String>,
    writer: &mut Writer,
    random: &mut Random,
) -> String {
    let new = match sort {
        Sort::Kind(Kind::Person) => swap_person(name, swapped, writer),
        Sort::Kind(kind) => {
            let known = swapped.get(name).cloned();
            let new = known.unwrap_or_else(|| other(name, kind, writer, random));
            swapped.insert(name.to_owned(), new.clone());
            new
        }
        Sort::Other => return name.to_owned(),
    };
    let is_shouted = name.len() > 5 && !name.contains(char::is_lowercase);
    if is_shouted { new.to_uppercase() } else { new }
}

/// Each word of a person's name for another; what is too short to be one stays.
fn swap_person(name: &str, swapped: &mut HashMap<String, String>, writer: &mut Writer) -> String {
    let mut swap = |word: &str, list: &str| {
        if word.len() <= 3 || !word.starts_with(char::is_uppercase) {
            return word.to_owned();
        }
        let known = swapped.get(word).cloned();
        let new = known.unwrap_or_else(|| writer.write(list, 0));
        swapped.insert(word.to_owned(), new.clone());
        new
    };
    let (given, family) = name.rsplit_once(' ').unwrap_or(("", name));
    let mut words: Vec<String> = given
        .split_whitespace()
        .map(|word| swap(word, "given"))
        .collect();
    words.push(swap(family, "family"));
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
