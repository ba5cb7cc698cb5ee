//! Sets a paragraph: words in their styles, broken into lines between words.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::clean;

/// A paragraph in the making.
pub(super) struct Paragraph {
    indent: usize,
    columns: usize,
    text: String,
    // How far the last line reaches.
    column: usize,
    // The word that has not ended yet, with its styles, and how wide it is without them.
    word: String,
    width: usize,
}

impl Paragraph {
    /// A paragraph that begins with `lead` and whose lines begin at column `indent`.
    pub(super) fn new(lead: &str, indent: usize, columns: usize) -> Self {
        Self {
            indent,
            columns,
            text: lead.to_owned(),
            column: indent,
            word: String::new(),
            width: 0,
        }
    }

    /// Adds a stretch of text. White space in it is a place to break the line and nothing more; without any between
    /// them, the last word of one stretch and the first of the next are one word.
    pub(super) fn push(&mut self, style: Style, text: &str) {
        for (nth, part) in text.split(char::is_whitespace).enumerate() {
            if nth > 0 {
                self.end_word();
            }
            if !part.is_empty() {
                let part = clean::line(part);
                self.word += &style.render().to_string();
                self.word += &part;
                self.word += &style.render_reset().to_string();
                self.width += part.width();
            }
        }
    }

    /// The lines, each with its end.
    pub(super) fn finish(mut self) -> String {
        self.end_word();
        self.text.push('\n');
        self.text
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let is_first = self.column == self.indent;
        if is_first || self.column + 1 + self.width <= self.columns {
            let space = usize::from(!is_first);
            self.text.push_str(&" "[..space]);
            self.column += space;
        } else {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n(' ', self.indent));
            self.column = self.indent;
        }
        self.text.push_str(&self.word);
        self.column += self.width;
        self.word.clear();
        self.width = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(columns: usize, stretches: &[&str]) -> String {
        let mut paragraph = Paragraph::new("1  ", 3, columns);
        for stretch in stretches {
            paragraph.push(Style::new(), stretch);
        }
        paragraph.finish()
    }

    #[test]
    fn breaks_between_words() {
        assert_eq!(
            set(12, &["the water rose by two metres"]),
            "1  the water\n   rose by\n   two\n   metres\n"
        );
        assert_eq!(set(80, &["the  water\nrose "]), "1  the water rose\n");
    }

    #[test]
    fn stretches_without_space_between_them_are_one_word() {
        assert_eq!(
            set(12, &["the ", "water", "'s edge"]),
            "1  the\n   water's\n   edge\n"
        );
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(set(9, &["東京 東京"]), "1  東京\n   東京\n");
    }
}
