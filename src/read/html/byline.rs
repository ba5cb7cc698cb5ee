//! Chooses the byline of a page.

use super::clues::Clues;

/// The names of `<meta>` that give authors.
const METAS: [&str; 9] = [
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "article:author_name",
];

/// What cards on social networks say, a label and what it is of: `Written by`, `Mark Twain`.
const CARDS: [(&str, &str); 2] = [
    ("twitter:label1", "twitter:data1"),
    ("twitter:label2", "twitter:data2"),
];

/// The words that introduce an author beside [`SIGNED`]; of several at a place the longest counts.
const INTRODUCTIONS: [&str; 27] = [
    "view all posts by",
    "show all articles of",
    "all posts by",
    "more from",
    "zeige alle beiträge von",
    "alle artikel von",
    "alle beiträge von",
    "beitrag von",
    "artikel von",
    "published by",
    "erstellt von",
    "eingestellt von",
    "veröffentlicht von",
    "publiziert von",
    "ein interview von",
    "interview von",
    "text und interview:",
    "interview:",
    "post author",
    "author",
    "autor",
    "autorin",
    "auteur :",
    "autore:",
    "posted",
    "name",
    "©",
];

/// Those that begin a byline though no mark says that it is one.
const SIGNED: [&str; 23] = [
    "by",
    "von",
    "vom",
    "par",
    "por",
    "di",
    "door",
    "written by",
    "posted by",
    "story by",
    "words by",
    "verfasst von",
    "geschrieben von",
    "écrit par",
    "escrito por",
    "text von",
    "text:",
    "ein artikel von",
    "ein beitrag von",
    "author:",
    "autor:",
    "auteur:",
    "autorin:",
];

/// What comes after the author.
const CONCLUSIONS: [&str; 23] = [
    ". Updated",
    " Updated:",
    ". Published",
    " — ",
    " – ",
    " - ",
    " | ",
    " · ",
    " • ",
    " →",
    " am ",
    " on ",
    " le ",
    " Hace ",
    " Stand",
    " vor ",
    " veröffentlicht",
    " Alle Artikel",
    " Alle Beiträge",
    " Alles von",
    " View all",
    " Shares",
    " says",
];

/// Texts that are marked up as an author but are no name.
const NOBODY: [&str; 24] = [
    "admin",
    "wordpressadmin",
    "administrator",
    "editor",
    "author",
    "no author",
    "unknown",
    "autor",
    "name",
    "datum",
    "date",
    "follow",
    "by",
    "von",
    "publiziert",
    "publiziert am",
    "veröffentlicht",
    "weitere artikel",
    "archiv anzeigen",
    "alle artikel",
    "view my complete profile",
    "mein profil vollständig anzeigen",
    "afficher mon profil complet",
    "*",
];

/// Words that occur only in the names of companies and other bodies.
const BODIES: [&str; 8] = [
    "gmbh", "e.v", "ag", "ltd", "inc", "llc", "stiftung", "verlag",
];

/// The small words inside names and between them.
const SMALL: [&str; 22] = [
    "von", "van", "der", "den", "de", "del", "la", "las", "los", "le", "da", "di", "do", "dos",
    "du", "el", "al", "y", "e", "et", "und", "and",
];

/// The authors, joined by commas: from the page's markup, or as found by the library that extracts the text
/// (`extracted`), or from a line of its own.
pub(super) fn of(clues: &Clues, extracted: &str) -> Option<String> {
    let signed = || clues.signed.as_deref().and_then(clean);
    in_markup(clues)
        .or_else(|| clean(extracted))
        .or_else(signed)
}

/// The authors that the markup names.
fn in_markup(clues: &Clues) -> Option<String> {
    let told = (!clues.article.authors.is_empty()).then(|| clues.article.authors.join(", "));
    let metas = METAS.iter().filter_map(|name| clues.meta(name));
    let cards = CARDS.iter().filter_map(|(label, data)| {
        let introduces = is_introduction(&clues.meta(label)?.to_lowercase());
        clues.meta(data).filter(|_| introduces)
    });
    let all: Vec<String> = told
        .into_iter()
        .chain(metas)
        .chain(cards)
        .chain(clues.authors.iter().cloned())
        .filter_map(|text| clean(&text))
        .collect();
    let first = all.first()?;
    let site = Site::of(clues);
    let found = if site.is(first) || is_body(first) {
        // Many sites give themselves as the author in metadata, and name the real one in the visible text.
        let person = all.iter().find(|name| is_person(name) && !site.is(name));
        let somebody = || all.iter().find(|name| !site.is(name));
        person.or_else(somebody)
    } else if first.contains(' ') {
        None
    } else {
        // `Henry` in the metadata may be `Henry Miller` in the visible text.
        all.iter().find(|name| {
            is_person(name) && name.split(' ').count() <= 3 && name.split(' ').next() == Some(first)
        })
    };
    found.or(Some(first)).cloned()
}

/// What a site calls itself, letters and digits only.
struct Site(Vec<String>);

impl Site {
    fn of(clues: &Clues) -> Self {
        let names = [
            clues.meta("og:site_name"),
            clues.article.publisher.clone(),
            clues.meta("application-name"),
            clues.home.clone(),
        ];
        let hosts =
            [clues.address(), clues.meta("og:url")].map(|url| url.as_deref().and_then(host));
        let all = names
            .into_iter()
            .flatten()
            .chain(hosts.into_iter().flatten());
        Self(all.map(|name| letters(&name)).collect())
    }

    /// Whether a byline names the site: `The Bugle`, `bugle.example`.
    fn is(&self, byline: &str) -> bool {
        let byline = letters(byline);
        self.0.contains(&byline)
    }
}

/// The label of a host that says whose it is: `bugle` of `https://www.bugle.example/a`.
fn host(url: &str) -> Option<String> {
    let host = url.split("://").nth(1)?.split('/').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.split('.').next().map(str::to_owned)
}

fn letters(name: &str) -> String {
    let name = name.to_lowercase();
    let name = name
        .strip_prefix("the ")
        .or(name.strip_prefix("die "))
        .unwrap_or(&name);
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a byline names a company, a club or an address on the web.
fn is_body(byline: &str) -> bool {
    words(byline).any(|word| {
        let dot = word.split_once('.');
        let is_domain = dot.is_some_and(|(name, end)| name.len() > 1 && end.len() > 1);
        let word = word.trim_end_matches('.').to_lowercase();
        is_domain
            || BODIES
                .iter()
                .any(|body| word.ends_with(body) && (body.len() > 4 || word == *body))
    })
}

/// Whether it reads like the names of people: some words with a capital, and small words between.
fn is_person(byline: &str) -> bool {
    let fits = |word: &str| {
        let is_name = word.starts_with(char::is_uppercase) && !word.ends_with(':');
        is_name || SMALL.contains(&word)
    };
    words(byline).nth(1).is_some() && words(byline).all(fits) && !is_body(byline)
}

fn words(byline: &str) -> impl Iterator<Item = &str> {
    let words = byline.split([' ', ',', ';', '/']);
    words.filter(|word| !word.is_empty())
}

/// The longest text that may be a byline and nothing else, in bytes.
const LONGEST: usize = 80;

/// Whether a short text begins as bylines do.
pub(super) fn is_introduced(text: &str) -> bool {
    let text = text.trim();
    let stands_alone = || is_introduction(&text.to_lowercase());
    text.len() <= LONGEST && (behind_introductions(text).len() < text.len() || stands_alone())
}

/// Whether a text is a byline and nothing else: `By Mark Twain`.
pub(super) fn signs(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let is_signed = SIGNED.iter().any(|word| {
        let rest = lower.strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    is_signed && is_introduced(text) && clean(text).is_some_and(|name| is_person(&name))
}

/// The name in a byline; `None` if there is none.
fn clean(text: &str) -> Option<String> {
    let name = behind_introductions(text.trim());
    let end = CONCLUSIONS
        .iter()
        .filter_map(|word| name.find(word))
        .chain(name.find(|c: char| c.is_ascii_digit()))
        .min();
    let name = name
        .get(..end.unwrap_or(name.len()))?
        .trim_matches([',', '|', ':', '-', '–', ' ', '*']);
    let is_name = (2..=100).contains(&name.chars().count())
        && !name.contains("://")
        && !name.contains('@')
        && !is_no_name(&name.to_lowercase());
    is_name.then(|| name.to_owned())
}

fn is_no_name(lower: &str) -> bool {
    NOBODY.contains(&lower) || is_introduction(lower)
}

fn introductions() -> impl Iterator<Item = &'static str> {
    INTRODUCTIONS.into_iter().chain(SIGNED)
}

fn is_introduction(lower: &str) -> bool {
    introductions().any(|word| word == lower)
}

/// The text after the words that introduce an author.
fn behind_introductions(mut name: &str) -> &str {
    loop {
        let rest = introductions().filter_map(|word| {
            let (start, rest) = name.split_at_checked(word.len())?;
            let ends = !rest.starts_with(char::is_alphanumeric);
            (ends && start.to_lowercase() == word).then(|| rest.trim_start())
        });
        match rest.min_by_key(|rest| rest.len()) {
            Some(rest) if !rest.is_empty() => name = rest,
            _ => return name,
        }
    }
}
