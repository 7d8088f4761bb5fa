//! A loss within a shorter time than a window's is at least the loss of the window: it counts where it decides already, and what could
//! still be worse stays open. Bounds from the publications that the instruments' sheets name.

use super::journal::{Journal, Says};
use crate::assess::Level;

const MET: Says = Says::Met(Level::NextContact);

/// Somebody with cancer, 170 cm tall, who weighed 80 kg some days ago, and not before.
fn fell(born_on: &str, days_ago: i32, to_kg: &str) -> Journal {
    Journal::default().of_a_person(born_on).weight(days_ago, "80.0").weight(0, to_kg)
}

fn with_operation(journal: Journal) -> Journal {
    let fields = [("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")];
    journal.with(-10, "treatment", &fields)
}

fn with_severity(journal: Journal, grade: &str) -> Journal {
    let fields = [("item", "disease-severity"), ("present", "yes"), ("grade", grade)];
    journal.with(3, "finding", &fields)
}

#[test]
fn nrs2002_counts_a_fall_of_less_than_a_month_for_the_month() {
    // 6.25 % within a month: 3 points, the most there are. A severity of 0 and an age below 70 add none.
    let journal = with_severity(fell("1990-01-01", 20, "75.0"), "0");
    assert_eq!(journal.says("nrs2002"), MET);
    let text = journal.finding("nrs2002").unwrap().team_text;
    assert!(text.starts_with("NRS-2002 total 3: nutrition 3, disease 0 "), "{text}");
}

#[test]
fn nrs2002_counts_a_fall_of_six_weeks_for_two_months_and_leaves_the_rest_open() {
    // 6.25 % within two months: 2 points; cancer 1. Of the last month 1.3 % are known, but what it began with is not: it could
    // still make 3 points, though the person eats enough.
    let journal = fell("1990-01-01", 45, "75.0").weight(20, "76.0");
    let journal = (0..7).fold(journal, |journal, days| journal.ate(days, 2_500));
    assert_eq!(journal.says("nrs2002"), MET);
    let text = journal.finding("nrs2002").unwrap().team_text;
    assert!(text.starts_with("NRS-2002 total 3 to 4: nutrition open, disease 1 "), "{text}");
}

#[test]
fn nrs2002_counts_a_fall_of_ten_weeks_for_three_months() {
    // 6.25 % within three months: 1 point; the operation 2.
    let journal = with_operation(fell("1990-01-01", 75, "75.0"));
    assert_eq!(journal.says("nrs2002"), MET);
    let text = journal.finding("nrs2002").unwrap().team_text;
    assert!(text.starts_with("NRS-2002 total 3 to 5: nutrition open, disease 2 "), "{text}");
}

#[test]
fn espen_and_pons_count_a_fall_of_weeks_for_the_six_months() {
    // 11.25 %, and more than 10 % within six months is severe.
    let journal = with_operation(fell("1990-01-01", 20, "71.0"));
    assert_eq!(journal.says("espen_surgery_severe_risk"), MET);
    assert_eq!(journal.says("pons"), MET);
    assert!(journal.finding("pons").unwrap().team_text.starts_with("PONS: 1 of 4 criteria met"));
    // 6.25 % decides nothing: the months before may hold more.
    let journal = with_operation(fell("1990-01-01", 20, "75.0"));
    assert_eq!(journal.says("pons"), Says::Open);
}

#[test]
fn espen_counts_points_of_nrs2002_that_are_certain_although_the_total_is_open() {
    // Nutrition 2 at least, intensive care 3, age 1: at least 6, and more than 5 is severe.
    let journal = with_operation(with_severity(fell("1950-01-01", 45, "75.0"), "3"));
    assert!(journal.finding("nrs2002").unwrap().team_text.starts_with("NRS-2002 total 6 to 7"));
    assert_eq!(journal.says("espen_surgery_severe_risk"), MET);
}

#[test]
fn glim_is_met_by_a_fall_of_weeks_but_its_stage_stays_open_where_it_may_be_severe() {
    let inflamed = |journal: Journal| {
        let yes = |journal: Journal, item| journal.with(3, "finding", &[("item", item), ("present", "yes")]);
        let journal = yes(yes(journal, "inflammation"), "screen-positive");
        journal.with(9, "muscle", &[("method", "examination"), ("deficit", "none")])
    };
    // 7.5 %: more than 5 % within six months. Stage 2 begins above 10 %, which nobody knows of the months between; over more than
    // six months it begins above 20 %, which is not so.
    let moderate = inflamed(fell("1990-01-01", 20, "74.0").weight(250, "80.0"));
    assert_eq!(moderate.says("glim"), MET);
    assert_eq!(moderate.finding("glim").unwrap().degree, 0);
    // 11.25 %.
    let severe = inflamed(fell("1990-01-01", 20, "71.0"));
    assert_eq!(severe.says("glim"), MET);
    assert_eq!(severe.finding("glim").unwrap().degree, 2);
}
