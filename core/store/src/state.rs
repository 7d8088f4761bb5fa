//! What an open store knows in memory: the manifest, the fresh entries, the ends of the logs.

use crate::error::{Damage, StoreError};
use crate::keys::Keys;
use crate::manifest::{LogEnd, Manifest, UNKNOWN};
use crate::snapshot::Snapshot;
use crate::store::{MANIFEST_PLACE, Next};
use crate::{rebuild, tail};
use nourish_record::{Author, Entry, Recorded};
use nourish_seal::{ChainHash, DeviceId, Head, JournalId, Purpose, SignedHead};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// A fresh entry and its row.
#[derive(Clone)]
pub(crate) struct TailRow {
    pub(crate) number: i64,
    pub(crate) entry: Entry,
}

/// The ends of logs while entries are added to them.
#[derive(Clone, Default)]
pub(crate) struct Logs {
    pub(crate) ends: BTreeMap<Author, LogEnd>,
    pub(crate) latest: Recorded,
}

impl Logs {
    /// The end of a device's log.
    pub(crate) fn end(&self, journal: JournalId, author: Author) -> LogEnd {
        let start = || ChainHash::start(journal, DeviceId::from_bytes(*author.as_bytes()));
        self.ends.get(&author).copied().unwrap_or_else(|| LogEnd { seq: 0, hash: start() })
    }

    /// Adds an entry with its bytes; `false` if it is not the next of its log.
    #[must_use]
    pub(crate) fn extend(&mut self, journal: JournalId, entry: &Entry, bytes: &[u8]) -> bool {
        let end = self.end(journal, entry.author());
        if entry.seq() != end.seq + 1 {
            return false;
        }
        let hash = if end.hash == UNKNOWN { UNKNOWN } else { end.hash.next(bytes) };
        self.ends.insert(entry.author(), LogEnd { seq: entry.seq(), hash });
        self.latest = self.latest.max(entry.recorded());
        true
    }

    /// Counts an entry of a device's log that cannot be read: the chain cannot be followed from there.
    pub(crate) fn skip(&mut self, author: Author) {
        let seq = self.ends.get(&author).map_or(0, |end| end.seq) + 1;
        self.ends.insert(author, LogEnd { seq, hash: UNKNOWN });
    }

    /// Takes up an entry that does not follow the one before it.
    pub(crate) fn jump(&mut self, entry: &Entry) {
        let seq = self.ends.get(&entry.author()).map_or(0, |end| end.seq).max(entry.seq());
        self.ends.insert(entry.author(), LogEnd { seq, hash: UNKNOWN });
        self.latest = self.latest.max(entry.recorded());
    }
}

/// What an open store knows.
pub(crate) struct State {
    pub(crate) manifest: Manifest,
    pub(crate) tail: Vec<TailRow>,
    pub(crate) logs: Logs,
    pub(crate) last_row: i64,
    pub(crate) data_version: i64,
    pub(crate) damage: Vec<Damage>,
    /// Whether the days of the fresh entries are summed up in the file, as far as this program changed any.
    pub(crate) days_are_written: bool,
}

impl State {
    /// Reads all of it as of one moment: a fold of another program in between would look like rows that are missing.
    pub(crate) fn load(connection: &Connection, keys: &Keys) -> Result<Self, StoreError> {
        let _moment = Snapshot::of(connection)?;
        let data_version = data_version(connection)?;
        let mut select = connection.prepare_cached("SELECT manifest FROM journal WHERE only = 1")?;
        let open = |sealed: &[u8]| keys.sealer.open(Purpose::Manifest, MANIFEST_PLACE, sealed).ok();
        let opened = select.query_row([], |row| Ok(open(row.get_ref(0)?.as_blob()?)))?;
        let (manifest, mut damage) = match opened.and_then(|opened| Manifest::decode(&opened)) {
            Some(manifest) => (manifest, Vec::new()),
            None => rebuild::manifest(connection, keys)?,
        };
        damage.extend(keys.misnamed().then_some(Damage::Name));
        let logs = Logs { ends: manifest.logs.clone(), latest: manifest.latest };
        let last_row = manifest.tail_through;
        let mut state =
            Self { manifest, tail: Vec::new(), logs, last_row, data_version, damage, days_are_written: true };
        tail::load(connection, keys, &mut state)?;
        Ok(state)
    }

    /// Reads everything anew, where another program wrote; the keys too, where it changed them.
    pub(crate) fn refresh(&mut self, connection: &Connection, keys: &mut Keys) -> Result<(), StoreError> {
        let _moment = Snapshot::of(connection)?;
        keys.refresh(connection)?;
        *self = Self::load(connection, keys)?;
        Ok(())
    }

    /// What the next entry of this device's log must carry.
    pub(crate) fn next(&self, keys: &Keys) -> Next {
        let author = keys.author();
        Next { author, seq: self.logs.end(keys.journal, author).seq + 1, latest: self.logs.latest }
    }

    /// Takes up what was appended.
    pub(crate) fn grow(&mut self, appended: tail::Appended, entries: Vec<Entry>) {
        let numbers = self.last_row + 1..;
        self.tail.extend(numbers.zip(entries).map(|(number, entry)| TailRow { number, entry }));
        self.last_row = appended.last_row;
        self.logs = appended.logs;
        self.days_are_written = false;
    }

    /// Whether the signed head covers everything in the logs, and the days of fresh entries are summed up.
    pub(crate) fn is_settled(&self) -> bool {
        self.manifest.logs == self.logs.ends && self.days_are_written
    }

    /// Writes the ends of all logs into a manifest and signs this device's.
    pub(crate) fn write_heads(&self, manifest: &mut Manifest, keys: &Keys) {
        write_heads(manifest, &self.logs, self.last_row, keys);
    }

    /// Whether the signed head is this device's, of this journal, and leads where the manifest says.
    ///
    /// The manifest's seal vouches for it already; the signature is for others, so opening does not wait for it.
    pub(crate) fn signature_holds(&self, keys: &Keys) -> bool {
        let Some(end) = self.manifest.logs.get(&keys.author()) else { return true };
        let signed =
            SignedHead::decode(&self.manifest.signed_head).and_then(|signed| signed.verify(keys.journal));
        signed
            .is_ok_and(|head| head.seq == end.seq && head.hash == end.hash && head.device == keys.device.id())
    }
}

/// Writes the ends of all logs into a manifest and signs this device's.
pub(crate) fn write_heads(manifest: &mut Manifest, logs: &Logs, last_row: i64, keys: &Keys) {
    manifest.logs.clone_from(&logs.ends);
    manifest.latest = logs.latest;
    manifest.tail_through = last_row;
    let end = logs.end(keys.journal, keys.author());
    let head = Head { device: keys.device.id(), seq: end.seq, hash: end.hash };
    // Only another device's head is refused, and this is this device's.
    manifest.signed_head =
        SignedHead::sign(&keys.device, keys.journal, head).map(|signed| signed.encode()).unwrap_or_default();
}

/// A number that changes when another connection has written.
pub(crate) fn data_version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?)
}
