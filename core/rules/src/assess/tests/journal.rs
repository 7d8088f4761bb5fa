//! Journals for tests, in a few words.

use crate::assess::{Assessment, Finding, Level, Outcome, assess};
use crate::tables::Tables;
use nourish_record::{CalendarDay, Draft, Entry, Fact, Moment, Source, Stamp, Timeline};
use std::sync::LazyLock;

/// The day that all these journals are assessed on.
pub(super) const TODAY: &str = "2026-11-20";

/// A journal in the making. Days count back from [`TODAY`]; negative ones lie ahead.
#[derive(Clone, Default)]
pub(super) struct Journal {
    entries: Vec<Entry>,
}

impl Journal {
    /// Adds a fact of a day, at noon.
    pub(super) fn with(self, days_ago: i32, kind: &str, fields: &[(&str, &str)]) -> Self {
        self.at(days_ago, "12:00", kind, fields)
    }

    /// Adds a fact of a day and a time of day.
    pub(super) fn at(mut self, days_ago: i32, clock: &str, kind: &str, fields: &[(&str, &str)]) -> Self {
        let moment = Moment::parse(&format!("{}T{clock}:00Z", day(days_ago))).unwrap();
        let fact = Fact::read(kind, fields).unwrap();
        let seq = u64::try_from(self.entries.len()).unwrap() + 1;
        let entry = Entry::parse(Draft::new(moment, Source::Typed, fact), Stamp::example(seq)).unwrap();
        self.entries.push(entry);
        self
    }

    /// A weight in kg.
    pub(super) fn weight(self, days_ago: i32, kg: &str) -> Self {
        self.with(days_ago, "weight", &[("weight", &format!("{kg} kg"))])
    }

    /// A day's intake in kcal.
    pub(super) fn ate(self, days_ago: i32, kcal: u32) -> Self {
        self.with(days_ago, "oral-intake", &[("energy", &format!("{kcal} kcal"))])
    }

    /// A day's fluid in ml.
    pub(super) fn drank(self, days_ago: i32, ml: u32) -> Self {
        self.with(days_ago, "fluid", &[("volume", &format!("{ml} ml"))])
    }

    /// The severity of a symptom on a day.
    pub(super) fn felt(self, days_ago: i32, item: &str, level: u8) -> Self {
        let level = level.to_string();
        self.with(
            days_ago,
            "symptom",
            &[("item", item), ("attribute", "severity"), ("level", &level), ("recall_days", "1")],
        )
    }

    /// A height of 170 cm, a birthday, cancer, and general condition not impaired.
    pub(super) fn of_a_person(self, born_on: &str) -> Self {
        self.with(100, "height", &[("height", "170 cm")])
            .with(100, "profile", &[("born_on", born_on), ("diagnosis", "example")])
            .with(5, "finding", &[("item", "impaired-general-condition"), ("present", "no")])
    }

    pub(super) fn timeline(&self) -> Timeline {
        Timeline::of(self.entries.clone())
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn assess(&self) -> Assessment {
        assess_entries(self.entries.clone())
    }

    /// What one rule finds.
    pub(super) fn finding(&self, rule: &str) -> Option<Finding> {
        self.assess().findings.into_iter().find(|finding| finding.rule == rule)
    }

    /// What one rule says, and how soon, if it is met.
    pub(super) fn says(&self, rule: &str) -> Says {
        match self.finding(rule) {
            None => Says::Nothing,
            Some(finding) => match finding.outcome {
                Outcome::Met => Says::Met(finding.level),
                Outcome::NotMet => Says::NotMet,
                Outcome::Indeterminate { .. } => Says::Open,
            },
        }
    }

    /// The first question of a rule that is open.
    pub(super) fn first_question(&self, rule: &str) -> String {
        match self.finding(rule).unwrap().outcome {
            Outcome::Indeterminate { missing } => missing.first().unwrap().question.clone(),
            Outcome::Met | Outcome::NotMet => String::new(),
        }
    }
}

/// What a rule says, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Nothing,
    Met(Level),
    NotMet,
    Open,
}

pub(super) fn assess_entries(entries: Vec<Entry>) -> Assessment {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::built_in().unwrap());
    assess(&Timeline::of(entries), &TABLES, TODAY.parse().unwrap())
}

/// The day so many days before [`TODAY`].
pub(super) fn day(days_ago: i32) -> CalendarDay {
    TODAY.parse::<CalendarDay>().unwrap().plus(-days_ago)
}
