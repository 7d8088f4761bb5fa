//! The store as its users see it, and as a thief or a failing disk may leave it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod house;

use house::*;
use nourish_record::{CalendarDay, DaySummary, Draft, Entry, EntryId, Fact, Moment, Source, Stamp, Timeline};
use nourish_seal::{FileKey, PassphraseCost, SeededEntropy, WrapError, WrapNote};
use nourish_store::{Damage, Durability, Importing, Secret, Store, StoreError};
use proptest::prelude::*;
use rusqlite::Connection;

#[test]
fn what_was_logged_is_there_after_the_program_ends() {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..3);
    drop(store);
    assert_eq!(weights_g(&house.open().unwrap()), [70_000, 70_001, 70_002]);
}

#[test]
fn folding_changes_no_answer() {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..200);
    let before = (weights_g(&store), store.summaries(CalendarDay::FIRST, CalendarDay::LAST).unwrap());
    assert!(store.fold_is_due());
    store.fold().unwrap();
    assert!(!store.fold_is_due());
    assert_eq!((weights_g(&store), store.summaries(CalendarDay::FIRST, CalendarDay::LAST).unwrap()), before);
    log_days(&mut store, 200..205);
    drop(store);
    let again = house.open().unwrap();
    assert_eq!(weights_g(&again).len(), 205);
    let health = again.check().unwrap();
    assert_eq!((health.damage, health.entries, health.signed_through), (vec![], 205, 205));
}

#[test]
fn a_correction_of_a_folded_entry_is_seen_at_once_and_found_again() {
    let (_house, mut store) = House::new();
    log_days(&mut store, 0..200);
    store.fold().unwrap();
    let first = store.read(day("2026-01-05"), day("2026-01-05")).unwrap().entries;
    let first = first.into_iter().find(|entry| entry.occurred().day() == day("2026-01-05")).unwrap();
    store
        .append(|next| {
            let fact = Fact::read("weight", &[("weight", "71 kg")]).unwrap();
            Ok::<_, StoreError>(vec![
                first.amend(fact, first.occurred().clone(), "misread", stamp(next, 0)).unwrap(),
            ])
        })
        .unwrap();
    let summary = store.summaries(day("2026-01-05"), day("2026-01-05")).unwrap();
    assert_eq!(summary[0].weight.unwrap().weight_g, 71_000);
    assert_eq!(store.history(first.id()).unwrap().len(), 2);
    store.fold().unwrap();
    assert_eq!(store.history(first.id()).unwrap().len(), 2);
    assert_eq!(store.history(EntryId::from_bytes([0xee; 16])).unwrap(), []);
}

#[test]
fn nothing_that_exists_is_overwritten_and_nothing_else_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "not a journal").unwrap();
    let made = Store::create(&path, secret(), Durability::Crash, Box::new(SeededEntropy::new(1)));
    assert_eq!(made.unwrap_err(), StoreError::AlreadyExists);
    assert_eq!(open_with(&path, secret()).unwrap_err(), StoreError::NotAJournal);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "not a journal");
    assert_eq!(open_with(&folder.path().join("absent"), secret()).unwrap_err(), StoreError::NotFound);

    let other = folder.path().join("other.sqlite");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert_eq!(open_with(&other, secret()).unwrap_err(), StoreError::NotAJournal);
}

#[test]
fn a_wrong_secret_opens_nothing_and_a_second_way_in_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.nourish");
    let mut store =
        Store::create(&path, secret(), Durability::Crash, Box::new(SeededEntropy::new(1))).unwrap();
    let key = file_key();
    let note = WrapNote::new(store.make_wrap_id().unwrap(), None, "").unwrap();
    store.add_way(Secret::KeyFile(&key), note).unwrap();
    drop(store);
    let wrong = Secret::Passphrase("something else", PassphraseCost::lowest_for_tests());
    assert_eq!(open_with(&path, wrong).unwrap_err(), StoreError::Locked(WrapError::WrongSecret));
    let stranger = FileKey::make(&mut SeededEntropy::new(5)).unwrap();
    assert_eq!(
        open_with(&path, Secret::KeyFile(&stranger)).unwrap_err(),
        StoreError::Locked(WrapError::WrongSecret)
    );
    assert!(open_with(&path, Secret::KeyFile(&key)).is_ok());
    assert!(open_with(&path, secret()).is_ok());
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_left() {
    let (house, store) = House::new();
    drop(store);
    house.plain().pragma_update(None, "user_version", 7).unwrap();
    assert_eq!(house.open().unwrap_err(), StoreError::NewerFormat { found: 7, known: 3 });
}

#[test]
fn an_import_adds_nothing_twice_and_nothing_at_all_when_it_is_dropped() {
    let (_house, mut store) = House::new();
    let drafts = || {
        (0..300)
            .map(|days: i32| (u128::from(days.unsigned_abs()), weight(day("2026-01-01").plus(days), 70_000)))
    };
    put_all(&mut store.import().unwrap(), drafts());
    assert_eq!(store.entry_count(), 0);

    let mut importing = store.import().unwrap();
    assert_eq!(put_all(&mut importing, drafts()), 300);
    assert_eq!(importing.finish().unwrap(), 300);
    let mut again = store.import().unwrap();
    assert_eq!(put_all(&mut again, drafts()), 0);
    again.finish().unwrap();
    assert_eq!(store.entry_count(), 300);
    log_days(&mut store, 300..302);
    assert_eq!(store.check().unwrap().damage, []);
}

#[test]
fn an_import_is_whole_and_its_chain_holds_in_whatever_order_its_file_goes() {
    let (days, a_day) = (1_000, 18);
    let by_day = || (0..days).flat_map(move |day| (0..a_day).map(move |nth| (day, nth)));
    let by_kind = || (0..a_day).flat_map(move |nth| (0..days).map(move |day| (day, nth)));
    let on_one_day = (0..days * a_day).map(|nth| (0, nth));
    let orders: [Vec<(i32, i32)>; 4] =
        [by_day().collect(), by_kind().collect(), by_day().rev().collect(), on_one_day.collect()];
    for order in orders {
        let (house, mut store) = House::new();
        log_days(&mut store, 0..3);
        let drafts = || {
            order.iter().map(|(after, nth)| {
                let name = 1_000_000 + u128::from((after * a_day + nth).unsigned_abs());
                (name, weight(day("2022-01-01").plus(*after), 70_000))
            })
        };
        let mut importing = store.import().unwrap();
        assert_eq!(put_all(&mut importing, drafts()), 18_000);
        assert_eq!(importing.finish().unwrap(), 18_000);
        log_days(&mut store, 3..5);
        drop(store);
        let mut store = house.open().unwrap();
        assert_eq!((store.check().unwrap().damage, store.entry_count()), (vec![], 18_005));
        // Whoever asks for all of it once more takes up week after week, and changes nothing.
        let mut importing = store.import().unwrap();
        assert_eq!(put_all(&mut importing, drafts()), 0);
        assert_eq!(importing.finish().unwrap(), 0);
        assert_eq!((store.check().unwrap().damage, store.entry_count()), (vec![], 18_005));
    }
}

/// A file goes by day, and more than is held at once comes before the week that the disk has no room for.
#[test]
fn an_import_that_failed_on_its_way_cannot_be_finished_and_leaves_nothing() {
    let drafts = |days: std::ops::Range<i32>| {
        let one = |days: i32| (days, weight(day("2022-01-01").plus(days / 900), 70_000));
        days.map(one).map(|(name, draft)| (1_000_000 + u128::from(name.unsigned_abs()), draft))
    };
    let entry = |importing: &Importing<'_>, (name, draft): (u128, Draft)| {
        let id = EntryId::from_bytes(name.to_be_bytes());
        Entry::parse(draft, Stamp { id, ..stamp(importing.next(), 0) }).unwrap()
    };
    let (house, mut store) = House::new();
    log_days(&mut store, 0..2);
    // SQLite allows no fewer pages than there are.
    store.limit_pages_for_tests(1).unwrap();
    let mut importing = store.import().unwrap();
    let refused = drafts(0..20_000).find_map(|draft| {
        let entry = entry(&importing, draft);
        importing.put(entry).err()
    });
    assert_eq!(refused, Some(StoreError::StorageFull));
    // Whoever goes on regardless is told so each time.
    let next = entry(&importing, (1, weight(day("2022-01-01"), 70_000)));
    assert_eq!(importing.put(next), Err(StoreError::StorageFull));
    assert_eq!(
        importing.contains(day("2022-01-01"), EntryId::from_bytes([9; 16])),
        Err(StoreError::StorageFull)
    );
    assert_eq!(importing.finish(), Err(StoreError::StorageFull));
    assert_eq!(weights_g(&store), [70_000, 70_001]);

    // The very last put may be the one that failed: nothing comes after it that would notice.
    let mut importing = store.import().unwrap();
    assert_eq!(put_all(&mut importing, drafts(0..8_200)), 8_200);
    let last = entry(&importing, (1, weight(day("2023-01-01"), 70_000)));
    assert_eq!(importing.put(last), Err(StoreError::StorageFull));
    assert_eq!(importing.finish(), Err(StoreError::StorageFull));

    // One that is numbered wrongly is no less a failure, whatever came before it.
    drop(store);
    let mut store = house.open().unwrap();
    let mut importing = store.import().unwrap();
    assert_eq!(put_all(&mut importing, drafts(0..3)), 3);
    let ahead = Entry::parse(weight(day("2022-01-01"), 70_000), stamp(importing.next(), 5)).unwrap();
    assert_eq!(importing.put(ahead), Err(StoreError::Misnumbered));
    assert_eq!(importing.finish(), Err(StoreError::Misnumbered));
    assert_eq!((weights_g(&store), store.check().unwrap().damage), (vec![70_000, 70_001], vec![]));
    let mut importing = store.import().unwrap();
    assert_eq!(put_all(&mut importing, drafts(0..8_200)), 8_200);
    assert_eq!(importing.finish(), Ok(8_200));
    assert_eq!((store.entry_count(), store.check().unwrap().damage), (8_202, vec![]));
}

#[test]
fn suspended_means_no_lock_and_resumed_means_all_is_there() {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..2);
    store.suspend().unwrap();
    assert_eq!(store.read_all().unwrap_err(), StoreError::Suspended);
    house.plain().execute_batch("BEGIN EXCLUSIVE; COMMIT").unwrap();
    store.resume().unwrap();
    assert_eq!(weights_g(&store), [70_000, 70_001]);
}

#[test]
fn a_second_program_sees_and_continues_what_the_first_wrote() {
    let (house, mut first) = House::new();
    log_days(&mut first, 0..2);
    let mut second = house.open().unwrap();
    log_days(&mut second, 2..4);
    log_days(&mut first, 4..6);
    drop((first, second));
    let health = house.open().unwrap().check().unwrap();
    assert_eq!((health.damage, health.entries), (vec![], 6));
}

#[test]
fn while_another_program_writes_the_journal_is_in_use() {
    let (house, mut store) = House::new();
    let writer = house.plain();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = store.append(|_| Ok::<_, StoreError>(Vec::new()));
    assert_eq!(refused.unwrap_err(), StoreError::InUse);
}

#[test]
fn an_entry_out_of_turn_is_refused() {
    let (_house, mut store) = House::new();
    let refused = store.append(|next| {
        Ok::<_, StoreError>(vec![Entry::parse(weight(day("2026-01-01"), 70_000), stamp(next, 5)).unwrap()])
    });
    assert_eq!(refused.unwrap_err(), StoreError::Misnumbered);
    assert_eq!(store.entry_count(), 0);
}

#[test]
fn a_full_disk_refuses_the_entry_and_keeps_the_rest() {
    let (house, mut store) = House::new();
    log_days(&mut store, 0..2);
    drop(store);
    let limited = house.plain();
    let pages: i64 = limited.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    drop(limited);
    // SQLite's own limit stands in for a full disk; it holds for one connection, so it is set through the one in use.
    let mut store = house.open().unwrap();
    store.limit_pages_for_tests(pages).unwrap();
    let text = "x".repeat(3_900);
    let note = || {
        let at = Moment::parse("2026-01-03T07:30[Europe/Madrid]").unwrap();
        Draft::new(at, Source::Typed, Fact::read("note", &[("text", &text)]).unwrap())
    };
    let refused = (0..20)
        .find_map(|_| store.append(|next| Ok(vec![Entry::parse(note(), stamp(next, 0)).unwrap()])).err());
    assert_eq!(refused, Some(StoreError::StorageFull));
    assert_eq!(weights_g(&store), [70_000, 70_001]);
    assert_eq!(store.check().unwrap().damage, []);
}

mod damage {
    use super::*;

    fn folded() -> House {
        let (house, mut store) = House::new();
        log_days(&mut store, 0..200);
        store.fold().unwrap();
        log_days(&mut store, 200..203);
        drop(store);
        house
    }

    #[test]
    fn a_block_that_was_changed_is_named_and_hides_no_other() {
        let house = folded();
        let changed = house.plain().execute(
            "UPDATE block SET sealed = CAST(substr(sealed, 1, 99) || x'00' || substr(sealed, 101) AS BLOB) WHERE place IN (SELECT place FROM block LIMIT 1)",
            [],
        );
        assert_eq!(changed, Ok(1));
        let store = house.open().unwrap();
        let reading = store.read_all().unwrap();
        let [Damage::Week(_)] = reading.damage[..] else { panic!("{:?}", reading.damage) };
        assert!(reading.entries.len() >= 196 && reading.entries.len() < 203);
        assert_eq!(store.check().unwrap().damage, reading.damage);
    }

    #[test]
    fn a_damaged_block_is_set_aside_before_its_week_is_written_again() {
        let house = folded();
        house.plain().execute("UPDATE block SET sealed = x'0102'", []).unwrap();
        let mut store = house.open().unwrap();
        let mut importing = store.import().unwrap();
        put_all(&mut importing, [(u128::MAX, weight(day("2026-01-05"), 69_000))]);
        importing.finish().unwrap();
        assert_eq!(store.check().unwrap().set_aside, 1);
        assert!(weights_g(&store).contains(&69_000));
    }

    #[test]
    fn swapped_blocks_are_both_named() {
        let house = folded();
        house
            .plain()
            .execute_batch(
                "CREATE TEMP TABLE two AS SELECT place, sealed FROM block LIMIT 2;
                 UPDATE block SET sealed = (SELECT sealed FROM two WHERE two.place <> block.place)
                 WHERE place IN (SELECT place FROM two);",
            )
            .unwrap();
        assert_eq!(house.open().unwrap().read_all().unwrap().damage.len(), 2);
    }

    #[test]
    fn an_old_copy_of_a_block_put_back_is_named() {
        let (house, mut store) = House::new();
        log_days(&mut store, 0..140);
        store.fold().unwrap();
        drop(store);
        let plain = house.plain();
        plain.execute_batch("CREATE TABLE old AS SELECT place, sealed FROM block").unwrap();
        let mut store = house.open().unwrap();
        let mut importing = store.import().unwrap();
        put_all(&mut importing, [(u128::MAX, weight(day("2026-01-05"), 69_000))]);
        importing.finish().unwrap();
        drop(store);
        plain
            .execute_batch("UPDATE block SET sealed = (SELECT sealed FROM old WHERE old.place = block.place)")
            .unwrap();
        assert_eq!(house.open().unwrap().read_all().unwrap().damage.len(), 1);
    }

    #[test]
    fn fresh_rows_that_were_taken_out_or_cut_off_are_missed() {
        for (delete, expected) in [
            ("DELETE FROM tail WHERE number = (SELECT min(number) FROM tail)", true),
            ("DELETE FROM tail WHERE number = (SELECT max(number) FROM tail)", true),
            ("DELETE FROM tail WHERE number = 0", false),
        ] {
            let house = folded();
            house.plain().execute_batch(delete).unwrap();
            let store = house.open().unwrap();
            let gaps = store.read_all().unwrap().damage;
            assert_eq!(matches!(gaps[..], [Damage::TailGap(_)]), expected, "{delete}: {gaps:?}");
        }
    }

    #[test]
    fn a_lost_or_wrong_summary_is_made_anew() {
        let house = folded();
        let all = || {
            let store = house.open().unwrap();
            store.summaries(CalendarDay::FIRST, CalendarDay::LAST).unwrap()
        };
        let before = all();
        house.plain().execute("UPDATE summary SET sealed = x'00'", []).unwrap();
        assert_eq!(all(), before);
        house.plain().execute("DELETE FROM summary", []).unwrap();
        assert_eq!(all(), before);
    }

    #[test]
    fn a_lost_summary_stays_whole_when_another_week_is_written() {
        let house = folded();
        house.plain().execute("DELETE FROM summary", []).unwrap();
        let mut store = house.open().unwrap();
        let mut importing = store.import().unwrap();
        put_all(&mut importing, [(u128::MAX, weight(day("2026-01-05"), 69_000))]);
        importing.finish().unwrap();
        assert_eq!(store.summaries(CalendarDay::FIRST, CalendarDay::LAST).unwrap().len(), 203);
    }

    #[test]
    fn a_truncated_file_is_refused_or_named_and_left_as_it_is() {
        let house = folded();
        let whole = std::fs::read(house.path()).unwrap();
        for part in 1..8 {
            let cut = &whole[..whole.len() * part / 8];
            std::fs::write(house.path(), cut).unwrap();
            let named = match house.open() {
                Err(error) => matches!(
                    error,
                    StoreError::Damaged(_) | StoreError::NotAJournal | StoreError::StorageUnavailable
                ),
                Ok(store) => store.read_all().map_or(true, |reading| !reading.damage.is_empty()),
            };
            assert!(named, "cut to {part}/8");
            assert_eq!(std::fs::read(house.path()).unwrap(), cut, "cut to {part}/8");
        }
    }

    #[test]
    fn the_file_holds_no_word_of_what_was_logged() {
        let (house, mut store) = House::new();
        let at = Moment::parse("2026-01-03T07:30[Europe/Madrid]").unwrap();
        let fact = Fact::read("note", &[("text", "unmistakable-marker")]).unwrap();
        log(&mut store, vec![Draft::new(at, Source::Typed, fact)]);
        store.suspend().unwrap();
        let bytes = std::fs::read(house.path()).unwrap();
        for word in [b"unmistakable".as_slice(), b"Madrid", b"2026-01"] {
            assert!(!bytes.windows(word.len()).any(|window| window == word));
        }
    }
}

/// What a model journal does beside the real one.
#[derive(Debug, Clone)]
enum Step {
    Log(i32, u32),
    Import(Vec<(u8, i32, u32)>),
    Retract(prop::sample::Index),
    Fold,
    Reopen,
}

fn any_step() -> impl Strategy<Value = Step> {
    let days = 0..400i32;
    let weight = 60_000..61_000u32;
    prop_oneof![
        6 => (days.clone(), weight.clone()).prop_map(|(days, weight)| Step::Log(days, weight)),
        2 => prop::collection::vec((0u8..40, days, weight), 0..30).prop_map(Step::Import),
        2 => any::<prop::sample::Index>().prop_map(Step::Retract),
        1 => Just(Step::Fold),
        1 => Just(Step::Reopen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is done in whatever order, the store answers as a plain list of the same entries would.
    #[test]
    fn answers_as_a_list_would(steps in prop::collection::vec(any_step(), 1..60)) {
        let (house, mut store) = House::new();
        let mut list: Vec<Entry> = Vec::new();
        for step in steps {
            match step {
                Step::Log(days, weight_g) => list.extend(log(&mut store, vec![weight(day("2026-01-01").plus(days), weight_g)])),
                Step::Import(rows) => {
                    let mut importing = store.import().unwrap();
                    for (name, days, weight_g) in rows {
                        // The name fixes the day, as an origin does.
                        let draft = weight(day("2026-01-01").plus(i32::from(name) * 9 + days % 2), weight_g);
                        let id = EntryId::from_bytes(((u128::from(name) + 1) << 64 | (days % 2) as u128).to_be_bytes());
                        let known = list.iter().any(|entry| entry.id() == id);
                        prop_assert_eq!(importing.contains(draft.occurred.day(), id).unwrap(), known);
                        if !known {
                            let entry = Entry::parse(draft, Stamp { id, ..stamp(importing.next(), 0) }).unwrap();
                            importing.put(entry.clone()).unwrap();
                            list.push(entry);
                        }
                    }
                    importing.finish().unwrap();
                }
                Step::Retract(index) if !list.is_empty() => {
                    let entry = index.get(&list).clone();
                    let retracted = store.append(|next| Ok::<_, StoreError>(vec![entry.retract("model", stamp(next, 0)).unwrap()]));
                    list.extend(retracted.unwrap());
                }
                Step::Retract(_) => {}
                Step::Fold => store.fold().unwrap(),
                Step::Reopen => {
                    drop(store);
                    store = house.open().unwrap();
                }
            }
        }
        let expected = Timeline::of(list.clone());
        prop_assert_eq!(&Timeline::of(store.read_all().unwrap().entries), &expected);
        prop_assert_eq!(store.entry_count(), list.len() as u64);
        let health = store.check().unwrap();
        prop_assert_eq!((health.damage, health.entries), (vec![], list.len() as u64));
        let days = store.summaries(CalendarDay::FIRST, CalendarDay::LAST).unwrap();
        prop_assert_eq!(days, DaySummary::of(&expected));
    }
}

mod settings {
    use super::*;
    use nourish_store::Setting;

    fn set(store: &mut Store, setting: Setting, text: &str) -> Result<(), StoreError> {
        store.change_setting(setting, |_| Ok(text.as_bytes().to_vec()))
    }

    #[test]
    fn a_setting_is_there_after_the_program_ends_and_changes_as_a_whole() {
        let (house, mut store) = House::new();
        assert_eq!(store.setting(Setting::Packs), Ok(None));
        set(&mut store, Setting::Packs, "one").unwrap();
        set(&mut store, Setting::Sites, "a site").unwrap();
        let refused = store.change_setting(Setting::Packs, |_| Err::<Vec<u8>, _>(StoreError::NotAJournal));
        assert_eq!(refused, Err(StoreError::NotAJournal));
        store
            .change_setting(Setting::Packs, |before| {
                Ok::<_, StoreError>([before.unwrap(), b" two".to_vec()].concat())
            })
            .unwrap();
        drop(store);
        let store = house.open().unwrap();
        assert_eq!(store.setting(Setting::Packs), Ok(Some(b"one two".to_vec())));
        assert_eq!(store.setting(Setting::Sites), Ok(Some(b"a site".to_vec())));
        assert_eq!(store.check().unwrap().damage, []);
        assert_eq!(house.plain().query_row("SELECT count(*) FROM setting", [], |row| row.get(0)), Ok(2));
    }

    #[test]
    fn one_that_does_not_open_is_named_kept_and_written_beside() {
        let (house, mut store) = House::new();
        set(&mut store, Setting::Packs, "one").unwrap();
        log(&mut store, vec![weight(day("2026-11-20"), 68_400)]);
        drop(store);
        house.plain().execute("UPDATE setting SET sealed = zeroblob(129)", []).unwrap();
        let mut store = house.open().unwrap();
        let damage = Damage::Setting(Setting::Packs);
        assert_eq!(store.setting(Setting::Packs), Err(StoreError::Damaged(damage)));
        assert_eq!(store.check().unwrap().damage, [damage]);
        assert_eq!(weights_g(&store), [68_400]);
        set(&mut store, Setting::Packs, "two").unwrap();
        assert_eq!(store.setting(Setting::Packs), Ok(Some(b"two".to_vec())));
        assert_eq!(store.check().unwrap().damage, []);
        drop(store);
        let kept = "SELECT count(*) FROM setting WHERE sealed = zeroblob(129)";
        assert_eq!(house.plain().query_row(kept, [], |row| row.get(0)), Ok(1));
    }

    #[test]
    fn a_setting_put_in_the_place_of_another_does_not_open() {
        let (house, mut store) = House::new();
        set(&mut store, Setting::Packs, "packs").unwrap();
        set(&mut store, Setting::Sites, "sites").unwrap();
        drop(store);
        let swap = "UPDATE setting SET place = (SELECT min(place) FROM setting) + ((SELECT max(place) FROM setting) - place)";
        house.plain().execute(swap, []).unwrap();
        let store = house.open().unwrap();
        for setting in [Setting::Packs, Setting::Sites] {
            assert_eq!(store.setting(setting), Err(StoreError::Damaged(Damage::Setting(setting))));
        }
    }

    #[test]
    fn a_file_of_the_first_version_gets_its_place_for_settings_and_keeps_its_entries() {
        let (house, mut store) = House::new();
        log(&mut store, vec![weight(day("2026-11-20"), 68_400)]);
        drop(store);
        house.plain().execute_batch("DROP TABLE setting; PRAGMA user_version = 1").unwrap();
        let mut store = house.open().unwrap();
        assert_eq!(weights_g(&store), [68_400]);
        assert_eq!(store.setting(Setting::Packs), Ok(None));
        set(&mut store, Setting::Packs, "one").unwrap();
        drop(store);
        assert_eq!(house.open().unwrap().setting(Setting::Packs), Ok(Some(b"one".to_vec())));
        let schema = |connection: Connection| -> String {
            connection
                .query_row(
                    "SELECT group_concat(sql) FROM (SELECT sql FROM sqlite_schema ORDER BY name)",
                    [],
                    |row| row.get(0),
                )
                .unwrap()
        };
        let (fresh, made) = House::new();
        drop(made);
        assert_eq!(schema(house.plain()), schema(fresh.plain()));
    }
}
