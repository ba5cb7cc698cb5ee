//! Which stretches of words are looked at.

use super::super::lexicon::{Entry, Lexicon, List};
use super::super::stretch::stretches;
use super::{hash, table, tokens_of};

/// Checks which stretches are looked at.
#[track_caller]
fn check_stretches(text: &str, expected: &[&str]) {
    let tokens = tokens_of(text, Lexicon::new(&[]));
    let found: Vec<&str> = stretches(&tokens, Lexicon::new(&[]))
        .filter_map(|stretch| tokens.get(stretch))
        .map(|tokens| &text[tokens[0].start as usize..tokens[tokens.len() - 1].end as usize])
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn small_words_join_capitals() {
    check_stretches(
        "They say the Ministry of Health and Ludwig van Beethoven were late",
        &["They", "Ministry of Health and Ludwig van Beethoven"],
    );
}

#[test]
fn a_sentence_ends_a_stretch() {
    check_stretches("I saw Rome. Paris was next", &["I", "Rome", "Paris"]);
}

#[test]
fn a_common_word_alone_at_the_start_is_no_stretch() {
    let table = table(&["showers"], List::Common);
    let stretches_of = |text: &str| {
        let tokens = tokens_of(text, Lexicon::new(&table));
        stretches(&tokens, Lexicon::new(&table)).count()
    };
    assert_eq!(stretches_of("Showers fell all week."), 0);
    assert_eq!(stretches_of("Showers Lane was dry. They like Showers."), 3);
}

#[test]
fn a_listed_name_is_one_stretch_however_written() {
    let phrase = hash::phrase(["green", "tracker"].map(hash::word));
    let begins = (hash::word("green"), Entry::new(List::Begins.bit(), 0));
    let table = Lexicon::pack(&[begins, (phrase, Entry::new(List::Org.bit(), 0))]);
    let lexicon = Lexicon::new(&table);
    let tokens = tokens_of("The site Green tracker noted it.", lexicon);
    let found: Vec<_> = stretches(&tokens, lexicon).collect();
    assert_eq!(found, [0..1, 2..4]);
}
