//! How fast parenteral glucose goes in. For the team alone.

use crate::assess::context::Context;
use crate::assess::finding::{begin, missing, rest_on_weights, version};
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::exact::Exact;
use crate::score::{PnGirInput, ScoreError, pn_gir};
use nourish_record::ParenteralBag;

/// The rule's name.
pub(in crate::assess) const RULE: &str = "glucose_infusion";

/// One finding while bags with dextrose are logged; the fastest decides.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let instrument = context.tables.table("pn_gir")?;
    let (high, very_high) = (table.threshold("high")?.bound, table.threshold("very_high")?.bound);
    let weight = context.series.current;
    let weight_kg = weight.map(|w| Exact::ratio(i128::from(w.weight_g), 1000)).transpose()?;
    let mut fastest: Option<(Exact, Evidence)> = None;
    let mut unknown: Option<Evidence> = None;
    for (shown, bag) in context.lately::<ParenteralBag>(table.points("days")?) {
        let Some(dextrose_mg) = bag.dextrose_mg.filter(|mg| *mg > 0) else { continue };
        let dextrose_g = Exact::ratio(i128::from(dextrose_mg), 1000)?;
        let minutes = bag.duration_min.filter(|minutes| *minutes > 0);
        let hours = minutes.map(|minutes| Exact::ratio(i128::from(minutes), 60)).transpose()?;
        let duration = hours.map_or_else(String::new, |hours| format!(" in {} h", print::tenths(hours)));
        let what = format!("bag with {} g of dextrose{duration}", print::tenths(dextrose_g));
        let evidence = Evidence { entry: shown.root(), day: shown.day(), what };
        let input = PnGirInput { dextrose_g: Some(dextrose_g), hours, weight_kg };
        match pn_gir(context.tables, &input)?.gir_mg_kg_min {
            Some(rate) if fastest.as_ref().is_none_or(|(known, _)| rate > *known) => {
                fastest = Some((rate, evidence));
            }
            Some(_) => {}
            None => unknown = unknown.or(Some(evidence)),
        }
    }
    let mut finding = begin(table, RULE, "Glucose infusion rate", Level::Information);
    finding.version = version(&[table, instrument]);
    finding.clears_when = format!("no bag of the last days runs faster than {} mg/kg/min", high.value());
    match (fastest, unknown) {
        (None, None) => return Ok(Vec::new()),
        (Some((rate, evidence)), _) if high.holds(rate) => {
            finding.outcome = Outcome::Met;
            let over = very_high.holds(rate);
            finding.level = if over { Level::NextContact } else { Level::Information };
            finding.degree = 1 + u8::from(over);
            let limit = if over { very_high } else { high }.value();
            let rate = print::percent(rate, limit);
            finding.team_text = format!("Glucose: {rate} mg/kg/min on {} (limit {limit}).", evidence.day);
            finding.figures = vec![print::figure("glucose infusion rate", rate, "mg/kg/min")];
            finding.evidence = vec![evidence];
        }
        (_, Some(evidence)) => {
            let asks = if weight.is_none() { "a weight of today" } else { "how long the bag ran" };
            let asks = missing("hours", format!("{asks} would decide this"));
            finding.outcome = Outcome::Indeterminate { missing: vec![asks] };
            finding.team_text = "Glucose: the rate cannot be told.".to_owned();
            finding.evidence = vec![evidence];
        }
        (Some((rate, evidence)), None) => {
            let rate = print::percent(rate, high.value());
            finding.team_text = format!("Glucose: {rate} mg/kg/min at most.");
            finding.figures = vec![print::figure("glucose infusion rate", rate, "mg/kg/min")];
            finding.evidence = vec![evidence];
        }
    }
    rest_on_weights(&mut finding, context, weight)?;
    Ok(vec![finding])
}
