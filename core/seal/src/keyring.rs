//! The epoch keys of a journal.

use core::fmt;

use zeroize::Zeroizing;

use crate::derive::SECRET_BYTES;
use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::ident::Epoch;

/// The most epochs one keyring may hold; a removal of a member uses one.
pub const EPOCH_LIMIT: usize = 1_024;

const VERSION: u8 = 1;
const COUNT_BYTES: usize = 2;
const EPOCH_NUMBER_BYTES: usize = 4;
const EPOCH_ENTRY_BYTES: usize = EPOCH_NUMBER_BYTES + SECRET_BYTES;

pub(crate) type Secret = Zeroizing<[u8; SECRET_BYTES]>;

/// The secret keys of a journal, one for each epoch. Epoch 0 is always there; the last is the current one.
/// Wiped from memory when dropped; never shown by `Debug`.
pub struct Keyring {
    first: Secret,
    /// Epochs after 0, ascending.
    later: Vec<(Epoch, Secret)>,
}

/// Why bytes are no keyring.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum KeyringError {
    /// Written by a newer version.
    #[error("keyring version {0} is not known")]
    UnknownVersion(u8),
    /// Not of the expected form.
    #[error("not a keyring")]
    Malformed,
    /// More epochs than [`EPOCH_LIMIT`].
    #[error("more than {limit} epochs")]
    TooManyEpochs {
        /// The most epochs accepted.
        limit: usize,
    },
    /// No random bytes; nothing was made. Try again.
    #[error("the system gave no random bytes")]
    EntropyUnavailable,
}

impl From<EntropyUnavailable> for KeyringError {
    fn from(_: EntropyUnavailable) -> Self {
        Self::EntropyUnavailable
    }
}

/// The key of one epoch, as another device granted it. Wiped when dropped; never shown by `Debug`.
pub struct EpochKey {
    epoch: Epoch,
    secret: Secret,
}

impl EpochKey {
    /// Which epoch it is the key of.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Makes the key of an epoch that is about to begin.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the random source does not answer.
    pub fn make(epoch: Epoch, entropy: &mut dyn Entropy) -> Result<Self, EntropyUnavailable> {
        Ok(Self { epoch, secret: Zeroizing::new(make_bytes(entropy)?) })
    }

    pub(crate) fn new(epoch: Epoch, secret: Secret) -> Self {
        Self { epoch, secret }
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.secret
    }
}

impl fmt::Debug for EpochKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("EpochKey").field("epoch", &self.epoch).finish_non_exhaustive()
    }
}

impl Keyring {
    /// Makes the keyring of a new journal: one random key, epoch 0.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the random source does not answer.
    pub fn make(entropy: &mut dyn Entropy) -> Result<Self, EntropyUnavailable> {
        Ok(Self { first: Zeroizing::new(make_bytes(entropy)?), later: Vec::new() })
    }

    /// The keyring of a journal that was granted to this device: the key of epoch 0, to which others are
    /// [added](Self::add).
    ///
    /// # Errors
    /// [`KeyringError::Malformed`] for the key of another epoch.
    pub fn of(first: EpochKey) -> Result<Self, KeyringError> {
        match first {
            EpochKey { epoch: Epoch(0), secret } => Ok(Self { first: secret, later: Vec::new() }),
            _ => Err(KeyringError::Malformed),
        }
    }

    /// Begins a new epoch: what is sealed from now on is sealed under a new random key; older keys stay.
    ///
    /// # Errors
    /// [`KeyringError::TooManyEpochs`], [`KeyringError::EntropyUnavailable`]; the keyring stays as it was.
    pub fn rotate(&mut self, entropy: &mut dyn Entropy) -> Result<Epoch, KeyringError> {
        let next = self.current().0.checked_add(1).map(Epoch);
        let epoch = next.ok_or(KeyringError::TooManyEpochs { limit: EPOCH_LIMIT })?;
        self.add(EpochKey { epoch, secret: Zeroizing::new(make_bytes(entropy)?) })?;
        Ok(epoch)
    }

    /// Adds the key of a later epoch than the current one, which becomes the current one.
    ///
    /// # Errors
    /// [`KeyringError::Malformed`] for an epoch that is not later, [`KeyringError::TooManyEpochs`]; the keyring stays
    /// as it was.
    pub fn add(&mut self, key: EpochKey) -> Result<(), KeyringError> {
        if key.epoch <= self.current() {
            return Err(KeyringError::Malformed);
        }
        if self.later.len() + 2 > EPOCH_LIMIT {
            return Err(KeyringError::TooManyEpochs { limit: EPOCH_LIMIT });
        }
        self.later.push((key.epoch, key.secret));
        Ok(())
    }

    /// The epoch under which new bytes are sealed.
    #[must_use]
    pub fn current(&self) -> Epoch {
        self.later.last().map_or(Epoch(0), |(epoch, _)| *epoch)
    }

    /// The epochs whose bytes can be opened, ascending, from 0 to [`current`](Self::current).
    pub fn epochs(&self) -> impl Iterator<Item = Epoch> + '_ {
        self.secrets().map(|(epoch, _)| epoch)
    }

    /// The keyring as bytes: version (1) | count (2) | count times: epoch (4), key (32). Secret: for sealing
    /// only.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let count = self.later.len() + 1;
        let mut out = Zeroizing::new(Vec::with_capacity(1 + COUNT_BYTES + count * EPOCH_ENTRY_BYTES));
        out.push(VERSION);
        out.extend_from_slice(&u16::try_from(count).unwrap_or(u16::MAX).to_be_bytes());
        for (epoch, secret) in self.secrets() {
            out.extend_from_slice(&epoch.0.to_be_bytes());
            out.extend_from_slice(secret.as_slice());
        }
        out
    }

    /// Reads what [`encode`](Self::encode) wrote. Total on any input.
    ///
    /// # Errors
    /// [`KeyringError`] unless the bytes are exactly one keyring: epoch 0 first, then ascending.
    pub fn decode(bytes: &[u8]) -> Result<Self, KeyringError> {
        let (version, rest) = bytes.split_first().ok_or(KeyringError::Malformed)?;
        if *version != VERSION {
            return Err(KeyringError::UnknownVersion(*version));
        }
        let (count, rest) = rest.split_first_chunk::<COUNT_BYTES>().ok_or(KeyringError::Malformed)?;
        let count = usize::from(u16::from_be_bytes(*count));
        if count > EPOCH_LIMIT {
            return Err(KeyringError::TooManyEpochs { limit: EPOCH_LIMIT });
        }
        let (Epoch(0), first, mut rest) = decode_epoch(rest)? else {
            return Err(KeyringError::Malformed);
        };
        let later_count = count.checked_sub(1).ok_or(KeyringError::Malformed)?;
        let mut ring = Self { first, later: Vec::with_capacity(later_count) };
        for _ in 0..later_count {
            let (epoch, secret, tail) = decode_epoch(rest)?;
            if epoch <= ring.current() {
                return Err(KeyringError::Malformed);
            }
            ring.later.push((epoch, secret));
            rest = tail;
        }
        if rest.is_empty() { Ok(ring) } else { Err(KeyringError::Malformed) }
    }

    /// The key of epoch 0, which every keyring has.
    pub(crate) fn first_secret(&self) -> &[u8; SECRET_BYTES] {
        &self.first
    }

    /// Epochs with their keys, ascending.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = (Epoch, &Secret)> + '_ {
        let later = self.later.iter().map(|(epoch, secret)| (*epoch, secret));
        core::iter::once((Epoch(0), &self.first)).chain(later)
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Keyring").field("current", &self.current()).finish_non_exhaustive()
    }
}

fn decode_epoch(bytes: &[u8]) -> Result<(Epoch, Secret, &[u8]), KeyringError> {
    let (epoch, rest) = bytes.split_first_chunk::<EPOCH_NUMBER_BYTES>().ok_or(KeyringError::Malformed)?;
    let (secret, rest) = rest.split_first_chunk::<SECRET_BYTES>().ok_or(KeyringError::Malformed)?;
    Ok((Epoch(u32::from_be_bytes(*epoch)), Zeroizing::new(*secret), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn bytes_of(epochs: &[u32]) -> Vec<u8> {
        let mut out = vec![VERSION];
        out.extend((epochs.len() as u16).to_be_bytes());
        for epoch in epochs {
            out.extend(epoch.to_be_bytes());
            out.extend([*epoch as u8; SECRET_BYTES]);
        }
        out
    }

    #[test]
    fn a_new_keyring_is_in_epoch_0_and_round_trips() {
        let ring = Keyring::make(&mut SeededEntropy::new(1)).unwrap();
        assert_eq!(ring.current(), Epoch(0));
        let again = Keyring::decode(&ring.encode()).unwrap();
        assert_eq!(*again.encode(), *ring.encode());
    }

    #[test]
    fn several_epochs_round_trip_and_the_last_is_current() {
        let bytes = bytes_of(&[0, 1, 5]);
        let ring = Keyring::decode(&bytes).unwrap();
        assert_eq!(ring.epochs().collect::<Vec<_>>(), [Epoch(0), Epoch(1), Epoch(5)]);
        assert_eq!(ring.current(), Epoch(5));
        assert_eq!(*ring.encode(), bytes);
    }

    #[test]
    fn other_orders_and_lengths_are_refused() {
        for epochs in [&[][..], &[1], &[0, 0], &[0, 2, 1], &[0, 1, 1]] {
            assert_eq!(Keyring::decode(&bytes_of(epochs)).unwrap_err(), KeyringError::Malformed);
        }
        let good = bytes_of(&[0, 1]);
        for length in 0..good.len() {
            assert_eq!(Keyring::decode(&good[..length]).unwrap_err(), KeyringError::Malformed);
        }
        let longer = [&good[..], &[0]].concat();
        assert_eq!(Keyring::decode(&longer).unwrap_err(), KeyringError::Malformed);
        assert_eq!(Keyring::decode(&[2]).unwrap_err(), KeyringError::UnknownVersion(2));
    }

    #[test]
    fn the_number_of_epochs_is_limited() {
        let most: Vec<u32> = (0..EPOCH_LIMIT as u32).collect();
        assert!(Keyring::decode(&bytes_of(&most)).is_ok());
        let more: Vec<u32> = (0..=EPOCH_LIMIT as u32).collect();
        let refused = KeyringError::TooManyEpochs { limit: EPOCH_LIMIT };
        assert_eq!(Keyring::decode(&bytes_of(&more)).unwrap_err(), refused);
    }

    #[test]
    fn a_rotation_adds_one_new_key_and_keeps_the_old_ones() {
        let mut entropy = SeededEntropy::new(1);
        let mut ring = Keyring::make(&mut entropy).unwrap();
        let before = ring.encode();
        assert_eq!(ring.rotate(&mut entropy), Ok(Epoch(1)));
        assert_eq!(ring.rotate(&mut entropy), Ok(Epoch(2)));
        let secrets: Vec<_> = ring.secrets().map(|(_, secret)| **secret).collect();
        assert_eq!(secrets.first().unwrap().as_slice(), &before[7..39]);
        assert!(secrets[0] != secrets[1] && secrets[1] != secrets[2] && secrets[0] != secrets[2]);
        assert_eq!(*Keyring::decode(&ring.encode()).unwrap().encode(), *ring.encode());
    }

    #[test]
    fn a_full_keyring_does_not_rotate() {
        let most: Vec<u32> = (0..EPOCH_LIMIT as u32).collect();
        let mut ring = Keyring::decode(&bytes_of(&most)).unwrap();
        let refused = Err(KeyringError::TooManyEpochs { limit: EPOCH_LIMIT });
        assert_eq!(ring.rotate(&mut SeededEntropy::new(1)), refused);
        let mut last = Keyring::decode(&bytes_of(&[0, u32::MAX])).unwrap();
        assert_eq!(last.rotate(&mut SeededEntropy::new(1)), refused);
    }

    #[test]
    fn granted_keys_make_the_same_keyring_in_order_only() {
        let key = |epoch: u32| EpochKey::new(Epoch(epoch), Zeroizing::new([epoch as u8; SECRET_BYTES]));
        let mut ring = Keyring::of(key(0)).unwrap();
        ring.add(key(1)).unwrap();
        ring.add(key(5)).unwrap();
        assert_eq!(*ring.encode(), bytes_of(&[0, 1, 5]));
        assert_eq!(ring.add(key(5)), Err(KeyringError::Malformed));
        assert_eq!(ring.add(key(2)), Err(KeyringError::Malformed));
        assert_eq!(Keyring::of(key(1)).unwrap_err(), KeyringError::Malformed);
        assert_eq!(format!("{:?}", key(171)), "EpochKey { epoch: Epoch(171), .. }");
    }

    #[test]
    fn debug_shows_no_key() {
        let ring = Keyring::decode(&bytes_of(&[0, 171])).unwrap();
        assert_eq!(format!("{ring:?}"), "Keyring { current: Epoch(171), .. }");
    }
}
