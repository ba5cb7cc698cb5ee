//! Makes control characters in stories harmless to a terminal.

use std::borrow::Cow;

/// The text with every control character but line ends and tabs made visible as `�`.
pub fn block(text: &str) -> Cow<'_, str> {
    replaced(text, |c| c.is_control() && !matches!(c, '\n' | '\t'))
}

/// The text with every control character made visible as `�`, line ends and tabs too.
pub fn line(text: &str) -> Cow<'_, str> {
    replaced(text, char::is_control)
}

/// The text on one line: every run of white space is one space.
pub fn on_one_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().map(line).collect();
    words.join(" ")
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

fn replaced(text: &str, steers: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.contains(&steers) {
        Cow::Owned(text.replace(steers, "\u{fffd}"))
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
        assert_eq!(
            on_one_line(" one\n\n two\u{7}\tthree "),
            "one two\u{fffd} three"
        );
    }
}
