//! Alert rule of the STAR trial (Basch, J Clin Oncol 2016;34:557-565).

use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::{inputs, words};
use crate::score::outcome::{Basis, outcome};
use crate::score::rule::Rule;
use crate::tables::Tables;
use crate::tri::Tri;

words! {
    /// Why a symptom score alerts.
    AlertReason {
        /// The score itself is high.
        Absolute = "absolute",
        /// It rose much since the previous report.
        Worsening = "worsening",
    }
}

inputs! {
    /// Two reports of one symptom, 0 to 4.
    StarInput {
        /// The previous score.
        previous: u8,
        /// This score.
        current: u8,
    }
}

outcome! {
    /// Whether a symptom alerts.
    StarAlert {
        /// Any reason holds.
        alert: Tri,
        /// The reasons known to hold.
        reason: Vec<AlertReason>,
    }
}

/// Alerts on a score of 3 or more, or a rise of 2 or more.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn star_alert(tables: &Tables, input: &StarInput) -> Result<StarAlert, ScoreError> {
    let mut rule = Rule::of(tables, "star_alert")?;
    let previous = rule.whole("previous", input.previous)?;
    let current = rule.whole("current", input.current)?;
    let absolute = rule.table.threshold("absolute")?.bound;
    let worsening = rule.table.threshold("worsening")?.bound;
    let settled = rule.settle(|w| {
        let (previous, current) = (w.level(previous), w.level(current));
        let rise = Exact::whole(i64::from(current - previous));
        (absolute.holds(Exact::whole(current.into())), worsening.holds(rise))
    });
    let mut reason = Vec::new();
    if settled.tri(|holds| holds.0) == Tri::Yes {
        reason.push(AlertReason::Absolute);
        rule.fire("absolute");
    }
    if settled.tri(|holds| holds.1) == Tri::Yes {
        reason.push(AlertReason::Worsening);
        rule.fire("worsening");
    }
    let alert = settled.tri(|holds| holds.0 || holds.1);
    Ok(StarAlert { alert, reason, basis: Basis::of(&rule, &settled) })
}
