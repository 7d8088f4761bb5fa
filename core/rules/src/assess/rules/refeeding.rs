//! Refeeding risk where a feed begins or rises: NICE and ASPEN side by side. A rate is never computed for the person.

use crate::assess::context::Context;
use crate::assess::electrolytes::Salts;
use crate::assess::finding::{begin, missing, rest_on_weights, version};
use crate::assess::goal::Goal;
use crate::assess::ledger::{Nutrient, Window, share_of_day};
use crate::assess::model::{Evidence, Finding, Level, Missing, Outcome};
use crate::assess::print;
use crate::assess::run::Run;
use crate::exact::Exact;
use crate::score::{
    AspenRefeedingInput, AspenRefeedingRisk, Choice, Degree, Electrolytes, MuscleDeficit, NiceRefeedingInput,
    NiceRefeedingRisk, ScoreError, aspen_refeeding, nice_refeeding,
};
use crate::tables::{Bound, Table};
use crate::tri::Tri;
use nourish_record::{CalendarDay, DaySummary, FeedingPlan, FindingItem, Muscle};

/// The rule's name.
pub(in crate::assess) const RULE: &str = "refeeding";

/// A feed that begins or rises.
struct Start {
    day: CalendarDay,
    what: &'static str,
    /// Whether the days before are known: else it may have begun long ago.
    certain: bool,
    evidence: Option<Evidence>,
}

/// Both instruments' answers.
pub(in crate::assess) struct Risks {
    pub(in crate::assess) nice: NiceRefeedingInput,
    pub(in crate::assess) aspen: AspenRefeedingInput,
}

/// One finding while a feed that began or rose is watched.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let Some(start) = start(context, table)? else { return Ok(Vec::new()) };
    let salts = Salts::of(context, table)?;
    let risks = risks(context, table, &salts, start.day)?;
    let nice = nice_refeeding(context.tables, &risks.nice)?;
    let aspen = aspen_refeeding(context.tables, &risks.aspen)?;
    let high = Tri::any([at_least_high(context, &risks.nice)?, at_least_moderate(context, &risks.aspen)?]);

    let mut finding = begin(table, RULE, "Refeeding risk", Level::NextContact);
    finding.version =
        version(&[table, context.tables.table("nice_refeeding")?, context.tables.table("aspen_refeeding")?]);
    finding.clears_when = format!("{} days of stable feeding have passed", table.points("watch_days")?);
    let word = |risk: Option<&'static str>| risk.unwrap_or("open");
    let (by_nice, by_aspen) = (nice.risk.map(Choice::word), aspen.risk.map(Choice::word));
    finding.figures = vec![
        print::figure("risk by NICE", word(by_nice).to_owned(), ""),
        print::figure("risk by ASPEN", word(by_aspen).to_owned(), ""),
    ];
    finding.figures.extend(
        nice.max_start_kcal_per_kg
            .map(|most| print::figure("NICE: most to start with", most.to_text(), "kcal/kg/d")),
    );
    let said = format!("{} on {}; NICE: {}, ASPEN: {}", start.what, start.day, word(by_nice), word(by_aspen));
    let salts_text = if salts.missing.is_empty() {
        String::new()
    } else {
        format!("; not known within {} days: {}", table.points("electrolyte_days")?, salts.missing.join(", "))
    };
    let unknown_salts = !salts.missing.is_empty();
    (finding.outcome, finding.level, finding.degree) = match high {
        Tri::Yes => (Outcome::Met, Level::SameDay, 2),
        _ if !start.certain => {
            let since = missing("started_on", "since when the feed has been given would decide this");
            (Outcome::Indeterminate { missing: vec![since] }, Level::NextContact, 0)
        }
        _ if unknown_salts => (Outcome::Met, Level::NextContact, 1),
        Tri::No => (Outcome::NotMet, Level::NextContact, 0),
        Tri::Unknown => {
            (Outcome::Indeterminate { missing: lacking(&nice.basis.open) }, Level::NextContact, 0)
        }
    };
    finding.team_text = match finding.outcome {
        Outcome::Met => format!(
            "Refeeding risk: {said}{salts_text}. Confirm start rate, thiamine and electrolytes before the feed goes up."
        ),
        Outcome::NotMet | Outcome::Indeterminate { .. } => format!("Refeeding: {said}{salts_text}."),
    };
    finding.patient_text = Some(match (&finding.outcome, finding.level) {
        (Outcome::Met, Level::SameDay) => format!(
            "When feeding begins after a time of little food, the blood needs to be checked. {} Leave the pump as it is set.",
            context.call_today()
        ),
        (Outcome::Met, _) => {
            "A feed has begun or risen. Please ask your care team whether your blood values were \
                              checked; leave the pump as it is set."
                .to_owned()
        }
        _ => "A feed has begun or risen; your care team watches your blood values.".to_owned(),
    });
    finding.evidence = start.evidence.into_iter().chain(salts.evidence).collect();
    let six_months =
        context.series.over(182).into_iter().flat_map(|loss| loss.weighings().collect::<Vec<_>>());
    let weighings: Vec<_> = context.series.current.into_iter().chain(six_months).collect();
    rest_on_weights(&mut finding, context, weighings)?;
    Ok(vec![finding])
}

/// What the journal tells the two instruments of a feed that began on `start`, or of today.
pub(in crate::assess) fn risks(
    context: &Context<'_>,
    table: &Table,
    salts: &Salts,
    start: CalendarDay,
) -> Result<Risks, ScoreError> {
    let loss = |days: i32| {
        let loss = context.series.over(days)?;
        loss.known().or(loss.least())
    };
    let eve = start.min(context.as_of).plus(-1);
    let days = |row: &str, instrument: &str, rows: &[&str]| -> Result<Option<Exact>, ScoreError> {
        let run = Run::ending(context, eve, table.threshold(row)?.bound)?;
        let limits = context.tables.table(instrument)?;
        let limits: Vec<Bound> =
            rows.iter().map(|row| Ok(limits.threshold(row)?.bound)).collect::<Result<_, ScoreError>>()?;
        Ok(run.days_among(&limits).map(|days| Exact::whole(i64::from(days))))
    };
    let chemotherapy_days = table.points("drug_days")?;
    let on_drugs =
        context.latest_drug_treatment().is_some_and(|said| context.days_ago(said.day) <= chemotherapy_days);
    let noted = context.found(FindingItem::RefeedingDrugs).map(|said| said.value);
    let degree = |item: FindingItem| {
        context.found(item).map(|said| said.value).zip(Some(context.graded_lately(item).map(|s| s.value)))
    };
    let graded = |item: FindingItem| match degree(item) {
        Some((false, _)) => Some(Degree::None),
        Some((true, Some(grade))) if grade >= 2 => Some(Degree::Severe),
        Some((true, Some(_))) => Some(Degree::Moderate),
        Some((true, None)) | None => None,
    };
    let muscle = context.said_within(context.recency.muscle_days, |muscle: &Muscle| muscle.deficit);
    Ok(Risks {
        nice: NiceRefeedingInput {
            bmi: context.bmi,
            wl_pct_3_6m: loss(182),
            days_little_or_no_intake: days(
                "little_or_no_intake",
                "nice_refeeding",
                &["days_minor", "days_high", "days_extreme"],
            )?,
            low_k_po4_or_mg: salts.low,
            alcohol_or_insulin_chemo_antacid_diuretic: if on_drugs { Some(true) } else { noted },
        },
        aspen: AspenRefeedingInput {
            bmi: context.bmi,
            wl_pct_1m: loss(30),
            wl_pct_3m: loss(91),
            wl_pct_6m: loss(182),
            days_none_or_negligible: days(
                "none_or_negligible",
                "aspen_refeeding",
                &["days_moderate", "days_significant"],
            )?,
            electrolytes: salts.grade,
            fat_loss: graded(FindingItem::FatLoss),
            muscle_loss: muscle.map(|said| match said.value {
                nourish_record::MuscleDeficit::Absent => MuscleDeficit::None,
                nourish_record::MuscleDeficit::MildModerate => MuscleDeficit::MildModerate,
                nourish_record::MuscleDeficit::Severe => MuscleDeficit::Severe,
            }),
            comorbidity: graded(FindingItem::RefeedingComorbidity),
        },
    })
}

/// Whether NICE's risk is high or extreme whatever is still unknown.
fn at_least_high(context: &Context<'_>, input: &NiceRefeedingInput) -> Result<Tri, ScoreError> {
    let high = |input: &NiceRefeedingInput| -> Result<Tri, ScoreError> {
        let risk = nice_refeeding(context.tables, input)?.risk;
        Ok(Tri::from(risk.map(|risk| risk >= NiceRefeedingRisk::High)))
    };
    let best = NiceRefeedingInput {
        bmi: input.bmi.or(Some(WELL_NOURISHED)),
        wl_pct_3_6m: input.wl_pct_3_6m.or(Some(Exact::ZERO)),
        days_little_or_no_intake: input.days_little_or_no_intake.or(Some(Exact::ZERO)),
        low_k_po4_or_mg: input.low_k_po4_or_mg.or(Some(false)),
        alcohol_or_insulin_chemo_antacid_diuretic: input
            .alcohol_or_insulin_chemo_antacid_diuretic
            .or(Some(false)),
    };
    Ok(if high(&best)? == Tri::Yes { Tri::Yes } else { high(input)? })
}

/// Whether ASPEN's risk is moderate or significant whatever is still unknown.
fn at_least_moderate(context: &Context<'_>, input: &AspenRefeedingInput) -> Result<Tri, ScoreError> {
    let moderate = |input: &AspenRefeedingInput| -> Result<Tri, ScoreError> {
        let risk = aspen_refeeding(context.tables, input)?.risk;
        Ok(Tri::from(risk.map(|risk| risk >= AspenRefeedingRisk::Moderate)))
    };
    let best = AspenRefeedingInput {
        bmi: input.bmi.or(Some(WELL_NOURISHED)),
        wl_pct_1m: input.wl_pct_1m.or(Some(Exact::ZERO)),
        wl_pct_3m: input.wl_pct_3m.or(Some(Exact::ZERO)),
        wl_pct_6m: input.wl_pct_6m.or(Some(Exact::ZERO)),
        days_none_or_negligible: input.days_none_or_negligible.or(Some(Exact::ZERO)),
        electrolytes: input.electrolytes.or(Some(Electrolytes::Normal)),
        fat_loss: input.fat_loss.or(Some(Degree::None)),
        muscle_loss: input.muscle_loss.or(Some(MuscleDeficit::None)),
        comorbidity: input.comorbidity.or(Some(Degree::None)),
    };
    Ok(if moderate(&best)? == Tri::Yes { Tri::Yes } else { moderate(input)? })
}

/// A body-mass index that meets no criterion, to try what an unknown one can still change.
const WELL_NOURISHED: Exact = Exact::whole(25);

fn lacking(open: &[String]) -> Vec<Missing> {
    let asks = |input: &String| match input.as_str() {
        "bmi" => missing("bmi", "weight and height would decide this"),
        "wl_pct_3_6m" => missing("wl_pct_3_6m", "a weight from three to six months ago would decide this"),
        "days_little_or_no_intake" => {
            missing("days_little_or_no_intake", "for how many days hardly anything was eaten before the feed")
        }
        "low_k_po4_or_mg" => {
            missing("low_k_po4_or_mg", "potassium, phosphate and magnesium of the last 3 days")
        }
        _ => missing(
            "alcohol_or_insulin_chemo_antacid_diuretic",
            "whether insulin, antacids or diuretics are taken, or much alcohol",
        ),
    };
    open.iter().map(asks).collect()
}

/// The latest feed that began or rose within the days that are watched, or that is planned.
fn start(context: &Context<'_>, table: &Table) -> Result<Option<Start>, ScoreError> {
    let (watch_days, free_days) = (table.points("watch_days")?, table.points("free_days")?);
    let fed = |day: CalendarDay| context.on(day).is_some_and(is_fed);
    let free_before = |day: CalendarDay| day.plus(-free_days).through(day.plus(-1)).all(|day| !fed(day));
    let watched = || context.as_of.plus(-watch_days).through(context.as_of).rev();
    if let Some(day) = watched().find(|day| fed(*day) && free_before(*day)) {
        let certain = day.plus(-free_days).through(day.plus(-1)).any(|day| context.on(day).is_some());
        let what = "feeding by tube or vein began";
        return Ok(Some(Start { day, what, certain, evidence: of_day(context, day) }));
    }
    let rise = table.threshold("large_rise")?.bound;
    let (little, enough) =
        (table.threshold("little_or_no_intake")?.bound, table.threshold("little_days")?.bound);
    let goal = Goal::of(context, Nutrient::Energy)?;
    for day in watched() {
        let Some(summary) = context.on(day) else { continue };
        let share = share_of_day(summary, goal.as_ref())?;
        let little_days = Run::ending(context, day.plus(-1), little)?.least_days;
        if share.is_some_and(|share| rise.holds(share)) && enough.holds(Exact::whole(i64::from(little_days)))
        {
            let what = "intake rose after days of little or nothing";
            return Ok(Some(Start { day, what, certain: true, evidence: of_day(context, day) }));
        }
    }
    Ok(planned(context, watch_days, fed))
}

/// A tube feed that the plan or the calendar names and that has not begun.
fn planned(context: &Context<'_>, watch_days: i32, fed: impl Fn(CalendarDay) -> bool) -> Option<Start> {
    if context.as_of.plus(-watch_days).through(context.as_of).any(fed) {
        return None;
    }
    let prescribes = |plan: &FeedingPlan| plan.tube_prescribed_ml.is_some_and(|ml| ml > 0);
    let mut plans = context.back::<FeedingPlan>().filter(|(_, plan)| plan.tube_prescribed_ml.is_some());
    let (shown, plan) = plans.next()?;
    let before = plans.next().is_some_and(|(_, plan)| prescribes(plan));
    let recent = context.days_ago(shown.day()) <= watch_days;
    let evidence =
        Evidence { entry: shown.root(), day: shown.day(), what: "plan with a tube feed".to_owned() };
    (prescribes(plan) && !before && recent).then(|| Start {
        day: shown.day(),
        what: "a tube feed was prescribed",
        certain: true,
        evidence: Some(evidence),
    })
}

fn is_fed(day: &DaySummary) -> bool {
    let some = |amount: Option<u64>| amount.is_some_and(|amount| amount > 0);
    some(day.tube_delivered_ml) || some(day.tube_energy_kcal_milli) || some(day.parenteral_energy_kcal_milli)
}

/// The day's first entry that feeds.
fn of_day(context: &Context<'_>, day: CalendarDay) -> Option<Evidence> {
    let window = Window::of(context, Nutrient::Energy, context.days_ago(day) + 1).ok()?;
    window.evidence(context, Nutrient::Energy).into_iter().find(|evidence| evidence.day == day)
}
