//! Makes characters in stories that steer a terminal harmless: control characters, and those that turn the direction of
//! the text around them.

use std::borrow::Cow;

/// The text with every character that steers but line ends and tabs made visible as `�`.
pub fn block(text: &str) -> Cow<'_, str> {
    replaced(text, |c| steers(c) && !matches!(c, '\n' | '\t'))
}

/// The text with every character that steers made visible as `�`, line ends and tabs too.
pub fn line(text: &str) -> Cow<'_, str> {
    replaced(text, steers)
}

/// The text on one line: every run of white space is one space.
pub fn on_one_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().map(line).collect();
    words.join(" ")
}

/// The text as a cell of a table for programs: only control characters but line ends and tabs are made visible.
pub fn cell(text: &str) -> Cow<'_, str> {
    replaced(text, |c| c.is_control() && !matches!(c, '\n' | '\t'))
}

/// The text as a word of a shell's command line, quoted if necessary.
pub fn word(text: &str) -> Cow<'_, str> {
    let text = line(text);
    let plain = |c: char| c.is_alphanumeric() || "-_.,/:@%+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text;
    }
    Cow::Owned(format!("'{}'", text.replace('\'', r"'\''")))
}

/// The embeddings, overrides and isolates of Unicode's bidirectional algorithm can make a line read otherwise than it is.
/// Its three marks, which Hebrew and Arabic texts contain, cannot.
fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn replaced(text: &str, unwanted: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.contains(&unwanted) {
        Cow::Owned(text.replace(unwanted, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_takes_a_word_for_one() {
        assert_eq!(word("harbour"), "harbour");
        assert_eq!(word("two words"), "'two words'");
        assert_eq!(word("o'clock$"), r"'o'\''clock$'");
        assert_eq!(word(""), "''");
    }

    #[test]
    fn escapes_become_visible() {
        assert_eq!(block("a\u{1b}[2Jb\nc\td\u{9b}"), "a�[2Jb\nc\td�");
        assert_eq!(line("a\rb\nc"), "a�b�c");
        assert_eq!(cell("a\u{1b}b\u{202e}\nc"), "a�b\u{202e}\nc");
        assert_eq!(block("a\u{202e}b\u{2066}c\u{200f}"), "a�b�c\u{200f}");
        assert_eq!(
            on_one_line(" one\n\n two\u{7}\tthree "),
            "one two\u{fffd} three"
        );
    }
}
