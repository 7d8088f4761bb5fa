//! Regimens: templates of planned treatments, and planning one. No dose is ever computed for a person.

use crate::error::JournalError;
use crate::fact::Modality;
use crate::journal::Journal;
use crate::scalar::Moment;

pub use nourish_journal::{Drug, Regimen};

/// A regimen: a template of planned treatments.
#[uniffi::remote(Record)]
pub struct Regimen {
    /// Its name, as `planRegimen` takes it.
    pub id: String,
    /// Its name for people, as the treatments carry it.
    pub title: String,
    /// Days of a cycle.
    pub cycle_days: u32,
    /// Cycles that are usually planned.
    pub cycles: u32,
    /// Its drugs.
    pub drugs: Vec<Drug>,
    /// What to know when it is applied.
    pub note: Option<String>,
    /// Where it was published.
    pub source: String,
    /// How far the publication was confirmed, in words.
    pub confirmed: Option<String>,
}

/// A drug of a regimen.
#[uniffi::remote(Record)]
pub struct Drug {
    /// Its name.
    pub name: String,
    /// What it is.
    pub modality: Modality,
    /// The days of the cycle on which it is given, from 1.
    pub days: Vec<u32>,
    /// The dose as published, to be read; nothing is computed from it.
    pub published: String,
}

/// The regimens that come with this app.
#[uniffi::export]
pub fn regimens() -> Result<Vec<Regimen>, JournalError> {
    Ok(nourish_journal::regimens()?.all().to_vec())
}

#[uniffi::export]
impl Journal {
    /// Plans a regimen from `start` on, the hour of day 1 of its first cycle, over `cycles`, 1 to 40, or as many as is usual: logs one planned
    /// treatment for each drug and day, without doses, all of them or none. Says how many.
    ///
    /// Throws `NoSuchRegimen`, and `InvalidEntry` for `cycles`, for a `start` whose hour the clocks of its zone skip on a day of the plan, and
    /// what `log` throws.
    #[uniffi::method(default(cycles = None))]
    pub fn plan_regimen(
        &self,
        regimen: String,
        start: Moment,
        now: Moment,
        cycles: Option<u32>,
    ) -> Result<u64, JournalError> {
        let planned = self.lock().plan_regimen(&regimen, &start, cycles, &now)?;
        Ok(self.changed(planned))
    }
}
