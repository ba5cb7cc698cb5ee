//! Decides what words are that were found to be both a name and a time: nothing is both.
//!
//! A time inside a longer name is not a time (`Jamie Noon`, `People's Daily`), and a name inside a longer time is not a
//! name (`6 a.m. CDT`, `end-March`). A word that could be either is a name if the story gives that name in full
//! elsewhere, or if it is an organisation.

use crate::story::{AnnotatedStory, DateMention, Entity, Kind, Mention, Names, TimexType};

use super::entities::{is_family_name, is_given_name};

/// Removes names that are times, and times that are names.
pub(super) fn resolve(annotated: &mut AnnotatedStory) {
    let (mut no_names, mut no_dates) = (Vec::new(), Vec::new());
    let mut from = 0;
    for (at, (mention, entity)) in annotated.names.iter().enumerate() {
        let ends_before = |date: &&DateMention| {
            (date.field, date.timex.span.end()) <= (mention.field, mention.span.start())
        };
        let dates = annotated.dates.get(from..).unwrap_or_default();
        from += dates.iter().take_while(ends_before).count();
        let dates = annotated.dates.get(from..).unwrap_or_default();
        let over = dates.iter().take_while(|date| {
            date.field == mention.field && date.timex.span.overlaps(mention.span)
        });
        let count = over.count();
        let Some(over @ [_, ..]) = dates.get(..count) else {
            continue;
        };
        let text = annotated.story.text(mention.field);
        if is_name(text, mention, entity, over) {
            no_dates.extend(from..from + count);
        } else {
            no_names.push(at);
        }
    }
    if !no_names.is_empty() {
        leave_out_names(&mut annotated.names, &no_names);
    }
    if !no_dates.is_empty() {
        let mut at = 0..;
        annotated.dates.retain(|_| {
            at.next()
                .is_none_or(|at| no_dates.binary_search(&at).is_err())
        });
    }
}

/// Whether a name that overlaps these times is a name all the same.
fn is_name(text: &str, mention: &Mention, entity: &Entity, over: &[DateMention]) -> bool {
    let name = mention.span.of(text);
    let Some(date) = over.first().map(|date| &date.timex) else {
        return true;
    };
    let is_inside = |at: usize| {
        let mut spans = over.iter().map(|date| date.timex.span);
        spans.any(|span| span.range().contains(&at))
    };
    let outside: Vec<&str> = name
        .split_inclusive(|c: char| !c.is_alphanumeric())
        .scan(mention.span.start(), |at, word| {
            let start = *at;
            *at += word.len();
            Some((start, word))
        })
        .filter(|(start, word)| word.starts_with(char::is_alphanumeric) && !is_inside(*start))
        .map(|(_, word)| word.trim_end_matches(|c: char| !c.is_alphanumeric()))
        .collect();
    // `the April-to-June quarter`
    let joined = |word: &&str| word.starts_with(char::is_lowercase);
    if over.len() > 1 && outside.iter().all(joined) {
        return false;
    }
    let said = date.span.of(text);
    if outside.is_empty() {
        let is_word = said.trim_end_matches('.').chars().all(char::is_alphabetic);
        let is_org = entity.kind == Kind::Org;
        let is_told_in_full = entity.name.contains(' ') && !name.contains(' ');
        // `the five SEC commissioners`
        return is_word && (is_org || is_told_in_full)
            || is_org && date.class == TimexType::Duration;
    }
    let crosses = over.iter().any(|date| {
        let span = date.timex.span;
        span.start() < mention.span.start() || span.end() > mention.span.end()
    });
    match entity.kind {
        Kind::Org if crosses => outside.len() > 1 && !said.contains(|c: char| c.is_ascii_digit()),
        _ if crosses => false,
        // `June Carter Cash`, but not `June T-bonds`
        Kind::Person if date.span.start() == mention.span.start() => outside
            .iter()
            .all(|word| is_family_name(word) || is_given_name(word)),
        _ => true,
    }
}

/// Removes these mentions, which are sorted, and entities that have no mention left.
fn leave_out_names(names: &mut Names, left_out: &[usize]) {
    let mut at = 0..;
    names.mentions.retain(|_| {
        at.next()
            .is_none_or(|at| left_out.binary_search(&at).is_err())
    });
    let mut number_of: Vec<Option<u32>> = vec![None; names.entities.len()];
    let mut entities = Vec::with_capacity(names.entities.len());
    for mention in &mut names.mentions {
        let old = mention.entity as usize;
        let (Some(number), Some(entity)) = (number_of.get_mut(old), names.entities.get(old)) else {
            continue;
        };
        mention.entity = *number.get_or_insert_with(|| {
            entities.push(entity.clone());
            u32::try_from(entities.len() - 1).unwrap_or(u32::MAX)
        });
    }
    names.entities = entities;
}

#[cfg(test)]
mod tests {
    use crate::annotate::annotate;
    use crate::annotate::marked::marked;
    use crate::story::{Kind, Language};

    /// Checks the entities and the times of a story.
    #[track_caller]
    fn check(body: &str, names: &[&str], dates: &[&str]) {
        let mut story = marked(body, Kind::Person).0.story;
        story.language = Some(Language::English);
        let annotated = annotate(story);
        let found: Vec<String> = annotated
            .names
            .entities
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, names, "{body}");
        let told = annotated.dates.iter();
        let told: Vec<&str> = told.map(|date| date.timex.span.of(body)).collect();
        assert_eq!(told, dates, "{body}");
    }

    #[test]
    fn a_time_within_a_name_is_none() {
        check(
            "Centre Jamie Noon scored twice in Newcastle. Noon was born in Goole.",
            &["person/Jamie Noon", "place/Newcastle", "place/Goole"],
            &[],
        );
        check(
            "The People's Daily said on Monday that prices fell in Beijing.",
            &["org/People's Daily", "place/Beijing"],
            &["Monday"],
        );
    }

    #[test]
    fn a_name_within_a_time_is_none() {
        check(
            "The storm reached Biloxi at 6:10 a.m. CDT on Monday.",
            &["place/Biloxi"],
            &["6:10 a.m. CDT on Monday"],
        );
        check(
            "Sales fell in the April-to-June quarter.",
            &[],
            &["April", "June"],
        );
    }
}
