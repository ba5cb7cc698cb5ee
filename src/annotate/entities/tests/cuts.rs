//! How a text is cut into tokens.

use super::super::lexicon::{Entry, Lexicon, List};
use super::super::token::{Shape, Style};
use super::{check, hash, names, table, tokens_of};
use crate::story::{Kind, Language};

/// Checks how a text is cut: tokens between bars.
#[track_caller]
pub(super) fn check_tokens_by(lexicon: Lexicon<'_>, cut: &str) {
    let text = cut.replace('|', "");
    let tokens = tokens_of(&text, lexicon);
    let words: Vec<&str> = tokens
        .iter()
        .map(|token| &text[token.start as usize..token.end as usize])
        .collect();
    let expected: Vec<&str> = cut
        .split(['|', ' ', '\n'])
        .filter(|word| !word.is_empty())
        .collect();
    assert_eq!(words, expected);
}

#[track_caller]
fn check_tokens(cut: &str) {
    check_tokens_by(Lexicon::new(&[]), cut);
}

#[test]
fn names_are_cut_whole() {
    check_tokens("Mr. O'Brien of AT&T met J. P. Morgan in the U.S. on Monday|.");
    check_tokens("Kim Jong-il|, Jean-Pierre and al-Qaida|'s Ba'ath");
    check_tokens("Zürich|’s Côte d’Ivoire");
}

#[test]
fn a_letter_that_is_a_word_ends_its_sentence() {
    let shapes = |text: &str| {
        let tokens = tokens_of(text, Lexicon::new(&[]));
        let letters = tokens
            .iter()
            .filter(|token| token.word == hash::word("x") || token.shape == Shape::Initial);
        letters
            .map(|token| (token.shape, token.end - token.start))
            .collect::<Vec<_>>()
    };
    let letter = (Shape::Letter, 1);
    assert_eq!(
        shapes("X was down. He wrote on X. Okafor said so."),
        [letter, letter]
    );
    assert_eq!(
        shapes("It was written by X. Okafor said so."),
        [(Shape::Initial, 2)]
    );
    assert_eq!(
        shapes("X was down, said X. Okafor, and J. X. Ray."),
        [letter, letter, (Shape::Initial, 2), (Shape::Initial, 2)]
    );
}

#[test]
fn a_stop_behind_a_company_ends_its_sentence_where_the_text_sets_none() {
    let companies = |text: &str| {
        let tokens = tokens_of(text, Lexicon::new(&[]));
        let pairs = tokens.windows(2);
        let companies = pairs.filter(|pair| pair[0].word == hash::word("inc"));
        companies
            .map(|pair| (pair[0].shape, pair[0].tail, pair[1].first))
            .collect::<Vec<_>>()
    };
    let inc = u32::from_le_bytes(*b"cni\0");
    assert_eq!(
        companies("Kivu Inc rose. They sued Kivu Inc. Kivu said no."),
        [(Shape::Title, inc, false), (Shape::Title, inc, true)]
    );
    assert_eq!(companies("They sued Kivu Inc. Kivu said no."), []);
}

#[test]
fn what_hangs_on_a_name_is_cut_off() {
    check_tokens("London|-|based|, U.S.|-|led|, pro|-|Moscow");
    check_tokens("Iran|'s (|EU|) \"|Trump|\"");
}

#[test]
fn a_headline_has_its_style_without_a_stop() {
    let style = |text: &str| {
        let tokens = tokens_of(text, Lexicon::new(&[]));
        tokens.first().map(|token| token.style)
    };
    assert_eq!(style("HARBOUR BANK RAISES RATES"), Some(Style::Upper));
    assert_eq!(
        style("Harbour Bank Raises Its Rates Again"),
        Some(Style::Title)
    );
}

#[test]
fn the_plural_of_a_family_is_known_by_the_family() {
    let family = Entry::new(List::Family.bit(), 0);
    let table = Lexicon::pack(&["okafor", "bush"].map(|word| (hash::word(word), family)));
    let lists = |text: &str| {
        let tokens = tokens_of(text, Lexicon::new(&table));
        tokens.last().map(|token| token.entry.lists())
    };
    let families = Some(List::Family.bit() | List::Demonym.bit());
    assert_eq!(lists("the Okafors"), families);
    assert_eq!(lists("the Bushes"), families);
    assert_eq!(lists("the Okafor"), Some(List::Family.bit()));
    assert_eq!(lists("the Harbours"), Some(0));
}

#[test]
fn the_slug_of_a_wire_is_parted_from_its_headline() {
    check_tokens(
        "UPDATE 2|-|Harbour Wire lifts outlook\nRPT|-|UPDATE 1|-|Oil falls\nBRIEF|-|Nordsee AG buys rival",
    );
    check_tokens(
        "Soccer|-|Rovers win\nMotor racing|-|Okafor on pole\nFOREX|-|Dollar up\nCORRECTED|-|Harbour Wire cuts",
    );
    check_tokens("7-Eleven in ZANU-PF|'s al-Qaida and trans-Siberian F-16 of 24-Hour");
}

#[test]
fn a_hyphen_parts_two_names_and_no_one_name() {
    let country = Entry::new(List::Country.bit(), 0);
    let org = Entry::new(List::Org.bit(), 0);
    let given = Entry::new(List::Given.bit(), 0);
    let people = Entry::new(List::Demonym.bit(), 0);
    let words = [
        ("u.s.", country),
        ("china", country),
        ("bissau", country),
        ("guinea", country),
        ("guinea-bissau", country),
        ("kivu", org),
        ("nordsee", org),
        ("jean", given),
        ("chadian", people),
        ("arab", people),
    ];
    let table = Lexicon::pack(&words.map(|(word, entry)| (hash::word(word), entry)));
    let lexicon = Lexicon::new(&table);
    check_tokens_by(
        lexicon,
        "U.S.|-|China talks|, Kivu|-|Nordsee|-|China|, China|-|Chadian",
    );
    check_tokens_by(
        lexicon,
        "Guinea-Bissau|, Jean-Claude Arab-Chadian Jean China-Kivu Nordsee-Ahlers",
    );
}

#[test]
fn the_possessive_of_a_plural_is_cut_off() {
    let marks = |text: &str| {
        let tokens = tokens_of(text, Lexicon::new(&[]));
        let marks = tokens.iter().map(|token| token.shape);
        marks
            .filter(|shape| matches!(shape, Shape::Possessive | Shape::Quote))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        marks("Rovers' Okafor and the Bellos’ house"),
        [Shape::Possessive; 2]
    );
    assert_eq!(
        marks("He called it 'the Rovers' and left"),
        [Shape::Quote; 2]
    );
    assert_eq!(
        marks("'Rovers\nThe Rovers' Okafor"),
        [Shape::Quote, Shape::Possessive]
    );
}

#[test]
fn numbers_and_addresses_are_one() {
    check_tokens(
        "1,000 at 3.5 in 1998|, see https://example.com/a,b or @user and mail@example.com",
    );
}

#[test]
fn words_near_capitals_are_looked_up() {
    let table = table(&["dog"], List::Speech);
    let known = |text: &str| {
        let tokens = tokens_of(text, Lexicon::new(&table));
        let known = tokens.iter().map(|token| token.entry.is(List::Speech));
        known.collect::<Vec<_>>()
    };
    assert_eq!(known("Dog dog dog")[..2], [true; 2]);
    let far = "so it is and so it was and so it goes on";
    assert_eq!(
        known(&[far, " dog dog dog Dog dog dog dog"].concat())[12..],
        [false, true, true, true, true, true, false]
    );
}

#[test]
fn a_word_of_endless_hyphens_takes_no_time() {
    let table = table(&["china"], List::Country);
    let count = |text: &str| {
        let tokens = tokens_of(text, Lexicon::new(&table));
        tokens.len()
    };
    assert_eq!(count("China-China"), 3);
    // Were it parted, each part would be read up to the end.
    assert_eq!(count(&"China-".repeat(1_000)), 2);
}

#[test]
fn what_stands_before_and_behind_a_name_is_no_part_of_it() {
    check("The court heard [Guy Mansfield|PER] QC on Monday, and [Ruth Kelly|PER] MP was told.");
    check("The club cut QB [Marcus Bell|PER] on Monday. A reporter met CEO [Anna Reid|PER].");
    check("They signed WR [Kevin Marsh|PER] and RHP [Brian Carter|PER] on Monday.");
    let part = "The club sold land to the CEO Anna Reid Foundation on Monday.";
    let found = names("", part, Some(Language::English));
    assert!(
        found
            .entities
            .iter()
            .all(|entity| entity.name != "Anna Reid"),
        "{found:?}"
    );
    check("[Germany|LOC] said on Monday that West German exports rose.");
    check("They met in [Las Vegas|LOC] on Monday.");
    check("[Narendra Modi|PER] spoke in [Delhi|LOC]. Shri [Modi|PER] said that people could wait.");
}

#[test]
fn words_of_tables_are_no_names() {
    for table in [
        "Shr 38 cts vs 27 cts\nNet 4.1 mln vs 2.9 mln\nRevs 61.2 mln vs 55.7 mln\nAvg shrs 10.8 mln vs 10.7 mln",
        "The rate was 1.54 N.Z. Dlrs on Monday.\nQtr ended March 31",
    ] {
        let found = names("", table, Some(Language::English));
        let people = found
            .entities
            .iter()
            .filter(|entity| entity.kind != Kind::Place);
        assert_eq!(people.count(), 0, "{:?}", found.entities);
    }
}

#[test]
fn a_name_goes_on_behind_a_full_line() {
    check(
        "The dollar fell on Monday although the minister, Mr. [Paul\n\
         Volcker|PER] said that he would not let it fall for long. Traders had\n\
         expected as much and sold yen and marks all through the day until they\n\
         heard of it.",
    );
}

#[test]
fn firms_are_put_together_over_an_and() {
    check("The bonds were sold by [Goldman, Sachs and Co|ORG] on Monday.");
    check("The bonds were sold by [Kidder, Peabody and Co Inc|ORG] on Monday.");
}
