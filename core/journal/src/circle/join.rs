//! Joining: the newcomer's side of an invitation.

use super::changes::check_name;
use super::invite::{get, put, quiet_debug};
use super::welcome::{hello, read_welcome};
use crate::error::JournalError;
use crate::journal::{Journal, system_entropy, tables};
use nourish_seal::{DeviceKey, Newcomer, PAIRING_WORDS, PairedNewcomer, PairingLink, SystemEntropy};
use nourish_store::{Durability, Secret, Setting, Store};
use nourish_sync::{SyncState, Transport, encode_statements};
use std::path::Path;

/// A newcomer that has told its code and waits for the inviter.
pub struct Joining {
    newcomer: Newcomer,
    key: DeviceKey,
    slot: [u8; 16],
}

/// A newcomer whose inviter knows the code: both people compare the words now.
pub struct PairingWords {
    paired: PairedNewcomer,
    key: DeviceKey,
    slot: [u8; 16],
    /// The words to compare with those on the inviter's screen.
    pub words: [&'static str; PAIRING_WORDS],
}

/// A newcomer that was let in and has everything that its journal begins with.
pub struct Joined {
    joined: nourish_store::Joined,
}

impl Joining {
    /// See [`Journal::invite`] for an example. Answers an invitation: `code` is what was told, scanned or tapped. Waits up to `wait_ms` for the inviter's first message;
    /// nothing where there is none. `device_name` is what the others will call this device.
    ///
    /// # Errors
    /// [`JournalError::PairingCode`], [`JournalError::UnusableName`], [`JournalError::Pairing`], and what the mailbox may say.
    pub fn begin(
        code: &str,
        device_name: &str,
        wait_ms: u32,
        transport: &mut dyn Transport,
    ) -> Result<Option<Self>, JournalError> {
        check_name(device_name)?;
        let code = PairingLink::parse(code)?.code;
        let mut entropy = system_entropy();
        let key = DeviceKey::make(&mut entropy).map_err(|_| JournalError::KeyUnavailable)?;
        let slot = code.slot();
        let Some(first) = get(transport, &key, slot, 0, wait_ms)? else { return Ok(None) };
        let face = key.face().map_err(|_| JournalError::KeyUnavailable)?;
        let (newcomer, reply) = Newcomer::begin(code, &first, &hello(&face, device_name), &mut entropy)?;
        put(transport, &key, slot, 1, reply)?;
        Ok(Some(Self { newcomer, key, slot }))
    }

    /// The address of the mailbox that a link names, if it names one.
    ///
    /// # Errors
    /// [`JournalError::PairingCode`].
    pub fn mailbox_of(code: &str) -> Result<Option<String>, JournalError> {
        Ok(PairingLink::parse(code)?.mailbox)
    }

    /// Looks whether the inviter's device answered. Gives itself back where it did not yet.
    ///
    /// # Errors
    /// [`JournalError::Pairing`]: the code is burnt then.
    pub fn await_inviter(
        self,
        wait_ms: u32,
        transport: &mut dyn Transport,
    ) -> Result<Result<PairingWords, Self>, JournalError> {
        let Self { newcomer, key, slot } = self;
        match get(transport, &key, slot, 2, wait_ms)? {
            None => Ok(Err(Self { newcomer, key, slot })),
            Some(opening) => {
                let paired = newcomer.confirm(&opening)?;
                let words = paired.words();
                Ok(Ok(PairingWords { paired, key, slot, words }))
            }
        }
    }
}

impl PairingWords {
    /// Looks whether the inviter let this device in, to be asked once the words were found the same. Gives itself back where that
    /// did not happen yet.
    ///
    /// # Errors
    /// [`JournalError::Pairing`], [`JournalError::NotAWelcome`] where what came does not hold.
    pub fn await_welcome(
        self,
        wait_ms: u32,
        transport: &mut dyn Transport,
    ) -> Result<Result<Joined, Self>, JournalError> {
        let Self { paired, key, slot, words } = self;
        let Some(sealed) = get(transport, &key, slot, 3, wait_ms)? else {
            return Ok(Err(Self { paired, key, slot, words }));
        };
        let welcome = read_welcome(&paired.open(&sealed)?, &key)?;
        let state = SyncState::default().at_mailbox(&welcome.mailbox);
        let settings =
            vec![(Setting::Circle, encode_statements(&welcome.circle)), (Setting::Sync, state.encode())];
        let (journal, epochs) = (welcome.journal, welcome.epochs);
        Ok(Ok(Joined { joined: nourish_store::Joined { journal, device: key, epochs, settings } }))
    }
}

impl Joined {
    /// See [`Journal::invite`] for an example. Makes the journal's file on this device, at `path`, which must not exist. It is filled by the first [`Journal::sync`].
    ///
    /// # Errors
    /// As [`Journal::create`].
    pub fn keep(self, path: &Path, secret: Secret<'_>) -> Result<Journal, JournalError> {
        let entropy = Box::new(SystemEntropy::new());
        let store = Store::create_joined(path, secret, Durability::default(), self.joined, entropy)?;
        Journal::of(store, tables()?)
    }
}

quiet_debug!(Joining, PairingWords, Joined);
