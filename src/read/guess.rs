//! Guesses the encoding of text that says nothing of it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, ISO_2022_JP, ISO_8859_2, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1254, WINDOWS_1257, X_MAC_CYRILLIC,
};

/// How many bytes of a text decide its encoding.
const SAMPLE: usize = 1 << 20;
/// How a Japanese or Korean character begins in seven bits.
const ESCAPE: &[u8] = b"\x1b$";

/// What text of old Macs, whose encodings the detector does not know, is mistaken for, what it is, and one in how many
/// of its characters beyond ASCII is at least an oddity in the former. Most Cyrillic small letters have the same code in
/// both.
const MISTAKEN: [(&Encoding, &Encoding, usize); 6] = [
    (WINDOWS_1252, MACINTOSH, 4),
    (WINDOWS_1250, MACINTOSH, 8),
    (WINDOWS_1254, MACINTOSH, 8),
    (WINDOWS_1257, MACINTOSH, 8),
    (ISO_8859_2, MACINTOSH, 8),
    (WINDOWS_1251, X_MAC_CYRILLIC, 100),
];

/// The encoding of text that is not UTF-8.
pub(super) fn encoding(bytes: &[u8]) -> &'static Encoding {
    let guess = detect(bytes, Iso2022JpDetection::Deny);
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let Some((_, mac, share)) = MISTAKEN.iter().find(|(taken, ..)| *taken == guess) else {
        return guess;
    };
    let (odd, all) = oddities(sample, guess);
    if odd > 0 && odd * share >= all && oddities(sample, mac).0 == 0 {
        mac
    } else {
        guess
    }
}

/// Whether text that seems to be ASCII is Japanese in seven bits.
pub(super) fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    has_escape(bytes) && detect(bytes, Iso2022JpDetection::Allow) == ISO_2022_JP
}

/// Whether it switches to characters of two bytes, as several encodings of seven bits do.
pub(super) fn has_escape(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, ESCAPE).is_some()
}

fn detect(bytes: &[u8], japanese: Iso2022JpDetection) -> &'static Encoding {
    let mut detector = EncodingDetector::new(japanese);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), bytes.len() <= SAMPLE);
    detector.guess(None, Utf8Detection::Deny)
}

/// How many characters beyond ASCII a text in this encoding would have where hardly anybody writes them, and how many in
/// all: a capital within a word, a sign between letters, or a control character.
fn oddities(bytes: &[u8], encoding: &'static Encoding) -> (usize, usize) {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let (mut odd, mut all) = (0, 0);
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        let within = before.is_lowercase() && after.is_alphabetic();
        let is_odd = if c.is_alphabetic() {
            before.is_lowercase() && c.is_uppercase()
        } else {
            let joins = matches!(c, '’' | '‘' | '·' | '–' | '—' | '\u{ad}') || c.is_whitespace();
            c.is_control() || within && !joins
        };
        all += usize::from(!c.is_ascii());
        odd += usize::from(!c.is_ascii() && is_odd);
        before = c;
    }
    (odd, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text in an encoding, and the encoding that is guessed.
    fn check(text: &str, encoding: &'static Encoding) {
        let (bytes, _, lossy) = encoding.encode(text);
        assert!(!lossy, "{text}");
        let guess = super::encoding(&bytes);
        let (read, _) = guess.decode_without_bom_handling(&bytes);
        assert_eq!(read, text, "as {}", guess.name());
    }

    #[test]
    fn texts_of_old_macs() {
        for text in [
            "The café in Zürich – “a great day” – isn’t open, said Ms. Löwe.",
            "L’été à Genève: les élèves ont passé la journée au château.",
            "Der Bürgermeister öffnete die Brücke über den Fluß am späten Abend.",
        ] {
            check(text, MACINTOSH);
            check(text, WINDOWS_1252);
        }
        for text in [
            "Prezydent Polski spotkał się w poniedziałek z gośćmi w Łodzi, powiedział rzecznik.",
            "Starší žena přišla do města v pondělí, řekl mluvčí policie v Plzni.",
        ] {
            check(text, WINDOWS_1250);
            check(text, ISO_8859_2);
        }
        let text = "Президент России в понедельник встретился в Москве с гостями из Германии.";
        check(text, X_MAC_CYRILLIC);
        check(text, WINDOWS_1251);
    }

    #[test]
    fn one_slip_of_a_typist_makes_no_old_mac() {
        for text in [
            "It wouldn’t close the “Star”newspaper, the “Globe” or the “Post”, and it won’t sell.",
            "Apples•pears – the “best” of Kent’s orchards – won’t be cheap.",
        ] {
            check(text, WINDOWS_1252);
        }
        let text = "Компания ТаймМедиа в понедельник сообщила, что она продаёт две газеты и три журнала в Москве.";
        check(text, WINDOWS_1251);
        check(
            "Gen\u{e8}ve a \u{e9}t\u{e9} calme\u{a0}: rien n’a bougé, d’après l’armée.",
            MACINTOSH,
        );
    }

    #[test]
    fn seven_bits() {
        let (bytes, ..) = ISO_2022_JP.encode("東京で首脳会談が開かれました。");
        assert!(is_iso_2022_jp(&bytes));
        assert!(!is_iso_2022_jp(b"Rain fell."));
        assert!(!is_iso_2022_jp(b"\x1b$)C\x0e<-?o\x0f"), "Korean");
    }
}
