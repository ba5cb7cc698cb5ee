//! Completes for bash: parses its request, and writes the candidates in its form.
//!
//! bash splits `--person=mus` into three words, passes words as typed, with their quotes and backslashes, and inserts
//! candidates as if they had been typed. clap's script for bash handles neither, so this one is our own.

use std::ffi::OsString;

/// The variable with the number of the word at the cursor.
pub(super) const WORD: &str = "DATELINE_COMPLETE_WORD";

/// The script for bash, from 3.2 on. File names, and an empty list, are left to bash itself.
pub(super) const SCRIPT: &str = r#"_dateline() {
    local words=("${COMP_WORDS[@]}") told quote=
    # bash gives the word up to the cursor, but without the quote that it stands in.
    case ${words[COMP_CWORD]} in [\"\']*) quote=${words[COMP_CWORD]:0:1} ;; esac
    words[COMP_CWORD]=$quote$2
    COMPREPLY=()
    while IFS= read -r told; do
        COMPREPLY+=("$told")
    done < <(DATELINE_COMPLETE=bash DATELINE_COMPLETE_WORD=$COMP_CWORD dateline -- "${words[@]}" 2>/dev/null)
    if [[ ${COMPREPLY-} == *[=/:] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o bashdefault -o nosort -F _dateline dateline 2>/dev/null ||
    complete -o bashdefault -F _dateline dateline
"#;

/// Rejoins the words that bash has split, and finds the word at the cursor. Of `--person=mus` bash completes only the
/// value, so if the cursor is there it is treated as `--person mus`.
pub(super) fn rejoined(words: Vec<OsString>, at: usize) -> (Vec<OsString>, usize) {
    let mut rejoined: Vec<OsString> = Vec::with_capacity(words.len());
    let mut place = at;
    let mut words = words.into_iter().enumerate().peekable();
    while let Some((number, word)) = words.next() {
        let before = rejoined.last_mut();
        let flag = before.filter(|before| before.to_str().is_some_and(|b| b.starts_with("--")));
        match flag {
            Some(flag) if word == "=" && number != at => {
                place -= usize::from(number < at);
                if let Some((number, value)) = words.next_if(|(number, _)| *number != at) {
                    place -= usize::from(number < at);
                    flag.push("=");
                    flag.push(value);
                }
            }
            _ => rejoined.push(word),
        }
    }
    (rejoined, place)
}

/// The quotation mark that a word is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    None,
    Single,
    Double,
}

/// A word as the shell would pass it to the program, and the quotation mark that is still open at its end.
pub(super) fn unquoted(word: &str) -> (String, Quote) {
    let (mut plain, mut open) = (String::with_capacity(word.len()), Quote::None);
    let mut chars = word.chars();
    while let Some(c) = chars.next() {
        match (c, open) {
            ('\'', Quote::None) => open = Quote::Single,
            ('"', Quote::None) => open = Quote::Double,
            ('\'', Quote::Single) | ('"', Quote::Double) => open = Quote::None,
            ('\\', Quote::None | Quote::Double) => plain.extend(chars.next()),
            _ => plain.push(c),
        }
    }
    (plain, open)
}

/// A word escaped for a place where such a quotation mark is open. bash closes it.
pub(super) fn quoted(word: &str, open: Quote) -> String {
    let escaped = |special: fn(char) -> bool| {
        let mut escaped = String::with_capacity(word.len() + 2);
        for c in word.chars() {
            escaped.extend(Some('\\').filter(|_| special(c)));
            escaped.push(c);
        }
        escaped
    };
    match open {
        Quote::None => escaped(|c| !(c.is_alphanumeric() || "-_.,/=:@%+~".contains(c))),
        Quote::Single => word.replace('\'', r"'\''"),
        Quote::Double => escaped(|c| "\"$`\\".contains(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_as_they_were_begun() {
        for (typed, plain, open, told) in [
            ("cona", "cona", Quote::None, r"Conan\ O\'Brien"),
            (r"Conan\ O\'B", "Conan O'B", Quote::None, r"Conan\ O\'Brien"),
            ("\"conan o'", "conan o'", Quote::Double, "Conan O'Brien"),
            ("'con", "con", Quote::Single, r"Conan O'\''Brien"),
            (r#""a\"b"c'd"#, "a\"bcd", Quote::Single, r"Conan O'\''Brien"),
        ] {
            assert_eq!(unquoted(typed), (plain.to_owned(), open), "{typed}");
            assert_eq!(quoted("Conan O'Brien", open), told, "{typed}");
        }
        assert_eq!(quoted("$5 `x` \\", Quote::Double), r"\$5 \`x\` \\");
        assert_eq!(quoted("~/a b/--index=c", Quote::None), r"~/a\ b/--index=c");
    }

    fn check(words: &str, at: usize, expected: &str, place: usize) {
        let words = words.split(' ').map(OsString::from).collect();
        let expected: Vec<OsString> = expected.split(' ').map(OsString::from).collect();
        assert_eq!(rejoined(words, at), (expected, place));
    }

    #[test]
    fn a_flag_is_rejoined_with_its_value() {
        check("d s --person = mus", 4, "d s --person mus", 3);
        check(
            "d --index = i s --sort = ne",
            7,
            "d --index=i s --sort ne",
            4,
        );
        check("d s --sort = ne x", 2, "d s --sort=ne x", 2);
        check("d s x = y", 4, "d s x = y", 4);
        // After the sign, bash passes an empty word at the cursor.
        check("d s --sort ", 3, "d s --sort ", 3);
    }
}
