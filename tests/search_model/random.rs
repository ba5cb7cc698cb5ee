//! Random stories and queries, from few words so that they meet.

use super::*;

pub(super) const LANGUAGES: [Option<Language>; 3] =
    [None, Some(Language::English), Some(Language::German)];
pub(super) const WORDS: [&str; 18] = [
    "storm",
    "storms",
    "Stürme",
    "flood",
    "flooded",
    "flooding",
    "the",
    "of",
    "Zürich",
    "zurich",
    "Regierungen",
    "U.S.",
    "musk\u{2019}s",
    "e\u{301}tat",
    "東京",
    "co-operation",
    "stormy",
    "American",
];
pub(super) const NAMES: [(&str, &str, Kind); 8] = [
    ("Elon Musk", "Elon Musk", Kind::Person),
    ("Musk", "Elon Musk", Kind::Person),
    ("European Union", "European Union", Kind::Org),
    ("EU", "European Union", Kind::Org),
    ("Butler", "Butler", Kind::Place),
    ("Geneva", "Geneva", Kind::Place),
    ("Jean Musk", "Jean Musk", Kind::Person),
    ("Saint B. Butler", "Saint B. Butler", Kind::Person),
];
pub(super) const DATES: [(&str, &str); 8] = [
    ("July 13", "XXXX-07-13"),
    ("July 13, 2024", "2024-07-13"),
    ("in 2024", "2024"),
    ("the summer of 2024", "2024-SU"),
    ("the 1990s", "199"),
    ("last week", "2024-W28"),
    ("recently", "PAST_REF"),
    ("13 July 1995", "1995-07-13"),
];

#[derive(Clone, Debug)]
pub(super) enum Piece {
    Word(&'static str),
    Name((&'static str, &'static str, Kind)),
    Date((&'static str, &'static str)),
    Mark(&'static str),
}

pub(super) fn pieces(most: usize) -> impl Strategy<Value = Vec<Piece>> {
    let piece = prop_oneof![
        12 => prop::sample::select(&WORDS[..]).prop_map(Piece::Word),
        3 => prop::sample::select(&NAMES[..]).prop_map(Piece::Name),
        3 => prop::sample::select(&DATES[..]).prop_map(Piece::Date),
        3 => prop::sample::select(&[". The", "\n\n", ",", "! ", "Mr.", "King", " \u{201c}", "👩‍👩‍👧"][..]).prop_map(Piece::Mark),
    ];
    prop::collection::vec(piece, 0..most)
}

pub(super) fn days() -> impl Strategy<Value = Interval> {
    prop::sample::select(vec![
        "2024-07-13",
        "2024-07",
        "2024",
        "2024-W28",
        "199",
        "1995-07-13",
        "2023-12-31",
        "2024-Q3",
        "20",
    ])
    .prop_map(|value| dateline::annotate::dates::interval(value).unwrap())
}

prop_compose! {
    pub(super) fn stories()(
        title in pieces(5), body in pieces(60), language in prop::sample::select(&LANGUAGES[..]),
        published in prop::option::of(prop::sample::select(vec!["2024-07-13", "2024-07", "2024", "2024-07-13T20:00:00Z", "1995", "2024-W28"])),
        source in prop::option::of(prop::sample::select(vec!["Reuters", "El País"])), byline in prop::option::of(Just("Elon Storm")),
        seen in prop::sample::select(vec![TODAY, date(2026, 1, 1)]), file in prop::sample::select(vec!["a/x.txt", "a/y.txt", "b/x.txt"]),
    ) -> StoredStory {
        let mut names = Names::default();
        let mut dates = Vec::new();
        let mut write = |field, pieces: &[Piece]| {
            let mut text = String::new();
            let mut spans = Vec::new();
            for piece in pieces {
                if !text.is_empty() { text.push(' '); }
                let start = text.len();
                text.push_str(match piece { Piece::Word(w) | Piece::Mark(w) => w, Piece::Name(n) => n.0, Piece::Date(d) => d.0 });
                spans.push((start..text.len(), piece));
            }
            for (range, piece) in spans {
                let span = Span::new(&text, range).unwrap();
                match piece {
                    Piece::Name((_, name, kind)) => {
                        let entity = Entity { kind: *kind, name: (*name).to_owned() };
                        let index = names.entities.iter().position(|known| *known == entity).unwrap_or_else(|| {
                            names.entities.push(entity);
                            names.entities.len() - 1
                        });
                        names.mentions.push(Mention { field, span, entity: u32::try_from(index).unwrap() });
                    }
                    Piece::Date((_, value)) => {
                        let interval = dateline::annotate::dates::interval(value);
                        dates.push(DateMention { field, timex: Timex { span, class: TimexType::Date, value: (*value).to_owned(), interval } });
                    }
                    Piece::Word(_) | Piece::Mark(_) => {}
                }
            }
            text
        };
        let (title, body) = (write(TextField::Title, &title), write(TextField::Body, &body));
        let story = Story {
            id: String::new(), file: file.to_owned(), title, body, byline: byline.map(str::to_owned), source: source.map(str::to_owned),
            section: source.map(str::to_lowercase), url: None, language,
            published: published.map(|value| Published::parse(value, "test").unwrap()),
            tags: Vec::new(),
            pages: Vec::new(),
        };
        StoredStory::new(AnnotatedStory { story, names, dates }, seen)
    }
}

pub(super) fn queries() -> impl Strategy<Value = Query> {
    let word = || prop::sample::select(&WORDS[..]).prop_map(str::to_owned);
    let words = || {
        prop::collection::vec(prop::sample::select(&WORDS[..]), 1..3)
            .prop_map(|words| words.join(" "))
    };
    let single = || {
        prop::sample::select(vec![
            "stor", "flood", "zur", "regier", "stom", "sturm", "musk", "etat", "zürch",
        ])
        .prop_map(str::to_owned)
    };
    let pattern = prop_oneof![
        4 => word().prop_map(Pattern::Word),
        2 => words().prop_map(Pattern::Phrase),
        1 => (words(), 0..6_u32).prop_map(|(words, distance)| Pattern::Near { words, distance }),
        1 => single().prop_map(Pattern::Prefix),
        1 => (single(), 1..=2_u8).prop_map(|(word, edits)| Pattern::Fuzzy { word, edits }),
    ];
    let field = prop_oneof![6 => Just(None), 1 => Just(Some(TextField::Title)), 1 => Just(Some(TextField::Body)), 1 => Just(Some(TextField::Byline))];
    let text = (field, pattern).prop_map(|(field, pattern)| Query::Text(Text { field, pattern }));
    let name = (
        prop::option::of(prop::sample::select(&Kind::ALL[..])),
        prop::sample::select(vec![
            "musk",
            "Elon Musk",
            "union",
            "the EU",
            "butler",
            "elon",
            "King Musk",
            "st. butler",
        ]),
    )
        .prop_map(|(kind, name)| {
            Query::Name(NameFilter {
                kind,
                name: name.to_owned(),
            })
        });
    let range = prop_oneof![
        6 => days().prop_map(|days| DateRange::Days { first: Some(days.first()), last: Some(days.last()) }),
        1 => days().prop_map(|days| DateRange::Days { first: Some(days.first()), last: None }),
        1 => days().prop_map(|days| DateRange::Days { first: None, last: Some(days.last()) }),
        1 => Just(DateRange::None),
        1 => Just(DateRange::DayOfYear { month: 7, day: 13 }),
    ];
    let axis = prop::sample::select(vec![Axis::Published, Axis::About, Axis::About, Axis::Seen]);
    let date = (axis, any::<bool>(), range).prop_map(|(axis, overlaps, range)| {
        let overlaps = overlaps && axis == Axis::About && matches!(range, DateRange::Days { .. });
        Query::Date(DateFilter {
            axis,
            relation: if overlaps {
                Relation::Overlaps
            } else {
                Relation::Within
            },
            range,
        })
    });
    let fact = prop::sample::select(vec![
        (FactField::Source, "reuters"),
        (FactField::Source, "el pais"),
        (FactField::Section, "REUTERS"),
        (FactField::Lang, "de"),
        (FactField::Country, "CH"),
        (FactField::Country, "US"),
        (FactField::Path, "a/*"),
    ])
    .prop_map(|(field, value)| {
        Query::Fact(Fact {
            field,
            value: value.to_owned(),
        })
    });
    let leaf = prop_oneof![8 => text, 3 => name, 4 => date, 1 => fact, 1 => Just(Query::All)];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Query::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Query::Or),
            inner.prop_map(|part| Query::Not(Box::new(part))),
        ]
    })
}
