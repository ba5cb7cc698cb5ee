//! Stories and ledger rows as tantivy documents, and back.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::document::Value;

use super::cells;
use super::ledger::{LedgerRow, Outcome};
use super::schema::{FILE_ROW, Fields, GONE_ROW, STORY_ROW};
use super::tokenizers::in_language;
use crate::annotate::shingles::bands_of;
use crate::annotate::tokens::fold;
use crate::story::{AnnotatedStory, Interval, MEMBER};

/// The language of a story of which none is known, as ISO 639-3 has it: undetermined.
pub(crate) const NO_LANGUAGE: &str = "und";

/// A story as the index keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredStory {
    /// The story with its annotations.
    pub annotated: AnnotatedStory,
    /// The day we first read it.
    pub seen: Date,
}

/// A story as tantivy wants it.
pub(crate) fn from_story(
    fields: &Fields,
    stored: &StoredStory,
) -> Result<TantivyDocument, postcard::Error> {
    let StoredStory { annotated, seen } = stored;
    let story = &annotated.story;
    let mut document = TantivyDocument::new();
    document.add_text(fields.row, STORY_ROW);
    document.add_text(fields.id, &story.id);
    document.add_text(fields.key, format!("{}\0{}", story.id, story.file));
    document.add_text(fields.file, &story.file);
    // The archives it lies in, so that all that came from a file on disk goes at once.
    for (end, _) in story.file.match_indices(MEMBER) {
        document.add_text(fields.file, story.file.get(..end).unwrap_or_default());
    }
    if !story.title.is_empty() {
        document.add_text(fields.title, in_language(story.language, &story.title));
        document.add_text(fields.title_words, &story.title);
    }
    document.add_text(fields.body, in_language(story.language, &story.body));
    document.add_text(fields.body_words, &story.body);
    if let Some(byline) = &story.byline {
        document.add_text(fields.byline, byline);
    }
    for (field, fact) in [
        (fields.source, &story.source),
        (fields.section, &story.section),
    ] {
        if let Some(fact) = fact {
            document.add_text(field, fold(fact));
        }
    }
    if let Some(source) = &story.source {
        document.add_text(fields.source_name, source);
    }
    document.add_text(
        fields.lang,
        story
            .language
            .map_or_else(|| NO_LANGUAGE.to_owned(), |language| language.to_string()),
    );
    for band in bands_of(&story.body) {
        document.add_u64(fields.copies, band);
    }
    if let Some(url) = &story.url {
        document.add_text(fields.url, url);
    }
    add_names(fields, annotated, &mut document);
    add_dates(fields, stored, &mut document);
    cells::index_terms(Interval::day(*seen), |term| {
        document.add_text(fields.seen, term);
    });
    document.add_bytes(fields.story, &postcard::to_stdvec(stored)?);
    Ok(document)
}

/// Every entity once, and its names: the canonical one, and each form found that is no part of another.
///
/// A name is looked for by words side by side, so whatever finds `Musk` finds `Elon Musk`.
fn add_names(fields: &Fields, annotated: &AnnotatedStory, document: &mut TantivyDocument) {
    let mut forms: Vec<Vec<&str>> = annotated
        .names
        .entities
        .iter()
        .map(|entity| vec![entity.name.as_str()])
        .collect();
    for (mention, _) in annotated.names.iter() {
        let form = mention.span.of(annotated.story.text(mention.field));
        if let Some(forms) = forms.get_mut(mention.entity as usize)
            && !forms.iter().any(|longer| is_part(form, longer))
        {
            forms.push(form);
        }
    }
    for (entity, forms) in annotated.names.entities.iter().zip(forms) {
        document.add_text(fields.entity, entity.to_string());
        for form in forms {
            document.add_text(fields.names(entity.kind), form);
        }
    }
}

/// Whether `name` stands within `longer`, between spaces.
fn is_part(name: &str, longer: &str) -> bool {
    longer.match_indices(name).any(|(at, _)| {
        let (before, after) = (longer.get(..at), longer.get(at + name.len()..));
        before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
            && after.is_some_and(|after| after.is_empty() || after.starts_with(' '))
    })
}

fn add_dates(fields: &Fields, stored: &StoredStory, document: &mut TantivyDocument) {
    match &stored.annotated.story.published {
        Some(published) => {
            cells::index_terms(published.interval(), |term| {
                document.add_text(fields.published, term);
            });
            if let Some((month, day)) = day_of_year(published.value()) {
                document.add_text(fields.published, cells::day_of_year_term(month, day));
            }
            document.add_u64(fields.published_ends, cells::pack(published.interval()));
            document.add_i64(fields.published_at, published.instant());
        }
        None => document.add_text(fields.published, cells::NONE),
    }
    let mut told: Vec<Interval> = Vec::new();
    let mut days_of_year: Vec<(i8, i8)> = Vec::new();
    for date in &stored.annotated.dates {
        told.extend(date.timex.interval);
        days_of_year.extend(day_of_year(&date.timex.value));
    }
    told.sort_unstable();
    told.dedup();
    days_of_year.sort_unstable();
    days_of_year.dedup();
    if told.is_empty() && days_of_year.is_empty() {
        document.add_text(fields.about, cells::NONE);
    }
    // The days of one month lie in the same month, year, decade and century: each term once.
    let mut terms: Vec<String> = Vec::new();
    for interval in told {
        cells::index_terms(interval, |term| terms.push(term.to_owned()));
        document.add_u64(fields.about_ends, cells::pack(interval));
    }
    terms.sort_unstable();
    terms.dedup();
    for term in terms {
        document.add_text(fields.about, term);
    }
    for (month, day) in days_of_year {
        document.add_text(fields.about, cells::day_of_year_term(month, day));
    }
}

/// The month and day of a TIMEX3 value that tells both, whatever its year: `2024-07-13`, `XXXX-07-13T20:00`.
///
/// ```
/// assert_eq!(dateline::index::day_of_year("XXXX-07-13"), Some((7, 13)));
/// assert_eq!(dateline::index::day_of_year("2024-07"), None);
/// ```
pub fn day_of_year(value: &str) -> Option<(i8, i8)> {
    let date = value.split('T').next()?;
    let mut parts = date.rsplitn(3, '-');
    let two_digits = |part: &str| (part.len() == 2).then(|| part.parse().ok()).flatten();
    let (day, month) = (two_digits(parts.next()?)?, two_digits(parts.next()?)?);
    let year = parts.next()?;
    let fits = year.len() >= 4 && Date::new(2000, month, day).is_ok();
    fits.then_some((month, day))
}

/// A ledger row as tantivy wants it.
pub(crate) fn from_row(
    fields: &Fields,
    row: &LedgerRow,
) -> Result<TantivyDocument, postcard::Error> {
    let mut document = TantivyDocument::new();
    let is_gone = row.outcome == Outcome::Gone;
    document.add_text(fields.row, if is_gone { GONE_ROW } else { FILE_ROW });
    document.add_text(fields.file, &row.file);
    document.add_bytes(fields.ledger, &postcard::to_stdvec(row)?);
    Ok(document)
}

/// The story that a document holds; `None` for a ledger row.
pub(crate) fn to_story(
    fields: &Fields,
    document: &TantivyDocument,
) -> Result<Option<StoredStory>, postcard::Error> {
    let bytes = document.get_first(fields.story);
    bytes
        .and_then(|value| value.as_bytes())
        .map(postcard::from_bytes)
        .transpose()
}

/// The ledger row that a document holds; `None` for a story.
pub(crate) fn to_row(
    fields: &Fields,
    document: &TantivyDocument,
) -> Result<Option<LedgerRow>, postcard::Error> {
    let bytes = document.get_first(fields.ledger);
    bytes
        .and_then(|value| value.as_bytes())
        .map(postcard::from_bytes)
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::is_part;

    #[test]
    fn a_form_that_stands_within_another_is_part_of_it() {
        assert!(is_part("Musk", "Elon Musk") && is_part("Elon", "Elon Musk"));
        assert!(is_part("Elon Musk", "Elon Musk"));
        assert!(!is_part("Mus", "Elon Musk") && !is_part("usk", "Elon Musk"));
        assert!(!is_part("Elon Musk", "Musk") && !is_part("Musk", "Musk's"));
    }
}
