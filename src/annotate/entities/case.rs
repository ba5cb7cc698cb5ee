//! Changes a name in capitals to its usual spelling: a wire's `LONDON` is `London`.
//!
//! Otherwise the city in a dateline and the same city in the text would be two entities. Organisations keep their
//! capitals, since the letters do not show that `NASA` is an acronym and `REUTERS` is not.

use super::hash;
use super::lexicon::{Lexicon, List};
use crate::annotate::tokens::fold;
use crate::story::Kind;

/// The canonical form of a name of this kind.
pub(super) fn canonical(kind: Kind, name: String, lexicon: Lexicon<'_>) -> String {
    let shouted = name.chars().filter(|c| c.is_alphabetic()).count() > 3
        && (name.contains(' ') || !name.contains('.'))
        && !name.chars().any(char::is_lowercase);
    let speakable = match kind {
        Kind::Org => false,
        Kind::Person => name.contains(' '),
        Kind::Place => name.contains(' ') || name.len() > 4 || is_listed(&name, lexicon),
    };
    if shouted && speakable && name.split(' ').any(is_pronounced) {
        spoken(&name)
    } else {
        name
    }
}

/// Whether a place is in the lists of towns: `OSLO` is, `USSR` is not.
fn is_listed(name: &str, lexicon: Lexicon<'_>) -> bool {
    let entry = lexicon.get(hash::word(name));
    entry.is(List::City) || entry.is(List::Town)
}

/// Whether a word in capitals is no acronym: `EE UU` has none that is.
fn is_pronounced(word: &str) -> bool {
    let vowels = fold(word).contains(['a', 'e', 'i', 'o', 'u', 'y']);
    vowels && word.chars().count() > 2
}

/// A name in which only the first letter of each word is a capital, except for small words and numerals.
fn spoken(name: &str) -> String {
    let mut spoken = String::with_capacity(name.len());
    for (at, word) in name.split_inclusive([' ', '-', '\'', '’']).enumerate() {
        let letters = word.trim_end_matches([' ', '-', '\'', '’']);
        let is_initials = letters.contains('.') && letters.split('.').all(|part| part.len() < 2);
        if is_initials || NUMERALS.contains(&letters) {
            spoken.push_str(word);
        } else if at > 0 && SMALL.contains(&letters) {
            spoken.extend(word.chars().flat_map(char::to_lowercase));
        } else {
            let mut chars = word.chars();
            spoken.extend(chars.next());
            spoken.extend(chars.flat_map(char::to_lowercase));
        }
    }
    spoken
}

const NUMERALS: [&str; 9] = ["II", "III", "IV", "VI", "VII", "VIII", "IX", "XVI", "XXIII"];
const SMALL: [&str; 14] = [
    "OF", "AND", "THE", "DE", "DEL", "DA", "DI", "DU", "VAN", "VON", "DER", "DEN", "AL", "BIN",
];

#[cfg(test)]
mod tests {
    use super::super::names;
    use crate::story::Language;

    fn check(body: &str, expected: &[&str]) {
        let found = names("", body, Some(Language::English));
        let entities: Vec<String> = found.entities.iter().map(ToString::to_string).collect();
        assert_eq!(entities, expected, "{body}");
    }

    #[test]
    fn the_city_of_a_dateline_is_the_city_of_the_text() {
        check(
            "GENEVA, March 3 (Reuters) - The talks in the city of NASA's partners went on.",
            &["place/Geneva", "org/Reuters", "org/NASA"],
        );
        check(
            "OSLO, March 3 - Ministers of the USSR met the mayor of Oslo.",
            &["place/Oslo", "place/USSR"],
        );
    }

    #[test]
    fn initials_in_capitals_stay_and_so_do_acronyms_of_two_words() {
        check(
            "GEORGE W. BUSH and F.W. DE KLERK met Donald Trump on Monday.",
            &[
                "person/George W. Bush",
                "person/F.W. de Klerk",
                "person/Donald Trump",
            ],
        );
        assert!(
            ["EE", "UU", "CDMX"]
                .iter()
                .all(|word| !super::is_pronounced(word))
        );
        assert!(["OSLO", "EU"].iter().any(|word| super::is_pronounced(word)));
    }

    #[test]
    fn words_in_capitals_are_written_as_they_are_spoken() {
        let check = |shouted: &str, expected: &str| assert_eq!(super::spoken(shouted), expected);
        check("NEW YORK", "New York");
        check("CHARLES DE GAULLE", "Charles de Gaulle");
        check("JOHN XXIII", "John XXIII");
        check("F.W. DE KLERK", "F.W. de Klerk");
        check("ST. LOUIS", "St. Louis");
        check("STRATFORD-UPON-AVON", "Stratford-Upon-Avon");
        check("ÉLODIE O'BRIEN", "Élodie O'Brien");
    }
}
