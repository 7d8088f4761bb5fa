//! A command that is killed at any moment leaves a sound journal: all of an import, or nothing.

use nourish_tests::{House, sample};
use std::process::Stdio;
use std::time::Duration;

#[test]
fn an_import_that_is_killed_leaves_all_or_nothing() {
    let export = sample("gastrectomy/export.xml");
    let whole = {
        let house = House::new();
        house.import(&["gastrectomy/export.xml"], &[]);
        house.sound()
    };
    let mut outcomes = [0; 2];
    for milliseconds in [5, 20, 40, 60, 80, 100, 130, 160, 200, 260, 340, 450] {
        let house = House::new();
        let mut command = house.command(&["import", export.to_str().unwrap()]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        let entries = house.sound();
        assert!(entries == 0 || entries == whole, "{entries} of {whole} after {milliseconds} ms");
        outcomes[usize::from(entries > 0)] += 1;
        house.import(&["gastrectomy/export.xml"], &[]);
        assert_eq!(house.sound(), whole);
    }
    assert!(outcomes[0] > 0, "no import was killed in time");
}
