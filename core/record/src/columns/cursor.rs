//! Whole numbers in as few bytes as they need, and byte strings with their length.

/// Seven bits a byte, least significant first; the top bit says that more follow.
pub(crate) fn put_unsigned(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Small negative numbers stay small: 0, -1, 1, -2 become 0, 1, 2, 3.
pub(crate) fn put_signed(out: &mut Vec<u8>, number: i64) {
    put_unsigned(out, ((number << 1) ^ (number >> 63)).cast_unsigned());
}

pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_unsigned(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Reads what the functions above wrote; `None` where the bytes end early or a number has more than 64 bits.
#[derive(Clone)]
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    pub(crate) fn unsigned(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return None;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(crate) fn signed(&mut self) -> Option<i64> {
        let folded = self.unsigned()?;
        Some((folded >> 1).cast_signed() ^ -((folded & 1).cast_signed()))
    }

    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.unsigned()?).ok()?;
        self.take(length)
    }

    /// The bytes that `read` reads.
    pub(crate) fn measure(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<&'a [u8]> {
        let before = self.rest;
        read(self)?;
        before.get(..before.len().checked_sub(self.rest.len())?)
    }

    pub(crate) fn array(&mut self) -> Option<[u8; 16]> {
        self.take(16)?.try_into().ok()
    }

    /// One CBOR item, however long.
    pub(crate) fn item(&mut self) -> Option<&'a [u8]> {
        // Small numbers, short texts and byte strings are nearly all there is, and their first byte says how long they are.
        match *self.rest.first()? {
            0x00..=0x17 | 0x20..=0x37 | 0xf4..=0xf6 => return self.take(1),
            0x18 | 0x38 => return self.take(2),
            0x19 | 0x39 => return self.take(3),
            0x1a | 0x3a => return self.take(5),
            first @ (0x40..=0x57 | 0x60..=0x77) => return self.take(1 + usize::from(first & 0x1f)),
            _ => {}
        }
        let mut input = minicbor::Decoder::new(self.rest);
        input.skip().ok()?;
        self.take(input.position())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers in prop::collection::vec(any::<i64>(), 0..20), text in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut out = Vec::new();
            numbers.iter().for_each(|number| put_signed(&mut out, *number));
            numbers.iter().for_each(|number| put_unsigned(&mut out, number.cast_unsigned()));
            put_bytes(&mut out, &text);
            let mut cursor = Cursor::new(&out);
            for number in &numbers {
                prop_assert_eq!(cursor.signed(), Some(*number));
            }
            for number in &numbers {
                prop_assert_eq!(cursor.unsigned(), Some(number.cast_unsigned()));
            }
            prop_assert_eq!(cursor.bytes(), Some(text.as_slice()));
            prop_assert!(cursor.is_empty());
        }
    }

    #[test]
    fn an_item_is_as_long_as_the_decoder_says() {
        for first in 0..=u8::MAX {
            let bytes: Vec<u8> = std::iter::once(first).chain([0; 40]).collect();
            let mut decoder = minicbor::Decoder::new(&bytes);
            let length = decoder.skip().ok().map(|()| decoder.position());
            assert_eq!(Cursor::new(&bytes).item().map(<[u8]>::len), length, "{first:#x}");
        }
        assert_eq!(Cursor::new(&[0x19, 0x01]).item(), None);
    }

    #[test]
    fn a_number_that_never_ends_is_refused() {
        assert_eq!(Cursor::new(&[0xff; 11]).unsigned(), None);
        assert_eq!(Cursor::new(&[0x80]).unsigned(), None);
    }
}
