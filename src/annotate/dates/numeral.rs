//! Recognises numbers in digits, in the shapes that every language has: `1990s`, `3rd`, `10:35`, `2024-07-13`, `1,500`,
//! `2.5`, `1/2`.

use super::lex::Kind;

/// How a language writes numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NumberFormat {
    /// Whether the day comes before the month in `7/8/2024`.
    pub(super) day_first: bool,
    /// Whether `1.500` is fifteen hundred and `2,5` two and a half.
    pub(super) decimal_comma: bool,
}

/// Reads the number that `bytes` begins with: what it is and how many bytes it takes, at least one.
pub(super) fn read(bytes: &[u8], written: NumberFormat) -> (Kind, usize) {
    let length = digits(bytes);
    let value = value(bytes.get(..length).unwrap_or_default());
    let after = bytes.get(length..).unwrap_or_default();
    let plain = Kind::Number {
        value,
        digits: u8::try_from(length).unwrap_or(u8::MAX),
    };
    let shaped = date(bytes, length, written)
        .or_else(|| clock(bytes, length))
        .or_else(|| grouped(bytes, length, written))
        .or_else(|| decimal(after, length, value, written))
        .or_else(|| fraction(after, length, value))
        .or_else(|| suffixed(after, length, value));
    shaped.unwrap_or((plain, length.max(1)))
}

fn digits(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}

/// A number too large for the type is like any other that is neither a day nor a year.
fn value(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number: u32, digit| {
        number
            .saturating_mul(10)
            .saturating_add(u32::from(digit & 15))
    })
}

/// Number, separator, number, the same separator, number.
fn date(bytes: &[u8], length: usize, written: NumberFormat) -> Option<(Kind, usize)> {
    let separator = *bytes.get(length)?;
    if !matches!(separator, b'-' | b'/' | b'.') || !matches!(length, 1 | 2 | 4) {
        return None;
    }
    let second = bytes.get(length + 1..)?;
    let second_length = digits(second);
    if !matches!(second_length, 1 | 2) || second.get(second_length) != Some(&separator) {
        return None;
    }
    let third = second.get(second_length + 1..)?;
    let third_length = digits(third);
    let number = |bytes: &[u8], length| value(bytes.get(..length).unwrap_or_default());
    let (a, b, c) = (
        number(bytes, length),
        number(second, second_length),
        number(third, third_length),
    );
    let (year, month, day) = match (length, third_length) {
        (4, 1 | 2) => (a, b, c),
        (1 | 2, 4) => by_order(a, b, c, separator, written),
        // Two digits of a year are enough only where nothing else is written so.
        (1 | 2, 2) if separator == b'/' || (separator == b'.' && written.day_first) => by_order(
            a,
            b,
            if c < 50 { 2000 + c } else { 1900 + c },
            separator,
            written,
        ),
        _ => return None,
    };
    let continued = third.get(third_length..)?;
    let more = matches!(continued, [b'.' | b'-' | b'/', digit, ..] if digit.is_ascii_digit());
    let date = jiff::civil::Date::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    );
    let date = date.ok().filter(|_| !more)?;
    let mut end = length + second_length + third_length + 2;
    if matches!(continued, [b'T', digit, ..] if digit.is_ascii_digit()) {
        end += 1;
    }
    Some((
        Kind::Date {
            year: date.year(),
            month: date.month(),
            day: date.day(),
        },
        end,
    ))
}

/// With points the day comes first in every language.
fn by_order(a: u32, b: u32, year: u32, separator: u8, written: NumberFormat) -> (u32, u32, u32) {
    let day_first = written.day_first || separator == b'.';
    if a > 12 || (day_first && b <= 12) {
        (year, b, a)
    } else {
        (year, a, b)
    }
}

/// `10:35`, `10:35:20`, `10:35:20.79`.
fn clock(bytes: &[u8], length: usize) -> Option<(Kind, usize)> {
    let sixty = |at: usize| {
        let rest = bytes.get(at..)?;
        let &[b':', tens, ones, ..] = rest else {
            return None;
        };
        let number = value(&[tens, ones]);
        let two = tens.is_ascii_digit() && ones.is_ascii_digit();
        let ends = !rest.get(3).is_some_and(u8::is_ascii_digit);
        (two && ends && number < 60).then_some(i8::try_from(number).ok()?)
    };
    let hour = i8::try_from(value(bytes.get(..length)?)).ok()?;
    if length > 2 || hour > 24 {
        return None;
    }
    let minute = sixty(length)?;
    let second = sixty(length + 3);
    let mut end = length + if second.is_some() { 6 } else { 3 };
    let decimals = match bytes.get(end..) {
        Some([b'.', rest @ ..]) => digits(rest),
        _ => 0,
    };
    match (second, decimals) {
        (_, 0) => {}
        (Some(_), decimals) => end += decimals + 1,
        // `2:35.04` is how long a runner took.
        (None, _) => return None,
    }
    Some((
        Kind::Clock {
            hour,
            minute,
            second,
        },
        end,
    ))
}

/// `1,500,000`.
fn grouped(bytes: &[u8], length: usize, written: NumberFormat) -> Option<(Kind, usize)> {
    let separator = if written.decimal_comma { b'.' } else { b',' };
    let mut end = length;
    let mut number = value(bytes.get(..length)?);
    while bytes.get(end) == Some(&separator) && digits(bytes.get(end + 1..)?) == 3 && length <= 3 {
        let group = value(bytes.get(end + 1..end + 4)?);
        number = number.saturating_mul(1000).saturating_add(group);
        end += 4;
    }
    (end > length).then_some((Kind::Grouped(number), end))
}

fn decimal(
    after: &[u8],
    length: usize,
    whole: u32,
    written: NumberFormat,
) -> Option<(Kind, usize)> {
    let [point @ (b'.' | b','), rest @ ..] = after else {
        return None;
    };
    let count = digits(rest);
    // `15,16`: only a comma that marks decimals does so.
    if count == 0 || (*point == b',' && !written.decimal_comma) {
        return None;
    }
    let decimals = value(rest.get(..count.min(2))?);
    Some((
        Kind::Decimal {
            whole: whole.try_into().ok()?,
            decimals: decimals.try_into().ok()?,
            digits: count.try_into().ok()?,
            point: *point == b'.',
        },
        length + 1 + count,
    ))
}

/// `1/2`, `3/4`.
fn fraction(after: &[u8], length: usize, above: u32) -> Option<(Kind, usize)> {
    let &[b'/', below, ref rest @ ..] = after else {
        return None;
    };
    let below = u32::from(below.wrapping_sub(b'0'));
    let ends = !rest
        .first()
        .is_some_and(|byte| byte.is_ascii_digit() || *byte == b'/');
    if !(2..10).contains(&below) || above >= below || length > 1 || !ends {
        return None;
    }
    Some((
        Kind::Fraction(u8::try_from(above * 100 / below).ok()?),
        length + 2,
    ))
}

/// `3rd`, `1990s`, `1990's`, `90er`, `1º`.
fn suffixed(after: &[u8], length: usize, value: u32) -> Option<(Kind, usize)> {
    let letters = after
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let lower = |at: usize| after.get(at).map(u8::to_ascii_lowercase);
    let decade = || {
        u16::try_from(value)
            .ok()
            .filter(|_| value.is_multiple_of(10) && matches!(length, 2..=4))
    };
    match (letters, lower(0), lower(1)) {
        (2, Some(b's'), Some(b't'))
        | (2, Some(b'n' | b'r'), Some(b'd'))
        | (2, Some(b't'), Some(b'h'))
        | (0, Some(0xc2), Some(0xba | 0xaa | 0xb0)) => Some((Kind::Ordinal(value), length + 2)),
        (2, Some(b'e'), Some(b'r')) => Some((Kind::Decade(decade()?), length + 2)),
        (1, Some(b's'), _) => Some((Kind::Decade(decade()?), length + 1)),
        (0, Some(b'\''), Some(b's'))
            if !lower(2).is_some_and(|next| next.is_ascii_alphabetic()) =>
        {
            Some((Kind::Decade(decade()?), length + 2))
        }
        (0, Some(0xe2), _) if after.starts_with("\u{2019}s".as_bytes()) => {
            Some((Kind::Decade(decade()?), length + 4))
        }
        _ => None,
    }
}
