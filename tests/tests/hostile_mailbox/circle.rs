//! Members, keys and vouchers that a mailbox would like to plant.

use crate::house::{House, JOURNAL, key, new_member};
use nourish_seal::{Epoch, JournalId, vouch};
use nourish_sync::{
    Act, CircleStatement, EpochStart, MemberId, NewDevice, Parcel, Reason, Replica, Role, Trouble, Voucher,
};

fn not_of_circle() -> Trouble {
    Trouble::Held { reason: Reason::NotOfCircle }
}

/// The carer is given a statement that stands next in the circle; it is not taken.
fn carer_refuses(house: &mut House, act: Act, signer: &nourish_seal::DeviceKey) {
    let circle = house.carer.circle();
    let statement = CircleStatement::sign(signer, JOURNAL, circle.next(), 0, act);
    let sealed = statement.seal(house.carer.sealer(), Epoch(0)).unwrap();
    let before = house.carer.clone();
    house.parcels().push(Parcel::Circle { number: circle.count(), sealed });
    house.sync_carer();
    assert!(house.carer_is(&before), "the circle stays as it was");
    assert!(house.carer_shows().contains(&not_of_circle()), "{:?}", house.carer_shows());
}

#[test]
fn a_member_that_the_mailbox_invents_is_not_of_the_circle() {
    let mut house = House::of_two();
    let invented = key(66);
    carer_refuses(&mut house, Act::AddMember(new_member(&invented, Role::Clinician)), &invented);
    assert!(house.carer.circle().device(invented.id()).is_none());
}

#[test]
fn a_key_that_is_planted_under_a_known_name_is_refused() {
    let mut house = House::of_two();
    // The mailbox has a member on its side who may sign, and brings the patient's name with another key.
    let mut face = key(66).face().unwrap();
    face.id = house.patient.key().id();
    let act = Act::AddDevice {
        member: MemberId(*key(2).id().as_bytes()),
        device: NewDevice { face, name: "phone".to_owned() },
        voucher: None,
    };
    carer_refuses(&mut house, act, &key(2));
    let known = house.carer.circle();
    assert_eq!(known.device(house.patient.key().id()).unwrap().face.signing_key, key(1).public());
}

#[test]
fn a_fellow_member_cannot_add_members_or_raise_itself() {
    let mut house = House::of_two();
    carer_refuses(&mut house, Act::AddMember(new_member(&key(66), Role::Reader)), &key(2));
    let member = MemberId(*key(2).id().as_bytes());
    carer_refuses(&mut house, Act::SetRole { member, role: Role::Clinician, last: Vec::new() }, &key(2));
    carer_refuses(&mut house, Act::Trust { member, trusted: true }, &key(2));
}

#[test]
fn a_voucher_of_another_journal_or_of_nobody_lets_nobody_in() {
    let newcomer = key(66);
    let face = newcomer.face().unwrap();
    let elsewhere = vouch(&key(2), JournalId::from_bytes([2; 16]), &face);
    let by_nobody = vouch(&key(67), JOURNAL, &face);
    for (by, signature) in [(key(2).id(), elsewhere), (key(67).id(), by_nobody), (key(1).id(), by_nobody)] {
        let mut house = House::of_two();
        let act = Act::AddDevice {
            member: MemberId(*key(2).id().as_bytes()),
            device: NewDevice { face: face.clone(), name: "phone".to_owned() },
            voucher: Some(Voucher { by, signature }),
        };
        carer_refuses(&mut house, act, &newcomer);
    }
}

#[test]
fn a_voucher_of_a_removed_device_and_a_replayed_joining_let_nobody_in() {
    let mut house = House::of_two();
    let removed = house.carer.clone();
    let mut state = house.patient.state();
    let head = removed.ends().into_iter().find(|head| head.device == key(2).id()).unwrap();
    let epoch = EpochStart { epoch: Epoch(0), grants: Vec::new() };
    assert!(state.propose(Act::RemoveDevices { last: vec![head], epoch }));
    house.patient.set_state(&state);
    house.sync_patient();
    let circle = house.patient.circle();
    assert!(!circle.device(key(2).id()).unwrap().is_active());
    // The removed device vouches for another of its own, and is itself brought in once more.
    let face = key(66).face().unwrap();
    let voucher = Voucher { by: key(2).id(), signature: vouch(&key(2), JOURNAL, &face) };
    let member = MemberId(*key(2).id().as_bytes());
    let joins = |face| NewDevice { face, name: "phone".to_owned() };
    let acts = [
        (Act::AddDevice { member, device: joins(face), voucher: Some(voucher) }, key(66)),
        (Act::AddDevice { member, device: joins(key(2).face().unwrap()), voucher: None }, key(1)),
    ];
    for (act, signer) in acts {
        let statement = CircleStatement::sign(&signer, JOURNAL, circle.next(), 0, act);
        let sealed = statement.seal(house.patient.sealer(), circle.epoch()).unwrap();
        house.parcels().push(Parcel::Circle { number: circle.count(), sealed });
        house.sync_patient();
        assert_eq!(house.patient.circle().count(), circle.count());
    }
    // What is sealed from now on it cannot open.
    house.log_patient();
    let newest = house.parcels().last().unwrap().sealed().to_vec();
    assert!(nourish_sync::Batch::open(removed.sealer(), &newest).is_err());
}
