//! Profile, plan and check-ins: the sample files against their description.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod outcome;

use nourish_exchange::{FileError, Format, read};
use nourish_record::{
    CareContact, CareRole, CheckIn, FeedMode, FeedingPlan, Finding, FindingItem, Height, Lab, Profile,
    RedFlag, Source, Treatment, TreatmentReason, TreatmentStatus, TubeCare, TubeRoute, Vitals, Weight,
    WeightMethod,
};
use outcome::{Outcome, context, journal, read_bytes, read_sample, timeline};

const PROFILE: &str = "gastrectomy/profile.json";

#[test]
fn the_profile_says_who_the_person_is() {
    let outcome = read_sample(PROFILE);
    let (draft, profile) = outcome.facts::<Profile>()[0].clone();
    assert_eq!(profile.name.as_deref(), Some("Sample Person"));
    assert_eq!(profile.born_on.unwrap().to_string(), "1957-03-14");
    assert_eq!(profile.home_zone.as_deref(), Some("Europe/Madrid"));
    assert_eq!(draft.occurred.day().to_string(), "2026-07-29", "the day of diagnosis");
    assert_eq!(outcome.facts::<Height>()[0].1.height_mm, 1740);
    let (usual, weight) = outcome.facts::<Weight>()[0].clone();
    assert_eq!((weight.weight_g, weight.method), (78_400, Some(WeightMethod::Recalled)));
    assert_eq!(usual.occurred.day().to_string(), "2026-05-01");
}

#[test]
fn a_plan_says_everything_that_holds_on_its_day() {
    let outcome = read_sample(PROFILE);
    let plans = outcome.facts::<FeedingPlan>();
    assert_eq!(plans.len(), 2);
    assert!(plans.iter().all(|(draft, _)| draft.source == Source::Clinician));
    let (first, second) = (&plans[0].1, &plans[1].1);
    assert_eq!((first.energy_min_kcal_milli, first.tube_prescribed_ml), (Some(1_950_000), None));
    assert_eq!(second.energy_min_kcal_milli, Some(1_950_000), "the targets hold on");
    assert_eq!((second.protein_min_mg, second.fluid_ml), (Some(95_000), Some(2_100)));
    assert_eq!((second.tube_prescribed_ml, second.tube_density_kcal_milli_per_ml), (Some(1000), Some(1500)));
    assert_eq!((second.route, second.mode), (Some(TubeRoute::Nasojejunal), Some(FeedMode::Cyclic)));
    assert_eq!(second.set_by, Some(CareRole::Dietitian));
    assert_eq!(plans[1].0.occurred.day().to_string(), "2026-11-06");
}

#[test]
fn labs_findings_and_tube_come_with_their_days() {
    let outcome = read_sample(PROFILE);
    let labs = outcome.facts::<Lab>();
    assert_eq!(labs.len(), 17);
    let of = |analyte: &str, date: &str| {
        let wanted = |draft: &nourish_record::Draft, lab: &Lab| {
            lab.analyte.as_str() == analyte && draft.occurred.day().to_string() == date
        };
        labs.iter().find(|(draft, lab)| wanted(draft, lab)).unwrap().1.value_milli
    };
    assert_eq!((of("albumin", "2026-11-16"), of("phosphate", "2026-11-16")), (33_000, 840));
    assert_eq!(of("neutrophils", "2026-10-05"), 900_000);
    let findings = outcome.facts::<Finding>();
    let items: Vec<(FindingItem, bool)> =
        findings.iter().map(|(_, fact)| (fact.item, fact.present)).collect();
    // That there is neither oedema nor ascites is nothing to keep.
    assert_eq!(items, [(FindingItem::ImpairedGeneralCondition, true), (FindingItem::ScreenPositive, true)]);
    let (tube, _) = outcome.facts::<TubeCare>()[0].clone();
    assert_eq!(tube.occurred.day().to_string(), "2026-11-06");
}

#[test]
fn whom_to_call_is_known_by_role() {
    let outcome = read_sample(PROFILE);
    let contacts = outcome.facts::<CareContact>();
    let roles: Vec<CareRole> = contacts.iter().map(|(_, contact)| contact.role).collect();
    assert_eq!(roles, [CareRole::Nurse, CareRole::Dietitian, CareRole::Surgeon, CareRole::Supplier]);
    assert_eq!(contacts[0].1.phone, "555-0101");
    assert_eq!(contacts[0].1.hours.as_deref(), Some("day and night"));
    assert_eq!(outcome.refusals(), []);
}

fn profile(text: &str) -> Outcome {
    read_bytes(Format::ProfileJson, format!(r#"{{"schema":"nourish/profile/1",{text}}}"#).as_bytes())
}

#[test]
fn what_cannot_be_read_is_named_by_its_path_and_the_rest_is_read() {
    let outcome = profile(
        r#""shoe_size": 42, "labs": [
            {"analyte": "albumin", "value": "3.3", "unit": "g/dL", "taken_on": "2026-11-16"},
            {"analyte": "albumin", "value": "thirty", "unit": "g/L", "taken_on": "2026-11-16"},
            {"analyte": "albumin", "value": 33, "unit": "g/L", "taken_on": "2026-11-16", "by": "x"},
            {"analyte": "albumin", "value": "33", "unit": "g/L", "taken_on": "2027-01-01"}, 7],
        "heights": [{"height_mm": 17400, "measured_on": "2026-11-01"}],
        "findings": [{"finding": "ascites", "value": true, "found_on": "2026-11-01", "found_by": "clinician"}]"#,
    );
    let fields: Vec<&str> = outcome.refused.iter().map(|row| row.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "shoe_size",
            "heights[0].height_mm",
            "labs[2].by",
            "labs[4]",
            "labs[0].unit",
            "labs[1].value",
            "labs[3].taken_on",
            "findings[0].finding",
        ]
    );
    assert_eq!(outcome.facts::<Lab>().len(), 1);
    assert_eq!(outcome.refused[4].remedy, "give the value in g/L");
}

#[test]
fn what_is_undated_is_never_of_the_day_of_the_import() {
    let contact = r#""care_team": [{"role": "nurse", "phone": "555-0101"}]"#;
    let outcome = profile(contact);
    assert_eq!((outcome.drafts.len(), outcome.refusals()), (0, vec![(0, "diagnosis.diagnosed_on")]));
    let zoned = profile(&format!(
        r#"{contact}, "time_zones": [{{"zone": "Europe/Madrid", "from": "2026-10-02"}},
        {{"zone": "Atlantic/Canary", "from": "2026-08-08"}}, {{"zone": "Atlantis", "from": "2026-08-08"}}]"#
    ));
    assert_eq!(zoned.refusals(), [(0, "time_zones[2].zone")]);
    assert!(zoned.drafts.iter().all(|draft| draft.occurred.day().to_string() == "2026-08-08"));
    assert_eq!(zoned.facts::<Profile>()[0].1.home_zone.as_deref(), Some("Europe/Madrid"));
}

#[test]
fn the_other_profiles_come_whole() {
    for file in ["doing-well/profile.json", "red-flags/profile.json"] {
        let outcome = read_sample(file);
        assert_eq!(outcome.refusals(), [], "{file}");
        assert_eq!(outcome.facts::<FeedingPlan>().len(), 1, "{file}");
    }
}

#[test]
fn the_plan_gives_every_dose() {
    let outcome = read_sample("gastrectomy/plan.json");
    assert!(outcome.refused.is_empty());
    let treatments = outcome.facts::<Treatment>();
    assert_eq!(treatments.len(), 17, "four drugs in four cycles, and an operation");
    // Given and planned, from the sample's description.
    for (drug, given, planned) in [
        ("docetaxel", 342, 380),
        ("oxaliplatin", 600, 640),
        ("leucovorin", 1520, 1520),
        ("fluorouracil", 19_760, 19_760),
    ] {
        let of_drug = || treatments.iter().map(|(_, fact)| fact).filter(|fact| fact.name == drug);
        assert_eq!(of_drug().filter_map(|fact| fact.dose_mg).sum::<u32>(), given, "{drug}");
        let intended = of_drug().filter_map(|fact| fact.planned_dose_mg.or(fact.dose_mg)).sum::<u32>();
        assert_eq!(intended, planned, "{drug}");
    }
    let late: Vec<_> = treatments.iter().filter(|(_, fact)| fact.planned_on.is_some()).collect();
    assert_eq!(late.len(), 4, "the third cycle, a week late");
    assert_eq!(late[0].0.occurred.day().days_since(late[0].1.planned_on.unwrap()), 7);
    assert_eq!(late[0].1.reason, Some(TreatmentReason::BloodCounts));
    assert_eq!((late[0].1.cycle_days, late[0].1.planned_cycles), (Some(14), Some(4)));
    let numb = treatments.iter().find(|(_, fact)| fact.dose_mg == Some(120)).unwrap();
    assert_eq!(numb.1.reason, Some(TreatmentReason::SideEffects));
    let (operation, surgery) = treatments.last().unwrap();
    assert_eq!((surgery.status, surgery.name.as_str()), (TreatmentStatus::Planned, "total gastrectomy"));
    assert_eq!(operation.occurred.day().to_string(), "2026-12-07");
    assert!(treatments.iter().all(|(draft, _)| draft.source == Source::Clinician));
}

#[test]
fn cycles_not_yet_given_are_plans_and_become_new_entries_once_given() {
    let outcome = read_sample("red-flags/plan.json");
    let planned =
        |status| outcome.facts::<Treatment>().iter().filter(|(_, fact)| fact.status == status).count();
    assert_eq!((planned(TreatmentStatus::Given), planned(TreatmentStatus::Planned)), (8, 8));
    let one = |given: &str, mg: &str| {
        let text = format!(
            r#"{{"schema":"nourish/plan/1","treatments":[{{"id":"a","kind":"chemotherapy","cycles":[{{"cycle":1,
            "planned_on":"2026-11-01","given_on":{given},"drugs":[{{"drug":"x","planned_mg":80,"given_mg":{mg}}}]}}]}}]}}"#
        );
        read_bytes(Format::PlanJson, text.as_bytes())
    };
    assert_ne!(one("null", "null").keys(), one("\"2026-11-01\"", "80").keys());
    let left_out = one("\"2026-11-01\"", "null");
    assert_eq!(left_out.facts::<Treatment>()[0].1.status, TreatmentStatus::Cancelled);
    assert_eq!(one("null", "80").refusals(), [(0, "treatments[0].cycles[0].drugs[0].given_mg")]);
    assert_eq!(one("\"2027-01-01\"", "80").refusals(), [(0, "treatments[0].cycles[0].given_on")]);
}

#[test]
fn check_ins_say_what_was_asked_and_what_was_answered_with_yes() {
    let outcome = read_sample("red-flags/checkin.json");
    assert!(outcome.refused.is_empty());
    let check_ins = outcome.facts::<CheckIn>();
    let asked: Vec<usize> = check_ins.iter().map(|(_, fact)| fact.asked.len()).collect();
    assert_eq!(asked, [12, 12, 10, 11]);
    let last = &check_ins[3].1;
    assert_eq!(last.yes, [RedFlag::BlackStool, RedFlag::NoFluidsFor24h]);
    assert!(!last.asked.contains(&RedFlag::Rigors), "it was not asked");
    let temperatures: Vec<_> =
        outcome.facts::<Vitals>().iter().map(|(_, fact)| fact.temperature_c_milli.unwrap()).collect();
    assert_eq!(temperatures, [36_600, 36_700, 38_400]);
}

#[test]
fn an_answer_that_cannot_be_read_does_not_hide_a_yes() {
    let text = br#"{"schema":"nourish/checkin/1","checkins":[{"answered_at":"2026-11-20T09:45:00+01:00",
        "answers":{"black_stool":"yes","collapse":"perhaps","aliens":"no"}}]}"#;
    let outcome = read_bytes(Format::CheckInJson, text);
    let fact = &outcome.facts::<CheckIn>()[0].1;
    assert_eq!(
        (fact.asked.as_slice(), fact.yes.as_slice()),
        (&[RedFlag::BlackStool][..], &[RedFlag::BlackStool][..])
    );
    let fields: Vec<&str> = outcome.refused.iter().map(|row| row.field.as_str()).collect();
    assert_eq!(fields, ["checkins[0].answers.aliens", "checkins[0].answers.collapse"]);
}

#[test]
fn every_document_makes_right_entries_with_lasting_keys() {
    for file in ["profile.json", "plan.json"] {
        let name = format!("gastrectomy/{file}");
        let outcome = read_sample(&name);
        assert_eq!(journal(&outcome.drafts).len(), outcome.drafts.len(), "{name}: each key is of one value");
        assert_eq!(outcome.keys(), read_sample(&name).keys());
        assert_eq!(timeline(journal(&outcome.drafts)).iter().count(), outcome.drafts.len());
    }
}

#[test]
fn other_files_and_versions_are_refused() {
    let error = |text: &str| read(Format::ProfileJson, text.as_bytes(), &context()).next().unwrap().err();
    let not_this = Some(FileError::NotThisFormat { format: Format::ProfileJson });
    for text in
        ["", "[]", "dateTime,weight", r#"{"schema":"nourish/profile/2"}"#, r#"{"schema":"nourish/plan/1"}"#]
    {
        assert_eq!(error(text), not_this, "{text}");
    }
    assert_eq!(error("{\n\"schema\""), Some(FileError::Malformed { line: 2 }));
    let large = format!("{{{}}}", " ".repeat(8 * 1024 * 1024));
    assert!(matches!(error(&large), Some(FileError::TooLarge { .. })));
}
