//! What an instrument answers: typed fields, the inputs left open, and the rows that held.

use serde_json::{Number, Value};

use super::answers::Choice;
use super::rule::Rule;
use super::settled::Settled;
use crate::exact::Exact;
use crate::tri::Tri;

/// What an answer rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Unknown inputs that could still change a field of the result, in the order of the table.
    pub open: Vec<String>,
    /// Rows of the table that are known to hold.
    pub fired: Vec<String>,
}

impl Basis {
    pub(crate) fn of<T>(rule: &Rule<'_>, settled: &Settled<T>) -> Self {
        Self { open: settled.open.clone(), fired: rule.fired() }
    }
}

/// An additive score: one number once it is settled, a range until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The least total that is still possible.
    pub least: i32,
    /// The greatest total that is still possible.
    pub greatest: i32,
}

impl Total {
    /// The total, once it is settled.
    #[must_use]
    pub fn settled(self) -> Option<i32> {
        (self.least == self.greatest).then_some(self.least)
    }
}

impl From<(i32, i32)> for Total {
    fn from((least, greatest): (i32, i32)) -> Self {
        Self { least, greatest }
    }
}

/// Fields ready for print, in the order of the interface.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) fields: Vec<(&'static str, Value)>,
    pub(crate) basis: Basis,
}

/// A type that a field of a result can have.
pub(crate) trait Shown {
    fn shown(&self) -> Value;
    /// The range of an open total, which stands at the end of the result.
    fn range(&self) -> Option<(i32, i32)> {
        None
    }
}

impl Shown for Tri {
    fn shown(&self) -> Value {
        self.known().map_or(Value::Null, Value::Bool)
    }
}

impl Shown for i32 {
    fn shown(&self) -> Value {
        Value::from(*self)
    }
}

impl Shown for Exact {
    fn shown(&self) -> Value {
        self.to_text().parse::<Number>().map_or(Value::Null, Value::Number)
    }
}

impl Shown for Total {
    fn shown(&self) -> Value {
        self.settled().map_or(Value::Null, Value::from)
    }

    fn range(&self) -> Option<(i32, i32)> {
        self.settled().is_none().then_some((self.least, self.greatest))
    }
}

impl<C: Choice> Shown for C {
    fn shown(&self) -> Value {
        Value::from(self.word())
    }
}

impl<T: Shown> Shown for Option<T> {
    fn shown(&self) -> Value {
        self.as_ref().map_or(Value::Null, Shown::shown)
    }
}

impl<C: Choice> Shown for Vec<C> {
    fn shown(&self) -> Value {
        self.iter().map(|choice| choice.word()).collect()
    }
}

/// Declares the typed result of an instrument. Its fields are printed in the order written.
macro_rules! outcome {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)+
            /// What the answer rests on.
            pub basis: $crate::score::Basis,
        }

        impl From<$name> for $crate::score::outcome::Sheet {
            fn from(outcome: $name) -> Self {
                use $crate::score::outcome::Shown;
                let mut fields = vec![$((stringify!($field), outcome.$field.shown())),+];
                for (least, greatest) in [$(outcome.$field.range()),+].into_iter().flatten() {
                    fields.push(("total_min", least.into()));
                    fields.push(("total_max", greatest.into()));
                }
                Self { fields, basis: outcome.basis }
            }
        }
    };
}

pub(crate) use outcome;
