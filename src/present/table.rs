//! Writes an answer in columns: CSV for spreadsheets, ids for scripts, TREC runs for evaluating rankings.

use std::io::{self, Write};

use super::clean;
use crate::story::{Hit, Page, Published};

const HEADER: [&str; 9] = [
    "rank",
    "score",
    "id",
    "title",
    "published",
    "source",
    "url",
    "file",
    "snippet",
];

/// Writes a header and one hit per row.
pub fn csv(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(HEADER).map_err(io_error)?;
    for hit in &page.hits {
        let story = &hit.story.story;
        let published = story.published.as_ref();
        let cells = [
            &hit.rank.to_string(),
            &hit.score.to_string(),
            &story.id,
            &story.title,
            published.map(Published::value).unwrap_or_default(),
            story.source.as_deref().unwrap_or_default(),
            story.url.as_deref().unwrap_or_default(),
            &story.file,
            &fragments(hit),
        ];
        write_row(&mut rows, cells)?;
    }
    rows.flush()
}

/// Writes one id per line, after the id of its query and a tab if there is one.
pub fn ids(page: &Page, qid: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    for hit in &page.hits {
        if let Some(qid) = qid {
            write!(out, "{}\t", clean::line(qid))?;
        }
        writeln!(out, "{}", clean::line(&hit.story.story.id))?;
    }
    Ok(())
}

/// Writes one hit per line in the format of `trec_eval`: query, `Q0`, story, rank, score, run. White space in an id is
/// written as `_`. `trec_eval` orders by score, so with `by_rank`, for hits without scores, the score is minus the
/// rank; the same holds for stories that follow all hits.
pub fn trec(page: &Page, qid: &str, by_rank: bool, out: &mut dyn Write) -> io::Result<()> {
    let qid = column(qid);
    let hits = page.hits.iter().map(|hit| (hit, by_rank));
    let alike = page.alike.iter().map(|hit| (hit, true));
    for (hit, by_rank) in hits.chain(alike) {
        let id = column(&hit.story.story.id);
        write!(out, "{qid} Q0 {id} {} ", hit.rank)?;
        if by_rank {
            writeln!(out, "-{} dateline", hit.rank)?;
        } else {
            writeln!(out, "{} dateline", hit.score)?;
        }
    }
    Ok(())
}

fn column(text: &str) -> String {
    clean::line(text).replace(char::is_whitespace, "_")
}

/// All fragments in one cell, on one line.
fn fragments(hit: &Hit) -> String {
    let fragments: Vec<String> = hit
        .snippets
        .iter()
        .map(|snippet| clean::on_one_line(snippet.span.of(hit.story.story.text(snippet.field))))
        .collect();
    fragments.join(" … ")
}

/// Writes a row of CSV, with control characters made harmless.
pub(super) fn write_row<const N: usize>(
    rows: &mut csv::Writer<&mut dyn Write>,
    cells: [&str; N],
) -> io::Result<()> {
    let cells = cells.map(clean::cell);
    rows.write_record(cells.iter().map(|cell| cell.as_bytes()))
        .map_err(io_error)
}

pub(super) fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::example;
    use super::*;

    fn written(write: impl Fn(&Page, &mut dyn Write) -> io::Result<()>) -> String {
        let mut page = example::page();
        page.hits[1].story.story.id = "clips/April 17.txt".to_owned();
        let mut out = Vec::new();
        write(&page, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn rows() {
        assert_snapshot!(written(csv), @r#"
        rank,score,id,title,published,source,url,file,snippet
        1,2.5,hw-17,Musk’s interview delayed,2024-07-14,Harbour Wire,,wire/2024.jsonl,Musk’s interview delayed … An interview with Elon Musk began late on July 13�[2J
        2,0.75,clips/April 17.txt,,,,,clips/0417.txt,nobody has been able to say how the fire began.
        "#);
    }

    #[test]
    fn one_id_a_line() {
        assert_eq!(
            written(|page, out| ids(page, None, out)),
            "hw-17\nclips/April 17.txt\n"
        );
        assert_eq!(
            written(|page, out| ids(page, Some("q7"), out)),
            "q7\thw-17\nq7\tclips/April 17.txt\n"
        );
    }

    #[test]
    fn six_columns_whatever_the_ids() {
        assert_eq!(
            written(|page, out| trec(page, "q 7", false, out)),
            "q_7 Q0 hw-17 1 2.5 dateline\nq_7 Q0 clips/April_17.txt 2 0.75 dateline\n"
        );
    }

    /// A writer whose reader has gone.
    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_told_as_one() {
        // Few rows fail when they are flushed, many while they are written.
        let mut page = example::page();
        for hits in [1, 200] {
            page.hits = vec![page.hits[0].clone(); hits];
            let error = csv(&page, &mut Closed).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{hits} hits");
        }
    }
}
