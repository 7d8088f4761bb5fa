//! Symptom alerts and tallies: STAR, Sigstad.

use crate::case::{Case, Input, Instrument, Kind, Unknowns, small};
use crate::completion::Verdict;
use crate::engine::engine;
use crate::shown::{Fields, Shown, points};

/// Basch et al. J Clin Oncol 2016;34:557-565: 3 or more, or a rise of 2 or more.
pub(crate) const STAR: Instrument = Instrument {
    name: "star_alert",
    inputs: &[small("previous", 4), small("current", 4)],
    complete: |case| {
        let (previous, current) = (case.small("previous"), case.small("current"));
        let mut reasons = Vec::new();
        if current >= 3 {
            reasons.push("absolute");
        }
        if current - previous >= 2 {
            reasons.push("worsening");
        }
        vec![("alert", Shown::Flag(!reasons.is_empty())), ("reason", Shown::Holding(reasons))]
    },
    unknowns: Unknowns::Open,
    close: None,
    engine: engine! { star_alert(StarInput { previous: small, current: small }) -> { alert: tri, reason: reasons } },
};

const WORTH: [(&str, i64); 16] = [
    ("shock", 5),
    ("syncope", 4),
    ("lie_or_sit", 4),
    ("dyspnea", 3),
    ("weakness", 3),
    ("sleepiness", 3),
    ("palpitation", 3),
    ("restlessness", 2),
    ("dizziness", 2),
    ("headache", 1),
    ("warmth_sweating_pallor", 1),
    ("nausea", 1),
    ("fullness", 1),
    ("borborygmus", 1),
    ("eructation", -1),
    ("vomiting", -4),
];

const SYMPTOMS: &[&str] = &{
    let mut names = [""; 16];
    let mut at = 0;
    while at < 16 {
        names[at] = WORTH[at].0;
        at += 1;
    }
    names
};

/// Sigstad. Acta Med Scand 1970;188:479-486.
pub(crate) const SIGSTAD: Instrument = Instrument {
    name: "sigstad",
    inputs: &[Input { name: "symptoms", kind: Kind::Words { words: SYMPTOMS, sets: &[] } }],
    complete: sigstad,
    unknowns: Unknowns::Stated(|_| {
        let least = WORTH.iter().map(|(_, worth)| *worth).filter(|worth| *worth < 0).sum();
        let greatest = WORTH.iter().map(|(_, worth)| *worth).filter(|worth| *worth > 0).sum();
        Verdict {
            fields: vec![("score", Shown::Points(least, greatest)), ("category", Shown::Null)],
            open: vec!["symptoms"],
        }
    }),
    close: None,
    engine: engine! { sigstad(SigstadInput { symptoms: words }) -> { score: total, category: category } },
};

fn sigstad(case: &Case<'_>) -> Fields {
    let present = case.words("symptoms").unwrap();
    let score = WORTH.iter().filter(|(name, _)| present.contains(name)).map(|(_, worth)| worth).sum();
    let category = if score > 7 {
        "likely"
    } else if score < 4 {
        "unlikely"
    } else {
        "indeterminate"
    };
    vec![("score", points(score)), ("category", Shown::Word(category))]
}
