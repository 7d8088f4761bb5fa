//! What an override may do: how far a number may go, and what may only become more careful.

use super::error::PackFault;
use super::limits;
use crate::assess::LONGEST_DAYS;
use crate::exact::Exact;
use crate::tables::{Bound, Constant, InputKind, Setting, Tables, Threshold};

/// Rows that send a person to the telephone the same day, or decide how long that stands: a pack may make them more careful,
/// never less. All rows of a table where none is named.
const URGENT: &[(&str, &[&str])] = &[
    ("red_flags", &[]),
    ("fever_on_treatment", &[]),
    ("hydration", &["very_low", "losing_by_level", "losing_by_vomiting", "losing_by_stools"]),
    ("symptom_worsening", &["same_day"]),
];

/// Rows whose built-in number stands in the words of a finding, or in the name of a result: another number would make them
/// untrue. All rows of a table where none is named.
const IN_WORDS: &[(&str, &[&str])] = &[
    ("attention", &["look_back_days"]),
    ("enteral_delivery", &[]),
    ("espen_surgery_severe_risk", &[]),
    ("hydration", &["low"]),
    ("intake_on_target", &["low", "severe", "days"]),
    ("journal_inputs", &["ate_less_than_half", "ate_at_most_half", "week_days"]),
    ("nrs2002", &["at_risk", "bmi_3_points"]),
    ("rapid_weight_change", &[]),
    ("rdi", &[]),
    ("star_alert", &[]),
    ("symptom_worsening", &["current_days"]),
    ("tube_delivery", &["half", "days_below_half"]),
    ("weight_change", &[]),
];

/// Days that are counted back from a day that itself lies back: together they must stay within [`crate::assess::REACH_DAYS`], further than which a
/// journal is not read. A feed is watched for some days, and from each of them days without a feed and runs of days with little
/// are followed back ([`LONGEST_DAYS`]); so it is on each day that is asked about again.
const ON_TOP: &[(&str, &str, i32)] =
    &[("refeeding", "watch_days", limits::DAYS - LONGEST_DAYS), ("refeeding", "free_days", LONGEST_DAYS)];

/// Whether the row may be changed at all.
pub(super) fn may_change(table: &str, row: &str) -> Result<(), PackFault> {
    if names(IN_WORDS, table, row) { Err(PackFault::NamedInWords) } else { Ok(()) }
}

/// Whether a threshold may become `new`.
pub(super) fn threshold(
    built_in: &Tables,
    table: &str,
    old: &Threshold,
    new: Bound,
) -> Result<(), PackFault> {
    let upper = |bound| matches!(bound, Bound::Below(_) | Bound::AtMost(_));
    if upper(old.bound) != upper(new) {
        return Err(PackFault::TurnedRound);
    }
    if old.bound == new {
        return Err(PackFault::NothingChanged);
    }
    let (least, most) = match built_in.input(&old.quantity).map(|spec| &spec.kind) {
        Some(InputKind::Number { min, max, .. }) => (*min, *max),
        _ => tenfold(old.bound.value())?,
    };
    within(new.value(), least, most)?;
    let widens = match (old.bound, new) {
        (Bound::Below(old), Bound::Below(new) | Bound::AtMost(new)) => new >= old,
        (Bound::AtMost(old), Bound::AtMost(new)) => new >= old,
        (Bound::AtMost(old), Bound::Below(new)) => new > old,
        (Bound::Above(old), Bound::Above(new) | Bound::AtLeast(new)) => new <= old,
        (Bound::AtLeast(old), Bound::AtLeast(new)) => new <= old,
        (Bound::AtLeast(old), Bound::Above(new)) => new < old,
        _ => false,
    };
    if names(URGENT, table, &old.id) && !widens { Err(PackFault::WeakensRedFlag) } else { Ok(()) }
}

/// Whether a constant may become `new`. Days are whole, from 1 to what rules look back; a number that is whole stays whole, for
/// rules count with it; none changes its sign, becomes zero or more than ten times what it was, but for scores, which may be
/// zero.
pub(super) fn constant(table: &str, old: &Constant, new: Exact) -> Result<(), PackFault> {
    if old.value == new {
        return Err(PackFault::NothingChanged);
    }
    if old.value.to_whole().is_some() && new.to_whole().is_none() {
        return Err(PackFault::NotWhole);
    }
    let (least, most) = match old.unit.as_str() {
        "d" => (Exact::whole(1), old.value.max(Exact::whole(most_days(table, &old.id).into()))),
        "{score}" if old.value >= Exact::ZERO => (Exact::ZERO, Exact::whole(limits::POINTS.into())),
        _ => tenfold(old.value)?,
    };
    within(new, least, most)?;
    if names(URGENT, table, &old.id) && new < old.value { Err(PackFault::WeakensRedFlag) } else { Ok(()) }
}

/// Whether a setting may become `new`. The choices of an urgent one stand with the most urgent first.
pub(super) fn setting(table: &str, old: &Setting, new: &str) -> Result<(), PackFault> {
    if old.value == new {
        return Err(PackFault::NothingChanged);
    }
    let place = |value: &str| old.choices.iter().position(|choice| choice == value);
    let chosen = place(new).ok_or_else(|| PackFault::NotAChoice(old.choices.join(", ")))?;
    let weaker = place(&old.value).is_none_or(|present| chosen > present);
    if names(URGENT, table, &old.id) && weaker { Err(PackFault::WeakensRedFlag) } else { Ok(()) }
}

fn most_days(table: &str, row: &str) -> i32 {
    let on_top = ON_TOP.iter().find(|(known, id, _)| *known == table && *id == row);
    on_top.map_or(limits::DAYS, |(_, _, most)| *most)
}

fn names(list: &[(&str, &[&str])], table: &str, row: &str) -> bool {
    list.iter().any(|(known, rows)| *known == table && (rows.is_empty() || rows.contains(&row)))
}

fn within(value: Exact, least: Exact, most: Exact) -> Result<(), PackFault> {
    if least <= value && value <= most {
        return Ok(());
    }
    Err(PackFault::OutOfRange { least: least.to_text(), most: most.to_text() })
}

/// From a tenth to ten times a number, whatever its sign.
fn tenfold(value: Exact) -> Result<(Exact, Exact), PackFault> {
    let ten = Exact::whole(10);
    let ends = value.over(ten).and_then(|one| Ok((one, value.times(ten)?)));
    let (one, other) = ends.map_err(|_| PackFault::NotOneValue("numbers of fewer digits"))?;
    Ok((one.min(other), one.max(other)))
}
