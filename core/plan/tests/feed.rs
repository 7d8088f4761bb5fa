//! The regimen calculator at its bounds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

use nourish_plan::{FeedCheckKind, FeedDay, FeedInput, FeedOutcome, Formulary};
use nourish_record::{FeedMode, FeedSystem, TubeRoute};

fn outcome(input: &FeedInput, kind: FeedCheckKind) -> FeedOutcome {
    input.day().checks.into_iter().find(|check| check.kind == kind).unwrap().outcome
}

fn unknown(outcome: &FeedOutcome) -> bool {
    matches!(outcome, FeedOutcome::Indeterminate(_))
}

#[test]
fn a_night_of_high_energy_formula_is_exact() {
    let formulary = Formulary::built_in().unwrap();
    let input = FeedInput {
        rate_ml_per_h: Some(85),
        duration_min: Some(13 * 60),
        flush_ml: Some(250),
        other_fluid_ml: Some(300),
        fluid_target_ml: Some(1_323),
        energy_target_kcal_milli: Some(2_210_000),
        protein_target_mg: Some(82_876),
        ..FeedInput::default()
    };
    let input = input.of_formula(formulary.named("high-energy-2-0").unwrap());
    let FeedDay { volume_ml, energy_kcal_milli, protein_mg, tube_water_centi_ml, .. } = input.day();
    // 85 x 13 = 1105 ml; x 2 kcal = 2210 kcal; x 75 mg = 82,875 mg; x 0.70 = 773.5 ml, and 250 ml of flushes.
    assert_eq!(volume_ml, Some(1_105));
    assert_eq!(energy_kcal_milli, Some(2_210_000));
    assert_eq!(protein_mg, Some(82_875));
    assert_eq!(tube_water_centi_ml, Some(102_350));
    assert_eq!(outcome(&input, FeedCheckKind::Energy), FeedOutcome::AsItShould);
    // A milligram less is not enough by the feed alone, and no mistake: something may be eaten.
    assert!(unknown(&outcome(&input, FeedCheckKind::Protein)));
    // 1023 ml whole and 300 ml drunk reach 1323 and not 1324.
    assert_eq!(outcome(&input, FeedCheckKind::Water), FeedOutcome::AsItShould);
    let more = FeedInput { fluid_target_ml: Some(1_324), ..input };
    assert_eq!(outcome(&more, FeedCheckKind::Water), FeedOutcome::Not);
}

#[test]
fn nothing_known_decides_nothing() {
    let day = FeedInput::default().day();
    assert_eq!((day.volume_ml, day.energy_kcal_milli, day.protein_mg), (None, None, None));
    assert_eq!((day.formula_water_centi_ml, day.tube_water_centi_ml), (None, None));
    assert_eq!(day.checks.len(), 9);
    for check in day.checks {
        assert!(unknown(&check.outcome), "{:?}", check.kind);
        assert!(check.text.starts_with("cannot tell without ") && !check.source.is_empty());
    }
}

#[test]
fn a_bolus_is_for_the_stomach_alone() {
    let of = |route, mode| {
        outcome(&FeedInput { route, mode, ..FeedInput::default() }, FeedCheckKind::BolusIntoBowel)
    };
    for route in TubeRoute::ALL {
        let bowel =
            matches!(route, TubeRoute::Nasojejunal | TubeRoute::Gastrojejunostomy | TubeRoute::Jejunostomy);
        let expected = if bowel { FeedOutcome::Not } else { FeedOutcome::AsItShould };
        assert_eq!(of(Some(*route), Some(FeedMode::Bolus)), expected, "{}", route.as_str());
        assert_eq!(of(Some(*route), Some(FeedMode::Continuous)), FeedOutcome::AsItShould);
        assert_eq!(unknown(&of(Some(*route), None)), bowel);
    }
    assert!(unknown(&of(None, Some(FeedMode::Bolus))));
    assert_eq!(of(None, Some(FeedMode::Cyclic)), FeedOutcome::AsItShould);
}

#[test]
fn hang_times_hold_to_the_minute() {
    let of = |system, hang_min, in_hospital| {
        let input =
            FeedInput { system: Some(system), hang_min: Some(hang_min), in_hospital, ..FeedInput::default() };
        outcome(&input, FeedCheckKind::HangTime)
    };
    use FeedOutcome::{AsItShould, Not};
    assert_eq!(of(FeedSystem::Powder, 240, None), AsItShould);
    assert_eq!(of(FeedSystem::Powder, 241, None), Not);
    assert_eq!(of(FeedSystem::ReadyToUse, 720, None), AsItShould);
    assert_eq!(of(FeedSystem::ReadyToUse, 721, None), Not);
    assert_eq!(of(FeedSystem::ReadyToUse, 480, Some(true)), AsItShould);
    assert_eq!(of(FeedSystem::ReadyToUse, 481, Some(true)), Not);
    assert_eq!(of(FeedSystem::Closed, 1_440, None), AsItShould);
    assert!(unknown(&of(FeedSystem::Closed, 1_441, None)));
    assert!(unknown(&of(FeedSystem::Closed, 2_880, None)));
    assert_eq!(of(FeedSystem::Closed, 2_881, None), Not);
    // Four feeds over sixteen hours hang four hours each.
    let portions = FeedInput {
        system: Some(FeedSystem::Powder),
        duration_min: Some(960),
        feeds: Some(4),
        ..FeedInput::default()
    };
    assert_eq!(outcome(&portions, FeedCheckKind::HangTime), AsItShould);
    assert_eq!(outcome(&FeedInput { feeds: Some(3), ..portions }, FeedCheckKind::HangTime), Not);
}

#[test]
fn eighty_percent_delivered_is_enough_and_less_is_not() {
    let of = |delivered, prescribed| {
        let input =
            FeedInput { delivered_ml: Some(delivered), prescribed_ml: prescribed, ..FeedInput::default() };
        outcome(&input, FeedCheckKind::Delivered)
    };
    assert_eq!(of(800, Some(1_000)), FeedOutcome::AsItShould);
    assert_eq!(of(799, Some(1_000)), FeedOutcome::Not);
    // A share of nothing is no share.
    assert!(unknown(&of(0, Some(0))));
    assert!(unknown(&of(500, None)));
}

#[test]
fn a_ramp_is_held_against_its_prescription() {
    let ramp = FeedInput {
        rate_ml_per_h: Some(45),
        start_rate_ml_per_h: Some(25),
        rate_step_ml_per_h: Some(20),
        rate_step_every_min: Some(480),
        rate_target_ml_per_h: Some(80),
        running_min: Some(479),
        ..FeedInput::default()
    };
    assert_eq!(outcome(&ramp, FeedCheckKind::RampAsPrescribed), FeedOutcome::Not);
    let later = FeedInput { running_min: Some(480), ..ramp.clone() };
    assert_eq!(outcome(&later, FeedCheckKind::RampAsPrescribed), FeedOutcome::AsItShould);
    assert_eq!(outcome(&ramp, FeedCheckKind::RampAsUsual), FeedOutcome::AsItShould);
    let hasty = FeedInput { rate_step_ml_per_h: Some(21), ..ramp.clone() };
    assert_eq!(outcome(&hasty, FeedCheckKind::RampAsUsual), FeedOutcome::Not);
    let careful = FeedInput { start_rate_ml_per_h: Some(10), ..ramp };
    assert_eq!(outcome(&careful, FeedCheckKind::RampAsUsual), FeedOutcome::AsItShould);
}

#[test]
fn a_plan_that_contradicts_itself_is_named() {
    let input = FeedInput {
        rate_ml_per_h: Some(75),
        duration_min: Some(600),
        prescribed_ml: Some(1_000),
        ..FeedInput::default()
    };
    assert_eq!(outcome(&input, FeedCheckKind::VolumeAddsUp), FeedOutcome::Not);
    let whole = FeedInput { prescribed_ml: Some(750), ..input };
    assert_eq!(outcome(&whole, FeedCheckKind::VolumeAddsUp), FeedOutcome::AsItShould);
}
