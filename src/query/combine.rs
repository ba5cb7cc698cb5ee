//! Combines queries in a normal form, and takes them apart.
//!
//! In normal form `And` and `Or` have two or more children, none of their own sort and none `All`, and `Not` has no
//! `Not`.

use super::Query;

impl Query {
    /// Both hold.
    ///
    /// ```
    /// # use dateline::query::{Matching, Reading, Query, plain};
    /// # let reading = Reading { today: jiff::civil::date(2024, 7, 17), matching: Matching::All };
    /// let storm = plain("storm", &reading).and(Query::All);
    /// assert_eq!(storm.and(plain("coast road", &reading)).to_string(), "storm coast road");
    /// ```
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::all_of([self, other])
    }

    /// All of them hold: `All` if there are none.
    pub fn all_of(queries: impl IntoIterator<Item = Self>) -> Self {
        let mut children = Vec::new();
        for query in queries {
            match query {
                Self::All => {}
                Self::And(inner) => children.extend(inner),
                other => children.push(other),
            }
        }
        match children.len() {
            0 | 1 => children.pop().unwrap_or(Self::All),
            _ => Self::And(children),
        }
    }

    /// At least one of them holds: no story if there are none.
    pub fn any_of(queries: impl IntoIterator<Item = Self>) -> Self {
        let mut children = Vec::new();
        for query in queries {
            match query {
                Self::All => return Self::All,
                Self::Or(inner) => children.extend(inner),
                other => children.push(other),
            }
        }
        match children.len() {
            0 | 1 => children.pop().unwrap_or_else(Self::nothing),
            _ => Self::Or(children),
        }
    }

    /// The query without its words.
    ///
    /// ```
    /// # use dateline::query::{Matching, Reading, parse};
    /// # let reading = Reading { today: jiff::civil::date(2024, 7, 17), matching: Matching::All };
    /// let query = parse("storm (coast OR who:merkel) source:wire -drill", &reading).unwrap();
    /// assert_eq!(query.conditions().to_string(), "source:wire -drill");
    /// ```
    #[must_use]
    pub fn conditions(&self) -> Self {
        self.with_positive(&|leaf| match leaf {
            Self::Text(_) => Self::All,
            other => other.clone(),
        })
    }

    /// The query with each of its [positive](Self::positive) parts replaced.
    #[must_use]
    pub fn with_positive(&self, replace: &impl Fn(&Self) -> Self) -> Self {
        let each = |parts: &[Self]| -> Vec<Self> {
            let parts = parts.iter();
            parts.map(|part| part.with_positive(replace)).collect()
        };
        match self {
            Self::And(parts) => Self::all_of(each(parts)),
            Self::Or(parts) => Self::any_of(each(parts)),
            Self::All | Self::Not(_) => self.clone(),
            leaf => replace(leaf),
        }
    }

    /// It does not hold.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// No story at all.
    pub fn nothing() -> Self {
        Self::All.negated()
    }

    /// The texts, names, times and facts asked for, in the order of the query, without those under a `Not`.
    ///
    /// ```
    /// # use dateline::query::{Matching, Reading, Query, parse};
    /// # let reading = Reading { today: jiff::civil::date(2024, 7, 17), matching: Matching::All };
    /// let query = parse("storm (coast OR who:merkel) -drill", &reading).unwrap();
    /// let wanted: Vec<String> = query.positive().map(Query::to_string).collect();
    /// assert_eq!(wanted, ["storm", "coast", "who:merkel"]);
    /// ```
    pub fn positive(&self) -> impl Iterator<Item = &Self> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            loop {
                match waiting.pop()? {
                    Self::And(children) | Self::Or(children) => {
                        waiting.extend(children.iter().rev());
                    }
                    Self::All | Self::Not(_) => {}
                    leaf => return Some(leaf),
                }
            }
        })
    }
}
