//! Days in numbers as packed columns, for charts of years.

use crate::error::JournalError;
use crate::fact::SymptomItem;
use crate::journal::Journal;
use crate::scalar::CalendarDay;
use nourish_journal::DaySummary;

/// A number that a day has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Measure {
    /// Its first weighing that is believed. g.
    WeightG,
    /// Energy by every way that is known. kcal/1000.
    EnergyKcalMilli,
    /// Energy by mouth, supplements included. kcal/1000.
    OralEnergyKcalMilli,
    /// Energy by tube. kcal/1000.
    TubeEnergyKcalMilli,
    /// Energy by vein. kcal/1000.
    ParenteralEnergyKcalMilli,
    /// Protein by every way that is known. mg.
    ProteinMg,
    /// Fluid by every way that is known. ml.
    FluidMl,
    /// Formula delivered. ml.
    TubeDeliveredMl,
    /// Formula prescribed. ml.
    TubePrescribedMl,
    /// Share of the usual eaten, as said of the whole day. Percent.
    EatenPercent,
    /// Stools.
    StoolCount,
    /// Times vomited.
    VomitCount,
    /// How many entries stand on the day; 0 where there are none.
    EntryCount,
    /// Worst level of a symptom, 0 to 4.
    Symptom {
        /// Which symptom.
        item: SymptomItem,
    },
}

/// The days of a range, a column for each measure that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Columns {
    /// The first day; the others follow without a gap.
    pub first_day: CalendarDay,
    /// How many days.
    pub day_count: u32,
    /// The columns, in the order in which they were asked for.
    pub columns: Vec<Column>,
}

/// One measure, day by day. An unknown value is 0 here and not known: it is not zero.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Column {
    /// Which measure.
    pub measure: Measure,
    /// Eight bytes a day: a signed whole number, the lowest byte first.
    pub values: Vec<u8>,
    /// A bit a day, from the lowest bit of the first byte on: whether the value is known.
    pub known: Vec<u8>,
}

#[uniffi::export]
impl Journal {
    /// The days from `from` to `to` in numbers, packed: five years of a measure take some milliseconds less than as records. At most
    /// a hundred years; what lies beyond is left out.
    pub fn columns(
        &self,
        from: CalendarDay,
        to: CalendarDay,
        measures: Vec<Measure>,
    ) -> Result<Columns, JournalError> {
        let days = self.lock().series(from, to)?;
        let day_count = usize::try_from(to.days_since(from) + 1).unwrap_or(0).min(MOST_DAYS);
        let columns = measures.into_iter().map(|measure| Column::of(measure, from, day_count, &days));
        Ok(Columns { first_day: from, day_count: day_count as u32, columns: columns.collect() })
    }
}

/// A hundred years.
const MOST_DAYS: usize = 36_525;
const VALUE_BYTES: usize = 8;

impl Column {
    fn of(measure: Measure, from: CalendarDay, day_count: usize, days: &[DaySummary]) -> Self {
        let mut column =
            Self { measure, values: vec![0; day_count * VALUE_BYTES], known: vec![0; day_count.div_ceil(8)] };
        for day in days {
            let place = usize::try_from(day.day.days_since(from)).ok();
            if let (Some(place), Some(value)) = (place, measure.of(day)) {
                column.set(place, value);
            }
        }
        column
    }

    fn set(&mut self, place: usize, value: i64) {
        let values = self.values.chunks_exact_mut(VALUE_BYTES).nth(place);
        if let (Some(bytes), Some(known)) = (values, self.known.get_mut(place / 8)) {
            bytes.copy_from_slice(&value.to_le_bytes());
            *known |= 1 << (place % 8);
        }
    }
}

impl Measure {
    fn of(self, day: &DaySummary) -> Option<i64> {
        let value = match self {
            Self::WeightG => day.weight.map(|point| point.weight_g.into()),
            Self::EnergyKcalMilli => day.energy_kcal_milli(),
            Self::OralEnergyKcalMilli => day.oral_energy_kcal_milli,
            Self::TubeEnergyKcalMilli => day.tube_energy_kcal_milli,
            Self::ParenteralEnergyKcalMilli => day.parenteral_energy_kcal_milli,
            Self::ProteinMg => day.protein_mg(),
            Self::FluidMl => day.fluid_ml(),
            Self::TubeDeliveredMl => day.tube_delivered_ml,
            Self::TubePrescribedMl => day.tube_prescribed_ml,
            Self::EatenPercent => day.eaten_percent.map(Into::into),
            Self::StoolCount => day.stool_count.map(Into::into),
            Self::VomitCount => day.vomit_count.map(Into::into),
            Self::EntryCount => Some(day.entries.into()),
            Self::Symptom { item } => day.symptoms.get(item).map(Into::into),
        };
        value.and_then(|value| i64::try_from(value).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::fact::{Fact, Weight};
    use nourish_journal::Moment;

    #[test]
    fn a_day_without_a_value_is_not_known_and_others_stand_in_their_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.nourish").to_string_lossy().into_owned();
        let journal = Journal::create(path, "a plainly fictional passphrase".into()).unwrap();
        let at = |day: u32| Moment::parse(&format!("2026-11-{day:02}T07:30[Europe/Madrid]")).unwrap();
        for (day, weight_g) in [(11, 68_400), (20, 68_000)] {
            let weight = Weight { weight_g, method: None, fluid: None, confirmed: None };
            let draft = Draft { fact: Fact::Weight(weight), occurred: at(day), day: None, source: None };
            journal.log(draft, at(20)).unwrap();
        }
        let measures = vec![Measure::WeightG, Measure::StoolCount];
        let columns = journal.columns(at(11).day(), at(20).day(), measures.clone()).unwrap();
        assert_eq!((columns.first_day, columns.day_count), (at(11).day(), 10));
        let [weight, stools] = columns.columns.as_slice() else { panic!("two columns") };
        assert_eq!(weight.known, [0b0000_0001, 0b0000_0010]);
        assert_eq!((&weight.values[..8], weight.values.len()), (&68_400_i64.to_le_bytes()[..], 80));
        assert_eq!(&weight.values[72..], &68_000_i64.to_le_bytes()[..]);
        assert_eq!((stools.known.as_slice(), stools.measure), (&[0, 0][..], Measure::StoolCount));
        let backwards = journal.columns(at(20).day(), at(11).day(), measures).unwrap();
        assert_eq!((backwards.day_count, backwards.columns[0].values.len()), (0, 0));
    }
}
