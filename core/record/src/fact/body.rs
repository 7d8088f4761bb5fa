//! The body: who the person is, weight, height, vital signs, laboratory values, muscle.

use super::kind::kind;
use super::{SHORT, WORD};
use crate::day::CalendarDay;
use crate::field::Unit;
use crate::word::words;

words! {
    /// Sex at birth, as the formulas that ask for it were made for.
    Sex { /// Female.
        Female = 1 "female", /// Male.
        Male = 2 "male" }

    /// How a weight is known.
    WeightMethod {
        /// Read off a scale.
        Measured = 1 "measured",
        /// Said by the person, of the same day.
        Stated = 2 "stated",
        /// Remembered from an earlier time: a reference of lower trust.
        Recalled = 3 "recalled",
    }

    /// Water that makes a weight say less about the body.
    FluidSign {
        /// None seen.
        Absent = 0 "none",
        /// Swollen legs or back.
        Oedema = 1 "oedema",
        /// Fluid in the belly.
        Ascites = 2 "ascites",
        /// Weighed soon after an infusion.
        Infusion = 3 "infusion",
        /// Weighed soon after fluid was drained from the belly.
        Drained = 4 "drained",
    }

    /// A laboratory value, always in the unit named here.
    Analyte {
        /// Albumin, g/L (LOINC 1751-7).
        Albumin = 1 "albumin",
        /// C-reactive protein, mg/L (LOINC 1988-5).
        Crp = 2 "crp",
        /// Haemoglobin, g/L (LOINC 718-7).
        Haemoglobin = 3 "haemoglobin",
        /// Lymphocytes, /mm3.
        Lymphocytes = 4 "lymphocytes",
        /// Neutrophils, /mm3.
        Neutrophils = 5 "neutrophils",
        /// Potassium, mmol/L.
        Potassium = 6 "potassium",
        /// Phosphate, mmol/L.
        Phosphate = 7 "phosphate",
        /// Magnesium, mmol/L.
        Magnesium = 8 "magnesium",
        /// Total cholesterol, mg/dL.
        Cholesterol = 9 "cholesterol",
        /// Glucose, mmol/L.
        Glucose = 10 "glucose",
        /// Prealbumin (transthyretin), mg/L.
        Prealbumin = 11 "prealbumin",
        /// Creatinine, umol/L.
        Creatinine = 12 "creatinine",
        /// Ferritin, ug/L.
        Ferritin = 13 "ferritin",
        /// Vitamin B12, pmol/L.
        VitaminB12 = 14 "vitamin-b12",
        /// Bilirubin, umol/L.
        Bilirubin = 15 "bilirubin",
        /// Sodium, mmol/L.
        Sodium = 16 "sodium",
    }

    /// How muscle was measured.
    MuscleMethod {
        /// Hand grip.
        Grip = 1 "grip",
        /// Calf circumference.
        Calf = 2 "calf",
        /// Bioelectrical impedance.
        Bia = 3 "bia",
        /// Dual X-ray absorptiometry.
        Dxa = 4 "dxa",
        /// Computed tomography at the third lumbar vertebra.
        Ct = 5 "ct",
        /// Examination by a clinician.
        Examination = 6 "examination",
    }

    /// How much muscle is missing, as a clinician judges it.
    MuscleDeficit {
        /// None.
        Absent = 0 "none",
        /// Mild or moderate.
        MildModerate = 1 "mild-moderate",
        /// Severe.
        Severe = 2 "severe",
    }
}

kind! {
    /// Who the person is, as far as the rules need it.
    1 "profile" Profile, "Who the person is, as far as the rules need it";
    /// Name for reports.
    1 name: Option<String> = SHORT;
    /// Birthday.
    2 born_on: Option<CalendarDay> = WORD;
    /// Sex at birth.
    3 sex: Option<Sex> = WORD;
    /// Whether the cut-offs for people of Asian descent apply (GLIM).
    4 asian_cutoffs: Option<bool> = WORD;
    /// The diagnosis in words.
    5 diagnosis: Option<String> = SHORT;
    /// Language tag for texts, like `es`.
    6 language: Option<String> = SHORT;
    /// Zone that the person lives in, like `Europe/Madrid`.
    7 home_zone: Option<String> = SHORT;
}

kind! {
    /// A body weight. g, 20 kg to 300 kg.
    2 "weight" Weight, "A body weight";
    /// The weight. g.
    1 weight_g: u32 = (Unit::Gram, 20_000, 300_000);
    /// How it is known; measured when not said.
    2 method: Option<WeightMethod> = WORD;
    /// Water that makes it unreliable.
    3 fluid: Option<FluidSign> = WORD;
    /// That the person looked again and the number is right, however odd.
    4 confirmed: Option<bool> = WORD;
}

kind! {
    /// A body height. mm, 1.0 m to 2.5 m.
    3 "height" Height, "A body height";
    /// The height. mm.
    1 height_mm: u32 = (Unit::Millimetre, 1_000, 2_500);
}

kind! {
    /// Temperature and vital signs.
    12 "vitals" Vitals, "Temperature and vital signs",
        needs "temperature, pulse, systolic, diastolic, breaths, oxygen" of
        temperature_c_milli | pulse_per_min | systolic_mmhg | diastolic_mmhg | breaths_per_min | oxygen_percent;
    /// Body temperature. Thousandths of a degree Celsius, 25 to 45.
    1 temperature_c_milli: Option<u32> = (Unit::CelsiusMilli, 25_000, 45_000);
    /// Whether the temperature stayed for an hour or more.
    2 sustained_over_1h: Option<bool> = WORD;
    /// Heart beats a minute.
    3 pulse_per_min: Option<u32> = (Unit::Number, 20, 260);
    /// Systolic blood pressure, mmHg.
    4 systolic_mmhg: Option<u32> = (Unit::Number, 40, 300);
    /// Diastolic blood pressure, mmHg.
    5 diastolic_mmhg: Option<u32> = (Unit::Number, 20, 200);
    /// Breaths a minute.
    6 breaths_per_min: Option<u32> = (Unit::Number, 4, 80);
    /// Oxygen saturation, percent.
    7 oxygen_percent: Option<u32> = (Unit::Percent, 40, 100);
}

kind! {
    /// A laboratory value of the day its sample was taken.
    13 "lab" Lab, "A laboratory value";
    /// What was measured, which fixes the unit.
    1 analyte: Analyte = WORD;
    /// The value in thousandths of the analyte's unit.
    2 value_milli: i64 = (Unit::Milli, 0, 10_000_000_000_i64);
}

kind! {
    /// A measure of muscle.
    14 "muscle" Muscle, "A measure of muscle",
        needs "grip, calf, asmi, ffmi, smi, deficit" of
        grip_g | calf_mm | asmi_g_per_m2 | ffmi_g_per_m2 | smi_mm2_per_m2 | deficit;
    /// How it was measured.
    1 method: Option<MuscleMethod> = WORD;
    /// Hand grip, best of the tries. g of force.
    2 grip_g: Option<u32> = (Unit::Gram, 0, 120_000);
    /// Calf circumference. mm.
    3 calf_mm: Option<u32> = (Unit::Millimetre, 100, 800);
    /// Appendicular skeletal muscle index. g/m2.
    4 asmi_g_per_m2: Option<u32> = (Unit::Number, 1_000, 20_000);
    /// Fat-free mass index. g/m2.
    5 ffmi_g_per_m2: Option<u32> = (Unit::Number, 5_000, 40_000);
    /// Skeletal muscle index at the third lumbar vertebra. mm2/m2.
    6 smi_mm2_per_m2: Option<u32> = (Unit::Number, 500, 15_000);
    /// Deficit as judged by a clinician.
    7 deficit: Option<MuscleDeficit> = WORD;
}

impl Analyte {
    /// The unit of the value.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Albumin | Self::Haemoglobin => "g/L",
            Self::Crp | Self::Prealbumin => "mg/L",
            Self::Lymphocytes | Self::Neutrophils => "/mm3",
            Self::Potassium | Self::Phosphate | Self::Magnesium | Self::Glucose | Self::Sodium => "mmol/L",
            Self::Cholesterol => "mg/dL",
            Self::Creatinine | Self::Bilirubin => "umol/L",
            Self::Ferritin => "ug/L",
            Self::VitaminB12 => "pmol/L",
        }
    }
}
