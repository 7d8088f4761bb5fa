//! What docs/THREATS.md claims is shown by tests that exist.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

use std::path::Path;

#[test]
fn every_test_that_the_threats_name_is_there() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let text = std::fs::read_to_string(docs.join("THREATS.md")).unwrap();
    // [`name`](path), with double ticks where the name has spaces.
    let named = text.split("[`").skip(1).map(|rest| {
        let (name, rest) = rest.split_once("`](").unwrap();
        (name.trim_matches('`'), rest.split_once(')').unwrap().0)
    });
    let mut count = 0;
    for (name, path) in named {
        let source = std::fs::read_to_string(docs.join(path)).unwrap_or_else(|_| panic!("no file {path}"));
        let defined = [format!("fn {name}("), format!("def {name}("), format!("fun `{name}`(")];
        assert!(defined.iter().any(|defined| source.contains(defined)), "no test {name} in {path}");
        count += 1;
    }
    assert!(count > 25, "{count} tests");
}
