//! Taking up entries of other devices' logs: in one transaction, only what continues what is here, nothing twice.

use crate::block;
use crate::copy;
use crate::erase::purge;
use crate::error::{LogRefusal, StoreError};
use crate::fold::merge;
use crate::keys::Keys;
use crate::log::LogItem;
use crate::manifest::{LogEnd, Manifest, UNKNOWN};
use crate::mend::by_week;
use crate::settings::{self, Setting};
use crate::state::{Logs, State, write_heads};
use crate::store::{Store, begin, store_manifest};
use crate::walk::{Place, recount};
use nourish_record::{Author, Entry, Recorded, Week};
use nourish_seal::{ChainHash, DeviceId, Entropy, entry_hash};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A run of places of one device's log, as it came from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedLog {
    /// Whose log it is.
    pub device: DeviceId,
    /// The first place of the run.
    pub first_seq: u64,
    /// What stands there and at the places after it, without gaps.
    pub items: Vec<LogItem>,
    /// The chain after the last of them, as the device signed it.
    pub end: ChainHash,
}

/// What taking entries up came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Entries that were added.
    pub added: u64,
    /// Entries whose content left the journal, or was not let in, because it was erased elsewhere.
    pub erased: u64,
    /// Entries that are known to be missing: erased ones whose erasure has not come yet are among them.
    pub missing: u64,
    /// Whether the old bytes of what was erased are out of the file (see [`Store::scrub`]).
    pub scrubbed: bool,
    /// Copies of the whole file that were made beside it earlier and still hold what was erased.
    pub copies: Vec<PathBuf>,
}

impl Store {
    /// Takes up entries of other devices' logs, and writes `settings` with them: all of it, durably, or nothing. Each run must
    /// continue what is here; several of one device come in their order.
    ///
    /// What an erasure among them names is erased here too, and what an erasure names already is not let in. Stamps that lie far
    /// ahead of `wall_ms`, the clock in milliseconds since 1970, do not pull this device's along. Only the weeks that are touched
    /// are written.
    ///
    /// # Errors
    /// [`StoreError::LogRefused`] says which log was not taken up, and why; otherwise as [`Store::append`]. Nothing was stored.
    pub fn receive(
        &mut self,
        logs: Vec<ReceivedLog>,
        settings: &[(Setting, Vec<u8>)],
        wall_ms: u64,
    ) -> Result<Received, StoreError> {
        let erases = |item: &LogItem| matches!(item, LogItem::Entry(entry) if entry.erasure().is_some());
        if logs.iter().flat_map(|log| &log.items).any(erases) {
            self.reading()?.pragma_update(None, "secure_delete", true)?;
        }
        let transaction = begin(&self.connection, &mut self.keys, &mut self.state, self.entropy.as_mut())?;
        let mut incoming = Incoming::begin(&self.keys, &self.state);
        for log in logs {
            incoming.take(log, wall_ms)?;
        }
        let sought = incoming.settle()?;
        let doomed = incoming.find(&transaction, &sought)?;
        let entropy = self.entropy.as_mut();
        let written = incoming.write(&transaction, doomed, entropy)?;
        store_manifest(&transaction, &self.keys, &written.manifest, entropy)?;
        settings::put_all(&transaction, &self.keys, settings, entropy)?;
        transaction.commit()?;
        let purged = written.purged;
        let mut received = written.received;
        self.state.manifest = written.manifest;
        self.state.logs = written.logs;
        if written.folded {
            self.state.tail = Vec::new();
        }
        if purged {
            received.scrubbed = self.scrub()?;
            received.copies = copy::of(&self.path);
        }
        Ok(received)
    }
}

/// What an erasure among the entries says: the hash of what it names, and the device that wrote it.
type Named = ([u8; 32], Author);

/// What comes in, before anything is written.
struct Incoming<'a> {
    keys: &'a Keys,
    state: &'a State,
    logs: Logs,
    manifest: Manifest,
    /// Entries to be added, with their hashes.
    entries: BTreeMap<Place, (Entry, [u8; 32])>,
    /// Places that came without their content.
    blanks: BTreeMap<Place, [u8; 32]>,
    /// Places that erasures among the entries name.
    erasures: BTreeMap<Place, Named>,
    erased: u64,
}

/// Where that which is to be erased lies.
#[derive(Default)]
struct Doomed {
    places: BTreeSet<Place>,
    weeks: BTreeSet<Week>,
    in_tail: bool,
    /// A device that explains now what was missing.
    explains_gap: Option<Author>,
}

/// What becomes of the store once everything is committed.
struct Written {
    manifest: Manifest,
    logs: Logs,
    received: Received,
    folded: bool,
    purged: bool,
}

impl<'a> Incoming<'a> {
    fn begin(keys: &'a Keys, state: &'a State) -> Self {
        Self {
            keys,
            state,
            logs: state.logs.clone(),
            manifest: state.manifest.clone(),
            entries: BTreeMap::new(),
            blanks: BTreeMap::new(),
            erasures: BTreeMap::new(),
            erased: 0,
        }
    }

    /// Takes up a run, if it continues what is here and leads to its end.
    fn take(&mut self, log: ReceivedLog, wall_ms: u64) -> Result<(), StoreError> {
        let refused = |why| Err(StoreError::LogRefused { device: log.device, why });
        let author = Author::from_bytes(*log.device.as_bytes());
        let LogEnd { mut seq, mut hash } = self.logs.end(self.keys.journal, author);
        if author == self.keys.author() {
            return refused(LogRefusal::OwnLog);
        }
        if log.first_seq != seq + 1 {
            return refused(LogRefusal::NotNext { next: seq + 1 });
        }
        if hash == UNKNOWN {
            return refused(LogRefusal::UnknownStart);
        }
        for item in log.items {
            seq += 1;
            let of_item = item.hash();
            hash = hash.next_hash(of_item);
            match item {
                LogItem::Entry(entry) if (entry.author(), entry.seq()) != (author, seq) => {
                    return refused(LogRefusal::Misplaced);
                }
                LogItem::Entry(entry) => {
                    self.note(&entry, wall_ms)?;
                    self.entries.insert((author, seq), (entry, of_item));
                }
                LogItem::Erased(_) => drop(self.blanks.insert((author, seq), of_item)),
            }
        }
        if hash != log.end {
            return refused(LogRefusal::OtherEnd);
        }
        if seq > 0 {
            self.logs.ends.insert(author, LogEnd { seq, hash });
        }
        Ok(())
    }

    fn note(&mut self, entry: &Entry, wall_ms: u64) -> Result<(), StoreError> {
        let latest: Recorded = self.logs.latest;
        self.logs.latest = latest.saw(entry.recorded(), wall_ms);
        let Some(erasure) = entry.erasure() else { return Ok(()) };
        let named = self.erasures.entry((erasure.author, erasure.seq));
        if named.or_insert((erasure.hash, entry.author())).0 == erasure.hash {
            Ok(())
        } else {
            contradicted(entry.author())
        }
    }

    /// Keeps out what erasures name, notes erasures of what has not come yet, and gives those of what was here before.
    fn settle(&mut self) -> Result<BTreeMap<Place, Named>, StoreError> {
        let ends = &self.logs.ends;
        let has_come = |place: &Place| ends.get(&place.0).is_some_and(|end| place.1 <= end.seq);
        let come: Vec<(Place, [u8; 32])> = self
            .manifest
            .ahead
            .iter()
            .filter(|(place, _)| has_come(place))
            .map(|(place, hash)| (*place, *hash))
            .collect();
        for (place, hash) in come {
            self.manifest.ahead.remove(&place);
            self.keep_out(place, (hash, place.0))?;
        }
        let mut sought = BTreeMap::new();
        for (place, named) in std::mem::take(&mut self.erasures) {
            if self.keep_out(place, named)? {
                continue;
            }
            let (author, seq) = place;
            if seq <= self.logs.end(self.keys.journal, author).seq {
                sought.insert(place, named);
            } else if author == self.keys.author() {
                return Err(refused(named.1, LogRefusal::OlderCopy));
            } else if *self.manifest.ahead.entry(place).or_insert(named.0) != named.0 {
                return contradicted(named.1);
            }
        }
        for place in self.blanks.keys() {
            self.manifest.note_missing(*place);
        }
        Ok(sought)
    }

    /// Keeps the entry at a place out, if it is among those that came; says whether anything of that place came.
    fn keep_out(&mut self, place: Place, (hash, by): Named) -> Result<bool, StoreError> {
        let came = self.entries.get(&place).map(|(_, hash)| *hash);
        let Some(came) = came.or_else(|| self.blanks.get(&place).copied()) else { return Ok(false) };
        let is_erasure = self.entries.get(&place).is_some_and(|(entry, _)| entry.erasure().is_some());
        if came != hash || is_erasure {
            return contradicted(by);
        }
        self.blanks.remove(&place);
        self.erased += u64::from(self.entries.remove(&place).is_some());
        Ok(true)
    }

    /// Finds what is to be erased in tail and blocks, newest weeks first.
    fn find(&self, transaction: &Connection, sought: &BTreeMap<Place, Named>) -> Result<Doomed, StoreError> {
        let mut doomed = Doomed::default();
        for row in &self.state.tail {
            doomed.in_tail |= doomed.take(&row.entry, sought)?;
        }
        let mut weeks = self.manifest.weeks.iter().rev();
        while doomed.places.len() < sought.len()
            && let Some((week, meta)) = weeks.next()
        {
            for entry in block::read(transaction, &self.keys.sealer, *week, meta)?.unwrap_or_default() {
                if doomed.take(&entry, sought)? {
                    doomed.weeks.insert(*week);
                }
            }
        }
        let gaps = &self.manifest.missing;
        let is_missing = |(author, seq): &Place| {
            gaps.iter().any(|gap| gap.author == *author && (gap.first..=gap.last).contains(seq))
        };
        doomed.explains_gap = sought.iter().find(|(place, _)| is_missing(place)).map(|(_, named)| named.1);
        Ok(doomed)
    }

    /// Writes the weeks that are touched, and what the manifest says then.
    fn write(
        self,
        transaction: &Connection,
        doomed: Doomed,
        entropy: &mut dyn Entropy,
    ) -> Result<Written, StoreError> {
        let Self { keys, state, logs, mut manifest, entries, mut erased, .. } = self;
        let added = entries.len() as u64;
        let purged = !doomed.places.is_empty();
        erased += doomed.places.len() as u64;
        let lost = manifest.lost.len();
        // The tail is folded as a whole: what is erased from it leaves no gap that would have to be explained.
        let mut weeks = if doomed.in_tail { by_week(state) } else { BTreeMap::new() };
        for week in &doomed.weeks {
            weeks.entry(*week).or_default();
        }
        for (entry, _) in entries.into_values() {
            weeks.entry(entry.filed().week()).or_default().push(entry);
        }
        if purged {
            purge(transaction, keys, &mut manifest, weeks, &doomed.places, entropy)?;
        } else {
            merge(transaction, keys, &mut manifest, weeks, entropy)?;
        }
        if doomed.in_tail {
            transaction.execute("DELETE FROM tail", [])?;
            manifest.tail_first = state.last_row + 1;
        }
        if manifest.lost.len() != lost || doomed.explains_gap.is_some() {
            let fresh = state.tail.iter().map(|row| &row.entry).filter(|_| !doomed.in_tail);
            let followed = recount(transaction, keys, &mut manifest, &logs.ends, fresh)?;
            if let Some(by) = doomed.explains_gap.filter(|_| followed.broken && !manifest.unproven) {
                return contradicted(by);
            }
        }
        write_heads(&mut manifest, &logs, state.last_row, keys);
        let missing = manifest.missing.iter().map(|gap| gap.entries()).sum();
        let received = Received { added, erased, missing, scrubbed: true, copies: Vec::new() };
        Ok(Written { manifest, logs, received, folded: doomed.in_tail, purged })
    }
}

impl Doomed {
    /// Takes an entry up if it is among those sought.
    fn take(&mut self, entry: &Entry, sought: &BTreeMap<Place, Named>) -> Result<bool, StoreError> {
        let place = (entry.author(), entry.seq());
        let Some((hash, by)) = sought.get(&place) else { return Ok(false) };
        if entry_hash(&entry.encode()) != *hash || entry.erasure().is_some() {
            return contradicted(*by);
        }
        self.places.insert(place);
        Ok(true)
    }
}

fn refused(author: Author, why: LogRefusal) -> StoreError {
    StoreError::LogRefused { device: DeviceId::from_bytes(*author.as_bytes()), why }
}

fn contradicted<T>(author: Author) -> Result<T, StoreError> {
    Err(refused(author, LogRefusal::Contradicted))
}
