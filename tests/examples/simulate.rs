//! Runs schedules of the simulation of sync: `cargo xtask simulate --schedules 1000 --seed 1 [--trace]`.
#![allow(clippy::print_stdout, reason = "it prints what it found")]

use nourish_tests::simulation::run;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, otherwise: u64| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(otherwise)
    };
    let (first, schedules) = (number("--seed", 1), number("--schedules", 10_000));
    let trace = arguments.iter().any(|argument| argument == "--trace");
    let next = AtomicU64::new(first);
    let violated = Mutex::new(0_u64);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first.saturating_add(schedules) {
                        return;
                    }
                    let outcome = run(seed, trace);
                    outcome.trace.iter().for_each(|line| println!("{line}"));
                    if !outcome.violations.is_empty()
                        && let Ok(mut count) = violated.lock()
                    {
                        *count += 1;
                        outcome.violations.iter().for_each(|what| println!("seed {seed}: {what}"));
                    }
                }
            });
        }
    });
    let violated = violated.into_inner().unwrap_or(u64::MAX);
    println!("{schedules} schedules, {violated} violations");
    if violated == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
