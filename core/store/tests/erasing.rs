//! What is erased is gone: from every page, from the log beside the file, from backups made afterwards; the chain stays whole.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod house;

use house::*;
use nourish_record::{CalendarDay, Entry, EntryId, Fact, Moment};
use nourish_store::{Damage, Erased, Store, StoreError};

fn erase(store: &mut Store, id: EntryId) -> Erased {
    let now = Moment::parse("2026-12-24T08:00[Europe/Madrid]").unwrap();
    store
        .erase(id, |next, erasure| {
            Ok::<_, StoreError>(Entry::erase(erasure, now.clone(), "asked to", stamp(next, 0)).unwrap())
        })
        .unwrap()
}

fn history(store: &mut Store) -> Entry {
    let written = log(store, vec![note(day("2026-01-06"), "the-erased-words")]).remove(0);
    let amended = store
        .append(|next| {
            let fact = Fact::read("note", &[("text", "the-corrected-words")]).unwrap();
            let amended = written.amend(fact, written.occurred().clone(), "typo", stamp(next, 0)).unwrap();
            Ok::<_, StoreError>(vec![amended])
        })
        .unwrap()
        .remove(0);
    store
        .append(|next| Ok::<_, StoreError>(vec![amended.retract("not mine", stamp(next, 0)).unwrap()]))
        .unwrap();
    written
}

#[track_caller]
fn only_the_erasures_are_left(store: &Store, id: EntryId, others: u64) {
    assert_eq!(store.history(id).unwrap(), []);
    let entries = store.read_all().unwrap().entries;
    let erased: Vec<_> = entries.iter().filter_map(Entry::erasure).collect();
    assert_eq!(erased.len(), 3, "the entry, its correction and its retraction");
    assert_eq!(entries.len() as u64, others + 3);
    assert!(!entries.iter().any(|entry| entry.root() == id));
    let health = store.check().unwrap();
    assert_eq!((health.damage, health.entries, health.erased), (vec![], others + 3, 3));
}

#[test]
fn a_fresh_entry_goes_with_its_corrections_from_every_byte() {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..5);
    let id = history(&mut store).id();
    log_days(&mut store, 5..7);
    let old = sealed(&house, "tail");
    assert_eq!(old.len(), 10);
    let erased = erase(&mut store, id);
    assert_eq!((erased.erasures.len(), erased.scrubbed, erased.copies), (3, true, vec![]));
    gone(&house, &old);
    only_the_erasures_are_left(&store, id, 7);
    log_days(&mut store, 7..9);
    drop(store);
    gone(&house, &old);
    only_the_erasures_are_left(&house.open().unwrap(), id, 9);
}

#[test]
fn days_that_were_summed_up_with_it_are_gone() {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..5);
    store.suspend().unwrap();
    let kept = sealed(&house, "summary");
    assert_eq!(kept.len(), 1, "the days of the fresh entries");
    store.resume().unwrap();
    let all = store.summaries(CalendarDay::FIRST, CalendarDay::LAST).unwrap();
    let id = store.read_all().unwrap().entries.iter().find(|entry| entry.seq() == 3).unwrap().id();
    assert!(erase(&mut store, id).scrubbed);
    gone(&house, &kept);
    let left: Vec<_> = all.into_iter().filter(|day| day.day != house::day("2026-01-03")).collect();
    assert_eq!(store.summaries(CalendarDay::FIRST, day("2026-02-01")).unwrap(), left);
    drop(store);
    gone(&house, &kept);
}

#[test]
fn a_folded_entry_goes_from_its_block_and_the_summaries() {
    let (house, mut store) = House::new();
    let id = history(&mut store).id();
    log_days(&mut store, 0..200);
    store.fold().unwrap();
    let mut old = sealed(&house, "summary");
    let before = store.summaries(CalendarDay::FIRST, CalendarDay::LAST).unwrap();
    let blocks = sealed(&house, "block");
    assert!(erase(&mut store, id).scrubbed);
    let mut left = sealed(&house, "block");
    old.extend(blocks);
    left.extend(sealed(&house, "summary"));
    old.retain(|sealed| !left.contains(sealed));
    assert_eq!(
        old.len(),
        4,
        "the blocks of the entry and of what was still fresh, their year, and what lasts of it"
    );
    gone(&house, &old);
    only_the_erasures_are_left(&store, id, 200);
    let after = store.summaries(CalendarDay::FIRST, CalendarDay::LAST).unwrap();
    assert_eq!(before.len(), after.len());
    drop(store);
    only_the_erasures_are_left(&house.open().unwrap(), id, 200);
}

#[test]
fn a_week_that_held_nothing_else_goes_as_a_whole() {
    let (house, mut store) = House::new();
    let id = history(&mut store).id();
    log_days(&mut store, 100..300);
    store.fold().unwrap();
    let weeks = store.check().unwrap().weeks;
    erase(&mut store, id);
    // One week less, and one more for the day of erasing and one for what was still fresh.
    assert!(store.check().unwrap().weeks <= weeks + 1);
    assert_eq!(store.read(day("2026-01-06"), day("2026-01-06")).unwrap().entries, []);
    only_the_erasures_are_left(&store, id, 200);
    drop(house);
}

#[test]
fn what_was_erased_is_in_no_backup_made_afterwards_and_comes_back_from_none_made_before() {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..3);
    let id = history(&mut store).id();
    store.back_up(&house.backup()).unwrap();
    erase(&mut store, id);
    let merged = store.merge(&house.backup()).unwrap();
    assert_eq!((merged.added, merged.known, merged.erased), (0, 6, 0));
    only_the_erasures_are_left(&store, id, 3);

    let after = house.folder.path().join("after.nourish-backup");
    store.back_up(&after).unwrap();
    std::fs::remove_file(house.backup()).unwrap();
    std::fs::rename(after, house.backup()).unwrap();
    only_the_erasures_are_left(&house.restore("restored.nourish").unwrap(), id, 3);
}

#[test]
fn another_device_learns_from_a_backup_what_was_erased() {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..3);
    let id = history(&mut store).id();
    store.back_up(&house.backup()).unwrap();
    let mut other = house.restore("other.nourish").unwrap();
    log_days_apart(&mut other);
    erase(&mut store, id);
    let after = house.folder.path().join("after.nourish-backup");
    store.back_up(&after).unwrap();
    let merged = other.merge(&after).unwrap();
    assert_eq!((merged.added, merged.erased), (3, 3));
    only_the_erasures_are_left(&other, id, 4);
}

/// A weight on a device of its own, so that a name does not meet another's.
fn log_days_apart(store: &mut Store) {
    store
        .append(|next| {
            let id = EntryId::from_bytes([0x5a; 16]);
            let stamp = nourish_record::Stamp { id, ..stamp(next, 0) };
            Ok::<_, StoreError>(vec![Entry::parse(weight(day("2026-03-01"), 70_000), stamp).unwrap()])
        })
        .unwrap();
}

#[test]
fn nothing_of_the_week_is_left_among_what_was_set_aside() {
    let (house, mut store) = House::new();
    let id = history(&mut store).id();
    log_days(&mut store, 0..200);
    store.fold().unwrap();
    store.back_up(&house.backup()).unwrap();
    drop(store);
    // A changed byte in every block: each is set aside with everything readable in it but that byte.
    house
        .plain()
        .execute(
            "UPDATE block SET sealed = CAST(substr(sealed, 1, 99) || x'00' || substr(sealed, 101) AS BLOB)",
            [],
        )
        .unwrap();
    let mut store = house.open().unwrap();
    store.repair().unwrap().unwrap();
    store.merge(&house.backup()).unwrap();
    let before = store.check().unwrap();
    assert_eq!(before.damage, []);
    let blocks = sealed(&house, "damaged");
    std::fs::remove_file(house.folder.path().join("journal.nourish.before-repair")).unwrap();
    std::fs::remove_file(house.backup()).unwrap();
    assert!(erase(&mut store, id).scrubbed);
    let left = sealed(&house, "damaged");
    assert_eq!(left.len(), blocks.len() - 1, "the week's own part alone");
    let old: Vec<_> = blocks.into_iter().filter(|block| !left.contains(block)).collect();
    gone(&house, &old);
}

#[test]
fn copies_that_still_hold_it_are_named() {
    let (house, mut store) = House::new();
    let id = history(&mut store).id();
    let copy = house.folder.path().join("journal.nourish.before-v3");
    std::fs::write(&copy, "a copy").unwrap();
    std::fs::write(house.folder.path().join("another.nourish.before-v3"), "not ours").unwrap();
    assert_eq!(erase(&mut store, id).copies, [copy]);
}

#[test]
fn while_another_program_reads_the_old_bytes_are_said_to_be_there_still() {
    let (house, mut store) = House::new();
    let id = history(&mut store).id();
    let old = sealed(&house, "tail");
    let reader = house.plain();
    reader.execute_batch("BEGIN; SELECT count(*) FROM tail").unwrap();
    assert!(!erase(&mut store, id).scrubbed);
    only_the_erasures_are_left(&store, id, 0);
    reader.execute_batch("COMMIT").unwrap();
    assert!(store.scrub().unwrap());
    gone(&house, &old);
}

#[test]
fn an_erasure_cannot_be_erased_and_neither_can_what_is_not_there() {
    let (_house, mut store) = House::new();
    let id = history(&mut store).id();
    let erasure = erase(&mut store, id).erasures.remove(0);
    assert_eq!(erase(&mut store, erasure.id()).erasures, []);
    assert_eq!(erase(&mut store, id).erasures, []);
    only_the_erasures_are_left(&store, id, 0);
}

#[test]
fn a_refused_reason_erases_nothing() {
    let (_house, mut store) = House::new();
    let id = history(&mut store).id();
    let refused = store.erase(id, |_, _| Err(StoreError::Misnumbered));
    assert_eq!(refused.unwrap_err(), StoreError::Misnumbered);
    assert_eq!(store.history(id).unwrap().len(), 3);
    log_days(&mut store, 0..1);
    assert_eq!(store.check().unwrap().damage, Vec::<Damage>::new());
}
