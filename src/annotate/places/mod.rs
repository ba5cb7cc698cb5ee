//! Where the places lie that a story names, and which countries it speaks of.
//!
//! 1. [`gazetteer`] says which places of the world have a name; [`key`] how a name is looked up.
//! 2. [`behind`] reads the place that stands right behind another: `Paris, Texas`.
//! 3. [`peoples`] counts the peoples that a story speaks of: `Canadian` leads to Canada.
//! 4. [`choose`] picks one of the places of a name: the one that the place behind it holds, else one in the country that
//!    the story speaks of, else the one with the most people.
//!
//! A place that the gazetteer does not have lies nowhere: nothing is made up. All is read from the annotated story when
//! somebody asks; the index holds none of it.

use rustc_hash::FxHashMap;

use crate::story::{AnnotatedStory, Country, Location, Places};
use gazetteer::Gazetteer;

mod behind;
mod choose;
pub mod gazetteer;
pub mod key;
mod peoples;

#[cfg(test)]
mod tests;

/// Where the places of a story lie, and the countries it speaks of.
pub fn places(annotated: &AnnotatedStory) -> Places {
    let located = locate(annotated);
    let countries = countries(annotated, &located);
    Places { located, countries }
}

/// For each entity of the story, in their order, where it lies, if it is a place and known. Takes time in proportion to
/// the story.
pub fn locate(annotated: &AnnotatedStory) -> Vec<Option<Location>> {
    let chosen = choose::choose(annotated, Gazetteer::world());
    let locations = chosen.into_iter().map(|known| known?.location());
    locations.collect()
}

/// The countries that a story speaks of, and how often it names them, places in them, or their people; most often first,
/// then by code. `located` is what [`locate`] says of it.
pub fn countries(annotated: &AnnotatedStory, located: &[Option<Location>]) -> Vec<(Country, u32)> {
    let mut weights: FxHashMap<Country, u32> = FxHashMap::default();
    for mention in &annotated.names.mentions {
        if let Some(Some(location)) = located.get(mention.entity as usize) {
            *weights.entry(location.country).or_default() += 1;
        }
    }
    for (country, times) in peoples::peoples(annotated, Gazetteer::world()) {
        *weights.entry(country).or_default() += times;
    }
    let mut weights: Vec<_> = weights.into_iter().collect();
    weights.sort_by_key(|(country, times)| (std::cmp::Reverse(*times), *country));
    weights
}
