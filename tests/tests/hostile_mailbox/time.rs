//! Mailboxes that go back, show two faces, or keep something to themselves.

use crate::house::{House, JOURNAL};
use nourish_sync::{Reason, Replica, Trouble, is_due};

#[test]
fn a_mailbox_that_goes_back_without_saying_so_is_named_and_refilled() {
    let mut house = House::of_two();
    let copy = house.mailbox.clone();
    house.log_both();
    house.mailbox = copy;
    house.sync_carer();
    assert!(house.carer_shows().contains(&Trouble::RolledBack));
    house.sync_patient();
    house.sync_carer();
    assert_eq!(house.carer.logs(), house.patient.logs());
}

#[test]
fn a_mailbox_that_goes_back_and_on_again_is_named_by_what_stands_in_the_last_place() {
    let mut house = House::of_two();
    let copy = house.mailbox.clone();
    house.carer.log_entry(90, nourish_tests::simulation::Kind::Weight);
    house.sync_carer();
    house.mailbox = copy;
    // The patient's device fills the places up with other parcels, before the carer's looks.
    house.log_patient();
    house.log_patient();
    house.sync_carer();
    assert!(house.carer_shows().contains(&Trouble::RolledBack));
    house.sync_patient();
    assert_eq!(house.carer.logs(), house.patient.logs());
}

#[test]
fn a_mailbox_that_says_that_it_was_restored_is_refilled_without_an_alarm() {
    let mut house = House::of_two();
    let copy = house.mailbox.clone();
    house.log_both();
    house.mailbox = copy.restored(1);
    assert!(house.sync_carer().mailbox_was_renewed);
    assert!(house.sync_patient().mailbox_was_renewed);
    house.sync_carer();
    assert_eq!(house.carer.logs(), house.patient.logs());
    assert_eq!(house.carer_shows(), []);
}

#[test]
fn a_mailbox_that_shows_two_faces_is_named_once_it_shows_one() {
    let mut house = House::of_two();
    let mut other = house.mailbox.clone();
    house.log_patient();
    house.carer.log_entry(90, nourish_tests::simulation::Kind::Weight);
    std::mem::swap(&mut house.mailbox, &mut other);
    house.sync_carer();
    std::mem::swap(&mut house.mailbox, &mut other);
    house.sync_carer();
    assert!(house.carer_shows().contains(&Trouble::RolledBack));
    house.sync_patient();
    assert_eq!(house.carer.logs(), house.patient.logs());
}

#[test]
fn the_newest_that_is_withheld_is_named_after_a_while() {
    let mut house = House::of_two();
    let old = house.mailbox.clone();
    house.log_patient();
    let mut cut = house.mailbox.clone();
    let kept = old.clone().parcels_mut(JOURNAL).len();
    cut.truncate(JOURNAL, kept);
    house.sync_carer_with(&cut);
    house.sync_carer_with(&cut);
    let patient = house.patient.key().id();
    let withheld = Trouble::Withheld { device: patient, known_to: patient };
    let state = house.carer.state();
    let noticed = state.troubles().iter().find(|noticed| noticed.trouble == withheld).unwrap();
    assert!(is_due(noticed, house.now_ms));
    // Once it is given, nothing is kept back any more.
    house.sync_carer();
    assert!(!house.carer_shows().contains(&withheld));
    assert_eq!(house.carer.logs(), house.patient.logs());
}

#[test]
fn a_statement_that_is_withheld_is_named() {
    let mut house = House::of_two();
    let kept = house.parcels().len();
    let mut state = house.patient.state();
    let member = nourish_sync::MemberId(*house.carer.key().id().as_bytes());
    assert!(state.propose(nourish_sync::Act::Trust { member, trusted: true }));
    house.patient.set_state(&state);
    house.sync_patient();
    let mut cut = house.mailbox.clone();
    cut.truncate(JOURNAL, kept);
    house.sync_carer_with(&cut);
    let known_to = house.patient.key().id();
    assert!(house.carer_shows().contains(&Trouble::CircleWithheld { known_to }));
}

#[test]
fn one_log_that_is_withheld_is_a_gap_once_it_goes_on() {
    let mut house = House::of_two();
    house.log_patient();
    let place = house.parcels().len() - 1;
    house.log_patient();
    let mut cut = house.mailbox.clone();
    cut.parcels_mut(JOURNAL).remove(place);
    house.sync_carer_with(&cut);
    assert!(house.carer_shows().contains(&Trouble::Held { reason: Reason::Gap }));
    house.sync_carer();
    assert_eq!(house.carer.logs(), house.patient.logs());
}

#[test]
fn heads_that_are_older_than_before_or_of_another_are_named_or_passed_over() {
    let mut house = House::of_two();
    let patient = house.patient.key().id();
    let old = house.mailbox.heads_mut(JOURNAL)[&patient].clone();
    house.log_both();
    house.mailbox.heads_mut(JOURNAL).insert(patient, old);
    house.sync_carer();
    assert!(house.carer_shows().contains(&Trouble::OldHeads { device: patient }));
    // The carer's own heads under the patient's name: whose they are, they say themselves.
    let mut house = House::of_two();
    let carers = house.mailbox.heads_mut(JOURNAL)[&house.carer.key().id()].clone();
    house.mailbox.heads_mut(JOURNAL).insert(patient, carers);
    house.sync_carer();
    assert!(house.carer_shows().contains(&Trouble::OldHeads { device: patient }));
}

#[test]
fn a_batch_that_the_mailbox_calls_erased_is_missed_like_one_that_it_withholds() {
    let mut house = House::of_two();
    house.log_patient();
    let mut other = house.mailbox.clone();
    let last = other.parcels_mut(JOURNAL).last_mut().unwrap();
    *last = nourish_sync::Parcel::Erased { hash: last.hash() };
    house.sync_carer_with(&other);
    house.sync_carer_with(&other);
    let device = house.patient.key().id();
    assert!(house.carer_shows().contains(&Trouble::Withheld { device, known_to: device }));
}
