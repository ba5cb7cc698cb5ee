//! The question, independent of what runs it.

mod ast;

pub use ast::{
    Axis, DateFilter, DateRange, Fact, FactField, NameFilter, Pattern, Query, Relation, Text,
};
