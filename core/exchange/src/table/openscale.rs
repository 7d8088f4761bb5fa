//! The CSV export of openScale. Weights are in kilograms and times are local, whatever the app shows.
//!
//! Of the measured columns only the weight is taken. Comments are not: a comment that is changed later must not make a second
//! weighing.

use super::{Layout, Row};
use crate::drafting::Drafting;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow};
use crate::moments;
use crate::reading::Reading;
use nourish_record::{Moment, Problem, Source};

pub(crate) const OPEN_SCALE: Layout = Layout {
    format: Format::OpenScaleCsv,
    required: &["dateTime", "weight"],
    optional: &[
        "biceps",
        "bmi",
        "bmr",
        "bone",
        "caliper",
        "caliper1",
        "caliper2",
        "caliper3",
        "calories",
        "chest",
        "comment",
        "fat",
        "hip",
        "lbm",
        "muscle",
        "neck",
        "tdee",
        "thigh",
        "visceralFat",
        "waist",
        "water",
        "whr",
        "whtr",
    ],
    read: read_row,
};

fn read_row(row: &Row<'_>, context: &Context) -> Result<Vec<Item>, RefusedRow> {
    let drafting =
        Drafting { system: Format::OpenScaleCsv.system(), source: Source::Scale, today: context.today };
    let local = moments::read_date_time(row.required("dateTime")?)
        .ok_or_else(|| row.refuse("dateTime", Problem::NotATime))?;
    let mut reading = Reading::new(row.line);
    reading.put_number("weight_g", "weight", row.required("weight")?, "kg")?;
    let fact = reading.read("weight")?;
    let at =
        Moment::local(local, context.zone).map_err(|error| moments::refuse(row.line, "dateTime", error))?;
    let draft = drafting
        .draft(at, fact, &[&local.to_string()])
        .map_err(|invalid| RefusedRow::from_invalid(row.line, "dateTime", &invalid))?;
    Ok(vec![Item::Draft(draft)])
}
