//! The keyring record: everything secret that a device keeps, sealed by its unlock key.
//!
//! Its content is: version (1) | device id (16) | device seed (32) | encoded [`Keyring`]. It is sealed for
//! [`Purpose::Keyring`] in epoch 0 with an empty place, under the unlock key.

use zeroize::Zeroizing;

use crate::derive::{RootKey, SECRET_BYTES};
use crate::device::DeviceKey;
use crate::entropy::Entropy;
use crate::ident::{DeviceId, Epoch, JournalId};
use crate::keyring::{Keyring, KeyringError};
use crate::purpose::Purpose;
use crate::sealed::{Place, SealError, Sealed, seal};
use crate::unlock_key::UnlockKey;

const VERSION: u8 = 1;
const DEVICE_BYTES: usize = 16;

/// Seals the epoch keys and this device's signing key under the unlock key.
///
/// # Errors
/// [`SealError::EntropyUnavailable`].
pub fn seal_keyring(
    journal: JournalId,
    unlock_key: &UnlockKey,
    keyring: &Keyring,
    device_key: &DeviceKey,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, SealError> {
    let device = device_key.id();
    let keyring = keyring.encode();
    let parts: [&[u8]; 4] = [&[VERSION], device.as_bytes(), device_key.seed(), &keyring];
    let content = Zeroizing::new(parts.concat());
    let key = RootKey::extract(journal, unlock_key.secret()).purpose_key(Purpose::Keyring)?;
    seal(&key, Epoch(0), place(journal), &content, entropy)
}

/// Opens what [`seal_keyring`] made. Total on any input.
///
/// # Errors
/// [`SealError::WrongKey`] for another unlock key or journal; otherwise as
/// [`Sealer::open`](crate::Sealer::open).
pub fn open_keyring(
    journal: JournalId,
    unlock_key: &UnlockKey,
    sealed: &[u8],
) -> Result<(Keyring, DeviceKey), SealError> {
    let key = RootKey::extract(journal, unlock_key.secret()).purpose_key(Purpose::Keyring)?;
    let content = Zeroizing::new(Sealed::parse(sealed)?.open(&key, place(journal))?);
    let (version, rest) = content.split_first().ok_or(SealError::Malformed)?;
    if *version != VERSION {
        return Err(SealError::UnknownVersion(*version));
    }
    let (device, rest) = rest.split_first_chunk::<DEVICE_BYTES>().ok_or(SealError::Malformed)?;
    let (seed, rest) = rest.split_first_chunk::<SECRET_BYTES>().ok_or(SealError::Malformed)?;
    let device_key = DeviceKey::from_seed(DeviceId::from_bytes(*device), Zeroizing::new(*seed))
        .ok_or(SealError::CipherRefused)?;
    let keyring = Keyring::decode(rest).map_err(|error| match error {
        KeyringError::UnknownVersion(version) => SealError::UnknownVersion(version),
        KeyringError::Malformed | KeyringError::TooManyEpochs { .. } => SealError::Malformed,
    })?;
    Ok((keyring, device_key))
}

fn place(journal: JournalId) -> Place<'static> {
    Place { journal, purpose: Purpose::Keyring, name: b"" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);

    #[test]
    fn a_keyring_record_gives_back_keys_and_device() {
        let mut entropy = SeededEntropy::new(5);
        let unlock_key = UnlockKey::make(&mut entropy).unwrap();
        let keyring = Keyring::make(&mut entropy).unwrap();
        let device_key = DeviceKey::make(&mut entropy).unwrap();
        let sealed = seal_keyring(JOURNAL, &unlock_key, &keyring, &device_key, &mut entropy).unwrap();

        let (keyring_again, device_again) = open_keyring(JOURNAL, &unlock_key, &sealed).unwrap();
        assert_eq!(*keyring_again.encode(), *keyring.encode());
        assert_eq!(device_again.id(), device_key.id());
        assert_eq!(device_again.public(), device_key.public());

        let other_key = UnlockKey::make(&mut entropy).unwrap();
        assert_eq!(open_keyring(JOURNAL, &other_key, &sealed).unwrap_err(), SealError::WrongKey);
        let other_journal = JournalId::from_bytes([2; 16]);
        assert_eq!(open_keyring(other_journal, &unlock_key, &sealed).unwrap_err(), SealError::WrongKey);
    }

    #[test]
    fn a_flipped_bit_anywhere_keeps_the_record_closed() {
        let mut entropy = SeededEntropy::new(5);
        let unlock_key = UnlockKey::make(&mut entropy).unwrap();
        let keyring = Keyring::make(&mut entropy).unwrap();
        let device_key = DeviceKey::make(&mut entropy).unwrap();
        let sealed = seal_keyring(JOURNAL, &unlock_key, &keyring, &device_key, &mut entropy).unwrap();
        for position in 0..sealed.len() {
            let mut flipped = sealed.clone();
            flipped[position] ^= 1;
            assert!(open_keyring(JOURNAL, &unlock_key, &flipped).is_err(), "byte {position}");
        }
    }
}
