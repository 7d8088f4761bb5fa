//! Changing the circle: founding it, removing, trusting, leaving, meeting elsewhere. What others must hear of waits for the mailbox.

use super::Standing;
use crate::error::JournalError;
use crate::journal::{Journal, system_entropy};
use nourish_record::Moment;
use nourish_seal::{ChainHash, DeviceId, DeviceKey, Epoch, Head, Secret, WrapId, WrapNote};
use nourish_store::Setting;
use nourish_sync::{
    Act, Circle, CircleStatement, EpochStart, MemberId, NewDevice, NewMember, Role, encode_statements,
    is_name,
};

impl Journal {
    /// Begins a circle of care with the person whose journal it is, called `name`, and this device. What was logged so far stays.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let mut journal = Journal::create(&path, secret)?;
    /// assert_eq!(journal.circle()?, None);
    /// journal.found_circle("Nerea Invented", "phone", &now)?;
    /// let circle = journal.circle()?.unwrap();
    /// assert_eq!((circle.members[0].name.as_str(), circle.members[0].role), ("Nerea Invented", Role::Patient));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::CircleExists`], [`JournalError::UnusableName`], [`JournalError::Damaged`] for a journal with gaps, and what
    /// the disk may say.
    pub fn found_circle(&mut self, name: &str, device_name: &str, now: &Moment) -> Result<(), JournalError> {
        if self.stored_circle()?.is_some() {
            return Err(JournalError::CircleExists);
        }
        check_name(name)?;
        check_name(device_name)?;
        let mut id = [0; 16];
        self.store.random(&mut id)?;
        let own = self.store.device().id();
        let mut adopted = Vec::new();
        for head in self.store.log_heads() {
            let hash = head.hash.ok_or(JournalError::Damaged(nourish_store::Damage::Chain))?;
            if head.device != own {
                adopted.push(Head { device: head.device, seq: head.seq, hash });
            }
        }
        let member = NewMember {
            id: MemberId(id),
            name: name.to_owned(),
            role: Role::Patient,
            device: NewDevice { face: self.face()?, name: device_name.to_owned() },
        };
        let mut circle = Circle::unfounded(self.store.journal_id());
        let act = Act::Found { member, epoch: self.store.epoch(), adopted };
        let statement = CircleStatement::sign(
            self.store.device(),
            self.store.journal_id(),
            circle.next(),
            now.instant_ms(),
            act,
        );
        circle.apply(statement).map_err(|_| JournalError::DamagedCircle)?;
        self.store.write_settings(&[(Setting::Circle, encode_statements(&circle))])?;
        self.standing.take();
        Ok(())
    }

    /// Removes a member with all devices, or one device, at the next sync: what they log from then on counts no more, and a new
    /// key keeps what others log from them. What they have read they have read.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// # let mut journal = Journal::create(&path, secret)?;
    /// assert_eq!(journal.remove_member(MemberId([7; 16])), Err(JournalError::NoCircle));
    /// journal.found_circle("Nerea Invented", "phone", &now)?;
    /// assert_eq!(journal.remove_member(MemberId([7; 16])), Err(JournalError::NoSuchMember));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NoCircle`], [`JournalError::NoSuchMember`], [`JournalError::NotAllowed`], and what the disk may say.
    pub fn remove_member(&mut self, member: MemberId) -> Result<(), JournalError> {
        let circle = self.stored_circle()?.ok_or(JournalError::NoCircle)?;
        let devices: Vec<DeviceId> = circle.devices_of(member).map(|device| device.face.id).collect();
        self.remove_devices(&circle, devices)
    }

    /// The same for one device, such as a phone that was lost.
    ///
    /// # Errors
    /// As [`Journal::remove_member`].
    pub fn remove_device(&mut self, device: DeviceId) -> Result<(), JournalError> {
        let circle = self.stored_circle()?.ok_or(JournalError::NoCircle)?;
        let active =
            circle.active().map(|device| device.face.id).filter(|active| *active == device).collect();
        self.remove_devices(&circle, active)
    }

    fn remove_devices(&mut self, circle: &Circle, devices: Vec<DeviceId>) -> Result<(), JournalError> {
        if devices.is_empty() {
            return Err(JournalError::NoSuchMember);
        }
        let own = self.store.device().id();
        let me = circle.member_of(own).ok_or(JournalError::LeftCircle)?;
        let may = |device: &DeviceId| {
            let member = circle.member_of(*device);
            me.role == Role::Patient
                || member
                    .is_some_and(|member| member.id == me.id || (me.trusted && member.role == Role::Patient))
        };
        if devices.contains(&own) || !devices.iter().all(may) {
            return Err(JournalError::NotAllowed { role: me.role });
        }
        let journal = self.store.journal_id();
        let last = |device| Head { device, seq: 0, hash: ChainHash::start(journal, device) };
        let epoch = EpochStart { epoch: Epoch(0), grants: Vec::new() };
        self.propose(Act::RemoveDevices { last: devices.into_iter().map(last).collect(), epoch })
    }

    /// Gives a member another role, at the next sync, from what they log then on.
    ///
    /// # Errors
    /// As [`Journal::remove_member`].
    pub fn set_role(&mut self, member: MemberId, role: Role) -> Result<(), JournalError> {
        self.check_patient_about(member)?;
        if role == Role::Patient {
            return Err(JournalError::NotAllowed { role });
        }
        self.propose(Act::SetRole { member, role, last: Vec::new() })
    }

    /// Says, at the next sync, whether a member may let a new device of the patient in, should theirs all be lost.
    ///
    /// # Errors
    /// As [`Journal::remove_member`].
    pub fn trust_member(&mut self, member: MemberId, trusted: bool) -> Result<(), JournalError> {
        self.check_patient_about(member)?;
        self.propose(Act::Trust { member, trusted })
    }

    /// Leaves the circle, at the next sync. The journal here can be read from then on, and no longer written.
    ///
    /// # Errors
    /// [`JournalError::NotAllowed`] for the patient, without whom there is no journal; otherwise as [`Journal::remove_member`].
    pub fn leave_circle(&mut self) -> Result<(), JournalError> {
        match self.standing_in_circle()? {
            Standing::Alone => Err(JournalError::NoCircle),
            Standing::Removed | Standing::Newcomer => Err(JournalError::LeftCircle),
            Standing::Member(role @ Role::Patient) => Err(JournalError::NotAllowed { role }),
            Standing::Member(_) => self.propose(Act::Leave { last: Vec::new() }),
        }
    }

    /// The address of the mailbox where the circle meets, as this device knows it.
    ///
    /// # Errors
    /// What the disk may say.
    pub fn mailbox(&self) -> Result<Option<String>, JournalError> {
        Ok(self.sync_state()?.mailbox().map(str::to_owned))
    }

    /// Meets the others at another mailbox from now on; everything that it lacks is given to it at the next sync, by whichever
    /// device comes first. The patient's device tells the others, at the old mailbox as well if that can still be reached.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// # let mut journal = Journal::create(&path, secret)?;
    /// assert_eq!(journal.mailbox()?, None);
    /// journal.move_to_mailbox("https://mailbox.example.org")?;
    /// assert_eq!(journal.mailbox()?.as_deref(), Some("https://mailbox.example.org"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::UnusableName`] for an address that is empty or too long, and what the disk may say.
    pub fn move_to_mailbox(&mut self, address: &str) -> Result<(), JournalError> {
        if address.trim().is_empty() || address.len() > nourish_sync::ADDRESS_BYTES {
            return Err(JournalError::UnusableName);
        }
        let state = self.sync_state()?;
        if state.mailbox() == Some(address) {
            return Ok(());
        }
        let known_elsewhere = state.mailbox().is_some();
        let mut state = state.at_mailbox(address);
        if known_elsewhere && self.standing_in_circle()? == Standing::Member(Role::Patient) {
            let _ = state.propose(Act::MoveMailbox { address: address.to_owned() });
        }
        Ok(self.store.write_settings(&[(Setting::Sync, state.encode())])?)
    }

    /// Begins a new epoch in a shared journal: asked for at the next sync.
    pub(crate) fn propose_epoch(&mut self) -> Result<(), JournalError> {
        self.propose(Act::NewEpoch(EpochStart { epoch: Epoch(0), grants: Vec::new() }))
    }

    /// After a theft, in a shared journal: a new unlock key; this device goes on as a new one, for which the old one vouches, and
    /// the old one, whose keys the thief may have, leaves the circle at the next sync.
    pub(crate) fn renew_shared_keys(
        &mut self,
        secret: Secret<'_>,
        note: WrapNote,
    ) -> Result<WrapId, JournalError> {
        self.check_may_log()?;
        let id = note.id();
        self.store.renew_unlocking(secret, note)?;
        let old = self.store.device().id();
        let end =
            self.store.log_heads().into_iter().find(|head| head.device == old).map_or(0, |head| head.seq);
        let newcomer = DeviceKey::make(&mut system_entropy()).map_err(|_| JournalError::KeyUnavailable)?;
        self.store.restamp_from(end, newcomer)?;
        let journal = self.store.journal_id();
        let last = vec![Head { device: old, seq: 0, hash: ChainHash::start(journal, old) }];
        let epoch = EpochStart { epoch: Epoch(0), grants: Vec::new() };
        self.propose(Act::RemoveDevices { last, epoch })?;
        self.standing.take();
        Ok(id)
    }

    fn check_patient_about(&self, member: MemberId) -> Result<(), JournalError> {
        let circle = self.stored_circle()?.ok_or(JournalError::NoCircle)?;
        if circle.devices_of(member).next().is_none() {
            return Err(JournalError::NoSuchMember);
        }
        match self.standing_in_circle()? {
            Standing::Member(Role::Patient) => Ok(()),
            Standing::Member(role) => Err(JournalError::NotAllowed { role }),
            Standing::Alone => Err(JournalError::NoCircle),
            Standing::Removed | Standing::Newcomer => Err(JournalError::LeftCircle),
        }
    }

    pub(super) fn propose(&mut self, act: Act) -> Result<(), JournalError> {
        let mut state = self.sync_state()?;
        if !state.propose(act) {
            return Err(JournalError::TooManyChanges);
        }
        Ok(self.store.write_settings(&[(Setting::Sync, state.encode())])?)
    }

    pub(super) fn face(&self) -> Result<nourish_seal::DeviceFace, JournalError> {
        self.store.device().face().map_err(|_| JournalError::KeyUnavailable)
    }
}

pub(super) fn check_name(name: &str) -> Result<(), JournalError> {
    if is_name(name) { Ok(()) } else { Err(JournalError::UnusableName) }
}
