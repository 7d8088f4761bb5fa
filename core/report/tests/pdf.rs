//! Reports on paper: the same bytes for the same input, whatever the journal holds. What they look like, what they say and whether they
//! conform is checked by readers of PDF in `tests/paper`.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "a test that breaks says where")]

mod story;

use nourish_record::Source;
use nourish_report::{Attachment, Audience, Options, Paper, PdfError, PrintedSeal, Report, compose};
use nourish_rules::Tables;
use nourish_rules::assess::assess;

const EVERYONE: [Audience; 9] = [
    Audience::CareTeam,
    Audience::Surgeon,
    Audience::Oncologist,
    Audience::RadiationOncologist,
    Audience::Gastroenterologist,
    Audience::Dietitian,
    Audience::Nurse,
    Audience::Patient,
    Audience::Trial,
];

fn report(audience: Audience, days: i32) -> Report {
    let timeline = story::everything().timeline();
    let assessment = assess(&timeline, &Tables::built_in().unwrap(), story::today());
    compose(&timeline, &assessment, &Options { audience, ..story::options(days) })
}

fn is_in(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn the_same_report_gives_the_same_bytes_for_every_reader_and_period() {
    for audience in EVERYONE {
        for days in [1, 90] {
            let report = report(audience, days);
            let pdf = report.to_pdf(&Paper::default()).unwrap();
            assert!(pdf.starts_with(b"%PDF-1.7"));
            assert_eq!(pdf, report.to_pdf(&Paper::default()).unwrap());
        }
    }
}

#[test]
fn a_trial_is_told_no_name() {
    let of_trial = report(Audience::Trial, 90);
    assert_eq!((of_trial.header.name.as_deref(), of_trial.header.born_on), (None, None));
    assert!(of_trial.header.age_years.is_some());
    let named = report(Audience::Surgeon, 90).header.name.unwrap();
    assert!(!of_trial.to_json().contains(&named) && !of_trial.to_html().contains(&named));
}

#[test]
fn what_is_not_for_the_person_is_not_in_their_report() {
    let patient = report(Audience::Patient, 90);
    assert!(patient.passage.is_empty() && patient.check_ins.is_empty() && patient.plan.is_empty());
    let team = report(Audience::Nurse, 90);
    assert!(!team.passage.is_empty() && !team.check_ins.is_empty() && !team.plan.is_empty());
}

#[test]
fn what_happened_says_where_it_came_from_and_whether_it_was_corrected() {
    let team = report(Audience::Gastroenterologist, 183);
    assert!(team.passage.iter().any(|line| line.what.starts_with("Tube ")));
    assert!(team.passage.windows(2).all(|pair| pair[0].day >= pair[1].day));
    let weighed = team.series.days.iter().filter(|day| day.weight_g.is_some());
    assert!(weighed.clone().count() > 0);
    for day in weighed {
        assert!(day.weight_origin.is_some_and(|origin| Source::ALL.contains(&origin.source)));
    }
}

#[test]
fn a_seal_is_attached_as_it_is_so_that_it_can_be_signed_in_place() {
    let line = "{\"plainly\":\"fictional\"}\n";
    let attachment = Attachment {
        name: "seal.json".into(),
        media_type: "application/json".into(),
        description: "A seal".into(),
        bytes: line.into(),
        is_compressed: false,
    };
    let seal = PrintedSeal {
        code: "NOURISH:DOCUMENT:1:00".into(),
        check_digits: "0123 4567".into(),
        device_digits: "89ab cdef".into(),
    };
    let report = report(Audience::Surgeon, 30);
    let plain = report.to_pdf(&Paper::default()).unwrap();
    let paper = Paper { attachments: vec![attachment], seal: Some(seal), ..Paper::default() };
    let sealed = report.to_pdf(&paper).unwrap();
    assert!(is_in(&sealed, line) && !is_in(&plain, line));
}

#[test]
fn what_is_no_font_is_refused_and_says_so() {
    let paper = Paper { fonts: &[b"no font".to_vec()], ..Paper::default() };
    let error = report(Audience::Surgeon, 30).to_pdf(&paper).unwrap_err();
    assert_eq!(error, PdfError::Font);
    assert!(error.to_string().contains("hand over another"));
}
