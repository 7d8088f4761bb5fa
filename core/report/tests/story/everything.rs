//! An invented person of whom everything there is was logged, for five years: whatever the report can show must fit on the page.

use super::{Journal, day, stretch, today, wobble};
use nourish_record::{AcknowledgementAction, CareRole, Source};
use nourish_rules::assess::{Assessment, Attention, Outcome};

/// The longest name that the person's report must carry.
pub(crate) const NAME: &str =
    "Example-Person Maximiliana Longname-Musterfrau of Nowhere-upon-Sample and Elsewhere-under-Specimen";

/// Five years, and in their last half everything at once.
pub(crate) fn everything() -> Journal {
    let mut journal = Journal::default();
    let profile = [
        ("name", NAME),
        ("born_on", "1948-02-29"),
        ("sex", "female"),
        (
            "diagnosis",
            "Invented adenocarcinoma of the oesophagogastric junction, Siewert type II, cT4a cN2 cM0",
        ),
    ];
    journal.log(today().plus(-1_825), 9, Source::Typed, "profile", &profile);
    journal.log(today().plus(-1_825), 9, Source::Clinician, "height", &[("height", "170 cm")]);
    quiet_years(&mut journal);
    stretch(&mut journal, today().plus(-182), 183, 9);
    flot(&mut journal);
    nivolumab(&mut journal);
    radiotherapy(&mut journal);
    operation(&mut journal);
    laboratory(&mut journal);
    feeds(&mut journal);
    alarms(&mut journal);
    answers(&mut journal);
    journal
}

fn quiet_years(journal: &mut Journal) {
    for n in 0..1_640 {
        let on = today().plus(n - 1_825);
        if n % 3 == 0 {
            let grams = 69_000 + wobble(n) * 60;
            let weight = format!("{}.{:03} kg", grams / 1000, grams % 1000);
            journal.log(on, 7, Source::Scale, "weight", &[("weight", &weight)]);
        }
        if n % 2 == 0 {
            let energy = format!("{} kcal", 1_900 + wobble(n) * 50);
            let fields = [
                ("meal", "whole-day"),
                ("energy", energy.as_str()),
                ("protein", "80 g"),
                ("fluid", "1400 ml"),
            ];
            journal.log(on, 20, Source::Typed, "oral-intake", &fields);
        }
    }
}

const FLOT: [(&str, &str, &str); 4] = [
    ("fluorouracil", "4400 mg", "3300 mg"),
    ("leucovorin", "340 mg", "340 mg"),
    ("oxaliplatin", "145 mg", "105 mg"),
    ("docetaxel", "85 mg", "60 mg"),
];

/// Four cycles of eight: the second late for blood counts, from the third on less than planned.
fn flot(journal: &mut Journal) {
    let cycles = [
        ("1", "2026-08-26", "2026-08-26"),
        ("2", "2026-09-16", "2026-09-09"),
        ("3", "2026-09-30", "2026-09-30"),
        ("4", "2026-10-23", "2026-10-14"),
    ];
    for (number, given_on, planned_on) in cycles {
        for (drug, full, reduced) in FLOT {
            let is_late = given_on != planned_on;
            let is_reduced = number >= "3" && full != reduced;
            let mut fields = vec![
                ("modality", "chemotherapy"),
                ("status", "given"),
                ("name", drug),
                ("regimen", "FLOT"),
                ("cycle", number),
                ("cycle_day", "1"),
                ("planned_on", planned_on),
                ("dose", if is_reduced { reduced } else { full }),
                ("planned_dose", full),
                ("cycle_days", "14"),
                ("planned_cycles", "8"),
            ];
            if is_late || is_reduced {
                fields.push(("reason", if is_late { "blood-counts" } else { "side-effects" }));
            }
            journal.log(day(given_on), 10, Source::Clinician, "treatment", &fields);
        }
    }
}

fn nivolumab(journal: &mut Journal) {
    let fields = [
        ("modality", "immunotherapy"),
        ("status", "given"),
        ("name", "nivolumab-with-a-very-long-invented-suffix"),
        ("cycle", "1"),
        ("cycle_days", "28"),
    ];
    journal.log(day("2026-11-04"), 10, Source::Clinician, "treatment", &fields);
}

/// Eight of 25 fractions, with a week from Monday to Friday that lacks one.
fn radiotherapy(journal: &mut Journal) {
    let name = ("name", "stomach and regional lymph nodes");
    let planned =
        [("modality", "radiation"), ("status", "planned"), name, ("fractions", "25"), ("dose_cgy", "4500")];
    journal.log(day("2026-11-06"), 9, Source::Clinician, "treatment", &planned);
    for n in [9, 10, 11, 12, 13, 16, 18, 19] {
        let given =
            [("modality", "radiation"), ("status", "given"), name, ("fractions", "1"), ("dose_cgy", "180")];
        journal.log(day("2026-11-01").plus(n - 1), 9, Source::Clinician, "treatment", &given);
    }
}

fn operation(journal: &mut Journal) {
    let operation =
        "total gastrectomy with D2 lymphadenectomy and reconstruction by Roux-en-Y oesophagojejunostomy";
    journal.log(
        day("2026-12-07"),
        8,
        Source::Clinician,
        "treatment",
        &[("modality", "surgery"), ("status", "planned"), ("name", operation)],
    );
    let tube = [("event", "placed"), ("route", "nasojejunal")];
    journal.log(day("2026-11-12"), 11, Source::Clinician, "tube-care", &tube);
    let plan = [
        ("energy_min", "2700 kcal"),
        ("energy_max", "2900 kcal"),
        ("protein_min", "95 g"),
        ("protein_max", "115 g"),
        ("fluid", "2600 ml"),
        ("set_by", "dietitian"),
    ];
    journal.log(day("2026-11-06"), 12, Source::Clinician, "feeding-plan", &plan);
}

fn laboratory(journal: &mut Journal) {
    let values = [
        ("albumin", "29"),
        ("crp", "24"),
        ("lymphocytes", "900"),
        ("neutrophils", "420"),
        ("cholesterol", "110"),
        ("potassium", "2.9"),
        ("phosphate", "0.5"),
        ("magnesium", "0.6"),
    ];
    for (analyte, value) in values {
        journal.log(today().plus(-1), 8, Source::Clinician, "lab", &[("analyte", analyte), ("value", value)]);
    }
}

fn feeds(journal: &mut Journal) {
    let bag = [
        ("volume", "1500 ml"),
        ("dextrose", "420 g"),
        ("amino_acid", "75 g"),
        ("lipid", "60 g"),
        ("duration", "720 min"),
    ];
    journal.log(today(), 6, Source::Clinician, "parenteral-bag", &bag);
}

fn alarms(journal: &mut Journal) {
    let fever = [("temperature", "38.6 °C"), ("sustained_over_1h", "yes")];
    journal.log(today(), 9, Source::Typed, "vitals", &fever);
    let asked = "vomiting-blood,rigors,no-fluids-24h,very-unwell,line-damaged";
    let check_in = [("set", "daily"), ("asked", asked), ("yes", "vomiting-blood,rigors,line-damaged")];
    journal.log(today(), 9, Source::Typed, "check-in", &check_in);
    journal.log(day("2026-10-14"), 12, Source::Typed, "weight", &[("weight", "139.6 kg")]);
    for item in ["impaired-general-condition", "sarcopenia", "ate-less-than-half-last-week", "inflammation"] {
        let found = [("item", item), ("present", "yes")];
        journal.log(today().plus(-3), 12, Source::Clinician, "finding", &found);
    }
    for (days_ago, level) in [(12, "1"), (2, "3"), (1, "4"), (0, "4")] {
        let swelling =
            [("item", "swelling"), ("attribute", "severity"), ("level", level), ("recall_days", "1")];
        journal.log(today().plus(-days_ago), 21, Source::Typed, "symptom", &swelling);
    }
}

fn answers(journal: &mut Journal) {
    let done = [
        (2, "glim", "plan-changed", "dietitian"),
        (1, "nrs2002", "seen", "general-practitioner"),
        (1, "symptom_worsening:nausea", "contacted", "nurse"),
        (5, "tube_delivery", "contacted", "dietitian"),
    ];
    for (days_ago, rule, action, role) in done {
        let fields = [("rule", rule), ("action", action), ("role", role)];
        journal.log(today().plus(-days_ago), 15, Source::Clinician, "acknowledgement", &fields);
    }
    let snoozed = [
        ("rule", "symptom_worsening:fatigue"),
        ("action", "snoozed"),
        ("role", "dietitian"),
        ("until_on", "2026-11-27"),
    ];
    journal.log(today().plus(-1), 15, Source::Clinician, "acknowledgement", &snoozed);
}

/// The same assessment with every rule met, each with another reason to ask or not: the most that a page may have to hold.
pub(crate) fn all_met(mut assessment: Assessment) -> Assessment {
    let since = Some(today().plus(-9));
    let reasons = [
        Attention::New,
        Attention::Worse { since },
        Attention::Again { since: None },
        Attention::Standing { since, again_on: Some(today().plus(3)) },
        Attention::Answered {
            on: today().plus(-1),
            by: CareRole::GeneralPractitioner,
            action: AcknowledgementAction::Snoozed,
            until: Some(today().plus(5)),
        },
    ];
    for (finding, reason) in assessment.findings.iter_mut().zip(reasons.into_iter().cycle()) {
        finding.outcome = Outcome::Met;
        finding.attention = Some(reason);
    }
    assessment
}
