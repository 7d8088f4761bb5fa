//! What to do at a red flag: how urgent it is by the rules in force, and whom to call.

use crate::error::JournalError;
use crate::journal::Journal;
use nourish_checkin::Respondent;
use nourish_record::{CareContact, CareRole, Moment, RedFlag, Timeline};
use nourish_rules::Level;
use nourish_rules::assess::red_flag_levels;

/// Red flags that were answered with yes. It holds all that is needed to act, and nothing has to be reached for it: it comes whether or not
/// the journal can be read or written.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckInAlert {
    /// The flags and how urgent each is, the most urgent first.
    pub flags: Vec<(RedFlag, Level)>,
    /// Whom to call, in this order, as the journal has them; empty where it has nobody, or could not be read.
    pub contacts: Vec<CareContact>,
    /// Whether all of the journal could be read for whom to call. Where not, it may have numbers that are not here, or later ones.
    pub contacts_read: bool,
    /// Who answered.
    pub by: Respondent,
    /// Why what was answered could not be logged; none where it was. Say so, and never that it is saved.
    pub unsaved: Option<JournalError>,
}

impl CheckInAlert {
    /// Whether one of them is for the emergency number.
    pub fn is_emergency(&self) -> bool {
        self.flags.iter().any(|(_, level)| *level == Level::Emergency)
    }
}

impl std::fmt::Debug for CheckInAlert {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CheckInAlert { .. }")
    }
}

/// Who is called about a red flag, first to last.
const ORDER: [CareRole; 6] = [
    CareRole::EmergencyLine,
    CareRole::Nurse,
    CareRole::MedicalOncologist,
    CareRole::Surgeon,
    CareRole::Gastroenterologist,
    CareRole::GeneralPractitioner,
];

impl Journal {
    /// What to do at red flags; see [`Journal::answer_check_in`] for an example. It logs nothing.
    pub fn check_in_alert(&self, yes: &[RedFlag], by: Respondent, now: &Moment) -> CheckInAlert {
        let mut flags = red_flag_levels(&self.tables, yes);
        flags.sort_by_key(|(_, level)| *level != Level::Emergency);
        let reading = self.store.read_lasting(now.day());
        let contacts_read = reading.as_ref().is_ok_and(|reading| reading.damage.is_empty());
        let timeline = Timeline::of(reading.map(|reading| reading.entries).unwrap_or_default());
        let latest = |role: &CareRole| Some(timeline.contact(*role, now.day())?.1.clone());
        let contacts = ORDER.iter().filter_map(latest).collect();
        CheckInAlert { flags, contacts, contacts_read, by, unsaved: None }
    }
}
