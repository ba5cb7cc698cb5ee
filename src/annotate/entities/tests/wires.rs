//! What wires write: lines broken where a dateline stood, signs that shares are traded under, rulers.

use super::{check, names};
use crate::story::Language;

#[test]
fn a_first_line_may_be_cut_short() {
    check(
        "Former harbour spokesman [Jonas\nWeller|PER] said he and the others had misled the\npublic on some of what had been told of the harbour in\nthose years of the long war.",
    );
    check(
        "By [Jane Doe|PER]\n[London|LOC] officials said they had not seen the\nharbour and would not say what they had\nseen in the night of the storm.",
    );
}

#[test]
fn a_headline_names_the_firm_of_its_sign() {
    for (title, name) in [
        ("PACIFIC HARBOUR <PHBR> SEES LOSS", "PACIFIC HARBOUR"),
        ("HARBOUR <PHBR> SEES LOSS", "Pacific Harbour Financial Corp"),
    ] {
        let body = "Pacific Harbour Financial Corp said it sees a loss.";
        let found = names(title, body, Some(Language::English));
        let (first, entity) = found.iter().next().unwrap();
        let text = if name == "PACIFIC HARBOUR" {
            title
        } else {
            body
        };
        assert_eq!(first.span.of(text), name);
        assert_eq!(entity.name, "Pacific Harbour Financial Corp");
    }
}

#[test]
fn a_ruler_is_not_the_realm() {
    check("Sultan [Qaboos|PER] of [Oman|LOC] met King [Hussein|PER] of [Jordan|LOC].");
}
