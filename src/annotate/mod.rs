//! Text in, values out: who is named and which days are told.
//!
//! [`annotate`] is the door. Behind it: [`language`] says what a text is written in, [`tokens`] what its words are,
//! [`sentences`] where its sentences end, [`entities`] whom it names and [`dates`] which days it tells.
//!
//! Nothing here knows a file, the clock or the index: a story means the same wherever it came from.

pub mod dates;
pub mod language;
pub mod sentences;
pub mod tokens;
