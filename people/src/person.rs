//! Who a simulated person is.

use crate::habits::Habits;
use crate::names;
use crate::random::{Sequence, whole};
use crate::rates;
use crate::today::Purpose;
use nourish_record::{CalendarDay, Sex};

/// Where a person stands in the treatment of gastric cancer on the first day of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Journey {
    /// FLOT before a gastrectomy, the operation, and FLOT again after it.
    AwaitingGastrectomy,
    /// FLOT after the whole stomach was taken out some weeks ago.
    AfterTotalGastrectomy,
    /// CAPOX after part of the stomach was taken out some weeks ago.
    AfterSubtotalGastrectomy,
    /// CAPOX for a cancer that cannot be cured, for some with nivolumab.
    PalliativeCapox,
    /// An operation soon, and feeding through a jejunostomy from then on.
    JejunostomyFeeding,
    /// Parenteral nutrition at home, under paclitaxel and ramucirumab.
    ParenteralNutrition,
    /// Radiotherapy with capecitabine, for some with a tube through the nose.
    Chemoradiation,
}

impl Journey {
    /// Every journey.
    pub const ALL: &'static [Self] = &[
        Self::AwaitingGastrectomy,
        Self::AfterTotalGastrectomy,
        Self::AfterSubtotalGastrectomy,
        Self::PalliativeCapox,
        Self::JejunostomyFeeding,
        Self::ParenteralNutrition,
        Self::Chemoradiation,
    ];

    /// Its name in files and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AwaitingGastrectomy => "awaiting-gastrectomy",
            Self::AfterTotalGastrectomy => "after-total-gastrectomy",
            Self::AfterSubtotalGastrectomy => "after-subtotal-gastrectomy",
            Self::PalliativeCapox => "palliative-capox",
            Self::JejunostomyFeeding => "jejunostomy-feeding",
            Self::ParenteralNutrition => "parenteral-nutrition",
            Self::Chemoradiation => "chemoradiation",
        }
    }
}

/// How reliably a journal is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thoroughness {
    /// Nearly every day, nearly everything.
    Thorough,
    /// Most days.
    Usual,
    /// Every other day, and little.
    Sparse,
}

impl Thoroughness {
    /// Its name in files and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Thorough => "thorough",
            Self::Usual => "usual",
            Self::Sparse => "sparse",
        }
    }
}

/// Who keeps the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LoggedBy {
    /// The person.
    Patient,
    /// Someone who helps at home.
    Carer,
}

impl LoggedBy {
    /// Its name in files and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Carer => "carer",
        }
    }
}

/// A fictional person. Everything about them follows from `seed` and `number`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The seed of the people they belong to.
    pub seed: u64,
    /// Their number among them.
    pub number: u32,
    /// A plainly fictional name; no two persons of one seed share it.
    pub name: String,
    /// Sex at birth.
    pub sex: Sex,
    /// Age on the first day of the journal, 32 to 88 years.
    pub age_years: u32,
    /// Height, mm.
    pub height_mm: u32,
    /// What they weighed half a year before the journal, g.
    pub usual_weight_g: u32,
    /// What they weigh on the first day of the journal, g.
    pub start_weight_g: u32,
    /// Where they stand.
    pub journey: Journey,
    /// How reliably the journal is kept.
    pub thoroughness: Thoroughness,
    /// Who keeps it.
    pub logged_by: LoggedBy,
    /// The zone that they live in, like `Europe/Madrid`.
    pub zone: &'static str,
    pub(crate) habits: Habits,
}

impl Person {
    /// Person `number` of the people of `seed`. Any number will do; whoever it is, it is always the same.
    ///
    /// ```
    /// # use nourish_people::Person;
    /// assert_eq!(Person::of(1, 42), Person::of(1, 42));
    /// assert_ne!(Person::of(1, 42).name, Person::of(1, 43).name);
    /// ```
    pub fn of(seed: u64, number: u32) -> Self {
        let mut draws = Sequence::of(&[seed, u64::from(number), Purpose::Person as u64]);
        let journey =
            Journey::ALL.get(draws.share(&rates::JOURNEYS)).copied().unwrap_or(Journey::AwaitingGastrectomy);
        let sex = if draws.per_mille(rates::MALE) { Sex::Male } else { Sex::Female };
        let (middle_mm, spread_mm) = match sex {
            Sex::Female => (1_620, 180),
            Sex::Male => (1_740, 200),
        };
        let height_mm = draws.around(middle_mm, spread_mm);
        // Body mass index before the illness, in tenths of kg/m2; then what half a year of illness took.
        let index_deci = draws.around(255, 75);
        let usual_weight_g = index_deci * height_mm * height_mm / 10_000;
        let lost_per_mille = draws.around(rates::LOST_BEFORE.0, rates::LOST_BEFORE.1);
        let start_weight_g = usual_weight_g * (1_000 - lost_per_mille) / 1_000;
        let thoroughness = match draws.share(&rates::THOROUGHNESS) {
            0 => Thoroughness::Thorough,
            1 => Thoroughness::Usual,
            _ => Thoroughness::Sparse,
        };
        let age_years = whole(draws.around(64, 24)).clamp(32, 88);
        let carer = if age_years >= 75 { rates::CARER_FROM_75 } else { rates::CARER };
        let logged_by = if draws.per_mille(carer) { LoggedBy::Carer } else { LoggedBy::Patient };
        let zone = draws.pick(&rates::ZONES).unwrap_or("UTC");
        Self {
            seed,
            number,
            name: names::name(&mut draws, sex, number),
            sex,
            age_years,
            height_mm: whole(height_mm),
            usual_weight_g: whole(usual_weight_g / 100 * 100),
            start_weight_g: whole(start_weight_g / 100 * 100),
            journey,
            thoroughness,
            logged_by,
            zone,
            habits: Habits::of(&mut draws, thoroughness, logged_by),
        }
    }

    /// The day on which a person of this age was born, if the journal begins on `first_day`.
    pub(crate) fn born_on(&self, first_day: CalendarDay) -> CalendarDay {
        let since_birthday = self.draws(&[Purpose::Birthday as u64]).below(364);
        // A year of 365.25 days; that many days and no more than a year less one are the age in whole years.
        let days = self.age_years * 1_461 / 4 + 1 + since_birthday;
        first_day.plus(-i32::try_from(days).unwrap_or(0))
    }

    /// The numbers that belong to this person and `parts`.
    pub(crate) fn draws(&self, parts: &[u64]) -> Sequence {
        let mut all = vec![self.seed, u64::from(self.number)];
        all.extend_from_slice(parts);
        Sequence::of(&all)
    }

    /// A number from 0 to 999 that is this person's own for everything of `parts`.
    pub(crate) fn own_per_mille(&self, parts: &[u64]) -> u32 {
        self.draws(parts).below(1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_whole_and_of_their_age() {
        let first_day: CalendarDay = "2026-06-01".parse().unwrap();
        for number in 0..5_000 {
            let person = Person::of(3, number);
            assert_eq!(first_day.years_since(person.born_on(first_day)), Some(person.age_years), "{number}");
            assert!((1_400..=2_000).contains(&person.height_mm));
            assert!((30_000..=160_000).contains(&person.start_weight_g), "{}", person.start_weight_g);
            assert!(person.start_weight_g <= person.usual_weight_g * 102 / 100);
        }
    }

    #[test]
    fn every_journey_has_a_share() {
        assert_eq!(rates::JOURNEYS.len(), Journey::ALL.len());
        assert_eq!(rates::JOURNEYS.iter().sum::<u32>(), 1_000);
    }
}
