//! Knows the names that archives give to a story's fields, and fills a draft from them.

use super::{Doubt, Draft, RejectReason};
use crate::story::{DateError, Language, Precision, Published, Tag};

/// One of the fields of a [`Draft`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Title,
    Body,
    Byline,
    Source,
    Section,
    Url,
    Language,
    Published,
}

/// What each field may be called, compared without case, `_`, `-` and spaces. Where a story has two names of one field,
/// the earlier wins.
const NAMES: &[(&str, Field)] = {
    use Field::{Body, Byline, Id, Language, Published, Section, Source, Title, Url};
    &[
        ("id", Id),
        ("guid", Id),
        ("title", Title),
        ("headline", Title),
        ("body", Body),
        ("text", Body),
        ("content", Body),
        ("contenttext", Body),
        ("articlebody", Body),
        ("byline", Byline),
        ("author", Byline),
        ("authors", Byline),
        ("creator", Byline),
        ("source", Source),
        ("publisher", Source),
        ("publication", Source),
        ("sitename", Source),
        ("section", Section),
        ("category", Section),
        ("categories", Section),
        ("articlesection", Section),
        ("url", Url),
        ("link", Url),
        ("permalink", Url),
        ("lang", Language),
        ("language", Language),
        ("inlanguage", Language),
        ("published", Published),
        ("publishedat", Published),
        ("publisheddate", Published),
        ("datepublished", Published),
        ("publicationdate", Published),
        ("publishdate", Published),
        ("pubdate", Published),
        ("date", Published),
    ]
};

/// A known name: its field, and how good a name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) field: Field,
    rank: usize,
}

/// The field called `name`.
pub(super) fn known(name: &str) -> Option<Known> {
    let is_called = |listed: &str| {
        let letters = name.bytes().filter(|c| !matches!(c, b'_' | b'-' | b' '));
        letters.map(|c| c.to_ascii_lowercase()).eq(listed.bytes())
    };
    let mut names = (0..).zip(NAMES);
    names.find_map(|(rank, (listed, field))| {
        is_called(listed).then_some(Known {
            field: *field,
            rank,
        })
    })
}

/// A draft that is being filled.
#[derive(Debug)]
pub(super) struct Filling {
    /// Where the fields come from: `field`, `front matter`.
    teller: &'static str,
    draft: Draft,
    doubts: Vec<Doubt>,
    // By field: the rank of the name that filled it, plus one; 0 while it is empty.
    filled: [usize; 9],
}

impl Filling {
    /// An empty draft whose fields come from `teller`.
    pub(super) fn new(teller: &'static str) -> Self {
        Self {
            teller,
            draft: Draft::default(),
            doubts: Vec::new(),
            filled: [0; 9],
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
        if value.is_empty() || !self.wants(known) || !self.assign(known.field, name, value) {
            return;
        }
        if let Some(rank) = self.filled.get_mut(known.field as usize) {
            *rank = known.rank + 1;
        }
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
        (self.draft, self.doubts)
    }

    /// The draft and what was left out of it, if there is anything to read in it.
    pub(super) fn finish(self) -> Result<(Draft, Vec<Doubt>), RejectReason> {
        let text = |text: &str| !text.trim().is_empty();
        if text(&self.draft.title) || text(&self.draft.body) {
            Ok(self.into_parts())
        } else {
            Err(RejectReason::NoTitleOrBody)
        }
    }
}

/// The day, with its time if possible, at the beginning of a longer text.
fn leading_day(text: &str, from: &str, error: &DateError) -> Option<Published> {
    let words: Vec<&str> = text.split_whitespace().take(6).collect();
    matches!(error, DateError::NotADate(_)).then_some(())?;
    (1..words.len())
        .rev()
        .filter_map(|count| Published::parse(&words.get(..count)?.join(" "), from).ok())
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
    fn names_are_known_however_they_are_spelt() {
        for name in [
            "pubDate",
            "pub_date",
            "PUB-DATE",
            "Pub Date",
            "datePublished",
        ] {
            assert_eq!(known(name).unwrap().field, Field::Published, "{name}");
        }
        assert_eq!(known("dated"), None);
        assert_eq!(known(""), None);
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
