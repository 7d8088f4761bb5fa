//! What guessing a passphrase costs.

use core::ops::RangeInclusive;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::{Zeroize, Zeroizing};

use crate::derive::SECRET_BYTES;
use crate::keyring::Secret;
use crate::wrap::WrapError;

const MEMORY_KIB: RangeInclusive<u32> = 8 * 1024..=1024 * 1024;
const PASSES: RangeInclusive<u32> = 1..=10;
const LANES: RangeInclusive<u32> = 1..=4;

/// What one try of a passphrase costs: the parameters of Argon2id (RFC 9106).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PassphraseCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl PassphraseCost {
    /// 64 MiB, 3 passes, 1 lane: the memory and passes of RFC 9106's second recommended option (section 4).
    /// It recommends 4 lanes; here they would be filled one after the other and take as long. Measured at
    /// 0.15 to 0.3 s on one core of a computer.
    pub const RECOMMENDED: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };

    /// A cost within the bounds that are accepted: 8 MiB to 1 GiB of memory, 1 to 10 passes, 1 to 4 lanes.
    /// The same bounds hold when a stored wrap is read, so that a planted file can neither hang the phone
    /// nor exhaust its memory.
    ///
    /// # Errors
    /// [`WrapError::CostOutOfBounds`] outside these bounds.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, WrapError> {
        if MEMORY_KIB.contains(&memory_kib) && PASSES.contains(&passes) && LANES.contains(&lanes) {
            Ok(Self { memory_kib, passes, lanes })
        } else {
            Err(WrapError::CostOutOfBounds { memory_kib, passes, lanes })
        }
    }

    /// The lowest cost that is accepted (8 MiB, 1 pass, 1 lane). **For tests**: a passphrase of a person
    /// deserves [`RECOMMENDED`](Self::RECOMMENDED).
    #[must_use]
    pub const fn lowest_for_tests() -> Self {
        Self { memory_kib: *MEMORY_KIB.start(), passes: *PASSES.start(), lanes: *LANES.start() }
    }

    /// Memory in KiB.
    #[must_use]
    pub const fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// How many times the memory is gone through.
    #[must_use]
    pub const fn passes(self) -> u32 {
        self.passes
    }

    /// How many lanes may be filled side by side.
    #[must_use]
    pub const fn lanes(self) -> u32 {
        self.lanes
    }

    /// The higher of both costs in each of their parts: never below either.
    #[must_use]
    pub fn raised_to(self, other: Self) -> Self {
        Self {
            memory_kib: self.memory_kib.max(other.memory_kib),
            passes: self.passes.max(other.passes),
            lanes: self.lanes.max(other.lanes),
        }
    }

    /// Argon2id version 0x13 of `passphrase`; its memory is wiped before it is given back.
    pub(crate) fn derive(self, passphrase: &[u8], salt: &[u8; 16]) -> Result<Secret, WrapError> {
        let out_of_bounds = WrapError::CostOutOfBounds {
            memory_kib: self.memory_kib,
            passes: self.passes,
            lanes: self.lanes,
        };
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(SECRET_BYTES))
            .map_err(|_| out_of_bounds)?;
        let mut memory: Vec<Block> = Vec::new();
        memory.try_reserve_exact(params.block_count()).map_err(|_| WrapError::OutOfMemory)?;
        memory.resize(params.block_count(), Block::default());

        let mut secret = Zeroizing::new([0; SECRET_BYTES]);
        let derived = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(passphrase, salt, secret.as_mut_slice(), &mut memory);
        memory.iter_mut().for_each(Zeroize::zeroize);
        derived.map(|()| secret).map_err(|_| out_of_bounds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_at_both_ends() {
        for (memory_kib, passes, lanes) in [(8_192, 1, 1), (1_048_576, 10, 4), (65_536, 3, 1)] {
            assert!(PassphraseCost::new(memory_kib, passes, lanes).is_ok());
        }
        let outside = [
            (8_191, 1, 1),
            (1_048_577, 1, 1),
            (8_192, 0, 1),
            (8_192, 11, 1),
            (8_192, 1, 0),
            (8_192, 1, 5),
            (u32::MAX, u32::MAX, u32::MAX),
        ];
        for (memory_kib, passes, lanes) in outside {
            let refused = Err(WrapError::CostOutOfBounds { memory_kib, passes, lanes });
            assert_eq!(PassphraseCost::new(memory_kib, passes, lanes), refused);
        }
    }

    #[test]
    fn raising_lowers_no_part() {
        let (deep, wide) = (PassphraseCost::new(8_192, 10, 1), PassphraseCost::new(65_536, 3, 2));
        let (deep, wide) = (deep.unwrap(), wide.unwrap());
        assert_eq!(deep.raised_to(wide), PassphraseCost::new(65_536, 10, 2).unwrap());
        assert_eq!(wide.raised_to(deep), deep.raised_to(wide));
        assert_eq!(wide.raised_to(PassphraseCost::lowest_for_tests()), wide);
    }

    #[test]
    fn the_recommended_and_the_lowest_cost_are_within_bounds() {
        for cost in [PassphraseCost::RECOMMENDED, PassphraseCost::lowest_for_tests()] {
            assert_eq!(PassphraseCost::new(cost.memory_kib(), cost.passes(), cost.lanes()), Ok(cost));
        }
    }
}
