//! How many flags simulated people raise: what asks for attention, and what only stands.

use nourish_people::Person;
use nourish_record::{Attribute, CalendarDay, Entry, EntryId, Stamp, Symptom, SymptomItem, Timeline};
use nourish_rules::assess::{Attention, Level, Past, assess_after};
use nourish_rules::{Outcome, Tables};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Days in a week.
const WEEK_DAYS: u64 = 7;

/// What was counted over all persons and days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Load {
    persons: u64,
    days: u64,
    /// Flags that asked, by level.
    asked: BTreeMap<Level, u64>,
    /// Flags that asked for more than information, by rule.
    asked_by_rule: BTreeMap<String, u64>,
    /// Flags that were met, once for each day.
    met: u64,
    /// Weeks in which a symptom asked, and those in which anything short of information did.
    weeks_with_symptom: u64,
    /// The same without those that only repeat.
    weeks_with_new_symptom: u64,
    weeks_with_any: u64,
    /// Weeks in which a weekly report meets the published rule of STAR: a level of 3, or two more than in the report before.
    weeks_with_star: u64,
    weeks: u64,
}

/// Whether any weekly report of these days alerts by the published rule, item by item against the report before.
fn star_alerts(timeline: &Timeline, week: &[CalendarDay]) -> bool {
    let (Some(first), Some(last)) = (week.first(), week.last()) else { return false };
    let mut before: BTreeMap<(SymptomItem, Attribute), (CalendarDay, u8)> = BTreeMap::new();
    let mut alerts = false;
    for (shown, symptom) in timeline.of_kind::<Symptom>().filter(|(_, symptom)| symptom.recall_days == 7) {
        let previous = before.insert((symptom.item, symptom.attribute), (shown.day(), symptom.level));
        let recent = previous.filter(|(day, _)| shown.day().days_since(*day) <= 14);
        let rises = recent.is_some_and(|(_, level)| symptom.level >= level + 2);
        let graded = symptom.attribute != Attribute::Presence;
        alerts |= graded && (*first..=*last).contains(&shown.day()) && (symptom.level >= 3 || rises);
    }
    alerts
}

impl Load {
    /// Assesses `persons` of `seed` on each of `days` days from `first` on. The first four weeks of each fill the journal and are not
    /// counted.
    pub fn of(seed: u64, persons: u32, first: CalendarDay, days: i32) -> Self {
        let tables = Tables::built_in().unwrap();
        let mut load = Self::default();
        for number in 0..persons {
            load.add(&tables, &Person::of(seed, number), first, days);
        }
        load
    }

    fn add(&mut self, tables: &Tables, person: &Person, first: CalendarDay, days: i32) {
        let drafts = person.journal(first, u32::try_from(days).unwrap());
        let entries = (1u64..).zip(drafts).map(|(seq, draft)| {
            let id = EntryId::from_bytes(u128::from(seq).to_be_bytes());
            Entry::parse(draft, Stamp { id, ..Stamp::example(seq) }).unwrap()
        });
        let timeline = Timeline::of(entries);
        let mut past = Past::default();
        self.persons += 1;
        let counted: Vec<CalendarDay> = first.plus(28).through(first.plus(days - 1)).collect();
        for week in counted.chunks_exact(7) {
            let (mut symptom, mut news, mut any) = (false, false, false);
            for day in week {
                let assessment = assess_after(&timeline, tables, *day, &mut past);
                self.days += 1;
                self.met += assessment.findings.iter().filter(|f| f.outcome == Outcome::Met).count() as u64;
                for finding in assessment.wanted() {
                    *self.asked.entry(finding.level).or_default() += 1;
                    let rule = finding.rule.split(':').next().unwrap_or_default();
                    if finding.level < Level::Information {
                        *self.asked_by_rule.entry(rule.to_owned()).or_default() += 1;
                    }
                    any |= finding.level < Level::Information;
                    let is_new = matches!(finding.attention, Some(Attention::New | Attention::Worse { .. }));
                    news |= is_new && finding.level < Level::Information && rule == "symptom_worsening";
                    symptom |= finding.level < Level::Information && rule == "symptom_worsening";
                }
            }
            self.weeks += 1;
            self.weeks_with_star += u64::from(star_alerts(&timeline, week));
            self.weeks_with_symptom += u64::from(symptom);
            self.weeks_with_new_symptom += u64::from(news);
            self.weeks_with_any += u64::from(any);
        }
    }

    /// Thousandths of a flag a person and week that ask at `level`.
    pub fn asked_milli(&self, level: Level) -> u64 {
        self.asked.get(&level).copied().unwrap_or(0) * 1_000 * WEEK_DAYS / self.days.max(1)
    }

    /// In how many of a thousand weeks a symptom asked.
    pub fn symptom_weeks_milli(&self) -> u64 {
        self.weeks_with_symptom * 1_000 / self.weeks.max(1)
    }

    /// In how many of a thousand weeks a symptom asked because it appeared or got worse.
    pub fn new_symptom_weeks_milli(&self) -> u64 {
        self.weeks_with_new_symptom * 1_000 / self.weeks.max(1)
    }

    /// In how many of a thousand weeks anything asked that is more than information.
    pub fn any_weeks_milli(&self) -> u64 {
        self.weeks_with_any * 1_000 / self.weeks.max(1)
    }

    /// In how many of a thousand weeks the published rule of STAR would have alerted on the weekly reports alone.
    pub fn star_weeks_milli(&self) -> u64 {
        self.weeks_with_star * 1_000 / self.weeks.max(1)
    }

    /// The figures as a table.
    pub fn table(&self) -> String {
        let thousandths = |milli: u64| format!("{}.{:03}", milli / 1_000, milli % 1_000);
        let percent = |milli: u64| format!("{}.{} %", milli / 10, milli % 10);
        let mut text = format!("{} persons, {} person-weeks\n\n", self.persons, self.weeks);
        for (level, name) in [
            (Level::Emergency, "emergency"),
            (Level::SameDay, "call today"),
            (Level::NextContact, "next contact"),
            (Level::Information, "good to know"),
        ] {
            let _ =
                writeln!(text, "{name:<32}{:>10} asked a person-week", thousandths(self.asked_milli(level)));
        }
        let standing = self.met * 1_000 / self.days.max(1);
        let _ = writeln!(text, "{:<32}{:>10} on a day", "flags that are met", thousandths(standing));
        for (name, milli) in [
            ("weeks in which a symptom asks", self.symptom_weeks_milli()),
            ("of these, new or worse", self.new_symptom_weeks_milli()),
            ("the same by the rule of STAR", self.star_weeks_milli()),
            ("weeks in which anything asks", self.any_weeks_milli()),
        ] {
            let _ = writeln!(text, "{name:<32}{:>10}", percent(milli));
        }
        text.push('\n');
        let mut rules: Vec<(&String, &u64)> = self.asked_by_rule.iter().collect();
        rules.sort_by_key(|(rule, count)| (std::cmp::Reverse(**count), (*rule).clone()));
        for (rule, count) in rules {
            let milli = count * 1_000 * WEEK_DAYS / self.days.max(1);
            let _ = writeln!(text, "{rule:<32}{:>10} asked a person-week", thousandths(milli));
        }
        text
    }
}
