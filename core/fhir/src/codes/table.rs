//! The table. Sources: `r4` the package hl7.fhir.r4.examples 4.0.1; `gps` the value set snomed-intl-gps of hl7.terminology.r4 7.0.1;
//! `hl7` the code systems of hl7.terminology.r4 7.0.1; `mii` the German ICU module 2026.0.2; `2.68` the component table of LOINC 2.68,
//! which says what a code is about but not its timing; `list` a published list of LOINC names.

use super::{Code, System};

codes! {
    /// Body weight.
    BODY_WEIGHT = Loinc "29463-7" "Body Weight", "r4";
    /// Measured.
    WEIGHT_MEASURED = Loinc "3141-9" "Body weight Measured", "r4";
    /// Stated.
    WEIGHT_STATED = Loinc "3142-7" "Body weight Stated", "2.68";
    /// Body height.
    BODY_HEIGHT = Loinc "8302-2" "Body height", "r4";
    /// Body mass index.
    BODY_MASS_INDEX = Loinc "39156-5" "Body mass index (BMI) [Ratio]", "r4";
    /// Energy by all ways on a day.
    ENERGY_DAY = Loinc "9057-1" "Calorie intake total 24 hour", "mii";
    /// Energy by tube.
    ENERGY_ENTERAL = Loinc "32394-9" "Calorie intake enteral total", "2.68";
    /// Protein by all ways on a day.
    PROTEIN_DAY = Loinc "9085-2" "Protein intake 24 hour", "2.68";
    /// Fluid by all ways on a day.
    FLUID_DAY = Loinc "9108-2" "Fluid intake total 24 hour", "list";
    /// Fluid drunk, measured.
    FLUID_ORAL_MEASURED = Loinc "9000-1" "Fluid intake oral Measured", "mii";
    /// Fluid drunk, as told.
    FLUID_ORAL = Loinc "8999-5" "Fluid intake oral Estimated", "2.68";
    /// Formula delivered on a day.
    FORMULA_DAY = Loinc "80477-3" "Nutritional formula volume 24 hour", "2.68";
    /// Anything that went through a tube.
    TUBE_VOLUME = Loinc "8953-2" "Fluid intake enteral tube Measured", "mii";
    /// Water to flush a tube.
    TUBE_FLUSH = Loinc "80448-4" "Fluid intake enteral tube flush", "2.68";
    /// Drawn back through a tube.
    TUBE_RESIDUAL = Loinc "79561-7" "Fluid output enteral tube [Volume] Measured", "mii";
    /// How much of a meal was eaten.
    MEAL_EATEN = Loinc "81662-9" "Meal eaten", "2.68";
    /// Albumin.
    ALBUMIN = Loinc "1751-7" "Albumin [Mass/volume] in Serum or Plasma", "r4";
    /// C-reactive protein.
    CRP = Loinc "1988-5" "C reactive protein [Mass/volume] in Serum or Plasma", "list";
    /// Haemoglobin.
    HAEMOGLOBIN = Loinc "718-7" "Hemoglobin [Mass/volume] in Blood", "r4";
    /// Lymphocytes.
    LYMPHOCYTES = Loinc "731-0" "Lymphocytes [#/volume] in Blood by Automated count", "r4";
    /// Neutrophils.
    NEUTROPHILS = Loinc "751-8" "Neutrophils [#/volume] in Blood by Automated count", "r4";
    /// Potassium.
    POTASSIUM = Loinc "2823-3" "Potassium [Moles/volume] in Serum or Plasma", "r4";
    /// Phosphate.
    PHOSPHATE = Loinc "14879-1" "Phosphate [Moles/volume] in Serum or Plasma", "r4";
    /// Magnesium.
    MAGNESIUM = Loinc "2601-3" "Magnesium [Moles/volume] in Serum or Plasma", "list";
    /// Total cholesterol.
    CHOLESTEROL = Loinc "2093-3" "Cholesterol [Mass/volume] in Serum or Plasma", "r4";
    /// Glucose.
    GLUCOSE = Loinc "14749-6" "Glucose [Moles/volume] in Serum or Plasma", "r4";
    /// Prealbumin.
    PREALBUMIN = Loinc "14338-8" "Prealbumin [Mass/volume] in Serum or Plasma", "list";
    /// Creatinine.
    CREATININE = Loinc "14682-9" "Creatinine [Moles/volume] in Serum or Plasma", "r4";
    /// Ferritin.
    FERRITIN = Loinc "2276-4" "Ferritin [Mass/volume] in Serum or Plasma", "list";
    /// Vitamin B12.
    VITAMIN_B12 = Loinc "14685-2" "Cobalamin (Vitamin B12) [Moles/volume] in Serum or Plasma", "list";
    /// Bilirubin.
    BILIRUBIN = Loinc "14631-6" "Bilirubin.total [Moles/volume] in Serum or Plasma", "r4";
    /// Sodium.
    SODIUM = Loinc "2951-2" "Sodium [Moles/volume] in Serum or Plasma", "r4";
    /// Body temperature.
    BODY_TEMPERATURE = Loinc "8310-5" "Body temperature", "r4";
    /// Pulse.
    HEART_RATE = Loinc "8867-4" "Heart rate", "r4";
    /// Systolic blood pressure.
    SYSTOLIC = Loinc "8480-6" "Systolic blood pressure", "r4";
    /// Diastolic blood pressure.
    DIASTOLIC = Loinc "8462-4" "Diastolic blood pressure", "r4";
    /// Breaths.
    RESPIRATORY_RATE = Loinc "9279-1" "Respiratory rate", "r4";
    /// Oxygen saturation.
    OXYGEN_SATURATION = Loinc "59408-5" "Oxygen saturation in Arterial blood by Pulse oximetry", "r4";
    /// The report.
    NUTRITION_NOTE = Loinc "34801-1" "Nutrition and dietetics Note", "r4";

    /// Loss of appetite.
    LOSS_OF_APPETITE = Snomed "79890006" "Loss of appetite", "gps";
    /// Nausea.
    NAUSEA = Snomed "422587007" "Nausea", "gps";
    /// Vomiting.
    VOMITING = Snomed "422400008" "Vomiting", "gps";
    /// Difficulty swallowing.
    DIFFICULTY_SWALLOWING = Snomed "288939007" "Difficulty swallowing", "gps";
    /// Early satiety.
    EARLY_SATIETY = Snomed "442076002" "Early satiety", "gps";
    /// Acid reflux.
    ACID_REFLUX = Snomed "698065002" "Acid reflux", "gps";
    /// Heartburn.
    HEARTBURN = Snomed "16331000" "Heartburn", "gps";
    /// Bloating.
    BLOATING = Snomed "116289008" "Abdominal bloating", "gps";
    /// Abdominal pain.
    ABDOMINAL_PAIN = Snomed "21522001" "Abdominal pain", "gps";
    /// Pain.
    PAIN = Snomed "22253000" "Pain", "gps";
    /// Diarrhoea.
    DIARRHOEA = Snomed "62315008" "Diarrhea", "gps";
    /// Constipation.
    CONSTIPATION = Snomed "14760008" "Constipation", "gps";
    /// Sore mouth.
    SORE_MOUTH = Snomed "162011005" "Sore mouth", "gps";
    /// Taste altered.
    TASTE_ALTERED = Snomed "271801002" "Taste sense altered", "gps";
    /// Fatigue.
    FATIGUE = Snomed "84229001" "Fatigue", "gps";
    /// Numbness or tingling.
    PARAESTHESIA = Snomed "91019004" "Paresthesia", "gps";
    /// Hiccups.
    HICCUPS = Snomed "65958008" "Hiccoughs", "gps";
    /// Shortness of breath.
    DYSPNOEA = Snomed "267036007" "Dyspnea", "gps";
    /// Low mood.
    DEPRESSED_MOOD = Snomed "366979004" "Depressed mood", "gps";
    /// Worry.
    ANXIETY = Snomed "48694002" "Anxiety", "gps";
    /// Swollen limbs.
    SWELLING_OF_LIMB = Snomed "80068009" "Swelling of limb", "gps";
    /// Weight loss.
    WEIGHT_LOSS = Snomed "89362005" "Weight loss", "gps";
    /// Fever.
    FEVER = Snomed "386661006" "Fever", "gps";
    /// Dehydration.
    RISK_OF_DEHYDRATION = Snomed "704420006" "At risk of dehydration", "gps";
    /// Too little eaten.
    INADEQUATE_ORAL_INTAKE = Snomed "440321000124101" "Inadequate oral intake", "gps";
    /// Malignant tumour of the stomach.
    GASTRIC_CANCER = Snomed "363349007" "Malignant tumor of stomach", "gps";
    /// Diabetes.
    DIABETES = Snomed "73211009" "Diabetes mellitus", "gps";
    /// Food intake.
    FOOD_INTAKE = Snomed "226379006" "Food intake", "gps";
    /// Tube feeding.
    TUBE_FEEDING = Snomed "61420007" "Tube feeding of patient", "gps";
    /// A supplement given.
    SUPPLEMENT_GIVEN = Snomed "709542007" "Administration of nutritional supplement", "gps";
    /// Parenteral nutrition.
    PARENTERAL_NUTRIENT = Snomed "11674008" "Parenteral nutrient", "gps";
    /// Formula for a tube.
    ENTERAL_FORMULA = Snomed "83853005" "Enteral formula", "gps";
    /// Chemotherapy.
    CHEMOTHERAPY = Snomed "367336001" "Chemotherapy", "gps";
    /// Immunotherapy.
    IMMUNOTHERAPY = Snomed "76334006" "Immunotherapy", "gps";
    /// Radiotherapy.
    RADIOTHERAPY = Snomed "108290001" "Radiation oncology AND/OR radiotherapy", "gps";

    /// By mouth.
    ROUTE_ORAL = Route "PO" "Swallow, oral", "hl7";
    /// Nose to stomach.
    ROUTE_NASOGASTRIC = Route "NGT" "Instillation, nasogastric tube", "hl7";
    /// Feeding tube, wherever it ends.
    ROUTE_FEEDING_TUBE = Route "EFT" "Instillation, enteral feeding tube", "hl7";
    /// Through the belly wall into the stomach.
    ROUTE_GASTROSTOMY = Route "GT" "Instillation, gastrostomy tube", "hl7";
    /// Through the stomach into the jejunum.
    ROUTE_GASTROJEJUNOSTOMY = Route "GJT" "Instillation, gastro-jejunostomy tube", "hl7";
    /// Into the jejunum.
    ROUTE_JEJUNOSTOMY = Route "JJTINSTL" "Instillation, jejunostomy tube", "hl7";
    /// Into a vein.
    ROUTE_INTRAVENOUS = Route "IV" "Infusion, intravenous", "hl7";

    /// Vital signs.
    VITAL_SIGNS = ObservationCategory "vital-signs" "Vital Signs", "hl7";
    /// Laboratory.
    LABORATORY = ObservationCategory "laboratory" "Laboratory", "hl7";
    /// Told by the person.
    SURVEY = ObservationCategory "survey" "Survey", "hl7";
    /// Given by a pump or a team.
    THERAPY = ObservationCategory "therapy" "Therapy", "hl7";
    /// Found on examination.
    EXAM = ObservationCategory "exam" "Exam", "hl7";
    /// How the person lives.
    SOCIAL_HISTORY = ObservationCategory "social-history" "Social History", "hl7";
    /// A flag for the kitchen and the dietitian.
    FLAG_DIET = FlagCategory "diet" "Diet", "hl7";
    /// A flag for the clinic.
    FLAG_CLINICAL = FlagCategory "clinical" "Clinical", "hl7";
    /// A flag for safety.
    FLAG_SAFETY = FlagCategory "safety" "Safety", "hl7";
    /// Not known.
    UNKNOWN = DataAbsentReason "unknown" "Unknown", "hl7";
    /// Who wrote it.
    AUTHOR = Participant "author" "Author", "hl7";
    /// Who put it together.
    ASSEMBLER = Participant "assembler" "Assembler", "hl7";
    /// Written for the first time.
    CREATE = DataOperation "CREATE" "create", "hl7";
    /// Corrected.
    REVISE = DataOperation "UPDATE" "revise", "hl7";
    /// Taken back.
    NULLIFY = DataOperation "NULLIFY" "nullify", "hl7";
    /// The signature of whoever wrote it.
    AUTHOR_SIGNATURE = SignatureType "1.2.840.10065.1.12.1.1" "Author's Signature", "hl7";
}
