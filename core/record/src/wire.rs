//! The bytes of an entry: a version byte, then a CBOR map with numbered fields in ascending order (RFC 8949, deterministic
//! encoding). What this version does not know is kept as it came and written back byte for byte.

use crate::clock::Recorded;
use crate::day::CalendarDay;
use crate::draft::{Stamp, Status};
use crate::entry::{Content, Entry, Intent, Unknown};
use crate::erasure::Erasure;
use crate::fact::Fact;
use crate::field_type::FieldType;
use crate::id::{Author, EntryId};
use crate::members::{Kept, MapWriter, Matcher, Members, Sink, decode_whole, find, read_map};
use crate::moment::Moment;
use minicbor::{Decoder, Encoder};

/// First byte of every entry.
pub(crate) const VERSION: u8 = 1;
/// What most entries need.
const USUAL_BYTES: usize = 192;
/// Most bytes of an entry.
pub(crate) const ENTRY_BYTES: usize = 64 * 1024;

pub(crate) mod key {
    //! Numbers of the envelope's fields.
    pub(crate) const ID: u32 = 1;
    pub(crate) const KIND: u32 = 2;
    pub(crate) const OCCURRED_MS: u32 = 3;
    pub(crate) const OFFSET_S: u32 = 4;
    pub(crate) const ZONE: u32 = 5;
    pub(crate) const DAY: u32 = 6;
    pub(crate) const RECORDED: u32 = 7;
    pub(crate) const AUTHOR: u32 = 8;
    pub(crate) const SEQ: u32 = 9;
    pub(crate) const SOURCE: u32 = 10;
    pub(crate) const ORIGIN: u32 = 11;
    pub(crate) const STATUS: u32 = 12;
    pub(crate) const AMEND: u32 = 13;
    pub(crate) const RETRACT: u32 = 14;
    pub(crate) const REASON: u32 = 15;
    pub(crate) const PAYLOAD: u32 = 16;
    /// Fields from here on are of a newer version.
    pub(crate) const UNKNOWN: u32 = 17;
}

/// Why bytes are not an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// Written by a version whose envelope this one cannot read.
    #[error("written in entry format {version}, which this version cannot read")]
    NewerFormat {
        /// The version byte.
        version: u8,
    },
    /// Not CBOR, or not the fields of an entry.
    #[error("not an entry: field {field} is missing or malformed")]
    Malformed {
        /// Number of the envelope's field; 0 for the map itself.
        field: u32,
    },
    /// An entry written in another way than the one way there is.
    #[error("an entry that is not in its canonical form")]
    NotCanonical,
    /// Larger than an entry may be.
    #[error("larger than the {ENTRY_BYTES} bytes that an entry may have")]
    TooLarge,
}

impl Entry {
    /// The entry as bytes: always the same for the same entry.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(USUAL_BYTES);
        out.push(VERSION);
        let mut map = MapWriter::begin(&mut out);
        map.put(key::ID, &self.stamp.id);
        map.put(key::KIND, &self.kind_number());
        map.put(key::OCCURRED_MS, &self.occurred.instant_ms());
        map.put(key::OFFSET_S, &self.occurred.offset_s());
        match self.occurred.zone() {
            Some(zone) => map.text(key::ZONE, zone.name()),
            None => self
                .envelope()
                .iter()
                .filter(|(number, _)| *number == key::ZONE)
                .for_each(|(n, item)| map.item(*n, item)),
        }
        map.put(key::DAY, &self.occurred.day());
        map.put(key::RECORDED, &self.stamp.recorded.packed().cast_signed());
        map.put(key::AUTHOR, &EntryId::from_bytes(*self.stamp.author.as_bytes()));
        map.put(key::SEQ, &self.stamp.seq.cast_signed());
        map.put(key::SOURCE, &self.source);
        map.put(key::ORIGIN, &self.origin);
        map.put(key::STATUS, &Some(self.status).filter(|status| *status != Status::Final));
        put_intent(&mut map, self.intent);
        map.put(key::REASON, &self.reason);
        if self.content != Content::Nothing {
            map.member(key::PAYLOAD, |out| self.write_payload(out));
        }
        let later = self.envelope().iter().filter(|(number, _)| *number >= key::UNKNOWN);
        later.for_each(|(number, item)| map.item(*number, item));
        map.finish();
        out
    }

    /// Reads an entry.
    ///
    /// # Errors
    /// [`DecodeError`]; never a panic, whatever the bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let entry = Self::decode_sealed(bytes)?;
        if entry.encode() == bytes { Ok(entry) } else { Err(DecodeError::NotCanonical) }
    }

    /// Reads an entry whose bytes are known to be ours, as behind a seal of this device: they are not compared with their
    /// canonical form.
    ///
    /// # Errors
    /// As [`Entry::decode`], but for [`DecodeError::NotCanonical`].
    pub fn decode_sealed(bytes: &[u8]) -> Result<Self, DecodeError> {
        if bytes.len() > ENTRY_BYTES {
            return Err(DecodeError::TooLarge);
        }
        let (version, body) = bytes.split_first().ok_or(DecodeError::Malformed { field: 0 })?;
        if *version != VERSION {
            return Err(DecodeError::NewerFormat { version: *version });
        }
        let members = read_map(body).ok_or(DecodeError::Malformed { field: 0 })?;
        Self::from_members(&members)
    }

    /// Members of the envelope that this version does not know.
    pub(crate) fn envelope(&self) -> &[(u32, Vec<u8>)] {
        self.unknown.as_ref().map_or(&[], |unknown| unknown.envelope.as_slice())
    }

    /// Hands the payload's members, known and unknown, ascending by number, to `take`.
    pub(crate) fn payload(&self, mut take: impl FnMut(u32, &[u8])) {
        let mut members = self.unknown.as_ref().map_or_else(Kept::new, |unknown| unknown.payload.clone());
        match &self.content {
            Content::Known(fact) => fact.write(&mut members),
            Content::Erasure(erasure) => members.extend(erasure.members()),
            Content::Newer { .. } | Content::Nothing => {}
        }
        members.sort_by_key(|(number, _)| *number);
        members.iter().for_each(|(number, item)| take(*number, item));
    }

    fn write_payload(&self, out: &mut Vec<u8>) {
        let mut map = MapWriter::begin(out);
        match (&self.content, &self.unknown) {
            (Content::Known(fact), None) => fact.write(&mut map),
            _ => self.payload(|number, item| map.item(number, item)),
        }
        map.finish();
    }

    fn from_members(members: &Members<'_>) -> Result<Self, DecodeError> {
        let kind: Option<u32> = optional(members, key::KIND)?;
        let known_zone = zone(members)?.and_then(|name| name.parse().ok());
        let is_unknown =
            |number: u32| number >= key::UNKNOWN || (number == key::ZONE && known_zone.is_none());
        let envelope = members.iter().filter(|(number, _)| is_unknown(*number));
        let envelope: Kept = envelope.map(|(number, item)| (*number, item.to_vec())).collect();
        let occurred =
            Moment::new(required(members, key::OCCURRED_MS)?, required(members, key::OFFSET_S)?, known_zone)
                .map_err(|_| DecodeError::Malformed { field: key::OCCURRED_MS })?
                .on_day(required(members, key::DAY)?)
                .map_err(|_| DecodeError::Malformed { field: key::DAY })?;
        let (content, payload) = read_content(kind, members)?;
        Ok(Self {
            stamp: read_stamp(members)?,
            occurred,
            source: required(members, key::SOURCE)?,
            origin: optional(members, key::ORIGIN)?,
            status: optional(members, key::STATUS)?.unwrap_or(Status::Final),
            intent: read_intent(members)?,
            reason: optional(members, key::REASON)?,
            content,
            unknown: Unknown::of(payload, envelope),
        })
    }
}

fn zone<'a>(members: &Members<'a>) -> Result<Option<&'a str>, DecodeError> {
    let Some(item) = find(members, key::ZONE) else { return Ok(None) };
    let mut input = Decoder::new(item);
    let name = input.str().ok().filter(|_| input.position() == item.len());
    name.map(Some).ok_or(DecodeError::Malformed { field: key::ZONE })
}

fn read_stamp(members: &Members<'_>) -> Result<Stamp, DecodeError> {
    let author: EntryId = required(members, key::AUTHOR)?;
    Ok(Stamp {
        id: required(members, key::ID)?,
        recorded: Recorded::from_packed(unsigned(members, key::RECORDED)?),
        author: Author::from_bytes(*author.as_bytes()),
        seq: unsigned(members, key::SEQ)?,
    })
}

fn read_content(kind: Option<u32>, members: &Members<'_>) -> Result<(Content, Kept), DecodeError> {
    let malformed = DecodeError::Malformed { field: key::PAYLOAD };
    match (kind, find(members, key::PAYLOAD)) {
        (None, None) => Ok((Content::Nothing, Kept::new())),
        (Some(kind), Some(payload)) => Ok(content_of(kind, &read_map(payload).ok_or(malformed)?)),
        _ => Err(malformed),
    }
}

/// What the payload of a kind says to this version, and the members of it that this version does not know.
pub(crate) fn content_of(kind: u32, members: &Members<'_>) -> (Content, Kept) {
    let keep = |keep: &dyn Fn(u32) -> bool| -> Kept {
        members
            .iter()
            .filter(|(number, _)| keep(*number))
            .map(|(number, item)| (*number, item.to_vec()))
            .collect()
    };
    if let Some(erasure) = Erasure::of(members).filter(|_| kind == Erasure::KIND_NUMBER) {
        return (Content::Erasure(erasure), keep(&|number| !(1..=3).contains(&number)));
    }
    let Some(fact) = Fact::from_members(kind, members) else {
        return (Content::Newer { kind }, keep(&|_| true));
    };
    let is_known = |number: u32| fact.kind().fields.iter().any(|field| field.number == number);
    let known = members.iter().filter(|(number, _)| is_known(*number)).count();
    let mut matcher = Matcher::new(members);
    fact.write(&mut matcher);
    // A value written in another way than ours could not be written back as it came.
    if matcher.matched != known {
        return (Content::Newer { kind }, keep(&|_| true));
    }
    let unknown = if known == members.len() { Kept::new() } else { keep(&|number| !is_known(number)) };
    (Content::Known(fact), unknown)
}

fn put_intent(map: &mut MapWriter<'_>, intent: Intent) {
    match intent {
        Intent::Record => {}
        Intent::Amend { root, base, filed } => map.member(key::AMEND, |out| {
            let mut out = Encoder::new(out);
            let _ = out.array(3);
            root.encode(&mut out);
            base.encode(&mut out);
            filed.encode(&mut out);
        }),
        Intent::Retract { root, filed } => map.member(key::RETRACT, |out| {
            let mut out = Encoder::new(out);
            let _ = out.array(2);
            root.encode(&mut out);
            filed.encode(&mut out);
        }),
    }
}

fn read_intent(members: &Members<'_>) -> Result<Intent, DecodeError> {
    match (find(members, key::AMEND), find(members, key::RETRACT)) {
        (None, None) => Ok(Intent::Record),
        (Some(item), None) => read_amend(item).ok_or(DecodeError::Malformed { field: key::AMEND }),
        (None, Some(item)) => read_retract(item).ok_or(DecodeError::Malformed { field: key::RETRACT }),
        (Some(_), Some(_)) => Err(DecodeError::Malformed { field: key::RETRACT }),
    }
}

fn read_amend(item: &[u8]) -> Option<Intent> {
    let mut input = Decoder::new(item);
    (input.array().ok()? == Some(3)).then_some(())?;
    let root = EntryId::decode(&mut input)?;
    Some(Intent::Amend { root, base: EntryId::decode(&mut input)?, filed: CalendarDay::decode(&mut input)? })
}

fn read_retract(item: &[u8]) -> Option<Intent> {
    let mut input = Decoder::new(item);
    (input.array().ok()? == Some(2)).then_some(())?;
    Some(Intent::Retract { root: EntryId::decode(&mut input)?, filed: CalendarDay::decode(&mut input)? })
}

fn required<T: FieldType>(members: &Members<'_>, number: u32) -> Result<T, DecodeError> {
    optional(members, number)?.ok_or(DecodeError::Malformed { field: number })
}

fn optional<T: FieldType>(members: &Members<'_>, number: u32) -> Result<Option<T>, DecodeError> {
    let Some(item) = find(members, number) else { return Ok(None) };
    decode_whole(item).map(Some).ok_or(DecodeError::Malformed { field: number })
}

fn unsigned(members: &Members<'_>, number: u32) -> Result<u64, DecodeError> {
    u64::try_from(required::<i64>(members, number)?).map_err(|_| DecodeError::Malformed { field: number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Draft, Source};
    use crate::fact::{Note, Weight};
    use proptest::prelude::*;

    fn moment() -> Moment {
        Moment::parse("2026-11-20T07:30[Europe/Madrid]").unwrap()
    }

    fn weight(weight_g: u32) -> Weight {
        Weight { weight_g, method: None, fluid: None, confirmed: None }
    }

    fn entry(seq: u64) -> Entry {
        Entry::parse(Draft::new(moment(), Source::Scale, weight(68_400)), Stamp::example(seq)).unwrap()
    }

    /// An entry as a version from the future might write it: a field of the weight, a field of the envelope and a zone that
    /// nobody knows yet.
    fn from_the_future(kind: u32) -> Vec<u8> {
        let known = entry(7).encode();
        let mut out = vec![VERSION];
        let mut map = MapWriter::begin(&mut out);
        for (number, item) in read_map(&known[1..]).unwrap() {
            match number {
                key::KIND => map.put(number, &kind),
                key::ZONE => map.text(number, "Luna/Tycho"),
                key::PAYLOAD => map.member(number, |out| {
                    let mut payload = MapWriter::begin(out);
                    read_map(item).unwrap().into_iter().for_each(|(number, item)| payload.item(number, item));
                    payload.text(99, "posture: sitting");
                    payload.finish();
                }),
                _ => map.item(number, item),
            }
        }
        map.put(40, &vec![1i64, 2, 3]);
        map.finish();
        out
    }

    #[test]
    fn the_first_format_is_pinned() {
        // Made by another CBOR writer (Python, cbor2) from the same values.
        let expected = concat!(
            "01ab",                                 // version 1, eleven fields
            "015000000000000000000000000000000001", // id
            "0202",                                 // kind 2, weight
            "031b000001a1f7a5ca40",                 // 2026-11-20T06:30:00Z
            "04190e10",                             // an hour east of UTC
            "056d4575726f70652f4d6164726964",       // Europe/Madrid
            "06195129",                             // day
            "071b069291e07c010000",                 // recorded
            "085001010101010101010101010101010101", // device
            "0901",                                 // first of its log
            "0a02",                                 // scale
            "10a1011a00010b30",                     // 68,400 g
        );
        let hex: String = entry(1).encode().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, expected);
    }

    #[test]
    fn an_unknown_field_survives_reading_and_amending() {
        let bytes = from_the_future(2);
        let newer = Entry::decode(&bytes).unwrap();
        assert!(matches!(newer.content(), Content::Known(Fact::Weight(_))));
        assert_eq!(newer.encode(), bytes);

        let amended = newer.amend(weight(68_500).into(), moment(), "misread", Stamp::example(8)).unwrap();
        let again = Entry::decode(&amended.encode()).unwrap();
        assert_eq!(again.unknown.unwrap().payload, newer.unknown.unwrap().payload);
    }

    #[test]
    fn an_unknown_kind_survives() {
        let bytes = from_the_future(4_000);
        let newer = Entry::decode(&bytes).unwrap();
        assert_eq!(newer.content(), &Content::Newer { kind: 4_000 });
        assert_eq!(newer.encode(), bytes);
        let taken_back = newer.retract("not mine", Stamp::example(9)).unwrap();
        assert_eq!(Entry::decode(&taken_back.encode()).unwrap(), taken_back);
    }

    #[test]
    fn a_value_outside_its_limits_is_kept_but_says_nothing() {
        let mut bytes = entry(1).encode();
        let at = bytes.windows(4).position(|window| window == [0x1a, 0x00, 0x01, 0x0b]).unwrap();
        bytes[at + 2] = 0x0f; // about a ton
        let odd = Entry::decode(&bytes).unwrap();
        assert_eq!(odd.content(), &Content::Newer { kind: 2 });
        assert_eq!(odd.encode(), bytes);
    }

    #[test]
    fn refuses_what_is_no_entry() {
        let bytes = entry(1).encode();
        assert_eq!(Entry::decode(&[]), Err(DecodeError::Malformed { field: 0 }));
        assert_eq!(Entry::decode(&[2, 0xa0]), Err(DecodeError::NewerFormat { version: 2 }));
        assert_eq!(Entry::decode(&[1, 0xa0]), Err(DecodeError::Malformed { field: key::OCCURRED_MS }));
        assert_eq!(Entry::decode(&vec![0; ENTRY_BYTES + 1]), Err(DecodeError::TooLarge));
        for length in 1..bytes.len() {
            assert!(Entry::decode(&bytes[..length]).is_err());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Entry::decode(&[&[VERSION], bytes.as_slice()].concat());
        }

        #[test]
        fn a_flipped_byte_never_makes_another_encoding_of_an_entry(at in 0usize..90, bit in 0u8..8) {
            let mut bytes = entry(1).encode();
            prop_assume!(at < bytes.len());
            bytes[at] ^= 1 << bit;
            if let Ok(read) = Entry::decode(&bytes) {
                prop_assert_eq!(read.encode(), bytes);
            }
        }

        #[test]
        fn texts_survive(text in "[^\\p{C}]{1,300}") {
            prop_assume!(!text.trim().is_empty() && text.len() <= 4_000);
            let note = Draft::new(moment(), Source::Typed, Note { text, sender: None, recipient: None, rule: None });
            let entry = Entry::parse(note, Stamp::example(3)).unwrap();
            prop_assert_eq!(Entry::decode(&entry.encode()).unwrap(), entry);
        }
    }
}
