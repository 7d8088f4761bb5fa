//! A request that is known to be a device's, and how a store answers it.

use crate::error::MailboxError;
use crate::nonces::WINDOW_S;
use crate::store::{Append, Store};
use nourish_sync::{Answer, DeviceId, JournalId, Refusal, Request};

/// A request that is known to be the device's.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The journal.
    pub(crate) journal: JournalId,
    /// The device.
    pub(crate) device: DeviceId,
    /// What tells this request from all others of the device, where it is not to be done twice.
    pub(crate) nonce: Option<[u8; 16]>,
    /// The device's key, where it may bring a journal that nobody is served for.
    pub(crate) founding: Option<[u8; 32]>,
    /// The device was served a while ago.
    pub(crate) is_served: bool,
    /// What it asks.
    pub(crate) request: Request,
}

/// Whether a request leaves everything as it is.
pub(crate) fn only_reads(request: &Request) -> bool {
    matches!(
        request,
        Request::Read { .. }
            | Request::Heads { publish: None }
            | Request::GetSlot { .. }
            | Request::GetCheckpoint
            | Request::GetPart { .. }
    )
}

impl Asked {
    /// The answer; none where it was given before.
    pub(crate) fn done<S: Store>(&self, store: &mut S, now_s: i64) -> Result<Option<Answer>, MailboxError> {
        let Self { journal, device, nonce, founding, is_served, request } = self;
        let (journal, device) = (*journal, *device);
        if let Some(nonce) = nonce.filter(|_| !only_reads(request))
            && !store.is_first(journal, device, nonce, until_s(now_s))?
        {
            return Ok(None);
        }
        let mut served = if request.is_of_a_pairing() { Vec::new() } else { store.served(journal)? };
        if let Some(key) = founding
            && served.is_empty()
            && !store.is_closed(journal)?
        {
            served.push((device, *key));
            store.serve(journal, &served)?;
        }
        // What served it is gone, so that it would be anybody's.
        if *is_served && served.is_empty() && !request.is_of_a_pairing() {
            return Ok(Some(Answer::Refused(Refusal::NotServed)));
        }
        let grows = match request {
            Request::PutPart { sealed } | Request::PutCheckpoint { sealed, .. } => sealed.len(),
            _ => 0,
        };
        if grows > 0 && !store.has_room(journal, grows)? {
            return Ok(Some(Answer::Refused(Refusal::Full)));
        }
        store.answer_among(served, journal, device, request).map(Some)
    }

    /// The answer to an append of a device that is served, where the store gives it at once.
    pub(crate) fn done_at_once<S: Store>(
        &self,
        store: &mut S,
        now_s: i64,
    ) -> Result<Option<Answer>, MailboxError> {
        let (Request::Append { parcels }, Some(nonce), true) = (&self.request, self.nonce, self.is_served)
        else {
            return Ok(None);
        };
        let (journal, device, until_s) = (self.journal, self.device, until_s(now_s));
        let Some(kept) = store.append_at_once(&Append { journal, device, nonce, until_s, parcels })? else {
            return Ok(None);
        };
        Ok(Some(Answer::Appended { generation: store.generation(journal)?, kept }))
    }
}

/// How long a request is remembered: until nobody takes its signature any more.
const fn until_s(now_s: i64) -> i64 {
    now_s.saturating_add(2 * WINDOW_S)
}
