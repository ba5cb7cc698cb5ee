//! The holidays that news uses as dates, and the day of each in a year.

use jiff::Span;
use jiff::civil::{Date, Weekday};

/// How the day is found.
#[derive(Clone, Copy)]
enum Rule {
    /// Month and day.
    Fixed(i8, i8),
    /// Days after Easter Sunday.
    Easter(i32),
    /// The first, second, … or last (-1) such weekday of a month, and days after that.
    Nth(i8, Weekday, i8, i32),
}

macro_rules! holidays {
    ($($name:literal $rule:expr,)*) => {
        /// Their names in the language files.
        pub(super) const NAMES: [&str; [$($name),*].len()] = [$($name),*];
        const RULES: [Rule; NAMES.len()] = [$($rule),*];
    };
}

holidays! {
    "christmas" Rule::Fixed(12, 25),
    "christmas-eve" Rule::Fixed(12, 24),
    "boxing-day" Rule::Fixed(12, 26),
    "new-year" Rule::Fixed(1, 1),
    "new-year-eve" Rule::Fixed(12, 31),
    "epiphany" Rule::Fixed(1, 6),
    "holocaust" Rule::Fixed(1, 27),
    "groundhog" Rule::Fixed(2, 2),
    "king" Rule::Nth(3, Weekday::Monday, 1, 0),
    "presidents" Rule::Nth(3, Weekday::Monday, 2, 0),
    "valentine" Rule::Fixed(2, 14),
    "women" Rule::Fixed(3, 8),
    "patrick" Rule::Fixed(3, 17),
    "april-fools" Rule::Fixed(4, 1),
    "earth-day" Rule::Fixed(4, 22),
    "anzac" Rule::Fixed(4, 25),
    "may-day" Rule::Fixed(5, 1),
    "cinco-de-mayo" Rule::Fixed(5, 5),
    "mothers" Rule::Nth(2, Weekday::Sunday, 5, 0),
    "memorial" Rule::Nth(-1, Weekday::Monday, 5, 0),
    "fathers" Rule::Nth(3, Weekday::Sunday, 6, 0),
    "juneteenth" Rule::Fixed(6, 19),
    "canada" Rule::Fixed(7, 1),
    "independence" Rule::Fixed(7, 4),
    "bastille" Rule::Fixed(7, 14),
    "assumption" Rule::Fixed(8, 15),
    "labor" Rule::Nth(1, Weekday::Monday, 9, 0),
    "german-unity" Rule::Fixed(10, 3),
    "columbus" Rule::Nth(2, Weekday::Monday, 10, 0),
    "hispanic" Rule::Fixed(10, 12),
    "halloween" Rule::Fixed(10, 31),
    "all-saints" Rule::Fixed(11, 1),
    "guy-fawkes" Rule::Fixed(11, 5),
    "election" Rule::Nth(1, Weekday::Monday, 11, 1),
    "veterans" Rule::Fixed(11, 11),
    "thanksgiving" Rule::Nth(4, Weekday::Thursday, 11, 0),
    "remembrance" Rule::Nth(2, Weekday::Sunday, 11, 0),
    "black-friday" Rule::Nth(4, Weekday::Thursday, 11, 1),
    "cyber-monday" Rule::Nth(4, Weekday::Thursday, 11, 4),
    "giving-tuesday" Rule::Nth(4, Weekday::Thursday, 11, 5),
    "constitution-es" Rule::Fixed(12, 6),
    "immaculate" Rule::Fixed(12, 8),
    "mardi-gras" Rule::Easter(-47),
    "ash-wednesday" Rule::Easter(-46),
    "palm-sunday" Rule::Easter(-7),
    "maundy-thursday" Rule::Easter(-3),
    "good-friday" Rule::Easter(-2),
    "holy-saturday" Rule::Easter(-1),
    "easter" Rule::Easter(0),
    "easter-monday" Rule::Easter(1),
    "ascension" Rule::Easter(39),
    "pentecost" Rule::Easter(49),
    "whit-monday" Rule::Easter(50),
    "corpus-christi" Rule::Easter(60),
}

/// The day of a holiday, by its place in [`NAMES`].
pub(super) fn day(holiday: i32, year: i16) -> Option<Date> {
    let rule = *RULES.get(usize::try_from(holiday).ok()?)?;
    match rule {
        Rule::Fixed(month, day) => Date::new(year, month, day).ok(),
        Rule::Easter(days) => later(easter(year)?, days),
        Rule::Nth(nth, weekday, month, days) => {
            let first = Date::new(year, month, 1).ok()?;
            later(first.nth_weekday_of_month(nth, weekday).ok()?, days)
        }
    }
}

fn later(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).
#[expect(clippy::many_single_char_names, reason = "the names of the algorithm")]
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let g = (8 * b + 13).div_euclid(25);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 19 * l).div_euclid(433);
    let month = (h + l - 7 * m + 90).div_euclid(25);
    let day = (h + l - 7 * m + 33 * month + 19).rem_euclid(32);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}
