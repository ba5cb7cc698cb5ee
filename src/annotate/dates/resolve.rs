//! Turns what an expression says into what it means, counted from the day of publication or from the last date told.
//!
//! 1. A length or a set means the same wherever it stands.
//! 2. `two weeks ago`, `last year`: a unit, and how many of it, counted from a day ([`Resolver::counted`]).
//! 3. `May 5`, `last Friday`, `the third quarter`: a named part of a year or week, with the year told or found ([`Resolver::named`]).
//!
//! What cannot be found stays unknown: `XXXX-05-05`.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::arithmetic::{self, shift};
use super::grammar::Meaning;
use super::matching::{Part as Mention, Reading};
use super::meaning::{
    clock, decade_year, has_part, in_year, length, recurring, unknown_part, vague_of, whole,
};
use super::relative::{offset, refined, told_shift, unknown};
use super::said::{Said, Slot};
use super::tense::{Look, look};
use super::value::{At, Cell, Clock, Part, Unit, Value};
use crate::story::{Interval, TimexType};

/// So many days away a day without a year is the nearest one, whatever the tense.
const NEAR: i32 = 60;

/// So many days away it is the nearest one where no tense tells; beyond it lies behind.
const FAR: i32 = 150;

/// So few tokens from a date its weekday is told.
const CLOSE: usize = 4;

/// A sentence has hardly more tokens.
const SENTENCE: usize = 80;

/// What expressions are counted from, as a story is read from its beginning.
pub(super) struct Resolver<'a> {
    reading: Reading<'a>,
    published: Option<Interval>,
    /// The last date told.
    told: Option<Told>,
    /// The last quarter told: results are compared with that of the year before.
    quarter: Option<Cell>,
    /// The date told before in the same expression: a range ends after it begins.
    begun: Option<Cell>,
    /// Where the story tells of times long gone, each date counting from the one before: the years that it is about.
    history: Option<RangeInclusive<i32>>,
}

/// A date told, and the token after it.
#[derive(Clone, Copy)]
struct Told {
    cell: Cell,
    end: usize,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(
        reading: Reading<'a>,
        published: Option<Interval>,
        history: Option<RangeInclusive<i32>>,
    ) -> Self {
        Self {
            reading,
            published,
            told: None,
            quarter: None,
            begun: None,
            history,
        }
    }

    /// Begins a new expression, which may tell several dates.
    pub(super) fn begin(&mut self) {
        self.begun = None;
    }

    /// The type and the value of a mention; `None` where it names no possible day.
    pub(super) fn resolve(
        &mut self,
        meaning: Meaning,
        mention: &Mention,
    ) -> Option<(TimexType, Value)> {
        let said = &mention.said;
        match meaning {
            Meaning::Duration => {
                if said.unit() == Some(Unit::Month) && said.has(Slot::Count) {
                    // Results of nine months are not compared with those of a quarter.
                    self.quarter = None;
                }
                Some((TimexType::Duration, length(said)?))
            }
            Meaning::Set => Some((TimexType::Set, recurring(said)?)),
            Meaning::Date => {
                let value = self.date(mention)?;
                if let Value::Cell(cell, _) = value
                    && cell.year.is_some()
                {
                    self.tell(cell, mention);
                    self.begun = Some(cell);
                }
                Some((class(&value), value))
            }
            Meaning::Nothing | Meaning::Part => None,
        }
    }

    /// Remembers a date told. One that only looks back from another does not move the story.
    fn tell(&mut self, cell: Cell, mention: &Mention) {
        let said = &mention.said;
        let looks_back = said.has(Slot::Told) && said.get(Slot::Way) == Some(-1);
        let from_today = said.has(Slot::Way) && !said.has(Slot::Told);
        let is_vague = matches!(
            cell.part,
            Part::SomeDay(..) | Part::SomeWeek | Part::SomeWeekend | Part::SomeMonth
        );
        if is_vague || looks_back || (self.history.is_some() && from_today) || self.is_remark(cell)
        {
            return;
        }
        self.told = Some(Told {
            cell,
            end: mention.end,
        });
        if matches!(cell.part, Part::Quarter(_)) && (self.quarter.is_none() || self.is_over(cell)) {
            self.quarter = Some(cell);
        }
    }

    /// Whether a history has left its time for a moment.
    fn is_remark(&self, cell: Cell) -> bool {
        let era = self.history.as_ref();
        era.zip(cell.year)
            .is_some_and(|(era, year)| !era.contains(&year.into()))
    }

    /// Whether `cell` had ended on the day of publication, so that there are results of it.
    fn is_over(&self, cell: Cell) -> bool {
        let days = cell.interval().zip(self.published);
        days.is_none_or(|(days, published)| days.last() < published.first())
    }

    fn date(&self, mention: &Mention) -> Option<Value> {
        let said = &mention.said;
        if let Some(vague) = said.get(Slot::Vague) {
            return Some(Value::Vague(vague_of(vague)));
        }
        let mut clock = clock(said);
        let cell = if let Some(unit) = said.unit() {
            if said.get(Slot::Count) == Some(super::number::SOME) && !said.has(Slot::Fixed) {
                return Some(Value::Vague(vague_of(said.get(Slot::Way).unwrap_or(0))));
            }
            if unit < Unit::Day {
                clock = clock.or(Some(Clock {
                    at: At::SomeTime,
                    utc: false,
                }));
            }
            self.counted(mention, unit)
        } else {
            self.named(mention)?
        };
        let cell = match (said.whole(), cell.interval()) {
            (Some(unit), Some(days)) => Cell::holding(days.first(), unit),
            _ => cell,
        };
        let cell = if said.has(Slot::Offset) {
            offset(cell, said)?
        } else {
            cell
        };
        if clock.is_some() && cell.unit() != Unit::Day {
            // `the morning` of a month that is told is the morning of some day.
            return Some(Value::Cell(cell, None));
        }
        Some(Value::Cell(cell, clock))
    }

    /// `two weeks ago`, `last year`, and what is said of it: `June last year`.
    fn counted(&self, mention: &Mention, unit: Unit) -> Cell {
        let said = &mention.said;
        let (unit, amount) = {
            let count = said.get(Slot::Count).unwrap_or(100);
            whole(
                unit,
                count.saturating_add(said.get(Slot::Plus).unwrap_or(0)),
            )
        };
        let amount = amount.saturating_mul(said.get(Slot::Way).unwrap_or(0));
        let told = self.told.map(|told| told.cell);
        // `a decade ago` tells a year, `last decade` ten.
        let (unit, amount) = match unit {
            Unit::Decade if said.has(Slot::Count) => (Unit::Year, amount.saturating_mul(10)),
            _ => (unit, amount),
        };
        let from_told = match said.get(Slot::Told) {
            None => None,
            Some(2) if unit == Unit::Quarter => self.reported(),
            Some(2) => told.filter(|cell| cell.unit() == unit),
            Some(3) => self
                .quarter
                .and_then(|quarter| told_shift(quarter, unit, amount)),
            Some(4) => told
                .filter(|_| self.history.is_some())
                .and_then(|told| told_shift(told, unit, amount)),
            // In news `the previous month` after a year is that before the publication.
            Some(_) => told
                .filter(|told| {
                    self.history.is_some() || told.unit() <= unit || said.has(Slot::Count)
                })
                .and_then(|told| told_shift(told, unit, amount)),
        };
        let cell = from_told.or_else(|| {
            let day = self.publication(unit)?;
            // Until Wednesday `the weekend` is the one that has been, unless the verb looks ahead.
            let over = unit == Unit::Weekend
                && amount == 0
                && day.weekday().to_monday_zero_offset() < 3
                && look(&self.reading, mention) != Some(Look::Ahead);
            let amount = if over { -1 } else { amount };
            Some(Cell::holding(shift(day, unit, amount)?, unit))
        });
        let cell = cell.unwrap_or(Cell::unknown(unknown(unit)));
        refined(cell, said)
    }

    /// The quarter last told, if it has begun long enough ago to be reported on.
    fn reported(&self) -> Option<Cell> {
        let quarter = self.quarter?;
        let Some(day) = self.publication(Unit::Quarter) else {
            return Some(quarter);
        };
        let current = Cell::holding(day, Unit::Quarter);
        (quarter != current).then_some(quarter)
    }

    /// The day of publication, or any day of it where it is no vaguer than `unit`.
    fn publication(&self, unit: Unit) -> Option<Date> {
        let published = self.published?;
        let alike = Cell::holding(published.first(), unit) == Cell::holding(published.last(), unit);
        alike.then(|| published.first())
    }

    /// A named day or part of the year: in the year that is told, or the one that fits.
    fn named(&self, mention: &Mention) -> Option<Cell> {
        let said = &mention.said;
        if let Some(year) = said.get(Slot::Year) {
            let year = year.try_into().ok()?;
            let year = if said.has(Slot::Era) {
                1_i16.checked_sub(year)?
            } else {
                year
            };
            let compared = self
                .quarter
                .filter(|_| said.has(Slot::Told) && !said.has(Slot::Era));
            return match compared {
                Some(quarter) => Some(Cell::of(year, quarter.part)),
                None => in_year(year, said),
            };
        }
        if let Some(century) = said.small(Slot::Century) {
            let year = (i16::from(century) - 1) * 100;
            return Some(Cell::of(
                if said.has(Slot::Era) {
                    -98 - year
                } else {
                    year
                },
                Part::Century,
            ));
        }
        if let Some(decade) = said.get(Slot::Decade) {
            return Some(Cell::of(decade_year(decade)?, Part::Decade));
        }
        if let Some(weekday) = said.small(Slot::Weekday)
            && !said.has(Slot::Day)
        {
            return Some(self.weekday(weekday, said, mention));
        }
        if has_part(said) {
            return Some(self.part(said, mention));
        }
        if said.get(Slot::Told) == Some(5) {
            return Some(Cell::unknown(Part::SomeDay(None, None)));
        }
        // A time of day: of the day told in the same sentence, else of the day of publication.
        let told = self
            .told
            .map(|told| told.cell)
            .filter(|cell| cell.unit() == Unit::Day);
        let published = self.publication(Unit::Day).map(Cell::day);
        let day = if said.has(Slot::Told) || self.history.is_some() {
            told.or(published)
        } else {
            self.told_here(mention).or(published)
        };
        Some(day.unwrap_or(Cell::unknown(Part::SomeDay(None, None))))
    }

    /// The day told earlier in the sentence of `mention`.
    fn told_here(&self, mention: &Mention) -> Option<Cell> {
        let told = self.told.filter(|told| told.cell.unit() == Unit::Day)?;
        let between = self.reading.tokens.get(told.end..mention.start)?;
        (between.len() < SENTENCE && !between.iter().any(|token| token.is(b'.')))
            .then_some(told.cell)
    }

    /// The day that dates without a year are counted from.
    fn base(&self) -> Option<Date> {
        if self.history.is_some() {
            return Some(self.told?.cell.interval()?.first());
        }
        self.publication(Unit::Day)
    }

    /// The day that the expression began with, where it is a range and this its end.
    fn beginning(&self) -> Option<Date> {
        Some(self.begun?.interval()?.first())
    }

    /// The day told just before, where it is such a weekday: `May 5 (Tuesday)`.
    fn just_told(&self, weekday: i8, mention: &Mention) -> Option<Cell> {
        let told = self.told.filter(|told| told.cell.unit() == Unit::Day)?;
        let day = told.cell.interval()?.first();
        let grammar = self.reading.grammar;
        let between = self.reading.tokens.get(told.end..mention.start)?;
        // `from June 3 to Monday` tells two days.
        let joined = between
            .iter()
            .any(|token| grammar.lexicon.is(token.word(), grammar.known.joins));
        let close = between.len() < CLOSE && !joined;
        (close && day.weekday().to_monday_one_offset() == weekday).then_some(told.cell)
    }

    fn weekday(&self, weekday: i8, said: &Said, mention: &Mention) -> Cell {
        if let Some(from) = self.beginning()
            && let Some(day) = arithmetic::weekday(from, weekday, 2)
        {
            return Cell::day(day);
        }
        if let Some(day) = self
            .just_told(weekday, mention)
            .filter(|_| !said.has(Slot::Way))
        {
            return day;
        }
        let told = self
            .told
            .filter(|_| said.has(Slot::Told))
            .and_then(|told| told.cell.interval());
        let base = told.map(Interval::first).or_else(|| self.base());
        let Some(base) = base else {
            return Cell::unknown(Part::Weekday(weekday));
        };
        let way = match said.small(Slot::Way) {
            Some(0) => match look(&self.reading, mention) {
                Some(Look::Behind) => -2,
                Some(Look::Ahead) | None => 2,
            },
            Some(way) => way,
            None => match look(&self.reading, mention) {
                Some(Look::Ahead) => 2,
                Some(Look::Behind) | None => -2,
            },
        };
        arithmetic::weekday(base, weekday, way)
            .map_or(Cell::unknown(Part::Weekday(weekday)), Cell::day)
    }

    /// How far a history would leap from the date told last to this one. It stays in a year that it has just named.
    fn leap(&self, cell: Cell, days: Interval, base: Date) -> i32 {
        let told = self.told.map(|told| told.cell);
        if told.is_some_and(|told| told.part == Part::Year && told.year == cell.year) {
            return 0;
        }
        arithmetic::distance(days, base)
    }

    /// A month, day, season, quarter or holiday without a year.
    fn part(&self, said: &Said, mention: &Mention) -> Cell {
        let unknown = || unknown_part(said);
        let Some(base) = self.beginning().or_else(|| self.base()) else {
            // A year is enough for what a year is said of: `this September`, published in 2024.
            let year = self
                .publication(Unit::Year)
                .filter(|_| said.get(Slot::Way) == Some(0));
            return year
                .and_then(|day| in_year(day.year(), said))
                .unwrap_or_else(unknown);
        };
        let year = base.year();
        let at = |step: i16| match (said.small(Slot::Day), said.has(Slot::Month)) {
            (Some(day), false) => {
                let month = shift(base.first_of_month(), Unit::Month, step.into())?;
                Some(Cell::day(Date::new(month.year(), month.month(), day).ok()?))
            }
            _ => in_year(year.checked_add(step)?, said),
        };
        let candidates: Vec<(Cell, Interval)> = [-1, 0, 1]
            .into_iter()
            .filter_map(at)
            .filter_map(|cell| Some((cell, cell.interval()?)))
            .collect();
        let behind = || {
            candidates
                .iter()
                .rev()
                .find(|(_, days)| days.first() <= base)
        };
        // A month that has just ended is `last month`, not `last May`.
        let before = || {
            let mut ended = candidates
                .iter()
                .rev()
                .filter(|(_, days)| days.last() < base);
            ended.find(|(cell, days)| {
                cell.unit() != Unit::Month || arithmetic::distance(*days, base) > 6
            })
        };
        let ahead = || candidates.iter().find(|(_, days)| days.last() >= base);
        let nearest = || {
            candidates
                .iter()
                .min_by_key(|(_, days)| arithmetic::distance(*days, base))
        };
        let within =
            |most: i32| nearest().filter(|(_, days)| arithmetic::distance(*days, base) <= most);
        let tense = || match look(&self.reading, mention) {
            Some(Look::Ahead) => ahead(),
            Some(Look::Behind) | None => behind(),
        };
        let is_day = said.has(Slot::Day) || said.has(Slot::Holiday);
        let chosen = match said.get(Slot::Way) {
            _ if self.begun.is_some() => ahead(),
            Some(..=-1) => before(),
            Some(0) => nearest(),
            Some(_) => ahead(),
            None if self.history.is_some() => candidates
                .iter()
                .min_by_key(|(cell, days)| self.leap(*cell, *days, base)),
            None if is_day => match look(&self.reading, mention) {
                Some(_) => within(NEAR).or_else(tense),
                None => within(FAR).or_else(behind),
            },
            None if said.has(Slot::Quarter) => match look(&self.reading, mention) {
                Some(Look::Ahead) => nearest(),
                _ => behind(),
            },
            None => tense(),
        };
        chosen.map_or_else(unknown, |(cell, _)| *cell)
    }
}

fn class(value: &Value) -> TimexType {
    match value {
        Value::Cell(_, Some(_)) => TimexType::Time,
        _ => TimexType::Date,
    }
}
