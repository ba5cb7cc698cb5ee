//! Writes stories in the formats that are read: plainly, as the simplest program would.

pub(crate) mod archives;
pub(crate) mod documents;
pub(crate) mod every;
pub(crate) mod json;
pub(crate) mod markup;
pub(crate) mod plain;

/// A story as it is written down. What is empty is left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    pub(crate) title: String,
    pub(crate) byline: String,
    pub(crate) source: String,
    /// `2015-07-15`.
    pub(crate) day: String,
    pub(crate) address: String,
    pub(crate) paragraphs: Vec<String>,
}

impl Told {
    /// The paragraphs, each within these.
    pub(crate) fn each(
        &self,
        before: &str,
        after: &str,
        escape: impl Fn(&str) -> String,
    ) -> String {
        let paragraphs = self.paragraphs.iter();
        joined(paragraphs.map(|paragraph| format!("{before}{}{after}", escape(paragraph))))
    }

    /// The day, as `strftime` would write it.
    pub(crate) fn written(&self, format: &str) -> String {
        let day: jiff::civil::Date = self.day.parse().unwrap();
        day.strftime(format).to_string()
    }

    pub(crate) fn body(&self) -> String {
        self.paragraphs.join("\n\n")
    }
}

/// All of them, one after the other.
pub(crate) fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect()
}

/// Text within markup.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// Text on lines no longer than a column of so many characters.
pub(crate) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().map(std::mem::take).unwrap_or_default();
        let fits = line.chars().count() + word.chars().count() < columns;
        let last = lines.len() - 1;
        match (line.is_empty(), fits) {
            (true, _) => word.clone_into(&mut lines[last]),
            (false, true) => lines[last] = format!("{line} {word}"),
            (false, false) => {
                lines[last] = line;
                lines.push(word.to_owned());
            }
        }
    }
    lines
}
