//! Sealing and opening with the keys of one journal.

use core::fmt;
use std::sync::OnceLock;

use ring::hmac;

use crate::derive::{PurposeKey, RootKey};
use crate::entropy::{Entropy, EntropyUnavailable};
use crate::ident::{Epoch, JournalId};
use crate::keyring::Keyring;
use crate::purpose::Purpose;
use crate::sealed::{Place, SealError, Sealed, seal};

/// Seals and opens the bytes of one journal. Every key is derived once, when it is first needed; share it between
/// threads as it is.
pub struct Sealer {
    journal: JournalId,
    current: EpochKeys,
    /// Epochs before the current one, ascending.
    older: Vec<EpochKeys>,
    place_key: hmac::Key,
}

impl Sealer {
    /// For `journal`, with the keys of every epoch in `keyring`.
    ///
    /// # Errors
    /// [`SealError::CipherRefused`], which the fixed key lengths rule out.
    pub fn new(journal: JournalId, keyring: &Keyring) -> Result<Self, SealError> {
        let first = RootKey::extract(journal, keyring.first_secret());
        let place_key = first.place_key()?;
        let mut current = EpochKeys::of(Epoch(0), first);
        let mut older = Vec::new();
        for (epoch, secret) in keyring.secrets().skip(1) {
            let keys = EpochKeys::of(epoch, RootKey::extract(journal, secret));
            older.push(core::mem::replace(&mut current, keys));
        }
        Ok(Self { journal, current, older, place_key })
    }

    /// The epoch that [`seal`](Self::seal) seals in.
    #[must_use]
    pub fn current(&self) -> Epoch {
        self.current.epoch
    }

    /// The journal whose bytes this opens.
    #[must_use]
    pub fn journal(&self) -> JournalId {
        self.journal
    }

    /// Seals `plaintext` (up to 64 MiB) in the current epoch, bound to this journal, `purpose` and `place`
    /// (up to 256 bytes; where the bytes are stored or sent, such as a table and row).
    ///
    /// # Errors
    /// [`SealError::TooLarge`], [`SealError::PlaceTooLong`], [`SealError::EntropyUnavailable`].
    pub fn seal(
        &self,
        purpose: Purpose,
        place: &[u8],
        plaintext: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, SealError> {
        seal(self.current.key(purpose)?, self.current.epoch, self.place(purpose, place), plaintext, entropy)
    }

    /// Seals in any epoch of the keyring, and so that the same bytes at the same place give the same sealed bytes: so
    /// that what is sent twice is known to be the same. For content that nobody can guess: whoever holds an older key of the
    /// journal could check a guess.
    ///
    /// The nonce is the first 12 bytes of HMAC-SHA256 under the place key over a zero byte | purpose number | epoch (4) |
    /// length of the place (4) | place | plaintext.
    ///
    /// # Errors
    /// [`SealError::UnknownEpoch`], [`SealError::TooLarge`], [`SealError::PlaceTooLong`].
    pub fn seal_alike(
        &self,
        epoch: Epoch,
        purpose: Purpose,
        place: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let keys = self.keys_of(epoch).ok_or(SealError::UnknownEpoch(epoch.0))?;
        let place_length = u32::try_from(place.len()).unwrap_or(u32::MAX);
        let mut context = hmac::Context::with_key(&self.place_key);
        context.update(&[0, purpose.number()]);
        context.update(&epoch.0.to_be_bytes());
        context.update(&place_length.to_be_bytes());
        context.update(place);
        context.update(plaintext);
        let mut nonce = Synthetic(context.sign());
        seal(keys.key(purpose)?, epoch, self.place(purpose, place), plaintext, &mut nonce)
    }

    /// Opens what [`seal`](Self::seal) made for the same `purpose` and `place`, in any epoch of the keyring.
    ///
    /// # Errors
    /// [`SealError::WrongKey`] for another journal or purpose, [`SealError::Tampered`] for another place or
    /// changed bytes, [`SealError::UnknownEpoch`], [`SealError::UnknownVersion`], [`SealError::Malformed`],
    /// [`SealError::TooLarge`], [`SealError::PlaceTooLong`].
    pub fn open(&self, purpose: Purpose, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let sealed = Sealed::parse(sealed)?;
        let keys = self.keys_of(sealed.epoch).ok_or(SealError::UnknownEpoch(sealed.epoch.0))?;
        sealed.open(keys.key(purpose)?, self.place(purpose, place))
    }

    /// A place for `name` that hides it: the first 16 bytes of HMAC-SHA256 over purpose number | name, under
    /// a key derived from epoch 0, so that places stay the same in every later epoch.
    #[must_use]
    pub fn locate(&self, purpose: Purpose, name: &[u8]) -> [u8; 16] {
        let mut context = hmac::Context::with_key(&self.place_key);
        context.update(&[purpose.number()]);
        context.update(name);
        let tag = context.sign();
        let mut place = [0; 16];
        for (to, from) in place.iter_mut().zip(tag.as_ref()) {
            *to = *from;
        }
        place
    }

    fn place<'a>(&self, purpose: Purpose, name: &'a [u8]) -> Place<'a> {
        Place { journal: self.journal, purpose, name }
    }

    fn keys_of(&self, epoch: Epoch) -> Option<&EpochKeys> {
        if epoch == self.current.epoch {
            return Some(&self.current);
        }
        self.older.iter().find(|keys| keys.epoch == epoch)
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sealer")
            .field("journal", &self.journal)
            .field("current", &self.current.epoch)
            .finish_non_exhaustive()
    }
}

/// The nonce that follows from what is sealed.
struct Synthetic(hmac::Tag);

impl Entropy for Synthetic {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), EntropyUnavailable> {
        let tag = self.0.as_ref().get(..out.len()).ok_or(EntropyUnavailable)?;
        out.copy_from_slice(tag);
        Ok(())
    }
}

/// The keys of one epoch, one for each purpose, each derived when it is first needed: opening a journal needs two.
struct EpochKeys {
    epoch: Epoch,
    root: RootKey,
    keys: [OnceLock<PurposeKey>; Purpose::ALL.len()],
}

impl EpochKeys {
    fn of(epoch: Epoch, root: RootKey) -> Self {
        Self { epoch, root, keys: [const { OnceLock::new() }; Purpose::ALL.len()] }
    }

    fn key(&self, purpose: Purpose) -> Result<&PurposeKey, SealError> {
        // Numbers count from 1.
        let place = usize::from(purpose.number()).checked_sub(1).and_then(|place| self.keys.get(place));
        let kept = place.ok_or(SealError::CipherRefused)?;
        match kept.get() {
            Some(key) => Ok(key),
            None => {
                let derived = self.root.purpose_key(purpose)?;
                Ok(kept.get_or_init(|| derived))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn alike_gives_the_same_bytes_for_the_same_and_others_for_others() {
        let journal = JournalId::from_bytes([1; 16]);
        let mut keyring = Keyring::make(&mut SeededEntropy::new(1)).unwrap();
        let before = Sealer::new(journal, &keyring).unwrap();
        keyring.rotate(&mut SeededEntropy::new(2)).unwrap();
        let after = Sealer::new(journal, &keyring).unwrap();

        let sealed = before.seal_alike(Epoch(0), Purpose::Batch, b"place", b"entries").unwrap();
        assert_eq!(sealed, before.seal_alike(Epoch(0), Purpose::Batch, b"place", b"entries").unwrap());
        assert_eq!(after.open(Purpose::Batch, b"place", &sealed).unwrap(), b"entries");
        assert_eq!(sealed, after.seal_alike(Epoch(0), Purpose::Batch, b"place", b"entries").unwrap());
        let unknown = before.seal_alike(Epoch(1), Purpose::Batch, b"place", b"entries");
        assert_eq!(unknown, Err(SealError::UnknownEpoch(1)));
        let nonce = |sealed: &[u8]| sealed[5..17].to_vec();
        for other in [
            before.seal_alike(Epoch(0), Purpose::Batch, b"place", b"entry"),
            before.seal_alike(Epoch(0), Purpose::Batch, b"plac", b"eentries"),
            before.seal_alike(Epoch(0), Purpose::Circle, b"place", b"entries"),
            after.seal_alike(Epoch(1), Purpose::Batch, b"place", b"entries"),
        ] {
            assert_ne!(nonce(&other.unwrap()), nonce(&sealed));
        }
    }
}
