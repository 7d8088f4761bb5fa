//! A hash as words that two people compare.

use crate::words;

/// How many words a hash is compared by: 44 bits of it.
pub const COMPARISON_WORDS: usize = 4;
const BITS_A_WORD: usize = 11;

/// The words that stand for a hash: its first 44 bits, eleven a word, from the English list of BIP-39. For comparing what is no
/// secret, not for proving it: who can choose what is hashed can find another with the same words.
#[must_use]
pub fn comparison_words(hash: &[u8; 32]) -> [&'static str; COMPARISON_WORDS] {
    words_of_hash(hash)
}

/// The words that the first bits of a hash spell.
pub(crate) fn words_of_hash<const N: usize>(hash: &[u8; 32]) -> [&'static str; N] {
    let mut bits = words::Bits::default();
    words::push_bytes(&mut bits, hash);
    let mut found = [""; N];
    for (word, group) in found.iter_mut().zip(bits.chunks_exact(BITS_A_WORD)) {
        *word = words::word(words::number(group));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 00000000000 00000000001 11111111111 00000000010, from the list's numbers 0, 1, 2047 and 2.
    #[test]
    fn eleven_bits_are_a_word() {
        let mut hash = [0; 32];
        hash[..6].copy_from_slice(&[
            0b0000_0000,
            0b0000_0000,
            0b0000_0111,
            0b1111_1111,
            0b1000_0000,
            0b0010_0000,
        ]);
        assert_eq!(comparison_words(&hash), ["abandon", "ability", "zoo", "able"]);
    }
}
