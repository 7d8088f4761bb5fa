//! The bytes of an entry: a version byte, then a CBOR map with numbered fields in ascending order (RFC 8949, deterministic
//! encoding). What this version does not know is kept as it came and written back byte for byte.

use crate::clock::Recorded;
use crate::day::CalendarDay;
use crate::draft::{Stamp, Status};
use crate::entry::{Content, Entry, Intent};
use crate::fact::{Fact, Items};
use crate::field_type::FieldType;
use crate::id::{Author, EntryId};
use crate::moment::Moment;
use minicbor::{Decoder, Encoder};

/// First byte of every entry.
pub(crate) const VERSION: u8 = 1;
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
        let mut fields = Items::default();
        fields.put(key::ID, &self.stamp.id);
        if let Some(kind) = self.kind_number() {
            fields.put(key::KIND, &kind);
        }
        fields.put(key::OCCURRED_MS, &self.occurred.instant_ms());
        fields.put(key::OFFSET_S, &self.occurred.offset_s());
        if let Some(zone) = self.occurred.zone() {
            fields.put(key::ZONE, &zone.name().to_owned());
        }
        fields.put(key::DAY, &self.occurred.day());
        fields.put(key::RECORDED, &i64::try_from(self.stamp.recorded.packed()).unwrap_or(i64::MAX));
        fields.put(key::AUTHOR, &EntryId::from_bytes(*self.stamp.author.as_bytes()));
        fields.put(key::SEQ, &i64::try_from(self.stamp.seq).unwrap_or(i64::MAX));
        fields.put(key::SOURCE, &self.source);
        fields.put(key::ORIGIN, &self.origin);
        if self.status != Status::Final {
            fields.put(key::STATUS, &self.status);
        }
        put_intent(&mut fields, self.intent);
        fields.put(key::REASON, &self.reason);
        if self.content != Content::Nothing {
            fields.push(key::PAYLOAD, &map(&self.payload(), None));
        }
        map(&fields.with(&self.envelope), Some(VERSION))
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
        let fields = read_map(body).ok_or(DecodeError::Malformed { field: 0 })?;
        Self::from_fields(&fields)
    }

    /// The payload's fields, known and unknown, ordered by number.
    pub(crate) fn payload(&self) -> Items {
        match &self.content {
            Content::Known(fact) => fact.items().with(&self.unknown),
            Content::Newer { .. } | Content::Nothing => self.unknown.clone(),
        }
    }

    fn from_fields(fields: &Items) -> Result<Self, DecodeError> {
        let kind: Option<u32> = optional(fields, key::KIND)?;
        let mut envelope = Items::default();
        let zone: Option<String> = optional(fields, key::ZONE)?;
        let known_zone = zone.as_deref().and_then(|name| name.parse().ok());
        if let (Some(_), None) = (&zone, known_zone) {
            envelope.push(key::ZONE, fields.get(key::ZONE).unwrap_or_default());
        }
        fields
            .iter()
            .filter(|(number, _)| *number >= key::UNKNOWN)
            .for_each(|(number, item)| envelope.push(number, item));
        let occurred =
            Moment::new(required(fields, key::OCCURRED_MS)?, required(fields, key::OFFSET_S)?, known_zone)
                .map_err(|_| DecodeError::Malformed { field: key::OCCURRED_MS })?
                .on_day(required(fields, key::DAY)?)
                .map_err(|_| DecodeError::Malformed { field: key::DAY })?;
        let (content, unknown) = read_content(kind, fields)?;
        Ok(Self {
            stamp: read_stamp(fields)?,
            occurred,
            source: required(fields, key::SOURCE)?,
            origin: optional(fields, key::ORIGIN)?,
            status: optional(fields, key::STATUS)?.unwrap_or(Status::Final),
            intent: read_intent(fields)?,
            reason: optional(fields, key::REASON)?,
            content,
            unknown,
            envelope,
        })
    }
}

fn read_stamp(fields: &Items) -> Result<Stamp, DecodeError> {
    let author: EntryId = required(fields, key::AUTHOR)?;
    Ok(Stamp {
        id: required(fields, key::ID)?,
        recorded: Recorded::from_packed(unsigned(fields, key::RECORDED)?),
        author: Author::from_bytes(*author.as_bytes()),
        seq: unsigned(fields, key::SEQ)?,
    })
}

fn read_content(kind: Option<u32>, fields: &Items) -> Result<(Content, Items), DecodeError> {
    let malformed = DecodeError::Malformed { field: key::PAYLOAD };
    match (kind, fields.get(key::PAYLOAD)) {
        (None, None) => Ok((Content::Nothing, Items::default())),
        (Some(kind), Some(payload)) => Ok(content_of(kind, read_map(payload).ok_or(malformed)?)),
        _ => Err(malformed),
    }
}

/// What the payload of a kind says to this version, and the fields of it that this version does not know.
pub(crate) fn content_of(kind: u32, items: Items) -> (Content, Items) {
    let Some(fact) = Fact::from_items(kind, &items) else {
        return (Content::Newer { kind }, items);
    };
    let known = fact.items();
    let mut unknown = Items::default();
    for (number, item) in items.iter().filter(|(number, _)| known.get(*number).is_none()) {
        unknown.push(number, item);
    }
    // A value written in another way than ours could not be written back as it came.
    if known.with(&unknown) == items {
        (Content::Known(fact), unknown)
    } else {
        (Content::Newer { kind }, items)
    }
}

fn put_intent(fields: &mut Items, intent: Intent) {
    let mut item = Vec::new();
    let mut out = Encoder::new(&mut item);
    match intent {
        Intent::Record => {}
        Intent::Amend { root, base, filed } => {
            let _ = out.array(3);
            root.encode(&mut out);
            base.encode(&mut out);
            filed.encode(&mut out);
            fields.push(key::AMEND, &item);
        }
        Intent::Retract { root, filed } => {
            let _ = out.array(2);
            root.encode(&mut out);
            filed.encode(&mut out);
            fields.push(key::RETRACT, &item);
        }
    }
}

fn read_intent(fields: &Items) -> Result<Intent, DecodeError> {
    match (fields.get(key::AMEND), fields.get(key::RETRACT)) {
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

/// Writes fields as a CBOR map, behind a version byte if there is one.
fn map(items: &Items, version: Option<u8>) -> Vec<u8> {
    let mut out: Vec<u8> = version.into_iter().collect();
    let _ = Encoder::new(&mut out).map(items.len() as u64);
    for (number, item) in items.iter() {
        let _ = Encoder::new(&mut out).u32(number);
        out.extend_from_slice(item);
    }
    out
}

/// Reads a CBOR map with ascending numbers for keys that fills `bytes`.
fn read_map(bytes: &[u8]) -> Option<Items> {
    let mut input = Decoder::new(bytes);
    let length = input.map().ok()??;
    let mut items = Items::default();
    let mut last = None;
    for _ in 0..length {
        let number = input.u32().ok()?;
        if last >= Some(number) {
            return None;
        }
        last = Some(number);
        let start = input.position();
        input.skip().ok()?;
        items.push(number, bytes.get(start..input.position())?);
    }
    (input.position() == bytes.len()).then_some(items)
}

fn required<T: FieldType>(fields: &Items, number: u32) -> Result<T, DecodeError> {
    optional(fields, number)?.ok_or(DecodeError::Malformed { field: number })
}

fn optional<T: FieldType>(fields: &Items, number: u32) -> Result<Option<T>, DecodeError> {
    let Some(item) = fields.get(number) else { return Ok(None) };
    crate::fact::decode_whole(item).map(Some).ok_or(DecodeError::Malformed { field: number })
}

fn unsigned(fields: &Items, number: u32) -> Result<u64, DecodeError> {
    u64::try_from(required::<i64>(fields, number)?).map_err(|_| DecodeError::Malformed { field: number })
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
        let mut fields = Items::default();
        for (number, item) in read_map(entry(7).encode().split_first().unwrap().1).unwrap().iter() {
            match number {
                key::KIND => fields.put(number, &kind),
                key::ZONE => fields.put(number, &"Luna/Tycho".to_owned()),
                key::PAYLOAD => {
                    let mut payload = read_map(item).unwrap();
                    payload.put(99, &"posture: sitting".to_owned());
                    fields.push(number, &map(&payload, None));
                }
                _ => fields.push(number, item),
            }
        }
        fields.put(40, &vec![1i64, 2, 3]);
        map(&fields, Some(VERSION))
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
        assert_eq!(again.unknown.get(99), newer.unknown.get(99));
        assert!(again.unknown.get(99).is_some());
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
            let note = Draft::new(moment(), Source::Typed, Note { text });
            let entry = Entry::parse(note, Stamp::example(3)).unwrap();
            prop_assert_eq!(Entry::decode(&entry.encode()).unwrap(), entry);
        }
    }
}
