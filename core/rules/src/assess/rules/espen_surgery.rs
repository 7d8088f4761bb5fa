//! ESPEN's severe nutritional risk before an operation, from the journal.

use super::nrs2002::screen;
use crate::assess::context::{Context, INPUTS, Said};
use crate::assess::finding::{begin, outcome, rest_on_weights, show, version};
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::assess::question::{Extreme, extreme, questions};
use crate::exact::Exact;
use crate::score::{EspenSurgeryInput, ScoreError, Sga, espen_surgery_severe_risk};
use crate::tables::Tables;
use crate::tri::Tri;
use nourish_record::{Analyte, FindingItem};

/// The rule's name.
pub(in crate::assess) const RULE: &str = "espen_surgery_severe_risk";
const SIX_MONTHS_DAYS: i32 = 182;

/// Always one finding.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let loss = context.series.over(SIX_MONTHS_DAYS);
    let albumin = context.lab_milli(Analyte::Albumin);
    let sga = context.graded_lately(FindingItem::SubjectiveGlobalAssessment);
    let total = screen(context)?.result.total;
    let points = |points: i32| u8::try_from(points).ok();
    let known = EspenSurgeryInput {
        wl_pct_6m: loss.and_then(|loss| loss.known()),
        bmi: context.bmi,
        sga: sga.and_then(|said| sga_of(said.value)),
        nrs2002: total.settled().and_then(points),
        albumin_g_l: albumin.map(|said| Exact::ratio(i128::from(said.value), 1000)).transpose()?,
        hepatic_or_renal_dysfunction: context
            .found(FindingItem::HepaticOrRenalDysfunction)
            .map(|said| said.value),
    };
    let least = EspenSurgeryInput {
        wl_pct_6m: known.wl_pct_6m.or(loss.and_then(|loss| loss.least())),
        nrs2002: known.nrs2002.or(points(total.least)),
        ..known.clone()
    };
    let by_least = espen_surgery_severe_risk(context.tables, &least)?;
    let (input, result) = match by_least.severe {
        Tri::Yes => (least, by_least),
        Tri::No | Tri::Unknown => (known.clone(), espen_surgery_severe_risk(context.tables, &known)?),
    };

    let mut finding =
        begin(table, RULE, "Severe nutritional risk before surgery (ESPEN)", Level::NextContact);
    finding.version = version(&[table, context.tables.table(INPUTS)?]);
    finding.outcome = outcome(result.severe, || {
        questions(context, &result.basis.open, |fills, end| {
            let mut tried = input.clone();
            fills.iter().for_each(|name| fill(context.tables, &mut tried, name, end));
            espen_surgery_severe_risk(context.tables, &tried).map_or(Tri::Unknown, |result| result.severe)
        })
    });
    finding.team_text =
        format!("{}{}", criteria(&result.basis.fired, &finding.outcome), window_text(context, &finding)?);
    finding.patient_text = Some(patient_text(context, &finding.outcome));
    finding.clears_when = "no criterion is met any more".to_owned();
    finding.figures = [
        input.wl_pct_6m.map(|loss| print::figure("largest loss within 6 months", print::share(loss), "%")),
        input.bmi.map(|bmi| print::figure("body-mass index", print::tenths(bmi), "kg/m2")),
        input.albumin_g_l.map(|albumin| print::figure("albumin", print::tenths(albumin), "g/L")),
        input.nrs2002.map(|total| print::figure("NRS-2002 total", total.to_string(), "")),
    ]
    .into_iter()
    .flatten()
    .collect();
    rest_on_laboratory(&mut finding, albumin)?;
    if let Some(said) = sga {
        let what = format!("subjective global assessment, grade {}", said.value);
        show(&mut finding, Evidence { entry: said.entry, day: said.day, what });
    }
    let weighings: Vec<_> = loss.into_iter().flat_map(|loss| loss.weighings().collect::<Vec<_>>()).collect();
    rest_on_weights(&mut finding, context, context.series.current.into_iter().chain(weighings))?;
    Ok(vec![finding])
}

/// Adds an albumin value as evidence.
pub(super) fn rest_on_laboratory(
    finding: &mut Finding,
    albumin: Option<Said<i64>>,
) -> Result<(), ScoreError> {
    if let Some(said) = albumin {
        let what = format!("albumin {} g/L", print::tenths(Exact::ratio(i128::from(said.value), 1000)?));
        show(finding, Evidence { entry: said.entry, day: said.day, what });
    }
    Ok(())
}

fn sga_of(grade: u32) -> Option<Sga> {
    match grade {
        1 => Some(Sga::A),
        2 => Some(Sga::B),
        3 => Some(Sga::C),
        _ => None,
    }
}

fn criteria(fired: &[String], outcome: &Outcome) -> String {
    let named: Vec<&str> = fired
        .iter()
        .filter_map(|row| match row.as_str() {
            "loss_over_15" => Some("loss above 15 % in 6 months"),
            "loss_over_10" => Some("loss above 10 % in 6 months"),
            "bmi_low" => Some("body-mass index below 18.5"),
            "nrs2002_high" => Some("NRS-2002 above 5"),
            "albumin_low" => Some("albumin below 30 g/L"),
            _ => None,
        })
        .collect();
    match outcome {
        Outcome::Met if named.is_empty() => {
            "ESPEN: severe risk by subjective global assessment C.".to_owned()
        }
        Outcome::Met => format!("ESPEN: severe risk ({}).", named.join(", ")),
        Outcome::NotMet => "ESPEN: no criterion of severe risk is met.".to_owned(),
        Outcome::Indeterminate { .. } => {
            "ESPEN: no criterion of severe risk is met so far (incomplete).".to_owned()
        }
    }
}

/// How the time until the operation compares with that of nutritional therapy.
fn window_text(context: &Context<'_>, finding: &Finding) -> Result<String, ScoreError> {
    let Some(operation) = &context.operation else {
        return Ok(" No operation is planned; the criteria are made for one.".to_owned());
    };
    let left = operation.day.days_since(context.as_of);
    let until = format!("{} until {} on {}", print::counted(left, "day"), operation.name, operation.day);
    let (least, most) =
        (context.inputs.points("therapy_days_least")?, context.inputs.points("therapy_days_most")?);
    let therapy = format!("the {least} to {most} days of nutritional therapy that ESPEN asks for first");
    Ok(if finding.outcome != Outcome::Met {
        format!(" {until}.")
    } else if left < least {
        format!(" {until}: less than {therapy}; discuss the date.")
    } else if left <= most {
        format!(" {until}: within {therapy}; start now or discuss the date.")
    } else {
        format!(" {until}: time for {therapy}.")
    })
}

fn patient_text(context: &Context<'_>, outcome: &Outcome) -> String {
    match (outcome, &context.operation) {
        (Outcome::Met, Some(_)) => {
            "Before your operation your body may need more nourishment. Please ask your care \
                                    team about it soon."
                .to_owned()
        }
        (Outcome::Met, None) => {
            "Your body may need more nourishment. Please ask your care team about it.".to_owned()
        }
        (Outcome::NotMet, _) => {
            "No sign of a high nutrition risk before an operation with what is known today.".to_owned()
        }
        (Outcome::Indeterminate { .. }, _) => {
            "The nutrition check for an operation is not finished: something is still missing.".to_owned()
        }
    }
}

fn fill(tables: &Tables, input: &mut EspenSurgeryInput, name: &str, end: Extreme) {
    let number = extreme(tables, name, end);
    let worst = end == Extreme::Worst;
    match name {
        "wl_pct_6m" => input.wl_pct_6m = number,
        "bmi" => input.bmi = number,
        "sga" => input.sga = Some(if worst { Sga::C } else { Sga::A }),
        "nrs2002" => {
            input.nrs2002 = number.and_then(Exact::to_whole).and_then(|total| u8::try_from(total).ok())
        }
        "albumin_g_l" => input.albumin_g_l = number,
        "hepatic_or_renal_dysfunction" => input.hepatic_or_renal_dysfunction = Some(!worst),
        _ => {}
    }
}
