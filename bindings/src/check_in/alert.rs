//! What came of an answer; and what to do at a red flag, whether or not anything could be saved.

use crate::assessment::Level;
use crate::entry::{Doubt, LoggedEntry};
use crate::error::JournalError;
use crate::fact::{CareContact, RedFlag};
use crate::said::Said;
use nourish_journal::{Respondent, Wording};

/// What came of an answer.
#[allow(clippy::large_enum_variant, reason = "one at a time, on its way through the door")]
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum CheckInStep {
    /// It was taken; the session asks the next question, or none is left.
    Next,
    /// It was not taken: it is more likely a slip than a change. Show `text` and ask again; the same answer once more is taken.
    AskAgain {
        /// Why.
        doubt: Doubt,
        /// The same in words.
        text: Said,
    },
    /// It was taken and needs somebody at once: show this before anything else. It comes whether or not the answer could be saved.
    Alert {
        /// What to do.
        alert: CheckInAlert,
    },
}

/// Red flags that were answered with yes, and what to do. Nothing has to be reached for it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CheckInAlert {
    /// The flags, the most urgent first.
    pub flags: Vec<AlertFlag>,
    /// Whether one of them is for the emergency number.
    pub is_emergency: bool,
    /// To call the emergency number, or the care team the same day.
    pub whom_to_call: Said,
    /// That whoever answered for somebody else stays with them; null where the person answered.
    pub stay_with_them: Option<Said>,
    /// Whom to call, in this order, as the journal has them; empty where it has nobody, or could not be read.
    pub contacts: Vec<CareContact>,
    /// Whether all of the journal could be read for whom to call. Where not, it may have numbers that are not here, or later ones.
    pub contacts_read: bool,
    /// Why what was answered could not be saved; null where it was. Say so below the alert, and never that it is saved.
    pub unsaved: Option<JournalError>,
}

/// A red flag that was answered with yes.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct AlertFlag {
    /// Which.
    pub flag: RedFlag,
    /// How urgent it is by the rules in force.
    pub level: Level,
    /// What it is, in words.
    pub text: Said,
    /// What to do or to leave before calling, where there is anything.
    pub do_first: Option<Said>,
}

/// A check-in that was finished.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CheckedIn {
    /// What was logged: an entry for each answer or group of them, the check-in last; empty where nothing was answered. Of a check-in
    /// that was taken up again only what has changed.
    pub entries: Vec<LoggedEntry>,
    /// The questions that were asked and stay unanswered: unknown, neither no nor zero.
    pub unanswered: Vec<UnansweredQuestion>,
    /// What needs somebody at once, if anything does. Where it says that nothing could be saved, nothing was.
    pub alert: Option<CheckInAlert>,
}

/// A question that was asked and not answered.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct UnansweredQuestion {
    /// Its name within the set.
    pub id: String,
    /// The question.
    pub text: Said,
}

impl CheckInAlert {
    pub(super) fn of(alert: nourish_journal::CheckInAlert, wording: &Wording) -> Self {
        let is_emergency = alert.is_emergency();
        let flag = |(flag, level)| AlertFlag {
            flag,
            level,
            text: wording.flag(flag).into(),
            do_first: wording.do_first(flag).map(Into::into),
        };
        let on_behalf = alert.by == Respondent::Carer;
        Self {
            flags: alert.flags.into_iter().map(flag).collect(),
            is_emergency,
            whom_to_call: wording.whom_to_call(is_emergency).into(),
            stay_with_them: on_behalf.then(|| wording.stay_with_them().into()),
            contacts: alert.contacts,
            contacts_read: alert.contacts_read,
            unsaved: alert.unsaved.map(Into::into),
        }
    }
}

impl CheckInStep {
    pub(super) fn of(step: nourish_journal::CheckInStep, wording: &Wording) -> Self {
        use nourish_journal::CheckInStep as Inner;
        match step {
            Inner::Done => Self::Next,
            Inner::AskAgain(doubt) => Self::AskAgain { doubt, text: wording.ask_again(doubt).into() },
            Inner::Alert(alert) => Self::Alert { alert: CheckInAlert::of(alert, wording) },
        }
    }
}
