//! Day summaries as bytes: a cache's own form, which may change with any version.

use crate::columns::cursor::{Cursor, put_signed, put_unsigned};
use crate::day::CalendarDay;
use crate::fact::SymptomItem;
use crate::summary::{DaySummary, WeightPoint};
use crate::word::Word;

/// First byte of a set of summaries.
const VERSION: u8 = 2;

/// Why bytes are not summaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not summaries of days that this version wrote")]
pub struct SummaryError;

impl DaySummary {
    /// Days as bytes, for a cache that can be made anew at any time.
    pub fn pack(days: &[Self]) -> Vec<u8> {
        let mut out = vec![VERSION];
        put_unsigned(&mut out, days.len() as u64);
        days.iter().for_each(|day| day.write(&mut out));
        out
    }

    /// Reads what [`DaySummary::pack`] wrote.
    ///
    /// # Errors
    /// [`SummaryError`]: make the summaries anew from the entries.
    pub fn unpack(bytes: &[u8]) -> Result<Vec<Self>, SummaryError> {
        let (version, body) = bytes.split_first().ok_or(SummaryError)?;
        let mut input = Cursor::new(body);
        let count = input.unsigned().filter(|_| *version == VERSION).ok_or(SummaryError)?;
        let days =
            (0..count).map(|_| Self::read(&mut input)).collect::<Option<Vec<Self>>>().ok_or(SummaryError)?;
        if input.is_empty() { Ok(days) } else { Err(SummaryError) }
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
        put_unsigned(out, self.symptoms.len() as u64);
        for (item, level) in &self.symptoms {
            put_unsigned(out, u64::from(item.number()));
            put_unsigned(out, u64::from(*level));
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
            summary.symptoms.insert(item, input.unsigned()?.try_into().ok()?);
        }
        Some(summary)
    }
}

/// A known amount as a 32-bit count; an unknown one stays unknown.
fn count(amount: Option<u64>) -> Option<Option<u32>> {
    amount.map_or(Some(None), |known| known.try_into().ok().map(Some))
}
