//! How a place is looked up: its name, folded, so that `St. Louis`, `SAINT LOUIS` and `Saint-Louis` are one.

use crate::annotate::tokens::Words;

/// A name longer than this many bytes is no place's.
const LONGEST: usize = 80;

/// A folded name. One serves for many names after one another, without allocating for each.
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
    /// Folds a name: its words ([`Words`]) with a space between, `the` before them left out, `Saint`, `Mount` and `Fort`
    /// before them in short. Empty where the name has no words or far too many.
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

    /// Two words side by side.
    pub(super) fn of_two(&mut self, first: &str, second: &str) -> &str {
        self.0.clear();
        self.push(first);
        self.push(second);
        &self.0
    }

    /// Adds a folded word; only when a second comes does the first turn out to stand before a name.
    fn push(&mut self, word: &str) {
        match self.0.as_str() {
            "" => {}
            "the" => self.0.clear(),
            first => {
                if let Some((_, short)) = SHORT.iter().find(|(long, _)| first == *long) {
                    self.0.clear();
                    self.0.push_str(short);
                }
                self.0.push(' ');
            }
        }
        self.0.push_str(word);
    }
}

const SHORT: [(&str, &str); 3] = [("saint", "st"), ("mount", "mt"), ("fort", "ft")];
