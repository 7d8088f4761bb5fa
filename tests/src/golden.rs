//! One fact of every kind with all its fields set: plainly fictional, and never changed, because frozen bytes are made of them.

use nourish_record::{Author, Draft, Entry, EntryId, Erasure, Fact, Moment, Recorded, Source, Stamp};

/// A kind's name and its fields as a person writes them.
pub type Fields = (&'static str, &'static [(&'static str, &'static str)]);

const FIELDS: [Fields; 22] = [
    (
        "profile",
        &[
            ("name", "Sample Person"),
            ("born_on", "1957-03-14"),
            ("sex", "male"),
            ("asian_cutoffs", "no"),
            ("diagnosis", "Adenocarcinoma of the stomach"),
            ("language", "es"),
            ("home_zone", "Europe/Madrid"),
        ],
    ),
    ("weight", &[("weight", "68.4 kg"), ("method", "measured"), ("fluid", "oedema"), ("confirmed", "yes")]),
    ("height", &[("height", "174 cm")]),
    (
        "oral-intake",
        &[
            ("meal", "lunch"),
            ("eaten", "50%"),
            ("energy", "420.5 kcal"),
            ("protein", "18.25 g"),
            ("carbohydrate", "55 g"),
            ("fat", "12 g"),
            ("fluid", "200 ml"),
            ("description", "soup & «crème»"),
        ],
    ),
    (
        "supplement",
        &[
            ("product", "Drink 1.5"),
            ("volume", "125 ml"),
            ("energy", "187.5 kcal"),
            ("protein", "7.5 g"),
            ("prescribed", "250 ml"),
        ],
    ),
    (
        "tube-feed",
        &[
            ("route", "nasojejunal"),
            ("mode", "cyclic"),
            ("formula", "standard 1.5"),
            ("density_kcal_milli_per_ml", "1.5"),
            ("protein_mg_per_ml", "60"),
            ("rate", "75 ml/h"),
            ("delivered", "840 ml"),
            ("prescribed", "1000 ml"),
            ("duration", "11 h"),
            ("flush", "90 ml"),
            ("residual", "0 ml"),
            ("interrupted", "35 min"),
            ("interruption_reason", "paused"),
            ("tolerance", "fair"),
        ],
    ),
    (
        "parenteral-bag",
        &[
            ("volume", "1.5 l"),
            ("dextrose", "250 g"),
            ("amino_acid", "100 g"),
            ("lipid", "50 g"),
            ("duration", "14 h"),
            ("prescribed", "2000 ml"),
            ("product", "Bag A"),
        ],
    ),
    ("fluid", &[("volume", "250 ml"), ("route", "oral"), ("description", "herb tea")]),
    (
        "output",
        &[
            ("urine", "900 ml"),
            ("urine_count", "6"),
            ("stool_count", "2"),
            ("stool_form", "soft"),
            ("vomit_count", "1"),
            ("vomit", "150 ml"),
            ("drain", "30 ml"),
        ],
    ),
    ("symptom", &[("item", "nausea"), ("attribute", "severity"), ("level", "3"), ("recall_days", "7")]),
    (
        "check-in",
        &[
            ("set", "daily"),
            ("asked", "vomiting-blood,black-stool,very-unwell"),
            ("yes", "black-stool"),
            ("completed", "yes"),
        ],
    ),
    (
        "vitals",
        &[
            ("temperature", "38.4 C"),
            ("sustained_over_1h", "yes"),
            ("pulse_per_min", "96"),
            ("systolic_mmhg", "118"),
            ("diastolic_mmhg", "74"),
            ("breaths_per_min", "18"),
            ("oxygen", "97%"),
        ],
    ),
    ("lab", &[("analyte", "albumin"), ("value", "33.5")]),
    (
        "muscle",
        &[
            ("method", "grip"),
            ("grip", "24.5 kg"),
            ("calf", "31.5 cm"),
            ("asmi_g_per_m2", "6900"),
            ("ffmi_g_per_m2", "16800"),
            ("smi_mm2_per_m2", "4200"),
            ("deficit", "mild-moderate"),
        ],
    ),
    (
        "treatment",
        &[
            ("modality", "chemotherapy"),
            ("status", "given"),
            ("name", "docetaxel"),
            ("regimen", "FLOT"),
            ("cycle", "3"),
            ("cycle_day", "1"),
            ("planned_on", "2026-11-13"),
            ("dose_mg", "76 mg"),
            ("planned_dose_mg", "95 mg"),
            ("dose_cgy", "4500"),
            ("fractions", "25"),
            ("reason", "blood-counts"),
            ("cycle_days", "14"),
            ("planned_cycles", "4"),
        ],
    ),
    ("medicine", &[("name", "ondansetron"), ("taken", "yes"), ("dose", "one tablet"), ("why", "queasy")]),
    (
        "tube-care",
        &[("event", "blocked"), ("route", "nasojejunal"), ("mark", "95 cm"), ("note", "flushed with water")],
    ),
    (
        "feeding-plan",
        &[
            ("energy_min", "1950 kcal"),
            ("energy_max", "2350 kcal"),
            ("protein_min", "95 g"),
            ("protein_max", "115 g"),
            ("fluid", "2100 ml"),
            ("tube_prescribed", "1000 ml"),
            ("tube_density_kcal_milli_per_ml", "1.5"),
            ("formula", "standard 1.5"),
            ("route", "nasojejunal"),
            ("mode", "cyclic"),
            ("set_by", "dietitian"),
            ("setting", "surgery"),
        ],
    ),
    (
        "care-contact",
        &[("role", "nurse"), ("phone", "555-0101"), ("hours", "day and night"), ("name", "oncology nurse")],
    ),
    ("note", &[("text", "slept well\nand ate a little more")]),
    (
        "acknowledgement",
        &[
            ("rule", "fever"),
            ("action", "snoozed"),
            ("role", "nurse"),
            ("until_on", "2026-11-27"),
            ("note", "spoke by phone"),
        ],
    ),
    ("finding", &[("item", "disease-severity"), ("present", "yes"), ("grade", "2")]),
];

/// Kinds that came after the first bytes were frozen, with all their fields.
const LATER: [Fields; 4] = [
    (
        "answer",
        &[
            ("questionnaire", "st-example-weekly|2.1"),
            ("item", "hair-loss"),
            ("value", "3"),
            ("recall_days", "7"),
        ],
    ),
    (
        "surgery-preparation",
        &[
            ("feeding_days", "10"),
            ("product", "Drink 1.5"),
            ("supplement", "500 ml"),
            ("solids_until", "6 h"),
            ("fluids_until", "2 h"),
            ("drink_evening", "800 ml"),
            ("drink_morning", "400 ml"),
            ("drink_until", "150 min"),
            ("set_by", "surgeon"),
            ("note", "told on the ward"),
        ],
    ),
    (
        "care-task",
        &[
            ("title", "B12 injection"),
            ("status", "requested"),
            ("every_days", "90"),
            ("until_on", "2027-11-20"),
            ("role", "general-practitioner"),
            ("note", "into the muscle"),
        ],
    ),
    (
        "sick-day-rule",
        &[
            ("situation", "when nothing stays down"),
            ("action", "small sips, stop the feed, call"),
            ("call", "emergency-line"),
            ("set_by", "nurse"),
        ],
    ),
];

/// Kinds that have got fields since their first bytes were frozen, with all fields of today.
const GROWN: [Fields; 4] = [
    (
        "fluid",
        &[
            ("volume", "500 ml"),
            ("route", "intravenous"),
            ("description", "glucose 5 %"),
            ("energy", "85 kcal"),
        ],
    ),
    (
        "check-in",
        &[
            ("set", "weekly"),
            ("asked", "collapse,rigors"),
            ("yes", "rigors"),
            ("completed", "yes"),
            ("answered_by", "carer"),
            ("questionnaire", "weekly|1.0"),
            ("entries", "00000000000000000000000000000002,0000000000000000000000000000000a"),
        ],
    ),
    (
        "feeding-plan",
        &[
            ("energy_min", "1950 kcal"),
            ("energy_max", "2350 kcal"),
            ("protein_min", "95 g"),
            ("protein_max", "115 g"),
            ("fluid", "2100 ml"),
            ("tube_prescribed", "1000 ml"),
            ("tube_density_kcal_milli_per_ml", "1.5"),
            ("formula", "standard 1.5"),
            ("route", "jejunostomy"),
            ("mode", "cyclic"),
            ("set_by", "dietitian"),
            ("setting", "surgery"),
            ("tube_protein", "60"),
            ("tube_water", "77%"),
            ("feed_system", "closed"),
            ("rate", "100 ml/h"),
            ("duration", "10 h"),
            ("feeds", "1"),
            ("start_rate", "25 ml/h"),
            ("rate_step", "15 ml/h"),
            ("rate_step_every", "8 h"),
            ("flush", "300 ml"),
            ("flush_every", "4 h"),
        ],
    ),
    (
        "note",
        &[
            ("text", "thank you; please weigh again"),
            ("sender", "nurse"),
            ("recipient", "patient"),
            ("rule", "weigh_again"),
        ],
    ),
];

/// Every kind with all the fields that it had at first, as a person writes them.
pub fn fields_of_every_kind() -> Vec<Fields> {
    let mut all: Vec<Fields> = FIELDS.into_iter().chain(LATER).collect();
    let place = |name: &str| Fact::KINDS.iter().position(|kind| kind.name == name);
    all.sort_by_key(|(name, _)| place(name));
    all
}

/// Kinds that have got fields since the first bytes were frozen, with all fields of today, as a person writes them.
pub fn fields_of_grown_kinds() -> &'static [Fields] {
    &GROWN
}

/// A draft of every kind of the first version on the morning of 2026-11-20 in Madrid.
pub fn golden_drafts() -> Vec<Draft> {
    let at = Moment::parse("2026-11-20T07:30[Europe/Madrid]").unwrap();
    FIELDS
        .iter()
        .map(|(kind, fields)| Draft::new(at.clone(), Source::Typed, Fact::read(kind, fields).unwrap()))
        .collect()
}

/// An entry of every kind of the first version, then an imported one, a correction, a retraction and an erasure, then those with later fields and of later kinds, each with its name.
pub fn entries_of_every_kind() -> Vec<(&'static str, Entry)> {
    let mut entries: Vec<(&str, Entry)> = (1..)
        .zip(FIELDS.iter().zip(golden_drafts()))
        .map(|(seq, ((kind, _), draft))| (*kind, Entry::parse(draft, stamp(seq)).unwrap()))
        .collect();
    let after_midnight = Moment::parse("2026-11-21T00:20:00+01:00").unwrap();
    let after_midnight = after_midnight.on_day("2026-11-20".parse().unwrap()).unwrap();
    let weight = |text| Fact::read("weight", &[("weight", text)]).unwrap();
    let imported = Draft::imported(after_midnight.clone(), weight("68.2 kg"), "openScale", "key".into());
    let imported = Entry::parse(imported, stamp(23)).unwrap();
    let corrected = imported.amend(weight("68.3 kg"), after_midnight, "misread", stamp(24)).unwrap();
    let taken_back = corrected.retract("someone else's", stamp(25)).unwrap();
    let at = Moment::parse("2026-12-01T09:00[Europe/Madrid]").unwrap();
    let gone = Erasure { author: Author::from_bytes([7; 16]), seq: 20, hash: [0xab; 32] };
    let erased = Entry::erase(gone, at, "asked to", stamp(26)).unwrap();
    entries.extend([
        ("imported", imported),
        ("corrected", corrected),
        ("taken-back", taken_back),
        ("erased", erased),
    ]);
    let at = Moment::parse("2026-11-20T07:30[Europe/Madrid]").unwrap();
    entries.extend((27..).zip(GROWN.into_iter().chain(LATER)).map(|(seq, (kind, fields))| {
        let draft = Draft::new(at.clone(), Source::Typed, Fact::read(kind, fields).unwrap());
        (kind, Entry::parse(draft, stamp(seq)).unwrap())
    }));
    entries
}

/// Entry `seq` of a device's log: everything follows from the number.
fn stamp(seq: u64) -> Stamp {
    Stamp {
        id: EntryId::from_bytes(u128::from(seq).to_be_bytes()),
        recorded: Recorded::at(1_795_300_000_000 + seq),
        author: Author::from_bytes([7; 16]),
        seq,
    }
}

/// Bytes as hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
