//! The program, run as people run it.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops where its ground gives way"
)]

mod completions;
mod copies;
mod countries;
#[path = "../../examples/faults/damage.rs"]
mod damage;
#[cfg(unix)]
mod denied;
#[path = "../../examples/faults/disk.rs"]
mod disk;
mod faults;
#[path = "../../examples/faults/ground.rs"]
mod ground;
mod helps;
mod hidden;
mod index;
#[path = "../../examples/faults/kills.rs"]
mod kills;
mod ledger;
mod left_out;
mod listings;
mod measured_story;
mod moved;
mod name_forms;
mod names;
mod news;
mod news_told;
mod nothing;
mod packed;
mod queries;
mod quotations;
mod ranking;
mod readme;
#[cfg(unix)]
mod rebuilt;
mod rolling;
mod saved;
mod search;
mod seeds;
mod similar;
mod slips;
mod somebody;
mod sorted;
mod streams;
mod support;
mod timeline;
mod watch;
mod watch_folders;
mod who;
mod why;
