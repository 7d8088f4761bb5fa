//! The days of weeks with fresh entries, summed up when the file is let go: a sealed cache, so that whoever opens it next need not sum
//! them anew. A week of it counts as long as its block and its fresh rows are those that it was made of.

use crate::cached;
use crate::error::StoreError;
use crate::keys::Keys;
use crate::manifest::MARK_BYTES;
use crate::state::State;
use crate::summaries;
use minicbor::{Decoder, Encoder};
use nourish_record::{DaySummary, Week};
use nourish_seal::{Entropy, Sealer};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// The number of its row, which no year of the caches beside it has.
const NUMBER: i32 = 0;
/// First byte of what the row holds.
const VERSION: u8 = 1;

/// Days in numbers, by week.
#[derive(Default)]
pub(crate) struct FreshDays(BTreeMap<Week, (Made, Vec<u8>)>);

/// What a week's days are made of: its block as the manifest knows it, and its fresh rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Made {
    mark: Option<[u8; MARK_BYTES]>,
    first_row: i64,
    last_row: i64,
    rows: u64,
}

impl FreshDays {
    /// What the file holds; nothing where it is missing or does not open.
    pub(crate) fn read(connection: &Connection, sealer: &Sealer) -> Result<Self, StoreError> {
        let content = cached::read(connection, sealer, NUMBER)?;
        Ok(content.and_then(|content| decode(&content)).map(Self).unwrap_or_default())
    }

    /// The days of a week, if they are made of the same.
    pub(crate) fn days(&self, week: Week, made: Made) -> Option<Vec<DaySummary>> {
        let (known, packed) = self.0.get(&week)?;
        if *known == made { DaySummary::unpack(packed).ok() } else { None }
    }
}

/// What the days of each week with fresh entries are made of.
pub(crate) fn made(state: &State) -> BTreeMap<Week, Made> {
    let mut weeks: BTreeMap<Week, Made> = BTreeMap::new();
    for row in &state.tail {
        let week = row.entry.filed().week();
        let begun = || Made {
            mark: state.manifest.weeks.get(&week).map(|meta| meta.mark),
            first_row: row.number,
            last_row: row.number,
            rows: 0,
        };
        let made = weeks.entry(week).or_insert_with(begun);
        made.last_row = row.number;
        made.rows += 1;
    }
    weeks
}

/// Sums up the weeks with fresh entries that were not since they changed, and writes them down for the next to open the file.
pub(crate) fn write(
    transaction: &Connection,
    keys: &Keys,
    state: &State,
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    let made = made(state);
    let Some((first, last)) = made.keys().next().zip(made.keys().next_back()) else { return Ok(()) };
    let span = (first.first_day(), last.last_day());
    let all = summaries::between(transaction, keys, state, span, |week| made.contains_key(&week))?;
    let mut weeks: BTreeMap<Week, Vec<DaySummary>> = BTreeMap::new();
    for day in all {
        weeks.entry(day.day.week()).or_default().push(day);
    }
    let of_week = |(week, made): (&Week, &Made)| {
        let days = weeks.get(week).map_or(&[][..], Vec::as_slice);
        (*week, (*made, DaySummary::pack(days)))
    };
    cached::write(transaction, keys, NUMBER, &encode(&made.iter().map(of_week).collect()), entropy)
}

/// Takes them out of the file: something is erased that they may tell of.
pub(crate) fn remove(transaction: &Connection, sealer: &Sealer) -> Result<(), StoreError> {
    cached::remove(transaction, sealer, NUMBER)
}

fn encode(weeks: &BTreeMap<Week, (Made, Vec<u8>)>) -> Vec<u8> {
    let mut bytes = vec![VERSION];
    let mut out = Encoder::new(&mut bytes);
    // Writing to memory cannot fail.
    let _ = put(&mut out, weeks);
    bytes
}

fn put(
    out: &mut Encoder<&mut Vec<u8>>,
    weeks: &BTreeMap<Week, (Made, Vec<u8>)>,
) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
    out.array(weeks.len() as u64)?;
    for (week, (made, days)) in weeks {
        out.array(6)?.i32(week.number())?.bytes(made.mark.as_ref().map_or(&[], |mark| &mark[..]))?;
        out.i64(made.first_row)?.i64(made.last_row)?.u64(made.rows)?.bytes(days)?;
    }
    Ok(())
}

fn decode(bytes: &[u8]) -> Option<BTreeMap<Week, (Made, Vec<u8>)>> {
    let (version, body) = bytes.split_first()?;
    (*version == VERSION).then_some(())?;
    let mut input = Decoder::new(body);
    (0..input.array().ok()??).map(|_| take(&mut input)).collect()
}

fn take(input: &mut Decoder<'_>) -> Option<(Week, (Made, Vec<u8>))> {
    (input.array().ok()? == Some(6)).then_some(())?;
    let week = Week::from_number(input.i32().ok()?);
    let mark = match input.bytes().ok()? {
        [] => None,
        mark => Some(mark.try_into().ok()?),
    };
    let (first_row, last_row) = (input.i64().ok()?, input.i64().ok()?);
    let made = Made { mark, first_row, last_row, rows: input.u64().ok()? };
    Some((week, (made, input.bytes().ok()?.to_vec())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_from_its_bytes_and_counts_only_for_what_it_was_made_of() {
        let made = Made { mark: Some([7; MARK_BYTES]), first_row: 3, last_row: 9, rows: 4 };
        let blockless = Made { mark: None, ..made };
        let days = DaySummary::pack(&[]);
        let weeks: BTreeMap<_, _> =
            [(Week::from_number(-2), (made, days.clone())), (Week::from_number(5), (blockless, days))].into();
        let bytes = encode(&weeks);
        let read = FreshDays(decode(&bytes).unwrap());
        assert!(read.days(Week::from_number(-2), made).is_some());
        assert!(read.days(Week::from_number(5), blockless).is_some());
        assert!(read.days(Week::from_number(4), made).is_none());
        let others = [
            Made { mark: Some([8; MARK_BYTES]), ..made },
            Made { first_row: 2, ..made },
            Made { last_row: 10, ..made },
            Made { rows: 5, ..made },
            blockless,
        ];
        assert!(others.iter().all(|other| read.days(Week::from_number(-2), *other).is_none()));
        assert!((0..bytes.len()).all(|length| decode(&bytes[..length]).is_none()));
    }
}
