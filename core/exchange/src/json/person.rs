//! Who a profile is about, and the day that undated statements of it are of.

use super::walk::{Object, Walk};
use crate::drafting::Drafting;
use crate::item::{Context, Item, RefusedRow};
use crate::reading::Reading;
use nourish_record::{CalendarDay, Problem, Sex, Tz};

const DATED_BY: &str = "diagnosis.diagnosed_on";

/// Reads who the person is, and gives the day of what the file does not date: that of the diagnosis, or else the first that the file
/// names a time zone for. It is never that of the import, which would make the same file another one tomorrow.
pub(super) fn read(
    walk: &mut Walk,
    root: &Object<'_>,
    drafting: &Drafting<'_>,
    context: &Context,
) -> Option<CalendarDay> {
    let person = walk.child(root, "person", &["name", "fictional", "born_on", "sex"]);
    let diagnosis = walk.child(root, "diagnosis", &["text", "diagnosed_on"]);
    let spells = read_spells(walk, root);
    let diagnosed_on = diagnosis.as_ref().map_or(Ok(None), |diagnosis| diagnosis.day("diagnosed_on"));
    let diagnosed_on = diagnosed_on.unwrap_or_else(|refused| {
        walk.add(Err(refused));
        None
    });
    let day = diagnosed_on.or_else(|| spells.iter().map(|(from, _)| *from).min());
    let so_far = spells.iter().filter(|(from, _)| *from <= context.today);
    let home = so_far.max_by_key(|(from, _)| *from).map(|(_, zone)| *zone);
    if let Some(item) = read_profile(root, (person, diagnosis, home), day, drafting, context).transpose() {
        walk.add(item);
    }
    day
}

/// The refusal of what has no day.
pub(super) fn undated() -> RefusedRow {
    let remedy = "give this day: what the profile does not date is of it";
    RefusedRow::new(0, DATED_BY, Problem::Missing, remedy)
}

fn read_profile(
    root: &Object<'_>,
    (person, diagnosis, home): (Option<Object<'_>>, Option<Object<'_>>, Option<Tz>),
    day: Option<CalendarDay>,
    drafting: &Drafting<'_>,
    context: &Context,
) -> Result<Option<Item>, RefusedRow> {
    let mut reading = Reading::new(0);
    if let Some(person) = person {
        reading.put("name", &person.at("name"), person.text("name")?);
        let born_on = person.day("born_on")?.map(|day| day.to_string()).unwrap_or_default();
        reading.put("born_on", &person.at("born_on"), &born_on);
        let sex = person.word("sex", Sex::ALL, Sex::as_str)?;
        reading.put("sex", &person.at("sex"), sex.map_or("", Sex::as_str));
    }
    if let Some(diagnosis) = diagnosis {
        reading.put("diagnosis", &diagnosis.at("text"), diagnosis.text("text")?);
    }
    reading.put("home_zone", "time_zones", home.map_or("", Tz::name));
    if reading.is_empty() {
        return Ok(None);
    }
    let fact = reading.read("profile")?;
    root.draft(drafting, (DATED_BY, day.ok_or_else(undated)?), context, fact, &[]).map(Some)
}

/// The zones that the person was in, each from its day.
fn read_spells(walk: &mut Walk, root: &Object<'_>) -> Vec<(CalendarDay, Tz)> {
    let mut spells = Vec::new();
    for spell in walk.children(root, "time_zones", &["zone", "from"]) {
        let read = || {
            let place = spell.at("zone");
            let unknown = |_| RefusedRow::new(0, &place, "is not a time zone", "name it like Europe/Madrid");
            let zone: Tz = spell.text("zone")?.parse().map_err(unknown)?;
            Ok((spell.required_day("from")?, zone))
        };
        match read() {
            Ok(dated) => spells.push(dated),
            Err(refused) => walk.add(Err(refused)),
        }
    }
    spells
}
