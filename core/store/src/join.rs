//! The journal of a device that was invited, and the keys that others grant it.

use crate::error::StoreError;
use crate::keys::Keys;
use crate::settings::Setting;
use crate::store::{Durability, Store};
use nourish_seal::{DeviceKey, Entropy, EpochKey, JournalId, Keyring, KeyringError, Sealer, Secret};
use std::path::Path;
use std::sync::Arc;

/// What a device that was invited knows of the journal that it joins.
#[derive(Debug)]
pub struct Joined {
    /// Names the journal.
    pub journal: JournalId,
    /// This device, as the others know it.
    pub device: DeviceKey,
    /// The keys of every epoch, that of epoch 0 among them.
    pub epochs: Vec<EpochKey>,
    /// What is written beside the entries from the start.
    pub settings: Vec<(Setting, Vec<u8>)>,
}

impl Store {
    /// Makes a file at `path`, which must not exist, for a journal that others keep already. It has no entries yet.
    ///
    /// # Errors
    /// As [`Store::create`]; [`StoreError::UnfitEpoch`] without the key of epoch 0. No file is left behind.
    pub fn create_joined(
        path: &Path,
        secret: Secret<'_>,
        durability: Durability,
        joined: Joined,
        mut entropy: Box<dyn Entropy + Send>,
    ) -> Result<Self, StoreError> {
        let Joined { journal, device, mut epochs, settings } = joined;
        epochs.sort_by_key(EpochKey::epoch);
        let mut epochs = epochs.into_iter();
        let first = epochs.next().ok_or(StoreError::UnfitEpoch)?;
        let mut keyring = Keyring::of(first).map_err(|_| StoreError::UnfitEpoch)?;
        epochs.try_for_each(|key| add(&mut keyring, key))?;
        let keys = Keys::of_device(journal, keyring, device, entropy.as_mut())?;
        Self::create_with(path, secret, durability, keys, &settings, entropy)
    }

    /// Takes up the keys of later epochs, in one transaction; what is written from now on is sealed under the latest. Keys that the
    /// journal has already are passed over.
    ///
    /// # Errors
    /// [`StoreError::UnfitEpoch`] for an epoch that is neither known nor later than the current one,
    /// [`StoreError::TooManyEpochs`], and what the disk may say; the keys stay as they were.
    pub fn add_epochs(&mut self, mut epochs: Vec<EpochKey>) -> Result<(), StoreError> {
        epochs.sort_by_key(EpochKey::epoch);
        self.change(|_, _, record, _| {
            for key in epochs {
                let is_known = record.keyring.epochs().any(|epoch| epoch == key.epoch());
                if !is_known {
                    add(&mut record.keyring, key)?;
                }
            }
            Ok(())
        })
    }

    /// This device's keys.
    pub fn device(&self) -> &DeviceKey {
        &self.keys.device
    }

    /// The keys of the journal's epochs.
    pub fn keyring(&self) -> &Keyring {
        &self.keys.keyring
    }

    /// What seals and opens under those keys.
    pub fn sealer(&self) -> Arc<Sealer> {
        Arc::clone(&self.keys.sealer)
    }
}

fn add(keyring: &mut Keyring, key: EpochKey) -> Result<(), StoreError> {
    keyring.add(key).map_err(|error| match error {
        KeyringError::TooManyEpochs { .. } => StoreError::TooManyEpochs,
        _ => StoreError::UnfitEpoch,
    })
}
