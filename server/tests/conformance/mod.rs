//! What every mailbox promises, however it is asked: directly, or through a socket.

use nourish_sync::{
    Answer, DeviceKey, JournalId, Kept, MESSAGE_PARCELS, PARCEL_BYTES, Parcel, Refusal, Request,
    SLOT_MESSAGES, SeededEntropy, entry_hash, vouch,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A mailbox, and a way to ask it.
pub(crate) trait Asked {
    fn ask(&mut self, journal: JournalId, key: &DeviceKey, request: &Request) -> Answer;
}

/// What one promise is called, and the case that tries it.
type Case<A> = (&'static str, fn(&mut House<A>));

/// Runs every case on a mailbox of its own.
pub(crate) fn keeps_every_promise<A: Asked>(mut make: impl FnMut() -> A) {
    let cases: [Case<A>; 15] = [
        ("places have no gaps, and begin anew in each journal", places_have_no_gaps),
        ("a parcel is kept once", a_parcel_is_kept_once),
        ("statements are taken in order alone", statements_are_taken_in_order),
        ("a parcel that is too large is not kept, and no other suffers", a_large_parcel_is_not_kept),
        ("a page begins after its place and holds one parcel at least", pages_follow_one_another),
        ("a page has a most", a_page_has_a_most),
        ("heads are replaced by device, and given in order", heads_are_replaced_by_device),
        ("a slot is written once", slots_are_written_once),
        ("a checkpoint takes the place of the one before", checkpoints_are_replaced),
        ("who is not served is refused", who_is_not_served_is_refused),
        ("a newcomer is served on the word of one that is", newcomers_need_a_voucher),
        ("a journal that nobody wrote to is empty", an_unknown_journal_is_empty),
        ("the state has one name", the_state_has_one_name),
        ("what is erased leaves its place and hash", what_is_erased_leaves_its_place),
        ("a journal that is closed serves nobody again", a_closed_journal_serves_nobody),
    ];
    for (name, case) in cases {
        let outcome = catch_unwind(AssertUnwindSafe(|| case(&mut House::of(make()))));
        assert!(outcome.is_ok(), "{name}: not kept, see above");
    }
}

pub(crate) struct House<A> {
    mailbox: A,
    journal: JournalId,
    keys: Vec<DeviceKey>,
}

impl<A: Asked> House<A> {
    /// A mailbox that serves two devices of a journal; a third knocks.
    fn of(mailbox: A) -> Self {
        let keys = (1..4).map(|seed| DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap()).collect();
        let mut house = Self { mailbox, journal: JournalId::from_bytes([9; 16]), keys };
        let devices = house.keys.iter().take(2).map(|key| (key.id(), key.public())).collect();
        assert_eq!(house.ask(0, Request::Admit { devices }), Answer::Done);
        house
    }

    fn ask(&mut self, device: usize, request: Request) -> Answer {
        self.mailbox.ask(self.journal, &self.keys[device], &request)
    }

    fn append(&mut self, parcels: &[Parcel]) -> Vec<Kept> {
        match self.ask(0, Request::Append { parcels: parcels.to_vec() }) {
            Answer::Appended { kept, .. } => kept,
            other => panic!("not appended: {other:?}"),
        }
    }

    fn read(&mut self, after: u64, limit_bytes: u64) -> (u64, Vec<(u64, Parcel)>) {
        match self.ask(1, Request::Read { after, limit_bytes, wait_ms: 0 }) {
            Answer::Parcels { count, parcels, .. } => (count, parcels),
            other => panic!("no parcels: {other:?}"),
        }
    }

    fn heads(&mut self, device: usize, publish: Option<&[u8]>) -> (u64, Vec<Vec<u8>>) {
        match self.ask(device, Request::Heads { publish: publish.map(<[u8]>::to_vec) }) {
            Answer::Heads { count, heads, .. } => (count, heads),
            other => panic!("no heads: {other:?}"),
        }
    }
}

fn batch(fill: u8) -> Parcel {
    Parcel::Batch { sealed: vec![fill; 100] }
}

fn statement(number: u64, fill: u8) -> Parcel {
    Parcel::Circle { number, sealed: vec![fill; 50] }
}

fn places_have_no_gaps<A: Asked>(house: &mut House<A>) {
    let places: Vec<Kept> = (1..6).map(Kept::At).collect();
    assert_eq!(house.append(&[batch(1), batch(2)]), places[..2]);
    assert_eq!(house.append(&[]), []);
    // One that was there and one that does not fit leave no hole.
    let kept = house.append(&[batch(2), statement(5, 9), batch(3)]);
    assert_eq!(kept, [Kept::Already(2), Kept::CircleMoved { count: 0 }, Kept::At(3)]);
    assert_eq!(house.append(&[batch(4), batch(5)]), places[3..]);
    let expected: Vec<_> = (1..6).map(|place| (place, batch(place as u8))).collect();
    assert_eq!(house.read(0, u64::MAX), (5, expected));
    house.journal = JournalId::from_bytes([8; 16]);
    assert_eq!(house.append(&[batch(5)]), [Kept::At(1)]);
}

fn a_parcel_is_kept_once<A: Asked>(house: &mut House<A>) {
    assert_eq!(house.append(&[batch(1), batch(1), batch(2)]), [Kept::At(1), Kept::Already(1), Kept::At(2)]);
    assert_eq!(house.append(&[batch(2), batch(1)]), [Kept::Already(2), Kept::Already(1)]);
    // What is told apart is the sealed bytes, not what they are said to be.
    let same = Parcel::Circle { number: 0, sealed: vec![1; 100] };
    assert_eq!(house.append(&[same]), [Kept::Already(1)]);
    assert_eq!(house.read(0, u64::MAX).0, 2);
}

fn statements_are_taken_in_order<A: Asked>(house: &mut House<A>) {
    assert_eq!(house.append(&[statement(1, 1)]), [Kept::CircleMoved { count: 0 }]);
    assert_eq!(house.append(&[statement(0, 1), batch(7), statement(1, 2)]), [1, 2, 3].map(Kept::At));
    // Another device was quicker.
    assert_eq!(house.append(&[statement(1, 3)]), [Kept::CircleMoved { count: 2 }]);
    assert_eq!(house.append(&[statement(2, 3), statement(0, 1)]), [Kept::At(4), Kept::Already(1)]);
    let numbers: Vec<Option<u64>> =
        house.read(0, u64::MAX).1.iter().map(|(_, parcel)| number(parcel)).collect();
    assert_eq!(numbers, [Some(0), None, Some(1), Some(2)]);
}

fn number(parcel: &Parcel) -> Option<u64> {
    match parcel {
        Parcel::Circle { number, .. } => Some(*number),
        Parcel::Batch { .. } | Parcel::Erased { .. } => None,
    }
}

fn a_large_parcel_is_not_kept<A: Asked>(house: &mut House<A>) {
    let largest = Parcel::Batch { sealed: vec![1; PARCEL_BYTES] };
    assert_eq!(house.append(&[batch(2), largest.clone(), batch(3)]), [1, 2, 3].map(Kept::At));
    assert_eq!(house.read(1, 1).1, [(2, largest)]);
    let too_large = Parcel::Batch { sealed: vec![1; PARCEL_BYTES + 1] };
    // Asked directly it has no room; on the way it is no message at all.
    match house.ask(0, Request::Append { parcels: vec![too_large, batch(4)] }) {
        Answer::Appended { kept, .. } => assert_eq!(kept, [Kept::NoRoom, Kept::At(4)]),
        other => assert_eq!(other, Answer::Refused(Refusal::Malformed)),
    }
}

fn pages_follow_one_another<A: Asked>(house: &mut House<A>) {
    let all: Vec<Parcel> = (1..=5).map(batch).collect();
    house.append(&all);
    // Each has 100 bytes.
    let places = |page: (u64, Vec<(u64, Parcel)>)| page.1.iter().map(|(place, _)| *place).collect::<Vec<_>>();
    assert_eq!(places(house.read(0, 250)), [1, 2]);
    assert_eq!(places(house.read(2, 200)), [3, 4]);
    assert_eq!(places(house.read(4, 0)), [5]);
    for after in [5, 6, u64::MAX] {
        assert_eq!(house.read(after, u64::MAX), (5, vec![]));
    }
}

fn a_page_has_a_most<A: Asked>(house: &mut House<A>) {
    let parcel = |number: u16| Parcel::Batch { sealed: number.to_be_bytes().to_vec() };
    let many: Vec<Parcel> = (0..MESSAGE_PARCELS as u16).map(parcel).collect();
    house.append(&many);
    house.append(&[batch(1)]);
    let (count, page) = house.read(0, u64::MAX);
    assert_eq!((count, page.len()), (MESSAGE_PARCELS as u64 + 1, MESSAGE_PARCELS));
    assert_eq!(house.read(MESSAGE_PARCELS as u64, u64::MAX).1, [(count, batch(1))]);
}

fn heads_are_replaced_by_device<A: Asked>(house: &mut House<A>) {
    house.append(&[batch(1)]);
    assert_eq!(house.heads(0, None), (1, vec![]));
    let by_name = |first: &[u8], second: &[u8], house: &House<A>| {
        let mut heads = [(house.keys[0].id(), first.to_vec()), (house.keys[1].id(), second.to_vec())];
        heads.sort();
        heads.map(|(_, heads)| heads).to_vec()
    };
    assert_eq!(house.heads(0, Some(b"first")), (1, vec![b"first".to_vec()]));
    let expected = by_name(b"first", b"second", house);
    assert_eq!(house.heads(1, Some(b"second")), (1, expected));
    let expected = by_name(b"later", b"second", house);
    assert_eq!(house.heads(0, Some(b"later")), (1, expected.clone()));
    assert_eq!(house.heads(1, None), (1, expected));
}

fn slots_are_written_once<A: Asked>(house: &mut House<A>) {
    let put = |number, message: &[u8]| Request::PutSlot { slot: [3; 16], number, message: message.to_vec() };
    let get = |slot, number| Request::GetSlot { slot: [slot; 16], number, wait_ms: 0 };
    assert_eq!(house.ask(0, get(3, 0)), Answer::Found(None));
    assert_eq!(house.ask(0, put(0, b"hello")), Answer::Done);
    assert_eq!(house.ask(0, put(0, b"hello")), Answer::Done);
    assert_eq!(house.ask(1, put(0, b"other")), Answer::Refused(Refusal::Taken));
    // Who pairs is served by nobody yet, and may know another journal or none.
    house.journal = JournalId::from_bytes([0; 16]);
    assert_eq!(house.ask(2, put(1, b"answer")), Answer::Done);
    assert_eq!(house.ask(2, get(3, 0)), Answer::Found(Some(b"hello".to_vec())));
    assert_eq!(house.ask(2, get(4, 0)), Answer::Found(None));
    assert_eq!(house.ask(2, put(SLOT_MESSAGES - 1, b"last")), Answer::Done);
    assert_eq!(house.ask(2, put(SLOT_MESSAGES, b"more")), Answer::Refused(Refusal::Malformed));
}

fn checkpoints_are_replaced<A: Asked>(house: &mut House<A>) {
    let part = |fill: u8| vec![fill; 30];
    let put = |fill: u8| Request::PutPart { sealed: part(fill) };
    let get = |fill: u8| Request::GetPart { hash: entry_hash(&part(fill)) };
    let checkpoint = |name: &[u8], parts: &[u8]| Request::PutCheckpoint {
        sealed: name.to_vec(),
        parts: parts.iter().map(|fill| entry_hash(&part(*fill))).collect(),
    };
    assert_eq!(house.ask(0, Request::GetCheckpoint), Answer::Found(None));
    for fill in [1, 2, 1] {
        assert_eq!(house.ask(0, put(fill)), Answer::Done);
    }
    assert_eq!(house.ask(1, get(1)), Answer::Found(Some(part(1))));
    // A part is missing: nothing changes.
    assert_eq!(house.ask(0, checkpoint(b"a", &[1, 3])), Answer::Refused(Refusal::Malformed));
    assert_eq!(house.ask(1, Request::GetCheckpoint), Answer::Found(None));
    assert_eq!(house.ask(0, checkpoint(b"b", &[2, 1])), Answer::Done);
    assert_eq!(house.ask(1, Request::GetCheckpoint), Answer::Found(Some(b"b".to_vec())));
    assert_eq!(house.ask(0, put(3)), Answer::Done);
    assert_eq!(house.ask(0, checkpoint(b"c", &[2, 3])), Answer::Done);
    assert_eq!(house.ask(1, Request::GetCheckpoint), Answer::Found(Some(b"c".to_vec())));
    assert_eq!(house.ask(1, get(1)), Answer::Found(None));
    assert_eq!(house.ask(1, get(2)), Answer::Found(Some(part(2))));
}

fn who_is_not_served_is_refused<A: Asked>(house: &mut House<A>) {
    let third = (house.keys[2].id(), house.keys[2].public());
    let requests = [
        Request::Append { parcels: vec![batch(1)] },
        Request::Read { after: 0, limit_bytes: 1, wait_ms: 0 },
        Request::Heads { publish: Some(b"heads".to_vec()) },
        Request::PutPart { sealed: b"part".to_vec() },
        Request::PutCheckpoint { sealed: b"checkpoint".to_vec(), parts: vec![] },
        Request::GetCheckpoint,
        Request::GetPart { hash: [0; 32] },
        Request::Admit { devices: vec![third] },
    ];
    for request in requests.clone() {
        assert_eq!(house.ask(2, request), Answer::Refused(Refusal::NotServed));
    }
    assert_eq!(house.read(0, 1), (0, vec![]));
    assert_eq!(house.heads(0, None), (0, vec![]));
    // Who is admitted is served, who is no longer named is not.
    assert_eq!(house.ask(1, Request::Admit { devices: vec![third] }), Answer::Done);
    assert_eq!(house.ask(0, requests[0].clone()), Answer::Refused(Refusal::NotServed));
    assert!(matches!(house.ask(2, requests[0].clone()), Answer::Appended { .. }));
    // A journal that serves nobody would be anybody's.
    let none = Request::Admit { devices: vec![] };
    assert_eq!(house.ask(2, none), Answer::Refused(Refusal::Malformed));
    assert_eq!(house.ask(0, requests[0].clone()), Answer::Refused(Refusal::NotServed));
}

fn newcomers_need_a_voucher<A: Asked>(house: &mut House<A>) {
    let face = house.keys[2].face().unwrap();
    let good = vouch(&house.keys[1], house.journal, &face);
    let own = vouch(&house.keys[2], house.journal, &face);
    let elsewhere = vouch(&house.keys[1], JournalId::from_bytes([8; 16]), &face);
    let (served, stranger) = (house.keys[1].id(), house.keys[2].id());
    let introduce = |by, voucher| Request::Introduce { face: face.encode(), by, voucher };
    let refused = Answer::Refused(Refusal::NotServed);
    for request in [introduce(served, own), introduce(served, elsewhere), introduce(stranger, own)] {
        assert_eq!(house.ask(2, request), refused);
    }
    // The word is for the third device, not for the one that shows it.
    assert_eq!(house.ask(0, introduce(served, good)), refused);
    let read = Request::Read { after: 0, limit_bytes: 1, wait_ms: 0 };
    assert_eq!(house.ask(2, read.clone()), refused);
    assert_eq!(house.ask(2, introduce(served, good)), Answer::Done);
    assert_eq!(house.ask(2, introduce(served, good)), Answer::Done);
    assert!(matches!(house.ask(2, read.clone()), Answer::Parcels { .. }));
    assert!(matches!(house.ask(0, read), Answer::Parcels { .. }));
}

fn an_unknown_journal_is_empty<A: Asked>(house: &mut House<A>) {
    house.append(&[batch(1)]);
    house.journal = JournalId::from_bytes([7; 16]);
    let face = house.keys[2].face().unwrap();
    let voucher = vouch(&house.keys[0], house.journal, &face);
    let introduce = Request::Introduce { face: face.encode(), by: house.keys[0].id(), voucher };
    assert_eq!(house.ask(2, introduce), Answer::Refused(Refusal::NotServed));
    assert_eq!(house.ask(1, Request::GetCheckpoint), Answer::Found(None));
    assert_eq!(house.ask(1, Request::GetPart { hash: [1; 32] }), Answer::Found(None));
    assert_eq!(house.read(0, u64::MAX), (0, vec![]));
    assert_eq!(house.heads(1, None), (0, vec![]));
}

fn the_state_has_one_name<A: Asked>(house: &mut House<A>) {
    let requests = [
        Request::Append { parcels: vec![batch(1)] },
        Request::Read { after: 0, limit_bytes: 1, wait_ms: 0 },
        Request::Heads { publish: None },
        Request::Append { parcels: vec![batch(2)] },
    ];
    let names = requests.map(|request| match house.ask(0, request) {
        Answer::Appended { generation, .. }
        | Answer::Parcels { generation, .. }
        | Answer::Heads { generation, .. } => generation,
        other => panic!("no generation: {other:?}"),
    });
    assert!(names.iter().all(|name| *name == names[0]));
}

fn what_is_erased_leaves_its_place<A: Asked>(house: &mut House<A>) {
    let both = [(house.keys[0].id(), house.keys[0].public()), (house.keys[2].id(), house.keys[2].public())];
    house.append(&[batch(1), statement(0, 2), batch(3)]);
    let erase = |place, parcel: &Parcel| Request::Erase { place, hash: parcel.hash() };
    let malformed = Answer::Refused(Refusal::Malformed);
    // Another lies there, nothing does, or a statement that the circle's chain stands on.
    for wrong in [erase(3, &batch(1)), erase(0, &batch(1)), erase(4, &batch(3)), erase(2, &statement(0, 2))] {
        assert_eq!(house.ask(0, wrong), malformed);
    }
    assert_eq!(house.ask(2, erase(1, &batch(1))), Answer::Refused(Refusal::NotServed));
    // Any device that is served may, also where another brought it, and twice.
    assert_eq!(house.ask(1, erase(1, &batch(1))), Answer::Done);
    assert_eq!(house.ask(0, erase(1, &batch(1))), Answer::Done);
    let gone = Parcel::Erased { hash: batch(1).hash() };
    let expected = vec![(1, gone.clone()), (2, statement(0, 2)), (3, batch(3))];
    assert_eq!(house.read(0, u64::MAX), (3, expected));
    // It is not taken again, and nobody brings what is erased.
    assert_eq!(house.append(&[batch(1), batch(4)]), [Kept::Already(1), Kept::At(4)]);
    assert_eq!(house.read(0, 1).1, [(1, gone.clone())]);
    assert_eq!(house.ask(0, Request::Append { parcels: vec![gone] }), malformed);
    let devices = both.to_vec();
    assert_eq!(house.ask(0, Request::Admit { devices }), Answer::Done);
    assert_eq!(house.ask(1, erase(3, &batch(3))), Answer::Refused(Refusal::NotServed));
    assert_eq!(house.ask(2, erase(3, &batch(3))), Answer::Done);
}

fn a_closed_journal_serves_nobody<A: Asked>(house: &mut House<A>) {
    house.append(&[batch(1)]);
    let refused = Answer::Refused(Refusal::NotServed);
    assert_eq!(house.ask(2, Request::Close), refused);
    house.heads(0, Some(b"heads"));
    let slot = Request::PutSlot { slot: [5; 16], number: 0, message: b"hello".to_vec() };
    assert_eq!(house.ask(0, slot), Answer::Done);
    assert_eq!(house.ask(1, Request::Close), Answer::Done);
    let devices = vec![(house.keys[0].id(), house.keys[0].public())];
    let face = house.keys[2].face().unwrap();
    let voucher = vouch(&house.keys[0], house.journal, &face);
    let requests = [
        Request::Append { parcels: vec![batch(1)] },
        Request::Read { after: 0, limit_bytes: 1, wait_ms: 0 },
        Request::Heads { publish: None },
        Request::PutPart { sealed: b"part".to_vec() },
        Request::GetCheckpoint,
        Request::Admit { devices },
        Request::Introduce { face: face.encode(), by: house.keys[0].id(), voucher },
        Request::Erase { place: 1, hash: batch(1).hash() },
        Request::Close,
    ];
    for request in requests {
        for device in 0..3 {
            assert_eq!(house.ask(device, request.clone()), refused, "{device}");
        }
    }
    // Pairings belong to no journal.
    let get = Request::GetSlot { slot: [5; 16], number: 0, wait_ms: 0 };
    assert_eq!(house.ask(2, get), Answer::Found(Some(b"hello".to_vec())));
    // Nobody closes what was never begun, and another journal goes on.
    house.journal = JournalId::from_bytes([8; 16]);
    assert_eq!(house.ask(0, Request::Close), refused);
    assert_eq!(house.append(&[batch(1)]), [Kept::At(1)]);
}
