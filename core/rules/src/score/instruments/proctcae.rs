//! PRO-CTCAE composite grade (Basch, Clin Trials 2021;18:104-114). Holds no item wording.

use super::lacking;
use crate::score::ScoreError;
use crate::score::answers::{Choice, inputs, words};
use crate::score::outcome::{Basis, outcome};
use crate::tables::{Table, Tables};

words! {
    /// What a PRO-CTCAE item asks about its term.
    Attribute {
        /// Frequency.
        Frequency = "frequency",
        /// Severity.
        Severity = "severity",
        /// Interference with activities.
        Interference = "interference",
        /// Amount.
        Amount = "amount",
        /// Presence.
        Presence = "presence",
    }
}

inputs! {
    /// The answers to one term. The scales run from 0 to 4, presence from 0 to 1.
    ProctcaeInput {
        /// The attributes the term has, in any order.
        attributes: Vec<Attribute>,
        /// Frequency.
        frequency: u8,
        /// Severity.
        severity: u8,
        /// Interference.
        interference: u8,
        /// Amount.
        amount: u8,
        /// Presence.
        presence: u8,
        /// Take unasked follow-up items as 0 when the leading item is 0; not when absent.
        zero_impute: bool,
    }
}

outcome! {
    /// The composite of one term. Not a CTCAE grade.
    ProctcaeComposite {
        /// 0 to 3; none for a term that asks presence only.
        grade: Option<i32>,
    }
}

/// The kinds of terms by the attributes they have.
#[derive(Clone, Copy)]
enum Term {
    Presence,
    Single(Attribute),
    Pair(Attribute, Attribute),
    Triple,
}

/// The composite grade. The grid depends on the attributes the *term* has: a missing answer gives no grade rather than
/// that of a shorter term. The one exception is zero imputation, if asked for.
///
/// # Errors
/// [`ScoreError::NoSuchTerm`] for a set of attributes that no term has; otherwise [`ScoreError`] if the tables lack a row.
pub fn proctcae_composite(tables: &Tables, input: &ProctcaeInput) -> Result<ProctcaeComposite, ScoreError> {
    let table = tables.table("proctcae_composite")?;
    let graded = [Attribute::Frequency, Attribute::Severity, Attribute::Interference, Attribute::Amount];
    let Some(attributes) = &input.attributes else {
        let mut unknown = vec![("attributes", true)];
        unknown.extend(graded.map(|attribute| (name(attribute), answer(input, attribute).is_none())));
        return Ok(ProctcaeComposite { grade: None, basis: lacking(&unknown) });
    };
    let term = Term::of(attributes)?;
    let unknown: Vec<_> = graded
        .into_iter()
        .filter(|attribute| attributes.contains(attribute))
        .map(|attribute| (name(attribute), answer(input, attribute).is_none()))
        .collect();
    let imputed =
        input.zero_impute == Some(true) && term.lead().is_some_and(|lead| answer(input, lead) == Some(0));
    if imputed {
        return Ok(ProctcaeComposite { grade: Some(0), basis: Basis::default() });
    }
    let grade = if unknown.iter().any(|(_, unknown)| *unknown) { None } else { term.grade(table, input)? };
    Ok(ProctcaeComposite { grade, basis: lacking(&unknown) })
}

impl Term {
    fn of(attributes: &[Attribute]) -> Result<Self, ScoreError> {
        use Attribute::{Amount, Frequency, Interference, Presence, Severity};
        let mut sorted = attributes.to_vec();
        sorted.sort_unstable();
        match *sorted.as_slice() {
            [Presence] => Ok(Self::Presence),
            [single @ (Frequency | Severity | Amount)] => Ok(Self::Single(single)),
            [lead @ Frequency, follow @ (Severity | Interference)]
            | [lead @ Severity, follow @ Interference] => Ok(Self::Pair(lead, follow)),
            [Frequency, Severity, Interference] => Ok(Self::Triple),
            _ => Err(ScoreError::NoSuchTerm),
        }
    }

    fn lead(self) -> Option<Attribute> {
        match self {
            Self::Presence => None,
            Self::Single(lead) | Self::Pair(lead, _) => Some(lead),
            Self::Triple => Some(Attribute::Frequency),
        }
    }

    /// The cell of the grid; all items of the term are answered.
    fn grade(self, table: &Table, input: &ProctcaeInput) -> Result<Option<i32>, ScoreError> {
        let score = |attribute| answer(input, attribute).map_or(0, i32::from);
        let (grid, row, column) = match self {
            Self::Presence => return Ok(None),
            Self::Single(lead) => (name(lead).to_owned(), 0, score(lead)),
            Self::Pair(lead, follow) => {
                (format!("{}_{}", name(lead), name(follow)), score(lead), score(follow))
            }
            Self::Triple => {
                let column = score(Attribute::Severity) * SCALE + score(Attribute::Interference);
                ("frequency_severity_interference".to_owned(), score(Attribute::Frequency), column)
            }
        };
        let cell = table.grid(&grid)?.cell(row, column).ok_or_else(|| table.missing(&grid))?;
        Ok(Some(cell))
    }
}

/// Answers an item has: 0 to 4.
const SCALE: i32 = 5;

fn name(attribute: Attribute) -> &'static str {
    attribute.word()
}

fn answer(input: &ProctcaeInput, attribute: Attribute) -> Option<u8> {
    match attribute {
        Attribute::Frequency => input.frequency,
        Attribute::Severity => input.severity,
        Attribute::Interference => input.interference,
        Attribute::Amount => input.amount,
        Attribute::Presence => input.presence,
    }
}
