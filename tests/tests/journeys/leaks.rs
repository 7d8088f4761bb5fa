//! Nothing that a person entered, no key and no passphrase stands in the clear on the disk or in a message of failure.

use nourish_journal::{Draft, Fact, FileKey, Journal, Moment, Secret, Source};
use nourish_tests::{House, fields_of_every_kind, nourish};
use std::path::Path;

const SECRET_TEXT: &str = "zzhidden-words-of-the-person";
const SECRET_NAME: &str = "zzhidden-name-of-the-person";
const PASSPHRASE: &str = "zzhidden-passphrase";

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect()
}

#[track_caller]
fn holds_none(files: &[(String, Vec<u8>)], secrets: &[&[u8]]) {
    for (name, bytes) in files {
        for secret in secrets {
            let found = bytes.windows(secret.len()).any(|window| window == *secret);
            assert!(!found, "{name} holds {:?}", String::from_utf8_lossy(secret));
        }
    }
}

/// A journal with an entry of every kind and a secret name and note, still open, so that its log lies beside it.
#[test]
fn no_file_of_an_open_journal_says_anything() {
    let folder = tempfile::tempdir().unwrap();
    let key = FileKey::make(&mut nourish_seal::SystemEntropy::new()).unwrap();
    let path = folder.path().join("journal.nourish");
    let mut journal = Journal::create(&path, Secret::KeyFile(&key)).unwrap();
    let now = Moment::parse("2026-11-20T22:30[Europe/Madrid]").unwrap();
    let mut log = |kind: &str, fields: &[(&str, &str)]| {
        let fact = Fact::read(kind, fields).unwrap();
        journal.log(Draft::new(now.clone(), Source::Typed, fact), &now).unwrap()
    };
    log("profile", &[("name", SECRET_NAME)]);
    log("note", &[("text", SECRET_TEXT)]);
    let entries: Vec<_> = fields_of_every_kind().iter().map(|(kind, fields)| log(kind, fields)).collect();
    let beside = files(folder.path());
    let names: Vec<&str> = beside.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"journal.nourish-wal") && names.contains(&"journal.nourish-shm"), "{names:?}");
    let key_digits = key.to_text().as_str()[14..78].to_owned();
    let key_bytes: Vec<u8> =
        (0..64).step_by(2).map(|at| u8::from_str_radix(&key_digits[at..at + 2], 16).unwrap()).collect();
    let encoded: Vec<Vec<u8>> = entries.iter().map(|entry| entry.encode()).collect();
    let mut secrets: Vec<&[u8]> = vec![
        SECRET_TEXT.as_bytes(),
        SECRET_NAME.as_bytes(),
        key_digits.as_bytes(),
        &key_bytes,
        b"Europe/Madrid",
        b"docetaxel",
        b"555-0101",
        b"Adenocarcinoma",
        b"2026-11",
    ];
    // Not the first bytes of an entry either: its version, its name, its kind.
    secrets.extend(encoded.iter().map(|bytes| &bytes[..24]));
    holds_none(&beside, &secrets);
    journal.settle().unwrap();
    holds_none(&files(folder.path()), &secrets);
    drop(journal);
    holds_none(&files(folder.path()), &secrets);
}

#[test]
fn no_file_left_by_a_killed_import_says_anything() {
    use std::io::Write;
    use std::process::Stdio;
    let house = House::new();
    let mut command = house.command(&["import", "--format", "diary", "/dev/stdin"]);
    command.env("TMPDIR", house.path(".")).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let header = "date,time,symptom,frequency,severity,interference,note,stools_per_day,vomits_per_day,urine_per_day,temperature_c\n";
    pipe.write_all(header.as_bytes()).unwrap();
    for day in 1..=19 {
        let row = format!("2026-11-{day:02},20:30,nausea,1,1,1,{SECRET_TEXT},1,1,5,36.7\n");
        pipe.write_all(row.repeat(40).as_bytes()).unwrap();
    }
    std::thread::sleep(std::time::Duration::from_millis(150));
    child.kill().unwrap();
    child.wait().unwrap();
    holds_none(&files(&house.path(".")), &[SECRET_TEXT.as_bytes(), b"nausea"]);
}

#[test]
fn the_journal_of_the_first_story_tells_a_thief_nothing() {
    let house = House::with(&["gastrectomy/profile.json", "gastrectomy/plan.json", "gastrectomy/export.xml"]);
    let bytes = vec![("journal".to_owned(), std::fs::read(house.journal()).unwrap())];
    let words: [&[u8]; 8] = [
        b"Sample Person",
        b"Adenocarcinoma",
        b"FLOT",
        b"docetaxel",
        b"Apple Health",
        b"Food Diary",
        b"Madrid",
        b"555-01",
    ];
    holds_none(&bytes, &words);
}

#[test]
fn no_failure_repeats_what_was_typed() {
    let house = House::new();
    let id = house.log(&["note", SECRET_TEXT]);
    let long = format!("text={SECRET_TEXT}{}", "x".repeat(4_100));
    let control = format!("text={SECRET_TEXT}\u{7}");
    let calls: Vec<Vec<&str>> = vec![
        vec!["log", "note", &long],
        vec!["log", "note", &control],
        vec!["log", "weight", SECRET_TEXT],
        vec!["log", "weight", "68kg", SECRET_TEXT],
        vec!["log", SECRET_TEXT, "68kg"],
        vec!["log", "weight", "68kg", "--at", SECRET_TEXT],
        vec!["log", "weight", "68kg", "--day", SECRET_TEXT],
        vec!["log", "symptom", "item=nausea", "attribute=severity", "recall_days=1", "level=97531"],
        vec!["log", "vitals", "temperature=97531C"],
        vec!["amend", &id, "text=", "--reason", SECRET_TEXT],
        vec!["retract", &id, "--reason", ""],
        vec!["show", SECRET_TEXT],
        vec!["list", "--kind", SECRET_TEXT],
        vec!["list", "--from", SECRET_TEXT],
        vec!["import", "--format", SECRET_TEXT, "x"],
    ];
    for call in calls {
        let ran = house.run(&call);
        assert!(!matches!(ran.code, Some(0 | 1)), "{call:?}: {ran:?}");
        ran.never_says(&[SECRET_TEXT, "97531", "panicked"]);
    }
}

#[test]
fn no_refused_row_repeats_what_the_file_says() {
    let house = House::new();
    house.write(
        "diary.csv",
        format!(
            "date,time,symptom,frequency,severity,interference,note,stools_per_day,vomits_per_day,urine_per_day,temperature_c\n\
             2026-11-19,20:30,{SECRET_TEXT},1,1,1,,,,,\n2026-11-19,20:30,nausea,97531,1,1,{SECRET_NAME},,,,\n\
             2026-11-19,{SECRET_TEXT},nausea,1,1,1,,,,,\n2026-11-19,20:30,nausea,1,1,1,,,,,97531\n"
        ),
    );
    for json in [&["import", "diary.csv"][..], &["--json", "import", "diary.csv"]] {
        let ran = house.run(json).with_code(1);
        ran.never_says(&[SECRET_TEXT, SECRET_NAME, "97531"]);
    }
}

#[test]
fn no_failure_shows_a_key_or_a_passphrase() {
    let house = House::new();
    let key = std::fs::read_to_string(house.key()).unwrap().trim().to_owned();
    let other = House::new();
    let mut calls = Vec::new();
    let mut wrong_key = nourish();
    wrong_key.arg("--journal").arg(other.journal()).arg("--key-file").arg(house.key()).arg("list");
    calls.push(wrong_key);
    let mut wrong_passphrase = nourish();
    wrong_passphrase.env("NOURISH_PASSPHRASE", PASSPHRASE).arg("--journal").arg(house.journal()).arg("list");
    calls.push(wrong_passphrase);
    let mut key_as_passphrase = nourish();
    key_as_passphrase
        .arg("--journal")
        .arg(house.journal())
        .arg("--passphrase-file")
        .arg(house.key())
        .arg("list");
    calls.push(key_as_passphrase);
    let mut key_as_journal = nourish();
    key_as_journal.arg("--journal").arg(house.key()).arg("--key-file").arg(house.key()).arg("list");
    calls.push(key_as_journal);
    for mut call in calls {
        let ran = nourish_tests::Ran::of(&mut call);
        assert!(matches!(ran.code, Some(4 | 5)), "{ran:?}");
        ran.never_says(&[&key, &key[14..40], PASSPHRASE]);
    }
    let init = house.plain(&["--journal", "j", "init", "--make-key-file", "k"]).done();
    let made = std::fs::read_to_string(house.path("k")).unwrap();
    init.never_says(&[made.trim(), &made[14..40]]);
}
