//! Names of journals, devices, wraps and key epochs.

use core::fmt;

use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};

macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name([u8; 16]);

        impl $name {
            /// Draws a new id: 128 random bits, never met twice.
            ///
            /// # Errors
            /// [`EntropyUnavailable`] if the random source does not answer.
            pub fn make_random(entropy: &mut dyn Entropy) -> Result<Self, EntropyUnavailable> {
                make_bytes(entropy).map(Self)
            }

            /// The id that these 16 bytes spell.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The 16 bytes of the id, as stored and sent.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        /// Shows two bytes only: enough to tell ids apart in a log, too little to name a journal.
        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                let [first, second, ..] = self.0;
                write!(formatter, "{}({first:02x}{second:02x}…)", stringify!($name))
            }
        }
    };
}

random_id! {
    /// Names one journal. Part of every key derivation and every seal, so bytes of one journal never open in
    /// another.
    JournalId
}

random_id! {
    /// Names one device (strictly: one installation of an app). Each keeps its own chain of entries.
    DeviceId
}

random_id! {
    /// Names one wrap, a way to unlock.
    WrapId
}

/// The 32 hexadecimal digits of the name, which a person may type to say which wrap is meant. It names no secret.
impl fmt::Display for WrapId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// A text that is not the 32 hexadecimal digits of a wrap's name.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not the name of a way to unlock")]
pub struct NotAWrapId;

impl core::str::FromStr for WrapId {
    type Err = NotAWrapId;

    fn from_str(text: &str) -> Result<Self, NotAWrapId> {
        if text.len() != 32 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NotAWrapId);
        }
        u128::from_str_radix(text, 16).map(|number| Self(number.to_be_bytes())).map_err(|_| NotAWrapId)
    }
}

/// The number of a key period, counted from 0. A new epoch begins when a member is removed; what was sealed
/// in an older epoch still opens with the older key, which stays in the [`Keyring`](crate::Keyring).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Epoch(pub u32);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn debug_shows_two_bytes_of_an_id() {
        let journal = JournalId::from_bytes([0xab; 16]);
        assert_eq!(format!("{journal:?}"), "JournalId(abab…)");
        let device = DeviceId::from_bytes(core::array::from_fn(|index| index as u8));
        assert_eq!(format!("{device:?}"), "DeviceId(0001…)");
    }

    #[test]
    fn a_wraps_name_is_written_and_read_as_32_digits() {
        let id = WrapId::from_bytes(core::array::from_fn(|index| index as u8));
        assert_eq!(id.to_string(), "000102030405060708090a0b0c0d0e0f");
        assert_eq!(id.to_string().to_uppercase().parse(), Ok(id));
        for wrong in ["", "00", "+00102030405060708090a0b0c0d0e0f", "g00102030405060708090a0b0c0d0e0f"] {
            assert_eq!(wrong.parse::<WrapId>(), Err(NotAWrapId), "{wrong}");
        }
    }

    #[test]
    fn random_ids_differ_and_round_trip() {
        let mut entropy = SeededEntropy::new(1);
        let one = DeviceId::make_random(&mut entropy).unwrap();
        let two = DeviceId::make_random(&mut entropy).unwrap();
        assert_ne!(one, two);
        assert_eq!(DeviceId::from_bytes(*one.as_bytes()), one);
    }
}
