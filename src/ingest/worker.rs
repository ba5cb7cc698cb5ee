//! The worker threads of a run: each reads a piece, annotates its stories, and hands them to the index.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError, RwLock};

use crossbeam_channel::{Receiver, Sender};
use jiff::Timestamp;
use jiff::civil::Date;
use rustc_hash::FxBuildHasher;

use super::reading::in_member;
use super::stories::{Source, read_piece};
use crate::index::{
    ArchiveWriter, FieldTokenizer, FirstRead, IndexError, Origin, PassedOver, Reject, StoredStory,
    key,
};
use crate::read::{Format, Piece};
use crate::story::Story;

/// A piece to be read, and its file.
pub(super) struct PieceToRead {
    pub(super) file: u64,
    pub(super) source: Arc<Source>,
    /// When the stories of the file were first read.
    pub(super) previous: Arc<PreviousStories>,
    pub(super) piece: Piece,
}

impl PieceToRead {
    /// The memory that reading it takes, beside that of a text of so many bytes. The tree of a web page takes thirty times
    /// the room of its text, so that few large ones may be read at once.
    pub(super) fn weight(&self) -> usize {
        const OF_A_PAGE: usize = 3;
        let factor = match self.source.format {
            Format::Html => OF_A_PAGE,
            _ => 1,
        };
        self.piece.size().saturating_mul(factor)
    }
}

pub(super) struct PreviousStories {
    /// The file on disk.
    pub(super) file: String,
    pub(super) today: Date,
    /// The stories that were there before, by what identifies them.
    pub(super) before: HashMap<String, Before>,
    /// When new ones are first read, if another file had this name before.
    pub(super) after_another: Option<Timestamp>,
    /// The days of stories that were in the index before this one.
    pub(super) first_read: Arc<FirstRead>,
}

/// The stories of one identity that were there before.
#[derive(Clone, Copy)]
pub(super) struct Before {
    pub(super) seen: Date,
    pub(super) origin: Origin,
    /// The number that one of them got first.
    pub(super) original: u64,
    /// The hash of its headline.
    pub(super) headline: u64,
    /// How many.
    pub(super) count: u64,
}

impl PreviousStories {
    /// The only story that was there before, and what identified it, if that was no id and it had the headline of this
    /// one.
    fn only(&self, story: &Story) -> Option<(String, Before)> {
        let mut before = self.before.iter();
        let (identity, only) = before.next().filter(|(_, only)| only.count == 1)?;
        let is_only = before.next().is_none()
            && identity.starts_with('\0')
            && only.headline == headline(story);
        let origin = match only.origin {
            Origin::AfterAnother(original) => Origin::AfterAnother(original),
            Origin::Here | Origin::Elsewhere(_) => Origin::Elsewhere(only.original),
        };
        is_only.then(|| (identity.clone(), Before { origin, ..*only }))
    }

    /// The day on which a story that is not in the index was first read. Under a name that another file had, it is a
    /// new story.
    fn day_of_new(&self, story: &Story) -> Date {
        let known = self.after_another.is_none();
        let known = known.then(|| self.first_read.day_of(story)).flatten();
        known.unwrap_or(self.today)
    }
}

/// The result of a piece.
pub(super) struct Done {
    pub(super) file: u64,
    /// The weight of the piece.
    pub(super) weight: usize,
    pub(super) result: Result<PieceCount, IndexError>,
}

#[derive(Default)]
pub(super) struct PieceCount {
    pub(super) ids: Vec<String>,
    pub(super) undated: u64,
    /// Stories dated later than the day we first read them.
    pub(super) ahead: u64,
    pub(super) rejects: Vec<Reject>,
    pub(super) doubts: Vec<Reject>,
    pub(super) passed_over: Vec<PassedOver>,
}

/// The loop of a worker thread.
pub(super) fn each_piece(
    work: &Receiver<PieceToRead>,
    done: &Sender<Done>,
    writer: &RwLock<ArchiveWriter>,
) {
    let mut tokenizer = FieldTokenizer::default();
    for work in work {
        let weight = work.weight();
        writer
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .wait_for_room(weight);
        let PieceToRead {
            file,
            source,
            previous,
            piece,
        } = work;
        // Whoever waits for this piece must hear of it, even after a panic.
        let result = catch_unwind(AssertUnwindSafe(|| {
            index_piece(&source, &previous, piece, writer, &mut tokenizer)
        }));
        let result = result.unwrap_or_else(|_| {
            let file = previous.file.clone();
            Err(IndexError::Inside { file })
        });
        if done
            .send(Done {
                file,
                weight,
                result,
            })
            .is_err()
        {
            return;
        }
    }
}

/// The hash of a story's headline.
pub(super) fn headline(story: &Story) -> u64 {
    FxBuildHasher.hash_one(&story.title)
}

/// What identifies a story within `file`: its key, and in an archive also the file that it is in.
pub(super) fn identity(story: &Story, file: &str) -> String {
    let key = key(story);
    if story.file == file {
        key.into_owned()
    } else {
        format!("{key}\0{}", story.file)
    }
}

fn index_piece(
    source: &Source,
    previous: &PreviousStories,
    piece: Piece,
    writer: &RwLock<ArchiveWriter>,
    tokenizer: &mut FieldTokenizer,
) -> Result<PieceCount, IndexError> {
    let found = read_piece(source, piece);
    let with_member = |reject: Reject| Reject {
        reason: in_member(&previous.file, &source.name, reject.reason),
        ..reject
    };
    let mut count = PieceCount {
        rejects: found.rejects.into_iter().map(with_member).collect(),
        doubts: found.doubts.into_iter().map(with_member).collect(),
        passed_over: found.passed_over,
        ..PieceCount::default()
    };
    let mut stories = Vec::with_capacity(found.stories.len());
    // A file of JSON mostly is one story, which is the same when its text changes if nothing else identifies it.
    let alone = source.format == Format::Json && found.stories.len() == 1;
    for annotated in found.stories {
        let identity = identity(&annotated.story, &previous.file);
        let alone = alone && identity.starts_with('\0') && annotated.story.url.is_none();
        let before = previous.before.get(&identity).copied();
        let before = before.map(|before| (identity.clone(), before));
        let (identity, before) =
            match before.or_else(|| alone.then(|| previous.only(&annotated.story)).flatten()) {
                Some((identity, before)) => (identity, Some(before)),
                None => (identity, None),
            };
        let (day, origin) = match &before {
            Some(before) => (before.seen, before.origin),
            None => (previous.day_of_new(&annotated.story), Origin::Here),
        };
        let published = annotated.story.published.as_ref();
        count.undated += u64::from(published.is_none());
        count.ahead += u64::from(published.is_some_and(|published| published.is_after(day)));
        count.ids.push(identity);
        let mut stored = StoredStory::new(annotated, day);
        stored.origin = origin;
        stories.push(match (before, previous.after_another) {
            (None, Some(at)) => stored.after_another(at),
            _ => stored,
        });
    }
    writer
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .add(stories, tokenizer)?;
    Ok(count)
}
