//! Tells the name of a section of a paper from the first line of a headline of two lines.

use std::collections::HashMap;

/// A line may only be the name of a section if it is shorter, in characters.
const LONGEST: usize = 30;

/// The words that sections are named with, in small letters.
const WORDS: &str = "
    a b c d e f analysis art arts back banking books business calendar city classified column columns comment commentary
    commodities companies cover culture daily day desk domestic economy edition editorial editorials education energy
    entertainment environment essay europe fashion feature features finance financial first food foreign front general
    health home industry insight international law leader leaders leisure letters life lifestyle living local magazine
    main market markets media metro metropolitan money music nation national news newsletter obituaries obituary op ed
    opinion opinions outlook page part people perspective politics profile property region regional report review reviews
    saturday science section shipping society special sport sports state style sunday supplement technology theatre today
    travel weather week weekend world
    ausland feuilleton finanzen gesellschaft inland kultur lokales medien meinung nachrichten panorama politik regionales
    reise seite titelseite unternehmen vermischtes wirtschaft wissen wissenschaft
    entreprises france idées monde politique régions sciences société une économie
    ciencia cultura deportes economía economia españa esportes internacional mundo nacional negocios opinión opinião
    política portada sociedad
    cronaca esteri interni mercati piano politica primo spettacoli
    & and of the und et y e de la";

/// How often each line is the first of a headline of two lines in one export. A section has several stories.
pub(super) type FirstLines<'t> = HashMap<&'t str, usize>;

/// Whether a line above a headline is the name of a section: it is made of words that sections are named with, or stands
/// above several headlines. Else it is better kept as part of the headline, since the words of a section are not
/// searched.
pub(super) fn is_section(line: &str, first_lines: &FirstLines<'_>) -> bool {
    line.chars().count() < LONGEST
        && (is_named_so(line) || first_lines.get(line).is_some_and(|times| *times > 1))
}

/// Whether a line has only such words, and numbers.
fn is_named_so(line: &str) -> bool {
    let lower = line.to_lowercase();
    let parts = lower.split([' ', '/', ';', ',', '-', ':', '.', '|']);
    let mut parts = parts.filter(|part| !part.is_empty()).peekable();
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_known = |part: &str| WORDS.split_whitespace().any(|word| word == part);
    parts.peek().is_some() && parts.all(|part| is_number(part) || is_known(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_named_so_or_stand_above_several_headlines() {
        let first_lines = FirstLines::from([("Harbour Talk", 2), ("Ferry sails", 1)]);
        for (line, expected) in [
            ("Local News", true),
            ("BUSINESS/FINANCIAL; Section C", true),
            ("A-Section", true),
            ("Wirtschaft", true),
            ("Idées et société", true),
            ("Page 3", true),
            ("Harbour Talk", true),
            ("Ferry sails", false),
            ("World Markets Fall", false),
            ("News of the day and of the week", false),
            ("–", false),
        ] {
            assert_eq!(is_section(line, &first_lines), expected, "{line}");
        }
    }
}
