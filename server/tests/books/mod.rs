//! What whoever runs a mailbox is told of its store, and what becomes of old journals: the same for every store.

use nourish_server::{Details, Holding, Ledger, LedgerError, Purge, Purged, StoreAddress};
use nourish_sync::{DeviceId, JournalId, Kept, Mailbox, Parcel, entry_hash};

const SHARED: JournalId = JournalId::from_bytes([0x11; 16]);
const LEFT: JournalId = JournalId::from_bytes([0x11, 0x11, 0x22, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x22]);
const CLOSED: JournalId = JournalId::from_bytes([0xfe; 16]);

fn batch(fill: u8, bytes: usize) -> Parcel {
    Parcel::Batch { sealed: vec![fill; bytes] }
}

/// Tries the books of an empty store; `on` opens its mailbox on a day.
pub(crate) fn are_kept<M: Mailbox>(store: &StoreAddress, on: impl Fn(i64) -> M)
where
    M::Error: std::fmt::Debug,
{
    let served = [1, 2].map(|byte| (DeviceId::from_bytes([byte; 16]), [byte; 32]));
    let mut mailbox = on(100);
    let parcels = [Parcel::Circle { number: 0, sealed: vec![9; 50] }, batch(1, 100), batch(2, 30)];
    mailbox.append(SHARED, &parcels).unwrap();
    mailbox.serve(SHARED, &served).unwrap();
    mailbox.publish(SHARED, served[0].0, b"heads").unwrap();
    mailbox.erase(SHARED, 2, parcels[1].hash()).unwrap();
    mailbox.append(LEFT, &[batch(3, 1_000)]).unwrap();
    mailbox.put_part(LEFT, entry_hash(b"part"), b"part").unwrap();
    mailbox.put_checkpoint(LEFT, b"checkpoint", &[entry_hash(b"part")]).unwrap();
    mailbox.serve(LEFT, &served[..1]).unwrap();
    let mut mailbox = on(110);
    mailbox.serve(CLOSED, &served).unwrap();
    mailbox.close(CLOSED).unwrap();
    // To look is not to use.
    on(125).read(LEFT, 0, 1_000).unwrap();
    let mut mailbox = on(130);
    mailbox.publish(SHARED, served[1].0, b"heads").unwrap();
    drop(mailbox);

    let mut ledger = Ledger::open(store).unwrap();
    let stats = ledger.stats(140).unwrap();
    assert_eq!((stats.journals, stats.closed, stats.parcels, stats.bytes), (3, 1, 4, 1_084));
    let ages: Vec<_> = stats.ages.iter().map(|age| (age.journals, age.bytes)).collect();
    assert_eq!(ages, [(0, 0), (2, 80), (1, 1_004), (0, 0), (0, 0)]);
    let left = holding(LEFT, (1, 0, 1_004), (100, 100));
    let shared = holding(SHARED, (3, 1, 80), (100, 130));
    let closed = Holding { closed: true, ..holding(CLOSED, (0, 0, 0), (110, 110)) };
    assert_eq!(stats.biggest, [left, shared, closed]);

    let details = Details { holding: shared, erased: 1, devices: 2, heads: 2, parts: 0 };
    assert_eq!(ledger.journal("111111"), Ok(details));
    assert_eq!(ledger.journal("1111"), Err(LedgerError::Ambiguous));
    assert_eq!(ledger.journal(&"11".repeat(16)), Ok(details));
    assert_eq!(ledger.journal("FEFE").unwrap().holding, closed);
    assert_eq!(ledger.journal("111122").unwrap().parts, 1);
    assert_eq!(ledger.journal("1112"), Err(LedgerError::NoSuchJournal));
    assert_eq!(ledger.journal("ffff"), Err(LedgerError::NoSuchJournal));
    for wrong in ["", "111", "11xx", "ü111", &"1".repeat(33)] {
        assert_eq!(ledger.journal(wrong), Err(LedgerError::NotAJournal), "{wrong}");
    }
    old_journals_go(&mut ledger, [left, closed], on);
}

fn old_journals_go<M: Mailbox>(ledger: &mut Ledger, [left, closed]: [Holding; 2], on: impl Fn(i64) -> M)
where
    M::Error: std::fmt::Debug,
{
    let rule = |closed_days, unused_days| Purge { closed_days, unused_days };
    let nothing = Purged::default();
    assert_eq!(ledger.purge(rule(Some(31), Some(41)), 140, true).unwrap(), nothing);
    let both = Purged { forgotten: vec![closed], emptied: vec![left] };
    assert_eq!(ledger.purge(rule(Some(30), Some(40)), 140, false).unwrap(), both);
    assert_eq!(ledger.purge(rule(None, Some(40)), 140, false).unwrap().forgotten, []);
    assert_eq!(ledger.stats(140).unwrap().journals, 3, "nothing was done yet");
    assert_eq!(ledger.purge(rule(Some(30), Some(40)), 140, true).unwrap(), both);
    assert_eq!(ledger.purge(rule(Some(30), Some(40)), 140, true).unwrap(), nothing);
    let stats = ledger.stats(140).unwrap();
    assert_eq!((stats.journals, stats.closed, stats.bytes), (2, 0, 80));
    let details = ledger.journal("111122").unwrap();
    assert_eq!((details.holding.parcels, details.devices, details.heads, details.parts), (0, 1, 0, 0));

    // Who was served is served, and brings everything again; what was closed can be begun anew.
    let mut mailbox = on(141);
    assert_eq!(mailbox.served(LEFT).unwrap().len(), 1);
    assert_eq!(mailbox.get_checkpoint(LEFT).unwrap(), None);
    assert_eq!(mailbox.append(LEFT, &[batch(3, 1_000)]).unwrap(), [Kept::At(1)]);
    assert!(!mailbox.is_closed(CLOSED).unwrap());
    assert_eq!(ledger.journal("111122").unwrap().holding, holding(LEFT, (1, 0, 1_000), (100, 141)));
    assert_eq!(mailbox.read(SHARED, 0, 1_000).unwrap().count, 3);
}

fn holding(journal: JournalId, (parcels, statements, bytes): (u64, u64, u64), days: (i64, i64)) -> Holding {
    let (begun_on, used_on) = (Some(days.0), Some(days.1));
    Holding { journal, parcels, statements, bytes, closed: false, begun_on, used_on }
}
