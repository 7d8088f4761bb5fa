//! One file per instrument or small family.

mod aspen_refeeding;
mod cachexia;
mod ctcae;
mod energy;
mod fever;
mod glim;
mod indices;
mod laboratory_scores;
mod mst_snaq;
mod nice_refeeding;
mod nrs2002;
mod parenteral;
mod proctcae;
mod share_delivered;
mod sigstad;
mod star;
mod surgery;
mod vocabulary;
mod weight_change;

pub use aspen_refeeding::*;
pub use cachexia::*;
pub use ctcae::*;
pub use energy::*;
pub use fever::*;
pub use glim::*;
pub use indices::*;
pub use laboratory_scores::*;
pub use mst_snaq::*;
pub use nice_refeeding::*;
pub use nrs2002::*;
pub use parenteral::*;
pub use proctcae::*;
pub use share_delivered::*;
pub use sigstad::*;
pub use star::*;
pub use surgery::*;
pub use vocabulary::*;
pub use weight_change::*;

use super::ScoreError;
use super::answers::Choice;
use super::outcome::Basis;
use crate::exact::Exact;
use crate::tables::Table;

/// The category of the band in which a value lies, and the band's id.
fn category<C: Choice>(table: &Table, quantity: &str, value: Exact) -> Result<(C, String), ScoreError> {
    let band = table.band_of(quantity, value)?;
    let word = band.category.as_deref().and_then(C::from_word).ok_or_else(|| table.missing(&band.id))?;
    Ok((word, band.id.clone()))
}

/// The basis of a formula that needs every input: those that are unknown.
fn lacking(inputs: &[(&str, bool)]) -> Basis {
    let open = inputs.iter().filter(|(_, unknown)| *unknown).map(|(name, _)| (*name).to_owned()).collect();
    Basis { open, fired: Vec::new() }
}
