//! Writes a story with everything found in it, as one line of JSON. `docs/formats.md` describes every field.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::json::JsonPublished;
use super::json_line;
use super::offsets::StoryPoints;
use crate::story::{
    AnnotatedStory, Country, DateMention, Interval, Kind, Location, Places, Span, Story, Tag,
    TextField, TimexType,
};

/// Writes the story, its names, the locations of its places, and its dates on one line. `seen` is the day on which it
/// was first read. Absent fields are left out.
pub fn line(
    annotated: &AnnotatedStory,
    places: &Places,
    seen: Date,
    out: &mut dyn Write,
) -> io::Result<()> {
    let story = &annotated.story;
    let mut points = StoryPoints::of(story);
    let mut names = Vec::new();
    for (mention, entity) in annotated.names.iter() {
        names.push(JsonName {
            position: Position::of(story, mention.field, mention.span, &mut points),
            kind: entity.kind,
            name: &entity.name,
            location: places
                .located
                .get(mention.entity as usize)
                .and_then(|location| location.map(JsonLocation::of)),
        });
    }
    let mut dates = Vec::new();
    for DateMention { field, timex } in &annotated.dates {
        dates.push(JsonDate {
            position: Position::of(story, *field, timex.span, &mut points),
            class: timex.class,
            value: &timex.value,
            first: timex.interval.map(Interval::first),
            last: timex.interval.map(Interval::last),
        });
    }
    let pages = story.pages.iter().map(|page| JsonPage {
        page: page.page,
        start: points.before(TextField::Body, page.start as usize),
    });
    let pages = pages.collect();
    let line = JsonStory {
        id: &story.id,
        file: &story.file,
        title: Some(story.title.as_str()).filter(|title| !title.is_empty()),
        body: &story.body,
        byline: story.byline.as_deref(),
        source: story.source.as_deref(),
        section: story.section.as_deref(),
        url: story.url.as_deref(),
        lang: story.language.map(|language| language.to_string()),
        published: story
            .published
            .as_ref()
            .map(|published| JsonPublished::of(published, seen)),
        tags: &story.tags,
        pages,
        countries: places
            .countries
            .iter()
            .map(|(country, _)| *country)
            .collect(),
        names,
        dates,
    };
    json_line::write(&line, out)
}

#[derive(Serialize)]
struct JsonStory<'s> {
    id: &'s str,
    file: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'s str>,
    body: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    byline: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<JsonPublished<'s>>,
    #[serde(skip_serializing_if = "<[Tag]>::is_empty")]
    tags: &'s [Tag],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<JsonPage>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    countries: Vec<Country>,
    names: Vec<JsonName<'s>>,
    dates: Vec<JsonDate<'s>>,
}

#[derive(Serialize)]
struct JsonPage {
    page: u32,
    start: usize,
}

/// The position of a mention, in code points of its field.
#[derive(Serialize)]
struct Position<'s> {
    #[serde(rename = "in")]
    field: TextField,
    start: usize,
    end: usize,
    text: &'s str,
}

impl<'s> Position<'s> {
    fn of(story: &'s Story, field: TextField, span: Span, points: &mut StoryPoints<'s>) -> Self {
        Self {
            field,
            start: points.before(field, span.start()),
            end: points.before(field, span.end()),
            text: span.of(story.text(field)),
        }
    }
}

#[derive(Serialize)]
struct JsonName<'s> {
    #[serde(flatten)]
    position: Position<'s>,
    kind: Kind,
    name: &'s str,
    #[serde(flatten)]
    location: Option<JsonLocation>,
}

/// The location of a place.
#[derive(Serialize)]
struct JsonLocation {
    country: Country,
    lat: f64,
    lon: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    population: Option<u32>,
}

impl JsonLocation {
    fn of(location: Location) -> Self {
        Self {
            country: location.country,
            lat: location.latitude,
            lon: location.longitude,
            population: location.population,
        }
    }
}

#[derive(Serialize)]
struct JsonDate<'s> {
    #[serde(flatten)]
    position: Position<'s>,
    #[serde(rename = "type")]
    class: TimexType,
    value: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Date>,
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use jiff::civil::date;

    use super::super::example;
    use super::*;

    const SEEN: Date = date(2024, 7, 17);

    #[test]
    fn a_date_later_than_the_first_reading_is_flagged() {
        let mut out = Vec::new();
        let places = Places::default();
        line(&example::interview(), &places, date(2024, 7, 13), &mut out).unwrap();
        let line: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(line["published"]["ahead"], true);
    }

    #[test]
    fn a_story() {
        let mut out = Vec::new();
        line(&example::interview(), &Places::default(), SEEN, &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"{"id":"hw-17","file":"wire/2024.jsonl","title":"Musk’s interview delayed","body":"Élan was lost.\nAn interview with Elon Musk began late on July 13\u001b[2J, after an outage of two weeks.\nMusk spoke at length.","byline":"Ada Lovelace","source":"Harbour Wire","lang":"en","published":{"value":"2024-07-14","from":"field date"},"names":[{"in":"title","start":0,"end":4,"text":"Musk","kind":"person","name":"Elon Musk"},{"in":"body","start":33,"end":42,"text":"Elon Musk","kind":"person","name":"Elon Musk"}],"dates":[{"in":"body","start":57,"end":64,"text":"July 13","type":"date","value":"2024-07-13","first":"2024-07-13","last":"2024-07-13"},{"in":"body","start":89,"end":98,"text":"two weeks","type":"duration","value":"P2W"}]}"#);
    }

    #[test]
    fn a_place_tells_where_it_lies() {
        let (mut out, mut story) = (Vec::new(), example::interview());
        story.names.entities[0].kind = Kind::Place;
        line(&story, &example::somewhere(), SEEN, &mut out).unwrap();
        let line: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(line["countries"], serde_json::json!(["US", "GB"]));
        let name = line["names"][0].to_string();
        assert_snapshot!(name, @r#"{"country":"US","end":4,"in":"title","kind":"place","lat":40.86,"lon":-79.9,"name":"Elon Musk","population":13325,"start":0,"text":"Musk"}"#);
    }

    #[test]
    fn a_section_stands_beside_the_source() {
        let (mut out, mut story) = (Vec::new(), example::interview());
        story.story.section = Some("Business".to_owned());
        line(&story, &Places::default(), SEEN, &mut out).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert!(
            line.contains(r#""source":"Harbour Wire","section":"Business","lang""#),
            "{line}"
        );
    }

    #[test]
    fn what_is_absent_is_left_out() {
        let mut out = Vec::new();
        let story = &example::page().hits[1].story;
        line(story, &Places::default(), SEEN, &mut out).unwrap();
        let line: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let fields: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["body", "dates", "file", "id", "names"]);
    }
}
