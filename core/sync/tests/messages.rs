//! What devices and a mailbox say to each other, as bytes.
#![allow(clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use nourish_seal::DeviceId;
use nourish_sync::{Answer, Kept, MESSAGE_PARCELS, NotAMessage, Parcel, Refusal, Request, SLOT_BYTES};

const ID: DeviceId = DeviceId::from_bytes([4; 16]);

fn requests() -> Vec<Request> {
    let circle = Parcel::Circle { number: 3, sealed: vec![1, 2] };
    vec![
        Request::Append { parcels: vec![circle, Parcel::Batch { sealed: vec![7; 30] }] },
        Request::Read { after: u64::MAX, limit_bytes: 0, wait_ms: 9 },
        Request::Heads { publish: None },
        Request::Heads { publish: Some(vec![5]) },
        Request::PutSlot { slot: [1; 16], number: 2, message: vec![3] },
        Request::GetSlot { slot: [1; 16], number: 2, wait_ms: 4 },
        Request::PutPart { sealed: vec![8] },
        Request::PutCheckpoint { sealed: vec![8], parts: vec![[6; 32], [7; 32]] },
        Request::GetCheckpoint,
        Request::GetPart { hash: [9; 32] },
        Request::Admit { devices: vec![(ID, [2; 32])] },
        Request::Introduce { face: vec![1], by: ID, voucher: [3; 64] },
        Request::Erase { place: 7, hash: [9; 32] },
        Request::Close,
    ]
}

fn answers() -> Vec<Answer> {
    let generation = [6; 16];
    let kept = vec![Kept::At(1), Kept::Already(2), Kept::CircleMoved { count: 3 }, Kept::NoRoom];
    vec![
        Answer::Appended { generation, kept },
        Answer::Parcels { generation, count: 8, parcels: vec![(8, Parcel::Batch { sealed: vec![1] })] },
        Answer::Parcels { generation, count: 9, parcels: vec![(9, Parcel::Erased { hash: [5; 32] })] },
        Answer::Heads { generation, count: 8, heads: vec![vec![1], vec![2, 3]] },
        Answer::Done,
        Answer::Found(None),
        Answer::Found(Some(vec![4])),
        Answer::Refused(Refusal::Taken),
    ]
}

#[test]
fn every_message_comes_back_whole_and_no_part_of_it_is_one() {
    for request in requests() {
        let message = request.encode();
        for length in 0..message.len() {
            assert_eq!(Request::decode(&message[..length]), Err(NotAMessage), "{request:?}");
        }
        assert_eq!(Request::decode(&[&message[..], &[0]].concat()), Err(NotAMessage));
        assert_eq!(Request::decode(&message), Ok(request));
    }
    for answer in answers() {
        let message = answer.encode();
        for length in 0..message.len() {
            assert_eq!(Answer::decode(&message[..length]), Err(NotAMessage), "{answer:?}");
        }
        assert_eq!(Answer::decode(&[&message[..], &[0]].concat()), Err(NotAMessage));
        assert_eq!(Answer::decode(&message), Ok(answer));
    }
}

/// What stands in PROTOCOL.md.
#[test]
fn erasing_and_closing_have_these_bytes() {
    let hash = [0xab; 32];
    let erase = Request::Erase { place: 7, hash }.encode();
    assert_eq!(erase, [&[0x83, 12, 7, 0x58, 32][..], &hash].concat());
    assert_eq!(Request::Close.encode(), [0x81, 13]);
    let parcels = vec![(7, Parcel::Erased { hash })];
    let answer = Answer::Parcels { generation: [6; 16], count: 7, parcels }.encode();
    let expected = [&[0x84, 2, 0x50][..], &[6; 16], &[7, 0x81, 0x82, 7, 0x82, 3, 0x58, 32], &hash].concat();
    assert_eq!(answer, expected);
    // A mailbox gives what is erased, and takes none.
    let given = Request::Append { parcels: vec![Parcel::Erased { hash }] };
    assert_eq!(Request::decode(&given.encode()), Err(NotAMessage));
}

#[test]
fn more_than_a_message_may_have_is_refused() {
    let many = vec![Parcel::Batch { sealed: Vec::new() }; MESSAGE_PARCELS + 1];
    assert_eq!(Request::decode(&Request::Append { parcels: many }.encode()), Err(NotAMessage));
    let large = Request::PutSlot { slot: [0; 16], number: 0, message: vec![0; SLOT_BYTES + 1] };
    assert_eq!(Request::decode(&large.encode()), Err(NotAMessage));
}
