//! What every design can do.

use crate::answers::{DaySums, Today};
use crate::error::BenchError;
use crate::logged::Logged;
use nourish_record::CalendarDay;
use std::time::Duration;

/// An open journal of some design. Dropping it closes it.
pub trait Journal {
    /// Takes many entries in one transaction, adding none twice.
    ///
    /// # Errors
    /// What the design may say, here as below.
    fn import(&mut self, entries: &[Logged]) -> Result<(), BenchError>;

    /// Logs one entry in a transaction of its own.
    ///
    /// # Errors
    /// As above.
    fn insert(&mut self, entry: &Logged) -> Result<(), BenchError>;

    /// Has an entry at hand, as if it were on the screen; never measured.
    ///
    /// # Errors
    /// As above.
    fn show(&mut self, _entry: &Logged) -> Result<(), BenchError> {
        Ok(())
    }

    /// Corrects an entry that was shown: `entry` says what stands from now on.
    ///
    /// # Errors
    /// As above.
    fn amend(&mut self, entry: &Logged) -> Result<(), BenchError>;

    /// Takes an entry back that was shown.
    ///
    /// # Errors
    /// As above.
    fn retract(&mut self, entry: &Logged) -> Result<(), BenchError>;

    /// Does what the design puts off, if that is due; `true` if it was.
    ///
    /// # Errors
    /// As above.
    fn catch_up(&mut self) -> Result<bool, BenchError> {
        Ok(false)
    }

    /// The longest single step of what was put off so far.
    fn longest_step(&self) -> Duration {
        Duration::ZERO
    }

    /// The sums of the days from `from` to `to` that have anything on them, in order.
    ///
    /// # Errors
    /// As above.
    fn sums(&self, from: CalendarDay, to: CalendarDay) -> Result<Vec<DaySums>, BenchError>;

    /// Everything of a day, and its sums.
    ///
    /// # Errors
    /// As above.
    fn today(&self, day: CalendarDay) -> Result<Today, BenchError>;
}
