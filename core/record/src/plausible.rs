//! Weights that are more likely a slip than a change of the body. They are kept, ask to be confirmed, and drive no flag.
//!
//! No standard defines these limits; they are ours, after the cleaning bounds of Chan & Raffa (2017) and what people report of
//! scales: a pound shown as a kilogram, a digit swapped, someone else on the scale.

use crate::day::CalendarDay;

/// Why a weight is held back until someone confirms it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// About 2.2 times what it was around that time, or as many times less: pounds and kilograms mixed up.
    UnitSlip,
    /// More than 5 % off within a day, or more than 10 % within two, and nothing after it agrees.
    Jump,
}

/// A weight as this room judges it.
pub(crate) struct Candidate {
    pub(crate) instant_ms: i64,
    pub(crate) day: CalendarDay,
    pub(crate) weight_g: u32,
    pub(crate) confirmed: bool,
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
        return later.next().is_some_and(|next| is_far(weight, next, 10) && supported(next, following));
    };
    let as_before = |other: &&&Candidate| weight.instant_ms - other.instant_ms <= SUPPORT_MS;
    let seen =
        accepted.iter().rev().take_while(as_before).any(|other| !differs_by_more_than(weight, other, 3));
    let far = is_far(before, weight, 10)
        || (weight.instant_ms - before.instant_ms <= DAY_MS && is_far(before, weight, 5));
    far && !seen && !supported(weight, later)
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
    u64::from(a.weight_g.abs_diff(b.weight_g)) * 100 > u64::from(a.weight_g.max(b.weight_g)) * percent
}

/// Whether the next weighing on another day, within a week, is within 3 % of this one.
fn supported<'a>(weight: &Candidate, mut later: impl Iterator<Item = &'a Candidate>) -> bool {
    later.find(|next| next.day != weight.day).is_some_and(|next| {
        next.instant_ms - weight.instant_ms <= SUPPORT_MS && !differs_by_more_than(weight, next, 3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weights on successive days from 2026-01-01, in grams; a minus means confirmed.
    fn judge(weights_g: &[i64]) -> Vec<Option<Doubt>> {
        let first: CalendarDay = "2026-01-01".parse().unwrap();
        let candidates: Vec<Candidate> = (0i32..)
            .zip(weights_g)
            .map(|(days, weight_g)| Candidate {
                instant_ms: i64::from(first.plus(days).days_since_1970()) * DAY_MS,
                day: first.plus(days),
                weight_g: weight_g.unsigned_abs().try_into().unwrap(),
                confirmed: *weight_g < 0,
            })
            .collect();
        doubts(&candidates)
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
    fn what_someone_confirmed_is_believed() {
        assert_eq!(judge(&[80_000, -60_000, 80_000])[1], None);
    }
}
