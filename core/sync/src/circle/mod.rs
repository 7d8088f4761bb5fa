//! The circle of care: who belongs to a journal, with which devices, and what each may write.
//!
//! It follows from a log of signed statements, each linked to the one before, which begins with the journal's first device. No
//! key is ever taken from anywhere else: a mailbox cannot add a member, because it cannot sign.

mod act;
mod role;
mod rules;
mod statement;
#[cfg(test)]
mod tests;

pub use act::{
    ADDRESS_BYTES, Act, CIRCLE_DEVICES, EpochStart, MemberId, NAME_BYTES, NewDevice, NewMember, Voucher,
    is_name,
};
pub use role::Role;
pub use rules::CircleError;
pub(crate) use statement::NewerStatement;
pub use statement::{CircleStatement, NO_STATEMENT, STATEMENT_BYTES, StatementError, StatementHash};

use nourish_seal::{DeviceFace, DeviceId, Epoch, Head, JournalId};

/// Most statements of a circle.
pub const CIRCLE_STATEMENTS: usize = 10_000;

/// From which place of its log on a device has which role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleSpan {
    /// The place before the first one.
    pub after_seq: u64,
    /// The role.
    pub role: Role,
}

/// A device of the circle, of now or of before.
#[derive(Clone, PartialEq, Eq)]
pub struct CircleDevice {
    /// Its public keys.
    pub face: DeviceFace,
    /// What people call it.
    pub name: String,
    /// Whose it is.
    pub member: MemberId,
    /// What it may write, by place in its log, ascending.
    pub roles: Vec<RoleSpan>,
    /// Where its log ends, once it has left.
    pub last: Option<Head>,
}

impl CircleDevice {
    /// Whether it is in the circle now.
    pub const fn is_active(&self) -> bool {
        self.last.is_none()
    }
}

/// A member of the circle, of now or of before.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// Names the member.
    pub id: MemberId,
    /// What people call them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they may vouch for a new device of the patient.
    pub trusted: bool,
}

/// The circle as its statements make it.
#[derive(Clone, PartialEq, Eq)]
pub struct Circle {
    journal: JournalId,
    statements: Vec<CircleStatement>,
    members: Vec<Member>,
    devices: Vec<CircleDevice>,
    /// Logs from before the circle, and the key that signs for them.
    adopted: Vec<(Head, [u8; 32])>,
    epoch: Epoch,
    epoch_is_due: bool,
    mailbox: Option<String>,
}

impl Circle {
    /// The circle of a journal before anybody founded it.
    pub const fn unfounded(journal: JournalId) -> Self {
        Self {
            journal,
            statements: Vec::new(),
            members: Vec::new(),
            devices: Vec::new(),
            adopted: Vec::new(),
            epoch: Epoch(0),
            epoch_is_due: false,
            mailbox: None,
        }
    }

    /// The circle that these statements make.
    ///
    /// # Errors
    /// [`CircleError`] of the first that does not hold.
    pub fn of(
        journal: JournalId,
        statements: impl IntoIterator<Item = CircleStatement>,
    ) -> Result<Self, CircleError> {
        let mut circle = Self::unfounded(journal);
        for statement in statements {
            circle.apply(statement)?;
        }
        Ok(circle)
    }

    /// Which journal it is.
    pub const fn journal(&self) -> JournalId {
        self.journal
    }

    /// All statements, in order.
    pub fn statements(&self) -> &[CircleStatement] {
        &self.statements
    }

    /// How many statements there are; the number of the next.
    pub const fn count(&self) -> u64 {
        self.statements.len() as u64
    }

    /// The hash of the last statement.
    pub fn hash(&self) -> StatementHash {
        self.statements.last().map_or(NO_STATEMENT, CircleStatement::hash)
    }

    /// Where the next statement stands: its number, and the hash before it.
    pub fn next(&self) -> (u64, StatementHash) {
        (self.count(), self.hash())
    }

    /// Whether anybody founded it.
    pub const fn is_founded(&self) -> bool {
        !self.statements.is_empty()
    }

    /// Members who have a device in the circle.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| self.devices_of(member.id).next().is_some())
    }

    /// A member, of now or of before.
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == id)
    }

    /// The devices that a member has in the circle now.
    pub fn devices_of(&self, member: MemberId) -> impl Iterator<Item = &CircleDevice> {
        self.active().filter(move |device| device.member == member)
    }

    /// Every device in the circle now.
    pub fn active(&self) -> impl Iterator<Item = &CircleDevice> {
        self.devices.iter().filter(|device| device.is_active())
    }

    /// Every device that ever was in the circle.
    pub fn devices(&self) -> &[CircleDevice] {
        &self.devices
    }

    /// A device, of now or of before.
    pub fn device(&self, id: DeviceId) -> Option<&CircleDevice> {
        self.devices.iter().find(|device| device.face.id == id)
    }

    /// The member that a device in the circle now belongs to.
    pub fn member_of(&self, device: DeviceId) -> Option<&Member> {
        let device = self.device(device).filter(|device| device.is_active())?;
        self.member(device.member)
    }

    /// The epoch that entries are to be sealed in.
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Whether somebody left, so that one who stays is to begin a new epoch.
    pub const fn epoch_is_due(&self) -> bool {
        self.epoch_is_due
    }

    /// The mailbox that the circle moved to, if it did.
    pub fn mailbox(&self) -> Option<&str> {
        self.mailbox.as_deref()
    }

    /// Who signs for a device's log, what it may say, and where it ends; `None` for one that was never in the circle.
    pub fn log_of(&self, device: DeviceId) -> Option<Log<'_>> {
        if let Some(known) = self.device(device) {
            let signer = Signer::Own(known.face.signing_key);
            return Some(Log { signer, roles: &known.roles, last: known.last });
        }
        let (head, key) = self.adopted.iter().find(|(head, _)| head.device == device)?;
        Some(Log { signer: Signer::Founder(*key), roles: AS_PATIENT, last: Some(*head) })
    }
}

const AS_PATIENT: &[RoleSpan] = &[RoleSpan { after_seq: 0, role: Role::Patient }];

/// A log that the circle knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Log<'a> {
    /// Who signs for it.
    pub signer: Signer,
    /// What it may say, by place, ascending.
    pub roles: &'a [RoleSpan],
    /// Where it ends, if it has ended.
    pub last: Option<Head>,
}

impl Log<'_> {
    /// What may be written at this place; nothing after the log's end.
    pub fn role_at(&self, seq: u64) -> Option<Role> {
        if self.last.is_some_and(|last| seq > last.seq) {
            return None;
        }
        role_at(self.roles, seq)
    }
}

/// The role that governs a place of a log, whether or not the log goes on there.
pub fn role_at(roles: &[RoleSpan], seq: u64) -> Option<Role> {
    roles.iter().rfind(|span| span.after_seq < seq).map(|span| span.role)
}

/// Whose signature vouches for a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
    /// The device's own, by this key.
    Own([u8; 32]),
    /// That of the device that founded the circle: the log is older than the circle.
    Founder([u8; 32]),
}

impl std::fmt::Debug for Circle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Circle").field("statements", &self.statements.len()).finish_non_exhaustive()
    }
}
