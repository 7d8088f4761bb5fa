//! Whom to call.

use crate::day::CalendarDay;
use crate::fact::{CareContact, CareRole};
use crate::standing::Shown;
use crate::timeline::Timeline;

impl Timeline {
    /// The latest contact of a role on or before `day`: a new one takes the place of the one before, whatever their names.
    pub fn contact(&self, role: CareRole, day: CalendarDay) -> Option<(&Shown, &CareContact)> {
        self.of_kind::<CareContact>().rfind(|(shown, contact)| contact.role == role && shown.day() <= day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Draft, Entry, Fact, Moment, Source, Stamp};

    #[test]
    fn the_latest_of_a_role_is_called_and_not_one_of_a_later_day() {
        let said = [("02", "nurse", "1", "Zoe"), ("04", "nurse", "2", "Anna"), ("05", "surgeon", "3", "Ada")];
        let entries = said.iter().zip(1..).map(|((day, role, phone, name), seq)| {
            let at = Moment::parse(&format!("2026-11-{day}T08:00[Europe/Madrid]")).unwrap();
            let fields = [("role", *role), ("phone", *phone), ("name", *name)];
            let fact = Fact::read("care-contact", &fields).unwrap();
            Entry::parse(Draft::new(at, Source::Typed, fact), Stamp::example(seq)).unwrap()
        });
        let timeline = Timeline::of(entries);
        let called = |role: CareRole, day: &str| {
            timeline.contact(role, day.parse().unwrap()).map(|(_, contact)| contact.phone.as_str())
        };
        assert_eq!(called(CareRole::Nurse, "2026-11-01"), None);
        assert_eq!(called(CareRole::Nurse, "2026-11-03"), Some("1"));
        assert_eq!(called(CareRole::Nurse, "2026-11-04"), Some("2"));
        assert_eq!(called(CareRole::Surgeon, "2026-11-09"), Some("3"));
    }
}
