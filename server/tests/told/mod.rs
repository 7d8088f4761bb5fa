//! Cases over a PostgreSQL, run one after the other by a suite that says itself how they went.

use crate::cluster::Cluster;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Something to try.
pub(crate) type Case = fn(&mut Cluster);

/// Runs those cases that are named on the command line, or all, and says how it went.
pub(crate) fn run(cases: &[(&str, Case)]) -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    let cases: Vec<_> = cases.iter().filter(|(name, _)| is_wanted(name)).collect();
    let Some(mut cluster) = Cluster::start() else {
        println!("PostgreSQL is not installed: apt-get install postgresql");
        let must_run = std::env::var("CI").is_ok_and(|ci| ci == "true");
        let (failed, skipped) = if must_run { (cases.len(), 0) } else { (0, cases.len()) };
        println!("0 passed, {failed} failed, {skipped} skipped");
        return if must_run { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    };
    let mut failed = 0;
    for (name, case) in &cases {
        let outcome = catch_unwind(AssertUnwindSafe(|| case(&mut cluster)));
        println!("test {name} ... {}", if outcome.is_ok() { "ok" } else { "FAILED" });
        failed += usize::from(outcome.is_err());
    }
    drop(cluster);
    println!("{} passed, {failed} failed, 0 skipped", cases.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
