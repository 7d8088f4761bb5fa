//! A table of meals. It says no times, so each meal stands at an early hour for it: a meal already eaten never lies in the
//! future of the clock that imports it.

use super::{Layout, Row};
use crate::drafting::Drafting;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow, SkipReason};
use crate::moments;
use crate::reading::Reading;
use nourish_record::{CalendarDay, Meal, Problem, Source};

pub(crate) const INTAKE: Layout = Layout {
    format: Format::IntakeCsv,
    required: &["date", "meal"],
    optional: &["eaten_pct", "kcal", "protein_g", "fluid_ml"],
    read: read_row,
};

/// Columns, the fields they fill and their units.
const AMOUNTS: [(&str, &str, &str); 4] = [
    ("eaten_pct", "eaten_percent", ""),
    ("kcal", "energy_kcal_milli", "kcal"),
    ("protein_g", "protein_mg", "g"),
    ("fluid_ml", "fluid_ml", "ml"),
];

fn read_row(row: &Row<'_>, context: &Context) -> Result<Vec<Item>, RefusedRow> {
    let day: CalendarDay = row.required("date")?.parse().map_err(|_| row.refuse("date", Problem::NotADay))?;
    let meal = read_meal(row)?;
    let mut reading = Reading::new(row.line);
    for (column, field, unit) in AMOUNTS {
        reading.put_number(field, column, row.cell(column), unit)?;
    }
    if reading.is_empty() {
        return Ok(vec![Item::Skipped(SkipReason::NoValue)]);
    }
    reading.put("meal", "meal", meal.as_str());
    let fact = reading.read("oral-intake")?;
    let occurred = moments::at_hour(day, hour(meal), context.zone)
        .map_err(|error| moments::refuse(row.line, "date", error))?;
    let drafting =
        Drafting { system: Format::IntakeCsv.system(), source: Source::Import, today: context.today };
    // Several snacks share a day: their amounts tell them apart.
    let day = day.to_string();
    let mut key = vec![day.as_str(), meal.as_str()];
    key.extend(AMOUNTS.iter().map(|(column, ..)| row.cell(column)));
    let draft = drafting
        .draft(occurred, fact, &key)
        .map_err(|invalid| RefusedRow::from_invalid(row.line, "date", &invalid))?;
    Ok(vec![Item::Draft(draft)])
}

fn read_meal(row: &Row<'_>) -> Result<Meal, RefusedRow> {
    let cell = row.required("meal")?;
    let words =
        || Meal::ALL.iter().map(|meal| meal.as_str().replace('-', "_")).collect::<Vec<_>>().join(", ");
    Meal::from_word(&cell.replace('_', "-"))
        .ok_or_else(|| row.refuse("meal", Problem::UnknownWord { words: words() }))
}

/// The hour that a meal stands at.
const fn hour(meal: Meal) -> u32 {
    match meal {
        Meal::WholeDay => 4,
        Meal::Breakfast => 6,
        Meal::Snack => 9,
        Meal::Lunch => 11,
        Meal::Dinner => 17,
    }
}
