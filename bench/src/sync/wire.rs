//! What a push of typical entries sends, and how long it takes.

use super::elapsed_ms;
use super::street::{Street, fill, open};
use crate::error::BenchError;
use crate::generator::Generator;
use crate::logged::Logged;
use crate::ours::Ours;
use crate::statistics::{mean, median};
use nourish_journal::Secret;
use nourish_seal::SystemEntropy;
use nourish_store::{Durability, Store};
use std::time::Instant;

const SIZES: [usize; 3] = [1, 50, 500];

/// Pushes of one size.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pushes {
    pub(super) entries: usize,
    parcel_bytes: Vec<f64>,
    exchanged_bytes: Vec<f64>,
    ms: Vec<f64>,
}

impl Pushes {
    /// The sealed batch, per entry.
    pub(super) fn bytes_per_entry(&self) -> f64 {
        mean(&self.parcel_bytes) / self.entries as f64
    }

    /// All bodies of requests and answers of the sync that pushed it.
    pub(super) fn exchanged_bytes(&self) -> f64 {
        mean(&self.exchanged_bytes)
    }

    pub(super) fn ms(&self) -> f64 {
        median(&self.ms)
    }
}

pub(super) fn run(pushes: usize) -> Result<Vec<Pushes>, BenchError> {
    SIZES.into_iter().map(|entries| push(entries, pushes)).collect()
}

fn push(entries: usize, pushes: usize) -> Result<Pushes, BenchError> {
    let logged: Vec<Logged> = Generator::new(3).take(entries * pushes).collect();
    let mut street = Street::begin(&logged)?;
    let mut phone = street.found("phone")?;
    // Somebody to share with: heads of two devices are exchanged.
    let mut tablet = street.join(&mut phone, "tablet")?;
    street.sync(&mut tablet)?;
    drop(phone);
    let path = street.path("phone");
    let entropy = Box::new(SystemEntropy::new());
    let store = Store::open(&path, Secret::KeyFile(&Ours::key()?), Durability::Crash, entropy)?;
    let journal = store.journal_id();
    drop(store);
    let mut figures =
        Pushes { entries, parcel_bytes: Vec::new(), exchanged_bytes: Vec::new(), ms: Vec::new() };
    for entries in logged.chunks(entries) {
        fill(&path, entries)?;
        let mut phone = open(&path)?;
        street.exchanged_bytes = 0;
        let begun = Instant::now();
        street.sync(&mut phone)?;
        figures.ms.push(elapsed_ms(begun));
        figures.exchanged_bytes.push(street.exchanged_bytes as f64);
        figures.parcel_bytes.push(street.last_parcel_bytes(journal) as f64);
    }
    Ok(figures)
}
