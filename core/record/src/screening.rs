//! What counts as a nutrition screen that was done, and for how long.

use crate::day::CalendarDay;
use crate::fact::{Finding, FindingItem};
use crate::summary::DaySummary;
use std::collections::BTreeSet;

/// How recent and how complete what a nutrition screen computes from has to be. The tables of the rules say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenNeeds {
    /// A weight, and a clinician's screen, is good for so many days after its own.
    pub weight_days: i32,
    /// Intake of so many days, the last one included,
    pub intake_days: i32,
    /// is known on at least so many of them.
    pub intake_days_needed: i32,
}

/// How the nutrition screen stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NutritionScreen {
    /// The day of the latest weight that is still good.
    pub weighed_on: Option<CalendarDay>,
    /// The last day on which intake is known, where it is on enough of them.
    pub eaten_on: Option<CalendarDay>,
    /// The day of a clinician's finished screen that is still good.
    pub by_clinician_on: Option<CalendarDay>,
}

impl NutritionScreen {
    /// Whether it is done: by a clinician, or because the journal holds the weight and the intake that screens compute from.
    pub const fn is_done(&self) -> bool {
        self.by_clinician_on.is_some() || (self.weighed_on.is_some() && self.eaten_on.is_some())
    }
}

impl ScreenNeeds {
    /// How the screen stands on the day `on`: with the latest weight and the latest [finished screen](Finding::is_finished_screen) up to that
    /// day, and the days whose [intake is known](DaySummary::is_intake_known).
    ///
    /// ```
    /// use nourish_record::{CalendarDay, ScreenNeeds};
    ///
    /// let needs = ScreenNeeds { weight_days: 7, intake_days: 7, intake_days_needed: 4 };
    /// let monday: CalendarDay = "2026-11-02".parse().unwrap();
    /// let eaten = monday.through(monday.plus(3)).collect();
    /// let on = |after| needs.on(monday.plus(after), Some(monday), None, &eaten).is_done();
    /// assert_eq!([2, 3, 6, 7].map(on), [false, true, true, false]);
    /// ```
    #[must_use]
    pub fn on(
        &self,
        on: CalendarDay,
        weighed: Option<CalendarDay>,
        screened: Option<CalendarDay>,
        eaten: &BTreeSet<CalendarDay>,
    ) -> NutritionScreen {
        let is_good = |day: &CalendarDay| (0..=self.weight_days).contains(&on.days_since(*day));
        let week = || eaten.range(on.plus(1 - self.intake_days.max(1))..=on);
        let enough = i32::try_from(week().count()).is_ok_and(|days| days >= self.intake_days_needed);
        NutritionScreen {
            weighed_on: weighed.filter(is_good),
            eaten_on: week().next_back().copied().filter(|_| enough),
            by_clinician_on: screened.filter(is_good),
        }
    }
}

impl DaySummary {
    /// Whether what was eaten on the day is known: its energy by any way, or the share of the usual of the whole day. One meal's share, or a
    /// drink of unknown energy, says nothing of a day.
    pub fn is_intake_known(&self) -> bool {
        self.energy_kcal_milli().is_some() || self.eaten_percent.is_some()
    }
}

impl Finding {
    /// Whether a clinician finished a screen by it: a validated screen with its result, positive or negative, or a global assessment that
    /// was graded. An answer to one question of a screen is none.
    pub fn is_finished_screen(&self) -> bool {
        match self.item {
            FindingItem::ScreenPositive => true,
            FindingItem::SubjectiveGlobalAssessment => self.present && self.grade.is_some(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Draft, Source, Stamp};
    use crate::entry::Entry;
    use crate::fact::Fact;
    use crate::moment::Moment;
    use crate::timeline::Timeline;

    const NEEDS: ScreenNeeds = ScreenNeeds { weight_days: 7, intake_days: 7, intake_days_needed: 4 };

    fn day(of_november: i32) -> CalendarDay {
        "2026-11-01".parse::<CalendarDay>().unwrap().plus(of_november - 1)
    }

    fn on(on: i32, weighed: Option<i32>, screened: Option<i32>, eaten: &[i32]) -> NutritionScreen {
        let eaten = eaten.iter().copied().map(day).collect();
        NEEDS.on(day(on), weighed.map(day), screened.map(day), &eaten)
    }

    #[test]
    fn a_weight_is_good_for_seven_days_after_its_own() {
        let eaten: Vec<i32> = (1..=30).collect();
        let done = |of_november| on(of_november, Some(10), None, &eaten).is_done();
        assert_eq!([9, 10, 17, 18].map(done), [false, true, true, false]);
        assert_eq!(on(17, Some(10), None, &eaten).weighed_on, Some(day(10)));
        assert!(!on(17, None, None, &eaten).is_done());
    }

    #[test]
    fn intake_is_wanted_on_four_of_seven_days_with_the_last() {
        let screen = |of_november| on(of_november, Some(10), None, &[4, 5, 6, 10, 12]);
        assert_eq!(screen(9).eaten_on, None);
        // The 4th to the 10th, and the 5th to the 11th hold only three.
        assert_eq!(screen(10).eaten_on, Some(day(10)));
        assert_eq!(screen(11).eaten_on, None);
        assert!(on(12, Some(10), None, &[6, 8, 10, 12]).is_done());
        assert!(!on(12, Some(10), None, &[5, 8, 10, 12]).is_done());
    }

    #[test]
    fn a_clinicians_screen_needs_nothing_else_and_is_good_as_long_as_a_weight() {
        let done = |of_november| on(of_november, None, Some(10), &[]).is_done();
        assert_eq!([9, 10, 17, 18].map(done), [false, true, true, false]);
        let found = |fields: &[(&str, &str)]| {
            let Fact::Finding(finding) = Fact::read("finding", fields).unwrap() else { panic!("a finding") };
            finding.is_finished_screen()
        };
        for present in ["yes", "no"] {
            assert!(found(&[("item", "screen-positive"), ("present", present)]));
            assert!(!found(&[("item", "ate-less-than-half-last-week"), ("present", present)]));
        }
        let global = ("item", "subjective-global-assessment");
        assert!(found(&[global, ("present", "yes"), ("grade", "1")]));
        assert!(!found(&[global, ("present", "yes")]));
        assert!(!found(&[global, ("present", "no")]));
    }

    #[test]
    fn a_day_is_known_by_its_energy_or_by_its_share_of_the_usual() {
        let known = |kind: &str, fields: &[(&str, &str)]| {
            let at = Moment::parse("2026-11-20T08:00[Europe/Madrid]").unwrap();
            let draft = Draft::new(at, Source::Typed, Fact::read(kind, fields).unwrap());
            let timeline = Timeline::of([Entry::parse(draft, Stamp::example(1)).unwrap()]);
            DaySummary::of(&timeline)[0].is_intake_known()
        };
        assert!(known("oral-intake", &[("energy", "0 kcal")]));
        assert!(known("oral-intake", &[("meal", "whole-day"), ("eaten", "60%")]));
        assert!(!known("oral-intake", &[("meal", "lunch"), ("eaten", "60%")]));
        assert!(known("supplement", &[("energy", "300 kcal")]));
        assert!(!known("supplement", &[("volume", "200 ml")]));
        assert!(known("tube-feed", &[("delivered", "500 ml"), ("density", "1.5")]));
        assert!(!known("tube-feed", &[("flush", "60 ml")]));
    }
}
