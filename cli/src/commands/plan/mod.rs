//! `nourish plan`

mod as_json;
mod show;

use super::say_damage;
use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::plan_arguments::{PlanAction, PlanArguments};
use crate::terminal::Screen;
use nourish_journal::{Formula, Formulary, Regimen, regimens};
use serde_json::json;

pub(super) fn run(
    arguments: &Arguments,
    wanted: &PlanArguments,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    match &wanted.what {
        None => show_plan(arguments, screen),
        Some(PlanAction::Regimen { name: None, .. }) => list_regimens(screen),
        Some(PlanAction::Regimen { name: Some(name), start, cycles }) => {
            plan_regimen(arguments, (name, start.as_deref(), *cycles), screen)
        }
        Some(PlanAction::Formulas) => list_formulas(screen),
    }
}

fn show_plan(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let today = clock::now(arguments.as_of.as_deref(), zone)?.day();
    let planned = access::open_for_reading(arguments, screen)?.plan(today)?;
    if screen.is_json() {
        screen.value(&as_json::plan(&planned.found))?;
    } else {
        show::plan(&planned.found, screen)?;
    }
    Ok(say_damage(&planned.damage, screen))
}

fn list_regimens(screen: &mut Screen) -> Result<Outcome, Failure> {
    let regimens = regimens()?;
    for regimen in regimens.all() {
        if screen.is_json() {
            screen.value(&regimen_json(regimen))?;
            continue;
        }
        screen.line(&format!(
            "{:<24}  {}: every {} days, {} cycles",
            regimen.id, regimen.title, regimen.cycle_days, regimen.cycles
        ))?;
        for drug in &regimen.drugs {
            let days: Vec<String> = drug.days.iter().map(ToString::to_string).collect();
            screen.line(&format!(
                "{:26}{}, day {}; published: {}",
                "",
                drug.name,
                days.join(", "),
                drug.published
            ))?;
        }
        let confirmed = regimen.confirmed.as_deref().unwrap_or("not confirmed");
        screen.line(&format!("{:26}{} ({confirmed})", "", regimen.source))?;
    }
    Ok(Outcome::Done)
}

fn regimen_json(regimen: &Regimen) -> serde_json::Value {
    let drugs = regimen.drugs.iter().map(|drug| {
        json!({"name": drug.name, "modality": drug.modality.as_str(), "days": drug.days, "published": drug.published})
    });
    json!({
        "id": regimen.id, "title": regimen.title, "cycle_days": regimen.cycle_days, "cycles": regimen.cycles,
        "drugs": drugs.collect::<Vec<_>>(), "note": regimen.note, "source": regimen.source, "confirmed": regimen.confirmed,
    })
}

fn plan_regimen(
    arguments: &Arguments,
    (name, start, cycles): (&str, Option<&str>, Option<u32>),
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let all = regimens()?;
    let regimen = all.named(name).map_err(nourish_journal::JournalError::from)?;
    let Some(start) = start else {
        let remedy = "say the first day of the first cycle, like --start 2026-12-01".into();
        return Err(Failure::Argument { name: "--start", remedy });
    };
    let start = clock::time("--start", start, zone, "10:00")?;
    let mut journal = access::open_for_writing(arguments, screen)?;
    let count = journal.plan_regimen(name, &start, cycles, &now)?;
    journal.settle()?;
    if screen.is_json() {
        screen.value(&json!({"regimen": name, "planned": count, "start": start.to_string()}))?;
        return Ok(Outcome::Done);
    }
    screen.line(&format!(
        "Planned {count} treatments of {} from {} on, without doses.",
        regimen.title,
        start.day()
    ))?;
    if let Some(note) = &regimen.note {
        screen.line(note)?;
    }
    screen.line("Log each as given, put off or called off: `nourish log treatment … status=given`. What was planned stays in its history.")?;
    Ok(Outcome::Done)
}

fn list_formulas(screen: &mut Screen) -> Result<Outcome, Failure> {
    let formulary = Formulary::built_in().map_err(|_| nourish_journal::JournalError::BrokenRules)?;
    for formula in formulary.all() {
        if screen.is_json() {
            screen.value(&formula_json(formula))?;
            continue;
        }
        let unknown = |known: Option<u32>, unit: &str| {
            known.map_or("unknown".to_owned(), |known| format!("{known} {unit}"))
        };
        screen.line(&format!(
            "{:<18}  {} kcal/ml, protein {}, water {}",
            formula.id,
            thousandths(formula.density_kcal_milli_per_ml),
            unknown(formula.protein_mg_per_ml, "g/l"),
            unknown(formula.water_percent, "%"),
        ))?;
    }
    screen.remark("The label of a product is right where it says otherwise.");
    Ok(Outcome::Done)
}

fn formula_json(formula: &Formula) -> serde_json::Value {
    json!({
        "id": formula.id, "title": formula.title, "density_kcal_milli_per_ml": formula.density_kcal_milli_per_ml,
        "protein_mg_per_ml": formula.protein_mg_per_ml, "water_percent": formula.water_percent,
        "reading": formula.reading, "source": formula.source,
    })
}

/// A number of thousandths without trailing zeros.
pub(super) fn thousandths(milli: u32) -> String {
    let text = format!("{}.{:03}", milli / 1_000, milli % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
