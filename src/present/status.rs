//! What an archive holds and what is missing from it, for people and for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::{Look, Role, clean, json_line};

/// What an archive holds. Every list is in order of count, the highest first.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Stories indexed.
    pub stories: usize,
    /// Files met.
    pub files: usize,
    /// How many files were read in each format.
    pub formats: Vec<Count>,
    /// How many stories are in each language.
    pub languages: Vec<Count>,
    /// The publication dates of the first and the last story, where any story has one.
    pub published: Option<Published>,
    /// Stories without a publication date.
    pub undated: u64,
    /// Why files were passed over.
    pub skipped: Vec<Count>,
    /// Why files, or records of files, could not be read.
    pub rejected: Vec<Count>,
}

/// How many there are of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Of what.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// The ends of an archive's time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Published {
    /// The publication date of the first story, as exact as it was told.
    pub first: String,
    /// The publication date of the last story, as exact as it was told.
    pub last: String,
}

/// Writes it as one JSON object.
pub fn json(status: &Status, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct JsonStatus<'s> {
        schema: u32,
        #[serde(flatten)]
        status: &'s Status,
    }
    let schema = super::json::SCHEMA;
    json_line::write(&JsonStatus { schema, status }, out)
}

/// Writes it as a short table.
pub fn text(status: &Status, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let dim = look.style(Role::Dim);
    let published = match &status.published {
        Some(Published { first, last }) => format!("{first} to {last}, "),
        None => String::new(),
    };
    let rows = [
        ("stories", status.stories.to_string()),
        ("files", status.files.to_string()),
        ("formats", listed(&status.formats)),
        ("languages", listed(&status.languages)),
        (
            "published",
            format!("{published}{} undated", status.undated),
        ),
    ];
    for (name, value) in rows {
        if !value.is_empty() {
            writeln!(out, "{dim}{name:9}{dim:#}  {}", clean::line(&value))?;
        }
    }
    for (name, reasons) in [("skipped", &status.skipped), ("rejected", &status.rejected)] {
        let total: u64 = reasons.iter().map(|reason| reason.count).sum();
        if total > 0 {
            writeln!(out, "{dim}{name:9}{dim:#}  {total}")?;
        }
        for Count { name, count } in reasons {
            writeln!(out, "{count:>9}  {}", clean::on_one_line(name))?;
        }
    }
    Ok(())
}

fn listed(counts: &[Count]) -> String {
    let counts: Vec<String> = counts
        .iter()
        .map(|Count { name, count }| format!("{name} {count}"))
        .collect();
    counts.join(", ")
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn counts(counts: &[(&str, u64)]) -> Vec<Count> {
        let count = |&(name, count): &(&str, u64)| Count {
            name: name.to_owned(),
            count,
        };
        counts.iter().map(count).collect()
    }

    fn example() -> Status {
        Status {
            stories: 50,
            files: 35,
            formats: counts(&[("plain", 20), ("jsonl", 3)]),
            languages: counts(&[("en", 44), ("de", 6)]),
            published: Some(Published {
                first: "1969-07-21".to_owned(),
                last: "2024-08-13".to_owned(),
            }),
            undated: 4,
            skipped: counts(&[("an image", 2)]),
            rejected: counts(&[("not JSON:\nexpected `,`", 1)]),
        }
    }

    #[test]
    fn for_people() {
        let mut out = Vec::new();
        text(&example(), Look::PLAIN, &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        stories    50
        files      35
        formats    plain 20, jsonl 3
        languages  en 44, de 6
        published  1969-07-21 to 2024-08-13, 4 undated
        skipped    2
                2  an image
        rejected   1
                1  not JSON: expected `,`
        "#);
    }

    #[test]
    fn for_programs() {
        let mut out = Vec::new();
        json(&example(), &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"{"schema":1,"stories":50,"files":35,"formats":[{"name":"plain","count":20},{"name":"jsonl","count":3}],"languages":[{"name":"en","count":44},{"name":"de","count":6}],"published":{"first":"1969-07-21","last":"2024-08-13"},"undated":4,"skipped":[{"name":"an image","count":2}],"rejected":[{"name":"not JSON:\nexpected `,`","count":1}]}"#);
    }
}
