//! A journal in memory, as sync sees it. A copy of it is an image of the device.

use super::entry::{Entry, Kind, may_write};
use nourish_seal::{
    ChainHash, DeviceId, DeviceKey, Entropy, EpochKey, Head, JournalId, Keyring, Sealer, entry_hash, vouch,
};
use nourish_sync::{
    Circle, Commit, CommitError, Item, Reason, Replica, RoleSpan, Run, Stored, SyncState, Voucher,
    decode_statements, role_at,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The disk failed, or the process ended, in the middle of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broke;

/// A device's journal.
#[derive(Clone)]
pub struct MemoryReplica {
    journal: JournalId,
    key: Arc<DeviceKey>,
    keyring: Vec<u8>,
    sealer: Arc<Sealer>,
    stored: Stored,
    logs: BTreeMap<DeviceId, Vec<Item>>,
    chains: BTreeMap<DeviceId, Vec<ChainHash>>,
    /// How many more writes the disk takes before it breaks; nothing while it holds.
    pub writes_left: Option<u32>,
    /// The last place of the mailbox that it read, where it knows that parcel as an older version sees it.
    pub(super) tail_as_older: Option<u64>,
}

impl MemoryReplica {
    /// An empty journal with these keys.
    #[must_use]
    pub fn new(journal: JournalId, key: Arc<DeviceKey>, keyring: &Keyring, stored: Stored) -> Self {
        Self {
            journal,
            key,
            keyring: keyring.encode().to_vec(),
            sealer: Arc::new(Sealer::new(journal, keyring).unwrap()),
            stored,
            logs: BTreeMap::new(),
            chains: BTreeMap::new(),
            writes_left: None,
            tail_as_older: None,
        }
    }

    /// The keys of every epoch that the device has.
    #[must_use]
    pub fn keyring(&self) -> Keyring {
        Keyring::decode(&self.keyring).unwrap()
    }

    /// The keys that are given to a newcomer.
    #[must_use]
    pub fn circle(&self) -> Circle {
        decode_statements(self.journal, self.stored.circle.as_deref().unwrap()).unwrap()
    }

    /// The bytes of the statements.
    #[must_use]
    pub fn statements(&self) -> Vec<u8> {
        self.stored.circle.clone().unwrap()
    }

    /// What the device remembers of the mailbox.
    #[must_use]
    pub fn state(&self) -> SyncState {
        self.stored.state.as_deref().map(|state| SyncState::decode(state).unwrap()).unwrap_or_default()
    }

    /// Keeps another state.
    pub fn set_state(&mut self, state: &SyncState) {
        self.stored.state = Some(state.encode());
    }

    /// The device's key, shared.
    #[must_use]
    pub fn shared_key(&self) -> Arc<DeviceKey> {
        Arc::clone(&self.key)
    }

    /// Logs an entry of this device.
    pub fn log_entry(&mut self, number: u64, kind: Kind) {
        let device = self.key.id();
        let seq = self.length(device) + 1;
        self.push(device, Item::Entry(Entry { device, seq, number, kind }.encode()));
        self.erase_what_is_to_be();
    }

    /// All logs, in order of their devices.
    #[must_use]
    pub const fn logs(&self) -> &BTreeMap<DeviceId, Vec<Item>> {
        &self.logs
    }

    /// The entries whose content is here.
    pub fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        self.logs.values().flatten().filter_map(Entry::of)
    }

    /// The numbers of the entries that a person is shown: those that their author may write at their place of the log.
    #[must_use]
    pub fn shown(&self, circle: &Circle) -> BTreeSet<u64> {
        let may = |entry: &Entry| {
            let role = circle.log_of(entry.device).and_then(|log| log.role_at(entry.seq));
            role.is_some_and(|role| may_write(role, entry.kind))
        };
        self.entries().filter(may).map(|entry| entry.number).collect()
    }

    fn length(&self, device: DeviceId) -> u64 {
        self.logs.get(&device).map_or(0, |log| log.len() as u64)
    }

    fn push(&mut self, device: DeviceId, item: Item) {
        let chain = self.chains.entry(device).or_default();
        let before = chain.last().copied().unwrap_or_else(|| ChainHash::start(self.journal, device));
        chain.push(item.follow(before));
        self.logs.entry(device).or_default().push(item);
    }

    /// Takes the content of every entry away that an erasure names.
    fn erase_what_is_to_be(&mut self) {
        let target = |entry: Entry| match entry.kind {
            Kind::Erasure(target) => Some(target),
            Kind::Weight => None,
        };
        let targets: BTreeSet<u64> = self.entries().filter_map(target).collect();
        if targets.is_empty() {
            return;
        }
        for item in self.logs.values_mut().flatten() {
            if Entry::of(item).is_some_and(|entry| targets.contains(&entry.number))
                && let Item::Entry(bytes) = item
            {
                *item = Item::Erased(entry_hash(bytes));
            }
        }
    }

    fn write(&mut self) -> Result<(), Broke> {
        match &mut self.writes_left {
            None => Ok(()),
            Some(0) => Err(Broke),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }
}

impl Replica for MemoryReplica {
    type Error = Broke;

    fn journal(&self) -> JournalId {
        self.journal
    }

    fn key(&self) -> &DeviceKey {
        &self.key
    }

    fn sealer(&self) -> &Sealer {
        &self.sealer
    }

    fn stored(&self) -> Result<Stored, Broke> {
        Ok(self.stored.clone())
    }

    fn ends(&self) -> Vec<Head> {
        let logs = self.chains.iter().filter(|(_, chain)| !chain.is_empty());
        let head = |(device, chain): (&DeviceId, &Vec<ChainHash>)| Head {
            device: *device,
            seq: chain.len() as u64,
            hash: *chain.last().unwrap(),
        };
        logs.map(head).collect()
    }

    fn log(
        &self,
        device: DeviceId,
        first_seq: u64,
        most_items: usize,
        most_bytes: usize,
    ) -> Result<Vec<Item>, Broke> {
        let skipped = usize::try_from(first_seq - 1).unwrap();
        let items = self.logs.get(&device).into_iter().flatten().skip(skipped).take(most_items);
        let mut room = most_bytes;
        Ok(items
            .take_while(|item| {
                let fits = item.bytes() <= room;
                room = room.saturating_sub(item.bytes());
                fits
            })
            .cloned()
            .collect())
    }

    fn chain_at(&self, device: DeviceId, seq: u64) -> Result<Option<ChainHash>, Broke> {
        let Some(at) = seq.checked_sub(1) else {
            return Ok(Some(ChainHash::start(self.journal, device)));
        };
        Ok(self.chains.get(&device).and_then(|chain| chain.get(usize::try_from(at).ok()?)).copied())
    }

    fn check(&self, run: &Run, roles: &[RoleSpan]) -> Result<(), Reason> {
        for (seq, item) in (run.first_seq..).zip(&run.items) {
            let Item::Entry(bytes) = item else { continue };
            let entry = Entry::decode(bytes).ok_or(Reason::Unreadable)?;
            if (entry.device, entry.seq) != (run.device, seq) {
                return Err(Reason::Unreadable);
            }
            let role = role_at(roles, seq);
            if !role.is_some_and(|role| may_write(role, entry.kind)) {
                return Err(Reason::NotAllowed);
            }
        }
        Ok(())
    }

    fn commit(&mut self, commit: &Commit) -> Result<(), CommitError<Broke>> {
        self.write().map_err(CommitError::Replica)?;
        for run in &commit.runs {
            assert_eq!(run.first_seq, self.length(run.device) + 1, "a run follows on what is there");
            run.items.iter().for_each(|item| self.push(run.device, item.clone()));
            assert_eq!(
                self.chain_at(run.device, run.end.seq),
                Ok(Some(run.end.hash)),
                "a run ends as it says"
            );
        }
        self.erase_what_is_to_be();
        if commit.circle.is_some() {
            self.stored.circle.clone_from(&commit.circle);
        }
        self.stored.state = Some(commit.state.clone());
        Ok(())
    }

    fn take_epoch(&mut self, key: EpochKey) -> Result<(), Broke> {
        self.write()?;
        let mut keyring = self.keyring();
        if key.epoch() > keyring.current() {
            keyring.add(key).unwrap();
            self.keyring = keyring.encode().to_vec();
            self.sealer = Arc::new(Sealer::new(self.journal, &keyring).unwrap());
        }
        Ok(())
    }

    fn renew_device(&mut self, common_seq: u64, entropy: &mut dyn Entropy) -> Result<(), Broke> {
        self.write()?;
        let newcomer = DeviceKey::make(entropy).unwrap();
        let (old, common) = (self.key.id(), usize::try_from(common_seq).unwrap());
        let signature = vouch(&self.key, self.journal, &newcomer.face().unwrap());
        self.stored.voucher = Some(Voucher { by: old, signature });
        let moved = self.logs.entry(old).or_default().split_off(common);
        self.chains.entry(old).or_default().truncate(common);
        self.key = Arc::new(newcomer);
        for entry in moved.iter().filter_map(Entry::of) {
            self.log_entry(entry.number, entry.kind);
        }
        Ok(())
    }
}
