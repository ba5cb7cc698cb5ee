//! Wraps a paragraph of styled words into lines.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::{Role, Styling, clean};

/// The column at which the value in a row begins.
pub(super) const ROW: usize = 11;

/// A paragraph that is being built.
pub(super) struct Paragraph {
    indent: usize,
    columns: usize,
    text: String,
    // The width of the last line, and the current style.
    column: usize,
    style: Style,
    // The pieces of the unfinished word, and its width.
    word: Vec<(Style, String)>,
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
            style: Style::new(),
            word: Vec::new(),
            width: 0,
        }
    }

    /// Adds text in a style. White space in it only marks where the line may break. Without any between them, the last
    /// word of one text and the first of the next are one word.
    pub(super) fn push(&mut self, style: Style, text: &str) {
        for (nth, part) in text.split(char::is_whitespace).enumerate() {
            if nth > 0 {
                self.end_word();
            }
            if !part.is_empty() {
                let part = clean::line(part).into_owned();
                self.width += part.width();
                self.word.push((style, part));
            }
        }
    }

    /// The lines, each with its line end.
    pub(super) fn finish(mut self) -> String {
        self.end_word();
        self.switch_to(Style::new());
        self.text.push('\n');
        self.text
    }

    fn end_word(&mut self) {
        let Some((style, _)) = self.word.first() else {
            return;
        };
        // The space between two words of one style has that style too.
        if *style != self.style {
            self.switch_to(Style::new());
        }
        if self.column == self.indent {
            // The first of its line.
        } else if self.column + 1 + self.width <= self.columns {
            self.text.push(' ');
            self.column += 1;
        } else {
            self.switch_to(Style::new());
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n(' ', self.indent));
            self.column = self.indent;
        }
        for (style, piece) in std::mem::take(&mut self.word) {
            self.switch_to(style);
            self.text += &piece;
        }
        self.column += self.width;
        self.width = 0;
    }

    fn switch_to(&mut self, style: Style) {
        if style != self.style {
            self.text += &self.style.render_reset().to_string();
            self.text += &style.render().to_string();
            self.style = style;
        }
    }
}

/// A row of a table of names and values; a long value is continued below its beginning.
pub(super) fn row(name: &str, value: &str, role: Role, styling: Styling) -> String {
    let dim = styling.style(Role::Dim);
    let mut row = Paragraph::new(&format!("{dim}{name:9}{dim:#}  "), ROW, styling.columns);
    row.push(styling.style(role), value);
    row.finish()
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
    fn a_style_ends_with_its_line() {
        let bold = Style::new().bold();
        let mut paragraph = Paragraph::new("", 2, 9);
        paragraph.push(Style::new(), "the ");
        paragraph.push(bold, "old town by");
        paragraph.push(Style::new(), ", the river");
        let (on, off) = ("\u{1b}[1m", "\u{1b}[0m");
        assert_eq!(
            paragraph.finish(),
            format!("the {on}old{off}\n  {on}town{off}\n  {on}by{off}, the\n  river\n")
        );
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(set(9, &["東京 東京"]), "1  東京\n   東京\n");
    }
}
