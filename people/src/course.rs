//! The course of treatment, laid out before the first day: what is planned, what becomes of it.
//!
//! Days are counted from the first day of the journal, which is day 0; what lies before it was treated and not logged.

use crate::person::{Journey, Person};
use crate::random::Sequence;
use crate::rates;
use crate::regimen::{
    CAPECITABINE_WITH_RADIATION, CAPOX, CAPOX_NIVOLUMAB, FLOT, PACLITAXEL_RAMUCIRUMAB, Regimen,
};
use crate::today::Purpose;
use nourish_record::{CalendarDay, FeedMode, TreatmentReason, TubeRoute};

/// Everything that is done to one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Course {
    pub(crate) cycles: Vec<Cycle>,
    pub(crate) surgery: Option<Surgery>,
    pub(crate) radiation: Option<Radiation>,
    pub(crate) tube: Option<Tube>,
    pub(crate) parenteral: Option<Parenteral>,
}

/// A cycle of a regimen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cycle {
    pub(crate) regimen: &'static Regimen,
    pub(crate) number: u32,
    pub(crate) of: u32,
    pub(crate) planned: i32,
    /// `None` when it was called off.
    pub(crate) given: Option<i32>,
    /// Why it was not given as planned.
    pub(crate) reason: Option<TreatmentReason>,
    /// The place of a drug, the share of its dose that was given in percent, and why.
    pub(crate) reduced: Option<(usize, i64, TreatmentReason)>,
}

/// An operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Surgery {
    pub(crate) name: &'static str,
    /// The day on which its date was set.
    pub(crate) known: i32,
    pub(crate) planned: i32,
    pub(crate) given: i32,
    /// Why it was put off, where it was.
    pub(crate) reason: Option<TreatmentReason>,
}

/// A series of radiotherapy; fractions are given on working days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Radiation {
    pub(crate) days: Vec<i32>,
    pub(crate) missed: Vec<i32>,
}

/// A feeding tube and what is prescribed through it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tube {
    pub(crate) route: TubeRoute,
    pub(crate) mode: FeedMode,
    pub(crate) from: i32,
    /// The day on which it is taken out.
    pub(crate) until: i32,
    pub(crate) prescribed_ml: i64,
}

/// Parenteral nutrition at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parenteral {
    pub(crate) from: i32,
    pub(crate) nights_a_week: i32,
    pub(crate) bag_ml: i64,
}

const TOTAL: &str = "total gastrectomy";
const SUBTOTAL: &str = "subtotal gastrectomy";

impl Course {
    /// The course of `person`, whose journal begins on `first_day`; it depends on the day for its working days alone.
    pub(crate) fn of(person: &Person, first_day: CalendarDay) -> Self {
        let planner =
            &mut Planner { draws: person.draws(&[Purpose::Course as u64]), first_day, cycles: Vec::new() };
        match person.journey {
            Journey::AwaitingGastrectomy => planner.awaiting(),
            Journey::AfterTotalGastrectomy => planner.operated(TOTAL, &FLOT, 5, 4, 8),
            Journey::AfterSubtotalGastrectomy => planner.operated(SUBTOTAL, &CAPOX, 1, 8, 8),
            Journey::PalliativeCapox => planner.palliative(),
            Journey::JejunostomyFeeding => planner.jejunostomy(),
            Journey::ParenteralNutrition => planner.parenteral(),
            Journey::Chemoradiation => planner.chemoradiation(),
        }
    }
}

/// Lays out a course.
struct Planner {
    draws: Sequence,
    first_day: CalendarDay,
    cycles: Vec<Cycle>,
}

impl Planner {
    fn awaiting(&mut self) -> Course {
        let start = self.day(-18, 12);
        let end = self.series(&FLOT, (1, 4, 8), start);
        let known = end - self.day(20, 30);
        let date = end + self.day(14, 28);
        let surgery = self.surgery(TOTAL, known.max(0), date);
        let after = surgery.given + self.day(49, 63);
        self.series(&FLOT, (5, 4, 8), after);
        // One in ten is fed through the nose before the operation.
        let tube = self.draws.per_mille(100).then(|| {
            let from = self.day(10, 30);
            self.tube((TubeRoute::Nasojejunal, FeedMode::Cyclic), from, surgery.given)
        });
        Course { surgery: Some(surgery), tube, ..self.course() }
    }

    fn operated(
        &mut self,
        name: &'static str,
        regimen: &'static Regimen,
        first: u32,
        count: u32,
        of: u32,
    ) -> Course {
        let day = -self.day(30, 75);
        let surgery = Surgery { name, known: day - 30, planned: day, given: day, reason: None };
        let start = (day + self.day(49, 70)).max(self.day(0, 6));
        self.series(regimen, (first, count, of), start);
        Course { surgery: Some(surgery), ..self.course() }
    }

    fn palliative(&mut self) -> Course {
        let start = self.day(-63, 8);
        let regimen = if self.draws.per_mille(400) { &CAPOX_NIVOLUMAB } else { &CAPOX };
        let end = self.series(regimen, (1, 8, 8), start);
        if self.draws.per_mille(500) {
            let second_line = end + self.day(14, 60);
            self.series(&PACLITAXEL_RAMUCIRUMAB, (1, 6, 6), second_line);
        }
        self.course()
    }

    fn jejunostomy(&mut self) -> Course {
        // Cycles before the journal count for the numbness that they left.
        let before = -self.day(84, 98);
        self.series(&FLOT, (1, 4, 8), before);
        let date = self.day(5, 20);
        let surgery = self.surgery(TOTAL, 0, date);
        let after = surgery.given + self.day(49, 70);
        self.series(&FLOT, (5, 4, 8), after);
        let until = surgery.given + self.day(70, 170);
        let tube = self.tube((TubeRoute::Jejunostomy, FeedMode::Cyclic), surgery.given + 1, until);
        Course { surgery: Some(surgery), tube: Some(tube), ..self.course() }
    }

    fn parenteral(&mut self) -> Course {
        let start = self.day(-28, 12);
        self.series(&PACLITAXEL_RAMUCIRUMAB, (1, 8, 8), start);
        let parenteral = Parenteral {
            from: self.day(0, 18),
            nights_a_week: self.day(4, 7),
            bag_ml: self.draws.between(6, 9) * 250,
        };
        Course { parenteral: Some(parenteral), ..self.course() }
    }

    fn chemoradiation(&mut self) -> Course {
        let date = self.day(3, 14);
        let start = self.working_day(date);
        let (mut days, mut missed) = (Vec::new(), Vec::new());
        let mut day = start;
        while days.len() < 25 {
            match self.working_day(day) == day {
                false => {}
                true if day > start && self.draws.per_mille(rates::FRACTION_MISSED) => missed.push(day),
                true => days.push(day),
            }
            day += 1;
        }
        self.cycles.push(Cycle {
            regimen: &CAPECITABINE_WITH_RADIATION,
            number: 1,
            of: 1,
            planned: start,
            given: Some(start),
            reason: None,
            reduced: None,
        });
        let tube = self.draws.per_mille(300).then(|| {
            let (from, until) = (start + self.day(10, 20), day + self.day(14, 40));
            let mode = if self.draws.per_mille(500) { FeedMode::Bolus } else { FeedMode::Intermittent };
            self.tube((TubeRoute::Nasogastric, mode), from, until)
        });
        Course { radiation: Some(Radiation { days, missed }), tube, ..self.course() }
    }

    fn tube(&mut self, (route, mode): (TubeRoute, FeedMode), from: i32, until: i32) -> Tube {
        Tube { route, mode, from, until, prescribed_ml: self.draws.between(6, 12) * 100 }
    }

    fn surgery(&mut self, name: &'static str, known: i32, date: i32) -> Surgery {
        let planned = self.working_day(date);
        let postponed = self.draws.per_mille(rates::SURGERY_POSTPONED);
        let reasons = [TreatmentReason::Nutrition, TreatmentReason::Infection, TreatmentReason::Logistics];
        let reason = self.draws.pick(&reasons).filter(|_| postponed);
        let later = planned + self.day(7, 14);
        let given = if postponed { self.working_day(later) } else { planned };
        Surgery { name, known, planned, given, reason }
    }

    /// Cycles from number `first` on; gives the day after the last.
    fn series(&mut self, regimen: &'static Regimen, (first, count, of): (u32, u32, u32), start: i32) -> i32 {
        let mut planned = self.working_day(start);
        for number in first..first + count {
            let later = number > first;
            if later && self.draws.per_mille(rates::SERIES_STOPPED) {
                let reason = Some(TreatmentReason::SideEffects);
                self.cycles.push(Cycle { regimen, number, of, planned, given: None, reason, reduced: None });
                return planned;
            }
            let reason = self.delay().filter(|_| later);
            let given = if reason.is_some() { self.working_day(planned + 7) } else { planned };
            let reduced = self.reduction(regimen, number).filter(|_| later);
            self.cycles.push(Cycle { regimen, number, of, planned, given: Some(given), reason, reduced });
            planned = self.working_day(given + regimen.cycle_days);
        }
        planned
    }

    fn delay(&mut self) -> Option<TreatmentReason> {
        let others = [
            TreatmentReason::Infection,
            TreatmentReason::SideEffects,
            TreatmentReason::PersonsWish,
            TreatmentReason::Logistics,
            TreatmentReason::Nutrition,
            TreatmentReason::KidneyLiver,
        ];
        let delayed = self.draws.per_mille(rates::CYCLE_DELAYED);
        let counts = self.draws.per_mille(rates::DELAYED_FOR_COUNTS);
        let other = self.draws.pick(&others);
        if counts { Some(TreatmentReason::BloodCounts) } else { other }.filter(|_| delayed)
    }

    fn reduction(&mut self, regimen: &Regimen, number: u32) -> Option<(usize, i64, TreatmentReason)> {
        // Numbness asks for less of oxaliplatin, and more often so in later cycles.
        let chance = rates::DOSE_REDUCED * (2 + number) / 5;
        let reduced = self.draws.per_mille(chance);
        let place = self.draws.below(u32::try_from(regimen.drugs.len()).unwrap_or(1)) as usize;
        let percent = self.draws.pick(&[50, 75, 75, 80, 80]).unwrap_or(75);
        let reasons =
            [TreatmentReason::SideEffects, TreatmentReason::SideEffects, TreatmentReason::BloodCounts];
        let reason = self.draws.pick(&reasons).unwrap_or(TreatmentReason::Other);
        reduced.then_some((place, percent, reason))
    }

    fn course(&mut self) -> Course {
        Course { cycles: std::mem::take(&mut self.cycles), ..Course::default() }
    }

    fn day(&mut self, least: i64, most: i64) -> i32 {
        i32::try_from(self.draws.between(least, most)).unwrap_or(0)
    }

    /// The day itself, or the Monday after it.
    fn working_day(&self, day: i32) -> i32 {
        match weekday(self.first_day, day) {
            5 => day + 2,
            6 => day + 1,
            _ => day,
        }
    }
}

/// The weekday of a day of the journal, 0 for Monday.
pub(crate) fn weekday(first_day: CalendarDay, index: i32) -> i32 {
    // 1970-01-01 was a Thursday.
    (first_day.days_since_1970() + index + 3).rem_euclid(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn courses() -> impl Iterator<Item = (Person, Course)> {
        let first_day: CalendarDay = "2026-06-03".parse().unwrap();
        (0..600).map(move |number| {
            let person = Person::of(11, number);
            let course = Course::of(&person, first_day);
            (person, course)
        })
    }

    #[test]
    fn cycles_keep_their_distance_and_working_days() {
        let first_day: CalendarDay = "2026-06-03".parse().unwrap();
        for (_, course) in courses() {
            let given: Vec<(i32, &Cycle)> =
                course.cycles.iter().filter_map(|cycle| Some((cycle.given?, cycle))).collect();
            for pair in given.windows(2) {
                assert!(pair[1].0 - pair[0].0 >= pair[0].1.regimen.cycle_days, "{pair:?}");
            }
            assert!(given.iter().all(|(day, _)| weekday(first_day, *day) < 5));
            assert!(course.cycles.iter().all(|cycle| cycle.number <= cycle.of));
        }
    }

    #[test]
    fn a_put_off_cycle_has_a_reason_and_no_other_has() {
        let mut delayed = 0;
        for (_, course) in courses() {
            for cycle in &course.cycles {
                assert_eq!(cycle.given != Some(cycle.planned), cycle.reason.is_some());
                delayed += u32::from(cycle.given.is_some_and(|given| given > cycle.planned));
            }
        }
        assert!(delayed > 100);
    }

    #[test]
    fn radiotherapy_is_25_working_days() {
        let mut series = 0;
        for (person, course) in courses() {
            assert_eq!(course.radiation.is_some(), person.journey == Journey::Chemoradiation);
            if let Some(radiation) = course.radiation {
                assert_eq!(radiation.days.len(), 25);
                let last = radiation.days[24];
                assert!(last - radiation.days[0] >= 32, "five weeks less a weekend");
                series += 1;
            }
        }
        assert!(series > 10);
    }

    #[test]
    fn chemotherapy_leaves_weeks_around_an_operation() {
        for (_, course) in courses() {
            let Some(surgery) = course.surgery else { continue };
            assert!(surgery.given >= surgery.planned && surgery.known < surgery.planned);
            for given in course.cycles.iter().filter_map(|cycle| cycle.given) {
                assert!(given <= surgery.given - 14 || given >= surgery.given + 42, "{given} {surgery:?}");
            }
        }
    }
}
