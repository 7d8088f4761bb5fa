//! What rules read of a timeline in bulk, gathered once and kept while the timeline grows: days in numbers, answers about symptoms,
//! weighings.

use super::series::Weighing;
use nourish_record::{
    Attribute, CalendarDay, DaySummary, Entry, EntryId, Shown, Symptom, SymptomItem, Timeline, Weight,
};
use std::collections::BTreeMap;

/// Days in numbers, by day.
pub(super) type Days = BTreeMap<CalendarDay, DaySummary>;

/// An answer about a symptom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) entry: EntryId,
    pub(super) day: CalendarDay,
    pub(super) item: SymptomItem,
    pub(super) attribute: Attribute,
    pub(super) recall_days: u8,
    pub(super) level: u8,
}

/// Something of a day.
pub(super) trait OfDay {
    fn day(&self) -> CalendarDay;
}

/// Days in numbers, answers and weighings, as far as they were asked for and nothing has come that may change them.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Gathered {
    pub(super) days: Days,
    /// Answers about symptoms, in the order of their days, of a day in order of time.
    answers: Vec<Answer>,
    /// The first and the last day of which `days` and `answers` tell. What is not there of a day between them was not logged.
    told: Option<(CalendarDay, CalendarDay)>,
    weighings: Weighings,
}

/// All weighings of a timeline, in the order of their days.
#[derive(Clone, Default, PartialEq, Eq)]
struct Weighings {
    /// One a day.
    measured: Vec<Weighing>,
    recalled: Vec<Weighing>,
    known: Known,
}

/// Up to where weighings are known.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Known {
    #[default]
    Nothing,
    Before(CalendarDay),
    All,
}

impl Gathered {
    /// Forgets what an entry that has come may change: its day and those after it.
    pub(super) fn hear_of(&mut self, entry: &Entry) {
        let day = entry.occurred().day();
        let is_before = |(first, last): (CalendarDay, CalendarDay)| {
            (first < day).then(|| (first, last.min(day.plus(-1))))
        };
        self.told = self.told.and_then(is_before);
        drop(self.days.split_off(&day));
        forget_from(&mut self.answers, day);
        if entry.fact_of::<Weight>().is_some() {
            self.weighings.forget_from(day);
        }
    }

    /// Sees to it that the days from `first` to `last` and all weighings are there, and lets older days go.
    pub(super) fn reach(&mut self, timeline: &Timeline, first: CalendarDay, last: CalendarDay) {
        let told = self.told.filter(|(from, to)| *from <= first && first <= to.plus(1));
        let missing_from = match told {
            Some((_, to)) => to.plus(1),
            None => first,
        };
        if told.is_some() {
            self.days = self.days.split_off(&first);
            drop(self.answers.drain(..self.answers.partition_point(|answer| answer.day < first)));
        } else {
            (self.days, self.answers) = (Days::new(), Vec::new());
        }
        let missing = DaySummary::between(timeline, missing_from, last);
        self.days.extend(missing.into_iter().map(|day| (day.day, day)));
        let answers = timeline
            .of_kind_since::<Symptom>(missing_from)
            .map(|(shown, symptom)| Answer::of(shown, symptom));
        let mut answers: Vec<Answer> = answers.filter(|answer| answer.day <= last).collect();
        answers.reverse();
        // The person's day need not follow the clock's. Sorting keeps the order of time within a day.
        answers.sort_by_key(OfDay::day);
        self.answers.extend(answers);
        let to = told.map_or(last, |(_, to)| to.max(last));
        self.told = (first <= to).then_some((first, to));
        self.weighings.reach(timeline);
    }

    /// The answers about symptoms from the day `first` to the day `last`.
    pub(super) fn answers(&self, first: CalendarDay, last: CalendarDay) -> &[Answer] {
        within(&self.answers, first, last)
    }

    /// The measured weighings up to a day, one a day.
    pub(super) fn measured_until(&self, day: CalendarDay) -> &[Weighing] {
        until(&self.weighings.measured, day)
    }

    /// The remembered weighings up to a day.
    pub(super) fn recalled_until(&self, day: CalendarDay) -> &[Weighing] {
        until(&self.weighings.recalled, day)
    }
}

impl Weighings {
    fn forget_from(&mut self, day: CalendarDay) {
        self.known = match self.known {
            Known::Nothing => Known::Nothing,
            Known::Before(known) => Known::Before(known.min(day)),
            Known::All => Known::Before(day),
        };
    }

    fn reach(&mut self, timeline: &Timeline) {
        match self.known {
            Known::All => {}
            Known::Nothing => {
                (self.measured, self.recalled) = (Vec::new(), Vec::new());
                self.take_in(timeline.of_kind::<Weight>());
            }
            Known::Before(day) => {
                forget_from(&mut self.measured, day);
                forget_from(&mut self.recalled, day);
                let mut since: Vec<_> = timeline.of_kind_since::<Weight>(day).collect();
                since.reverse();
                self.take_in(since.into_iter());
            }
        }
        self.known = Known::All;
    }

    /// Adds weights in order of time, none of which is of a day that is there already. Of each day the first counts.
    fn take_in<'a>(&mut self, weights: impl Iterator<Item = (&'a Shown, &'a Weight)>) {
        let weighings = weights.map(|(shown, weight)| Weighing::of(shown, weight));
        let (recalled, measured): (Vec<Weighing>, Vec<Weighing>) =
            weighings.partition(|weighing| weighing.recalled);
        self.measured.extend(measured);
        self.recalled.extend(recalled);
        self.measured.sort_by_key(OfDay::day);
        self.measured.dedup_by_key(|weighing| weighing.day());
        self.recalled.sort_by_key(OfDay::day);
    }
}

impl Answer {
    fn of(shown: &Shown, symptom: &Symptom) -> Self {
        let Symptom { item, attribute, recall_days, level, .. } = *symptom;
        Self { entry: shown.root(), day: shown.day(), item, attribute, recall_days, level }
    }
}

impl OfDay for Answer {
    fn day(&self) -> CalendarDay {
        self.day
    }
}

impl OfDay for Weighing {
    fn day(&self) -> CalendarDay {
        self.day
    }
}

/// What is of the days from `first` to `last`. Everything is in the order of its days.
pub(super) fn within<T: OfDay>(things: &[T], first: CalendarDay, last: CalendarDay) -> &[T] {
    let begin = things.partition_point(|thing| thing.day() < first);
    until(things.get(begin..).unwrap_or_default(), last)
}

fn until<T: OfDay>(things: &[T], day: CalendarDay) -> &[T] {
    let end = things.partition_point(|thing| thing.day() <= day);
    things.get(..end).unwrap_or_default()
}

fn forget_from<T: OfDay>(things: &mut Vec<T>, day: CalendarDay) {
    things.truncate(things.partition_point(|thing| thing.day() < day));
}

quiet_debug!(Gathered);
