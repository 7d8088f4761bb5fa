//! The hash over all entries of a device, in order.

use core::fmt;

use ring::digest::{Context, SHA256};

use crate::ident::{DeviceId, JournalId};

const HASH_BYTES: usize = 32;
const START_DOMAIN: &[u8] = b"nourish/chain/start/1";
const LINK_DOMAIN: &[u8] = b"nourish/chain/1";

/// The state of a device's chain after some number of entries. It is recomputed from the entries in order,
/// not stored beside each: two chains are equal exactly when all their entries are.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct ChainHash([u8; HASH_BYTES]);

impl ChainHash {
    /// The chain of `device` in `journal` before its first entry:
    /// SHA-256(`"nourish/chain/start/1"` | journal | device).
    #[must_use]
    pub fn start(journal: JournalId, device: DeviceId) -> Self {
        Self(sha256(&[START_DOMAIN, journal.as_bytes(), device.as_bytes()]))
    }

    /// The chain after one more entry, given the entry's bytes.
    #[must_use]
    pub fn next(self, entry_bytes: &[u8]) -> Self {
        self.next_hash(entry_hash(entry_bytes))
    }

    /// The chain after one more entry, given the entry's hash only, as for an erased entry:
    /// SHA-256(`"nourish/chain/1"` | previous (32) | entry hash (32)).
    #[must_use]
    pub fn next_hash(self, entry_hash: [u8; 32]) -> Self {
        Self(sha256(&[LINK_DOMAIN, &self.0, &entry_hash]))
    }

    /// The chain hash that these bytes spell.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the hash, as stored and sent.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Shows four bytes: enough to compare in a log.
impl fmt::Debug for ChainHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.0;
        write!(formatter, "ChainHash({a:02x}{b:02x}{c:02x}{d:02x}…)")
    }
}

/// SHA-256 of an entry's bytes: all that an erased entry leaves behind.
#[must_use]
pub fn entry_hash(entry_bytes: &[u8]) -> [u8; 32] {
    sha256(&[entry_bytes])
}

fn sha256(parts: &[&[u8]]) -> [u8; HASH_BYTES] {
    let mut context = Context::new(&SHA256);
    parts.iter().for_each(|part| context.update(part));
    let mut hash = [0; HASH_BYTES];
    for (to, from) in hash.iter_mut().zip(context.finish().as_ref()) {
        *to = *from;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);
    const DEVICE: DeviceId = DeviceId::from_bytes([2; 16]);

    #[test]
    fn an_erased_entry_keeps_the_chain() {
        let whole = ChainHash::start(JOURNAL, DEVICE).next(b"one").next(b"two").next(b"three");
        let erased =
            ChainHash::start(JOURNAL, DEVICE).next(b"one").next_hash(entry_hash(b"two")).next(b"three");
        assert_eq!(whole, erased);
    }

    #[test]
    fn order_content_count_journal_and_device_all_count() {
        let start = ChainHash::start(JOURNAL, DEVICE);
        let others = [
            start.next(b"one").next(b"two"),
            start.next(b"two").next(b"one"),
            start.next(b"one"),
            start.next(b"onetwo"),
            start.next(b"one").next(b"two").next(b""),
            ChainHash::start(JournalId::from_bytes([9; 16]), DEVICE).next(b"one").next(b"two"),
            ChainHash::start(JOURNAL, DeviceId::from_bytes([9; 16])).next(b"one").next(b"two"),
        ];
        for (index, one) in others.iter().enumerate() {
            assert!(others[index + 1..].iter().all(|other| other != one), "chain {index}");
        }
    }

    /// FIPS 180-2, appendix B.1: SHA-256 of "abc".
    #[test]
    fn an_entry_hash_is_plain_sha_256() {
        let hash = ChainHash::from_bytes(entry_hash(b"abc"));
        assert_eq!(format!("{hash:?}"), "ChainHash(ba7816bf…)");
    }
}
