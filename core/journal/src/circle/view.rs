//! The circle as people see it.

use crate::error::JournalError;
use crate::journal::Journal;
use nourish_seal::{COMPARISON_WORDS, DeviceId, comparison_words};
use nourish_sync::{Circle, CircleDevice, Member, MemberId, Role};

/// The circle as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircleView {
    /// What a mailbox calls the journal, in hexadecimal: who runs it may have to know.
    pub journal_text: String,
    /// Its members, in the order in which they came.
    pub members: Vec<CircleMember>,
    /// Four words to compare on two devices: they are the same exactly when both know the same circle.
    pub words: [&'static str; COMPARISON_WORDS],
    /// How many statements made it.
    pub statements: u64,
    /// The epoch that entries are sealed in.
    pub epoch: u32,
}

/// A member.
#[derive(Clone, PartialEq, Eq)]
pub struct CircleMember {
    /// Names the member.
    pub id: MemberId,
    /// The same in hexadecimal.
    pub id_text: String,
    /// What people call them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they may let a new device of the patient in.
    pub trusted: bool,
    /// Whether this device is theirs.
    pub is_me: bool,
    /// Their devices.
    pub devices: Vec<CircleDeviceView>,
}

/// A device.
#[derive(Clone, PartialEq, Eq)]
pub struct CircleDeviceView {
    /// Names the device.
    pub id: DeviceId,
    /// The same in hexadecimal.
    pub id_text: String,
    /// What people call it.
    pub name: String,
    /// Whether it is this one.
    pub is_this: bool,
}

impl Journal {
    /// Who shares the journal; nothing where nobody does. See [`Journal::found_circle`] for an example.
    ///
    /// # Errors
    /// [`JournalError::DamagedCircle`], and what the disk may say.
    pub fn circle(&self) -> Result<Option<CircleView>, JournalError> {
        let own = self.store.device().id();
        Ok(self.stored_circle()?.map(|circle| view(&circle, own)))
    }
}

fn view(circle: &Circle, own: DeviceId) -> CircleView {
    CircleView {
        journal_text: hex(circle.journal().as_bytes()),
        members: circle.members().map(|member| of_member(circle, member, own)).collect(),
        words: comparison_words(&circle.hash()),
        statements: circle.count(),
        epoch: circle.epoch().0,
    }
}

fn of_member(circle: &Circle, member: &Member, own: DeviceId) -> CircleMember {
    let device = |device: &CircleDevice| CircleDeviceView {
        id: device.face.id,
        id_text: hex(device.face.id.as_bytes()),
        name: device.name.clone(),
        is_this: device.face.id == own,
    };
    let devices: Vec<CircleDeviceView> = circle.devices_of(member.id).map(device).collect();
    CircleMember {
        id: member.id,
        id_text: hex(&member.id.0),
        name: member.name.clone(),
        role: member.role,
        trusted: member.trusted,
        is_me: devices.iter().any(|device| device.is_this),
        devices,
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

super::invite::quiet_debug!(CircleMember, CircleDeviceView);
