//! Day summaries as bytes: a cache's own form, which may change with any version.

use crate::columns::cursor::{Cursor, put_bytes, put_signed, put_unsigned};
use crate::day::CalendarDay;
use crate::fact::SymptomItem;
use crate::summary::{DaySummary, WeightPoint};
use crate::word::Word;
use std::collections::BTreeMap;

/// First byte of a set of summaries.
const VERSION: u8 = 3;
/// The version before it, which did not say how long each day is.
const WITHOUT_LENGTHS: u8 = 2;

/// So many days get their room at once, whatever the bytes say that there are.
const YEAR_DAYS: u64 = 366;

/// Why bytes are not summaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not summaries of days that this version wrote")]
pub struct SummaryError;

impl DaySummary {
    /// Days as bytes, for a cache that can be made anew at any time.
    pub fn pack(days: &[Self]) -> Vec<u8> {
        let written: Vec<(i32, Vec<u8>)> = days.iter().map(Self::written).collect();
        join(written.iter().map(|(_, bytes)| bytes.as_slice()), days.len())
    }

    /// Reads what [`DaySummary::pack`] wrote.
    ///
    /// # Errors
    /// [`SummaryError`]: make the summaries anew from the entries.
    pub fn unpack(bytes: &[u8]) -> Result<Vec<Self>, SummaryError> {
        let mut days = Vec::new();
        Self::unpack_onto(&mut days, bytes, |_| true)?;
        Ok(days)
    }

    /// Puts those days that are `wanted` of what [`DaySummary::pack`] wrote at the end of `days`, and passes over the others.
    ///
    /// # Errors
    /// As [`DaySummary::unpack`]; `days` stays as it was.
    pub fn unpack_onto(
        days: &mut Vec<Self>,
        bytes: &[u8],
        wanted: impl Fn(CalendarDay) -> bool,
    ) -> Result<(), SummaryError> {
        let mut found = split(bytes).ok_or(SummaryError)?;
        found.retain(|(day, _)| CalendarDay::from_days_since_1970(*day).is_none_or(&wanted));
        let before = days.len();
        days.reserve(found.len());
        for (_, bytes) in found {
            let Some(day) = Self::read_whole(bytes) else {
                days.truncate(before);
                return Err(SummaryError);
            };
            days.push(day);
        }
        Ok(())
    }

    /// What [`DaySummary::pack`] wrote, with `days` in it and without any other day that `gone` names; the rest as it stands.
    ///
    /// # Errors
    /// As [`DaySummary::unpack`].
    pub fn repack(
        bytes: &[u8],
        days: &[Self],
        gone: impl Fn(CalendarDay) -> bool,
    ) -> Result<Vec<u8>, SummaryError> {
        let known = split(bytes).ok_or(SummaryError)?;
        let stays = |day: i32| CalendarDay::from_days_since_1970(day).is_some_and(|day| !gone(day));
        let written: Vec<(i32, Vec<u8>)> = days.iter().map(Self::written).collect();
        let mut all: BTreeMap<i32, &[u8]> = known.into_iter().filter(|(day, _)| stays(*day)).collect();
        all.extend(written.iter().map(|(day, bytes)| (*day, bytes.as_slice())));
        let count = all.len();
        Ok(join(all.into_values(), count))
    }

    fn written(&self) -> (i32, Vec<u8>) {
        let mut bytes = Vec::new();
        self.write(&mut bytes);
        (self.day.days_since_1970(), bytes)
    }

    fn read_whole(bytes: &[u8]) -> Option<Self> {
        let mut input = Cursor::new(bytes);
        let day = Self::read(&mut input)?;
        input.is_empty().then_some(day)
    }

    fn amounts(&self) -> [Option<u64>; 15] {
        [
            self.oral_energy_kcal_milli,
            self.tube_energy_kcal_milli,
            self.parenteral_energy_kcal_milli,
            self.oral_protein_mg,
            self.tube_protein_mg,
            self.parenteral_protein_mg,
            self.oral_fluid_ml,
            self.tube_fluid_ml,
            self.intravenous_fluid_ml,
            self.tube_flush_ml,
            self.tube_delivered_ml,
            self.tube_prescribed_ml,
            self.eaten_percent.map(u64::from),
            self.stool_count.map(u64::from),
            self.vomit_count.map(u64::from),
        ]
    }

    fn write(&self, out: &mut Vec<u8>) {
        put_signed(out, i64::from(self.day.days_since_1970()));
        put_unsigned(out, u64::from(self.entries));
        put_unsigned(out, self.weight.map_or(0, |point| u64::from(point.weight_g)));
        if let Some(point) = self.weight {
            put_signed(out, point.instant_ms);
        }
        // 0 is unknown, so a known amount is written one larger.
        self.amounts()
            .iter()
            .for_each(|amount| put_unsigned(out, amount.map_or(0, |known| known.saturating_add(1))));
        put_unsigned(out, self.symptoms.iter().count() as u64);
        for (item, level) in self.symptoms.iter() {
            put_unsigned(out, u64::from(item.number()));
            put_unsigned(out, u64::from(level));
        }
    }

    fn read(input: &mut Cursor<'_>) -> Option<Self> {
        let day = CalendarDay::from_days_since_1970(input.signed()?.try_into().ok()?)?;
        let entries = input.unsigned()?.try_into().ok()?;
        let weight = match u32::try_from(input.unsigned()?).ok()? {
            0 => None,
            weight_g => Some(WeightPoint { instant_ms: input.signed()?, weight_g }),
        };
        let mut amount = || Some(input.unsigned()?.checked_sub(1));
        let mut summary = Self {
            weight,
            entries,
            oral_energy_kcal_milli: amount()?,
            tube_energy_kcal_milli: amount()?,
            parenteral_energy_kcal_milli: amount()?,
            oral_protein_mg: amount()?,
            tube_protein_mg: amount()?,
            parenteral_protein_mg: amount()?,
            oral_fluid_ml: amount()?,
            tube_fluid_ml: amount()?,
            intravenous_fluid_ml: amount()?,
            tube_flush_ml: amount()?,
            tube_delivered_ml: amount()?,
            tube_prescribed_ml: amount()?,
            eaten_percent: count(amount()?)?,
            stool_count: count(amount()?)?,
            vomit_count: count(amount()?)?,
            ..Self::unknown(day)
        };
        for _ in 0..input.unsigned()? {
            let item = SymptomItem::from_number(input.unsigned()?.try_into().ok()?)?;
            summary.symptoms.raise(item, input.unsigned()?.try_into().ok()?);
        }
        Some(summary)
    }
}

fn join<'a>(days: impl Iterator<Item = &'a [u8]>, count: usize) -> Vec<u8> {
    let mut out = vec![VERSION];
    put_unsigned(&mut out, count as u64);
    days.for_each(|day| put_bytes(&mut out, day));
    out
}

/// The bytes of every day, and which day it is.
fn split(bytes: &[u8]) -> Option<Vec<(i32, &[u8])>> {
    let (version, body) = bytes.split_first()?;
    let mut input = Cursor::new(body);
    let count = input.unsigned()?;
    let mut days = Vec::with_capacity(usize::try_from(count.min(YEAR_DAYS)).unwrap_or(0));
    for _ in 0..count {
        let day = match *version {
            VERSION => input.bytes()?,
            WITHOUT_LENGTHS => input.measure(|input| DaySummary::read(input).map(drop))?,
            _ => return None,
        };
        days.push((Cursor::new(day).signed()?.try_into().ok()?, day));
    }
    input.is_empty().then_some(days)
}

/// A known amount as a 32-bit count; an unknown one stays unknown.
fn count(amount: Option<u64>) -> Option<Option<u32>> {
    amount.map_or(Some(None), |known| known.try_into().ok().map(Some))
}
