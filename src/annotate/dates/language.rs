//! The languages that have a grammar, one file each.

use std::sync::LazyLock;

use super::grammar::Grammar;
use crate::story::Language;

/// A fourth language is a file, and a line here.
const FILES: [(Language, &str); 3] = [
    (Language::English, include_str!("languages/en.txt")),
    (Language::Spanish, include_str!("languages/es.txt")),
    (Language::German, include_str!("languages/de.txt")),
];

/// What every language has: dates in digits.
const NO_LANGUAGE: &str = include_str!("languages/none.txt");

static GRAMMARS: [LazyLock<Option<Grammar>>; 3] = [
    LazyLock::new(|| read(FILES[0].1)),
    LazyLock::new(|| read(FILES[1].1)),
    LazyLock::new(|| read(FILES[2].1)),
];

static PLAIN: LazyLock<Option<Grammar>> = LazyLock::new(|| read(NO_LANGUAGE));

/// The grammar of `language`; of one without, or of none, that of dates in digits.
pub(super) fn grammar(language: Option<Language>) -> Option<&'static Grammar> {
    let at = FILES.iter().position(|(known, _)| Some(*known) == language);
    at.and_then(|at| GRAMMARS.get(at))
        .unwrap_or(&PLAIN)
        .as_ref()
}

/// `None` for a file that does not read, which the tests below rule out.
fn read(file: &str) -> Option<Grammar> {
    Grammar::read(file).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_reads() {
        for (language, file) in FILES {
            if let Err(error) = Grammar::read(file) {
                panic!("{language}: {error}");
            }
        }
        Grammar::read(NO_LANGUAGE).unwrap();
    }
}
