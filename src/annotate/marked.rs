//! Parses the marked text of tests: `[Paris|US]`.

use crate::story::{AnnotatedStory, Entity, Kind, Mention, Names, Span, Story, TextField};

/// The story of a marked body, with each mark as a name of `kind`, and the text after each `|`.
pub(crate) fn marked(body: &str, kind: Kind) -> (AnnotatedStory, Vec<String>) {
    let (mut text, mut names, mut notes) = (String::new(), Names::default(), Vec::new());
    let mut spans = Vec::new();
    for (nth, part) in body.split(['[', ']']).enumerate() {
        let Some((name, note)) = part.split_once('|').filter(|_| nth % 2 == 1) else {
            text += part;
            continue;
        };
        spans.push(text.len()..text.len() + name.len());
        text += name;
        let name = name.to_owned();
        let known = names
            .entities
            .iter()
            .position(|entity: &Entity| entity.name == name);
        let entity = known.unwrap_or_else(|| {
            names.entities.push(Entity { kind, name });
            notes.push(note.to_owned());
            notes.len() - 1
        });
        names.mentions.push(Mention {
            field: TextField::Body,
            span: Span::new("", 0..0).unwrap(),
            entity: u32::try_from(entity).unwrap(),
        });
    }
    for (mention, span) in names.mentions.iter_mut().zip(spans) {
        mention.span = Span::new(&text, span).unwrap();
    }
    let story = Story {
        body: text,
        ..Story::default()
    };
    let dates = Vec::new();
    (
        AnnotatedStory {
            story,
            names,
            dates,
        },
        notes,
    )
}
