//! Web archives and packed files.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A record of a web archive.
pub(crate) fn record(kind: &str, address: &str, content: &str, block: &[u8]) -> Vec<u8> {
    let target = match address {
        "" => String::new(),
        address => format!("WARC-Target-URI: {address}\r\n"),
    };
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2014-11-13T04:00:00Z\r\nContent-Type: {content}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// The answer of a server, with its status.
pub(crate) fn answer(address: &str, status: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n");
    let block = [head.as_bytes(), body].concat();
    record(
        "response",
        address,
        "application/http; msgtype=response",
        &block,
    )
}

/// A page as it was found.
pub(crate) fn response(address: &str, page: &[u8]) -> Vec<u8> {
    answer(address, "200 OK", "text/html; charset=utf-8", page)
}

/// Each record packed by itself, as web archives are.
pub(crate) fn gzip_each(records: &[Vec<u8>]) -> Vec<u8> {
    records.iter().flat_map(|record| gzip(record)).collect()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

pub(crate) fn tar_gz(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive
            .append_data(&mut header, name, bytes.as_slice())
            .unwrap();
    }
    gzip(&archive.into_inner().unwrap())
}
