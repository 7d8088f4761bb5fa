//! A small round of all designs: what they are timed at, they must also get right.
#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

use nourish_bench::design::Design;
use nourish_bench::measure::Measure;
use nourish_bench::round::{self, Plan};

const PLAN: Plan = Plan { entries: 2_000, inserts: 300, whole: false };

/// Imports, inserts, folds, corrects, takes back; a round fails where two designs answer differently.
#[test]
fn all_designs_agree_after_everything_that_a_round_does() {
    for seed in 0..4 {
        let figures = round::run(0, PLAN, seed).unwrap();
        assert!(Design::ALL.iter().all(|design| figures.get(*design, Measure::Range5y) > Some(0.0)));
    }
}

/// A table more takes room, and columns take less than rows.
#[test]
fn sizes_are_told_of_whole_files() {
    let figures = round::run(1, PLAN, 9).unwrap();
    let bytes = |design| figures.get(design, Measure::File).unwrap();
    assert!(bytes(Design::PlainSum) > bytes(Design::Plain));
    assert!(bytes(Design::SqlcipherSum) > bytes(Design::Sqlcipher));
    assert!(bytes(Design::Ours) < bytes(Design::Plain));
}
