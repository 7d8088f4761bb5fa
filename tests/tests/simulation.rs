//! Whole circles of devices against a mailbox and a net that do their worst: ten thousand schedules, each from its seed.
#![allow(clippy::panic, reason = "tests may stop at the first surprise")]

use nourish_tests::simulation::run;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

const SCHEDULES: u64 = 10_000;

#[test]
fn of_ten_thousand_schedules_each_keeps_every_promise() {
    let next = AtomicU64::new(1);
    let violated = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed > SCHEDULES {
                        return;
                    }
                    let outcome = run(seed, false);
                    if !outcome.violations.is_empty()
                        && let Ok(mut violated) = violated.lock()
                    {
                        violated.push((seed, outcome.violations));
                    }
                }
            });
        }
    });
    let violated = violated.into_inner().unwrap_or_default();
    if let Some((seed, violations)) = violated.first() {
        let again = format!("cargo xtask simulate --schedules 1 --seed {seed} --trace");
        panic!("{} of {SCHEDULES} schedules; the first: {violations:#?}\n{again}", violated.len());
    }
}

#[test]
fn a_schedule_follows_from_its_seed() {
    for seed in [3, 77, 2026] {
        assert_eq!(run(seed, true), run(seed, true));
    }
}
