//! Two journals that share a mailbox in memory.

use crate::design::Synchronous;
use crate::error::BenchError;
use crate::journal::Journal as _;
use crate::logged::Logged;
use crate::ours::Ours;
use nourish_journal::{
    Envelope, InProcess, Invited, Joining, Journal, MemoryMailbox, Secret, Transport, TransportError,
};
use nourish_record::Moment;
use nourish_seal::JournalId;
use nourish_sync::Parcel;
use std::path::{Path, PathBuf};

/// A mailbox, and where the journals lie that meet there.
pub(super) struct Street {
    folder: tempfile::TempDir,
    pub(super) mailbox: MemoryMailbox,
    /// The body bytes of every request and answer so far.
    pub(super) exchanged_bytes: usize,
    pub(super) now: Moment,
}

impl Street {
    /// An empty one, at a time when everything of `entries` was logged.
    pub(super) fn begin(entries: &[Logged]) -> Result<Self, BenchError> {
        let last_ms = entries.iter().map(|entry| entry.recorded_ms).max().unwrap_or(0);
        let now_ms = i64::try_from(last_ms).unwrap_or(0) + 3_600_000;
        Ok(Self {
            folder: tempfile::tempdir()?,
            mailbox: MemoryMailbox::default(),
            exchanged_bytes: 0,
            now: Moment::in_zone(now_ms, *crate::generator::ZONE)?,
        })
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The patient's journal, with a circle.
    pub(super) fn found(&mut self, name: &str) -> Result<Journal, BenchError> {
        let mut journal = Journal::create(&self.path(name), Secret::KeyFile(&Ours::key()?))?;
        journal.found_circle("Plainly Fictional", name, &self.now)?;
        journal.move_to_mailbox("memory:")?;
        Ok(journal)
    }

    /// One more device of the patient, by a code.
    pub(super) fn join(&mut self, by: &mut Journal, name: &str) -> Result<Journal, BenchError> {
        let now = self.now.clone();
        let path = self.path(name);
        let inviting = by.invite(Invited::OwnDevice, true, self)?;
        let link = inviting.link.to_string();
        let joining = Joining::begin(&link, name, 0, self)?.ok_or(BenchError::NotPaired)?;
        let invitation = by.await_newcomer(inviting, 0, self)?.map_err(|_| BenchError::NotPaired)?;
        let words = joining.await_inviter(0, self)?.map_err(|_| BenchError::NotPaired)?;
        by.let_in(invitation, self, &now)?;
        let joined = words.await_welcome(0, self)?.map_err(|_| BenchError::NotPaired)?;
        Ok(joined.keep(&path, Secret::KeyFile(&Ours::key()?))?)
    }

    pub(super) fn sync(&mut self, journal: &mut Journal) -> Result<(), BenchError> {
        let now = self.now.clone();
        journal.sync(self, &now)?;
        Ok(())
    }

    /// The bytes of the newest parcel.
    pub(super) fn last_parcel_bytes(&mut self, journal: JournalId) -> usize {
        self.mailbox.parcels_mut(journal).last().map_or(0, |parcel| parcel.sealed().len())
    }

    /// The sealed bytes of every batch.
    pub(super) fn batches(&mut self, journal: JournalId) -> Vec<Vec<u8>> {
        let is_batch = |parcel: &&Parcel| matches!(parcel, Parcel::Batch { .. });
        self.mailbox.parcels_mut(journal).iter().filter(is_batch).map(|p| p.sealed().to_vec()).collect()
    }
}

impl Transport for Street {
    fn exchange(
        &mut self,
        envelope: &Envelope,
        sign: &dyn Fn(&[u8]) -> [u8; 64],
    ) -> Result<Vec<u8>, TransportError> {
        let answer = InProcess(&mut self.mailbox).exchange(envelope, sign)?;
        self.exchanged_bytes += envelope.request.len() + answer.len();
        Ok(answer)
    }
}

/// Opens a journal of the bench.
pub(super) fn open(path: &Path) -> Result<Journal, BenchError> {
    Ok(Journal::open(path, Secret::KeyFile(&Ours::key()?))?)
}

/// Puts entries into a closed journal, each with its own name and time.
pub(super) fn fill(path: &Path, entries: &[Logged]) -> Result<(), BenchError> {
    Ours::open(path, Synchronous::Normal)?.import(entries)
}
