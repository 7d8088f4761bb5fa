//! `nourish/profile/1`: who the person is, what was measured, found and set, and whom to call.
//!
//! What the file does not date (the person, the care team) is of the day of diagnosis. Targets and feeding prescriptions that
//! hold on the same day become one plan, because a plan holds until the next one. The journal has no place for the formula's
//! protein and the highest rate of a prescription, nor for zones the person has left.

use super::walk::{Object, Walk};
use crate::drafting::Drafting;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow};
use crate::json::{person, plans};
use crate::reading::Reading;
use nourish_record::{Analyte, CalendarDay, CareRole, FindingItem, Problem, Source, TubeRoute};
use serde_json::Value;

const ROOT: [&str; 12] = [
    "schema",
    "person",
    "diagnosis",
    "time_zones",
    "heights",
    "usual_weight",
    "targets",
    "tubes",
    "feeding_prescriptions",
    "care_team",
    "labs",
    "findings",
];

/// Findings that the format names in other words than the journal.
const FINDINGS: [(&str, FindingItem); 2] = [
    ("general_condition_impaired", FindingItem::ImpairedGeneralCondition),
    ("nutrition_screen_positive", FindingItem::ScreenPositive),
];
/// Findings that the journal keeps beside a weight, because they are about what the scale shows.
const FLUID_SIGNS: [&str; 2] = ["oedema", "ascites"];

/// What a role in words is about, most telling word first.
const ROLES: [(&str, CareRole); 13] = [
    ("emergency", CareRole::EmergencyLine),
    ("dietitian", CareRole::Dietitian),
    ("dietician", CareRole::Dietitian),
    ("nurse", CareRole::Nurse),
    ("surg", CareRole::Surgeon),
    ("radi", CareRole::RadiationOncologist),
    ("oncolog", CareRole::MedicalOncologist),
    ("gastroenterolog", CareRole::Gastroenterologist),
    ("general practi", CareRole::GeneralPractitioner),
    ("family doctor", CareRole::GeneralPractitioner),
    ("carer", CareRole::Carer),
    ("caregiver", CareRole::Carer),
    ("supplier", CareRole::Supplier),
];

pub(super) fn read(walk: &mut Walk, root: &Value, context: &Context) {
    let Some(root) = walk.object(String::new(), root, &ROOT) else { return };
    let import =
        Drafting { system: Format::ProfileJson.system(), source: Source::Import, today: context.today };
    let clinician = Drafting { source: Source::Clinician, ..import };
    let undated = person::read(walk, &root, &import, context);
    for height in walk.children(&root, "heights", &["height_mm", "measured_on"]) {
        walk.add(read_height(&height, &import, context));
    }
    if let Some(usual) = walk.child(&root, "usual_weight", &["weight_g", "as_of", "recalled_on"]) {
        walk.add(read_usual_weight(&usual, &import, context));
    }
    plans::read(walk, &root, &clinician, context);
    for tube in walk.children(&root, "tubes", &["route", "placed_on", "removed_on"]) {
        walk.add(read_tube(&tube, ("placed_on", "placed"), &import, context));
        if tube.get("removed_on").is_some() {
            walk.add(read_tube(&tube, ("removed_on", "removed"), &import, context));
        }
    }
    for contact in walk.children(&root, "care_team", &["role", "phone"]) {
        walk.add(read_contact(&contact, undated, &import, context));
    }
    for lab in walk.children(&root, "labs", &["analyte", "value", "unit", "taken_on"]) {
        walk.add(read_lab(&lab, &clinician, context));
    }
    for finding in walk.children(&root, "findings", &["finding", "value", "found_on", "found_by"]) {
        if let Some(item) = read_finding(&finding, &clinician, context).transpose() {
            walk.add(item);
        }
    }
}

fn read_height(height: &Object<'_>, drafting: &Drafting<'_>, context: &Context) -> Result<Item, RefusedRow> {
    let day = height.required_day("measured_on")?;
    let mut reading = Reading::new(0);
    reading.put_number("height_mm", &height.at("height_mm"), &height.number("height_mm")?, "mm")?;
    let fact = reading.read("height")?;
    height.draft(drafting, ("measured_on", day), context, fact, &[&day.to_string()])
}

/// The weight that the person remembers, of the day that it is about.
fn read_usual_weight(
    usual: &Object<'_>,
    drafting: &Drafting<'_>,
    context: &Context,
) -> Result<Item, RefusedRow> {
    let day = usual.required_day("as_of")?;
    usual.day("recalled_on")?;
    let mut reading = Reading::new(0);
    reading.put_number("weight_g", &usual.at("weight_g"), &usual.number("weight_g")?, "g")?;
    reading.put("method", &usual.at("weight_g"), "recalled");
    let fact = reading.read("weight")?;
    usual.draft(drafting, ("as_of", day), context, fact, &["recalled", &day.to_string()])
}

fn read_tube(
    tube: &Object<'_>,
    (day_key, event): (&str, &str),
    drafting: &Drafting<'_>,
    context: &Context,
) -> Result<Item, RefusedRow> {
    let day = tube.required_day(day_key)?;
    let route = tube.word("route", TubeRoute::ALL, TubeRoute::as_str)?.map_or("", TubeRoute::as_str);
    let mut reading = Reading::new(0);
    reading.put("event", &tube.at(day_key), event);
    reading.put("route", &tube.at("route"), route);
    let fact = reading.read("tube-care")?;
    tube.draft(drafting, (day_key, day), context, fact, &[event, route, &day.to_string()])
}

/// Someone to call: `oncology nurse, day and night` is a nurse of that name, and when she answers.
fn read_contact(
    contact: &Object<'_>,
    day: Option<CalendarDay>,
    drafting: &Drafting<'_>,
    context: &Context,
) -> Result<Item, RefusedRow> {
    let day = day.ok_or_else(person::undated)?;
    let words = contact.text("role")?;
    let (name, hours) = words.split_once(',').unwrap_or((words, ""));
    let lower = name.to_lowercase();
    let role = ROLES.iter().find(|(word, _)| lower.contains(word)).map(|(_, role)| *role);
    let role = role
        .or_else(|| CareRole::from_word(&lower.replace(['_', ' '], "-")))
        .ok_or_else(|| contact.refuse("role", Problem::UnknownWord { words: CareRole::all_words() }))?;
    let phone = contact.text("phone")?;
    let mut reading = Reading::new(0);
    reading.put("role", &contact.at("role"), role.as_str());
    reading.put("phone", &contact.at("phone"), phone.trim());
    reading.put("name", &contact.at("role"), name.trim());
    reading.put("hours", &contact.at("role"), hours.trim());
    let fact = reading.read("care-contact")?;
    contact.draft(drafting, ("role", day), context, fact, &[role.as_str(), phone])
}

/// A laboratory value, in the one unit that the journal keeps it in.
fn read_lab(lab: &Object<'_>, drafting: &Drafting<'_>, context: &Context) -> Result<Item, RefusedRow> {
    let day = lab.required_day("taken_on")?;
    let analyte = lab.word("analyte", Analyte::ALL, Analyte::as_str)?;
    let analyte = analyte.ok_or_else(|| lab.refuse("analyte", Problem::Missing))?;
    let unit = lab.text("unit")?.trim().replace(['\u{b5}', '\u{3bc}'], "u");
    if unit != analyte.unit() {
        let remedy = format!("give the value in {}", analyte.unit());
        return Err(RefusedRow::new(0, &lab.at("unit"), Problem::UnknownUnit, &remedy));
    }
    let mut reading = Reading::new(0);
    reading.put("analyte", &lab.at("analyte"), analyte.as_str());
    reading.put_number("value_milli", &lab.at("value"), &lab.number("value")?, "")?;
    let fact = reading.read("lab")?;
    lab.draft(drafting, ("taken_on", day), context, fact, &[analyte.as_str(), &day.to_string()])
}

/// What a clinician found. That there is no fluid is nothing to keep; that there is belongs to the weights.
fn read_finding(
    finding: &Object<'_>,
    drafting: &Drafting<'_>,
    context: &Context,
) -> Result<Option<Item>, RefusedRow> {
    let name = finding.text("finding")?;
    let present = finding.flag("value")?;
    if FLUID_SIGNS.contains(&name) {
        if present {
            let remedy = "log it with each weight that it bears on";
            let place = finding.at("finding");
            return Err(RefusedRow::new(0, &place, "is kept with weights, not by itself", remedy));
        }
        return Ok(None);
    }
    let renamed = FINDINGS.iter().find(|(known, _)| *known == name).map(|(_, item)| *item);
    let item = match renamed {
        Some(item) => item,
        None => finding
            .word("finding", FindingItem::ALL, FindingItem::as_str)?
            .ok_or_else(|| finding.refuse("finding", Problem::Missing))?,
    };
    let day = finding.required_day("found_on")?;
    let by = finding.word("found_by", &["clinician", "patient", "carer"], |by| by)?;
    let source = if by == Some("clinician") { Source::Clinician } else { Source::Import };
    let drafting = Drafting { source, ..*drafting };
    let mut reading = Reading::new(0);
    reading.put("item", &finding.at("finding"), item.as_str());
    reading.put("present", &finding.at("value"), if present { "yes" } else { "no" });
    let fact = reading.read("finding")?;
    finding.draft(&drafting, ("found_on", day), context, fact, &[item.as_str(), &day.to_string()]).map(Some)
}
