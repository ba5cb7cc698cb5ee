//! What every reader keeps to, whatever it is given.

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

            const EXAMPLE: &str = $example;

            #[test]
            fn the_example_is_read() {
                let readouts = read_all(Format::$format, EXAMPLE.as_bytes());
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
                fn damage(cut in 1..EXAMPLE.len(), at in 0..EXAMPLE.len(), byte: u8) {
                    let mut bytes = EXAMPLE.as_bytes().to_vec();
                    bytes[at] = byte;
                    bytes.truncate(cut);
                    let readouts = read_all(Format::$format, &bytes);
                    prop_assert_eq!(&readouts, &read_all(Format::$format, &bytes));
                    for (_, draft) in readouts.iter().flat_map(|readout| &readout.stories) {
                        prop_assert!(!draft.title.is_empty() || !draft.body.is_empty());
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
}
