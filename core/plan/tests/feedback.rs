//! What the journal says back, and to whom.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod story;

use nourish_plan::{CarePlan, Feedback, Listener, RingKind, feedback, plan_words};
use nourish_rules::{Tables, assess};
use nourish_words::Language;
use story::{Story, day};

fn said(story: &Story, time: &str, listener: Listener, language: &Language) -> Feedback {
    let (now, timeline) = (story.at(time), story.timeline());
    let assessment = assess(&timeline, &Tables::built_in().unwrap(), now.day());
    let plan = CarePlan::of(&timeline, now.day());
    feedback((&plan, &timeline), &assessment, &now, (listener, &plan_words(language).unwrap()))
}

fn texts(said: &Feedback) -> Vec<String> {
    let rings = said.today.rings.iter().map(|ring| ring.said.text.clone());
    let sentences = said.today.sentences.iter().chain(&said.week.sentences).chain(&said.visit);
    sentences.map(|said| said.text.clone()).chain(rings).collect()
}

fn planned() -> Story {
    let mut story = Story::new("Europe/Madrid");
    let plan = [
        ("energy_min", "1900.5 kcal"),
        ("protein_min", "80 g"),
        ("fluid", "2000 ml"),
        ("set_by", "dietitian"),
    ];
    story.log("2026-11-02T08:00", "feeding-plan", &plan);
    story
}

#[test]
fn a_ring_is_filled_by_whole_units_and_unknown_is_not_empty() {
    let mut story = planned();
    story.log("2026-11-20T13:00", "oral-intake", &[("energy", "1900.9 kcal"), ("fluid", "300 ml")]);
    let found = said(&story, "2026-11-20T20:00", Listener::Patient, &Language::ENGLISH);
    let of = |kind| found.today.rings.iter().find(|ring| ring.kind == kind).unwrap();
    // 1900.9 kcal are 1900 whole ones; a target of 1900.5 wants 1901.
    let energy = of(RingKind::Energy);
    assert_eq!(
        (energy.delivered, energy.target, energy.filled_percent),
        (Some(1_900), Some(1_901), Some(99))
    );
    assert_eq!(energy.said.text, "Energy: 1900 of 1901 kcal so far.");
    let protein = of(RingKind::Protein);
    assert_eq!((protein.delivered, protein.filled_percent), (None, None));
    assert_eq!(protein.said.text, "Protein: not known yet. The target is 80 g.");
    assert_eq!(of(RingKind::Fluid).filled_percent, Some(15));
    // Without a tube there is no ring for it.
    assert_eq!(found.today.rings.len(), 3);
}

#[test]
fn without_plan_and_weight_there_is_no_target() {
    let mut story = Story::new("Europe/Madrid");
    story.log("2026-11-20T13:00", "oral-intake", &[("energy", "400 kcal")]);
    let found = said(&story, "2026-11-20T20:00", Listener::Patient, &Language::ENGLISH);
    assert_eq!(found.today.rings[0].target, None);
    assert_eq!(found.today.rings[0].said.text, "Energy: 400 kcal so far. No target is set.");
    assert_eq!(found.today.rings[1].said.text, "Protein: not known yet, and no target is set.");
}

#[test]
fn whoever_has_limited_fluids_is_given_no_target_but_the_teams() {
    let mut story = Story::new("Europe/Madrid");
    story.weigh("2026-11-19T08:00");
    let fluid = |story: &Story| {
        let found = said(story, "2026-11-20T20:00", Listener::Patient, &Language::ENGLISH);
        found.today.rings.iter().find(|ring| ring.kind == RingKind::Fluid).unwrap().target
    };
    // 30 ml a kilogram for 68 kg.
    assert_eq!(fluid(&story), Some(2_040));
    story.log("2026-11-19T09:00", "finding", &[("item", "fluid-restriction"), ("present", "yes")]);
    assert_eq!(fluid(&story), None);
    story.log("2026-11-19T10:00", "feeding-plan", &[("fluid", "1200 ml")]);
    assert_eq!(fluid(&story), Some(1_200));
}

#[test]
fn patient_and_carer_are_told_apart() {
    let mut story = planned();
    story.weigh("2026-11-20T08:00");
    story.log(
        "2026-11-19T08:00",
        "note",
        &[("text", "well done"), ("sender", "nurse"), ("recipient", "patient")],
    );
    story.log(
        "2026-11-18T08:00",
        "note",
        &[("text", "for you"), ("sender", "dietitian"), ("recipient", "carer")],
    );
    story.log("2026-11-18T09:00", "note", &[("text", "my own")]);
    let patient = said(&story, "2026-11-20T20:00", Listener::Patient, &Language::ENGLISH);
    let carer = said(&story, "2026-11-20T20:00", Listener::Carer, &Language::ENGLISH);
    assert!(texts(&patient).contains(&"Your weight today: 68.0 kg.".to_owned()));
    assert!(texts(&carer).contains(&"Weight today: 68.0 kg.".to_owned()));
    assert!(texts(&carer).iter().all(|text| !text.contains("Your")), "{:?}", texts(&carer));
    let words = |said: &Feedback| said.today.messages.iter().map(|m| m.text.clone()).collect::<Vec<_>>();
    assert_eq!(words(&patient), ["well done"]);
    assert_eq!(words(&carer), ["well done", "for you"]);
    assert!(texts(&patient).iter().any(|text| text.starts_with("You wrote a note")));
}

#[test]
fn an_answer_that_needs_a_call_comes_first_with_the_number() {
    let mut story = planned();
    story.log("2026-11-20T09:00", "check-in", &[("set", "daily"), ("asked", "rigors"), ("yes", "rigors")]);
    let first = |story: &Story| {
        said(story, "2026-11-20T20:00", Listener::Patient, &Language::ENGLISH).today.sentences[0].text.clone()
    };
    assert!(first(&story).contains("call your care team"));
    story.log("2026-11-20T08:00", "care-contact", &[("role", "nurse"), ("phone", "555-0101")]);
    assert!(first(&story).contains("555-0101"));
    story.log(
        "2026-11-20T10:00",
        "check-in",
        &[("set", "daily"), ("asked", "collapse"), ("yes", "collapse")],
    );
    assert!(first(&story).contains("emergency number"));
}

#[test]
fn the_week_is_told_without_judging() {
    let mut story = planned();
    for (date, kg) in [("14", "69.4 kg"), ("20", "68.9 kg")] {
        story.log(&format!("2026-11-{date}T08:00"), "weight", &[("weight", kg)]);
    }
    for date in ["18", "19"] {
        story.log(&format!("2026-11-{date}T13:00"), "oral-intake", &[("energy", "1500 kcal")]);
    }
    story.log("2026-11-20T13:00", "oral-intake", &[("energy", "2100 kcal")]);
    let sentences = texts(&said(&story, "2026-11-20T20:00", Listener::Patient, &Language::ENGLISH));
    let spanish = texts(&said(&story, "2026-11-20T20:00", Listener::Patient, &Language::SPANISH));
    // 69.4 - 68.9 = 0.5 kg; (1500 + 1500 + 2100) / 3 = 1700 kcal.
    for text in [
        "You weigh 0.5 kg less than on 2026-11-14.",
        "Energy: 1700 kcal a day on average, from 3 days that were written down.",
        "The target was reached on 1 of 3 days.",
        "Protein: not known this week.",
        "Symptoms were not written down this week.",
    ] {
        assert!(sentences.iter().any(|sentence| sentence == text), "{text} in {sentences:?}");
    }
    assert!(spanish.iter().any(|text| text == "Pesa 0,5 kg menos que el 2026-11-14."), "{spanish:?}");
}

#[test]
fn what_to_tell_is_what_stands_out() {
    let mut story = planned();
    let nothing = said(&story, "2026-11-20T20:00", Listener::Patient, &Language::ENGLISH);
    assert_eq!(nothing.visit.len(), 1);
    story.log("2026-10-25T08:00", "weight", &[("weight", "70.5 kg")]).weigh("2026-11-19T08:00");
    for date in ["10", "11"] {
        story.log(
            &format!("2026-11-{date}T20:00"),
            "symptom",
            &[("item", "nausea"), ("attribute", "severity"), ("level", "3"), ("recall_days", "1")],
        );
    }
    story.log("2026-11-12T20:00", "oral-intake", &[("meal", "whole-day"), ("eaten", "40%")]);
    story.log("2026-11-13T20:00", "medicine", &[("name", "pancreatin"), ("taken", "no")]);
    let list = said(&story, "2026-11-20T20:00", Listener::Patient, &Language::ENGLISH).visit;
    let list: Vec<&str> = list.iter().map(|said| said.text.as_str()).collect();
    assert_eq!(
        list,
        [
            "Weight: 2.5 kg less than on 2026-10-25.",
            "Nausea: severe on 2 days of the last two weeks.",
            "On one day of the last two weeks less than half of the usual was eaten.",
            "pancreatin was left out once in the last two weeks.",
        ]
    );
}

#[test]
fn before_an_operation_the_days_and_what_to_take_are_said() {
    let mut story = planned();
    story.log(
        "2026-11-28T08:00",
        "treatment",
        &[("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")],
    );
    story.log(
        "2026-11-10T08:00",
        "surgery-preparation",
        &[("feeding_days", "10"), ("product", "Drink 1.5"), ("supplement", "400 ml")],
    );
    let sentences = texts(&said(&story, "2026-11-20T20:00", Listener::Carer, &Language::ENGLISH));
    assert!(sentences.contains(&"8 days until the operation on 2026-11-28.".to_owned()), "{sentences:?}");
    let step = "From 2026-11-18 to 2026-11-27: extra feeding before the operation. Drink 1.5, 400 ml a day.";
    assert!(sentences.contains(&step.to_owned()), "{sentences:?}");
    assert_eq!(story.plan("2026-11-20").surgery.unwrap().day, day("2026-11-28"));
}
