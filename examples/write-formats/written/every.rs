//! The same stories in every format, in a folder for each.

use std::path::Path;

use dateline::ingest::read_file;
use walkdir::WalkDir;

use super::documents::{docx, odt, packed, pdf, rtf};
use super::{Told, archives, json, markup, plain, wrapped};

/// The files of a format, by name.
type Files = Vec<(String, Vec<u8>)>;

/// The stories of all files in a folder that have text and a day.
pub(crate) fn stories_in(folder: &Path) -> Vec<Told> {
    let mut stories = Vec::new();
    let files = WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap);
    for file in files.filter(|entry| entry.file_type().is_file()) {
        // What is no story, such as a table beside them, is none here either.
        let _ = read_file(file.path(), None, &mut |told| {
            let story = told.story;
            let paragraphs = story.body.split("\n\n").map(str::to_owned).collect();
            if let Some(published) = story.published.filter(|_| !story.title.is_empty()) {
                stories.push(Told {
                    title: story.title,
                    byline: story.byline.unwrap_or_default(),
                    source: story
                        .source
                        .unwrap_or_else(|| "The Northern Ledger".to_owned()),
                    day: published.interval().first().to_string(),
                    address: String::new(),
                    paragraphs,
                });
            }
        });
    }
    stories
}

/// The folder of each format, and the files in it.
pub(crate) fn every_format(stories: &[Told]) -> Vec<(&'static str, Files)> {
    let each = |ending: &str, write: &dyn Fn(&Told) -> Vec<u8>| -> Files {
        let files = (1..)
            .zip(stories)
            .map(|(number, story)| (format!("{number:05}{ending}"), write(story)));
        files.collect()
    };
    let one = |name: &str, bytes: Vec<u8>| vec![(name.to_owned(), bytes)];
    let texts = each(".txt", &plain::text);
    let pages: Vec<Vec<u8>> = (1..)
        .zip(stories)
        .map(|(number, story)| {
            archives::response(
                &format!("https://ledger.example/{number}"),
                &markup::html(story),
            )
        })
        .collect();
    let lines = |story: &Told| {
        story
            .paragraphs
            .iter()
            .flat_map(|text| wrapped(text, 80))
            .collect()
    };
    let zip: Vec<(&str, String)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), String::from_utf8_lossy(text).into_owned()))
        .collect();
    vec![
        (
            "text in tar.gz",
            one("stories.tar.gz", archives::tar_gz(&texts)),
        ),
        ("text in zip", one("stories.zip", packed(&zip))),
        ("text", texts),
        ("markdown", each(".md", &plain::markdown)),
        ("html", each(".html", &markup::html)),
        ("json", one("stories.json", json::list(stories))),
        ("jsonl", one("stories.jsonl", json::lines(stories))),
        (
            "jsonl in gzip",
            one("stories.jsonl.gz", archives::gzip(&json::lines(stories))),
        ),
        ("csv", one("stories.csv", plain::csv(stories))),
        ("feed", one("stories.rss", markup::rss(stories))),
        ("nitf", each(".xml", &markup::nitf)),
        ("newsml-g2", each(".xml", &markup::newsml_g2)),
        ("newsml", each(".xml", &markup::newsml)),
        ("ninjs", each(".json", &json::ninjs)),
        ("reuters", one("stories.sgm", markup::reuters(stories))),
        ("trec", one("stories", markup::trec(stories))),
        ("mail", each(".eml", &plain::mail)),
        ("mbox", one("stories.mbox", plain::mailbox(stories))),
        ("warc", one("stories.warc", pages.concat())),
        (
            "warc in gzip",
            one("stories.warc.gz", archives::gzip_each(&pages)),
        ),
        ("docx", each(".docx", &docx)),
        ("odt", each(".odt", &odt)),
        ("rtf", each(".rtf", &rtf)),
        ("pdf", each(".pdf", &|story| pdf(&[lines(story)]))),
        ("alto", each(".xml", &markup::alto)),
        ("ocr", each("/seq-1/ocr.txt", &plain::ocr)),
        ("export", one("stories.txt", plain::export(stories))),
    ]
}
