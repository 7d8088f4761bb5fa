//! A resource of another's, and what is asked of every one.

use crate::drafting::Drafting;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow, SkipReason};
use crate::moments;
use crate::reading::Reading;
use nourish_record::{CalendarDay, Fact, Moment, Problem, Source, Status};
use serde_json::Value;

pub(super) const LOINC: &str = "http://loinc.org";
pub(super) const SNOMED: &str = "http://snomed.info/sct";
pub(super) const ROUTE: &str = "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration";

/// Why there is no draft: it is refused, or right and not for the journal.
pub(super) enum Without {
    Refused(RefusedRow),
    Skipped(SkipReason),
}

impl From<RefusedRow> for Without {
    fn from(row: RefusedRow) -> Self {
        Self::Refused(row)
    }
}

impl From<Without> for Item {
    fn from(without: Without) -> Self {
        match without {
            Without::Refused(row) => Self::Refused(row),
            Without::Skipped(reason) => Self::Skipped(reason),
        }
    }
}

/// A resource at its place in the file.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) path: &'a str,
    pub(super) resource: &'a Value,
    pub(super) context: &'a Context,
}

impl<'a> Found<'a> {
    /// The place of one of its elements, or its own.
    pub(super) fn at(&self, element: &str) -> String {
        if element.is_empty() { self.path.to_owned() } else { format!("{}.{element}", self.path) }
    }

    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        text(self.resource, key)
    }

    /// The refusal of an element.
    pub(super) fn refuse(&self, element: &str, problem: Problem) -> Without {
        Without::Refused(RefusedRow::of(0, &self.at(element), problem))
    }

    /// The refusal of an element for a reason of its own.
    pub(super) fn refuse_with(&self, element: &str, problem: &str, remedy: &str) -> Without {
        Without::Refused(RefusedRow::new(0, &self.at(element), problem, remedy))
    }

    /// Whether an amount stands, as the resource's status says; `finals` are the words for it.
    pub(super) fn status(&self, finals: &[&str], open: &[&str]) -> Result<Status, Without> {
        match self.text("status") {
            Some("entered-in-error") => Err(Without::Skipped(SkipReason::EnteredInError)),
            Some("preliminary") => Ok(Status::Preliminary),
            Some(word) if finals.contains(&word) => Ok(Status::Final),
            Some(word) if open.contains(&word) => Err(Without::Skipped(SkipReason::NotFinal)),
            Some(_) | None => {
                let words = [finals, open, &["entered-in-error"]].concat().join(", ");
                Err(self.refuse("status", Problem::UnknownWord { words }))
            }
        }
    }

    /// When it happened: the first of `elements` that there is, a day alone at its start.
    pub(super) fn time(&self, elements: &[&str]) -> Result<(String, Moment), Without> {
        let found = elements.iter().find_map(|element| {
            let pointer = format!("/{}", element.replace('.', "/"));
            Some((self.at(element), self.resource.pointer(&pointer)?.as_str()?))
        });
        let first = elements.first().copied().unwrap_or_default();
        let (field, text) = found.ok_or_else(|| self.refuse(first, Problem::Missing))?;
        let moment = match text.parse::<CalendarDay>() {
            Ok(day) => moments::start_of_day(day, self.context.zone),
            Err(_) => moments::with_offset(text, self.context.zone),
        };
        let moment = moment.map_err(|error| moments::refuse(0, &field, error))?;
        Ok((field, moment))
    }

    /// The draft of a fact; `key` names it among those of its kind.
    pub(super) fn draft(
        &self,
        fact: Fact,
        (field, occurred): (String, Moment),
        status: Status,
        key: &[&str],
    ) -> Result<Item, Without> {
        let system = Format::FhirBundle.system();
        let drafting = Drafting { system, source: Source::Import, today: self.context.today };
        let instant = occurred.instant_ms().to_string();
        let key = [&[instant.as_str()], key].concat();
        let draft = drafting.draft(occurred, fact, &key);
        let mut draft = draft.map_err(|invalid| RefusedRow::from_invalid(0, &field, &invalid))?;
        draft.status = status;
        Ok(Item::Draft(draft))
    }

    /// The same of fields as they were read.
    pub(super) fn draft_of(
        &self,
        reading: &Reading,
        kind: &str,
        time: (String, Moment),
        status: Status,
        key: &[&str],
    ) -> Result<Item, Without> {
        self.draft(reading.read(kind)?, time, status, key)
    }
}

pub(super) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

/// The codes of a system that a concept has. Displays never count: they may hold anything.
pub(super) fn codes<'v>(concept: Option<&'v Value>, system: &str) -> Vec<&'v str> {
    let codings = concept.and_then(|concept| concept.get("coding")).and_then(Value::as_array);
    let of_system = |coding: &&Value| text(coding, "system") == Some(system);
    codings.into_iter().flatten().filter(of_system).filter_map(|coding| text(coding, "code")).collect()
}

/// How a concept is called: its text, else the first display, else the first code.
pub(super) fn name(concept: Option<&Value>) -> Option<String> {
    let concept = concept?;
    let codings = concept.get("coding").and_then(Value::as_array);
    let of = |key: &str| codings.into_iter().flatten().find_map(|coding| text(coding, key));
    let name = text(concept, "text").or_else(|| of("display")).or_else(|| of("code"))?;
    // What cannot be seen is no part of a name.
    let name: String = name.chars().filter(|c| !matches!(c, '\u{200b}' | '\u{feff}')).collect();
    let name = name.trim();
    let mut end = name.len().min(200);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).filter(|name| !name.is_empty()).map(str::to_owned)
}
