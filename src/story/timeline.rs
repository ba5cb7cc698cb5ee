//! Stories counted over time.

use std::fmt;

use jiff::civil::{Date, Weekday};

use super::{Interval, LeftOut};

/// The length of a bucket of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Unit {
    /// The unit that shows so many days in a readable chart: by day up to a month, by week up to half a year, by month
    /// up to five years, by year beyond.
    pub fn for_days(days: u64) -> Self {
        match days {
            ..=31 => Self::Day,
            32..=184 => Self::Week,
            185..=1827 => Self::Month,
            _ => Self::Year,
        }
    }

    /// Its name, `month`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The days of the bucket that `day` is in, as far as the calendar goes.
    ///
    /// ```
    /// use dateline::story::Unit;
    /// use jiff::civil::date;
    /// assert_eq!(Unit::Week.around(date(2024, 7, 13)).to_string(), "2024-07-08..2024-07-14");
    /// ```
    pub fn around(self, day: Date) -> Interval {
        let (first, last) = match self {
            Self::Day => (day, day),
            Self::Week => {
                let back = i64::from(day.weekday().since(Weekday::Monday));
                let days = |count: i64| jiff::Span::new().days(count);
                (
                    day.saturating_sub(days(back)),
                    day.saturating_add(days(6 - back)),
                )
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
            Self::Year => (day.first_of_year(), day.last_of_year()),
        };
        Interval::new(first, last).unwrap_or_else(|| Interval::day(day))
    }

    /// The bucket that contains an interval; `None` if none contains all of it.
    pub fn containing(self, days: Interval) -> Option<Interval> {
        let bucket = self.around(days.first());
        (days.last() <= bucket.last()).then_some(bucket)
    }

    /// The name of a bucket: `2024-07-13`, `2024-W28`, `2024-07`, `2024`.
    pub fn label(self, bucket: Interval) -> String {
        let first = bucket.first();
        match self {
            Self::Day => first.to_string(),
            Self::Week => {
                let week = first.iso_week_date();
                format!("{}-W{:02}", year(week.year()), week.week())
            }
            Self::Month => format!("{}-{:02}", year(first.year()), first.month()),
            Self::Year => year(first.year()),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A year as it begins a day.
fn year(year: i16) -> String {
    if year < 0 {
        format!("-{:06}", -i32::from(year))
    } else {
        format!("{year:04}")
    }
}

/// Which of a story's times a timeline counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimelineAxis {
    /// When it was published.
    Published,
    /// The days named in its text.
    About,
}

impl TimelineAxis {
    /// Its name, `published`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::About => "about",
        }
    }
}

/// How many stories fall into each bucket of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// By which of their dates stories are counted.
    pub axis: TimelineAxis,
    /// The length of a bucket.
    pub unit: Unit,
    /// The totals of the stories asked for.
    pub stories: Placed,
    /// What the date filters of the query left out; `None` when it has none.
    pub left_out: Option<LeftOut>,
    /// The totals of the whole archive.
    pub archive: Placed,
    /// From the first bucket to the last with a story asked for, in order, without those that no story of the
    /// archive falls into.
    pub buckets: Vec<Bucket>,
}

/// How many of some stories a timeline can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// All of them.
    pub total: u64,
    /// Those without any date.
    pub undated: u64,
    /// Those whose dates are all too vague: none lies in one bucket.
    pub imprecise: u64,
}

/// A bucket of time. A story falls into it if it has a date within; a story with several dates can fall into several
/// buckets, once into each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Its days.
    pub days: Interval,
    /// How many of the stories asked for fall into it.
    pub stories: u64,
    /// How many stories of the archive do.
    pub archive: u64,
}

impl Bucket {
    /// The share of the archive's stories in the bucket that were asked for; `None` if the archive has none.
    pub fn share(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "a share is for showing")]
        let share = (self.archive > 0).then(|| self.stories as f64 / self.archive as f64);
        share
    }
}

impl Timeline {
    /// Every bucket from the first to the last, including empty ones.
    pub fn rows(&self) -> impl Iterator<Item = Bucket> {
        let mut known = self.buckets.iter().copied().peekable();
        let mut next = self.buckets.first().map(|bucket| bucket.days);
        std::iter::from_fn(move || {
            let days = next?;
            known.peek()?;
            next = days.last().tomorrow().ok().map(|day| self.unit.around(day));
            let empty = Bucket {
                days,
                stories: 0,
                archive: 0,
            };
            Some(known.next_if(|bucket| bucket.days == days).unwrap_or(empty))
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn check(unit: Unit, day: Date, label: &str, days: &str) {
        let bucket = unit.around(day);
        assert_eq!(
            (unit.label(bucket).as_str(), bucket.to_string().as_str()),
            (label, days)
        );
    }

    #[test]
    fn every_day_has_its_bucket() {
        let day = date(2024, 12, 30);
        check(Unit::Day, day, "2024-12-30", "2024-12-30");
        check(Unit::Week, day, "2025-W01", "2024-12-30..2025-01-05");
        check(Unit::Month, day, "2024-12", "2024-12-01..2024-12-31");
        check(Unit::Year, day, "2024", "2024-01-01..2024-12-31");
        check(
            Unit::Year,
            date(-44, 3, 15),
            "-000044",
            "-000044-01-01..-000044-12-31",
        );
        for end in [Date::MIN, Date::MAX] {
            for unit in [Unit::Day, Unit::Week, Unit::Month, Unit::Year] {
                assert!(Interval::day(end).within(unit.around(end)), "{unit} {end}");
            }
        }
    }

    #[test]
    fn days_of_two_buckets_are_in_neither() {
        let days = Interval::new(date(2024, 7, 29), date(2024, 8, 4)).unwrap();
        assert_eq!(Unit::Week.containing(days), Some(days));
        assert_eq!(Unit::Month.containing(days), None);
        assert_eq!(Unit::Year.containing(days), Interval::year(2024));
    }

    #[test]
    fn rows_have_no_holes() {
        let bucket = |year, month, stories| Bucket {
            days: Interval::month(year, month).unwrap(),
            stories,
            archive: 9,
        };
        let timeline = Timeline {
            axis: TimelineAxis::Published,
            unit: Unit::Month,
            stories: Placed::default(),
            left_out: None,
            archive: Placed::default(),
            buckets: vec![bucket(2023, 11, 3), bucket(2024, 1, 0), bucket(2024, 2, 1)],
        };
        let rows: Vec<_> = timeline
            .rows()
            .map(|row| (Unit::Month.label(row.days), row.stories, row.archive))
            .collect();
        let expected = [
            ("2023-11", 3, 9),
            ("2023-12", 0, 0),
            ("2024-01", 0, 9),
            ("2024-02", 1, 9),
        ];
        assert_eq!(
            rows,
            expected.map(|(label, stories, archive)| (label.to_owned(), stories, archive))
        );
    }
}
