//! Resolves what an expression says to what it means, counted from the day of publication or from the last date
//! mentioned.
//!
//! 1. A duration or a set means the same in any context.
//! 2. `two weeks ago`, `last year`: a unit, and how many of it, counted from a day ([`Resolver::counted`]).
//! 3. `May 5`, `last Friday`, `the third quarter`: a named part of a year or week, with the year given or inferred
//!    ([`super::named`]).
//!
//! What cannot be inferred stays unknown: `XXXX-05-05`.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::arithmetic::shift;
use super::dateline::is_eastern;
use super::grammar::Meaning;
use super::matching::Part as Mention;
use super::meaning::{clock, length, recurring, vague_of, whole};
use super::reading::Reading;
use super::relative::{offset, refined, told_alike, told_shift, unknown};
use super::said::{Base, Said, Slot};
use super::tense::{Look, look, opens};
use super::value::{At, Cell, Clock, Part, Unit, Value};
use crate::story::{Interval, TimexType};

/// From the middle of a quarter to its end, in days.
pub(super) const HALF_QUARTER: i32 = 45;

/// Longer sentences, in tokens, are not searched.
const SENTENCE: usize = 80;

/// The reference dates of a story, updated as its expressions are resolved in order.
pub(super) struct Resolver<'a> {
    pub(super) reading: Reading<'a>,
    pub(super) published: Option<Interval>,
    /// The last date mentioned.
    pub(super) told: Option<Told>,
    /// The last day mentioned.
    pub(super) day: Option<Told>,
    /// The last quarter mentioned: its results are compared with those of the year before.
    pub(super) quarter: Option<Cell>,
    /// The first month of the last sentence that mentions one.
    pub(super) month: Option<Told>,
    /// Whether the current expression consists of several dates.
    several: bool,
    /// The token after the last duration in months.
    pub(super) months: Option<usize>,
    /// The date before this one in the same expression: a range ends after it begins.
    pub(super) begun: Option<Cell>,
    /// What is said by the end of the current range.
    pub(super) range_end: Option<Said>,
    /// Whether the story was filed in the Far East, where the day begins early.
    pub(super) eastern: bool,
    /// The years that the story is about, if it is a history: then each date is counted from the one before.
    pub(super) history: Option<RangeInclusive<i32>>,
}

/// A date that has been mentioned, and the token after it.
#[derive(Clone, Copy)]
pub(super) struct Told {
    pub(super) cell: Cell,
    pub(super) end: usize,
    /// Whether it was mentioned with its year, or follows a date that was.
    pub(super) dated: bool,
    /// Whether it began its sentence.
    pub(super) opens: bool,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(
        reading: Reading<'a>,
        published: Option<Interval>,
        history: Option<RangeInclusive<i32>>,
    ) -> Self {
        Self {
            eastern: is_eastern(&reading),
            reading,
            published,
            told: None,
            day: None,
            quarter: None,
            month: None,
            several: false,
            months: None,
            begun: None,
            range_end: None,
            history,
        }
    }

    /// Begins a new expression, which may consist of several dates.
    pub(super) fn begin(&mut self, parts: &[Mention]) {
        self.begun = None;
        self.several = parts.len() > 1;
        self.range_end = match parts {
            [first, end] if self.leads_to(end) || self.lies_between(first) => Some(end.said),
            _ => None,
        };
    }

    /// Whether `to` or the like precedes the mention.
    fn leads_to(&self, mention: &Mention) -> bool {
        let (reading, known) = (&self.reading, &self.reading.grammar.known);
        let before = mention.start.checked_sub(1);
        before.is_some_and(|at| {
            reading.is(at, known.to) || reading.is(at, known.until) || reading.is_mark(at, b'-')
        })
    }

    /// Whether `between` precedes the mention.
    fn lies_between(&self, mention: &Mention) -> bool {
        let before = mention.start.checked_sub(1);
        before.is_some_and(|at| self.reading.is(at, self.reading.grammar.known.between))
    }

    /// The type and the value of a mention; `None` if there is no such day.
    pub(super) fn resolve(
        &mut self,
        meaning: Meaning,
        mention: &Mention,
    ) -> Option<(TimexType, Value)> {
        let said = &mention.said;
        match meaning {
            Meaning::Duration => {
                if said.unit() == Some(Unit::Month) && said.has(Slot::Count) {
                    self.months = Some(mention.end);
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

    /// Remembers a date as the last one mentioned, unless it only counts back from another.
    fn tell(&mut self, cell: Cell, mention: &Mention) {
        let said = &mention.said;
        // `The quarter ended June 30` is the one reported on, if none has been mentioned.
        let reported = || self.quarter.is_none() && self.ended(mention) == Some(cell);
        let looks_back = said.has(Slot::Told) && said.get(Slot::Way) == Some(-1) && !reported();
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
            dated: said.has(Slot::Year) || self.tale(said, mention) == Some(cell),
            opens: opens(&self.reading, mention),
        });
        if cell.unit() == Unit::Day {
            self.day = self.told;
        }
        if matches!(cell.part, Part::Month(_)) && !self.several {
            let first = self
                .month
                .is_none_or(|told| !self.is_same_sentence(told, mention));
            self.month = if first { self.told } else { self.month };
        } else if cell.unit() != Unit::Day {
            self.month = None;
        }
        if matches!(cell.part, Part::Quarter(_)) {
            self.months = None;
        }
        if matches!(cell.part, Part::Quarter(_)) && (self.quarter.is_none() || self.is_over(cell)) {
            self.quarter = Some(cell);
        }
    }

    /// Whether `cell` is outside the years of a history: a remark, from which nothing is counted.
    fn is_remark(&self, cell: Cell) -> bool {
        let era = self.history.as_ref();
        era.zip(cell.year)
            .is_some_and(|(era, year)| !era.contains(&year.into()))
    }

    /// Whether `cell` had ended by the day of publication, so that there are results for it.
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
        let cell = if said.has(Slot::Offset) {
            offset(cell, said)?
        } else {
            cell
        };
        let cell = match (said.whole(), cell.interval()) {
            (Some(unit), Some(days)) => around(days.first(), unit)?,
            _ => cell,
        };
        if clock.is_some() && cell.unit() != Unit::Day {
            // `the morning` after a month was mentioned is the morning of some day of it.
            return Some(Value::Cell(cell, None));
        }
        Some(Value::Cell(cell, clock))
    }

    /// `two weeks ago`, `last year`, and a named part of it: `June last year`.
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
        // `a decade ago` is a year, `last decade` is ten.
        let (unit, amount) = match unit {
            Unit::Decade if said.has(Slot::Count) => (Unit::Year, amount.saturating_mul(10)),
            _ => (unit, amount),
        };
        let from_told = match said.counts_from() {
            None => None,
            Some(Base::Event) => {
                let day = self.beside(mention, amount);
                return day.unwrap_or(Cell::unknown(Part::SomeDay(None, None)));
            }
            Some(Base::Unit) if unit == Unit::Quarter => {
                self.ended(mention).or_else(|| self.reported())
            }
            Some(Base::Unit) if unit == Unit::Week => self.week_told(),
            Some(Base::Unit) if unit == Unit::Day => self.day_told(),
            Some(Base::Unit) => told.filter(|cell| cell.unit() == unit),
            Some(Base::Compared) => self
                .month_told(mention)
                .and_then(|month| told_alike(month, unit, amount))
                .or_else(|| told_shift(self.compared(mention)?, unit, amount)),
            Some(Base::Alike) => told.and_then(|told| told_alike(told, unit, amount)),
            Some(Base::History) => told
                .filter(|_| self.history.is_some())
                .and_then(|told| told_shift(told, unit, amount)),
            // In news `the previous month` after a year is the month before the publication.
            Some(Base::Last | Base::None) => told
                .filter(|told| {
                    self.history.is_some() || told.unit() <= unit || said.has(Slot::Count)
                })
                .and_then(|told| told_shift(told, unit, amount)),
        };
        // `Two days later it fell`, with no date before it, is not two days after the publication.
        let told_over = || {
            said.counts_from() == Some(Base::Last)
                && amount > 0
                && look(&self.reading, mention) == Some(Look::Behind)
        };
        let cell = from_told.or_else(|| {
            let day = self.publication(unit).filter(|_| !told_over())?;
            let over = unit == Unit::Weekend && amount == 0 && self.is_weekend_over(day, mention);
            let amount = if over { -1 } else { amount };
            Some(Cell::holding(shift(day, unit, amount)?, unit))
        });
        let cell = cell.unwrap_or(Cell::unknown(unknown(unit)));
        refined(cell, said)
    }

    /// Whether `the weekend` is the past one: until Wednesday unless the verb is in the future, and until Friday if it
    /// is in the past.
    fn is_weekend_over(&self, day: Date, mention: &Mention) -> bool {
        let look = look(&self.reading, mention);
        match day.weekday().to_monday_zero_offset() {
            ..3 => look != Some(Look::Ahead),
            3 | 4 => mention.said.has(Slot::Told) && look == Some(Look::Behind),
            _ => false,
        }
    }

    /// Whether `mention` is in the same sentence as a date mentioned before.
    pub(super) fn is_same_sentence(&self, told: Told, mention: &Mention) -> bool {
        let mut between = told.end..mention.start;
        between.len() < SENTENCE && !between.any(|at| self.reading.ends_sentence(at))
    }

    /// The day of publication, or the first day of a vaguer date of publication that is no longer than `unit`.
    pub(super) fn publication(&self, unit: Unit) -> Option<Date> {
        let published = self.published?;
        let alike = Cell::holding(published.first(), unit) == Cell::holding(published.last(), unit);
        alike.then(|| published.first())
    }
}

/// The cell of this unit around a day; for a Monday or Tuesday, the weekend before it.
fn around(day: Date, unit: Unit) -> Option<Cell> {
    let early = day.weekday().to_monday_zero_offset() < 2;
    let day = if unit == Unit::Weekend && early {
        shift(day, Unit::Day, -2)?
    } else {
        day
    };
    Some(Cell::holding(day, unit))
}

fn class(value: &Value) -> TimexType {
    match value {
        Value::Cell(_, Some(_)) => TimexType::Time,
        _ => TimexType::Date,
    }
}
