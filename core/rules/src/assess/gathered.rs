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

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_record::{Draft, Fact, Moment, Source, Stamp};

    /// A day, counted from the first of November.
    fn day(number: i32) -> CalendarDay {
        CalendarDay::from_days_since_1970(20_758).unwrap().plus(number)
    }

    fn nausea(number: i32) -> Entry {
        let moment = Moment::parse(&format!("{}T12:00:00Z", day(number))).unwrap();
        let fields = [("item", "nausea"), ("attribute", "severity"), ("level", "2"), ("recall_days", "1")];
        let draft = Draft::new(moment, Source::Typed, Fact::read("symptom", &fields).unwrap());
        Entry::parse(draft, Stamp::example(u64::try_from(number).unwrap() + 1)).unwrap()
    }

    fn month() -> Timeline {
        Timeline::of((0..30).map(nausea))
    }

    /// Gathered for some days, and then marked, so that what is kept can be told from what is gathered anew.
    fn marked(first: i32, last: i32) -> Gathered {
        let mut gathered = Gathered::default();
        gathered.reach(&month(), day(first), day(last));
        gathered.days.values_mut().for_each(|summary| summary.entries = 99);
        gathered
    }

    fn days(gathered: &Gathered) -> Vec<(i32, bool)> {
        let is_kept = |summary: &DaySummary| summary.entries == 99;
        gathered.days.values().map(|summary| (summary.day.days_since(day(0)), is_kept(summary))).collect()
    }

    fn answered(gathered: &Gathered) -> Vec<i32> {
        gathered.answers.iter().map(|answer| answer.day.days_since(day(0))).collect()
    }

    #[test]
    fn what_comes_makes_its_day_and_those_after_it_forgotten_and_no_others() {
        let mut gathered = marked(10, 14);
        gathered.hear_of(&nausea(12));
        assert!(gathered.told == Some((day(10), day(11))));
        assert_eq!((days(&gathered), answered(&gathered)), (vec![(10, true), (11, true)], vec![10, 11]));
        gathered.hear_of(&nausea(10));
        assert!(gathered.told.is_none());
        gathered.hear_of(&nausea(9));
        assert!(gathered.told.is_none() && gathered.days.is_empty() && gathered.answers.is_empty());
    }

    #[test]
    fn what_is_known_of_the_days_asked_for_is_kept_and_what_is_older_goes() {
        let mut gathered = marked(10, 14);
        gathered.reach(&month(), day(12), day(15));
        assert_eq!(days(&gathered), [(12, true), (13, true), (14, true), (15, false)]);
        assert_eq!(answered(&gathered), [12, 13, 14, 15]);
        assert!(gathered.told == Some((day(12), day(15))));
        // The day after the last that is known goes on from it; one later leaves a gap.
        let mut gathered = marked(10, 14);
        gathered.reach(&month(), day(15), day(16));
        assert_eq!(days(&gathered), [(15, false), (16, false)]);
        let mut gathered = marked(10, 14);
        gathered.reach(&month(), day(17), day(18));
        assert_eq!((days(&gathered), answered(&gathered)), (vec![(17, false), (18, false)], vec![17, 18]));
    }

    #[test]
    fn days_before_those_that_are_known_are_gathered_with_all_after_them() {
        let mut gathered = marked(10, 12);
        gathered.reach(&month(), day(9), day(11));
        assert_eq!(days(&gathered), [(9, false), (10, false), (11, false)]);
        assert!(gathered.told == Some((day(9), day(11))));
        let mut gathered = marked(10, 12);
        gathered.reach(&month(), day(10), day(11));
        assert_eq!(days(&gathered), [(10, true), (11, true), (12, true)]);
        assert!(gathered.told == Some((day(10), day(12))));
    }
}
