//! `tidy`: the habits of the house, each check in its own file. A check that cannot fail is a defect, so
//! each has a failing fixture among its tests.

mod arrows;
mod citations;
mod finding;
mod links;
mod lints;
mod migrations;
mod names;
pub(crate) mod pins;
pub(crate) mod rooms;
mod sizes;
mod trace;
pub(crate) mod tree;
mod words;

use std::io::Write;
use std::process::ExitCode;

use crate::obstacle::Obstacle;
use finding::{Finding, Weight};
use rooms::Room;
use tree::Tree;

/// Prints every finding and one summary line; fails when a finding is more than a warning.
pub(crate) fn run(out: &mut impl Write) -> Result<ExitCode, Obstacle> {
    let (root, rooms) = rooms::of_checkout()?;
    let tree = Tree::of_checkout(&root)?;
    let findings = check(&rooms, &tree);
    for finding in &findings {
        writeln!(out, "{finding}")?;
    }
    let warnings = findings.iter().filter(|finding| finding.weight == Weight::Warns).count();
    let failures = findings.len() - warnings;
    writeln!(out, "tidy: {} files, {failures} findings, {warnings} warnings", tree.len())?;
    Ok(if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn check(rooms: &[Room], tree: &Tree) -> Vec<Finding> {
    let mut findings = [
        arrows::check(rooms, tree),
        sizes::check(tree),
        citations::check(tree),
        lints::check(rooms, tree),
        migrations::check(tree),
        names::check(tree),
        words::check(tree),
        links::check(tree),
        trace::check(tree),
    ]
    .concat();
    findings.sort_by(|a, b| (a.weight, &a.path, a.line).cmp(&(b.weight, &b.path, b.line)));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One file wrong in each way: were a check left out of the list, its finding would be missing.
    #[test]
    fn every_check_is_in_the_list() {
        let long = "//\n".repeat(501);
        let tree = Tree::of(&[
            ("core/record/Cargo.toml", "[dependencies]\nnourish-seal.workspace = true\n"),
            ("core/record/src/long.rs", &long),
            ("core/rules/tables/pons.toml", "id = \"pons\"\n"),
            ("migrations/device/0001_first.sql", "SELECT 1;\n"),
            ("core/record/src/util.rs", "//\n"),
            ("docs/left.md", concat!("FIX", "ME\n")),
            ("docs/broken.md", "[gone](gone.md)\n"),
        ]);
        let rooms = [Room::fixture("nourish-record", "core/record/Cargo.toml", &["nourish-seal"])];
        let found: String = check(&rooms, &tree).iter().map(|finding| format!("{finding}\n")).collect();
        for part in [
            "may not depend on nourish-seal",
            "501 production lines",
            "no source.citation",
            "workspace lints",
            "is not pinned",
            "name word \"util\"",
            concat!("\"FIX", "ME\""),
            "gone.md",
            "no test names \"pons\"",
        ] {
            assert!(found.contains(part), "{part} in\n{found}");
        }
    }

    #[test]
    fn warnings_come_first_so_that_failures_stand_last_on_the_screen() {
        let (warns, fails) = ("//\n".repeat(301), "//\n".repeat(501));
        let tree = Tree::of(&[("a.rs", &fails), ("b.rs", &warns)]);
        let weights: Vec<Weight> = check(&[], &tree).iter().map(|finding| finding.weight).collect();
        assert_eq!(weights, [Weight::Warns, Weight::Fails]);
    }
}
