//! What comes in from other devices' logs, between being taken up and being written.

use crate::block;
use crate::erase::purge;
use crate::error::{LogRefusal, StoreError};
use crate::fold::merge;
use crate::keys::Keys;
use crate::log::LogItem;
use crate::manifest::{LogEnd, Manifest, UNKNOWN};
use crate::mend::by_week;
use crate::receive::{Received, ReceivedItem, ReceivedLog};
use crate::state::{Logs, State, write_heads};
use crate::walk::{Place, recount};
use nourish_record::{Author, Entry, Recorded, Week};
use nourish_seal::{DeviceId, Entropy, entry_hash};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// What an erasure among the entries says: the hash of what it names, and the device that wrote it.
pub(crate) type Named = ([u8; 32], Author);

/// What comes in, before anything is written.
pub(crate) struct Incoming<'a> {
    keys: &'a Keys,
    state: &'a State,
    logs: Logs,
    manifest: Manifest,
    /// What came of each log.
    came: BTreeMap<Author, Came>,
    /// Places that came without their content, and no erasure names.
    blanks: BTreeSet<Place>,
    /// Places that erasures among the entries name.
    erasures: BTreeMap<Place, Named>,
    erased: u64,
}

/// What came of a log, without gaps.
struct Came {
    first_seq: u64,
    items: Vec<ReceivedItem>,
}

/// Where that which is to be erased lies.
#[derive(Default)]
pub(crate) struct Doomed {
    places: BTreeSet<Place>,
    weeks: BTreeSet<Week>,
    in_tail: bool,
    /// A device that explains now what was missing.
    explains_gap: Option<Author>,
}

/// What becomes of the store once everything is committed.
pub(crate) struct Written {
    pub(crate) manifest: Manifest,
    pub(crate) logs: Logs,
    pub(crate) received: Received,
    /// Whether the tail was folded.
    pub(crate) folded: bool,
    /// Whether anything was erased here.
    pub(crate) purged: bool,
}

impl<'a> Incoming<'a> {
    pub(crate) fn begin(keys: &'a Keys, state: &'a State) -> Self {
        Self {
            keys,
            state,
            logs: state.logs.clone(),
            manifest: state.manifest.clone(),
            came: BTreeMap::new(),
            blanks: BTreeSet::new(),
            erasures: BTreeMap::new(),
            erased: 0,
        }
    }

    /// Takes up a run, if it continues what is here and leads to its end.
    pub(crate) fn take(&mut self, log: ReceivedLog, wall_ms: u64) -> Result<(), StoreError> {
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
        for item in &log.items {
            seq += 1;
            hash = hash.next_hash(item.hash);
            match item.entry() {
                Some(entry) if (entry.author(), entry.seq()) != (author, seq) => {
                    return refused(LogRefusal::Misplaced);
                }
                Some(entry) => self.note(entry, wall_ms)?,
                None => drop(self.blanks.insert((author, seq))),
            }
        }
        if hash != log.end {
            return refused(LogRefusal::OtherEnd);
        }
        if seq > 0 {
            self.logs.ends.insert(author, LogEnd { seq, hash });
        }
        let nothing = || Came { first_seq: log.first_seq, items: Vec::new() };
        self.came.entry(author).or_insert_with(nothing).items.extend(log.items);
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
    pub(crate) fn settle(&mut self) -> Result<BTreeMap<Place, Named>, StoreError> {
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
        for place in &self.blanks {
            self.manifest.note_missing(*place);
        }
        Ok(sought)
    }

    /// Keeps the entry at a place out, if it is among those that came; says whether anything of that place came.
    fn keep_out(&mut self, place: Place, (hash, by): Named) -> Result<bool, StoreError> {
        let Some(came) = self.came.get_mut(&place.0).and_then(|came| came.at(place.1)) else {
            return Ok(false);
        };
        if came.hash != hash || came.entry().is_some_and(|entry| entry.erasure().is_some()) {
            return contradicted(by);
        }
        self.erased += u64::from(came.entry().is_some());
        came.item = LogItem::Erased(hash);
        self.blanks.remove(&place);
        Ok(true)
    }

    /// Finds what is to be erased in tail and blocks, newest weeks first.
    pub(crate) fn find(
        &self,
        transaction: &Connection,
        sought: &BTreeMap<Place, Named>,
    ) -> Result<Doomed, StoreError> {
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
    pub(crate) fn write(
        self,
        transaction: &Connection,
        doomed: Doomed,
        entropy: &mut dyn Entropy,
    ) -> Result<Written, StoreError> {
        let Self { keys, state, logs, mut manifest, came, mut erased, .. } = self;
        let mut added = 0;
        let purged = !doomed.places.is_empty();
        erased += doomed.places.len() as u64;
        let set_aside = manifest.set_aside;
        // The tail is folded as a whole: what is erased from it leaves no gap that would have to be explained.
        let mut weeks = if doomed.in_tail { by_week(state) } else { BTreeMap::new() };
        for week in &doomed.weeks {
            weeks.entry(*week).or_default();
        }
        for item in came.into_values().flat_map(|came| came.items) {
            if let LogItem::Entry(entry) = item.item {
                added += 1;
                weeks.entry(entry.filed().week()).or_default().push(entry);
            }
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
        if manifest.set_aside != set_aside || doomed.explains_gap.is_some() {
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

impl Came {
    fn at(&mut self, seq: u64) -> Option<&mut ReceivedItem> {
        self.items.get_mut(usize::try_from(seq.checked_sub(self.first_seq)?).ok()?)
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
