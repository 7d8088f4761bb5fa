//! How often the mailbox has the disk flush what it was given: once for each group that it acknowledges, and never for nothing.

use nourish_faults::{Disk, install};
use nourish_server::SqliteMailbox;
use nourish_sync::{JournalId, Kept, Mailbox, Parcel, SeededEntropy};

/// Groups that fit into SQLite's log before it is moved into the file, which flushes on its own account.
const GROUPS: u8 = 20;
/// Requests of a group.
const REQUESTS: u8 = 16;

#[test]
fn a_group_of_requests_is_flushed_exactly_once() {
    install();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mailbox.sqlite");
    Disk::load([(path.to_string_lossy().into_owned(), Vec::new())].into());
    let mut mailbox = SqliteMailbox::open(&path, &mut SeededEntropy::new(1)).unwrap();
    let parcel = |group, request| [Parcel::Batch { sealed: vec![group, request, 3, 4] }];
    let journal = |request| JournalId::from_bytes([request; 16]);
    // The log's own head is flushed once, with the first that is written to it.
    mailbox.append(journal(0), &parcel(0, 0)).unwrap();
    for group in 1..=GROUPS {
        let before = Disk::trace().flushes();
        let kept = mailbox.whole(|mailbox| {
            (0..REQUESTS)
                .map(|request| {
                    mailbox.whole(|mailbox| mailbox.append(journal(request), &parcel(group, request)))
                })
                .collect::<Result<Vec<_>, _>>()
        });
        assert!(kept.unwrap().iter().flatten().all(|kept| matches!(kept, Kept::At(_))));
        assert_eq!(Disk::trace().flushes() - before, 1, "group {group}");
    }
    let before = Disk::trace().flushes();
    // What is there already, what is read, and messages that are over and never were, cost no flush.
    assert_eq!(mailbox.append(journal(1), &parcel(1, 1)).unwrap(), [Kept::Already(1)]);
    mailbox.read(journal(1), 0, u64::MAX).unwrap();
    mailbox.forget_slots(i64::MAX).unwrap();
    assert_eq!(Disk::trace().flushes(), before);
}
