//! Writes stories counted over time: a bar chart for people, JSON and CSV for programs.
//!
//! ```text
//! 2024-07   12   4.0% of 300  ████████████████
//! 2024-08    3   1.1% of 280  ████
//!   … 5 months without a match; the archive covers 4 of them
//! 2025-02    1  <0.1% of 310  █▎
//! ```

mod json;

use std::io::{self, Write};

use super::paragraph::Paragraph;
use super::table::io_error;
use super::{Role, Styling, counted};
use crate::query::Query;
use crate::story::{Bucket, MissingDate, Placed, Timeline, TimelineAxis};
pub use json::json;

/// The width of a chart if none is given.
const USUAL_COLUMNS: usize = 80;
/// The least width for which bars are drawn.
const NARROWEST_BAR: usize = 8;
/// From this number on, consecutive buckets without a story share one line.
const MANY: usize = 3;

/// Writes the chart.
pub fn text(
    timeline: &Timeline,
    query: &Query,
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
    let chart = Chart::new(timeline, *query != Query::All, styling);
    let mut gap = Vec::new();
    for row in timeline.rows() {
        if row.stories == 0 {
            gap.push(row);
            continue;
        }
        chart.gap(&mut gap, out)?;
        chart.row(&row, out)?;
    }
    Ok(())
}

/// Writes the totals of the chart, and what it could not show.
pub fn totals(timeline: &Timeline, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    let Placed {
        total,
        undated,
        imprecise,
    } = timeline.stories;
    let unit = timeline.unit;
    let (by, lack) = match timeline.axis {
        TimelineAxis::Published => (format!("by {unit} of publication"), MissingDate::Published),
        TimelineAxis::About => (format!("by {unit} mentioned"), MissingDate::Mentioned),
    };
    let mut lines = vec![match total {
        0 => "no stories".to_owned(),
        total => format!("{}, {by}", counted::stories(total)),
    }];
    let filtered = timeline.left_out.and_then(counted::left_out);
    lines.extend(filtered.map(|what| format!("left out by the date filter: {what}")));
    let left_out: Vec<String> = [
        (undated, counted::lacking(lack).to_owned()),
        (imprecise, format!("dated too vaguely for a {unit}")),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, why)| format!("{count} {why}"))
    .collect();
    if !left_out.is_empty() {
        lines.push(format!("left out: {}", left_out.join(", ")));
    }
    for line in lines {
        let mut paragraph = Paragraph::new("", 0, styling.columns);
        paragraph.push(styling.style(Role::Dim), &line);
        out.write_all(paragraph.finish().as_bytes())?;
    }
    Ok(())
}

/// What all rows of a chart have in common.
struct Chart<'t> {
    timeline: &'t Timeline,
    styling: Styling,
    /// Whether the archive has more than the stories asked for.
    compared: bool,
    label: usize,
    count: usize,
    archive: usize,
    bar: usize,
    most: u64,
}

impl<'t> Chart<'t> {
    fn new(timeline: &'t Timeline, compared: bool, styling: Styling) -> Self {
        let buckets = timeline.buckets.iter();
        let most = buckets
            .clone()
            .map(|bucket| bucket.stories)
            .max()
            .unwrap_or(0);
        let most_of_all = buckets
            .clone()
            .map(|bucket| bucket.archive)
            .max()
            .unwrap_or(0);
        let label = buckets
            .map(|bucket| timeline.unit.label(bucket.days).len())
            .max();
        let (label, count, archive) = (label.unwrap_or(0), digits(most), digits(most_of_all));
        let columns = match styling.columns {
            usize::MAX => USUAL_COLUMNS,
            columns => columns,
        };
        let share = if compared {
            " 12.3% of ".len() + archive
        } else {
            0
        };
        let taken = label + "  ".len() + count + share + "  ".len();
        let bar = columns.saturating_sub(taken);
        Self {
            timeline,
            styling,
            compared,
            label,
            count,
            archive,
            bar: if bar < NARROWEST_BAR { 0 } else { bar },
            most,
        }
    }

    fn row(&self, row: &Bucket, out: &mut dyn Write) -> io::Result<()> {
        let (dim, bar_style) = (
            self.styling.style(Role::Dim),
            self.styling.style(Role::Date),
        );
        let label = self.timeline.unit.label(row.days);
        let (width, count) = (self.label, self.count);
        write!(out, "{label:width$}  {:>count$}", row.stories)?;
        if self.compared {
            let share = row.share().map_or_else(|| "–".to_owned(), percent);
            let width = self.archive;
            write!(out, "{dim} {share:>5} of {:>width$}{dim:#}", row.archive)?;
        }
        let bar = bar(row.stories, self.most, self.bar);
        if !bar.is_empty() {
            write!(out, "  {bar_style}{bar}{bar_style:#}")?;
        }
        writeln!(out)
    }

    /// Writes the pending rows without a story: each by itself if they are few.
    fn gap(&self, rows: &mut Vec<Bucket>, out: &mut dyn Write) -> io::Result<()> {
        if rows.len() < MANY {
            for row in rows.drain(..) {
                self.row(&row, out)?;
            }
            return Ok(());
        }
        let (many, unit) = (rows.len(), self.timeline.unit);
        let gap = if self.compared {
            match rows.iter().filter(|row| row.archive > 0).count() {
                0 => format!("{many} {unit}s without a story in the archive"),
                covered if covered == many => {
                    format!("{many} {unit}s without a match; the archive covers them all")
                }
                covered => {
                    format!("{many} {unit}s without a match; the archive covers {covered} of them")
                }
            }
        } else {
            format!("{many} {unit}s without a story")
        };
        rows.clear();
        let dim = self.styling.style(Role::Dim);
        let mut line = Paragraph::new("  ", 2, self.styling.columns);
        line.push(dim, &format!("… {gap}"));
        out.write_all(line.finish().as_bytes())
    }
}

/// A bar in eighths of a column; never empty for a count above 0.
fn bar(count: u64, most: u64, columns: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if count == 0 || most == 0 || columns == 0 {
        return String::new();
    }
    let eighths = u128::from(count) * (columns as u128) * 8 / u128::from(most);
    let eighths = usize::try_from(eighths).unwrap_or(usize::MAX).max(1);
    let rest = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
    "█".repeat(eighths / 8) + rest
}

fn percent(share: f64) -> String {
    match share * 100.0 {
        percent if percent > 0.0 && percent < 0.1 => "<0.1%".to_owned(),
        percent if percent > 99.9 => "100%".to_owned(),
        percent => format!("{percent:.1}%"),
    }
}

fn digits(number: u64) -> usize {
    number.to_string().len()
}

/// Writes a header, every bucket from the first to the last, and two rows for the stories that are in none.
pub fn csv(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    let header = ["bucket", "first", "last", "stories", "archive", "share"];
    rows.write_record(header).map_err(io_error)?;
    let unit = timeline.unit;
    for row in timeline.rows() {
        let share = row
            .share()
            .map(|share| share.to_string())
            .unwrap_or_default();
        let (first, last) = (row.days.first().to_string(), row.days.last().to_string());
        let (stories, archive) = (row.stories.to_string(), row.archive.to_string());
        let cells = [unit.label(row.days), first, last, stories, archive, share];
        rows.write_record(cells).map_err(io_error)?;
    }
    let (stories, archive) = (timeline.stories, timeline.archive);
    for (name, stories, archive) in [
        ("undated", stories.undated, archive.undated),
        ("imprecise", stories.imprecise, archive.imprecise),
    ] {
        let (stories, archive) = (stories.to_string(), archive.to_string());
        rows.write_record([name, "", "", &stories, &archive, ""])
            .map_err(io_error)?;
    }
    rows.flush()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use jiff::civil::date;

    use super::*;
    use crate::story::{Interval, Unit};

    fn example() -> Timeline {
        let bucket = |year, month, stories, archive| Bucket {
            days: Interval::month(year, month).unwrap(),
            stories,
            archive,
        };
        let placed = |total, undated, imprecise| Placed {
            total,
            undated,
            imprecise,
        };
        Timeline {
            axis: TimelineAxis::Published,
            unit: Unit::Month,
            stories: placed(21, 2, 1),
            left_out: None,
            archive: placed(4000, 30, 20),
            buckets: vec![
                bucket(2023, 11, 12, 300),
                bucket(2024, 1, 3, 280),
                bucket(2024, 3, 0, 12),
                bucket(2024, 7, 1, 1310),
                bucket(2024, 8, 2, 2),
            ],
        }
    }

    fn words() -> Query {
        let reading = crate::query::Reading {
            today: date(2024, 7, 17),
            matching: crate::query::Matching::All,
        };
        crate::query::plain("storm", &reading)
    }

    fn chart(query: &Query, styling: Styling) -> String {
        let mut out = Vec::new();
        text(&example(), query, styling, &mut out).unwrap();
        totals(&example(), styling, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_chart() {
        assert_snapshot!(chart(&Query::All, Styling::PLAIN), @r#"
        2023-11  12  ███████████████████████████████████████████████████████████████████
        2023-12   0
        2024-01   3  ████████████████▊
          … 5 months without a story
        2024-07   1  █████▌
        2024-08   2  ███████████▏
        21 stories, by month of publication
        left out: 2 undated, 1 dated too vaguely for a month
        "#);
        assert_snapshot!(chart(&words(), Styling::PLAIN), @r#"
        2023-11  12  4.0% of  300  █████████████████████████████████████████████████████
        2023-12   0     – of    0
        2024-01   3  1.1% of  280  █████████████▎
          … 5 months without a match; the archive covers 1 of them
        2024-07   1 <0.1% of 1310  ████▍
        2024-08   2  100% of    2  ████████▊
        21 stories, by month of publication
        left out: 2 undated, 1 dated too vaguely for a month
        "#);
    }

    #[test]
    fn a_chart_fits_its_terminal() {
        for columns in [20, 30, 40, 80, 100] {
            let styling = Styling {
                colour: false,
                columns,
            };
            for line in chart(&words(), styling).lines() {
                let width = unicode_width::UnicodeWidthStr::width(line);
                assert!(width <= columns.max(30), "{width} of {columns}: {line}");
            }
        }
    }

    #[test]
    fn in_colour() {
        let styling = Styling {
            colour: true,
            columns: 40,
        };
        assert_snapshot!(chart(&words(), styling).escape_debug().to_string().replace("\\n", "\n"), @r#"
        2023-11  12\u{1b}[2m  4.0% of  300\u{1b}[0m  \u{1b}[36m█████████████\u{1b}[0m
        2023-12   0\u{1b}[2m     – of    0\u{1b}[0m
        2024-01   3\u{1b}[2m  1.1% of  280\u{1b}[0m  \u{1b}[36m███▎\u{1b}[0m
          \u{1b}[2m… 5 months without a match; the\u{1b}[0m
          \u{1b}[2marchive covers 1 of them\u{1b}[0m
        2024-07   1\u{1b}[2m <0.1% of 1310\u{1b}[0m  \u{1b}[36m█\u{1b}[0m
        2024-08   2\u{1b}[2m  100% of    2\u{1b}[0m  \u{1b}[36m██▏\u{1b}[0m
        \u{1b}[2m21 stories, by month of publication\u{1b}[0m
        \u{1b}[2mleft out: 2 undated, 1 dated too vaguely\u{1b}[0m
        \u{1b}[2mfor a month\u{1b}[0m
        "#);
    }

    #[test]
    fn for_programs() {
        let mut out = Vec::new();
        json(&example(), &words(), None, &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"{"schema":1,"query":"storm","axis":"published","by":"month","total":21,"undated":2,"imprecise":1,"left_out":{"undated":0,"imprecise":0},"unknown_words":[],"suggestions":[],"relaxations":[],"archive":{"total":4000,"undated":30,"imprecise":20},"buckets":[{"bucket":"2023-11","first":"2023-11-01","last":"2023-11-30","stories":12,"archive":300,"share":0.04},{"bucket":"2023-12","first":"2023-12-01","last":"2023-12-31","stories":0,"archive":0,"share":null},{"bucket":"2024-01","first":"2024-01-01","last":"2024-01-31","stories":3,"archive":280,"share":0.010714285714285714},{"bucket":"2024-02","first":"2024-02-01","last":"2024-02-29","stories":0,"archive":0,"share":null},{"bucket":"2024-03","first":"2024-03-01","last":"2024-03-31","stories":0,"archive":12,"share":0.0},{"bucket":"2024-04","first":"2024-04-01","last":"2024-04-30","stories":0,"archive":0,"share":null},{"bucket":"2024-05","first":"2024-05-01","last":"2024-05-31","stories":0,"archive":0,"share":null},{"bucket":"2024-06","first":"2024-06-01","last":"2024-06-30","stories":0,"archive":0,"share":null},{"bucket":"2024-07","first":"2024-07-01","last":"2024-07-31","stories":1,"archive":1310,"share":0.0007633587786259542},{"bucket":"2024-08","first":"2024-08-01","last":"2024-08-31","stories":2,"archive":2,"share":1.0}]}"#);
        let mut out = Vec::new();
        csv(&example(), &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        bucket,first,last,stories,archive,share
        2023-11,2023-11-01,2023-11-30,12,300,0.04
        2023-12,2023-12-01,2023-12-31,0,0,
        2024-01,2024-01-01,2024-01-31,3,280,0.010714285714285714
        2024-02,2024-02-01,2024-02-29,0,0,
        2024-03,2024-03-01,2024-03-31,0,12,0
        2024-04,2024-04-01,2024-04-30,0,0,
        2024-05,2024-05-01,2024-05-31,0,0,
        2024-06,2024-06-01,2024-06-30,0,0,
        2024-07,2024-07-01,2024-07-31,1,1310,0.0007633587786259542
        2024-08,2024-08-01,2024-08-31,2,2,1
        undated,,,2,30,
        imprecise,,,1,20,
        "#);
    }

    #[test]
    fn shares() {
        for (share, said) in [
            (0.0, "0.0%"),
            (0.0002, "<0.1%"),
            (0.0417, "4.2%"),
            (0.9996, "100%"),
        ] {
            assert_eq!(percent(share), said);
        }
    }

    #[test]
    fn bars_are_never_empty_for_something() {
        assert_eq!(bar(0, 10, 8), "");
        assert_eq!(bar(1, 100_000, 8), "▏");
        assert_eq!(bar(5, 10, 9), "████▌");
        assert_eq!(bar(10, 10, 8), "████████");
    }
}
