//! What kinds of entries there are, for forms that build themselves.

use nourish_journal::{Fact, FieldSpec, KindSpec};

/// A kind of entry.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct KindDescription {
    /// Its name, like `oral-intake`.
    pub name: String,
    /// One sentence on what it records.
    pub about: String,
    /// Its fields, in order.
    pub fields: Vec<FieldDescription>,
}

/// A field of a kind.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FieldDescription {
    /// Its name, with the unit it is stored in last.
    pub name: String,
    /// Whether an entry must have it.
    pub required: bool,
    /// The unit that people read and write; empty where there is none.
    pub unit: String,
    /// The words it takes; empty where it takes something else.
    pub words: Vec<String>,
}

/// Every kind of entry, in order.
#[uniffi::export]
pub fn kinds() -> Vec<KindDescription> {
    Fact::KINDS.iter().map(Into::into).collect()
}

impl From<&KindSpec> for KindDescription {
    fn from(kind: &KindSpec) -> Self {
        Self {
            name: kind.name.to_owned(),
            about: kind.about.to_owned(),
            fields: kind.fields.iter().map(Into::into).collect(),
        }
    }
}

impl From<&FieldSpec> for FieldDescription {
    fn from(field: &FieldSpec) -> Self {
        Self {
            name: field.name.to_owned(),
            required: field.required,
            unit: field.unit.shown().0.to_owned(),
            words: (field.words)().iter().map(|(_, word)| (*word).to_owned()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_described_with_its_units_and_words() {
        let kinds = kinds();
        assert_eq!(kinds.len(), Fact::KINDS.len());
        let weight = kinds.iter().find(|kind| kind.name == "weight").unwrap();
        let [weight_g, method, ..] = weight.fields.as_slice() else { panic!("fields") };
        assert_eq!(
            (weight_g.name.as_str(), weight_g.unit.as_str(), weight_g.required),
            ("weight_g", "kg", true)
        );
        assert_eq!(method.words, ["measured", "stated", "recalled"]);
    }
}
