//! The circle of care: who shares the journal.

use crate::error::JournalError;
use crate::journal::Journal;
use crate::scalar::Moment;
use nourish_journal::MemberId;

pub use nourish_journal::{Refusal, Role};

/// What a member may do.
#[uniffi::remote(Enum)]
pub enum Role {
    /// The person whose journal it is: everything, and who belongs to the circle.
    Patient,
    /// Somebody who helps at home: logs and corrects.
    Carer,
    /// Somebody of the care team: logs, corrects, plans.
    Clinician,
    /// Reads, and writes nothing.
    Reader,
}

/// Why a mailbox does not do what it is asked for.
#[uniffi::remote(Enum)]
pub enum Refusal {
    /// It does not serve this device (any more), or asks for a token before it takes a new journal.
    NotServed,
    /// It is busy: try again later.
    Busy,
    /// It does not understand this version.
    Malformed,
    /// It has no more room for this journal.
    Full,
    /// The number of a code is taken: try again.
    Taken,
}

/// The circle of care.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Circle {
    /// What a mailbox calls the journal: who runs it may have to know.
    pub journal_id: String,
    /// Its members, in the order in which they came.
    pub members: Vec<Member>,
    /// Four words to compare on two devices: they are the same exactly when both know the same circle.
    pub words: Vec<String>,
}

/// A member of the circle.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Member {
    /// Names the member.
    pub id: String,
    /// What people call them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they may let a new device of the patient in.
    pub trusted: bool,
    /// Whether this device is theirs.
    pub is_me: bool,
    /// Their devices.
    pub devices: Vec<MemberDevice>,
}

/// A device of a member.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct MemberDevice {
    /// Names the device.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Whether it is this one.
    pub is_this: bool,
}

#[uniffi::export]
impl Journal {
    /// Who shares the journal; null where nobody does.
    pub fn circle(&self) -> Result<Option<Circle>, JournalError> {
        Ok(self.lock().circle()?.map(Into::into))
    }

    /// Begins a circle of care with the person whose journal it is and this device. What was logged so far stays.
    ///
    /// Throws `CircleExists`, `UnusableName`, and `Damaged` for a journal with gaps.
    pub fn found_circle(&self, name: String, device_name: String, now: Moment) -> Result<(), JournalError> {
        let _alone = self.alone_with_circle();
        Ok(self.lock().found_circle(&name, &device_name, &now)?)
    }

    /// The address of the mailbox where the circle meets, as this device knows it.
    pub fn mailbox_address(&self) -> Result<Option<String>, JournalError> {
        Ok(self.lock().mailbox()?)
    }

    /// Meets the others at another mailbox from now on; whatever it lacks is given to it at the next sync.
    ///
    /// Throws `UnusableName` for an address that is empty or too long.
    pub fn move_to_mailbox(&self, address: String) -> Result<(), JournalError> {
        let _alone = self.alone_with_circle();
        Ok(self.lock().move_to_mailbox(&address)?)
    }

    /// Removes a member with all devices, at the next sync: what they log from then on counts no more, and a new key keeps what
    /// others log from them. What they have read they have read.
    ///
    /// Throws `NoCircle`, `NoSuchMember`, `NotAllowed`.
    pub fn remove_member(&self, member_id: String) -> Result<(), JournalError> {
        let _alone = self.alone_with_circle();
        let member = self.member(&member_id)?;
        Ok(self.lock().remove_member(member)?)
    }

    /// The same for one device, such as a phone that was lost.
    pub fn remove_device(&self, device_id: String) -> Result<(), JournalError> {
        let _alone = self.alone_with_circle();
        let circle = self.lock().circle()?.ok_or(JournalError::NoCircle)?;
        let mut devices = circle.members.iter().flat_map(|member| &member.devices);
        let device = devices.find(|device| device.id_text == device_id).ok_or(JournalError::NoSuchMember)?;
        Ok(self.lock().remove_device(device.id)?)
    }

    /// Gives a member another role, at the next sync.
    pub fn set_role(&self, member_id: String, role: Role) -> Result<(), JournalError> {
        let _alone = self.alone_with_circle();
        let member = self.member(&member_id)?;
        Ok(self.lock().set_role(member, role)?)
    }

    /// Says, at the next sync, whether a member may let a new device of the patient in, should theirs all be lost.
    pub fn trust_member(&self, member_id: String, trusted: bool) -> Result<(), JournalError> {
        let _alone = self.alone_with_circle();
        let member = self.member(&member_id)?;
        Ok(self.lock().trust_member(member, trusted)?)
    }

    /// Leaves the circle, at the next sync. The journal here can be read from then on, and no longer written.
    ///
    /// Throws `NotAllowed` for the patient, without whom there is no journal.
    pub fn leave_circle(&self) -> Result<(), JournalError> {
        let _alone = self.alone_with_circle();
        Ok(self.lock().leave_circle()?)
    }
}

impl Journal {
    fn member(&self, id: &str) -> Result<MemberId, JournalError> {
        let circle = self.lock().circle()?.ok_or(JournalError::NoCircle)?;
        let member = circle.members.iter().find(|member| member.id_text == id);
        Ok(member.ok_or(JournalError::NoSuchMember)?.id)
    }
}

impl From<nourish_journal::CircleView> for Circle {
    fn from(circle: nourish_journal::CircleView) -> Self {
        Self {
            journal_id: circle.journal_text,
            members: circle.members.into_iter().map(Into::into).collect(),
            words: circle.words.iter().map(|word| (*word).to_owned()).collect(),
        }
    }
}

impl From<nourish_journal::CircleMember> for Member {
    fn from(member: nourish_journal::CircleMember) -> Self {
        Self {
            id: member.id_text,
            name: member.name,
            role: member.role,
            trusted: member.trusted,
            is_me: member.is_me,
            devices: member.devices.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<nourish_journal::CircleDeviceView> for MemberDevice {
    fn from(device: nourish_journal::CircleDeviceView) -> Self {
        Self { id: device.id_text, name: device.name, is_this: device.is_this }
    }
}
