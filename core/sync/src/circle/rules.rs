//! Which statement may follow on which circle.

use super::act::{Act, CIRCLE_DEVICES, EpochStart, MemberId, NewDevice, NewMember, Voucher};
use super::role::Role;
use super::statement::CircleStatement;
use super::{CIRCLE_STATEMENTS, Circle, CircleDevice, Member, RoleSpan};
use nourish_seal::{DeviceId, EPOCH_LIMIT, Epoch, Head, verify_voucher};

/// Why a statement does not hold. The circle stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CircleError {
    /// It is not the next one: statements before it are missing.
    #[error("statements before this one are missing")]
    Gap,
    /// It stands where another stands, or follows on another than is known here: two histories of the circle exist.
    #[error("two histories of the circle exist")]
    Forked,
    /// Nobody in the circle made it, or it was changed since.
    #[error("no device of the circle made this statement")]
    NotByMember,
    /// Its author may not say this.
    #[error("the author of this statement may not do that")]
    NotAllowed,
    /// It names a member or device that is not there, or is there already.
    #[error("the statement does not fit the circle")]
    DoesNotFit,
    /// More members, devices, statements or epochs than there may be.
    #[error("the circle is full")]
    Full,
}

impl Circle {
    /// Takes up the next statement, if it holds.
    ///
    /// # Errors
    /// [`CircleError`]; the circle stays as it was.
    pub fn apply(&mut self, statement: CircleStatement) -> Result<(), CircleError> {
        self.check_place(&statement)?;
        self.check_author(&statement)?;
        let author = statement.author;
        match &statement.act {
            Act::Found { member, epoch, adopted } => self.found(member, *epoch, adopted)?,
            Act::AddMember(member) => self.add_member(author, member)?,
            Act::AddDevice { member, device, voucher } => {
                self.add_device(author, *member, device, voucher.as_ref())?;
            }
            Act::RemoveDevices { last, epoch } => self.remove_devices(author, last, epoch)?,
            Act::NewEpoch(epoch) => self.new_epoch(author, epoch)?,
            Act::SetRole { member, role, last } => self.set_role(author, *member, *role, last)?,
            Act::Trust { member, trusted } => self.trust(author, *member, *trusted)?,
            Act::Leave { last } => self.leave(author, last)?,
            Act::MoveMailbox { address } => {
                self.as_patient(author)?;
                self.mailbox = Some(address.clone());
            }
        }
        self.statements.push(statement);
        Ok(())
    }

    fn check_place(&self, statement: &CircleStatement) -> Result<(), CircleError> {
        if statement.number > self.count() {
            return Err(CircleError::Gap);
        }
        if self.next() != (statement.number, statement.previous) {
            return Err(CircleError::Forked);
        }
        if self.statements.len() >= CIRCLE_STATEMENTS {
            return Err(CircleError::Full);
        }
        Ok(())
    }

    /// Whether a device in the circle signed this; the first device and one that is vouched for bring their keys with them.
    fn check_author(&self, statement: &CircleStatement) -> Result<(), CircleError> {
        let own = match &statement.act {
            Act::Found { member, .. } if !self.is_founded() => Some(&member.device.face),
            Act::AddDevice { device, voucher: Some(_), .. } => Some(&device.face),
            _ => None,
        };
        let own = own.filter(|face| face.id == statement.author);
        let known = self.device(statement.author).filter(|device| device.is_active());
        let face = known.map(|device| &device.face).or(own).ok_or(CircleError::NotByMember)?;
        statement.verify(self.journal, &face.signing_key).map_err(|_| CircleError::NotByMember)
    }

    fn found(&mut self, member: &NewMember, epoch: Epoch, adopted: &[Head]) -> Result<(), CircleError> {
        if self.is_founded() || member.role != Role::Patient {
            return Err(CircleError::NotAllowed);
        }
        if adopted.iter().any(|head| head.device == member.device.face.id) {
            return Err(CircleError::DoesNotFit);
        }
        self.adopted = adopted.iter().map(|head| (*head, member.device.face.signing_key)).collect();
        self.epoch = epoch;
        self.admit(member)
    }

    fn add_member(&mut self, author: DeviceId, member: &NewMember) -> Result<(), CircleError> {
        self.as_patient(author)?;
        if member.role == Role::Patient {
            return Err(CircleError::NotAllowed);
        }
        self.admit(member)
    }

    fn admit(&mut self, member: &NewMember) -> Result<(), CircleError> {
        if self.member(member.id).is_some() {
            return Err(CircleError::DoesNotFit);
        }
        self.check_new(&member.device)?;
        self.members.push(Member {
            id: member.id,
            name: member.name.clone(),
            role: member.role,
            trusted: false,
        });
        self.push_device(member.id, &member.device, member.role);
        Ok(())
    }

    fn add_device(
        &mut self,
        author: DeviceId,
        member: MemberId,
        device: &NewDevice,
        voucher: Option<&Voucher>,
    ) -> Result<(), CircleError> {
        let by = voucher.map_or(author, |voucher| voucher.by);
        let vouching = self.device(by).filter(|device| device.is_active()).ok_or(CircleError::NotByMember)?;
        if let Some(voucher) = voucher {
            verify_voucher(&vouching.face.signing_key, self.journal, &device.face, &voucher.signature)
                .map_err(|_| CircleError::NotByMember)?;
        }
        let role = self.member(member).ok_or(CircleError::DoesNotFit)?.role;
        if !self.may_act_for(by, member) {
            return Err(CircleError::NotAllowed);
        }
        self.check_new(device)?;
        self.push_device(member, device, role);
        Ok(())
    }

    /// Whether a device may add and remove devices of a member: its own, or the patient's where it is trusted.
    fn may_act_for(&self, by: DeviceId, member: MemberId) -> bool {
        let Some(author) = self.member_of(by) else { return false };
        let is_patient = self.member(member).is_some_and(|member| member.role == Role::Patient);
        author.id == member || (author.trusted && is_patient)
    }

    fn remove_devices(
        &mut self,
        author: DeviceId,
        last: &[Head],
        epoch: &EpochStart,
    ) -> Result<(), CircleError> {
        let is_patient = self.as_patient(author).is_ok();
        for head in last {
            let member = self.member_of(head.device).ok_or(CircleError::DoesNotFit)?;
            if head.device == author || !(is_patient || self.may_act_for(author, member.id)) {
                return Err(CircleError::NotAllowed);
            }
        }
        if last.is_empty() {
            return Err(CircleError::DoesNotFit);
        }
        // Somebody must stay who may remove and add: the patient, or whom the patient trusts.
        let mut after = self.clone();
        after.end_logs(last)?;
        if !after.active().any(|device| after.may_act_for_patient(device.face.id)) {
            return Err(CircleError::NotAllowed);
        }
        after.start_epoch(epoch)?;
        *self = after;
        Ok(())
    }

    fn may_act_for_patient(&self, device: DeviceId) -> bool {
        self.member_of(device).is_some_and(|member| member.role == Role::Patient || member.trusted)
    }

    fn new_epoch(&mut self, author: DeviceId, epoch: &EpochStart) -> Result<(), CircleError> {
        match self.member_of(author) {
            Some(member) if member.role != Role::Reader => self.start_epoch(epoch),
            _ => Err(CircleError::NotAllowed),
        }
    }

    fn start_epoch(&mut self, start: &EpochStart) -> Result<(), CircleError> {
        if usize::try_from(start.epoch.0).map_or(true, |epoch| epoch >= EPOCH_LIMIT) {
            return Err(CircleError::Full);
        }
        let mut active: Vec<DeviceId> = self.active().map(|device| device.face.id).collect();
        active.sort_unstable();
        let granted = start.grants.iter().map(|(device, _)| *device);
        if start.epoch.0 != self.epoch.0 + 1 || !granted.eq(active) {
            return Err(CircleError::DoesNotFit);
        }
        self.epoch = start.epoch;
        self.epoch_is_due = false;
        Ok(())
    }

    fn set_role(
        &mut self,
        author: DeviceId,
        member: MemberId,
        role: Role,
        last: &[Head],
    ) -> Result<(), CircleError> {
        self.as_patient(author)?;
        let is_patient = |role: Role| role == Role::Patient;
        if is_patient(role) || self.member(member).is_none_or(|member| is_patient(member.role)) {
            return Err(CircleError::NotAllowed);
        }
        let named = |id: DeviceId| last.iter().find(|head| head.device == id);
        if last.len() != self.devices_of(member).count()
            || self.devices_of(member).any(|device| named(device.face.id).is_none())
        {
            return Err(CircleError::DoesNotFit);
        }
        for device in &mut self.devices {
            if let Some(head) = named(device.face.id).filter(|_| device.member == member) {
                device.roles.push(RoleSpan { after_seq: head.seq, role });
            }
        }
        for known in self.members.iter_mut().filter(|known| known.id == member) {
            known.role = role;
        }
        Ok(())
    }

    fn trust(&mut self, author: DeviceId, member: MemberId, trusted: bool) -> Result<(), CircleError> {
        self.as_patient(author)?;
        let found = self.members.iter_mut().find(|known| known.id == member && known.role != Role::Patient);
        found.ok_or(CircleError::DoesNotFit)?.trusted = trusted;
        Ok(())
    }

    fn leave(&mut self, author: DeviceId, last: &[Head]) -> Result<(), CircleError> {
        let member = self.member_of(author).ok_or(CircleError::NotByMember)?;
        if member.role == Role::Patient {
            return Err(CircleError::NotAllowed);
        }
        let all = self.devices_of(member.id);
        if last.is_empty() || !all.map(|device| device.face.id).eq(last.iter().map(|head| head.device)) {
            return Err(CircleError::DoesNotFit);
        }
        self.end_logs(last)?;
        self.epoch_is_due = true;
        Ok(())
    }

    fn end_logs(&mut self, last: &[Head]) -> Result<(), CircleError> {
        for head in last {
            let found =
                self.devices.iter_mut().find(|known| known.face.id == head.device && known.is_active());
            found.ok_or(CircleError::DoesNotFit)?.last = Some(*head);
        }
        Ok(())
    }

    fn as_patient(&self, author: DeviceId) -> Result<(), CircleError> {
        match self.member_of(author) {
            Some(member) if member.role == Role::Patient => Ok(()),
            _ => Err(CircleError::NotAllowed),
        }
    }

    /// A device joins under a name and key that no device ever had here.
    fn check_new(&self, device: &NewDevice) -> Result<(), CircleError> {
        let face = &device.face;
        if self.adopted.iter().any(|(head, _)| head.device == face.id) {
            return Err(CircleError::DoesNotFit);
        }
        if self.devices.iter().any(|known| {
            known.face.id == face.id
                || known.face.signing_key == face.signing_key
                || known.face.recipient == face.recipient
        }) {
            return Err(CircleError::DoesNotFit);
        }
        if self.active().count() >= CIRCLE_DEVICES { Err(CircleError::Full) } else { Ok(()) }
    }

    fn push_device(&mut self, member: MemberId, device: &NewDevice, role: Role) {
        self.devices.push(CircleDevice {
            face: device.face.clone(),
            name: device.name.clone(),
            member,
            roles: vec![RoleSpan { after_seq: 0, role }],
            last: None,
        });
    }
}
