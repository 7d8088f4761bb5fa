//! The figures that are read first. Each comes from the assessment's picture; none is computed a second time.

use crate::model::{Audience, Tile, TileFigure};
use crate::wording::{self, UNKNOWN};
use nourish_record::CalendarDay;
use nourish_rules::assess::{Assessment, IntakeWindow, Picture, Target, WeightChange};

/// Windows that the weight tile shows, with their names.
const WEIGHT_WINDOWS: [(i32, &str); 3] = [(30, "1 month"), (91, "3 months"), (182, "6 months")];
/// The window of the intake tile. Days.
const INTAKE_WINDOW_DAYS: i32 = 7;
/// How many days the tube tile shows.
const TUBE_DAYS: usize = 3;
/// The window of the fluid tile. Days.
const FLUID_WINDOW_DAYS: i32 = 3;

/// The figures that are read first: weight and intake always; fluid, tube feed and operation where there is any.
pub fn tiles(assessment: &Assessment, audience: Audience) -> Vec<Tile> {
    let picture = &assessment.picture;
    let mut intake = intake(picture);
    if audience.is_professional() {
        intake.figures.extend(days_running(assessment));
    }
    let always = [weight(picture), intake];
    always.into_iter().chain(fluid(picture)).chain(tube(picture)).chain(operation(picture)).collect()
}

/// For how many days running intake lay below each limit, as the rule counted them; a limit is left out where a lower one was
/// missed for as long.
fn days_running(assessment: &Assessment) -> Vec<TileFigure> {
    const LABEL: &str = "days running below ";
    let rule = assessment.findings.iter().find(|finding| finding.rule == "intake_energy");
    let mut shown: Vec<TileFigure> = Vec::new();
    for run in rule.iter().flat_map(|finding| &finding.figures) {
        let Some(limit) = run.label.strip_prefix(LABEL) else { continue };
        let limit = limit.split(',').next().unwrap_or(limit);
        if shown.last().is_none_or(|known| known.value != run.value) {
            shown.push(figure(&format!("below {limit}"), &run.value, "running"));
        }
    }
    shown
}

/// Fluid, and beside it everything liquid; no tile where neither is known.
fn fluid(picture: &Picture) -> Option<Tile> {
    let of = |windows: &[IntakeWindow], days: i32| {
        windows
            .iter()
            .find(|window| window.window_days == days)
            .cloned()
            .filter(|window| window.mean.is_some())
    };
    let fluid = of(&picture.fluid, FLUID_WINDOW_DAYS);
    let volume = of(&picture.volume, FLUID_WINDOW_DAYS);
    let days_with_data = fluid.as_ref().or(volume.as_ref())?.days_with_data;
    let mean = |window: &Option<IntakeWindow>| {
        window
            .as_ref()
            .and_then(|window| window.mean.as_deref())
            .map(|mean| format!("{} ml", wording::rounded(mean)))
    };
    let share = fluid.as_ref().and_then(|fluid| fluid.percent_of_target.as_deref());
    let target = share.zip(picture.fluid_target_ml.as_ref()).map(|(share, target)| {
        figure(
            "of the target",
            &format!("{} %", wording::share(share)),
            &format!("of {}", range(target, "ml")),
        )
    });
    let all = mean(&volume).map(|volume| figure("all liquids", &volume, "formula as a whole"));
    let week =
        mean(&of(&picture.fluid, INTAKE_WINDOW_DAYS)).map(|week| figure("last 7 days", &week, "a day"));
    let data = figure("days with data", &format!("{days_with_data} of {FLUID_WINDOW_DAYS}"), "");
    Some(Tile {
        topic: "fluid",
        title: "Fluid".into(),
        value: mean(&fluid).unwrap_or_else(|| UNKNOWN.to_owned()),
        meaning: format!("a day, last {FLUID_WINDOW_DAYS} days; of a formula its water"),
        figures: [all, target, week, Some(data)].into_iter().flatten().collect(),
    })
}

fn weight(picture: &Picture) -> Tile {
    let mut figures: Vec<TileFigure> = WEIGHT_WINDOWS
        .iter()
        .map(|(days, name)| {
            let window = picture.weight_changes.iter().find(|change| change.window_days == *days);
            weight_change(window, name)
        })
        .collect();
    if let Some(bmi) = &picture.bmi {
        figures.push(TileFigure {
            label: "BMI".into(),
            value: format!("{} kg/m²", wording::one_place(bmi)),
            note: String::new(),
        });
    }
    let (value, meaning) = picture.weight.map_or_else(
        || (UNKNOWN.to_owned(), "no recent weight".to_owned()),
        |(day, weight_g)| {
            (format!("{} kg", wording::kg(weight_g)), format!("weighed on {}", wording::day(day)))
        },
    );
    Tile { topic: "weight", title: "Weight".into(), value, meaning, figures }
}

fn weight_change(window: Option<&WeightChange>, name: &str) -> TileFigure {
    let label = name.to_owned();
    let known = window.and_then(|window| Some((window.loss_percent.as_deref()?, window.reference?)));
    known.map_or_else(
        || TileFigure {
            label: label.clone(),
            value: UNKNOWN.into(),
            note: "no weight to compare with".into(),
        },
        |(loss, (day, weight_g))| TileFigure {
            label: label.clone(),
            value: wording::change(loss),
            note: format!("vs {} kg, {}", wording::kg(weight_g), wording::short_day(day)),
        },
    )
}

fn intake(picture: &Picture) -> Tile {
    let energy = window(&picture.energy);
    let share = energy.and_then(|energy| energy.percent_of_target.as_deref());
    let mean = energy.and_then(|energy| energy.mean.as_deref());
    let (value, meaning) = match (share, mean) {
        (Some(share), _) => (format!("{} %", wording::share(share)), "of the energy target, last 7 days"),
        (None, Some(mean)) => {
            (format!("{} kcal", wording::rounded(mean)), "a day, last 7 days; no target known")
        }
        (None, None) => (UNKNOWN.to_owned(), "energy of the last 7 days"),
    };
    let figures = [
        share.and(mean).map(|mean| figure("mean a day", &format!("{} kcal", wording::rounded(mean)), "")),
        picture.energy_target_kcal.as_ref().map(|target| target_figure("target", target, "kcal")),
        window(&picture.protein)
            .and_then(|protein| protein_figure(protein, picture.protein_target_g.as_ref())),
        Some(coverage_figure(energy)),
    ];
    Tile {
        topic: "energy",
        title: "Intake".into(),
        value,
        meaning: meaning.into(),
        figures: figures.into_iter().flatten().collect(),
    }
}

fn window(windows: &[IntakeWindow]) -> Option<&IntakeWindow> {
    windows.iter().find(|window| window.window_days == INTAKE_WINDOW_DAYS)
}

fn coverage_figure(energy: Option<&IntakeWindow>) -> TileFigure {
    let days = energy.map_or(0, |energy| energy.days_with_data);
    figure("days with data", &format!("{days} of {INTAKE_WINDOW_DAYS}"), "")
}

fn protein_figure(window: &IntakeWindow, target: Option<&Target>) -> Option<TileFigure> {
    let mean = window.mean.as_deref()?;
    let share = window.percent_of_target.as_deref();
    let note = match (share, target) {
        (Some(share), Some(target)) => {
            format!("{} % of {}", wording::share(share), range(target, "g"))
        }
        _ => String::new(),
    };
    Some(figure("protein a day", &format!("{} g", wording::one_place(mean)), &note))
}

fn target_figure(label: &str, target: &Target, unit: &str) -> TileFigure {
    figure(label, &range(target, unit), &wording::with_days(&target.basis))
}

/// A target as printed: `1,800–2,100 kcal`, or `1,800 kcal or more`.
fn range(target: &Target, unit: &str) -> String {
    target.most.map_or_else(
        || format!("{} {unit} or more", wording::grouped(target.least)),
        |most| format!("{}\u{2013}{} {unit}", wording::grouped(target.least), wording::grouped(most)),
    )
}

fn figure(label: &str, value: &str, note: &str) -> TileFigure {
    TileFigure { label: label.into(), value: value.into(), note: note.into() }
}

/// Delivered against prescribed; no tile for someone without a prescription by tube.
fn tube(picture: &Picture) -> Option<Tile> {
    let mut days: Vec<(CalendarDay, Option<u64>, u64)> = picture.tube.clone();
    days.sort_by_key(|(day, ..)| std::cmp::Reverse(*day));
    days.truncate(TUBE_DAYS);
    let known: Vec<(u64, u64)> =
        days.iter().filter_map(|(_, delivered, prescribed)| Some(((*delivered)?, *prescribed))).collect();
    let newest_first = days.iter().map(|(day, delivered, prescribed)| {
        let delivered = delivered.map_or_else(|| UNKNOWN.to_owned(), wording::grouped);
        figure(&wording::short_day(*day), &format!("{delivered} of {} ml", wording::grouped(*prescribed)), "")
    });
    let figures: Vec<TileFigure> = newest_first.collect();
    let (first, ..) = days.first()?;
    let delivered: u64 = known.iter().map(|(delivered, _)| delivered).sum();
    let prescribed: u64 = known.iter().map(|(_, prescribed)| prescribed).sum();
    let value = if known.is_empty() {
        UNKNOWN.to_owned()
    } else {
        format!("{} of {} ml", wording::grouped(delivered), wording::grouped(prescribed))
    };
    let counted = wording::counted(known.len(), "day", "days");
    let meaning = format!("delivered of prescribed, {counted} to {}", wording::short_day(*first));
    Some(Tile { topic: "tube", title: "Tube feed".into(), value, meaning, figures })
}

fn operation(picture: &Picture) -> Option<Tile> {
    let (day, name, days_away) = picture.surgery.as_ref()?;
    let value = match days_away {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("{days} days"),
    };
    let meaning = format!("to the operation planned for {}", wording::day(*day));
    let figures = vec![figure("planned", name, "")];
    Some(Tile { topic: "operation", title: "Operation".into(), value, meaning, figures })
}
