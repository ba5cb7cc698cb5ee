//! Chooses which of the places of one name a story means.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::container::container;
use super::gazetteer::{Gazetteer, Known, PlaceType};
use super::key::Key;
use crate::story::{AnnotatedStory, Country, Kind};

/// What a place gains if all other evidence in the story is for its country, in powers of ten of its population: it
/// then beats one with fifteen times its people. London, Ontario, has a twentieth of the people of the other London.
const COUNTRY: f64 = 1.2;
/// What it gains in addition if all evidence is for its region.
const REGION: f64 = 1.5;
/// A region that has the name of a town is meant less often than its population suggests: `New York`.
const REGION_NAMED: f64 = -1.0;
/// A capital is in the news more often than its population suggests.
const CAPITAL: f64 = 0.3;
/// A name is evidence for a country if the place it most likely means has ten times the people of any in another
/// country.
const SURE: f64 = 1.0;
/// A town of fewer people is not meant in a story that mentions only other countries: then it is something else of that
/// name, `Lake Geneva`.
const SMALL: u32 = 50_000;
/// A town of fewer than this is meant only if the story also mentions its region: `White House` is not a town in
/// Tennessee.
const TINY: u32 = 20_000;
/// The population that is assumed if it is unknown.
const FEWEST: u32 = 1000;
/// The least population that is assumed for a region, even an empty one: `Yukon` is not a town in Oklahoma.
const FEWEST_IN_REGION: u32 = 500_000;
/// The least population that is assumed for a country: small ones are in the news too.
const FEWEST_IN_COUNTRY: u32 = 1_000_000;

/// For each entity of the story, the place that it means; `None` if it is not a place or not known. `peoples` is how
/// often the story mentions the people of each country.
pub(super) fn choose(
    annotated: &AnnotatedStory,
    peoples: &FxHashMap<Country, u32>,
    world: Gazetteer<'_>,
) -> Vec<Option<Known>> {
    let mut key = Key::default();
    let entities = annotated.names.entities.iter();
    let mut named: Vec<NamedPlace> = entities
        .map(|entity| match entity.kind {
            Kind::Place => NamedPlace::of(&entity.name, world, &mut key),
            _ => NamedPlace::default(),
        })
        .collect();
    for mention in &annotated.names.mentions {
        let Some(named) = named.get_mut(mention.entity as usize) else {
            continue;
        };
        named.times += 1;
        if !named.candidates.is_empty() && !named.is_located {
            let text = annotated.story.text(mention.field);
            let rest = text.get(mention.span.end()..).unwrap_or_default();
            named.keep_within(&container(rest, world, &mut key));
        }
    }
    let mut evidence = Evidence::default();
    for (country, times) in peoples {
        let country = *country;
        evidence.add(Locality { country, region: 0 }, *times);
    }
    let locality: Vec<Option<Locality>> = named.iter().map(NamedPlace::locality).collect();
    for (named, locality) in named.iter().zip(&locality) {
        if let Some(locality) = locality {
            evidence.add(*locality, named.times);
        }
    }
    let chosen = named.iter().zip(locality).map(|(named, locality)| {
        // A name must not be evidence for itself.
        let other = OtherEvidence::of(&evidence, locality, named.times);
        let best = named.best(|known| prior(known) + other.gain(known))?;
        (named.is_located || other.is_plausible(&best)).then_some(best)
    });
    chosen.collect()
}

/// An entity, and the places that it may mean.
#[derive(Default)]
struct NamedPlace {
    /// The largest first, of each extent.
    candidates: Vec<Known>,
    /// Whether a place that contains it follows it in the text.
    is_located: bool,
    times: u32,
}

impl NamedPlace {
    fn of(name: &str, world: Gazetteer<'_>, key: &mut Key) -> Self {
        let mut named = Self::default();
        let mut find = |name: &str, is_meant: fn(PlaceType) -> bool| {
            let found = world
                .find(key.of(name))
                .filter(|known| is_meant(known.what));
            found.collect::<Vec<Known>>()
        };
        named.candidates = find(name, |what| what != PlaceType::Letters && !what.is_people());
        if named.candidates.is_empty()
            && let Some(name) = name.strip_prefix("Republic of ")
        {
            named.candidates = find(name, |what| what == PlaceType::Country);
        }
        if named.candidates.is_empty()
            && let Some((name, last)) = name.rsplit_once(' ')
        {
            named.candidates = match last {
                "Province" | "State" | "Region" | "Oblast" | "Governorate" | "Prefecture" => {
                    find(name, |what| what == PlaceType::Region)
                }
                "City" => find(name, |what| {
                    matches!(what, PlaceType::Town | PlaceType::Capital)
                }),
                _ => Vec::new(),
            };
        }
        if named.candidates.is_empty()
            && let Some(comma) = name.find(',')
        {
            let (name, rest) = name.split_at(comma);
            named.candidates = find(name, |what| {
                matches!(what, PlaceType::Town | PlaceType::Capital)
            });
            named.keep_within(&container(rest, world, key));
            // The name itself says where the town is, so a town of that name elsewhere is not meant.
            if !named.is_located {
                named.candidates.clear();
            }
        }
        named
    }

    /// Keeps only the places that lie in one of `holders`, if any does.
    fn keep_within(&mut self, containers: &[Known]) {
        // `Cuba, Venezuela` are two countries, not Cuba's town.
        let is_country = |known: &Known| known.what == PlaceType::Country;
        let is_list = self.candidates.iter().any(is_country);
        let containers = containers
            .iter()
            .filter(|container| !(is_list && is_country(container)));
        let containers: Vec<&Known> = containers.collect();
        let is_within = |known: &Known| {
            containers
                .iter()
                .any(|container| known.is_within(container))
        };
        if self.candidates.iter().any(is_within) {
            self.candidates.retain(is_within);
            self.is_located = true;
        }
    }

    /// The country and region for which the name alone is evidence.
    fn locality(&self) -> Option<Locality> {
        let best = self.best(prior)?;
        let leads = |is_other: &dyn Fn(&Known) -> bool| {
            let mut others = self.candidates.iter().filter(|known| is_other(known));
            others.all(|other| prior(&best) - prior(other) >= SURE)
        };
        leads(&|other| other.country != best.country).then(|| Locality {
            country: best.country,
            region: if leads(&|other| other.region != best.region) {
                best.region
            } else {
                0
            },
        })
    }

    /// The best by `score`; the first of equals.
    fn best(&self, score: impl Fn(&Known) -> f64) -> Option<Known> {
        let by_score = |a: &&Known, b: &&Known| {
            let order = score(a).partial_cmp(&score(b));
            order.unwrap_or(Ordering::Equal)
        };
        self.candidates.iter().rev().max_by(by_score).copied()
    }
}

/// How likely a place is to be named, before the story is read.
fn prior(known: &Known) -> f64 {
    let people = |fewest| f64::from(known.population.max(fewest)).log10();
    match known.what {
        PlaceType::Country => people(FEWEST_IN_COUNTRY),
        PlaceType::Region => people(FEWEST_IN_REGION) + REGION_NAMED,
        PlaceType::Capital => people(FEWEST) + CAPITAL,
        _ => people(FEWEST),
    }
}

/// A country, and a region of it or 0, for which a name is evidence.
#[derive(Clone, Copy)]
struct Locality {
    country: Country,
    region: u16,
}

/// The evidence in a story for countries and regions.
#[derive(Default)]
struct Evidence {
    countries: FxHashMap<Country, u32>,
    regions: FxHashMap<u16, u32>,
    total: u32,
}

impl Evidence {
    fn add(&mut self, locality: Locality, times: u32) {
        *self.countries.entry(locality.country).or_default() += times;
        if locality.region != 0 {
            *self.regions.entry(locality.region).or_default() += times;
        }
        self.total += times;
    }
}

/// The evidence without that of one name.
struct OtherEvidence<'e> {
    evidence: &'e Evidence,
    own: Option<(Locality, u32)>,
}

impl<'e> OtherEvidence<'e> {
    fn of(evidence: &'e Evidence, locality: Option<Locality>, times: u32) -> Self {
        let own = locality.map(|locality| (locality, times));
        Self { evidence, own }
    }

    /// What a place gains by it.
    fn gain(&self, known: &Known) -> f64 {
        COUNTRY * self.share(self.in_country(known)) + REGION * self.share(self.in_region(known))
    }

    /// Whether a place is large enough to be meant, given the evidence for its country and region.
    fn is_plausible(&self, known: &Known) -> bool {
        if known.what != PlaceType::Town || known.population >= SMALL {
            return true;
        }
        let is_near = self.in_region(known) > 0;
        let is_in_play = self.total() == 0 || self.in_country(known) > 0;
        is_near || known.population >= TINY && is_in_play
    }

    fn in_country(&self, known: &Known) -> u32 {
        let times = self.evidence.countries.get(&known.country);
        times.copied().unwrap_or_default() - self.own(|locality| locality.country == known.country)
    }

    fn in_region(&self, known: &Known) -> u32 {
        let times = self.evidence.regions.get(&known.region);
        let own = self.own(|locality| locality.region != 0 && locality.region == known.region);
        times.copied().unwrap_or_default() - own
    }

    fn total(&self) -> u32 {
        self.evidence.total - self.own(|_| true)
    }

    fn share(&self, times: u32) -> f64 {
        f64::from(times) / f64::from(self.total().max(1))
    }

    fn own(&self, is_it: impl Fn(Locality) -> bool) -> u32 {
        match self.own {
            Some((locality, times)) if is_it(locality) => times,
            _ => 0,
        }
    }
}
