//! Takes the text out of a PDF by the crate `pdf-extract`, within bounds of time and depth.
//!
//! The crate gives up by panicking, follows whatever the file refers to as often as it refers to it, and has no bound
//! on time. So it runs page by page on a thread of its own, over a file whose references were looked at before, and is
//! left alone when it takes too long.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pdf_extract::{
    ColorSpace, Document, MediaBox, Object, ObjectId, OutputDev, OutputError, Path,
    PlainTextOutput, Transform,
};

use super::super::RejectReason;

/// How long a file may take: a book of a thousand pages takes some seconds.
const LONGEST: Duration = Duration::from_mins(1);
/// How deep the pages and the forms on them may be nested.
const DEEPEST: usize = 32;
/// How many forms may be drawn on a page, those within forms counted each time.
const MOST_FORMS: usize = 10_000;
/// What the parser may use for values nested in one another. It is taken only as far as it is used.
const STACK: usize = 512 << 20;

/// What is on the pages of a file.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The text of each page, with its number from 1.
    pub(super) texts: Vec<(u32, String)>,
    /// Pages that could not be read.
    pub(super) failed: Vec<u32>,
}

/// Reads the pages of a file.
pub(super) fn pages(bytes: &[u8]) -> Result<Pages, RejectReason> {
    pages_within(bytes, LONGEST)
}

pub(super) fn pages_within(bytes: &[u8], longest: Duration) -> Result<Pages, RejectReason> {
    let bytes = bytes.to_vec();
    let give_up = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&give_up);
    let (sender, receiver) = channel();
    let reading = thread::Builder::new().stack_size(STACK).spawn(move || {
        let read = catch_unwind(|| read(&bytes, &asked));
        // If it took too long, nobody receives the result.
        let _ = sender.send(read.unwrap_or_else(|_| Err(failed())));
    });
    if let Err(error) = reading {
        return Err(RejectReason::Pdf(error.to_string()));
    }
    match receiver.recv_timeout(longest) {
        Ok(read) => read,
        Err(RecvTimeoutError::Timeout) => {
            give_up.store(true, Ordering::Relaxed);
            Err(RejectReason::TooLong {
                seconds: longest.as_secs(),
            })
        }
        Err(RecvTimeoutError::Disconnected) => Err(failed()),
    }
}

fn failed() -> RejectReason {
    RejectReason::Pdf("the parser gave up".to_owned())
}

fn read(bytes: &[u8], give_up: &AtomicBool) -> Result<Pages, RejectReason> {
    let broken = |error: pdf_extract::Error| RejectReason::Pdf(format!("PDF error: {error}"));
    let mut document = Document::load_mem(bytes).map_err(broken)?;
    if document.is_encrypted() {
        document.decrypt("").map_err(broken)?;
    }
    let mut pages = Pages::default();
    for (number, id) in document.get_pages() {
        if give_up.load(Ordering::Relaxed) {
            break;
        }
        let page = is_sound(&document, id)
            .then(|| catch_unwind(AssertUnwindSafe(|| text_of(&document, number, give_up))));
        match page {
            Some(Ok(Ok(text))) => pages.texts.push((number, text)),
            _ => pages.failed.push(number),
        }
    }
    Ok(pages)
}

fn text_of(document: &Document, number: u32, give_up: &AtomicBool) -> Result<String, OutputError> {
    let mut text = String::new();
    let mut output = Interruptible {
        output: PlainTextOutput::new(&mut text),
        give_up,
    };
    pdf_extract::output_doc_page(document, &mut output, number)?;
    Ok(text)
}

/// Whether what a page refers to comes to an end.
fn is_sound(document: &Document, page: ObjectId) -> bool {
    let mut above = HashSet::new();
    let mut next = Some(page);
    while let Some(id) = next {
        if !above.insert(id) || above.len() > DEEPEST {
            return false;
        }
        let parent = document.get_dictionary(id).ok();
        next = parent.and_then(|dictionary| dictionary.get(b"Parent").ok()?.as_reference().ok());
    }
    let mut forms = 0;
    above.into_iter().all(|id| {
        ends(
            document,
            &Object::Reference(id),
            &mut Vec::new(),
            &mut forms,
        )
    })
}

/// Whether the forms that an object draws, and those that they draw, come to an end.
fn ends(
    document: &Document,
    object: &Object,
    within: &mut Vec<ObjectId>,
    forms: &mut usize,
) -> bool {
    *forms += 1;
    if within.len() > DEEPEST || *forms > MOST_FORMS {
        return false;
    }
    let id = object.as_reference().ok();
    if id.is_some_and(|id| within.contains(&id)) {
        return false;
    }
    within.extend(id);
    let mut all_end = true;
    for drawn in drawn_by(document, object) {
        all_end &= ends(document, drawn, within, forms);
        if !all_end {
            break;
        }
    }
    if id.is_some() {
        within.pop();
    }
    all_end
}

/// What the resources of a page or a form name to be drawn.
fn drawn_by<'d>(document: &'d Document, object: &'d Object) -> Vec<&'d Object> {
    let follow = |object: &'d Object| document.dereference(object).ok().map(|(_, object)| object);
    let dictionary = |object: &'d Object| match follow(object)? {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    };
    let named = dictionary(object)
        .and_then(|object| dictionary(object.get(b"Resources").ok()?))
        .and_then(|resources| dictionary(resources.get(b"XObject").ok()?));
    let named = named.into_iter().flat_map(|named| named.iter());
    let drawn = named.map(|(_, drawn)| drawn);
    let is_form = |object: &&'d Object| {
        dictionary(object).is_some_and(|form| {
            form.get(b"Subtype")
                .and_then(Object::as_name)
                .is_ok_and(|name| name == b"Form")
        })
    };
    drawn.filter(is_form).collect()
}

/// Stops at the next character or line on request.
struct Interruptible<'t> {
    output: PlainTextOutput<&'t mut String>,
    give_up: &'t AtomicBool,
}

impl Interruptible<'_> {
    fn go_on(&self) -> Result<(), OutputError> {
        if self.give_up.load(Ordering::Relaxed) {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        Ok(())
    }
}

impl OutputDev for Interruptible<'_> {
    fn begin_page(
        &mut self,
        number: u32,
        media: &MediaBox,
        art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.output.begin_page(number, media, art)
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.output.end_page()
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        spacing: f64,
        size: f64,
        character: &str,
    ) -> Result<(), OutputError> {
        self.go_on()?;
        self.output
            .output_character(place, width, spacing, size, character)
    }

    fn stroke(
        &mut self,
        _: &Transform,
        _: &ColorSpace,
        _: &[f64],
        _: &Path,
    ) -> Result<(), OutputError> {
        self.go_on()
    }

    fn fill(
        &mut self,
        _: &Transform,
        _: &ColorSpace,
        _: &[f64],
        _: &Path,
    ) -> Result<(), OutputError> {
        self.go_on()
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.output.begin_word()
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        self.output.end_word()
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        self.output.end_line()
    }
}
