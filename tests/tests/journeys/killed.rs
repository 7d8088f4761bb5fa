//! Killed in the middle: nothing half there, and the same again completes.

use nourish_tests::House;
use std::fmt::Write;
use std::io::Write as _;
use std::process::{Child, Stdio};
use std::time::Duration;

/// Enough for an import to take a while.
const ROWS: u32 = 12_000;
/// More than are held in memory before their weeks are written into the transaction.
const MORE_THAN_HELD: u32 = 51_000;

/// A table of so many meals, each unlike all others of its day.
fn many_meals(rows: u32) -> String {
    let mut file = String::from("date,meal,eaten_pct,kcal,protein_g,fluid_ml\n");
    let meals = ["breakfast", "lunch", "dinner", "snack"];
    for row in 0..rows {
        let (day, meal) = (row / 8, meals[(row % 4) as usize]);
        let (year, month, day) = (2006 + day / 28 / 12, 1 + day / 28 % 12, 1 + day % 28);
        let energy_kcal = 100 + row % 8;
        writeln!(file, "{year}-{month:02}-{day:02},{meal},50,{energy_kcal},20,200").unwrap();
    }
    file
}

/// Begins an import that reads its file from a pipe.
fn begin(house: &House) -> Child {
    let mut command = house.command(&["import", "--format", "intake", "/dev/stdin"]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Kills an import after so many bytes of its file and a pause; `ended` closes the file before.
fn kill(house: &House, bytes: &[u8], ended: bool, pause_ms: u64) {
    let mut child = begin(house);
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(bytes).unwrap();
    let pipe = (!ended).then_some(pipe);
    std::thread::sleep(Duration::from_millis(pause_ms));
    child.kill().unwrap();
    child.wait().unwrap();
    drop(pipe);
}

#[test]
fn an_import_killed_at_any_moment_leaves_all_or_nothing() {
    let file = many_meals(ROWS);
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    let before = house.export();
    let moments = [
        (0, false, 20),
        (30, false, 0),
        (95, false, 300),
        (100, true, 0),
        (100, true, 100),
        (100, true, 300),
    ];
    for (percent, ended, pause_ms) in moments {
        kill(&house, &file.as_bytes()[..file.len() * percent / 100], ended, pause_ms);
        let entries = house.sound();
        assert!(entries == 1 || entries == u64::from(ROWS) + 1, "{entries} at {percent} % and {pause_ms} ms");
        if entries == 1 {
            assert_eq!(house.export(), before);
        }
    }
    house.write("meals.csv", &file);
    let imported = house.run(&["--json", "import", "meals.csv"]).done().json();
    assert_eq!(imported["added"].as_u64().unwrap() + imported["known"].as_u64().unwrap(), u64::from(ROWS));
    assert_eq!(house.sound(), u64::from(ROWS) + 1);
}

#[test]
fn an_import_killed_after_its_first_weeks_were_written_leaves_nothing() {
    let file = many_meals(MORE_THAN_HELD);
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    let before = house.export();
    kill(&house, file.as_bytes(), false, 1_500);
    assert!(house.files().contains(&"journal.nourish-wal".to_owned()), "killed with its log open");
    assert_eq!(house.sound(), 1);
    assert_eq!(house.export(), before);
    house.log(&["weight", "68.3kg"]);
}

#[test]
fn an_entry_that_was_confirmed_survives_a_kill_right_after() {
    let house = House::new();
    for kilograms in 60..70 {
        let text = format!("{kilograms}kg");
        let mut child =
            house.command(&["--json", "log", "weight", &text]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut line)
            .unwrap();
        // It may have ended by itself by now.
        let _ = child.kill();
        child.wait().unwrap();
        assert!(line.contains(&format!("{kilograms}000")), "{line}");
    }
    assert_eq!(house.sound(), 10);
}
