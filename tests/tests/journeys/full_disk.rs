//! A full disk, a folder that may not be written: said so, nothing lost, and it goes on once there is room.

use nourish_tests::{House, Ran, nourish, sample};
use std::process::Command;

/// The command in a shell that lets no file grow beyond `kib`, as a quota would.
fn limited(house: &House, kib: u64, arguments: &[&str]) -> Ran {
    let program = nourish().get_program().to_owned();
    let mut shell = Command::new("bash");
    shell.current_dir(house.path(".")).stdin(std::process::Stdio::null()).env_remove("NOURISH_PASSPHRASE");
    // Without the trap the system would end the program instead of refusing the write.
    shell.args(["-c", "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"", "limited"]);
    shell.arg(kib.to_string()).arg(program);
    shell.args(["--journal", "journal.nourish", "--key-file", "journal.key", "--zone", "Europe/Madrid"]);
    shell.args(["--as-of", nourish_tests::NOW]).args(arguments);
    Ran::of(&mut shell)
}

#[test]
fn an_import_that_finds_no_room_stores_nothing_and_completes_later() {
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    let before = house.export();
    let export = sample("gastrectomy/export.xml");
    for kib in [40, 60, 100] {
        let ran = limited(&house, kib, &["import", export.to_str().unwrap()]);
        ran.refused(7, &["disk"]);
        assert_eq!(house.export(), before);
        assert_eq!(house.sound(), 1);
    }
    house.import(&["gastrectomy/export.xml"], &[]).with_code(1).says(&["added 1893 entries"]);
    assert_eq!(house.sound(), 1894);
}

#[test]
fn logging_without_room_keeps_what_is_there() {
    let house = House::with(&["doing-well/openscale.csv"]);
    let before = house.export();
    let note = format!("text={}", "soup again, ".repeat(300));
    limited(&house, 8, &["log", "note", &note]).refused(7, &["disk"]).never_says(&["soup"]);
    assert_eq!(house.export(), before);
    house.log(&["note", &note]);
}

#[test]
fn a_journal_that_cannot_be_made_leaves_nothing_behind() {
    let house = House::empty();
    let key = House::new();
    std::fs::copy(key.key(), house.key()).unwrap();
    limited(&house, 4, &["init"]).refused(7, &["disk"]);
    assert_eq!(house.files(), ["journal.key"]);
}

#[test]
fn output_that_cannot_be_written_is_said_so() {
    let house = House::with(&["doing-well/openscale.csv"]);
    for arguments in [&["list"][..], &["status"], &["report"], &["export"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = Ran::of(house.command(arguments).stdout(full));
        ran.refused(7, &["the output could not be written"]);
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let house = House::with(&["gastrectomy/export.xml"]);
    for arguments in [&["export"][..], &["list", "--from", "2026-05-01"], &["report"]] {
        let mut command = house.command(arguments);
        let mut child = command
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        Ran::from(child.wait_with_output().unwrap()).done().never_says(&["nourish"]);
    }
}

#[test]
fn an_export_that_finds_no_room_leaves_no_half_file() {
    let house = House::with(&["doing-well/diary.csv"]);
    limited(&house, 64, &["export", "--out", "out.jsonl"]).refused(7, &["disk"]);
    assert!(!house.path("out.jsonl").exists(), "half an export must not look whole");
    house.run(&["export", "--out", "out.jsonl"]).done();
}

#[test]
fn a_report_that_finds_no_room_leaves_the_old_one_whole() {
    let house = House::with(&["doing-well/openscale.csv", "doing-well/diary.csv"]);
    house.run(&["report", "--out", "report.html"]).done();
    let before = std::fs::read(house.path("report.html")).unwrap();
    // The journal itself needs 32 KiB beside it to be opened.
    assert!(before.len() > 48 * 1024, "{}", before.len());
    limited(&house, 40, &["report", "--out", "report.html"]).refused(3, &["room on the disk"]);
    assert_eq!(std::fs::read(house.path("report.html")).unwrap(), before);
    assert!(house.files().iter().all(|name| !name.contains("unfinished")), "{:?}", house.files());
}

/// The command as somebody who may not write to `folder`: root may write everywhere, so it becomes nobody first.
fn unprivileged(house: &House, arguments: &[&str]) -> Ran {
    let program = nourish().get_program().to_owned();
    let mut command = Command::new(&program);
    if is_root() {
        command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
    }
    command.current_dir(house.path(".")).stdin(std::process::Stdio::null());
    command.args(["--journal", "journal.nourish", "--key-file", "journal.key", "--zone", "Europe/Madrid"]);
    Ran::of(command.args(["--as-of", nourish_tests::NOW]).args(arguments))
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.starts_with(b"0")
}

#[test]
fn a_folder_that_may_not_be_written_is_said_so() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::with(&["doing-well/openscale.csv"]);
    let before = house.export();
    let mode = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(&house.key(), 0o444);
    mode(&house.journal(), 0o444);
    mode(&house.path("."), 0o555);
    let says = ["the disk does not let the journal be read or written", "check the folder and its rights"];
    unprivileged(&house, &["log", "weight", "63kg"]).refused(7, &says);
    unprivileged(&house, &["report", "--out", "report.html"]).with_code(7);
    mode(&house.path("."), 0o755);
    mode(&house.journal(), 0o644);
    assert_eq!(house.export(), before);
    assert_eq!(house.sound(), 33);
}
