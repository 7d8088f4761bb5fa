//! Regimens, as they are usually planned. They are templates of a simulation, never advice on a dose.

use nourish_record::Modality;

/// How a dose is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dose {
    /// mg a square metre of body surface.
    PerSquareMetre(i64),
    /// mg a kilogram of body weight.
    PerKilogram(i64),
    /// mg, whoever it is.
    Flat(i64),
}

/// A drug of a regimen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Drug {
    pub(crate) name: &'static str,
    pub(crate) modality: Modality,
    pub(crate) dose: Dose,
    /// Days of the cycle on which it is given.
    pub(crate) days: &'static [i32],
}

/// A regimen.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Regimen {
    pub(crate) name: &'static str,
    pub(crate) cycle_days: i32,
    pub(crate) drugs: &'static [Drug],
    pub(crate) taxane: bool,
    pub(crate) oxaliplatin: bool,
    pub(crate) fluoropyrimidine: bool,
    /// Days of the cycle on which capecitabine is taken at home, to which day.
    pub(crate) capecitabine_until: Option<i32>,
}

const fn drug(name: &'static str, modality: Modality, dose: Dose, days: &'static [i32]) -> Drug {
    Drug { name, modality, dose, days }
}

/// FLOT, as in FLOT4 (Al-Batran et al., Lancet 2019;393:1948).
pub(crate) const FLOT: Regimen = Regimen {
    name: "FLOT",
    cycle_days: 14,
    drugs: &[
        drug("docetaxel", Modality::Chemotherapy, Dose::PerSquareMetre(50), &[1]),
        drug("oxaliplatin", Modality::Chemotherapy, Dose::PerSquareMetre(85), &[1]),
        drug("leucovorin", Modality::Chemotherapy, Dose::PerSquareMetre(200), &[1]),
        drug("fluorouracil", Modality::Chemotherapy, Dose::PerSquareMetre(2_600), &[1]),
    ],
    taxane: true,
    oxaliplatin: true,
    fluoropyrimidine: true,
    capecitabine_until: None,
};

/// The daily dose of capecitabine stands for two takings of 1,000 mg/m2.
const CAPECITABINE: Drug = drug("capecitabine", Modality::Chemotherapy, Dose::PerSquareMetre(2_000), &[1]);
const OXALIPLATIN_130: Drug = drug("oxaliplatin", Modality::Chemotherapy, Dose::PerSquareMetre(130), &[1]);

/// CAPOX: oxaliplatin on day 1, capecitabine from day 1 to 14.
pub(crate) const CAPOX: Regimen = Regimen {
    name: "CAPOX",
    cycle_days: 21,
    drugs: &[OXALIPLATIN_130, CAPECITABINE],
    taxane: false,
    oxaliplatin: true,
    fluoropyrimidine: true,
    capecitabine_until: Some(14),
};

/// The same with nivolumab.
pub(crate) const CAPOX_NIVOLUMAB: Regimen = Regimen {
    name: "CAPOX and nivolumab",
    drugs: &[
        OXALIPLATIN_130,
        CAPECITABINE,
        drug("nivolumab", Modality::Immunotherapy, Dose::Flat(360), &[1]),
    ],
    ..CAPOX
};

/// Paclitaxel and ramucirumab, as in RAINBOW (Wilke et al., Lancet Oncol 2014;15:1224).
pub(crate) const PACLITAXEL_RAMUCIRUMAB: Regimen = Regimen {
    name: "paclitaxel and ramucirumab",
    cycle_days: 28,
    drugs: &[
        drug("paclitaxel", Modality::Chemotherapy, Dose::PerSquareMetre(80), &[1, 8, 15]),
        drug("ramucirumab", Modality::Targeted, Dose::PerKilogram(8), &[1, 15]),
    ],
    taxane: true,
    oxaliplatin: false,
    fluoropyrimidine: false,
    capecitabine_until: None,
};

/// Capecitabine on the days of radiotherapy, 825 mg/m2 twice a day; its one cycle is the series.
pub(crate) const CAPECITABINE_WITH_RADIATION: Regimen = Regimen {
    name: "capecitabine with radiotherapy",
    cycle_days: 42,
    drugs: &[drug("capecitabine", Modality::Chemotherapy, Dose::PerSquareMetre(1_650), &[1])],
    taxane: false,
    oxaliplatin: false,
    fluoropyrimidine: true,
    capecitabine_until: Some(35),
};

impl Dose {
    /// The dose for somebody of this size, rounded to 5 mg. Body surface after Mosteller (N Engl J Med 1987;317:1098).
    pub(crate) fn for_body(self, height_mm: u32, weight_g: i64) -> u32 {
        let exact_mg = match self {
            Self::Flat(mg) => mg,
            Self::PerKilogram(mg) => mg * weight_g / 1_000,
            Self::PerSquareMetre(mg) => mg * surface_m2_milli(height_mm, weight_g) / 1_000,
        };
        crate::random::whole((exact_mg + 2) / 5 * 5)
    }
}

/// Body surface in thousandths of a square metre: the root of height in cm times weight in kg over 3,600.
fn surface_m2_milli(height_mm: u32, weight_g: i64) -> i64 {
    (i64::from(height_mm) * weight_g.max(0) / 36).isqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doses_follow_the_size_of_the_body() {
        // 180 cm and 80 kg are 2.00 m2: 180 x 80 / 3600 = 4.
        assert_eq!(surface_m2_milli(1_800, 80_000), 2_000);
        assert_eq!(Dose::PerSquareMetre(85).for_body(1_800, 80_000), 170);
        assert_eq!(Dose::PerKilogram(8).for_body(1_800, 62_500), 500);
        assert_eq!(Dose::Flat(360).for_body(1_500, 40_000), 360);
    }
}
