//! One record of an export.

use super::Attributes;
use super::kinds::{APPETITE, CATEGORY, QUANTITIES, QUANTITY, SEVERITIES, SYMPTOMS, unit};
use crate::drafting::{Drafting, shown};
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow, SkipReason};
use crate::moments;
use crate::reading::Reading;
use nourish_record::{Fact, Moment, Problem, Source, SymptomItem, Tz};

/// Most bytes of a source's name in the name of a system.
const SOURCE_NAME_BYTES: usize = 300;
/// Most bytes of a food's name that are kept.
const FOOD_BYTES: usize = 200;

/// A record as it is written.
#[derive(Default)]
pub(super) struct Record {
    pub(super) line: u64,
    unreadable: bool,
    kind: String,
    source_name: String,
    unit: String,
    value: String,
    start: String,
    end: String,
    zone: Option<Tz>,
    food: String,
    typed: bool,
}

impl Record {
    /// The record of these attributes.
    pub(super) fn of(line: u64, attributes: Attributes) -> Self {
        let mut record = Self { line, ..Self::default() };
        for (name, value) in attributes {
            match name.as_str() {
                "type" => record.kind = value,
                "sourceName" => record.source_name = value,
                "unit" => record.unit = value,
                "value" => record.value = value,
                "startDate" => record.start = value,
                "endDate" => record.end = value,
                _ => {}
            }
        }
        record
    }

    /// A record whose attributes cannot be read.
    pub(super) fn unreadable(line: u64) -> Self {
        Self { line, unreadable: true, ..Self::default() }
    }

    pub(super) fn add_metadata(&mut self, attributes: &Attributes) {
        let named = |wanted: &str| {
            attributes.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str())
        };
        let value = named("value");
        match named("key") {
            "HKTimeZone" => self.zone = value.parse().ok(),
            "HKFoodType" => value.clone_into(&mut self.food),
            "HKWasUserEntered" => self.typed = value == "1",
            _ => {}
        }
    }

    /// What becomes of the record.
    pub(super) fn into_item(self, context: &Context) -> Item {
        if self.unreadable {
            return Item::Refused(RefusedRow::new(
                self.line,
                "Record",
                "holds text that cannot be read",
                "export the file again",
            ));
        }
        match self.read(context) {
            Ok(item) => item,
            Err(refused) => Item::Refused(refused),
        }
    }

    fn read(&self, context: &Context) -> Result<Item, RefusedRow> {
        let fact = match self.kind.strip_prefix(QUANTITY) {
            Some(name) => match QUANTITIES.iter().find(|quantity| quantity.name == name) {
                Some(quantity) => self.read_quantity(quantity.kind, quantity.field)?,
                None => return Ok(Item::Skipped(SkipReason::KindNotTaken)),
            },
            None => match self.kind.strip_prefix(CATEGORY) {
                Some("AppetiteChanges") => match self.read_appetite()? {
                    Some(fact) => fact,
                    None => return Ok(Item::Skipped(SkipReason::NoValue)),
                },
                Some(name) => match SYMPTOMS.iter().find(|(known, _)| *known == name) {
                    Some((_, item)) => self.read_severity(*item)?,
                    None => return Ok(Item::Skipped(SkipReason::KindNotTaken)),
                },
                None => return Ok(Item::Skipped(SkipReason::KindNotTaken)),
            },
        };
        self.draft(fact, context)
    }

    fn read_quantity(&self, kind: &str, field: &'static str) -> Result<Fact, RefusedRow> {
        if self.value.trim().is_empty() {
            return Err(self.refuse("value", Problem::Missing));
        }
        let mut reading = Reading::new(self.line);
        reading.put_number(field, "value", &self.value, unit(&self.unit))?;
        if matches!(kind, "oral-intake" | "fluid") {
            reading.put("description", "HKFoodType", &shown(&self.food, FOOD_BYTES));
        }
        reading.read(kind)
    }

    fn read_severity(&self, item: SymptomItem) -> Result<Fact, RefusedRow> {
        let known = SEVERITIES.iter().find(|(name, ..)| *name == self.value);
        let (_, attribute, level) = known.ok_or_else(|| {
            let words = SEVERITIES.map(|(name, ..)| name).join(", ");
            self.refuse("value", Problem::UnknownWord { words })
        })?;
        self.read_symptom(item, attribute, level)
    }

    fn read_appetite(&self) -> Result<Option<Fact>, RefusedRow> {
        let known = APPETITE.iter().find(|(name, _)| *name == self.value);
        let (_, level) = known.ok_or_else(|| {
            let words = APPETITE.map(|(name, _)| name).join(", ");
            self.refuse("value", Problem::UnknownWord { words })
        })?;
        level.map(|level| self.read_symptom(SymptomItem::AppetiteLoss, "presence", level)).transpose()
    }

    fn read_symptom(&self, item: SymptomItem, attribute: &str, level: &str) -> Result<Fact, RefusedRow> {
        let mut reading = Reading::new(self.line);
        reading.put("item", "type", item.as_str());
        reading.put("attribute", "value", attribute);
        reading.put("level", "value", level);
        reading.put("recall_days", "value", "1");
        reading.read("symptom")
    }

    fn draft(&self, fact: Fact, context: &Context) -> Result<Item, RefusedRow> {
        let start = self.time("startDate", &self.start, context)?;
        let end = self.time("endDate", &self.end, context)?;
        let system = self.system();
        let source = if self.typed { Source::Typed } else { Source::Import };
        let drafting = Drafting { system: &system, source, today: context.today };
        // The instants: the same record exported in another zone is written with other offsets.
        let (start_ms, end_ms) = (start.instant_ms().to_string(), end.instant_ms().to_string());
        let key =
            [self.kind.as_str(), &start_ms, &end_ms, &self.value, &self.unit, &self.source_name, &self.food];
        let draft = drafting
            .draft(start, fact, &key)
            .map_err(|invalid| RefusedRow::from_invalid(self.line, "startDate", &invalid))?;
        Ok(Item::Draft(draft))
    }

    /// The offset that is written is that of the phone at its last export, so it says nothing of where the person was.
    fn time(&self, field: &str, text: &str, context: &Context) -> Result<Moment, RefusedRow> {
        let zone = self.zone.unwrap_or(context.zone);
        Moment::parse(text)
            .and_then(|written| Moment::in_zone(written.instant_ms(), zone))
            .map_err(|error| moments::refuse(self.line, field, error))
    }

    /// The app or device behind Apple Health, as far as it can be shown.
    fn system(&self) -> String {
        let name = shown(&self.source_name, SOURCE_NAME_BYTES);
        let apple = Format::AppleHealthXml.system();
        if name.is_empty() { apple.to_owned() } else { format!("{apple}: {name}") }
    }

    fn refuse(&self, field: &str, problem: Problem) -> RefusedRow {
        RefusedRow::of(self.line, field, problem)
    }
}
