//! Writes an answer for programs: one JSON object, or one per line. `docs/formats.md` describes every field.

mod hints;

use std::collections::HashSet;
use std::io::{self, Write};
use std::time::Duration;

use jiff::civil::Date;
use serde::Serialize;

pub(super) use hints::JsonHints;

use super::facet::JsonFacets;
use super::json_line;
use super::offsets::{CodePoints, StoryPoints};
use crate::query::Query;
use crate::story::{
    AnnotatedStory, Dating, Entity, FacetCounts, Hit, Interval, Page, Published, Snippet, Story,
    TextField, TimexType,
};

/// Goes up when a field changes its meaning.
pub const SCHEMA: u32 = 1;

/// Writes the whole answer as one object.
pub fn page(
    page: &Page,
    facets: &[FacetCounts],
    query: &Query,
    took: Duration,
    out: &mut dyn Write,
) -> io::Result<()> {
    let left_out = page.left_out.unwrap_or_default();
    let answer = JsonPage {
        schema: SCHEMA,
        query: query.to_string(),
        total: page.total,
        groups: page.groups,
        took_ms: milliseconds(took),
        hits: page.hits.iter().map(JsonHit::of).collect(),
        alike: page.alike.iter().map(JsonHit::of).collect(),
        undated: left_out.undated,
        imprecise: left_out.imprecise,
        dating: page.dating,
        hints: JsonHints::of(Some(page)),
        facets: JsonFacets(facets),
    };
    json_line::write(&answer, out)
}

/// Writes one hit per line, each with the id of its query if there is one.
pub fn lines(page: &Page, qid: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    for hit in &page.hits {
        let hit = JsonHit::of(hit);
        json_line::write(&JsonLine { qid, hit }, out)?;
    }
    Ok(())
}

/// To the microsecond.
fn milliseconds(took: Duration) -> f64 {
    let micros = u32::try_from(took.as_micros()).unwrap_or(u32::MAX);
    f64::from(micros) / 1000.0
}

#[derive(Serialize)]
struct JsonPage<'p> {
    schema: u32,
    query: String,
    total: usize,
    groups: Option<usize>,
    took_ms: f64,
    hits: Vec<JsonHit<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alike: Vec<JsonHit<'p>>,
    undated: usize,
    imprecise: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    dating: Option<Dating>,
    #[serde(flatten)]
    hints: JsonHints<'p>,
    facets: JsonFacets<'p>,
}

#[derive(Serialize)]
struct JsonLine<'p> {
    #[serde(skip_serializing_if = "Option::is_none")]
    qid: Option<&'p str>,
    #[serde(flatten)]
    hit: JsonHit<'p>,
}

#[derive(Serialize)]
struct JsonHit<'p> {
    rank: usize,
    score: f32,
    #[serde(flatten)]
    story: JsonStory<'p>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    score_parts: Vec<JsonScorePart<'p>>,
    snippets: Vec<JsonSnippet<'p>>,
    who: &'p [Entity],
    about: Vec<JsonDay<'p>>,
    copies: Vec<JsonCopy<'p>>,
}

#[derive(Serialize)]
struct JsonCopy<'p> {
    id: &'p str,
    file: &'p str,
}

impl<'p> JsonHit<'p> {
    fn of(hit: &'p Hit) -> Self {
        let AnnotatedStory { story, names, .. } = &hit.story;
        Self {
            rank: hit.rank,
            score: hit.score,
            story: JsonStory {
                published: story
                    .published
                    .as_ref()
                    .map(|published| JsonPublished::of(published, hit.seen)),
                ..JsonStory::of(story)
            },
            score_parts: score_parts(hit),
            snippets: snippets(hit),
            who: &names.entities,
            about: days(&hit.story),
            copies: copies(hit),
        }
    }
}

fn copies(hit: &Hit) -> Vec<JsonCopy<'_>> {
    let copies = hit.copies.iter();
    let copies = copies.map(|copy| JsonCopy {
        id: &copy.id,
        file: &copy.file,
    });
    copies.collect()
}

#[derive(Serialize)]
struct JsonScorePart<'p> {
    words: &'p str,
    why: &'static str,
    score: f32,
}

fn score_parts(hit: &Hit) -> Vec<JsonScorePart<'_>> {
    let parts = hit.score_parts.iter().map(|part| JsonScorePart {
        words: &part.words,
        why: part.why.as_str(),
        score: part.score,
    });
    parts.collect()
}

/// What every list of stories has of each.
#[derive(Serialize)]
pub(super) struct JsonStory<'p> {
    id: &'p str,
    title: Option<&'p str>,
    published: Option<JsonPublished<'p>>,
    source: Option<&'p str>,
    url: Option<&'p str>,
    file: &'p str,
}

impl<'p> JsonStory<'p> {
    /// Of a story of which it is not known here when it was first read.
    pub(super) fn of(story: &'p Story) -> Self {
        Self {
            id: &story.id,
            title: Some(story.title.as_str()).filter(|title| !title.is_empty()),
            published: story.published.as_ref().map(JsonPublished::without_ahead),
            source: story.source.as_deref(),
            url: story.url.as_deref(),
            file: &story.file,
        }
    }
}

/// When a story was published, and where that was found.
#[derive(Serialize)]
pub(super) struct JsonPublished<'p> {
    value: &'p str,
    from: &'p str,
    /// Whether it is later than the day on which the story was first read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    ahead: bool,
}

impl<'p> JsonPublished<'p> {
    /// Without `ahead`.
    pub(super) fn without_ahead(published: &'p Published) -> Self {
        Self {
            value: published.value(),
            from: published.from(),
            ahead: false,
        }
    }

    /// For a story that was first read on the day `seen`.
    pub(super) fn of(published: &'p Published, seen: Date) -> Self {
        Self {
            ahead: published.is_after(seen),
            ..Self::without_ahead(published)
        }
    }
}

#[derive(Serialize)]
struct JsonSnippet<'p> {
    #[serde(rename = "in")]
    field: TextField,
    start: usize,
    text: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    highlights: Vec<(usize, usize)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    readings: Vec<JsonReading<'p>>,
}

#[derive(Serialize)]
struct JsonReading<'p> {
    start: usize,
    end: usize,
    text: &'p str,
    value: &'p str,
}

fn snippets(hit: &Hit) -> Vec<JsonSnippet<'_>> {
    let story = &hit.story.story;
    let mut points = StoryPoints::of(story);
    let mut snippets = Vec::new();
    for snippet in &hit.snippets {
        let start = points.before(snippet.field, snippet.span.start());
        snippets.push(json_snippet(story, snippet, start));
    }
    snippets
}

fn json_snippet<'p>(story: &'p Story, snippet: &'p Snippet, start: usize) -> JsonSnippet<'p> {
    let whole = story.text(snippet.field);
    let text = snippet.span.of(whole);
    let mut points = CodePoints::of(text);
    let mut within = |place: usize| points.before(place.saturating_sub(snippet.span.start()));
    let mut highlights = Vec::new();
    let mut readings = Vec::new();
    for highlight in &snippet.highlights {
        let (start, end) = (within(highlight.span.start()), within(highlight.span.end()));
        highlights.push((start, end));
        readings.extend(highlight.reading.as_deref().map(|value| JsonReading {
            start,
            end,
            text: highlight.span.of(whole),
            value,
        }));
    }
    JsonSnippet {
        field: snippet.field,
        start,
        text,
        page: snippet.page_of(story),
        highlights,
        readings,
    }
}

#[derive(Serialize)]
struct JsonDay<'p> {
    text: &'p str,
    value: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Date>,
}

/// The dates in a story, each once, without durations, recurring times and references to now.
fn days(annotated: &AnnotatedStory) -> Vec<JsonDay<'_>> {
    let mut days = Vec::new();
    let mut met = HashSet::new();
    for mention in &annotated.dates {
        let timex = &mention.timex;
        let fixes_days = matches!(timex.class, TimexType::Date | TimexType::Time)
            && !timex.value.ends_with("_REF");
        let text = timex.span.of(annotated.story.text(mention.field));
        if fixes_days && met.insert((text, timex.value.as_str())) {
            days.push(JsonDay {
                text,
                value: &timex.value,
                first: timex.interval.map(Interval::first),
                last: timex.interval.map(Interval::last),
            });
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::example;
    use super::*;

    #[test]
    fn a_page() {
        let mut out = Vec::new();
        page(
            &example::page(),
            &[],
            &Query::All,
            Duration::from_micros(1234),
            &mut out,
        )
        .unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"{"schema":1,"query":"*","total":3,"groups":null,"took_ms":1.234,"hits":[{"rank":1,"score":2.5,"id":"hw-17","title":"Musk’s interview delayed","published":{"value":"2024-07-14","from":"field date"},"source":"Harbour Wire","url":null,"file":"wire/2024.jsonl","snippets":[{"in":"title","start":0,"text":"Musk’s interview delayed","highlights":[[0,4]]},{"in":"body","start":15,"text":"An interview with Elon Musk began late on July 13\u001b[2J","highlights":[[18,27],[42,49]],"readings":[{"start":42,"end":49,"text":"July 13","value":"2024-07-13"}]}],"who":[{"kind":"person","name":"Elon Musk"}],"about":[{"text":"July 13","value":"2024-07-13","first":"2024-07-13","last":"2024-07-13"}],"copies":[]},{"rank":2,"score":0.75,"id":"clips/0417.txt","title":null,"published":null,"source":null,"url":null,"file":"clips/0417.txt","snippets":[{"in":"body","start":54,"text":"nobody has been able to say how the fire began.","highlights":[[36,40]]}],"who":[],"about":[],"copies":[]}],"undated":2,"imprecise":1,"unknown_words":[],"suggestions":[],"relaxations":[],"facets":{}}"#);
    }

    #[test]
    fn a_line_has_the_id_of_its_query() {
        let mut out = Vec::new();
        lines(&example::page(), Some("q7"), &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let starts = out
            .lines()
            .map(|line| line.split(",\"score\"").next().unwrap());
        let starts: Vec<&str> = starts.collect();
        assert_eq!(
            starts,
            [r#"{"qid":"q7","rank":1"#, r#"{"qid":"q7","rank":2"#]
        );
    }

    /// Other programs cut by code points; what they cut must be what we lit.
    #[test]
    fn offsets_cut_what_they_say() {
        let page = example::page();
        let hit = JsonHit::of(&page.hits[0]);
        let cut = |text: &str, start, end| text.chars().take(end).skip(start).collect::<String>();
        let body = &hit.snippets[1];
        let whole = &page.hits[0].story.story.body;
        assert_eq!(
            cut(whole, body.start, body.start + body.text.chars().count()),
            body.text
        );
        let lit: Vec<String> = body
            .highlights
            .iter()
            .map(|(start, end)| cut(body.text, *start, *end))
            .collect();
        assert_eq!(lit, ["Elon Musk", "July 13"]);
        assert_eq!(
            cut(body.text, body.readings[0].start, body.readings[0].end),
            "July 13"
        );
    }
}
