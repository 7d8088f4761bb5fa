//! Who needs the team first, and why; what was set by whom.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod story;

use nourish_plan::{CarePlan, WorklistEntry, WorklistFilter, rank, response_times};
use nourish_record::{CareRole, TreatmentStatus, TubeRoute, TubeStanding};
use nourish_rules::{Level, Tables, assess};
use story::{Story, day};

fn entry(label: &str, story: &Story) -> WorklistEntry {
    let (timeline, today) = (story.timeline(), day("2026-11-20"));
    let assessment = assess(&timeline, &Tables::built_in().unwrap(), today);
    WorklistEntry::of(label, (&CarePlan::of(&timeline, today), &timeline), &assessment, false)
}

fn quiet() -> Story {
    let mut story = Story::new("Europe/Madrid");
    story.log("2026-11-19T08:00", "height", &[("height", "170 cm")]).weigh("2026-11-20T08:00");
    story
}

fn flagged(flag: &str) -> Story {
    let mut story = quiet();
    story.log("2026-11-20T09:00", "check-in", &[("set", "daily"), ("asked", flag), ("yes", flag)]);
    story
}

fn with_operation(mut story: Story, date: &str) -> Story {
    let fields = [("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")];
    story.log(&format!("{date}T08:00"), "treatment", &fields);
    story
}

fn order(entries: Vec<WorklistEntry>, filter: &WorklistFilter) -> Vec<String> {
    rank(entries, filter).into_iter().map(|entry| entry.label).collect()
}

#[test]
fn by_urgency_then_by_time_to_the_operation() {
    let people = || {
        vec![
            entry("quiet", &quiet()),
            entry("rigors", &flagged("rigors")),
            entry("late operation", &with_operation(flagged("rigors"), "2026-12-20")),
            entry("soon", &with_operation(flagged("rigors"), "2026-11-27")),
            entry("collapse", &flagged("collapse")),
        ]
    };
    let expected = ["collapse", "soon", "late operation", "rigors", "quiet"];
    assert_eq!(order(people(), &WorklistFilter::default()), expected);
    // However they come.
    let mut turned = people();
    turned.reverse();
    assert_eq!(order(turned, &WorklistFilter::default()), expected);
    let within = WorklistFilter { surgery_within_days: Some(7), ..WorklistFilter::default() };
    assert_eq!(order(people(), &within), ["soon"]);
    let emergency = WorklistFilter { level: Some(Level::Emergency), ..WorklistFilter::default() };
    assert_eq!(order(people(), &emergency), ["collapse"]);
    let flag = WorklistFilter { flag: Some("red_flag:rigors".into()), ..WorklistFilter::default() };
    assert_eq!(order(people(), &flag), ["soon", "late operation", "rigors"]);
}

#[test]
fn every_place_has_its_reasons() {
    let soon = entry("soon", &with_operation(flagged("rigors"), "2026-11-27"));
    assert!(soon.why[0].starts_with("today: "), "{:?}", soon.why);
    assert_eq!(soon.surgery, Some((day("2026-11-27"), "gastrectomy".to_owned(), 7)));
    assert_eq!(soon.open[0].rule, "red_flag:rigors");
    assert_eq!(soon.open[0].evidence.len(), 1);
    let mut silent = Story::new("Europe/Madrid");
    silent.weigh("2026-11-10T08:00");
    assert!(entry("silent", &silent).why.iter().any(|why| why == "nothing logged for 10 days"));
}

#[test]
fn what_was_answered_is_not_open() {
    let mut story = flagged("rigors");
    story.log(
        "2026-11-20T10:00",
        "acknowledgement",
        &[("rule", "red_flag:rigors"), ("action", "contacted"), ("role", "nurse")],
    );
    let answered = entry("answered", &story);
    assert!(answered.open.iter().all(|flag| flag.rule != "red_flag:rigors"));
    assert_eq!(answered.answered, 1);
}

#[test]
fn a_flag_waits_from_its_answer_to_the_first_acknowledgement() {
    let mut story = Story::new("Europe/Madrid");
    story.log("2026-11-16T21:40", "check-in", &[("set", "daily"), ("asked", "rigors"), ("yes", "rigors")]);
    story.log(
        "2026-11-17T08:10",
        "acknowledgement",
        &[("rule", "red_flag"), ("action", "contacted"), ("role", "nurse")],
    );
    story.log(
        "2026-11-17T09:00",
        "acknowledgement",
        &[("rule", "red_flag:rigors"), ("action", "seen"), ("role", "surgeon")],
    );
    story.log(
        "2026-11-19T09:00",
        "check-in",
        &[("set", "daily"), ("asked", "leg-swelling"), ("yes", "leg-swelling")],
    );
    let found = response_times(&story.timeline(), &Tables::built_in().unwrap(), day("2026-11-20"), 14);
    let of = |rule: &str| found.iter().find(|response| response.rule == rule).unwrap();
    // From 21:40 to 8:10 are ten hours and a half.
    assert_eq!(of("red_flag:rigors").minutes, Some(630));
    assert_eq!(of("red_flag:rigors").answered_on, Some(day("2026-11-17")));
    assert_eq!((of("red_flag:leg-swelling").answered_on, of("red_flag:leg-swelling").minutes), (None, None));
}

#[test]
fn a_plan_says_who_set_what_and_what_stood_before() {
    let mut story = Story::new("Europe/Madrid");
    let first = [("energy_min", "1800 kcal"), ("fluid", "2000 ml"), ("set_by", "nurse")];
    story.log("2026-11-02T08:00", "feeding-plan", &first);
    story.log("2026-11-09T08:00", "feeding-plan", &[("energy_min", "2000 kcal"), ("set_by", "dietitian")]);
    // Said again without a change: set when it was first said.
    story.log("2026-11-16T08:00", "feeding-plan", &[("energy_min", "2000 kcal"), ("set_by", "surgeon")]);
    let plan = story.plan("2026-11-20");
    let energy = plan.targets.energy_kcal_milli.unwrap();
    assert_eq!(
        (energy.value.least, energy.by.role, energy.by.day),
        (2_000_000, Some(CareRole::Dietitian), day("2026-11-09"))
    );
    let before = energy.replaced.unwrap();
    assert_eq!((before.value.least, before.by.role), (1_800_000, Some(CareRole::Nurse)));
    // What a later plan leaves out still holds.
    assert_eq!(plan.targets.fluid_ml.unwrap().value, 2_000);
    // And a plan that holds from tomorrow on does not hold today.
    story.log("2026-11-21T08:00", "feeding-plan", &[("energy_min", "2100 kcal")]);
    assert_eq!(story.plan("2026-11-20").targets.energy_kcal_milli.unwrap().value.least, 2_000_000);
    assert_eq!(story.plan("2026-11-21").targets.energy_kcal_milli.unwrap().value.least, 2_100_000);
}

#[test]
fn the_latest_nurse_is_called_and_all_are_shown() {
    let mut story = Story::new("Europe/Madrid");
    for (date, name, phone) in [("2026-11-02", "Ana", "600 000 001"), ("2026-11-09", "Zoe", "600 000 002")] {
        let fields = [("role", "nurse"), ("name", name), ("phone", phone)];
        story.log(&format!("{date}T08:00"), "care-contact", &fields);
    }
    let called = |story: &Story| story.plan("2026-11-20").phone.map(|contact| contact.phone);
    assert_eq!(called(&story).as_deref(), Some("600 000 002"));
    assert_eq!(story.plan("2026-11-20").contacts.len(), 2);
    story.log("2026-11-03T08:00", "care-contact", &[("role", "emergency-line"), ("phone", "600 000 003")]);
    assert_eq!(called(&story).as_deref(), Some("600 000 003"));
}

#[test]
fn a_treatment_is_what_became_of_it() {
    let mut story = Story::new("Europe/Madrid");
    let of = |status: &'static str, cycle: &'static str| {
        vec![
            ("modality", "chemotherapy"),
            ("status", status),
            ("name", "docetaxel"),
            ("regimen", "FLOT"),
            ("cycle", cycle),
            ("cycle_day", "1"),
        ]
    };
    for (date, cycle) in [("2026-11-03", "1"), ("2026-11-17", "2"), ("2026-12-01", "3")] {
        story.log(&format!("{date}T10:00"), "treatment", &of("planned", cycle));
    }
    story.log("2026-11-03T11:00", "treatment", &of("given", "1"));
    story.log("2026-11-17T11:00", "treatment", &of("cancelled", "2"));
    let plan = story.plan("2026-11-20");
    let states: Vec<_> = plan.treatments.iter().map(|t| (t.day, t.status)).collect();
    assert_eq!(
        states,
        [
            (day("2026-11-03"), TreatmentStatus::Given),
            (day("2026-11-17"), TreatmentStatus::Cancelled),
            (day("2026-12-01"), TreatmentStatus::Planned),
        ]
    );
    assert_eq!(plan.upcoming().count(), 1);
    let (cycle, cycle_day) = plan.cycle_on(day("2026-11-20")).unwrap();
    assert_eq!((cycle.number, cycle_day), (Some(1), 18));
}

#[test]
fn a_treatment_given_later_is_still_planned_on_an_earlier_day() {
    let mut story = Story::new("Europe/Madrid");
    let of = |status| [("modality", "chemotherapy"), ("status", status), ("name", "docetaxel")];
    story.log("2026-11-24T10:00", "treatment", &of("planned"));
    story.log("2026-11-24T11:00", "treatment", &of("given"));
    let status = |day: &str| story.plan(day).treatments.iter().map(|t| t.status).collect::<Vec<_>>();
    assert_eq!(status("2026-11-20"), [TreatmentStatus::Planned]);
    assert_eq!(status("2026-11-24"), [TreatmentStatus::Given]);
}

#[test]
fn two_regimens_that_begin_on_one_day_are_two_cycles() {
    let mut story = Story::new("Europe/Madrid");
    for (name, regimen, cycle) in [("oxaliplatin", "CAPOX", "1"), ("nivolumab", "nivolumab 3-weekly", "4")] {
        let fields = [
            ("modality", "chemotherapy"),
            ("status", "given"),
            ("name", name),
            ("regimen", regimen),
            ("cycle", cycle),
            ("cycle_day", "1"),
        ];
        story.log("2026-11-16T10:00", "treatment", &fields);
    }
    let plan = story.plan("2026-11-20");
    let cycles: Vec<_> = plan.cycles.iter().map(|cycle| (cycle.regimen.as_str(), cycle.number)).collect();
    assert_eq!(cycles, [("CAPOX", Some(1)), ("nivolumab 3-weekly", Some(4))]);
}

#[test]
fn a_tube_that_came_out_is_not_in_place_until_another_one_is() {
    let mut story = Story::new("Europe/Madrid");
    story.log(
        "2026-11-02T08:00",
        "feeding-plan",
        &[("tube_prescribed", "1000 ml"), ("route", "nasogastric")],
    );
    assert_eq!(story.plan("2026-11-03").tube.unwrap().since, None);
    story.log("2026-11-04T08:00", "tube-care", &[("event", "dislodged")]);
    assert_eq!(story.plan("2026-11-05").tube, None);
    let told = story.plan("2026-11-05").tube_told.unwrap();
    assert_eq!((told.standing, told.since), (TubeStanding::Dislodged, Some(day("2026-11-04"))));
    // A prescription made anew brings it not back, nor does care: only another tube, or a feed on a later day.
    story.log(
        "2026-11-05T12:00",
        "feeding-plan",
        &[("tube_prescribed", "1200 ml"), ("route", "nasogastric")],
    );
    story.log("2026-11-05T13:00", "tube-care", &[("event", "flushed")]);
    assert_eq!(story.plan("2026-11-05").tube, None);
    story.log("2026-11-06T08:00", "tube-care", &[("event", "replaced"), ("route", "nasojejunal")]);
    let tube = story.plan("2026-11-07").tube.unwrap();
    assert_eq!((tube.route, tube.since), (Some(TubeRoute::Nasojejunal), Some(day("2026-11-06"))));
}

#[test]
fn a_tube_of_another_kind_stays_when_the_old_one_goes_and_one_that_is_fed_through_is_in_place() {
    let mut story = Story::new("Europe/Madrid");
    story.log("2026-11-02T08:00", "tube-care", &[("event", "placed"), ("route", "nasogastric")]);
    story.log("2026-11-04T08:00", "tube-care", &[("event", "placed"), ("route", "jejunostomy")]);
    story.log("2026-11-05T08:00", "tube-care", &[("event", "removed"), ("route", "nasogastric")]);
    let tube = |story: &Story| story.plan("2026-11-09").tube;
    assert_eq!(tube(&story).unwrap().route, Some(TubeRoute::Jejunostomy));
    story.log("2026-11-06T08:00", "tube-care", &[("event", "dislodged"), ("route", "jejunostomy")]);
    story.log("2026-11-06T20:00", "tube-feed", &[("delivered", "200 ml")]);
    assert_eq!(tube(&story), None);
    story.log("2026-11-07T20:00", "tube-feed", &[("delivered", "200 ml")]);
    assert_eq!(
        (tube(&story).unwrap().route, tube(&story).unwrap().since),
        (Some(TubeRoute::Jejunostomy), None)
    );
}
