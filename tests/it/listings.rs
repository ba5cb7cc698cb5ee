//! Sidecars, sitemaps of news and the METS of an issue: no stories, but they tell of those beside them.

use std::io::Write;

use serde_json::Value;

use crate::support::Test;

/// A sitemap with an entry for each: address, day, headline.
fn sitemap(entries: &[[&str; 3]]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|[address, day, title]| {
            format!(
                "<url><loc>{address}</loc><n:news><n:publication><n:name>The Northern Ledger</n:name><n:language>en</n:language></n:publication>\
                 <n:publication_date>{day}</n:publication_date><n:title>{title}</n:title><n:keywords>Floods, Weather</n:keywords></n:news></url>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\">{}</urlset>",
        entries.concat()
    )
}

fn page(head: &str) -> String {
    format!(
        "<!doctype html><html><head><title>Old bridge closed</title>{head}</head><body><article><h1>Old bridge closed</h1>\
         <p>The water rose by two metres overnight, and the old bridge is closed until the engineers have seen it.</p></article></body></html>"
    )
}

const CANONICAL: &str =
    r#"<link rel="canonical" href="https://www.ledger.example/2024/08/14/bridge">"#;

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn tar_gz(files: &[(&str, &[u8])]) -> Vec<u8> {
    let packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut archive = tar::Builder::new(packed);
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        archive.append_data(&mut header, name, *bytes).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap()
}

fn annotated(test: &Test, file: &str) -> Value {
    serde_json::from_str(&test.answer(&["annotate", file])).unwrap()
}

#[test]
fn a_sitemap_describes_its_pages() {
    let test = Test::new();
    let told = r#"<meta property="article:published_time" content="2024-08-11">"#;
    let entries = [
        [
            "https://ledger.example/2024/08/14/bridge/",
            "2024-08-13",
            "Bridge",
        ],
        [
            "https://ledger.example/weather/frost",
            "2024-11-02",
            "Frost",
        ],
    ];
    test.file("site/news-sitemap.xml", sitemap(&entries))
        .file("site/a/1.html", page(CANONICAL))
        .file("site/a/2.html", page(&format!("{CANONICAL}{told}")))
        .file("site/weather/frost.html", page(""))
        .file("site/other.html", page(""))
        .file("elsewhere/3.html", page(CANONICAL));
    for (file, day, from) in [
        ("site/a/1.html", "2024-08-13", "sitemap publication_date"),
        ("site/a/2.html", "2024-08-11", "meta article:published_time"),
        (
            "site/weather/frost.html",
            "2024-11-02",
            "sitemap publication_date",
        ),
        ("elsewhere/3.html", "2024-08-14", "url"),
    ] {
        let story = annotated(&test, file);
        let published = &story["published"];
        assert_eq!(
            (&published["value"], &published["from"]),
            (&day.into(), &from.into()),
            "{file}"
        );
        assert_eq!(story["title"], "Old bridge closed", "the page's own");
    }
    let frost = annotated(&test, "site/weather/frost.html");
    assert_eq!(frost["source"], "The Northern Ledger");
    assert_eq!(frost["url"], "https://ledger.example/weather/frost");
    assert_eq!(frost["tags"][1]["value"], "Weather");
    assert_eq!(
        annotated(&test, "site/other.html")["published"],
        Value::Null
    );
}

#[test]
fn a_sitemap_is_in_the_ledger_and_its_changes_count() {
    let test = Test::new();
    let write = |name: &str, day| {
        test.file(
            name,
            sitemap(&[["https://ledger.example/2024/08/14/bridge", day, "Bridge"]]),
        );
    };
    write("site/sitemap.xml", "2024-08-13");
    write("site/list.xml", "2024-08-01");
    test.file("site/a/1.html", page(CANONICAL))
        .file("site/sitemap-pages.xml", "<urlset><url><loc>https://ledger.example/</loc></url></urlset>")
        .file("site/sitemap-index.xml", "<sitemapindex><sitemap><loc>https://ledger.example/s.xml</loc></sitemap></sitemapindex>");
    test.answer(&["index", "site"]);
    assert_eq!(test.ids(&["published:2024-08-13"]), ["site/a/1.html"]);
    for (file, reason) in [
        ("site/sitemap.xml", "metadata for the pages in its folder"),
        ("site/list.xml", "only if its name contains `sitemap`"),
        ("site/sitemap-pages.xml", "not a format that holds news"),
        ("site/sitemap-index.xml", "not a format that holds news"),
    ] {
        let why = test.answer(&["why", file]);
        assert!(why.contains(reason), "{file}: {why}");
    }
    let unchanged = test.answer(&["index", "site"]);
    assert!(unchanged.contains("0 replaced, 1 kept"), "{unchanged}");
    write("site/sitemap.xml", "2024-08-12");
    let changed = test.answer(&["index", "site"]);
    assert!(changed.contains("1 replaced, 0 kept"), "{changed}");
    assert_eq!(test.ids(&["published:2024-08-12"]), ["site/a/1.html"]);
    std::fs::remove_file(test.path("site/sitemap.xml")).unwrap();
    test.answer(&["index", "site"]);
    assert_eq!(test.ids(&["published:2024-08-14"]), ["site/a/1.html"]);
}

#[test]
fn errors_in_a_sitemap_are_reported_and_the_rest_is_used() {
    let test = Test::new();
    let entries = [
        [
            "https://ledger.example/2024/08/14/bridge",
            "2024-08-13",
            "Bridge",
        ],
        ["https://ledger.example/frost", "soon", "Frost"],
        ["https://ledger.example/fog", "2024-10-01", "Fog"],
    ];
    let whole = sitemap(&entries);
    let cut = whole.split("Fog").next().unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(cut.as_bytes()).unwrap();
    test.file("site/sitemap.xml.gz", packed.finish().unwrap())
        .file("site/1.html", page(CANONICAL));
    let ran = test.run(&["index", "site"]);
    assert_eq!(ran.status, 2, "some of it was rejected");
    for told in [
        "it is cut short after 2 whole entries",
        "no date in `publication_date`: expected a date, found `soon`",
    ] {
        assert!(ran.stdout.contains(told), "{}", ran.stdout);
    }
    assert_eq!(test.ids(&["published:2024-08-13"]), ["site/1.html"]);
    test.file("site/sitemap.xml.gz", "")
        .file("site/sitemap.xml", "<urlset><url>");
    assert_eq!(test.run(&["index", "site"]).status, 2);
    assert!(
        test.answer(&["why", "site/sitemap.xml"])
            .contains("broken markup")
    );
}

#[test]
fn a_sitemap_in_an_archive_describes_the_pages_in_it() {
    let test = Test::new();
    let map = |day: &str| sitemap(&[["https://ledger.example/2024/08/14/bridge", day, "Bridge"]]);
    let page = page(CANONICAL);
    // The listing stands behind what it tells of, and one beside the archive says something else.
    let (within, broken) = (
        map("2024-08-13"),
        sitemap(&[["https://ledger.example/fog", "soon", "Fog"]]),
    );
    let site = zip(&[
        ("site/a/1.html", &page),
        ("site/sitemap.xml", &within),
        ("other/2.html", &page),
        ("other/x/news-sitemap.xml", &broken),
    ]);
    let nested = tar_gz(&[("deep/site.zip", &site), ("3.html", page.as_bytes())]);
    test.file("news/site.zip", &site)
        .file("news/all.tar.gz", nested)
        .file("news/sitemap.xml", map("2024-08-12"));
    test.answer(&["index", "news"]);
    assert_eq!(
        test.ids(&["published:2024-08-13"]),
        [
            "news/all.tar.gz!/deep/site.zip!/site/a/1.html",
            "news/site.zip!/site/a/1.html"
        ]
    );
    assert_eq!(
        test.ids(&["published:2024-08-12"]).len(),
        3,
        "beside the archive"
    );
    let why = test.answer(&["why", "news/site.zip"]);
    let told =
        "`other/x/news-sitemap.xml`: no date in `publication_date`: expected a date, found `soon`";
    assert!(why.contains(told), "{why}");
    let annotated = test.run(&["annotate", "news/site.zip"]).stdout;
    assert!(
        annotated.contains("\"published\":{\"value\":\"2024-08-13\""),
        "{annotated}"
    );
}

#[test]
fn a_mets_file_describes_the_pages_of_its_issue() {
    let alto = |words: &str| {
        format!(
            "<alto><Layout><Page><TextBlock><TextLine><String CONTENT=\"{words}\"/></TextLine></TextBlock></Page></Layout></alto>"
        )
    };
    let mets = r#"<mets xmlns="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink"
        LABEL="The Northern Ledger (Luzern), 1911-03-04"><dmdSec ID="issue"><mdWrap><xmlData><mods:mods><mods:originInfo>
        <mods:dateIssued>1911-03-04</mods:dateIssued></mods:originInfo></mods:mods></xmlData></mdWrap></dmdSec>
        <fileSec><fileGrp><file ID="F1"><FLocat xlink:href="./0001.xml"/></file><file ID="F2"><FLocat xlink:href="./0002.xml"/></file></fileGrp></fileSec>
        <structMap><div TYPE="np:page"><fptr FILEID="F1"/></div><div TYPE="np:page"><fptr FILEID="F2"/></div></structMap></mets>"#;
    let test = Test::new();
    let in_folders = zip(&[
        (
            "sn1/1911/03/04/ed-1/seq-2/ocr.txt",
            "The frost killed the plums.",
        ),
        (
            "sn1/1911/03/04/ed-1/seq-9/ocr.txt",
            "The plums of another paper.",
        ),
        ("sn1/1911/03/04/ed-1/mets.xml", mets),
    ]);
    test.file("batch/ocr.zip", in_folders)
        .file("sn1/1911030401/1911030401.xml", mets)
        .file("sn1/1911030401/0001.xml", alto("The mill burned at dawn."))
        .file("sn1/1911030401/0002.xml", alto("The river froze over."))
        .file("sn1/1911030501/0001.xml", alto("The mill smoked on."));
    test.answer(&["index", "sn1", "batch"]);
    let page = test.page(&[
        "published:1911-03-04",
        "source:\"The Northern Ledger (Luzern)\"",
        "river",
    ]);
    assert_eq!(page["hits"][0]["snippets"][0]["page"], 2, "{page:#}");
    assert_eq!(page["hits"][0]["published"]["from"], "METS dateIssued");
    assert_eq!(test.ids(&["published:none"]), ["sn1/1911030501/0001.xml"]);
    let page = test.page(&["plums", "source:\"The Northern Ledger (Luzern)\""]);
    assert_eq!(page["total"], 1, "{page:#}");
    assert_eq!(
        page["hits"][0]["file"],
        "batch/ocr.zip!/sn1/1911/03/04/ed-1/seq-2/ocr.txt"
    );
    assert_eq!(page["hits"][0]["published"]["from"], "METS dateIssued");
}

#[test]
fn a_sidecar_in_an_archive_describes_the_files_in_it() {
    let test = Test::new();
    let packed = zip(&[
        (
            "a/flood.txt",
            "The river rose by two metres overnight.\n\nThe old bridge is closed.",
        ),
        (
            "a/frost.txt",
            "The first frost came on Monday.\n\nThe vines are safe, growers say.",
        ),
        (
            "metadata.csv",
            "file,published,source\na/flood.txt,2024-08-13,The Bugle\na/frost.txt,2024-11-02,The Bugle\n",
        ),
        (
            "a/metadata.jsonl",
            "{\"file\":\"frost.txt\",\"source\":\"The Clarion\",\"colour\":\"red\"}\n",
        ),
    ]);
    test.file("seeds/wire.zip", packed).file(
        "seeds/metadata.csv",
        "file,section,source\nwire.zip,weather,Nobody\n",
    );
    let indexed = test.run(&["index"]);
    let rejects = "`a/metadata.jsonl`: unknown field `colour`";
    assert!(indexed.stdout.contains(rejects), "{indexed:?}");
    let page = test.page(&["*", "--sort", "oldest"]);
    let told: Vec<String> = page["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| {
            let told = [&hit["file"], &hit["published"]["value"], &hit["source"]];
            told.map(|told| told.as_str().unwrap_or("-")).join(" ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "seeds/wire.zip!/a/flood.txt 2024-08-13 The Bugle",
            "seeds/wire.zip!/a/frost.txt 2024-11-02 The Clarion",
        ]
    );
    assert_eq!(test.ids(&["section:weather"]).len(), 2);
}
