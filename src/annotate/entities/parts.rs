//! Finds the names of a very long text [part by part](crate::annotate::parts). A name is joined to those of other parts
//! only by its canonical name.

use rustc_hash::FxHashMap;

use super::model::Model;
use super::names_with_model;
use crate::annotate::parts::{self, LONGEST};
use crate::story::{Entity, Mention, Names, TextField};

/// The names of a story, in parts if it is very long.
pub(super) fn names(model: &Model<'_>, title: &str, body: &str) -> Names {
    if body.len() <= LONGEST {
        return names_with_model(model, title, body);
    }
    in_parts(model, title, body, LONGEST)
}

fn in_parts(model: &Model<'_>, mut title: &str, body: &str, longest: usize) -> Names {
    let mut all = Names::default();
    let mut numbers: FxHashMap<Entity, u32> = FxHashMap::default();
    for part in parts::of(body, longest) {
        let text = body.get(part.clone()).unwrap_or_default();
        let found = names_with_model(model, std::mem::take(&mut title), text);
        for (mention, entity) in found.iter() {
            let span = match mention.field {
                TextField::Title | TextField::Byline => Some(mention.span),
                TextField::Body => parts::in_whole(body, &part, mention.span),
            };
            let Some(span) = span else { continue };
            let entity = *numbers.entry(entity.clone()).or_insert_with(|| {
                all.entities.push(entity.clone());
                u32::try_from(all.entities.len() - 1).unwrap_or(u32::MAX)
            });
            all.mentions.push(Mention {
                span,
                entity,
                ..*mention
            });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::entities::model;
    use crate::story::Language;

    #[test]
    fn a_name_in_two_parts_is_one_entity_and_each_mention_is_in_its_place() {
        let model = model(Language::English).unwrap();
        let (title, line) = (
            "Merkel in Paris",
            "Angela Merkel met Emmanuel Macron in Paris on Friday.\n",
        );
        let body = line.repeat(7);
        let found = in_parts(model, title, &body, 2 * line.len() + 9);
        let whole = names_with_model(model, title, &body);
        assert_eq!(found.mentions.len(), whole.mentions.len());
        for ((mention, entity), (in_whole, _)) in found.iter().zip(whole.iter()) {
            assert_eq!(
                (mention.field, mention.span),
                (in_whole.field, in_whole.span)
            );
            let text = if mention.field == TextField::Title {
                title
            } else {
                &body
            };
            assert!(entity.name.ends_with(mention.span.of(text)), "{entity:?}");
        }
        let bodies = found
            .iter()
            .filter(|(mention, _)| mention.field == TextField::Body);
        let mut named: Vec<&str> = bodies.map(|(_, entity)| entity.name.as_str()).collect();
        named.sort_unstable();
        named.dedup();
        assert_eq!(named, ["Angela Merkel", "Emmanuel Macron", "Paris"]);
    }
}
