//! Builds queries from what was typed: words, flags, and the lines of a file.

use std::collections::HashMap;

use anyhow::Context;
use jiff::civil::Date;

use crate::cli::args::{Filters, Match, Question, Wording};
use crate::cli::message::{ErrorWithHint, InvalidFlag, InvalidQuery};
use crate::query::{
    Axis, DateFilter, FactField, Matching, NameFilter, Problem, Query, Reading, Relation,
    fact_query, parse, plain, range,
};
use crate::story::Kind;

/// The query of one line of a file, and its id.
#[derive(Debug, PartialEq)]
pub(super) struct NumberedQuery {
    pub(super) id: String,
    pub(super) query: Query,
}

/// Parses words as the flags say, and adds the filters.
pub(super) fn query(
    words: &[impl AsRef<str>],
    wording: &Wording,
    filters: &Filters,
    today: Date,
) -> anyhow::Result<Query> {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    let words = parse_words(words.join(" "), wording, today)?;
    Ok(conditions(filters, today)?
        .into_iter()
        .fold(words, Query::and))
}

fn parse_words(text: String, wording: &Wording, today: Date) -> Result<Query, InvalidQuery> {
    let reading = Reading {
        today,
        matching: match wording.matching {
            Match::All => Matching::All,
            Match::Any => Matching::Any,
        },
    };
    if wording.plain {
        return Ok(plain(&text, &reading));
    }
    parse(&text, &reading).map_err(|error| InvalidQuery { text, error })
}

/// The query that limits a command's stories.
pub(super) fn parse_question(question: &Question, today: Date) -> anyhow::Result<Query> {
    query(&question.query, &question.wording, &question.filters, today)
}

/// Reads the queries of a file, one per line: id, tab, query; and adds the conditions to each. Empty lines are skipped.
pub(super) fn read_queries(
    file: &[u8],
    wording: &Wording,
    conditions: &[Query],
    today: Date,
) -> Vec<anyhow::Result<NumberedQuery>> {
    let mut lines_of = HashMap::new();
    let file = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    (1_u64..)
        .zip(file.split(|byte| *byte == b'\n'))
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(number, line)| {
            let (id, text) = id_and_query(number, line, &mut lines_of)?;
            let words = parse_words(text.to_owned(), wording, today)
                .with_context(|| format!("line {number} of the queries"))?;
            Ok(NumberedQuery {
                id: id.to_owned(),
                query: conditions.iter().cloned().fold(words, Query::and),
            })
        })
        .collect()
}

/// The two parts of a line. `lines_of` tells on which line each id was.
fn id_and_query<'l>(
    number: u64,
    line: &'l [u8],
    lines_of: &mut HashMap<&'l str, u64>,
) -> Result<(&'l str, &'l str), ErrorWithHint> {
    let mistake = |what: &str, hint: &str| ErrorWithHint {
        problem: format!("line {number} of the queries {what}"),
        hint: hint.to_owned(),
    };
    let line = str::from_utf8(line).map_err(|error| {
        let at = error.valid_up_to() + 1;
        mistake(
            &format!("is not UTF-8 from byte {at} on"),
            "convert it, for example with `iconv -f latin1 -t utf-8 FILE`",
        )
    })?;
    let (id, text) = line
        .split_once('\t')
        .ok_or_else(|| mistake("has no tab", A_LINE))?;
    if id.trim().is_empty() {
        return Err(mistake("has no id", A_LINE));
    }
    if let Some(earlier) = lines_of.insert(id, number) {
        return Err(mistake(
            &format!("has the same id as line {earlier}"),
            "give each query an id of its own",
        ));
    }
    if text.trim().is_empty() {
        return Err(mistake("has no query", A_LINE));
    }
    Ok((id, text.strip_suffix('\r').unwrap_or(text)))
}

/// The format of a line in a file of queries.
const A_LINE: &str = "a line is an id, a tab and a query";

/// The filters as queries.
pub(super) fn conditions(filters: &Filters, today: Date) -> anyhow::Result<Vec<Query>> {
    let mut conditions = Vec::new();
    for (flag, kind, names) in [
        ("--who", None, &filters.who),
        ("--person", Some(Kind::Person), &filters.person),
        ("--org", Some(Kind::Org), &filters.org),
        ("--place", Some(Kind::Place), &filters.place),
    ] {
        for name in names {
            conditions.push(Query::Name(NameFilter {
                kind,
                name: with_a_word(flag, name)?,
            }));
        }
    }
    for (flag, axis, ranges) in [
        ("--published", Axis::Published, &filters.published),
        ("--about", Axis::About, &filters.about),
        ("--seen", Axis::Seen, &filters.seen),
    ] {
        for text in ranges {
            let range = range(text, today).map_err(|error| invalid(flag, text, &error.into()))?;
            conditions.push(Query::Date(DateFilter {
                axis,
                relation: Relation::Within,
                range,
            }));
        }
    }
    for (flag, field, values) in [
        ("--source", FactField::Source, &filters.source),
        ("--lang", FactField::Lang, &filters.lang),
        ("--country", FactField::Country, &filters.country),
        ("--path", FactField::Path, &filters.path),
    ] {
        for value in values {
            let value = non_blank(flag, value)?;
            if field == FactField::Source {
                with_a_word(flag, value)?;
            }
            let fact = fact_query(field, value);
            conditions.push(fact.map_err(|problem| invalid(flag, value, &problem))?);
        }
    }
    Ok(conditions)
}

/// The value of a flag, which must not be blank.
fn non_blank<'v>(flag: &str, value: &'v str) -> Result<&'v str, ErrorWithHint> {
    if value.trim().is_empty() {
        return Err(ErrorWithHint {
            problem: format!("`{flag}` has no value"),
            hint: "give a value, or leave the flag out".to_owned(),
        });
    }
    Ok(value)
}

/// The value of a flag, which must contain a letter or digit.
pub(super) fn with_a_word(flag: &'static str, value: &str) -> anyhow::Result<String> {
    if non_blank(flag, value)?.contains(char::is_alphanumeric) {
        return Ok(value.to_owned());
    }
    let found = value.to_owned();
    let error = InvalidFlag {
        hint: "punctuation alone cannot be searched for".to_owned(),
        ..invalid(flag, value, &Problem::NoWord { found })
    };
    Err(error.into())
}

/// The error for a value that a query would not take either.
fn invalid(flag: &'static str, value: &str, problem: &Problem) -> InvalidFlag {
    InvalidFlag {
        flag,
        value: value.to_owned(),
        problem: problem.to_string(),
        hint: problem.hint(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::query::{DateRange, Fact};

    const TODAY: Date = date(2024, 7, 17);

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_flag_is_a_condition() {
        let filters = Filters {
            who: names(&["Musk", "Trump"]),
            org: names(&["X"]),
            published: names(&["2024-07-13"]),
            source: names(&["Harbour Wire"]),
            country: names(&["Germany"]),
            lang: names(&["en-GB"]),
            path: names(&["archive/*"]),
            ..Filters::default()
        };
        let name = |kind, name: &str| {
            Query::Name(NameFilter {
                kind,
                name: name.to_owned(),
            })
        };
        let fact = |field, value: &str| {
            Query::Fact(Fact {
                field,
                value: value.to_owned(),
            })
        };
        let day = Some(date(2024, 7, 13));
        let expected = vec![
            name(None, "Musk"),
            name(None, "Trump"),
            name(Some(Kind::Org), "X"),
            Query::Date(DateFilter {
                axis: Axis::Published,
                relation: Relation::Within,
                range: DateRange::Days {
                    first: day,
                    last: day,
                },
            }),
            fact(FactField::Source, "Harbour Wire"),
            fact(FactField::Lang, "en"),
            fact(FactField::Country, "DE"),
            fact(FactField::Path, "archive/*"),
        ];
        assert_eq!(conditions(&filters, TODAY).unwrap(), expected);
    }

    #[test]
    fn a_flag_needs_a_value() {
        let nothing = || names(&[" "]);
        let none = Filters::default;
        for (flag, filters) in [
            (
                "--org",
                Filters {
                    org: nothing(),
                    ..none()
                },
            ),
            (
                "--lang",
                Filters {
                    lang: nothing(),
                    ..none()
                },
            ),
            (
                "--path",
                Filters {
                    path: nothing(),
                    ..none()
                },
            ),
        ] {
            let error = conditions(&filters, TODAY).unwrap_err();
            assert_eq!(error.to_string(), format!("`{flag}` has no value"));
        }
    }

    #[test]
    fn a_file_of_queries() {
        let (wording, filters) = (Wording::default(), Filters::default());
        let read = |lines: &str| -> anyhow::Result<Vec<NumberedQuery>> {
            let queries = read_queries(lines.as_bytes(), &wording, &[], TODAY);
            queries.into_iter().collect()
        };
        let queries = read("1\tstorm\n\n2\tcoast road\r\n").unwrap();
        let expected = [("1", "storm"), ("2", "coast road")].map(|(id, text)| NumberedQuery {
            id: id.to_owned(),
            query: query(&[text], &wording, &filters, TODAY).unwrap(),
        });
        assert_eq!(queries, expected);
        assert_eq!(
            read("1\tstorm\n2 coast").unwrap_err().to_string(),
            "line 2 of the queries has no tab"
        );
        let slip = read("1\tstorm\n2\t(coast").unwrap_err();
        assert!(format!("{slip:#}").starts_with("line 2 of the queries: `(` is never closed"));
    }
}
