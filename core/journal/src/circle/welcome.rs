//! What a newcomer says of itself, and what it is given: the journal's name, its circle, and the keys of all epochs, sealed to the
//! newcomer's own key.

use crate::error::JournalError;
use nourish_seal::{
    DeviceFace, DeviceKey, EPOCH_GRANT_BYTES, Entropy, EpochKey, JournalId, Keyring, accept_epoch,
    grant_epoch,
};
use nourish_sync::{ADDRESS_BYTES, Circle, NewDevice, decode_statements, encode_statements, is_name};

const VERSION: u8 = 1;
const ID_BYTES: usize = 16;

/// Hello: version (1) | the device's public keys | its name, in UTF-8.
pub(super) fn hello(face: &DeviceFace, name: &str) -> Vec<u8> {
    [&[VERSION][..], &face.encode(), name.as_bytes()].concat()
}

/// The device that a hello shows.
pub(super) fn read_hello(hello: &[u8]) -> Result<NewDevice, JournalError> {
    let read = || {
        let (version, rest) = hello.split_first()?;
        let (face, name) = rest.split_at_checked(nourish_seal::DEVICE_FACE_BYTES)?;
        let name = std::str::from_utf8(name).ok().filter(|name| *version == VERSION && is_name(name))?;
        Some(NewDevice { face: DeviceFace::decode(face).ok()?, name: name.to_owned() })
    };
    read().ok_or(JournalError::NotANewcomer)
}

/// What a welcome gives.
pub(super) struct Welcome {
    pub(super) journal: JournalId,
    pub(super) circle: Circle,
    pub(super) epochs: Vec<EpochKey>,
    pub(super) mailbox: String,
}

/// Welcome: version (1) | journal (16) | length of the mailbox's address (2) | address | number of epochs (2) | a grant for each
/// | the statements of the circle.
pub(super) fn welcome(
    circle: &Circle,
    keyring: &Keyring,
    newcomer: &DeviceFace,
    mailbox: &str,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, JournalError> {
    let journal = circle.journal();
    let mut out = vec![VERSION];
    out.extend_from_slice(journal.as_bytes());
    out.extend_from_slice(&length(mailbox.len())?);
    out.extend_from_slice(mailbox.as_bytes());
    let epochs: Vec<_> = keyring.epochs().collect();
    out.extend_from_slice(&length(epochs.len())?);
    for epoch in epochs {
        let grant = grant_epoch(journal, keyring, epoch, newcomer.id, &newcomer.recipient, entropy);
        out.extend_from_slice(&grant.map_err(|_| JournalError::KeyUnavailable)?);
    }
    out.extend_from_slice(&encode_statements(circle));
    Ok(out)
}

/// Reads a welcome for `key`: the circle is verified from its first statement on, and this device must be in it.
pub(super) fn read_welcome(welcome: &[u8], key: &DeviceKey) -> Result<Welcome, JournalError> {
    let read = || {
        let (version, rest) = welcome.split_first()?;
        (*version == VERSION).then_some(())?;
        let (journal, rest) = rest.split_first_chunk::<ID_BYTES>()?;
        let journal = JournalId::from_bytes(*journal);
        let (bytes, rest) = rest.split_first_chunk::<2>()?;
        let (address, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*bytes)))?;
        let mailbox = std::str::from_utf8(address).ok().filter(|address| address.len() <= ADDRESS_BYTES)?;
        let (count, mut rest) = rest.split_first_chunk::<2>()?;
        let mut epochs = Vec::new();
        for _ in 0..u16::from_be_bytes(*count) {
            let (grant, after) = rest.split_at_checked(EPOCH_GRANT_BYTES)?;
            epochs.push(accept_epoch(journal, key, grant).ok()?);
            rest = after;
        }
        let circle = decode_statements(journal, rest)?;
        let device = circle.device(key.id()).filter(|device| device.is_active())?;
        (device.face == key.face().ok()?).then_some(())?;
        Some(Welcome { journal, circle, epochs, mailbox: mailbox.to_owned() })
    };
    read().ok_or(JournalError::NotAWelcome)
}

fn length(bytes: usize) -> Result<[u8; 2], JournalError> {
    u16::try_from(bytes).map(u16::to_be_bytes).map_err(|_| JournalError::NotAWelcome)
}
