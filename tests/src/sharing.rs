//! A circle of care with every act, batches, heads and a checkpoint, all from fixed seeds: frozen bytes are made of them. The people are invented.

use nourish_record::{Author, Draft, Entry, EntryId, Fact, Moment, Recorded, Source, Stamp};
use nourish_seal::{
    ChainHash, DeviceId, DeviceKey, Entropy, Epoch, EpochKey, Head, JournalId, Keyring, Sealer,
    SeededEntropy, grant_key, vouch,
};
use nourish_sync::{
    Act, Batch, Checkpoint, Circle, CircleStatement, EpochStart, Heads, Item, MemberId, NewDevice, NewMember,
    ParcelHash, Role, Standing, Voucher, entry_hash, sign_head,
};

const JOURNAL: JournalId = JournalId::from_bytes([0x4a; 16]);
const OLD: DeviceId = DeviceId::from_bytes([0x0d; 16]);
const PATIENT: MemberId = MemberId([0xa1; 16]);
const CARER: MemberId = MemberId([0xa2; 16]);
const WARD: MemberId = MemberId([0xa3; 16]);
/// 2026-11-20, 07:00 in Madrid.
const BEGUN_MS: i64 = 1_795_154_400_000;
/// The seed of the device that makes the checkpoint.
const NEW_PHONE: u64 = 105;

/// What the vectors of sync are made of.
pub struct Sharing {
    /// Seals and opens in every epoch that there was in the end.
    pub keyring: Keyring,
    /// The circle after its last statement.
    pub circle: Circle,
    /// Each statement, and the epoch that it is sealed in.
    pub statements: Vec<(CircleStatement, Epoch)>,
    /// Batches by name, and the epoch that each is sealed in.
    pub batches: Vec<(&'static str, Batch, Epoch)>,
    /// What the new phone publishes in the end.
    pub heads: Heads,
    /// The checkpoint that the new phone makes of the batches, sealed in the last epoch as all of it is.
    pub checkpoint: Checkpoint,
    devices: Vec<(&'static str, u64)>,
}

impl Sharing {
    /// Makes it; the same at every call.
    pub fn make() -> Self {
        let devices =
            [("phone", 101), ("carer_phone", 102), ("ward", 103), ("tablet", 104), ("new_phone", NEW_PHONE)];
        let [phone, carer, ward, tablet, new_phone] = devices.map(|(_, seed)| key(seed));
        let logs = Logs::make(&phone, &ward, &new_phone);
        let mut writing = Writing::begin();
        let adopted = vec![logs.old.end()];
        let member = newcomer(PATIENT, "Nerea Invented", Role::Patient, &phone, "phone");
        writing.say(&phone, Act::Found { member, epoch: Epoch(0), adopted });
        writing.say(&phone, Act::AddMember(newcomer(CARER, "Ander Invented", Role::Carer, &carer, "phone")));
        writing.say(&phone, Act::AddMember(newcomer(WARD, "Ward Invented", Role::Clinician, &ward, "desk")));
        let device = new_device(&tablet, "tablet");
        writing.say(&carer, Act::AddDevice { member: CARER, device, voucher: None });
        writing.say(&phone, Act::Trust { member: CARER, trusted: true });
        let device = new_device(&new_phone, "new phone");
        let signature = vouch(&tablet, JOURNAL, &device.face);
        let voucher = Some(Voucher { by: tablet.id(), signature });
        writing.say(&new_phone, Act::AddDevice { member: PATIENT, device, voucher });
        let last = vec![logs.ward_ends[0]];
        writing.say(&phone, Act::SetRole { member: WARD, role: Role::Reader, last });
        writing.say(&new_phone, Act::MoveMailbox { address: "https://mailbox.example/".to_owned() });
        let epoch = writing.next_epoch(&[]);
        writing.say(&carer, Act::NewEpoch(epoch));
        writing.say(&ward, Act::Leave { last: vec![logs.ward_ends[1]] });
        let epoch = writing.next_epoch(&[]);
        writing.say(&phone, Act::NewEpoch(epoch));
        let epoch = writing.next_epoch(&[phone.id()]);
        writing.say(&new_phone, Act::RemoveDevices { last: vec![logs.phone.end()], epoch });

        let mut known = vec![logs.old.end(), logs.phone.end(), logs.ward_ends[1], logs.new_phone.end()];
        known.sort_by_key(|head| head.device);
        let heads =
            Heads::sign(&new_phone, JOURNAL, (7, BEGUN_MS + 86_400_000), writing.circle.next(), known);
        let batches = vec![
            ("old", logs.old, Epoch(0)),
            ("phone", logs.phone, Epoch(0)),
            ("ward", logs.ward, Epoch(1)),
            ("new_phone", logs.new_phone, Epoch(3)),
        ];
        let Writing { circle, keyring, statements, .. } = writing;
        let sealer = Sealer::new(JOURNAL, &keyring).unwrap();
        let part = |(_, batch, _): &(_, Batch, _)| entry_hash(&batch.seal(&sealer, Epoch(3)).unwrap());
        let standing = Standing {
            at_ms: BEGUN_MS + 86_400_000,
            generation: [0x6e; 16],
            place: 16,
            tail: Some(entry_hash(b"the parcel at place 16")),
            circle_parcels: circle.count(),
            circle: circle.next(),
            logs: heads.logs.clone(),
            parts: batches.iter().map(part).collect(),
        };
        let checkpoint = Checkpoint::sign(&new_phone, JOURNAL, standing);
        Self { keyring, circle, statements, batches, heads, checkpoint, devices: devices.to_vec() }
    }

    /// The checkpoint where its parts were pressed otherwise, and so have these hashes.
    pub fn checkpoint_of(&self, parts: Vec<ParcelHash>) -> Checkpoint {
        let standing = Standing { parts, ..self.checkpoint.standing.clone() };
        Checkpoint::sign(&key(NEW_PHONE), JOURNAL, standing)
    }

    /// Name and bytes of everything, in the order of the file.
    pub fn vectors(&self) -> Vec<(String, Vec<u8>)> {
        let sealer = Sealer::new(JOURNAL, &self.keyring).unwrap();
        let mut lines = vec![
            ("journal".to_owned(), JOURNAL.as_bytes().to_vec()),
            ("keyring".to_owned(), self.keyring.encode().to_vec()),
        ];
        let mut line = |name: String, bytes: Vec<u8>| lines.push((name, bytes));
        for (name, seed) in &self.devices {
            // A device's name and its two seeds are the first bytes that it draws.
            let mut drawn = [0; 80];
            SeededEntropy::new(*seed).fill(&mut drawn).unwrap();
            line(format!("{name}_device"), drawn[..16].to_vec());
            line(format!("{name}_seed"), drawn[16..48].to_vec());
            line(format!("{name}_recipient_seed"), drawn[48..].to_vec());
        }
        for (statement, epoch) in &self.statements {
            let number = statement.number;
            line(format!("statement_{number}"), statement.encode());
            line(format!("statement_{number}_hash"), statement.hash().to_vec());
            line(format!("statement_{number}_sealed"), statement.seal(&sealer, *epoch).unwrap());
        }
        for (name, batch, epoch) in &self.batches {
            line(format!("batch_{name}"), content(batch));
            line(format!("batch_{name}_end"), batch.end().hash.as_bytes().to_vec());
            line(format!("batch_{name}_sealed"), batch.seal(&sealer, *epoch).unwrap());
        }
        line("heads".to_owned(), self.heads.encode());
        line("heads_sealed".to_owned(), self.heads.seal(&sealer, Epoch(3)).unwrap());
        line("checkpoint".to_owned(), self.checkpoint.encode());
        line("checkpoint_sealed".to_owned(), self.checkpoint.seal(&sealer, Epoch(3)).unwrap());
        lines
    }
}

/// The keys of a device, from its seed.
fn key(seed: u64) -> DeviceKey {
    DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap()
}

/// The content of a batch, written down once more from the protocol.
fn content(batch: &Batch) -> Vec<u8> {
    let mut bytes = vec![1];
    bytes.extend(batch.device.as_bytes());
    bytes.extend(batch.first_seq.to_be_bytes());
    bytes.extend(batch.before.as_bytes());
    bytes.extend(batch.signature);
    for item in &batch.items {
        match item {
            Item::Entry(entry) => {
                bytes.extend(u32::try_from(entry.len()).unwrap().to_be_bytes());
                bytes.extend(entry);
            }
            Item::Erased(hash) => {
                bytes.extend([0; 4]);
                bytes.extend(hash);
            }
        }
    }
    bytes
}

/// What was logged.
struct Logs {
    /// From before the circle, by a device whose key is gone.
    old: Batch,
    /// Three entries, of which the second was erased.
    phone: Batch,
    /// One entry as a clinician, one as a reader, who may not.
    ward: Batch,
    ward_ends: [Head; 2],
    new_phone: Batch,
}

impl Logs {
    fn make(phone: &DeviceKey, ward: &DeviceKey, new_phone: &DeviceKey) -> Self {
        let old = batch(phone, OLD, &["70.1 kg", "69.8 kg"], Source::Scale);
        let mut of_phone = batch(phone, phone.id(), &["68.4 kg", "68.3 kg", "68.1 kg"], Source::Typed);
        of_phone.items[1] = of_phone.items[1].hash_alone();
        let of_ward = batch(ward, ward.id(), &["68.0 kg", "67.9 kg"], Source::Clinician);
        let one = Batch { items: of_ward.items[..1].to_vec(), ..of_ward.clone() };
        let ward_ends = [one.end(), of_ward.end()];
        let of_new_phone = batch(new_phone, new_phone.id(), &["67.8 kg"], Source::Typed);
        Self { old, phone: of_phone, ward: of_ward, ward_ends, new_phone: of_new_phone }
    }
}

/// The whole log of a device, with a signature over its end.
fn batch(signer: &DeviceKey, device: DeviceId, weights: &[&str], source: Source) -> Batch {
    let items = (1..).zip(weights).map(|(seq, weight)| {
        let at = Moment::parse("2026-11-20T07:30[Europe/Madrid]").unwrap();
        let fact = Fact::read("weight", &[("weight", *weight)]).unwrap();
        let mut id = *device.as_bytes();
        id[15] = id[15].wrapping_add(u8::try_from(seq).unwrap());
        let stamp = Stamp {
            id: EntryId::from_bytes(id),
            recorded: Recorded::at(u64::try_from(BEGUN_MS).unwrap() + 1_800_000 + seq),
            author: Author::from_bytes(*device.as_bytes()),
            seq,
        };
        Item::Entry(Entry::parse(Draft::new(at, source, fact), stamp).unwrap().encode())
    });
    let before = ChainHash::start(JOURNAL, device);
    let mut batch = Batch { device, first_seq: 1, before, items: items.collect(), signature: [0; 64] };
    batch.signature = sign_head(signer, JOURNAL, batch.end());
    batch
}

/// A circle while it is written.
struct Writing {
    circle: Circle,
    keyring: Keyring,
    statements: Vec<(CircleStatement, Epoch)>,
    entropy: SeededEntropy,
}

impl Writing {
    fn begin() -> Self {
        let mut entropy = SeededEntropy::new(100);
        let keyring = Keyring::make(&mut entropy).unwrap();
        Self { circle: Circle::unfounded(JOURNAL), keyring, statements: Vec::new(), entropy }
    }

    fn say(&mut self, author: &DeviceKey, act: Act) {
        let epoch = self.circle.epoch();
        let at_ms = BEGUN_MS + 60_000 * i64::try_from(self.circle.count()).unwrap();
        let statement = CircleStatement::sign(author, JOURNAL, self.circle.next(), at_ms, act);
        self.circle.apply(statement.clone()).unwrap();
        self.statements.push((statement, epoch));
    }

    /// The next epoch, granted to every device that is there but those that leave.
    fn next_epoch(&mut self, leaving: &[DeviceId]) -> EpochStart {
        let epoch = Epoch(self.keyring.current().0 + 1);
        let key = EpochKey::make(epoch, &mut self.entropy).unwrap();
        let stays = self.circle.active().filter(|device| !leaving.contains(&device.face.id));
        let mut grants: Vec<(DeviceId, Vec<u8>)> = stays
            .map(|device| {
                let face = &device.face;
                let granted = grant_key(JOURNAL, &key, face.id, &face.recipient, &mut self.entropy);
                (face.id, granted.unwrap())
            })
            .collect();
        grants.sort_by_key(|(device, _)| *device);
        self.keyring.add(key).unwrap();
        EpochStart { epoch, grants }
    }
}

fn new_device(key: &DeviceKey, name: &str) -> NewDevice {
    NewDevice { face: key.face().unwrap(), name: name.to_owned() }
}

fn newcomer(id: MemberId, name: &str, role: Role, key: &DeviceKey, device: &str) -> NewMember {
    NewMember { id, name: name.to_owned(), role, device: new_device(key, device) }
}
