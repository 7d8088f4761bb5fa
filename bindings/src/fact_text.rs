//! Facts as a person writes and reads them, for forms and lists that do not know every kind.

use crate::error::JournalError;
use crate::fact::Fact;

/// A fact in text form.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct FactText {
    /// The kind's name, like `oral-intake`.
    pub kind: String,
    /// The fields that are present, in order.
    pub fields: Vec<FieldText>,
}

/// A field in text form.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct FieldText {
    /// The field's name, like `energy_kcal_milli`, or without its unit, like `energy`.
    pub name: String,
    /// The value as a person writes it, with its unit: `420 kcal`, `68.4 kg`, `lunch`, `yes`.
    pub text: String,
}

/// Reads a fact from text. Numbers carry their unit: kg or lb, kcal or kJ, ml or fl oz.
#[uniffi::export]
pub fn read_fact(text: FactText) -> Result<Fact, JournalError> {
    let fields: Vec<(&str, &str)> =
        text.fields.iter().map(|field| (field.name.as_str(), field.text.as_str())).collect();
    Ok(Fact::read(&text.kind, &fields)?)
}

/// Writes a fact as text, as `read_fact` reads it back.
#[uniffi::export]
pub fn write_fact(fact: Fact) -> FactText {
    let field = |(spec, value): (&nourish_journal::FieldSpec, _)| FieldText {
        name: spec.name.to_owned(),
        text: spec.write(&value),
    };
    FactText { kind: fact.kind().name.to_owned(), fields: fact.values().into_iter().map(field).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(kind: &str, fields: &[(&str, &str)]) -> FactText {
        let field = |(name, text): &(&str, &str)| FieldText { name: (*name).into(), text: (*text).into() };
        FactText { kind: kind.into(), fields: fields.iter().map(field).collect() }
    }

    #[test]
    fn a_fact_is_read_in_the_units_of_people_and_written_back() {
        let lunch = read_fact(text("oral-intake", &[("meal", "lunch"), ("energy", "420 kcal")])).ok();
        let Some(Fact::OralIntake(intake)) = &lunch else { panic!("an intake") };
        assert_eq!(intake.energy_kcal_milli, Some(420_000));
        let written = write_fact(lunch.unwrap());
        let expected = text("oral-intake", &[("meal", "lunch"), ("energy_kcal_milli", "420 kcal")]);
        assert!(written == expected);
    }

    #[test]
    fn a_number_without_unit_is_refused_by_its_field() {
        let error = read_fact(text("weight", &[("weight", "68.4")])).err();
        assert!(
            matches!(error, Some(JournalError::InvalidEntry { field_name, .. }) if field_name == "weight_g")
        );
    }
}
