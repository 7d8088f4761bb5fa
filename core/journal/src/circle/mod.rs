//! The circle of care: the people who share a journal, and their devices.

mod changes;
mod invite;
mod join;
mod news;
mod reach;
mod refill;
mod replica;
mod rights;
mod sync;
mod view;
mod welcome;
mod words;

pub use invite::{Invitation, Invited, Inviting};
pub use join::{Joined, Joining, PairingWords};
pub use rights::may_write;
pub use sync::{SyncReport, SyncStatus, Waiting};
pub(crate) use view::hex;
pub use view::{CircleDeviceView, CircleMember, CircleView};
pub use words::{TroubleWords, trouble_in_words};

use crate::error::JournalError;
use crate::journal::Journal;
use nourish_store::Setting;
use nourish_sync::{Circle, Role, SyncState, decode_statements};

/// What this device may do in its journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nobody shares the journal.
    Alone,
    /// It is a device of a member with this role.
    Member(Role),
    /// It vouches for itself by a word of the device that it was before; the circle has not heard of it yet.
    Newcomer,
    /// It has left the circle.
    Removed,
}

impl Journal {
    /// The circle as it is kept with the journal, verified anew; nothing where the journal is not shared.
    pub(crate) fn stored_circle(&self) -> Result<Option<Circle>, JournalError> {
        match self.store.setting(Setting::Circle)? {
            None => Ok(None),
            Some(statements) => {
                let circle = decode_statements(self.store.journal_id(), &statements);
                circle.map(Some).ok_or(JournalError::DamagedCircle)
            }
        }
    }

    /// What is remembered of the mailbox and the others.
    pub(crate) fn sync_state(&self) -> Result<SyncState, JournalError> {
        let stored = self.store.setting(Setting::Sync)?;
        Ok(stored.as_deref().and_then(SyncState::decode).unwrap_or_default())
    }

    /// What this device may do in its journal.
    pub(crate) fn standing_in_circle(&self) -> Result<Standing, JournalError> {
        let standing = self.standing.get().map_or_else(|| self.find_standing(), Ok)?;
        self.standing.set(Some(standing));
        Ok(standing)
    }

    fn find_standing(&self) -> Result<Standing, JournalError> {
        let own = self.store.device().id();
        let Some(circle) = self.stored_circle()? else { return Ok(Standing::Alone) };
        Ok(match circle.device(own) {
            None => Standing::Newcomer,
            Some(device) if !device.is_active() => Standing::Removed,
            Some(device) => {
                circle.member(device.member).map_or(Standing::Removed, |member| Standing::Member(member.role))
            }
        })
    }

    /// Refuses what this device may not write, before anything is written.
    pub(crate) fn check_may_log(&self) -> Result<(), JournalError> {
        match self.standing_in_circle()? {
            Standing::Member(role @ Role::Reader) => Err(JournalError::NotAllowed { role }),
            Standing::Alone | Standing::Newcomer | Standing::Member(_) => Ok(()),
            Standing::Removed => Err(JournalError::LeftCircle),
        }
    }

    /// Refuses an erasure by anybody but the patient.
    pub(crate) fn check_may_erase(&self) -> Result<(), JournalError> {
        self.check_may_log()?;
        match self.standing_in_circle()? {
            Standing::Member(role) if role != Role::Patient => Err(JournalError::NotAllowed { role }),
            _ => Ok(()),
        }
    }
}
