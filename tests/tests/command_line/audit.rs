//! The audit trail: exported by a device, checked by anybody from the file alone.

use nourish_tests::House;

/// A journal with entries, corrections, something taken back and something erased, and its audit file.
fn house() -> (House, String) {
    let house = House::with(&["gastrectomy/openscale.csv"]);
    let weight = house.log(&["weight", "68.4kg"]);
    house.run(&["amend", &weight, "weight=68.5kg", "--reason", "read again"]).done();
    house.run(&["amend", &weight, "weight=68.6kg", "--reason", "and again"]).done();
    let note = house.log(&["note", "not mine"]);
    house.run(&["retract", &note, "--reason", "somebody else's"]).done();
    let erased = house.log(&["note", "to be gone"]);
    house.run(&["erase", &erased, "--reason", "asked to", "--yes"]).done();
    house.run(&["export", "--format", "audit", "--out", "audit.jsonl"]).done();
    let text = std::fs::read_to_string(house.path("audit.jsonl")).unwrap();
    (house, text)
}

/// Checks a text as an audit file without any key, and gives what is said.
#[track_caller]
fn says(house: &House, text: &str, code: i32, says: &[&str]) {
    house.write("changed.jsonl", text);
    house.plain(&["verify", "changed.jsonl"]).with_code(code).says(says);
}

#[test]
fn a_trail_is_checked_without_any_key_and_says_who_when_why_and_what_stood_before() {
    let (house, text) = house();
    says(&house, &text, 0, &["Whole", "147 of 1 devices, 1 erased", "not shared"]);
    let summary = house.plain(&["--json", "verify", "audit.jsonl"]).done().json();
    assert_eq!((&summary["entries"], &summary["by_maker_alone"]), (&147.into(), &0.into()));

    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let amended = lines.iter().find(|line| line["reason"] == "and again").unwrap();
    assert_eq!(
        (&amended["before"]["weight_g"], &amended["fields"]["weight_g"]),
        (&68_500.into(), &68_600.into())
    );
    assert!(amended["recorded_ms"].is_u64() && amended["occurred"].is_string());
    let retracted = lines.iter().find(|line| line["reason"] == "somebody else's").unwrap();
    assert_eq!((&retracted["before"]["text"], &retracted["intent"]), (&"not mine".into(), &"retract".into()));
    assert!(!text.contains("to be gone"), "what was erased is gone from the trail too");
}

#[test]
fn whatever_is_changed_left_out_added_or_moved_is_found_and_named() {
    let (house, text) = house();
    let lines: Vec<&str> = text.lines().collect();
    let joined = |lines: &[&str]| format!("{}\n", lines.join("\n"));
    let changed = text.replacen("read again", "read aga1n", 1);
    let number = lines.iter().position(|line| line.contains("read again")).unwrap() + 1;
    says(&house, &changed, 3, &[&format!("line {number} was changed")]);

    let without = [&lines[..9], &lines[10..]].concat();
    says(&house, &joined(&without), 3, &["line 10 is not the next one"]);
    let mut swapped = lines.clone();
    swapped.swap(20, 21);
    says(&house, &joined(&swapped), 3, &["line 21 is not the next one"]);
    let twice = [&lines[..30], &lines[29..]].concat();
    says(&house, &joined(&twice), 3, &["line 31 is not the next one"]);
    let cut = lines.len() - 1;
    says(&house, &joined(&lines[..cut]), 3, &["does not end with its seal"]);
    says(&house, &joined(&lines[..cut / 2]), 3, &["does not end with its seal"]);
    says(&house, &text[..text.len() - 1], 3, &["does not end with its seal"]);
    says(&house, &joined(&[&lines[..], &lines[lines.len() - 1..]].concat()), 3, &["is not the next one"]);
    house.write("report.pdf", "{\"link\":");
    house.plain(&["verify", "report.pdf"]).with_code(3);
    house.plain(&["verify", "audit.jsonl", "--circle"]).with_code(2).says(&["checked from itself alone"]);
}

#[test]
fn no_byte_may_be_another_one() {
    let (house, text) = house();
    let bytes = text.as_bytes();
    // Spread over the whole file, and every byte of the last lines: the end of the log, its signature and the seal.
    let last = text.trim_end().rfind("\n{\"link\"").unwrap();
    let places = (0..bytes.len()).step_by(997).chain(last.saturating_sub(600)..bytes.len());
    for place in places {
        let mut flipped = bytes.to_vec();
        flipped[place] ^= 1;
        let found = nourish_journal::AuditSummary::of(flipped.as_slice());
        assert!(found.is_err(), "byte {place} of {}", bytes.len());
    }
    drop(house);
}

#[test]
fn the_trail_of_a_shared_journal_names_everybody_and_proves_every_log() {
    let house = House::new();
    let mailbox = format!("sqlite:{}", house.path("mailbox.sqlite").display());
    house.found_circle(&mailbox);
    let weight = house.log(&["weight", "68.4kg"]);
    house.invite(&mailbox, "ander", &["--name", "Ander Invented", "--role", "carer"]);
    house.run_of("ander", &["amend", &weight, "weight=68.1kg", "--reason", "read again"]).done();
    house.run_of("ander", &["sync"]).done();
    house.run(&["sync"]).done();
    house.log(&["note", "slept well"]);

    house.run(&["export", "--format", "audit", "--out", "audit.jsonl"]).done();
    let words = house.run(&["--json", "circle", "verify"]).done().json();
    let checked = house.plain(&["--json", "verify", "audit.jsonl"]).done().json();
    assert_eq!((&checked["entries"], &checked["logs"]), (&3.into(), &2.into()));
    assert_eq!((&checked["by_maker_alone"], &checked["circle_words"]), (&0.into(), &words["words"]));
    assert_eq!(checked["made_by"], "Nerea Invented, device phone");
    let text = std::fs::read_to_string(house.path("audit.jsonl")).unwrap();
    let amended = text.lines().find(|line| line.contains("read again")).unwrap();
    let amended: serde_json::Value = serde_json::from_str(amended).unwrap();
    assert_eq!(
        (&amended["who"]["member"], &amended["who"]["role"]),
        (&"Ander Invented".into(), &"carer".into())
    );
    assert_eq!(
        (&amended["before"]["weight_g"], &amended["fields"]["weight_g"]),
        (&68_400.into(), &68_100.into())
    );

    // The carer's own export proves the same of the same entries.
    house.run_of("ander", &["export", "--format", "audit", "--out", "of-ander.jsonl"]).done();
    house.plain(&["verify", "of-ander.jsonl"]).done().says(&["2 of 2 devices", "Ander Invented"]);

    // Whoever rewrites a line and every link after it cannot seal it.
    let forged = text.replacen("read again", "read wrong", 1);
    says(&house, &forged, 3, &["was changed"]);
    says(&house, &relinked(&forged), 3, &["the seal at line"]);
}

/// The same lines with links that fit.
fn relinked(text: &str) -> String {
    let mut before = [0; 32];
    let mut out = String::new();
    for line in text.lines() {
        let rest = &line[75..];
        before = nourish_seal::entry_hash(&[b"nourish/audit/line/1", &before[..], rest.as_bytes()].concat());
        let link: String = before.iter().map(|byte| format!("{byte:02x}")).collect();
        out.push_str(&format!("{{\"link\":\"{link}\",{rest}\n"));
    }
    out
}
