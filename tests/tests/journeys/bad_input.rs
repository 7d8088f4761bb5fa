//! What people get wrong: each time a message with what to do, an exit code, and nothing lost.

use nourish_tests::{House, Ran, nourish};

/// A house with one entry, and what its export says.
fn lived_in() -> (House, String) {
    let house = House::new();
    house.log(&["weight", "68.4kg", "--at", "2026-11-20T07:30"]);
    let before = house.export();
    (house, before)
}

/// Refused with `code`, `says`, and the journal is as it was.
#[track_caller]
fn refused(arguments: &[&str], code: i32, says: &[&str]) {
    let (house, before) = lived_in();
    house.run(arguments).refused(code, says);
    assert_eq!(house.export(), before);
    assert_eq!(house.sound(), 1);
}

/// A file that cannot be imported as a whole.
#[track_caller]
fn refused_file(name: &str, bytes: &[u8], code: i32, says: &[&str]) {
    let (house, before) = lived_in();
    house.write(name, bytes);
    house.run(&["import", name]).refused(code, says);
    assert_eq!(house.export(), before);
}

#[test]
fn a_missing_journal() {
    let house = House::empty();
    house.run(&["list"]).refused(5, &["there is no journal here", "nourish init"]);
    assert_eq!(house.files(), Vec::<String>::new());
}

#[test]
fn a_journal_that_is_there_already() {
    let (house, before) = lived_in();
    house
        .run(&["init", "--make-key-file", "another.key"])
        .refused(5, &["here already", "left as it is", "choose another name"]);
    assert_eq!(house.export(), before);
    assert!(!house.path("another.key").exists());
}

#[test]
fn a_key_file_that_is_there_already() {
    let house = House::empty();
    house.write("k", "precious");
    house.plain(&["--journal", "j", "init", "--make-key-file", "k"]).refused(3, &["does not exist yet"]);
    assert_eq!(std::fs::read(house.path("k")).unwrap(), b"precious");
    assert!(!house.path("j").exists());
}

#[test]
fn a_wrong_passphrase() {
    let house = House::empty();
    house.write("right", "plainly fictional");
    house.write("wrong", "plainly wrong");
    house.plain(&["--journal", "j", "--passphrase-file", "right", "init"]).done();
    let wrong = house.plain(&["--journal", "j", "--passphrase-file", "wrong", "list"]);
    wrong.refused(4, &["stays locked", "give the right passphrase"]).never_says(&["plainly"]);
    house.plain(&["--journal", "j", "--passphrase-file", "right", "doctor"]).done().says(&["sound"]);
}

#[test]
fn no_secret_at_all() {
    let (house, before) = lived_in();
    let says = ["--key-file", "--passphrase-file", "NOURISH_PASSPHRASE"];
    house.plain(&["--journal", "journal.nourish", "list"]).refused(4, &says);
    assert_eq!(house.export(), before);
}

#[test]
fn a_key_of_another_journal() {
    let (house, before) = lived_in();
    let other = House::new();
    let key = other.key();
    let ran = house.plain(&["--journal", "journal.nourish", "--key-file", key.to_str().unwrap(), "list"]);
    ran.refused(4, &["stays locked"]);
    assert_eq!(house.export(), before);
}

#[test]
fn a_damaged_key_file() {
    let (house, before) = lived_in();
    let key = std::fs::read_to_string(house.key()).unwrap();
    let swapped = if key.ends_with("0\n") { "1\n" } else { "0\n" };
    let damaged = [
        (format!("{}{swapped}", &key[..key.len() - 2]), "check digits"),
        (key[..40].to_owned(), "digits instead of 72"),
        (key.replace("key-1", "key-2"), "newer version"),
        ("ssh-ed25519 AAAA\n".into(), "not a nourish key file"),
        (String::new(), "not a nourish key file"),
    ];
    for (text, says) in damaged {
        house.write("damaged.key", &text);
        let ran = house.plain(&["--journal", "journal.nourish", "--key-file", "damaged.key", "list"]);
        ran.refused(3, &["the key file", says]).never_says(&[key.trim()]);
    }
    assert_eq!(house.export(), before);
}

#[test]
fn an_unknown_kind() {
    refused(&["log", "wait", "68kg"], 3, &["kind: is not a kind of entry", "weight"]);
}

#[test]
fn an_unknown_field() {
    let says = ["is not a field of this kind", "use: weight, method, fluid, confirmed"];
    refused(&["log", "weight", "wieght=68kg"], 3, &says);
}

#[test]
fn a_missing_field() {
    refused(&["log", "weight"], 3, &["weight_g: is missing", "give a value"]);
}

#[test]
fn a_field_without_its_name() {
    refused(&["log", "weight", "68kg", "measured"], 2, &["name=value", "nourish kinds"]);
}

#[test]
fn a_date_in_the_future() {
    refused(&["log", "weight", "68kg", "--at", "2026-11-21T08:00"], 3, &["lies in the future", "clock"]);
}

#[test]
fn a_day_that_does_not_exist() {
    refused(&["log", "weight", "68kg", "--at", "2026-02-30"], 2, &["--at", "write a day like"]);
}

#[test]
fn an_hour_that_the_clocks_skipped() {
    refused(&["log", "weight", "68kg", "--at", "2026-03-29T02:30"], 2, &["at an hour that exists"]);
}

#[test]
fn a_weight_of_6_2_kg() {
    let says = ["weight_g: is outside 20 kg to 300 kg", "check the number and its unit"];
    refused(&["log", "weight", "6.2kg"], 3, &says);
}

#[test]
fn a_number_without_a_unit() {
    refused(&["log", "weight", "68.4"], 3, &["weight_g: has no unit", "like 62.4 kg"]);
}

#[test]
fn a_unit_of_another_field() {
    refused(&["log", "weight", "68ml"], 3, &["weight_g: has a unit that does not fit"]);
}

#[test]
fn an_unknown_zone() {
    let (house, before) = lived_in();
    let arguments = ["--journal", "journal.nourish", "--key-file", "journal.key", "--zone", "Europe/Nowhere"];
    house
        .plain(&[&arguments[..], &["log", "weight", "68kg"]].concat())
        .refused(2, &["a zone like Europe/Madrid"]);
    assert_eq!(house.export(), before);
}

#[test]
fn an_amendment_to_something_impossible() {
    let house = House::new();
    let id = house.log(&["weight", "68.4kg"]);
    house.run(&["amend", &id, "weight=6.8kg", "--reason", "slip"]).refused(3, &["outside 20 kg to 300 kg"]);
    house.run(&["amend", &id, "weight=68kg", "--reason", " "]).refused(3, &["reason"]);
    assert_eq!(house.run(&["--json", "show", &id]).done().json_lines().len(), 1);
}

#[test]
fn a_name_of_no_entry_or_of_too_many() {
    refused(&["show", "ffffffffff"], 3, &["there is no such entry", "list the entries"]);
    refused(&["show", "f"], 3, &["give more of it"]);
}

#[test]
fn an_unknown_column() {
    let file = b"dateTime,weight,spirit\n2026-11-19 07:30,68.3,high\n";
    refused_file("scale.csv", file, 3, &["nothing was imported", "column 3 is not one of this format"]);
}

#[test]
fn a_missing_file() {
    refused(&["import", "nowhere.csv"], 3, &["the file to import", "check that it exists"]);
}

#[test]
fn an_empty_file() {
    refused_file("empty.csv", b"", 2, &["--format", "openscale"]);
}

#[test]
fn a_binary_file() {
    let bytes: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    refused_file("photo.jpg", &bytes, 2, &["--format"]);
    let (house, before) = lived_in();
    house.write("photo.jpg", &bytes);
    for format in [
        "openscale",
        "scale",
        "apple-health",
        "pump",
        "diary",
        "intake",
        "profile",
        "plan",
        "check-in",
        "fhir",
    ] {
        let ran = house.run(&["import", "--format", format, "photo.jpg"]);
        assert!(matches!(ran.code, Some(1 | 3)), "{format}: {ran:?}");
    }
    assert_eq!(house.export(), before);
}

#[test]
fn a_folder_where_a_file_should_be() {
    let (house, before) = lived_in();
    std::fs::create_dir(house.path("folder")).unwrap();
    house.run(&["import", "folder"]).refused(3, &["the file to import"]);
    house
        .plain(&["--journal", "folder", "--key-file", "journal.key", "list"])
        .refused(7, &["check the folder"]);
    assert_eq!(house.export(), before);
}

#[test]
fn an_xml_file_that_breaks_off() {
    let whole = std::fs::read(nourish_tests::sample("gastrectomy/export.xml")).unwrap();
    for cut in [whole.len() / 3, whole.len() - 4] {
        let says = ["nothing was imported", "cut off at line", "export it again"];
        refused_file("export.xml", &whole[..cut], 3, &says);
    }
}

#[test]
fn json_that_breaks_off() {
    let whole = std::fs::read(nourish_tests::sample("gastrectomy/profile.json")).unwrap();
    refused_file("profile.json", &whole[..whole.len() / 2], 3, &["nothing was imported", "cut off"]);
}

#[test]
fn an_export_onto_a_file_that_exists() {
    let (house, _) = lived_in();
    house.write("out.jsonl", "precious");
    house.run(&["export", "--out", "out.jsonl"]).refused(3, &["a name that does not exist yet"]);
    assert_eq!(std::fs::read(house.path("out.jsonl")).unwrap(), b"precious");
}

#[test]
fn a_report_into_a_folder_that_does_not_exist() {
    refused(&["report", "--out", "nowhere/report.html"], 3, &["the file to write", "check its folder"]);
}

#[test]
fn errors_are_json_where_json_is_asked_for() {
    let (house, _) = lived_in();
    let ran = house.run(&["--json", "log", "weight", "6.2kg"]).with_code(3);
    let error: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!(error["error"]["field"], "weight_g");
    assert_eq!(ran.out, "");
}

#[test]
fn a_treatment_given_with_its_dose_by_short_name() {
    let house = House::new();
    house
        .run(&["log", "treatment", "modality=chemotherapy", "status=given", "name=docetaxel", "dose=76mg"])
        .done()
        .says(&["docetaxel"]);
}

#[test]
fn nobody_writes_where_another_program_writes_but_everybody_reads() {
    let (house, before) = lived_in();
    let mut holder = nourish();
    // An import that waits for the rest of its file holds the journal meanwhile.
    holder.current_dir(house.path("."));
    holder.args(["--journal", "journal.nourish", "--key-file", "journal.key", "--zone", "Europe/Madrid"]);
    holder.args(["--as-of", "2026-11-20T22:30", "import", "--format", "openscale", "/dev/stdin"]);
    holder.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut holder = holder.spawn().unwrap();
    let mut pipe = holder.stdin.take().unwrap();
    std::io::Write::write_all(&mut pipe, b"dateTime,weight\n2026-11-19 07:30,68.3\n").unwrap();
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    loop {
        let ran = house.run(&["log", "weight", "68kg"]);
        if ran.code == Some(7) {
            ran.refused(7, &["another program is writing", "try again"]);
            break;
        }
        assert!(std::time::Instant::now() < deadline, "the import never took the lock");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let (logged, read) = (house.export(), house.run(&["list"]).done());
    assert!(logged.starts_with(before.trim_end()) && read.out.contains("68.4 kg"));
    drop(pipe);
    Ran::from(holder.wait_with_output().unwrap()).done().says(&["added 1 entry"]);
}
