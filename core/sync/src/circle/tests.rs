//! Who may say what about the circle.

use super::*;
use nourish_seal::{ChainHash, DeviceKey, EpochKey, SeededEntropy, grant_key, vouch};

const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);

fn key(seed: u64) -> DeviceKey {
    DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap()
}

fn joins(key: &DeviceKey) -> NewDevice {
    NewDevice { face: key.face().unwrap(), name: "phone".to_owned() }
}

fn id(seed: u64) -> MemberId {
    MemberId([u8::try_from(seed).unwrap(); 16])
}

fn member(seed: u64, role: Role) -> NewMember {
    NewMember { id: id(seed), name: "Somebody".to_owned(), role, device: joins(&key(seed)) }
}

/// Member 1 is the patient, 2 a carer, 3 a clinician, 4 a reader, 5 a carer whom the patient trusts; each with one device.
fn circle() -> Circle {
    let mut circle = Circle::unfounded(JOURNAL);
    say(
        &mut circle,
        1,
        Act::Found { member: member(1, Role::Patient), epoch: Epoch(0), adopted: Vec::new() },
    )
    .unwrap();
    for (seed, role) in [(2, Role::Carer), (3, Role::Clinician), (4, Role::Reader), (5, Role::Carer)] {
        say(&mut circle, 1, Act::AddMember(member(seed, role))).unwrap();
    }
    say(&mut circle, 1, Act::Trust { member: id(5), trusted: true }).unwrap();
    circle
}

fn say(circle: &mut Circle, author: u64, act: Act) -> Result<(), CircleError> {
    circle.apply(CircleStatement::sign(&key(author), JOURNAL, circle.next(), 0, act))
}

fn end(seed: u64) -> Head {
    let device = key(seed).id();
    Head { device, seq: 3, hash: ChainHash::start(JOURNAL, device) }
}

fn epoch_without(circle: &Circle, leaving: &[u64]) -> EpochStart {
    let mut entropy = SeededEntropy::new(99);
    let epoch = EpochKey::make(Epoch(circle.epoch().0 + 1), &mut entropy).unwrap();
    let gone: Vec<DeviceId> = leaving.iter().map(|seed| key(*seed).id()).collect();
    let stays = circle.active().filter(|device| !gone.contains(&device.face.id));
    let grant = |device: &CircleDevice| {
        let face = &device.face;
        (face.id, grant_key(JOURNAL, &epoch, face.id, &face.recipient, &mut entropy).unwrap())
    };
    let mut grants: Vec<_> = stays.map(grant).collect();
    grants.sort_by_key(|(device, _)| *device);
    EpochStart { epoch: epoch.epoch(), grants }
}

#[test]
fn each_act_is_for_those_alone_who_may_do_it() {
    let circle = circle();
    let remove = |seed| Act::RemoveDevices { last: vec![end(seed)], epoch: epoch_without(&circle, &[seed]) };
    let add_device = |of| Act::AddDevice { member: id(of), device: joins(&key(9)), voucher: None };
    let set_role = |seed| Act::SetRole { member: id(seed), role: Role::Reader, last: vec![end(seed)] };
    // What is said, and which of the five may say it.
    let table: Vec<(&str, Act, &[u64])> = vec![
        ("a member joins", Act::AddMember(member(9, Role::Carer)), &[1]),
        ("a second patient joins", Act::AddMember(member(9, Role::Patient)), &[]),
        ("the patient's device joins", add_device(1), &[1, 5]),
        ("the carer's device joins", add_device(2), &[2]),
        ("the reader's device joins", add_device(4), &[4]),
        ("the carer's device leaves", remove(2), &[1]),
        ("the patient's only device leaves", remove(1), &[5]),
        ("a new epoch", Act::NewEpoch(epoch_without(&circle, &[])), &[1, 2, 3, 5]),
        ("the carer becomes a reader", set_role(2), &[1]),
        ("the patient becomes a reader", set_role(1), &[]),
        ("the carer is trusted", Act::Trust { member: id(2), trusted: true }, &[1]),
        ("the carer leaves", Act::Leave { last: vec![end(2)] }, &[2]),
        ("the patient leaves", Act::Leave { last: vec![end(1)] }, &[]),
        ("another mailbox", Act::MoveMailbox { address: "elsewhere".to_owned() }, &[1]),
    ];
    for (what, act, may) in table {
        for author in 1..=5 {
            let mut after = circle.clone();
            let said = say(&mut after, author, act.clone());
            assert_eq!(said.is_ok(), may.contains(&author), "{what}, says {author}: {said:?}");
            assert!(said.is_ok() || after == circle, "{what}: what is refused changes nothing");
        }
        assert_eq!(
            say(&mut circle.clone(), 8, act),
            Err(CircleError::NotByMember),
            "{what}, says a stranger"
        );
    }
}

#[test]
fn a_voucher_lets_its_newcomer_in_once_and_nobody_else() {
    let newcomer = key(9);
    let voucher = |by: u64| Voucher {
        by: key(by).id(),
        signature: vouch(&key(by), JOURNAL, &newcomer.face().unwrap()),
    };
    let joins_as =
        |of, by| Act::AddDevice { member: id(of), device: joins(&key(9)), voucher: Some(voucher(by)) };
    let mut circle = circle();
    assert!(say(&mut circle.clone(), 9, joins_as(1, 5)).is_ok(), "by one whom the patient trusts");
    assert_eq!(say(&mut circle, 9, joins_as(1, 2)), Err(CircleError::NotAllowed));
    assert_eq!(say(&mut circle, 9, joins_as(3, 2)), Err(CircleError::NotAllowed));
    let other = Act::AddDevice { member: id(2), device: joins(&key(8)), voucher: Some(voucher(2)) };
    assert_eq!(say(&mut circle, 8, other), Err(CircleError::NotByMember));
    say(&mut circle, 9, joins_as(2, 2)).unwrap();
    assert_eq!(say(&mut circle, 9, joins_as(2, 2)), Err(CircleError::DoesNotFit));
}

#[test]
fn a_statement_stands_at_one_place_of_one_circle() {
    let mut circle = circle();
    let act = Act::Trust { member: id(2), trusted: true };
    let (number, hash) = circle.next();
    let at = |place, act: &Act| CircleStatement::sign(&key(1), JOURNAL, place, 0, act.clone());
    assert_eq!(circle.apply(at((number + 1, hash), &act)), Err(CircleError::Gap));
    assert_eq!(circle.apply(at((u64::MAX, hash), &act)), Err(CircleError::Gap));
    assert_eq!(circle.apply(at((number, [9; 32]), &act)), Err(CircleError::Forked));
    assert_eq!(circle.apply(at((number - 1, hash), &act)), Err(CircleError::Forked));
    let elsewhere =
        CircleStatement::sign(&key(1), JournalId::from_bytes([2; 16]), (number, hash), 0, act.clone());
    assert_eq!(circle.apply(elsewhere), Err(CircleError::NotByMember));
    assert!(circle.apply(at((number, hash), &act)).is_ok());
}

#[test]
fn the_last_epoch_there_may_be_is_not_overrun() {
    let mut circle = Circle::unfounded(JOURNAL);
    let found =
        |epoch| Act::Found { member: member(1, Role::Patient), epoch: Epoch(epoch), adopted: Vec::new() };
    assert_eq!(say(&mut circle, 1, found(u32::MAX)), Err(CircleError::Full));
    say(&mut circle, 1, found(1_023)).unwrap();
    let next = EpochStart { epoch: Epoch(1_024), grants: Vec::new() };
    assert_eq!(say(&mut circle, 1, Act::NewEpoch(next)), Err(CircleError::Full));
}

#[test]
fn who_left_writes_nothing_more_and_a_role_holds_from_its_place_on() {
    let mut circle = circle();
    let last = vec![end(2)];
    say(&mut circle, 1, Act::SetRole { member: id(2), role: Role::Reader, last }).unwrap();
    let role_at = |circle: &Circle, seq| circle.log_of(key(2).id()).unwrap().role_at(seq);
    assert_eq!(role_at(&circle, 3), Some(Role::Carer));
    assert_eq!(role_at(&circle, 4), Some(Role::Reader));
    say(&mut circle, 2, Act::Leave { last: vec![end(2)] }).unwrap();
    assert_eq!((role_at(&circle, 3), role_at(&circle, 4)), (Some(Role::Carer), None));
    assert!(circle.epoch_is_due());
}
