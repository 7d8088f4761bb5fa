//! A disk in memory that SQLite writes to, and that fails on purpose.
//!
//! Every thread has a disk of its own, with a trace of everything that was done to it. From a trace, [`Trace::crashed`] gives
//! what a disk may hold after the program was killed, or the power lost, at any moment. A [`Fault`] makes a running program
//! see a full disk or a failing one.
//!
//! One connection at a time: locks are always granted.

mod disk;
mod vfs;

pub use disk::{Crash, Disk, Fault, Files, Trace};
pub use vfs::install;
