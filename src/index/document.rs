//! Turns stories and ledger rows into tantivy documents. [`stored`](super::stored) is the way back.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::aliases::introductions;
use super::cells;
use super::field_terms::{FieldTokenizer, push_name, push_words};
use super::identity::{Numbers, Origin, number_after_another};
use super::ledger::{LedgerRow, Outcome};
use super::schema::{FILE_ROW, Fields, GONE_ROW, STORY_ROW};
use super::term_list::List;
use crate::annotate::address::addressed;
use crate::annotate::name_markers::MentionPositions;
use crate::annotate::places;
use crate::annotate::shingles::{BANDS, Sketch, compared, sketch};
use crate::annotate::tokens::{Words, fold};
use crate::story::{AnnotatedStory, Country, Interval, Kind, MEMBER, Published, Story, TextField};

/// The code for an unknown language, ISO 639-3's "undetermined".
pub(crate) const NO_LANGUAGE: &str = "und";

/// A guess at the bytes that a story takes besides its text.
const ROOM: usize = 2 << 10;

/// A story as the index stores it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredStory {
    /// The story with its annotations.
    pub annotated: AnnotatedStory,
    /// The countries it mentions, most frequent first, by the names as found.
    pub countries: Vec<Country>,
    /// The day we first read it.
    pub seen: Date,
    /// Where it was when it was first read.
    pub origin: Origin,
}

impl StoredStory {
    /// A story that was first read on the day `seen`.
    pub fn new(annotated: AnnotatedStory, seen: Date) -> Self {
        Self {
            countries: places::countries(&annotated),
            annotated,
            seen,
            origin: Origin::Here,
        }
    }

    /// This story, first read at this time in a place where another had been.
    #[must_use]
    pub fn after_another(mut self, at: Timestamp) -> Self {
        let story = &self.annotated.story;
        self.origin = Origin::AfterAnother(number_after_another(story, at.as_nanosecond()));
        self
    }

    /// The numbers that identify it.
    pub fn numbers(&self) -> Numbers {
        Numbers::of(&self.annotated.story, self.origin)
    }
}

/// The document of a story.
pub(crate) fn from_story(
    fields: &Fields,
    mut stored: StoredStory,
    tokenizer: &mut FieldTokenizer,
) -> Result<TantivyDocument, postcard::Error> {
    let StoredStory {
        annotated, seen, ..
    } = &stored;
    let story = &annotated.story;
    let mut document = TantivyDocument::with_capacity(4 * story.body.len() + ROOM);
    document.add_text(fields.row, STORY_ROW);
    document.add_text(fields.id, &story.id);
    document.add_text(fields.key, format!("{}\0{}", story.id, story.file));
    document.add_text(fields.file, &story.file);
    // Also the archives it is in, so that one deletion removes everything that came from a file on disk.
    for (end, _) in story.file.match_indices(MEMBER) {
        document.add_text(fields.file, story.file.get(..end).unwrap_or_default());
    }
    let mut add_words = |text, stems, words| {
        let mentions = annotated.names.iter();
        let mentions = mentions.map(|(mention, entity)| (mention, entity.kind));
        let mentions = MentionPositions::of(mentions, text);
        let terms = tokenizer.tokenize(story.text(text), story.language, mentions);
        add_list(&mut document, stems, &terms.stems);
        // It may be long.
        drop(terms.stems);
        add_list(&mut document, words, &terms.words);
        terms.sketch
    };
    add_words(TextField::Title, fields.title, fields.title_words);
    let sketch_of_body = add_words(TextField::Body, fields.body, fields.body_words);
    if let Some(byline) = &story.byline {
        let mut words = List::default();
        push_words(byline, &mut words);
        add_list(&mut document, fields.byline, &words);
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
    let mut countries = List::default();
    for country in &stored.countries {
        countries.push(country.code());
    }
    add_list(&mut document, fields.country, &countries);
    let sketch = match compared(&story.title, &story.body) {
        _ if story.body.trim().is_empty() => headline_sketch(story),
        Cow::Borrowed(_) => sketch_of_body,
        Cow::Owned(both) => sketch(&both),
    };
    for band in sketch.bands {
        document.add_u64(fields.copies, band);
    }
    document.add_u64(fields.text, sketch.text);
    for number in stored.numbers().column() {
        document.add_u64(fields.numbers, number);
    }
    if let Some(url) = &story.url {
        document.add_text(fields.url, url);
    }
    add_names(fields, annotated, &mut document);
    for pair in introductions(annotated) {
        document.add_text(fields.introduced, pair);
    }
    add_dates(fields, &stored, &mut document);
    let mut seen_in = List::default();
    cells::index_terms(Interval::day(*seen), |term| seen_in.push_as(&term));
    add_list(&mut document, fields.seen, &seen_in);
    let text = std::mem::take(&mut stored.annotated.story.body);
    document.add_text(fields.story_body, text);
    document.add_bytes(fields.story, &postcard::to_stdvec(&stored)?);
    Ok(document)
}

/// The sketch of a story that is only a headline: papers reuse `Weather` every day, so it is that of the headline and the
/// day, which no other text shares a band with; empty if the day is not known.
fn headline_sketch(story: &Story) -> Sketch {
    let day = story.published.as_ref().map(Published::interval);
    let day = day.filter(|day| day.first() == day.last());
    let Some(day) = day.filter(|_| Words::new(&story.title).advance()) else {
        return sketch("");
    };
    let text = sketch(&format!("{} {}", story.title, day.first())).text;
    Sketch {
        bands: vec![text >> 32; BANDS],
        text,
    }
}

fn add_list(document: &mut TantivyDocument, field: Field, list: &List) {
    if !list.is_empty() {
        document.add_text(field, list.as_str());
    }
}

/// Adds each entity once, and its names: the canonical one, and each surface form that is not part of another.
///
/// A name is searched as a phrase, so the query `Musk` matches `Elon Musk` anyway.
fn add_names(fields: &Fields, annotated: &AnnotatedStory, document: &mut TantivyDocument) {
    let mut forms: Vec<Vec<&str>> = annotated
        .names
        .entities
        .iter()
        .map(|entity| vec![entity.name.as_str()])
        .collect();
    for (mention, entity) in annotated.names.iter() {
        let form = addressed(annotated, mention, entity.kind);
        if let Some(forms) = forms.get_mut(mention.entity as usize)
            && !forms.iter().any(|longer| is_part(form, longer))
        {
            forms.push(form);
        }
    }
    let mut entities = List::default();
    let mut names = Kind::ALL.map(|kind| (kind, List::default()));
    for (entity, forms) in annotated.names.entities.iter().zip(forms) {
        entities.push_as(entity);
        for (_, names) in names.iter_mut().filter(|(kind, _)| *kind == entity.kind) {
            for form in &forms {
                push_name(form, entity.kind, names);
            }
        }
    }
    add_list(document, fields.entity, &entities);
    for (kind, names) in names {
        add_list(document, fields.names(kind), &names);
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
    let mut terms = List::default();
    match &stored.annotated.story.published {
        Some(published) => {
            cells::index_terms(published.interval(), |term| terms.push_as(&term));
            if let Some((month, day)) = day_of_year(published.value()) {
                terms.push(&cells::day_of_year_term(month, day));
            }
            document.add_u64(fields.published_ends, cells::pack(published.interval()));
            document.add_i64(fields.published_at, published.clock());
        }
        None => terms.push(cells::NONE),
    }
    add_list(document, fields.published, &terms);
    let mut mentioned: Vec<Interval> = Vec::new();
    let mut days_of_year: Vec<(i8, i8)> = Vec::new();
    for date in &stored.annotated.dates {
        mentioned.extend(date.timex.interval);
        days_of_year.extend(day_of_year(&date.timex.value));
    }
    mentioned.sort_unstable();
    mentioned.dedup();
    days_of_year.sort_unstable();
    days_of_year.dedup();
    let mut terms = List::default();
    if mentioned.is_empty() && days_of_year.is_empty() {
        terms.push(cells::NONE);
    }
    // The days of a month share its month, year, decade and century: add each term once.
    let mut cells: Vec<cells::IndexTerm> = Vec::new();
    for interval in mentioned {
        cells::index_terms(interval, |term| cells.push(term));
        document.add_u64(fields.about_ends, cells::pack(interval));
    }
    cells.sort_unstable();
    cells.dedup();
    for cell in cells {
        terms.push_as(&cell);
    }
    for (month, day) in days_of_year {
        terms.push(&cells::day_of_year_term(month, day));
    }
    add_list(document, fields.about, &terms);
}

/// The month and day of a TIMEX3 value that has both, whatever its year: `2024-07-13`, `XXXX-07-13T20:00`.
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

/// The document of a ledger row.
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
