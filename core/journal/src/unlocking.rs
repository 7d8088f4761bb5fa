//! Ways to unlock, and epochs.

use crate::circle::Standing;
use crate::error::JournalError;
use crate::journal::{Journal, system_entropy};
use nourish_record::Moment;
use nourish_seal::{Gate, KeystoreKey, SecretStore, SecretStoreError, WrapError, WrapId, WrapKind, WrapNote};
use nourish_store::{LockedWay, Secret, Way, locked_ways};
use std::path::Path;

impl Journal {
    /// The ways to unlock the journal at `path`, without unlocking it: what to ask the person for. Those that are damaged or of a
    /// newer version are left out.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// let key = make_file_key()?;
    /// drop(Journal::create(&path, Secret::KeyFile(&key))?);
    /// assert_eq!(Journal::locked_ways(&path)?[0].kind, WrapKind::KeyFile);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::open`], but for [`JournalError::Locked`].
    pub fn locked_ways(path: &Path) -> Result<Vec<LockedWay>, JournalError> {
        Ok(locked_ways(path)?)
    }

    /// Opens the journal at `path` with a key that `store` keeps. A store that fails leaves everything as it is: locked, not lost.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let store = SecretFolder::at(&folder.path().join("keys"));
    /// Journal::create(&path, secret)?.add_to_store(&store, Gate::Device, "", &now)?;
    /// assert!(Journal::open_from(&path, &store).is_ok());
    ///
    /// std::fs::remove_dir_all(folder.path().join("keys"))?;
    /// let failed = JournalError::KeystoreFailed { why: SecretStoreError::Gone, ways: vec![WrapKind::Passphrase] };
    /// assert_eq!(Journal::open_from(&path, &store).err(), Some(failed));
    /// assert!(Journal::open(&path, secret).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::KeystoreFailed`] says why, and what other kinds of ways there are; otherwise as [`Journal::open`].
    pub fn open_from(path: &Path, store: &dyn SecretStore) -> Result<Self, JournalError> {
        let ways = locked_ways(path)?;
        let mut why = SecretStoreError::Gone;
        for way in ways.iter().filter(|way| way.kind == WrapKind::Keystore) {
            match open_by(path, way, store) {
                Ok(opened) => return opened,
                Err(failure) if rank(failure) > rank(why) => why = failure,
                Err(_) => {}
            }
        }
        let mut others: Vec<WrapKind> = ways.iter().map(|way| way.kind).collect();
        others.retain(|kind| *kind != WrapKind::Keystore);
        others.sort_unstable();
        others.dedup();
        Err(JournalError::KeystoreFailed { why, ways: others })
    }

    /// The ways to unlock, in the order of their making as far as it is known.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let mut journal = Journal::create(&path, secret)?;
    /// let key = make_file_key()?;
    /// let id = journal.add_way(Secret::KeyFile(&key), "the old laptop", &now)?;
    /// let way = journal.ways()?.into_iter().find(|way| way.id == id).unwrap();
    /// assert_eq!((way.face?.kind, way.label.as_str()), (WrapKind::KeyFile, "the old laptop"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What the disk may say.
    pub fn ways(&self) -> Result<Vec<Way>, JournalError> {
        Ok(self.store.ways()?)
    }

    /// Adds a way to unlock, and says its name; those that exist stay. The label, at most 120 bytes, is sealed. See
    /// [`Journal::ways`] for an example.
    ///
    /// # Errors
    /// [`JournalError::Locked`] for a secret that cannot be used, [`JournalError::UnusableLabel`],
    /// [`JournalError::TooManyWays`], and what the disk may say.
    pub fn add_way(&mut self, secret: Secret<'_>, label: &str, now: &Moment) -> Result<WrapId, JournalError> {
        let id = self.store.make_wrap_id()?;
        self.store.add_way(secret, WrapNote::new(id, Some(now.instant_ms()), label)?)?;
        Ok(id)
    }

    /// Makes a new key, hands it to `store` to keep, and adds it as a way to unlock. See [`Journal::open_from`] for an example.
    ///
    /// # Errors
    /// [`JournalError::KeystoreFailed`] if the store does not take it; otherwise as [`Journal::add_way`], and the store is
    /// asked to forget the key.
    pub fn add_to_store(
        &mut self,
        store: &dyn SecretStore,
        gate: Gate,
        label: &str,
        now: &Moment,
    ) -> Result<WrapId, JournalError> {
        let id = self.store.make_wrap_id()?;
        let note = WrapNote::new(id, Some(now.instant_ms()), label)?;
        let key = KeystoreKey::make(&mut system_entropy()).map_err(|_| JournalError::KeyUnavailable)?;
        let name = keystore_name(id);
        store.put(&name, key.expose(), gate).map_err(|why| self.keystore_failed(why))?;
        if let Err(error) = self.store.add_way(Secret::Keystore(&key, gate), note) {
            let _ = store.remove(&name);
            return Err(error.into());
        }
        Ok(id)
    }

    /// Puts a new passphrase in the place of the one that is `current`, and says its new name; its label stays.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let old = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// let new = Secret::Passphrase("another invention", PassphraseCost::lowest_for_tests());
    /// Journal::create(&path, old)?.change_passphrase(old, new, &now)?;
    /// assert!(Journal::open(&path, new).is_ok());
    /// assert!(Journal::open(&path, old).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Locked`] when no passphrase of the journal is `current`, or `new` cannot be used; what the disk may say.
    pub fn change_passphrase(
        &mut self,
        current: Secret<'_>,
        new: Secret<'_>,
        now: &Moment,
    ) -> Result<WrapId, JournalError> {
        Ok(self.store.change_passphrase(current, new, Some(now.instant_ms()))?)
    }

    /// Takes a way to unlock away. Whoever has an old copy of the file opens it as before, and with what they find there the
    /// present one as well: after a theft, [`Journal::renew_keys`] instead.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// let mut journal = Journal::create(&path, secret)?;
    /// let only = journal.ways()?[0].id;
    /// assert_eq!(journal.revoke(only), Err(JournalError::LastWay));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::NoSuchWay`], [`JournalError::LastWay`], and what the disk may say.
    pub fn revoke(&mut self, id: WrapId) -> Result<(), JournalError> {
        Ok(self.store.revoke(id)?)
    }

    /// Begins a new epoch, and says its number: what is written from now on is sealed under a new key. What was written stays as
    /// it is and opens. In a shared journal it begins with the next sync, for all members at once.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// assert_eq!(Journal::create(&path, secret)?.rotate()?, 1);
    /// assert_eq!(Journal::open(&path, secret)?.epoch(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::TooManyEpochs`], and what the disk may say; the epoch stays as it was.
    pub fn rotate(&mut self) -> Result<u32, JournalError> {
        if self.standing_in_circle()? == Standing::Alone {
            return Ok(self.store.rotate()?.0);
        }
        self.propose_epoch()?;
        Ok(self.epoch().saturating_add(1))
    }

    /// The epoch that new entries are sealed in; see [`Journal::rotate`].
    pub fn epoch(&self) -> u32 {
        self.store.epoch().0
    }

    /// Locks everybody else out, as after a theft: `secret` is the only way to unlock from now on, and nothing that anybody
    /// learned before, an old copy of the file with its secrets included, opens what is written from now on. Make a new
    /// recovery code afterwards. In a shared journal this device goes on as a new one, and the old one, whose keys the thief may
    /// have, leaves the circle with the next sync: sync soon.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let old = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// let new = Secret::Passphrase("another invention", PassphraseCost::lowest_for_tests());
    /// Journal::create(&path, old)?.renew_keys(new, "", &now)?;
    /// assert!(Journal::open(&path, new).is_ok());
    /// assert!(Journal::open(&path, old).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::add_way`] and [`Journal::rotate`]; everything stays as it was then.
    pub fn renew_keys(
        &mut self,
        secret: Secret<'_>,
        label: &str,
        now: &Moment,
    ) -> Result<WrapId, JournalError> {
        let id = self.store.make_wrap_id()?;
        let note = WrapNote::new(id, Some(now.instant_ms()), label)?;
        if self.standing_in_circle()? != Standing::Alone {
            return self.renew_shared_keys(secret, note);
        }
        self.store.renew(secret, note)?;
        Ok(id)
    }

    fn keystore_failed(&self, why: SecretStoreError) -> JournalError {
        let ways = self.store.ways().unwrap_or_default();
        let mut ways: Vec<WrapKind> = ways.iter().filter_map(|way| Some(way.face.ok()?.kind)).collect();
        ways.retain(|kind| *kind != WrapKind::Keystore);
        ways.sort_unstable();
        ways.dedup();
        JournalError::KeystoreFailed { why, ways }
    }
}

/// The name under which a secret store keeps the key of a way to unlock: `nourish-` and 32 hexadecimal digits.
///
/// ```
/// # use nourish_journal::*;
/// assert_eq!(keystore_name(WrapId::from_bytes([0xab; 16])).len(), 40);
/// ```
#[must_use]
pub fn keystore_name(id: WrapId) -> String {
    format!("nourish-{id}")
}

/// The journal, or what else than the store stands in its way; `Err` is what the store says.
fn open_by(
    path: &Path,
    way: &LockedWay,
    store: &dyn SecretStore,
) -> Result<Result<Journal, JournalError>, SecretStoreError> {
    let kept = store.get(&keystore_name(way.id))?;
    // A key of another length or of another journal is none of this one's.
    let key = KeystoreKey::from_bytes(&kept).ok_or(SecretStoreError::Gone)?;
    match Journal::open(path, Secret::Keystore(&key, way.gate.unwrap_or(Gate::Device))) {
        Err(JournalError::Locked(WrapError::WrongSecret)) => Err(SecretStoreError::Gone),
        other => Ok(other),
    }
}

/// Of several failures the one that more can be done about.
const fn rank(failure: SecretStoreError) -> u8 {
    match failure {
        SecretStoreError::Gone => 0,
        SecretStoreError::Unusable => 1,
        SecretStoreError::Busy => 2,
        SecretStoreError::Locked => 3,
        SecretStoreError::Cancelled => 4,
    }
}
