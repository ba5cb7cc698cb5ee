//! German: nouns have capitals and are no names; names are inflected.

use super::super::inflection::{nominative, uninflected};
use super::super::lexicon::{Entry, Lexicon, List};
use super::super::name_rules::GERMAN;
use super::cuts::check_tokens_by;
use super::{check_entities_in, check_in, hash, tokens_of};
use crate::story::Kind;
use crate::story::Language::German;

#[test]
fn people_places_and_organisations() {
    check_in(
        German,
        "[Angela Merkel|PER] flog von [Zürich|LOC] nach [Paris|LOC].",
    );
    check_in(
        German,
        "Der [Bundestag|ORG] tagt in [Berlin|LOC], die [SPD|ORG] stimmte zu.",
    );
    check_in(
        German,
        "Die [Deutsche Bahn|ORG] streicht Züge zwischen [Köln|LOC] und [Aachen|LOC].",
    );
    check_in(
        German,
        "[WIEN|LOC] ([APA|ORG]) - Die Regierung tagte am Montag.",
    );
}

#[test]
fn nouns_are_no_names() {
    for plain in [
        "Der Wald brannte am Dienstag, und die Feuerwehr kam mit zwölf Fahrzeugen.",
        "Die Regierung will die Steuern senken, doch die Opposition spricht von einem Geschenk.",
        "Das Wetter bleibt schön. Am Freitag gibt es Regen, im Süden auch Gewitter.",
        "Die Kosten für den Neubau der Turnhalle steigen auf vier Millionen Euro.",
        "Ein Fahrer übersah die Ampel, der Wagen prallte gegen eine Mauer.",
        "Anschließend gab es Kuchen, Kaffee und ein Konzert der Schulklasse.",
        "Zum Glück blieb es beim Schrecken, sagte eine Sprecherin der Polizei.",
    ] {
        check_in(German, plain);
    }
}

#[test]
fn titles_stay_outside() {
    check_in(
        German,
        "Bundeskanzler [Olaf Scholz|PER] empfing Frau [Baerbock|PER] und Dr. [Lauterbach|PER].",
    );
    check_in(
        German,
        "Bürgermeisterin [Petra Haslinger|PER] dankte der Feuerwehr.",
    );
}

#[test]
fn a_surname_that_is_a_noun_is_somebody_behind_a_given_name() {
    check_in(German, "Der Koch heißt [Matthias Koch|PER] und kocht gern.");
}

#[test]
fn the_genitive_is_the_same_person_and_place() {
    check_entities_in(German,
        "[Angela Merkel] sprach. Merkels Rede war kurz. Angela Merkels Partei klatschte, Deutschlands Presse auch. \
         In Deutschland schneite es."
            .replace(['[', ']'], "")
            .as_str(),
        &[("person/Angela Merkel", 3), ("place/Deutschland", 2)],
    );
}

#[test]
fn an_organisation_is_called_by_its_name_however_it_is_inflected() {
    check_entities_in(
        German,
        "Die Aktie der Deutschen Bank fiel. Die Deutsche Bank schwieg.",
        &[("org/Deutsche Bank", 2)],
    );
}

/// A table in which these words are inflected as adjectives do.
fn adjectives() -> Vec<u8> {
    let small = [
        "deutsche",
        "deutschen",
        "deutscher",
        "rote",
        "roten",
        "vereinten",
    ];
    let entry = |bits| Entry::new(bits, 0);
    let common = small.map(|word| (hash::word(word), entry(List::Common.bit())));
    let town = (
        hash::word("berliner"),
        entry(List::Common.bit() | List::Demonym.bit()),
    );
    Lexicon::pack(&common.into_iter().chain([town]).collect::<Vec<_>>())
}

#[test]
fn adjectives_of_names_bend_with_the_noun() {
    let table = adjectives();
    let lexicon = Lexicon::new(&table).for_rules(&GERMAN);
    let check = |name: &str, expected: &str| {
        let last = hash::word(name.rsplit(' ').next().unwrap_or_default());
        assert_eq!(nominative(Kind::Org, name, last, lexicon), expected);
    };
    check("Deutschen Bank", "Deutsche Bank");
    check("Deutschen Roten Kreuz", "Deutsches Rotes Kreuz");
    check("Deutsche Fußball-Bund", "Deutscher Fußball-Bund");
    check("Vereinten Nationen", "Vereinte Nationen");
    check("Berliner Morgenpost", "Berliner Morgenpost");
    check("Roten", "Roten");
    let glued = nominative(Kind::Org, "Hertz/Avis", hash::word("avis"), lexicon);
    assert_eq!(glued, "Hertz/Avis");
    assert_eq!(
        nominative(
            Kind::Person,
            "Angela Merkels",
            hash::word("merkel"),
            lexicon
        ),
        "Angela Merkel"
    );
}

#[test]
fn names_are_the_same_however_they_bend() {
    let table = adjectives();
    let lexicon = Lexicon::new(&table).for_rules(&GERMAN);
    let words = |text: &str| {
        let tokens = tokens_of(text, lexicon);
        uninflected(&tokens).collect::<Vec<_>>()
    };
    assert_eq!(words("Deutschen Bank"), words("Deutsche Bank"));
    assert_eq!(words("Deutscher Bank"), words("Deutsche Bank"));
    assert_ne!(words("Berliner Bank"), words("Berline Bank"));
}

#[test]
fn stops_of_ordinals_and_short_words_end_no_sentence() {
    let german = Lexicon::new(&[]).for_rules(&GERMAN);
    check_tokens_by(german, "Am 3. Oktober siegte der 1. FC Köln 3|:|1|.");
    check_tokens_by(german, "Es waren 12|.");
    check_tokens_by(german, "z. B. Dr. Koch bzw. Nr. 4|.");
    check_tokens_by(Lexicon::new(&[]), "On May 3|. Oktober");
}

#[test]
fn a_compound_is_what_its_end_is() {
    let bits = List::Noun.bit() | List::Title.bit();
    let words = [
        ("chef", bits),
        ("bauer", List::Noun.bit()),
        ("berg", List::Noun.bit()),
    ];
    let table = Lexicon::pack(&words.map(|(word, bits)| (hash::word(word), Entry::new(bits, 0))));
    let lexicon = Lexicon::new(&table).for_rules(&GERMAN);
    let entry = |word: &str| {
        let tokens = tokens_of(word, lexicon);
        tokens[0].entry.lists()
    };
    assert_eq!(entry("Kanzleramtschef"), bits);
    assert_eq!(entry("SPD-Chef"), bits);
    let long = ["K", &"anzler".repeat(20), "chef"].concat();
    assert_eq!(entry(&long), 0, "no word is so long");
    assert_eq!(entry("Kramp-Karrenbauer"), 0);
    assert_eq!(entry("Königsberg"), 0);
}
