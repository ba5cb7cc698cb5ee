//! Writes facets: one paragraph per facet for people, JSON and CSV for programs.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::paragraph::Paragraph;
use super::table::io_error;
use super::{Role, Styling, clean, json_line};
use crate::story::{FacetCounts, FacetValue, Kind};

/// The width of the names of facets.
const INDENT: usize = "published  ".len();

/// Writes each facet that has values, and an empty line after all of them.
pub fn text(facets: &[FacetCounts], styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    let (plain, dim) = (styling.style(Role::Plain), styling.style(Role::Dim));
    let counted = |facet: &&FacetCounts| !facet.values.is_empty() || facet.without > 0;
    for facet in facets.iter().filter(counted) {
        let name = facet.facet.as_str();
        let lead = format!("{dim}{name:INDENT$}{dim:#}");
        let mut line = Paragraph::new(&lead, INDENT, styling.columns);
        let mut comma = "";
        for FacetValue {
            value,
            kind,
            stories,
        } in &facet.values
        {
            line.push(plain, comma);
            let style = kind.map_or(plain, |kind| styling.style(Role::Name(kind)));
            line.push(style, &clean::on_one_line(value));
            line.push(dim, &format!(" {stories}"));
            comma = ", ";
        }
        if facet.without > 0 {
            line.push(plain, comma);
            line.push(dim, &format!("none {}", facet.without));
        }
        out.write_all(line.finish().as_bytes())?;
    }
    if facets.iter().any(|facet| counted(&facet)) {
        writeln!(out)?;
    }
    Ok(())
}

/// Writes one JSON object with only the facets.
pub fn line(facets: &[FacetCounts], out: &mut dyn Write) -> io::Result<()> {
    #[derive(serde::Serialize)]
    struct Line<'f> {
        facets: JsonFacets<'f>,
    }
    let facets = JsonFacets(facets);
    json_line::write(&Line { facets }, out)
}

/// The facets by their names.
pub(super) struct JsonFacets<'f>(pub(super) &'f [FacetCounts]);

impl Serialize for JsonFacets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for facet in self.0 {
            map.serialize_entry(facet.facet.as_str(), &JsonFacet::of(facet))?;
        }
        map.end()
    }
}

#[derive(serde::Serialize)]
struct JsonFacet<'f> {
    values: Vec<JsonValue<'f>>,
    without: u64,
}

#[derive(serde::Serialize)]
struct JsonValue<'f> {
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<Kind>,
    value: &'f str,
    stories: u64,
}

impl<'f> JsonFacet<'f> {
    fn of(facet: &'f FacetCounts) -> Self {
        let values = facet.values.iter().map(|value| JsonValue {
            kind: value.kind,
            value: &value.value,
            stories: value.stories,
        });
        Self {
            values: values.collect(),
            without: facet.without,
        }
    }
}

/// Writes a header and one value per row; an empty value counts the stories without any.
pub fn csv(facets: &[FacetCounts], out: &mut dyn Write) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(["facet", "kind", "value", "stories"])
        .map_err(io_error)?;
    for facet in facets {
        let name = facet.facet.as_str();
        for value in &facet.values {
            let (kind, stories) = (
                value.kind.map_or("", Kind::as_str),
                value.stories.to_string(),
            );
            rows.write_record([name, kind, &clean::cell(&value.value), &stories])
                .map_err(io_error)?;
        }
        rows.write_record([name, "", "", &facet.without.to_string()])
            .map_err(io_error)?;
    }
    rows.flush()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::story::Facet;

    fn example() -> Vec<FacetCounts> {
        let value = |value: &str, kind, stories| FacetValue {
            value: value.to_owned(),
            kind,
            stories,
        };
        vec![
            FacetCounts {
                facet: Facet::Who,
                values: vec![
                    value("Elon Musk", Some(Kind::Person), 12),
                    value("Butler\u{1b}[2J", Some(Kind::Place), 3),
                ],
                without: 0,
            },
            FacetCounts {
                facet: Facet::Source,
                values: vec![value("Harbour Wire", None, 5)],
                without: 7,
            },
        ]
    }

    fn written(write: impl Fn(&[FacetCounts], &mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&example(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn for_people() {
        assert_snapshot!(written(|facets, out| text(facets, Styling::PLAIN, out)), @r#"
        who        Elon Musk 12, Butler�[2J 3
        source     Harbour Wire 5, none 7
        "#);
        let narrow = Styling {
            colour: false,
            columns: 30,
        };
        assert_snapshot!(written(|facets, out| text(facets, narrow, out)), @r#"
        who        Elon Musk 12,
                   Butler�[2J 3
        source     Harbour Wire 5,
                   none 7
        "#);
    }

    #[test]
    fn for_programs() {
        assert_snapshot!(written(line), @r#"{"facets":{"who":{"values":[{"kind":"person","value":"Elon Musk","stories":12},{"kind":"place","value":"Butler\u001b[2J","stories":3}],"without":0},"source":{"values":[{"value":"Harbour Wire","stories":5}],"without":7}}}"#);
        assert_snapshot!(written(csv), @r#"
        facet,kind,value,stories
        who,person,Elon Musk,12
        who,place,Butler�[2J,3
        who,,,0
        source,,Harbour Wire,5
        source,,,7
        "#);
    }
}
