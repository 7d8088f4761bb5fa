//! What the rules said on the days before: what makes a finding news.

use super::attention::Strength;
use super::context::Context;
use super::gathered::Gathered;
use super::{Finding, Rule};
use crate::tables::Tables;
use nourish_record::{CalendarDay, Entry, EntryId, Intent, Shown, Timeline, Treatment};
use std::collections::{BTreeMap, BTreeSet};

/// Which findings of a rule were met on a day, and how strongly.
type Said = Vec<(String, Strength)>;

/// What is known of the days before, as far as anyone asked: which findings were met, and what was gathered to find them.
///
/// It holds for one person and one edition of tables, and may be kept while entries come, whatever they are, if it hears of
/// each ([`Past::hear_of`]).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Past {
    days: BTreeMap<CalendarDay, BTreeMap<&'static str, Said>>,
    gathered: Gathered,
    /// What the timeline set aside: doubted weights and duplicates.
    set_aside: BTreeSet<EntryId>,
    /// Entries that were heard of since the timeline was last seen.
    heard: BTreeSet<EntryId>,
}

impl Past {
    /// Forgets what an entry that has come may change: its day and those after it; all days for a treatment, since what is
    /// planned is seen from before; everything for a correction, which may lie on another day than what it corrects.
    pub fn hear_of(&mut self, entry: &Entry) {
        if entry.intent() != Intent::Record || entry.erasure().is_some() {
            *self = Self::default();
            return;
        }
        self.heard.insert(entry.id());
        self.gathered.hear_of(entry);
        match entry.fact_of::<Treatment>() {
            Some(_) => self.days.clear(),
            None => drop(self.days.split_off(&entry.occurred().day())),
        }
    }

    /// Hands out what was gathered, complete for the days from `first` to `last`; [`Past::keep`] takes it back.
    ///
    /// An entry may change what is believed of others: a weight that was doubted is believed beside a new one, or the other
    /// way round, on days long before. Where anything but the new entries themselves was set aside or brought back, nothing
    /// that was known holds.
    pub(super) fn gather(&mut self, timeline: &Timeline, first: CalendarDay, last: CalendarDay) -> Gathered {
        let aside =
            timeline.doubtful().map(Shown::root).chain(timeline.duplicates().iter().map(Entry::id)).collect();
        let is_new = |id: &EntryId| self.heard.contains(id);
        if !self.set_aside.symmetric_difference(&aside).all(is_new) {
            *self = Self::default();
        }
        self.set_aside = aside;
        self.heard.clear();
        let mut gathered = std::mem::take(&mut self.gathered);
        gathered.reach(timeline, first, last);
        gathered
    }

    /// Takes back what [`Past::gather`] handed out.
    pub(super) fn keep(&mut self, gathered: Gathered) {
        self.gathered = gathered;
    }

    /// Asks `rules` about each day from `first` to `last` that they were not asked about before, and forgets older days.
    pub(super) fn learn(
        &mut self,
        (timeline, tables, gathered): (&Timeline, &Tables, &Gathered),
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
            let context = Context::of(timeline, tables, gathered, day);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_gathered_is_there_the_next_time() {
        let day = CalendarDay::from_days_since_1970(20_758).unwrap();
        let timeline = Timeline::default();
        let mut past = Past::default();
        let mut gathered = past.gather(&timeline, day, day);
        // Nothing was logged on that day: only what is kept can say otherwise.
        gathered.days.insert(day, nourish_record::DaySummary::unknown(day));
        past.keep(gathered);
        assert!(past.gather(&timeline, day, day).days.contains_key(&day));
    }
}
