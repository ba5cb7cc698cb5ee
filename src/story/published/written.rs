//! Parses dates as people and mail programs write them: day, month by name or number, year, and perhaps a time.

use std::borrow::Cow;

use jiff::civil::{Date, Time};
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::Offset;

use super::iso::at;
use super::{DateError, Moment, words};

/// Parses a written date; `None` if `text` does not look like one.
pub(super) fn moment(text: &str) -> Option<Result<Moment, DateError>> {
    if text.len() > 80 {
        return None;
    }
    mail(text).map(Ok).or_else(|| {
        let tokens = tokens(text)?;
        Some(tokens.day(text)?.and_then(|day| {
            tokens
                .at(day)
                .ok_or_else(|| DateError::NotADate(text.to_owned()))
        }))
    })
}

/// Parses a time and perhaps a zone: `09:00 EST`, `9:00 pm +0200`.
pub(super) fn time(text: &str) -> Option<(Time, Option<Offset>)> {
    let tokens = tokens(text)?;
    let time = tokens.in_24_hours(tokens.time?)?;
    tokens.parts.is_empty().then_some((time, tokens.offset))
}

/// Parses RFC 2822, even with a wrong weekday. Texts such as `26-FEB-1987` are not tried, which saves time.
fn mail(text: &str) -> Option<Moment> {
    let first = text.split_whitespace().next()?;
    if first.contains(['-', '/']) {
        return None;
    }
    let zoned = DateTimeParser::new()
        .relaxed_weekday(true)
        .parse_zoned(text)
        .ok()?;
    Some(Moment::Time(zoned.datetime(), Some(zoned.offset())))
}

/// The parts of a written date.
#[derive(Default)]
struct Tokens {
    /// Day, month and year in the order of the text.
    parts: Vec<Part>,
    slashed: bool,
    time: Option<Time>,
    afternoon: Option<bool>,
    offset: Option<Offset>,
}

#[derive(Clone, Copy)]
enum Part {
    /// One or two digits.
    Small(i8),
    /// Four digits.
    Year(i16),
    /// A month's name.
    Month(i8),
}

fn tokens(text: &str) -> Option<Tokens> {
    let mut tokens = Tokens {
        slashed: text.contains('/'),
        ..Tokens::default()
    };
    for word in spelt_in_signs(text)
        .split([' ', ',', '\u{a0}', '\t', '(', ')', '|', '·'])
        .filter(|word| !word.is_empty())
    {
        tokens.read(&plain(word))?;
    }
    Some(tokens)
}

/// The date with signs for the words of Chinese, Japanese and Korean: `2024年8月13日 9時30分` is `2024-8-13 9:30`.
fn spelt_in_signs(text: &str) -> Cow<'_, str> {
    if !text.contains(['年', '년']) {
        return Cow::Borrowed(text);
    }
    let compact = text.replace("년 ", "년").replace("월 ", "월");
    let sign = |c| match c {
        '年' | '년' | '月' | '월' => '-',
        '時' | '时' | '시' => ':',
        '日' | '일' | '分' | '분' => ' ',
        c => c,
    };
    Cow::Owned(compact.chars().map(sign).collect())
}

/// Lower case, without accents: `Août` is `aout`.
fn plain(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
            'é' | 'è' | 'ê' | 'ě' => 'e',
            'û' | 'ü' | 'ú' | 'ů' => 'u',
            'í' | 'ì' | 'ı' => 'i',
            'ó' | 'ö' => 'o',
            'ç' | 'č' => 'c',
            'ś' | 'š' | 'ş' => 's',
            'ź' | 'ż' | 'ž' => 'z',
            'ń' | 'ň' => 'n',
            'ř' => 'r',
            'ğ' => 'g',
            c => c,
        })
        .collect()
}

impl Tokens {
    /// Reads one word; `None` if it cannot be part of a date.
    fn read(&mut self, word: &str) -> Option<()> {
        if self.time.is_some() && word.starts_with(['+', '-']) {
            return self.read_offset(word);
        }
        if word.contains(':') {
            return self.read_time(word);
        }
        if let Some(hours) = words::zone(word) {
            self.offset = Some(Offset::from_hours(hours).ok()?);
            return Some(());
        }
        match word {
            "am" | "a.m." if self.time.is_some() => self.afternoon = Some(false),
            "pm" | "p.m." if self.time.is_some() => self.afternoon = Some(true),
            _ => word
                .split(['-', '/', '.'])
                .filter(|part| !part.is_empty())
                .try_for_each(|part| self.read_part(part))?,
        }
        Some(())
    }

    fn read_time(&mut self, word: &str) -> Option<()> {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
        let (clock, offset) = match digits.rfind(['+', '-']) {
            Some(sign) => digits.split_at_checked(sign)?,
            None => (digits, ""),
        };
        let padded = if clock.find(':') == Some(1) {
            format!("0{clock}")
        } else {
            clock.to_owned()
        };
        self.time = Some(padded.parse().ok()?);
        if !offset.is_empty() {
            self.read_offset(offset)?;
        }
        match word.get(digits.len()..)? {
            "" => Some(()),
            suffix => self.read(suffix),
        }
    }

    fn read_offset(&mut self, word: &str) -> Option<()> {
        let sign = if word.starts_with('-') { -1 } else { 1 };
        let digits = word.get(1..)?.replace(':', "");
        let number: i32 = digits.parse().ok()?;
        let seconds = match digits.len() {
            1 | 2 => number * 3600,
            4 => number / 100 * 3600 + number % 100 * 60,
            _ => return None,
        };
        self.offset = Some(Offset::from_seconds(sign * seconds).ok()?);
        Some(())
    }

    fn read_part(&mut self, part: &str) -> Option<()> {
        let number = ["st", "nd", "rd", "th", "er"]
            .iter()
            .find_map(|ending| part.strip_suffix(ending))
            .unwrap_or(part);
        let part = match number.len() {
            1 | 2 if number.bytes().all(|b| b.is_ascii_digit()) => {
                Part::Small(number.parse().ok()?)
            }
            4 if number.bytes().all(|b| b.is_ascii_digit()) => Part::Year(number.parse().ok()?),
            _ => match words::month(part) {
                Some(month) => Part::Month(month),
                None => return words::is_ignored(part).then_some(()),
            },
        };
        self.parts.push(part);
        (self.parts.len() <= 3).then_some(())
    }

    /// The day or month that the parts mean.
    fn day(&self, text: &str) -> Option<Result<Moment, DateError>> {
        use Part::{Month, Small, Year};
        let (year, month, day) = match *self.parts.as_slice() {
            [Month(month), Year(year)] | [Year(year), Month(month)] => {
                return Some(Ok(Moment::Month(year, month)));
            }
            [Small(day), Month(month), Year(year)]
            | [Month(month), Small(day), Year(year)]
            | [Year(year), Month(month) | Small(month), Small(day)] => (year, month, day),
            // With dots and hyphens the day comes first; with slashes, it may be either.
            [Small(day), Small(month), Year(year)] if !self.slashed => (year, month, day),
            [Small(first), Small(second), Year(year)] => match (first > 12, second > 12) {
                (true, _) => (year, second, first),
                (_, true) => (year, first, second),
                _ if first == second => (year, first, second),
                _ => return Some(Err(DateError::Ambiguous(text.to_owned()))),
            },
            _ => return None,
        };
        Some(
            Date::new(year, month, day)
                .map(Moment::Day)
                .map_err(|_| DateError::NoSuchDay(text.to_owned())),
        )
    }

    /// `moment` at the time given, if there is one; `None` if it cannot have a time.
    fn at(&self, moment: Moment) -> Option<Moment> {
        match (moment, self.time) {
            (_, None) => Some(moment),
            (Moment::Day(day), Some(time)) => Some(at(day, self.in_24_hours(time)?, self.offset)),
            _ => None,
        }
    }

    /// The time on a 24-hour clock: `8:00 pm` is 20:00.
    fn in_24_hours(&self, time: Time) -> Option<Time> {
        let hour = match (self.afternoon, time.hour()) {
            (None, hour) => hour,
            (Some(afternoon), hour @ 1..=12) => hour % 12 + if afternoon { 12 } else { 0 },
            (Some(_), _) => return None,
        };
        time.with().hour(hour).build().ok()
    }
}
