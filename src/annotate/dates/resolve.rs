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
use super::matching::Mention;
use super::meaning::{clock, length, recurring, vague_of, whole};
use super::reading::Reading;
use super::relative::{offset, refined, shift_cell, shift_same_unit, unknown};
use super::slots::{Base, Slot, Slots};
use super::tense::{Tense, opens, tense};
use super::value::{Cell, Clock, Part, TimeOfDay, Unit, Value};
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
    pub(super) anchor: Option<Anchor>,
    /// The last day mentioned.
    pub(super) day: Option<Anchor>,
    /// The last date mentioned, if it is outside the years of a history: only its own sentence counts from it.
    remark: Option<Anchor>,
    /// The last quarter mentioned: its results are compared with those of the year before.
    pub(super) quarter: Option<Cell>,
    /// The first month of the last sentence that mentions one.
    pub(super) month: Option<Anchor>,
    /// Whether the current expression consists of several dates.
    several: bool,
    /// The token after the last duration in months.
    pub(super) months: Option<usize>,
    /// The date before this one in the same expression: a range ends after it begins.
    pub(super) begun: Option<Cell>,
    /// What the end of the current range says.
    pub(super) range_end: Option<Slots>,
    /// Whether the story was filed in the Far East, where the day begins early.
    pub(super) eastern: bool,
    /// The years that the story is about, if it is a history: then each date is counted from the one before.
    pub(super) history: Option<RangeInclusive<i32>>,
}

/// A date that has been mentioned, its first token, and the token after it.
#[derive(Clone, Copy)]
pub(super) struct Anchor {
    pub(super) cell: Cell,
    pub(super) start: usize,
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
            anchor: None,
            day: None,
            remark: None,
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
            [first, end] if self.follows_to(end) || self.follows_between(first) => Some(end.slots),
            _ => None,
        };
    }

    /// Whether `to` or the like precedes the mention.
    fn follows_to(&self, mention: &Mention) -> bool {
        let (reading, classes) = (&self.reading, &self.reading.grammar.classes);
        let before = mention.start.checked_sub(1);
        before.is_some_and(|at| {
            reading.is(at, classes.to) || reading.is(at, classes.until) || reading.is_mark(at, b'-')
        })
    }

    /// Whether `between` precedes the mention.
    fn follows_between(&self, mention: &Mention) -> bool {
        let before = mention.start.checked_sub(1);
        before.is_some_and(|at| self.reading.is(at, self.reading.grammar.classes.between))
    }

    /// The type and the value of a mention; `None` if there is no such day.
    pub(super) fn resolve(
        &mut self,
        meaning: Meaning,
        mention: &Mention,
    ) -> Option<(TimexType, Value)> {
        let slots = &mention.slots;
        match meaning {
            Meaning::Duration => {
                if slots.unit() == Some(Unit::Month) && slots.has(Slot::Count) {
                    self.months = Some(mention.end);
                }
                Some((TimexType::Duration, length(slots)?))
            }
            Meaning::Set => Some((TimexType::Set, recurring(slots)?)),
            Meaning::Date => {
                let value = self.date(mention)?;
                if let Value::Cell(cell, _) = value
                    && cell.year.is_some()
                {
                    self.remember(cell, mention);
                    self.begun = Some(cell);
                }
                Some((class(&value), value))
            }
            Meaning::Nothing | Meaning::Part => None,
        }
    }

    /// Remembers a date as the last one mentioned, unless it only counts back from another.
    fn remember(&mut self, cell: Cell, mention: &Mention) {
        let slots = &mention.slots;
        // `The quarter ended June 30` is the one reported on, if none has been mentioned.
        let reported = || self.quarter.is_none() && self.ended(mention) == Some(cell);
        let looks_back = slots.has(Slot::Base) && slots.get(Slot::Way) == Some(-1) && !reported();
        let from_today = slots.has(Slot::Way) && !slots.has(Slot::Base);
        let is_vague = matches!(
            cell.part,
            Part::SomeDay(..) | Part::SomeWeek | Part::SomeWeekend | Part::SomeMonth
        );
        if is_vague || looks_back || (self.history.is_some() && from_today) {
            return;
        }
        let anchor = Anchor {
            cell,
            start: mention.start,
            end: mention.end,
            dated: slots.has(Slot::Year) || self.in_narrative(slots, mention) == Some(cell),
            opens: opens(&self.reading, mention),
        };
        self.remark = Some(anchor).filter(|_| self.is_remark(cell));
        if self.remark.is_some() {
            return;
        }
        self.anchor = Some(anchor);
        if cell.unit() == Unit::Day {
            self.day = self.anchor;
        }
        if matches!(cell.part, Part::Month(_)) && !self.several {
            let first = self
                .month
                .is_none_or(|anchor| !self.is_same_sentence(anchor, mention));
            self.month = if first { self.anchor } else { self.month };
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
        let slots = &mention.slots;
        if let Some(vague) = slots.get(Slot::Vague) {
            return Some(Value::Vague(vague_of(vague)));
        }
        let mut clock = clock(slots);
        let cell = if let Some(unit) = slots.unit() {
            if slots.get(Slot::Count) == Some(super::number::SOME) && !slots.has(Slot::Fixed) {
                return Some(Value::Vague(vague_of(slots.get(Slot::Way).unwrap_or(0))));
            }
            if unit < Unit::Day {
                clock = clock.or(Some(Clock {
                    at: TimeOfDay::SomeTime,
                    utc: false,
                }));
            }
            self.counted(mention, unit)
        } else {
            self.named(mention)?
        };
        let cell = if slots.has(Slot::Offset) {
            offset(cell, slots)?
        } else {
            cell
        };
        let cell = match (slots.whole(), cell.interval()) {
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
        let slots = &mention.slots;
        let (unit, amount) = {
            let count = slots.get(Slot::Count).unwrap_or(100);
            whole(
                unit,
                count.saturating_add(slots.get(Slot::Plus).unwrap_or(0)),
            )
        };
        let amount = amount.saturating_mul(slots.get(Slot::Way).unwrap_or(0));
        let remark = self
            .remark
            .filter(|remark| self.is_same_sentence(*remark, mention));
        let anchor = remark.or(self.anchor).map(|anchor| anchor.cell);
        // `a decade ago` is a year, `last decade` is ten.
        let (unit, amount) = match unit {
            Unit::Decade if slots.has(Slot::Count) => (Unit::Year, amount.saturating_mul(10)),
            _ => (unit, amount),
        };
        let from_told = match slots.counts_from() {
            None => None,
            Some(Base::Event) => {
                let day = self.adjacent_day(mention, amount);
                return day.unwrap_or(Cell::unknown(Part::SomeDay(None, None)));
            }
            Some(Base::Unit) if unit == Unit::Quarter => {
                self.ended(mention).or_else(|| self.reported())
            }
            Some(Base::Unit) if unit == Unit::Week => self.week_of_anchor(),
            Some(Base::Unit) if unit == Unit::Day => self.day_of_anchor(),
            Some(Base::Unit) => anchor.filter(|cell| cell.unit() == unit),
            Some(Base::Compared) => self
                .month_in_sentence(mention)
                .and_then(|month| shift_same_unit(month, unit, amount))
                .or_else(|| shift_cell(self.compared(mention)?, unit, amount)),
            Some(Base::Alike) => anchor.and_then(|anchor| shift_same_unit(anchor, unit, amount)),
            Some(Base::History) => anchor
                .filter(|_| self.history.is_some())
                .and_then(|anchor| shift_cell(anchor, unit, amount)),
            // In news `the previous month` after a year is the month before the publication.
            Some(Base::Last | Base::None) => anchor
                .filter(|anchor| {
                    self.history.is_some() || anchor.unit() <= unit || slots.has(Slot::Count)
                })
                .and_then(|anchor| shift_cell(anchor, unit, amount)),
        };
        // `Two days later it fell`, with no date before it, is not two days after the publication.
        let is_past = || {
            slots.counts_from() == Some(Base::Last)
                && amount > 0
                && tense(&self.reading, mention) == Some(Tense::Past)
        };
        let cell = from_told.or_else(|| {
            let day = self.publication(unit).filter(|_| !is_past())?;
            let over = unit == Unit::Weekend && amount == 0 && self.is_weekend_over(day, mention);
            let amount = if over { -1 } else { amount };
            Some(Cell::containing(shift(day, unit, amount)?, unit))
        });
        let cell = cell.unwrap_or(Cell::unknown(unknown(unit)));
        refined(cell, slots)
    }

    /// Whether `the weekend` is the past one: until Wednesday unless the verb is in the future, and until Friday if it
    /// is in the past.
    fn is_weekend_over(&self, day: Date, mention: &Mention) -> bool {
        let tense = tense(&self.reading, mention);
        match day.weekday().to_monday_zero_offset() {
            ..3 => tense != Some(Tense::Future),
            3 | 4 => mention.slots.has(Slot::Base) && tense == Some(Tense::Past),
            _ => false,
        }
    }

    /// Whether `mention` is in the same sentence as a date mentioned before.
    pub(super) fn is_same_sentence(&self, anchor: Anchor, mention: &Mention) -> bool {
        let mut between = anchor.end..mention.start;
        between.len() < SENTENCE && !between.any(|at| self.reading.ends_sentence(at))
    }

    /// The day of publication, or the first day of a vaguer date of publication that is no longer than `unit`.
    pub(super) fn publication(&self, unit: Unit) -> Option<Date> {
        let published = self.published?;
        let alike =
            Cell::containing(published.first(), unit) == Cell::containing(published.last(), unit);
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
    Some(Cell::containing(day, unit))
}

fn class(value: &Value) -> TimexType {
    match value {
        Value::Cell(_, Some(_)) => TimexType::Time,
        _ => TimexType::Date,
    }
}
