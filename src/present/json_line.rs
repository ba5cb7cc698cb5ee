//! Writes one JSON value on one line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

pub(super) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, EscapedFormatter))?;
    writeln!(out)
}

/// Compact JSON that also escapes characters which JSON would allow: control characters, which a terminal may obey, and
/// the line and paragraph separators, at which some programs break lines.
struct EscapedFormatter;

impl Formatter for EscapedFormatter {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((before, control, after)) = at_control(rest) {
            write!(writer, "{before}\\u{:04x}", u32::from(control))?;
            rest = after;
        }
        writer.write_all(rest.as_bytes())
    }
}

fn at_control(text: &str) -> Option<(&str, char, &str)> {
    let unsafe_in_a_line = |c| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}');
    let place = text.find(unsafe_in_a_line)?;
    let (before, rest) = text.split_at_checked(place)?;
    let control = rest.chars().next()?;
    Some((before, control, rest.get(control.len_utf8()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_control_character_is_escaped_and_comes_back() {
        let text: String = ('\0'..'\u{100}')
            .chain("né 東京\u{2028}\u{2029}".chars())
            .collect();
        let mut line = Vec::new();
        write(&text, &mut line).unwrap();
        let line = String::from_utf8(line).unwrap();
        assert!(!line.trim_end().contains(char::is_control));
        assert!(!line.contains(['\u{2028}', '\u{2029}']));
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}
