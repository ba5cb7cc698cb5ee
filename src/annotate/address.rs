//! Handles what people write before a name: `Mrs. Merkel`, `Pope Francis`, `the Guardian`.
//!
//! Mentions and canonical names do not include it, but a query may. It is dropped from the query, unless the name
//! without it could be anybody's (`Francis`): then it counts, in queries and in stories.

use super::tokens::{Words, fold};
use crate::story::{AnnotatedStory, Kind, Mention};

/// Forms of address in English, German and Spanish, folded.
const ADDRESSES: &str = "ambassador archbishop bishop capt captain cardinal chancellor col colonel congressman congresswoman dame \
    doctor dr dra frau gen general gov governor herr judge justice lieutenant lt mayor minister mr mrs ms mx \
    president presidenta presidente prime prof professor rep representative secretary sen senator senor senora \
    sergeant sgt sir sr sra vice";

/// Forms of address of people who go by one name: `Queen Elizabeth`.
const CROWNED: &str = "baron baroness don dona emir emperor empress infanta kaiser kaiserin king konig konigin lady lord \
    papa papst pope prince princess principe princesa prinz prinzessin queen reina rey sheikh sultan tsar tsarina";

/// Articles before organisations and places in English, German and Spanish, folded. Those of German and Spanish stay
/// before places, where they are part of the name: `La Paz`.
const THE: &str = "the";
const ARTICLES: &str = "the die der das den dem el la los las";

fn is_one_of(words: &str, word: &str) -> bool {
    words.split(' ').any(|known| known == word)
}

/// Whether a name is one word other than initials: `Guardian`, not `WHO`.
fn is_one_word(name: &str) -> bool {
    !name.contains(char::is_whitespace) && name.contains(char::is_lowercase)
}

/// A name without what people write before it, as long as a word is left.
///
/// - An article is dropped, except before organisations whose name is one word: `The Times` is not any `Times`.
/// - A person's titles are dropped. Those of people who go by one name stay (`Pope Francis`), unless a number says
///   which person it is (`King Charles III`).
pub(crate) fn without_address(name: &str, kind: Kind) -> &str {
    let mut left = name.trim();
    while let Some((first, rest)) = left.split_once(char::is_whitespace) {
        let (word, rest) = (fold(first.trim_end_matches('.')), rest.trim_start());
        let is_said_before = match kind {
            Kind::Org => is_one_of(ARTICLES, &word) && !is_one_word(rest),
            _ if word == THE => true,
            Kind::Person if is_one_of(CROWNED, &word) => ends_in_number(rest),
            Kind::Person => is_one_of(ADDRESSES, &word),
            Kind::Place => false,
        };
        if !is_said_before || !Words::new(rest).advance() {
            break;
        }
        left = rest;
    }
    left
}

/// `Charles III`.
fn ends_in_number(name: &str) -> bool {
    let last = name.rsplit_once(char::is_whitespace);
    last.is_some_and(|(_, number)| number.chars().all(|c| "IVX".contains(c)))
}

/// A mention with what comes before it, if [`without_address`] would keep that, else the mention alone.
pub(crate) fn addressed<'s>(
    annotated: &'s AnnotatedStory,
    mention: &Mention,
    kind: Kind,
) -> &'s str {
    let text = annotated.story.text(mention.field);
    let form = mention.span.of(text);
    let longer = || {
        let before = text.get(..mention.span.start())?;
        let said = before.trim_end_matches(' ');
        let start = said.trim_end_matches(char::is_alphabetic).len();
        let (word, longer) = (said.get(start..)?, text.get(start..mention.span.end())?);
        let counts = match kind {
            Kind::Person => is_one_of(CROWNED, &fold(word)),
            Kind::Org => is_one_of(ARTICLES, &fold(word)) && is_one_word(form),
            Kind::Place => false,
        };
        (counts && said.len() < before.len()).then_some(longer)
    };
    longer().unwrap_or(form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::marked::marked;

    #[test]
    fn a_name_is_looked_for_without_what_is_said_before_it() {
        for (name, person, org, place) in [
            ("Elon Musk", "Elon Musk", "Elon Musk", "Elon Musk"),
            (
                "the Associated Press",
                "Associated Press",
                "Associated Press",
                "Associated Press",
            ),
            ("the WHO", "WHO", "WHO", "WHO"),
            ("The Who", "Who", "The Who", "Who"),
            ("The Hague", "Hague", "The Hague", "Hague"),
            ("die Grünen", "die Grünen", "die Grünen", "die Grünen"),
            (
                "die Deutsche Bank",
                "die Deutsche Bank",
                "Deutsche Bank",
                "die Deutsche Bank",
            ),
            (
                "el Banco de España",
                "el Banco de España",
                "Banco de España",
                "el Banco de España",
            ),
            ("La Paz", "La Paz", "La Paz", "La Paz"),
            ("Mrs. Merkel", "Merkel", "Mrs. Merkel", "Mrs. Merkel"),
            (
                "Prime  Minister Keir Starmer",
                "Keir Starmer",
                "Prime  Minister Keir Starmer",
                "Prime  Minister Keir Starmer",
            ),
            (
                "Señora Sánchez",
                "Sánchez",
                "Señora Sánchez",
                "Señora Sánchez",
            ),
            (
                "Queen Elizabeth",
                "Queen Elizabeth",
                "Queen Elizabeth",
                "Queen Elizabeth",
            ),
            (
                "the King Charles III",
                "Charles III",
                "King Charles III",
                "King Charles III",
            ),
            ("The President", "President", "The President", "President"),
            ("Dr. !", "Dr. !", "Dr. !", "Dr. !"),
            ("", "", "", ""),
        ] {
            for (kind, expected) in Kind::ALL.into_iter().zip([person, org, place]) {
                assert_eq!(
                    without_address(name, kind),
                    expected,
                    "`{name}` as {kind:?}"
                );
            }
        }
        // Looking at all that is left for each word would take minutes.
        let endless = "the ".repeat(100_000);
        assert_eq!(without_address(&format!("{endless} x"), Kind::Person), "x");
    }

    #[test]
    fn a_story_says_it_before_those_of_one_name() {
        for (kind, body, expected) in [
            (
                Kind::Person,
                "Pope [Francis|] met King  [Charles III|].",
                "Pope Francis, King  Charles III",
            ),
            (
                Kind::Person,
                "Mrs. [Merkel|] of Siemens, [Harry|]; “Prinz [Harry|]” the prince, [Harry|]",
                "Merkel, Harry, Prinz Harry, Harry",
            ),
            (
                Kind::Org,
                "The [Who|] played for the [WHO|] and the [Guardian|], of the [Guardian Media Group|].",
                "The Who, WHO, the Guardian, Guardian Media Group",
            ),
            (
                Kind::Org,
                "Die [Grünen|] und die [Deutsche Bank|]",
                "Die Grünen, Deutsche Bank",
            ),
            (
                Kind::Org,
                "émigréthe [Times|] bathe [Times|]",
                "Times, Times",
            ),
            (Kind::Place, "the [Hague|]", "Hague"),
        ] {
            let (annotated, _) = marked(body, kind);
            let names = annotated.names.iter();
            let said: Vec<&str> = names
                .map(|(mention, _)| addressed(&annotated, mention, kind))
                .collect();
            assert_eq!(said.join(", "), expected, "{body}");
        }
    }
}
