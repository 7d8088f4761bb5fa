//! Numbers that look random and are the same in every run.

/// A sequence of numbers from a seed: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
#[derive(Debug, Clone)]
pub(crate) struct Sequence(u64);

/// The odd constant that the state grows by: the golden ratio in 64 bits.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Sequence {
    /// The sequence that belongs to all of `parts` together, in their order: a seed, a person, a day, a purpose.
    pub(crate) fn of(parts: &[u64]) -> Self {
        parts.iter().fold(Self(0), |sequence, part| Self(Self(sequence.0 ^ part).next()))
    }

    /// The next number.
    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `bound`; 0 where `bound` is 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        // The upper part of a 96-bit product: as even as 64 bits allow.
        let product = u128::from(self.next()) * u128::from(bound);
        u32::try_from(product >> 64).unwrap_or(0)
    }

    /// A number from `least` to `most`; `least` where `most` is not above it.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = u32::try_from(most - least).map_or(1, |span| span.saturating_add(1));
        least + i64::from(self.below(span))
    }

    /// A number around `middle`, no further from it than `spread`, the nearer the likelier: the middle of three even draws.
    pub(crate) fn around(&mut self, middle: i64, spread: i64) -> i64 {
        let sum: i64 = (0..3).map(|_| self.between(-spread, spread)).sum();
        middle + sum / 3
    }

    /// True this many times in a thousand.
    pub(crate) fn per_mille(&mut self, chance: u32) -> bool {
        self.below(1_000) < chance
    }

    /// One of `choices`; `None` if there are none.
    pub(crate) fn pick<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        let count = u32::try_from(choices.len()).unwrap_or(u32::MAX);
        choices.get(self.below(count) as usize).copied()
    }

    /// Which of `shares` a draw falls into; shares are per mille and the last one takes what is left.
    pub(crate) fn share(&mut self, shares: &[u32]) -> usize {
        let drawn = self.below(1_000);
        let mut upto = 0;
        let found = shares.iter().position(|share| {
            upto += share;
            drawn < upto
        });
        found.unwrap_or_else(|| shares.len().saturating_sub(1))
    }
}

/// A number that fits the stored field; what is below zero is zero.
pub(crate) fn whole(value: i64) -> u32 {
    u32::try_from(value.max(0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of seed 1234567, as Rosetta Code publishes them.
    #[test]
    fn is_split_mix_64() {
        let mut sequence = Sequence(1_234_567);
        let first = [sequence.next(), sequence.next(), sequence.next()];
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn stays_within_its_bounds_and_reaches_them() {
        let mut sequence = Sequence::of(&[1]);
        let drawn: Vec<i64> = (0..1_000).map(|_| sequence.between(-3, 7)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-3), Some(&7)));
        assert!((0..1_000).all(|_| (90..=110).contains(&sequence.around(100, 10))));
        assert_eq!((sequence.between(5, 5), sequence.between(5, 4), sequence.below(0)), (5, 5, 0));
        assert_eq!(sequence.pick::<u8>(&[]), None);
    }

    #[test]
    fn shares_come_out_as_said() {
        let mut sequence = Sequence::of(&[2]);
        let mut counts = [0u32; 3];
        for _ in 0..30_000 {
            counts[sequence.share(&[500, 300, 200])] += 1;
        }
        // Three standard deviations of 30,000 draws at one half are 260.
        for (count, expected) in counts.iter().zip([15_000u32, 9_000, 6_000]) {
            assert!(count.abs_diff(expected) < 260, "{counts:?}");
        }
    }

    #[test]
    fn the_order_and_the_number_of_parts_count() {
        let first = |parts: &[u64]| Sequence::of(parts).next();
        assert_ne!(first(&[1, 2]), first(&[2, 1]));
        assert_ne!(first(&[1]), first(&[1, 0]));
    }
}
