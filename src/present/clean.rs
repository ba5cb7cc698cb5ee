//! Keeps what stories hold from steering the terminal they are shown on.

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
    fn escapes_become_visible() {
        assert_eq!(block("a\u{1b}[2Jb\nc\td\u{9b}"), "a�[2Jb\nc\td�");
        assert_eq!(line("a\rb\nc"), "a�b�c");
        assert_eq!(
            on_one_line(" one\n\n two\u{7}\tthree "),
            "one two\u{fffd} three"
        );
    }
}
