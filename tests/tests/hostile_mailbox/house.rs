//! Two people with a device each, a mailbox, and what the mailbox can reach of both.

use nourish_seal::{DeviceKey, Epoch, JournalId, Keyring, SeededEntropy};
use nourish_sync::{
    Act, Answer, Budget, Circle, CircleStatement, Mailbox, MemberId, MemoryMailbox, NO_STATEMENT, NewDevice,
    NewMember, Parcel, Replica, Role, Session, Stored, Summary, Trouble, encode_statements,
};
use nourish_tests::simulation::{Kind, MemoryReplica};
use std::sync::Arc;

pub(crate) const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);
pub(crate) const HOUR_MS: i64 = 3_600_000;

pub(crate) struct House {
    pub(crate) mailbox: MemoryMailbox,
    pub(crate) patient: MemoryReplica,
    pub(crate) carer: MemoryReplica,
    pub(crate) now_ms: i64,
    pub(crate) entropy: SeededEntropy,
    numbers: u64,
}

pub(crate) fn key(seed: u64) -> Arc<DeviceKey> {
    Arc::new(DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap())
}

pub(crate) fn new_member(key: &DeviceKey, role: Role) -> NewMember {
    let device = NewDevice { face: key.face().unwrap(), name: "phone".to_owned() };
    NewMember { id: MemberId(*key.id().as_bytes()), name: "Somebody".to_owned(), role, device }
}

/// A journal of its own with a circle that `key` founded.
pub(crate) fn found(journal: JournalId, key: Arc<DeviceKey>, keyring: &Keyring) -> MemoryReplica {
    let member = new_member(&key, Role::Patient);
    let act = Act::Found { member, epoch: Epoch(0), adopted: Vec::new() };
    let statement = CircleStatement::sign(&key, journal, (0, NO_STATEMENT), 0, act);
    let circle = Circle::of(journal, [statement]).unwrap();
    let stored = Stored { circle: Some(encode_statements(&circle)), ..Stored::default() };
    MemoryReplica::new(journal, key, keyring, stored)
}

impl House {
    /// A patient and a carer who know all of each other.
    pub(crate) fn of_two() -> Self {
        let keyring = Keyring::make(&mut SeededEntropy::new(9)).unwrap();
        let mut patient = found(JOURNAL, key(1), &keyring);
        let mut state = patient.state();
        assert!(state.propose(Act::AddMember(new_member(&key(2), Role::Carer))));
        patient.set_state(&state);
        let mut house = Self {
            mailbox: MemoryMailbox::default(),
            carer: patient.clone(),
            patient,
            now_ms: 0,
            entropy: SeededEntropy::new(5),
            numbers: 0,
        };
        house.sync_patient();
        let stored = Stored { circle: Some(house.patient.statements()), ..Stored::default() };
        house.carer = MemoryReplica::new(JOURNAL, key(2), &keyring, stored);
        house.log_both();
        house
    }

    /// Each logs an entry, and both know both.
    pub(crate) fn log_both(&mut self) {
        self.log_patient();
        self.numbers += 1;
        self.carer.log_entry(self.numbers, Kind::Weight);
        self.sync_carer();
        self.sync_patient();
        self.sync_carer();
        self.sync_patient();
    }

    pub(crate) fn log_patient(&mut self) {
        self.numbers += 1;
        self.patient.log_entry(self.numbers, Kind::Weight);
        self.sync_patient();
    }

    pub(crate) fn sync_patient(&mut self) -> Summary {
        self.now_ms += HOUR_MS;
        sync(&mut self.patient, &mut self.mailbox, self.now_ms, &mut self.entropy).unwrap()
    }

    pub(crate) fn sync_carer(&mut self) -> Summary {
        self.now_ms += HOUR_MS;
        sync(&mut self.carer, &mut self.mailbox, self.now_ms, &mut self.entropy).unwrap()
    }

    /// The carer syncs with what the mailbox shows to it alone.
    pub(crate) fn sync_carer_with(&mut self, mailbox: &MemoryMailbox) -> Summary {
        self.now_ms += HOUR_MS;
        sync(&mut self.carer, &mut mailbox.clone(), self.now_ms, &mut self.entropy).unwrap()
    }

    pub(crate) fn parcels(&mut self) -> &mut Vec<Parcel> {
        self.mailbox.parcels_mut(JOURNAL)
    }

    /// Whether the carer's device has what it had, and nothing else.
    pub(crate) fn carer_is(&self, before: &MemoryReplica) -> bool {
        self.carer.logs() == before.logs() && self.carer.statements() == before.statements()
    }

    pub(crate) fn carer_shows(&self) -> Vec<Trouble> {
        self.carer.state().troubles().iter().map(|noticed| noticed.trouble).collect()
    }
}

/// A whole sync; what the mailbox answered that is no answer ends it.
pub(crate) fn sync(
    replica: &mut MemoryReplica,
    mailbox: &mut MemoryMailbox,
    now_ms: i64,
    entropy: &mut SeededEntropy,
) -> Result<Summary, String> {
    sync_within(Budget::UNLIMITED, replica, mailbox, now_ms, entropy)
}

/// The same, within a budget.
pub(crate) fn sync_within(
    budget: Budget,
    replica: &mut MemoryReplica,
    mailbox: &mut MemoryMailbox,
    now_ms: i64,
    entropy: &mut SeededEntropy,
) -> Result<Summary, String> {
    let mut session = Session::begin(replica, now_ms, budget).map_err(|error| format!("{error:?}"))?;
    let mut requests = 0;
    while let Some(request) =
        session.request(replica, now_ms, entropy).map_err(|error| format!("{error:?}"))?
    {
        requests += 1;
        assert!(requests < 2_000, "a sync ends");
        let (journal, device) = (replica.journal(), replica.key().id());
        let answer: Answer = mailbox.answer(journal, device, request).unwrap();
        session.answer(answer, replica, entropy).map_err(|error| format!("{error:?}"))?;
    }
    Ok(session.finish())
}
