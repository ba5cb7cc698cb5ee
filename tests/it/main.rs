//! The program, run as people run it.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops where its ground gives way"
)]

mod copies;
mod crash;
mod index;
mod ledger;
mod measured_story;
mod packed;
mod readme;
mod search;
mod seeds;
mod similar;
mod streams;
mod support;
mod timeline;
mod who;
