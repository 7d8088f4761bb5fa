//! What a store counts of a journal, and whether it keeps a parcel more: decided once for every store.

use nourish_sync::{Generation, JournalId, Kept, PARCEL_BYTES, Parcel, entry_hash};

/// What is kept of a journal.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) parcels: u64,
    pub(crate) statements: u64,
    pub(crate) bytes: u64,
}

/// The most that is kept of a journal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    pub(crate) parcels: u64,
    pub(crate) bytes: u64,
}

impl Counts {
    /// What becomes of a parcel that stands at the place `already`, if it stands anywhere. It is counted where it is new.
    pub(crate) fn keep(&mut self, parcel: &Parcel, already: Option<u64>, most: Room) -> Kept {
        let sealed_bytes = parcel.sealed().len();
        if sealed_bytes > PARCEL_BYTES {
            return Kept::NoRoom;
        }
        if let Some(place) = already {
            return Kept::Already(place);
        }
        let number = statement_number(parcel);
        if number.is_some_and(|number| number != self.statements) {
            return Kept::CircleMoved { count: self.statements };
        }
        let bytes = self.bytes.saturating_add(sealed_bytes as u64);
        if bytes > most.bytes || self.parcels >= most.parcels {
            return Kept::NoRoom;
        }
        *self = Self {
            parcels: self.parcels + 1,
            statements: self.statements + u64::from(number.is_some()),
            bytes,
        };
        Kept::At(self.parcels)
    }
}

/// Which statement a parcel is marked as, if it is.
pub(crate) const fn statement_number(parcel: &Parcel) -> Option<u64> {
    match parcel {
        Parcel::Circle { number, .. } => Some(*number),
        Parcel::Batch { .. } | Parcel::Erased { .. } => None,
    }
}

/// What a journal's content is named: journals of one store are not to be told to be so.
pub(crate) fn generation_of(store: Generation, journal: JournalId) -> Generation {
    let hash = entry_hash(&[&store[..], journal.as_bytes()].concat());
    hash.first_chunk().copied().unwrap_or_default()
}

/// Databases count with a sign; nothing that is counted here comes near the end of it.
pub(crate) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
