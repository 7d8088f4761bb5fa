//! Pump, diary and meals: the sample files against what their description says should come out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod outcome;

use nourish_exchange::{FileError, Format, SkipReason, read};
use nourish_record::{
    Attribute, DaySummary, InterruptionReason, Note, OralIntake, Output, Source, Symptom, SymptomItem,
    TubeFeed, Vitals,
};
use outcome::{context, journal, read_bytes, read_sample, timeline};
use std::collections::BTreeSet;

const PUMP: &str = "gastrectomy/pump.csv";

#[test]
fn the_pump_gives_eighteen_runs_on_fourteen_nights() {
    let outcome = read_sample(PUMP);
    assert_eq!(outcome.refusals(), [(11, "ended_at")]);
    assert_eq!(outcome.drafts.len(), 19, "one run stands there twice");
    let known = journal(&outcome.drafts);
    assert_eq!(known.len(), 18);
    assert!(outcome.drafts.iter().all(|draft| draft.source == Source::Pump));
    let days: BTreeSet<_> = known.values().map(|draft| draft.occurred.day()).collect();
    assert_eq!(days.len(), 14);
}

#[test]
fn nights_deliver_what_the_story_says() {
    let days = DaySummary::of(&timeline(journal(&read_sample(PUMP).drafts)));
    // Evening, delivered ml; 1000 ml were prescribed each night.
    let expected = [500, 700, 850, 1000, 1000, 940, 1000, 860, 1000, 1000, 920, 840, 720, 640];
    let delivered: Vec<u64> = days.iter().map(|day| day.tube_delivered_ml.unwrap()).collect();
    assert_eq!(delivered, expected);
    assert!(days.iter().all(|day| day.tube_prescribed_ml == Some(1000)));
    assert_eq!(delivered.iter().sum::<u64>(), 11_970);
    // 840 ml of 1.5 kcal/ml and 60 g/l.
    let evening = &days[11];
    assert_eq!(evening.day.to_string(), "2026-11-17");
    assert_eq!(evening.tube_energy_kcal_milli, Some(1_260_000));
    assert_eq!(evening.tube_protein_mg, Some(50_400));
}

#[test]
fn a_run_says_how_long_it_was_and_why_it_stopped() {
    let outcome = read_sample(PUMP);
    let feeds = outcome.facts::<TubeFeed>();
    let (draft, blocked) = &feeds[6];
    assert_eq!(draft.occurred.to_string(), "2026-11-11T20:00:00+01:00[Europe/Madrid]");
    assert_eq!(blocked.duration_min, Some(186));
    assert_eq!(blocked.interruption_reason, Some(InterruptionReason::Blocked));
    assert_eq!((blocked.flush_ml, blocked.rate_ml_per_h), (Some(60), Some(100)));
    assert_eq!(feeds[7].1.prescribed_ml, None, "the night's prescription stands on its first run");
    assert_eq!(feeds[8].1.interruption_reason, None);
    assert!(feeds.iter().any(|(_, feed)| feed.interruption_reason == Some(InterruptionReason::Paused)));
}

#[test]
fn an_unknown_alarm_or_column_is_not_passed_over() {
    let header = "started_at,ended_at,volume_delivered_ml,alarm\n";
    let row = "2026-11-01T20:00:00+01:00,2026-11-02T06:00:00+01:00,700,leak\n";
    let outcome = read_bytes(Format::PumpCsv, format!("{header}{row}").as_bytes());
    assert_eq!(outcome.refusals(), [(2, "alarm")]);
    assert_eq!(outcome.refused[0].problem, "is none of: occlusion, paused_by_user");
    let header = "started_at,ended_at,volume_delivered_ml,residual\n";
    let error = read(Format::PumpCsv, header.as_bytes(), &context()).next().unwrap().err();
    assert!(matches!(error, Some(FileError::UnknownColumn { position: 4, .. })));
}

#[test]
fn the_diary_gives_every_answer_and_refuses_two_rows_whole() {
    let outcome = read_sample("gastrectomy/diary.csv");
    assert_eq!(outcome.refusals(), [(386, "severity"), (476, "symptom")]);
    assert!(!outcome.refused[0].to_string().contains('7'), "the value is not repeated");
    assert!(outcome.refused[1].problem.contains("mouth_sores"), "the words are listed");
    let symptoms = outcome.facts::<Symptom>();
    let rows: BTreeSet<_> =
        symptoms.iter().map(|(draft, fact)| (draft.occurred.instant_ms(), fact.item)).collect();
    assert_eq!(rows.len(), 731);
    let days: BTreeSet<_> = symptoms.iter().map(|(draft, _)| draft.occurred.day()).collect();
    assert_eq!(days.len(), 90);
    assert!(symptoms.iter().all(|(draft, fact)| fact.recall_days == 1 && draft.source == Source::Import));
    // Of the row with severity 7, the frequency that could be read is not taken either.
    let on_that_day = |fact: &Symptom, date: &str, wanted| fact.item == SymptomItem::Pain && date == wanted;
    let pain = symptoms
        .iter()
        .filter(|(draft, fact)| on_that_day(fact, &draft.occurred.day().to_string(), "2026-10-02"));
    assert_eq!(pain.count(), 0);
}

#[test]
fn counts_temperature_and_note_stand_beside_the_symptoms() {
    let outcome = read_sample("gastrectomy/diary.csv");
    let on = |date: &str, text: String| text.starts_with(date);
    let counts: Vec<Output> = outcome
        .facts::<Output>()
        .into_iter()
        .filter(|(draft, _)| on("2026-11-18", draft.occurred.to_string()))
        .map(|(_, fact)| fact)
        .collect();
    assert_eq!(counts.len(), 1);
    assert_eq!(
        (counts[0].stool_count, counts[0].vomit_count, counts[0].urine_count),
        (Some(1), Some(2), Some(4))
    );
    let notes = outcome.facts::<Note>();
    assert!(notes.iter().any(|(_, note)| note.text == "felt sick all night, stopped the pump"));
    assert!(outcome.facts::<Vitals>().iter().any(|(_, fact)| fact.temperature_c_milli == Some(36_600)));
}

#[test]
fn half_past_two_on_the_night_of_two_is_the_first() {
    let outcome = read_sample("gastrectomy/diary.csv");
    let at_night = outcome.drafts.iter().find(|draft| draft.occurred.to_string().contains("T02:30")).unwrap();
    assert_eq!(at_night.occurred.to_string(), "2026-10-25T02:30:00+02:00[Europe/Madrid]");
}

#[test]
fn the_quiet_and_the_urgent_story_come_whole() {
    for (file, rows) in [("doing-well/diary.csv", 228), ("red-flags/diary.csv", 132)] {
        let outcome = read_sample(file);
        let symptoms = outcome.facts::<Symptom>();
        let found: BTreeSet<_> =
            symptoms.iter().map(|(draft, fact)| (draft.occurred.instant_ms(), fact.item)).collect();
        assert_eq!((found.len(), outcome.refused.len()), (rows, 0), "{file}");
    }
    for (file, rows) in [("doing-well/intake.csv", 168), ("red-flags/intake.csv", 61)] {
        let outcome = read_sample(file);
        assert_eq!((journal(&outcome.drafts).len(), outcome.refused.len()), (rows, 0), "{file}");
    }
    let worst = read_sample("red-flags/diary.csv");
    let vomiting = worst.facts::<Symptom>();
    let level = |date: &str| {
        let of_day = |draft: &nourish_record::Draft| draft.occurred.day().to_string() == date;
        let wanted =
            |fact: &Symptom| fact.item == SymptomItem::Vomiting && fact.attribute == Attribute::Severity;
        vomiting.iter().find(|(draft, fact)| of_day(draft) && wanted(fact)).unwrap().1.level
    };
    assert_eq!((level("2026-11-19"), level("2026-11-20")), (4, 4));
}

#[test]
fn meals_add_up_to_the_fluid_of_the_last_three_days() {
    let days = DaySummary::of(&timeline(journal(&read_sample("red-flags/intake.csv").drafts)));
    let fluid: Vec<u64> = days.iter().rev().take(3).map(|day| day.oral_fluid_ml.unwrap()).collect();
    assert_eq!(fluid, [90, 449, 700]);
    let well = DaySummary::of(&timeline(journal(&read_sample("doing-well/intake.csv").drafts)));
    assert_eq!(well.len(), 42);
    assert_eq!(well.iter().map(|day| day.oral_energy_kcal_milli.unwrap()).min(), Some(1_735_000));
    assert_eq!(well.iter().map(|day| day.oral_protein_mg.unwrap()).min(), Some(85_000));
    assert_eq!(well.iter().map(|day| day.oral_fluid_ml.unwrap()).min(), Some(2_020));
}

#[test]
fn two_snacks_of_a_day_are_two_and_a_repeated_row_is_one() {
    let rows = "date,meal,eaten_pct,kcal\n2026-11-01,snack,,150\n2026-11-01,snack,,200\n2026-11-01,snack,,150\n\
                2026-11-01,supper,,1\n2026-11-01,lunch,,\n2026-11-01,lunch,250,\n";
    let outcome = read_bytes(Format::IntakeCsv, rows.as_bytes());
    assert_eq!(journal(&outcome.drafts).len(), 2);
    assert_eq!(outcome.refusals(), [(5, "meal"), (7, "eaten_pct")]);
    assert_eq!(outcome.skipped[&SkipReason::NoValue], 1, "a lunch of which nothing is said");
    assert!(
        outcome
            .facts::<OralIntake>()
            .iter()
            .all(|(draft, _)| draft.occurred.clock().to_string() < "2026-11-01 12:00".into())
    );
}

#[test]
fn an_empty_cell_is_not_a_zero() {
    let rows = "date,time,symptom,frequency,severity\n2026-11-01,20:00,nausea,,\n2026-11-01,20:00,pain,0,\n\
                2026-11-01,,pain,0,\n2026-11-01,20:00,,1,\n";
    let outcome = read_bytes(Format::DiaryCsv, rows.as_bytes());
    assert_eq!(outcome.skipped[&SkipReason::NoValue], 1);
    let (_, only) = outcome.facts::<Symptom>()[0].clone();
    assert_eq!((outcome.drafts.len(), only.attribute, only.level), (1, Attribute::Frequency, 0));
    assert_eq!(outcome.refusals(), [(4, "time"), (5, "symptom")]);
}
