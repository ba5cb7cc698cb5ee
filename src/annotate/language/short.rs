//! Detects the language of a line or two: a headline, a clip, a note.
//!
//! There are too few words that only one language uses, so words that several languages share count too, and days and
//! months. At least two words must speak for a language, and fewer for any other. Only languages whose names and dates
//! can be read are reported; the others compete with them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Tells::{self, One};
use super::{SHORT_WORDS, is_accented};
use crate::annotate::tokens::Words;
use crate::story::Language;

/// A text of more words is longer than a line or two.
const FEW: usize = 30;
const ENOUGH: usize = 2;

/// The languages that are reported.
const REPORTED: [Language; 3] = [Language::English, Language::German, Language::Spanish];

/// Words that several languages may share, days and months; folded. They are added to those in [`SHORT_WORDS`].
const SHARED: &[(Language, &str)] = &[
    (
        Language::English,
        "a an in on is who not but or were over into out up about more than new says no if they she we you i her their \
         there when would could against during before between while into \
         monday tuesday wednesday thursday friday saturday sunday \
         january february march april may june july august september october november december",
    ),
    (
        Language::German,
        "in an am bei aus wird werden war sind hat haben vom zum zur die sie er es wie oder als aber auch noch nur uber \
         vor seit gegen um so \
         montag dienstag mittwoch donnerstag freitag samstag sonntag \
         januar februar marz april mai juni juli august september oktober november dezember",
    ),
    (
        Language::Spanish,
        "a en de la un se es no que sobre entre desde hasta este esta son si \
         lunes martes miercoles jueves viernes sabado domingo \
         enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    ),
    (
        Language::French,
        "a de la un en ne pas que se ce avec sont on son ses no si \
         lundi mardi mercredi jeudi vendredi samedi dimanche \
         janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    ),
    (
        Language::Italian,
        "a e in la un di da si non al le i o no se \
         lunedi martedi mercoledi giovedi venerdi sabato domenica \
         gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    ),
    (
        Language::Portuguese,
        "a e de que se as por para mais es no \
         segunda terca quarta quinta sexta sabado domingo \
         janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    ),
    (
        Language::Dutch,
        "de en in is te die was om er of we zo \
         maandag dinsdag woensdag donderdag vrijdag zaterdag zondag \
         januari februari maart april mei juni juli augustus september oktober november december",
    ),
    (
        Language::Danish,
        "i og det den en er til af av pa for med som at ikke de har om han hun var fra \
         mandag tirsdag onsdag torsdag fredag lordag sondag",
    ),
    (
        Language::Swedish,
        "i och det den en ar till av pa for med som att inte de har om han hon var fran \
         mandag tisdag onsdag torsdag fredag lordag sondag",
    ),
];

/// For each word, the indexes in [`SHARED`] of the languages that use it.
static LANGUAGES: LazyLock<FxHashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut languages: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (place, (language, shared)) in SHARED.iter().enumerate() {
        let short_words = SHORT_WORDS.iter().filter(|(of, _)| *of == One(*language));
        let short_words = short_words.flat_map(|(_, words)| words.iter().copied());
        for word in shared.split_whitespace().chain(short_words) {
            let places = languages.entry(word).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    // What is not shared competes under a place of its own.
    let is_shared = |of: &Tells| SHARED.iter().any(|(language, _)| *of == One(*language));
    let others = SHORT_WORDS.iter().filter(|(of, _)| !is_shared(of));
    for (place, (_, words)) in (SHARED.len()..).zip(others) {
        for word in *words {
            languages.entry(word).or_default().push(place);
        }
    }
    languages
});

/// The language of a text of few words.
pub(super) fn detect(title: &str, body: &str) -> Option<Language> {
    let mut counts = [0_usize; SHARED.len() + SHORT_WORDS.len()];
    let (mut read, mut accented) = (0, 0);
    for text in [title, body] {
        let mut words = Words::new(text);
        while words.advance() {
            read += 1;
            if read > FEW {
                return None;
            }
            accented += usize::from(is_accented(&words, text));
            for language in LANGUAGES.get(words.folded()).into_iter().flatten() {
                if let Some(count) = counts.get_mut(*language) {
                    *count += 1;
                }
            }
        }
    }
    let most = counts
        .iter()
        .copied()
        .max()
        .filter(|most| *most >= ENOUGH)?;
    let mut first = (0..).zip(counts).filter(|(_, count)| *count == most);
    let (language, _) = SHARED.get(first.next()?.0)?;
    let is_likely = *language != Language::English || most > accented;
    (is_likely && first.next().is_none() && REPORTED.contains(language)).then_some(*language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_its_language() {
        for (text, code) in [
            (
                "Angela Merkel met Emmanuel Macron in Paris on Monday.",
                Some("en"),
            ),
            ("Apollo 11 landed in July 1969.", Some("en")),
            ("A storm hit Hamburg on Friday", Some("en")),
            ("Talks on harbour resume after delay", Some("en")),
            ("Angela Merkel besuchte am Montag Paris.", Some("de")),
            ("Sturm in Hamburg: Hafen am Freitag gesperrt", Some("de")),
            ("La cumbre de Madrid termina en abril", Some("es")),
            // What could be either, or something else.
            ("Fire in London", None),
            ("Storm hits Hamburg", None),
            ("Il ministro è arrivato in Italia a marzo", None),
            ("Le président en visite à Berlin", None),
            ("De minister is in Amsterdam", None),
            ("Ministeren er i Oslo for at tale med avisen", None),
            ("En storm i Hamburg på fredag", None),
            ("Most by już stał, chciałby tego rząd", None),
            ("QTR NET 1,204 vs 3,311", None),
        ] {
            assert_eq!(
                detect("", text),
                code.and_then(Language::from_tag),
                "{text}"
            );
        }
        let long = "Fire in London on Monday. ".repeat(7);
        assert_eq!(detect("", &long), None, "no line or two");
    }
}
