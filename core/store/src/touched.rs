//! The days of a week that fresh entries touch, summed from a few entries of its block instead of all of them.
//!
//! Sums are of a day, but what counts on a day is judged beside others: corrections beside what they correct, repetitions beside
//! what they repeat, a weight beside all weights of the week, feeds beside the plan in force. Where that could reach another day,
//! the whole week is summed anew.

use nourish_record::{
    CalendarDay, DaySummary, Entry, EntryId, Fact, FeedingPlan, Intent, Kind, Outline, Timeline, Weight,
    unpack_chosen,
};
use std::collections::{BTreeMap, BTreeSet};

/// The days that changed, with what is on them now.
pub(crate) type Changed = BTreeMap<CalendarDay, Option<DaySummary>>;

/// What the fresh entries of a week do to its days. `None` where the whole week must be summed.
pub(crate) fn days(columns: &[u8], fresh: &[&Entry]) -> Option<Changed> {
    let mut touched = Touched::default();
    let chosen = unpack_chosen(columns, |outlines| touched.choose(outlines, fresh)).ok()??;
    if touched.weights && !touched.keeps_other_weights(&chosen, fresh) {
        return None;
    }
    let timeline = Timeline::of(chosen.into_iter().chain(fresh.iter().copied().cloned()));
    let mut changed: Changed = touched.days.iter().map(|day| (*day, None)).collect();
    for summary in DaySummary::of(&timeline) {
        if let Some(day) = changed.get_mut(&summary.day) {
            *day = Some(summary);
        }
    }
    Some(changed)
}

#[derive(Default)]
struct Touched {
    days: BTreeSet<CalendarDay>,
    /// First entries of what fresh entries correct or take back.
    corrected: BTreeSet<EntryId>,
    /// Whether a weight is new, corrected or taken back.
    weights: bool,
}

impl Touched {
    fn choose(&mut self, outlines: &[Outline], fresh: &[&Entry]) -> Option<Vec<bool>> {
        // With one offset, and days that are the clock's, nothing that happened at one instant lies on two days.
        let offset_s = outlines.first()?.offset_s;
        let regular = |outline: &Outline| outline.offset_s == offset_s && !outline.shifted;
        let is_regular = |entry: &&Entry| {
            let occurred = entry.occurred();
            let clock_day = CalendarDay::from_date(occurred.clock().date());
            i64::from(occurred.offset_s()) == offset_s && clock_day == Some(occurred.day())
        };
        (outlines.iter().all(regular) && fresh.iter().all(is_regular)).then_some(())?;

        self.corrected =
            fresh.iter().filter(|entry| entry.root() != entry.id()).map(|entry| entry.root()).collect();
        self.days = fresh.iter().map(|entry| entry.occurred().day()).collect();
        self.weights = fresh.iter().any(|entry| matches!(entry.fact(), Some(Fact::Weight(_))));
        let mut plans = fresh.iter().any(|entry| matches!(entry.fact(), Some(Fact::FeedingPlan(_))));
        let corrects_one = !self.corrected.is_empty();
        for outline in
            outlines.iter().filter(|outline| corrects_one && self.corrected.contains(&outline.root()))
        {
            self.days.insert(outline.day);
            self.weights |= outline.kind == Some(Weight::NUMBER);
            plans |= outline.kind == Some(FeedingPlan::NUMBER);
        }
        (!plans).then(|| self.wanted(outlines))
    }

    /// Everything on the touched days, every weight and every plan, each with all that corrects it.
    fn wanted(&self, outlines: &[Outline]) -> Vec<bool> {
        let counts = |outline: &Outline| {
            let everywhere = [Weight::NUMBER, FeedingPlan::NUMBER].map(Some).contains(&outline.kind);
            everywhere || self.days.contains(&outline.day)
        };
        let is_correction = |outline: &&Outline| outline.intent != Intent::Record;
        let corrected: BTreeSet<EntryId> = outlines.iter().filter(is_correction).map(Outline::root).collect();
        let related = |outline: &&Outline| corrected.contains(&outline.root()) && counts(outline);
        let rows: BTreeSet<EntryId> = if corrected.is_empty() {
            corrected
        } else {
            outlines.iter().filter(related).map(Outline::root).collect()
        };
        outlines.iter().map(|outline| counts(outline) || rows.contains(&outline.root())).collect()
    }

    /// Whether the weights of days that are not touched stand as they did without the fresh entries.
    fn keeps_other_weights(&self, chosen: &[Entry], fresh: &[&Entry]) -> bool {
        let weighed = |entries: &mut dyn Iterator<Item = &Entry>| -> BTreeSet<EntryId> {
            entries.filter(|entry| matches!(entry.fact(), Some(Fact::Weight(_)))).map(Entry::root).collect()
        };
        let roots = weighed(&mut chosen.iter().chain(fresh.iter().copied()));
        let of_weights = |entry: &&Entry| roots.contains(&entry.root());
        let before = Timeline::of(chosen.iter().filter(of_weights).cloned());
        let after = Timeline::of(chosen.iter().chain(fresh.iter().copied()).filter(of_weights).cloned());
        let others = |timeline: &Timeline| -> Vec<EntryId> {
            let shown = timeline.iter().filter(|shown| !self.days.contains(&shown.day()));
            shown.map(|shown| shown.entry().id()).collect()
        };
        others(&before) == others(&after)
    }
}
