//! Places of short stories, whose names are marked: `[Paris|US]` is in the United States, `[Erewhon|-]` nowhere known.

use proptest::prelude::*;

use super::gazetteer::{Gazetteer, Known, PlaceType};
use super::key::Key;
use super::*;
use crate::annotate::marked::marked;
use crate::story::{Extent, Kind};

mod peoples;

/// Every place lies in the country of its mark.
fn check(body: &str) {
    let (story, expected) = marked(body, Kind::Place);
    let found: Vec<String> = places(&story)
        .located
        .into_iter()
        .map(|location| location.map_or("-".to_owned(), |location| location.country.to_string()))
        .collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn alone_a_name_is_its_largest_place() {
    check("The minister flew to [Paris|FR].");
    check("A strike closed the port of [Birmingham|GB].");
    check("[Washington|US] and [New York|US] were quiet; so was [Germany|DE].");
    check(
        "The [U.S.|US] and the [UK|GB] signed; [South Korea|KR] and the [Netherlands|NL] did not.",
    );
    check("[Saint Petersburg|RU], [St. Louis|US], [Saint-Étienne|FR]: rain.");
    check(
        "[Cologne|DE], [Raqqa|SY], [Yukon|CA], [San Marino|SM], [Republic of India|IN], [Xian|CN]",
    );
    check("[KYIV|UA]: sirens again. [Kiev|UA], as it was called.");
}

#[test]
fn the_place_behind_it_counts_first() {
    check("The mayor of [Paris|US], [Texas|US], spoke.");
    check("A fire in [Birmingham|US], Ala., killed two.");
    check("[LONDON|CA], Ont. -- The river rose.");
    check("She was born in [Vienna|US] (Virginia) and lives in France.");
    check("Police in [Athens|US], Georgia, found the car.");
    check("A fair in [Cambridge|US], MA 02139, drew British and English crowds.");
    check("[Melbourne|US], Fla., is not [Perth|AU], Western Australia.");
    check("[Lebanon|US], Pa., and [Lebanon, Pa.|US]");
    check("[Birmingham, Ala.|US] and [Lagos State|NG]");
}

#[test]
fn what_follows_by_chance_places_nothing() {
    check("In [London|GB], Canada's minister met his colleague.");
    check("In [Paris|FR], in a hall, they met.");
    check("From [Paris|FR], Le Monde reports.");
    check("[Cuba|CU], [Venezuela|VE], Cuba again; offices in [London|GB], Canada and Japan.");
    check("Ministers of [Jordan|JO], [Lebanon|LB], [Peru|PE], Cuba met; [Lebanon|LB], again");
    check("He saw [Hamburg|DE], Berlin and Texas.");
}

#[test]
fn the_country_the_story_speaks_of_counts_next() {
    check(
        "[Ontario|CA]'s premier toured flooded farms. In [London|CA] he met Canadian volunteers.",
    );
    check("American police in [Birmingham|US] and in [Atlanta|US] arrested two.");
    check("Costa Rican voters in [San José|CR] and [Cartago|CR]");
    check("The governor of [California|US] spoke in [San Jose|US].");
    check("[Venezuela|VE]: blackouts in [Valencia|VE] and [Caracas|VE].");
    check("[Spain|ES] mourns with [Valencia|ES].");
    check("The tunnel ends in [Kent|GB], where British guards wait.");
    check("English clubs of [England|GB]: [Newcastle|GB] lost.");
    check("Pakistani troops left [Hyderabad|PK].");
    check("In [Seattle|US] and [Tacoma|US], [Washington|US] firefighters");
    check("The American actress flew to [Paris|FR].");
    check("Britain's ambassador, a Briton, left [London|GB] for Canada.");
}

#[test]
fn a_state_and_a_country_of_one_name_are_told_apart() {
    check("Voters in [Georgia|US] queued outside schools in [Atlanta|US].");
    check("Protesters in [Georgia|GE] marched through [Tbilisi|GE].");
    check("[Athens|US], [Georgia|US], has a university.");
    check("Georgians in [Georgia|GE]");
}

#[test]
fn what_is_not_known_lies_nowhere() {
    check("Nobody in [Erewhon|-] or [Upper Nowhere Province|-] knew.");
    check("[Europe|-], the [Middle East|-], the [Canadian|-], [OH|-], [Gotham, Texas|-], [|-]");
    check("The Swiss towns on [Lake Geneva|-] and their vines");
    check("The [White House|-] and Americans on both sides of the [Atlantic|-]");
    check("A rally in [Butler|US], after which [Pennsylvania|US] police; [Butler|US] again");
    check("Tourists in [Lake Geneva|US], Wis.");
    let (people, _) = marked("[Paris|-] spoke of [London|-].", Kind::Person);
    assert_eq!(places(&people).located, [None, None]);
}

#[test]
fn a_location_tells_where_and_how_many() {
    let (story, _) = marked("[Paris|FR], [France|FR], [Texas|US]", Kind::Place);
    let located = places(&story).located;
    let [Some(paris), Some(france), Some(texas)] = located.as_slice() else {
        panic!("{located:?}");
    };
    assert_eq!((paris.latitude, paris.longitude), (48.85, 2.35));
    assert!(paris.population > Some(2_000_000));
    assert_eq!((france.latitude, france.longitude), (48.85, 2.35));
    assert!(france.population > Some(60_000_000));
    assert_eq!(texas.population, None);
    let extents = [paris.extent, france.extent, texas.extent];
    assert_eq!(extents, [Extent::Town, Extent::Country, Extent::Region]);
}

#[test]
fn every_record_is_found_by_its_own_name_and_lies_on_the_globe() {
    let world = Gazetteer::built_in();
    let mut key = Key::default();
    let mut count = 0;
    for (name, records) in world.iter() {
        let records: Vec<Known> = records.collect();
        let found: Vec<Known> = world.find(key.of(name)).collect();
        assert_eq!(found, records, "{name}");
        assert!(!records.is_empty(), "{name}");
        for known in records {
            assert!(
                known.latitude.abs() <= 9000 && known.longitude.abs() <= 18000,
                "{name} {known:?}"
            );
            let is_people = known.what.is_people();
            assert_eq!(is_people, known.location().is_none(), "{name}");
            assert!(
                is_people || (known.latitude, known.longitude) != (0, 0),
                "{name} {known:?}"
            );
            count += 1;
        }
    }
    assert!(count > 45_000, "{count}");
}

#[test]
fn towns_lie_where_their_country_lies() {
    // Each is far from the others, so that a slip in the order of bytes would show.
    let rows = [
        ("Tokyo", "JP", 35.69, 139.69),
        ("Lima", "PE", -12.04, -77.03),
        ("Nuuk", "GL", 64.18, -51.72),
    ];
    for (name, country, latitude, longitude) in rows {
        let mut key = Key::default();
        let known = Gazetteer::built_in()
            .find(key.of(name))
            .find(|known| known.what == PlaceType::Capital)
            .and_then(|known| known.location())
            .unwrap();
        assert_eq!(known.country.code(), country);
        assert_eq!(
            (known.latitude, known.longitude),
            (latitude, longitude),
            "{name}"
        );
    }
}

proptest! {
    #[test]
    fn a_damaged_gazetteer_harms_nobody(
        cut in 0usize..2000, flips in prop::collection::vec((0usize..2000, any::<u8>()), 0..20), name in "[a-z ]{0,12}"
    ) {
        let world = Gazetteer::built_in();
        let some = world.iter().take(100).map(|(name, known)| (name.to_owned(), known.collect()));
        let mut bytes = Gazetteer::pack(&some.collect());
        bytes.truncate(cut);
        for (at, byte) in flips {
            if let Some(here) = bytes.get_mut(at) {
                *here = byte;
            }
        }
        let damaged = Gazetteer::new(&bytes);
        prop_assert!(damaged.find(&name).count() <= 255);
        prop_assert!(damaged.iter().take(1000).count() <= 1000);
    }

    #[test]
    fn random_stories_have_a_location_or_none_for_each_name(
        body in "(\\[(Paris|Georgia|St\\. [A-Z]é?|\\PC{0,6})\\|-\\]|, (Texas|Ga\\.|\\PC{1,4})|\\(|\\PC{0,9}|French|South ){0,12}"
    ) {
        let (story, _) = marked(&body, Kind::Place);
        let found = places(&story);
        prop_assert_eq!(found.located.len(), story.names.entities.len());
        let times: u32 = found.countries.iter().map(|(_, times)| times).sum();
        prop_assert!(found.countries.is_sorted_by_key(|(_, times)| std::cmp::Reverse(*times)));
        prop_assert_eq!(found.countries.is_empty(), times == 0);
        prop_assert_eq!(found, places(&story));
    }
}
