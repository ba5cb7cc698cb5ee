//! Locates the places that a story names, and finds which countries it mentions.
//!
//! 1. [`gazetteer`] lists the places of the world by name; [`key`] defines how a name is looked up.
//! 2. [`container`] reads a region or country directly after a place: `Paris, Texas`.
//! 3. [`peoples`] counts mentions of peoples: `Canadian` is evidence for Canada, and so are `canadienses` and
//!    `kanadische`.
//! 4. [`choose`] picks one of the places of a name: the one that lies in the place after it, else one in the country
//!    that the story is about, else the one with the most people.
//!
//! A place that is not in the gazetteer has no location: nothing is made up. The countries are in the index;
//! coordinates are worked out from the annotated story when somebody asks.

use rustc_hash::FxHashMap;

use crate::story::{AnnotatedStory, Country, Places};
use gazetteer::{Gazetteer, Known, PlaceType};
use key::Key;

mod choose;
mod container;
pub mod gazetteer;
pub mod key;
mod peoples;

#[cfg(test)]
mod tests;

/// Where the places of a story lie, and the countries it speaks of. Takes time in proportion to the story.
pub fn places(annotated: &AnnotatedStory) -> Places {
    let peoples = peoples::peoples(annotated);
    let chosen = choose::choose(annotated, &peoples, Gazetteer::built_in());
    let located = chosen.iter().map(|known| known.as_ref()?.location());
    Places {
        located: located.collect(),
        countries: count_countries(annotated, &chosen, peoples),
    }
}

/// The countries that a story speaks of, most often named first, then by code: those of its places, and those of the
/// peoples it speaks of.
pub fn countries(annotated: &AnnotatedStory) -> Vec<Country> {
    let peoples = peoples::peoples(annotated);
    let chosen = choose::choose(annotated, &peoples, Gazetteer::built_in());
    let counted = count_countries(annotated, &chosen, peoples).into_iter();
    counted.map(|(country, _)| country).collect()
}

/// Whether the gazetteer has a place of this name.
pub(crate) fn is_place(name: &str) -> bool {
    let mut key = Key::default();
    Gazetteer::built_in().find(key.of(name)).next().is_some()
}

/// The country of a code of ISO 3166-1 or a name, `DE` or `Germany` or `German`, in Spanish and German, too; `None`
/// where no country is known by it.
///
/// ```
/// use dateline::annotate::places::country;
/// for name in ["de", "Germany", "Germans", "alemanes", "Federal Republic of Germany"] {
///     assert_eq!(country(name).unwrap().code(), "DE", "{name}");
/// }
/// assert_eq!(country("UK").unwrap().code(), "GB");
/// assert_eq!(country("Georgia").unwrap().code(), "GE");
/// assert_eq!(country("Texas"), None);
/// ```
pub fn country(name: &str) -> Option<Country> {
    let code = name.trim().to_ascii_uppercase();
    let code = code.as_bytes().try_into().ok().and_then(Country::new);
    let of_code = code.filter(|code| {
        let mut all = Gazetteer::built_in().iter().flat_map(|(_, places)| places);
        all.any(|known| known.what == PlaceType::Country && known.country == *code)
    });
    let mut key = Key::default();
    let named = |is_it: fn(PlaceType) -> bool, key: &str| {
        let mut known = Gazetteer::built_in().find(key);
        known
            .find(|known| is_it(known.what))
            .map(|known| known.country)
    };
    of_code.or_else(|| {
        let key = key.of(name);
        named(|what| what == PlaceType::Country, key).or_else(|| named(PlaceType::is_people, key))
    })
}

fn count_countries(
    annotated: &AnnotatedStory,
    chosen: &[Option<Known>],
    peoples: FxHashMap<Country, u32>,
) -> Vec<(Country, u32)> {
    let mut weights = peoples;
    for mention in &annotated.names.mentions {
        if let Some(Some(known)) = chosen.get(mention.entity as usize) {
            *weights.entry(known.country).or_default() += 1;
        }
    }
    let mut weights: Vec<_> = weights.into_iter().collect();
    weights.sort_by_key(|(country, times)| (std::cmp::Reverse(*times), *country));
    weights
}
