//! A value in one of the forms that an Observation and its components may hold.

use super::amount;
use super::extension::short;
use super::not_read::NotRead;
use crate::model::{CodeableConcept, Coding, Observation, ObservationComponent, Quantity};
use crate::names;
use nourish_record::{FieldSpec, Problem, Takes, Value};

/// A value.
#[derive(Clone)]
pub(crate) enum Held {
    Quantity(Quantity),
    Concept(CodeableConcept),
    String(String),
    Boolean(bool),
    Integer(i64),
    DateTime(String),
}

impl Held {
    /// A value of a field. `None` for lists and names of entries, of which no observation has any.
    pub(crate) fn of(kind: &str, spec: &FieldSpec, value: &Value) -> Option<Self> {
        Some(match value {
            Value::Number(number) => match amount::quantity(kind, spec, *number) {
                Some(quantity) => Self::Quantity(quantity),
                None => Self::Integer(*number),
            },
            Value::Word(word) => Self::Concept(CodeableConcept::new(
                vec![Coding::new(names::WORDS, word, None)],
                word.replace('-', " "),
            )),
            Value::Text(text) => Self::String(text.clone()),
            Value::Flag(flag) => Self::Boolean(*flag),
            Value::Day(day) => Self::DateTime(day.to_string()),
            Value::Entry(_) | Value::List(_) => return None,
        })
    }

    /// The value as the text that the field reads.
    pub(crate) fn text(&self, kind: &str, spec: &FieldSpec, element: &str) -> Result<String, NotRead> {
        let other = || NotRead::new(element, Problem::Missing);
        match (self, spec.takes) {
            (Self::Quantity(quantity), Takes::Number) => amount::text_of(kind, spec, element, quantity),
            (Self::Integer(number), Takes::Number) if amount::ucum(kind, spec).is_none() => {
                Ok(number.to_string())
            }
            (Self::Concept(concept), Takes::Word) => {
                concept.code_of(names::WORDS).map(str::to_owned).ok_or_else(other)
            }
            (Self::String(text), Takes::Text) => Ok(text.clone()),
            (Self::Boolean(flag), Takes::Flag) => Ok(if *flag { "yes" } else { "no" }.to_owned()),
            (Self::DateTime(day), Takes::Day) => Ok(day.clone()),
            _ => Err(NotRead::new(format!("{element} ({})", short(spec)), Problem::UnknownField)),
        }
    }
}

macro_rules! holds {
    ($($holder:ident),*) => {$(
        impl $holder {
            pub(crate) fn hold(&mut self, value: Held) {
                match value {
                    Held::Quantity(quantity) => self.value_quantity = Some(quantity),
                    Held::Concept(concept) => self.value_codeable_concept = Some(concept),
                    Held::String(text) => self.value_string = Some(text),
                    Held::Boolean(flag) => self.value_boolean = Some(flag),
                    Held::Integer(number) => self.value_integer = Some(number),
                    Held::DateTime(time) => self.value_date_time = Some(time),
                }
            }

            pub(crate) fn held(&self) -> Option<Held> {
                let quantity = self.value_quantity.clone().map(Held::Quantity);
                quantity
                    .or_else(|| self.value_codeable_concept.clone().map(Held::Concept))
                    .or_else(|| self.value_string.clone().map(Held::String))
                    .or_else(|| self.value_boolean.map(Held::Boolean))
                    .or_else(|| self.value_integer.map(Held::Integer))
                    .or_else(|| self.value_date_time.clone().map(Held::DateTime))
            }
        }
    )*};
}
holds!(Observation, ObservationComponent);
