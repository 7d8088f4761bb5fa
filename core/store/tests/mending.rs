//! Damage is set aside and named, the person goes on logging, and a backup refills what was lost.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod house;

use house::*;
use nourish_record::{CalendarDay, EntryId};
use nourish_seal::{FileKey, SeededEntropy, WrapError};
use nourish_store::{Damage, Health, Secret, Store, StoreError};
use std::collections::BTreeSet;

/// Days 0 to 199 folded but for the last, three more fresh; a backup of all of it beside.
fn folded() -> House {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..200);
    store.fold().unwrap();
    log_days(&mut store, 200..203);
    store.back_up(&house.backup()).unwrap();
    drop(store);
    house
}

fn all_days() -> Vec<u32> {
    (70_000..70_203).collect()
}

/// Logs on, under the right numbers, and reads it back after a new opening.
#[track_caller]
fn goes_on(house: &House, store: Store, expected_g: &[u32]) -> (Store, Health) {
    let mut store = store;
    log_days(&mut store, 300..301);
    drop(store);
    let store = house.open().unwrap();
    let expected: Vec<u32> = expected_g.iter().copied().chain([70_300]).collect();
    assert_eq!(weights_g(&store), expected);
    let health = store.check().unwrap();
    (store, health)
}

/// After the backup was merged, everything is there once, and the journal is sound again.
#[track_caller]
fn refilled(house: &House, mut store: Store) {
    let merged = store.merge(&house.backup()).unwrap();
    assert_eq!(merged.missing, 0);
    let expected: Vec<u32> = all_days().into_iter().chain([70_300]).collect();
    assert_eq!(weights_g(&store), expected);
    let again = store.merge(&house.backup()).unwrap();
    assert_eq!((again.added, again.known), (0, 203));
    assert_eq!(store.entry_count(), 204);
    drop(store);
    let health = house.open().unwrap().check().unwrap();
    assert_eq!(health.damage, [], "{health:?}");
    assert!(health.set_aside > 0, "what was set aside stays");
}

#[test]
fn a_damaged_fresh_row_is_set_aside_and_a_new_log_begun() {
    let house = folded();
    house.plain().execute("UPDATE tail SET sealed = zeroblob(200) WHERE number = 202", []).unwrap();
    let store = house.open().unwrap();
    assert_eq!(store.read_all().unwrap().damage, [Damage::TailRow(202)]);
    let before = store.author();
    let left: Vec<u32> = all_days().into_iter().filter(|weight_g| *weight_g != 70_201).collect();
    let (store, health) = goes_on(&house, store, &left);
    assert_eq!(health.damage, [Damage::Missing(1)]);
    // The head was signed for it: the log can go on under its old name.
    assert_eq!(store.author(), before);
    refilled(&house, store);
}

#[test]
fn a_damaged_row_that_nobody_signed_for_ends_the_log_and_begins_a_new_one() {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..200);
    store.fold().unwrap();
    log_days(&mut store, 200..203);
    store.back_up(&house.backup()).unwrap();
    let before = store.author();
    // As after a kill: nothing is signed for what was logged since.
    std::mem::forget(store);
    house.plain().execute("UPDATE tail SET sealed = zeroblob(200) WHERE number = 202", []).unwrap();
    let store = house.open().unwrap();
    let left: Vec<u32> = all_days().into_iter().filter(|weight_g| *weight_g != 70_201).collect();
    let (store, health) = goes_on(&house, store, &left);
    assert_eq!((health.damage, health.set_aside), (vec![Damage::Missing(1)], 1));
    assert_ne!(store.author(), before);
    refilled(&house, store);
}

#[test]
fn fresh_rows_that_are_gone_are_counted_and_refilled() {
    let house = folded();
    house.plain().execute("DELETE FROM tail WHERE number > 201", []).unwrap();
    let store = house.open().unwrap();
    let left: Vec<u32> = (70_000..70_201).collect();
    let mut store = goes_on(&house, store, &left).0;
    assert_eq!(store.check().unwrap().damage, [Damage::Missing(2)]);
    assert_eq!(store.merge(&house.backup()).unwrap().added, 2);
    assert_eq!(store.check().unwrap().damage, []);
}

#[test]
fn an_old_row_put_back_is_named_set_aside_and_read_by_nobody() {
    let house = folded();
    let plain = house.plain();
    plain
        .execute("INSERT INTO tail (number, sealed) SELECT 3, sealed FROM tail WHERE number = 201", [])
        .unwrap();
    let store = house.open().unwrap();
    assert_eq!(store.read_all().unwrap().damage, [Damage::TailRow(3)]);
    let (store, health) = goes_on(&house, store, &all_days());
    assert_eq!((health.damage, health.set_aside), (vec![], 1));
    refilled(&house, store);
}

#[test]
fn a_damaged_manifest_hides_nothing_and_is_made_anew() {
    let house = folded();
    house.plain().execute("UPDATE journal SET manifest = zeroblob(300)", []).unwrap();
    let store = house.open().unwrap();
    let reading = store.read_all().unwrap();
    assert_eq!(reading.entries.len(), 203);
    assert_eq!(reading.damage, [Damage::Manifest, Damage::Unproven]);
    let before = store.author();
    let (store, health) = goes_on(&house, store, &all_days());
    // What cannot be proven any more is named until a backup proves it; that it was so once stays to be seen.
    assert_eq!((health.damage, health.set_aside, health.rebuilt), (vec![Damage::Unproven], 1, 1));
    assert_ne!(store.author(), before);
    refilled(&house, store);
    assert_eq!(house.open().unwrap().check().unwrap().rebuilt, 1);
}

#[test]
fn a_list_made_anew_is_proven_again_by_following_every_log() {
    let house = folded();
    house.plain().execute("UPDATE journal SET manifest = zeroblob(300)", []).unwrap();
    let (mut store, _) = goes_on(&house, house.open().unwrap(), &all_days());
    // Backups of a list in doubt prove nothing.
    let doubtful = house.folder.path().join("doubtful.nourish-backup");
    store.back_up(&doubtful).unwrap();
    store.merge(&doubtful).unwrap();
    assert_eq!(store.check().unwrap().damage, [Damage::Unproven]);
    assert_eq!(store.repair().unwrap(), None);
    drop(store);
    let health = house.open().unwrap().check().unwrap();
    assert_eq!((health.damage, health.set_aside, health.rebuilt), (vec![], 1, 1));
}

#[test]
fn a_list_made_anew_is_not_proven_where_a_log_has_a_hole() {
    let house = folded();
    let plain = house.plain();
    plain.execute("UPDATE journal SET manifest = zeroblob(300)", []).unwrap();
    // Of 203 entries the third last, which lies between others of its log.
    plain.execute("DELETE FROM tail WHERE number = 201", []).unwrap();
    drop(plain);
    let left: Vec<u32> = all_days().into_iter().filter(|weight_g| *weight_g != 70_200).collect();
    let (mut store, _) = goes_on(&house, house.open().unwrap(), &left);
    assert_eq!(store.repair().unwrap(), None);
    assert_eq!(store.check().unwrap().damage, [Damage::Missing(1), Damage::Unproven]);
    refilled(&house, store);
}

#[test]
fn a_damaged_name_is_told_from_a_wrong_secret_and_written_anew() {
    let house = folded();
    let plain = house.plain();
    let name: Vec<u8> = plain.query_row("SELECT journal_id FROM journal", [], |row| row.get(0)).unwrap();
    for (at, change) in [(0, 0x01), (7, 0xff), (15, 0x80)] {
        let mut damaged = name.clone();
        damaged[at] ^= change;
        plain.execute("UPDATE journal SET journal_id = ?1", [&damaged]).unwrap();
        let other = FileKey::make(&mut SeededEntropy::new(7)).unwrap();
        let refused = open_with(&house.path(), Secret::KeyFile(&other)).unwrap_err();
        assert_eq!(refused, StoreError::Locked(WrapError::WrongSecret));
        let store = house.open_for_reading().unwrap();
        assert_eq!((weights_g(&store), store.damage()), (all_days(), vec![Damage::Name]));
        drop(store);
        // The next write puts it right.
        let mut store = house.open().unwrap();
        assert_eq!(store.check().unwrap().damage, [Damage::Name]);
        let copy = store.repair().unwrap().unwrap();
        std::fs::remove_file(copy).unwrap();
        assert_eq!(store.check().unwrap().damage, []);
        drop(store);
        let stored: Vec<u8> =
            plain.query_row("SELECT journal_id FROM journal", [], |row| row.get(0)).unwrap();
        assert_eq!(stored, name);
    }
    // A page of zeros says as much, though not what the name was.
    plain.execute("UPDATE journal SET journal_id = zeroblob(16)", []).unwrap();
    assert_eq!(house.open().unwrap_err(), StoreError::Damaged(Damage::Name));
}

#[test]
fn a_damaged_manifest_and_a_damaged_block_together_lose_that_week_alone() {
    let house = folded();
    let plain = house.plain();
    plain.execute("UPDATE journal SET manifest = x'00'", []).unwrap();
    plain
        .execute("UPDATE block SET sealed = zeroblob(500) WHERE place = (SELECT max(place) FROM block)", [])
        .unwrap();
    drop(plain);
    let mut store = house.open().unwrap();
    log_days(&mut store, 300..301);
    let health = store.check().unwrap();
    let [Damage::LostWeek(_), Damage::Missing(missing), Damage::Unproven] = health.damage[..] else {
        panic!("{health:?}")
    };
    assert!((1..=7).contains(&missing));
    assert_eq!((health.set_aside, health.entries), (2, 204 - missing));
    refilled(&house, store);
}

#[test]
fn repair_sets_a_damaged_block_aside_after_a_copy() {
    let house = folded();
    house
        .plain()
        .execute("UPDATE block SET sealed = zeroblob(500) WHERE place = (SELECT max(place) FROM block)", [])
        .unwrap();
    let mut store = house.open().unwrap();
    let [Damage::Week(week)] = store.check().unwrap().damage[..] else { panic!() };
    let copy = store.repair().unwrap().unwrap();
    assert_eq!(copy.file_name().unwrap(), "journal.nourish.before-repair");
    let health = store.check().unwrap();
    let [Damage::LostWeek(lost), Damage::Missing(7)] = health.damage[..] else { panic!("{health:?}") };
    assert_eq!((lost, health.set_aside), (week, 1));
    assert!(store.read(week, week).unwrap().damage.contains(&Damage::LostWeek(week)));
    // Nothing else to repair; the copy still has the damage.
    assert_eq!(store.repair().unwrap(), None);
    let plain = rusqlite::Connection::open(copy).unwrap();
    let zeroes: i64 = plain
        .query_row("SELECT count(*) FROM block WHERE sealed = zeroblob(500)", [], |row| row.get(0))
        .unwrap();
    assert_eq!(zeroes, 1);
    log_days(&mut store, 300..301);
    refilled(&house, store);
}

#[test]
fn a_second_program_that_is_open_goes_on_in_the_new_log() {
    let (house, mut first) = House::new();
    log_days(&mut first, 0..5);
    let mut second = house.open().unwrap();
    log_days(&mut second, 5..6);
    house.plain().execute("UPDATE tail SET sealed = zeroblob(200) WHERE number = 3", []).unwrap();
    // The first finds the damage and begins a new log; the second must follow it there.
    log_days(&mut first, 6..7);
    log_days(&mut second, 7..8);
    log_days(&mut first, 8..9);
    assert_eq!(first.author(), second.author());
    drop((first, second));
    let store = house.open().unwrap();
    assert_eq!(weights_g(&store).len(), 8);
    assert_eq!(store.check().unwrap().damage, [Damage::Missing(1)]);
}

#[test]
fn an_older_copy_of_the_whole_file_is_told_by_a_head_that_was_remembered() {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..5);
    drop(store);
    let old = std::fs::read(house.path()).unwrap();
    let mut store = house.open().unwrap();
    log_days(&mut store, 5..8);
    let remembered = vec![store.head().unwrap().unwrap()];
    assert_eq!(store.check_against(&remembered).unwrap().damage, []);
    drop(store);
    for ending in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", house.path().display()));
    }
    std::fs::write(house.path(), old).unwrap();
    let mut store = house.open().unwrap();
    // The file alone cannot know.
    assert_eq!(store.check().unwrap().damage, []);
    assert_eq!(store.check_against(&remembered).unwrap().damage, [Damage::RolledBack(3)]);
    log_days(&mut store, 20..24);
    assert_eq!(store.check_against(&remembered).unwrap().damage, [Damage::Forked]);
    assert_eq!(store.check_against(&[vec![1, 2, 3]]).unwrap().damage, []);
}

#[test]
fn for_reading_alone_nothing_is_written() {
    let house = folded();
    house.plain().pragma_update(None, "user_version", 9).unwrap();
    assert_eq!(house.open().unwrap_err(), StoreError::NewerFormat { found: 9, known: 3 });
    let before = std::fs::read(house.path()).unwrap();
    let mut store = house.open_for_reading().unwrap();
    assert!(store.is_for_reading());
    assert_eq!(weights_g(&store), all_days());
    assert_eq!(store.append(|_| Ok::<_, StoreError>(Vec::new())).unwrap_err(), StoreError::ReadOnly);
    assert_eq!(store.fold().unwrap_err(), StoreError::ReadOnly);
    assert_eq!(store.import().map(drop).unwrap_err(), StoreError::ReadOnly);
    assert_eq!(store.merge(&house.backup()).unwrap_err(), StoreError::ReadOnly);
    let other = house.folder.path().join("second.nourish-backup");
    assert_eq!(store.back_up(&other).unwrap().entries, 203);
    let erased = store.erase(EntryId::from_bytes([1; 16]), |_, _| Err(StoreError::Misnumbered));
    assert_eq!(erased.unwrap_err(), StoreError::ReadOnly);
    drop(store);
    assert_eq!(std::fs::read(house.path()).unwrap(), before);
}

/// A file that goes by day comes to the damaged week after the weeks before it were let go.
#[test]
fn a_week_that_a_long_import_finds_damaged_late_is_named_counted_and_refilled() {
    let house = folded();
    let lost = break_a_week(&house);
    let mut store = house.open().unwrap();
    let mut importing = store.import().unwrap();
    let before = (0..9_000).map(|name| weight(day("2022-01-01").plus(name / 9), 60_000));
    let drafts = before.chain([weight(lost, 69_000), weight(lost.plus(14), 69_001)]);
    let named = (1_000_000..).zip(drafts);
    assert_eq!(put_all(&mut importing, named), 9_002);
    assert_eq!(importing.finish(), Ok(9_002));
    let lost_week = |missing| vec![Damage::LostWeek(lost), Damage::Missing(missing)];
    let health = store.check().unwrap();
    assert_eq!((health.damage, health.set_aside, health.entries), (lost_week(7), 1, 203 - 7 + 9_002));
    drop(store);

    // The same week once more, now with what was put into it.
    assert_eq!(break_the_week(&house, lost), lost);
    let mut store = house.open().unwrap();
    let mut importing = store.import().unwrap();
    assert_eq!(put_all(&mut importing, [(2_000_000, weight(lost, 69_002))]), 1);
    assert_eq!(importing.finish(), Ok(1));
    let health = store.check().unwrap();
    assert_eq!((health.damage, health.set_aside), (lost_week(8), 2));
    let merged = store.merge(&house.backup()).unwrap();
    // What stood in the backup is back; what was logged after it is not.
    assert_eq!((merged.added, merged.missing), (7, 1));
    log_days(&mut store, 300..301);
    drop(store);
    assert_eq!(house.open().unwrap().check().unwrap().damage, [Damage::Missing(1)]);
}

/// Whoever only looks whether a week has an entry sets aside what does not open, once.
#[test]
fn a_damaged_week_that_an_import_only_looks_at_is_set_aside_once() {
    let house = folded();
    let lost = break_a_week(&house);
    let mut store = house.open().unwrap();
    for _ in 0..2 {
        let mut importing = store.import().unwrap();
        assert_eq!(importing.contains(lost, EntryId::from_bytes([9; 16])), Ok(false));
        assert_eq!(importing.finish(), Ok(0));
        let health = store.check().unwrap();
        let expected = vec![Damage::LostWeek(lost), Damage::Missing(7)];
        assert_eq!((health.damage, health.set_aside, health.weeks), (expected, 1, 28));
    }
    let left: Vec<u32> =
        all_days().into_iter().filter(|weight_g| weight_of(lost).all(|gone| gone != *weight_g)).collect();
    let store = goes_on(&house, store, &left).0;
    refilled(&house, store);
}

#[test]
fn a_week_that_is_damaged_once_more_is_counted_once_more_when_it_is_folded_into() {
    let house = folded();
    let lost = break_a_week(&house);
    for (days, missing) in [(301, 7), (302, 8)] {
        let mut store = house.open().unwrap();
        log(&mut store, vec![weight(lost, 69_000)]);
        log_days(&mut store, days..days + 1);
        store.fold().unwrap();
        let expected = [Damage::LostWeek(lost), Damage::Missing(missing)];
        assert_eq!(store.check().unwrap().damage, expected);
        drop(store);
        break_the_week(&house, lost);
    }
}

/// What was logged in the week that begins so.
fn weight_of(first: CalendarDay) -> std::ops::Range<u32> {
    let days = first.days_since_1970() - day("2026-01-01").days_since_1970();
    let from = 70_000 + u32::try_from(days).unwrap();
    from..from + 7
}

/// Breaks the block of some week that has all its days, and gives the week's first day.
fn break_a_week(house: &House) -> CalendarDay {
    break_the_week(house, day("2026-03-02"))
}

fn break_the_week(house: &House, first: CalendarDay) -> CalendarDay {
    let plain = house.plain();
    let places: Vec<i64> = {
        let mut select = plain.prepare("SELECT place FROM block").unwrap();
        select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    // Nothing in the file says which week a block is of.
    for place in places {
        let turn = "UPDATE block SET sealed = CAST(substr(sealed, 2) || substr(sealed, 1, 1) AS BLOB) WHERE place = ?1";
        let back = "UPDATE block SET sealed = CAST(substr(sealed, -1) || substr(sealed, 1, length(sealed) - 1) AS BLOB) WHERE place = ?1";
        plain.execute(turn, [place]).unwrap();
        let found = house.open_for_reading().unwrap().read(first, first).unwrap().damage;
        if found.contains(&Damage::Week(first)) {
            return first;
        }
        plain.execute(back, [place]).unwrap();
    }
    panic!("no block of {first}")
}

#[test]
fn folding_goes_in_steps_of_few_weeks_and_other_programs_write_between_them() {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..200);
    let mut other = house.open().unwrap();
    let mut steps = 0;
    while store.fold_step().unwrap() {
        steps += 1;
        log_days(&mut other, 200 + steps..201 + steps);
        let weeks = store.check().unwrap().weeks;
        assert!(weeks <= 4 * usize::try_from(steps).unwrap(), "{weeks} weeks after {steps} steps");
    }
    assert!(steps >= 7, "29 weeks in {steps} steps");
    assert_eq!(weights_g(&house.open().unwrap()).len(), 200 + usize::try_from(steps).unwrap());
}

/// However many entries a journal has, a step of folding takes no more rows and writes no more blocks, and so keeps no writer
/// waiting longer.
#[test]
fn a_step_of_folding_does_no_more_in_a_large_journal_than_in_a_small_one() {
    let work = |history: i32| {
        let (house, mut store) = House::new();
        let mut importing = store.import().unwrap();
        let days = (0..history).map(|days| day("2001-01-01").plus(days));
        put_all(
            &mut importing,
            days.map(|day| (1_000_000 + day.days_since_1970().unsigned_abs() as u128, weight(day, 70_000))),
        );
        importing.finish().unwrap();
        // Corrections of old weeks, which are folded into as many blocks.
        for days in 0..200 {
            log(&mut store, vec![weight(day("2001-01-03").plus(days * 7 % history.min(700)), 71_000)]);
        }
        log_days(&mut store, 9_000..9_001);
        let mut most = (0, 0, 0);
        loop {
            let before = rows(&house);
            let more = store.fold_step().unwrap();
            let after = rows(&house);
            let moved = before.tail.difference(&after.tail).count();
            let written = after.blocks.difference(&before.blocks).count();
            let bytes: usize = after.blocks.difference(&before.blocks).map(|(_, sealed)| sealed.len()).sum();
            most = (most.0.max(moved), most.1.max(written), most.2.max(bytes));
            if !more {
                return most;
            }
        }
    };
    let (small, large) = (work(700), work(7_000));
    for (moved, written, _) in [small, large] {
        assert!(moved <= 256, "{moved} rows in one step");
        assert!((1..=4).contains(&written), "{written} blocks in one step");
    }
    assert!(large.2 <= small.2 * 5 / 4, "{} bytes in a large journal, {} in a small one", large.2, small.2);
}

struct Rows {
    tail: BTreeSet<i64>,
    blocks: BTreeSet<(i64, Vec<u8>)>,
}

fn rows(house: &House) -> Rows {
    let plain = house.plain();
    let mut tail = plain.prepare("SELECT number FROM tail").unwrap();
    let mut blocks = plain.prepare("SELECT place, sealed FROM block").unwrap();
    Rows {
        tail: tail.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect(),
        blocks: blocks
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect(),
    }
}
