//! Numbers that look random and are the same in every run.

/// A sequence of numbers from a seed (SplitMix64: Steele, Lea and Flood, OOPSLA 2014).
#[derive(Debug, Clone)]
pub struct Sequence(u64);

impl Sequence {
    /// The sequence that belongs to `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `bound`, which is not 0.
    pub const fn below(&mut self, bound: u32) -> u32 {
        // The upper half of a 32-bit product: as even as 32 bits allow.
        (((self.next() >> 32) * bound as u64) >> 32) as u32
    }

    /// A number from `least` to `most`.
    pub const fn between(&mut self, least: u32, most: u32) -> u32 {
        least + self.below(most - least + 1)
    }

    /// True this many times in a hundred.
    pub const fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`; `None` if there are none.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        let count = u32::try_from(choices.len()).ok().filter(|count| *count > 0)?;
        choices.get(self.below(count) as usize)
    }

    /// 16 bytes.
    pub fn bytes(&mut self) -> [u8; 16] {
        (u128::from(self.next()) << 64 | u128::from(self.next())).to_be_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of seed 1234567, as Rosetta Code publishes them.
    #[test]
    fn is_split_mix_64() {
        let mut sequence = Sequence::new(1_234_567);
        let first = [sequence.next(), sequence.next(), sequence.next()];
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn stays_within_its_bounds_and_reaches_them() {
        let mut sequence = Sequence::new(1);
        let drawn: Vec<u32> = (0..1_000).map(|_| sequence.between(3, 7)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&3), Some(&7)));
        assert_eq!(sequence.pick::<u8>(&[]), None);
    }
}
