//! What the rules said on the days before: what makes a finding news.

use super::attention::Strength;
use super::context::{Context, Days};
use super::{Finding, Rule};
use crate::tables::Tables;
use nourish_record::{CalendarDay, Entry, Timeline, Treatment};
use std::collections::BTreeMap;

/// Which findings of a rule were met on a day, and how strongly.
type Said = Vec<(String, Strength)>;

/// Which findings were met on the days before, as far as anyone asked.
///
/// It holds for one timeline and one edition of tables. It may be kept while entries are added, if it hears of each
/// ([`Past::hear_of`]); it must be let go as soon as an entry is corrected or taken back.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Past {
    days: BTreeMap<CalendarDay, BTreeMap<&'static str, Said>>,
}

impl Past {
    /// Forgets what an entry that has come may change: its day and those after it; all days for a treatment, since what is planned is
    /// seen from before.
    pub fn hear_of(&mut self, entry: &Entry) {
        match entry.fact_of::<Treatment>() {
            Some(_) => self.days.clear(),
            None => drop(self.days.split_off(&entry.occurred().day())),
        }
    }

    /// Asks `rules` about each day from `first` to `last` that they were not asked about before, and forgets older days.
    pub(super) fn learn(
        &mut self,
        (timeline, tables, days): (&Timeline, &Tables, &Days),
        (first, last): (CalendarDay, CalendarDay),
        rules: &[Rule],
    ) {
        self.days = self.days.split_off(&first);
        for day in first.through(last) {
            let of_day = self.days.entry(day).or_default();
            let unasked: Vec<&Rule> = rules.iter().filter(|(name, _)| !of_day.contains_key(name)).collect();
            if unasked.is_empty() {
                continue;
            }
            let context = Context::of(timeline, tables, days, day);
            for (name, find) in unasked {
                let findings = context.as_ref().ok().and_then(|context| find(context).ok());
                of_day.insert(name, said(&findings.unwrap_or_default()));
            }
        }
    }

    /// The days before `as_of` on which a finding of `rule` was met, in order.
    pub(super) fn met(&self, as_of: CalendarDay, rule: &str, finding: &str) -> Vec<(CalendarDay, Strength)> {
        let before = self.days.range(..as_of);
        let of_rule = before.filter_map(|(day, rules)| Some((*day, rules.get(rule)?)));
        let met = |(day, said): (CalendarDay, &Said)| {
            said.iter().find(|(name, _)| name == finding).map(|(_, strength)| (day, *strength))
        };
        of_rule.filter_map(met).collect()
    }
}

fn said(findings: &[Finding]) -> Said {
    findings.iter().filter_map(|finding| Some((finding.rule.clone(), Strength::of(finding)?))).collect()
}

quiet_debug!(Past);
