//! Asking the mailbox for entries that were damaged or lost here.

use super::reach::{Reach, ask_for};
use super::rights::may_write;
use crate::error::JournalError;
use nourish_seal::{Sealer, entry_hash};
use nourish_store::{Lacking, ReceivedItem, Setting, StoreError};
use nourish_sync::{Answer, Batch, Circle, Item, JournalId, Request, Transport};

/// About how many bytes of parcels are read at once.
const PAGE_BYTES: u64 = 2 * 1024 * 1024;

/// Looks whether entries are missing here, and takes those of them back that the mailbox has. Says how many that were; nothing
/// where the mailbox does not serve this device yet.
///
/// All of the mailbox is looked through once; where something stays missing, only what came since is looked through the next
/// time.
pub(super) fn refill(
    reach: &impl Reach,
    transport: &mut dyn Transport,
    deadline_ms: u32,
) -> Result<Option<u64>, JournalError> {
    let lacking = reach.with(|journal| journal.store.lacking())?;
    let circle = if lacking.is_empty() { None } else { reach.with(|journal| journal.stored_circle())? };
    let Some(circle) = circle else { return Ok(Some(0)) };
    let (journal, sealer) = reach.with(|journal| (journal.store.journal_id(), journal.store.sealer()));
    let mut read_to = reach.with(|journal| journal.sync_state())?.sought(mark(&lacking));
    let found = Found { journal, circle: &circle, sealer: &sealer, lacking: &lacking };
    let mut items = Vec::new();
    // What comes while this goes on, the sync that follows reads.
    let mut end = None;
    loop {
        let request = Request::Read { after: read_to, limit_bytes: PAGE_BYTES, wait_ms: 0 };
        let answer = ask_for(reach, transport, &request, deadline_ms)?;
        // What is wrong with any other answer the sync that follows will tell.
        let Answer::Parcels { count, parcels, .. } = answer else { return Ok(None) };
        let end = *end.get_or_insert(count);
        let in_order = parcels.iter().map(|(place, _)| *place).eq((read_to + 1..).take(parcels.len()));
        let Some((last, _)) = parcels.last().filter(|(last, _)| in_order && *last <= end) else { break };
        read_to = *last;
        for (_, parcel) in &parcels {
            found.take(parcel.sealed(), &mut items);
        }
    }
    reach.with(|journal| {
        let refilled = match journal.store.refill(items) {
            Ok(refilled) => refilled,
            // Another history than the one here: of that, the sync that follows will tell.
            Err(StoreError::LogRefused { .. }) => 0,
            Err(error) => return Err(error.into()),
        };
        journal.kept.take();
        let left = journal.store.lacking()?;
        let mut state = journal.sync_state()?;
        state.note_sought(mark(&left), read_to);
        journal.store.write_settings(&[(Setting::Sync, state.encode())])?;
        Ok(Some(refilled))
    })
}

/// What is lost, and what is needed to find it.
struct Found<'a> {
    journal: JournalId,
    circle: &'a Circle,
    sealer: &'a Sealer,
    lacking: &'a [Lacking],
}

impl Found<'_> {
    /// Takes what is missing out of a parcel, and every erasure: what it names is not to come back. Only what its device signed for,
    /// and might write there.
    fn take(&self, sealed: &[u8], items: &mut Vec<ReceivedItem>) {
        let Ok(batch) = Batch::open(self.sealer, sealed) else { return };
        let Some(log) = self.circle.log_of(batch.device) else { return };
        if batch.verify(self.journal, log.signer).is_err() && log.last != Some(batch.end()) {
            return;
        }
        for (seq, item) in (batch.first_seq..).zip(&batch.items) {
            let Item::Entry(bytes) = item else { continue };
            let (Ok(read), Some(role)) = (ReceivedItem::read(bytes), log.role_at(seq)) else { continue };
            let is_ours =
                |gap: &Lacking| gap.device == batch.device && (gap.first_seq..=gap.last_seq).contains(&seq);
            let is_wanted = read.entry().is_some_and(|entry| {
                let stands = entry.author().as_bytes() == batch.device.as_bytes() && entry.seq() == seq;
                let wanted = entry.erasure().is_some() || self.lacking.iter().any(is_ours);
                stands && wanted && may_write(role, entry)
            });
            if is_wanted {
                items.push(read);
            }
        }
    }
}

/// A hash of what is lost.
fn mark(lacking: &[Lacking]) -> [u8; 32] {
    let mut bytes = Vec::with_capacity(lacking.len() * 32);
    for gap in lacking {
        bytes.extend_from_slice(gap.device.as_bytes());
        bytes.extend_from_slice(&gap.first_seq.to_be_bytes());
        bytes.extend_from_slice(&gap.last_seq.to_be_bytes());
    }
    entry_hash(&bytes)
}
