//! NRS-2002 from the journal.

use crate::assess::context::{Context, INPUTS, Said};
use crate::assess::finding::{begin, outcome, rest_on_weights, show, version};
use crate::assess::goal::Goal;
use crate::assess::ledger::{Nutrient, Share, Window, share_of_need};
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::assess::question::{Extreme, extreme, questions};
use crate::exact::Exact;
use crate::score::{Nrs2002, Nrs2002Input, ScoreError, Total, nrs2002};
use crate::tables::Tables;
use crate::tri::Tri;
use nourish_record::FindingItem;

/// The rule's name.
pub(in crate::assess) const RULE: &str = "nrs2002";

/// The screening with what the journal knows.
pub(in crate::assess) struct Screening {
    pub(in crate::assess) result: Nrs2002,
    input: Nrs2002Input,
    share_eaten: Option<Share>,
    severity: Severity,
}

/// Severity of disease, and why it is taken to be so.
struct Severity {
    score: Option<u8>,
    reason: String,
    evidence: Vec<Evidence>,
}

/// Applies the instrument. Losses that are only known to be at least so much count where they already decide.
pub(in crate::assess) fn screen(context: &Context<'_>) -> Result<Screening, ScoreError> {
    let severity = Severity::of(context)?;
    let (days, needed) = (context.inputs.points("week_days")?, context.inputs.points("week_days_needed")?);
    let loss = |days: i32, least: bool| {
        let loss = context.series.over(days)?;
        loss.known().or(if least { loss.least() } else { None })
    };
    let share_eaten = share_of_need(context, days, needed)?;
    let lately = |item| context.found_lately(item).map(|said: Said<bool>| said.value);
    let known = Nrs2002Input {
        bmi: context.bmi,
        wl_pct_1m: loss(30, false),
        wl_pct_2m: loss(61, false),
        wl_pct_3m: loss(91, false),
        intake_pct_last_week: share_eaten.map(|share| share.percent),
        impaired_general_condition: lately(FindingItem::ImpairedGeneralCondition),
        disease_severity: severity.score,
        age: context.age_years.map(|years| Exact::whole(i64::from(years))),
    };
    let least = Nrs2002Input {
        wl_pct_1m: loss(30, true),
        wl_pct_2m: loss(61, true),
        wl_pct_3m: loss(91, true),
        ..known.clone()
    };
    let by_least = nrs2002(context.tables, &least)?;
    let by_known = if known == least { by_least.clone() } else { nrs2002(context.tables, &known)? };
    let (input, result) = match by_least.at_risk {
        // The points may yet be more: the range keeps its upper end.
        Tri::Yes => {
            let total = Total { least: by_least.total.least, greatest: by_known.total.greatest };
            let nutrition = total.settled().map_or(by_known.nutrition, |_| by_least.nutrition);
            (least, Nrs2002 { total, nutrition, ..by_least })
        }
        Tri::No | Tri::Unknown => (known, by_known),
    };
    Ok(Screening { result, input, share_eaten, severity })
}

/// Always one finding.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let Screening { result, input, share_eaten, severity } = screen(context)?;
    let mut finding = begin(table, RULE, "Nutritional risk (NRS-2002)", Level::NextContact);
    finding.version = version(&[table, context.tables.table(INPUTS)?]);
    finding.outcome = outcome(result.at_risk, || {
        questions(context, &result.basis.open, |fills, end| {
            let mut tried = input.clone();
            fills.iter().for_each(|name| fill(context.tables, &mut tried, name, end));
            nrs2002(context.tables, &tried).map_or(Tri::Unknown, |result| result.at_risk)
        })
    });
    finding.team_text = team_text(&result, &severity);
    finding.patient_text = Some(
        match finding.outcome {
            Outcome::Met => {
                "A nutrition check shows that you may need more help with eating. Please speak about it with \
                             your care team at your next contact."
            }
            Outcome::NotMet => "The nutrition check found no raised risk with what is known today.",
            Outcome::Indeterminate { .. } => {
                "The nutrition check is not finished: something is still missing."
            }
        }
        .to_owned(),
    );
    finding.clears_when = "the total falls below 3".to_owned();
    finding.figures = figures(&result, &input, share_eaten);
    if input.impaired_general_condition.is_none()
        && result.basis.fired.iter().any(|row| row == "bmi_3_points")
    {
        finding.cautions.push(
            "the general condition is unknown and taken as impaired, as the body-mass index is below 18.5"
                .to_owned(),
        );
    }
    finding.evidence = severity.evidence;
    let weighings = [30, 61, 91].into_iter().filter_map(|days| context.series.over(days));
    let weighings: Vec<_> = weighings.flat_map(|loss| loss.weighings().collect::<Vec<_>>()).collect();
    rest_on_weights(&mut finding, context, context.series.current.into_iter().chain(weighings))?;
    rest_on_intake(&mut finding, context)?;
    Ok(vec![finding])
}

/// Adds the plan and the last week's days as evidence.
pub(in crate::assess) fn rest_on_intake(
    finding: &mut Finding,
    context: &Context<'_>,
) -> Result<(), ScoreError> {
    let plan = Goal::of(context, Nutrient::Energy)?.and_then(|goal| goal.plan);
    if let Some((entry, day)) = plan {
        show(finding, Evidence { entry, day, what: "plan with the energy target".to_owned() });
    }
    let week = Window::of(context, Nutrient::Energy, context.inputs.points("week_days")?)?;
    week.evidence(context, Nutrient::Energy).into_iter().for_each(|evidence| show(finding, evidence));
    Ok(())
}

impl Severity {
    /// A clinician's score, else that of the operation ahead, else that of a solid tumour.
    fn of(context: &Context<'_>) -> Result<Self, ScoreError> {
        let scored = context.said(|finding: &nourish_record::Finding| {
            let scored = finding.item == FindingItem::DiseaseSeverity && finding.present;
            scored.then_some(finding.grade).flatten()
        });
        if let Some(said) = scored.filter(|said| said.value <= 3) {
            let what = format!("severity of disease {}", said.value);
            return Ok(Self {
                score: u8::try_from(said.value).ok(),
                reason: "scored by a clinician".to_owned(),
                evidence: vec![Evidence { entry: said.entry, day: said.day, what }],
            });
        }
        if let Some(operation) = &context.operation {
            let what = format!("operation planned: {}", operation.name);
            return Ok(Self {
                score: context.inputs.setting("planned_operation_severity")?.parse().ok(),
                reason: format!("an operation is planned on {}", operation.day),
                evidence: vec![Evidence { entry: operation.entry, day: operation.day, what }],
            });
        }
        let cancer = context.has_cancer().then(|| context.inputs.points("cancer_severity")).transpose()?;
        Ok(Self {
            score: cancer.and_then(|score| u8::try_from(score).ok()),
            reason: if cancer.is_some() { "solid tumour" } else { "no diagnosis is recorded" }.to_owned(),
            evidence: Vec::new(),
        })
    }
}

fn team_text(result: &Nrs2002, severity: &Severity) -> String {
    let part = |points: Option<i32>| points.map_or_else(|| "open".to_owned(), |points| points.to_string());
    let total = match result.total.settled() {
        Some(total) => total.to_string(),
        None => format!("{} to {}", result.total.least, result.total.greatest),
    };
    format!(
        "NRS-2002 total {total}: nutrition {}, disease {} ({}), age {}; at risk from 3.",
        part(result.nutrition),
        part(result.disease),
        severity.reason,
        part(result.age)
    )
}

fn figures(
    result: &Nrs2002,
    input: &Nrs2002Input,
    share_eaten: Option<Share>,
) -> Vec<crate::assess::model::Figure> {
    let total = result.total.settled().map(|total| print::figure("total", total.to_string(), ""));
    let percent =
        |label: &str, value: Option<Exact>| value.map(|v| print::figure(label, print::share(v), "%"));
    [
        total,
        input.bmi.map(|bmi| print::figure("body-mass index", print::tenths(bmi), "kg/m2")),
        percent("largest loss within 1 month", input.wl_pct_1m),
        percent("largest loss within 2 months", input.wl_pct_2m),
        percent("largest loss within 3 months", input.wl_pct_3m),
        share_eaten.and_then(|share| percent(share.label(), Some(share.percent))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn fill(tables: &Tables, input: &mut Nrs2002Input, name: &str, end: Extreme) {
    let number = extreme(tables, name, end);
    match name {
        "bmi" => input.bmi = number,
        "wl_pct_1m" => input.wl_pct_1m = number,
        "wl_pct_2m" => input.wl_pct_2m = number,
        "wl_pct_3m" => input.wl_pct_3m = number,
        "intake_pct_last_week" => input.intake_pct_last_week = number,
        "impaired_general_condition" => input.impaired_general_condition = Some(end == Extreme::Worst),
        "disease_severity" => {
            input.disease_severity =
                number.and_then(Exact::to_whole).and_then(|score| u8::try_from(score).ok());
        }
        "age" => input.age = number,
        _ => {}
    }
}
