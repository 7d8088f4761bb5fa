//! A mailbox in memory: for tests, simulations, and two journals in one process.

use crate::mailbox::{Mailbox, Page};
use crate::message::{Generation, Kept, PARCEL_BYTES, Parcel, ParcelHash, Served};
use nourish_seal::{DeviceId, JournalId, entry_hash};
use std::collections::BTreeMap;
use std::convert::Infallible;

/// A mailbox that keeps everything in memory. A copy of it is a copy of what it held at that time.
#[derive(Debug, Clone, Default)]
pub struct MemoryMailbox {
    boxes: BTreeMap<JournalId, JournalBox>,
    slots: BTreeMap<([u8; 16], u8), Vec<u8>>,
    restored: u64,
}

#[derive(Debug, Clone, Default)]
struct JournalBox {
    parcels: Vec<Parcel>,
    places: BTreeMap<ParcelHash, u64>,
    statements: u64,
    heads: BTreeMap<DeviceId, Vec<u8>>,
    parts: BTreeMap<ParcelHash, Vec<u8>>,
    checkpoint: Option<Vec<u8>>,
    served: Vec<Served>,
    closed: bool,
}

impl MemoryMailbox {
    /// The same content under a new generation, as after a restore. `count` tells restores apart.
    #[must_use]
    pub fn restored(mut self, count: u64) -> Self {
        self.restored = count;
        self
    }

    /// The parcels of a journal, to be looked at or spoilt by tests.
    pub fn parcels_mut(&mut self, journal: JournalId) -> &mut Vec<Parcel> {
        &mut self.boxes.entry(journal).or_default().parcels
    }

    /// Forgets the parcels of a journal after that many, as a mailbox would show itself that keeps the newest back.
    pub fn truncate(&mut self, journal: JournalId, parcels: usize) {
        let held = self.of(journal);
        held.parcels.truncate(parcels);
        held.places = (1..).zip(&held.parcels).map(|(place, parcel)| (parcel.hash(), place)).collect();
        let is_statement = |parcel: &&Parcel| matches!(parcel, Parcel::Circle { .. });
        held.statements = held.parcels.iter().filter(is_statement).count() as u64;
    }

    /// The heads of a journal, to be looked at or spoilt by tests.
    pub fn heads_mut(&mut self, journal: JournalId) -> &mut BTreeMap<DeviceId, Vec<u8>> {
        &mut self.boxes.entry(journal).or_default().heads
    }

    fn of(&mut self, journal: JournalId) -> &mut JournalBox {
        self.boxes.entry(journal).or_default()
    }
}

impl Mailbox for MemoryMailbox {
    type Error = Infallible;

    fn generation(&mut self, journal: JournalId) -> Result<Generation, Infallible> {
        let hash = entry_hash(&[&journal.as_bytes()[..], &self.restored.to_be_bytes()].concat());
        Ok(hash.first_chunk().copied().unwrap_or_default())
    }

    fn append(&mut self, journal: JournalId, parcels: &[Parcel]) -> Result<Vec<Kept>, Infallible> {
        let held = self.of(journal);
        Ok(parcels.iter().map(|parcel| held.keep(parcel)).collect())
    }

    fn read(&mut self, journal: JournalId, after: u64, limit_bytes: u64) -> Result<Page, Infallible> {
        let held = self.of(journal);
        let count = held.parcels.len() as u64;
        let skipped = usize::try_from(after).unwrap_or(usize::MAX);
        let parcels = (1..).zip(held.parcels.iter().cloned()).skip(skipped);
        Ok(Page::of(count, parcels, limit_bytes))
    }

    fn publish(&mut self, journal: JournalId, device: DeviceId, heads: &[u8]) -> Result<(), Infallible> {
        self.of(journal).heads.insert(device, heads.to_vec());
        Ok(())
    }

    fn heads(&mut self, journal: JournalId) -> Result<Vec<Vec<u8>>, Infallible> {
        Ok(self.of(journal).heads.values().cloned().collect())
    }

    fn put_slot(&mut self, slot: [u8; 16], number: u8, message: &[u8]) -> Result<bool, Infallible> {
        let held = self.slots.entry((slot, number)).or_insert_with(|| message.to_vec());
        Ok(held == message)
    }

    fn get_slot(&mut self, slot: [u8; 16], number: u8) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.slots.get(&(slot, number)).cloned())
    }

    fn put_part(&mut self, journal: JournalId, hash: ParcelHash, sealed: &[u8]) -> Result<(), Infallible> {
        self.of(journal).parts.insert(hash, sealed.to_vec());
        Ok(())
    }

    fn get_part(&mut self, journal: JournalId, hash: ParcelHash) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.of(journal).parts.get(&hash).cloned())
    }

    fn put_checkpoint(
        &mut self,
        journal: JournalId,
        sealed: &[u8],
        parts: &[ParcelHash],
    ) -> Result<bool, Infallible> {
        let held = self.of(journal);
        if parts.iter().any(|part| !held.parts.contains_key(part)) {
            return Ok(false);
        }
        held.parts.retain(|hash, _| parts.contains(hash));
        held.checkpoint = Some(sealed.to_vec());
        Ok(true)
    }

    fn get_checkpoint(&mut self, journal: JournalId) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.of(journal).checkpoint.clone())
    }

    fn served(&mut self, journal: JournalId) -> Result<Vec<Served>, Infallible> {
        Ok(self.of(journal).served.clone())
    }

    fn serve(&mut self, journal: JournalId, devices: &[Served]) -> Result<(), Infallible> {
        self.of(journal).served = devices.to_vec();
        Ok(())
    }

    fn erase(&mut self, journal: JournalId, place: u64, hash: ParcelHash) -> Result<bool, Infallible> {
        let index = usize::try_from(place).ok().and_then(|place| place.checked_sub(1));
        let parcel = index.and_then(|index| self.of(journal).parcels.get_mut(index));
        let there = parcel.filter(|parcel| parcel.hash() == hash && !matches!(parcel, Parcel::Circle { .. }));
        Ok(there.map(|parcel| *parcel = Parcel::Erased { hash }).is_some())
    }

    fn close(&mut self, journal: JournalId) -> Result<(), Infallible> {
        *self.of(journal) = JournalBox { closed: true, ..JournalBox::default() };
        Ok(())
    }

    fn is_closed(&mut self, journal: JournalId) -> Result<bool, Infallible> {
        Ok(self.of(journal).closed)
    }
}

impl JournalBox {
    fn keep(&mut self, parcel: &Parcel) -> Kept {
        if parcel.sealed().len() > PARCEL_BYTES {
            return Kept::NoRoom;
        }
        let hash = parcel.hash();
        if let Some(place) = self.places.get(&hash) {
            return Kept::Already(*place);
        }
        if let Parcel::Circle { number, .. } = parcel {
            if *number != self.statements {
                return Kept::CircleMoved { count: self.statements };
            }
            self.statements += 1;
        }
        self.parcels.push(parcel.clone());
        let place = self.parcels.len() as u64;
        self.places.insert(hash, place);
        Kept::At(place)
    }
}
