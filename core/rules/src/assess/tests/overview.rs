//! Silence, the list before an operation, and the panel of instruments.

use super::journal::{Journal, Says, day};
use crate::assess::{InstrumentResult, Level};

#[test]
fn three_days_without_a_report_are_noticed_and_four_weeks_are_forgotten() {
    let rule = "no_report";
    let last = |days_ago: i32| Journal::default().weight(days_ago, "70.0").says(rule);
    assert_eq!(last(2), Says::NotMet);
    assert_eq!(last(3), Says::Met(Level::NextContact));
    assert_eq!(last(28), Says::Met(Level::NextContact));
    assert_eq!(last(29), Says::Nothing);
    // What the clinic enters is no report of the person's.
    let lab = Journal::default().weight(5, "70.0").with(0, "lab", &[("analyte", "albumin"), ("value", "40")]);
    assert_eq!(lab.says(rule), Says::Met(Level::NextContact));
}

fn planned(days: i32) -> Journal {
    let fields = [("modality", "surgery"), ("status", "planned"), ("name", "gastrectomy")];
    Journal::default().with(-days, "treatment", &fields)
}

#[test]
fn the_list_before_an_operation_says_what_is_missing() {
    let rule = "before_surgery";
    assert_eq!(planned(43).says(rule), Says::Nothing);
    assert_eq!(planned(42).says(rule), Says::Met(Level::Information));
    let weighed = planned(10).weight(7, "70.0").with(90, "height", &[("height", "170 cm")]);
    let list = weighed.assess().picture.before_surgery;
    let on = |what: &str| list.iter().find(|item| item.what == what).unwrap().on;
    assert_eq!(on("a weight of this week"), Some(day(7)));
    assert_eq!(on("the body height"), Some(day(90)));
    assert_eq!(on("albumin"), None);
    let text = weighed.finding(rule).unwrap().team_text;
    assert!(text.starts_with("10 days to gastrectomy: missing") && !text.contains("height"), "{text}");
    assert!(Journal::default().assess().picture.before_surgery.is_empty());
}

#[test]
fn what_a_screen_takes_is_on_the_list_and_what_a_clinician_screened_is_not_asked_for() {
    let on = |journal: &Journal, what: &str| {
        let list = journal.assess().picture.before_surgery;
        list.into_iter().find(|item| item.what.contains(what)).map(|item| item.on)
    };
    let (weight, eaten, screen) = ("a weight of this week", "what was eaten", "a nutrition screen");
    let shares = |meal: &'static str| {
        (1..5).fold(planned(10), |journal, days| {
            journal.with(days, "oral-intake", &[("meal", meal), ("eaten", "60%")])
        })
    };
    // The share of the usual of a whole day is what the screens take; that of a meal says nothing of the day.
    assert_eq!(on(&shares("whole-day"), eaten), Some(Some(day(1))));
    assert_eq!(on(&shares("lunch"), eaten), Some(None));
    assert_eq!(on(&shares("whole-day"), screen), None);

    let found = |days: i32, fields: &[(&str, &str)]| planned(10).with(days, "finding", fields);
    let screened = found(7, &[("item", "screen-positive"), ("present", "no")]);
    assert_eq!(on(&screened, screen), Some(Some(day(7))));
    assert_eq!((on(&screened, weight), on(&screened, eaten)), (None, None));
    assert_eq!(on(&screened.weight(2, "70.0"), weight), Some(Some(day(2))));
    let old = found(8, &[("item", "screen-positive"), ("present", "no")]);
    assert_eq!((on(&old, screen), on(&old, weight)), (None, Some(None)));
    let one_answer = found(1, &[("item", "ate-less-than-half-last-week"), ("present", "yes")]);
    assert_eq!((on(&one_answer, screen), on(&one_answer, eaten)), (None, Some(None)));
}

fn instrument(journal: &Journal, id: &str) -> Option<InstrumentResult> {
    journal.assess().picture.instruments.into_iter().find(|result| result.id == id)
}

fn field(journal: &Journal, id: &str, name: &str) -> String {
    let result = instrument(journal, id).unwrap().result;
    result.into_iter().find(|field| field.name == name).unwrap().value
}

fn lab(journal: Journal, days_ago: i32, analyte: &str, value: &str) -> Journal {
    journal.with(days_ago, "lab", &[("analyte", analyte), ("value", value)])
}

#[test]
fn laboratory_indices_are_asked_from_the_journal_in_the_right_units() {
    // mGPS: CRP 12 mg/L and albumin 33 g/L are 2. PNI: 10 x 3.3 + 0.005 x 1,500 = 40.5.
    let journal =
        lab(lab(lab(Journal::default(), 3, "albumin", "33"), 3, "crp", "12"), 3, "lymphocytes", "1500");
    assert_eq!(field(&journal, "mgps", "score"), "2");
    assert_eq!(field(&journal, "pni", "pni"), "40.5");
    assert_eq!(field(&journal, "pni", "category"), "caution");
    // CONUT without cholesterol: albumin 3.0 to 3.49 is 2, lymphocytes 1,200 to 1,599 are 1, the rest is open.
    let conut = instrument(&journal, "conut").unwrap();
    assert_eq!(conut.missing, ["cholesterol_mg_dl"]);
    assert_eq!(field(&journal, "conut", "score"), "unknown");
    assert!(instrument(&Journal::default(), "mgps").is_none());
}

#[test]
fn values_more_than_two_weeks_apart_are_not_combined() {
    let apart = |days: i32| lab(lab(Journal::default(), days, "albumin", "33"), 0, "crp", "12");
    assert_eq!(field(&apart(14), "mgps", "score"), "2");
    assert_eq!(field(&apart(15), "mgps", "score"), "unknown");
}

#[test]
fn screens_and_formulas_are_asked_from_weights_and_profile() {
    let person = Journal::default().with(100, "profile", &[("born_on", "1966-11-20"), ("sex", "male")]).with(
        100,
        "height",
        &[("height", "170 cm")],
    );
    let journal = [(182, "77.0"), (91, "73.0"), (61, "72.0"), (30, "71.0"), (0, "70.0")]
        .iter()
        .fold(person, |journal, (days, kg)| journal.weight(*days, kg));
    // Mifflin-St Jeor: 700 + 1,062.5 - 300 + 5.
    assert_eq!(field(&journal, "mifflin", "kcal"), "1467.5");
    // 7 kg in six months score 2 in the MST, and more than 6 kg 3 points in the SNAQ.
    assert_eq!(field(&journal, "mst", "at_risk"), "yes");
    assert_eq!(field(&journal, "snaq", "category"), "severe");
    // Loss of 9.1 % at a body-mass index of 24.2 is grade 3.
    assert_eq!(field(&journal, "martin_wl_grade", "grade"), "3");
    assert_eq!(field(&journal, "fearon_cachexia", "stage"), "cachexia");
    assert_eq!(field(&journal, "nrs2002_prescreen", "proceed"), "yes");
}

#[test]
fn loss_since_treatment_began_is_graded_as_an_estimate() {
    let given = [("modality", "chemotherapy"), ("status", "given"), ("name", "docetaxel"), ("cycle", "1")];
    let journal = Journal::default().weight(62, "80.0").weight(0, "72.0").with(60, "treatment", &given);
    // 10 % exactly is grade 2: 10 to below 20 %.
    assert_eq!(field(&journal, "ctcae_v5_weight_loss", "grade"), "2");
}

#[test]
fn the_panel_holds_every_instrument_that_the_journal_can_answer() {
    let busy = lab(Journal::default().weight(0, "70.0"), 0, "albumin", "40");
    for id in ["gnri", "nri", "targets"] {
        assert!(instrument(&busy, id).is_some(), "{id}");
    }
    for result in busy.assess().picture.instruments {
        assert!(!result.version.is_empty() && !result.source.text.is_empty(), "{}", result.id);
    }
}
