//! Whole circles of devices against a mailbox and a net that do their worst, from one seed.

mod attacks;
mod chance;
mod entry;
mod judge;
mod keys;
mod net;
mod replica;
mod steps;
mod world;

pub use chance::Chance;
pub use entry::{Entry, Kind, may_write};
pub use replica::{Broke, MemoryReplica};
pub use world::Fault;

use world::World;

/// What became of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The seed that it followed from.
    pub seed: u64,
    /// What did not hold.
    pub violations: Vec<String>,
    /// What happened, step by step, where it was asked for.
    pub trace: Vec<String>,
}

const FAULTS: [Fault; 11] = [
    Fault::Restored,
    Fault::Lost,
    Fault::RolledBack,
    Fault::Forked,
    Fault::Withheld,
    Fault::Tampered,
    Fault::Image,
    Fault::Left,
    Fault::Role,
    Fault::Versions,
    Fault::Hostile,
];

/// Runs the schedule that follows from a seed.
#[must_use]
pub fn run(seed: u64, trace: bool) -> Outcome {
    let mut world = World::of(seed, trace);
    let quiet = world.chance.happens(15);
    for fault in FAULTS {
        if !quiet && world.chance.happens(25) {
            world.possible.insert(fault);
        }
    }
    let possible = world.possible.clone();
    world.say(|| format!("possible: {possible:?}"));
    world.loss_percent = if world.chance.happens(30) { 0 } else { world.chance.below(25) };
    if world.chance.happens(50) {
        world.checkpoint_after = 1 + world.chance.below(12);
    }
    for _ in 0..30 + world.chance.below(60) {
        world.step();
    }
    world.end();
    Outcome { seed, violations: world.violations, trace: world.trace.unwrap_or_default() }
}
