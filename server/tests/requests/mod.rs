//! Requests of all kinds, to hold one mailbox against another.

use nourish_sync::{Answer, DeviceId, Parcel, Request, entry_hash};
use proptest::prelude::*;

/// One request of a device for a journal, all drawn from so few values that they meet.
pub(crate) fn requests() -> impl Strategy<Value = Vec<(u8, u8, Request)>> {
    let sealed = || prop::collection::vec(0..3_u8, 0..3);
    let parcel = prop_oneof![
        (0..4_u64, sealed()).prop_map(|(number, sealed)| Parcel::Circle { number, sealed }),
        sealed().prop_map(|sealed| Parcel::Batch { sealed }),
    ];
    let served = |keys: Vec<u8>| {
        let devices = keys.into_iter().map(|key| (DeviceId::from_bytes([key; 16]), [key; 32]));
        Request::Admit { devices: devices.collect() }
    };
    let request = prop_oneof![
        4 => prop::collection::vec(parcel, 0..4).prop_map(|parcels| Request::Append { parcels }),
        3 => (0..8_u64, 0..6_u64)
            .prop_map(|(after, limit_bytes)| Request::Read { after, limit_bytes, wait_ms: 0 }),
        2 => prop::option::of(sealed()).prop_map(|publish| Request::Heads { publish }),
        1 => (0..2_u8, 0..10_u8, sealed())
            .prop_map(|(slot, number, message)| Request::PutSlot { slot: [slot; 16], number, message }),
        1 => (0..2_u8, 0..10_u8)
            .prop_map(|(slot, number)| Request::GetSlot { slot: [slot; 16], number, wait_ms: 0 }),
        2 => sealed().prop_map(|sealed| Request::PutPart { sealed }),
        2 => (sealed(), prop::collection::vec(sealed(), 0..3)).prop_map(|(sealed, parts)| {
            Request::PutCheckpoint { sealed, parts: parts.iter().map(|part| entry_hash(part)).collect() }
        }),
        1 => Just(Request::GetCheckpoint),
        2 => (0..6_u64, sealed()).prop_map(|(place, sealed)| Request::Erase { place, hash: entry_hash(&sealed) }),
        1 => Just(Request::Close),
        1 => sealed().prop_map(|part| Request::GetPart { hash: entry_hash(&part) }),
        1 => prop::collection::vec(0..3_u8, 0..3).prop_map(served),
        1 => (prop::collection::vec(any::<u8>(), 0..4), 0..3_u8).prop_map(|(face, by)| Request::Introduce {
            face,
            by: DeviceId::from_bytes([by; 16]),
            voucher: [0; 64],
        }),
    ];
    prop::collection::vec((0..2_u8, 0..3_u8, request), 0..40)
}

/// An answer without what is random in it.
pub(crate) fn without_generation(mut answer: Answer) -> Answer {
    match &mut answer {
        Answer::Appended { generation, .. }
        | Answer::Parcels { generation, .. }
        | Answer::Heads { generation, .. } => *generation = [0; 16],
        _ => {}
    }
    answer
}
