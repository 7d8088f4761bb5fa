use super::*;
use crate::draft::Draft;
use crate::error::JournalError;
use crate::fact::{
    CareRole, CheckIn, CheckInSet, Fact, FeedMode, Modality, RedFlag, TreatmentStatus, TubeRoute,
};
use crate::fact_text::{FactText, FieldText, read_fact};
use crate::journal::Journal;
use crate::scalar::Moment;
use tempfile::TempDir;

fn at(text: &str) -> Moment {
    Moment::parse(&format!("{text}[Europe/Madrid]")).unwrap()
}

fn now() -> Moment {
    at("2026-11-20T20:00")
}

fn create() -> (TempDir, Journal) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.nourish").to_string_lossy().into_owned();
    let journal = Journal::create(path, "a plainly fictional passphrase".into()).unwrap();
    (folder, journal)
}

fn log(journal: &Journal, occurred: &str, kind: &str, fields: &[(&str, &str)]) {
    let field = |(name, text): &(&str, &str)| FieldText { name: (*name).into(), text: (*text).into() };
    let fact = read_fact(FactText { kind: kind.into(), fields: fields.iter().map(field).collect() }).unwrap();
    let draft = Draft { fact, occurred: at(occurred), day: None, source: None };
    journal.log(draft, now()).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_target_says_who_set_it_and_what_it_replaced() {
    let (_folder, journal) = create();
    log(&journal, "2026-11-10T09:00", "feeding-plan", &[("energy_min", "1800 kcal"), ("set_by", "nurse")]);
    let later = [
        ("energy_min", "1900 kcal"),
        ("energy_max", "2200 kcal"),
        ("fluid", "2000 ml"),
        ("set_by", "dietitian"),
    ];
    log(&journal, "2026-11-18T09:00", "feeding-plan", &later);
    let plan = journal.plan(now().day()).unwrap();
    let energy = plan.targets.energy_kcal_milli.unwrap();
    assert_eq!((energy.least, energy.most), (1_900_000, Some(2_200_000)));
    assert_eq!((energy.by.role, energy.by.day), (Some(CareRole::Dietitian), at("2026-11-18T09:00").day()));
    let before = energy.replaced.unwrap();
    assert_eq!((before.least, before.most, before.by.role), (1_800_000, None, Some(CareRole::Nurse)));
    let fluid = plan.targets.fluid_ml.unwrap();
    assert!((fluid.least, fluid.most) == (2_000, None) && fluid.replaced.is_none());
    assert!(plan.targets.protein_mg.is_none() && plan.damage.is_empty());
    // A plan of targets prescribes no feed.
    assert!(plan.feeding.is_none() && plan.tube.is_none() && plan.fluid_restricted.is_none());
}

#[test]
fn everything_of_a_plan_comes_through() {
    let (_folder, journal) = create();
    let feed = [
        ("tube_prescribed", "1000 ml"),
        ("route", "jejunostomy"),
        ("mode", "cyclic"),
        ("set_by", "dietitian"),
    ];
    log(&journal, "2026-11-18T09:00", "feeding-plan", &feed);
    log(&journal, "2026-11-17T09:00", "tube-care", &[("event", "placed"), ("route", "jejunostomy")]);
    log(
        &journal,
        "2026-12-08T08:00",
        "treatment",
        &[("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")],
    );
    let way = [
        ("feeding_days", "10"),
        ("product", "Drink 1.5"),
        ("supplement", "400 ml"),
        ("drink_evening", "800 ml"),
        ("solids_until", "6 h"),
    ];
    log(&journal, "2026-11-18T09:00", "surgery-preparation", &way);
    log(
        &journal,
        "2026-11-19T09:00",
        "care-task",
        &[("title", "B12 injection"), ("status", "requested"), ("every_days", "90")],
    );
    log(&journal, "2026-11-19T09:00", "care-contact", &[("role", "nurse"), ("phone", "555 0101")]);
    log(
        &journal,
        "2026-11-19T09:00",
        "sick-day-rule",
        &[("situation", "nothing stays down"), ("action", "small sips")],
    );
    log(&journal, "2026-11-19T09:00", "profile", &[("home_zone", "Europe/Madrid")]);
    let plan = journal.plan(now().day()).unwrap();

    assert_eq!(plan.feeding.unwrap().value.tube_prescribed_ml, Some(1_000));
    let tube = plan.tube.unwrap();
    assert_eq!((tube.route, tube.since), (Some(TubeRoute::Jejunostomy), Some(at("2026-11-17T09:00").day())));
    let surgery = plan.surgery.unwrap();
    assert_eq!((surgery.name.as_str(), surgery.in_days), ("gastrectomy", 18));
    assert_eq!(plan.preparation.unwrap().value.feeding_days, Some(10));
    let [
        PreparationStep::Feeding { from, supplement_ml, .. },
        PreparationStep::EveningDrink { volume_ml, .. },
        PreparationStep::Solids { until_min },
    ] = plan.preparation_steps.as_slice()
    else {
        panic!("three steps")
    };
    assert_eq!((*from, *supplement_ml), (at("2026-11-28T08:00").day(), Some(400)));
    assert_eq!((*volume_ml, *until_min), (800, 360));
    assert_eq!((plan.tasks[0].title.as_str(), plan.tasks[0].every_days), ("B12 injection", Some(90)));
    assert_eq!(plan.contacts[0].value.phone, "555 0101");
    assert_eq!(plan.phone.unwrap().role, CareRole::Nurse);
    assert_eq!(plan.sick_day_rules[0].value.action, "small sips");
    assert_eq!(plan.home_zone, Some(HomeZone::Known { name: "Europe/Madrid".into() }));
    log(&journal, "2026-11-20T09:00", "profile", &[("home_zone", "Nowhere")]);
    assert_eq!(journal.plan(now().day()).unwrap().home_zone, Some(HomeZone::Unknown));
}

#[test]
fn a_regimen_is_planned_without_doses_and_what_cannot_be_is_refused_by_field() {
    let (_folder, journal) = create();
    let flot = regimens().unwrap().into_iter().find(|regimen| regimen.id == "flot").unwrap();
    assert_eq!((flot.cycle_days, flot.cycles, flot.drugs.len()), (14, 4, 4));
    let start = at("2026-12-01T10:00");
    let plan = |regimen: &str, cycles| journal.plan_regimen(regimen.into(), start.clone(), now(), cycles);
    assert_eq!(plan("flat", None), Err(JournalError::NoSuchRegimen));
    let none = plan("flot", Some(0)).unwrap_err();
    assert!(matches!(none, JournalError::InvalidEntry { field_name, .. } if field_name == "cycles"));
    // The second cycle begins on 28 March 2027, when Madrid's clocks skip half past two.
    let skipped = journal.plan_regimen("flot".into(), at("2027-03-14T02:30"), now(), Some(2)).unwrap_err();
    assert!(matches!(skipped, JournalError::InvalidEntry { field_name, .. } if field_name == "start"));
    assert_eq!(journal.entry_count(), 0);

    assert_eq!(plan("flot", Some(2)), Ok(8));
    let plan = journal.plan(now().day()).unwrap();
    assert!(plan.treatments.iter().all(|treatment| treatment.status == TreatmentStatus::Planned));
    assert_eq!((plan.treatments.len(), plan.treatments[0].modality), (8, Modality::Chemotherapy));
    let cycles: Vec<_> =
        plan.cycles.iter().map(|cycle| (cycle.number, cycle.given, cycle.first_day)).collect();
    assert_eq!(cycles, [(Some(1), false, start.day()), (Some(2), false, start.day().plus(14))]);
    assert!(plan.upcoming == plan.treatments && plan.cycle_now.is_none());
    // The third day of the second cycle: what was planned before it lies behind.
    let later = journal.plan(start.day().plus(16)).unwrap();
    let now = later.cycle_now.unwrap();
    assert_eq!((now.cycle.number, now.day), (Some(2), 3));
    assert!(later.upcoming.is_empty());
}

#[test]
fn a_ring_shows_what_came_in_and_what_nobody_logged_is_unknown() {
    let (_folder, journal) = create();
    log(
        &journal,
        "2026-11-18T09:00",
        "feeding-plan",
        &[("energy_min", "1000 kcal"), ("set_by", "dietitian")],
    );
    log(&journal, "2026-11-20T13:00", "oral-intake", &[("meal", "lunch"), ("energy", "420 kcal")]);
    log(
        &journal,
        "2026-11-20T14:00",
        "note",
        &[("text", "Well done"), ("sender", "nurse"), ("recipient", "patient")],
    );
    let said = journal.feedback(now(), FeedbackListener::Patient, "es".into()).unwrap();
    let energy = &said.today.rings[0];
    assert_eq!((energy.kind, energy.delivered, energy.target), (RingKind::Energy, Some(420), Some(1_000)));
    assert_eq!((energy.filled_percent, energy.from_plan, energy.unit.as_str()), (Some(42), true, "kcal"));
    assert_eq!(energy.said.text, "Energía: 420 de 1000 kcal hasta ahora.");
    let protein = &said.today.rings[1];
    assert_eq!((protein.delivered, protein.filled_percent), (None, None));
    assert_eq!(
        (said.headings.week.text.as_str(), said.headings.visit.language.as_str()),
        ("Los últimos siete días", "es")
    );
    assert_eq!((said.week.from, said.week.to), (now().day().plus(-6), now().day()));
    assert_eq!(said.today.messages[0].text, "Well done");
    assert!(!said.week.sentences.is_empty() && said.damage.is_empty());
}

#[test]
fn the_feed_calculator_is_exact_and_undecided_without_what_it_needs() {
    let (_folder, journal) = create();
    let formula = journal.formulary().into_iter().find(|formula| formula.id == "high-energy-1-5").unwrap();
    let input = FeedInput {
        rate_ml_per_h: Some(75),
        duration_min: Some(600),
        flush_ml: Some(200),
        ..FeedInput::default()
    };
    let day = feed_day(feed_with_formula(input, formula));
    // 750 ml of 1.5 kcal and 60 mg protein a ml; 77 % of it and 200 ml are water.
    assert_eq!(
        (day.volume_ml, day.energy_kcal_milli, day.protein_mg),
        (Some(750), Some(1_125_000), Some(45_000))
    );
    assert_eq!(day.tube_water_centi_ml, Some(77_750));

    let open = feed_day(FeedInput::default());
    assert_eq!((open.volume_ml, open.energy_kcal_milli, open.tube_water_centi_ml), (None, None, None));
    assert!(open.checks.iter().all(
        |check| matches!(&check.outcome, FeedOutcome::Indeterminate { missing } if !missing.is_empty())
    ));
    let bolus = FeedInput {
        route: Some(TubeRoute::Jejunostomy),
        mode: Some(FeedMode::Bolus),
        ..FeedInput::default()
    };
    let check = &feed_day(bolus).checks[0];
    assert_eq!((check.kind, &check.outcome), (FeedCheckKind::BolusIntoBowel, &FeedOutcome::NotAsItShould));
    assert!(check.source.contains("MSD"));

    // Rate times hours.
    log(
        &journal,
        "2026-11-20T09:00",
        "feeding-plan",
        &[("tube_prescribed", "900 ml"), ("rate", "100 ml/h"), ("duration", "10 h")],
    );
    let prescribed = journal.plan(now().day()).unwrap().feeding.unwrap().value;
    assert_eq!(feed_day(feed_of_plan(prescribed)).volume_ml, Some(1_000));
}

#[test]
fn the_list_puts_first_who_needs_the_team_first() {
    let flagged = |flag| {
        let (folder, journal) = create();
        let check_in = CheckIn {
            set: CheckInSet::Daily,
            asked: vec![flag],
            yes: vec![flag],
            completed: Some(true),
            answered_by: None,
            questionnaire: None,
            entries: Vec::new(),
        };
        journal
            .log(
                Draft {
                    fact: Fact::CheckIn(check_in),
                    occurred: at("2026-11-20T08:00"),
                    day: None,
                    source: None,
                },
                now(),
            )
            .unwrap();
        (folder, journal)
    };
    let (rigors, collapse) = (flagged(RedFlag::Rigors), flagged(RedFlag::Collapse));
    log(
        &rigors.1,
        "2026-12-08T08:00",
        "treatment",
        &[("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")],
    );
    let entry = |label: &str, journal: &Journal| journal.worklist_entry(label.into(), now().day()).unwrap();
    let entries = vec![entry("bed 7", &rigors.1), entry("bed 2", &collapse.1)];
    let labels = |filter| {
        let ranked = rank_worklist(entries.clone(), filter);
        ranked.into_iter().map(|entry| entry.label).collect::<Vec<_>>()
    };
    assert_eq!(labels(None), ["bed 2", "bed 7"]);
    let soon = WorklistFilter { surgery_within_days: Some(18), ..WorklistFilter::default() };
    assert_eq!(labels(Some(soon)), ["bed 7"]);
    assert_eq!(entries[0].surgery.as_ref().unwrap().name, "gastrectomy");
    assert!(entries[1].open[0].rule == "red_flag:collapse" && !entries[1].why.is_empty());

    let answer = [("rule", "red_flag:rigors"), ("action", "contacted"), ("role", "nurse")];
    log(&rigors.1, "2026-11-20T08:25", "acknowledgement", &answer);
    let times = rigors.1.response_times(now().day(), 7).unwrap();
    let answered = times.responses.iter().find(|response| response.rule == "red_flag:rigors").unwrap();
    assert_eq!((answered.minutes, answered.answered_on), (Some(25), Some(now().day())));
    assert_eq!(entry("bed 7", &rigors.1).answered, 1);
}
