//! GLIM from the journal.

use super::nrs2002::{rest_on_intake, screen};
use crate::assess::context::{Context, INPUTS};
use crate::assess::finding::{begin, outcome, rest_on_weights, version};
use crate::assess::ledger::share_of_need;
use crate::assess::model::{Evidence, Figure, Finding, Level, Outcome};
use crate::assess::print;
use crate::assess::question::{Extreme, extreme, questions};
use crate::assess::run::Run;
use crate::assess::series::Fall;
use crate::exact::Exact;
use crate::score::{Glim, GlimInput, MuscleDeficit, ScoreError, glim};
use crate::tables::Tables;
use crate::tri::Tri;
use nourish_record::{FindingItem, Muscle, Profile};

/// The rule's name.
pub(in crate::assess) const RULE: &str = "glim";
const SIX_MONTHS_DAYS: i32 = 182;
/// Stage 2.
const SEVERE: i32 = 2;

/// Always one finding.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let within = context.series.over(SIX_MONTHS_DAYS);
    let beyond = context.series.beyond_six_months(context.as_of, context.recency.beyond_6m_days)?;
    let (input, evidence) = known(context, beyond)?;
    let at_least = within.and_then(|loss| loss.known().or(loss.least()));
    let least = GlimInput { wl_pct_within_6m: at_least, ..input.clone() };
    let by_least = glim(context.tables, &least)?;
    let by_known = if input == least { by_least.clone() } else { glim(context.tables, &input)? };
    let (input, result) = match by_least.malnutrition {
        // A loss that is only known to be at least so much may yet be severe: then the stage stays open.
        Tri::Yes => {
            let stage = if by_least.stage == Some(SEVERE) { by_least.stage } else { by_known.stage };
            (least, Glim { stage, ..by_least })
        }
        Tri::No | Tri::Unknown => (input, by_known),
    };

    let mut finding = begin(table, RULE, "Malnutrition (GLIM criteria)", Level::NextContact);
    finding.version = version(&[table, context.tables.table(INPUTS)?]);
    finding.outcome = outcome(result.malnutrition, || {
        questions(context, &result.basis.open, |fills, end| {
            let mut tried = input.clone();
            fills.iter().for_each(|name| fill(context.tables, &mut tried, name, end));
            glim(context.tables, &tried).map_or(Tri::Unknown, |result| result.malnutrition)
        })
    });
    finding.degree = result.stage.and_then(|stage| u8::try_from(stage).ok()).unwrap_or(0);
    finding.team_text = team_text(&result);
    finding.patient_text = Some(
        match finding.outcome {
            Outcome::Met => {
                "Your weight, build and eating together show that your body gets less than it needs. Please \
                             speak about it with your care team at your next contact."
            }
            Outcome::NotMet => "The check for undernutrition is not positive with what is known today.",
            Outcome::Indeterminate { .. } => {
                "The check for undernutrition is not finished: something is still missing."
            }
        }
        .to_owned(),
    );
    finding.clears_when = "the screening or every bodily criterion is negative".to_owned();
    finding.figures = figures(&input);
    finding.evidence = evidence;
    let by_build = result.basis.fired.iter().any(|row| row.starts_with("bmi_low"));
    if by_build && context.said(|profile: &Profile| profile.asian_cutoffs).is_none() {
        finding
            .cautions
            .push("the general cut-offs for the body-mass index are used, which flag earlier".to_owned());
    }
    let falls = beyond.into_iter().map(|fall| fall.from);
    let weighings: Vec<_> =
        within.into_iter().flat_map(|loss| loss.weighings().collect::<Vec<_>>()).collect();
    rest_on_weights(&mut finding, context, context.series.current.into_iter().chain(weighings).chain(falls))?;
    rest_on_intake(&mut finding, context)?;
    Ok(vec![finding])
}

/// What the journal knows, and the statements behind it.
fn known(context: &Context<'_>, beyond: Option<Fall>) -> Result<(GlimInput, Vec<Evidence>), ScoreError> {
    let mut evidence = Vec::new();
    let mut finding = |item: FindingItem, lately: bool, what: &str| {
        let said = if lately { context.found_lately(item) } else { context.found(item) }?;
        let answer = if said.value { "yes" } else { "no" };
        evidence.push(Evidence { entry: said.entry, day: said.day, what: format!("{what}: {answer}") });
        Some(said.value)
    };
    let screened = finding(FindingItem::ScreenPositive, true, "nutrition screening positive");
    let gut = finding(FindingItem::ChronicGiCondition, false, "lasting condition of the gut");
    let inflamed = finding(FindingItem::Inflammation, false, "inflammation or disease burden");
    let by_nrs2002 = screen(context)?.result.at_risk.known();
    let muscle = context.said_within(context.recency.muscle_days, |muscle: &Muscle| muscle.deficit);
    if let Some(said) = muscle {
        let what = format!("muscle deficit: {}", print::spoken(said.value.as_str()));
        evidence.push(Evidence { entry: said.entry, day: said.day, what });
    }
    let input = GlimInput {
        // One positive screen is enough; a negative one counts only when none is positive.
        screen_positive: match (screened, by_nrs2002) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (known, other) => known.or(other),
        },
        age: context.age_years.map(|years| Exact::whole(i64::from(years))),
        asian: Some(context.said(|profile: &Profile| profile.asian_cutoffs).is_some_and(|said| said.value)),
        bmi: context.bmi,
        wl_pct_within_6m: context.series.over(SIX_MONTHS_DAYS).and_then(|loss| loss.known()),
        wl_pct_beyond_6m: beyond.map(|fall| fall.percent),
        muscle_deficit: muscle.map(|said| match said.value {
            nourish_record::MuscleDeficit::Absent => MuscleDeficit::None,
            nourish_record::MuscleDeficit::MildModerate => MuscleDeficit::MildModerate,
            nourish_record::MuscleDeficit::Severe => MuscleDeficit::Severe,
        }),
        intake_le50pct_days: days_at_most_half(context)?,
        any_reduced_intake_days: days_reduced(context)?,
        chronic_gi_condition: gut,
        // GLIM counts malignant disease as disease burden.
        inflammation_or_disease_burden: if context.has_cancer() { Some(true) } else { inflamed },
    };
    Ok((input, evidence))
}

/// Just over a week if half of the need or less was eaten on its days, no day if more.
pub(in crate::assess) fn days_at_most_half(context: &Context<'_>) -> Result<Option<Exact>, ScoreError> {
    let (days, needed) =
        (context.inputs.points("over_a_week_days")?, context.inputs.points("over_a_week_days_needed")?);
    let half = context.inputs.threshold("ate_at_most_half")?.bound;
    let share = share_of_need(context, days, needed)?;
    Ok(share.map(|share| if half.holds(share.percent) { Exact::whole(i64::from(days)) } else { Exact::ZERO }))
}

/// For how many days running less than needed was eaten, where GLIM's two weeks do not depend on days of which nothing is known.
pub(in crate::assess) fn days_reduced(context: &Context<'_>) -> Result<Option<Exact>, ScoreError> {
    let limit = context.tables.table(RULE)?.threshold("intake_reduced")?.bound;
    let run = Run::of(context, context.inputs.threshold("ate_less_than_needed")?.bound)?;
    Ok(run.days_among(&[limit]).map(|days| Exact::whole(i64::from(days))))
}

fn team_text(result: &Glim) -> String {
    let word = |holds: Tri| match holds {
        Tri::Yes => "met",
        Tri::No => "not met",
        Tri::Unknown => "open",
    };
    let stage = match (result.malnutrition, result.stage) {
        (Tri::Yes, Some(SEVERE)) => "; stage 2, severe",
        (Tri::Yes, Some(_)) => "; stage 1, moderate",
        (Tri::Yes, None) => "; stage open, at least 1",
        (Tri::No | Tri::Unknown, _) => "",
    };
    format!(
        "GLIM: bodily criterion {}, cause {}, malnutrition {}{stage}.",
        word(result.phenotypic),
        word(result.etiologic),
        word(result.malnutrition)
    )
}

fn figures(input: &GlimInput) -> Vec<Figure> {
    let percent =
        |label: &str, value: Option<Exact>| value.map(|v| print::figure(label, print::share(v), "%"));
    [
        input.bmi.map(|bmi| print::figure("body-mass index", print::tenths(bmi), "kg/m2")),
        percent("largest loss within 6 months", input.wl_pct_within_6m),
        percent("loss over more than 6 months", input.wl_pct_beyond_6m),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn fill(tables: &Tables, input: &mut GlimInput, name: &str, end: Extreme) {
    let number = extreme(tables, name, end);
    let worst = end == Extreme::Worst;
    match name {
        "screen_positive" => input.screen_positive = Some(worst),
        "age" => input.age = number,
        "asian" => input.asian = Some(!worst),
        "bmi" => input.bmi = number,
        "wl_pct_within_6m" => input.wl_pct_within_6m = number,
        "wl_pct_beyond_6m" => input.wl_pct_beyond_6m = number,
        "muscle_deficit" => {
            input.muscle_deficit = Some(if worst { MuscleDeficit::Severe } else { MuscleDeficit::None });
        }
        "intake_le50pct_days" => input.intake_le50pct_days = number,
        "any_reduced_intake_days" => input.any_reduced_intake_days = number,
        "chronic_gi_condition" => input.chronic_gi_condition = Some(worst),
        "inflammation_or_disease_burden" => input.inflammation_or_disease_burden = Some(worst),
        _ => {}
    }
}
