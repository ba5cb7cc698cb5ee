//! Every way of packing, one in the other, and what is packed to do harm.

use std::convert::Infallible;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;

const STORY: &[u8] = b"Rain fell.\n";
/// [`STORY`] as `xz -0` packs it.
const XZ: &[u8] = b"\xfd7zXZ\0\0\x04\xe6\xd6\xb4\x46\x02\0\x21\x01\x0c\0\0\0\x8f\x98\x41\x9c\x01\0\x0aRain fell.\n\0\0\x70\x3e\x48\x71\
    \x1a\x5c\x18\xdc\0\x01\x23\x0b\xc2\x1b\xfd\x09\x1f\xb6\xf3\x7d\x01\0\0\0\0\x04\x59\x5a";

/// What lies in a file, a line each: its name and text, or what is wrong with it.
fn lies_in(name: &str, file: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let done: Result<(), Infallible> = unpack(name, Cursor::new(file), &mut |name, content| {
        found.push(match content {
            Content::Stories(format, input) => {
                let mut text = Vec::new();
                match input.take(1 << 20).read_to_end(&mut text) {
                    Ok(_) => format!("{name} {format} {}", String::from_utf8_lossy(&text).trim()),
                    Err(error) => format!("{name} {error}"),
                }
            }
            Content::Listing(_) => format!("{name} listing"),
            Content::Sidecar(_) => format!("{name} sidecar"),
            Content::NoNews => format!("{name} -"),
            Content::Unseen(what) => format!("{name} ({what})"),
            Content::Broken(reason) => format!("{name} {reason}"),
        });
        Ok(())
    });
    let Ok(()) = done;
    found
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        packed
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        packed.write_all(bytes).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

fn tar_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packed = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        // The crate refuses to write a name such as `../x`; others do not.
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        packed.append(&header, *bytes).unwrap();
    }
    packed.into_inner().unwrap()
}

#[test]
fn compressed() {
    for (name, file) in [
        ("a.txt.gz", gz(STORY)),
        ("a.txt.zst", zst(STORY)),
        ("a.txt.bz2", bz2(STORY)),
        ("a.txt.xz", XZ.to_vec()),
        ("a.txt.gz", [gz(b"Rain "), gz(b"fell.\n")].concat()),
        ("a.txt.zst", [zst(b"Rain "), zst(b"fell.\n")].concat()),
        ("a.txt.gz.bz2", bz2(&gz(STORY))),
        ("a.txt.gz", [gz(STORY), vec![0; 512]].concat()),
    ] {
        let text = format!("{name} text Rain fell.");
        assert_eq!(lies_in(name, &file), [text]);
    }
}

#[test]
fn what_is_whole_before_junk_is_read() {
    let file = [gz(STORY), b"junk".to_vec()].concat();
    let mut told = Vec::new();
    let done: Result<(), Infallible> = unpack("a.txt.gz", Cursor::new(file), &mut |_, content| {
        if let Content::Stories(format, input) = content {
            let pieces = crate::read::pieces(format, input);
            told.extend(pieces.map(|piece| piece.map(|piece| piece.bytes)));
        }
        Ok(())
    });
    let Ok(()) = done;
    assert_eq!(told[0].as_ref().unwrap().as_deref(), Ok(STORY));
    let junk = told[1].as_ref().unwrap_err().to_string();
    assert_eq!(
        junk,
        "behind its end there is something that cannot be unpacked"
    );
}

#[test]
fn a_web_archive_with_its_lists() {
    let file = zip_of(&[
        ("archive/a.txt", STORY),
        ("pages/pages.jsonl", b"{\"title\":\"Rain\"}"),
        ("datapackage.json", b"{\"title\":\"Rain\"}"),
    ]);
    assert_eq!(
        lies_in("a.wacz", &file),
        [
            "a.wacz!/archive/a.txt text Rain fell.",
            "a.wacz!/pages/pages.jsonl (lists of what is in web archives)",
            "a.wacz!/datapackage.json (lists of what is in web archives)",
        ]
    );
}

#[test]
fn archives() {
    let files: [(&str, &[u8]); 4] = [
        ("wire/a.txt", STORY),
        ("../../etc/b.txt", STORY),
        ("c.jpg", b"\xff\xd8\xff"),
        (".hidden/d.txt", STORY),
    ];
    let found = |name: &str| {
        [
            format!("{name}!/wire/a.txt text Rain fell."),
            format!("{name}!/../../etc/b.txt text Rain fell."),
            format!("{name}!/c.jpg -"),
            format!("{name}!/.hidden/d.txt (hidden files in archives)"),
        ]
    };
    assert_eq!(lies_in("x.zip", &zip_of(&files)), found("x.zip"));
    assert_eq!(lies_in("x.tar", &tar_of(&files)), found("x.tar"));
    assert_eq!(lies_in("x.tgz", &gz(&tar_of(&files))), found("x.tgz"));
    let outer = zip_of(&[("in.tar.zst", &zst(&tar_of(&files)))]);
    assert_eq!(lies_in("x.zip", &outer), found("x.zip!/in.tar.zst"));
    let outer = tar_of(&[("in.zip", &zip_of(&files))]);
    assert_eq!(lies_in("x.tar", &outer), found("x.tar!/in.zip"));
}

#[test]
fn bombs() {
    // A gigabyte of nothing, in a megabyte, in a few kilobytes.
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..400 {
        bomb.write_all(&zeros).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    let mut error = None;
    let done: Result<(), Infallible> = unpack("a.txt.gz", Cursor::new(&bomb), &mut |_, content| {
        if let Content::Stories(_, input) = content {
            error = io::copy(input, &mut io::sink()).err();
        }
        Ok(())
    });
    let Ok(()) = done;
    assert_eq!(
        error.unwrap().to_string(),
        "it unpacks to more than 200 times its size"
    );
    let nested = (0..20).fold(STORY.to_vec(), |inner, _| gz(&inner));
    assert_eq!(
        lies_in("a.gz", &nested),
        ["a.gz cannot unpack it: it has more than 6 layers of compression or archives"]
    );
}

#[test]
fn what_is_left_out_of_an_archive_is_told() {
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Link);
    header.set_size(0);
    tar.append_link(&mut header, "b.txt", "a.txt").unwrap();
    assert_eq!(
        lies_in("x.tar", &tar.into_inner().unwrap()),
        ["x.tar!/b.txt (links and the like in archives)"]
    );
    let zeros = vec![b'0'; 300 << 20];
    let bomb = zip_of(&[("a.txt", &zeros), ("b.txt", STORY), ("c.txt", STORY)]);
    let mut found = Vec::new();
    let done: Result<(), Infallible> = unpack("x.zip", Cursor::new(bomb), &mut |name, content| {
        match content {
            Content::Stories(_, input) => drop(io::copy(input, &mut io::sink())),
            Content::Broken(reason) => found.push(format!("{name} {reason}")),
            _ => {}
        }
        Ok(())
    });
    let Ok(()) = done;
    assert_eq!(
        found,
        ["x.zip cannot unpack it: it unpacks to too much; entries after that are not read: 2"]
    );
}

#[test]
fn what_is_cut_short_is_told() {
    let whole = gz(&b"Rain fell on the old town. ".repeat(3000));
    let found = lies_in("a.txt.gz", &whole[..whole.len() / 2]);
    assert!(!found.is_empty());
    let zip = zip_of(&[("a.txt", STORY)]);
    let block =
        "cannot unpack it: it is cut short, and nothing of a block that is cut can be unpacked";
    let bz2 = bz2(STORY);
    for (name, cut) in [
        ("a.txt.bz2", &bz2[..bz2.len() / 2]),
        ("a.txt.xz", &XZ[..30]),
    ] {
        assert_eq!(lies_in(name, cut), [format!("{name} {block}")]);
    }
    let found = lies_in("a.zip", &zip[..zip.len() - 9]);
    assert!(
        found[0].starts_with("a.zip cannot unpack it: "),
        "{found:?}"
    );
}

#[test]
fn two_of_one_name() {
    let mut zip = zip_of(&[("a.txt", b"Snow fell."), ("b.txt", STORY), ("c.txt", STORY)]);
    while let Some(at) = memchr::memmem::find(&zip, b"b.txt") {
        zip[at] = b'a';
    }
    let found = lies_in("x.zip", &zip);
    let lost = "x.zip cannot unpack it: entries with the name of a later one are not read: 1";
    assert_eq!(
        found,
        [
            "x.zip!/a.txt text Rain fell.",
            "x.zip!/c.txt text Rain fell.",
            lost
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever is wrong with a packed file, there is an answer, the same each time.
    #[test]
    fn damage(kind in 0..5_usize, at: prop::sample::Index, byte: u8, cut: prop::sample::Index) {
        let mut file = match kind {
            0 => gz(STORY),
            1 => zst(STORY),
            2 => bz2(STORY),
            3 => tar_of(&[("a.txt", STORY), ("b.txt", STORY)]),
            _ => zip_of(&[("a.txt", STORY), ("b.txt", STORY)]),
        };
        let place = at.index(file.len());
        file[place] = byte;
        file.truncate(cut.index(file.len()) + 1);
        prop_assert_eq!(lies_in("x", &file), lies_in("x", &file));
    }
}

#[test]
fn what_was_read_before_a_failure_is_read() {
    let mut lines = Vec::new();
    for number in 0..20_000_u32 {
        let number = number.wrapping_mul(2_654_435_761);
        writeln!(lines, "{{\"title\":\"Rain {number}\"}}").unwrap();
    }
    let mut cut_zst = zst(&lines);
    cut_zst.truncate(cut_zst.len() * 3 / 4);
    let mut cut_gz = gz(b"{\"title\":\"Rain\"}\n");
    cut_gz.extend(gz(b"{\"title\":\"Fog\"}\n"));
    cut_gz.truncate(cut_gz.len() - 12);
    // Blocks of the smallest size there is, of 100 kB of text.
    let mut small = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::new(1));
    small.write_all(&lines).unwrap();
    let mut cut_bz2 = small.finish().unwrap();
    cut_bz2.truncate(cut_bz2.len() * 3 / 4);
    for (name, packed, least) in [
        ("a.jsonl.zst", cut_zst, 5_000),
        ("a.jsonl.gz", cut_gz, 1),
        ("a.jsonl.bz2", cut_bz2, 10_000),
    ] {
        let (mut stories, mut failed) = (0, false);
        let done: Result<(), Infallible> = unpack(name, Cursor::new(packed), &mut |_, content| {
            if let Content::Stories(format, input) = content {
                for piece in crate::read::pieces(format, input) {
                    match piece {
                        Ok(piece) => {
                            stories += crate::read::read(format, name, &piece).stories.len();
                        }
                        Err(_) => failed = true,
                    }
                }
            }
            Ok(())
        });
        let Ok(()) = done;
        assert!(failed, "{name}");
        assert!(stories >= least, "{name}: {stories}");
    }
}
