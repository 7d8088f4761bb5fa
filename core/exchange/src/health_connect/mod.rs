//! Health Connect: our own JSON lines of its records, and the rows of the database that the system exports.
//!
//! What was not recorded is the smallest double there is, 5e-324, or nothing; offsets may be unknown. A record is named by its id,
//! so that it is there once however often it is exported; with the time of its last change a later version corrects it.

mod lines;
mod rows;

pub(crate) use lines::{SCHEMA, read_lines};
pub use rows::{HEALTH_TABLES, HealthApps, HealthCell, HealthTable, read_health_row};

use crate::answers::Answers;
use crate::drafting::{Drafting, shown};
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow, SkipReason};
use crate::moments;
use crate::reading::Reading;
use nourish_record::{Moment, Problem, Source};

/// How the client id of a record begins that an app of this journal wrote; its entry's name follows.
const OWN_CLIENT_ID: &str = "nourish:";
/// Most bytes of the name of an app in the name of a system.
const APP_BYTES: usize = 300;
/// Most bytes of a food's name that are kept.
const FOOD_BYTES: usize = 200;

/// A kind of record that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Weight,
    Height,
    Temperature,
    Nutrition,
    Hydration,
}

impl Kind {
    /// The kind of entry that it becomes.
    const fn entry(self) -> &'static str {
        match self {
            Self::Weight => "weight",
            Self::Height => "height",
            Self::Temperature => "vitals",
            Self::Nutrition => "oral-intake",
            Self::Hydration => "fluid",
        }
    }

    /// Whether a scale or thermometer measured it, where nobody typed it.
    const fn source(self, typed: bool) -> Source {
        match self {
            _ if typed => Source::Typed,
            Self::Weight => Source::Scale,
            _ => Source::Import,
        }
    }
}

/// A record, wherever it was read.
struct Record<'a> {
    /// Its line, 0 in a database.
    line: u64,
    kind: Kind,
    id: &'a str,
    /// The package of the app that wrote it; empty where it is not known.
    app: &'a str,
    client_id: &'a str,
    modified_ms: Option<i64>,
    typed: bool,
    time_ms: i64,
    offset_s: Option<i64>,
    /// Fields of the entry: name, place in the file, number or text, unit.
    numbers: Vec<(&'static str, &'static str, String, &'static str)>,
    meal: Option<&'static str>,
    food: &'a str,
}

impl Record<'_> {
    /// What becomes of the record.
    fn into_item(self, context: &Context, answers: &Answers) -> Item {
        let own =
            self.client_id.starts_with(OWN_CLIENT_ID) || answers.own_apps.iter().any(|app| app == self.app);
        if own {
            return Item::Skipped(SkipReason::WrittenByUs);
        }
        if self.numbers.is_empty() {
            return Item::Skipped(SkipReason::NoValue);
        }
        self.read(context).unwrap_or_else(Item::Refused)
    }

    fn read(&self, context: &Context) -> Result<Item, RefusedRow> {
        if self.id.is_empty() {
            return Err(RefusedRow::of(self.line, "id", Problem::Missing));
        }
        let mut reading = Reading::new(self.line);
        for (field, place, number, unit) in &self.numbers {
            reading.put_number(field, place, number, unit)?;
        }
        if self.kind == Kind::Nutrition {
            reading.put("meal", "meal", self.meal.unwrap_or_default());
            reading.put("description", "name", &shown(self.food, FOOD_BYTES));
        }
        let fact = reading.read(self.kind.entry())?;
        let occurred = self.occurred(context)?;
        let system = match shown(self.app, APP_BYTES) {
            app if app.is_empty() => Format::HealthConnectJson.system().to_owned(),
            app => format!("{}: {app}", Format::HealthConnectJson.system()),
        };
        let drafting =
            Drafting { system: &system, source: self.kind.source(self.typed), today: context.today };
        // A record that was moved to another week is another one: what corrects an entry lies in its week.
        let week = occurred.day().week().number().to_string();
        let draft = drafting
            .draft(occurred, fact, &[self.id, &week])
            .map_err(|invalid| RefusedRow::from_invalid(self.line, "time", &invalid))?;
        Ok(match self.modified_ms {
            Some(modified_ms) => Item::Revised { draft, modified_ms },
            None => Item::Draft(draft),
        })
    }

    /// When it was, on the clock of its offset; on that of the import's zone where it has none.
    fn occurred(&self, context: &Context) -> Result<Moment, RefusedRow> {
        let refused = |error| moments::refuse(self.line, "time", error);
        let zoned = Moment::in_zone(self.time_ms, context.zone).map_err(refused)?;
        match self.offset_s.map(i32::try_from) {
            None => Ok(zoned),
            Some(Ok(offset_s)) if offset_s == zoned.offset_s() => Ok(zoned),
            Some(Ok(offset_s)) => Moment::new(self.time_ms, offset_s, None).map_err(refused),
            Some(Err(_)) => Err(RefusedRow::of(self.line, "offset", Problem::NotATime)),
        }
    }
}
