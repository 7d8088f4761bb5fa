//! An answer as a person gives it, read against its question.

use crate::limits;
use crate::set::{Form, Question};
use nourish_record::{InvalidEntry, Problem, RedFlag};
use std::fmt;

/// An answer that fits its question.
#[derive(Clone, PartialEq, Eq)]
pub struct Given {
    text: String,
}

/// Why an answer does not fit its question. What was typed is not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Misfit {
    /// It is none of the choices.
    #[error("this is none of the answers; use: {choices}")]
    NoChoice {
        /// The choices, by name.
        choices: String,
    },
    /// None, and something.
    #[error("none of these goes with no other answer; take one of the two out")]
    NoneAndOthers,
    /// It is no whole number of the scale.
    #[error("a whole number from {least} to {most} is needed")]
    NoCount {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// The field that it is logged in does not take it: no unit, outside its limits, too long.
    #[error(transparent)]
    Field(#[from] InvalidEntry),
    /// It says nothing.
    #[error("there is no answer; skip the question instead")]
    Nothing,
}

impl Given {
    /// The answer as sets and files write it: the names of choices, a number, an amount with its unit, words.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The choices that it names, in the order of the question; `none` where it says none of them. Of words and numbers it has no meaning.
    pub fn choices(&self) -> impl Iterator<Item = &str> {
        self.text.split(',')
    }
}

impl fmt::Debug for Given {
    /// Nothing that was entered.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Given { .. }")
    }
}

impl Question {
    /// Reads an answer: the name of a choice, several with commas between or `none`, a number, an amount with its unit, or words.
    ///
    /// # Errors
    /// [`Misfit`] with what would fit.
    pub fn read(&self, text: &str) -> Result<Given, Misfit> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Misfit::Nothing);
        }
        let text = match &self.form {
            Form::One(choices) => {
                let chosen = choices.iter().find(|choice| choice.id.eq_ignore_ascii_case(text));
                chosen.map(|choice| choice.id.clone()).ok_or_else(|| self.no_choice(false))?
            }
            Form::Several(_) => self.read_several(text)?,
            Form::Count { least, most } => {
                let count = text.parse::<i64>().ok().filter(|count| (least..=most).contains(&count));
                count.ok_or(Misfit::NoCount { least: *least, most: *most })?.to_string()
            }
            Form::Amount | Form::Text => self.read_field(text)?,
        };
        Ok(Given { text })
    }

    fn read_several(&self, text: &str) -> Result<String, Misfit> {
        let named: Vec<&str> = text.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        let is_none = |name: &&str| name.eq_ignore_ascii_case("none");
        if named.iter().any(is_none) {
            return if named.len() == 1 { Ok("none".to_owned()) } else { Err(Misfit::NoneAndOthers) };
        }
        let known = |name: &&str| self.choices().iter().any(|choice| choice.id.eq_ignore_ascii_case(name));
        if named.is_empty() || !named.iter().all(known) {
            return Err(self.no_choice(true));
        }
        let chosen = self
            .choices()
            .iter()
            .filter(|choice| named.iter().any(|name| choice.id.eq_ignore_ascii_case(name)));
        Ok(chosen.map(|choice| choice.id.as_str()).collect::<Vec<_>>().join(","))
    }

    fn read_field(&self, text: &str) -> Result<String, Misfit> {
        let limit_bytes = limits::ANSWER_BYTES;
        if text.len() > limit_bytes {
            return Err(InvalidEntry::new(self.id.as_str(), Problem::TooLong { limit_bytes }).into());
        }
        let Ok(spec) = self.field() else { return Ok(text.to_owned()) };
        let fact = self.fact(text)?;
        let value = fact.values().into_iter().find(|(field, _)| field.name == spec.name);
        value.map(|(field, value)| field.write(&value)).ok_or(Misfit::Nothing)
    }

    fn no_choice(&self, several: bool) -> Misfit {
        let names = self.choices().iter().map(|choice| choice.id.as_str());
        let names = names.chain(several.then_some("none")).collect::<Vec<_>>().join(", ");
        Misfit::NoChoice { choices: names }
    }

    /// The units that an amount may be written in, the usual one first.
    #[must_use]
    pub fn units(&self) -> &'static [&'static str] {
        use nourish_record::Unit;
        match (&self.form, self.field().map(|spec| spec.unit)) {
            (Form::Amount, Ok(Unit::Gram)) => &["kg", "lb", "st"],
            (Form::Amount, Ok(Unit::Millilitre)) => &["ml", "l", "fl oz"],
            (Form::Amount, Ok(Unit::CelsiusMilli)) => &["C", "F"],
            (Form::Amount, Ok(Unit::Millimetre)) => &["cm", "mm", "in"],
            (Form::Amount, Ok(Unit::Minute)) => &["min", "h"],
            (Form::Amount, Ok(Unit::KcalMilli)) => &["kcal", "kJ"],
            (Form::Amount, Ok(Unit::Milligram)) => &["g", "mg"],
            _ => &[],
        }
    }

    /// The red flags that an answer is a yes to.
    pub(crate) fn yes<'a>(&'a self, given: &'a Given) -> impl Iterator<Item = RedFlag> + 'a {
        let chosen = |id: &str| given.choices().any(|name| name == id);
        self.choices().iter().filter(move |choice| chosen(&choice.id)).filter_map(|choice| choice.flag)
    }
}
