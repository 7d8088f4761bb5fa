//! The figures as a table and as JSON.

use crate::figures::{Design, Figures, GOALS};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// One JSON object: goals, medians, ratios to our server over SQLite, and what was left out.
pub(crate) fn json(figures: &Figures, rounds: usize, left_out: &[String]) -> Value {
    let goals = GOALS.iter().map(|goal| match goal.found(figures) {
        Some((found, met)) => json!({ "goal": goal.text(), "found": found, "met": met }),
        None => json!({ "goal": goal.text(), "found": null, "met": "not measured" }),
    });
    let measures = figures.measures().into_iter().map(|measure| {
        let designs = Design::ALL.into_iter().filter_map(|design| {
            let mut figure = Map::new();
            figure.insert("median".into(), figures.median(measure, design)?.into());
            if let Some([least, median, most]) = figures.ratio(measure, design, Design::Sqlite) {
                figure.insert("to_sqlite".into(), json!([least, median, most]));
            }
            Some((design.name().to_owned(), figure.into()))
        });
        (measure.to_owned(), designs.collect::<Map<_, _>>().into())
    });
    json!({
        "rounds": rounds,
        "goals": goals.collect::<Vec<_>>(),
        "measures": measures.collect::<Map<_, _>>(),
        "left_out": left_out,
    })
}

/// The same to read.
pub(crate) fn table(figures: &Figures, rounds: usize, left_out: &[String]) -> String {
    let mut text = format!("Medians of {rounds} rounds\n\n");
    // Writing to memory cannot fail.
    let _ = write!(text, "{:<40}", "");
    for design in Design::ALL {
        let _ = write!(text, "{:>16}", design.name());
    }
    text.push('\n');
    for measure in figures.measures() {
        let _ = write!(text, "{measure:<40}");
        for design in Design::ALL {
            let shown = figures.median(measure, design).map_or_else(|| "-".to_owned(), short);
            let _ = write!(text, "{shown:>16}");
        }
        text.push('\n');
    }
    text.push('\n');
    for goal in GOALS {
        let said = match goal.found(figures) {
            Some((found, true)) => format!("met, {}", short(found)),
            Some((found, false)) => format!("missed, {}", short(found)),
            None => "not measured".to_owned(),
        };
        let _ = writeln!(text, "{}: {said}", goal.text());
    }
    for what in left_out {
        let _ = writeln!(text, "left out: {what}");
    }
    text
}

fn short(value: f64) -> String {
    match value {
        large if large >= 1_000.0 => format!("{large:.0}"),
        middle if middle >= 10.0 => format!("{middle:.1}"),
        small => format!("{small:.2}"),
    }
}
