//! The mailbox in memory and the one in SQLite keep the same promises, and give the same answers to anything.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod books;
mod conformance;
mod requests;

use conformance::Asked;
use nourish_server::{Copied, CopyError, Ledger, MailboxError, SqliteMailbox, StoreAddress, copy};
use nourish_sync::{
    Answer, DeviceId, DeviceKey, JournalId, Kept, Mailbox, MemoryMailbox, Parcel, Request, SystemEntropy,
    entry_hash,
};
use proptest::prelude::*;
use requests::{requests, without_generation};
use rusqlite::Connection;
use std::time::SystemTime;

/// A mailbox in the same process.
struct Direct<M>(M);

impl<M: Mailbox> Asked for Direct<M> {
    fn ask(&mut self, journal: JournalId, key: &DeviceKey, request: &Request) -> Answer {
        self.0.answer(journal, key.id(), request.clone()).unwrap()
    }
}

fn sqlite(folder: &tempfile::TempDir) -> SqliteMailbox {
    SqliteMailbox::open(&folder.path().join("mailbox.sqlite"), &mut SystemEntropy::new()).unwrap()
}

#[test]
fn a_mailbox_in_memory_keeps_every_promise() {
    conformance::keeps_every_promise(|| Direct(MemoryMailbox::default()));
}

#[test]
fn a_mailbox_in_sqlite_keeps_every_promise() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = 0;
    conformance::keeps_every_promise(|| {
        files += 1;
        let path = folder.path().join(format!("{files}.sqlite"));
        Direct(SqliteMailbox::open(&path, &mut SystemEntropy::new()).unwrap())
    });
}

#[test]
fn what_was_kept_is_there_when_the_file_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let journal = JournalId::from_bytes([1; 16]);
    let parcel = Parcel::Batch { sealed: vec![7; 100] };
    let mut mailbox = sqlite(&folder);
    mailbox.append(journal, std::slice::from_ref(&parcel)).unwrap();
    let generation = mailbox.generation(journal).unwrap();
    drop(mailbox);
    let mut mailbox = sqlite(&folder);
    assert_eq!(mailbox.read(journal, 0, u64::MAX).unwrap().parcels, [(1, parcel)]);
    assert_eq!(mailbox.generation(journal).unwrap(), generation);
}

#[test]
fn generations_differ_by_file_by_journal_and_after_a_restore() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let journals = [JournalId::from_bytes([1; 16]), JournalId::from_bytes([2; 16])];
    let mut mailbox = sqlite(&folder);
    let mut seen = journals.map(|journal| mailbox.generation(journal).unwrap()).to_vec();
    seen.push(sqlite(&other).generation(journals[0]).unwrap());
    mailbox.mark_restored(&mut SystemEntropy::new()).unwrap();
    let renewed = mailbox.generation(journals[0]).unwrap();
    seen.push(renewed);
    drop(mailbox);
    assert_eq!(sqlite(&folder).generation(journals[0]).unwrap(), renewed);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 4);
}

#[test]
fn a_file_of_a_newer_version_or_of_something_else_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(sqlite(&folder));
    let path = folder.path().join("mailbox.sqlite");
    let file = Connection::open(&path).unwrap();
    file.execute_batch("PRAGMA user_version = 99; UPDATE mailbox SET serves_from = 99").unwrap();
    let open = |path| SqliteMailbox::open(path, &mut SystemEntropy::new());
    let refused = open(&path).unwrap_err();
    assert_eq!(refused, MailboxError::NewerFormat { found: 99, known: 5 });
    assert!(refused.to_string().contains("99"));

    let foreign = folder.path().join("foreign.sqlite");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE parcel (a)").unwrap();
    let before = std::fs::read(&foreign).unwrap();
    assert_eq!(open(&foreign).unwrap_err(), MailboxError::NotAMailbox);
    assert_eq!(std::fs::read(&foreign).unwrap(), before);
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "broth, 200 ml, and more of it than a header of SQLite is long".repeat(20))
        .unwrap();
    assert_eq!(open(&text).unwrap_err(), MailboxError::NotAMailbox);
}

/// What a step of the next version may do: it only adds.
const NEXT: &str = "
    ALTER TABLE journal ADD COLUMN colour TEXT NOT NULL DEFAULT 'plain';
    ALTER TABLE parcel ADD COLUMN weight INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE heads ADD COLUMN weight INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE slot ADD COLUMN weight INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE mailbox ADD COLUMN motto TEXT NOT NULL DEFAULT 'none';
    CREATE TABLE orchard (tree TEXT NOT NULL);
    PRAGMA user_version = 6";

#[test]
fn a_file_to_which_the_next_version_added_something_is_served_on_and_taken_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = 0;
    let mut path = || {
        files += 1;
        folder.path().join(format!("{files}.sqlite"))
    };
    let open = |path: &std::path::Path| SqliteMailbox::open(path, &mut SystemEntropy::new()).unwrap();
    let add = |path: &std::path::Path| Connection::open(path).unwrap().execute_batch(NEXT).unwrap();
    conformance::keeps_every_promise(|| {
        let path = path();
        let mailbox = open(&path);
        add(&path);
        Direct(mailbox)
    });
    conformance::keeps_every_promise(|| {
        let path = path();
        drop(open(&path));
        add(&path);
        Direct(open(&path))
    });
    let path = path();
    drop(open(&path));
    add(&path);
    let file = Connection::open(&path).unwrap();
    file.execute_batch("UPDATE mailbox SET motto = 'kept'").unwrap();
    open(&path).mark_restored(&mut SystemEntropy::new()).unwrap();
    let kept = "SELECT motto, (SELECT user_version FROM pragma_user_version) FROM mailbox";
    let kept: (String, i64) = file.query_row(kept, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(kept, ("kept".into(), 6), "nothing of it is undone");
}

/// Whoever takes something away must say from which version on that is served.
#[test]
fn a_step_that_takes_something_away_raises_what_it_is_served_from() {
    let mut steps = 0;
    for store in ["sqlite", "postgres"] {
        let folder = format!("{}/../migrations/server/{store}", env!("CARGO_MANIFEST_DIR"));
        for step in std::fs::read_dir(folder).unwrap() {
            let sql = std::fs::read_to_string(step.unwrap().path()).unwrap();
            let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default().to_uppercase());
            let sql: String = lines.collect::<Vec<_>>().join(" ");
            let takes = ["DROP ", "RENAME ", " TYPE "].iter().any(|word| sql.contains(word));
            assert!(!takes || sql.contains("SERVES_FROM ="), "{sql}");
            steps += 1;
        }
    }
    assert!(steps >= 9);
}

/// A file as the first version made it, with a parcel in it.
#[test]
fn a_file_of_the_first_version_is_brought_up_to_date_with_everything_in_it() {
    const FIRST: &str = include_str!("../../migrations/server/sqlite/0001_mailbox.sql");
    let folder = tempfile::tempdir().unwrap();
    let file = Connection::open(folder.path().join("mailbox.sqlite")).unwrap();
    file.execute_batch(FIRST).unwrap();
    file.execute_batch("PRAGMA application_id = 0x4e6f4d62; PRAGMA user_version = 1").unwrap();
    let (journal, sealed) = (JournalId::from_bytes([1; 16]), vec![7_u8; 100]);
    let parcel = Parcel::Batch { sealed: sealed.clone() };
    file.execute("INSERT INTO mailbox VALUES (1, ?1)", [[3_u8; 16]]).unwrap();
    let journal_row = "INSERT INTO journal (journal_id, parcels, bytes) VALUES (?1, 1, 100)";
    file.execute(journal_row, [journal.as_bytes()]).unwrap();
    let parcel_row = "INSERT INTO parcel (key, journal, hash, sealed) VALUES ((1 << 40) + 1, 1, ?1, ?2)";
    file.execute(parcel_row, rusqlite::params![parcel.hash(), sealed]).unwrap();
    drop(file);
    let mut mailbox = sqlite(&folder);
    assert_eq!(mailbox.read(journal, 0, u64::MAX).unwrap().parcels, [(1, parcel.clone())]);
    assert!(!mailbox.is_closed(journal).unwrap());
    assert_eq!(mailbox.append(journal, std::slice::from_ref(&parcel)).unwrap(), [Kept::Already(1)]);
    assert!(mailbox.erase(journal, 1, parcel.hash()).unwrap());
    // Nobody knows since when it was there; it was used until today at the latest.
    let today = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() as i64 / 86_400;
    let address = StoreAddress::Sqlite(folder.path().join("mailbox.sqlite"));
    let holding = Ledger::open(&address).unwrap().journal("0101").unwrap().holding;
    assert_eq!(holding.begun_on, None);
    assert!(holding.used_on.is_some_and(|used_on| (today - 1..=today).contains(&used_on)));
    let fresh = tempfile::tempdir().unwrap();
    drop(sqlite(&fresh));
    let columns = |folder: &tempfile::TempDir| {
        let file = Connection::open(folder.path().join("mailbox.sqlite")).unwrap();
        let sql = "SELECT schema.name, columns.name, columns.type FROM sqlite_schema AS schema,
             pragma_table_info(schema.name) AS columns ORDER BY 1, 2";
        let mut statement = file.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]));
        rows.unwrap().collect::<Result<Vec<[String; 3]>, _>>().unwrap()
    };
    assert_eq!(columns(&folder), columns(&fresh));
}

#[test]
fn what_is_erased_or_closed_is_not_in_the_file_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let mut mailbox = sqlite(&folder).with_journal_bytes(40_000);
    let journal = JournalId::from_bytes([1; 16]);
    let parcels =
        [b"lentils and rice ", b"porridge and jam "].map(|word| Parcel::Batch { sealed: word.repeat(1_000) });
    mailbox.append(journal, &parcels).unwrap();
    assert!(!mailbox.has_room(journal, 10_000).unwrap());
    assert!(mailbox.erase(journal, 1, parcels[0].hash()).unwrap());
    assert!(mailbox.has_room(journal, 10_000).unwrap());
    drop(mailbox);
    let holds = |word: &[u8]| {
        let file = std::fs::read(folder.path().join("mailbox.sqlite")).unwrap();
        file.windows(word.len()).any(|bytes| bytes == word)
    };
    assert!(!holds(b"lentils and rice") && holds(b"porridge and jam"));
    sqlite(&folder).close(journal).unwrap();
    assert!(!holds(b"porridge and jam"));
}

#[test]
fn a_copy_is_the_same_and_goes_on_where_it_ended() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let address = |folder: &tempfile::TempDir| StoreAddress::Sqlite(folder.path().join("mailbox.sqlite"));
    let (from, into) = (address(&folder), address(&other));
    assert_eq!(copy(&from, &into, &mut |_| ()), Err(CopyError::From(MailboxError::NotAMailbox)));
    let mut mailbox = sqlite(&folder);
    mailbox.set_time(50 * 86_400);
    let journals = [1, 2, 3].map(|byte| JournalId::from_bytes([byte; 16]));
    let batch = |fill: u8| Parcel::Batch { sealed: vec![fill; 100] };
    let (device, heads) = (DeviceId::from_bytes([5; 16]), b"heads");
    mailbox
        .append(journals[0], &[batch(1), Parcel::Circle { number: 0, sealed: vec![2; 9] }, batch(3)])
        .unwrap();
    mailbox.erase(journals[0], 1, batch(1).hash()).unwrap();
    mailbox.publish(journals[0], device, heads).unwrap();
    mailbox.put_part(journals[0], entry_hash(b"part"), b"part").unwrap();
    mailbox.put_checkpoint(journals[0], b"checkpoint", &[entry_hash(b"part")]).unwrap();
    mailbox.append(journals[1], &[batch(3)]).unwrap();
    let served = vec![(device, [7; 32])];
    journals.iter().for_each(|journal| mailbox.serve(*journal, &served).unwrap());
    mailbox.close(journals[2]).unwrap();
    let mut books = Ledger::open(&from).unwrap();
    books.allow(&"ab".repeat(16)).unwrap();
    let copied = copy(&from, &into, &mut |_| ()).unwrap();
    assert_eq!(copied, Copied { journals: 3, parcels: 4, brought: 4 });
    let mut copied_books = Ledger::open(&into).unwrap();
    assert_eq!(copied_books.allowed(), Ok(vec![JournalId::from_bytes([0xab; 16])]));
    assert_eq!(copied_books.journal("0101").unwrap().holding.used_on, Some(50));
    assert_eq!(copied_books.stats(50), books.stats(50));
    let same = |mailbox: &mut SqliteMailbox| {
        let mut copy = sqlite(&other);
        for journal in journals {
            assert_eq!(copy.read(journal, 0, u64::MAX).unwrap(), mailbox.read(journal, 0, u64::MAX).unwrap());
            assert_eq!(copy.heads(journal).unwrap(), mailbox.heads(journal).unwrap());
            assert_eq!(copy.served(journal).unwrap(), mailbox.served(journal).unwrap());
            assert_eq!(copy.is_closed(journal).unwrap(), mailbox.is_closed(journal).unwrap());
            assert_eq!(copy.generation(journal).unwrap(), mailbox.generation(journal).unwrap());
            assert_eq!(copy.get_checkpoint(journal).unwrap(), mailbox.get_checkpoint(journal).unwrap());
        }
        assert_eq!(copy.get_part(journals[0], entry_hash(b"part")).unwrap().as_deref(), Some(&b"part"[..]));
    };
    same(&mut mailbox);
    // What came, and went, since.
    mailbox.append(journals[0], &[batch(4)]).unwrap();
    mailbox.erase(journals[0], 3, batch(3).hash()).unwrap();
    let copied = copy(&from, &into, &mut |_| ()).unwrap();
    assert_eq!(copied, Copied { journals: 3, parcels: 5, brought: 1 });
    same(&mut mailbox);
    // A copy that was served meanwhile is not written over.
    sqlite(&other).append(journals[1], &[batch(9)]).unwrap();
    assert_eq!(copy(&from, &into, &mut |_| ()), Err(CopyError::Differs));
    mailbox.append(journals[1], &[batch(8)]).unwrap();
    assert_eq!(copy(&from, &into, &mut |_| ()), Err(CopyError::Differs));
    // Nor is another mailbox.
    let third = tempfile::tempdir().unwrap();
    sqlite(&third).append(journals[1], &[batch(3)]).unwrap();
    assert_eq!(copy(&from, &address(&third), &mut |_| ()), Err(CopyError::NotEmpty));
}

#[test]
fn a_journal_takes_no_more_than_its_room() {
    let folder = tempfile::tempdir().unwrap();
    let mut mailbox = sqlite(&folder).with_journal_bytes(250);
    let journal = JournalId::from_bytes([1; 16]);
    let batches = |fill: u8| Parcel::Batch { sealed: vec![fill; 100] };
    let kept = mailbox.append(journal, &[batches(1), batches(2), batches(3)]).unwrap();
    assert_eq!(kept, [Kept::At(1), Kept::At(2), Kept::NoRoom]);
    let small = Parcel::Batch { sealed: vec![4; 50] };
    assert_eq!(mailbox.append(journal, &[small]).unwrap(), [Kept::At(3)]);
    assert!(!mailbox.has_room(journal, 1).unwrap());
    assert!(mailbox.has_room(JournalId::from_bytes([2; 16]), 250).unwrap());
}

#[test]
fn whoever_runs_a_file_is_told_what_is_in_it_and_lets_go_of_what_is_old() {
    let folder = tempfile::tempdir().unwrap();
    let address = StoreAddress::Sqlite(folder.path().join("mailbox.sqlite"));
    assert_eq!(Ledger::open(&address).err(), Some(MailboxError::NotAMailbox));
    books::are_kept(&address, |day| {
        let mut mailbox = sqlite(&folder);
        mailbox.set_time(day * 86_400 + 7);
        mailbox
    });
}

#[test]
fn messages_of_pairings_go_when_their_time_is_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut mailbox = sqlite(&folder);
    mailbox.set_time(1_000);
    assert!(mailbox.put_slot([1; 16], 0, b"old").unwrap());
    mailbox.set_time(2_000);
    assert!(mailbox.put_slot([2; 16], 0, b"new").unwrap());
    mailbox.forget_slots(2_000).unwrap();
    assert_eq!(mailbox.get_slot([1; 16], 0).unwrap(), None);
    assert_eq!(mailbox.get_slot([2; 16], 0).unwrap().as_deref(), Some(&b"new"[..]));
}

#[test]
fn a_part_that_fails_undoes_itself_and_a_whole_that_fails_undoes_everything() {
    let folder = tempfile::tempdir().unwrap();
    let mut mailbox = sqlite(&folder);
    let journal = JournalId::from_bytes([1; 16]);
    let append = |mailbox: &mut SqliteMailbox, fill| {
        mailbox.append(journal, &[Parcel::Batch { sealed: vec![fill; 10] }]).map(|kept| kept[0])
    };
    let kept = mailbox.whole(|mailbox| {
        let first = append(mailbox, 1)?;
        let undone = mailbox.whole(|mailbox| {
            append(mailbox, 2)?;
            Err::<(), _>(MailboxError::StorageFull)
        });
        assert_eq!(undone, Err(MailboxError::StorageFull));
        Ok([first, append(mailbox, 3)?])
    });
    assert_eq!(kept.unwrap(), [Kept::At(1), Kept::At(2)]);
    let undone = mailbox.whole(|mailbox| {
        append(mailbox, 4)?;
        Err::<(), _>(MailboxError::StorageFull)
    });
    assert_eq!(undone, Err(MailboxError::StorageFull));
    assert_eq!(mailbox.read(journal, 0, u64::MAX).unwrap().count, 2);
}

#[test]
fn a_connection_for_reading_sees_what_is_kept_and_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut mailbox = sqlite(&folder);
    let mut reader = SqliteMailbox::open_for_reading(&folder.path().join("mailbox.sqlite")).unwrap();
    let journal = JournalId::from_bytes([1; 16]);
    let parcel = Parcel::Batch { sealed: vec![1; 10] };
    assert_eq!(reader.read(journal, 0, u64::MAX).unwrap().count, 0);
    mailbox.append(journal, std::slice::from_ref(&parcel)).unwrap();
    assert_eq!(reader.read(journal, 0, u64::MAX).unwrap().parcels, [(1, parcel.clone())]);
    assert!(reader.append(JournalId::from_bytes([2; 16]), &[parcel]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn both_mailboxes_give_the_same_answers(requests in requests()) {
        let folder = tempfile::tempdir().unwrap();
        let (mut memory, mut sqlite) = (MemoryMailbox::default(), sqlite(&folder));
        for (journal, device, request) in requests {
            let (journal, device) = (JournalId::from_bytes([journal; 16]), DeviceId::from_bytes([device; 16]));
            let expected = memory.answer(journal, device, request.clone()).unwrap();
            let answer = sqlite.answer(journal, device, request).unwrap();
            prop_assert_eq!(without_generation(answer), without_generation(expected));
        }
    }
}
