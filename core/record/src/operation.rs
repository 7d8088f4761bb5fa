//! The operation ahead.

use crate::day::CalendarDay;
use crate::fact::{Modality, Treatment, TreatmentStatus};
use crate::standing::Shown;
use crate::timeline::Timeline;

impl Timeline {
    /// The first operation from `as_of` on that is planned and was neither given, put off nor called off.
    pub fn next_operation(&self, as_of: CalendarDay) -> Option<(&Shown, &Treatment)> {
        let operations = || self.of_kind::<Treatment>().filter(|(_, t)| t.modality == Modality::Surgery);
        let is_void = |day: CalendarDay, name: &str| {
            operations().any(|(shown, other)| {
                let same = other.name == name && (shown.day() == day || other.planned_on == Some(day));
                same && other.status != TreatmentStatus::Planned
            })
        };
        operations()
            .filter(|(shown, operation)| operation.status == TreatmentStatus::Planned && shown.day() >= as_of)
            .find(|(shown, operation)| !is_void(shown.day(), &operation.name))
    }
}
