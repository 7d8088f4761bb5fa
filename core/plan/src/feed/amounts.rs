//! What a feed gives against what was prescribed and what is to be reached.

use super::checks::{FeedCheck, FeedCheckKind, FeedOutcome, PRESCRIBED_SOURCE, check, open, so};
use super::{FeedDay, FeedInput};

/// At least so much of what was prescribed. Percent.
const DELIVERED_PERCENT: u64 = 80;
const DELIVERED_SOURCE: &str = "At least 80 % of what was prescribed: SCCM/ASPEN 2016 (as commonly cited; not confirmed in the guideline itself). 80 % exactly is enough.";

pub(super) fn delivered(input: &FeedInput, day: &FeedDay) -> FeedCheck {
    let kind = FeedCheckKind::Delivered;
    let prescribed = input.prescribed_ml.map(u64::from).or(day.volume_ml).filter(|ml| *ml > 0);
    let (Some(delivered), Some(prescribed)) = (input.delivered_ml.map(u64::from), prescribed) else {
        let known = [("delivered", input.delivered_ml.is_some()), ("prescribed", prescribed.is_some())];
        return open(kind, &known, DELIVERED_SOURCE);
    };
    let holds = delivered * 100 >= prescribed * DELIVERED_PERCENT;
    let percent = delivered * 100 / prescribed;
    let text = format!("{delivered} of {prescribed} ml delivered, {percent} % rounded down");
    check(kind, so(holds), text, DELIVERED_SOURCE)
}

pub(super) fn against(
    kind: FeedCheckKind,
    given: Option<u64>,
    target: Option<u32>,
    (unit, parts): (&str, u64),
) -> FeedCheck {
    let (Some(given), Some(target)) = (given, target.map(u64::from)) else {
        let known = [("what the feed gives", given.is_some()), ("target", target.is_some())];
        return open(kind, &known, PRESCRIBED_SOURCE);
    };
    let text = format!("{} of {} {unit} by this feed alone", given / parts, target / parts);
    if given >= target {
        return check(kind, FeedOutcome::AsItShould, text, PRESCRIBED_SOURCE);
    }
    // Less is no mistake where the person eats as well.
    let text = format!("{text}; whether the rest is eaten is not known here");
    check(kind, FeedOutcome::Indeterminate(vec!["what is eaten"]), text, PRESCRIBED_SOURCE)
}

/// Formula's water, flushes, and what else was drunk or infused, against the fluid target.
pub(super) fn water(input: &FeedInput, day: &FeedDay) -> FeedCheck {
    let kind = FeedCheckKind::Water;
    let target = input.fluid_target_ml.map(u64::from);
    let by_tube = day.tube_water_centi_ml.map(|centi| centi / 100);
    let other = input.other_fluid_ml.map(u64::from);
    if let (Some(tube_ml), Some(target_ml)) = (by_tube, target) {
        let known_ml = tube_ml + other.unwrap_or(0);
        let said = format!(
            "{tube_ml} ml by tube, {} of {target_ml} ml",
            other.map_or_else(
                || "what else was drunk is not known".to_owned(),
                |other| format!("{other} ml otherwise, together {}", tube_ml + other),
            )
        );
        if known_ml >= target_ml {
            return check(kind, FeedOutcome::AsItShould, said, PRESCRIBED_SOURCE);
        }
        if other.is_some() {
            return check(kind, FeedOutcome::Not, said, PRESCRIBED_SOURCE);
        }
    }
    let known = [
        ("volume and water of the formula", day.formula_water_centi_ml.is_some()),
        ("flush", input.flush_ml.is_some()),
        ("fluid target", target.is_some()),
        ("other fluid", other.is_some()),
    ];
    open(kind, &known, PRESCRIBED_SOURCE)
}
