//! Fills a draft from the fields of a story, under whatever names they have.

pub(super) use super::field_names::{Field, Known, known};
use super::{Doubt, Draft, RejectReason};
use crate::story::{DateError, Language, Precision, Published, Tag};

/// How many words of a text under a name that is not known are worth a report.
const MANY_WORDS: usize = 25;

/// A draft that is being filled.
#[derive(Debug)]
pub(super) struct Filling {
    /// Where the fields come from: `field`, `front matter`.
    teller: &'static str,
    draft: Draft,
    doubts: Vec<Doubt>,
    // By field: the rank of the name that filled it, plus one; 0 while it is empty.
    filled: [usize; 9],
    /// The first name of a long text that was not known.
    overlooked: Option<String>,
}

impl Filling {
    /// An empty draft whose fields come from `teller`.
    pub(super) fn new(teller: &'static str) -> Self {
        Self {
            teller,
            draft: Draft::default(),
            doubts: Vec::new(),
            filled: [0; 9],
            overlooked: None,
        }
    }

    /// Whether a value under this name would be used.
    pub(super) fn wants(&self, known: Known) -> bool {
        self.filled
            .get(known.field as usize)
            .is_none_or(|&rank| rank == 0 || known.rank + 1 < rank)
    }

    /// Sets a field from an element, attribute or header `name` of a format. The first that is not empty counts.
    pub(super) fn fill(&mut self, field: Field, name: &str, value: impl Into<String>) {
        self.set(Known { field, rank: 0 }, name, value.into());
    }

    /// Sets the byline to the names in a line, without "by" and the like.
    pub(super) fn byline(&mut self, name: &str, line: &str) {
        let line = line.trim();
        let by = ["By ", "BY ", "by "]
            .iter()
            .find_map(|by| line.strip_prefix(by));
        let who = by.unwrap_or(line).trim_end_matches([',', ';', ':', ' ']);
        self.fill(Field::Byline, name, who);
    }

    /// Adds a subject tag.
    pub(super) fn tag(&mut self, kind: &str, value: &str) {
        let tags = &mut self.draft.tags;
        tags.extend(Tag::new(kind, value).filter(|tag| !tags.contains(tag)));
    }

    /// Sets a field to a value, verbatim; an empty value is ignored. `name` is what the file calls the field.
    pub(super) fn set(&mut self, known: Known, name: &str, value: String) {
        // An article may be told by its number.
        let is_number = ["article", "story"]
            .iter()
            .any(|it| name.eq_ignore_ascii_case(it))
            && value.trim().bytes().all(|byte| byte.is_ascii_digit());
        let is_void = value.is_empty() || is_number;
        if is_void || !self.wants(known) || !self.assign(known.field, name, value) {
            return;
        }
        if let Some(rank) = self.filled.get_mut(known.field as usize) {
            *rank = known.rank + 1;
        }
    }

    /// Adds a paragraph to the body, if it is under this name.
    pub(super) fn append_body(&mut self, known: Known, paragraph: &str) {
        let is_it = self.body_rank() == known.rank + 1;
        let body = &mut self.draft.body;
        if is_it && !paragraph.is_empty() && body != paragraph {
            body.push_str("\n\n");
            body.push_str(paragraph);
        }
    }

    /// Takes note of a text under a name that is not known.
    pub(super) fn overlook(&mut self, name: &str, text: &str) {
        if self.overlooked.is_none() && text.split_whitespace().nth(MANY_WORDS - 1).is_some() {
            self.overlooked = Some(name.to_owned());
        }
    }

    /// Reports that the value of the field called `name` is in several cells.
    pub(super) fn split_cell(&mut self, name: &str) {
        let field = name.to_owned();
        self.doubts.push(Doubt::SplitCell { field });
    }

    /// The fields of a story whose text is elsewhere: a summary is not its body, and no text is missed.
    pub(super) fn without_text(mut self) -> Self {
        if self.has_summary() {
            self.draft.body.clear();
        }
        self.overlooked = None;
        self
    }

    /// Whether the body is a summary.
    fn has_summary(&self) -> bool {
        let rank = self.body_rank().checked_sub(1);
        rank.is_some_and(|rank| {
            Known {
                field: Field::Body,
                rank,
            }
            .is_summary()
        })
    }

    /// How good the name of the body is, from 1; 0 if there is none.
    fn body_rank(&self) -> usize {
        let rank = self.filled.get(Field::Body as usize);
        rank.copied().unwrap_or_default()
    }

    /// Reports that the value of the field called `name` is no text.
    pub(super) fn no_text(&mut self, name: &str) {
        let field = name.to_owned();
        self.doubts.push(Doubt::NoText { field });
    }

    /// Sets the field, and says whether the value was usable.
    fn assign(&mut self, field: Field, name: &str, value: String) -> bool {
        let draft = &mut self.draft;
        match field {
            Field::Id => draft.id = Some(value),
            Field::Title => draft.title = value,
            Field::Body => draft.body = value,
            // WordPress gives the number of the author.
            Field::Byline if value.bytes().all(|byte| byte.is_ascii_digit()) => return false,
            Field::Byline => draft.byline = Some(value),
            Field::Source => draft.source = Some(value),
            Field::Section => draft.section = Some(value),
            Field::Url => draft.url = Some(value),
            Field::Language => {
                let Some(language) = Language::from_tag(&value) else {
                    let field = name.to_owned();
                    self.doubts.push(Doubt::Language { field, tag: value });
                    return false;
                };
                draft.language = Some(language);
            }
            Field::Published => return self.date(name, &value),
        }
        true
    }

    /// Sets the date from a value, or the part of it that is a date, and reports what is left out.
    fn date(&mut self, name: &str, value: &str) -> bool {
        let from = format!("{} {name}", self.teller);
        let field = name.to_owned();
        let published = match Published::parse(value, &from) {
            Ok(published) => published,
            Err(source) => {
                let Some(part) = leading_day(value, &from, &source) else {
                    self.doubts.push(Doubt::Date { field, source });
                    return false;
                };
                let kept = part.value().to_owned();
                self.doubts.push(Doubt::PartOfDate {
                    field,
                    part: kept,
                    source,
                });
                part
            }
        };
        self.draft.published = Some(published);
        true
    }

    /// The draft and what was left out of it, whether or not it makes a story.
    pub(super) fn into_parts(mut self) -> (Draft, Vec<Doubt>) {
        // An id is made up where there is none; any other field may have been filled under another name.
        let is_filled = |name: &str| {
            let field = known(name).map(|known| known.field);
            let rank = field.and_then(|field| self.filled.get(field as usize));
            field == Some(Field::Id) || rank.is_some_and(|rank| *rank > 0)
        };
        self.doubts.retain(|doubt| match doubt {
            Doubt::NoText { field } => !is_filled(field),
            _ => true,
        });
        let has_body = self.has_body();
        if let Some(field) = self.overlooked.take_if(|_| !has_body) {
            self.doubts.push(Doubt::Overlooked { field });
        }
        (self.draft, self.doubts)
    }

    /// Whether there is anything to read in it. The summary of a story has a title or a date beside it; anything may
    /// have a description.
    pub(super) fn has_text(&self) -> bool {
        let has_body = !self.draft.body.trim().is_empty();
        let is_told = !self.has_summary() || self.draft.published.is_some();
        self.has_title() || has_body && is_told
    }

    /// Whether it has a title.
    pub(super) fn has_title(&self) -> bool {
        !self.draft.title.trim().is_empty()
    }

    /// Whether it has a body that is more than a summary.
    pub(super) fn has_body(&self) -> bool {
        self.body_rank() > 0 && !self.has_summary()
    }

    /// The draft and what was left out of it, if there is anything to read in it.
    pub(super) fn finish(self) -> Result<(Draft, Vec<Doubt>), RejectReason> {
        if self.has_text() {
            Ok(self.into_parts())
        } else {
            Err(RejectReason::NoTitleOrBody)
        }
    }
}

/// The day, with its time if possible, at the beginning of a longer text, or of an impossible time.
fn leading_day(text: &str, from: &str, error: &DateError) -> Option<Published> {
    let words: Vec<&str> = text.split_whitespace().take(6).collect();
    matches!(error, DateError::NotADate(_)).then_some(())?;
    let parts = (1..words.len())
        .rev()
        .filter_map(|count| words.get(..count));
    let day = text.split(['T', 't']).next().unwrap_or_default();
    parts
        .map(|words| words.join(" "))
        .chain([day.to_owned()])
        .filter_map(|part| Published::parse(&part, from).ok())
        .find(|published| published.interval().precision() == Precision::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(pairs: &[(&str, &str)]) -> Filling {
        let mut filling = Filling::new("field");
        for (name, value) in pairs {
            filling.set(known(name).unwrap(), name, (*value).to_owned());
        }
        filling
    }

    #[test]
    fn the_better_name_wins_in_either_order() {
        for pairs in [
            [("text", "worse"), ("body", "better")],
            [("body", "better"), ("text", "worse")],
        ] {
            assert_eq!(filled(&pairs).finish().unwrap().0.body, "better");
        }
        let (draft, _) = filled(&[("body", ""), ("content", "full")])
            .finish()
            .unwrap();
        assert_eq!(draft.body, "full");
    }

    #[test]
    fn a_summary_is_the_text_of_a_story_without_any() {
        let summary = ("description", "It fell on the harbour.");
        let title = ("title", "Rain");
        let (draft, _) = filled(&[title, summary]).finish().unwrap();
        assert_eq!(draft.body, "It fell on the harbour.");
        assert!(filled(&[summary]).finish().is_err());
        let (draft, _) = filled(&[summary, ("article", "All of it.")])
            .finish()
            .unwrap();
        assert_eq!(draft.body, "All of it.");
        let filling = filled(&[title, summary]).without_text();
        assert_eq!(filling.finish().unwrap().0.body, "");
    }

    #[test]
    fn a_long_text_under_an_unknown_name_is_reported() {
        let long = "It fell on the harbour. ".repeat(6);
        let told = |known: &[(&str, &str)], text: &str| {
            let mut filling = filled(known);
            filling.overlook("prose", text);
            let doubts = filling.finish().unwrap().1;
            doubts.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let title = ("title", "Rain");
        assert_eq!(
            told(&[title, ("summary", "It fell.")], &long),
            ["the long text in `prose` was left out: no field of this name is known"]
        );
        assert_eq!(told(&[title, ("text", "It fell.")], &long), [""; 0]);
        assert_eq!(told(&[title], "It fell."), [""; 0]);
    }

    #[test]
    fn the_number_of_an_author_is_no_byline() {
        let (draft, doubts) = filled(&[("title", "Floods"), ("author", "17")])
            .finish()
            .unwrap();
        assert_eq!((draft.byline, doubts.len()), (None, 0));
        let (draft, _) = filled(&[("author", "17"), ("byline", "Ana Kivu"), ("title", "Rain")])
            .finish()
            .unwrap();
        assert_eq!(draft.byline.as_deref(), Some("Ana Kivu"));
    }

    #[test]
    fn the_number_of_an_article_is_no_body() {
        let (draft, _) = filled(&[("title", "Rain"), ("article", "17")])
            .finish()
            .unwrap();
        assert_eq!(draft.body, "");
    }

    #[test]
    fn a_bad_date_is_told_and_does_not_hide_a_good_one() {
        let (draft, doubts) = filled(&[
            ("title", "Floods"),
            ("published", "soon"),
            ("date", "2024-08-12"),
        ])
        .finish()
        .unwrap();
        assert_eq!(draft.published.unwrap().value(), "2024-08-12");
        assert_eq!(doubts.len(), 1);
        assert_eq!(
            doubts[0].to_string(),
            "no date in `published`: expected a date, found `soon`"
        );
    }

    #[test]
    fn a_day_is_kept_from_what_follows_it() {
        for (value, day) in [
            ("9-APR-1987 00:00:00.00  # a guess", "1987-04-09T00:00:00"),
            ("31-MAR-1987 605:12:19", "1987-03-31"),
            ("2024-08-13T99:00", "2024-08-13"),
        ] {
            let (draft, doubts) = filled(&[("title", "Rain"), ("date", value)])
                .finish()
                .unwrap();
            assert_eq!(draft.published.unwrap().value(), day);
            let told =
                format!("only `{day}` of `date` is a date: expected a date, found `{value}`");
            assert_eq!(doubts[0].to_string(), told);
        }
        let (draft, _) = filled(&[("title", "Rain"), ("date", "1987 was wet")])
            .finish()
            .unwrap();
        assert_eq!(draft.published, None, "a year is too little to be sure of");
    }

    #[test]
    fn white_space_is_no_story() {
        assert_eq!(
            filled(&[("body", " \n"), ("id", "7")])
                .finish()
                .unwrap_err(),
            RejectReason::NoTitleOrBody
        );
    }
}
