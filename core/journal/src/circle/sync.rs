//! Syncing with the circle's mailbox, and what a person is shown of it.

use super::reach::{Reach, ask_for};
use super::refill::refill;
use super::replica::StoreReplica;
use super::view::hex;
use crate::error::JournalError;
use crate::journal::{Journal, system_entropy};
use nourish_record::{Moment, Recorded};
use nourish_seal::DeviceId;
use nourish_store::{LogItem, Setting, StoreError};
use nourish_sync::{Act, Budget, Noticed, Session, SessionError, Summary, Transport, TransportError, is_due};
use std::cell::RefCell;
use std::sync::Mutex;

const DEADLINE_MS: u32 = 60_000;

/// What a sync came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncReport {
    /// What was sent and received.
    pub summary: Summary,
    /// Entries that had been damaged or lost here and came back from the mailbox.
    pub refilled: u64,
    /// What is wrong with the mailbox or a member, as far as it is to be shown by now.
    pub troubles: Vec<Noticed>,
}

/// Another device, and what it was last known to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The device, in hexadecimal.
    pub device: String,
    /// What people call it, with its owner's name.
    pub name: String,
    /// When it last said what it has, by its own clock, in milliseconds since 1970; nothing if it never did.
    pub said_ms: Option<i64>,
    /// The entries of this device that it had then.
    pub has_of_mine: u64,
    /// When the last of these was recorded, in milliseconds since 1970.
    pub up_to_ms: Option<i64>,
}

/// What an app shows of sync.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncStatus {
    /// The address of the mailbox, if there is one.
    pub mailbox: Option<String>,
    /// When everything that the mailbox had was last read, in milliseconds since 1970.
    pub synced_ms: Option<i64>,
    /// Entries logged here that the mailbox does not have yet.
    pub unsent: u64,
    /// Changes of the circle that wait for the mailbox, in words.
    pub waiting_changes: Vec<String>,
    /// What the others have of what was logged here.
    pub others: Vec<Waiting>,
    /// What is wrong, as far as it is to be shown by now.
    pub troubles: Vec<Noticed>,
}

impl Journal {
    /// Gives the mailbox what is new here and takes what is new there; what was taken is stored as it comes, so a sync that is
    /// broken off is only shorter. Where the mailbox lost something, it is given again; where this journal did, it is taken back.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let mut mailbox = MemoryMailbox::default();
    /// journal.found_circle("Nerea Invented", "phone", &now)?;
    /// let weight = Fact::read("weight", &[("weight", "68.4 kg")])?;
    /// journal.log(Draft::new(now.clone(), Source::Typed, weight), &now)?;
    /// assert_eq!(journal.sync_status(&now)?.unsent, 1);
    /// let report = journal.sync(&mut InProcess(&mut mailbox), &now)?;
    /// assert_eq!((report.summary.given, report.troubles.len()), (1, 0));
    /// assert_eq!(journal.sync_status(&now)?.unsent, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NoCircle`], [`JournalError::MailboxUnreachable`], [`JournalError::MailboxRefused`],
    /// [`JournalError::NotAMailbox`], and what the disk may say.
    pub fn sync(&mut self, transport: &mut dyn Transport, now: &Moment) -> Result<SyncReport, JournalError> {
        self.sync_within(transport, now, Budget::UNLIMITED, || 0)
    }

    /// The same within a budget, as a phone gives to an app in the background. `clock_ms` is the clock that the budget's end is
    /// measured by. With a limit of bytes, what was damaged here is not asked for: all of the mailbox may have to be read for it.
    ///
    /// # Errors
    /// As [`Journal::sync`].
    pub fn sync_within(
        &mut self,
        transport: &mut dyn Transport,
        now: &Moment,
        budget: Budget,
        clock_ms: impl FnMut() -> i64,
    ) -> Result<SyncReport, JournalError> {
        sync(&RefCell::new(self), transport, now, budget, clock_ms)
    }

    /// The same for a journal that others use meanwhile: it is theirs while the network is waited for. Nobody may change the circle
    /// or sync a second time until it is done.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # use std::sync::Mutex;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let mut mailbox = MemoryMailbox::default();
    /// journal.found_circle("Nerea Invented", "phone", &now)?;
    /// let shared = Mutex::new(journal);
    /// let report =
    ///     Journal::sync_shared(&shared, &mut InProcess(&mut mailbox), &now, Budget::UNLIMITED, || 0)?;
    /// assert!(report.troubles.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::sync`].
    pub fn sync_shared(
        journal: &Mutex<Self>,
        transport: &mut dyn Transport,
        now: &Moment,
        budget: Budget,
        clock_ms: impl FnMut() -> i64,
    ) -> Result<SyncReport, JournalError> {
        sync(journal, transport, now, budget, clock_ms)
    }

    /// What an app shows of sync: what waits, and who has what. See [`Journal::sync`] for an example.
    ///
    /// # Errors
    /// What the disk may say.
    pub fn sync_status(&self, now: &Moment) -> Result<SyncStatus, JournalError> {
        let state = self.sync_state()?;
        let own = self.store.device().id();
        let heads = self.store.log_heads();
        let end = heads.iter().find(|head| head.device == own).map_or(0, |head| head.seq);
        let circle = self.stored_circle()?;
        let mut others = Vec::new();
        for device in circle.iter().flat_map(|circle| circle.active()).filter(|device| device.face.id != own)
        {
            let owner = circle.as_ref().and_then(|circle| circle.member(device.member));
            let seen = state.seen().get(&device.face.id);
            let has_of_mine = seen
                .and_then(|seen| seen.logs.iter().find(|head| head.device == own))
                .map_or(0, |head| head.seq);
            others.push(Waiting {
                device: hex(device.face.id.as_bytes()),
                name: format!("{} ({})", owner.map_or("", |owner| owner.name.as_str()), device.name),
                said_ms: seen.map(|seen| seen.at_ms),
                has_of_mine,
                up_to_ms: self.recorded_ms(own, has_of_mine)?,
            });
        }
        Ok(SyncStatus {
            mailbox: state.mailbox().map(str::to_owned),
            synced_ms: state.synced_ms(),
            unsent: end.saturating_sub(state.covered(own)),
            waiting_changes: state.proposed().iter().map(change_in_words).collect(),
            others,
            troubles: self.due_troubles(now)?,
        })
    }

    /// A person took note of what is wrong and does not pass by itself, such as that the mailbox once gave less than before: it is
    /// shown again only when it happens anew. Says how many troubles these were.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// # let mut journal = Journal::create(&path, secret)?;
    /// journal.found_circle("Nerea Invented", "phone", &now)?;
    /// assert_eq!(journal.note_troubles()?, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What the disk may say.
    pub fn note_troubles(&mut self) -> Result<usize, JournalError> {
        let mut state = self.sync_state()?;
        let noted = state.note_troubles();
        if noted > 0 {
            self.store.write_settings(&[(Setting::Sync, state.encode())])?;
        }
        Ok(noted)
    }

    fn due_troubles(&self, now: &Moment) -> Result<Vec<Noticed>, JournalError> {
        let now_ms = now.instant_ms();
        Ok(self.sync_state()?.troubles().iter().filter(|noticed| is_due(noticed, now_ms)).copied().collect())
    }

    /// When an entry of a device's log was recorded.
    fn recorded_ms(&self, device: DeviceId, seq: u64) -> Result<Option<i64>, JournalError> {
        if seq == 0 {
            return Ok(None);
        }
        let recorded = |recorded: Recorded| i64::try_from(recorded.wall_ms()).ok();
        Ok(match self.store.log_from(device, seq, 1)?.first() {
            Some(LogItem::Entry(entry)) => recorded(entry.recorded()),
            Some(LogItem::Erased(_)) | None => None,
        })
    }
}

fn sync(
    reach: &impl Reach,
    transport: &mut dyn Transport,
    now: &Moment,
    budget: Budget,
    mut clock_ms: impl FnMut() -> i64,
) -> Result<SyncReport, JournalError> {
    let may_look = budget.most_bytes == u64::MAX;
    let mut refilled = if may_look { refill(reach, transport, DEADLINE_MS)? } else { Some(0) };
    let wall_ms = u64::try_from(now.instant_ms()).unwrap_or(0);
    let mut entropy = system_entropy();
    let mut session = reach.with(|journal| {
        Session::begin(&StoreReplica::of(&mut journal.store, wall_ms), now.instant_ms(), budget)
    })?;
    loop {
        let clock_ms = clock_ms();
        let request = reach.with(|journal| {
            session.request(&StoreReplica::of(&mut journal.store, wall_ms), clock_ms, &mut entropy)
        })?;
        let Some(request) = request else { break };
        let answer = ask_for(reach, transport, &request, DEADLINE_MS)?;
        reach.with(|journal| {
            journal.kept.take();
            journal.standing.take();
            session.answer(answer, &mut StoreReplica::of(&mut journal.store, wall_ms), &mut entropy)
        })?;
    }
    let summary = session.finish();
    if refilled.is_none() && !summary.removed {
        // Where its own log was damaged, this is a new device, and the mailbox knows it now.
        refilled = refill(reach, transport, DEADLINE_MS)?;
    }
    let troubles = reach.with(|journal| journal.due_troubles(now))?;
    Ok(SyncReport { summary, refilled: refilled.unwrap_or(0), troubles })
}

fn change_in_words(act: &Act) -> String {
    match act {
        Act::AddMember(member) => format!("{} is to join", member.name),
        Act::AddDevice { device, .. } => format!("the device {} is to join", device.name),
        Act::RemoveDevices { last, .. } if last.len() == 1 => "a device is to leave".to_owned(),
        Act::RemoveDevices { last, .. } => format!("{} devices are to leave", last.len()),
        Act::NewEpoch(_) => "a new key is to be made".to_owned(),
        Act::SetRole { role, .. } => format!("a member is to become {}", role.word()),
        Act::Trust { trusted: true, .. } => "a member is to be trusted".to_owned(),
        Act::Trust { trusted: false, .. } => "a member is to be trusted no more".to_owned(),
        Act::Leave { .. } => "this device is to leave".to_owned(),
        Act::MoveMailbox { .. } => "the others are to be told of the new mailbox".to_owned(),
        Act::Found { .. } => "the circle is to begin".to_owned(),
    }
}

impl From<SessionError<StoreError>> for JournalError {
    fn from(error: SessionError<StoreError>) -> Self {
        match error {
            SessionError::Replica(error) => error.into(),
            SessionError::Refused(why) => Self::MailboxRefused(why),
            SessionError::NotAnAnswer => Self::NotAMailbox,
            SessionError::NoCircle => Self::NoCircle,
            SessionError::DamagedCircle => Self::DamagedCircle,
            SessionError::EntropyUnavailable => Self::KeyUnavailable,
        }
    }
}

impl From<TransportError> for JournalError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Unreachable => Self::MailboxUnreachable,
            TransportError::Cancelled => Self::Cancelled,
            TransportError::NotAMailbox => Self::NotAMailbox,
        }
    }
}
