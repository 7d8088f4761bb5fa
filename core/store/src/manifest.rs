//! The manifest: which blocks there are, what each must look like, and how far each device's log goes.
//!
//! It is sealed in one row and changes in the same transaction as what it describes. A block or fresh row that was put back
//! from an older copy, swapped or left out no longer fits it.

use crate::known_weeks::KnownWeeks;
use minicbor::{Decoder, Encoder};
use nourish_record::{Author, CalendarDay, Entry, Recorded, Week};
use nourish_seal::ChainHash;
use std::collections::{BTreeMap, BTreeSet};

/// The version where erasures wait for what they name.
const VERSION: u8 = 3;
/// The version where none do.
const SETTLED_VERSION: u8 = 2;
/// The first version, which knew of nothing missing.
const FIRST_VERSION: u8 = 1;
/// How many bytes at the end of a sealed block tell it from every other: the AES-GCM tag.
pub(crate) const MARK_BYTES: usize = 16;

/// What is known of a week's block without opening it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct WeekMeta {
    /// The block's tag.
    pub(crate) mark: [u8; MARK_BYTES],
    /// How many entries it holds.
    pub(crate) entries: u64,
    /// Which days of the week, Monday first, any of them touches: by being filed there or having happened there.
    pub(crate) days: u8,
}

/// How far a device's log goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LogEnd {
    pub(crate) seq: u64,
    /// The chain after that entry; [`UNKNOWN`] where an entry before it is missing and nobody signed for it.
    pub(crate) hash: ChainHash,
}

/// The chain of a log that cannot be followed to its end.
pub(crate) const UNKNOWN: ChainHash = ChainHash::from_bytes([0; 32]);

/// Entries of a device's log that are known to be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) author: Author,
    pub(crate) first: u64,
    pub(crate) last: u64,
}

impl Gap {
    /// How many entries are missing.
    pub(crate) const fn entries(&self) -> u64 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }
}

/// The manifest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Manifest {
    pub(crate) weeks: KnownWeeks,
    /// Ends of all logs, fresh rows up to `tail_through` included.
    pub(crate) logs: BTreeMap<Author, LogEnd>,
    /// Latest stamp of any entry counted in `logs`.
    pub(crate) latest: Recorded,
    /// The first fresh row that is not folded.
    pub(crate) tail_first: i64,
    /// The last fresh row that `logs` counts.
    pub(crate) tail_through: i64,
    /// This device's head, signed, as of `logs`.
    pub(crate) signed_head: Vec<u8>,
    /// Entries that are known to be missing.
    pub(crate) missing: Vec<Gap>,
    /// Weeks whose block was set aside and not refilled since.
    pub(crate) lost: BTreeSet<Week>,
    /// Whether the manifest was made anew from what was left, so that nothing proves it complete.
    pub(crate) unproven: bool,
    /// Places behind the ends of logs that an erasure names already, with the hash that it gives.
    pub(crate) ahead: BTreeMap<(Author, u64), [u8; 32]>,
    /// How many blocks were set aside since the file was read, which may be of one week again and again. Not stored: where it grows,
    /// what is missing has to be counted anew.
    pub(crate) set_aside: u64,
}

impl Manifest {
    /// The manifest of a journal with nothing in it.
    pub(crate) fn empty() -> Self {
        Self { tail_first: 1, ..Self::default() }
    }

    /// Counts a place as missing.
    pub(crate) fn note_missing(&mut self, (author, seq): (Author, u64)) {
        self.missing.push(Gap { author, first: seq, last: seq });
        self.missing.sort_unstable_by_key(|gap| (gap.author, gap.first));
        self.missing.dedup_by(|next, gap| {
            let goes_on = next.author == gap.author && next.first <= gap.last.saturating_add(1);
            if goes_on {
                gap.last = gap.last.max(next.last);
            }
            goes_on
        });
    }

    /// The manifest as bytes.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![if self.ahead.is_empty() { SETTLED_VERSION } else { VERSION }];
        let mut out = Encoder::new(&mut bytes);
        // Writing to memory cannot fail.
        let _ = self.write(&mut out);
        bytes
    }

    fn write(
        &self,
        out: &mut Encoder<&mut Vec<u8>>,
    ) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        let members = if self.ahead.is_empty() { 9 } else { 10 };
        out.array(members)?.array(self.weeks.len() as u64)?;
        for (week, meta) in &self.weeks {
            out.array(4)?.i32(week.number())?.bytes(&meta.mark)?.u64(meta.entries)?.u8(meta.days)?;
        }
        out.array(self.logs.len() as u64)?;
        for (author, end) in &self.logs {
            out.array(3)?.bytes(author.as_bytes())?.u64(end.seq)?.bytes(end.hash.as_bytes())?;
        }
        out.u64(self.latest.packed())?
            .i64(self.tail_first)?
            .i64(self.tail_through)?
            .bytes(&self.signed_head)?
            .array(self.missing.len() as u64)?;
        for gap in &self.missing {
            out.array(3)?.bytes(gap.author.as_bytes())?.u64(gap.first)?.u64(gap.last)?;
        }
        out.array(self.lost.len() as u64)?;
        for week in &self.lost {
            out.i32(week.number())?;
        }
        out.bool(self.unproven)?;
        if !self.ahead.is_empty() {
            out.array(self.ahead.len() as u64)?;
            for ((author, seq), hash) in &self.ahead {
                out.array(3)?.bytes(author.as_bytes())?.u64(*seq)?.bytes(hash)?;
            }
        }
        Ok(())
    }

    /// Reads a manifest; `None` if the bytes are none of this version.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let (version, body) = bytes.split_first()?;
        let members = match *version {
            FIRST_VERSION => 6,
            SETTLED_VERSION => 9,
            VERSION => 10,
            _ => return None,
        };
        let mut input = Decoder::new(body);
        (input.array().ok()? == Some(members)).then_some(())?;
        let weeks = KnownWeeks::read(&mut input)?;
        let logs = (0..input.array().ok()??).map(|_| read_log(&mut input)).collect::<Option<_>>()?;
        let mut manifest = Self {
            weeks,
            logs,
            latest: Recorded::from_packed(input.u64().ok()?),
            tail_first: input.i64().ok()?,
            tail_through: input.i64().ok()?,
            signed_head: input.bytes().ok()?.to_vec(),
            ..Self::default()
        };
        if *version != FIRST_VERSION {
            manifest.missing =
                (0..input.array().ok()??).map(|_| read_gap(&mut input)).collect::<Option<_>>()?;
            let lost = input.array().ok()??;
            manifest.lost =
                (0..lost).map(|_| input.i32().ok().map(Week::from_number)).collect::<Option<_>>()?;
            manifest.unproven = input.bool().ok()?;
        }
        if *version == VERSION {
            manifest.ahead =
                (0..input.array().ok()??).map(|_| read_ahead(&mut input)).collect::<Option<_>>()?;
        }
        (input.position() == body.len()).then_some(manifest)
    }
}

impl WeekMeta {
    /// What is known of a block with these entries, sealed as these bytes.
    pub(crate) fn of(week: Week, entries: &[Entry], sealed: &[u8]) -> Self {
        let days = entries.iter().fold(0, |days, entry| days | touched(week, entry));
        Self { mark: mark(sealed), entries: entries.len() as u64, days }
    }

    /// Whether any entry of the block touches a day from `from` to `to`.
    pub(crate) fn touches(&self, week: Week, from: CalendarDay, to: CalendarDay) -> bool {
        week.first_day()
            .through(week.last_day())
            .zip(0..)
            .any(|(day, bit)| self.days & (1 << bit) != 0 && from <= day && day <= to)
    }
}

/// The tag of a sealed block.
pub(crate) fn mark(sealed: &[u8]) -> [u8; MARK_BYTES] {
    sealed.last_chunk().copied().unwrap_or_default()
}

/// The days of `week` that an entry touches, a bit each, Monday lowest.
fn touched(week: Week, entry: &Entry) -> u8 {
    [entry.filed(), entry.occurred().day()]
        .into_iter()
        .filter(|day| day.week() == week)
        .fold(0, |days, day| days | 1 << day.days_since(week.first_day()))
}

fn read_gap(input: &mut Decoder<'_>) -> Option<Gap> {
    (input.array().ok()? == Some(3)).then_some(())?;
    let author = Author::from_bytes(input.bytes().ok()?.try_into().ok()?);
    Some(Gap { author, first: input.u64().ok()?, last: input.u64().ok()? })
}

fn read_ahead(input: &mut Decoder<'_>) -> Option<((Author, u64), [u8; 32])> {
    (input.array().ok()? == Some(3)).then_some(())?;
    let author = Author::from_bytes(input.bytes().ok()?.try_into().ok()?);
    Some(((author, input.u64().ok()?), input.bytes().ok()?.try_into().ok()?))
}

fn read_log(input: &mut Decoder<'_>) -> Option<(Author, LogEnd)> {
    (input.array().ok()? == Some(3)).then_some(())?;
    let author = Author::from_bytes(input.bytes().ok()?.try_into().ok()?);
    let seq = input.u64().ok()?;
    Some((author, LogEnd { seq, hash: ChainHash::from_bytes(input.bytes().ok()?.try_into().ok()?) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_from_its_bytes_and_from_nothing_less() {
        let author = Author::from_bytes([7; 16]);
        let manifest = Manifest {
            weeks: [(Week::from_number(-3), WeekMeta { mark: [1; 16], entries: 9, days: 0b101 })]
                .into_iter()
                .collect(),
            logs: [(author, LogEnd { seq: 9, hash: ChainHash::from_bytes([2; 32]) })].into(),
            latest: Recorded::at(5),
            tail_first: 4,
            tail_through: 9,
            signed_head: vec![1, 2, 3],
            missing: vec![Gap { author, first: 3, last: 4 }],
            lost: [Week::from_number(8)].into(),
            unproven: true,
            ahead: [((author, 12), [3; 32])].into(),
            set_aside: 0,
        };
        let settled = Manifest { ahead: BTreeMap::new(), ..manifest.clone() };
        assert_eq!((settled.encode()[0], manifest.encode()[0]), (2, 3));
        for manifest in [manifest, settled] {
            let bytes = manifest.encode();
            assert_eq!(Manifest::decode(&bytes), Some(manifest));
            for length in 0..bytes.len() {
                assert_eq!(Manifest::decode(&bytes[..length]), None);
            }
        }
    }

    #[test]
    fn places_that_are_missing_side_by_side_are_one_gap() {
        let [one, other] = [1, 2].map(|author| Author::from_bytes([author; 16]));
        let mut manifest = Manifest::empty();
        for place in [(other, 5), (one, 7), (other, 3), (other, 4), (one, 9), (one, 9)] {
            manifest.note_missing(place);
        }
        let gap = |author, first, last| Gap { author, first, last };
        assert_eq!(manifest.missing, [gap(one, 7, 7), gap(one, 9, 9), gap(other, 3, 5)]);
    }

    #[test]
    fn knows_which_days_a_block_touches() {
        let week = Week::from_number(2_968);
        let meta = WeekMeta { days: 0b100, ..WeekMeta::default() };
        let wednesday = week.first_day().plus(2);
        assert!(meta.touches(week, wednesday, wednesday));
        assert!(!meta.touches(week, wednesday.plus(1), week.last_day()));
        assert!(meta.touches(week, week.first_day().plus(-300), week.last_day().plus(300)));
    }
}
