//! Chooses the publication date, and says where it was found.

use std::sync::LazyLock;

use regex::Regex;

use super::clues::Clues;
use super::dated::{Dated, Trust, behind_changes, introduces};
use super::day;
use super::title::letters;
use crate::story::Published;

/// The names of `<meta>` that give the day of publication, the surest first.
const METAS: [&str; 33] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publicationdate",
    "publication_date",
    "article.published",
    "article:published",
    "article:post_date",
    "article_date_original",
    "originalpublicationdate",
    "og:pubdate",
    "og:publish_date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "shareaholic:article_published_time",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "bt:pubdate",
    "sb.pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "dc.date.publication",
    "displaydate",
];

/// The names of `<meta>` that give some day.
const VAGUE: [&str; 3] = ["dcterms.date", "dc.date", "date"];

/// The names of `<meta>` that give the day of the first draft.
const CREATED: [&str; 6] = [
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "article:created_time",
    "datecreated",
    "created",
];

/// The names of `<meta>` that give the day of the last change: the best guess if there is nothing else.
const CHANGED: [&str; 7] = [
    "article:modified_time",
    "dateupdate",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "datemodified",
    "last-modified",
];

/// The day the page was published; `None` if it does not say.
pub(super) fn of(clues: &Clues, title: &str, body: &str) -> Option<Published> {
    let read = Reader::of(clues, title);
    let address = clues
        .address()
        .and_then(|address| day::in_address(&address));
    let told = in_metadata(&read, address.as_ref());
    told.map(|told| local(told, address.as_ref(), &read))
        .or(address)
        .or_else(|| read.near(Trust::Published))
        .map(|told| restated(&read).unwrap_or(told))
        .or_else(|| read.near(Trust::Introduced))
        .or_else(|| read.near(Trust::Marked))
        .or_else(|| read.near(Trust::Some))
        .or_else(|| read.near(Trust::Below))
        .or_else(|| read.dated(Trust::Published))
        .or_else(|| read.dated(Trust::Introduced))
        .or_else(|| read.near(Trust::Changed))
        .or_else(|| read.dated(Trust::Marked))
        // If the headline is known, dates that are not beside it belong to other stories.
        .or_else(|| read.headline.and_then(|_| read.metas(&VAGUE).next()))
        .or_else(|| read.dated(Trust::Some))
        .or_else(|| read.metas(&CREATED).chain(read.metas(&VAGUE)).next())
        .or_else(|| leading(body, &read))
        .or_else(|| read.dated(Trust::Below))
        .or_else(|| read.text(clues.script.as_deref()?, "script"))
        .or_else(|| {
            apart(body.get(..body.floor_char_boundary(600))?)
                .find_map(|line| read.text(line, "text"))
        })
        .or_else(|| read.text(clues.article.modified.as_deref()?, "json-ld dateModified"))
        .or_else(|| read.metas(&CHANGED).next())
        .or_else(|| read.dated(Trust::Changed))
        .or_else(|| read.dated(Trust::Above))
        .or_else(|| apart(body).find_map(|line| read.text(line, "text")))
        .or_else(|| read.text(&clues.title, "title"))
        // A picture is uploaded with its story.
        .or_else(|| {
            let picture = day::in_address(&clues.meta("og:image")?)?;
            Some(picture.from_source("url of og:image"))
        })
}

/// The date in the page's metadata. If that has two, the one that the page also shows or has in its address.
fn in_metadata(read: &Reader<'_>, address: Option<&Published>) -> Option<Published> {
    let article = read.clues.article.published.as_deref();
    let first = article.and_then(|text| read.text(text, "json-ld datePublished"));
    let second = read.metas(&METAS).next();
    let (Some(one), Some(other)) = (&first, &second) else {
        return first.or(second);
    };
    let shown = address
        .cloned()
        .or_else(|| read.dated(Trust::Published))
        .or_else(|| read.dated(Trust::Marked));
    let agrees = |day: &Published| {
        shown
            .as_ref()
            .is_some_and(|shown| shown.interval() == day.interval())
    };
    if !agrees(one) && agrees(other) {
        second
    } else {
        first
    }
}

/// The day that the page shows beside its headline, if its metadata has it too, even if only as *date*: many sites give
/// the day of the first draft as that of publication.
fn restated(read: &Reader<'_>) -> Option<Published> {
    let shown = [Trust::Published, Trust::Marked, Trust::Some, Trust::Below]
        .into_iter()
        .find_map(|trust| read.near(trust))?;
    let vague = read.metas(&VAGUE).next()?;
    (vague.interval() == shown.interval()).then_some(shown)
}

/// The local day of publication for a time in UTC: from the same hour as the page shows it, or a neighbouring day in
/// the address or on the page, or the day that began there at that hour.
fn local(told: Published, address: Option<&Published>, read: &Reader<'_>) -> Published {
    if !told.value().ends_with('Z') {
        return told;
    }
    let same_hour = read
        .clues
        .dated
        .iter()
        .filter_map(|dated| read.text(dated.machine.as_deref()?, &dated.from))
        .find(|shown| {
            shown.instant() == told.instant()
                && !shown.value().ends_with('Z')
                && shown.value().contains('T')
        });
    same_hour
        .or_else(|| {
            address
                .filter(|day| is_local_day(day, &told))
                .cloned()
                .or_else(|| shown_beside(&told, read))
        })
        .or_else(|| begun(&told, read.clues))
        .unwrap_or(told)
}

/// The day before or after a time in UTC, if the page shows it and it was that day somewhere: in America it may still
/// be the evening before, in Europe past midnight, in Asia the next morning.
fn shown_beside(told: &Published, read: &Reader<'_>) -> Option<Published> {
    let hour: u8 = told.value().split_once('T')?.1.get(..2)?.parse().ok()?;
    let day = told.interval().first();
    let beside = if hour < 8 {
        day.yesterday()
    } else {
        day.tomorrow()
    }
    .ok()?;
    let script = read
        .clues
        .script
        .as_deref()
        .and_then(|text| read.text(text, "script"));
    [
        read.dated(Trust::Published),
        read.dated(Trust::Introduced),
        script,
        read.dated(Trust::Some),
    ]
    .into_iter()
    .flatten()
    .find(|shown| shown.interval().first() == beside && !(8..21).contains(&hour))
}

/// The languages of places whose midnight is at 22 or 23 hours UTC.
const CENTRAL: [&str; 12] = [
    "de", "fr", "it", "nl", "pl", "da", "sv", "nb", "no", "cs", "hu", "sl",
];

/// The day that begins in central Europe at a time in UTC, for sites that only know the day and give midnight.
fn begun(told: &Published, clues: &Clues) -> Option<Published> {
    let language = clues.language.as_deref()?.get(..2)?.to_lowercase();
    let hour = told.value().split_once('T')?.1;
    let midnight = ["22:00:00Z", "23:00:00Z"].contains(&hour);
    let next = told.interval().first().tomorrow().ok()?;
    (midnight && CENTRAL.contains(&language.as_str()))
        .then(|| Published::parse(&next.to_string(), told.from()).ok())?
}

/// How many elements may lie between the headline and a date below it, or above it, that belongs to it.
const BELOW: usize = 60;
const ABOVE: usize = 20;

/// Reads dates as the page's language writes them.
struct Reader<'c> {
    clues: &'c Clues,
    month_first: bool,
    /// The position of the headline, if it is an `<h1>` or `<h2>`.
    headline: Option<usize>,
}

impl<'c> Reader<'c> {
    fn of(clues: &'c Clues, title: &str) -> Self {
        let title = letters(title);
        let place = |(headings, places): (&Vec<String>, &Vec<usize>)| {
            let is_title = |heading: &String| letters(heading).contains(&title);
            places.get(headings.iter().position(is_title)?).copied()
        };
        let headline = clues.headings.iter().zip(&clues.places).find_map(place);
        let month_first = clues
            .language
            .as_deref()
            .is_some_and(|tag| tag.eq_ignore_ascii_case("en-us") || tag.eq_ignore_ascii_case("en"));
        Self {
            clues,
            month_first,
            headline: headline.filter(|_| !title.is_empty()),
        }
    }

    fn text(&self, text: &str, from: &str) -> Option<Published> {
        let part = behind_changes(text).and_then(|part| day::in_text(part, self.month_first, from));
        part.or_else(|| day::in_text(text, self.month_first, from))
    }

    fn metas<'r>(&'r self, names: &'r [&'static str]) -> impl Iterator<Item = Published> + 'r {
        names
            .iter()
            .filter_map(|name| self.text(&self.clues.meta(name)?, &format!("meta {name}")))
    }

    /// The date in the element of this trust that is nearest to the headline, or else in the first.
    fn dated(&self, trust: Trust) -> Option<Published> {
        let mut dated = self.clues.dated.iter().filter(|dated| dated.trust == trust);
        self.near(trust)
            .or_else(|| dated.find_map(|dated| self.one(dated)))
    }

    /// The date in the element of this trust that is nearest to the headline, if any is near.
    fn near(&self, trust: Trust) -> Option<Published> {
        let headline = self.headline?;
        let is_near = |dated: &&Dated| {
            // Below an `<h2>` that is the headline there need be no `<h1>`.
            let is_below = dated.trust == Trust::Above && dated.at > headline;
            let told = if is_below { Trust::Below } else { dated.trust };
            told == trust && dated.at < headline + BELOW && headline < dated.at + ABOVE
        };
        let near = self.clues.dated.iter().filter(is_near);
        near.filter_map(|dated| Some((headline.abs_diff(dated.at), self.one(dated)?)))
            .min_by_key(|(apart, _)| *apart)
            .map(|(_, published)| published)
    }

    /// The date of an element; the date shown to people is the right one.
    fn one(&self, dated: &Dated) -> Option<Published> {
        let shown = || self.text(&dated.text, &dated.from);
        let machine = || self.text(dated.machine.as_deref()?, &dated.from);
        if introduces(&dated.text) {
            shown().or_else(machine)
        } else {
            machine().or_else(shown)
        }
    }
}

/// The day that a paragraph begins with: `27.1.2022 - The river`, `Luzern, (27.1.2022). The river`.
fn leading(body: &str, read: &Reader<'_>) -> Option<Published> {
    const PARAGRAPHS: usize = 4;
    static LEADING: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:\p{Lu}[\p{L} ./-]{1,30}, )?\(?(\d{1,2}\. ?(?:\d{1,2}\.|\p{L}{3,10}) ?\d{4})\b",
        )
        .ok()
    });
    body.split("\n\n").take(PARAGRAPHS).find_map(|paragraph| {
        let found = LEADING.as_ref()?.captures(paragraph)?;
        read.text(found.get(1)?.as_str(), "text")
    })
}

/// The lines too short to be prose: a date in a sentence is what the story is about, not when it was written.
fn apart(body: &str) -> impl Iterator<Item = &str> {
    const LONGEST: usize = 60;
    body.lines().filter(|line| line.len() <= LONGEST)
}

/// Whether an hour in UTC is midnight somewhere on earth, but not in UTC itself.
fn is_local_day(day: &Published, told: &Published) -> bool {
    let since = told.instant() - day.instant();
    day.interval() != told.interval()
        && !day.value().contains('T')
        && (-14 * 3600..36 * 3600).contains(&since)
}
