//! Reads web pages: the text with the crate `trafilatura`, and headline, byline and date from what the page says about
//! itself.
//!
//! 1. [`guard`] refuses pages that are built to be slow.
//! 2. [`Clues`] collects, in one walk over the page, the candidates for its title, author and date.
//! 3. [`title`], [`byline`] and [`published`] choose among the clues, the most trusted first.

mod aside;
mod boilerplate;
mod byline;
mod clues;
mod dated;
mod day;
mod encoding;
mod guard;
mod heading;
mod json_ld;
mod lead;
mod published;
mod text;
mod title;

use std::mem;
use std::panic::{self, AssertUnwindSafe};

use trafilatura::dom::Document;
use trafilatura::{HtmlDateMode, Options, extract_document};

use self::clues::Clues;
pub(super) use self::encoding::named as named_encoding;
use self::guard::Effort;
use super::{Draft, Readout, RejectReason};
use crate::story::Language;

/// Reads one page.
pub(super) fn read(bytes: &[u8]) -> Readout {
    // If a crate panics, only that page is lost, not the run.
    let read = panic::catch_unwind(AssertUnwindSafe(|| draft(bytes)));
    match read.unwrap_or_else(|_| Err(RejectReason::Html("the parser gave up".to_owned()))) {
        Ok(draft) => Readout::story(draft),
        Err(reason) => Readout::reject(None, reason),
    }
}

/// The text of a piece of HTML, without a first paragraph that repeats the title; empty if it cannot be parsed.
pub(super) fn plain(html: &str, title: &str) -> String {
    let set = panic::catch_unwind(|| match guard::check(html) {
        Ok(_) => text::plain(html, title),
        Err(_) => String::new(),
    });
    set.unwrap_or_default()
}

/// The headline without the name of the site that follows or precedes it.
pub(super) fn without_site(title: &str, site: &str) -> String {
    title::without_site_called(title, site)
}

fn draft(bytes: &[u8]) -> Result<Draft, RejectReason> {
    let html = encoding::text(bytes)?;
    let effort = guard::check(&html)?;
    let document = Document::parse(&html);
    let mut clues = Clues::of(&document);
    let page = text::of_page(&document);
    let options = Options::default()
        .with_fallback(effort == Effort::Full)
        // What the crate takes for readers' comments is sometimes the story, and real comments are not needed.
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    let title = title::of(&clues);
    // Without a text the page may still have a headline.
    let (content, author) = extract_document(document, &options).map_or_else(
        |_| Default::default(),
        |story| (story.content_html, story.metadata.author),
    );
    let body = boilerplate::without(&text::of_story(&content, &page, &title));
    let body = mem::take(&mut clues.leads).before(body, &title);
    if title.is_empty() && body.is_empty() {
        return Err(RejectReason::NoText);
    }
    Ok(Draft {
        byline: byline::of(&clues, &author),
        published: published::of(&clues, &title, &body),
        source: clues.site_name(),
        section: clues.meta("article:section"),
        url: clues.address(),
        language: clues.language.as_deref().and_then(Language::from_tag),
        title,
        body,
        ..Draft::default()
    })
}

#[cfg(test)]
mod tests;
