//! The database that Android exports, `health_connect_export.db`, row by row. Whoever can read SQLite hands the rows over.
//!
//! Weights are grams, heights metres, volumes litres, energies *small* calories: 100 kcal stand there as 100000.

use super::{Kind, Record};
use crate::answers::Answers;
use crate::item::{Context, Item, RefusedRow};
use nourish_record::Problem;
use std::collections::BTreeMap;

/// A table that is read, and the columns of it, in the order in which [`read_health_row`] takes them.
#[derive(Debug, Clone, Copy)]
pub struct HealthTable {
    /// Its name.
    pub name: &'static str,
    /// Its columns; one that the database lacks is null throughout.
    pub columns: &'static [&'static str],
    kind: Option<Kind>,
}

/// What every record has, and behind it what those of one table have.
macro_rules! columns {
    ($($own:literal),+) => {
        &["uuid", "app_info_id", "client_record_id", "last_modified_time", "recording_method", $($own),+]
    };
}

/// Every table that is read, that of the apps first.
pub const HEALTH_TABLES: &[HealthTable] = &[
    HealthTable { name: "application_info_table", columns: &["row_id", "package_name"], kind: None },
    HealthTable {
        name: "weight_record_table",
        columns: columns!("time", "zone_offset", "weight"),
        kind: Some(Kind::Weight),
    },
    HealthTable {
        name: "height_record_table",
        columns: columns!("time", "zone_offset", "height"),
        kind: Some(Kind::Height),
    },
    HealthTable {
        name: "body_temperature_record_table",
        columns: columns!("time", "zone_offset", "temperature"),
        kind: Some(Kind::Temperature),
    },
    HealthTable {
        name: "hydration_record_table",
        columns: columns!("start_time", "start_zone_offset", "volume"),
        kind: Some(Kind::Hydration),
    },
    HealthTable {
        name: "nutrition_record_table",
        columns: columns!(
            "start_time",
            "start_zone_offset",
            "energy",
            "protein",
            "total_carbohydrate",
            "total_fat",
            "meal_type",
            "meal_name"
        ),
        kind: Some(Kind::Nutrition),
    },
];

/// What Health Connect calls a value that somebody typed.
const MANUAL_ENTRY: i64 = 3;
/// Below this, a double is the smallest there is, which stands for nothing.
const NOTHING: f64 = 1e-300;

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum HealthCell {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A double.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// The packages of the apps that wrote into the database.
#[derive(Debug, Clone, Default)]
pub struct HealthApps(BTreeMap<i64, String>);

/// What a row says; `None` for a row of the apps, which is noted in `apps`. `number` is its place in its table, for refusals.
///
/// ```
/// use nourish_exchange::{Answers, Context, HEALTH_TABLES, HealthApps, HealthCell, Item, read_health_row};
///
/// let context = Context { zone: "Europe/Madrid".parse().unwrap(), today: "2026-11-20".parse().unwrap() };
/// let weights = HEALTH_TABLES.iter().find(|table| table.name == "weight_record_table").unwrap();
/// let row = [
///     HealthCell::Blob(vec![7; 16]), HealthCell::Null, HealthCell::Null, HealthCell::Integer(1_795_160_000_000),
///     HealthCell::Integer(2), HealthCell::Integer(1_795_158_871_000), HealthCell::Integer(3600), HealthCell::Real(68_200.0),
/// ];
/// let item = read_health_row(weights, 1, &row, &mut HealthApps::default(), &context, &Answers::default());
/// assert!(matches!(item, Some(Item::Revised { .. })));
/// ```
pub fn read_health_row(
    table: &HealthTable,
    number: i64,
    cells: &[HealthCell],
    apps: &mut HealthApps,
    context: &Context,
    answers: &Answers,
) -> Option<Item> {
    let row = Row { table, cells };
    let Some(kind) = table.kind else {
        if let (Some(id), Some(HealthCell::Text(package))) = (row.whole("row_id"), row.cell("package_name")) {
            apps.0.insert(id, package.clone());
        }
        return None;
    };
    let refuse = |field: &str, problem| {
        let line = u64::try_from(number).unwrap_or_default();
        Some(Item::Refused(RefusedRow::of(line, &format!("{}.{field}", table.name), problem)))
    };
    let Some(time_ms) = row.whole("time").or_else(|| row.whole("start_time")) else {
        return refuse("time", Problem::NotATime);
    };
    let id = match row.cell("uuid") {
        Some(HealthCell::Blob(bytes)) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        Some(HealthCell::Text(text)) => text.replace('-', "").to_ascii_lowercase(),
        _ => return refuse("uuid", Problem::Missing),
    };
    let app = row.whole("app_info_id").and_then(|app| apps.0.get(&app));
    let record = Record {
        line: 0,
        kind,
        id: &id,
        app: app.map_or("", String::as_str),
        client_id: row.text("client_record_id"),
        modified_ms: row.whole("last_modified_time"),
        typed: row.whole("recording_method") == Some(MANUAL_ENTRY),
        time_ms,
        offset_s: row.whole("zone_offset").or_else(|| row.whole("start_zone_offset")),
        numbers: row.numbers(kind),
        meal: row.whole("meal_type").and_then(meal),
        food: row.text("meal_name"),
    };
    Some(match record.into_item(context, answers) {
        Item::Refused(refused) => {
            let line = u64::try_from(number).unwrap_or_default();
            Item::Refused(RefusedRow { line, field: format!("{}.{}", table.name, refused.field), ..refused })
        }
        item => item,
    })
}

struct Row<'a> {
    table: &'a HealthTable,
    cells: &'a [HealthCell],
}

impl<'a> Row<'a> {
    fn cell(&self, column: &str) -> Option<&'a HealthCell> {
        let named = self.table.columns.iter().zip(self.cells).find(|(name, _)| **name == column);
        named.map(|(_, cell)| cell)
    }

    fn whole(&self, column: &str) -> Option<i64> {
        match self.cell(column)? {
            HealthCell::Integer(number) => Some(*number),
            _ => None,
        }
    }

    fn text(&self, column: &str) -> &'a str {
        match self.cell(column) {
            Some(HealthCell::Text(text)) => text,
            _ => "",
        }
    }

    /// The fields of the entry that the row has a number for.
    fn numbers(&self, kind: Kind) -> Vec<(&'static str, &'static str, String, &'static str)> {
        let columns: &[(&'static str, &'static str, &'static str)] = match kind {
            Kind::Weight => &[("weight_g", "weight", "g")],
            Kind::Height => &[("height_mm", "height", "m")],
            Kind::Temperature => &[("temperature_c_milli", "temperature", "C")],
            Kind::Hydration => &[("volume_ml", "volume", "l")],
            Kind::Nutrition => &[
                ("energy_kcal_milli", "energy", "cal"),
                ("protein_mg", "protein", "g"),
                ("carbohydrate_mg", "total_carbohydrate", "g"),
                ("fat_mg", "total_fat", "g"),
            ],
        };
        let number = |column| match self.cell(column)? {
            HealthCell::Integer(number) => Some(number.to_string()),
            // As many digits as it takes to tell a double from its neighbours, never an exponent.
            HealthCell::Real(number) if *number == 0.0 || number.abs() > NOTHING => Some(number.to_string()),
            _ => None,
        };
        columns
            .iter()
            .filter_map(|(field, column, unit)| Some((*field, *column, number(column)?, *unit)))
            .collect()
    }
}

/// What a meal type stands for; 0 is one that is not known.
const fn meal(number: i64) -> Option<&'static str> {
    match number {
        1 => Some("breakfast"),
        2 => Some("lunch"),
        3 => Some("dinner"),
        4 => Some("snack"),
        _ => None,
    }
}
