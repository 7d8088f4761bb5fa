//! The data types that resources are made of.

use super::{Decimal, elements};
use crate::codes::Code;
use nourish_record::Moment;

elements! {
    /// A statement that R4 itself has no element for.
    Extension {
        url: Option<String>,
        extension: Vec<Extension>,
        value_string: Option<String>,
        value_code: Option<String>,
        value_boolean: Option<bool>,
        value_integer: Option<i64>,
        value_date: Option<String>,
        value_date_time: Option<String>,
        value_decimal: Option<Decimal>,
        value_quantity: Option<Quantity>,
        value_codeable_concept: Option<CodeableConcept>,
        value_timing: Option<Timing>,
        value_reference: Option<Reference>,
        value_period: Option<Period>,
    }
    /// A code of a system.
    Coding { system: Option<String>, version: Option<String>, code: Option<String>, display: Option<String> }
    /// A concept by codes and in words.
    CodeableConcept { coding: Vec<Coding>, text: Option<String> }
    /// A name within a system.
    Identifier { system: Option<String>, value: Option<String> }
    /// Another resource.
    Reference { reference: Option<String>, r#type: Option<String>, display: Option<String> }
    /// A measured amount.
    Quantity {
        value: Option<Decimal>,
        comparator: Option<String>,
        unit: Option<String>,
        system: Option<String>,
        code: Option<String>,
    }
    /// From when to when.
    Period { start: Option<String>, end: Option<String> }
    /// From how much to how much.
    Range { low: Option<Quantity>, high: Option<Quantity> }
    /// How much to how much.
    Ratio { numerator: Option<Quantity>, denominator: Option<Quantity> }
    /// What a server keeps of a resource.
    Meta {
        last_updated: Option<String>,
        source: Option<String>,
        profile: Vec<String>,
        tag: Vec<Coding>,
    }
    /// A resource for reading.
    Narrative { status: Option<String>, div: Option<String> }
    /// A remark.
    Annotation { text: Option<String> }
    /// A name of a person.
    HumanName { text: Option<String>, family: Option<String>, given: Vec<String> }
    /// How to reach somebody.
    ContactPoint { system: Option<String>, value: Option<String> }
    /// Bytes of another format.
    Attachment {
        content_type: Option<String>,
        data: Option<String>,
        size: Option<u64>,
        title: Option<String>,
        creation: Option<String>,
    }
    /// A signature.
    Signature {
        r#type: Vec<Coding>,
        when: Option<String>,
        who: Option<Reference>,
        target_format: Option<String>,
        sig_format: Option<String>,
        data: Option<String>,
    }
    /// When something is done.
    Timing { event: Vec<String>, repeat: Option<Repeat>, code: Option<CodeableConcept> }
    /// How often something is done.
    Repeat {
        bounds_period: Option<Period>,
        frequency: Option<u32>,
        period: Option<Decimal>,
        period_unit: Option<String>,
        duration: Option<Decimal>,
        duration_unit: Option<String>,
    }
    /// How a medicine is to be taken.
    Dosage { text: Option<String>, timing: Option<Timing>, route: Option<CodeableConcept>, dose_and_rate: Vec<DoseAndRate> }
    /// How much, and how fast.
    DoseAndRate { dose_quantity: Option<Quantity>, rate_quantity: Option<Quantity> }
}

/// Where units stand.
pub const UCUM: &str = "http://unitsofmeasure.org";

impl Coding {
    /// A code of a system.
    pub fn new(system: &str, code: &str, display: Option<&str>) -> Self {
        Self {
            system: Some(system.to_owned()),
            code: Some(code.to_owned()),
            display: display.map(str::to_owned),
            ..Self::empty()
        }
    }

    /// A code of the table.
    pub fn of(code: &Code) -> Self {
        Self::new(code.system.url(), code.code, Some(code.display))
    }

    /// Whether it is this code. Displays never count: they may hold anything.
    pub fn is(&self, system: &str, code: &str) -> bool {
        self.system.as_deref() == Some(system) && self.code.as_deref() == Some(code)
    }
}

impl CodeableConcept {
    /// A concept in words alone.
    pub fn text(text: impl Into<String>) -> Self {
        Self { coding: Vec::new(), text: Some(text.into()) }
    }

    /// A concept by codes and in words.
    pub fn new(coding: Vec<Coding>, text: impl Into<String>) -> Self {
        Self { coding, text: Some(text.into()) }
    }

    /// The code that it has of a system.
    pub fn code_of(&self, system: &str) -> Option<&str> {
        self.coding.iter().find(|coding| coding.system.as_deref() == Some(system))?.code.as_deref()
    }

    /// Whether it has this code.
    pub fn has(&self, system: &str, code: &str) -> bool {
        self.coding.iter().any(|coding| coding.is(system, code))
    }
}

impl Identifier {
    /// A name within a system.
    pub fn new(system: &str, value: impl Into<String>) -> Self {
        Self { system: Some(system.to_owned()), value: Some(value.into()) }
    }
}

impl Reference {
    /// The resource of this address.
    pub fn to(address: impl Into<String>) -> Self {
        Self { reference: Some(address.into()), ..Self::empty() }
    }
}

impl Quantity {
    /// An amount in a unit of UCUM.
    pub fn new(value: Decimal, ucum: &str) -> Self {
        Self {
            value: Some(value),
            unit: Some(ucum.to_owned()),
            system: Some(UCUM.to_owned()),
            code: Some(ucum.to_owned()),
            ..Self::empty()
        }
    }
}

impl Period {
    /// From when to when; either may be open.
    pub const fn new(start: Option<String>, end: Option<String>) -> Self {
        Self { start, end }
    }
}

impl Extension {
    /// An extension whose value is still to be set.
    pub(crate) fn named(url: impl Into<String>) -> Self {
        Self { url: Some(url.into()), ..Self::empty() }
    }

    /// An extension that holds others.
    pub(crate) fn of(url: &str, extension: Vec<Self>) -> Self {
        Self { extension, ..Self::named(url) }
    }

    /// A text.
    pub(crate) fn string(url: &str, value: impl Into<String>) -> Self {
        Self { value_string: Some(value.into()), ..Self::named(url) }
    }

    /// A code.
    pub(crate) fn code(url: &str, value: impl Into<String>) -> Self {
        Self { value_code: Some(value.into()), ..Self::named(url) }
    }

    /// The value, if it is a text or a code.
    pub fn text_value(&self) -> Option<&str> {
        self.value_string.as_deref().or(self.value_code.as_deref())
    }
}

impl Meta {
    /// That a resource follows a profile.
    pub fn of_profile(profile: &str) -> Self {
        Self { profile: vec![profile.to_owned()], ..Self::empty() }
    }
}

impl Narrative {
    /// A text made by a program from the entries. `inner` is XHTML whose texts are escaped already.
    pub fn generated(inner: &str) -> Self {
        Self {
            status: Some("generated".to_owned()),
            div: Some(format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{inner}</div>")),
        }
    }

    /// The same in a language, by its BCP 47 tag: both attributes, as FHIR asks of XHTML.
    pub fn generated_in(tag: &str, inner: &str) -> Self {
        let lang = format!("lang=\"{tag}\" xml:lang=\"{tag}\"");
        Self {
            status: Some("generated".to_owned()),
            div: Some(format!("<div xmlns=\"http://www.w3.org/1999/xhtml\" {lang}>{inner}</div>")),
        }
    }
}

impl Annotation {
    /// A remark.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: Some(text.into()) }
    }
}

impl Timing {
    /// A single time.
    pub(crate) fn once(moment: &Moment) -> Self {
        Self { event: vec![crate::time::date_time(moment)], ..Self::empty() }
    }

    /// A schedule in a code or words.
    pub(crate) fn coded(code: CodeableConcept) -> Self {
        Self { code: Some(code), ..Self::empty() }
    }
}
