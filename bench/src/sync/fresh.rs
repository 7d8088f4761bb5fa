//! A fresh device takes everything that two others have logged.

use super::elapsed_ms;
use super::street::{Street, fill, open};
use crate::design::{Design, Synchronous};
use crate::error::BenchError;
use crate::generator::Generator;
use crate::logged::Logged;
use crate::ours::Ours;
use nourish_journal::{InProcess, Secret};
use nourish_seal::SystemEntropy;
use nourish_store::{Durability, Setting, Store};
use nourish_sync::{Batch, Circle, decode_statements};
use std::path::Path;
use std::time::Instant;

/// One round, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Round {
    pub(super) fresh_ms: f64,
    pub(super) verify_open_ms: f64,
    pub(super) plain_ms: f64,
    pub(super) sqlcipher_ms: f64,
    pub(super) bytes_per_entry: f64,
}

impl Round {
    pub(super) fn ratio(&self, peer: Design) -> f64 {
        self.fresh_ms / if peer == Design::Plain { self.plain_ms } else { self.sqlcipher_ms }
    }

    /// What is not spent on verifying and opening.
    pub(super) fn apply_ms(&self) -> f64 {
        self.fresh_ms - self.verify_open_ms
    }
}

/// The entries, and a device that has joined and has none of them yet.
struct Scene {
    street: Street,
    logged: Vec<Logged>,
    batches: Vec<Vec<u8>>,
}

pub(super) fn run(entries: usize, rounds: usize) -> Result<Vec<Round>, BenchError> {
    let mut scene = Scene::make(entries)?;
    (0..rounds).map(|round| scene.round(round)).collect()
}

impl Scene {
    fn make(entries: usize) -> Result<Self, BenchError> {
        let logged: Vec<Logged> = Generator::new(1).take(entries).collect();
        let mut street = Street::begin(&logged)?;
        let mut phone = street.found("phone")?;
        drop(street.join(&mut phone, "tablet")?);
        drop(street.join(&mut phone, "fresh")?);
        drop(phone);
        // Each logged half of it, in turns.
        for (name, remainder) in [("phone", 0), ("tablet", 1)] {
            let half = logged.iter().enumerate().filter(|(place, _)| place % 2 == remainder);
            let half: Vec<Logged> = half.map(|(_, entry)| entry.clone()).collect();
            fill(&street.path(name), &half)?;
            street.sync(&mut open(&street.path(name))?)?;
        }
        let journal = Self::store(&street.path("fresh"))?.journal_id();
        let batches = street.batches(journal);
        Ok(Self { street, logged, batches })
    }

    /// The file of a journal, for the keys in it.
    fn store(path: &Path) -> Result<Store, BenchError> {
        let entropy = Box::new(SystemEntropy::new());
        Ok(Store::open(path, Secret::KeyFile(&Ours::key()?), Durability::Crash, entropy)?)
    }

    fn round(&mut self, round: usize) -> Result<Round, BenchError> {
        let bytes: usize = self.batches.iter().map(Vec::len).sum();
        let mut figures = Round {
            fresh_ms: 0.0,
            verify_open_ms: 0.0,
            plain_ms: 0.0,
            sqlcipher_ms: 0.0,
            bytes_per_entry: bytes as f64 / self.logged.len() as f64,
        };
        // Each is first in turn.
        for step in (0..3).map(|step| (step + round) % 3) {
            match step {
                0 => {
                    figures.fresh_ms = self.take_all(round)?;
                    figures.verify_open_ms = self.verify_and_open()?;
                }
                1 => figures.plain_ms = self.import(Design::Plain, round)?,
                _ => figures.sqlcipher_ms = self.import(Design::Sqlcipher, round)?,
            }
        }
        Ok(figures)
    }

    /// A copy of the fresh device syncs with a copy of the mailbox.
    fn take_all(&mut self, round: usize) -> Result<f64, BenchError> {
        let path = self.street.path(&format!("fresh-{round}"));
        std::fs::copy(self.street.path("fresh"), &path)?;
        let mut journal = open(&path)?;
        let mut mailbox = self.street.mailbox.clone();
        let begun = Instant::now();
        journal.sync(&mut InProcess(&mut mailbox), &self.street.now)?;
        let fresh_ms = elapsed_ms(begun);
        if journal.entry_count() != self.logged.len() as u64 {
            return Err(BenchError::Lost);
        }
        Ok(fresh_ms)
    }

    /// The part of it that is opening batches and verifying their chains and signatures.
    fn verify_and_open(&self) -> Result<f64, BenchError> {
        let store = Self::store(&self.street.path("phone"))?;
        let circle = circle_of(&store)?;
        let sealer = store.sealer();
        let begun = Instant::now();
        for sealed in &self.batches {
            let batch = Batch::open(&sealer, sealed).map_err(|_| BenchError::Lost)?;
            let signer = circle.log_of(batch.device).ok_or(BenchError::Lost)?.signer;
            std::hint::black_box(batch.verify(store.journal_id(), signer).map_err(|_| BenchError::Lost)?);
        }
        Ok(elapsed_ms(begun))
    }

    fn import(&self, design: Design, round: usize) -> Result<f64, BenchError> {
        let path = self.street.path(&format!("{}-{round}", design.name()));
        let mut journal = design.create(&path, Synchronous::Full)?;
        let begun = Instant::now();
        journal.import(&self.logged)?;
        Ok(elapsed_ms(begun))
    }
}

fn circle_of(store: &Store) -> Result<Circle, BenchError> {
    let statements = store.setting(Setting::Circle)?.ok_or(BenchError::Lost)?;
    decode_statements(store.journal_id(), &statements).ok_or(BenchError::Lost)
}
