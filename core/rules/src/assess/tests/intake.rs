//! Energy and protein against the target; tube feeds against the prescription.

use super::journal::{Journal, Says, day};
use crate::assess::Level;

const MET: Says = Says::Met(Level::NextContact);
const LOW: Says = Says::Met(Level::Information);

fn plan(fields: &[(&str, &str)]) -> Journal {
    Journal::default().with(20, "feeding-plan", fields)
}

fn eating(kcal: u32, days: std::ops::Range<i32>) -> Journal {
    days.fold(plan(&[("energy_min", "2000 kcal")]), |journal, days| journal.ate(days, kcal))
}

#[test]
fn energy_is_low_below_three_quarters() {
    let rule = "intake_energy";
    assert_eq!(eating(1_500, 0..7).says(rule), Says::NotMet);
    assert_eq!(eating(1_499, 0..7).says(rule), LOW);
    assert_eq!(eating(1_200, 0..7).says(rule), LOW);
    assert_eq!(eating(1_199, 0..7).says(rule), MET);
    let text = |kcal: u32| eating(kcal, 0..7).finding(rule).unwrap().team_text;
    assert!(text(1_200).starts_with("Energy low"));
    assert!(text(1_199).starts_with("Energy inadequate"));
    assert!(text(1_000).starts_with("Energy inadequate"));
    assert!(text(999).starts_with("Energy severely inadequate"));
}

#[test]
fn less_than_four_days_of_data_decide_nothing() {
    let rule = "intake_energy";
    assert_eq!(eating(500, 0..3).says(rule), Says::Open);
    assert!(eating(500, 0..3).first_question(rule).contains("one more day"));
    assert_eq!(eating(500, 0..4).says(rule), MET);
    assert_eq!(eating(500, 7..14).says(rule), Says::Open);
}

#[test]
fn a_day_that_is_not_over_raises_no_flag() {
    // Six days at 80 % and breakfast: with today the mean would be 70.7 %.
    let rule = "intake_energy";
    let morning = eating(1_600, 1..7).ate(0, 300);
    assert_eq!(morning.says(rule), Says::NotMet);
    let week = morning.assess().picture.energy[1].clone();
    assert_eq!((week.window_days, week.days_with_data, week.days_on_target), (7, 7, 0));
    assert_eq!(week.mean.as_deref(), Some("1414.2857"));
    let text = morning.finding(rule).unwrap().team_text;
    assert!(text.contains("1414 kcal a day, 70.7 % of 2000 kcal"));
    assert!(text.contains("without today, which may not be over, 1600 kcal and 80.0 %"));
}

#[test]
fn days_on_target_include_those_right_on_it() {
    let journal = eating(2_000, 0..3).ate(3, 1_999).ate(4, 2_400);
    let week = journal.assess().picture.energy[1].clone();
    assert_eq!((week.days_with_data, week.days_on_target), (5, 4));
}

#[test]
fn without_a_plan_the_guideline_gives_the_target() {
    let rule = "intake_energy";
    // 70 kg: 25 to 30 kcal, 1.0 to 1.5 g of protein a kg; 1.2 g before an operation.
    let journal = Journal::default().weight(0, "70.0");
    let picture = journal.assess().picture;
    let energy = picture.energy_target_kcal.unwrap();
    assert_eq!((energy.least, energy.most), (1_750, Some(2_100)));
    assert_eq!(picture.protein_target_g.unwrap().least, 70);
    assert_eq!(picture.fluid_target_ml.unwrap().least, 2_100);
    let fields = [("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")];
    let before = journal.with(-9, "treatment", &fields).assess().picture;
    assert_eq!(before.protein_target_g.unwrap().least, 84);
    assert_eq!(before.surgery, Some((day(-9), "gastrectomy".to_owned(), 9)));

    let no_weight = (0..7).fold(Journal::default(), |journal, days| journal.ate(days, 1_000));
    assert_eq!(no_weight.says(rule), Says::Open);
    assert!(no_weight.first_question(rule).contains("a weight of today"));
}

#[test]
fn a_later_prescription_leaves_the_energy_target_standing() {
    let journal =
        plan(&[("energy_min", "2000 kcal")]).with(5, "feeding-plan", &[("tube_prescribed", "900 ml")]);
    assert_eq!(journal.assess().picture.energy_target_kcal.unwrap().least, 2_000);
}

#[test]
fn protein_is_judged_once_it_is_logged() {
    let rule = "intake_protein";
    let eating = |grams: &str| {
        (0..7).fold(plan(&[("protein_min", "80 g")]), |journal, days| {
            journal.with(days, "oral-intake", &[("protein", grams)])
        })
    };
    assert_eq!(plan(&[("protein_min", "80 g")]).says(rule), Says::Nothing);
    assert_eq!(eating("60 g").says(rule), Says::NotMet);
    assert_eq!(eating("59.9 g").says(rule), LOW);
}

/// Feeds of the days before today, yesterday's last; 1,000 ml prescribed.
fn fed(delivered_ml: &[u32]) -> Journal {
    let days = (1..).zip(delivered_ml.iter().rev());
    days.fold(plan(&[("tube_prescribed", "1000 ml")]), |journal, (days, ml)| {
        journal.with(days, "tube-feed", &[("delivered", &format!("{ml} ml"))])
    })
}

#[test]
fn tube_delivery_bounds_are_exclusive() {
    let rule = "tube_delivery";
    assert_eq!(fed(&[800, 800, 800]).says(rule), Says::NotMet);
    assert_eq!(fed(&[1000, 799, 799]).says(rule), MET);
    assert_eq!(fed(&[1000, 1000, 799]).says(rule), Says::NotMet);
    // 2,100 of 3,000 is 70 % exactly; 2,099 is below.
    assert_eq!(fed(&[1000, 1000, 100]).says(rule), Says::NotMet);
    assert_eq!(fed(&[1000, 1000, 99]).says(rule), MET);
    assert_eq!(fed(&[1000, 500, 500]).says(rule), MET);
    assert_eq!(fed(&[1000, 499, 499]).says(rule), Says::Met(Level::SameDay));
}

#[test]
fn a_tube_without_prescription_or_without_feeds_is_open() {
    let rule = "tube_delivery";
    let feeding = |journal: Journal| {
        (1..4).fold(journal, |journal, days| journal.with(days, "tube-feed", &[("delivered", "800 ml")]))
    };
    assert_eq!(feeding(Journal::default()).says(rule), Says::Open);
    assert_eq!(feeding(plan(&[("tube_prescribed", "0 ml")])).says(rule), Says::Open);
    assert_eq!(plan(&[("tube_prescribed", "1000 ml")]).says(rule), Says::Open);
    assert_eq!(Journal::default().says(rule), Says::Nothing);
    let removed = plan(&[("tube_prescribed", "1000 ml")]).with(10, "tube-care", &[("event", "removed")]);
    assert_eq!(removed.says(rule), Says::Nothing);
}

#[test]
fn a_prescription_counts_until_its_tube_is_taken_out_and_not_only_as_long_as_it_feeds() {
    let rule = "tube_delivery";
    let care = |journal: Journal, days: i32, clock: &str, event: &str, route: &str| {
        journal.at(days, clock, "tube-care", &[("event", event), ("route", route)])
    };
    let prescribed = |days: i32, clock: &str| {
        Journal::default().at(days, clock, "feeding-plan", &[("tube_prescribed", "1000 ml")])
    };
    let placed = care(prescribed(20, "12:00"), 20, "13:00", "placed", "jejunostomy");
    let warns = |journal: &Journal| journal.finding(rule).unwrap().cautions;
    assert_eq!((placed.says(rule), warns(&placed)), (Says::Open, Vec::new()));

    let out = care(placed.clone(), 10, "12:00", "dislodged", "jejunostomy");
    let caution = format!("the tube came out or moved on {}, and nothing tells that it is back", day(10));
    assert_eq!((out.says(rule), warns(&out)), (Says::Open, vec![caution]));
    let nothing = (1..4).fold(out, |journal, days| journal.with(days, "tube-feed", &[("delivered", "0 ml")]));
    assert_eq!((nothing.says(rule), warns(&nothing).len()), (Says::Met(Level::SameDay), 1));

    assert_eq!(care(placed.clone(), 10, "12:00", "removed", "jejunostomy").says(rule), Says::Nothing);
    // An older tube of another kind, a prescription made anew the same day, and a feed since: there is a tube.
    assert_eq!(care(placed, 10, "12:00", "removed", "nasogastric").says(rule), Says::Open);
    let anew = care(prescribed(10, "15:00"), 10, "09:00", "removed", "nasogastric");
    assert_eq!(anew.says(rule), Says::Open);
    let fed = care(prescribed(20, "12:00"), 10, "09:00", "removed", "nasogastric").with(
        8,
        "tube-feed",
        &[("delivered", "800 ml")],
    );
    assert_eq!(fed.says(rule), Says::Open);
}

#[test]
fn a_night_that_is_not_read_out_yet_does_not_count_as_nothing() {
    let journal = fed(&[840, 720, 640]);
    let finding = journal.finding("tube_delivery").unwrap();
    assert!(finding.team_text.contains("2200 of 3000 ml on 3 days, to 2026-11-19 (73.3 %)"));
    assert_eq!(journal.assess().picture.tube.last(), Some(&(day(0), None, 1_000)));
}

#[test]
fn the_patient_is_never_told_a_rate() {
    for finding in fed(&[300, 300, 300]).assess().findings {
        let text = finding.patient_text.unwrap_or_default();
        assert!(!text.contains("ml/h") && !text.contains("kcal/kg"), "{}", finding.rule);
    }
}

#[test]
fn a_heavy_person_gets_a_target_for_the_adjusted_weight() {
    let person = |kg: &str| Journal::default().with(100, "height", &[("height", "170 cm")]).weight(0, kg);
    let least = |kg: &str| person(kg).assess().picture.energy_target_kcal.unwrap().least;
    // 170 cm: a body-mass index of 30 is 86.7 kg, of 25 it is 72.25 kg.
    assert_eq!(least("86.6"), 2_165);
    // 72.25 + 0.25 x (86.7 - 72.25) = 75.8625 kg, times 25 kcal.
    assert_eq!(least("86.7"), 1_896);
    let target = person("100.0").assess().picture.energy_target_kcal.unwrap();
    assert_eq!(target.least, 1_979);
    assert!(target.basis.contains("adjusted weight of 79.2 kg"), "{}", target.basis);
}

#[test]
fn a_swollen_weight_is_not_divided_by() {
    let swollen = [("weight", "80.0 kg"), ("fluid", "oedema")];
    let journal = Journal::default().weight(20, "70.0").with(0, "weight", &swollen);
    assert_eq!(journal.assess().picture.energy_target_kcal.unwrap().least, 1_750);
    let only_swollen = Journal::default().with(0, "weight", &swollen);
    assert_eq!(only_swollen.assess().picture.energy_target_kcal.unwrap().least, 2_000);
}
