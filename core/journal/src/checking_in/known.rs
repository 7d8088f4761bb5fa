//! What the journal knows before anything is asked. The windows are own choices: what to ask, not what is so.

use crate::error::JournalError;
use crate::journal::Journal;
use nourish_checkin::{Circumstance, Known, QuestionSet};
use nourish_record::{
    CalendarDay, EntryId, Fact, FluidIntake, Meal, Modality, Moment, OralIntake, Shown, Timeline, Treatment,
    TreatmentStatus, TubeStanding,
};
use std::collections::BTreeSet;

/// How far back weights are looked at, to see a slip.
const WEIGHT_DAYS: i32 = 60;
/// How long after an operation its wound is asked about.
const OPERATED_DAYS: i32 = 90;
/// How many different meals of a day speak for it as a whole.
const MEALS: usize = 3;

impl Journal {
    /// What is known on the day of `now`, apart from the entries named `own`, which a check-in itself has logged.
    pub(super) fn known(
        &self,
        set: &QuestionSet,
        now: &Moment,
        own: &[EntryId],
    ) -> Result<Known, JournalError> {
        let reading = self.store.read_lasting(now.day().plus(-WEIGHT_DAYS))?;
        let is_whole = reading.damage.is_empty();
        let others = reading.entries.into_iter().filter(|entry| !own.contains(&entry.root()));
        let timeline = Timeline::of(others);
        let weights =
            timeline.weights().filter(|(shown, _)| shown.entry().occurred().instant_ms() <= now.instant_ms());
        let since = now.day().plus(-WEIGHT_DAYS);
        let yesterday = now.day().plus(-1);
        Ok(Known {
            circumstances: circumstances(&timeline, now.day(), is_whole),
            weights: weights
                .filter(|(shown, _)| shown.day() >= since)
                .map(|(shown, weight)| (shown.entry().occurred().clone(), weight.weight_g))
                .collect(),
            before: set
                .answers_of(timeline.between(yesterday, yesterday).filter_map(|shown| shown.entry().fact())),
        })
    }
}

/// What holds today. Where part of the journal cannot be read a tube, a line or an operation may be in it: their red flags are asked
/// about then, which is a question too many and not one too few.
fn circumstances(timeline: &Timeline, today: CalendarDay, is_whole: bool) -> BTreeSet<Circumstance> {
    let on_this_day = |meets: fn(&Fact) -> bool| {
        timeline.between(today, today).filter_map(|shown| shown.entry().fact()).any(meets)
    };
    let all = [
        (Circumstance::Tube, !is_whole || asks_of_tube(timeline, today)),
        (Circumstance::Line, !is_whole || timeline.has_line(today)),
        (Circumstance::Operated, !is_whole || was_operated(timeline, today)),
        (
            Circumstance::WeightLogged,
            on_this_day(|fact| matches!(fact, Fact::Weight(weight) if !weight.is_recalled())),
        ),
        (Circumstance::IntakeLogged, is_day_eaten(timeline, today)),
        (
            Circumstance::FluidLogged,
            on_this_day(|fact| matches!(fact, Fact::FluidIntake(FluidIntake { .. }))),
        ),
        (
            Circumstance::FeedLogged,
            on_this_day(|fact| matches!(fact, Fact::TubeFeed(feed) if feed.delivered_ml.is_some())),
        ),
        (Circumstance::BagLogged, on_this_day(|fact| matches!(fact, Fact::ParenteralBag(_)))),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(what, _)| what).collect()
}

/// Whether a tube is asked about: in place, out by itself, or nobody knows. Only one that was taken out is not, and no tube at all.
fn asks_of_tube(timeline: &Timeline, today: CalendarDay) -> bool {
    timeline.tube(today).is_some_and(|tube| match tube.standing {
        TubeStanding::InPlace | TubeStanding::Dislodged | TubeStanding::Unclear => true,
        TubeStanding::Removed => false,
    })
}

fn was_operated(timeline: &Timeline, today: CalendarDay) -> bool {
    let operation = |(shown, treatment): (&Shown, &Treatment)| {
        treatment.modality == Modality::Surgery
            && treatment.status == TreatmentStatus::Given
            && (0..=OPERATED_DAYS).contains(&today.days_since(shown.day()))
    };
    timeline.of_kind::<Treatment>().any(operation)
}

/// Whether what was eaten on a day is known already: said of the whole day, or of several meals.
fn is_day_eaten(timeline: &Timeline, today: CalendarDay) -> bool {
    let meals =
        timeline.between(today, today).filter_map(|shown| shown.entry().fact_of::<OralIntake>()?.meal);
    let meals: BTreeSet<Meal> = meals.collect();
    meals.contains(&Meal::WholeDay) || meals.len() >= MEALS
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_record::{Draft, Entry, Source, Stamp};

    /// A day of the month, a kind, and its fields.
    type Told<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

    /// Whether a tube is asked about on the 20th, after what was logged at eight o'clock of these days.
    fn asks(told: &[Told<'_>]) -> bool {
        let entries = (1..).zip(told).map(|(seq, (day, kind, fields))| {
            let at = Moment::parse(&format!("2026-11-{day}T08:00[Europe/Madrid]")).unwrap();
            let draft = Draft::new(at, Source::Typed, Fact::read(kind, fields).unwrap());
            Entry::parse(draft, Stamp::example(seq)).unwrap()
        });
        let today = "2026-11-20".parse().unwrap();
        circumstances(&Timeline::of(entries), today, true).contains(&Circumstance::Tube)
    }

    #[test]
    fn a_tube_is_asked_about_until_it_is_taken_out() {
        let placed: Told<'_> = ("02", "tube-care", &[("event", "placed"), ("route", "nasogastric")]);
        let dislodged: Told<'_> = ("04", "tube-care", &[("event", "dislodged")]);
        let removed: Told<'_> = ("06", "tube-care", &[("event", "removed"), ("route", "nasogastric")]);
        assert!(!asks(&[]));
        assert!(asks(&[placed]));
        assert!(asks(&[placed, dislodged]));
        assert!(!asks(&[placed, dislodged, removed]));
        // The old one goes after the new one came.
        assert!(asks(&[
            placed,
            ("05", "tube-care", &[("event", "placed"), ("route", "jejunostomy")]),
            removed
        ]));
        // Its hole is dressed; or somebody flushed what should be gone.
        assert!(!asks(&[placed, removed, ("08", "tube-care", &[("event", "dressing")])]));
        assert!(asks(&[placed, removed, ("08", "tube-care", &[("event", "flushed")])]));
    }

    #[test]
    fn a_prescription_is_asked_about_though_a_later_plan_says_nothing_of_a_tube() {
        let plan: Told<'_> = ("02", "feeding-plan", &[("tube_prescribed", "1000 ml")]);
        assert!(asks(&[plan]));
        assert!(asks(&[plan, ("05", "feeding-plan", &[("energy_min", "1800 kcal")])]));
    }
}
