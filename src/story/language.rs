//! The language a story is written in.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! languages {
    ($($variant:ident $code:literal $($long:literal)|+ $doc:literal,)*) => {
        /// The language a story is written in, named by its ISO 639-1 code.
        ///
        /// ```
        /// use dateline::story::Language;
        /// assert_eq!(Language::from_tag("en-GB"), Some(Language::English));
        /// assert_eq!(Language::from_tag("ger"), Some(Language::German), "as libraries have it");
        /// assert_eq!(Language::from_tag("zh").unwrap().to_string(), "zh");
        /// assert_eq!(Language::from_tag("englisch"), None);
        /// assert_eq!(Language::from_english_name("english"), Some(Language::English));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Language {
            $(#[doc = $doc] $variant,)*
            /// A language whose words are indexed as they stand, by its code of two or three letters (padded with a
            /// zero).
            Other([u8; 3]),
        }

        impl Language {
            /// The languages whose words we can stem.
            pub const STEMMED: &'static [Self] = &[$(Self::$variant,)*];

            /// Reads a BCP 47 tag by its first part: `en`, `en-GB`, `EN_us`; or a code of three letters, `eng`. `None`
            /// for what is no tag.
            pub fn from_tag(tag: &str) -> Option<Self> {
                let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
                let two_letters = TWO_LETTERS.iter().find(|(long, _)| *long == primary);
                match two_letters.map_or(primary.as_str(), |(_, short)| *short) {
                    $($code $(| $long)+ => Some(Self::$variant),)*
                    "nb" | "nn" => Some(Self::Norwegian),
                    code if (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase()) => {
                        let mut padded = [0; 3];
                        padded.iter_mut().zip(code.bytes()).for_each(|(slot, byte)| *slot = byte);
                        Some(Self::Other(padded))
                    }
                    _ => None,
                }
            }

            /// The stemmed language of this name, such as `English`, in any case.
            pub fn from_english_name(name: &str) -> Option<Self> {
                let mut names = [$((stringify!($variant), Self::$variant),)*].into_iter();
                let (_, language) = names.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
                Some(language)
            }
        }

        impl fmt::Display for Language {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$variant => f.write_str($code),)*
                    Self::Other(code) => {
                        code.iter().filter(|byte| **byte != 0).try_for_each(|byte| write!(f, "{}", *byte as char))
                    }
                }
            }
        }
    };
}

/// The codes of three letters of the languages that we cannot stem but detect, and the usual ones of two.
const TWO_LETTERS: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("chi", "zh"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("cze", "cs"),
    ("epo", "eo"),
    ("est", "et"),
    ("fas", "fa"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hye", "hy"),
    ("ind", "id"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("ori", "or"),
    ("pan", "pa"),
    ("per", "fa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slo", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("srp", "sr"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zho", "zh"),
    ("zul", "zu"),
];

languages! {
    Arabic "ar" "ara" "Arabic.",
    Danish "da" "dan" "Danish.",
    Dutch "nl" "nld" | "dut" "Dutch.",
    English "en" "eng" "English.",
    Finnish "fi" "fin" "Finnish.",
    French "fr" "fra" | "fre" "French.",
    German "de" "deu" | "ger" "German.",
    Greek "el" "ell" | "gre" "Greek.",
    Hungarian "hu" "hun" "Hungarian.",
    Italian "it" "ita" "Italian.",
    Norwegian "no" "nor" | "nob" | "nno" "Norwegian.",
    Portuguese "pt" "por" "Portuguese.",
    Romanian "ro" "ron" | "rum" "Romanian.",
    Russian "ru" "rus" "Russian.",
    Spanish "es" "spa" "Spanish.",
    Swedish "sv" "swe" "Swedish.",
    Tamil "ta" "tam" "Tamil.",
    Turkish "tr" "tur" "Turkish.",
}
