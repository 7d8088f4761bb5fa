//! Every instrument that is no rule of its own, asked with what the journal knows: one name, one meaning, so each input is found once.

use super::context::Context;
use super::electrolytes::Salts;
use super::ledger::share_of_need;
use super::model::Citation;
use super::overview::{InstrumentResult, ResultField};
use super::rules::tube_delivery::tube_days;
use super::rules::{glim, refeeding};
use crate::exact::Exact;
use crate::score::answers::Answers;
use crate::score::{ScoreError, Shape, ask};
use nourish_record::{
    Analyte, CalendarDay, FindingItem, ParenteralBag, Profile, Sex, Supplement, Symptom, SymptomItem,
    TubeFeed, Vitals,
};

/// The instruments of the panel. Those that have a rule of their own stand among the findings instead.
const INSTRUMENTS: [&str; 23] = [
    "nrs2002_prescreen",
    "mst",
    "snaq",
    "martin_wl_grade",
    "fearon_cachexia",
    "nice_refeeding",
    "aspen_refeeding",
    "pni",
    "conut",
    "gnri",
    "nri",
    "mgps",
    "ctcae_v5_weight_loss",
    "ctcae_v5_fever",
    "ctcae_v5_neutrophils",
    "ctcae_v6_neutrophils",
    "idsa_fever",
    "mifflin",
    "harris_benedict_1919",
    "targets",
    "enteral_delivery",
    "pn_energy",
    "pn_gir",
];

/// What each instrument says; those of which the journal knows no input of their own are left out.
pub(super) fn panel(context: &Context<'_>) -> Result<Vec<InstrumentResult>, ScoreError> {
    let known = known(context)?;
    let mut results = Vec::new();
    for id in INSTRUMENTS {
        let table = context.tables.table(id)?;
        let elderly_only = id == "gnri" && context.age_years.is_some_and(|years| years < 65);
        if elderly_only || !table.inputs.iter().any(|input| known.has(input)) {
            continue;
        }
        let Shape { fields, open } = ask(context.tables, id, &known)?;
        let source = table.sources.first();
        results.push(InstrumentResult {
            id: id.to_owned(),
            title: table.title.clone(),
            result: fields
                .into_iter()
                .map(|(name, value)| ResultField { name: name.to_owned(), value })
                .collect(),
            missing: open,
            version: table.version.clone(),
            source: Citation {
                text: source.map_or_else(String::new, |source| source.citation.clone()),
                doi: source.and_then(|source| source.doi.clone()),
            },
        });
    }
    Ok(results)
}

/// Every input that the journal knows today, by the dictionary's names.
fn known(context: &Context<'_>) -> Result<Answers, ScoreError> {
    let mut known = Answers::default();
    body(context, &mut known)?;
    losses(context, &mut known)?;
    intake(context, &mut known)?;
    findings(context, &mut known);
    laboratory(context, &mut known)?;
    temperature(context, &mut known)?;
    feeds(context, &mut known)?;
    Ok(known)
}

fn body(context: &Context<'_>, known: &mut Answers) -> Result<(), ScoreError> {
    let weight_kg = context.series.current.map(|w| Exact::ratio(i128::from(w.weight_g), 1000)).transpose()?;
    let sex = context.said(|profile: &Profile| profile.sex).map(|said| match said.value {
        Sex::Female => crate::score::Sex::Female,
        Sex::Male => crate::score::Sex::Male,
    });
    let setting = match context.operation {
        Some(_) => crate::score::Setting::Surgery,
        None => crate::score::Setting::Cancer,
    };
    known.number("age", context.age_years.map(|years| Exact::whole(i64::from(years))));
    known.word("sex", sex);
    known.number("bmi", context.bmi);
    known.number(
        "height_cm",
        context.height_mm.map(|said| Exact::ratio(i128::from(said.value), 10)).transpose()?,
    );
    for name in ["weight_kg", "current_weight_kg", "current_kg"] {
        known.number(name, weight_kg);
    }
    if weight_kg.is_some() {
        known.word("setting", Some(setting));
    }
    Ok(())
}

fn losses(context: &Context<'_>, known: &mut Answers) -> Result<(), ScoreError> {
    let over = |days: i32| context.series.over(days);
    for (name, days) in
        [("wl_pct_1m", 30), ("wl_pct_2m", 61), ("wl_pct_3m", 91), ("wl_pct_6m", 182), ("wl_pct_3_6m", 182)]
    {
        known.number(name, over(days).and_then(|loss| loss.known()));
    }
    let kilograms = |days: i32| -> Result<Option<Exact>, ScoreError> {
        let Some(loss) = over(days).filter(|loss| loss.known().is_some()) else { return Ok(None) };
        let grams = loss.largest.map_or(0, |fall| fall.from.weight_g.saturating_sub(fall.to.weight_g));
        Ok(Some(Exact::ratio(i128::from(grams), 1000)?))
    };
    known.flag("lost_weight_3m", over(91).and_then(|loss| loss.known()).map(|percent| percent > Exact::ZERO));
    let (half_a_year, month) = (kilograms(182)?, kilograms(30)?);
    let lost = half_a_year.map(|kg| {
        if kg >= Exact::whole(1) { crate::score::LostWeight::Yes } else { crate::score::LostWeight::No }
    });
    known.word("lost_weight", lost);
    known.number("kg", half_a_year);
    known.flag("lost_gt6kg_6m", half_a_year.map(|kg| kg > Exact::whole(6)));
    known.flag("lost_gt3kg_1m", month.map(|kg| kg > Exact::whole(3)));
    let reference = over(182).and_then(|loss| loss.reference);
    let reference_kg = reference.map(|w| Exact::ratio(i128::from(w.weight_g), 1000)).transpose()?;
    known.number("usual_weight_kg", reference_kg);
    known.number("loss_pct_from_baseline", since_treatment(context)?);
    Ok(())
}

/// Loss since drug treatment began, against the weighing nearest to its first day.
fn since_treatment(context: &Context<'_>) -> Result<Option<Exact>, ScoreError> {
    let first = super::courses::cycles(context).first().map(|cycle| cycle.first_day);
    let Some((first, current)) = first.zip(context.series.current) else { return Ok(None) };
    let tolerance_days = context.inputs.points("tolerance_30")?;
    let Some(baseline) = context.series.nearest(first, tolerance_days) else { return Ok(None) };
    let grams = |weight_g: u32| Exact::whole(i64::from(weight_g));
    Ok(Some(Exact::percent_lost(grams(baseline.weight_g), grams(current.weight_g))?))
}

fn intake(context: &Context<'_>, known: &mut Answers) -> Result<(), ScoreError> {
    let (days, needed) = (context.inputs.points("week_days")?, context.inputs.points("week_days_needed")?);
    let share = share_of_need(context, days, needed)?.map(|share| share.percent);
    known.number("intake_pct_last_week", share);
    let reduced = context.inputs.threshold("ate_less_than_needed")?.bound;
    known.flag("reduced_intake_last_week", share.map(|share| reduced.holds(share)));
    known.number("intake_le50pct_days", glim::days_at_most_half(context)?);
    known.number("any_reduced_intake_days", glim::days_reduced(context)?);
    let appetite = appetite_is_poor(context, days);
    known.flag("poor_appetite", appetite);
    let month = appetite_is_poor(context, 30);
    known.flag("decreased_appetite", month);
    known.flag("anorexia_or_metabolic_change", month.filter(|poor| *poor));
    let supported =
        context.lately::<Supplement>(30).next().is_some() || context.lately::<TubeFeed>(30).next().is_some();
    known.flag("supplement_or_tube", supported.then_some(true));
    Ok(())
}

/// Whether loss of appetite was reported at level 2 or more within so many days; unknown if it was not asked.
fn appetite_is_poor(context: &Context<'_>, days: i32) -> Option<bool> {
    let reports =
        context.lately::<Symptom>(days).filter(|(_, symptom)| symptom.item == SymptomItem::AppetiteLoss);
    reports.map(|(_, symptom)| symptom.level >= 2).max()
}

fn findings(context: &Context<'_>, known: &mut Answers) {
    let lately = |item: FindingItem| context.found_lately(item).map(|said| said.value);
    known.flag("severely_ill", lately(FindingItem::SeverelyIll));
    known.flag("impaired_general_condition", lately(FindingItem::ImpairedGeneralCondition));
    known.flag("sarcopenia", context.found(FindingItem::Sarcopenia).map(|said| said.value));
}

/// Laboratory values; of those that are combined, one that lies too far from the newest counts as unknown.
fn laboratory(context: &Context<'_>, known: &mut Answers) -> Result<(), ScoreError> {
    let apart_days = context.inputs.points("laboratory_apart_days")?;
    let combined = [Analyte::Albumin, Analyte::Lymphocytes, Analyte::Cholesterol, Analyte::Crp];
    let newest = combined.iter().filter_map(|analyte| context.lab_milli(*analyte)).map(|said| said.day).max();
    let value = |analyte: Analyte, parts: i128| -> Result<Option<Exact>, ScoreError> {
        let near = |day: CalendarDay| newest.is_none_or(|newest| newest.days_since(day) <= apart_days);
        let said = context.lab_milli(analyte).filter(|said| near(said.day));
        Ok(said.map(|said| Exact::ratio(i128::from(said.value), parts)).transpose()?)
    };
    known.number("albumin_g_l", value(Analyte::Albumin, 1_000)?);
    known.number("albumin_g_dl", value(Analyte::Albumin, 10_000)?);
    known.number("lymphocytes_per_mm3", value(Analyte::Lymphocytes, 1_000)?);
    known.number("cholesterol_mg_dl", value(Analyte::Cholesterol, 1_000)?);
    known.number("crp_mg_l", value(Analyte::Crp, 1_000)?);
    let neutrophils = context.lab_milli(Analyte::Neutrophils);
    known.number(
        "anc_per_mm3",
        neutrophils.map(|said| Exact::ratio(i128::from(said.value), 1_000)).transpose()?,
    );
    Ok(())
}

fn temperature(context: &Context<'_>, known: &mut Answers) -> Result<(), ScoreError> {
    let hottest = context
        .lately::<Vitals>(1)
        .filter_map(|(_, vitals)| Some((vitals.temperature_c_milli?, vitals.sustained_over_1h)))
        .max_by_key(|(milli, _)| *milli);
    if let Some((milli, sustained)) = hottest {
        known.number("temp_c", Some(Exact::ratio(i128::from(milli), 1000)?));
        known.flag("sustained_over_1h", sustained);
    }
    Ok(())
}

fn feeds(context: &Context<'_>, known: &mut Answers) -> Result<(), ScoreError> {
    let ml = |amount: u64| Exact::ratio(i128::from(amount), 1);
    if let Some(day) = tube_days(context, 2).into_iter().find(|day| day.day < context.as_of) {
        known.number("prescribed_ml", Some(ml(day.prescribed_ml)?));
        known.number("delivered_ml", day.delivered_ml.map(ml).transpose()?);
    }
    let density = context.lately::<TubeFeed>(2).find_map(|(_, feed)| feed.density_kcal_milli_per_ml);
    known.number("kcal_per_ml", density.map(|milli| Exact::ratio(i128::from(milli), 1000)).transpose()?);
    if let Some((_, bag)) = context.lately::<ParenteralBag>(1).next() {
        let grams = |mg: Option<u32>| mg.map(|mg| Exact::ratio(i128::from(mg), 1000)).transpose();
        known.number("dextrose_g", grams(bag.dextrose_mg)?);
        known.number("amino_acid_g", grams(bag.amino_acid_mg)?);
        // 20 % emulsion: a gram of lipid is five millilitres.
        known.number("lipid20_ml", bag.lipid_mg.map(|mg| Exact::ratio(i128::from(mg), 200)).transpose()?);
        known.number(
            "hours",
            bag.duration_min.map(|minutes| Exact::ratio(i128::from(minutes), 60)).transpose()?,
        );
    }
    refeeding_inputs(context, known)
}

fn refeeding_inputs(context: &Context<'_>, known: &mut Answers) -> Result<(), ScoreError> {
    let table = context.tables.table(refeeding::RULE)?;
    let salts = Salts::of(context, table)?;
    let risks = refeeding::risks(context, table, &salts, context.as_of)?;
    known.flag("low_k_po4_or_mg", risks.nice.low_k_po4_or_mg);
    known.number("days_little_or_no_intake", risks.nice.days_little_or_no_intake);
    known.flag(
        "alcohol_or_insulin_chemo_antacid_diuretic",
        risks.nice.alcohol_or_insulin_chemo_antacid_diuretic,
    );
    known.number("days_none_or_negligible", risks.aspen.days_none_or_negligible);
    known.word("electrolytes", risks.aspen.electrolytes);
    known.word("fat_loss", risks.aspen.fat_loss);
    known.word("muscle_loss", risks.aspen.muscle_loss);
    known.word("comorbidity", risks.aspen.comorbidity);
    Ok(())
}
