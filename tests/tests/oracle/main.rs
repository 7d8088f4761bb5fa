//! Every instrument a second time, written plainly from the publications' text, and held against the engine.
//!
//! The oracle shares nothing with the engine: thresholds stand here as literals, numbers are fractions by hand, and
//! what an unknown input may still change is found by trying every class of answer in its place. Each instrument
//! meets the engine in three rounds:
//!
//! 1. *cells*: every input known, every combination of its bounds (just below, at, just above) and words;
//! 2. *random*: 100,000 questions from a fixed seed, clustered around the bounds, with unknown inputs;
//! 3. *lines*: 2,000 of the same kind asked as JSON lines, the answer compared letter by letter.
//!
//! The first two call the typed functions, because a line costs far more than its rule; the third covers the line.
//!
//! Then every table is spoilt in every small way, and each spoilt one must be told from the published rule (`survival`).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests may stop at the first surprise, and say what they counted"
)]

mod cachexia;
mod case;
mod completion;
mod contest;
mod delivery;
mod dice;
mod energy;
mod engine;
mod glim;
mod journal;
mod laboratory;
mod mutation;
mod number;
mod nutrition;
mod proctcae;
mod refeeding;
mod rows;
mod shown;
mod surgery;
mod survival;
mod symptoms;
mod toxicity;
mod weight;

use case::Instrument;
use nourish_rules::{Tables, score};

/// Two tests an instrument, so that they run side by side and a failure names its instrument.
macro_rules! contests {
    ($($name:ident = $oracle:path $(, $setting:literal $choice:literal = $other:path)?;)*) => {
        $(#[test] fn $name() {
            contest::hold(&$oracle, &Tables::built_in().unwrap());
            $(contest::hold(&$other, &survival::read_otherwise(stringify!($name), $setting, $choice));)?
        })*
        mod mutants {
            use super::*;
            $(#[test] fn $name() {
                survival::hold(&[
                    (None, &$oracle),
                    $((Some(($setting, $choice)), &$other),)?
                ]);
            })*
        }
        /// Every instrument that has an oracle.
        const ORACLES: &[&Instrument] = &[$(&$oracle),*];
    };
}

contests! {
    nrs2002_prescreen = nutrition::NRS2002_PRESCREEN;
    nrs2002 = nutrition::NRS2002, "unknown_general_condition" "unknown" = nutrition::NRS2002_LITERAL;
    mst = nutrition::MST;
    snaq = nutrition::SNAQ;
    glim = glim::GLIM, "asian_stage_2" "maeda_2020" = glim::GLIM_MAEDA;
    espen_surgery_severe_risk = surgery::ESPEN_SEVERE_RISK;
    pons = surgery::PONS;
    martin_wl_grade = cachexia::MARTIN;
    fearon_cachexia = cachexia::FEARON;
    nice_refeeding = refeeding::NICE;
    aspen_refeeding = refeeding::ASPEN;
    pni = laboratory::PNI;
    conut = laboratory::CONUT;
    gnri = laboratory::GNRI;
    nri = laboratory::NRI;
    mgps = laboratory::MGPS;
    proctcae_composite = proctcae::COMPOSITE;
    star_alert = symptoms::STAR;
    sigstad = symptoms::SIGSTAD;
    ctcae_v5_weight_loss = toxicity::V5_WEIGHT_LOSS;
    ctcae_v5_diarrhea = toxicity::V5_DIARRHEA;
    ctcae_v5_fever = toxicity::V5_FEVER;
    ctcae_v5_febrile_neutropenia = toxicity::V5_FEBRILE_NEUTROPENIA;
    ctcae_v5_neutrophils = toxicity::V5_NEUTROPHILS;
    ctcae_v6_neutrophils = toxicity::V6_NEUTROPHILS;
    idsa_fever = toxicity::IDSA_FEVER;
    rdi = delivery::RDI;
    enteral_delivery = delivery::ENTERAL;
    pn_energy = delivery::PN_ENERGY;
    pn_gir = delivery::PN_GIR;
    weight_change = weight::WEIGHT_CHANGE;
    mifflin = energy::MIFFLIN;
    harris_benedict_1919 = energy::HARRIS_BENEDICT;
    targets = energy::TARGETS;
}

#[test]
fn every_instrument_has_an_oracle_with_the_same_inputs() {
    let tables = Tables::built_in().unwrap();
    let mut published: Vec<(String, Vec<String>)> = score::list(&tables)
        .into_iter()
        .map(|listing| (listing.id, listing.inputs.into_iter().map(|input| input.name).collect()))
        .collect();
    let mut here: Vec<(String, Vec<String>)> = ORACLES
        .iter()
        .map(|oracle| {
            (oracle.name.to_owned(), oracle.inputs.iter().map(|input| input.name.to_owned()).collect())
        })
        .collect();
    for (_, inputs) in published.iter_mut().chain(&mut here) {
        inputs.retain(|name| !matches!(name.as_str(), "height_cm" | "weight_kg"));
        inputs.sort();
    }
    published.sort();
    here.sort();
    assert_eq!(published, here);
}
