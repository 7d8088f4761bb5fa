//! What stands beside the flags, and what the person must never read.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod story;

use nourish_record::{AcknowledgementAction, CareRole, SymptomItem};
use nourish_report::{Audience, Options, Report, compose};
use nourish_rules::Tables;
use nourish_rules::assess::{
    Assessment, Attention, ChecklistItem, Course, Cycle, CycleSymptom, Delay, Figure, Level, Picture,
    Reduction, assess,
};

/// The report of an assessment over the story of half a year.
fn report(assessment: &Assessment, audience: Audience) -> Report {
    let options = Options { audience, ..story::options(30) };
    compose(&story::half_year().timeline(), assessment, &options)
}

fn with_picture(change: impl FnOnce(&mut Picture)) -> Assessment {
    let mut assessment = story::assessment();
    change(&mut assessment.picture);
    assessment
}

/// What the rules themselves say of a person of whom everything was logged, with every rule met.
fn everything(audience: Audience) -> Report {
    let timeline = story::everything().timeline();
    let judged = assess(&timeline, &Tables::built_in().unwrap(), story::today());
    let options = Options { audience, ..story::options(183) };
    compose(&timeline, &story::all_met(judged), &options)
}

fn said(rule: &str, level: Level, attention: Attention) -> nourish_rules::assess::Finding {
    let text = format!("What {rule} says first. What {rule} says next.");
    let mut finding = story::finding(rule, &format!("Title of {rule}"), level, &text);
    finding.attention = Some(attention);
    finding
}

fn flags_of_each_kind() -> Assessment {
    let since = Some(story::day("2026-11-12"));
    let answered = Attention::Answered {
        on: story::day("2026-11-18"),
        by: CareRole::Dietitian,
        action: AcknowledgementAction::Contacted,
        until: None,
    };
    let again_on = Some(story::day("2026-11-25"));
    let findings = vec![
        said("answered", Level::NextContact, answered),
        said("urgent", Level::SameDay, answered),
        said("standing", Level::NextContact, Attention::Standing { since, again_on }),
        said("again", Level::NextContact, Attention::Again { since }),
        said("new", Level::Information, Attention::New),
        said("worse", Level::SameDay, Attention::Worse { since: None }),
    ];
    Assessment { as_of: story::today(), findings, picture: Picture::default() }
}

#[test]
fn what_asks_today_stands_first_and_what_stands_is_shorter_but_whole() {
    let report = report(&flags_of_each_kind(), Audience::CareTeam);
    let rules: Vec<&str> = report.flags.iter().map(|flag| flag.rule.as_str()).collect();
    assert_eq!(rules, ["worse", "again", "new", "urgent", "answered", "standing"]);
    let page = report.to_html();
    let summary =
        "1 call today, 1 for the next contact, 1 good to know, 3 stand as before or were answered</a>";
    assert!(page.contains(summary));
    let asks = page.split("Stands as before, or was answered").next().unwrap();
    let stands = &page[asks.len()..page.find("id=\"evidence\"").unwrap()];
    for rule in ["worse", "again", "new"] {
        assert!(asks.contains(&format!("What {rule} says first. What {rule} says next.")));
    }
    for rule in ["answered", "standing"] {
        assert!(stands.contains(&format!("What {rule} says first.")));
        assert!(!stands.contains(&format!("What {rule} says next.")));
        let whole = &page[page.find("id=\"evidence\"").unwrap()..];
        assert!(whole.contains(&format!("What {rule} says next.")), "all of {rule} stands with its evidence");
    }
}

#[test]
fn what_to_do_is_never_cut() {
    let assessment = flags_of_each_kind();
    let page = report(&assessment, Audience::CareTeam).to_html();
    let before_evidence = &page[..page.find("id=\"evidence\"").unwrap()];
    assert!(before_evidence.contains("What urgent says next."));
    let mut assessment = assessment;
    for finding in &mut assessment.findings {
        finding.patient_text =
            Some(format!("{} is met. Please tell your care team of {}.", finding.rule, finding.rule));
    }
    let page = report(&assessment, Audience::Patient).to_html();
    let before_evidence = &page[..page.find("id=\"evidence\"").unwrap()];
    for finding in &assessment.findings {
        assert!(before_evidence.contains(&format!("Please tell your care team of {}.", finding.rule)));
    }
}

#[test]
fn each_flag_says_why_now_in_words_with_days_written_out() {
    let report = report(&flags_of_each_kind(), Audience::CareTeam);
    let page = report.to_html();
    for words in [
        "Got worse; stands for longer than three weeks.",
        "Stands since 12 Nov 2026; time to speak of it again.",
        "New today.",
        "Contacted by the dietitian on 18 Nov 2026.",
        "Stands unchanged since 12 Nov 2026; asks again on 25 Nov 2026.",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let why = report.flags[5].why_now.as_ref().unwrap();
    assert_eq!((why.asks_today, why.state, why.since), (false, "standing", Some(story::day("2026-11-12"))));
    assert_eq!(why.asks_again_on, Some(story::day("2026-11-25")));
}

#[test]
fn no_flag_is_lost_whatever_its_reason() {
    let timeline = story::everything().timeline();
    let judged = story::all_met(assess(&timeline, &Tables::built_in().unwrap(), story::today()));
    let report = compose(&timeline, &judged, &story::options(183));
    assert_eq!(report.flags.len(), judged.findings.len());
    let page = report.to_html();
    assert_eq!(
        page.matches("class=\"flag ").count() + page.matches("class=\"standing ").count(),
        report.flags.len()
    );
}

#[test]
fn the_person_never_reads_prognosis_treatment_intensity_or_feeding_rates() {
    let (team, person) = (everything(Audience::CareTeam), everything(Audience::Patient));
    let of = |report: &Report| [report.to_html(), report.to_json(), report.to_csv()];
    let (team_texts, person_texts) = (of(&team).concat(), of(&person));
    let mut never: Vec<String> = [
        "rognos",
        "ose intensity",
        "otal dose so far",
        "kcal/kg",
        "mg/kg/min",
        "most to start with",
        "Delays and reductions",
        "by day of cycle",
        "treatment_delivery",
        "glucose_infusion",
    ]
    .map(str::to_owned)
    .to_vec();
    never.extend(team.instruments.iter().map(|instrument| instrument.title.clone()));
    never.extend(
        team.instruments.iter().filter(|instrument| instrument.prognostic).map(|i| format!("\"{}\"", i.id)),
    );
    let courses = &team.treatment.as_ref().unwrap().courses;
    never.extend(
        courses.iter().filter_map(|course| course.dose_intensity_percent.clone()).map(|p| format!("{p} %")),
    );
    assert!(team.instruments.iter().filter(|instrument| instrument.prognostic).count() >= 5);
    assert!(courses.iter().filter(|course| course.dose_intensity_percent.is_some()).count() >= 4);
    for words in &never {
        assert!(
            team_texts.contains(words.as_str()),
            "{words}: the team reads it, else this test proves nothing"
        );
        for text in &person_texts {
            assert!(!text.contains(words.as_str()), "{words}: the person reads it");
        }
    }
    assert!(
        person.treatment.is_none() && person.symptoms_by_cycle.is_none() && person.instruments.is_empty()
    );
    assert!(person.flags.iter().all(|flag| flag.figures.is_empty()));
}

#[test]
fn every_thing_on_the_list_before_an_operation_has_plain_words() {
    let (team, person) = (everything(Audience::CareTeam), everything(Audience::Patient));
    let (team, person) = (team.before_operation.unwrap(), person.before_operation.unwrap());
    assert_eq!(team.items.len(), person.items.len());
    for (for_team, for_person) in team.items.iter().zip(&person.items) {
        assert_ne!(for_team.what, for_person.what, "no plain words for it");
        assert_eq!(for_team.on, for_person.on);
    }
}

#[test]
fn what_is_missing_before_an_operation_comes_first() {
    let item = |what: &str, on: Option<&str>| ChecklistItem {
        what: what.into(),
        on: on.map(story::day),
        good_for_days: Some(30),
    };
    let list = vec![
        item("albumin", Some("2026-11-10")),
        item("a number to call", None),
        item("C-reactive protein", None),
    ];
    let assessment = with_picture(|picture| picture.before_surgery = list);
    let report = report(&assessment, Audience::CareTeam);
    let before = report.before_operation.as_ref().unwrap();
    let words: Vec<&str> = before.items.iter().map(|item| item.what.as_str()).collect();
    assert_eq!(words, ["a number to call", "C-reactive protein", "albumin"]);
    assert_eq!((before.days_away, before.items[2].age_days), (17, Some(10)));
    let page = report.to_html();
    assert!(page.contains("17 days to total gastrectomy, 7 Dec 2026: 2 of 3 missing."));
    assert!(page.contains("10 Nov 2026, 10 days ago; good for 30 days"));
}

fn course(drug: &str, percent_given: &str) -> Course {
    let (day, cycle) = (story::day("2026-09-30"), Some(3));
    Course {
        regimen: "FLOT".into(),
        drug: drug.into(),
        cycles_given: 3,
        cycles_planned: Some(8),
        rdi_percent: Some("84.9999".into()),
        relative_dose_percent: None,
        delays: vec![Delay { day, cycle, days: 1, reason: None }],
        reductions: vec![Reduction { day, cycle, percent_given: percent_given.into(), reason: None }],
        called_off: 0,
    }
}

#[test]
fn what_befell_the_drugs_of_a_day_stands_once() {
    let courses = vec![course("docetaxel", "70.6"), course("oxaliplatin", "72.4")];
    let report = report(&with_picture(|picture| picture.courses = courses), Audience::CareTeam);
    let treatment = report.treatment.as_ref().unwrap();
    let drugs: Vec<usize> = treatment.changes.iter().map(|change| change.drugs.len()).collect();
    assert_eq!(drugs, [2, 2]);
    let page = report.to_html();
    assert!(page.contains("FLOT: docetaxel (70.6 % of the dose), oxaliplatin (72.4 % of the dose)"));
    assert!(page.contains("1 day late") && page.contains("no reason noted"));
    // 84.9999 must not seem to stand on the limit of 85.
    assert!(page.contains("84.9999 %") && !page.contains("85.0 %"));
}

#[test]
fn symptoms_lie_over_the_cycles_that_have_answers() {
    let cycle =
        |number: u32, first: &str| Cycle { regimen: "FLOT".into(), number, first_day: story::day(first) };
    let answer = |item, cycle, day, level| CycleSymptom { item, cycle, day, level };
    let assessment = with_picture(|picture| {
        picture.cycles = vec![cycle(1, "2026-08-26"), cycle(2, "2026-09-09"), cycle(3, "2026-09-23")];
        picture.cycle_symptoms = vec![
            answer(SymptomItem::Fatigue, 1, 2, 1),
            answer(SymptomItem::Nausea, 1, 3, 4),
            answer(SymptomItem::Nausea, 2, 40, 2),
        ];
    });
    let report = report(&assessment, Audience::CareTeam);
    let by_cycle = report.symptoms_by_cycle.as_ref().unwrap();
    let numbers: Vec<u32> = by_cycle.cycles.iter().map(|cycle| cycle.number).collect();
    assert_eq!(numbers, [2, 3], "nothing was answered in the first");
    assert!(by_cycle.symptoms[0].item == SymptomItem::Nausea, "the worst first");
    assert_eq!(by_cycle.symptoms[0].answers[1].cycle, 1);
    let page = report.to_html();
    let section = &page[page.find("id=\"cycles\"").unwrap()..];
    assert!(section.contains("Nausea: worst 4, on day 3 of FLOT cycle 2."));
    assert!(section.contains("Not shown, but in the data file: 1 answer of earlier cycles or after day 14."));
    assert!(section.contains("Nausea, FLOT cycle 2 from 9 Sep 2026"));
    assert!(section.contains(">Cycle 2</text>"));
}

#[test]
fn days_running_below_a_limit_stand_on_the_tile_unless_a_lower_limit_says_as_much() {
    let mut assessment = story::assessment();
    let intake = assessment.findings.iter_mut().find(|finding| finding.rule == "intake_energy").unwrap();
    let run = |limit: &str, days: &str| Figure {
        label: format!("days running below {limit} %, to yesterday"),
        value: days.into(),
        unit: "",
    };
    intake.figures.extend([run("50", "at least 3 days"), run("60", "at least 3 days"), run("75", "9 days")]);
    let running = |audience: Audience| -> Vec<(String, String)> {
        let report = report(&assessment, audience);
        let tile = report.tiles.into_iter().find(|tile| tile.topic == "energy").unwrap();
        let running = tile.figures.into_iter().filter(|figure| figure.note == "running");
        running.map(|figure| (figure.label, figure.value)).collect()
    };
    let expected = [("below 50 %", "at least 3 days"), ("below 75 %", "9 days")];
    assert_eq!(
        running(Audience::CareTeam),
        expected.map(|(label, days)| (label.to_owned(), days.to_owned()))
    );
    assert!(running(Audience::Patient).is_empty());
}

#[test]
fn everything_liquid_stands_beside_fluid() {
    let report = everything(Audience::CareTeam);
    let tile = report.tiles.iter().find(|tile| tile.topic == "fluid").unwrap();
    assert_eq!(tile.figures[0].label, "all liquids");
    let csv = report.to_csv();
    let rows: Vec<Vec<&str>> = csv.split_terminator("\r\n").map(|row| row.split(',').collect()).collect();
    let cell = |row: &[&str], name: &str| {
        row[rows[0].iter().position(|column| *column == name).unwrap()].parse::<u64>().unwrap()
    };
    let last = rows.last().unwrap();
    // 900 ml by mouth, a bag of 1,500 ml, and of the formula its water or the whole.
    assert_eq!(cell(last, "volume_total_ml"), 2_400 + cell(last, "tube_delivered_ml"));
    assert_eq!(cell(last, "fluid_total_ml"), 2_400 + cell(last, "fluid_tube_ml"));
}
