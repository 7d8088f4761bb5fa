//! What is done to a journal once in a while and not with every request: noting the day on which it was used, for whoever runs the
//! mailbox, and forgetting requests that nobody could play again.

use nourish_sync::JournalId;
use std::collections::HashSet;

/// Seconds of a day.
pub(crate) const DAY_S: i64 = 86_400;
/// Most journals that are remembered at once: one that was forgotten is noted again.
const REMEMBERED: usize = 100_000;

/// The journals that it was done to in the day, or what else the time is counted in.
#[derive(Debug)]
pub(crate) struct Noted {
    each_s: i64,
    period: Option<i64>,
    journals: HashSet<JournalId>,
}

/// The day of a time in seconds since 1970, in days since 1970; none where nobody told the time.
pub(crate) fn day_of(now_s: i64) -> Option<i64> {
    (now_s > 0).then_some(now_s / DAY_S)
}

impl Noted {
    /// What is done once in so many seconds.
    pub(crate) fn each(each_s: i64) -> Self {
        Self { each_s, period: None, journals: HashSet::new() }
    }

    /// The day, say, in which it is to be done to a journal that is used now; none where it was done.
    pub(crate) fn due(&mut self, journal: JournalId, now_s: i64) -> Option<i64> {
        let now = (now_s > 0).then_some(now_s / self.each_s);
        if self.period != now || self.journals.len() >= REMEMBERED {
            *self = Self { period: now, ..Self::each(self.each_s) };
        }
        now.filter(|_| self.journals.insert(journal))
    }

    /// Forgets what was noted: it was undone.
    pub(crate) fn forget(&mut self) {
        self.journals.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_is_noted_once_a_day_and_again_after_that_was_undone() {
        let mut noted = Noted::each(DAY_S);
        let [one, other] = [1, 2].map(|byte| JournalId::from_bytes([byte; 16]));
        assert_eq!(noted.due(one, 0), None, "nobody told the time");
        assert_eq!((noted.due(one, 86_400), noted.due(one, 2 * 86_400 - 1)), (Some(1), None));
        assert_eq!(noted.due(other, 86_401), Some(1));
        assert_eq!((noted.due(one, 2 * 86_400), noted.due(one, 2 * 86_400 + 5)), (Some(2), None));
        noted.forget();
        assert_eq!(noted.due(one, 2 * 86_400 + 5), Some(2));
    }
}
