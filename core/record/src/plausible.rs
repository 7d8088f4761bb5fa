//! Weights that are more likely a slip than a change of the body. They are kept, ask to be confirmed, and drive no flag.
//!
//! No standard defines these limits; they are ours, after the cleaning bounds of Chan & Raffa (2017) and what people report of
//! scales: a pound shown as a kilogram, a digit swapped, someone else on the scale.

use crate::day::CalendarDay;
use crate::moment::Moment;

/// Why a weight is held back until someone confirms it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// About 2.2 times what it was around that time, or as many times less: pounds and kilograms mixed up.
    UnitSlip,
    /// More than 5 % off within a day, or more than 10 % within two, and nothing after it agrees.
    Jump,
    /// Typed, more than 10 % off within ten days, what it was before but for two neighbouring digits that changed places, and nothing
    /// around it agrees.
    DigitSwap,
}

/// A weight as this room judges it.
pub(crate) struct Candidate {
    pub(crate) instant_ms: i64,
    pub(crate) day: CalendarDay,
    pub(crate) weight_g: u32,
    pub(crate) confirmed: bool,
    /// Whether a person wrote its digits down.
    pub(crate) typed: bool,
}

/// The doubt about a weight that is being entered at `at`, beside earlier ones that are believed, in order of time: what a timeline
/// would say of it once it is typed in and nothing came after it.
#[must_use]
pub fn doubt_about(weight_g: u32, at: &Moment, earlier: &[(Moment, u32)]) -> Option<Doubt> {
    let candidate = |at: &Moment, weight_g: u32, confirmed: bool| Candidate {
        instant_ms: at.instant_ms(),
        day: at.day(),
        weight_g,
        confirmed,
        typed: true,
    };
    let mut all: Vec<Candidate> =
        earlier.iter().map(|(at, weight_g)| candidate(at, *weight_g, true)).collect();
    all.push(candidate(at, weight_g, false));
    doubts(&all).pop().flatten()
}

/// How many days around a weight say what it should be about.
const AROUND_DAYS: i32 = 30;
/// Pounds in a kilogram, in ten-thousandths.
const POUNDS_TEN_THOUSANDTHS: u64 = 22_046;
/// How near to that factor is near, in percent.
const SLIP_TOLERANCE_PERCENT: u64 = 3;
const DAY_MS: i64 = 86_400_000;
/// How long after a jump a second weight may speak for it.
const SUPPORT_MS: i64 = 7 * DAY_MS;

/// How many days after a weight that is believed its swapped digits are looked for: those of somebody who weighs weekly, and some more.
const SWAP_DAYS: i32 = 10;

/// The doubt about each weight; `weights` are in order of time.
pub(crate) fn doubts(weights: &[Candidate]) -> Vec<Option<Doubt>> {
    let slips: Vec<bool> =
        weights.iter().map(|weight| !weight.confirmed && is_slip(weight, weights)).collect();
    let mut accepted: Vec<&Candidate> = Vec::new();
    let mut found = Vec::with_capacity(weights.len());
    for (place, (weight, slip)) in weights.iter().zip(&slips).enumerate() {
        let mut later =
            weights.iter().zip(&slips).skip(place + 1).filter(|(_, slip)| !**slip).map(|(later, _)| later);
        let doubt = if weight.confirmed {
            None
        } else if *slip {
            Some(Doubt::UnitSlip)
        } else if is_swap(weight, &accepted, &mut later.clone()) {
            Some(Doubt::DigitSwap)
        } else {
            is_jump(weight, &accepted, &mut later).then_some(Doubt::Jump)
        };
        if doubt.is_none() {
            accepted.push(weight);
        }
        found.push(doubt);
    }
    found
}

/// Whether a weight is far from the one before it and no weight of the week before or after speaks for it. A first weight has
/// nothing before it: it is doubted when it is far from the next and that one stays.
fn is_jump<'a>(
    weight: &Candidate,
    accepted: &[&Candidate],
    later: &mut (impl Iterator<Item = &'a Candidate> + Clone),
) -> bool {
    let Some(before) = accepted.last() else {
        let following = later.clone().skip(1);
        return later
            .next()
            .is_some_and(|next| is_far(weight, next, 10) && supported(next, following, SUPPORT_MS));
    };
    let as_before = |other: &&&Candidate| weight.instant_ms - other.instant_ms <= SUPPORT_MS;
    let seen =
        accepted.iter().rev().take_while(as_before).any(|other| !differs_by_more_than(weight, other, 3));
    let far = is_far(before, weight, 10)
        || (weight.instant_ms - before.instant_ms <= DAY_MS && is_far(before, weight, 5));
    far && !seen && !supported(weight, later, SUPPORT_MS)
}

/// Whether a weight is a pound-kilogram mix-up of the median of those around it. `all` are in order of time.
fn is_slip(weight: &Candidate, all: &[Candidate]) -> bool {
    // The person's day may be one off the clock's, so a day more on each side is looked through.
    let reach_ms = i64::from(AROUND_DAYS + 1) * DAY_MS;
    let from = all.partition_point(|other| other.instant_ms < weight.instant_ms - reach_ms);
    let near =
        |other: &&Candidate| other.day != weight.day && other.day.days_since(weight.day).abs() <= AROUND_DAYS;
    let within = || {
        let reached =
            all.iter().skip(from).take_while(|other| other.instant_ms <= weight.instant_ms + reach_ms);
        reached.filter(near).map(|other| u64::from(other.weight_g))
    };
    // Nearly every weight is nowhere near such a factor of the lightest or the heaviest, let alone of the middle.
    let (lightest, heaviest) = within().fold((u64::MAX, 0), |(least, most), g| (least.min(g), most.max(g)));
    let far = |large: u64, small: u64| large / 2 >= small;
    if !far(u64::from(weight.weight_g), lightest) && !far(heaviest, u64::from(weight.weight_g)) {
        return false;
    }
    let mut around: Vec<u64> = within().collect();
    if around.len() < 2 {
        return false;
    }
    around.sort_unstable();
    let Some(median) = around.get(around.len() / 2).copied() else { return false };
    let this = u64::from(weight.weight_g);
    is_factor(this, median) || is_factor(median, this)
}

/// Whether `large` is 2.2046 times `small`, give or take 3 %.
const fn is_factor(large: u64, small: u64) -> bool {
    let (found, wanted) = (large * 10_000 * 100, small * POUNDS_TEN_THOUSANDTHS);
    found >= wanted * (100 - SLIP_TOLERANCE_PERCENT) && found <= wanted * (100 + SLIP_TOLERANCE_PERCENT)
}

/// Within two days of each other and more than `percent` apart.
fn is_far(before: &Candidate, after: &Candidate, percent: u64) -> bool {
    (after.instant_ms - before.instant_ms).abs() <= 2 * DAY_MS && differs_by_more_than(before, after, percent)
}

/// More apart than `percent` of the heavier.
fn differs_by_more_than(a: &Candidate, b: &Candidate, percent: u64) -> bool {
    apart(a.weight_g, b.weight_g, percent)
}

fn apart(a_g: u32, b_g: u32, percent: u64) -> bool {
    u64::from(a_g.abs_diff(b_g)) * 100 > u64::from(a_g.max(b_g)) * percent
}

/// Whether the next weighing on another day, within the time given, is within 3 % of this one.
fn supported<'a>(weight: &Candidate, mut later: impl Iterator<Item = &'a Candidate>, within_ms: i64) -> bool {
    later.find(|next| next.day != weight.day).is_some_and(|next| {
        next.instant_ms - weight.instant_ms <= within_ms && !differs_by_more_than(weight, next, 3)
    })
}

/// Whether a typed weight is far from the one before it, within 1 % of it once two neighbouring digits change places, and no weight
/// of the days around speaks for it. More than 10 % within ten days is hardly ever true; less may be, and is believed.
fn is_swap<'a>(
    weight: &Candidate,
    accepted: &[&Candidate],
    later: &mut impl Iterator<Item = &'a Candidate>,
) -> bool {
    let recent = |other: &&&Candidate| weight.day.days_since(other.day) <= SWAP_DAYS;
    let Some(before) = accepted.last().filter(recent) else { return false };
    let as_before = |weight_g: &u32| !apart(*weight_g, before.weight_g, 1);
    differs_by_more_than(before, weight, 10)
        && weight.typed
        && swapped(weight.weight_g).iter().any(as_before)
        && !accepted.iter().rev().take_while(recent).any(|other| !differs_by_more_than(weight, other, 3))
        && !supported(weight, later, i64::from(SWAP_DAYS) * DAY_MS)
}

/// A weight with two neighbouring digits changed, each way once; of its digits those that are written, tenths of a kilogram at least.
fn swapped(weight_g: u32) -> Vec<u32> {
    let places = [1, 10, 100, 1_000, 10_000].into_iter();
    let written = places.filter(|place| *place >= 100 || !weight_g.is_multiple_of(place * 10));
    let changed = written.filter_map(|place| {
        let (low, high) = (weight_g / place % 10, weight_g / place / 10 % 10);
        let others = weight_g - (high * 10 + low) * place;
        (low != high && weight_g / place >= 10).then(|| others + (low * 10 + high) * place)
    });
    changed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weights on successive days from 2026-01-01, in grams; a minus means confirmed.
    fn judge(weights_g: &[i64]) -> Vec<Option<Doubt>> {
        judge_on(&(0i32..).zip(weights_g.iter().copied()).collect::<Vec<_>>())
    }

    /// The same on these days.
    fn judge_on(weights: &[(i32, i64)]) -> Vec<Option<Doubt>> {
        doubts(&candidates(weights))
    }

    fn candidates(weights: &[(i32, i64)]) -> Vec<Candidate> {
        let first: CalendarDay = "2026-01-01".parse().unwrap();
        let candidate = |(days, weight_g): &(i32, i64)| Candidate {
            instant_ms: i64::from(first.plus(*days).days_since_1970()) * DAY_MS,
            day: first.plus(*days),
            weight_g: weight_g.unsigned_abs().try_into().unwrap(),
            confirmed: *weight_g < 0,
            typed: true,
        };
        weights.iter().map(candidate).collect()
    }

    #[test]
    fn pounds_in_kilograms_are_a_slip() {
        let found = judge(&[74_000, 73_900, 163_000, 73_800]);
        assert_eq!(found, [None, None, Some(Doubt::UnitSlip), None]);
        assert_eq!(judge(&[74_000, 73_900, 33_500, 73_800])[2], Some(Doubt::UnitSlip));
    }

    #[test]
    fn exactly_five_percent_in_a_day_is_believed() {
        assert_eq!(judge(&[80_000, 76_000, 80_000]), [None, None, None]);
        assert_eq!(judge(&[80_000, 75_999, 80_000]), [None, Some(Doubt::Jump), None]);
    }

    #[test]
    fn a_jump_that_stays_is_believed() {
        assert_eq!(judge(&[80_000, 74_000, 74_100, 73_900]), [None; 4]);
    }

    #[test]
    fn a_first_weight_that_everything_after_contradicts_is_doubted() {
        assert_eq!(judge(&[60_000, 80_000, 80_100]), [Some(Doubt::Jump), None, None]);
    }

    #[test]
    fn a_jump_is_one_within_two_days_and_five_percent_within_one() {
        assert_eq!(judge_on(&[(0, 80_000), (2, 71_000), (4, 80_000)])[1], Some(Doubt::Jump));
        assert_eq!(judge_on(&[(0, 80_000), (3, 71_000), (6, 80_000)])[1], None);
        assert_eq!(judge_on(&[(0, 80_000), (2, 75_000)]), [None, None]);
    }

    #[test]
    fn what_speaks_for_a_jump_lies_within_a_week_before_or_after() {
        assert_eq!(judge_on(&[(0, 80_000), (1, 71_000), (8, 71_500)])[1], None);
        assert_eq!(judge_on(&[(0, 80_000), (1, 71_000), (9, 71_500)])[1], Some(Doubt::Jump));
        assert_eq!(judge_on(&[(0, 72_000), (5, 80_000), (7, 71_500)])[2], None);
        assert_eq!(judge_on(&[(0, 72_000), (6, 80_000), (8, 71_500)])[2], Some(Doubt::Jump));
    }

    #[test]
    fn a_slip_of_unit_is_seen_beside_two_weights_of_thirty_days() {
        let slip = Some(Doubt::UnitSlip);
        assert_eq!(judge_on(&[(0, 74_000), (1, 73_900), (30, 163_000)])[2], slip);
        assert_eq!(judge_on(&[(0, 74_000), (1, 73_900), (31, 163_000)])[2], None);
        // Of two the heavier is the middle.
        assert_eq!(judge_on(&[(0, 60_000), (10, 74_000), (20, 163_000)])[2], slip);
    }

    #[test]
    fn digits_that_changed_places_are_doubted_in_a_weekly_weight() {
        let swap = Some(Doubt::DigitSwap);
        // 62.4 as 26.4; the day's own weight need not be that of the week before.
        assert_eq!(judge_on(&[(0, 62_400), (7, 26_400), (14, 62_300)]), [None, swap, None]);
        assert_eq!(judge_on(&[(0, 62_400), (7, 26_100)]), [None, swap]);
        // 39.8 as 38.9 is 2 % and believed; 50.9 as 59.0 is 14 %.
        assert_eq!(judge_on(&[(0, 39_800), (7, 38_900)]), [None, None]);
        assert_eq!(judge_on(&[(0, 50_900), (7, 59_000)]), [None, swap]);
        assert_eq!(judge_on(&[(0, 162_400), (7, 126_400)]), [None, swap]);
        assert_eq!(judge_on(&[(0, 62_450), (7, 26_450)]), [None, swap]);
    }

    #[test]
    fn a_true_loss_that_looks_like_swapped_digits_is_believed_where_anything_speaks_for_it() {
        // 12 % in a week: weighed again, confirmed, seen before, after a gap, or not typed by hand.
        let swap = Some(Doubt::DigitSwap);
        assert_eq!(judge_on(&[(0, 76_000), (7, 67_000)]), [None, swap]);
        assert_eq!(judge_on(&[(0, 76_000), (7, 67_000), (17, 65_000)]), [None, None, None]);
        assert_eq!(judge_on(&[(0, 76_000), (7, 67_000), (18, 65_000)])[1], swap);
        assert_eq!(judge_on(&[(0, 76_000), (7, 67_000), (17, 64_900)])[1], swap);
        assert_eq!(judge_on(&[(0, 76_000), (7, -67_000)]), [None, None]);
        assert_eq!(judge_on(&[(0, 68_900), (4, 76_000), (8, 67_000)]), [None, None, None]);
        assert_eq!(judge_on(&[(0, 76_000), (10, 67_000)]), [None, swap]);
        assert_eq!(judge_on(&[(0, 76_000), (11, 67_000)]), [None, None]);
        let mut by_scale = candidates(&[(0, 76_000), (7, 67_000)]);
        by_scale.iter_mut().for_each(|weight| weight.typed = false);
        assert_eq!(doubts(&by_scale), [None, None]);
        // Not quite the digits of before: 1 % is near enough, more is not.
        assert_eq!(judge_on(&[(0, 76_760), (7, 67_000)])[1], swap);
        assert_eq!(judge_on(&[(0, 76_768), (7, 67_000)])[1], None);
    }

    #[test]
    fn swaps_of_digits_are_those_of_what_was_written() {
        assert_eq!(swapped(62_400), [64_200, 26_400]);
        assert_eq!(swapped(62_450), [62_540, 64_250, 26_450]);
        assert_eq!(swapped(62_451), [62_415, 62_541, 64_251, 26_451]);
        assert_eq!(swapped(66_400), [64_600]);
        assert_eq!(swapped(162_400), [164_200, 126_400, 612_400]);
    }

    #[test]
    fn what_someone_confirmed_is_believed() {
        assert_eq!(judge(&[80_000, -60_000, 80_000])[1], None);
    }
}
