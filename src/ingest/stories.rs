//! Turns the drafts of a reader into annotated stories.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::metadata::FileMetadata;
use crate::annotate::{annotate_in_place, language};
use crate::index::{PassedOver, Reject};
use crate::read::{self, Draft, Format, Piece, Readout, RejectReason, Rejected};
use crate::story::{AnnotatedStory, Names, Story};

/// A file that is being read.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// What the file is called.
    pub(super) name: String,
    pub(super) format: Format,
    /// What metadata beside it says.
    pub(super) beside: Arc<FileMetadata>,
}

/// The result of one piece of a file.
#[derive(Debug, Default)]
pub(super) struct PieceStories {
    pub(super) stories: Vec<AnnotatedStory>,
    pub(super) rejects: Vec<Reject>,
    pub(super) doubts: Vec<Reject>,
    pub(super) passed_over: Vec<PassedOver>,
}

/// Reads and annotates the stories of one piece.
pub(super) fn read_piece(source: &Source, piece: Piece) -> PieceStories {
    // The libraries that parse web pages are large. If one of them panics, only that page is lost.
    let readout = catch_unwind(AssertUnwindSafe(|| {
        read::read(source.format, &source.name, &piece)
    }));
    // It may be large, and is not needed any more.
    drop(piece);
    let Ok(Readout {
        stories,
        rejected,
        warnings,
        passed_over,
    }) = readout
    else {
        let reason = "the reader failed on it; please report this file".to_owned();
        return PieceStories {
            rejects: vec![Reject::without_place(reason)],
            ..PieceStories::default()
        };
    };
    // A record without a word is no loss, but it is reported.
    let holds_many = source.format.holds_many();
    let (empty, rejected): (Vec<_>, Vec<_>) = rejected
        .into_iter()
        .partition(|rejected| holds_many && rejected.reason == RejectReason::NoTitleOrBody);
    let reject = |rejected: Rejected| Reject {
        place: rejected.place,
        reason: rejected.reason.to_string(),
    };
    let warnings = warnings.into_iter().map(|warning| Reject {
        place: Some(warning.place),
        reason: warning.doubt.to_string(),
    });
    let mut doubts: Vec<Reject> = empty.into_iter().map(reject).chain(warnings).collect();
    let rejects = rejected.into_iter().map(reject).collect();
    let passed_over = passed_over.into_iter().map(|(what, count)| PassedOver {
        what: what.to_owned(),
        count,
    });
    let many = stories.len() > 1 || holds_many;
    let stories = stories
        .into_iter()
        .map(|(place, draft)| {
            let story = story(source, many.then_some(place), draft);
            annotated(story, place, &mut doubts, annotate_in_place)
        })
        .collect();
    PieceStories {
        stories,
        rejects,
        doubts,
        passed_over: passed_over.collect(),
    }
}

/// The story with its names and dates. If finding them panics, it has none, which is reported.
fn annotated(
    story: Story,
    place: u64,
    doubts: &mut Vec<Reject>,
    annotate: impl Fn(&mut AnnotatedStory),
) -> AnnotatedStory {
    let mut annotated = AnnotatedStory {
        story,
        names: Names::default(),
        dates: Vec::new(),
    };
    if catch_unwind(AssertUnwindSafe(|| annotate(&mut annotated))).is_err() {
        (annotated.names, annotated.dates) = (Names::default(), Vec::new());
        let reason = "its names and dates could not be found; please report this file".to_owned();
        doubts.push(Reject {
            place: Some(place),
            reason,
        });
    }
    annotated
}

/// The story of a draft. `place` is its position in its file, if that may hold several.
fn story(source: &Source, place: Option<u64>, mut draft: Draft) -> Story {
    let alone = place.is_none();
    // The sidecar, which people write, is believed; the tags that come with a story less than its text.
    let tagged = draft.language;
    draft.language = tagged.map(|tag| language::of_tagged(tag, &draft.body));
    source
        .beside
        .apply_to(source.format, &source.name, alone, &mut draft);
    let id = draft.id.unwrap_or_else(|| match place {
        Some(place) => format!("{}#{place}", source.name),
        None => source.name.clone(),
    });
    Story {
        id,
        file: source.name.clone(),
        title: draft.title,
        body: draft.body,
        byline: draft.byline,
        source: draft.source,
        section: draft.section,
        url: draft.url,
        language: draft.language,
        published: draft.published,
        tags: draft.tags,
        pages: draft.pages,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_that_cannot_be_annotated_is_kept_with_a_warning() {
        let draft = Draft {
            id: Some("a".to_owned()),
            body: "It rained.".to_owned(),
            ..Draft::default()
        };
        let source = Source {
            name: "wire.jsonl".to_owned(),
            format: Format::JsonLines,
            beside: Arc::default(),
        };
        let mut doubts = Vec::new();
        let story = story(&source, Some(3), draft);
        let kept = annotated(story.clone(), 3, &mut doubts, |_| panic!("as it must not"));
        assert_eq!((kept.story, kept.names.entities.len()), (story, 0));
        assert_eq!(doubts.len(), 1);
        assert_eq!(doubts.first().and_then(|doubt| doubt.place), Some(3));
    }
}
