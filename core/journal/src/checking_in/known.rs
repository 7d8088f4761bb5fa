//! What the journal knows before anything is asked. The windows are own choices: what to ask, not what is so.

use crate::error::JournalError;
use crate::journal::Journal;
use nourish_checkin::{Circumstance, Known, QuestionSet};
use nourish_record::{
    CalendarDay, EntryId, Fact, FeedingPlan, FluidIntake, Meal, Modality, Moment, OralIntake, ParenteralBag,
    Shown, Timeline, Treatment, TreatmentStatus, TubeCare, TubeEvent, TubeFeed,
};
use std::collections::BTreeSet;

/// How far back weights are looked at, to see a slip.
const WEIGHT_DAYS: i32 = 60;
/// How long after the last feed or bag a tube or a line is still asked about.
const FED_DAYS: i32 = 30;
/// How long a feeding plan with a tube speaks for one.
const PLANNED_DAYS: i32 = 182;
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
        (Circumstance::Tube, !is_whole || has_tube(timeline, today)),
        (Circumstance::Line, !is_whole || has_line(timeline, today)),
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

/// Whether there is a tube: fed through lately, planned, or placed, and not taken out since.
fn has_tube(timeline: &Timeline, today: CalendarDay) -> bool {
    let past = |shown: &&Shown| shown.day() <= today;
    let event = |wanted: fn(TubeEvent) -> bool| {
        let mut events =
            timeline.of_kind::<TubeCare>().filter(|(shown, care)| past(shown) && wanted(care.event));
        events.next_back().map(|(shown, _)| shown.entry().occurred().instant_ms())
    };
    let removed = event(|event| event == TubeEvent::Removed);
    let since = |shown: &Shown| removed.is_none_or(|removed| shown.entry().occurred().instant_ms() > removed);
    let fed = timeline
        .of_kind_since::<TubeFeed>(today.plus(-FED_DAYS))
        .any(|(shown, _)| past(&shown) && since(shown));
    let planned = timeline.latest::<FeedingPlan>(today).is_some_and(|(shown, plan)| {
        let tube = plan.route.is_some() || plan.tube_prescribed_ml.is_some_and(|volume_ml| volume_ml > 0);
        tube && since(shown) && today.days_since(shown.day()) <= PLANNED_DAYS
    });
    let cared = event(|event| event != TubeEvent::Removed);
    fed || planned || cared.is_some_and(|cared| removed.is_none_or(|removed| cared > removed))
}

/// Whether there is a line: fed through lately.
fn has_line(timeline: &Timeline, today: CalendarDay) -> bool {
    timeline.of_kind_since::<ParenteralBag>(today.plus(-FED_DAYS)).any(|(shown, _)| shown.day() <= today)
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
