//! Random queries, and parts to make a text of that nearly is one.

use super::*;

pub(super) const PARTS: &[&str] = &[
    "a ",
    "b ",
    " OR ",
    " AND ",
    " NOT ",
    "-",
    "(",
    ") ",
    "\"",
    "“",
    "»",
    "*",
    "@",
    "@person",
    "~",
    "~1",
    "~5",
    ":",
    "/",
    "\\",
    "title:",
    "who:",
    "place:",
    "published:",
    "overlaps:",
    "lang:",
    "path:",
    "source:",
    "2024",
    "-07",
    "..",
    "none",
    "10:30",
    "é",
    "x:",
    "http://",
    "\"a b\"",
    "!",
    "\u{1}",
    "\u{a0}",
];

pub(super) fn queries() -> impl Strategy<Value = Query> {
    let leaf = prop_oneof![
        1 => Just(Query::All),
        6 => (fields(), patterns()).prop_map(|(field, pattern)| Query::Text(Text { field, pattern })),
        2 => (kinds(), "\\PC{0,6}[a-z0-9]\\PC{0,6}").prop_map(|(kind, name)| Query::Name(NameFilter { kind, name })),
        2 => dates().prop_map(Query::Date),
        2 => facts().prop_map(Query::Fact),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Query::all_of),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Query::any_of),
            inner.prop_map(Query::negated),
        ]
    })
}

pub(super) fn fields() -> impl Strategy<Value = Option<TextField>> {
    prop::option::of(prop::sample::select(vec![
        TextField::Title,
        TextField::Body,
        TextField::Byline,
    ]))
}

pub(super) fn kinds() -> impl Strategy<Value = Option<Kind>> {
    prop::option::of(prop::sample::select(Kind::ALL.to_vec()))
}

pub(super) fn patterns() -> impl Strategy<Value = Pattern> {
    let typed_bare = "[\\PC&&[^\\p{Z}]]{0,4}[a-z0-9]{1,3}[\\PC&&[^\\p{Z}]]{0,4}".prop_filter("a bare word", |word| {
        matches!(all(word), Ok(Query::Text(Text { field: None, pattern: Pattern::Word(whole) })) if whole == *word)
    });
    let word = "[a-z0-9éß]{1,6}[.']{0,2}";
    // Without the signs that quotations do not take.
    let phrase = "[\\PC&&[^@*~]]{0,6}[a-z0-9][\\PC&&[^@*~]]{0,6}";
    prop_oneof![
        typed_bare.prop_map(Pattern::Word),
        word.prop_map(Pattern::Prefix),
        (word, 1..=2_u8).prop_map(|(word, edits)| Pattern::Fuzzy { word, edits }),
        phrase.prop_map(Pattern::Phrase),
        (phrase, any::<u32>()).prop_map(|(words, distance)| Pattern::Near { words, distance }),
    ]
}

pub(super) fn dates() -> impl Strategy<Value = DateFilter> {
    let when = prop::sample::select(vec![
        (Axis::Published, Relation::Within),
        (Axis::About, Relation::Within),
        (Axis::About, Relation::Overlaps),
        (Axis::Seen, Relation::Within),
    ]);
    (when, ranges()).prop_map(|((axis, relation), range)| {
        let impossible = relation == Relation::Overlaps && !matches!(range, DateRange::Days { .. });
        let relation = if impossible {
            Relation::Within
        } else {
            relation
        };
        DateFilter {
            axis,
            relation,
            range,
        }
    })
}

pub(super) fn ranges() -> impl Strategy<Value = DateRange> {
    let month = (0..=9999_i16, 1..=12_i8).prop_map(|(year, month)| date(year, month, 1));
    let begins = prop_oneof![
        month.clone(),
        month.clone().prop_map(Date::first_of_year),
        days()
    ];
    let ends = prop_oneof![
        month.clone().prop_map(Date::last_of_month),
        month.prop_map(Date::last_of_year),
        days()
    ];
    prop_oneof![
        Just(DateRange::None),
        days().prop_map(|day| DateRange::DayOfYear {
            month: day.month(),
            day: day.day()
        }),
        begins.clone().prop_map(|first| DateRange::Days {
            first: Some(first),
            last: None
        }),
        ends.clone().prop_map(|last| DateRange::Days {
            first: None,
            last: Some(last)
        }),
        (begins, ends)
            .prop_filter("in order", |(first, last)| first <= last)
            .prop_map(|(first, last)| DateRange::Days {
                first: Some(first),
                last: Some(last)
            }),
    ]
}

pub(super) fn days() -> impl Strategy<Value = Date> {
    (0..=9999_i16, 1..=12_i8, 1..=28_i8).prop_map(|(year, month, day)| date(year, month, day))
}

pub(super) fn facts() -> impl Strategy<Value = Fact> {
    let field = prop::sample::select(vec![FactField::Source, FactField::Section, FactField::Path]);
    let is_read = |fact: &Fact| fact.field != FactField::Path || glob(&fact.value).is_ok();
    let lang = prop::sample::select(vec!["en", "de", "zh"]);
    let country = prop::sample::select(vec!["DE", "US"]);
    prop_oneof![
        3 => (field, "\\PC{0,6}[a-z*?]\\PC{0,6}").prop_map(|(field, value)| Fact { field, value }).prop_filter("no pattern of files", is_read),
        1 => lang.prop_map(|code| Fact { field: FactField::Lang, value: code.to_owned() }),
        1 => country.prop_map(|code| Fact { field: FactField::Country, value: code.to_owned() }),
    ]
}
