//! How a kind of entry is declared: one list of numbered fields gives the struct, its bytes, its limits and its text form.

use crate::field::{FieldSpec, Value};
use crate::field_type::FieldType;
use crate::invalid::{InvalidEntry, Problem};
use crate::members::{Members, Sink, decode_whole, find};

/// A kind of entry: its number in stored bytes, its name, its fields.
pub trait Kind: Sized {
    /// Number in stored bytes, never given a second meaning.
    const NUMBER: u32;
    /// Name in files and on the command line.
    const NAME: &'static str;
    /// One sentence on what it records.
    const ABOUT: &'static str;
    /// Its fields, ordered by number.
    const FIELDS: &'static [FieldSpec];

    #[doc(hidden)]
    fn write<S: Sink>(&self, out: &mut S);
    #[doc(hidden)]
    fn from_members(members: &[(u32, &[u8])]) -> Option<Self>;
    #[doc(hidden)]
    fn read(fields: &[(&str, &str)]) -> Result<Self, Box<InvalidEntry>>;
    #[doc(hidden)]
    fn check(&self) -> Result<(), Box<InvalidEntry>>;
    /// The fields that are present, in order.
    fn values(&self) -> Vec<(&'static FieldSpec, Value)>;
}

/// A refusal on its way through two hundred fields: one word to hand on.
pub(crate) type Refused = Box<InvalidEntry>;

/// Reads the field `spec` of a stored payload.
pub(crate) fn decode_field<T: FieldType>(members: &Members<'_>, spec: &FieldSpec) -> Option<T> {
    let value = find(members, spec.number).map_or_else(T::absent, decode_whole)?;
    value.check(spec).ok().map(|()| value)
}

/// Reads the field `spec` as a person wrote it.
pub(crate) fn read_field<T: FieldType>(fields: &[(&str, &str)], spec: &FieldSpec) -> Result<T, Refused> {
    match fields.iter().find(|(name, _)| *name == spec.name || Some(*name) == spec.short_name()) {
        Some((_, text)) => T::read(text, spec).map_err(|problem| refused(spec, problem)),
        None => T::absent().ok_or_else(|| refused(spec, Problem::Missing)),
    }
}

/// Whether a value lies within the limits of the field `spec`.
pub(crate) fn check_field<T: FieldType>(value: &T, spec: &FieldSpec) -> Result<(), Refused> {
    value.check(spec).map_err(|problem| refused(spec, problem))
}

#[cold]
fn refused(spec: &FieldSpec, problem: Problem) -> Refused {
    Box::new(InvalidEntry::new(spec.name, problem))
}

/// Refuses a name that is no field of the kind.
pub(crate) fn refuse_unknown(fields: &[(&str, &str)], specs: &[FieldSpec]) -> Result<(), Refused> {
    let known = |name: &str| specs.iter().any(|spec| spec.name == name || spec.short_name() == Some(name));
    match fields.iter().find(|(name, _)| !known(name)) {
        None => Ok(()),
        Some((name, _)) => {
            let names = specs
                .iter()
                .map(|spec| spec.short_name().unwrap_or(spec.name))
                .collect::<Vec<_>>()
                .join(", ");
            let field: String = name.chars().filter(|c| c.is_ascii_graphic()).take(40).collect();
            Err(Box::new(InvalidEntry::with_remedy(field, Problem::UnknownField, format!("use: {names}"))))
        }
    }
}

impl FieldSpec {
    /// The name without its unit, as it is written where the value itself carries the unit: `weight` for `weight_g`.
    pub fn short_name(&self) -> Option<&'static str> {
        const UNITS: &[&str] = &[
            "_g",
            "_mg",
            "_kcal_milli",
            "_ml",
            "_mm",
            "_min",
            "_c_milli",
            "_percent",
            "_milli",
            "_ml_per_h",
            "_per_min",
            "_mmhg",
            "_g_per_m2",
            "_mm2_per_m2",
            "_kcal_milli_per_ml",
            "_mg_per_ml",
        ];
        let longest =
            UNITS.iter().filter_map(|unit| self.name.strip_suffix(unit)).min_by_key(|name| name.len());
        longest.filter(|name| !name.is_empty())
    }
}

/// Declares a kind of entry.
macro_rules! kind {
    (
        $(#[$doc:meta])*
        $number:literal $name:literal $type:ident, $about:literal $(, needs $needed:literal of $($one:ident)|+)? ;
        $($(#[doc = $field_about:literal])+ $field_number:literal $field:ident: $field_type:ty = $limits:expr;)+
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $type { $($(#[doc = $field_about])+ pub $field: $field_type),+ }

        impl $crate::fact::Kind for $type {
            const NUMBER: u32 = $number;
            const NAME: &'static str = $name;
            const ABOUT: &'static str = $about;
            const FIELDS: &'static [$crate::field::FieldSpec] = &[$($crate::field::FieldSpec {
                number: $field_number,
                name: stringify!($field),
                about: concat!($($field_about),+),
                unit: $limits.0,
                least: $limits.1,
                most: $limits.2,
                takes: <$field_type as $crate::field_type::FieldType>::TAKES,
                several: <$field_type as $crate::field_type::FieldType>::SEVERAL,
                required: <$field_type as $crate::field_type::FieldType>::REQUIRED,
                words: <$field_type as $crate::field_type::FieldType>::words,
            }),+];

            fn write<S: $crate::members::Sink>(&self, out: &mut S) {
                $(out.put($field_number, &self.$field);)+
            }

            fn from_members(members: &[(u32, &[u8])]) -> Option<Self> {
                let mut specs = Self::FIELDS.iter();
                Some(Self { $($field: $crate::fact::kind::decode_field(members, specs.next()?)?),+ })
            }

            fn read(fields: &[(&str, &str)]) -> Result<Self, $crate::fact::kind::Refused> {
                $crate::fact::kind::refuse_unknown(fields, Self::FIELDS)?;
                let mut specs = Self::FIELDS.iter();
                let mut next = || specs.next().ok_or_else(|| {
                    Box::new($crate::invalid::InvalidEntry::new("kind", $crate::invalid::Problem::UnknownKind))
                });
                Ok(Self { $($field: $crate::fact::kind::read_field(fields, next()?)?),+ })
            }

            fn check(&self) -> Result<(), $crate::fact::kind::Refused> {
                let mut specs = Self::FIELDS.iter();
                $(if let Some(spec) = specs.next() {
                    $crate::fact::kind::check_field(&self.$field, spec)?;
                })+
                $(if true $(&& $crate::field_type::FieldType::is_absent(&self.$one))+ {
                    return Err(Box::new($crate::invalid::InvalidEntry::new(
                        $name, $crate::invalid::Problem::OneNeeded { fields: $needed },
                    )));
                })?
                Ok(())
            }

            fn values(&self) -> Vec<(&'static $crate::field::FieldSpec, $crate::field::Value)> {
                let mut specs = Self::FIELDS.iter();
                let mut present = Vec::new();
                $(if let Some(spec) = specs.next() && !$crate::field_type::FieldType::is_absent(&self.$field) {
                    present.push((spec, $crate::field_type::FieldType::show(&self.$field)));
                })+
                present
            }
        }

        impl std::fmt::Debug for $type {
            /// The kind alone: what a person entered never reaches a log.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), " { .. }"))
            }
        }
    };
}
pub(crate) use kind;
