//! Checkpoints: who is new begins from one, and nobody has to believe it.

use crate::house::{HOUR_MS, House, JOURNAL, key, new_member, sync, sync_within};
use nourish_seal::Epoch;
use nourish_sync::{
    Act, Batch, Budget, Checkpoint, Mailbox, Parcel, Replica, Role, Standing, Stored, Trouble,
};
use nourish_tests::simulation::MemoryReplica;

/// More than a mailbox holds before a checkpoint is made.
const MANY: usize = 520;

/// A house whose mailbox has many small parcels and a checkpoint of nearly all of them, and a third person who comes new.
fn long_kept() -> (House, MemoryReplica) {
    let mut house = House::of_two();
    let mut state = house.patient.state();
    assert!(state.propose(Act::AddMember(new_member(&key(3), Role::Carer))));
    house.patient.set_state(&state);
    for _ in 0..MANY {
        house.log_patient();
    }
    assert!(house.mailbox.get_checkpoint(JOURNAL).unwrap().is_some(), "nobody made a checkpoint");
    // A few more, which it does not hold.
    house.log_both();
    let stored = Stored { circle: Some(house.patient.statements()), ..Stored::default() };
    let newcomer = MemoryReplica::new(JOURNAL, key(3), &house.patient.keyring(), stored);
    (house, newcomer)
}

/// What the newcomer shows after its first sync.
fn begins(house: &mut House, newcomer: &mut MemoryReplica) -> Vec<Trouble> {
    house.now_ms += HOUR_MS;
    sync(newcomer, &mut house.mailbox, house.now_ms, &mut house.entropy).unwrap();
    newcomer.state().troubles().iter().map(|noticed| noticed.trouble).collect()
}

/// The checkpoint that the mailbox has.
fn there(house: &mut House) -> Standing {
    let sealed = house.mailbox.get_checkpoint(JOURNAL).unwrap().unwrap();
    Checkpoint::open(house.patient.sealer(), &sealed).unwrap().standing
}

/// Puts another one in its place, signed by the key of this seed.
fn put(house: &mut House, seed: u64, standing: Standing) {
    let parts = standing.parts.clone();
    let checkpoint = Checkpoint::sign(&key(seed), JOURNAL, standing);
    let sealed = checkpoint.seal(house.patient.sealer(), Epoch(0)).unwrap();
    assert!(house.mailbox.put_checkpoint(JOURNAL, &sealed, &parts).unwrap());
}

fn make_unreadable(parcels: &mut [Parcel]) {
    parcels.fill(Parcel::Batch { sealed: b"nobody reads this".to_vec() });
}

#[test]
fn who_is_new_begins_from_a_checkpoint_and_reads_only_what_came_after() {
    let (mut house, mut newcomer) = long_kept();
    let before = usize::try_from(there(&mut house).place).unwrap() - 1;
    make_unreadable(&mut house.parcels()[..before]);
    assert_eq!(begins(&mut house, &mut newcomer), []);
    assert_eq!(newcomer.logs(), house.patient.logs());
}

#[test]
fn any_member_makes_the_same_parts_again() {
    let mut house = House::of_two();
    for _ in 0..5 {
        house.log_both();
    }
    let budget = Budget { checkpoint_after: 1, ..Budget::UNLIMITED };
    let House { mailbox, patient, carer, now_ms, entropy, .. } = &mut house;
    sync_within(budget, patient, mailbox, *now_ms, entropy).unwrap();
    let sealed = mailbox.get_checkpoint(JOURNAL).unwrap().unwrap();
    mailbox.put_checkpoint(JOURNAL, b"lost", &[]).unwrap();
    sync_within(budget, carer, mailbox, *now_ms, entropy).unwrap();
    let again = mailbox.get_checkpoint(JOURNAL).unwrap().unwrap();
    let [first, second] = [sealed, again].map(|sealed| Checkpoint::open(carer.sealer(), &sealed).unwrap());
    assert_eq!((first.device, second.device), (key(1).id(), key(2).id()));
    assert_eq!(first.standing.parts, second.standing.parts);
    assert_eq!(first.standing.logs, second.standing.logs);
}

#[test]
fn a_checkpoint_of_a_stranger_or_with_a_part_that_is_gone_is_passed_over() {
    let spoil: [fn(&mut House); 3] = [
        |house| {
            let standing = there(house);
            put(house, 77, Standing { logs: Vec::new(), parts: Vec::new(), ..standing });
        },
        |house| {
            let standing = there(house);
            put(house, 2, Standing { parts: standing.parts[1..].to_vec(), ..standing });
        },
        |house| {
            let mut standing = there(house);
            standing.logs[0].hash = nourish_seal::ChainHash::from_bytes([9; 32]);
            put(house, 2, standing);
        },
    ];
    for spoil in spoil {
        let (mut house, mut newcomer) = long_kept();
        spoil(&mut house);
        begins(&mut house, &mut newcomer);
        assert_eq!(newcomer.logs(), house.patient.logs());
    }
}

#[test]
fn what_a_checkpoint_leaves_out_is_read_all_the_same() {
    let (mut house, mut newcomer) = long_kept();
    let standing = there(&mut house);
    // A member says that its own log is all there is.
    let own = standing.logs.iter().filter(|head| head.device == key(2).id()).copied().collect();
    let sealer = house.patient.sealer();
    let is_own = |hash: &[u8; 32]| {
        let sealed = house.mailbox.clone().get_part(JOURNAL, *hash).unwrap().unwrap();
        Batch::open(sealer, &sealed).unwrap().device == key(2).id()
    };
    let parts = standing.parts.iter().copied().filter(is_own).collect();
    put(&mut house, 2, Standing { logs: own, parts, ..standing });
    begins(&mut house, &mut newcomer);
    begins(&mut house, &mut newcomer);
    assert_eq!(newcomer.logs(), house.patient.logs());
}
