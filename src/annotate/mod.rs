//! Text in, values out: who is named and which days are told.

pub mod entities;
