//! How complete the period is, and where its entries came from.

use super::Period;
use crate::model::Coverage;
use nourish_record::{DaySummary, Shown, Source, Timeline};
use nourish_rules::assess::Picture;

pub(super) fn coverage(
    timeline: &Timeline,
    summaries: &[DaySummary],
    picture: &Picture,
    period: Period,
) -> Coverage {
    let days: Vec<&DaySummary> = summaries.iter().filter(|summary| period.contains(summary.day)).collect();
    let having = |has: fn(&DaySummary) -> bool| days.iter().filter(|summary| has(summary)).count();
    let shown: Vec<&Shown> = timeline.iter().filter(|shown| period.contains(shown.day())).collect();
    let sources = Source::ALL
        .iter()
        .map(|source| (*source, shown.iter().filter(|shown| shown.entry().source() == *source).count()));
    Coverage {
        days: period.from.through(period.to).count(),
        days_with_weight: having(|summary| summary.weight.is_some()),
        days_with_energy: having(|summary| summary.energy_kcal_milli().is_some()),
        days_with_protein: having(|summary| summary.protein_mg().is_some()),
        days_with_symptoms: having(|summary| !summary.symptoms.is_empty()),
        entries: shown.len(),
        by_source: sources.filter(|(_, count)| *count > 0).collect(),
        amended: shown.iter().filter(|shown| shown.amended()).count(),
        clashes: shown.iter().filter(|shown| shown.clash()).count(),
        duplicates: timeline
            .duplicates()
            .iter()
            .filter(|entry| period.contains(entry.occurred().day()))
            .count(),
        doubtful: timeline.doubtful().filter(|shown| period.contains(shown.day())).count(),
        newer_in_journal: picture.newer_entries,
    }
}
