//! Many entries as columns: all ids, then all instants, then all weights… The same values lie side by side and compress to a
//! third of what the entries take one by one. Every entry comes back byte for byte, unknown fields included.

mod choosing;
pub(crate) mod cursor;
mod packing;
mod unpacking;

use crate::entry::Entry;
use crate::word::Word;

pub use choosing::Outline;

/// First byte of every set of columns.
const VERSION: u8 = 1;
/// Most entries in one set of columns.
const MOST_ENTRIES: u64 = 1_000_000;
/// So many entries get their room at once, whatever the columns say that they hold: nearly every week has fewer.
const USUAL_ENTRIES: u64 = 1_024;
/// How many columns there are beside the values of the payloads.
const FIXED_COLUMNS: usize = 16;

/// Why bytes are not columns of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnsError {
    /// Written by a version whose columns this one cannot read.
    #[error("written in column format {version}, which this version cannot read")]
    NewerFormat {
        /// The version byte.
        version: u8,
    },
    /// Cut off, or not columns.
    #[error("not columns of entries")]
    Malformed,
}

/// Writes entries, in the order given, as columns.
pub fn pack(entries: &[Entry]) -> Vec<u8> {
    packing::pack(entries)
}

/// Reads the entries that [`pack`] wrote, in the same order.
///
/// # Errors
/// [`ColumnsError`]; never a panic, whatever the bytes.
pub fn unpack(bytes: &[u8]) -> Result<Vec<Entry>, ColumnsError> {
    unpacking::unpack(body(bytes)?).ok_or(ColumnsError::Malformed)
}

/// Reads those of the entries that `choose`, which is shown the outline of each, wants: true for each that it does. Nothing where
/// it gives nothing back. For few of many entries this takes a fraction of the time of [`unpack`].
///
/// # Errors
/// [`ColumnsError`]; never a panic, whatever the bytes.
pub fn unpack_chosen(
    bytes: &[u8],
    choose: impl FnOnce(&[Outline]) -> Option<Vec<bool>>,
) -> Result<Option<Vec<Entry>>, ColumnsError> {
    choosing::unpack_chosen(body(bytes)?, choose).ok_or(ColumnsError::Malformed)
}

fn body(bytes: &[u8]) -> Result<&[u8], ColumnsError> {
    match bytes.split_first().ok_or(ColumnsError::Malformed)? {
        (&VERSION, body) => Ok(body),
        (version, _) => Err(ColumnsError::NewerFormat { version: *version }),
    }
}

/// Takes `count` members one by one, as many as hostile columns may say.
fn collected<T>(count: u64, mut next: impl FnMut() -> Option<T>) -> Option<Vec<T>> {
    let mut members = Vec::with_capacity(usize::try_from(count.min(USUAL_ENTRIES)).unwrap_or(0));
    for _ in 0..count {
        members.push(next()?);
    }
    Some(members)
}

/// The number that a column holds for a word.
fn number(word: impl Word) -> u64 {
    u64::from(word.number())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Draft, Source, Stamp};
    use crate::fact::Fact;
    use crate::moment::Moment;
    use proptest::prelude::*;

    fn any_entry() -> impl Strategy<Value = Entry> {
        let facts = prop_oneof![
            (20_000u32..300_000)
                .prop_map(|g| Fact::read("weight", &[("weight", &format!("{g} g"))]).unwrap()),
            (0u32..3_000)
                .prop_map(|k| Fact::read("oral-intake", &[("energy", &format!("{k} kcal"))]).unwrap()),
            (0u8..5).prop_map(|l| {
                let level = l.to_string();
                let fields = [
                    ("item", "nausea"),
                    ("attribute", "severity"),
                    ("level", level.as_str()),
                    ("recall_days", "1"),
                ];
                Fact::read("symptom", &fields).unwrap()
            }),
            "[a-z ]{0,40}x".prop_map(|text| Fact::read("note", &[("text", &text)]).unwrap()),
        ];
        (
            facts,
            0i64..4_000_000,
            any::<u64>().prop_map(|n| n >> 2),
            prop::sample::select(crate::zone::Tz::all().collect::<Vec<_>>()),
        )
            .prop_map(|(fact, minutes, seq, zone)| {
                let at = Moment::in_zone(minutes * 60_000, zone).unwrap();
                Entry::parse(Draft::new(at, Source::Typed, fact), Stamp { seq, ..Stamp::example(1) }).unwrap()
            })
    }

    proptest! {
        #[test]
        fn entries_come_back_byte_for_byte(mut entries in prop::collection::vec(any_entry(), 0..40)) {
            if let Some(first) = entries.first().cloned() {
                entries.push(first.retract("twice", Stamp::example(77)).unwrap());
                let amended = first.fact().cloned().map(|fact| first.amend(fact, first.occurred().clone(), "typo", Stamp::example(78)));
                entries.push(amended.unwrap().unwrap());
            }
            let back = unpack(&pack(&entries)).unwrap();
            prop_assert_eq!(&back, &entries);
            for (one, other) in back.iter().zip(&entries) {
                prop_assert_eq!(one.encode(), other.encode());
            }
        }

        #[test]
        fn those_that_are_chosen_come_back_and_no_others(entries in prop::collection::vec(any_entry(), 0..40), wanted in prop::collection::vec(any::<bool>(), 40)) {
            let mut outlines = Vec::new();
            let chosen = unpack_chosen(&pack(&entries), |seen| {
                outlines = seen.to_vec();
                Some(wanted.clone())
            });
            let expected = entries.iter().zip(&wanted).filter(|(_, wanted)| **wanted).map(|(entry, _)| entry.clone());
            prop_assert_eq!(chosen.unwrap().unwrap(), expected.collect::<Vec<_>>());
            prop_assert_eq!(outlines.len(), entries.len());
            for (outline, entry) in outlines.iter().zip(&entries) {
                prop_assert_eq!((outline.id, outline.root(), outline.day), (entry.id(), entry.root(), entry.occurred().day()));
                prop_assert_eq!((outline.kind, outline.offset_s), (entry.kind_number(), i64::from(entry.occurred().offset_s())));
            }
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = unpack(&[&[VERSION], bytes.as_slice()].concat());
            let _ = unpack_chosen(&[&[VERSION], bytes.as_slice()].concat(), |seen| Some(vec![false; seen.len()]));
        }

        #[test]
        fn a_flipped_or_missing_byte_never_panics(entries in prop::collection::vec(any_entry(), 1..8), at: prop::sample::Index, flip in 1u8..) {
            let mut bytes = pack(&entries);
            let at = at.index(bytes.len());
            let _ = unpack(&bytes[..at]);
            bytes[at] ^= flip;
            let _ = unpack(&bytes);
        }
    }

    #[test]
    fn says_when_a_newer_version_wrote_it() {
        assert_eq!(unpack(&[9]), Err(ColumnsError::NewerFormat { version: 9 }));
        assert_eq!(unpack(&[]), Err(ColumnsError::Malformed));
    }
}
