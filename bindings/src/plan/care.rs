//! The care plan that holds on a day.

use super::all;
use super::set_by::{SetBy, SetContact, SetFeeding, SetPreparation, SetSickDayRule, SetTarget};
use super::surgery::{NextSurgery, PreparationStep};
use crate::damage::Damage;
use crate::error::JournalError;
use crate::fact::{CareContact, FeedMode, Modality, TreatmentStatus, TubeRoute};
use crate::journal::Journal;
use crate::scalar::{CalendarDay, EntryId};
use nourish_journal::{Found, HomeZone as Zone};

pub use nourish_journal::TubeInPlace;

/// The care plan that holds on a day: what was set by whom, and what it replaced. Null is what nobody set.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CarePlan {
    /// The day that "today" means.
    pub as_of: CalendarDay,
    /// Targets of a day.
    pub targets: PlanTargets,
    /// The feeding prescription: the latest plan that says anything of tube or formula.
    pub feeding: Option<SetFeeding>,
    /// The tube that is in place, as far as is known.
    pub tube: Option<TubeInPlace>,
    /// The next operation.
    pub surgery: Option<NextSurgery>,
    /// How to be prepared for it.
    pub preparation: Option<SetPreparation>,
    /// The same as steps with their days, in the order in which they come; empty where no operation is planned or nobody set how.
    pub preparation_steps: Vec<PreparationStep>,
    /// Treatments, planned and given, in order of days: what was given, put off or called off stands in the plan's place.
    pub treatments: Vec<PlannedTreatment>,
    /// Those planned for `as_of` or later that nobody called off.
    pub upcoming: Vec<PlannedTreatment>,
    /// Cycles that have begun or are planned, in order.
    pub cycles: Vec<PlannedCycle>,
    /// The cycle that holds on `as_of`; null before the first.
    pub cycle_now: Option<CycleDay>,
    /// Tasks that are still open.
    pub tasks: Vec<PlannedTask>,
    /// Numbers to call: the latest of each role and name.
    pub contacts: Vec<SetContact>,
    /// Whom to call by day and night: the latest emergency line, else the latest nurse.
    pub phone: Option<CareContact>,
    /// What to do on a sick day, in the person's words.
    pub sick_day_rules: Vec<SetSickDayRule>,
    /// Whether a clinician said that fluids are limited; null where nobody said.
    pub fluid_restricted: Option<bool>,
    /// The zone that the person lives in, as the profile says.
    pub home_zone: Option<HomeZone>,
    /// What could not be read: entries there may change the plan. Empty for a sound journal.
    pub damage: Vec<Damage>,
}

/// What is to be reached a day; null where nobody set it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlanTargets {
    /// Energy. kcal/1000.
    pub energy_kcal_milli: Option<SetTarget>,
    /// Protein. mg.
    pub protein_mg: Option<SetTarget>,
    /// Fluid. ml.
    pub fluid_ml: Option<SetTarget>,
    /// Formula by tube. ml.
    pub tube_ml: Option<SetTarget>,
}

/// A tube that is in place.
#[uniffi::remote(Record)]
pub struct TubeInPlace {
    /// Where it leads, where that was said.
    pub route: Option<TubeRoute>,
    /// How feed is given, as the plan says.
    pub mode: Option<FeedMode>,
    /// Since when; null where it follows from the prescription alone.
    pub since: Option<CalendarDay>,
}

/// A treatment of the calendar.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlannedTreatment {
    /// The entry that says the latest of it.
    pub entry: EntryId,
    /// Its day: given on, else planned for.
    pub day: CalendarDay,
    /// What kind.
    pub modality: Modality,
    /// The drug, field or operation.
    pub name: String,
    /// The regimen it belongs to.
    pub regimen: Option<String>,
    /// Which cycle, from 1.
    pub cycle: Option<u32>,
    /// Which day of it, from 1.
    pub cycle_day: Option<u32>,
    /// What is known of it; planned is what nobody said yet to be given, put off or called off.
    pub status: TreatmentStatus,
}

/// A cycle of drug treatment that has begun or is planned.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlannedCycle {
    /// The regimen, or the drug where it belongs to none.
    pub regimen: String,
    /// Its number, from 1; null where nobody numbered it.
    pub number: Option<u32>,
    /// Its first day: given on, else planned for.
    pub first_day: CalendarDay,
    /// Whether anything of it is known to have been given.
    pub given: bool,
}

/// A day of a cycle.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CycleDay {
    /// The cycle.
    pub cycle: PlannedCycle,
    /// Which day of it, from 1.
    pub day: u32,
}

/// A task that is still open.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlannedTask {
    /// What is to be done.
    pub title: String,
    /// The day on which it is first due.
    pub first_on: CalendarDay,
    /// Again every so many days.
    pub every_days: Option<u32>,
    /// Its last day.
    pub until_on: Option<CalendarDay>,
    /// When it was last done.
    pub done_on: Option<CalendarDay>,
    /// More about it.
    pub note: Option<String>,
    /// Who set it, and when.
    pub by: SetBy,
}

/// The zone of the profile.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum HomeZone {
    /// A zone that is known.
    Known {
        /// Its IANA name: `Europe/Madrid`.
        name: String,
    },
    /// The profile names a zone that is none, which is not used: ask for it anew.
    Unknown,
}

#[uniffi::export]
impl Journal {
    /// The care plan that holds on the day `as_of`: what was set by whom, and what it replaced.
    ///
    /// Throws `Suspended`, and what the disk may say.
    pub fn plan(&self, as_of: CalendarDay) -> Result<CarePlan, JournalError> {
        Ok(self.lock().plan(as_of)?.into())
    }
}

impl From<Found<nourish_journal::CarePlan>> for CarePlan {
    fn from(Found { found: plan, damage }: Found<nourish_journal::CarePlan>) -> Self {
        let upcoming = plan.upcoming().cloned().map(Into::into).collect();
        let cycle_now = plan.cycle_on(plan.as_of).and_then(|(cycle, day)| {
            Some(CycleDay { cycle: cycle.clone().into(), day: u32::try_from(day).ok()? })
        });
        let nourish_journal::CarePlan {
            as_of,
            targets,
            feeding,
            tube,
            tube_told: _,
            surgery,
            preparation,
            preparation_steps,
            treatments,
            cycles,
            tasks,
            contacts,
            phone,
            sick_day_rules,
            fluid_restricted,
            home_zone,
        } = plan;
        Self {
            as_of,
            targets: targets.into(),
            feeding: feeding.map(Into::into),
            tube,
            surgery: surgery.map(Into::into),
            preparation: preparation.map(Into::into),
            preparation_steps,
            treatments: all(treatments),
            upcoming,
            cycles: all(cycles),
            cycle_now,
            tasks: all(tasks),
            contacts: all(contacts),
            phone,
            sick_day_rules: all(sick_day_rules),
            fluid_restricted,
            home_zone: home_zone.map(Into::into),
            damage: all(damage),
        }
    }
}

impl From<nourish_journal::Targets> for PlanTargets {
    fn from(targets: nourish_journal::Targets) -> Self {
        let nourish_journal::Targets { energy_kcal_milli, protein_mg, fluid_ml, tube_ml } = targets;
        Self {
            energy_kcal_milli: energy_kcal_milli.map(Into::into),
            protein_mg: protein_mg.map(Into::into),
            fluid_ml: fluid_ml.map(Into::into),
            tube_ml: tube_ml.map(Into::into),
        }
    }
}

impl From<nourish_journal::PlannedTreatment> for PlannedTreatment {
    fn from(planned: nourish_journal::PlannedTreatment) -> Self {
        let nourish_journal::PlannedTreatment {
            entry,
            day,
            modality,
            name,
            regimen,
            cycle,
            cycle_day,
            status,
        } = planned;
        Self { entry, day, modality, name, regimen, cycle, cycle_day, status }
    }
}

impl From<nourish_journal::Cycle> for PlannedCycle {
    fn from(cycle: nourish_journal::Cycle) -> Self {
        let nourish_journal::Cycle { regimen, number, first_day, given } = cycle;
        Self { regimen, number, first_day, given }
    }
}

impl From<nourish_journal::PlannedTask> for PlannedTask {
    fn from(task: nourish_journal::PlannedTask) -> Self {
        let nourish_journal::PlannedTask { title, first_on, every_days, until_on, done_on, note, by } = task;
        Self { title, first_on, every_days, until_on, done_on, note, by: by.into() }
    }
}

impl From<Zone> for HomeZone {
    fn from(zone: Zone) -> Self {
        match zone {
            Zone::Known(zone) => Self::Known { name: zone.name().to_owned() },
            Zone::Unknown => Self::Unknown,
        }
    }
}
