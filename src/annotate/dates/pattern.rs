//! Reads the pattern of a rule: `[the] {month} (of|,) <{year}>`.

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    Atom(Atom),
    /// One of these; an optional piece is one of itself and nothing.
    OneOf(Vec<Vec<Item>>),
}

/// What one token, or one other rule, must be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Atom {
    /// This word.
    Word(String),
    /// `{month}`: a word of a class, or a number.
    Class(String),
    /// `$monthday`.
    Rule(String),
    Mark(u8),
    /// `_`: no space before the next.
    Glued,
    /// `<`
    Open,
    /// `>`
    Close,
}

/// The pieces of `pattern`; `None` where its brackets do not match.
pub(super) fn read(pattern: &str) -> Option<Vec<Item>> {
    let mut rest = pattern;
    let mut choices = choices(&mut rest)?;
    (rest.is_empty() && choices.len() == 1).then(|| choices.pop())?
}

/// Reads on to the closing bracket or the end: pieces, parted by `|`.
fn choices(rest: &mut &str) -> Option<Vec<Vec<Item>>> {
    let mut choices = vec![Vec::new()];
    loop {
        *rest = rest.trim_start();
        let Some(next) = rest.chars().next() else {
            return Some(choices);
        };
        if matches!(next, ')' | ']') {
            return Some(choices);
        }
        if next == '|' {
            choices.push(Vec::new());
            *rest = rest.get(1..)?;
            continue;
        }
        let item = item(next, rest)?;
        choices.last_mut()?.push(item);
    }
}

fn item(next: char, rest: &mut &str) -> Option<Item> {
    let mut bracket = |close: &str| {
        *rest = rest.get(1..)?;
        let inner = choices(rest)?;
        *rest = rest.strip_prefix(close)?;
        Some(inner)
    };
    match next {
        '(' => return bracket(")").map(Item::OneOf),
        '[' => {
            let mut inner = bracket("]")?;
            inner.push(Vec::new());
            return Some(Item::OneOf(inner));
        }
        _ => {}
    }
    let length = match next {
        '{' => rest.find('}')? + 1,
        '\\' => 2,
        '$' | '\'' => 1 + word_length(rest.get(1..)?),
        letter if letter.is_alphanumeric() => word_length(rest),
        mark => mark.len_utf8(),
    };
    let (written, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(Item::Atom(match next {
        '{' => Atom::Class(written.trim_matches(['{', '}']).to_owned()),
        '$' => Atom::Rule(written.to_owned()),
        '_' => Atom::Glued,
        '<' => Atom::Open,
        '>' => Atom::Close,
        '\\' => Atom::Mark(*written.as_bytes().get(1)?),
        '\'' if length == 1 => Atom::Mark(b'\''),
        '\'' => Atom::Word(written.to_owned()),
        letter if letter.is_alphanumeric() => Atom::Word(written.to_owned()),
        mark => Atom::Mark(u8::try_from(mark).ok()?),
    }))
}

fn word_length(text: &str) -> usize {
    text.find(|letter: char| !letter.is_alphanumeric())
        .unwrap_or(text.len())
}
