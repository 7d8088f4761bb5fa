//! How sync gets at the journal between two exchanges: held throughout, or shared with others who read and log while the network is waited for.

use crate::journal::Journal;
use nourish_seal::Statement;
use nourish_sync::{Answer, Request, Transport, TransportError, ask_signed};
use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};

/// A journal that is had for a step at a time.
pub(super) trait Reach {
    /// Does something with the journal, and lets go of it.
    fn with<T>(&self, act: impl FnOnce(&mut Journal) -> T) -> T;
}

impl Reach for RefCell<&mut Journal> {
    fn with<T>(&self, act: impl FnOnce(&mut Journal) -> T) -> T {
        act(&mut self.borrow_mut())
    }
}

impl Reach for Mutex<Journal> {
    /// Who panicked left its transaction rolled back: no reason to lock everybody out of the file for it.
    fn with<T>(&self, act: impl FnOnce(&mut Journal) -> T) -> T {
        act(&mut self.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Asks the mailbox in the name of this device. The journal is had to sign, and not while the answer is waited for.
pub(super) fn ask_for(
    reach: &impl Reach,
    transport: &mut dyn Transport,
    request: &Request,
    deadline_ms: u32,
) -> Result<Answer, TransportError> {
    let (journal, face) = reach.with(|journal| {
        let key = journal.store.device();
        (journal.store.journal_id(), (key.id(), key.public()))
    });
    let sign = |body: &[u8]| reach.with(|held| Statement::Request.sign(held.store.device(), journal, body));
    ask_signed(transport, journal, face, request, deadline_ms, &sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_record::{Draft, Fact, Moment, Source};
    use nourish_seal::PassphraseCost;
    use nourish_store::Secret;
    use nourish_sync::{Budget, Envelope, InProcess, MemoryMailbox};

    /// Logs a weight whenever the network is waited for.
    struct Meanwhile<'a> {
        journal: &'a Mutex<Journal>,
        now: &'a Moment,
        mailbox: MemoryMailbox,
        exchanges: u64,
    }

    impl Transport for Meanwhile<'_> {
        fn exchange(
            &mut self,
            envelope: &Envelope,
            sign: &dyn Fn(&[u8]) -> [u8; 64],
        ) -> Result<Vec<u8>, TransportError> {
            self.exchanges += 1;
            assert_ne!(sign(&envelope.request), [0; 64]);
            let mut journal = self.journal.try_lock().expect("nobody holds the journal");
            let weight = Fact::read("weight", &[("weight", "68.4 kg")]).unwrap();
            journal.log(Draft::new(self.now.clone(), Source::Typed, weight), self.now).unwrap();
            InProcess(&mut self.mailbox).exchange(envelope, sign)
        }
    }

    #[test]
    fn a_shared_journal_is_read_and_written_while_the_network_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.nourish");
        let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
        let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]").unwrap();
        let mut journal = Journal::create(&path, secret).unwrap();
        journal.found_circle("Nerea Invented", "phone", &now).unwrap();
        let journal = Mutex::new(journal);
        let mut meanwhile =
            Meanwhile { journal: &journal, now: &now, mailbox: MemoryMailbox::default(), exchanges: 0 };
        for _ in 0..2 {
            Journal::sync_shared(&journal, &mut meanwhile, &now, Budget::UNLIMITED, || 0).unwrap();
        }
        Journal::await_news_shared(&journal, &mut meanwhile, 0, 0).unwrap();
        let Meanwhile { mut mailbox, exchanges, .. } = meanwhile;
        let mut journal = journal.into_inner().unwrap();
        assert_eq!(journal.entry_count(), exchanges);
        let last = journal.sync(&mut InProcess(&mut mailbox), &now).unwrap();
        assert!(last.summary.given > 0 && last.troubles.is_empty());
        assert_eq!(journal.sync_status(&now).unwrap().unsent, 0);
        assert!(journal.check().unwrap().damage.is_empty());
    }
}
