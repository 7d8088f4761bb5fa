//! What the devices of a simulation log: bytes that say who wrote them, at which place, and what kind of thing they are.

use nourish_seal::DeviceId;
use nourish_sync::{Item, Role};

/// What an entry is, as far as rights go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything that whoever writes may write.
    Weight,
    /// Takes the content of another entry, named by its number, away.
    Erasure(u64),
}

/// An entry of the simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The device that logged it.
    pub device: DeviceId,
    /// Its place in that device's log.
    pub seq: u64,
    /// Names the entry in the whole simulation, whatever log it moves to.
    pub number: u64,
    /// What it is.
    pub kind: Kind,
}

impl Entry {
    /// The bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let (kind, target) = match self.kind {
            Kind::Weight => (0, 0),
            Kind::Erasure(target) => (1, target),
        };
        let parts: [&[u8]; 5] = [
            self.device.as_bytes(),
            &self.seq.to_be_bytes(),
            &self.number.to_be_bytes(),
            &[kind],
            &u64::to_be_bytes(target),
        ];
        parts.concat()
    }

    /// Reads what [`encode`](Self::encode) wrote.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; 41] = bytes.try_into().ok()?;
        let number = |at: usize| u64::from_be_bytes(bytes[at..at + 8].try_into().unwrap());
        let kind = match bytes[32] {
            0 => Kind::Weight,
            1 => Kind::Erasure(number(33)),
            _ => return None,
        };
        let device = DeviceId::from_bytes(bytes[..16].try_into().ok()?);
        Some(Self { device, seq: number(16), number: number(24), kind })
    }

    /// The entry that an item holds, if its content is there.
    #[must_use]
    pub fn of(item: &Item) -> Option<Self> {
        match item {
            Item::Entry(bytes) => Self::decode(bytes),
            Item::Erased(_) => None,
        }
    }
}

/// Whether a role may write an entry of that kind.
#[must_use]
pub const fn may_write(role: Role, kind: Kind) -> bool {
    match (role, kind) {
        (Role::Patient, _) => true,
        (Role::Carer | Role::Clinician, kind) => matches!(kind, Kind::Weight),
        (Role::Reader, _) => false,
    }
}
