//! The fields of the index.

use tantivy::schema::{
    BytesOptions, FAST, Field, IndexRecordOption, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};
use tantivy::tokenizer::RAW_TOKENIZER_NAME;

use super::term_list::LISTED;
use crate::story::Kind;

/// The value of [`Fields::row`] for a story.
pub(crate) const STORY_ROW: &str = "story";
/// The value for a ledger row.
pub(crate) const FILE_ROW: &str = "file";
/// The value for the ledger row of a file that no longer exists.
pub(crate) const GONE_ROW: &str = "gone";

/// The name of [`Fields::introduced`].
pub(crate) const INTRODUCED: &str = "introduced";

/// The fields of a document.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// [`STORY_ROW`], [`FILE_ROW`] or [`GONE_ROW`].
    pub row: Field,
    /// The story's id, whole.
    pub id: Field,
    /// Id, NUL, file: breaks ties. A column.
    pub key: Field,
    /// The file, whole; on stories and on ledger rows.
    pub file: Field,
    /// The headline's words, stemmed.
    pub title: Field,
    /// The text's words, stemmed.
    pub body: Field,
    /// The headline's words, each once, folded only: for prefixes and fuzzy words.
    pub title_words: Field,
    /// The text's words, in the same way.
    pub body_words: Field,
    /// The byline's words, folded.
    pub byline: Field,
    /// The words of every person's names, one name after the other: canonical names and surface forms.
    pub person: Field,
    /// The same for organisations.
    pub org: Field,
    /// The same for places.
    pub place: Field,
    /// `person/Elon Musk`, each entity once: whole, and a column to count by.
    pub entity: Field,
    /// `IMF`, NUL, `International Monetary Fund`: the short names that the story introduces for organisations, each
    /// once. A column, from which other stories' short names are resolved.
    pub introduced: Field,
    /// The calendar cells of the publication date.
    pub published: Field,
    /// The publication date's two ends. A column, to decide where cells do not suffice, and to count by.
    pub published_ends: Field,
    /// The publication instant in seconds of 1970, for sorting. A column.
    pub published_at: Field,
    /// The calendar cells of every date in the text.
    pub about: Field,
    /// The two ends of every date in the text, each interval once. A column, for the same purposes.
    pub about_ends: Field,
    /// The calendar cell of the day on which it was first read.
    pub seen: Field,
    /// The source, folded and whole.
    pub source: Field,
    /// The source as the story has it. A column to count by.
    pub source_name: Field,
    /// The section, folded and whole.
    pub section: Field,
    /// The language's code: whole, and a column to count by.
    pub lang: Field,
    /// The codes of the countries it mentions, each once: whole, and a column to count by.
    pub country: Field,
    /// The bands of a sketch of the text, by which its copies are found. A column.
    pub copies: Field,
    /// A hash that is the same for texts with the same words. A column.
    pub text: Field,
    /// The numbers that identify the story ([`Numbers`](super::Numbers)). A column.
    pub numbers: Field,
    /// The address, whole.
    pub url: Field,
    /// The story with its annotations, without its text. Only stored.
    pub story: Field,
    /// The text of the story. Only stored.
    pub story_body: Field,
    /// The ledger row. Only stored.
    pub ledger: Field,
}

impl Fields {
    /// The schema, and its fields.
    pub fn schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let fields = Self::build(&mut builder);
        (builder.build(), fields)
    }

    fn build(schema: &mut SchemaBuilder) -> Self {
        use IndexRecordOption::{Basic, WithFreqsAndPositions};
        let text = |tokenizer, option, norms| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(option);
            TextOptions::default().set_indexing_options(indexing.set_fieldnorms(norms))
        };
        let words = |option, norms| text(LISTED, option, norms);
        let terms = || text(LISTED, Basic, false);
        let whole = || text(RAW_TOKENIZER_NAME, Basic, false);
        let column = || TextOptions::default().set_fast(RAW_TOKENIZER_NAME);
        Self {
            row: schema.add_text_field("row", whole()),
            id: schema.add_text_field("id", whole()),
            key: schema.add_text_field("key", column()),
            file: schema.add_text_field("file", whole()),
            title: schema.add_text_field("title", words(WithFreqsAndPositions, true)),
            body: schema.add_text_field("body", words(WithFreqsAndPositions, true)),
            title_words: schema.add_text_field("title_words", words(Basic, false)),
            body_words: schema.add_text_field("body_words", words(Basic, false)),
            byline: schema.add_text_field("byline", words(WithFreqsAndPositions, false)),
            person: schema.add_text_field("person", words(WithFreqsAndPositions, false)),
            org: schema.add_text_field("org", words(WithFreqsAndPositions, false)),
            place: schema.add_text_field("place", words(WithFreqsAndPositions, false)),
            entity: schema.add_text_field("entity", terms().set_fast(LISTED)),
            introduced: schema.add_text_field(INTRODUCED, column()),
            published: schema.add_text_field("published", terms()),
            published_ends: schema.add_u64_field("published_ends", FAST),
            published_at: schema.add_i64_field("published_at", FAST),
            about: schema.add_text_field("about", terms()),
            about_ends: schema.add_u64_field("about_ends", FAST),
            seen: schema.add_text_field("seen", terms()),
            source: schema.add_text_field("source", whole()),
            source_name: schema.add_text_field("source_name", column()),
            section: schema.add_text_field("section", whole()),
            lang: schema.add_text_field("lang", whole().set_fast(RAW_TOKENIZER_NAME)),
            country: schema.add_text_field("country", terms().set_fast(LISTED)),
            copies: schema.add_u64_field("copies", FAST),
            text: schema.add_u64_field("text", FAST),
            numbers: schema.add_u64_field("numbers", FAST),
            url: schema.add_text_field("url", whole()),
            story: schema.add_bytes_field("story", BytesOptions::default().set_stored()),
            story_body: schema.add_text_field("story_body", TextOptions::default().set_stored()),
            ledger: schema.add_bytes_field("ledger", BytesOptions::default().set_stored()),
        }
    }

    /// The field of the names of one kind.
    pub fn names(self, kind: Kind) -> Field {
        match kind {
            Kind::Person => self.person,
            Kind::Org => self.org,
            Kind::Place => self.place,
        }
    }
}
