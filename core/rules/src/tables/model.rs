//! What a table holds once it has been checked.

use super::origin::Origin;
use crate::exact::Exact;

/// One instrument's published rule: every number it uses, and where each comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name used in questions and answers, e.g. `pons`.
    pub id: String,
    /// The instrument's full name.
    pub title: String,
    /// Edition of the publication and our revision of the table, e.g. `2018.1`.
    pub version: String,
    /// What its owner allows.
    pub licence: String,
    /// Whom it was made for.
    pub population: String,
    /// What it must not be used for.
    pub not_for: String,
    /// The publications, the defining one first; never empty.
    pub sources: Vec<Source>,
    /// Names of the inputs, in the order in which they are asked and reported missing.
    pub inputs: Vec<String>,
    pub(crate) thresholds: Vec<Threshold>,
    pub(crate) bands: Vec<Band>,
    pub(crate) constants: Vec<Constant>,
    pub(crate) grids: Vec<Grid>,
    pub(crate) settings: Vec<Setting>,
    pub(crate) codes: Vec<Code>,
    pub(crate) origin: Origin,
}

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Authors, journal, year, volume, pages.
    pub citation: String,
    /// Digital object identifier, where recorded.
    pub doi: Option<String>,
    /// Page, table or section within the publication.
    pub pages: Option<String>,
}

/// One cut-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Unique within its table.
    pub id: String,
    /// The input (or computed value) that is compared.
    pub quantity: String,
    /// UCUM unit.
    pub unit: String,
    /// The comparison.
    pub bound: Bound,
    /// What is ambiguous in the publication and how it is read here.
    pub reading: Option<String>,
}

/// A comparison with a fixed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `<`
    Below(Exact),
    /// `<=`
    AtMost(Exact),
    /// `>`
    Above(Exact),
    /// `>=`
    AtLeast(Exact),
}

/// One of several adjoining ranges of a quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Unique within its table.
    pub id: String,
    /// The input (or computed value) that is classified.
    pub quantity: String,
    /// UCUM unit.
    pub unit: String,
    /// Open downwards when absent; otherwise `AtLeast` or `Above`.
    pub lower: Option<Bound>,
    /// Open upwards when absent; otherwise `AtMost` or `Below`.
    pub upper: Option<Bound>,
    /// The category the band stands for, where several tables name theirs alike.
    pub category: Option<String>,
    /// The score or grade it gives.
    pub points: Option<i32>,
    /// What is ambiguous in the publication and how it is read here.
    pub reading: Option<String>,
}

/// A coefficient, a score or a factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constant {
    /// Unique within its table.
    pub id: String,
    /// Its value.
    pub value: Exact,
    /// UCUM unit.
    pub unit: String,
}

/// A lookup table of small whole numbers.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// Unique within its table.
    pub id: String,
    /// What the rows stand for.
    pub rows: String,
    /// What the columns stand for.
    pub columns: String,
    /// Rows of equal length.
    pub cells: Vec<Vec<i32>>,
}

/// An ambiguous point with more than one defensible reading.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Unique within its table.
    pub id: String,
    /// The reading in force.
    pub value: String,
    /// The readings to choose from.
    pub choices: Vec<String>,
    /// Why this one.
    pub reading: String,
}

/// A code that names a quantity elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The input or result that is coded.
    pub quantity: String,
    /// Code system, as a URI.
    pub system: String,
    /// The code.
    pub code: String,
}

impl Bound {
    /// Whether the value satisfies the comparison.
    #[must_use]
    pub fn holds(self, value: Exact) -> bool {
        match self {
            Self::Below(bound) => value < bound,
            Self::AtMost(bound) => value <= bound,
            Self::Above(bound) => value > bound,
            Self::AtLeast(bound) => value >= bound,
        }
    }

    /// The value compared with.
    #[must_use]
    pub fn value(self) -> Exact {
        match self {
            Self::Below(bound) | Self::AtMost(bound) | Self::Above(bound) | Self::AtLeast(bound) => bound,
        }
    }

    /// The comparison as tables write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Below(_) => "below",
            Self::AtMost(_) => "at_most",
            Self::Above(_) => "above",
            Self::AtLeast(_) => "at_least",
        }
    }

    /// The comparison as a sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Below(_) => "<",
            Self::AtMost(_) => "<=",
            Self::Above(_) => ">",
            Self::AtLeast(_) => ">=",
        }
    }
}

impl Band {
    /// Whether the value lies in the band.
    #[must_use]
    pub fn holds(&self, value: Exact) -> bool {
        self.lower.into_iter().chain(self.upper).all(|bound| bound.holds(value))
    }
}

impl Table {
    /// The cut-offs, in the order of the publication.
    #[must_use]
    pub fn thresholds(&self) -> &[Threshold] {
        &self.thresholds
    }

    /// The bands, in the order of the table.
    #[must_use]
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// The ambiguous points and the readings in force.
    #[must_use]
    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// The codes by which its quantities are known elsewhere.
    #[must_use]
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// Citation and DOI of the defining publication.
    #[must_use]
    pub fn source(&self) -> String {
        match self.sources.first() {
            Some(Source { citation, doi: Some(doi), .. }) => format!("{citation} doi:{doi}"),
            Some(source) => source.citation.clone(),
            None => String::new(),
        }
    }
}
