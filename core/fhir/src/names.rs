//! Names that this project gives: systems, extensions, questionnaires. They are names, not addresses; nothing stands there.

/// What all of them begin with.
pub const BASE: &str = "https://nourish.invalid/fhir";
/// Names of entries: 32 hexadecimal digits.
pub const ENTRY_ID: &str = "https://nourish.invalid/fhir/entry";
/// Names of people: one for each journal.
pub const PERSON_ID: &str = "https://nourish.invalid/fhir/person";
/// Names of the devices that wrote entries.
pub const DEVICE_ID: &str = "https://nourish.invalid/fhir/device";
/// Names of what is computed from entries: totals of a day, results of rules, reports.
pub const COMPUTED_ID: &str = "https://nourish.invalid/fhir/computed";
/// Kinds of entries, and their fields behind a full stop.
pub const JOURNAL_CODES: &str = "https://nourish.invalid/fhir/CodeSystem/journal";
/// Words that a field may take.
pub const WORDS: &str = "https://nourish.invalid/fhir/CodeSystem/journal-words";
/// Rules by their ids; the version is that of the table.
pub const RULES: &str = "https://nourish.invalid/fhir/CodeSystem/rule";
/// What a rule says: `met`, `not-met`, `undecided`.
pub const OUTCOMES: &str = "https://nourish.invalid/fhir/CodeSystem/rule-outcome";
/// What of an entry R4 has no element for.
pub const ENTRY: &str = "https://nourish.invalid/fhir/StructureDefinition/entry";
/// The questionnaires of red flags; the set of questions follows.
pub const CHECK_IN: &str = "https://nourish.invalid/fhir/Questionnaire/check-in";
/// What an imported value was named by in the system that it came from.
pub const ORIGINS: &str = "https://nourish.invalid/fhir/origin";
