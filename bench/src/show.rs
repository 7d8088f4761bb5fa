//! The figures as a table and as JSON.

use crate::comparison::Comparison;
use crate::design::Design;
use crate::measure::Measure;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What is shown, in this order.
const MEASURES: [Measure; 22] = [
    Measure::InsertP50,
    Measure::InsertP99,
    Measure::InsertMean,
    Measure::FoldStepMax,
    Measure::InsertFullP50,
    Measure::Import,
    Measure::AmendP50,
    Measure::RetractP50,
    Measure::EditMean,
    Measure::Today,
    Measure::TodayOpen,
    Measure::Range180d,
    Measure::Range180dOpen,
    Measure::Range5y,
    Measure::Range5yOpen,
    Measure::CloseEdited,
    Measure::Range180dEdited,
    Measure::Range180dEditedOpen,
    Measure::Range5yEdited,
    Measure::Range5yEditedOpen,
    Measure::File,
    Measure::Memory5y,
];
/// What is shown of each size.
const GROWING: [Measure; 7] = [
    Measure::InsertP50,
    Measure::FoldStepMax,
    Measure::Import,
    Measure::Today,
    Measure::Range180d,
    Measure::Range5y,
    Measure::File,
];

/// The figures as one JSON object: ratios at its top, absolute medians and growth below.
pub fn json(main: &Comparison, growth: &[Comparison]) -> Value {
    let mut object = Map::new();
    object.insert("rounds".into(), main.rounds.len().into());
    object.insert("entries".into(), main.entries.into());
    object.insert("synchronous".into(), "NORMAL".into());
    object.append(&mut ratios(main));
    let designs = Design::ALL.into_iter().map(|design| (design.name().to_owned(), absolute(main, design)));
    object.insert("absolute".into(), designs.collect::<Map<_, _>>().into());
    let sizes = growth.iter().map(|size| {
        let mut object = ratios(size);
        object.insert("entries".into(), size.entries.into());
        object.insert("rounds".into(), size.rounds.len().into());
        object.insert("ours".into(), absolute(size, Design::Ours));
        Value::from(object)
    });
    object.insert("growth".into(), sizes.collect());
    object.into()
}

fn ratios(comparison: &Comparison) -> Map<String, Value> {
    let pairs = MEASURES.into_iter().flat_map(|measure| Design::PEERS.map(|peer| (measure, peer)));
    let known = pairs.filter_map(|(measure, peer)| {
        let ratio = comparison.ratio(measure, peer)?;
        Some((format!("{}_vs_{}", measure.name(), peer.name()), json!(rounded(ratio))))
    });
    known.collect()
}

fn absolute(comparison: &Comparison, design: Design) -> Value {
    let known = MEASURES.into_iter().filter_map(|measure| {
        let value = comparison.absolute(design, measure)?;
        Some((format!("{}_{}", measure.name(), measure.unit()), json!(rounded(value))))
    });
    known.collect::<Map<_, _>>().into()
}

/// The figures as a table for people.
pub fn table(main: &Comparison, growth: &[Comparison]) -> String {
    let mut text = format!(
        "Ours divided by each peer, median of {} rounds; below 1 is less time, room or memory.\n\
         {} entries imported; synchronous=NORMAL on both sides but for insert_full_p50, which is mostly the disk's flush.\n\n",
        main.rounds.len(),
        main.entries,
    );
    let peers = Design::PEERS.map(|peer| format!("{:>14}", peer.name())).concat();
    let _ = writeln!(text, "{:<20}{:>14}{peers}", "", "ours");
    for measure in MEASURES {
        let Some(ours) = main.absolute(Design::Ours, measure) else { continue };
        let ours = format!("{ours:.1} {}", measure.unit());
        let _ = writeln!(text, "{:<20}{ours:>14}{}", measure.name(), columns(main, measure));
    }
    for size in growth {
        let _ = writeln!(text, "\nWith {} entries, median of {} rounds", size.entries, size.rounds.len());
        for measure in GROWING {
            let ours = size.absolute(Design::Ours, measure).unwrap_or(0.0);
            let ours = format!("{ours:.1} {}", measure.unit());
            let _ = writeln!(text, "{:<20}{ours:>14}{}", measure.name(), columns(size, measure));
        }
    }
    text
}

fn columns(comparison: &Comparison, measure: Measure) -> String {
    let ratio = |peer| comparison.ratio(measure, peer).map_or("-".to_owned(), |ratio| format!("{ratio:.3}"));
    Design::PEERS.map(|peer| format!("{:>14}", ratio(peer))).concat()
}

/// To thousandths: more would be noise.
fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::RoundFigures;

    fn round(ours: f64, plain: f64) -> RoundFigures {
        let mut figures = RoundFigures::default();
        figures.note(Design::Ours, Measure::Today, ours);
        figures.note(Design::Plain, Measure::Today, plain);
        figures
    }

    #[test]
    fn ratios_are_medians_of_rounds_and_not_ratios_of_medians() {
        // Ratios 0.1, 0.5 and 2; the medians 20 and 60 would give a third.
        let rounds = vec![round(10.0, 100.0), round(30.0, 60.0), round(20.0, 10.0)];
        let main = Comparison { entries: 55, rounds };
        let json = json(&main, &[]);
        assert_eq!(json.get("today_vs_plain"), Some(&json!(0.5)));
        assert_eq!(json.get("today_vs_sqlcipher"), None);
        assert_eq!(json.pointer("/absolute/plain/today_us"), Some(&json!(60.0)));
        assert!(table(&main, &[]).contains("0.500"));
    }

    #[test]
    fn every_ratio_has_its_own_name_and_what_was_not_measured_has_none() {
        let mut figures = RoundFigures::default();
        for (measure, design) in MEASURES.into_iter().flat_map(|m| Design::ALL.map(|design| (m, design))) {
            figures.note(design, measure, 4.0);
        }
        let all = ratios(&Comparison { entries: 55, rounds: vec![figures] });
        assert_eq!(all.len(), MEASURES.len() * Design::PEERS.len());
        assert!(all.values().all(|ratio| *ratio == json!(1.0)));
        let main = Comparison { entries: 55, rounds: vec![round(1.0, 3.0)] };
        assert_eq!(ratios(&main).keys().collect::<Vec<_>>(), ["today_vs_plain"]);
    }

    #[test]
    fn growth_stands_below_with_its_sizes() {
        let size = |entries| Comparison { entries, rounds: vec![round(1.0, 4.0)] };
        let json = json(&size(9), &[size(5), size(7)]);
        assert_eq!(json.pointer("/growth/1/entries"), Some(&json!(7)));
        assert_eq!(json.pointer("/growth/0/today_vs_plain"), Some(&json!(0.25)));
    }
}
