//! Measures the journal file beside what it could have been: plain SQLite rows, and SQLCipher.
//!
//! Every design gets the same entries, does the same operations in turns within one run, and must give the same answers. What
//! counts are the ratios of one round; `README.md` says what is measured and why so.
#![forbid(unsafe_code)]

pub mod answers;
pub mod command;
pub mod comparison;
pub mod design;
pub mod error;
pub mod generator;
pub mod journal;
pub mod logged;
pub mod measure;
pub mod memory;
pub mod ours;
pub mod random;
pub mod reads;
pub mod round;
pub mod rows;
pub mod rules;
pub mod show;
pub mod statistics;
pub mod sync;
pub mod writes;
