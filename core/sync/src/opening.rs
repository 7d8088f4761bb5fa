//! Opening batches, which is most of what taking a backlog costs: many are opened side by side, before it is decided what to do with
//! each of them.

use crate::batch::{Batch, Item, is_signed_head};
use crate::circle::Signer;
use nourish_seal::{DeviceId, Head, JournalId, Sealer};
use nourish_threads::in_parts;

/// A thread is begun for no fewer batches.
const LEAST_BATCHES: usize = 2;
/// Once a thread has opened so much, in bytes of entries, it leaves the rest closed: of four threads each may hold that and a batch.
const OPENED_BYTES: usize = 4 * 1024 * 1024;

/// An opened batch, where its log stands after it, and whose signature over that is known to be good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    batch: Batch,
    end: Head,
    /// Verified for the journal that it was opened for.
    signed_by: Option<Signer>,
}

impl Opened {
    /// A batch of which no signature is verified yet.
    pub fn of(batch: Batch) -> Self {
        let end = batch.end();
        Self { batch, end, signed_by: None }
    }

    /// The batch.
    pub fn batch(&self) -> &Batch {
        &self.batch
    }

    /// Where its log stands after it: [`Batch::end`].
    pub fn end(&self) -> Head {
        self.end
    }

    /// The batch and its end.
    pub fn into_parts(self) -> (Batch, Head) {
        (self.batch, self.end)
    }

    /// Whether `signer` signed for the end of the batch, in the journal that it was opened for.
    pub fn is_signed_by(&self, signer: Signer, journal: JournalId) -> bool {
        self.signed_by == Some(signer) || is_signed_head(journal, self.end, signer, &self.batch.signature)
    }
}

/// Opens sealed batches and verifies the signatures of those whose signer is known, on as many cores as there are. There is nothing in
/// the place of what is no batch, does not open, or would be too much at once: [`Batch::open`] says which.
pub fn open_side_by_side(
    journal: JournalId,
    sealer: &Sealer,
    sealed: &[&[u8]],
    signer: impl Fn(DeviceId) -> Option<Signer> + Sync,
) -> Vec<Option<Opened>> {
    let open = |sealed: &[u8]| {
        let mut opened = Opened::of(Batch::open(sealer, sealed).ok()?);
        opened.signed_by = signer(opened.batch.device).filter(|signer| opened.is_signed_by(*signer, journal));
        Some(opened)
    };
    in_parts(sealed, LEAST_BATCHES, |part| {
        let mut bytes = 0;
        let open_some = |sealed: &&[u8]| {
            let opened = if bytes < OPENED_BYTES { open(sealed) } else { None };
            bytes += opened.iter().flat_map(|opened| &opened.batch.items).map(Item::bytes).sum::<usize>();
            opened
        };
        part.iter().map(open_some).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::sign_head;
    use nourish_seal::{ChainHash, DeviceKey, Epoch, Keyring, SeededEntropy};

    const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);

    fn sealer() -> Sealer {
        Sealer::new(JOURNAL, &Keyring::make(&mut SeededEntropy::new(1)).unwrap()).unwrap()
    }

    fn batch(key: &DeviceKey, items: Vec<Item>) -> Batch {
        let before = ChainHash::start(JOURNAL, key.id());
        let mut batch = Batch { device: key.id(), first_seq: 1, before, items, signature: [0; 64] };
        batch.signature = sign_head(key, JOURNAL, batch.end());
        batch
    }

    fn opened(sealed: &[Vec<u8>], signer: impl Fn(DeviceId) -> Option<Signer> + Sync) -> Vec<Option<Opened>> {
        let sealed: Vec<&[u8]> = sealed.iter().map(Vec::as_slice).collect();
        open_side_by_side(JOURNAL, &sealer(), &sealed, signer)
    }

    #[test]
    fn what_opens_stands_where_it_stood_with_its_end() {
        let key = DeviceKey::make(&mut SeededEntropy::new(3)).unwrap();
        let batches: Vec<Batch> = (1..20)
            .map(|count: u8| batch(&key, vec![Item::Entry(vec![count]); usize::from(count)]))
            .collect();
        let mut sealed: Vec<Vec<u8>> =
            batches.iter().map(|batch| batch.seal(&sealer(), Epoch(0)).unwrap()).collect();
        sealed[7][40] ^= 1;
        sealed[18].clear();
        let opened = opened(&sealed, |_| None);
        assert_eq!(opened.len(), batches.len());
        for (at, (opened, batch)) in opened.iter().zip(&batches).enumerate() {
            let expected = (at != 7 && at != 18).then(|| Opened::of(batch.clone()));
            assert_eq!(*opened, expected, "at {at}");
        }
    }

    #[test]
    fn a_signature_counts_for_the_signer_that_gave_it_alone() {
        let [key, other] = [3, 4].map(|seed| DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap());
        let good = batch(&key, vec![Item::Entry(vec![1])]);
        let forged = Batch { signature: sign_head(&other, JOURNAL, good.end()), ..good.clone() };
        let sealed = [&good, &forged].map(|batch| batch.seal(&sealer(), Epoch(0)).unwrap());
        let [own, others] = [&key, &other].map(|key| Signer::Own(key.public()));
        for known in [None, Some(own), Some(others)] {
            let opened: Vec<Opened> = opened(&sealed, |_| known).into_iter().flatten().collect();
            assert!(opened[0].is_signed_by(own, JOURNAL) && !opened[0].is_signed_by(others, JOURNAL));
            assert!(!opened[1].is_signed_by(own, JOURNAL));
        }
    }

    #[test]
    fn no_more_is_opened_at_once_than_memory_allows() {
        let key = DeviceKey::make(&mut SeededEntropy::new(3)).unwrap();
        let large = batch(&key, vec![Item::Entry(vec![0; 60_000]); 250]).seal(&sealer(), Epoch(0)).unwrap();
        let opened = opened(&vec![large; 32], |_| None);
        let count = opened.iter().flatten().count();
        assert!((1..=4).contains(&count), "{count} of {}", opened.len());
    }
}
