//! What the charts show: days in numbers, the smoothed weight, the weight to compare with.

use super::{Period, events, markers};
use crate::model::{ByRoute, Day, DoubtfulWeight, Origin, ReferenceWeight, Series, TargetRange};
use nourish_record::{CalendarDay, DaySummary, Fact, Shown, Timeline, Weight};
use nourish_rules::assess::{Assessment, Picture, Target};
use std::collections::BTreeMap;

pub(super) fn series(
    timeline: &Timeline,
    summaries: &[DaySummary],
    assessment: &Assessment,
    period: Period,
) -> Series {
    let picture = &assessment.picture;
    let trend = trend_g(summaries);
    let in_period = summaries.iter().filter(|summary| period.contains(summary.day));
    Series {
        days: in_period
            .map(|summary| day(summary, trend.get(&summary.day).copied(), weight_origin(timeline, summary)))
            .collect(),
        reference: reference(picture),
        doubtful_weights: doubtful(timeline, period),
        markers: markers::markers(timeline, assessment, period),
        energy_target_kcal: picture.energy_target_kcal.as_ref().map(target),
        protein_target_g: picture.protein_target_g.as_ref().map(target),
    }
}

fn target(target: &Target) -> TargetRange {
    TargetRange { least: target.least, most: target.most, basis: target.basis.clone() }
}

/// Where the weighing came from that stands for its day.
fn weight_origin(timeline: &Timeline, summary: &DaySummary) -> Option<Origin> {
    let point = summary.weight?;
    let mut of_day = timeline.between(summary.day, summary.day);
    let is_it = |shown: &&Shown| shown.entry().occurred().instant_ms() == point.instant_ms;
    let is_weight = |shown: &&Shown| matches!(shown.entry().fact(), Some(Fact::Weight(_)));
    of_day.find(|shown| is_it(shown) && is_weight(shown)).map(events::origin)
}

fn day(summary: &DaySummary, trend_g: Option<u32>, weight_origin: Option<Origin>) -> Day {
    Day {
        day: summary.day,
        weight_g: summary.weight.map(|point| point.weight_g),
        weight_origin,
        trend_g,
        energy_kcal_milli: ByRoute {
            oral: summary.oral_energy_kcal_milli,
            tube: summary.tube_energy_kcal_milli,
            parenteral: summary.parenteral_energy_kcal_milli,
        },
        protein_mg: ByRoute {
            oral: summary.oral_protein_mg,
            tube: summary.tube_protein_mg,
            parenteral: summary.parenteral_protein_mg,
        },
        fluid_ml: ByRoute {
            oral: summary.oral_fluid_ml,
            tube: summary.tube_fluid_ml,
            parenteral: summary.intravenous_fluid_ml,
        },
        volume_ml: summary.volume_ml(),
        tube_delivered_ml: summary.tube_delivered_ml,
        tube_prescribed_ml: summary.tube_prescribed_ml,
        eaten_percent: summary.eaten_percent,
        stool_count: summary.stool_count,
        vomit_count: summary.vomit_count,
        symptoms: summary.symptoms.iter().collect(),
        entries: summary.entries,
    }
}

/// The weight with the longest window that has one.
fn reference(picture: &Picture) -> Option<ReferenceWeight> {
    let known = picture.weight_changes.iter().filter_map(|change| {
        let (day, weight_g) = change.reference?;
        Some(ReferenceWeight { day, weight_g, window_days: change.window_days })
    });
    known.max_by_key(|reference| reference.window_days)
}

fn doubtful(timeline: &Timeline, period: Period) -> Vec<DoubtfulWeight> {
    let in_period = timeline.doubtful().filter(|shown| period.contains(shown.day()));
    in_period
        .filter_map(|shown| {
            let weight = shown.entry().fact_of::<Weight>()?;
            Some(DoubtfulWeight { entry: shown.root(), day: shown.day(), weight_g: weight.weight_g })
        })
        .collect()
}

/// Parts of a million.
const MILLION: i64 = 1_000_000;
/// After this many days without a weighing the trend starts anew within a tenth of a percent.
const LONGEST_GAP_DAYS: i32 = 60;

/// The smoothed weight of every weighed day of the whole journal, so that it does not depend on the period.
///
/// A tenth of the way to each new weight a day, `T + (1 - 0.9^d) (W - T)` after `d` days, in whole milligrams.
fn trend_g(summaries: &[DaySummary]) -> BTreeMap<CalendarDay, u32> {
    let mut trend = BTreeMap::new();
    let mut last: Option<(CalendarDay, i64)> = None;
    let weighed = summaries.iter().filter_map(|summary| Some((summary.day, summary.weight?.weight_g)));
    for (day, weight_g) in weighed {
        let weight_mg = i64::from(weight_g) * 1000;
        let smoothed_mg = last.map_or(weight_mg, |(before, trend_mg)| {
            let kept = kept_after(day.days_since(before));
            trend_mg + (weight_mg - trend_mg) * (MILLION - kept) / MILLION
        });
        last = Some((day, smoothed_mg));
        trend.insert(day, u32::try_from((smoothed_mg + 500) / 1000).unwrap_or(weight_g));
    }
    trend
}

/// Share of the old trend that is left after so many days, in parts of a million.
fn kept_after(days: i32) -> i64 {
    (0..days.min(LONGEST_GAP_DAYS)).fold(MILLION, |kept, _| kept * 9 / 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_record::{DaySummary, WeightPoint};

    fn weighed(day: &str, weight_g: u32) -> DaySummary {
        let weight = Some(WeightPoint { instant_ms: 0, weight_g });
        DaySummary { weight, ..DaySummary::unknown(day.parse().unwrap()) }
    }

    #[test]
    fn the_trend_moves_a_tenth_a_day() {
        let days =
            [weighed("2026-11-01", 70_000), weighed("2026-11-02", 69_000), weighed("2026-11-04", 69_000)];
        let trend: Vec<u32> = trend_g(&days).into_values().collect();
        // 70 000; 70 000 - 100; two days later 69 900 - 0.19 x 900 = 69 729.
        assert_eq!(trend, [70_000, 69_900, 69_729]);
    }

    #[test]
    fn after_a_long_silence_the_trend_starts_at_the_new_weight() {
        let days = [weighed("2026-01-01", 80_000), weighed("2026-11-01", 60_000)];
        let last = trend_g(&days).into_values().last().unwrap();
        assert!((60_000..60_040).contains(&last), "{last}");
    }
}
