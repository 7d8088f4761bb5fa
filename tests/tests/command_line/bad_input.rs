//! Whatever is wrong: a clear word, a remedy, an exit code that is not 0, and nothing lost.

use nourish_tests::{House, Ran};

/// A journal with three entries, and its file as it is now.
fn house() -> (House, Vec<u8>) {
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    house.log(&["fluid", "200ml"]);
    house.log(&["note", "slept well"]);
    let bytes = std::fs::read(house.journal()).unwrap();
    (house, bytes)
}

/// Runs something that must be refused, and looks that the journal is as it was.
#[track_caller]
fn refuses(code: i32, arguments: &[&str], says: &[&str]) {
    let (house, before) = house();
    house.run(arguments).refused(code, says);
    assert_eq!(std::fs::read(house.journal()).unwrap(), before);
    assert_eq!(house.sound(), 3);
}

#[test]
fn a_weight_of_six_kilograms() {
    refuses(3, &["log", "weight", "6.2kg"], &["weight_g", "outside 20 kg to 300 kg", "check the number"]);
}

#[test]
fn a_weight_without_its_unit() {
    refuses(3, &["log", "weight", "68.4"], &["has no unit", "62.4 kg"]);
}

#[test]
fn a_date_in_the_future() {
    refuses(3, &["log", "weight", "68.4kg", "--at", "2026-12-01"], &["future", "check the date"]);
}

#[test]
fn a_kind_that_does_not_exist() {
    refuses(3, &["log", "wieght", "68.4kg"], &["not a kind", "oral-intake"]);
}

#[test]
fn a_field_that_does_not_exist() {
    refuses(3, &["log", "weight", "weihgt=68.4kg"], &["weihgt", "use: weight, method"]);
}

#[test]
fn a_word_that_is_not_on_the_list() {
    refuses(3, &["log", "oral-intake", "meal=brunch", "energy=300kcal"], &["breakfast, lunch, dinner"]);
}

#[test]
fn a_time_that_the_clocks_skipped() {
    refuses(2, &["log", "fluid", "200ml", "--at", "2026-03-29T02:30"], &["--at", "an hour that exists"]);
}

#[test]
fn a_zone_that_does_not_exist() {
    refuses(2, &["log", "fluid", "200ml", "--zone", "Europe/Nowhere"], &["--zone", "Europe/Madrid"]);
}

#[test]
fn an_entry_that_does_not_exist() {
    refuses(3, &["amend", "ffffffff", "weight=70kg", "--reason", "x"], &["no such entry"]);
}

#[test]
fn a_correction_without_a_reason() {
    let (house, _) = house();
    let id = house.log(&["weight", "70kg"]);
    house.run(&["amend", &id, "weight=71kg", "--reason", " "]).refused(3, &["reason"]);
}

#[test]
fn a_journal_that_is_not_there() {
    let house = House::empty();
    house.plain(&["--journal", "absent.nourish", "status"]).refused(5, &["no journal here"]);
    assert_eq!(house.files(), Vec::<String>::new());
}

#[test]
fn a_journal_where_there_is_one_already() {
    let (house, before) = house();
    house.run(&["init"]).refused(5, &["left as it is"]);
    assert_eq!(std::fs::read(house.journal()).unwrap(), before);
}

#[test]
fn a_file_that_is_no_journal() {
    let house = House::new();
    house.write("journal.nourish", "Dear diary");
    house.run(&["list"]).refused(5, &["not a journal"]);
    assert_eq!(std::fs::read(house.journal()).unwrap(), b"Dear diary");
}

#[test]
fn a_wrong_passphrase() {
    let house = House::empty();
    house.write("right.txt", "plainly fictional");
    house.write("wrong.txt", "something else");
    house.plain(&["--passphrase-file", "right.txt", "init"]).done();
    let ran = house.plain(&["--passphrase-file", "wrong.txt", "list"]);
    ran.refused(4, &["stays locked"]).never_says(&["fictional", "something else"]);
    house.plain(&["--passphrase-file", "right.txt", "list"]).done();
}

#[test]
fn no_secret_at_all() {
    let (house, _) = house();
    house.plain(&["--journal", "journal.nourish", "list"]).refused(4, &["--key-file", "NOURISH_PASSPHRASE"]);
}

#[test]
fn a_key_file_with_a_wrong_digit() {
    let (house, _) = house();
    let key = std::fs::read_to_string(house.key()).unwrap();
    let at = key.trim_end().len() - 3;
    let wrong = if key.as_bytes()[at] == b'a' { "b" } else { "a" };
    house.write("journal.key", format!("{}{wrong}{}", &key[..at], &key[at + 1..]));
    house.run(&["list"]).refused(3, &["the key file"]).never_says(&[key.trim()]);
}

#[test]
fn a_journal_that_was_cut_off_is_named_and_left_as_it_is() {
    let house = House::with(&["gastrectomy/openscale.csv", "gastrectomy/diary.csv"]);
    let whole = std::fs::read(house.journal()).unwrap();
    for eighths in 1..8 {
        let cut = &whole[..whole.len() * eighths / 8];
        house.write("journal.nourish", cut);
        let ran = house.run(&["list"]);
        assert!(matches!(ran.code, Some(1 | 5 | 6 | 7)), "{eighths}/8: {ran:#?}");
        assert!(
            ran.err.contains("damaged") || ran.err.contains("not a journal") || ran.err.contains("disk"),
            "{ran:#?}"
        );
        assert_eq!(std::fs::read(house.journal()).unwrap(), cut, "{eighths}/8");
    }
}

#[test]
fn a_damaged_week_is_named_and_the_rest_is_still_there() {
    let house = House::with(&["gastrectomy/openscale.csv"]);
    let mut bytes = std::fs::read(house.journal()).unwrap();
    // Two places on every page from the middle on: some hold blocks, wherever those lie.
    for page in bytes.len() / 8192..bytes.len() / 4096 {
        for place in [2000, 3000] {
            bytes[page * 4096 + place..page * 4096 + place + 16].fill(0);
        }
    }
    house.write("journal.nourish", &bytes);
    let doctor = house.run(&["doctor"]);
    assert!(matches!(doctor.code, Some(1 | 6)), "{doctor:#?}");
    if doctor.code == Some(1) {
        doctor.says(&["damaged", "Do not delete the file"]);
        let exported = house.run(&["export"]).with_code(1);
        assert!(exported.out.lines().count() > 20, "{}", exported.out.lines().count());
        house.run(&["report"]).refused(6, &["damaged"]);
    }
}

mod files {
    use super::*;

    /// Imports a file that must be refused as a whole.
    #[track_caller]
    fn refused(name: &str, bytes: &[u8], options: &[&str], says: &[&str]) {
        let (house, before) = house();
        house.write(name, bytes);
        let ran = house.run(&[&["import", name], options].concat());
        assert!(matches!(ran.code, Some(2 | 3)), "{ran:#?}");
        assert!(ran.out.is_empty(), "{ran:#?}");
        ran.says(says);
        assert_eq!(std::fs::read(house.journal()).unwrap(), before);
    }

    #[test]
    fn one_that_is_not_there() {
        refuses(3, &["import", "absent.csv"], &["the file to import", "check that it exists"]);
    }

    #[test]
    fn one_that_is_empty() {
        refused("empty.csv", b"", &[], &["--format", "openscale"]);
    }

    #[test]
    fn one_that_is_a_picture() {
        refused(
            "scale.csv",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            &["--format", "openscale"],
            &["nothing was imported"],
        );
    }

    #[test]
    fn one_with_a_column_that_nobody_knows() {
        let diary =
            b"date,time,symptom,frequency,severity,interference,note,mood\n2026-11-01,20:00,nausea,1,1,,,3\n";
        refused("diary.csv", diary, &["--format", "diary"], &["column 8", "nothing was imported"]);
    }

    #[test]
    fn one_of_a_format_that_does_not_exist() {
        refused("a.csv", b"x", &["--format", "fax"], &["--format", "apple"]);
    }

    #[test]
    fn one_with_bad_rows_is_taken_but_for_those() {
        let house = House::new();
        let rows = "dateTime,weight\n2026-11-18 07:10,68.6\n2027-11-19 07:05,68.4\n2026-11-19 07:05,6.2\n2026-11-20 07:20,sixty\n";
        house.write("scale.csv", rows);
        let ran = house.run(&["import", "scale.csv"]).with_code(1);
        ran.says(&["added 1 entry", "line 3:", "line 4:", "line 5:"]).never_says(&["sixty", "6.2"]);
        assert_eq!(house.sound(), 1);
    }
}

#[test]
fn a_disk_that_is_full() {
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    let sample = nourish_tests::sample("gastrectomy/export.xml");
    // A file may grow no further than 64 KiB: what a full disk answers.
    let command = house.command(&["import", sample.to_str().unwrap()]);
    let mut limited = std::process::Command::new("bash");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\""]).arg(command.get_program());
    limited.args(command.get_args()).current_dir(house.path("."));
    let ran = Ran::of(&mut limited);
    assert_eq!(ran.code, Some(7), "{ran:#?}");
    assert_eq!(house.sound(), 1);
}

#[test]
fn a_folder_that_cannot_be_written() {
    let house = House::empty();
    house
        .plain(&["--journal", "no/such/folder/journal.nourish", "init", "--make-key-file", "journal.key"])
        .refused(7, &["check the folder"]);
}
