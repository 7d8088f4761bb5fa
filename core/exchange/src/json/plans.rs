//! Targets and feeding prescriptions of a profile, joined to plans: a plan holds until the next one, so each says everything that
//! holds on its day.

use super::walk::{Object, Walk};
use crate::drafting::Drafting;
use crate::item::{Context, Item, RefusedRow};
use crate::reading::Reading;
use nourish_record::{CalendarDay, CareRole, Decimal, FeedMode, Problem, TubeRoute};
use std::collections::BTreeSet;

const TARGET: [&str; 7] = [
    "valid_from",
    "set_by",
    "energy_min_kcal",
    "energy_max_kcal",
    "protein_min_g",
    "protein_max_g",
    "fluid_min_ml",
];
const PRESCRIPTION: [&str; 9] = [
    "valid_from",
    "set_by",
    "route",
    "mode",
    "formula",
    "energy_kcal_per_l",
    "protein_g_per_l",
    "volume_ml_per_day",
    "rate_max_ml_per_h",
];

type Dated<'v> = (CalendarDay, Object<'v>);

/// Adds a plan for each day from which a target or a prescription holds.
pub(super) fn read(walk: &mut Walk, root: &Object<'_>, drafting: &Drafting<'_>, context: &Context) {
    let targets = dated(walk, root, "targets", &TARGET);
    let prescriptions = dated(walk, root, "feeding_prescriptions", &PRESCRIPTION);
    let days: BTreeSet<CalendarDay> = targets.iter().chain(&prescriptions).map(|(day, _)| *day).collect();
    for day in days {
        walk.add(read_plan(day, &targets, &prescriptions, drafting, context));
    }
}

/// What is listed under a key, by its day.
fn dated<'v>(walk: &mut Walk, root: &Object<'v>, key: &str, known: &[&str]) -> Vec<Dated<'v>> {
    let mut dated = Vec::new();
    for object in walk.children(root, key, known) {
        match object.required_day("valid_from") {
            Ok(day) => dated.push((day, object)),
            Err(refused) => walk.add(Err(refused)),
        }
    }
    dated
}

fn read_plan(
    day: CalendarDay,
    targets: &[Dated<'_>],
    prescriptions: &[Dated<'_>],
    drafting: &Drafting<'_>,
    context: &Context,
) -> Result<Item, RefusedRow> {
    let mut reading = Reading::new(0);
    let (target, prescription) = (holding(targets, day), holding(prescriptions, day));
    if let Some((_, target)) = target {
        put_target(&mut reading, target)?;
    }
    if let Some((_, prescription)) = prescription {
        put_prescription(&mut reading, prescription)?;
    }
    // Whoever set what is new on this day.
    let newest = [prescription, target].into_iter().flatten().max_by_key(|(from, _)| *from);
    let Some((_, newest)) = newest else {
        return Err(RefusedRow::of(0, "targets", Problem::Missing));
    };
    let set_by = newest.word("set_by", CareRole::ALL, CareRole::as_str)?;
    reading.put("set_by", &newest.at("set_by"), set_by.map_or("", CareRole::as_str));
    let fact = reading.read("feeding-plan")?;
    newest.draft(drafting, ("valid_from", day), context, fact, &[&day.to_string()])
}

/// What holds on a day: the last that is valid from it or from a day before.
fn holding<'a, 'v>(dated: &'a [Dated<'v>], day: CalendarDay) -> Option<&'a Dated<'v>> {
    dated.iter().filter(|(from, _)| *from <= day).max_by_key(|(from, _)| *from)
}

fn put_target(reading: &mut Reading, target: &Object<'_>) -> Result<(), RefusedRow> {
    for (field, key, unit) in [
        ("energy_min_kcal_milli", "energy_min_kcal", "kcal"),
        ("energy_max_kcal_milli", "energy_max_kcal", "kcal"),
        ("protein_min_mg", "protein_min_g", "g"),
        ("protein_max_mg", "protein_max_g", "g"),
        ("fluid_ml", "fluid_min_ml", "ml"),
    ] {
        reading.put_number(field, &target.at(key), &target.number(key)?, unit)?;
    }
    Ok(())
}

fn put_prescription(reading: &mut Reading, prescription: &Object<'_>) -> Result<(), RefusedRow> {
    let volume = prescription.number("volume_ml_per_day")?;
    reading.put_number("tube_prescribed_ml", &prescription.at("volume_ml_per_day"), &volume, "ml")?;
    let place = prescription.at("energy_kcal_per_l");
    let density = prescription.number("energy_kcal_per_l")?;
    if !density.is_empty() {
        // A kilocalorie in a litre is a thousandth of one in a millilitre.
        let milli = Decimal::parse(&density).map_err(|problem| RefusedRow::of(0, &place, problem))?;
        let per_ml = Decimal { scale: milli.scale + 3, ..milli };
        reading.put("tube_density_kcal_milli_per_ml", &place, &written(per_ml));
    }
    reading.put("formula", &prescription.at("formula"), prescription.text("formula")?);
    let route = prescription.word("route", TubeRoute::ALL, TubeRoute::as_str)?;
    reading.put("route", &prescription.at("route"), route.map_or("", TubeRoute::as_str));
    let mode = prescription.word("mode", FeedMode::ALL, FeedMode::as_str)?;
    reading.put("mode", &prescription.at("mode"), mode.map_or("", FeedMode::as_str));
    Ok(())
}

/// A decimal as text.
fn written(decimal: Decimal) -> String {
    let sign = if decimal.digits < 0 { "-" } else { "" };
    let scale = decimal.scale as usize;
    let digits = format!("{:0width$}", decimal.digits.unsigned_abs(), width = scale + 1);
    match digits.split_at_checked(digits.len().saturating_sub(scale)) {
        Some((whole, fraction)) => format!("{sign}{whole}.{fraction}"),
        None => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousandth_is_written_exactly() {
        let per_ml = |text: &str| {
            let decimal = Decimal::parse(text).unwrap();
            written(Decimal { scale: decimal.scale + 3, ..decimal })
        };
        assert_eq!(per_ml("1500"), "1.500");
        assert_eq!(per_ml("7.5"), "0.0075");
        assert_eq!(per_ml("-20"), "-0.020");
    }
}
