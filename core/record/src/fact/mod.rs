//! What an entry says: the kinds, each with its numbered fields and limits.
//!
//! The number of a kind and of a field is stored and therefore frozen; names may change, numbers never get a second
//! meaning. Numbers 0 (a retraction, which has no payload) and 23 (an erasure) are taken.

mod body;
mod care;
mod intake;
mod kind;
mod plan;
mod symptom;
mod treatment;

pub use body::*;
pub use care::*;
pub use intake::*;
pub use kind::Kind;
pub use plan::*;
pub use symptom::*;
pub use treatment::*;

use crate::field::{FieldSpec, LONG_TEXT_BYTES, SHORT_TEXT_BYTES, Unit, Value};
use crate::invalid::{InvalidEntry, Problem};
use crate::members::{Members, Sink};

/// Limits of a field that takes words, a flag, a day or another entry.
const WORD: (Unit, i64, i64) = (Unit::None, 0, 0);
/// Limits of a short text.
const SHORT: (Unit, i64, i64) = (Unit::None, 0, SHORT_TEXT_BYTES as i64);
/// Limits of a long text.
const LONG: (Unit, i64, i64) = (Unit::None, 0, LONG_TEXT_BYTES as i64);

/// What can be said of a kind without an entry of it.
#[derive(Debug, Clone, Copy)]
pub struct KindSpec {
    /// Number in stored bytes.
    pub number: u32,
    /// Name in files and on the command line.
    pub name: &'static str,
    /// One sentence on what it records.
    pub about: &'static str,
    /// Its fields.
    pub fields: &'static [FieldSpec],
}

macro_rules! facts {
    ($($kind:ident),* $(,)?) => {
        /// One logged fact, of one of the kinds.
        #[derive(Clone, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each variant is the kind of the same name, documented there")]
        pub enum Fact { $($kind($kind)),* }

        $(impl From<$kind> for Fact {
            fn from(fact: $kind) -> Self {
                Self::$kind(fact)
            }
        })*

        $(impl OfKind for $kind {
            fn of(fact: &Fact) -> Option<&Self> {
                match fact { Fact::$kind(known) => Some(known), _ => None }
            }
        })*

        impl Fact {
            /// Every kind, ordered by number.
            pub const KINDS: &'static [KindSpec] = &[$(KindSpec {
                number: $kind::NUMBER, name: $kind::NAME, about: $kind::ABOUT, fields: $kind::FIELDS,
            }),*];

            /// What kind this is.
            pub fn kind(&self) -> &'static KindSpec {
                match self { $(Self::$kind(_) => const { &KindSpec {
                    number: $kind::NUMBER, name: $kind::NAME, about: $kind::ABOUT, fields: $kind::FIELDS,
                } }),* }
            }

            /// Reads a fact of the kind named `kind` from fields as a person writes them: `("weight", "62.4 kg")`.
            ///
            /// # Errors
            /// [`InvalidEntry`] with the field, the problem and the remedy.
            pub fn read(kind: &str, fields: &[(&str, &str)]) -> Result<Self, InvalidEntry> {
                let fact = match kind {
                    $($kind::NAME => $kind::read(fields).map(Self::$kind),)*
                    _ => return Err(Self::unknown_kind()),
                }
                .map_err(|refused| *refused)?;
                fact.check()?;
                Ok(fact)
            }

            /// Whether every field lies within its limits.
            fn check_fields(&self) -> Result<(), InvalidEntry> {
                match self { $(Self::$kind(fact) => fact.check()),* }.map_err(|refused| *refused)
            }

            pub(crate) fn write<S: Sink>(&self, out: &mut S) {
                match self { $(Self::$kind(fact) => fact.write(out)),* }
            }

            pub(crate) fn from_members(kind: u32, members: &Members<'_>) -> Option<Self> {
                let fact = match kind {
                    $($kind::NUMBER => $kind::from_members(members).map(Self::$kind),)*
                    _ => None,
                }?;
                fact.check().is_ok().then_some(fact)
            }

            /// The fields that are present, in order.
            pub fn values(&self) -> Vec<(&'static FieldSpec, Value)> {
                match self { $(Self::$kind(fact) => fact.values()),* }
            }
        }
    };
}

facts! {
    Profile, Weight, Height, OralIntake, Supplement, TubeFeed, ParenteralBag, FluidIntake, Output, Symptom, CheckIn,
    Vitals, Lab, Muscle, Treatment, Medicine, TubeCare, FeedingPlan, CareContact, Note, Acknowledgement, Finding, Answer,
    SurgeryPreparation, CareTask, SickDayRule,
}

/// A kind that can be looked for among facts.
pub trait OfKind: Kind {
    /// The fact as this kind, if it is one.
    fn of(fact: &Fact) -> Option<&Self>;
}

impl std::fmt::Debug for Fact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fact({}, ..)", self.kind().name)
    }
}

impl Fact {
    /// Whether every field lies within its limits and none contradicts another.
    pub(crate) fn check(&self) -> Result<(), InvalidEntry> {
        self.check_fields()?;
        match self.contradiction() {
            None => Ok(()),
            Some((field, with)) => Err(InvalidEntry::new(field, Problem::Contradiction { with })),
        }
    }

    /// Two fields that cannot both be right.
    fn contradiction(&self) -> Option<(&'static str, &'static str)> {
        let above =
            |least: Option<u32>, most: Option<u32>| least.zip(most).is_some_and(|(least, most)| least > most);
        let found = match self {
            Self::CheckIn(fact) => (fact.yes.iter().any(|yes| !fact.asked.contains(yes)), "yes", "asked"),
            Self::Vitals(fact) => {
                (above(fact.diastolic_mmhg, fact.systolic_mmhg), "diastolic_mmhg", "systolic_mmhg")
            }
            Self::FeedingPlan(fact) if above(fact.protein_min_mg, fact.protein_max_mg) => {
                (true, "protein_min_mg", "protein_max_mg")
            }
            Self::FeedingPlan(fact) => (
                above(fact.energy_min_kcal_milli, fact.energy_max_kcal_milli),
                "energy_min_kcal_milli",
                "energy_max_kcal_milli",
            ),
            Self::Symptom(fact) => {
                (fact.attribute == Attribute::Presence && fact.level > 1, "level", "attribute")
            }
            _ => (false, "", ""),
        };
        let (contradicts, field, with) = found;
        contradicts.then_some((field, with))
    }

    /// Whether it is looked for however old it is; what was eaten, drunk, passed, felt or measured on a day is not.
    pub(crate) const fn lasts(&self) -> bool {
        match self {
            Self::Profile(_)
            | Self::Weight(_)
            | Self::Height(_)
            | Self::Lab(_)
            | Self::Muscle(_)
            | Self::Treatment(_)
            | Self::TubeCare(_)
            | Self::FeedingPlan(_)
            | Self::CareContact(_)
            | Self::Acknowledgement(_)
            | Self::Finding(_)
            | Self::SurgeryPreparation(_)
            | Self::CareTask(_)
            | Self::SickDayRule(_) => true,
            Self::OralIntake(_)
            | Self::Supplement(_)
            | Self::TubeFeed(_)
            | Self::ParenteralBag(_)
            | Self::FluidIntake(_)
            | Self::Output(_)
            | Self::Symptom(_)
            | Self::CheckIn(_)
            | Self::Vitals(_)
            | Self::Medicine(_)
            | Self::Note(_)
            | Self::Answer(_) => false,
        }
    }

    /// What distinguishes two facts of one source at one instant: a second weight at the same moment is the same weighing,
    /// a second food is another food.
    pub(crate) fn same_slot(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Weight(_), Self::Weight(_)) | (Self::Height(_), Self::Height(_)) => true,
            (Self::Symptom(a), Self::Symptom(b)) => {
                (a.item, a.attribute, a.recall_days) == (b.item, b.attribute, b.recall_days)
            }
            (Self::Lab(a), Self::Lab(b)) => a.analyte == b.analyte,
            (Self::Answer(a), Self::Answer(b)) => (&a.questionnaire, &a.item) == (&b.questionnaire, &b.item),
            (a, b) => a == b,
        }
    }

    /// The kind with this name.
    ///
    /// # Errors
    /// [`InvalidEntry`] that lists the kinds.
    pub fn kind_named(name: &str) -> Result<&'static KindSpec, InvalidEntry> {
        Self::KINDS.iter().find(|kind| kind.name == name).ok_or_else(Self::unknown_kind)
    }

    fn unknown_kind() -> InvalidEntry {
        let names = Self::KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ");
        InvalidEntry::with_remedy("kind", Problem::UnknownKind, format!("use: {names}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_unique_and_ordered() {
        assert!(Fact::KINDS.is_sorted_by(|a, b| a.number < b.number));
        for kind in Fact::KINDS {
            assert!(kind.fields.is_sorted_by(|a, b| a.number < b.number), "{}", kind.name);
            let names = |field: &FieldSpec| [Some(field.name), field.short_name()].into_iter().flatten();
            let mut all: Vec<&str> = kind.fields.iter().flat_map(names).collect();
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{}: a name, with or without its unit, means two fields", kind.name);
        }
    }

    #[test]
    fn reads_fields_as_people_write_them() {
        let fact = Fact::read("weight", &[("weight", "62,4 kg"), ("method", "measured")]).unwrap();
        let Fact::Weight(weight) = fact else { panic!("a weight") };
        assert_eq!(weight.weight_g, 62_400);
        assert_eq!(weight.method, Some(WeightMethod::Measured));
    }

    #[test]
    fn refuses_with_field_problem_and_remedy() {
        let too_light = Fact::read("weight", &[("weight", "6.2 kg")]).unwrap_err();
        assert_eq!(too_light.field, "weight_g");
        assert_eq!(too_light.problem, Problem::OutOfRange { least: "20 kg".into(), most: "300 kg".into() });
        assert!(!too_light.to_string().contains("6.2"));

        let typo = Fact::read("weight", &[("wieght", "62 kg")]).unwrap_err();
        assert_eq!((typo.field.as_str(), typo.problem), ("wieght", Problem::UnknownField));
        assert_eq!(Fact::read("weight", &[]).unwrap_err().problem, Problem::Missing);
        assert_eq!(Fact::read("wait", &[]).unwrap_err().problem, Problem::UnknownKind);
        let empty = Fact::read("oral-intake", &[]).unwrap_err();
        assert!(matches!(empty.problem, Problem::OneNeeded { .. }));
    }

    #[test]
    fn refuses_fields_that_contradict_each_other() {
        for (kind, fields, field) in [
            ("check-in", vec![("set", "daily"), ("asked", "collapse"), ("yes", "rigors")], "yes"),
            ("vitals", vec![("systolic", "80"), ("diastolic", "120")], "diastolic_mmhg"),
            (
                "feeding-plan",
                vec![("energy_min", "2000 kcal"), ("energy_max", "1800 kcal")],
                "energy_min_kcal_milli",
            ),
            ("feeding-plan", vec![("protein_min", "90 g"), ("protein_max", "80 g")], "protein_min_mg"),
            (
                "symptom",
                vec![("item", "nausea"), ("attribute", "presence"), ("level", "3"), ("recall_days", "1")],
                "level",
            ),
        ] {
            let refused = Fact::read(kind, &fields).unwrap_err();
            assert_eq!(refused.field, field);
            assert!(matches!(refused.problem, Problem::Contradiction { .. }), "{kind}");
        }
    }

    #[test]
    fn what_is_shown_is_read_back() {
        for (kind, fields) in [
            ("weight", vec![("weight", "68.04 kg"), ("fluid", "oedema"), ("confirmed", "yes")]),
            (
                "oral-intake",
                vec![("eaten", "50%"), ("energy", "420.5 kcal"), ("protein", "18 g"), ("fluid", "200 ml")],
            ),
            (
                "tube-feed",
                vec![("delivered", "800 ml"), ("density", "1.5"), ("rate", "75 ml/h"), ("duration", "8 h")],
            ),
            ("vitals", vec![("temperature", "38.3 C")]),
            ("check-in", vec![("set", "daily"), ("asked", "rigors,collapse"), ("yes", "rigors")]),
            ("lab", vec![("analyte", "albumin"), ("value", "33.5")]),
        ] {
            let fact = Fact::read(kind, &fields).unwrap();
            let shown: Vec<(&str, String)> =
                fact.values().iter().map(|(spec, value)| (spec.name, spec.write(value))).collect();
            let again: Vec<(&str, &str)> = shown.iter().map(|(name, text)| (*name, text.as_str())).collect();
            assert_eq!(Fact::read(kind, &again), Ok(fact), "{kind}");
        }
    }

    #[test]
    fn debug_text_holds_nothing_that_was_entered() {
        let fact = Fact::read("note", &[("text", "slept badly")]).unwrap();
        assert_eq!(format!("{fact:?}"), "Fact(note, ..)");
        let Fact::Note(note) = fact else { panic!("a note") };
        assert_eq!(format!("{note:?}"), "Note { .. }");
    }
}
