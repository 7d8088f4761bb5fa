//! A device's log, place by place, for whoever hands it on.

use crate::block;
use crate::error::StoreError;
use crate::manifest::UNKNOWN;
use crate::store::Store;
use nourish_record::{Author, Entry};
use nourish_seal::{ChainHash, DeviceId, entry_hash};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// One place of a device's log.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all are entries, and each box would be a visit to the heap"
)]
pub enum LogItem {
    /// The entry that stands there.
    Entry(Entry),
    /// SHA-256 of the bytes of an entry whose content was erased.
    Erased([u8; 32]),
}

impl LogItem {
    /// What the log's chain is made of: SHA-256 of the entry's bytes.
    pub fn hash(&self) -> [u8; 32] {
        match self {
            Self::Entry(entry) => entry_hash(&entry.encode()),
            Self::Erased(hash) => *hash,
        }
    }
}

/// How far a device's log goes here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogHead {
    /// Whose log it is.
    pub device: DeviceId,
    /// The number of places in it, those of erased and missing entries included.
    pub seq: u64,
    /// The chain after the last place; `None` where an entry before it is missing and nobody signed for it.
    pub hash: Option<ChainHash>,
}

impl Store {
    /// How far every device's log goes, this device's included, in the order of devices. A log without entries is not named.
    pub fn log_heads(&self) -> Vec<LogHead> {
        let ends = self.state.logs.ends.iter().filter(|(_, end)| end.seq > 0);
        let head = |(author, end): (&Author, &crate::manifest::LogEnd)| LogHead {
            device: DeviceId::from_bytes(*author.as_bytes()),
            seq: end.seq,
            hash: known(end.hash),
        };
        ends.map(head).collect()
    }

    /// The places of a device's log from `first_seq` on, in order and without gaps, at most `limit_items` of them. Ends before a
    /// place whose entry is missing or does not open.
    ///
    /// What lies in the tail is found there. Otherwise weeks are read from the end of the journal that is likely nearer, one at a
    /// time, until every place was found; no more than one week and what is asked for is held in memory.
    ///
    /// # Errors
    /// [`StoreError::Suspended`], or what the disk may say.
    pub fn log_from(
        &self,
        device: DeviceId,
        first_seq: u64,
        limit_items: usize,
    ) -> Result<Vec<LogItem>, StoreError> {
        let author = Author::from_bytes(*device.as_bytes());
        let first = first_seq.max(1);
        let wanted = u64::try_from(limit_items).unwrap_or(u64::MAX);
        let last = self.end_seq(author).min(first.saturating_add(wanted).saturating_sub(1));
        let entry = |entry: &Entry| LogItem::Entry(entry.clone());
        let found = self.places(author, first..=last, entry, LogItem::Erased)?;
        let without_gaps = found.into_iter().zip(first..).take_while(|((seq, _), expected)| seq == expected);
        Ok(without_gaps.map(|((_, item), _)| item).collect())
    }

    /// The chain of a device's log after its first `seq` places; `None` where one of them is missing, or the log is not so long.
    ///
    /// Quick for the log's start and end; otherwise the journal is walked through, and 32 bytes held for each place.
    ///
    /// # Errors
    /// [`StoreError::Suspended`], or what the disk may say.
    pub fn chain_at(&self, device: DeviceId, seq: u64) -> Result<Option<ChainHash>, StoreError> {
        let author = Author::from_bytes(*device.as_bytes());
        let end = self.state.logs.end(self.keys.journal, author);
        if seq == end.seq {
            return Ok(known(end.hash));
        }
        if seq > end.seq {
            return Ok(None);
        }
        let hash = |entry: &Entry| entry_hash(&entry.encode());
        let hashes = self.places(author, 1..=seq, hash, |hash| hash)?;
        let whole = u64::try_from(hashes.len()) == Ok(seq);
        let start = ChainHash::start(self.keys.journal, device);
        Ok(whole.then(|| hashes.into_values().fold(start, ChainHash::next_hash)))
    }

    fn end_seq(&self, author: Author) -> u64 {
        self.state.logs.ends.get(&author).map_or(0, |end| end.seq)
    }

    /// What stands at some places of a log, or what an erasure says stood there.
    fn places<T>(
        &self,
        author: Author,
        places: RangeInclusive<u64>,
        of_entry: impl Fn(&Entry) -> T,
        of_hash: impl Fn([u8; 32]) -> T,
    ) -> Result<BTreeMap<u64, T>, StoreError> {
        let connection = self.reading()?;
        let wanted = places.end().saturating_add(1).saturating_sub(*places.start());
        let mut found: BTreeMap<u64, T> = BTreeMap::new();
        let mut take = |entry: &Entry| {
            if entry.author() == author && places.contains(&entry.seq()) {
                found.insert(entry.seq(), of_entry(entry));
            }
            if let Some(erasure) = entry.erasure()
                && erasure.author == author
                && places.contains(&erasure.seq)
            {
                found.entry(erasure.seq).or_insert_with(|| of_hash(erasure.hash));
            }
            found.len() as u64
        };
        let mut count = 0;
        for row in &self.state.tail {
            count = take(&row.entry);
        }
        let mut weeks = self.state.manifest.weeks.iter();
        // Most of what was logged early lies in early weeks.
        let is_early = *places.start() <= self.end_seq(author) / 2;
        while count < wanted
            && let Some((week, meta)) = if is_early { weeks.next() } else { weeks.next_back() }
        {
            for entry in block::read(connection, &self.keys.sealer, *week, meta)?.unwrap_or_default() {
                count = take(&entry);
            }
        }
        Ok(found)
    }
}

fn known(hash: ChainHash) -> Option<ChainHash> {
    (hash != UNKNOWN).then_some(hash)
}
