//! Members of a CBOR map with numbers for keys: written straight into their place, read without being copied.

use crate::field_type::FieldType;
use minicbor::{Decoder, Encoder};

/// Members as they are read: number and CBOR item, ascending by number.
pub(crate) type Members<'a> = [(u32, &'a [u8])];

/// Members of a newer version, kept as they came.
pub(crate) type Kept = Vec<(u32, Vec<u8>)>;

/// As many members as nearly every map has at most.
const USUAL_MEMBERS: usize = 16;
/// As many bytes as most items have at most.
const USUAL_ITEM_BYTES: usize = 64;

/// Takes members one after another, ascending by number.
pub trait Sink {
    /// Takes a member, unless there is nothing to write.
    fn put<T: FieldType>(&mut self, number: u32, value: &T);
}

/// The item of one member.
pub(crate) fn find<'a>(members: &Members<'a>, number: u32) -> Option<&'a [u8]> {
    members.iter().find(|(candidate, _)| *candidate == number).map(|(_, item)| *item)
}

/// Reads a map with ascending numbers for keys that fills `bytes`.
pub(crate) fn read_map(bytes: &[u8]) -> Option<Vec<(u32, &[u8])>> {
    let mut input = Decoder::new(bytes);
    let length = input.map().ok()??;
    // A hostile length takes no room before its members are there.
    let mut members =
        Vec::with_capacity(usize::try_from(length).map_or(0, |length| length.min(USUAL_MEMBERS)));
    for _ in 0..length {
        let number = read_number(&mut input)?;
        if members.last().is_some_and(|(last, _)| *last >= number) {
            return None;
        }
        let start = input.position();
        skip(&mut input)?;
        members.push((number, bytes.get(start..input.position())?));
    }
    (input.position() == bytes.len()).then_some(members)
}

/// Reads the number of a member: nearly always one byte.
fn read_number(input: &mut Decoder<'_>) -> Option<u32> {
    match input.input().get(input.position()) {
        Some(number @ 0x00..=0x17) => {
            input.set_position(input.position() + 1);
            Some(u32::from(*number))
        }
        _ => input.u32().ok(),
    }
}

/// Passes over one item.
fn skip(input: &mut Decoder<'_>) -> Option<()> {
    let rest = input.input().get(input.position()..)?;
    let mut end = 0;
    // An array or map is one item, and as many more as it has members.
    let mut items = 1;
    while items > 0 {
        let head = *rest.get(end)?;
        let more = usize::from(head & 0x1f);
        items -= 1;
        // Numbers, what is short and maps of few are nearly all that an entry is made of.
        end += match head {
            0x00..=0x17 | 0x20..=0x37 => 1,
            0x18 | 0x38 => 2,
            0x19 | 0x39 => 3,
            0x1a | 0x3a => 5,
            0x1b | 0x3b => 9,
            0x40..=0x57 => 1 + more,
            0x60..=0x77 => {
                std::str::from_utf8(rest.get(end + 1..=end + more)?).ok()?;
                1 + more
            }
            0x80..=0x97 => {
                items += more;
                1
            }
            0xa0..=0xb7 => {
                items += 2 * more;
                1
            }
            _ => return input.skip().ok(),
        };
    }
    (end <= rest.len()).then(|| input.set_position(input.position() + end))
}

/// Reads a value that must fill its item.
pub(crate) fn decode_whole<T: FieldType>(item: &[u8]) -> Option<T> {
    let mut input = Decoder::new(item);
    let value = T::decode(&mut input)?;
    (input.position() == item.len()).then_some(value)
}

/// A map that is being written.
pub(crate) struct MapWriter<'a> {
    out: &'a mut Vec<u8>,
    start: usize,
    count: u64,
}

impl<'a> MapWriter<'a> {
    /// Begins a map at the end of `out`.
    pub(crate) fn begin(out: &'a mut Vec<u8>) -> Self {
        let start = out.len();
        // The header of a map of fewer than 24 members is one byte, filled in at the end.
        out.push(0);
        Self { out, start, count: 0 }
    }

    /// Writes a member whose item `write` appends.
    pub(crate) fn member(&mut self, number: u32, write: impl FnOnce(&mut Vec<u8>)) {
        self.count += 1;
        // Writing to memory cannot fail.
        let _ = Encoder::new(&mut *self.out).u32(number);
        write(self.out);
    }

    /// Writes a member whose item is there already.
    pub(crate) fn item(&mut self, number: u32, item: &[u8]) {
        self.member(number, |out| out.extend_from_slice(item));
    }

    /// Writes a member that is a text.
    pub(crate) fn text(&mut self, number: u32, text: &str) {
        self.member(number, |out| drop(Encoder::new(out).str(text)));
    }

    /// Ends the map.
    pub(crate) fn finish(self) {
        let mut header = Vec::with_capacity(9);
        let _ = Encoder::new(&mut header).map(self.count);
        self.out.splice(self.start..=self.start, header);
    }
}

impl Sink for MapWriter<'_> {
    fn put<T: FieldType>(&mut self, number: u32, value: &T) {
        if !value.is_absent() {
            self.member(number, |out| value.encode(&mut Encoder::new(out)));
        }
    }
}

/// Members collected to be merged with others.
impl Sink for Kept {
    fn put<T: FieldType>(&mut self, number: u32, value: &T) {
        if !value.is_absent() {
            let mut item = Vec::new();
            value.encode(&mut Encoder::new(&mut item));
            self.push((number, item));
        }
    }
}

/// Whether values are written as they were read: counts those that are.
pub(crate) struct Matcher<'a> {
    members: &'a Members<'a>,
    item: Vec<u8>,
    /// How many values are written just as they were read.
    pub(crate) matched: usize,
}

impl<'a> Matcher<'a> {
    pub(crate) fn new(members: &'a Members<'a>) -> Self {
        Self { members, item: Vec::with_capacity(USUAL_ITEM_BYTES), matched: 0 }
    }
}

impl Sink for Matcher<'_> {
    fn put<T: FieldType>(&mut self, number: u32, value: &T) {
        if value.is_absent() {
            return;
        }
        self.item.clear();
        value.encode(&mut Encoder::new(&mut self.item));
        self.matched += usize::from(find(self.members, number) == Some(self.item.as_slice()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn passes_over_what_a_decoder_passes_over(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let [mut ours, mut theirs] = [Decoder::new(&bytes), Decoder::new(&bytes)];
            let (passed, expected) = (skip(&mut ours), theirs.skip().ok());
            prop_assert_eq!(passed, expected);
            if passed.is_some() {
                prop_assert_eq!(ours.position(), theirs.position());
            }
        }
    }
}
