//! B³: for each mention, how much of its entity was put together with it, and how much that is not its entity.

use std::collections::BTreeMap;

use crate::{Mention, Story};

/// Sums over the mentions of one kind.
#[derive(Default)]
struct Score {
    precision: f64,
    given: f64,
    recall: f64,
    gold: f64,
    /// Entities with the right fullest form, of those with a mention in common.
    named: f64,
    matched: f64,
}

/// Prints the scores by kind, and with `errors` what is wrong.
pub(crate) fn report(stories: &[Story], find: impl Fn(&str) -> Vec<Mention>, errors: bool) {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for story in stories {
        let found = find(&story.text);
        for (mention, kind, share) in shares(&story.mentions, &found) {
            let score = scores.entry(kind.to_owned()).or_default();
            score.gold += 1.0;
            score.recall += share;
            let twin = found.iter().find(|twin| same(mention, twin));
            if let Some((_, name)) = twin {
                score.matched += 1.0;
                score.named += f64::from(u8::from(name.eq_ignore_ascii_case(&mention.1)));
            }
            if errors
                && (share < 1.0 || twin.is_none_or(|twin| !twin.1.eq_ignore_ascii_case(&mention.1)))
            {
                let (form, at) = (&story.text[mention.0.clone()], mention.0.start);
                let given = twin.map_or("nothing", |twin| &twin.1);
                println!(
                    "{form:?} at {at}: {} and not {given}; {share:.2}",
                    mention.1
                );
            }
        }
        for (mention, kind, share) in shares(&found, &story.mentions) {
            let score = scores.entry(kind.to_owned()).or_default();
            score.given += 1.0;
            score.precision += share;
            if errors && share == 0.0 {
                println!(
                    "{:?}: made up as {}",
                    &story.text[mention.0.clone()],
                    mention.1
                );
            }
        }
    }
    for (kind, score) in scores {
        let (precision, recall) = (score.precision / score.given, score.recall / score.gold);
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!(
            "{kind:7} B³ P {precision:.3} R {recall:.3} F1 {f1:.3}  {} mentions; name right {:.3}",
            score.gold,
            score.named / score.matched
        );
    }
}

/// For each of `mentions`, its kind, and the share of its entity's that `others` have and put together with it.
fn shares<'m>(mentions: &'m [Mention], others: &[Mention]) -> Vec<(&'m Mention, &'m str, f64)> {
    let twin = |mention: &Mention| others.iter().find(|other| same(mention, other));
    let share = |mention: &Mention| {
        let entity = mentions.iter().filter(|other| other.1 == mention.1);
        let together = |other: &&Mention| {
            twin(mention).is_some_and(|own| twin(other).is_some_and(|twin| twin.1 == own.1))
        };
        entity.clone().filter(together).count() as f64 / entity.count() as f64
    };
    let kind = |mention: &'m Mention| mention.1.split('/').next().unwrap_or_default();
    mentions
        .iter()
        .map(|mention| (mention, kind(mention), share(mention)))
        .collect()
}

/// The same place and kind.
fn same(a: &Mention, b: &Mention) -> bool {
    a.0 == b.0 && a.1.split('/').next() == b.1.split('/').next()
}
