//! A day: what stands on it, and its sums.

use crate::damage::Damage;
use crate::entry::StandingEntry;
use crate::fact::SymptomItem;
use crate::scalar::CalendarDay;
use nourish_journal::{DaySummary, View};

/// What stands on a day.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct DayView {
    /// The day.
    pub day: CalendarDay,
    /// Everything that stands and is believed, in order of time.
    pub entries: Vec<StandingEntry>,
    /// Weights that wait to be confirmed; no sum and no rule sees them.
    pub to_confirm: Vec<StandingEntry>,
    /// Entries that only a newer version understands.
    pub newer_entry_count: u32,
    /// The day in numbers.
    pub sums: DaySums,
    /// What could not be read: entries may be missing above. Empty for a sound journal.
    pub damage: Vec<Damage>,
}

/// A day in numbers. Nothing (`null`, `nil`) means unknown: nothing of the sort was logged. It is not zero.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct DaySums {
    /// The day.
    pub day: CalendarDay,
    /// Its first weighing that is believed. g.
    pub weight_g: Option<u32>,
    /// Energy by every way that is known. kcal/1000.
    pub energy_kcal_milli: Option<u64>,
    /// Energy by mouth, supplements included. kcal/1000.
    pub oral_energy_kcal_milli: Option<u64>,
    /// Energy by tube. kcal/1000.
    pub tube_energy_kcal_milli: Option<u64>,
    /// Energy by vein. kcal/1000.
    pub parenteral_energy_kcal_milli: Option<u64>,
    /// Protein by every way that is known. mg.
    pub protein_mg: Option<u64>,
    /// Protein by mouth, supplements included. mg.
    pub oral_protein_mg: Option<u64>,
    /// Protein by tube. mg.
    pub tube_protein_mg: Option<u64>,
    /// Protein by vein. mg.
    pub parenteral_protein_mg: Option<u64>,
    /// Fluid by every way that is known. ml.
    pub fluid_ml: Option<u64>,
    /// Fluid by mouth: drinks, drinks with meals, supplements. ml.
    pub oral_fluid_ml: Option<u64>,
    /// Water by tube: flushes, and the water that formula holds. ml.
    pub tube_fluid_ml: Option<u64>,
    /// Fluid by vein. ml.
    pub intravenous_fluid_ml: Option<u64>,
    /// Formula delivered. ml.
    pub tube_delivered_ml: Option<u64>,
    /// Formula prescribed, as the feeds of the day say. ml.
    pub tube_prescribed_ml: Option<u64>,
    /// Share of the usual eaten, as said of the whole day. Percent.
    pub eaten_percent: Option<u32>,
    /// Stools.
    pub stool_count: Option<u32>,
    /// Times vomited.
    pub vomit_count: Option<u32>,
    /// Worst level of each symptom that was reported.
    pub symptoms: Vec<SymptomLevel>,
    /// How many entries stand on the day.
    pub entry_count: u32,
}

/// The worst level of a symptom on a day.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SymptomLevel {
    /// Which symptom.
    pub item: SymptomItem,
    /// The level, 0 to 4; higher is worse.
    pub level: u8,
}

impl DayView {
    pub(crate) fn of(day: CalendarDay, view: View) -> Self {
        let summary = DaySummary::of(&view.timeline).pop().unwrap_or_else(|| DaySummary::unknown(day));
        Self {
            day,
            entries: view.timeline.iter().map(Into::into).collect(),
            to_confirm: view.timeline.doubtful().map(Into::into).collect(),
            newer_entry_count: u32::try_from(view.timeline.newer().len()).unwrap_or(u32::MAX),
            sums: summary.into(),
            damage: view.damage.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<DaySummary> for DaySums {
    fn from(summary: DaySummary) -> Self {
        let level = |(item, level)| SymptomLevel { item, level };
        Self {
            day: summary.day,
            weight_g: summary.weight.map(|point| point.weight_g),
            energy_kcal_milli: summary.energy_kcal_milli(),
            oral_energy_kcal_milli: summary.oral_energy_kcal_milli,
            tube_energy_kcal_milli: summary.tube_energy_kcal_milli,
            parenteral_energy_kcal_milli: summary.parenteral_energy_kcal_milli,
            protein_mg: summary.protein_mg(),
            oral_protein_mg: summary.oral_protein_mg,
            tube_protein_mg: summary.tube_protein_mg,
            parenteral_protein_mg: summary.parenteral_protein_mg,
            fluid_ml: summary.fluid_ml(),
            oral_fluid_ml: summary.oral_fluid_ml,
            tube_fluid_ml: summary.tube_fluid_ml,
            intravenous_fluid_ml: summary.intravenous_fluid_ml,
            tube_delivered_ml: summary.tube_delivered_ml,
            tube_prescribed_ml: summary.tube_prescribed_ml,
            eaten_percent: summary.eaten_percent,
            stool_count: summary.stool_count,
            vomit_count: summary.vomit_count,
            symptoms: summary.symptoms.iter().map(level).collect(),
            entry_count: summary.entries,
        }
    }
}
