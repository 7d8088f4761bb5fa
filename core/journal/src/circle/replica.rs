//! The journal's file as a place that sync reads and writes.

use super::may_write;
use nourish_record::Entry;
use nourish_seal::{ChainHash, DeviceId, DeviceKey, Entropy, EpochKey, Head, JournalId, Sealer};
use nourish_store::{LogItem, ReceivedLog, Setting, Store, StoreError};
use nourish_sync::{
    Commit, CommitError, Item, Reason, Replica, Role, RoleSpan, Run, Stored, Voucher, role_at,
};
use std::sync::Arc;

/// An open store while it syncs.
pub(super) struct StoreReplica<'a> {
    store: &'a mut Store,
    sealer: Arc<Sealer>,
    wall_ms: u64,
}

impl<'a> StoreReplica<'a> {
    pub(super) fn of(store: &'a mut Store, wall_ms: u64) -> Self {
        let sealer = store.sealer();
        Self { store, sealer, wall_ms }
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
        for (seq, item) in (run.first_seq..).zip(&run.items) {
            let role = role_at(roles, seq).unwrap_or(Role::Reader);
            let Item::Entry(bytes) = item else { continue };
            let entry = Entry::decode(bytes).map_err(|_| Reason::Unreadable)?;
            if entry.author().as_bytes() != run.device.as_bytes() || entry.seq() != seq {
                return Err(Reason::Unreadable);
            }
            if !may_write(role, &entry) {
                return Err(Reason::NotAllowed);
            }
        }
        Ok(())
    }

    fn commit(&mut self, commit: &Commit) -> Result<(), CommitError<StoreError>> {
        let mut settings = vec![(Setting::Sync, commit.state.clone())];
        settings.extend(commit.circle.clone().map(|statements| (Setting::Circle, statements)));
        let logs = commit.runs.iter().map(received).collect::<Result<Vec<_>, _>>();
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

fn received(run: &Run) -> Result<ReceivedLog, StoreError> {
    let item = |item: &Item| match item {
        // `check` read it before.
        Item::Entry(bytes) => Entry::decode(bytes).map(LogItem::Entry).map_err(|_| StoreError::Misnumbered),
        Item::Erased(hash) => Ok(LogItem::Erased(*hash)),
    };
    Ok(ReceivedLog {
        device: run.device,
        first_seq: run.first_seq,
        items: run.items.iter().map(item).collect::<Result<_, _>>()?,
        end: run.end.hash,
    })
}
