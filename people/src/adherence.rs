//! What of a day is written down.

use crate::person::Thoroughness;
use crate::random::Sequence;
use crate::rates;
use crate::today::{Purpose, Today};

/// What of a day is written down: nothing, the morning, or all of it, less what was forgotten.
pub(crate) struct Diary {
    open: bool,
    whole: bool,
    kept_per_mille: u32,
    draws: Sequence,
}

impl Diary {
    pub(crate) fn of(today: &Today<'_>) -> Self {
        let of_kind = |shares: [u32; 3]| match today.person.thoroughness {
            Thoroughness::Thorough => shares[0],
            Thoroughness::Usual => shares[1],
            Thoroughness::Sparse => shares[2],
        };
        let mut draws = today.draws(Purpose::Adherence);
        let week = u64::from(today.index.div_euclid(7).cast_unsigned());
        let missed = today.person.own_per_mille(&[Purpose::Week as u64, week]) < of_kind(rates::MISSED_WEEKS);
        let in_hospital = today.since_surgery().is_some_and(|days| days < rates::HOSPITAL_DAYS);
        let logged = if in_hospital { rates::LOGGED_IN_HOSPITAL } else { of_kind(rates::LOGGED_DAYS) };
        // A journal begins on the day on which somebody begins it.
        let open = today.index == 0 || (draws.per_mille(logged) && !missed);
        let whole = !draws.per_mille(of_kind(rates::HALF_DAYS));
        Self { open, whole, kept_per_mille: of_kind(rates::KEPT), draws }
    }

    /// Whether anything is written down.
    pub(crate) const fn is_open(&self) -> bool {
        self.open
    }

    /// Whether something of the morning is.
    pub(crate) fn morning(&mut self) -> bool {
        self.open && self.draws.per_mille(self.kept_per_mille)
    }

    /// Whether something of the later day is.
    pub(crate) fn evening(&mut self) -> bool {
        self.open && self.whole && self.draws.per_mille(self.kept_per_mille)
    }

    /// Whether the weekly report is.
    pub(crate) fn weekly(&mut self, today: &Today<'_>) -> bool {
        let filled = match today.person.thoroughness {
            Thoroughness::Thorough => rates::WEEKLY_REPORTS[0],
            Thoroughness::Usual => rates::WEEKLY_REPORTS[1],
            Thoroughness::Sparse => rates::WEEKLY_REPORTS[2],
        };
        self.draws.per_mille(filled)
    }
}
