//! Bits as words that a person can write down and type again.
//!
//! Eleven bits are one word of the English list of BIP-39, whose words differ in their first four letters.

use nourish_press::Files;
use std::sync::LazyLock;
use zeroize::Zeroizing;

static FILES: Files = nourish_press::pressed!("words");
/// The English list of BIP-39, in its order, which is that of the alphabet.
static LIST: LazyLock<Vec<&str>> = LazyLock::new(|| FILES.text("english.txt").lines().collect());

const BITS_A_WORD: usize = 11;
/// So many letters tell a word of the list from every other.
const TELLING_LETTERS: usize = 4;
/// The longest text that is looked at: sixteen words on numbered lines take 200 bytes.
const TEXT_LIMIT_BYTES: usize = 4_096;

/// Bits, most significant first. Wiped when dropped.
pub(crate) type Bits = Zeroizing<Vec<bool>>;

/// The word at a place of the list, from 0; empty beyond its end.
pub(crate) fn word(place: u32) -> &'static str {
    usize::try_from(place).ok().and_then(|place| LIST.get(place)).copied().unwrap_or_default()
}

/// Appends the lowest `count` bits of `value`.
pub(crate) fn push(bits: &mut Bits, value: u32, count: u32) {
    bits.extend((0..count).rev().map(|place| value.checked_shr(place).unwrap_or(0) & 1 == 1));
}

/// Appends whole bytes.
pub(crate) fn push_bytes(bits: &mut Bits, bytes: &[u8]) {
    bytes.iter().for_each(|byte| push(bits, u32::from(*byte), 8));
}

/// The number that at most 32 bits spell.
pub(crate) fn number(bits: &[bool]) -> u32 {
    bits.iter().fold(0, |number, bit| (number << 1) | u32::from(*bit))
}

/// Bytes from bits; a last byte that is not full gets zero bits.
pub(crate) fn bytes(bits: &[bool]) -> Zeroizing<Vec<u8>> {
    let byte = |eight: &[bool]| {
        let missing = 8_usize.saturating_sub(eight.len());
        u8::try_from(number(eight) << missing).unwrap_or(0)
    };
    Zeroizing::new(bits.chunks(8).map(byte).collect())
}

/// The words of whole groups of eleven bits, with a space between them.
pub(crate) fn spell(bits: &[bool]) -> Zeroizing<String> {
    // Long enough that it never moves and leaves a copy behind.
    let mut text = Zeroizing::new(String::with_capacity(9 * bits.len().div_ceil(BITS_A_WORD)));
    for group in bits.chunks_exact(BITS_A_WORD) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word(number(group)));
    }
    text
}

/// The words of a text in small letters: what has no letter in it, like the numbers of a list, is passed over.
pub(crate) fn words_of(text: &str) -> Option<Vec<Zeroizing<String>>> {
    if text.len() > TEXT_LIMIT_BYTES {
        return None;
    }
    let parts = text.split(|letter: char| letter.is_whitespace() || ",;".contains(letter));
    let parts = parts.filter(|part| part.chars().any(char::is_alphabetic));
    // Without the number of its line, as in `3.river`.
    let bare = parts.map(|part| part.trim_matches(|letter: char| !letter.is_alphabetic()));
    Some(bare.map(|part| Zeroizing::new(part.to_lowercase())).collect())
}

/// The bits of words, mending slips of the pen; `Err` is the position, from 1, of the first word that is none.
pub(crate) fn read(words: &[Zeroizing<String>]) -> Result<Bits, usize> {
    let mut bits = Zeroizing::new(Vec::with_capacity(words.len() * BITS_A_WORD));
    for (position, word) in (1_usize..).zip(words) {
        push(&mut bits, place_of(word).ok_or(position)?, 11);
    }
    Ok(bits)
}

/// The place in the list of the word that is meant: itself, the one that begins with the same four letters, or the
/// only one that one slip leads to.
fn place_of(word: &str) -> Option<u32> {
    if let Ok(place) = LIST.binary_search(&word) {
        return u32::try_from(place).ok();
    }
    let telling: Zeroizing<String> = Zeroizing::new(word.chars().take(TELLING_LETTERS).collect());
    if telling.chars().count() == TELLING_LETTERS
        && let Some(place) = LIST.iter().position(|listed| listed.starts_with(telling.as_str()))
    {
        return u32::try_from(place).ok();
    }
    let letters: Zeroizing<Vec<char>> = Zeroizing::new(word.chars().collect());
    let mut near = (0..).zip(LIST.iter()).filter(|(_, listed)| is_one_slip_from(&letters, listed));
    let (place, _) = near.next()?;
    near.next().is_none().then_some(place)
}

/// Whether one letter too many, too few or wrong, or two neighbours that changed places, tell the two apart.
fn is_one_slip_from(typed: &[char], listed: &str) -> bool {
    let listed: Vec<char> = listed.chars().collect();
    let same = typed.iter().zip(&listed).take_while(|(one, other)| one == other).count();
    let (typed, listed) = (typed.get(same..).unwrap_or_default(), listed.get(same..).unwrap_or_default());
    match (typed, listed) {
        ([_, after @ ..], _) if after == listed => true,
        (_, [_, after @ ..]) if after == typed => true,
        ([_, one @ ..], [_, other @ ..]) if one == other => true,
        ([a, b, one @ ..], [c, d, other @ ..]) => (a, b) == (d, c) && one == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_that_of_bip_39() {
        assert_eq!(*LIST, bip39::Language::English.word_list());
    }

    fn meant(word: &str) -> Option<&'static str> {
        place_of(word).map(super::word)
    }

    #[test]
    fn bits_become_words_and_come_back() {
        // BIP-39: 0 is abandon, 2047 is zoo, 1 is ability.
        let mut bits = Zeroizing::new(Vec::new());
        for place in [0, 2047, 1] {
            push(&mut bits, place, 11);
        }
        assert_eq!(spell(&bits).as_str(), "abandon zoo ability");
        let words = words_of("abandon zoo ability").unwrap();
        assert_eq!(read(&words).unwrap(), bits);
        assert_eq!(*bytes(&bits[..12]), [0x00, 0x10]);
    }

    #[test]
    fn the_text_may_be_a_numbered_list_in_any_case() {
        let words = words_of(" 1. Abandon\n2)ZOO,\t3.ability;\n4 ").unwrap();
        let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
        assert_eq!(words, ["abandon", "zoo", "ability"]);
        assert!(words_of(&"a ".repeat(2_049)).is_none());
    }

    #[test]
    fn one_slip_is_mended_where_only_one_word_can_be_meant() {
        for typed in ["abandon", "abandn", "abandonn", "abanzzz", "bandon", "xbandon", "baandon"] {
            assert_eq!(meant(typed), Some("abandon"), "{typed}");
        }
        assert_eq!(meant("zo"), Some("zoo"));
        assert_eq!(meant("yuo"), Some("you"));
    }

    #[test]
    fn what_may_mean_two_words_means_none() {
        // One slip from bar, car, far, jar and war.
        for typed in ["ar", "", "qqqq", "xylophone", "ähnlich"] {
            assert_eq!(meant(typed), None, "{typed}");
        }
    }

    #[test]
    fn every_word_of_the_list_is_itself_and_its_first_four_letters() {
        for (place, word) in (0..).zip(LIST.iter()) {
            assert_eq!(place_of(word), Some(place));
            let telling: String = word.chars().take(4).collect();
            if telling.len() == 4 {
                assert_eq!(place_of(&telling), Some(place), "{telling}");
            }
        }
    }

    #[test]
    fn a_word_that_is_none_is_named_by_its_position() {
        assert_eq!(read(&words_of("zoo abandon qqqqqq").unwrap()).unwrap_err(), 3);
    }
}
