//! Joins the names of firms that the tagger split at an `and`: `Goldman, Sachs and Co`, `Alex. Brown and Sons Inc`.

use super::hash::small_words;
use super::name_rules::NameRules;
use super::short_forms::is_org_ending;
use super::tag::Sort;
use super::tagger::Found;
use super::token::{Shape, Token};
use crate::story::Kind;

const AND: [u64; 2] = small_words(["and", "&"]);
/// What may follow `and` in a firm's name besides `Co`.
const OTHERS: [u64; 3] = small_words(["sons", "bros", "bros."]);
/// What may follow `GmbH & Co.`
const KG: [u64; 2] = small_words(["kg", "kgaa"]);
const CO: [u64; 3] = small_words(["co", "co.", "company"]);

/// Joins the names of firms that were found in pieces.
pub(super) fn join_companies(tokens: &[Token], rules: &NameRules, found: &mut Vec<Found>) {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    let mut names = found.drain(..).peekable();
    while let Some(name) = names.next() {
        let may_be = matches!(name.sort, Sort::Kind(Kind::Person | Kind::Org));
        let mut ends = name.tokens.start + 1..=name.tokens.end;
        let firm = ends.find_map(|at| company_end(tokens, at, rules));
        let Some((end, is_sure)) = firm.filter(|(end, _)| may_be && *end >= name.tokens.end) else {
            joined.push(name);
            continue;
        };
        let partner = joined.pop_if(|before| is_partner(tokens, before, &name));
        // Nobody knows whether `Messi and Co` is a firm.
        if partner.is_none() && !is_sure && name.sort != Sort::ORG {
            joined.push(name);
            continue;
        }
        let start = partner.map_or(name.tokens.start, |partner| partner.tokens.start);
        while names.next_if(|inside| inside.tokens.start < end).is_some() {}
        joined.push(Found {
            tokens: start..end,
            sort: Sort::ORG,
        });
    }
    drop(names);
    *found = joined;
}

/// The end of the company's name whose first part ends at `at`, and whether the name can only be a company's.
fn company_end(tokens: &[Token], at: usize, rules: &NameRules) -> Option<(usize, bool)> {
    let [and, other, ..] = tokens.get(at..)? else {
        return None;
    };
    let are_sons = OTHERS.contains(&other.word);
    let is_firm = AND.contains(&and.word)
        && !other.first
        && other.shape.is_capital()
        && (are_sons || CO.contains(&other.word));
    let more = tokens.get(at + 2..)?.iter();
    let more = more
        .take_while(|word| {
            !word.first
                && word.shape.is_capital()
                && (is_org_ending(word, rules) || KG.contains(&word.word))
        })
        .count();
    is_firm.then_some((at + 2 + more, are_sons || more > 0))
}

/// Whether the name before is that of a partner: `Goldman` in `Goldman, Sachs and Co`.
fn is_partner(tokens: &[Token], before: &Found, name: &Found) -> bool {
    let end = before.tokens.end;
    matches!(before.sort, Sort::Kind(Kind::Person | Kind::Org))
        && end + 1 == name.tokens.start
        && tokens
            .get(end)
            .is_some_and(|mark| mark.shape == Shape::Comma)
}
