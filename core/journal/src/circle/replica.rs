//! The journal's file as a place that sync reads and writes.

use super::may_write;
use nourish_seal::{ChainHash, DeviceId, DeviceKey, Entropy, EpochKey, Head, JournalId, Sealer};
use nourish_store::{LogItem, ReceivedItem, ReceivedLog, Setting, Store, StoreError};
use nourish_sync::{
    Commit, CommitError, Item, Reason, Replica, Role, RoleSpan, Run, Stored, Voucher, role_at,
};
use nourish_threads::in_parts;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reading that many items takes longer than beginning a thread.
const LEAST_SHARE_ITEMS: usize = 512;

/// An open store while it syncs.
pub(super) struct StoreReplica<'a> {
    store: &'a mut Store,
    sealer: Arc<Sealer>,
    wall_ms: u64,
    /// What was checked and is not stored yet.
    checked: RefCell<Checked>,
}

impl<'a> StoreReplica<'a> {
    pub(super) fn of(store: &'a mut Store, wall_ms: u64) -> Self {
        let sealer = store.sealer();
        Self { store, sealer, wall_ms, checked: RefCell::default() }
    }
}

impl Replica for StoreReplica<'_> {
    type Error = StoreError;

    fn journal(&self) -> JournalId {
        self.store.journal_id()
    }

    fn key(&self) -> &DeviceKey {
        self.store.device()
    }

    fn sealer(&self) -> &Sealer {
        &self.sealer
    }

    fn stored(&self) -> Result<Stored, StoreError> {
        let own = self.store.device().id();
        let vouchers = self.store.vouchers()?;
        let voucher = vouchers.iter().rfind(|voucher| voucher.newcomer.id == own);
        Ok(Stored {
            circle: self.store.setting(Setting::Circle)?,
            state: self.store.setting(Setting::Sync)?,
            voucher: voucher.map(|voucher| Voucher { by: voucher.by, signature: voucher.signature }),
        })
    }

    fn ends(&self) -> Vec<Head> {
        let whole = |head: nourish_store::LogHead| {
            head.hash.map(|hash| Head { device: head.device, seq: head.seq, hash })
        };
        self.store.log_heads().into_iter().filter_map(whole).collect()
    }

    fn log(
        &self,
        device: DeviceId,
        first_seq: u64,
        most_items: usize,
        most_bytes: usize,
    ) -> Result<Vec<Item>, StoreError> {
        let mut room = most_bytes;
        let mut items = Vec::new();
        for item in self.store.log_from(device, first_seq, most_items)? {
            let item = match item {
                LogItem::Entry(entry) => Item::Entry(entry.encode()),
                LogItem::Erased(hash) => Item::Erased(hash),
            };
            let Some(left) = room.checked_sub(item.bytes()).or(items.is_empty().then_some(0)) else { break };
            room = left;
            items.push(item);
        }
        Ok(items)
    }

    fn chain_at(&self, device: DeviceId, seq: u64) -> Result<Option<ChainHash>, StoreError> {
        self.store.chain_at(device, seq)
    }

    fn check(&self, run: &Run, roles: &[RoleSpan]) -> Result<(), Reason> {
        let read = read_all(&run.items);
        let judge = |(seq, (item, read)): (u64, (&Item, &Option<ReceivedItem>))| {
            if matches!(item, Item::Erased(_)) {
                return Ok(());
            }
            let entry = read.as_ref().and_then(ReceivedItem::entry).ok_or(Reason::Unreadable)?;
            if entry.author().as_bytes() != run.device.as_bytes() || entry.seq() != seq {
                return Err(Reason::Unreadable);
            }
            let role = role_at(roles, seq).unwrap_or(Role::Reader);
            if may_write(role, entry) { Ok(()) } else { Err(Reason::NotAllowed) }
        };
        let judged = (run.first_seq..).zip(run.items.iter().zip(&read)).try_for_each(judge);
        self.checked.borrow_mut().logs.insert((run.device, run.first_seq), read);
        judged
    }

    fn commit(&mut self, commit: &Commit) -> Result<(), CommitError<StoreError>> {
        let mut settings = vec![(Setting::Sync, commit.state.clone())];
        settings.extend(commit.circle.clone().map(|statements| (Setting::Circle, statements)));
        let mut checked = self.checked.take();
        let logs = commit.runs.iter().map(|run| checked.received(run)).collect::<Result<Vec<_>, _>>();
        let logs = logs.map_err(CommitError::Replica)?;
        if logs.is_empty() {
            return self.store.write_settings(&settings).map_err(CommitError::Replica);
        }
        match self.store.receive(logs, &settings, self.wall_ms) {
            Ok(_) => Ok(()),
            Err(StoreError::LogRefused { device, .. }) => Err(CommitError::Refused(device)),
            Err(error) => Err(CommitError::Replica(error)),
        }
    }

    fn take_epoch(&mut self, key: EpochKey) -> Result<(), StoreError> {
        self.store.add_epochs(vec![key])?;
        self.sealer = self.store.sealer();
        Ok(())
    }

    fn renew_device(&mut self, common_seq: u64, entropy: &mut dyn Entropy) -> Result<(), StoreError> {
        let newcomer = DeviceKey::make(entropy)?;
        self.store.restamp_from(common_seq, newcomer)?;
        self.sealer = self.store.sealer();
        Ok(())
    }
}

/// Entries that were checked, so that they are read once. Nothing is trusted of it that the chain of a run does not lead through.
#[derive(Default)]
struct Checked {
    /// What was read of a log from some place on.
    logs: BTreeMap<(DeviceId, u64), Vec<Option<ReceivedItem>>>,
}

impl Checked {
    fn take(&mut self, device: DeviceId, seq: u64) -> Option<ReceivedItem> {
        let ((_, first_seq), items) = self.logs.range_mut((device, 0)..=(device, seq)).next_back()?;
        items.get_mut(usize::try_from(seq - first_seq).ok()?)?.take()
    }

    fn received(&mut self, run: &Run) -> Result<ReceivedLog, StoreError> {
        let mut items = Vec::with_capacity(run.items.len());
        for (seq, item) in (run.first_seq..).zip(&run.items) {
            items.push(match item {
                Item::Entry(bytes) => match self.take(run.device, seq) {
                    Some(read) => read,
                    None => ReceivedItem::read(bytes).map_err(|_| StoreError::Misnumbered)?,
                },
                Item::Erased(hash) => LogItem::Erased(*hash).into(),
            });
        }
        Ok(ReceivedLog { device: run.device, first_seq: run.first_seq, items, end: run.end.hash })
    }
}

/// What can be read of some items, in their order; many are read side by side.
fn read_all(items: &[Item]) -> Vec<Option<ReceivedItem>> {
    in_parts(items, LEAST_SHARE_ITEMS, read_part)
}

fn read_part(items: &[Item]) -> Vec<Option<ReceivedItem>> {
    let read = |item: &Item| match item {
        Item::Entry(bytes) => ReceivedItem::read(bytes).ok(),
        Item::Erased(_) => None,
    };
    items.iter().map(read).collect()
}
