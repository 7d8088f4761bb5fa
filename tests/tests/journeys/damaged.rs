//! A journal file that is cut, overwritten or no journal: said so, exit code, and never written to.

use nourish_tests::House;

/// A journal with blocks and fresh entries.
fn filled() -> House {
    let house = House::with(&["doing-well/openscale.csv", "doing-well/diary.csv"]);
    house.log(&["weight", "63.1kg"]);
    house
}

#[test]
fn a_cut_journal_is_refused_or_read_in_part_and_left_as_it_is() {
    let house = filled();
    let whole = std::fs::read(house.journal()).unwrap();
    let pages = whole.len() / 4096;
    assert!(pages > 8, "{pages}");
    for length in [1, 16, 100, 4096, 4097, 5 * 4096, whole.len() / 2, whole.len() - 4096] {
        house.write("journal.nourish", &whole[..length]);
        for arguments in [&["list"][..], &["log", "weight", "63kg"], &["export"], &["doctor"]] {
            let ran = house.run(arguments);
            let code = ran.code.unwrap();
            assert!((1..=8).contains(&code) && code != 2, "cut at {length}: {arguments:?}: {ran:#?}");
            assert!(!ran.err.is_empty() || arguments == ["doctor"], "cut at {length}: {ran:#?}");
            assert!(!ran.err.contains("panicked"), "{ran:#?}");
        }
        let left = std::fs::read(house.journal()).unwrap();
        assert!(left == whole[..length], "cut at {length}: the file was changed");
    }
    house.write("journal.nourish", &whole);
    assert_eq!(house.sound(), 33 + 474 + 1);
}

#[test]
fn a_journal_that_lost_its_last_byte_says_so_and_gives_the_rest() {
    let house = filled();
    let whole = std::fs::read(house.journal()).unwrap();
    // The last page may not be full, and zeros that are missing are read as zeros.
    let last = whole.iter().rposition(|byte| *byte != 0).unwrap();
    house.write("journal.nourish", &whole[..last]);
    let exported = house.run(&["export"]).with_code(1);
    assert!(exported.out.lines().count() > 250, "{}", exported.out.lines().count());
    house.run(&["doctor"]).with_code(1).says(&["damaged", "Do not delete the file"]);
    assert!(std::fs::read(house.journal()).unwrap() == whole[..last]);
}

#[test]
fn an_empty_file_is_no_journal() {
    let house = House::new();
    house.write("journal.nourish", "");
    house.run(&["list"]).refused(5, &["not a journal"]);
    assert_eq!(std::fs::read(house.journal()).unwrap(), b"");
}

#[test]
fn a_text_file_is_no_journal_and_stays_as_it_is() {
    let house = House::new();
    let text = "Dear diary, today I ate half a bowl of soup.\n".repeat(200);
    house.write("journal.nourish", &text);
    for arguments in [&["list"][..], &["doctor"], &["log", "weight", "63kg"]] {
        house.run(arguments).refused(5, &["not a journal", "--journal"]);
    }
    assert_eq!(std::fs::read_to_string(house.journal()).unwrap(), text);
}

#[test]
fn another_sqlite_file_is_no_journal() {
    let house = House::new();
    let mut bytes = std::fs::read(house.journal()).unwrap();
    // The application id, 4 bytes at offset 68 of a SQLite file.
    bytes[68..72].copy_from_slice(&[0; 4]);
    house.write("journal.nourish", &bytes);
    house.run(&["list"]).refused(5, &["not a journal"]);
}

#[test]
fn a_newer_file_format_asks_for_an_update_and_stays_as_it_is() {
    let house = House::new();
    let mut bytes = std::fs::read(house.journal()).unwrap();
    // The user version, 4 bytes at offset 60.
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    house.write("journal.nourish", &bytes);
    house.run(&["log", "weight", "63kg"]).refused(8, &["file version 99", "update this program"]);
    assert_eq!(std::fs::read(house.journal()).unwrap(), bytes);
}

#[test]
fn any_overwritten_page_is_noticed_and_the_rest_is_still_exported() {
    let house = filled();
    let whole = std::fs::read(house.journal()).unwrap();
    let mut read_in_part = 0;
    for page in 1..whole.len() / 4096 {
        let mut broken = whole.clone();
        broken[page * 4096 + 64..page * 4096 + 320].fill(0x5a);
        house.write("journal.nourish", &broken);
        let doctor = house.run(&["doctor"]);
        // A page may be free, or hold nothing but the cache of day summaries; then all entries are there.
        let exported = house.run(&["export"]);
        assert!(!doctor.err.contains("panicked") && !exported.err.contains("panicked"), "page {page}");
        let entries = exported.out.lines().count();
        match exported.code {
            Some(0) => assert_eq!(entries, 508, "page {page}"),
            Some(1) => {
                assert!(entries > 0 && entries < 508, "page {page}: {entries}");
                assert_eq!(doctor.code, Some(1), "page {page}: {doctor:#?}");
                doctor.says(&["damaged", "Do not delete the file", "nourish export"]);
                read_in_part += 1;
            }
            code => assert!(matches!(code, Some(4..=7)), "page {page}: {exported:#?}"),
        }
        assert!(std::fs::read(house.journal()).unwrap() == broken, "page {page}: the file was changed");
    }
    assert!(read_in_part > 0);
}
