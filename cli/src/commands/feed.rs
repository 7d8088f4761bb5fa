//! `nourish feed`

use super::say_damage;
use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::plan_arguments::FeedArguments;
use crate::terminal::{Screen, Tone, wrapped};
use nourish_journal::{
    Damage, Fact, FeedCheck, FeedDay, FeedInput, FeedMode, FeedOutcome, FeedSystem, Formulary, TubeRoute,
};
use serde_json::{Value, json};

/// A field by the name it has here, and the field of an entry that says its unit and limits.
const NUMBERS: [(&str, &str, &str); 19] = [
    ("density", "feeding-plan", "tube_density_kcal_milli_per_ml"),
    ("protein", "feeding-plan", "tube_protein_mg_per_ml"),
    ("water", "feeding-plan", "tube_water_percent"),
    ("rate", "feeding-plan", "rate_ml_per_h"),
    ("duration", "feeding-plan", "duration_min"),
    ("volume", "tube-feed", "delivered_ml"),
    ("feeds", "feeding-plan", "feeds"),
    ("hang", "tube-feed", "duration_min"),
    ("flush", "feeding-plan", "flush_ml"),
    ("other_fluid", "fluid", "volume_ml"),
    ("delivered", "tube-feed", "delivered_ml"),
    ("prescribed", "feeding-plan", "tube_prescribed_ml"),
    ("energy", "feeding-plan", "energy_min_kcal_milli"),
    ("protein_target", "feeding-plan", "protein_min_mg"),
    ("fluid", "feeding-plan", "fluid_ml"),
    ("start_rate", "feeding-plan", "start_rate_ml_per_h"),
    ("rate_step", "feeding-plan", "rate_step_ml_per_h"),
    ("rate_step_every", "feeding-plan", "rate_step_every_min"),
    ("rate_target", "feeding-plan", "rate_ml_per_h"),
];

pub(super) fn run(
    arguments: &Arguments,
    wanted: &FeedArguments,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let (mut input, known, damage) = if wanted.plan {
        of_plan(arguments, screen)?
    } else {
        let known = Formulary::built_in().map_err(|_| nourish_journal::JournalError::BrokenRules)?;
        (FeedInput::default(), known, Vec::new())
    };
    let formulary = formulary(wanted, known)?;
    for field in &wanted.fields {
        let Some((name, text)) = field.split_once('=') else {
            return Err(wrong("FIELD=VALUE", "write each field as name=value, like rate=75ml/h"));
        };
        input = with(input, (name, text), &formulary)?;
    }
    let day = input.day();
    if screen.is_json() {
        screen.value(&day_json(&day))?;
    } else {
        show(&day, screen)?;
    }
    Ok(say_damage(&damage, screen))
}

fn wrong(name: &'static str, remedy: impl Into<String>) -> Failure {
    Failure::Argument { name, remedy: remedy.into() }
}

/// The formulas that are known, and those of a file.
fn formulary(wanted: &FeedArguments, known: Formulary) -> Result<Formulary, Failure> {
    let Some(path) = &wanted.formulas else { return Ok(known) };
    let what = "the file of formulas";
    let text = std::fs::read_to_string(path)
        .map_err(|_| Failure::File { what, remedy: "check that it exists and is text".into() })?;
    let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    known.with(&file, &text).map_err(|error| Failure::File { what, remedy: error.to_string() })
}

/// What the plan prescribes, the formulas that the journal knows, and what of it could not be read.
fn of_plan(
    arguments: &Arguments,
    screen: &mut Screen,
) -> Result<(FeedInput, Formulary, Vec<Damage>), Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let journal = access::open_for_reading(arguments, screen)?;
    let planned = journal.plan(now.day())?;
    let input = planned.found.feeding.map(|set| FeedInput::of_plan(&set.value)).ok_or_else(|| {
        let remedy = "no feeding is prescribed; log one: `nourish log feeding-plan tube_prescribed=1000ml …`";
        wrong("--plan", remedy)
    })?;
    Ok((input, journal.formulary().clone(), planned.damage))
}

fn with(
    mut input: FeedInput,
    (name, text): (&str, &str),
    formulary: &Formulary,
) -> Result<FeedInput, Failure> {
    match name {
        "formula" => {
            let formula = formulary.named(text).map_err(|error| wrong("formula", error.to_string()))?;
            return Ok(input.of_formula(formula));
        }
        "route" => {
            input.route =
                Some(word("route", TubeRoute::from_word(text), TubeRoute::ALL.iter().map(|w| w.as_str()))?)
        }
        "mode" => {
            input.mode =
                Some(word("mode", FeedMode::from_word(text), FeedMode::ALL.iter().map(|w| w.as_str()))?)
        }
        "system" => {
            input.system = Some(word(
                "system",
                FeedSystem::from_word(text),
                FeedSystem::ALL.iter().map(|w| w.as_str()),
            )?);
        }
        "hospital" => {
            let in_hospital = match text {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            input.in_hospital = Some(word("hospital", in_hospital, ["yes", "no"].into_iter())?);
        }
        // The limit of a single feed is two days; a feed may run for weeks.
        "running" => input.running_min = Some(running(text)?),
        _ => return number(input, name, text),
    }
    Ok(input)
}

fn word<T>(
    name: &'static str,
    found: Option<T>,
    all: impl Iterator<Item = &'static str>,
) -> Result<T, Failure> {
    found.ok_or_else(|| wrong(name, format!("use one of: {}", all.collect::<Vec<_>>().join(", "))))
}

fn running(text: &str) -> Result<u32, Failure> {
    let hours = text.strip_suffix('h').map(str::trim).and_then(|hours| hours.parse::<u32>().ok());
    let minutes = text.strip_suffix("min").map(str::trim).and_then(|minutes| minutes.parse::<u32>().ok());
    let found = hours.and_then(|hours| hours.checked_mul(60)).or(minutes);
    found.ok_or_else(|| wrong("running", "say how long it has been running, like 20h or 90min"))
}

fn number(mut input: FeedInput, name: &str, text: &str) -> Result<FeedInput, Failure> {
    let known = NUMBERS.iter().find(|(known, ..)| *known == name);
    let Some((name, kind, field)) = known else {
        let names: Vec<&str> = NUMBERS.iter().map(|(name, ..)| *name).collect();
        let remedy = format!("use: formula, route, mode, system, hospital, running, {}", names.join(", "));
        return Err(wrong("FIELD=VALUE", remedy));
    };
    let spec = Fact::kind_named(kind)?.fields.iter().find(|spec| spec.name == *field);
    let read = spec.map(|spec| spec.read_number(text));
    let value = match read {
        Some(Ok(value)) => u32::try_from(value).ok(),
        Some(Err(problem)) => return Err(wrong(name, problem.to_string())),
        None => None,
    };
    let place = match *name {
        "density" => &mut input.density_kcal_milli_per_ml,
        "protein" => &mut input.protein_mg_per_ml,
        "water" => &mut input.water_percent,
        "rate" => &mut input.rate_ml_per_h,
        "duration" => &mut input.duration_min,
        "volume" => &mut input.volume_ml,
        "feeds" => &mut input.feeds,
        "hang" => &mut input.hang_min,
        "flush" => &mut input.flush_ml,
        "other_fluid" => &mut input.other_fluid_ml,
        "delivered" => &mut input.delivered_ml,
        "prescribed" => &mut input.prescribed_ml,
        "energy" => &mut input.energy_target_kcal_milli,
        "protein_target" => &mut input.protein_target_mg,
        "fluid" => &mut input.fluid_target_ml,
        "start_rate" => &mut input.start_rate_ml_per_h,
        "rate_step" => &mut input.rate_step_ml_per_h,
        "rate_step_every" => &mut input.rate_step_every_min,
        _ => &mut input.rate_target_ml_per_h,
    };
    *place = value;
    Ok(input)
}

fn show(day: &FeedDay, screen: &mut Screen) -> Result<(), Failure> {
    let heading = screen.paint(Tone::Heading, "In 24 hours");
    screen.line(&heading)?;
    let rows = [
        ("formula", day.volume_ml.map(|ml| format!("{ml} ml"))),
        ("energy", day.energy_kcal_milli.map(|milli| format!("{} kcal", decimal(milli, 3)))),
        ("protein", day.protein_mg.map(|mg| format!("{} g", decimal(mg, 3)))),
        ("water of the formula", day.formula_water_centi_ml.map(|centi| format!("{} ml", decimal(centi, 2)))),
        ("water with flushes", day.tube_water_centi_ml.map(|centi| format!("{} ml", decimal(centi, 2)))),
    ];
    for (name, value) in rows {
        screen.line(&format!("  {name:<21} {}", value.unwrap_or_else(|| "unknown".to_owned())))?;
    }
    if !day.ramp.is_empty() {
        let heading = screen.paint(Tone::Heading, "Steps as prescribed");
        screen.line(&heading)?;
    }
    for step in &day.ramp {
        let from = format!("{} h {:02} min", step.from_min / 60, step.from_min % 60);
        screen.line(&format!("  from {from:>13}  {} ml/h", step.rate_ml_per_h))?;
    }
    let heading = screen.paint(Tone::Heading, "Checks, for the care team");
    screen.line(&heading)?;
    for check in &day.checks {
        show_check(check, screen)?;
    }
    Ok(())
}

fn show_check(check: &FeedCheck, screen: &mut Screen) -> Result<(), Failure> {
    let (mark, tone) = match &check.outcome {
        FeedOutcome::AsItShould => ("ok      ", Tone::Good),
        FeedOutcome::Not => ("look    ", Tone::Warning),
        FeedOutcome::Indeterminate(_) => ("unknown ", Tone::Quiet),
    };
    let mark = screen.paint(tone, mark);
    let text = format!("{}: {}", check.kind.id().replace('-', " "), check.text);
    let text = wrapped(&text, 10, screen.columns);
    screen.line(&format!("  {mark}{text}"))?;
    if matches!(check.outcome, FeedOutcome::Indeterminate(_)) {
        return Ok(());
    }
    let source = wrapped(check.source, 10, screen.columns);
    let source = screen.paint(Tone::Quiet, &source);
    screen.line(&format!("          {source}"))
}

/// A number with so many places behind the point, without trailing zeros.
fn decimal(number: u64, places: usize) -> String {
    let text = format!("{number:0>width$}", width = places + 1);
    let (whole, fraction) = text.split_at(text.len() - places);
    format!("{whole}.{fraction}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn day_json(day: &FeedDay) -> Value {
    let checks = day.checks.iter().map(|check| {
        let (outcome, missing) = match &check.outcome {
            FeedOutcome::AsItShould => ("as-it-should", None),
            FeedOutcome::Not => ("not", None),
            FeedOutcome::Indeterminate(missing) => ("indeterminate", Some(missing.clone())),
        };
        json!({
            "check": check.kind.id(), "outcome": outcome, "missing": missing, "text": check.text, "source": check.source,
        })
    });
    json!({
        "volume_ml": day.volume_ml, "energy_kcal_milli": day.energy_kcal_milli, "protein_mg": day.protein_mg,
        "formula_water_centi_ml": day.formula_water_centi_ml, "tube_water_centi_ml": day.tube_water_centi_ml,
        "ramp": day.ramp.iter().map(|step| json!({"from_min": step.from_min, "rate_ml_per_h": step.rate_ml_per_h})).collect::<Vec<_>>(),
        "checks": checks.collect::<Vec<_>>(),
    })
}
