//! A page of two stories for the tests of every form of answer.

use jiff::civil::date;

use crate::story::{
    AnnotatedStory, Country, DateMention, Entity, Extent, Highlight, Hit, Interval, Kind, LeftOut,
    Location, Mention, MissingDate, Names, Page, Places, Published, Snippet, Span, Story,
    TextField, Timex, TimexType,
};

/// The first occurrence of `words` in `text`.
fn place(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(text, start..start + words.len()).unwrap()
}

fn highlight(text: &str, words: &str, reading: Option<&str>) -> Highlight {
    Highlight {
        span: place(text, words),
        reading: reading.map(str::to_owned),
    }
}

/// A story with a headline, a name in two forms and a date.
pub(super) fn interview() -> AnnotatedStory {
    let title = "Musk’s interview delayed";
    let body = "Élan was lost.\nAn interview with Elon Musk began late on July 13\u{1b}[2J, after an outage of two weeks.\nMusk spoke at length.";
    let story = Story {
        id: "hw-17".to_owned(),
        file: "wire/2024.jsonl".to_owned(),
        title: title.to_owned(),
        body: body.to_owned(),
        byline: Some("Ada Lovelace".to_owned()),
        source: Some("Harbour Wire".to_owned()),
        language: Some(crate::story::Language::English),
        published: Published::parse("2024-07-14", "field date").ok(),
        ..Story::default()
    };
    let mention = |field, words| Mention {
        field,
        span: place(story.text(field), words),
        entity: 0,
    };
    let time = |words, class, value: &str, interval| DateMention {
        field: TextField::Body,
        timex: Timex {
            span: place(body, words),
            class,
            value: value.to_owned(),
            interval,
        },
    };
    AnnotatedStory {
        names: Names {
            entities: vec![Entity {
                kind: Kind::Person,
                name: "Elon Musk".to_owned(),
            }],
            mentions: vec![
                mention(TextField::Title, "Musk"),
                mention(TextField::Body, "Elon Musk"),
            ],
        },
        dates: vec![
            time(
                "July 13",
                TimexType::Date,
                "2024-07-13",
                Some(Interval::day(date(2024, 7, 13))),
            ),
            time("two weeks", TimexType::Duration, "P2W", None),
        ],
        story,
    }
}

/// A location for the first entity of a story, and the countries it mentions.
pub(super) fn somewhere() -> Places {
    let [us, gb] = [*b"US", *b"GB"].map(|code| Country::new(code).unwrap());
    let location = Location {
        extent: Extent::Town,
        country: us,
        latitude: 40.86,
        longitude: -79.9,
        population: Some(13_325),
    };
    Places {
        located: vec![Some(location)],
        countries: vec![(us, 3), (gb, 1)],
    }
}

/// A story without headline, date or source.
fn clipping() -> AnnotatedStory {
    let body = "The old mill by the river burnt down in the night and nobody has been able to say how the fire began.";
    AnnotatedStory {
        story: Story {
            id: "clips/0417.txt".to_owned(),
            file: "clips/0417.txt".to_owned(),
            body: body.to_owned(),
            ..Story::default()
        },
        names: Names::default(),
        dates: Vec::new(),
    }
}

/// The first two of three hits for `musk OR fire about:2024-07`.
pub(super) fn page() -> Page {
    let (interview, clipping) = (interview(), clipping());
    let (title, body) = (&interview.story.title, &interview.story.body);
    let fire = &clipping.story.body;
    Page {
        total: 3,
        groups: None,
        alike: vec![],
        left_out: Some(LeftOut {
            undated: 2,
            imprecise: 1,
            lack: MissingDate::Published,
        }),
        dating: None,
        unknown_words: vec![],
        suggestions: vec![],
        relaxations: vec![],
        hits: vec![
            Hit {
                rank: 1,
                score: 2.5,
                score_parts: vec![],
                seen: date(2024, 7, 17),
                snippets: vec![
                    Snippet {
                        field: TextField::Title,
                        span: place(title, title),
                        highlights: vec![highlight(title, "Musk", None)],
                    },
                    Snippet {
                        field: TextField::Body,
                        span: place(
                            body,
                            "An interview with Elon Musk began late on July 13\u{1b}[2J",
                        ),
                        highlights: vec![
                            highlight(body, "Elon Musk", None),
                            highlight(body, "July 13", Some("2024-07-13")),
                        ],
                    },
                ],
                story: interview.clone(),
                copies: vec![],
            },
            Hit {
                rank: 2,
                score: 0.75,
                score_parts: vec![],
                seen: date(2024, 7, 17),
                snippets: vec![Snippet {
                    field: TextField::Body,
                    span: place(fire, "nobody has been able to say how the fire began."),
                    highlights: vec![highlight(fire, "fire", None)],
                }],
                story: clipping.clone(),
                copies: vec![],
            },
        ],
    }
}
