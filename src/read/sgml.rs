//! Parses the subset of SGML that news collections use: elements without a DTD, and character references.

use std::borrow::Cow;

/// The records of a piece between `start` and `end` tags: the line each begins on, and its text from the start tag on.
/// A truncated record extends to the end.
pub(super) fn records<'t>(
    first_line: u64,
    text: &'t str,
    start: &'static str,
    end: &'static str,
) -> impl Iterator<Item = (u64, &'t str)> {
    let (mut rest, mut line) = (text, first_line);
    std::iter::from_fn(move || {
        let (before, from) = rest.split_at_checked(rest.find(start)?)?;
        let length = from.find(end).map_or(from.len(), |at| at + end.len());
        let (record, after) = from.split_at_checked(length)?;
        line += lines(before);
        let place = line;
        line += lines(record);
        rest = after;
        Some((place, record))
    })
}

fn lines(text: &str) -> u64 {
    super::cut::newlines(text.as_bytes())
}

/// The content of the first element called `name`, up to its end tag, the start of the next element of that name, or
/// the end.
pub(super) fn element<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    elements(text, name).next()
}

/// The content of each element called `name`. Names are case-sensitive.
pub(super) fn elements<'t>(text: &'t str, name: &str) -> impl Iterator<Item = &'t str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once(open.as_str())?;
            rest = after;
            if after.starts_with(|c: char| c == '>' || c.is_ascii_whitespace()) {
                break;
            }
        }
        let (_, content) = rest.split_once('>')?;
        let end = content
            .find(close.as_str())
            .or_else(|| content.find(open.as_str()))
            .unwrap_or(content.len());
        let (inside, after) = content.split_at_checked(end)?;
        rest = after;
        Some(inside)
    })
}

/// The value of an attribute of the tag that `text` begins with.
pub(super) fn attribute<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (tag, _) = text.split_once('>')?;
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    Some(value.split_once('"')?.0)
}

/// The text with its character references read and without controls.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    let plain = |c: char| c != '&' && (!c.is_control() || c == '\n' || c == '\t');
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        read.push_str(before);
        rest = after;
        if let Some((meant, behind)) = reference(after) {
            read.push_str(&meant);
            rest = behind;
        } else {
            read.push('&');
        }
    }
    read.push_str(rest);
    read.retain(|c| !c.is_control() || c == '\n' || c == '\t');
    Cow::Owned(read)
}

/// What the reference that `text` begins with means, and what follows it.
fn reference(text: &str) -> Option<(Cow<'static, str>, &str)> {
    const LONGEST: usize = 12;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let (name, after) = (text.get(..end)?, text.get(end + 1..)?);
    let meant = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        Cow::Owned(char::from_u32(code)?.to_string())
    } else {
        let known = |(listed, _): &&(&str, &str)| *listed == name;
        Cow::Borrowed(NAMED.iter().find(known)?.1)
    };
    Some((meant, after))
}

/// The references that news collections use, those of their own among them.
const NAMED: [(&str, &str); 40] = [
    ("lt", "<"),
    ("gt", ">"),
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("blank", " "),
    ("hyph", "-"),
    ("lsqb", "["),
    ("rsqb", "]"),
    ("ast", "*"),
    ("percnt", "%"),
    ("dollar", "$"),
    ("pound", "£"),
    ("cent", "¢"),
    ("sect", "§"),
    ("para", "¶"),
    ("bull", "•"),
    ("deg", "°"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("aacute", "á"),
    ("agrave", "à"),
    ("auml", "ä"),
    ("ccedil", "ç"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("ecirc", "ê"),
    ("iacute", "í"),
    ("ntilde", "ñ"),
    ("oacute", "ó"),
    ("ouml", "ö"),
    ("uacute", "ú"),
    ("uuml", "ü"),
    ("UR", ""),
    ("QC", ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_by_name() {
        let text = "<D>rain</D><DATE TYPE=\"x\">May</DATE><D>fog<D>sun";
        assert_eq!(
            elements(text, "D").collect::<Vec<_>>(),
            ["rain", "fog", "sun"]
        );
        assert_eq!(element(text, "DATE"), Some("May"));
        assert_eq!(element(text, "TITLE"), None);
        assert_eq!(attribute("<A B=\"1\" C=\"2\">", "C"), Some("2"));
    }

    #[test]
    fn records_with_their_lines() {
        let text = "x\n<R>\na</R>\n\n<R>b";
        assert_eq!(
            records(10, text, "<R", "</R>").collect::<Vec<_>>(),
            [(11, "<R>\na</R>"), (14, "<R>b")]
        );
    }

    #[test]
    fn references() {
        assert_eq!(
            unescaped("A&amp;B &lt;C> &#233;&#x41; R&D; &nope; &#3;x\u{1}"),
            "A&B <C> éA R&D; &nope; x"
        );
    }
}
