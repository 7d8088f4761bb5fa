//! `nourish/plan/1`: each drug of each cycle, and each operation, planned or given.
//!
//! The journal has no place for the dose per square metre, the body surface and the intent: the doses in milligrams are what
//! was ordered and given.

use super::walk::{Object, Walk};
use crate::drafting::Drafting;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow};
use crate::reading::Reading;
use nourish_record::{CalendarDay, Problem, Source, SymptomItem, TreatmentReason, TreatmentStatus};
use serde_json::Value;

const TREATMENT: [&str; 11] = [
    "id",
    "kind",
    "regimen",
    "intent",
    "cycle_length_days",
    "cycles_planned",
    "body_surface_m2",
    "cycles",
    "procedure",
    "planned_on",
    "given_on",
];
const CYCLE: [&str; 5] = ["cycle", "planned_on", "given_on", "delay_reason", "drugs"];
const DRUG: [&str; 5] = ["drug", "planned_mg_per_m2", "planned_mg", "given_mg", "reduction_reason"];

/// Reasons that the format may name more closely than the journal does.
const REASONS: [(&str, TreatmentReason); 8] = [
    ("low_neutrophils", TreatmentReason::BloodCounts),
    ("low_platelets", TreatmentReason::BloodCounts),
    ("anaemia", TreatmentReason::BloodCounts),
    ("fever", TreatmentReason::Infection),
    ("weight_loss", TreatmentReason::Nutrition),
    ("kidney", TreatmentReason::KidneyLiver),
    ("liver", TreatmentReason::KidneyLiver),
    ("holiday", TreatmentReason::Logistics),
];

pub(super) fn read(walk: &mut Walk, root: &Value, context: &Context) {
    let drafting =
        Drafting { system: Format::PlanJson.system(), source: Source::Clinician, today: context.today };
    let Some(root) = walk.object(String::new(), root, &["schema", "treatments"]) else { return };
    for treatment in walk.children(&root, "treatments", &TREATMENT) {
        let kinds = ["chemotherapy", "surgery"];
        match treatment.word("kind", &kinds, |kind| kind) {
            Ok(Some("surgery")) => walk.add(read_surgery(&treatment, &drafting, context)),
            Ok(Some(_)) => read_cycles(walk, &treatment, &drafting, context),
            Ok(None) => walk.add(Err(treatment.refuse("kind", Problem::Missing))),
            Err(refused) => walk.add(Err(refused)),
        }
    }
}

fn read_surgery(
    treatment: &Object<'_>,
    drafting: &Drafting<'_>,
    context: &Context,
) -> Result<Item, RefusedRow> {
    let planned_on = treatment.day("planned_on")?;
    let occasion = Occasion::of(treatment, planned_on, treatment.day("given_on")?, "")?;
    let mut reading = Reading::new(0);
    reading.put("modality", &treatment.at("kind"), "surgery");
    reading.put("name", &treatment.at("procedure"), treatment.text("procedure")?);
    occasion.put(&mut reading, treatment);
    let fact = reading.read("treatment")?;
    let key = [treatment.text("id")?, occasion.status.as_str(), &occasion.day.to_string()];
    treatment.draft(drafting, (occasion.day_key, occasion.day), context, fact, &key)
}

fn read_cycles(walk: &mut Walk, treatment: &Object<'_>, drafting: &Drafting<'_>, context: &Context) {
    for cycle in walk.children(treatment, "cycles", &CYCLE) {
        for drug in walk.children(&cycle, "drugs", &DRUG) {
            walk.add(read_drug(treatment, &cycle, &drug, drafting, context));
        }
    }
}

fn read_drug(
    treatment: &Object<'_>,
    cycle: &Object<'_>,
    drug: &Object<'_>,
    drafting: &Drafting<'_>,
    context: &Context,
) -> Result<Item, RefusedRow> {
    let given_on = cycle.day("given_on")?;
    let mut occasion = Occasion::of(cycle, cycle.day("planned_on")?, given_on, cycle.text("delay_reason")?)?;
    let (planned_mg, given_mg) = (drug.number("planned_mg")?, drug.number("given_mg")?);
    match (given_on, given_mg.is_empty()) {
        (None, false) => return Err(drug.refuse("given_mg", Problem::Contradiction { with: "given_on" })),
        (Some(_), true) => occasion.status = TreatmentStatus::Cancelled,
        _ => {}
    }
    let mut reading = Reading::new(0);
    reading.put("modality", &treatment.at("kind"), "chemotherapy");
    reading.put("name", &drug.at("drug"), drug.text("drug")?);
    reading.put("regimen", &treatment.at("regimen"), treatment.text("regimen")?);
    reading.put_number("cycle", &cycle.at("cycle"), &cycle.number("cycle")?, "")?;
    let cycle_days = treatment.number("cycle_length_days")?;
    reading.put_number("cycle_days", &treatment.at("cycle_length_days"), &cycle_days, "")?;
    let cycles = treatment.number("cycles_planned")?;
    reading.put_number("planned_cycles", &treatment.at("cycles_planned"), &cycles, "")?;
    if given_mg.is_empty() {
        reading.put_number("dose_mg", &drug.at("planned_mg"), &planned_mg, "mg")?;
    } else {
        reading.put_number("dose_mg", &drug.at("given_mg"), &given_mg, "mg")?;
        reading.put_number("planned_dose_mg", &drug.at("planned_mg"), &planned_mg, "mg")?;
    }
    let reason = [drug.text("reduction_reason")?, cycle.text("delay_reason")?];
    if let Some(reason) = reason.into_iter().find(|reason| !reason.is_empty()) {
        reading.put("reason", &drug.at("reduction_reason"), read_reason(reason).as_str());
    }
    occasion.put(&mut reading, cycle);
    let fact = reading.read("treatment")?;
    let number = cycle.number("cycle")?;
    let day = occasion.day.to_string();
    let key = [treatment.text("id")?, &number, drug.text("drug")?, occasion.status.as_str(), &day];
    cycle.draft(drafting, (occasion.day_key, occasion.day), context, fact, &key)
}

/// When a treatment was, or is to be.
struct Occasion {
    status: TreatmentStatus,
    day: CalendarDay,
    day_key: &'static str,
    /// The day it was planned for, where it was given on another.
    planned_on: Option<CalendarDay>,
}

impl Occasion {
    fn of(
        place: &Object<'_>,
        planned_on: Option<CalendarDay>,
        given_on: Option<CalendarDay>,
        delay_reason: &str,
    ) -> Result<Self, RefusedRow> {
        if let Some(day) = given_on {
            let planned_on = planned_on.filter(|planned_on| *planned_on != day);
            return Ok(Self { status: TreatmentStatus::Given, day, day_key: "given_on", planned_on });
        }
        let day = planned_on.ok_or_else(|| place.refuse("planned_on", Problem::Missing))?;
        let status =
            if delay_reason.is_empty() { TreatmentStatus::Planned } else { TreatmentStatus::Delayed };
        Ok(Self { status, day, day_key: "planned_on", planned_on: None })
    }

    fn put(&self, reading: &mut Reading, place: &Object<'_>) {
        reading.put("status", &place.at("given_on"), self.status.as_str());
        if let Some(day) = self.planned_on {
            reading.put("planned_on", &place.at("planned_on"), &day.to_string());
        }
    }
}

/// The reason in the journal's words. One that is not known is still a reason.
fn read_reason(text: &str) -> TreatmentReason {
    let word = text.replace('_', "-");
    let close = REASONS.iter().find(|(name, _)| *name == text).map(|(_, reason)| *reason);
    let side_effect = || SymptomItem::from_word(&word).map(|_| TreatmentReason::SideEffects);
    close.or_else(|| TreatmentReason::from_word(&word)).or_else(side_effect).unwrap_or(TreatmentReason::Other)
}
