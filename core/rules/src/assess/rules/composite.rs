//! Composite grades of weekly reports, by the published grid of the term that asks about the same symptom.
//!
//! The questions are this project's own, so a grade describes; it is not the instrument's. What has no term has no grade.

use crate::assess::context::Context;
use crate::score::{Attribute as PatientAttribute, ProctcaeInput, ScoreError, proctcae_composite};
use nourish_record::{Attribute, CalendarDay, Symptom, SymptomItem};

/// The recall that the instrument supports. Days.
const WEEK: u8 = 7;

/// The grade of the latest weekly report of `item` within `days` days, and its day; none while an answer of it is missing.
pub(super) fn composite(
    context: &Context<'_>,
    item: SymptomItem,
    days: i32,
) -> Result<Option<(CalendarDay, i32)>, ScoreError> {
    let Some(attributes) = attributes(item) else { return Ok(None) };
    let weekly = || {
        let reports = context.lately::<Symptom>(days);
        reports.filter(|(_, symptom)| symptom.item == item && symptom.recall_days == WEEK)
    };
    let Some(day) = weekly().map(|(shown, _)| shown.day()).next() else { return Ok(None) };
    let level = |attribute: Attribute| {
        let of_day = weekly().filter(|(shown, symptom)| shown.day() == day && symptom.attribute == attribute);
        of_day.map(|(_, symptom)| symptom.level).max()
    };
    let input = ProctcaeInput {
        attributes: Some(attributes.to_vec()),
        frequency: level(Attribute::Frequency),
        severity: level(Attribute::Severity),
        interference: level(Attribute::Interference),
        amount: level(Attribute::Amount),
        presence: level(Attribute::Presence),
        zero_impute: Some(true),
    };
    Ok(proctcae_composite(context.tables, &input)?.grade.map(|grade| (day, grade)))
}

/// What the term about the same symptom asks (PRO-CTCAE 1.0: numbers 1 to 3, 7 to 11, 13 to 17, 19, 22, 30, 39, 48, 52 to 54, 56).
const fn attributes(item: SymptomItem) -> Option<&'static [PatientAttribute]> {
    use PatientAttribute::{Frequency, Interference, Severity};
    Some(match item {
        SymptomItem::Nausea
        | SymptomItem::Vomiting
        | SymptomItem::Heartburn
        | SymptomItem::Bloating
        | SymptomItem::Hiccups => &[Frequency, Severity],
        SymptomItem::AppetiteLoss
        | SymptomItem::MouthSores
        | SymptomItem::Fatigue
        | SymptomItem::Numbness
        | SymptomItem::Breathlessness
        | SymptomItem::Sleep => &[Severity, Interference],
        SymptomItem::AbdominalPain
        | SymptomItem::Pain
        | SymptomItem::Swelling
        | SymptomItem::LowMood
        | SymptomItem::Worry => &[Frequency, Severity, Interference],
        SymptomItem::Diarrhoea => &[Frequency],
        SymptomItem::Swallowing
        | SymptomItem::Constipation
        | SymptomItem::DryMouth
        | SymptomItem::TasteChange
        | SymptomItem::HandFoot => &[Severity],
        SymptomItem::EarlyFullness | SymptomItem::Reflux | SymptomItem::Dumping => return None,
    })
}
