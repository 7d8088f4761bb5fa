//! The Perioperative Nutrition Screen from the journal.

use super::espen_surgery::rest_on_laboratory;
use super::nrs2002::rest_on_intake;
use crate::assess::context::{Context, INPUTS};
use crate::assess::finding::{begin, outcome, rest_on_weights, show, version};
use crate::assess::ledger::share_of_need;
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::assess::question::{Extreme, extreme, questions};
use crate::exact::Exact;
use crate::score::{PonsInput, ScoreError, pons};
use crate::tables::Tables;
use crate::tri::Tri;
use nourish_record::{Analyte, FindingItem};

/// The rule's name.
pub(in crate::assess) const RULE: &str = "pons";
const SIX_MONTHS_DAYS: i32 = 182;

/// Always one finding.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let loss = context.series.over(SIX_MONTHS_DAYS);
    let albumin = context.lab_milli(Analyte::Albumin);
    let known = PonsInput {
        age: context.age_years.map(|years| Exact::whole(i64::from(years))),
        bmi: context.bmi,
        wl_pct_6m: loss.and_then(|loss| loss.known()),
        ate_lt50pct_last_week: ate_less_than_half(context)?,
        // Thousandths of a g/L, of which ten make a g/dL.
        albumin_g_dl: albumin.map(|said| Exact::ratio(i128::from(said.value), 10_000)).transpose()?,
    };
    let least =
        PonsInput { wl_pct_6m: known.wl_pct_6m.or(loss.and_then(|loss| loss.least())), ..known.clone() };
    let by_least = pons(context.tables, &least)?;
    let (input, result) = match by_least.at_risk {
        Tri::Yes => (least, by_least),
        Tri::No | Tri::Unknown => (known.clone(), pons(context.tables, &known)?),
    };

    let mut finding = begin(table, RULE, "Nutrition risk around an operation (PONS)", Level::NextContact);
    finding.version = version(&[table, context.tables.table(INPUTS)?]);
    finding.outcome = outcome(result.at_risk, || {
        questions(context, &result.basis.open, |fills, end| {
            let mut tried = input.clone();
            fills.iter().for_each(|name| fill(context.tables, &mut tried, name, end));
            pons(context.tables, &tried).map_or(Tri::Unknown, |result| result.at_risk)
        })
    });
    let so_far =
        if matches!(finding.outcome, Outcome::Indeterminate { .. }) { " so far (incomplete)" } else { "" };
    finding.team_text = format!("PONS: {} of 4 criteria met{so_far}; at risk from 1.", result.positives);
    finding.patient_text = Some(
        match finding.outcome {
            Outcome::Met => {
                "A nutrition check that is made for operations is positive. Please speak about it with your \
                             care team at your next contact."
            }
            Outcome::NotMet => "The nutrition check for operations is not positive with what is known today.",
            Outcome::Indeterminate { .. } => {
                "The nutrition check for operations is not finished: something is missing."
            }
        }
        .to_owned(),
    );
    finding.clears_when = "no criterion is met any more".to_owned();
    finding.figures = [
        input.wl_pct_6m.map(|loss| print::figure("largest loss within 6 months", print::share(loss), "%")),
        input.bmi.map(|bmi| print::figure("body-mass index", print::tenths(bmi), "kg/m2")),
        input.albumin_g_dl.map(|albumin| print::figure("albumin", albumin.to_text(), "g/dL")),
    ]
    .into_iter()
    .flatten()
    .collect();
    rest_on_laboratory(&mut finding, albumin)?;
    if let Some(said) = context.found_lately(FindingItem::AteLessThanHalfLastWeek) {
        let what = format!("ate less than half: {}", if said.value { "yes" } else { "no" });
        show(&mut finding, Evidence { entry: said.entry, day: said.day, what });
    }
    let weighings: Vec<_> = loss.into_iter().flat_map(|loss| loss.weighings().collect::<Vec<_>>()).collect();
    rest_on_weights(&mut finding, context, context.series.current.into_iter().chain(weighings))?;
    rest_on_intake(&mut finding, context)?;
    Ok(vec![finding])
}

/// What a clinician noted within a week, else what the week's intake says.
fn ate_less_than_half(context: &Context<'_>) -> Result<Option<bool>, ScoreError> {
    let (days, needed) = (context.inputs.points("week_days")?, context.inputs.points("week_days_needed")?);
    let noted = context.found(FindingItem::AteLessThanHalfLastWeek);
    if let Some(said) = noted.filter(|said| context.days_ago(said.day) <= days) {
        return Ok(Some(said.value));
    }
    let half = context.inputs.threshold("ate_less_than_half")?.bound;
    Ok(share_of_need(context, days, needed)?.map(|share| half.holds(share.percent)))
}

fn fill(tables: &Tables, input: &mut PonsInput, name: &str, end: Extreme) {
    let number = extreme(tables, name, end);
    match name {
        "age" => input.age = number,
        "bmi" => input.bmi = number,
        "wl_pct_6m" => input.wl_pct_6m = number,
        "ate_lt50pct_last_week" => input.ate_lt50pct_last_week = Some(end == Extreme::Worst),
        "albumin_g_dl" => input.albumin_g_dl = number,
        _ => {}
    }
}
