//! An invented person's half year, for tests and for the example page. No number in it is a model of treatment.

#![allow(dead_code, unused_imports, reason = "tests and the example each use a part of it")]
#![allow(clippy::unwrap_used, reason = "an invented story that does not parse fails its tests")]

mod everything;

pub(crate) use everything::{all_met, everything};

use nourish_record::{CalendarDay, Draft, Entry, EntryId, Fact, Moment, Source, Stamp, Timeline};
use nourish_report::{Audience, Options};
use nourish_rules::assess::{
    Assessment, Citation, Evidence, Figure, Finding, IntakeWindow, Level, Missing, Outcome, Picture, Target,
    WeightChange,
};

/// Fields of a fact: name and text.
pub(crate) type Fields<'a> = &'a [(&'a str, &'a str)];

/// A journal under construction.
#[derive(Default)]
pub(crate) struct Journal {
    entries: Vec<Entry>,
}

impl Journal {
    /// Logs one fact at an hour of a day.
    pub(crate) fn log(
        &mut self,
        day: CalendarDay,
        hour: u32,
        source: Source,
        kind: &str,
        fields: Fields<'_>,
    ) -> EntryId {
        let at = Moment::parse(&format!("{day}T{hour:02}:00[Europe/Madrid]")).unwrap();
        let fact = Fact::read(kind, fields).unwrap();
        let seq = self.entries.len() as u64 + 1;
        let entry = Entry::parse(Draft::new(at, source, fact), Stamp::example(seq)).unwrap();
        let id = entry.id();
        self.entries.push(entry);
        id
    }

    pub(crate) fn timeline(&self) -> Timeline {
        Timeline::of(self.entries.iter().cloned())
    }
}

pub(crate) fn day(text: &str) -> CalendarDay {
    text.parse().unwrap()
}

/// The last day of the story.
pub(crate) fn today() -> CalendarDay {
    day("2026-11-20")
}

pub(crate) fn options(days: i32) -> Options {
    Options {
        from: today().plus(1 - days),
        to: today(),
        made_at: Moment::parse("2026-11-20T22:30[Europe/Madrid]").unwrap(),
        audience: Audience::CareTeam,
        app_version: "0.1.0".into(),
    }
}

/// Half a year before an operation: weight falling, four cycles, a tube since November, worse in the last ten days.
pub(crate) fn half_year() -> Journal {
    let mut journal = Journal::default();
    journal.log(
        day("2026-05-20"),
        9,
        Source::Typed,
        "profile",
        &[
            ("name", "Sample Person <script>alert('x')</script> & \"Co\""),
            ("born_on", "1957-03-12"),
            ("diagnosis", "Invented gastric adenocarcinoma, cT3 cN1"),
        ],
    );
    journal.log(day("2026-05-20"), 9, Source::Clinician, "height", &[("height", "170 cm")]);
    days_of(&mut journal, day("2026-05-22"), 183);
    treatments(&mut journal);
    journal.log(day("2026-10-14"), 12, Source::Typed, "weight", &[("weight", "139.6 kg")]);
    journal.log(
        day("2026-11-18"),
        12,
        Source::Clinician,
        "acknowledgement",
        &[("rule", "intake_energy"), ("action", "contacted"), ("role", "dietitian")],
    );
    journal
}

fn wobble(n: i32) -> i64 {
    i64::from((n % 23 * n * 7 + n * 31) % 23 % 13) - 6
}

/// The weight on the `n`th of so many days.
pub(crate) fn weight_g(n: i32, days: i32) -> u32 {
    u32::try_from(61_400 + i64::from(days - n) * 36 + wobble(n) * 70).unwrap()
}

/// Every day of a stretch, with the gaps that real journals have.
pub(crate) fn days_of(journal: &mut Journal, first: CalendarDay, days: i32) {
    stretch(journal, first, days, 15);
}

/// The same, with a tube for so many days less one at its end.
fn stretch(journal: &mut Journal, first: CalendarDay, days: i32, tube_days: i64) {
    for n in 0..days {
        let today = first.plus(n);
        let wobble = wobble(n);
        let left = i64::from(days - n);
        let weight_g = weight_g(n, days);
        if n % 6 != 4 && !(60..68).contains(&n) {
            let text = format!("{}.{:03} kg", weight_g / 1000, weight_g % 1000);
            journal.log(today, 7, Source::Scale, "weight", &[("weight", &text)]);
        }
        if n % 5 != 3 && !(95..110).contains(&n) {
            let kcal = 1_500 + wobble * 45 - (180 - left).max(0) * 2 - if left < 12 { 500 } else { 0 };
            let (energy, protein) = (format!("{} kcal", kcal.max(250)), format!("{} g", (kcal / 22).max(9)));
            let fields = [
                ("meal", "whole-day"),
                ("energy", energy.as_str()),
                ("protein", &protein),
                ("fluid", "900 ml"),
            ];
            journal.log(today, 20, Source::Typed, "oral-intake", &fields);
        }
        if left < tube_days {
            let delivered = format!("{} ml", 600 + wobble * 30);
            journal.log(
                today,
                22,
                Source::Pump,
                "tube-feed",
                &[
                    ("delivered", &delivered),
                    ("prescribed", "1000 ml"),
                    ("density_kcal_milli_per_ml", "1.5"),
                    ("protein_mg_per_ml", "60"),
                ],
            );
        }
        symptoms_of(journal, today, n, left);
    }
}

const SYMPTOMS: [(&str, &str, i32); 9] = [
    ("nausea", "frequency", 2),
    ("appetite-loss", "severity", 2),
    ("fatigue", "severity", 1),
    ("early-fullness", "severity", 1),
    ("vomiting", "frequency", 0),
    ("swallowing", "severity", 0),
    ("taste-change", "severity", 1),
    ("diarrhoea", "frequency", 0),
    ("numbness", "severity", 0),
];

fn symptoms_of(journal: &mut Journal, today: CalendarDay, n: i32, left: i64) {
    if n % 9 == 5 {
        return;
    }
    for (place, (item, attribute, base)) in SYMPTOMS.iter().enumerate() {
        let place = i32::try_from(place).unwrap();
        if place > 5 && n % 7 != 0 {
            continue;
        }
        let worse = i32::from(left < 12) + i32::from((n + place) % 4 == 0) - i32::from((n * place) % 5 == 1);
        let level = (base + worse).clamp(0, 4).to_string();
        let fields = [("item", *item), ("attribute", attribute), ("level", &level), ("recall_days", "1")];
        journal.log(today, 21, Source::Typed, "symptom", &fields);
    }
}

fn treatments(journal: &mut Journal) {
    for (cycle, on) in [("1", "2026-08-26"), ("2", "2026-09-09"), ("3", "2026-09-30"), ("4", "2026-10-14")] {
        for drug in ["docetaxel", "oxaliplatin"] {
            journal.log(
                day(on),
                10,
                Source::Clinician,
                "treatment",
                &[
                    ("modality", "chemotherapy"),
                    ("status", "given"),
                    ("name", drug),
                    ("regimen", "FLOT"),
                    ("cycle", cycle),
                ],
            );
        }
    }
    journal.log(
        day("2026-12-07"),
        8,
        Source::Clinician,
        "treatment",
        &[("modality", "surgery"), ("status", "planned"), ("name", "total gastrectomy")],
    );
    journal.log(
        day("2026-11-06"),
        11,
        Source::Clinician,
        "tube-care",
        &[("event", "placed"), ("route", "nasojejunal")],
    );
}

pub(crate) fn entry(number: u8) -> EntryId {
    EntryId::from_bytes([number; 16])
}

/// A finding that is met.
pub(crate) fn finding(rule: &str, title: &str, level: Level, text: &str) -> Finding {
    Finding {
        degree: 0,
        attention: None,
        rule: rule.into(),
        title: title.into(),
        outcome: Outcome::Met,
        level,
        team_text: text.into(),
        patient_text: Some("Please tell your care team about this at the next contact.".into()),
        figures: vec![Figure { label: "mean of 7 days".into(), value: "1115".into(), unit: "kcal" }],
        evidence: (0..3)
            .map(|n| Evidence {
                entry: entry(n),
                day: today().plus(-i32::from(n) * 40),
                what: format!("weight {}.{n} kg", 61 + n),
            })
            .collect(),
        clears_when: "a later value is back within the limit".into(),
        version: format!("{rule} 1, reading a"),
        source: Citation {
            text: "Example A, Example B. An invented paper. J Ex 2020;1:2-3".into(),
            doi: Some("10.1000/example".into()),
        },
        cautions: Vec::new(),
    }
}

/// What rules would say of [`half_year`], written by hand.
pub(crate) fn assessment() -> Assessment {
    Assessment { as_of: today(), findings: findings(), picture: picture() }
}

fn findings() -> Vec<Finding> {
    let next = Level::NextContact;
    let mut weight = finding(
        "weight_change",
        "Weight loss",
        next,
        "Lost 10.2 % in 182 days (68.2 to 61.4 kg) and 5.1 % in 30 days. Current weight 61.4 kg.",
    );
    weight.cautions = vec!["weight may be unreliable: swelling was noted on 15 November".into()];
    let mut prognosis = finding(
        "gps",
        "Prognostic score",
        Level::Information,
        "Prognostic score 1 of 2 (CRP 14 mg/L, albumin 36 g/L).",
    );
    prognosis.patient_text = None;
    let mut open = finding("nrs2002", "NRS-2002 before surgery", next, "Between 2 and 4 of 7 points.");
    open.outcome = Outcome::Indeterminate {
        missing: vec![
            Missing {
                input: "albumin",
                question: "an albumin value of the last 30 days would decide this".into(),
            },
            Missing { input: "general_condition", question: "the general condition".into() },
        ],
    };
    let mut calm =
        finding("fever", "Fever during treatment", Level::SameDay, "No temperature of 38.0 °C or more.");
    calm.outcome = Outcome::NotMet;
    vec![
        finding(
            "tube_delivery",
            "Tube feed falls short",
            Level::SameDay,
            "Delivered 48 % and 46 % of 1,000 ml on the last two days. Ask about interruptions, blockage and tolerance.",
        ),
        weight,
        finding(
            "intake_energy",
            "Energy under target",
            next,
            "Mean 1,115 kcal a day over the last 7 days, 62.0 % of the lower target of 1,800 kcal; 6 of 7 days have data.",
        ),
        finding(
            "glim",
            "Malnutrition by GLIM criteria",
            next,
            "Weight loss over 10 % with reduced intake: severe by GLIM, if a validated screening was positive.",
        ),
        finding(
            "symptom_worsening:nausea",
            "Nausea is getting worse",
            next,
            "Severity 4 on 20 November, 2 on 8 November: up by 2 within 14 days.",
        ),
        prognosis,
        open,
        calm,
    ]
}

fn change(window_days: i32, on: &str, weight_g: u32, loss: &str) -> WeightChange {
    WeightChange {
        window_days,
        reference: Some((day(on), weight_g)),
        loss_percent: Some(loss.into()),
        peak: None,
        largest_loss_percent: None,
    }
}

fn window(window_days: i32, days_with_data: i32, mean: &str, percent: &str) -> IntakeWindow {
    IntakeWindow {
        window_days,
        days_with_data,
        mean: Some(mean.into()),
        percent_of_target: Some(percent.into()),
        days_on_target: 1,
    }
}

fn picture() -> Picture {
    let target = |least, most| Some(Target { least, most: Some(most), basis: "dietitian's plan".into() });
    Picture {
        weight: Some((today(), weight_g(182, 183))),
        bmi: Some("21.3".into()),
        weight_changes: vec![
            change(30, "2026-10-21", 62_500, "1.7"),
            change(91, "2026-08-21", 64_700, "5.0001"),
            change(182, "2026-05-22", 68_200, "9.9"),
        ],
        energy_target_kcal: target(1_800, 2_100),
        protein_target_g: target(75, 95),
        energy: vec![window(3, 3, "980.5", "54.5"), window(7, 6, "1115", "62.0")],
        protein: vec![window(7, 6, "51.3", "68.4")],
        tube: vec![
            (today().plus(-2), Some(610), 1_000),
            (today().plus(-1), None, 1_000),
            (today(), Some(460), 1_000),
        ],
        surgery: Some((day("2026-12-07"), "total gastrectomy".into(), 17)),
        to_confirm: vec![Evidence {
            entry: entry(9),
            day: day("2026-10-14"),
            what: "weight 139.6 kg".into(),
        }],
        newer_entries: 2,
        ..Picture::default()
    }
}
