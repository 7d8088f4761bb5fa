//! One store copied into another: as it is, with the same places and the same name, so that no device notices.

use crate::error::MailboxError;
use crate::ledger::Books;
use crate::postgres::PostgresMailbox;
use crate::sqlite::SqliteMailbox;
use crate::staff::StoreAddress;
use crate::store::Store;
use nourish_sync::{JournalId, Kept, PARCEL_BYTES, Parcel, SystemEntropy};

/// Bytes of parcels that are read at once.
const PAGE_BYTES: u64 = PARCEL_BYTES as u64;

/// What a copy went through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Copied {
    /// Journals that are in both now.
    pub journals: u64,
    /// Parcels that were compared and are the same in both.
    pub parcels: u64,
    /// Parcels of these that were brought now; the others were there.
    pub brought: u64,
}

/// Why a store was not copied, or not all of it. What was copied stays; the same call goes on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CopyError {
    /// The store to copy from.
    #[error("the store to copy from: {0}")]
    From(MailboxError),
    /// The store to copy into.
    #[error("the store to copy into: {0}")]
    Into(MailboxError),
    /// It holds journals, and not as a copy of the other.
    #[error("the store to copy into holds another mailbox's journals; name an empty one")]
    NotEmpty,
    /// The copy has something that the other lacks or has otherwise.
    #[error("the copy differs from the store; was it served already? copy into an empty one")]
    Differs,
}

/// Copies a mailbox, and compares every parcel afterwards. Nobody may be served from either meanwhile, or it must be called again after
/// that ended. Messages of pairings, which last an hour, stay behind.
///
/// # Errors
/// [`CopyError`].
pub fn copy(
    from: &StoreAddress,
    into: &StoreAddress,
    progress: &mut dyn FnMut(&Copied),
) -> Result<Copied, CopyError> {
    match from {
        // One that is not there is not to be made.
        StoreAddress::Sqlite(path) if !path.exists() => Err(CopyError::From(MailboxError::NotAMailbox)),
        StoreAddress::Sqlite(path) => {
            let from = SqliteMailbox::open(path, &mut SystemEntropy::new()).map_err(CopyError::From)?;
            copy_from(from, into, progress)
        }
        StoreAddress::Postgres(address) => {
            let from = PostgresMailbox::open(address, &mut SystemEntropy::new()).map_err(CopyError::From)?;
            copy_from(from, into, progress)
        }
    }
}

fn copy_from<F: Store + Books>(
    from: F,
    into: &StoreAddress,
    progress: &mut dyn FnMut(&Copied),
) -> Result<Copied, CopyError> {
    let mut entropy = SystemEntropy::new();
    match into {
        StoreAddress::Sqlite(path) => {
            let into = SqliteMailbox::open(path, &mut entropy).map_err(CopyError::Into)?;
            Copying { from, into: into.with_journal_bytes(u64::MAX), copied: Copied::default() }.run(progress)
        }
        StoreAddress::Postgres(address) => {
            let into = PostgresMailbox::open(address, &mut entropy).map_err(CopyError::Into)?;
            Copying { from, into: into.with_journal_bytes(u64::MAX), copied: Copied::default() }.run(progress)
        }
    }
}

struct Copying<F, T> {
    from: F,
    into: T,
    copied: Copied,
}

impl<F: Store + Books, T: Store + Books> Copying<F, T> {
    fn run(mut self, progress: &mut dyn FnMut(&Copied)) -> Result<Copied, CopyError> {
        if self.into.name() != self.from.name() {
            if !self.into.journals(None).map_err(CopyError::Into)?.is_empty() {
                return Err(CopyError::NotEmpty);
            }
            // Named first: who goes on later knows by it that this is the copy.
            self.into.rename(self.from.name()).map_err(CopyError::Into)?;
        }
        for journal in self.from.listed().map_err(CopyError::From)? {
            self.into.list(journal).map_err(CopyError::Into)?;
        }
        let mut last = None;
        loop {
            let journals = self.from.journals(last).map_err(CopyError::From)?;
            let Some(end) = journals.last() else { return Ok(self.copied) };
            last = Some(*end);
            for journal in journals {
                self.journal(journal)?;
                for holding in self.from.holdings(journal, 1).map_err(CopyError::From)? {
                    self.into.note_days(&holding).map_err(CopyError::Into)?;
                }
                self.copied.journals += 1;
                progress(&self.copied);
            }
        }
    }

    fn journal(&mut self, journal: JournalId) -> Result<(), CopyError> {
        if self.from.is_closed(journal).map_err(CopyError::From)? {
            return self.into.close(journal).map_err(CopyError::Into);
        }
        if self.into.is_closed(journal).map_err(CopyError::Into)? {
            return Err(CopyError::Differs);
        }
        self.bring(journal)?;
        self.compare(journal)?;
        self.bring_checkpoint(journal)?;
        for (device, heads) in self.from.published(journal).map_err(CopyError::From)? {
            self.into.publish(journal, device, &heads).map_err(CopyError::Into)?;
        }
        // Last, so that a journal that is served has everything.
        let served = self.from.served(journal).map_err(CopyError::From)?;
        self.into.serve(journal, &served).map_err(CopyError::Into)
    }

    /// Brings the parcels that come after those that are there.
    fn bring(&mut self, journal: JournalId) -> Result<(), CopyError> {
        let mut after = self.into.read(journal, u64::MAX, 0).map_err(CopyError::Into)?.count;
        loop {
            let page = self.from.read(journal, after, PAGE_BYTES).map_err(CopyError::From)?;
            if page.count < after {
                return Err(CopyError::Differs);
            }
            if page.parcels.is_empty() {
                return Ok(());
            }
            let (places, parcels): (Vec<u64>, Vec<Parcel>) = page.parcels.into_iter().unzip();
            let kept = self.into.append(journal, &parcels).map_err(CopyError::Into)?;
            if !kept.iter().zip(&places).all(|(kept, place)| *kept == Kept::At(*place)) {
                return Err(CopyError::Differs);
            }
            after = places.last().copied().unwrap_or(after);
            self.copied.brought += places.len() as u64;
        }
    }

    /// Reads every parcel of both and compares them.
    fn compare(&mut self, journal: JournalId) -> Result<(), CopyError> {
        let mut after = 0;
        loop {
            let there = self.from.read(journal, after, PAGE_BYTES).map_err(CopyError::From)?;
            let mut here = self.into.read(journal, after, PAGE_BYTES).map_err(CopyError::Into)?;
            if there.count != here.count {
                return Err(CopyError::Differs);
            }
            let Some((last, _)) = there.parcels.last() else { return Ok(()) };
            // One page may be longer than the other, where something was erased since.
            after = here.parcels.last().map_or(*last, |(place, _)| *place.min(last));
            here.parcels.retain(|(place, _)| *place <= after);
            let there: Vec<_> = there.parcels.into_iter().filter(|(place, _)| *place <= after).collect();
            for ((place, parcel), (here_place, here_parcel)) in there.iter().zip(&here.parcels) {
                let erased = matches!(parcel, Parcel::Erased { hash } if *hash == here_parcel.hash());
                if place == here_place && erased {
                    self.into.erase(journal, *place, parcel.hash()).map_err(CopyError::Into)?;
                } else if place != here_place || parcel != here_parcel {
                    return Err(CopyError::Differs);
                }
            }
            if there.is_empty() || there.len() != here.parcels.len() {
                return Err(CopyError::Differs);
            }
            self.copied.parcels += there.len() as u64;
        }
    }

    fn bring_checkpoint(&mut self, journal: JournalId) -> Result<(), CopyError> {
        let parts = self.from.parts(journal).map_err(CopyError::From)?;
        for part in &parts {
            if let Some(sealed) = self.from.get_part(journal, *part).map_err(CopyError::From)? {
                self.into.put_part(journal, *part, &sealed).map_err(CopyError::Into)?;
            }
        }
        let Some(sealed) = self.from.get_checkpoint(journal).map_err(CopyError::From)? else { return Ok(()) };
        match self.into.put_checkpoint(journal, &sealed, &parts).map_err(CopyError::Into)? {
            true => Ok(()),
            false => Err(CopyError::Differs),
        }
    }
}
