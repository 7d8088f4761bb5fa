//! Erasures: what is left of an entry whose content a person had erased.

use crate::draft::{Source, Stamp, Status};
use crate::entry::{Content, Entry, Intent, REASON_BYTES};
use crate::field_type::check_text;
use crate::id::Author;
use crate::invalid::InvalidEntry;
use crate::members::{Kept, Members, find};
use crate::moment::Moment;
use minicbor::{Decoder, Encoder};

/// That the content of an entry was erased: its place in its device's log and the hash that keeps that log's chain whole.
///
/// It does not say what the entry was called: a name that is derived from its origin would tell what was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Erasure {
    /// The device that wrote the erased entry.
    pub author: Author,
    /// Place of the erased entry in that device's log.
    pub seq: u64,
    /// SHA-256 of the erased entry's bytes. They held an unguessable name, so nobody can guess them and check.
    pub hash: [u8; 32],
}

impl Erasure {
    /// Number of its kind in stored bytes.
    pub const KIND_NUMBER: u32 = 23;

    /// Its members, ascending by number.
    pub(crate) fn members(&self) -> Kept {
        let item = |write: &dyn Fn(&mut Encoder<&mut Vec<u8>>)| {
            let mut item = Vec::new();
            write(&mut Encoder::new(&mut item));
            item
        };
        // Writing to memory cannot fail.
        vec![
            (1, item(&|out| drop(out.bytes(self.author.as_bytes())))),
            (2, item(&|out| drop(out.u64(self.seq)))),
            (3, item(&|out| drop(out.bytes(&self.hash)))),
        ]
    }

    /// Reads an erasure from a payload; `None` if it is none that could be written back as it came.
    pub(crate) fn of(members: &Members<'_>) -> Option<Self> {
        let bytes = |number| Decoder::new(find(members, number)?).bytes().ok();
        let erasure = Self {
            author: Author::from_bytes(bytes(1)?.try_into().ok()?),
            seq: Decoder::new(find(members, 2)?).u64().ok()?,
            hash: bytes(3)?.try_into().ok()?,
        };
        let as_written = |(number, item): &(u32, Vec<u8>)| find(members, *number) == Some(item);
        erasure.members().iter().all(as_written).then_some(erasure)
    }
}

impl Entry {
    /// An entry that says that another one's content was erased, filed under the day of erasing.
    ///
    /// # Errors
    /// [`InvalidEntry`] without a reason.
    pub fn erase(
        erasure: Erasure,
        occurred: Moment,
        reason: &str,
        stamp: Stamp,
    ) -> Result<Self, InvalidEntry> {
        check_text(reason, REASON_BYTES).map_err(|problem| InvalidEntry::new("reason", problem))?;
        Ok(Self {
            stamp,
            occurred,
            source: Source::Typed,
            origin: None,
            status: Status::Final,
            intent: Intent::Record,
            reason: Some(reason.to_owned()),
            content: Content::Erasure(erasure),
            unknown: None,
        })
    }

    /// What it erased, if it is an erasure.
    pub const fn erasure(&self) -> Option<&Erasure> {
        match &self.content {
            Content::Erasure(erasure) => Some(erasure),
            Content::Known(_) | Content::Newer { .. } | Content::Nothing => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Stamp;
    use crate::timeline::Timeline;

    fn erasure() -> Erasure {
        Erasure { author: Author::from_bytes([7; 16]), seq: 300, hash: [9; 32] }
    }

    fn entry() -> Entry {
        let at = Moment::parse("2026-11-20T07:30[Europe/Madrid]").unwrap();
        Entry::erase(erasure(), at, "asked to", Stamp::example(1)).unwrap()
    }

    /// The payload by hand, from RFC 8949: map of three; 1: 16 bytes; 2: 300; 3: 32 bytes.
    #[test]
    fn its_payload_is_device_place_and_hash() {
        let payload = [
            &[0x10, 0xa3, 0x01, 0x50][..],
            &[7; 16],
            &[0x02, 0x19, 0x01, 0x2c],
            &[0x03, 0x58, 0x20],
            &[9; 32],
        ]
        .concat();
        let bytes = entry().encode();
        assert!(bytes.ends_with(&payload));
        assert_eq!(Entry::decode(&bytes).unwrap().erasure(), Some(&erasure()));
    }

    #[test]
    fn columns_give_it_back_and_a_timeline_does_not_show_it() {
        let entries = [entry()];
        assert_eq!(crate::unpack(&crate::pack(&entries)).unwrap(), entries);
        let timeline = Timeline::of(entries);
        assert_eq!((timeline.iter().count(), timeline.newer().len()), (0, 0));
    }

    #[test]
    fn what_a_newer_version_adds_is_kept_and_what_it_changes_is_no_erasure_here() {
        let at = Moment::parse("2026-11-20T07:30[Europe/Madrid]").unwrap();
        let mut more = Entry::erase(erasure(), at, "asked to", Stamp::example(1)).unwrap();
        more.unknown = crate::entry::Unknown::of(vec![(9, vec![0x01])], Kept::new());
        let again = Entry::decode(&more.encode()).unwrap();
        assert_eq!((again.erasure(), &again), (Some(&erasure()), &more));

        let mut bytes = entry().encode();
        let last = bytes.len() - 34;
        // The hash as a text of 32 letters.
        bytes[last] = 0x78;
        bytes[last + 2..].fill(b'x');
        let other = Entry::decode(&bytes).unwrap();
        assert_eq!(other.content(), &Content::Newer { kind: 23 });
    }

    #[test]
    fn an_erasure_needs_a_reason() {
        let at = Moment::parse("2026-11-20T07:30[Europe/Madrid]").unwrap();
        assert_eq!(Entry::erase(erasure(), at, "", Stamp::example(1)).unwrap_err().field, "reason");
    }
}
