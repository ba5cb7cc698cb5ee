//! Knows the names that archives give to a story's fields.

/// One of the fields of a [`Draft`](super::Draft).
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
        ("webtitle", Title),
        ("articletitle", Title),
        ("newstitle", Title),
        ("heading", Title),
        ("body", Body),
        ("text", Body),
        ("content", Body),
        ("contenttext", Body),
        ("articlebody", Body),
        ("maintext", Body),
        ("bodytext", Body),
        ("fulltext", Body),
        ("articletext", Body),
        ("articlecontent", Body),
        ("newstext", Body),
        ("storytext", Body),
        ("plaintext", Body),
        ("article", Body),
        ("story", Body),
        ("byline", Byline),
        ("author", Byline),
        ("authors", Byline),
        ("creator", Byline),
        ("journalist", Byline),
        ("reporter", Byline),
        ("source", Source),
        ("publisher", Source),
        ("publication", Source),
        ("sitename", Source),
        ("sourcename", Source),
        ("newspaper", Source),
        ("medianame", Source),
        ("outlet", Source),
        ("sourcedomain", Source),
        ("domain", Source),
        ("section", Section),
        ("category", Section),
        ("categories", Section),
        ("articlesection", Section),
        ("sectionname", Section),
        ("url", Url),
        ("link", Url),
        ("permalink", Url),
        ("weburl", Url),
        ("articleurl", Url),
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
        ("datepublish", Published),
        ("webpublicationdate", Published),
        ("firstpublished", Published),
        ("publishedon", Published),
        ("publishtime", Published),
        ("datetimepub", Published),
        ("articledate", Published),
        ("date", Published),
        ("datetime", Published),
        ("createdat", Published),
        ("datecreated", Published),
        ("created", Published),
        ("timestamp", Published),
    ]
};

/// What summaries are called, which are the body of a story that has no other.
const SUMMARIES: &[&str] = &[
    "leadparagraph",
    "description",
    "shortdescription",
    "summary",
    "abstract",
    "excerpt",
    "snippet",
];

/// A known name: its field, and how good a name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) field: Field,
    pub(super) rank: usize,
}

/// The field called `name`.
pub(super) fn known(name: &str) -> Option<Known> {
    let is_called = |listed: &str| {
        let letters = name.bytes().filter(|c| !matches!(c, b'_' | b'-' | b' '));
        letters.map(|c| c.to_ascii_lowercase()).eq(listed.bytes())
    };
    let summaries = SUMMARIES.iter().map(|listed| (*listed, Field::Body));
    let mut names = (0..).zip(NAMES.iter().copied().chain(summaries));
    names.find_map(|(rank, (listed, field))| is_called(listed).then_some(Known { field, rank }))
}

impl Known {
    /// Whether it is the name of a summary.
    pub(super) fn is_summary(self) -> bool {
        self.rank >= NAMES.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn those_of_well_known_collections() {
        for (name, field) in [
            ("maintext", Field::Body),
            ("article", Field::Body),
            ("Body text", Field::Body),
            ("bodyText", Field::Body),
            ("short_description", Field::Body),
            ("date_publish", Field::Published),
            ("webPublicationDate", Field::Published),
            ("created_at", Field::Published),
            ("webTitle", Field::Title),
            ("source_domain", Field::Source),
        ] {
            assert_eq!(known(name).map(|known| known.field), Some(field), "{name}");
        }
    }
}
