//! The keyring record: everything secret that a device keeps, sealed by its unlock key.
//!
//! Version 2: version (1) | device id (16) | Ed25519 seed (32) | X-Wing seed (32) | number of notes (1) | as many
//! notes | encoded [`Keyring`]. A note: wrap id (16) | when it was made (8; milliseconds since 1970 as a signed
//! number, the lowest where it is not known) | length of the label (1) | label in UTF-8. Version 1, which is read
//! but no longer written, has neither X-Wing seed nor notes.
//!
//! It is sealed for [`Purpose::Keyring`] in epoch 0 with an empty place, under the unlock key.

use core::fmt;

use zeroize::Zeroizing;

use crate::derive::{RootKey, SECRET_BYTES};
use crate::device::DeviceKey;
use crate::entropy::Entropy;
use crate::ident::{DeviceId, Epoch, JournalId, WrapId};
use crate::keyring::{Keyring, KeyringError};
use crate::purpose::Purpose;
use crate::sealed::{Place, SealError, Sealed, seal};
use crate::unlock_key::UnlockKey;
use crate::wrap_note::{WRAP_LIMIT, WrapNote};

const FIRST_VERSION: u8 = 1;
const VERSION: u8 = 2;
const ID_BYTES: usize = 16;
const TIME_BYTES: usize = 8;
const UNKNOWN_TIME: i64 = i64::MIN;

/// Everything secret that a device keeps. Its parts are wiped when dropped; never shown by `Debug`.
pub struct KeyringRecord {
    /// The journal's epoch keys.
    pub keyring: Keyring,
    /// The device's own keys.
    pub device: DeviceKey,
    /// What is known of the ways to unlock; one that has no note is older than notes.
    pub notes: Vec<WrapNote>,
}

impl fmt::Debug for KeyringRecord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("KeyringRecord").field("device", &self.device).finish_non_exhaustive()
    }
}

/// Seals a record under the unlock key.
///
/// # Errors
/// [`SealError::TooLarge`] for more notes than [`WRAP_LIMIT`]; [`SealError::EntropyUnavailable`].
pub fn seal_keyring(
    journal: JournalId,
    unlock_key: &UnlockKey,
    record: &KeyringRecord,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, SealError> {
    if record.notes.len() > WRAP_LIMIT {
        return Err(SealError::TooLarge { limit: WRAP_LIMIT });
    }
    let key = RootKey::extract(journal, unlock_key.secret()).purpose_key(Purpose::Keyring)?;
    seal(&key, Epoch(0), place(journal), &encode(record), entropy)
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
) -> Result<KeyringRecord, SealError> {
    let key = RootKey::extract(journal, unlock_key.secret()).purpose_key(Purpose::Keyring)?;
    let content = Zeroizing::new(Sealed::parse(sealed)?.open(&key, place(journal))?);
    decode(&content)
}

fn encode(record: &KeyringRecord) -> Zeroizing<Vec<u8>> {
    let keyring = record.keyring.encode();
    let note_bytes = |note: &WrapNote| ID_BYTES + TIME_BYTES + 1 + note.label().len();
    let notes_bytes: usize = record.notes.iter().map(note_bytes).sum();
    // As large as it will be: a vector that grows leaves copies behind.
    let capacity = 2 + ID_BYTES + 2 * SECRET_BYTES + notes_bytes + keyring.len();
    let mut out = Zeroizing::new(Vec::with_capacity(capacity));
    out.push(VERSION);
    out.extend_from_slice(record.device.id().as_bytes());
    out.extend_from_slice(record.device.seed());
    out.extend_from_slice(record.device.recipient_seed());
    out.push(u8::try_from(record.notes.len()).unwrap_or(u8::MAX));
    for note in &record.notes {
        out.extend_from_slice(note.id().as_bytes());
        out.extend_from_slice(&note.made_ms().unwrap_or(UNKNOWN_TIME).to_be_bytes());
        out.push(u8::try_from(note.label().len()).unwrap_or(u8::MAX));
        out.extend_from_slice(note.label().as_bytes());
    }
    out.extend_from_slice(&keyring);
    out
}

fn decode(content: &[u8]) -> Result<KeyringRecord, SealError> {
    let (version, rest) = content.split_first().ok_or(SealError::Malformed)?;
    if ![FIRST_VERSION, VERSION].contains(version) {
        return Err(SealError::UnknownVersion(*version));
    }
    let (device, rest) = rest.split_first_chunk::<ID_BYTES>().ok_or(SealError::Malformed)?;
    let (seed, rest) = rest.split_first_chunk::<SECRET_BYTES>().ok_or(SealError::Malformed)?;
    let (id, seed) = (DeviceId::from_bytes(*device), Zeroizing::new(*seed));
    let (device, notes, rest) = if *version == FIRST_VERSION {
        (DeviceKey::from_one_seed(id, seed), Vec::new(), rest)
    } else {
        let (recipient_seed, rest) = rest.split_first_chunk::<SECRET_BYTES>().ok_or(SealError::Malformed)?;
        let (notes, rest) = decode_notes(rest).ok_or(SealError::Malformed)?;
        (Some(DeviceKey::from_seeds(id, seed, Zeroizing::new(*recipient_seed))), notes, rest)
    };
    let keyring = Keyring::decode(rest).map_err(|error| match error {
        KeyringError::UnknownVersion(version) => SealError::UnknownVersion(version),
        KeyringError::Malformed | KeyringError::TooManyEpochs { .. } | KeyringError::EntropyUnavailable => {
            SealError::Malformed
        }
    })?;
    Ok(KeyringRecord { keyring, device: device.ok_or(SealError::CipherRefused)?, notes })
}

fn decode_notes(bytes: &[u8]) -> Option<(Vec<WrapNote>, &[u8])> {
    let (count, mut rest) = bytes.split_first()?;
    let count = usize::from(*count);
    if count > WRAP_LIMIT {
        return None;
    }
    let mut notes = Vec::with_capacity(count);
    for _ in 0..count {
        let (id, after) = rest.split_first_chunk::<ID_BYTES>()?;
        let (made, after) = after.split_first_chunk::<TIME_BYTES>()?;
        let (length, after) = after.split_first()?;
        let (label, after) = after.split_at_checked(usize::from(*length))?;
        let made_ms = Some(i64::from_be_bytes(*made)).filter(|made| *made != UNKNOWN_TIME);
        let label = core::str::from_utf8(label).ok()?;
        notes.push(WrapNote::new(WrapId::from_bytes(*id), made_ms, label).ok()?);
        rest = after;
    }
    Some((notes, rest))
}

fn place(journal: JournalId) -> Place<'static> {
    Place { journal, purpose: Purpose::Keyring, name: b"" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);

    fn note(id: u8, made_ms: Option<i64>, label: &str) -> WrapNote {
        WrapNote::new(WrapId::from_bytes([id; 16]), made_ms, label).unwrap()
    }

    fn sealed_record(notes: Vec<WrapNote>) -> (UnlockKey, KeyringRecord, Vec<u8>) {
        let mut entropy = SeededEntropy::new(5);
        let unlock_key = UnlockKey::make(&mut entropy).unwrap();
        let keyring = Keyring::make(&mut entropy).unwrap();
        let device = DeviceKey::make(&mut entropy).unwrap();
        let record = KeyringRecord { keyring, device, notes };
        let sealed = seal_keyring(JOURNAL, &unlock_key, &record, &mut entropy).unwrap();
        (unlock_key, record, sealed)
    }

    #[test]
    fn a_keyring_record_gives_back_keys_device_and_notes() {
        let longest = "ä".repeat(60);
        let notes = vec![note(1, Some(1_795_300_000_000), "kitchen drawer"), note(2, None, &longest)];
        let (unlock_key, record, sealed) = sealed_record(notes.clone());

        let again = open_keyring(JOURNAL, &unlock_key, &sealed).unwrap();
        assert_eq!(*again.keyring.encode(), *record.keyring.encode());
        assert_eq!(again.device.id(), record.device.id());
        assert_eq!(again.device.public(), record.device.public());
        assert_eq!(again.device.recipient().unwrap(), record.device.recipient().unwrap());
        assert_eq!(again.notes, notes);

        let other_key = UnlockKey::make(&mut SeededEntropy::new(6)).unwrap();
        assert_eq!(open_keyring(JOURNAL, &other_key, &sealed).unwrap_err(), SealError::WrongKey);
        let other_journal = JournalId::from_bytes([2; 16]);
        assert_eq!(open_keyring(other_journal, &unlock_key, &sealed).unwrap_err(), SealError::WrongKey);
    }

    #[test]
    fn a_flipped_bit_anywhere_keeps_the_record_closed() {
        let (unlock_key, _, sealed) = sealed_record(vec![note(1, None, "x")]);
        for position in 0..sealed.len() {
            let mut flipped = sealed.clone();
            flipped[position] ^= 1;
            assert!(open_keyring(JOURNAL, &unlock_key, &flipped).is_err(), "byte {position}");
        }
    }

    #[test]
    fn a_record_cut_anywhere_is_malformed_and_a_newer_one_is_said_to_be() {
        let (_, record, _) = sealed_record(vec![note(1, None, "kitchen drawer")]);
        let whole = encode(&record);
        for length in 0..whole.len() {
            assert_eq!(decode(&whole[..length]).unwrap_err(), SealError::Malformed, "length {length}");
        }
        assert_eq!(decode(&[&[3], &whole[1..]].concat()).unwrap_err(), SealError::UnknownVersion(3));
        assert_eq!(decode(&[&whole[..], &[0]].concat()).unwrap_err(), SealError::Malformed);
    }

    #[test]
    fn notes_and_labels_are_limited() {
        let most: Vec<WrapNote> = (0..64).map(|id| note(id, None, "")).collect();
        let (unlock_key, mut record, sealed) = sealed_record(most);
        assert_eq!(open_keyring(JOURNAL, &unlock_key, &sealed).unwrap().notes.len(), WRAP_LIMIT);
        record.notes.push(note(64, None, ""));
        let refused = seal_keyring(JOURNAL, &unlock_key, &record, &mut SeededEntropy::new(1));
        assert_eq!(refused, Err(SealError::TooLarge { limit: WRAP_LIMIT }));
    }
}
