//! Folds the name of a place for looking it up, so that `St. Louis`, `SAINT LOUIS` and `Saint-Louis` are one.

use crate::annotate::tokens::Words;

/// A name longer than this many bytes is not looked up.
const LONGEST: usize = 80;

/// A buffer for folded names, which can be reused for one name after another without allocating.
///
/// ```
/// use dateline::annotate::places::key::Key;
/// let mut key = Key::default();
/// assert_eq!(key.of("The Hague"), "hague");
/// assert_eq!(key.of("Saint-Étienne"), "st etienne");
/// assert_eq!(key.of("U.S."), "u s");
/// ```
#[derive(Debug, Default)]
pub struct Key(String);

impl Key {
    /// Folds a name: its words ([`Words`]) separated by spaces, without a leading `the`, and with a leading `Saint`,
    /// `Mount` or `Fort` abbreviated. Empty if the name has no words or is far too long.
    pub fn of(&mut self, name: &str) -> &str {
        self.0.clear();
        let name = name.trim();
        if name.len() > 2 * LONGEST {
            return "";
        }
        let mut words = Words::new(name);
        while words.advance() {
            self.push(words.folded());
        }
        if self.0.len() > LONGEST {
            self.0.clear();
        }
        &self.0
    }

    /// The key of two words side by side.
    pub(super) fn of_two(&mut self, first: &str, second: &str) -> &str {
        self.0.clear();
        self.push(first);
        self.push(second);
        &self.0
    }

    /// Adds a folded word. Whether the first word is a prefix such as `the` is only known once a second one comes.
    fn push(&mut self, word: &str) {
        match self.0.as_str() {
            "" => {}
            "the" => self.0.clear(),
            first => {
                if let Some(short) = abbreviation(first) {
                    self.0.replace_range(.., short);
                }
                self.0.push(' ');
            }
        }
        self.0.push_str(word);
    }
}

/// How a folded word of a name is often abbreviated: `st` for `saint`.
pub(crate) fn abbreviation(word: &str) -> Option<&'static str> {
    let known = SHORT.iter().find(|(long, _)| word == *long);
    known.map(|(_, short)| *short)
}

const SHORT: [(&str, &str); 3] = [("saint", "st"), ("mount", "mt"), ("fort", "ft")];
