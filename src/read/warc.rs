//! Reads web archives (WARC 1.0 and 1.1): one story per page. Other records, such as requests, pictures, and revisits
//! that found the page unchanged, are left out and counted.

use std::borrow::Cow;

use super::cut::newlines;
use super::{Format, Piece, Readout, RejectReason, html, plain};

mod body;

/// What every record begins with.
const BEGIN: &[u8] = b"WARC/1.";

/// Reads the pages of a piece. Their place is the line they begin on.
pub(super) fn read(piece: &Piece, bytes: &[u8]) -> Readout {
    let mut readout = Readout::default();
    if bytes.is_empty() && piece.first == 1 {
        return Readout::reject(None, RejectReason::Empty);
    }
    let (mut rest, mut line) = (bytes, piece.first);
    while let Some(start) = memchr::memmem::find(rest, BEGIN) {
        line += newlines(rest.get(..start).unwrap_or_default());
        rest = rest.get(start..).unwrap_or_default();
        let Some((head, after)) = split_head(rest) else {
            readout.refuse(Some(line), cut_short());
            break;
        };
        let block = block(head, after);
        match block {
            Some(block) => record(head, block, line, &mut readout),
            None => readout.refuse(Some(line), cut_short()),
        }
        let end = rest.len() - after.len() + block.map_or(after.len(), <[u8]>::len);
        line += newlines(rest.get(..end).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
    }
    readout
}

/// How many bytes the record at the beginning takes, up to the end that it says it has; 0 if that is not there.
pub(super) fn whole_record(bytes: &[u8]) -> usize {
    let record = || {
        let start = bytes.len() - bytes.trim_ascii_start().len();
        let (head, after) = split_head(bytes.get(start..)?.strip_prefix(BEGIN)?)?;
        after.get(..length(head)?)?;
        Some(bytes.len() - after.len() + length(head)?)
    };
    record().unwrap_or(0)
}

fn length(head: &[u8]) -> Option<usize> {
    header(head, "content-length")?.parse().ok()
}

/// The block of a record, given what follows its head: as long as the head says if a record ends there, else up to the
/// next record; `None` if it is cut short.
fn block<'b>(head: &[u8], after: &'b [u8]) -> Option<&'b [u8]> {
    let said = after.split_at_checked(length(head).unwrap_or(0));
    let is_end = |behind: &[u8]| {
        let behind = behind.trim_ascii_start();
        behind.is_empty() || behind.starts_with(BEGIN)
    };
    let next = || {
        let marks = [b"\n\r\nWARC/1.".as_slice(), b"\n\nWARC/1."];
        let found = marks.map(|mark| memchr::memmem::find(after, mark));
        let end = found.into_iter().flatten().min()?;
        after.get(..end).map(<[u8]>::trim_ascii_end)
    };
    match said {
        Some((block, behind)) if is_end(behind) => Some(block),
        // The last record of a piece has its end, too.
        said => next()
            .or(said.map(|(block, _)| block))
            .or_else(|| after.strip_suffix(b"\r\n\r\n")),
    }
}

fn cut_short() -> RejectReason {
    RejectReason::Markup("the record is cut short".to_owned())
}

fn record(head: &[u8], block: &[u8], line: u64, readout: &mut Readout) {
    let said = |name| header(head, name).unwrap_or_default().to_ascii_lowercase();
    let (content, kind) = match said("warc-type").as_str() {
        "response" => {
            let Some((http, body)) = split_head(block).filter(|(http, _)| is_found(http)) else {
                return readout.pass_over("responses without a page, such as `404 Not Found`");
            };
            let said = |name| header(http, name).unwrap_or_default().to_ascii_lowercase();
            let body = body::whole(body, said("transfer-encoding").contains("chunked"));
            let encoding = said("content-encoding");
            let Some(body) = body::unpacked(body, &encoding) else {
                let reason = format!("the page cannot be unpacked: `{encoding}`");
                return readout.refuse(Some(line), RejectReason::Markup(reason));
            };
            (body, said("content-type"))
        }
        "resource" | "conversion" => (Cow::Borrowed(block), said("content-type")),
        "revisit" => return readout.pass_over("revisits of an unchanged page"),
        "request" => return readout.pass_over("requests"),
        _ => return readout.pass_over("records about the archive itself"),
    };
    // A server need not say what it sends.
    let is_page = || kind.is_empty() && Format::of("", &content) == Some(Format::Html);
    let page = if kind.contains("html") || is_page() {
        html::read(&content)
    } else if kind.starts_with("text/plain") {
        plain::read(&content)
    } else {
        return readout.pass_over("images, scripts and other responses that are not pages");
    };
    let address =
        header(head, "warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
    for (_, mut draft) in page.stories {
        draft.url = draft.url.or_else(|| address.clone());
        readout.stories.push((line, draft));
    }
    for rejected in page.rejected {
        readout.refuse(Some(line), rejected.reason);
    }
}

/// The head of a record or a response, and what follows the empty line behind it.
fn split_head(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = |mark: &[u8]| Some((memchr::memmem::find(bytes, mark)?, mark.len()));
    let (end, mark) = [at(b"\r\n\r\n"), at(b"\n\n")].into_iter().flatten().min()?;
    Some((bytes.get(..end)?, bytes.get(end + mark..)?))
}

/// The value of a header, its name in lower case.
fn header(head: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    })
}

/// Whether the response is the page.
fn is_found(http: &[u8]) -> bool {
    let status = http.split(|byte| *byte == b' ').nth(1);
    status.is_none_or(|status| status.starts_with(b"200"))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const PAGE: &str = "<html><head><title>River floods old town</title></head><body><h1>River floods old town</h1>\
        <p>The water rose by two metres, and the old bridge is closed.</p></body></html>";

    fn response(http: &str, body: &[u8]) -> Vec<u8> {
        let head = format!("HTTP/1.1 {http}\r\n\r\n");
        let block = [head.as_bytes(), body].concat();
        entry("response", &block)
    }

    fn entry(kind: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://ledger.example/7\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    #[test]
    fn pages_and_nothing_else() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(PAGE.as_bytes()).unwrap();
        let packed = packed.finish().unwrap();
        let chunks = format!("{:x}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len());
        let file = [
            entry("warcinfo", b"software: x\r\n"),
            entry("request", b"GET / HTTP/1.1\r\n\r\n"),
            response("200 OK\r\nContent-Type: text/html", PAGE.as_bytes()),
            response("404 Not Found\r\nContent-Type: text/html", PAGE.as_bytes()),
            response("200 OK\r\nContent-Type: image/jpeg", b"\xff\xd8"),
            entry(
                "revisit",
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
            ),
            response(
                "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked",
                chunks.as_bytes(),
            ),
            response(
                "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
                &packed,
            ),
        ]
        .concat();
        let readout = read(&Piece::whole(file.clone()), &file);
        assert_eq!(readout.stories.len(), 3);
        assert_eq!(readout.rejected, []);
        assert_eq!(readout.passed_over.values().sum::<u64>(), 5);
        assert_eq!(readout.passed_over.len(), 5, "each for a reason of its own");
        for (_, draft) in readout.stories {
            assert_eq!(draft.title, "River floods old town");
            assert_eq!(draft.url.as_deref(), Some("https://ledger.example/7"));
            assert!(draft.body.contains("The water rose"), "{draft:?}");
        }
    }

    fn told(file: &[u8]) -> (usize, usize) {
        let readout = read(&Piece::whole(file), file);
        (readout.stories.len(), readout.rejected.len())
    }

    #[test]
    fn a_page_that_is_not_packed_as_it_says_or_says_nothing() {
        for said in [
            "Content-Type: text/html\r\nContent-Encoding: br",
            "Server: x",
        ] {
            let file = response(&format!("200 OK\r\n{said}"), PAGE.as_bytes());
            assert_eq!(told(&file), (1, 0), "{said}");
        }
        let picture = response("200 OK\r\nServer: x", b"\x89PNG\r\n");
        assert_eq!(told(&picture), (0, 0));
        let broken = response(
            "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br",
            b"\x01\x02\x03",
        );
        let readout = read(&Piece::whole(broken.clone()), &broken);
        let reason = readout.rejected[0].reason.to_string();
        assert_eq!(reason, "broken markup: the page cannot be unpacked: `br`");
    }

    #[test]
    fn a_record_with_a_wrong_length() {
        let page = response("200 OK\r\nContent-Type: text/html", PAGE.as_bytes());
        let text = String::from_utf8(page.clone()).unwrap();
        let length = page.len() - text.find("HTTP/").unwrap() - 4;
        for wrong in [length * 2, 99_999, 100] {
            let wrong = text.replace(
                &format!("Content-Length: {length}"),
                &format!("Content-Length: {wrong}"),
            );
            let file = [wrong.as_bytes(), &page, wrong.as_bytes()].concat();
            assert_eq!(told(&file), (3, 0));
            let first = &read(&Piece::whole(file.clone()), &file).stories[0].1;
            assert!(first.body.contains("The water rose"), "{first:?}");
        }
    }

    #[test]
    fn the_end_of_a_record() {
        let page = response("200 OK\r\nContent-Type: text/html", PAGE.as_bytes());
        let junk = [page.as_slice(), b"\xff\xff"].concat();
        assert_eq!(whole_record(&junk), page.len() - 4);
        assert_eq!(whole_record(&page[..page.len() - 20]), 0);
        assert_eq!(whole_record(b"\xff\xff"), 0);
    }

    #[test]
    fn a_record_cut_short() {
        let file = response("200 OK\r\nContent-Type: text/html", PAGE.as_bytes());
        let file = &file[..file.len() - 20];
        let readout = read(&Piece::whole(file), file);
        assert_eq!(readout.rejected[0].place, Some(1));
    }
}
