//! The figures that are read first. Each comes from the assessment's picture; none is computed a second time.

use crate::model::{Audience, Tile, TileFigure};
use crate::speech::Speech;
use crate::wording;
use nourish_record::CalendarDay;
use nourish_rules::assess::{Assessment, Figure, IntakeWindow, Picture, Target, WeightChange};

/// Windows that the weight tile shows, with their names.
const WEIGHT_WINDOWS: [(i32, &str); 3] = [(30, "tile-month-1"), (91, "tile-month-3"), (182, "tile-month-6")];
/// The window of the intake tile. Days.
const INTAKE_WINDOW_DAYS: i32 = 7;
/// How many days the tube tile shows.
const TUBE_DAYS: usize = 3;
/// The window of the fluid tile. Days.
const FLUID_WINDOW_DAYS: i32 = 3;

/// The figures that are read first: weight and intake always; fluid, tube feed and operation where there is any.
pub fn tiles(assessment: &Assessment, audience: Audience) -> Vec<Tile> {
    written(&Speech::default(), audience, &assessment.picture, runs(assessment))
}

/// What the figures that are read first are written from.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Basis {
    picture: Picture,
    /// For how many days running intake lay below each limit, as the rule counted them.
    runs: Vec<Figure>,
}

impl Basis {
    pub(super) fn of(assessment: &Assessment) -> Self {
        Self { picture: assessment.picture.clone(), runs: runs(assessment).to_vec() }
    }

    /// The figures as a speech has them.
    pub(crate) fn tiles(&self, speech: &Speech, audience: Audience) -> Vec<Tile> {
        written(speech, audience, &self.picture, &self.runs)
    }
}

fn runs(assessment: &Assessment) -> &[Figure] {
    let rule = assessment.findings.iter().find(|finding| finding.rule == "intake_energy");
    rule.map_or(&[], |finding| &finding.figures)
}

fn written(speech: &Speech, audience: Audience, picture: &Picture, runs: &[Figure]) -> Vec<Tile> {
    let mut intake = intake(speech, picture);
    if audience.is_professional() {
        intake.figures.extend(days_running(speech, runs));
    }
    let always = [weight(speech, picture), intake];
    let there = [fluid(speech, picture), tube(speech, picture), operation(speech, picture)];
    always.into_iter().chain(there.into_iter().flatten()).collect()
}

/// The days running; a limit is left out where a lower one was missed for as long.
fn days_running(speech: &Speech, runs: &[Figure]) -> Vec<TileFigure> {
    const LABEL: &str = "days running below ";
    let mut shown: Vec<TileFigure> = Vec::new();
    for run in runs {
        let Some(limit) = run.label.strip_prefix(LABEL) else { continue };
        let limit = speech.number(limit.split(',').next().unwrap_or(limit));
        let value = speech.phrase(&run.value);
        if shown.last().is_none_or(|known| known.value != value) {
            let label = speech.say_of("tile-below", &[("limit", (&limit).into())]);
            shown.push(TileFigure { label, value, note: speech.say("tile-running") });
        }
    }
    shown
}

/// Fluid, and beside it everything liquid; no tile where neither is known.
fn fluid(speech: &Speech, picture: &Picture) -> Option<Tile> {
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
        window.as_ref().and_then(|window| window.mean.as_deref()).map(|mean| speech.fluid(mean))
    };
    let share = fluid.as_ref().and_then(|fluid| fluid.percent_of_target.as_deref());
    let target = share.zip(picture.fluid_target_ml.as_ref()).map(|(share, target)| {
        let range = speech.fluid_range(target.least, target.most);
        TileFigure {
            label: speech.say("tile-of-the-target"),
            value: percent(speech, share),
            note: speech.say_of("tile-of-range", &[("range", (&range).into())]),
        }
    });
    let all = mean(&volume)
        .map(|volume| figure(speech, "tile-all-liquids", volume, speech.say("tile-formula-whole")));
    let week = mean(&of(&picture.fluid, INTAKE_WINDOW_DAYS))
        .map(|week| figure(speech, "tile-last-7", week, speech.say("tile-a-day")));
    let data = of_days(speech, days_with_data, FLUID_WINDOW_DAYS);
    Some(Tile {
        topic: "fluid",
        title: speech.say("tile-fluid"),
        value: mean(&fluid).unwrap_or_else(|| speech.unknown()),
        meaning: speech.say_of("tile-fluid-meaning", &[("count", FLUID_WINDOW_DAYS.unsigned_abs().into())]),
        figures: [all, target, week, Some(data)].into_iter().flatten().collect(),
    })
}

fn weight(speech: &Speech, picture: &Picture) -> Tile {
    let mut figures: Vec<TileFigure> = WEIGHT_WINDOWS
        .iter()
        .map(|(days, name)| {
            let window = picture.weight_changes.iter().find(|change| change.window_days == *days);
            weight_change(speech, window, name)
        })
        .collect();
    if let Some(bmi) = &picture.bmi {
        let value = format!("{} kg/m²", speech.number(&wording::one_place(bmi)));
        figures.push(figure(speech, "tile-bmi", value, String::new()));
    }
    let (value, meaning) = picture.weight.map_or_else(
        || (speech.unknown(), speech.say("tile-weight-none")),
        |(day, weight_g)| {
            let day = speech.day(day);
            (speech.weight(weight_g), speech.say_of("tile-weight-on", &[("day", (&day).into())]))
        },
    );
    Tile { topic: "weight", title: speech.say("tile-weight"), value, meaning, figures }
}

fn weight_change(speech: &Speech, window: Option<&WeightChange>, name: &str) -> TileFigure {
    let known = window.and_then(|window| Some((window.loss_percent.as_deref()?, window.reference?)));
    let Some((loss, (day, weight_g))) = known else {
        return figure(speech, name, speech.unknown(), speech.say("tile-versus-none"));
    };
    let (weight, day) = (speech.weight(weight_g), speech.short_day(day));
    let note = speech.say_of("tile-versus", &[("weight", (&weight).into()), ("day", (&day).into())]);
    figure(speech, name, speech.number(&wording::change(loss)), note)
}

fn intake(speech: &Speech, picture: &Picture) -> Tile {
    let energy = window(&picture.energy);
    let share = energy.and_then(|energy| energy.percent_of_target.as_deref());
    let mean = energy.and_then(|energy| energy.mean.as_deref());
    let kcal = |mean: &str| format!("{} kcal", speech.number(&wording::rounded(mean)));
    let (value, meaning) = match (share, mean) {
        (Some(share), _) => (percent(speech, share), "tile-of-target"),
        (None, Some(mean)) => (kcal(mean), "tile-no-target"),
        (None, None) => (speech.unknown(), "tile-energy-unknown"),
    };
    let target = picture.energy_target_kcal.as_ref().map(|target| {
        let range = speech.range(target.least, target.most, "kcal");
        figure(speech, "tile-target", range, speech.dated(&target.basis))
    });
    let protein = window(&picture.protein)
        .and_then(|protein| protein_figure(speech, protein, picture.protein_target_g.as_ref()));
    let data = of_days(speech, energy.map_or(0, |energy| energy.days_with_data), INTAKE_WINDOW_DAYS);
    let mean = share.and(mean).map(|mean| figure(speech, "tile-mean", kcal(mean), String::new()));
    Tile {
        topic: "energy",
        title: speech.say("tile-intake"),
        value,
        meaning: speech.say(meaning),
        figures: [mean, target, protein, Some(data)].into_iter().flatten().collect(),
    }
}

fn window(windows: &[IntakeWindow]) -> Option<&IntakeWindow> {
    windows.iter().find(|window| window.window_days == INTAKE_WINDOW_DAYS)
}

fn percent(speech: &Speech, share: &str) -> String {
    format!("{} %", speech.number(&wording::share(share)))
}

fn of_days(speech: &Speech, days: i32, all: i32) -> TileFigure {
    figure(speech, "tile-data", speech.of(&days.to_string(), &all.to_string()), String::new())
}

fn protein_figure(speech: &Speech, window: &IntakeWindow, target: Option<&Target>) -> Option<TileFigure> {
    let mean = window.mean.as_deref()?;
    let share = window.percent_of_target.as_deref();
    let note = share.zip(target).map_or_else(String::new, |(share, target)| {
        let (share, range) =
            (speech.number(&wording::share(share)), speech.range(target.least, target.most, "g"));
        speech.say_of("tile-share-of", &[("share", (&share).into()), ("range", (&range).into())])
    });
    let value = format!("{} g", speech.number(&wording::one_place(mean)));
    Some(figure(speech, "tile-protein", value, note))
}

fn figure(speech: &Speech, label: &str, value: String, note: String) -> TileFigure {
    TileFigure { label: speech.say(label), value, note }
}

/// Delivered against prescribed; no tile for someone without a prescription by tube. Feeds are told in ml, as pumps are set.
fn tube(speech: &Speech, picture: &Picture) -> Option<Tile> {
    let mut days: Vec<(CalendarDay, Option<u64>, u64)> = picture.tube.clone();
    days.sort_by_key(|(day, ..)| std::cmp::Reverse(*day));
    days.truncate(TUBE_DAYS);
    let known: Vec<(u64, u64)> =
        days.iter().filter_map(|(_, delivered, prescribed)| Some(((*delivered)?, *prescribed))).collect();
    let of = |delivered: String, prescribed: u64| {
        format!("{} ml", speech.of(&delivered, &speech.grouped(prescribed)))
    };
    let newest_first = days.iter().map(|(day, delivered, prescribed)| {
        let delivered = delivered.map_or_else(|| speech.unknown(), |delivered| speech.grouped(delivered));
        TileFigure { label: speech.short_day(*day), value: of(delivered, *prescribed), note: String::new() }
    });
    let figures: Vec<TileFigure> = newest_first.collect();
    let (first, ..) = days.first()?;
    let delivered: u64 = known.iter().map(|(delivered, _)| delivered).sum();
    let prescribed: u64 = known.iter().map(|(_, prescribed)| prescribed).sum();
    let value = if known.is_empty() { speech.unknown() } else { of(speech.grouped(delivered), prescribed) };
    let last = speech.short_day(*first);
    let told = [("count", known.len().into()), ("day", (&last).into())];
    let meaning = speech.say_of("tile-tube-meaning", &told);
    Some(Tile { topic: "tube", title: speech.say("tile-tube"), value, meaning, figures })
}

fn operation(speech: &Speech, picture: &Picture) -> Option<Tile> {
    let (day, name, days_away) = picture.surgery.as_ref()?;
    let value = match days_away {
        0 => speech.say("ago-today"),
        1 => speech.say("tile-tomorrow"),
        days => speech.days(usize::try_from(*days).unwrap_or_default()),
    };
    let meaning = speech.say_of("tile-operation-meaning", &[("day", (&speech.day(*day)).into())]);
    let figures = vec![figure(speech, "tile-planned", name.clone(), String::new())];
    Some(Tile { topic: "operation", title: speech.say("tile-operation"), value, meaning, figures })
}
