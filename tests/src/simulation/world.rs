//! Everything that there is in a schedule: devices, a mailbox, a net between them, and what is remembered to judge the end.

use super::chance::Chance;
use super::keys;
use super::replica::MemoryReplica;
use nourish_seal::{DeviceId, DeviceKey, Epoch, JournalId, Keyring, SeededEntropy, entry_hash};
use nourish_sync::{
    Act, Circle, CircleStatement, MemberId, MemoryMailbox, NO_STATEMENT, NewDevice, NewMember, ParcelHash,
    Request, Role, Session, Stored, SyncState, Trouble, decode_statements, encode_statements,
};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

/// What went wrong in a schedule, or was done by an attacker: it may explain troubles, and attacks must be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The mailbox was restored from an older copy, and says so.
    Restored,
    /// The mailbox lost everything.
    Lost,
    /// The mailbox was put back to an older copy, and does not say so.
    RolledBack,
    /// The mailbox showed members different things.
    Forked,
    /// The mailbox kept the newest from a device.
    Withheld,
    /// The mailbox changed a parcel on its way.
    Tampered,
    /// A device was restored from an image.
    Image,
    /// A device or member left.
    Left,
    /// A member got another role.
    Role,
    /// Devices of two versions took part.
    Versions,
    /// A member wrote what it may not.
    Hostile,
}

/// The newest of the three versions of the program that take part.
pub(super) const NEWEST: u8 = 2;

/// One device.
pub(super) struct Device {
    pub(super) replica: MemoryReplica,
    /// The sync that goes on, and how many requests it made.
    pub(super) session: Option<(Session, u32)>,
    pub(super) clock_off_ms: i64,
    /// Gone for ever otherwise.
    pub(super) lives: bool,
    pub(super) offline: bool,
    /// Which version of the program it runs, up to [`NEWEST`].
    pub(super) version: u8,
    pub(super) is_hostile: bool,
    /// Whether the mailbox told it last that it does not serve it.
    pub(super) is_refused: bool,
    pub(super) image: Option<MemoryReplica>,
    /// Which of the mailbox's faces it sees.
    pub(super) side: usize,
}

/// A device that read to a place of the mailbox where then something else stood.
#[derive(Debug, Clone, Copy)]
pub(super) struct Witness {
    pub(super) device: usize,
    pub(super) place: usize,
    pub(super) parcel: ParcelHash,
}

/// A newcomer who waits until the inviter's statement stands.
pub(super) struct Newcomer {
    pub(super) inviter: usize,
    pub(super) key: Arc<DeviceKey>,
}

/// A schedule on its way.
pub(super) struct World {
    pub(super) journal: JournalId,
    pub(super) chance: Chance,
    pub(super) entropy: SeededEntropy,
    pub(super) now_ms: i64,
    pub(super) devices: Vec<Device>,
    pub(super) newcomers: Vec<Newcomer>,
    /// One mailbox, or two while it shows two faces.
    pub(super) mailboxes: Vec<MemoryMailbox>,
    pub(super) copies: Vec<MemoryMailbox>,
    pub(super) restores: u64,
    /// Requests that the net delivers once more, later.
    pub(super) delayed: Vec<(DeviceId, Request)>,
    /// The version that made a parcel, and what older ones see in its place.
    pub(super) strange: BTreeMap<ParcelHash, (u8, Vec<u8>)>,
    /// Parcels that were sent before.
    pub(super) sent: BTreeSet<ParcelHash>,
    pub(super) next_number: u64,
    pub(super) next_key: u64,
    /// Entries that must not be lost any more.
    pub(super) required: BTreeSet<u64>,
    /// Entries that somebody erased who might.
    pub(super) erased: BTreeSet<u64>,
    /// Entries that a hostile member wrote without being allowed to.
    pub(super) forbidden: BTreeSet<u64>,
    pub(super) faults: BTreeSet<Fault>,
    /// Faults of this schedule that may happen.
    pub(super) possible: BTreeSet<Fault>,
    /// Attacks, and who could see each: one of them must name it.
    pub(super) to_be_named: Vec<(Fault, Vec<Witness>)>,
    /// Erasures, which nobody erases.
    pub(super) erasures: BTreeSet<u64>,
    /// Troubles that a device showed.
    pub(super) named: BTreeSet<Trouble>,
    pub(super) became_new: bool,
    /// The net is whole, and every device has the newest version.
    pub(super) healed: bool,
    pub(super) loss_percent: u64,
    /// By how many parcels the mailbox is beyond its checkpoint before a device makes a new one.
    pub(super) checkpoint_after: u64,
    pub(super) violations: Vec<String>,
    pub(super) trace: Option<Vec<String>>,
    circles: BTreeMap<ParcelHash, Rc<Circle>>,
}

const JOURNAL: JournalId = JournalId::from_bytes([7; 16]);
/// 5 January 2026.
const BEGIN_MS: i64 = 1_767_571_200_000;
const FIVE_YEARS_MS: i64 = 5 * 365 * 86_400_000;

impl World {
    /// A journal with one device, the patient's, whose circle is founded.
    pub(super) fn of(seed: u64, trace: bool) -> Self {
        let mut chance = Chance::of(seed);
        let mut entropy = SeededEntropy::new(seed);
        let keyring = Keyring::make(&mut entropy).unwrap();
        let next_key = chance.below(keys::MOST - 40);
        let key = keys::device(next_key);
        let device = NewDevice { face: keys::face(&key), name: "phone".to_owned() };
        let id = MemberId(next_key.to_be_bytes().repeat(2).try_into().unwrap());
        let member = NewMember { id, name: "Patient".to_owned(), role: Role::Patient, device };
        let act = Act::Found { member, epoch: Epoch(0), adopted: Vec::new() };
        let founded = CircleStatement::sign(&key, JOURNAL, (0, NO_STATEMENT), BEGIN_MS, act);
        let circle = Circle::of(JOURNAL, [founded]).unwrap();
        let stored = Stored { circle: Some(encode_statements(&circle)), ..Stored::default() };
        let first = MemoryReplica::new(JOURNAL, key, &keyring, stored);
        let mut world = Self {
            journal: JOURNAL,
            chance,
            entropy,
            now_ms: BEGIN_MS,
            devices: Vec::new(),
            newcomers: Vec::new(),
            mailboxes: vec![MemoryMailbox::default()],
            copies: Vec::new(),
            restores: 0,
            delayed: Vec::new(),
            strange: BTreeMap::new(),
            sent: BTreeSet::new(),
            next_number: 1,
            next_key: next_key + 1,
            required: BTreeSet::new(),
            erased: BTreeSet::new(),
            forbidden: BTreeSet::new(),
            faults: BTreeSet::new(),
            possible: BTreeSet::new(),
            to_be_named: Vec::new(),
            erasures: BTreeSet::new(),
            named: BTreeSet::new(),
            became_new: false,
            healed: false,
            loss_percent: 0,
            checkpoint_after: u64::MAX,
            violations: Vec::new(),
            trace: trace.then(Vec::new),
            circles: BTreeMap::new(),
        };
        world.add_device(first);
        world
    }

    pub(super) fn add_device(&mut self, replica: MemoryReplica) {
        let clock_off_ms = if self.chance.happens(10) { FIVE_YEARS_MS } else { 0 };
        let is_newest = self.healed || !self.possible.contains(&Fault::Versions);
        let version = if is_newest { NEWEST } else { self.chance.below(u64::from(NEWEST) + 1) as u8 };
        self.devices.push(Device {
            replica,
            session: None,
            clock_off_ms,
            lives: true,
            offline: false,
            version,
            is_hostile: false,
            is_refused: false,
            image: None,
            side: if self.mailboxes.len() > 1 { self.chance.index(2) } else { 0 },
        });
    }

    /// A key for a newcomer.
    pub(super) fn new_key(&mut self) -> Arc<DeviceKey> {
        self.next_key += 1;
        keys::device(self.next_key)
    }

    pub(super) fn say(&mut self, what: impl FnOnce() -> String) {
        if let Some(trace) = &mut self.trace {
            trace.push(what());
        }
    }

    pub(super) fn violated(&mut self, what: String) {
        self.say(|| format!("VIOLATED: {what}"));
        self.violations.push(what);
    }

    /// The circle as a device has stored it, verified once.
    pub(super) fn circle_of(&mut self, device: usize) -> Rc<Circle> {
        let statements = self.devices[device].replica.statements();
        let journal = self.journal;
        let made = || Rc::new(decode_statements(journal, &statements).unwrap());
        Rc::clone(self.circles.entry(entry_hash(&statements)).or_insert_with(made))
    }

    /// The role that a device has, as far as it knows.
    pub(super) fn role_of(&mut self, device: usize) -> Option<Role> {
        let circle = self.circle_of(device);
        circle.member_of(self.id(device)).map(|member| member.role)
    }

    pub(super) fn id(&self, device: usize) -> DeviceId {
        use nourish_sync::Replica;
        self.devices[device].replica.key().id()
    }

    pub(super) fn state(&self, device: usize) -> SyncState {
        self.devices[device].replica.state()
    }

    pub(super) fn clock_ms(&self, device: usize) -> i64 {
        self.now_ms + self.devices[device].clock_off_ms
    }

    /// Devices that are there.
    pub(super) fn living(&self) -> Vec<usize> {
        (0..self.devices.len()).filter(|device| self.devices[*device].lives).collect()
    }

    pub(super) fn may_happen(&self, fault: Fault) -> bool {
        self.possible.contains(&fault)
    }

    /// After a device lost what it had: only what some device still has can be asked for.
    pub(super) fn forget_what_nobody_has(&mut self) {
        let devices = self.devices.iter().filter(|device| device.lives && !device.is_hostile);
        let held: BTreeSet<u64> =
            devices.flat_map(|device| device.replica.entries()).map(|entry| entry.number).collect();
        self.required.retain(|number| held.contains(number));
    }

    /// Lets newcomers in whose statement stands.
    pub(super) fn welcome(&mut self) {
        let mut waiting = Vec::new();
        for newcomer in std::mem::take(&mut self.newcomers) {
            let circle = self.circle_of(newcomer.inviter);
            let joined = circle.device(newcomer.key.id()).is_some_and(|device| device.is_active());
            if !joined {
                waiting.push(newcomer);
                continue;
            }
            let inviter = &self.devices[newcomer.inviter].replica;
            let stored = Stored { circle: Some(inviter.statements()), ..Stored::default() };
            let replica = MemoryReplica::new(self.journal, newcomer.key, &inviter.keyring(), stored);
            let index = self.devices.len();
            self.say(|| format!("device {index} joins"));
            self.add_device(replica);
        }
        self.newcomers = waiting;
    }
}
