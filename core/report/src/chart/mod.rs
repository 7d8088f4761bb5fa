//! Charts. Each can be drawn for a phone and for a page, so that its letters keep their size; the style sheet shows one of the two,
//! paper takes the one for a page.

mod axis;
mod bins;
mod cycles;
mod drawing;
mod intake;
mod scale;
mod svg;
mod symptoms;
mod weight;

pub(crate) use bins::{Bin, Step, bins};
pub(crate) use cycles::{CycleMap, cycle_map, draw as draw_cycles};
#[cfg(feature = "pdf")]
pub(crate) use drawing::{Anchor, Shape};
pub(crate) use drawing::{Drawing, Format};
pub(crate) use intake::{Nutrient, Spoken, draw as draw_intake};
pub(crate) use scale::TimeScale;
pub(crate) use svg::{patterns, svg};
pub(crate) use symptoms::{HeatMap, draw as draw_symptoms, heat_map, heat_map_lately};
pub(crate) use weight::draw as draw_weight;
