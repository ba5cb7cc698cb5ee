//! Writes one story for people: its metadata, and its text with names and dates marked.
//!
//! With colours, a name has the colour of its kind. Without, marks are written into the text:
//! `[Musk|person Elon Musk]`, `[July 13|2024-07-13]`.

use std::io::{self, Write};

use jiff::civil::Date;

use super::{Role, Styling, clean, paragraph, wrap};
use crate::index::{Alias, Pair, StoredStory};
use crate::story::{AnnotatedStory, Country, Extent, Kind, Location, Span, Story, TextField};

/// Writes a story, with the locations of its entities, and why its short names are `taken` for entities.
pub fn story(
    stored: &StoredStory,
    located: &[Option<Location>],
    taken: &[(Alias, Pair)],
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
    let StoredStory {
        annotated,
        countries,
        seen,
        ..
    } = stored;
    let story = &annotated.story;
    if !story.title.is_empty() {
        let title = marked(annotated, TextField::Title, Role::Title, styling);
        writeln!(out, "{}\n", wrap(title.trim(), 0, styling))?;
    }
    for (name, value) in facts(story, *seen) {
        row(name, &clean::line(&value), Role::Plain, styling, out)?;
    }
    for (kind, name) in [
        (Kind::Person, "people"),
        (Kind::Org, "orgs"),
        (Kind::Place, "places"),
    ] {
        let entities = annotated.names.entities.iter().enumerate();
        let entities = entities.filter(|(_, entity)| entity.kind == kind);
        let names = entities.map(|(at, entity)| {
            let location = located.get(at).copied().flatten();
            let country = location.and_then(country_of).unwrap_or_default();
            clean::line(&entity.name).into_owned() + &country
        });
        let names: Vec<String> = names.collect();
        if !names.is_empty() {
            let names = names.join(", ");
            write!(
                out,
                "{}",
                paragraph::row(name, &names, Role::Name(kind), styling)
            )?;
        }
    }
    if !countries.is_empty() {
        let codes: Vec<&str> = countries.iter().map(Country::code).collect();
        row("countries", &codes.join(", "), Role::Plain, styling, out)?;
    }
    let near = match story.published {
        Some(_) => "within half a year",
        None => "without a date",
    };
    for (why, pair) in taken {
        let what = match pair.kind {
            Kind::Person => "full names in stories",
            _ => "introductions by stories",
        };
        let why = format!(
            "{} → {} ({} of the {} {what} {near})",
            clean::line(&pair.short),
            clean::line(&pair.full),
            why.stories,
            why.of
        );
        row("aliases", &why, Role::Plain, styling, out)?;
    }
    let body = marked(annotated, TextField::Body, Role::Plain, styling);
    writeln!(out, "\n{}", wrap(body.trim_end(), 0, styling))
}

/// ` (US)` for a place in a country, nothing for a country.
fn country_of(location: Location) -> Option<String> {
    (location.extent != Extent::Country).then(|| format!(" ({})", location.country))
}

/// The metadata, most interesting first.
fn facts(story: &Story, seen: Date) -> Vec<(&'static str, String)> {
    let published = match &story.published {
        Some(published) if published.is_after(seen) => format!(
            "{} (from {}; later than the day it was first read)",
            published.value(),
            published.from()
        ),
        Some(published) => format!("{} (from {})", published.value(), published.from()),
        None => "unknown".to_owned(),
    };
    let facts = [
        ("published", Some(published)),
        ("source", story.source.clone()),
        ("section", story.section.clone()),
        ("byline", story.byline.clone()),
        (
            "language",
            story.language.map(|language| language.to_string()),
        ),
        ("url", story.url.clone()),
        ("file", Some(story.file.clone())),
        ("id", Some(story.id.clone())),
        ("seen", Some(seen.to_string())),
    ];
    facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

fn row(
    name: &str,
    value: &str,
    role: Role,
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (dim, style) = (styling.style(Role::Dim), styling.style(role));
    let row = format!("{dim}{name:9}{dim:#}  {style}{value}{style:#}");
    writeln!(out, "{}", wrap(&row, paragraph::ROW, styling))
}

/// A span of a text to be marked, with its note.
struct Mark {
    span: Span,
    role: Role,
    note: String,
}

/// The marks of one text, in order.
fn marks(annotated: &AnnotatedStory, field: TextField) -> Vec<Mark> {
    let text = annotated.story.text(field);
    let mut marks = Vec::new();
    for (mention, entity) in annotated
        .names
        .iter()
        .filter(|(mention, _)| mention.field == field)
    {
        let is_canonical = mention.span.of(text) == entity.name;
        marks.push(Mark {
            span: mention.span,
            role: Role::Name(entity.kind),
            note: if is_canonical {
                entity.kind.to_string()
            } else {
                format!("{} {}", entity.kind, entity.name)
            },
        });
    }
    for date in annotated.dates.iter().filter(|date| date.field == field) {
        marks.push(Mark {
            span: date.timex.span,
            role: Role::Date,
            note: date.timex.value.clone(),
        });
    }
    marks.sort_by_key(|mark| mark.span);
    marks
}

/// A text with its marks. A date within a name, or a name within a date, is not marked.
fn marked(annotated: &AnnotatedStory, field: TextField, role: Role, styling: Styling) -> String {
    let text = annotated.story.text(field);
    let style = styling.style(role);
    let unmarked = |range| {
        let text = clean::block(text.get(range).unwrap_or_default());
        if text.is_empty() {
            String::new()
        } else {
            format!("{style}{text}{style:#}")
        }
    };
    let mut written = String::new();
    let mut at = 0;
    for mark in marks(annotated, field) {
        if mark.span.start() < at {
            continue;
        }
        written += &unmarked(at..mark.span.start());
        written += &mark.show(text, styling);
        at = mark.span.end();
    }
    written + &unmarked(at..text.len())
}

impl Mark {
    fn show(&self, text: &str, styling: Styling) -> String {
        let words = clean::block(self.span.of(text));
        let note = clean::line(&self.note);
        if !styling.colour {
            return format!("[{words}|{note}]");
        }
        let (style, dim) = (styling.style(self.role), styling.style(Role::Dim));
        match self.role {
            // The words do not show which day they mean; for a name its colour is enough.
            Role::Date => format!("{style}{words}{style:#} {dim}({note}){dim:#}"),
            _ => format!("{style}{words}{style:#}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use jiff::civil::date;

    use super::super::example;
    use super::*;
    use crate::index::Origin;
    use crate::story::{Entity, Places};

    fn shown(styling: Styling) -> String {
        shown_with(&example::interview(), &Places::default(), styling)
    }

    fn shown_with(annotated: &AnnotatedStory, places: &Places, styling: Styling) -> String {
        let mut out = Vec::new();
        let countries = places.countries.iter().map(|(country, _)| *country);
        let stored = StoredStory {
            annotated: annotated.clone(),
            countries: countries.collect(),
            seen: date(2024, 7, 17),
            origin: Origin::Here,
        };
        story(&stored, &places.located, &[], styling, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_place_stands_with_its_country() {
        let (mut story, mut places) = (example::interview(), example::somewhere());
        story.names.entities[0] = Entity {
            kind: Kind::Place,
            name: "Butler".to_owned(),
        };
        let shown = shown_with(&story, &places, Styling::PLAIN);
        assert!(
            shown.contains("places     Butler (US)\ncountries  US"),
            "{shown}"
        );
        if let Some(Some(location)) = places.located.first_mut() {
            location.extent = Extent::Country;
        }
        let shown = shown_with(&story, &places, Styling::PLAIN);
        assert!(shown.contains("places     Butler\n"), "{shown}");
    }

    #[test]
    fn in_marks() {
        assert_snapshot!(shown(Styling::PLAIN), @r#"
        [Musk|person Elon Musk]’s interview delayed

        published  2024-07-14 (from field date)
        source     Harbour Wire
        byline     Ada Lovelace
        language   en
        file       wire/2024.jsonl
        id         hw-17
        seen       2024-07-17
        people     Elon Musk

        Élan was lost.
        An interview with [Elon Musk|person] began late on [July 13|2024-07-13]�[2J, after an outage of [two weeks|P2W].
        Musk spoke at length.
        "#);
    }

    #[test]
    fn in_colour() {
        let styling = Styling {
            colour: true,
            ..Styling::PLAIN
        };
        assert_snapshot!(shown(styling).escape_debug().to_string().replace("\\n", "\n"), @r#"
        \u{1b}[32mMusk\u{1b}[0m\u{1b}[1m’s interview delayed\u{1b}[0m

        \u{1b}[2mpublished\u{1b}[0m  2024-07-14 (from field date)
        \u{1b}[2msource   \u{1b}[0m  Harbour Wire
        \u{1b}[2mbyline   \u{1b}[0m  Ada Lovelace
        \u{1b}[2mlanguage \u{1b}[0m  en
        \u{1b}[2mfile     \u{1b}[0m  wire/2024.jsonl
        \u{1b}[2mid       \u{1b}[0m  hw-17
        \u{1b}[2mseen     \u{1b}[0m  2024-07-17
        \u{1b}[2mpeople   \u{1b}[0m  \u{1b}[32mElon Musk\u{1b}[0m

        Élan was lost.
        An interview with \u{1b}[32mElon Musk\u{1b}[0m began late on \u{1b}[36mJuly 13\u{1b}[0m \u{1b}[2m(2024-07-13)\u{1b}[0m�[2J, after an outage of \u{1b}[36mtwo weeks\u{1b}[0m \u{1b}[2m(P2W)\u{1b}[0m.
        Musk spoke at length.
        "#);
    }
}
