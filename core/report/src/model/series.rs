//! What the charts show: days in numbers, the weight to compare with, what happened when.

use super::Origin;
use crate::json::{shown, symptom_levels};
use nourish_record::{CalendarDay, EntryId, SymptomItem};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the charts show, and nothing that they do not.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Series {
    /// The days of the period that have anything on them.
    pub days: Vec<Day>,
    /// The weight that losses are read against, if one is known.
    pub reference: Option<ReferenceWeight>,
    /// Weights of the period that wait to be confirmed.
    pub doubtful_weights: Vec<DoubtfulWeight>,
    /// Treatments, operations and tubes, in order of time.
    pub markers: Vec<Marker>,
    /// Energy target of today.
    pub energy_target_kcal: Option<TargetRange>,
    /// Protein target of today.
    pub protein_target_g: Option<TargetRange>,
}

/// A day in numbers. What is not there is unknown, never zero.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// The day.
    #[serde(serialize_with = "shown")]
    pub day: CalendarDay,
    /// Its first believed weighing. g.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_g: Option<u32>,
    /// Where that weighing came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_origin: Option<Origin>,
    /// Smoothed weight, moving a tenth of the way a day; for the eye only, no rule reads it. g.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend_g: Option<u32>,
    /// Energy. kcal/1000.
    #[serde(skip_serializing_if = "ByRoute::is_unknown")]
    pub energy_kcal_milli: ByRoute,
    /// Protein. mg.
    #[serde(skip_serializing_if = "ByRoute::is_unknown")]
    pub protein_mg: ByRoute,
    /// Fluid, the water in formula included. ml.
    #[serde(skip_serializing_if = "ByRoute::is_unknown")]
    pub fluid_ml: ByRoute,
    /// Everything liquid, formula as a whole. ml.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_ml: Option<u64>,
    /// Formula delivered. ml.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tube_delivered_ml: Option<u64>,
    /// Formula prescribed. ml.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tube_prescribed_ml: Option<u64>,
    /// Share of the usual eaten, as said of the whole day. Percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eaten_percent: Option<u32>,
    /// Stools.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stool_count: Option<u32>,
    /// Times vomited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vomit_count: Option<u32>,
    /// Worst level of each symptom that was asked about, 0 to 4.
    #[serde(serialize_with = "symptom_levels", skip_serializing_if = "BTreeMap::is_empty")]
    pub symptoms: BTreeMap<SymptomItem, u8>,
    /// How many entries stand on the day.
    pub entries: u32,
}

/// An amount by the ways it went in.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ByRoute {
    /// By mouth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oral: Option<u64>,
    /// By tube.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tube: Option<u64>,
    /// By vein.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parenteral: Option<u64>,
}

impl ByRoute {
    /// The sum over the ways that are known; unknown if none is.
    pub fn total(&self) -> Option<u64> {
        let known = [self.oral, self.tube, self.parenteral];
        known.iter().any(Option::is_some).then(|| known.iter().flatten().sum())
    }

    /// Whether nothing is known.
    pub fn is_unknown(&self) -> bool {
        self.total().is_none()
    }
}

/// The weight that losses are read against.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ReferenceWeight {
    /// Its day.
    #[serde(serialize_with = "shown")]
    pub day: CalendarDay,
    /// The weight. g.
    pub weight_g: u32,
    /// How many days its window has.
    pub window_days: i32,
}

/// A weight that waits to be confirmed.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DoubtfulWeight {
    /// The entry.
    #[serde(serialize_with = "shown")]
    pub entry: EntryId,
    /// Its day.
    #[serde(serialize_with = "shown")]
    pub day: CalendarDay,
    /// The weight as logged. g.
    pub weight_g: u32,
}

/// Something that happened, or is planned, on the time axis.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Marker {
    /// Its day.
    #[serde(serialize_with = "shown")]
    pub day: CalendarDay,
    /// What kind.
    pub kind: MarkerKind,
    /// What the chart writes: `C1`, `Tube in`.
    pub label: String,
    /// What it was, in full.
    pub text: String,
}

/// What a marker marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkerKind {
    /// A cycle of chemotherapy, targeted therapy or immunotherapy that was given.
    CycleGiven,
    /// One that is planned.
    CyclePlanned,
    /// The first fraction of a radiotherapy.
    Radiation,
    /// An operation that took place.
    OperationDone,
    /// An operation that is planned.
    OperationPlanned,
    /// A tube or line was placed.
    TubePlaced,
    /// A tube or line was taken out or came out.
    TubeRemoved,
}

/// A daily target, in the unit that its name says.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct TargetRange {
    /// Lower end.
    pub least: u64,
    /// Upper end.
    pub most: Option<u64>,
    /// Who set it.
    pub basis: String,
}
