//! A report speaks its reader's language and units; its data stay as they are, and what is not translated shows.
#![allow(clippy::unwrap_used, reason = "a test that breaks says where")]

mod story;

use nourish_record::Timeline;
use nourish_report::{Audience, FhirDocument, Language, Options, Report, Subject, Units, compose};
use nourish_rules::Tables;
use nourish_rules::assess::{Assessment, Picture, assess};
use std::collections::BTreeSet;

/// What is asked of a report here: its audience and its days.
const READERS: [(Audience, i32); 4] =
    [(Audience::Patient, 183), (Audience::CareTeam, 30), (Audience::Dietitian, 900), (Audience::Trial, 1)];

fn reports(timeline: &Timeline, judged: &Assessment) -> Vec<Report> {
    let of = |(audience, days)| compose(timeline, judged, &Options { audience, ..story::options(days) });
    READERS.into_iter().map(of).collect()
}

/// Reports of a person of whom everything was logged: as the rules judge them, with every rule met, and of nobody.
fn every_kind() -> Vec<Report> {
    let timeline = story::everything().timeline();
    let judged = assess(&timeline, &Tables::built_in().unwrap(), story::today());
    let nobody = Assessment { as_of: story::today(), findings: Vec::new(), picture: Picture::default() };
    let mut all = reports(&timeline, &judged);
    all.extend(reports(&timeline, &story::all_met(judged)));
    all.extend(reports(&Timeline::default(), &nobody));
    all
}

fn spanish(report: Report) -> Report {
    report.speaking(&Language::SPANISH, Units::Metric)
}

/// The words of a page, one text a line.
fn words(page: &str) -> Vec<String> {
    let body = page.split_once("<body>").map_or(page, |(_, body)| body);
    let texts = body.split('<').filter_map(|piece| Some(piece.split_once('>')?.1.trim()));
    texts.filter(|text| text.chars().any(char::is_alphabetic)).map(str::to_owned).collect()
}

/// Every number of a page as it is written.
fn figures(page: &str) -> BTreeSet<String> {
    let text = words(page).join(" ");
    let pieces = text.split(|letter: char| !(letter.is_ascii_digit() || matches!(letter, '.' | ',')));
    pieces.filter(|piece| piece.contains(|letter: char| letter.is_ascii_digit())).map(str::to_owned).collect()
}

#[test]
fn english_and_metric_is_the_report_as_it_is() {
    for report in every_kind() {
        let said = report.clone().speaking(&Language::ENGLISH, Units::Metric);
        assert!(said == report && said.to_html() == report.to_html());
    }
}

#[test]
fn every_text_of_every_reader_is_translated() {
    for report in every_kind() {
        let page = spanish(report).to_html();
        let english: Vec<String> = words(&page).into_iter().filter(|text| text.contains("[en]")).collect();
        assert!(english.is_empty(), "{english:#?}");
        assert!(page.contains(r#"<html lang="es">"#));
    }
}

#[test]
fn the_persons_report_reads_as_it_should() {
    let timeline = story::half_year().timeline();
    let judged = assess(&timeline, &Tables::built_in().unwrap(), story::today());
    let options = Options { audience: Audience::Patient, ..story::options(30) };
    let goldens = [
        (Language::ENGLISH, include_str!("golden/patient-en.txt")),
        (Language::SPANISH, include_str!("golden/patient-es.txt")),
    ];
    for (language, golden) in goldens {
        let page = compose(&timeline, &judged, &options).speaking(&language, Units::Metric).to_html();
        let first_sections = page.split("id=\"weight-section\"").next().unwrap();
        let read = words(first_sections).join("\n") + "\n";
        assert!(read == golden, "{language}: what is said differs from its file in tests/golden:\n{read}");
    }
}

#[test]
fn data_are_the_same_whatever_the_language_and_the_units() {
    for report in every_kind() {
        let said = report.clone().speaking(&Language::SPANISH, Units::Imperial);
        assert!(said.to_json() == report.to_json() && said.to_csv() == report.to_csv());
    }
}

#[test]
fn a_language_that_nobody_translated_shows_and_is_read_out_as_english() {
    let french = Language::parse("fr").unwrap();
    for report in every_kind() {
        let english = report.to_html();
        let page = report.speaking(&french, Units::Metric).to_html();
        let others: Vec<String> = figures(&page).difference(&figures(&english)).cloned().collect();
        assert!(others.is_empty(), "numbers are written as the words beside them: {others:?}");
        assert!(page.contains(r#"<html lang="fr">"#));
        assert!(page.contains(r#"lang="en">[en] "#));
        assert!(page.matches("[en]").count() >= words(&english).len() / 4);
    }
}

#[test]
fn imperial_units_are_told_of_the_body_and_of_drinks_and_of_nothing_else() {
    let timeline = story::everything().timeline();
    let judged = assess(&timeline, &Tables::built_in().unwrap(), story::today());
    let report = compose(&timeline, &judged, &story::options(183));
    let page = report.clone().speaking(&Language::ENGLISH, Units::Imperial).to_html();
    assert!(page.contains(" lb") && page.contains("Weight, lb") && page.contains(" fl oz"));
    assert!(page.contains("kcal") && page.contains(" g/L") == report.to_html().contains(" g/L"));
    let in_kilograms: Vec<String> =
        words(&page).into_iter().filter(|text| text.contains(" kg") && !text.contains("kg/m")).collect();
    // What is left are the limits of rules, which are published in kilograms, and what somebody typed.
    assert!(in_kilograms.iter().all(|text| text.contains("more than 2 kg")), "{in_kilograms:#?}");
}

#[test]
fn a_fhir_document_says_its_language_and_keeps_its_codes() {
    let timeline = story::half_year().timeline();
    let judged = assess(&timeline, &Tables::built_in().unwrap(), story::today());
    let report = compose(&timeline, &judged, &story::options(183));
    let document =
        FhirDocument { timeline: &timeline, subject: Subject::named([7; 16]), signature: None, pdf: None };
    let read =
        |report: &Report| -> serde_json::Value { serde_json::from_str(&report.to_fhir(&document)).unwrap() };
    let (english, spanish) = (read(&report), read(&spanish(report)));
    let composition = &spanish["entry"][0]["resource"];
    assert_eq!(composition["language"], "es");
    assert_eq!(composition["title"], "Nutrici\u{f3}n y efectos secundarios, 2026-05-22 a 2026-11-20");
    for section in composition["section"].as_array().unwrap() {
        let text = section["text"]["div"].as_str().unwrap();
        assert!(text.contains(r#"lang="es" xml:lang="es""#));
    }
    assert!(english["entry"][0]["resource"].get("language").is_none());
    let rest = |bundle: &serde_json::Value| -> Vec<serde_json::Value> {
        bundle["entry"].as_array().unwrap().iter().skip(1).cloned().collect()
    };
    assert!(rest(&english) == rest(&spanish), "the resources are the same");
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_says_its_language() {
    let says = |report: Report, language: &[u8]| {
        let pdf = report.to_pdf(&nourish_report::Paper::default()).unwrap();
        pdf.windows(language.len()).any(|window| window == language)
    };
    let report = every_kind().remove(0);
    assert!(says(report.clone(), b"/Lang(en)") && says(spanish(report), b"/Lang(es)"));
}
