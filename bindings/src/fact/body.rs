//! The body, as apps write and read it: who the person is, weight, height, vital signs, laboratory values, muscle.
//!
//! These are the record's own types; the declarations only tell UniFFI their shape, and the compiler compares it.

use nourish_journal::CalendarDay;
pub use nourish_journal::{
    Analyte, FluidSign, Height, Lab, Muscle, MuscleDeficit, MuscleMethod, Profile, Sex, Vitals, Weight,
    WeightMethod,
};

/// Sex at birth, as the formulas that ask for it were made for.
#[uniffi::remote(Enum)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// How a weight is known.
#[uniffi::remote(Enum)]
pub enum WeightMethod {
    /// Read off a scale.
    Measured,
    /// Said by the person, of the same day.
    Stated,
    /// Remembered from an earlier time: a reference of lower trust.
    Recalled,
}

/// Water that makes a weight say less about the body.
#[uniffi::remote(Enum)]
pub enum FluidSign {
    /// None seen.
    Absent,
    /// Swollen legs or back.
    Oedema,
    /// Fluid in the belly.
    Ascites,
    /// Weighed soon after an infusion.
    Infusion,
    /// Weighed soon after fluid was drained from the belly.
    Drained,
}

/// A laboratory value, always in the unit named here.
#[uniffi::remote(Enum)]
pub enum Analyte {
    /// Albumin, g/L (LOINC 1751-7).
    Albumin,
    /// C-reactive protein, mg/L (LOINC 1988-5).
    Crp,
    /// Haemoglobin, g/L (LOINC 718-7).
    Haemoglobin,
    /// Lymphocytes, /mm3.
    Lymphocytes,
    /// Neutrophils, /mm3.
    Neutrophils,
    /// Potassium, mmol/L.
    Potassium,
    /// Phosphate, mmol/L.
    Phosphate,
    /// Magnesium, mmol/L.
    Magnesium,
    /// Total cholesterol, mg/dL.
    Cholesterol,
    /// Glucose, mmol/L.
    Glucose,
    /// Prealbumin (transthyretin), mg/L.
    Prealbumin,
    /// Creatinine, umol/L.
    Creatinine,
    /// Ferritin, ug/L.
    Ferritin,
    /// Vitamin B12, pmol/L.
    VitaminB12,
    /// Bilirubin, umol/L.
    Bilirubin,
    /// Sodium, mmol/L.
    Sodium,
}

/// How muscle was measured.
#[uniffi::remote(Enum)]
pub enum MuscleMethod {
    /// Hand grip.
    Grip,
    /// Calf circumference.
    Calf,
    /// Bioelectrical impedance.
    Bia,
    /// Dual X-ray absorptiometry.
    Dxa,
    /// Computed tomography at the third lumbar vertebra.
    Ct,
    /// Examination by a clinician.
    Examination,
}

/// How much muscle is missing, as a clinician judges it.
#[uniffi::remote(Enum)]
pub enum MuscleDeficit {
    /// None.
    Absent,
    /// Mild or moderate.
    MildModerate,
    /// Severe.
    Severe,
}

/// Who the person is, as far as the rules need it.
#[uniffi::remote(Record)]
pub struct Profile {
    /// Name for reports.
    #[uniffi(default = None)]
    pub name: Option<String>,
    /// Birthday.
    #[uniffi(default = None)]
    pub born_on: Option<CalendarDay>,
    /// Sex at birth.
    #[uniffi(default = None)]
    pub sex: Option<Sex>,
    /// Whether the cut-offs for people of Asian descent apply (GLIM).
    #[uniffi(default = None)]
    pub asian_cutoffs: Option<bool>,
    /// The diagnosis in words.
    #[uniffi(default = None)]
    pub diagnosis: Option<String>,
    /// Language tag for texts, like `es`.
    #[uniffi(default = None)]
    pub language: Option<String>,
    /// Zone that the person lives in, like `Europe/Madrid`.
    #[uniffi(default = None)]
    pub home_zone: Option<String>,
}

/// A body weight. g, 20 kg to 300 kg.
#[uniffi::remote(Record)]
pub struct Weight {
    /// The weight. g.
    pub weight_g: u32,
    /// How it is known; measured when not said.
    #[uniffi(default = None)]
    pub method: Option<WeightMethod>,
    /// Water that makes it unreliable.
    #[uniffi(default = None)]
    pub fluid: Option<FluidSign>,
    /// That the person looked again and the number is right, however odd.
    #[uniffi(default = None)]
    pub confirmed: Option<bool>,
}

/// A body height. mm, 1.0 m to 2.5 m.
#[uniffi::remote(Record)]
pub struct Height {
    /// The height. mm.
    pub height_mm: u32,
}

/// Temperature and vital signs.
///
/// At least one of these is needed: temperature_c_milli, pulse_per_min, systolic_mmhg, diastolic_mmhg,
/// breaths_per_min, oxygen_percent.
#[uniffi::remote(Record)]
pub struct Vitals {
    /// Body temperature. Thousandths of a degree Celsius, 25 to 45.
    #[uniffi(default = None)]
    pub temperature_c_milli: Option<u32>,
    /// Whether the temperature stayed for an hour or more.
    #[uniffi(default = None)]
    pub sustained_over_1h: Option<bool>,
    /// Heart beats a minute.
    #[uniffi(default = None)]
    pub pulse_per_min: Option<u32>,
    /// Systolic blood pressure, mmHg.
    #[uniffi(default = None)]
    pub systolic_mmhg: Option<u32>,
    /// Diastolic blood pressure, mmHg.
    #[uniffi(default = None)]
    pub diastolic_mmhg: Option<u32>,
    /// Breaths a minute.
    #[uniffi(default = None)]
    pub breaths_per_min: Option<u32>,
    /// Oxygen saturation, percent.
    #[uniffi(default = None)]
    pub oxygen_percent: Option<u32>,
}

/// A laboratory value of the day its sample was taken.
#[uniffi::remote(Record)]
pub struct Lab {
    /// What was measured, which fixes the unit.
    pub analyte: Analyte,
    /// The value in thousandths of the analyte's unit.
    pub value_milli: i64,
}

/// A measure of muscle.
///
/// At least one of these is needed: grip_g, calf_mm, asmi_g_per_m2, ffmi_g_per_m2, smi_mm2_per_m2, deficit.
#[uniffi::remote(Record)]
pub struct Muscle {
    /// How it was measured.
    #[uniffi(default = None)]
    pub method: Option<MuscleMethod>,
    /// Hand grip, best of the tries. g of force.
    #[uniffi(default = None)]
    pub grip_g: Option<u32>,
    /// Calf circumference. mm.
    #[uniffi(default = None)]
    pub calf_mm: Option<u32>,
    /// Appendicular skeletal muscle index. g/m2.
    #[uniffi(default = None)]
    pub asmi_g_per_m2: Option<u32>,
    /// Fat-free mass index. g/m2.
    #[uniffi(default = None)]
    pub ffmi_g_per_m2: Option<u32>,
    /// Skeletal muscle index at the third lumbar vertebra. mm2/m2.
    #[uniffi(default = None)]
    pub smi_mm2_per_m2: Option<u32>,
    /// Deficit as judged by a clinician.
    #[uniffi(default = None)]
    pub deficit: Option<MuscleDeficit>,
}
