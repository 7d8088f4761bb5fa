//! A journal told in a few lines.

#![allow(dead_code, reason = "each test binary tells its own part of a story")]

use nourish_plan::{CarePlan, Due, DueList, DueState, Schedule, ScheduleItem, due};
use nourish_record::{CalendarDay, Draft, Entry, Fact, Moment, ScreenNeeds, Source, Stamp, Timeline};
use nourish_rules::Tables;
use std::sync::LazyLock;

/// A plainly fictional journal in a zone.
pub(crate) struct Story {
    zone: &'static str,
    entries: Vec<Entry>,
}

impl Story {
    pub(crate) fn new(zone: &'static str) -> Self {
        Self { zone, entries: Vec::new() }
    }

    pub(crate) fn at(&self, time: &str) -> Moment {
        Moment::parse(&format!("{time}[{}]", self.zone)).unwrap()
    }

    pub(crate) fn log(&mut self, time: &str, kind: &str, fields: &[(&str, &str)]) -> &mut Self {
        let at = self.at(time);
        self.log_at(at, kind, fields)
    }

    pub(crate) fn log_at(&mut self, at: Moment, kind: &str, fields: &[(&str, &str)]) -> &mut Self {
        let draft = Draft::new(at, Source::Typed, Fact::read(kind, fields).unwrap());
        let seq = self.entries.len() as u64 + 1;
        self.entries.push(Entry::parse(draft, Stamp::example(seq)).unwrap());
        self
    }

    pub(crate) fn weigh(&mut self, time: &str) -> &mut Self {
        self.log(time, "weight", &[("weight", "68 kg")])
    }

    pub(crate) fn timeline(&self) -> Timeline {
        Timeline::of(self.entries.clone())
    }

    pub(crate) fn plan(&self, day: &str) -> CarePlan {
        CarePlan::of(&self.timeline(), day.parse().unwrap())
    }

    pub(crate) fn due(&self, time: &str) -> DueList {
        self.due_at(&self.at(time))
    }

    pub(crate) fn due_at(&self, now: &Moment) -> DueList {
        let timeline = self.timeline();
        due(&CarePlan::of(&timeline, now.day()), &timeline, (&Schedule::built_in().unwrap(), needs()), now)
    }

    /// The states of an item at a time.
    pub(crate) fn states(&self, time: &str, item: ScheduleItem) -> Vec<DueState> {
        self.of(time, item).into_iter().map(|due| due.state).collect()
    }

    pub(crate) fn of(&self, time: &str, item: ScheduleItem) -> Vec<Due> {
        self.due(time).items.into_iter().filter(|due| due.occurrence.item == item).collect()
    }
}

/// What makes a screen, by the rules as they come.
pub(crate) fn needs() -> ScreenNeeds {
    static NEEDS: LazyLock<ScreenNeeds> =
        LazyLock::new(|| nourish_rules::assess::screen_needs(&Tables::built_in().unwrap()).unwrap());
    *NEEDS
}

pub(crate) fn day(text: &str) -> CalendarDay {
    text.parse().unwrap()
}
