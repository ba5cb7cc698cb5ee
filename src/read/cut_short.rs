//! Repairs truncated files, so that the complete stories before the break are kept.
//!
//! A list of stories that is cut in the middle is no longer valid markup or JSON. Its beginning is valid again up to
//! the end of the last complete story, once everything that is open there is closed.

/// Lists of stories nested more deeply are not repaired.
const DEEPEST: usize = 64;

/// Markup up to the end of its last complete element with one of these `names`, closed; `None` if there is none.
///
/// Names are compared without their prefix.
pub(super) fn markup(text: &str, names: &[&str]) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut last: Option<(usize, Vec<&str>)> = None;
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', text.as_bytes().get(at..)?) {
        let start = at + start;
        let rest = text.get(start..)?;
        let Some(length) = tag_length(rest) else {
            break;
        };
        at = start + length;
        let tag = rest.get(1..length - 1)?;
        if tag.starts_with(['!', '?']) {
            continue;
        }
        let (name, ends) = match tag.strip_prefix('/') {
            Some(name) => (name.trim_end(), true),
            None => (name_of(tag), tag.ends_with('/')),
        };
        if tag.starts_with('/') && open.pop() != Some(name) {
            break;
        }
        if !ends {
            open.push(name);
            if open.len() > DEEPEST {
                break;
            }
        } else if names.contains(&name.rsplit(':').next().unwrap_or(name)) {
            last = Some((at, open.clone()));
        }
    }
    let (end, open) = last?;
    let mut whole = text.get(..end)?.to_owned();
    for name in open.iter().rev() {
        whole.extend(["</", name, ">"]);
    }
    Some(whole)
}

fn name_of(tag: &str) -> &str {
    tag.split(|c: char| c.is_whitespace() || c == '/')
        .next()
        .unwrap_or_default()
}

/// The length of the tag, comment or instruction at the beginning of a text; `None` if it does not end.
pub(super) fn tag_length(text: &str) -> Option<usize> {
    for (begin, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if let Some(rest) = text.strip_prefix(begin) {
            return Some(begin.len() + rest.find(end)? + end.len());
        }
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// JSON up to the end of the last complete object in a list, closed; `None` if there is none. The list is the whole
/// file, or is inside an object that is.
pub(super) fn json(text: &str) -> Option<String> {
    let mut open: Vec<u8> = Vec::new();
    let mut last = None;
    let (mut in_string, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => open.push(byte),
            b'}' | b']' => {
                open.pop();
                if byte == b'}' && (open == b"[" || open == b"{[") {
                    last = Some((at + 1, open.len()));
                }
            }
            _ => {}
        }
    }
    let (end, depth) = last?;
    let closing = if depth == 1 { "]" } else { "]}" };
    Some(format!("{}{closing}", text.get(..end)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_closed_after_the_last_whole_element() {
        let check = |text: &str, whole: Option<&str>| {
            assert_eq!(markup(text, &["item"]).as_deref(), whole, "{text}");
        };
        check(
            "<r><c a='>'><item>1</item><!-- </c> --><item>2</item><item>3",
            Some("<r><c a='>'><item>1</item><!-- </c> --><item>2</item></c></r>"),
        );
        check("<n:r><n:item/><n:item", Some("<n:r><n:item/></n:r>"));
        check("<r><item><![CDATA[</item>", None);
        check("<r></c><item/>", None);
        check("<r><item>1", None);
        check("", None);
    }

    #[test]
    fn json_is_closed_after_the_last_whole_object() {
        let check = |text: &str, whole: Option<&str>| {
            assert_eq!(json(text).as_deref(), whole, "{text}");
        };
        check(r#"[{"a":"}]\""},{"b":[{}"#, Some(r#"[{"a":"}]\""}]"#));
        check(
            r#"{"v":1,"items":[{"a":{}},{"b"#,
            Some(r#"{"v":1,"items":[{"a":{}}]}"#),
        );
        check(r#"{"a":"#, None);
        check("}}]", None);
    }
}
