//! The language a story is written in.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! languages {
    ($($variant:ident $code:literal $doc:literal,)*) => {
        /// The language a story is written in, named by its ISO 639-1 code.
        ///
        /// ```
        /// use dateline::story::Language;
        /// assert_eq!(Language::from_tag("en-GB"), Some(Language::English));
        /// assert_eq!(Language::from_tag("zh").unwrap().to_string(), "zh");
        /// assert_eq!(Language::from_tag("englisch"), None);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Language {
            $(#[doc = $doc] $variant,)*
            /// A language whose words are indexed as they stand, by its code of two or three letters (padded with a zero).
            Other([u8; 3]),
        }

        impl Language {
            /// The languages whose words we can stem.
            pub const STEMMED: &'static [Self] = &[$(Self::$variant,)*];

            /// Reads a BCP 47 tag by its first part: `en`, `en-GB`, `EN_us`. `None` for what is no tag.
            pub fn from_tag(tag: &str) -> Option<Self> {
                let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
                match primary.as_str() {
                    $($code => Some(Self::$variant),)*
                    "nb" | "nn" => Some(Self::Norwegian),
                    code if (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase()) => {
                        let mut padded = [0; 3];
                        padded.iter_mut().zip(code.bytes()).for_each(|(slot, byte)| *slot = byte);
                        Some(Self::Other(padded))
                    }
                    _ => None,
                }
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

languages! {
    Arabic "ar" "Arabic.",
    Danish "da" "Danish.",
    Dutch "nl" "Dutch.",
    English "en" "English.",
    Finnish "fi" "Finnish.",
    French "fr" "French.",
    German "de" "German.",
    Greek "el" "Greek.",
    Hungarian "hu" "Hungarian.",
    Italian "it" "Italian.",
    Norwegian "no" "Norwegian.",
    Portuguese "pt" "Portuguese.",
    Romanian "ro" "Romanian.",
    Russian "ru" "Russian.",
    Spanish "es" "Spanish.",
    Swedish "sv" "Swedish.",
    Tamil "ta" "Tamil.",
    Turkish "tr" "Turkish.",
}
