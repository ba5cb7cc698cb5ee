//! Text, and what is little more than text: tables, mail, exports, the lines of scanned pages.

use super::{Told, joined, wrapped};

/// A headline, an empty line, and the paragraphs.
pub(crate) fn text(story: &Told) -> Vec<u8> {
    format!("{}\n\n{}\n", story.title, story.body()).into_bytes()
}

pub(crate) fn markdown(story: &Told) -> Vec<u8> {
    let title = story.title.replace('"', "'");
    let (day, body) = (&story.day, story.body());
    format!("---\ntitle: \"{title}\"\ndate: {day}\n---\n\n{body}\n").into_bytes()
}

pub(crate) fn csv(stories: &[Told]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table
        .write_record(["title", "author", "date", "body"])
        .unwrap();
    for story in stories {
        let body = story.body();
        let record = [&story.title, &story.byline, &story.day, &body];
        table.write_record(record).unwrap();
    }
    table.into_inner().unwrap()
}

pub(crate) fn mail(story: &Told) -> Vec<u8> {
    format!(
        "From: {} <desk@ledger.example>\nSubject: {}\nDate: {}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\
         Content-Transfer-Encoding: 8bit\n\n{}\n",
        story.source,
        story.title,
        story.written("%a, %d %b %Y 06:00:00 +0000"),
        story.body()
    )
    .into_bytes()
}

pub(crate) fn mailbox(stories: &[Told]) -> Vec<u8> {
    let mails = stories.iter().flat_map(|story| {
        let line = "From desk@ledger.example Thu Jan  1 00:00:00 2015\n";
        [line.as_bytes(), &mail(story), b"\n"].concat()
    });
    mails.collect()
}

/// As LexisNexis gives them out.
pub(crate) fn export(stories: &[Told]) -> Vec<u8> {
    let all = stories.len();
    let export = joined((1..).zip(stories).map(|(number, story)| {
        format!(
            "{number} of {all} DOCUMENTS\n\n{}\n\n{}\n\nHEADLINE: {}\n\nBYLINE: {}\n\nBODY:\n{}\n\n",
            story.source,
            story.written("%B %-d, %Y %A"),
            story.title,
            story.byline,
            story.body()
        )
    }));
    export.into_bytes()
}

/// The lines of a narrow column.
pub(crate) fn ocr(story: &Told) -> Vec<u8> {
    let columns = story
        .paragraphs
        .iter()
        .map(|text| wrapped(text, 40).join("\n") + "\n\n");
    joined(columns).into_bytes()
}
