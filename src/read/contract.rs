//! The contract of all readers, as tests.

use proptest::prelude::*;

use super::{Format, Piece, Readout, RejectReason, pieces, read};

fn read_all(format: Format, bytes: &[u8]) -> Vec<Readout> {
    pieces(format, bytes)
        .map(|piece| read(format, "story", &piece.unwrap()))
        .collect()
}

macro_rules! contract {
    ($($name:ident $format:ident $example:expr,)*) => {
        $(mod $name {
            use super::*;

            fn example() -> Vec<u8> {
                $example.into()
            }

            #[test]
            fn the_example_is_read() {
                let readouts = read_all(Format::$format, &example());
                assert_eq!(readouts.len(), 1);
                assert!(readouts[0].stories[0].1.body.contains("two metres"), "{readouts:?}");
                assert_eq!(readouts[0].rejected, []);
            }

            #[test]
            fn nothing_is_told_as_such() {
                let readout = read(Format::$format, "story", &Piece::whole(""));
                assert_eq!(readout.stories, []);
                assert_eq!(readout.rejected[0].reason, RejectReason::Empty);
            }

            proptest! {
                #![proptest_config(ProptestConfig::with_cases(64))]

                /// Whatever the bytes, there is an answer, the same each time, and it says something.
                #[test]
                fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 1..300)) {
                    let readouts = read_all(Format::$format, &bytes);
                    prop_assert_eq!(&readouts, &read_all(Format::$format, &bytes));
                }

                /// A file cut short, or with bytes gone wrong, is read as far as it goes.
                #[test]
                fn damage(cut: prop::sample::Index, at: prop::sample::Index, byte: u8) {
                    let mut bytes = example();
                    let at = at.index(bytes.len());
                    bytes[at] = byte;
                    bytes.truncate(cut.index(bytes.len()) + 1);
                    let readouts = read_all(Format::$format, &bytes);
                    prop_assert_eq!(&readouts, &read_all(Format::$format, &bytes));
                    for (_, draft) in readouts.iter().flat_map(|readout| &readout.stories) {
                        let says = !draft.title.is_empty() || !draft.body.is_empty();
                        prop_assert!(says || Format::$format == Format::Reuters);
                    }
                }
            }
        })*
    };
}

contract! {
    plain Plain "River floods old town\n\nThe water rose by two metres.\n",
    markdown Markdown "---\ntitle: River floods old town\ndate: 2024-08-12\n---\nThe water rose by *two metres*.\n",
    html Html "<html><head><title>River floods old town</title></head><body><h1>River floods old town</h1>\
        <time>12 August 2024</time><p>The water rose by two metres, and the old bridge is closed.</p></body></html>",
    json Json r#"{"items":[{"title":"River floods old town","text":"The water rose by two metres.","date":"2024-08-12"}]}"#,
    json_lines JsonLines "{\"title\":\"River floods old town\",\"text\":\"The water rose by two metres.\"}\n",
    csv Csv "title;text;date\nRiver floods old town;\"The water rose by two metres.\";2024-08-12\n",
    reuters Reuters "<REUTERS NEWID=\"1\">\n<DATE>12-AUG-1987 08:30:00.00</DATE>\n<PLACES><D>luzern</D></PLACES>\n<TEXT>\n\
        <TITLE>RIVER FLOODS</TITLE><BODY>The water rose by two metres.\n&#3;</BODY></TEXT>\n</REUTERS>",
    trec Trec "<DOC>\n<DOCNO> AP880812-0001 </DOCNO>\n<HEAD>River floods</HEAD>\n<TEXT>\nThe water rose by two metres.\n</TEXT>\n</DOC>",
    rss Feed "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><item><title>River floods</title><pubDate>Mon, 12 Aug 2024 08:30:00 +0200</pubDate>\
        <description>&lt;p&gt;The water rose by two metres.&lt;/p&gt;</description></item></channel></rss>",
    atom Feed "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>7</id><title>River floods</title><updated>2024-08-12T08:30:00Z</updated>\
        <content>The water rose by two metres.</content></entry></feed>",
    json_feed Feed r#"{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"7","content_text":"The water rose by two metres."}]}"#,
    nitf Nitf "<nitf><head><docdata><date.issue norm=\"20240812\"/></docdata></head><body><body.head><hedline><hl1>River floods</hl1></hedline></body.head>\
        <body.content><p>The water rose by two metres.</p></body.content></body></nitf>",
    newsml_g2 NewsMlG2 "<newsItem guid=\"x\"><contentMeta><headline>River floods</headline></contentMeta><contentSet><inlineXML><p>The water rose by two metres.</p>\
        </inlineXML></contentSet></newsItem>",
    newsml NewsMl "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>River floods</HeadLine></NewsLines><ContentItem><DataContent><p>The water rose by \
        two metres.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    ninjs Ninjs r#"{"uri":"x","versioncreated":"2024-08-12","headline":"River floods","body_text":"The water rose by two metres."}"#,
    mail Mail "From: a@b.example\nSubject: River floods\nDate: Mon, 12 Aug 2024 08:30:00 +0200\n\nThe water rose by two metres.\n",
    mbox Mailbox "From a@b Mon Aug 12 08:30:00 2024\nFrom: a@b.example\nSubject: River floods\n\nThe water rose by two metres.\n",
    warc Warc "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 53\r\n\r\n\
        River floods old town\n\nThe water rose by two metres.\r\n\r\n",
    docx Docx super::super::office::tests::a_docx(),
    odt Odt super::super::office::tests::an_odt(),
    rtf Rtf r"{\rtf1\ansi{\info{\title River floods}}The water rose by two metres.\par}",
    pdf Pdf super::super::pdf::tests::a_pdf(&["The water rose by two metres."]),
    alto Alto "<alto><Layout><Page><TextBlock><TextLine><String CONTENT=\"The water rose by two metres.\"/></TextLine></TextBlock></Page></Layout></alto>",
    ocr Ocr "RIVER FLOODS\nThe water rose by two\nmetres.\n",
    export Export "1 of 1 DOCUMENTS\n\nNorthern Ledger\n\nMarch 3, 2011 Thursday\n\nHEADLINE: River floods\n\nBODY:\nThe water rose by two metres.\n",
}
