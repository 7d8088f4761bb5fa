//! Sealing and opening with the keys of one journal.

use core::fmt;

use ring::hmac;

use crate::derive::{PurposeKey, RootKey};
use crate::entropy::Entropy;
use crate::ident::{Epoch, JournalId};
use crate::keyring::Keyring;
use crate::purpose::Purpose;
use crate::sealed::{Place, SealError, Sealed, seal};

/// Seals and opens the bytes of one journal. Every key is derived once, when it is made; share it between
/// threads as it is.
pub struct Sealer {
    journal: JournalId,
    current: EpochKeys,
    /// Epochs before the current one, ascending.
    older: Vec<EpochKeys>,
    place_key: hmac::Key,
}

impl Sealer {
    /// Derives the keys of every epoch in `keyring` for `journal`.
    ///
    /// # Errors
    /// [`SealError::CipherRefused`], which the fixed key lengths rule out.
    pub fn new(journal: JournalId, keyring: &Keyring) -> Result<Self, SealError> {
        let first = RootKey::extract(journal, keyring.first_secret());
        let mut current = EpochKeys::derive(Epoch(0), &first)?;
        let mut older = Vec::new();
        for (epoch, secret) in keyring.secrets().skip(1) {
            let keys = EpochKeys::derive(epoch, &RootKey::extract(journal, secret))?;
            older.push(core::mem::replace(&mut current, keys));
        }
        Ok(Self { journal, current, older, place_key: first.place_key()? })
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
        seal(self.current.key(purpose), self.current.epoch, self.place(purpose, place), plaintext, entropy)
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
        sealed.open(keys.key(purpose), self.place(purpose, place))
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

/// The keys of one epoch, one for each purpose.
struct EpochKeys {
    epoch: Epoch,
    keys: [PurposeKey; 11],
}

impl EpochKeys {
    fn derive(epoch: Epoch, root: &RootKey) -> Result<Self, SealError> {
        let keys = [
            root.purpose_key(Purpose::Keyring)?,
            root.purpose_key(Purpose::Tail)?,
            root.purpose_key(Purpose::Block)?,
            root.purpose_key(Purpose::Manifest)?,
            root.purpose_key(Purpose::Summary)?,
            root.purpose_key(Purpose::Head)?,
            root.purpose_key(Purpose::Batch)?,
            root.purpose_key(Purpose::Wrap)?,
            root.purpose_key(Purpose::Damaged)?,
            root.purpose_key(Purpose::Settings)?,
            root.purpose_key(Purpose::Origin)?,
        ];
        Ok(Self { epoch, keys })
    }

    fn key(&self, purpose: Purpose) -> &PurposeKey {
        let [keyring, tail, block, manifest, summary, head, batch, wrap, damaged, settings, origin] =
            &self.keys;
        match purpose {
            Purpose::Keyring => keyring,
            Purpose::Tail => tail,
            Purpose::Block => block,
            Purpose::Manifest => manifest,
            Purpose::Summary => summary,
            Purpose::Head => head,
            Purpose::Batch => batch,
            Purpose::Wrap => wrap,
            Purpose::Damaged => damaged,
            Purpose::Settings => settings,
            Purpose::Origin => origin,
        }
    }
}
