//! From the names of open inputs to questions, the one that would decide alone first.

use super::context::Context;
use super::finding::missing;
use super::model::Missing;
use super::print;
use crate::exact::Exact;
use crate::tables::{InputKind, Tables};
use crate::tri::Tri;

/// The two ends of what an unknown answer may turn out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extreme {
    /// The answer that speaks most for risk.
    Worst,
    /// The answer that speaks least for it.
    Best,
}

/// What one answer would settle, and the inputs that it fills.
struct Question {
    input: &'static str,
    asks: String,
    fills: Vec<&'static str>,
}

/// The questions behind open inputs. `try_with` applies the rule with these inputs at one end of their range.
///
/// The first is the one whose answer decides whatever it is, if there is one; then those of which one answer
/// decides.
pub(super) fn questions(
    context: &Context<'_>,
    open: &[String],
    try_with: impl Fn(&[&'static str], Extreme) -> Tri,
) -> Vec<Missing> {
    let mut asked: Vec<Question> = Vec::new();
    for name in open {
        let (input, asks) = ask(context, name);
        match asked.iter_mut().find(|question| question.asks == asks) {
            Some(question) => question.fills.push(input),
            None => asked.push(Question { input, asks, fills: vec![input] }),
        }
    }
    let mut ranked: Vec<(u8, Missing)> = asked
        .into_iter()
        .map(|Question { input, asks, fills }| {
            let worst = try_with(&fills, Extreme::Worst) != Tri::Unknown;
            let best = try_with(&fills, Extreme::Best) != Tri::Unknown;
            match (worst, best) {
                (true, true) => (0, missing(input, format!("{asks} would decide this"))),
                (true, false) | (false, true) => (1, missing(input, format!("{asks} could decide this"))),
                (false, false) => (2, missing(input, format!("{asks} is also missing"))),
            }
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, missing)| missing).collect()
}

/// The end of an input's plausible range.
pub(super) fn extreme(tables: &Tables, input: &str, end: Extreme) -> Option<Exact> {
    let InputKind::Number { min, max, .. } = tables.input(input)?.kind else { return None };
    // Of these, little is bad; of all others, much.
    let low_is_worst = matches!(input, "bmi" | "intake_pct_last_week" | "albumin_g_l" | "albumin_g_dl");
    Some(if low_is_worst == (end == Extreme::Worst) { min } else { max })
}

/// The window of a loss that an input names.
pub(super) fn window_days(input: &str) -> Option<i32> {
    match input {
        "wl_pct_1m" => Some(30),
        "wl_pct_2m" => Some(61),
        "wl_pct_3m" => Some(91),
        "wl_pct_6m" | "wl_pct_within_6m" => Some(182),
        _ => None,
    }
}

/// The name of an input as a constant, and what to ask for it.
fn ask(context: &Context<'_>, name: &str) -> (&'static str, String) {
    let known = [
        ("age", "the date of birth"),
        ("wl_pct_beyond_6m", "a weight from more than six months ago, for example from an old letter"),
        ("intake_pct_last_week", INTAKE),
        ("ate_lt50pct_last_week", INTAKE),
        ("intake_le50pct_days", INTAKE),
        ("any_reduced_intake_days", "for how long less than usual has been eaten"),
        ("impaired_general_condition", "whether the care team finds the general condition impaired"),
        ("disease_severity", "the diagnosis, or the care team's score of its severity,"),
        ("albumin_g_l", "an albumin value of the last month"),
        ("albumin_g_dl", "an albumin value of the last month"),
        ("sga", "a subjective global assessment by the care team"),
        ("nrs2002", "what NRS-2002 still lacks"),
        ("hepatic_or_renal_dysfunction", "whether liver or kidneys work poorly"),
        ("screen_positive", "a finished nutrition screening"),
        ("asian", "which cut-offs for the body-mass index apply"),
        ("muscle_deficit", "a judgement of muscle mass by the care team"),
        ("chronic_gi_condition", "whether a lasting condition of the gut impairs digestion"),
        ("inflammation_or_disease_burden", "the diagnosis"),
    ];
    match name {
        "bmi" if context.series.current.is_some() => ("bmi", "the body height".to_owned()),
        "bmi" => ("bmi", weight_of_today()),
        _ => match (window_days(name), known.iter().find(|(input, _)| *input == name)) {
            (Some(window_days), _) => (static_window(name), weight_of_window(context, window_days)),
            (None, Some((input, asks))) => (input, (*asks).to_owned()),
            (None, None) => ("other", "another answer".to_owned()),
        },
    }
}

const INTAKE: &str = "what was eaten on at least four of the last seven days";

/// What a window of weights lacks.
pub(super) fn weight_of_window(context: &Context<'_>, window_days: i32) -> String {
    match context.series.over(window_days).and_then(|loss| loss.reference) {
        None if context.series.current.is_some() => {
            format!("a weight from about {}", print::day_and_month(context.as_of.plus(-window_days)))
        }
        _ => weight_of_today(),
    }
}

fn weight_of_today() -> String {
    "a weight of today".to_owned()
}

fn static_window(name: &str) -> &'static str {
    match name {
        "wl_pct_1m" => "wl_pct_1m",
        "wl_pct_2m" => "wl_pct_2m",
        "wl_pct_3m" => "wl_pct_3m",
        "wl_pct_within_6m" => "wl_pct_within_6m",
        _ => "wl_pct_6m",
    }
}
