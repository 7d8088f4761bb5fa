//! Following every log from its first entry to its end, over what is there, what was erased and what is missing.

use crate::block;
use crate::error::StoreError;
use crate::keys::Keys;
use crate::manifest::{Gap, LogEnd, Manifest, UNKNOWN};
use nourish_record::{Author, Entry, Recorded, Week};
use nourish_seal::{ChainHash, DeviceId, JournalId};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// The place of an entry: its device and its number in that device's log.
pub(crate) type Place = (Author, u64);

/// The entry hash of every place that is known, and where it comes from.
#[derive(Default)]
pub(crate) struct Links {
    hashes: BTreeMap<Place, [u8; 32]>,
    /// Places that are known from an erasure alone.
    empty: BTreeSet<Place>,
    /// Places whose content was erased.
    pub(crate) erased: BTreeSet<Place>,
    /// The latest stamp of each device's entries.
    pub(crate) latest: BTreeMap<Author, Recorded>,
    /// How many entries there are.
    pub(crate) entries: u64,
    /// Whether one place has two different entries.
    pub(crate) forked: bool,
}

/// What following the logs comes to.
pub(crate) struct Followed {
    pub(crate) ends: BTreeMap<Author, LogEnd>,
    pub(crate) gaps: Vec<Gap>,
    /// Places behind the ends that erasures name, with the hash that they give.
    pub(crate) ahead: BTreeMap<Place, [u8; 32]>,
    /// Whether a log leads elsewhere than to the end that is known of it.
    pub(crate) broken: bool,
}

impl Links {
    /// Takes an entry up.
    pub(crate) fn note(&mut self, entry: &Entry) {
        self.entries += 1;
        let latest = self.latest.entry(entry.author()).or_default();
        *latest = entry.recorded().max(*latest);
        let place = (entry.author(), entry.seq());
        self.link(place, nourish_seal::entry_hash(&entry.encode()));
        self.empty.remove(&place);
        if let Some(erasure) = entry.erasure() {
            let place = (erasure.author, erasure.seq);
            if !self.hashes.contains_key(&place) {
                self.empty.insert(place);
            }
            self.erased.insert(place);
            self.link(place, erasure.hash);
        }
    }

    /// Whether an entry with its content stands at a place.
    pub(crate) fn holds(&self, place: Place) -> bool {
        self.hashes.contains_key(&place) && !self.empty.contains(&place)
    }

    /// Whether the two know different entries at one place.
    pub(crate) fn contradicts(&self, other: &Self) -> bool {
        let differs = |(place, hash)| other.hashes.get(place).is_some_and(|theirs| theirs != hash);
        self.forked || other.forked || self.hashes.iter().any(differs)
    }

    fn link(&mut self, place: Place, hash: [u8; 32]) {
        self.forked |= *self.hashes.entry(place).or_insert(hash) != hash;
    }

    /// Follows every log, from its start to the last entry that is there or known of. What an erasure alone names behind that
    /// has not come yet.
    pub(crate) fn follow(&self, journal: JournalId, known: &BTreeMap<Author, LogEnd>) -> Followed {
        let mut followed =
            Followed { ends: BTreeMap::new(), gaps: Vec::new(), ahead: BTreeMap::new(), broken: self.forked };
        let authors: BTreeSet<Author> =
            self.hashes.keys().map(|(author, _)| *author).chain(known.keys().copied()).collect();
        for author in authors {
            self.follow_one(journal, author, known.get(&author).copied(), &mut followed);
        }
        followed
    }

    fn follow_one(&self, journal: JournalId, author: Author, known: Option<LogEnd>, to: &mut Followed) {
        let mut end = LogEnd { seq: 0, hash: start(journal, author) };
        let mut whole = true;
        let mut leave_out = |first: u64, last: u64| to.gaps.push(Gap { author, first, last });
        let of_log = || self.hashes.range((author, 1)..=(author, u64::MAX));
        let last_here = of_log().rev().find(|(place, _)| !self.empty.contains(place));
        let last = last_here.map_or(0, |((_, seq), _)| *seq).max(known.map_or(0, |known| known.seq));
        to.ahead.extend(of_log().filter(|((_, seq), _)| *seq > last));
        for ((_, seq), hash) in of_log().take_while(|((_, seq), _)| *seq <= last) {
            if *seq > end.seq + 1 {
                leave_out(end.seq + 1, seq - 1);
                whole = false;
            }
            end = LogEnd { seq: *seq, hash: end.hash.next_hash(*hash) };
            let signed = known.filter(|known| known.seq == *seq && known.hash != UNKNOWN);
            to.broken |= whole && signed.is_some_and(|known| known.hash != end.hash);
        }
        if let Some(known) = known.filter(|known| known.seq > end.seq) {
            leave_out(end.seq + 1, known.seq);
            (end.seq, whole) = (known.seq, false);
        }
        if !whole {
            end.hash = known.filter(|known| known.seq == end.seq).map_or(UNKNOWN, |known| known.hash);
        }
        if end.seq > 0 {
            to.ends.insert(author, end);
        }
    }

    /// The chain of a device after its entry `seq`, if everything up to there is known.
    pub(crate) fn chain(&self, journal: JournalId, author: Author, seq: u64) -> Option<ChainHash> {
        let mut end = (0, start(journal, author));
        for ((_, next), hash) in self.hashes.range((author, 1)..=(author, seq)) {
            (*next == end.0 + 1).then_some(())?;
            end = (*next, end.1.next_hash(*hash));
        }
        (end.0 == seq).then_some(end.1)
    }
}

/// Walks through every block and the fresh entries. Gives the weeks that do not open beside the links.
pub(crate) fn walk<'a>(
    connection: &Connection,
    keys: &Keys,
    manifest: &Manifest,
    fresh: impl IntoIterator<Item = &'a Entry>,
) -> Result<(Links, Vec<Week>), StoreError> {
    let mut links = Links::default();
    let mut unreadable = Vec::new();
    for (week, meta) in &manifest.weeks {
        match block::read(connection, &keys.sealer, *week, meta)? {
            Ok(entries) => entries.iter().for_each(|entry| links.note(entry)),
            Err(_) => unreadable.push(*week),
        }
    }
    fresh.into_iter().for_each(|entry| links.note(entry));
    Ok((links, unreadable))
}

/// Counts anew which entries are missing, after something was set aside or refilled.
pub(crate) fn recount<'a>(
    connection: &Connection,
    keys: &Keys,
    manifest: &mut Manifest,
    ends: &BTreeMap<Author, LogEnd>,
    fresh: impl IntoIterator<Item = &'a Entry>,
) -> Result<Followed, StoreError> {
    let (links, _) = walk(connection, keys, manifest, fresh)?;
    let followed = links.follow(keys.journal, ends);
    manifest.missing.clone_from(&followed.gaps);
    manifest.ahead.clone_from(&followed.ahead);
    Ok(followed)
}

fn start(journal: JournalId, author: Author) -> ChainHash {
    ChainHash::start(journal, DeviceId::from_bytes(*author.as_bytes()))
}
