//! Amounts in UCUM: from a field's stored number to a quantity, and back to the text that the field reads.

use super::not_read::NotRead;
use crate::model::{Decimal, Quantity};
use nourish_record::{Analyte, FieldSpec, Problem, Unit};

/// The unit of a field in UCUM, and how many decimal places the stored number has in it. `None` for a bare whole number: a count, a
/// level.
pub(crate) fn ucum(kind: &str, spec: &FieldSpec) -> Option<(&'static str, u32)> {
    Some(match spec.unit {
        Unit::Gram => ("kg", 3),
        Unit::Milligram if kind == "treatment" => ("mg", 0),
        Unit::Milligram => ("g", 3),
        Unit::KcalMilli => ("kcal", 3),
        Unit::Millilitre => ("mL", 0),
        Unit::Millimetre => ("cm", 1),
        Unit::Minute => ("min", 0),
        Unit::CelsiusMilli => ("Cel", 3),
        Unit::Percent => ("%", 0),
        Unit::MillilitrePerHour => ("mL/h", 0),
        Unit::Milli => ("kcal/mL", 3),
        _ => (bare(spec.name)?, 0),
    })
}

/// The unit of a field that is stored as a bare number but has one.
fn bare(name: &str) -> Option<&'static str> {
    Some(match name {
        "protein_mg_per_ml" | "tube_protein_mg_per_ml" => "g/L",
        "pulse_per_min" | "breaths_per_min" => "/min",
        "systolic_mmhg" | "diastolic_mmhg" => "mm[Hg]",
        "asmi_g_per_m2" | "ffmi_g_per_m2" => "g/m2",
        "smi_mm2_per_m2" => "mm2/m2",
        "dose_cgy" => "cGy",
        "recall_days" | "cycle_days" | "feeding_days" | "every_days" => "d",
        _ => return None,
    })
}

/// A stored number of a field as a quantity.
pub(crate) fn quantity(kind: &str, spec: &FieldSpec, stored: i64) -> Option<Quantity> {
    ucum(kind, spec).map(|(unit, places)| Quantity::new(Decimal::scaled(stored, places), unit))
}

/// A laboratory value as a quantity in its analyte's unit, which is UCUM as it stands.
pub(crate) fn lab_quantity(analyte: Analyte, stored: i64) -> Quantity {
    Quantity::new(Decimal::scaled(stored, 3), analyte.unit())
}

/// A quantity as the text that the field reads. Units that the field itself reads are handed on; of others only its own is taken.
pub(crate) fn text_of(
    kind: &str,
    spec: &FieldSpec,
    element: &str,
    quantity: &Quantity,
) -> Result<String, NotRead> {
    let expected = ucum(kind, spec).map(|(unit, _)| unit);
    let (number, code) = parts(element, quantity)?;
    if spec.unit.is_written_out() {
        return Ok(format!("{number} {code}"));
    }
    let same = expected == Some(code) || (expected.is_none() && code == "1");
    if same { Ok(number) } else { Err(NotRead::new(format!("{element}.code"), Problem::UnknownUnit)) }
}

/// A laboratory quantity as the text of its value: in the analyte's unit alone.
pub(crate) fn lab_text(analyte: Analyte, element: &str, quantity: &Quantity) -> Result<String, NotRead> {
    let (number, code) = parts(element, quantity)?;
    if code == analyte.unit() {
        return Ok(number);
    }
    Err(NotRead::new(format!("{element}.code"), Problem::UnknownUnit))
}

fn parts<'q>(element: &str, quantity: &'q Quantity) -> Result<(String, &'q str), NotRead> {
    let value = quantity.value.as_ref();
    let value = value.ok_or_else(|| NotRead::new(format!("{element}.value"), Problem::Missing))?;
    let code = quantity.code.as_deref().or(quantity.unit.as_deref());
    let code = code.ok_or_else(|| NotRead::new(format!("{element}.code"), Problem::UnitMissing))?;
    if quantity.comparator.is_some() {
        return Err(NotRead::new(format!("{element}.comparator"), Problem::NotANumber));
    }
    Ok((value.to_string(), code))
}
