//! Parcels that are changed, exchanged, put together anew, or are something else than they say.

use crate::house::{House, JOURNAL, found, key, sync};
use nourish_seal::{Epoch, Keyring, Purpose, SeededEntropy};
use nourish_sync::{Batch, Item, Parcel, Reason, Replica, Trouble};

fn held(reason: Reason) -> Trouble {
    Trouble::Held { reason }
}

/// The carer is given one more parcel; gives what it then shows, after checking that it took nothing.
fn carer_is_given(house: &mut House, parcel: Parcel) -> Vec<Trouble> {
    let before = house.carer.clone();
    house.parcels().push(parcel);
    house.sync_carer();
    assert!(house.carer_is(&before), "nothing was taken");
    house.carer_shows()
}

/// The patient's newest batch, which the carer has not seen, as it lies at the mailbox.
fn newest_batch(house: &mut House) -> (Batch, Vec<u8>) {
    house.log_patient();
    let sealed = house.parcels().pop().unwrap().sealed().to_vec();
    (Batch::open(house.carer.sealer(), &sealed).unwrap(), sealed)
}

#[test]
fn ciphertexts_that_are_swapped_are_out_of_order_and_change_nothing() {
    let mut house = House::of_two();
    house.log_patient();
    house.log_patient();
    let last = house.parcels().len() - 1;
    house.parcels().swap(last, last - 1);
    house.sync_carer();
    assert_eq!(house.carer.logs(), house.patient.logs());
    assert!(!house.carer_shows().contains(&held(Reason::Forked)));
}

#[test]
fn fields_that_are_spliced_from_two_batches_are_not_signed_for() {
    let mut house = House::of_two();
    let (mut batch, _) = newest_batch(&mut house);
    let mut forged = batch.clone();
    forged.items = vec![Item::Entry(b"another".to_vec())];
    let sealed = forged.seal(house.carer.sealer(), Epoch(0)).unwrap();
    assert!(carer_is_given(&mut house, Parcel::Batch { sealed }).contains(&held(Reason::BadSignature)));
    // Content of one device under the name of another.
    batch.device = house.carer.key().id();
    let sealed = batch.seal(house.patient.sealer(), Epoch(0)).unwrap();
    assert!(carer_is_given(&mut house, Parcel::Batch { sealed }).contains(&held(Reason::BadSignature)));
}

#[test]
fn old_parcels_that_are_replayed_add_nothing() {
    let mut house = House::of_two();
    let old = house.parcels().clone();
    let before = house.carer.clone();
    house.parcels().extend(old);
    let summary = house.sync_carer();
    assert_eq!((summary.received, summary.statements), (0, 0));
    assert!(house.carer_is(&before));
    assert_eq!(house.carer_shows(), []);
}

#[test]
fn a_bit_that_is_flipped_anywhere_keeps_a_parcel_closed() {
    let mut house = House::of_two();
    let (_, sealed) = newest_batch(&mut house);
    for at in (0..sealed.len()).step_by(7) {
        let mut house = House::of_two();
        let mut spoilt = sealed.clone();
        spoilt[at] ^= 4;
        let shown = carer_is_given(&mut house, Parcel::Batch { sealed: spoilt });
        assert!(shown.iter().any(|trouble| matches!(trouble, Trouble::Held { .. })), "byte {at}");
    }
}

#[test]
fn a_parcel_that_is_cut_short_is_called_changed() {
    let mut house = House::of_two();
    let (_, sealed) = newest_batch(&mut house);
    for length in [0, 1, 4, 20, sealed.len() / 2, sealed.len() - 1] {
        let mut house = House::of_two();
        let parcel = Parcel::Batch { sealed: sealed[..length].to_vec() };
        assert!(carer_is_given(&mut house, parcel).contains(&held(Reason::Tampered)), "{length} bytes");
    }
}

#[test]
fn a_parcel_that_is_marked_as_another_kind_is_what_its_seal_says() {
    let mut house = House::of_two();
    let (_, sealed) = newest_batch(&mut house);
    let number =
        house.parcels().iter().filter(|parcel| matches!(parcel, Parcel::Circle { .. })).count() as u64;
    house.parcels().push(Parcel::Circle { number, sealed });
    house.sync_carer();
    assert_eq!(house.carer.logs(), house.patient.logs());
}

#[test]
fn a_frame_that_swells_or_counts_too_much_is_refused() {
    let mut house = House::of_two();
    // Four gigabytes of nothing, as a frame's header claims.
    let bomb = [0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0xff, 0xff, 0xff, 0xff, 0x03, 0, 0];
    let sealed = house.carer.sealer().seal_alike(Epoch(0), Purpose::Batch, b"batch", &bomb).unwrap();
    assert!(carer_is_given(&mut house, Parcel::Batch { sealed }).contains(&held(Reason::Tampered)));
    // An answer that claims more parcels than there may be.
    let claims =
        [0x84, 2, 0x50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x9b, 0xff, 0xff, 0xff, 0xff];
    assert!(nourish_sync::Answer::decode(&claims).is_err());
}

#[test]
fn another_version_byte_is_named_as_newer_and_never_read_as_older() {
    for version in [0, 2, 255] {
        let mut house = House::of_two();
        let (_, mut sealed) = newest_batch(&mut house);
        sealed[0] = version;
        let mut house = House::of_two();
        assert!(carer_is_given(&mut house, Parcel::Batch { sealed }).contains(&held(Reason::Newer)));
    }
}

#[test]
fn nothing_that_a_mailbox_says_is_used_as_a_key() {
    let mut house = House::of_two();
    let before = house.carer.clone();
    let foreign = Keyring::make(&mut SeededEntropy::new(77)).unwrap();
    let sealer = nourish_seal::Sealer::new(JOURNAL, &foreign).unwrap();
    let (batch, _) = newest_batch(&mut house);
    let sealed = batch.seal(&sealer, Epoch(0)).unwrap();
    assert!(carer_is_given(&mut house, Parcel::Batch { sealed }).contains(&held(Reason::Tampered)));
    assert_eq!(house.carer.sealer().current(), before.sealer().current());
}

#[test]
fn parcels_of_another_journal_do_not_open() {
    let other = nourish_seal::JournalId::from_bytes([2; 16]);
    let keyring = Keyring::make(&mut SeededEntropy::new(9)).unwrap();
    let mut theirs = found(other, key(1), &keyring);
    theirs.log_entry(1, nourish_tests::simulation::Kind::Weight);
    let mut house = House::of_two();
    sync(&mut theirs, &mut house.mailbox, 0, &mut SeededEntropy::new(1)).unwrap();
    let foreign: Vec<Parcel> = house.mailbox.parcels_mut(other).clone();
    assert!(!foreign.is_empty());
    for parcel in foreign {
        assert!(carer_is_given(&mut house, parcel).contains(&held(Reason::Tampered)));
    }
}
