//! Names of resources: UUIDs that follow from the names of entries, so that the same input gives the same bytes.

use nourish_record::EntryId;
use std::fmt;

/// A UUID, printed as `urn:uuid:` wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid([u8; 16]);

/// Offset and prime of FNV-1a over 128 bits.
const FNV_OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const FNV_PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

impl Uuid {
    /// The UUID of these bytes as they are.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The UUID of an entry: the bytes of its name.
    pub const fn of_entry(id: EntryId) -> Self {
        Self(*id.as_bytes())
    }

    /// A UUID that follows from this one and the words `of`: version 8 of RFC 9562, whose bits are the writer's own. It keeps names
    /// apart and is no secret.
    #[must_use]
    pub fn derived(self, of: &[&str]) -> Self {
        let mut hash = FNV_OFFSET;
        let mut add = |byte: u8| hash = (hash ^ u128::from(byte)).wrapping_mul(FNV_PRIME);
        self.0.iter().for_each(|byte| add(*byte));
        for word in of {
            word.bytes().for_each(&mut add);
            add(0);
        }
        let version = 0x8000_u128 << 64;
        let variant = 0x8000_0000_0000_0000_u128;
        let free = !((0xf000_u128 << 64) | 0xc000_0000_0000_0000_u128);
        Self(((hash & free) | version | variant).to_be_bytes())
    }

    /// How other resources refer to it.
    pub fn urn(self) -> String {
        format!("urn:uuid:{self}")
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_in_the_groups_of_rfc_9562() {
        let bytes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255];
        assert_eq!(Uuid::from_bytes(bytes).to_string(), "00010203-0405-0607-0809-0a0b0c0d0eff");
    }

    #[test]
    fn derived_ones_differ_and_bear_version_and_variant() {
        let person = Uuid::from_bytes([7; 16]);
        let (a, b) = (person.derived(&["total", "2026-11-20"]), person.derived(&["total2", "026-11-20"]));
        assert_ne!(a, b);
        assert_eq!(a, person.derived(&["total", "2026-11-20"]));
        let text = a.to_string();
        assert_eq!(text.get(14..15), Some("8"));
        assert!(matches!(text.get(19..20), Some("8" | "9" | "a" | "b")), "{text}");
    }
}
