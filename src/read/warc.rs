//! Reads web archives (WARC 1.0 and 1.1): one story per page. Other records, such as requests, pictures, and revisits
//! that found the page unchanged, are left out and counted.

use std::borrow::Cow;
use std::io::Read;

use super::cut::newlines;
use super::{Piece, Readout, RejectReason, html, plain};

/// The largest size of an unpacked page, in bytes.
const LARGEST: u64 = 32 << 20;

/// Reads the pages of a piece. Their place is the line they begin on.
pub(super) fn read(piece: &Piece, bytes: &[u8]) -> Readout {
    let mut readout = Readout::default();
    if bytes.is_empty() && piece.first == 1 {
        return Readout::reject(None, RejectReason::Empty);
    }
    let (mut rest, mut line) = (bytes, piece.first);
    while let Some(start) = memchr::memmem::find(rest, b"WARC/1.") {
        line += newlines(rest.get(..start).unwrap_or_default());
        rest = rest.get(start..).unwrap_or_default();
        let Some((head, after)) = split_head(rest) else {
            readout.refuse(Some(line), cut_short());
            break;
        };
        let length = header(head, "content-length").and_then(|length| length.parse().ok());
        let length: usize = length.unwrap_or(0);
        let block = after.get(..length);
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
            let body = whole(body, said("transfer-encoding").contains("chunked"));
            match unpacked(body, &said("content-encoding")) {
                Some(body) => (body, said("content-type")),
                None => return readout.refuse(Some(line), cut_short()),
            }
        }
        "resource" | "conversion" => (Cow::Borrowed(block), said("content-type")),
        "revisit" => return readout.pass_over("revisits of an unchanged page"),
        "request" => return readout.pass_over("requests"),
        _ => return readout.pass_over("records about the archive itself"),
    };
    let page = if kind.contains("html") {
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

/// The body of a response in one piece.
fn whole(body: &[u8], chunked: bool) -> Cow<'_, [u8]> {
    if !chunked {
        return Cow::Borrowed(body);
    }
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let size = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .and_then(|end| Some((rest.get(..end)?, rest.get(end + 1..)?)))
            .and_then(|(size, after)| {
                let size = std::str::from_utf8(size).ok()?.split(';').next()?.trim();
                Some((usize::from_str_radix(size, 16).ok()?, after))
            });
        match size {
            // Archives often keep the header and not the chunks.
            None if joined.is_empty() => return Cow::Borrowed(body),
            Some((size, after)) if size > 0 => {
                joined.extend_from_slice(after.get(..size).unwrap_or(after));
                rest = after.get(size..).unwrap_or_default().trim_ascii_start();
            }
            _ => return Cow::Owned(joined),
        }
    }
}

/// The decompressed body; `None` if that fails.
fn unpacked<'b>(body: Cow<'b, [u8]>, encoding: &str) -> Option<Cow<'b, [u8]>> {
    let mut page = Vec::new();
    let read = match encoding {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            flate2::read::MultiGzDecoder::new(&*body)
                .take(LARGEST)
                .read_to_end(&mut page)
        }
        "deflate" => flate2::read::ZlibDecoder::new(&*body)
            .take(LARGEST)
            .read_to_end(&mut page),
        "br" | "zstd" => return None,
        _ => return Some(body),
    };
    // A truncated page is still most of a page.
    (read.is_ok() || !page.is_empty()).then_some(Cow::Owned(page))
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

    #[test]
    fn a_record_cut_short() {
        let file = response("200 OK\r\nContent-Type: text/html", PAGE.as_bytes());
        let file = &file[..file.len() - 20];
        let readout = read(&Piece::whole(file), file);
        assert_eq!(readout.rejected[0].place, Some(1));
    }
}
