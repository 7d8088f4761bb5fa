//! On which day a journal was last used: noted once a day and journal, for whoever runs the mailbox.

use nourish_sync::JournalId;
use std::collections::HashSet;

/// Seconds of a day.
const DAY_S: i64 = 86_400;
/// Most journals that are remembered at once: one that was forgotten is noted again.
const REMEMBERED: usize = 100_000;

/// The journals that were noted today.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    day: Option<i64>,
    journals: HashSet<JournalId>,
}

/// The day of a time in seconds since 1970, in days since 1970; none where nobody told the time.
pub(crate) fn day_of(now_s: i64) -> Option<i64> {
    (now_s > 0).then_some(now_s / DAY_S)
}

impl Noted {
    /// The day to note at a journal that is used now; none where it was noted.
    pub(crate) fn due(&mut self, journal: JournalId, now_s: i64) -> Option<i64> {
        let today = day_of(now_s);
        if self.day != today || self.journals.len() >= REMEMBERED {
            *self = Self { day: today, journals: HashSet::new() };
        }
        today.filter(|_| self.journals.insert(journal))
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
        let mut noted = Noted::default();
        let [one, other] = [1, 2].map(|byte| JournalId::from_bytes([byte; 16]));
        assert_eq!(noted.due(one, 0), None, "nobody told the time");
        assert_eq!((noted.due(one, 86_400), noted.due(one, 2 * 86_400 - 1)), (Some(1), None));
        assert_eq!(noted.due(other, 86_401), Some(1));
        assert_eq!((noted.due(one, 2 * 86_400), noted.due(one, 2 * 86_400 + 5)), (Some(2), None));
        noted.forget();
        assert_eq!(noted.due(one, 2 * 86_400 + 5), Some(2));
    }
}
