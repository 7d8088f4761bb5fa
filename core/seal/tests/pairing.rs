//! Pairing as two people meet it, and as somebody in between tries to break it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use nourish_seal::{
    DeviceFace, DeviceKey, Entropy, EntropyUnavailable, HELLO_LIMIT_BYTES, Inviter, Newcomer, PairedInviter,
    PairedNewcomer, PairingCode, PairingError, PairingLink, SeededEntropy, WELCOME_LIMIT_BYTES,
};

const HELLO: &[u8] = b"public keys of the newcomer";
const WELCOME: &[u8] = b"grants of its keys";

fn short() -> PairingCode {
    PairingCode::make_short(17, &mut SeededEntropy::new(1)).unwrap()
}

fn long() -> PairingCode {
    PairingCode::make_long(&mut SeededEntropy::new(1)).unwrap()
}

/// An inviter and a newcomer whose codes and randomness the test chooses, so that each can be made again.
fn begin_inviter(code: PairingCode, seed: u64) -> (Inviter, Vec<u8>) {
    Inviter::begin(code, &mut SeededEntropy::new(seed)).unwrap()
}

fn begin_newcomer(code: PairingCode, first: &[u8], seed: u64) -> Result<(Newcomer, Vec<u8>), PairingError> {
    Newcomer::begin(code, first, HELLO, &mut SeededEntropy::new(seed))
}

fn paired(code: fn() -> PairingCode, seeds: [u64; 2]) -> (PairedInviter, PairedNewcomer) {
    let (inviter, first) = begin_inviter(code(), seeds[0]);
    let (newcomer, reply) = begin_newcomer(code(), &first, seeds[1]).unwrap();
    let (inviter, hello) = inviter.receive(&reply).unwrap();
    assert_eq!(hello, HELLO);
    let newcomer = newcomer.confirm(inviter.opening()).unwrap();
    (inviter, newcomer)
}

/// Every flip of one bit, every cut, and one byte more.
fn changes(message: &[u8]) -> impl Iterator<Item = (String, Vec<u8>)> {
    let flips = (0..8 * message.len()).map(|bit| {
        let mut flipped = message.to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        (format!("bit {} of byte {}", bit % 8, bit / 8), flipped)
    });
    let cuts = (0..message.len()).map(|length| (format!("cut to {length}"), message[..length].to_vec()));
    let longer = [("one byte longer".to_owned(), [message, &[0]].concat())];
    flips.chain(cuts).chain(longer)
}

#[test]
fn two_devices_pair_by_either_kind_of_code() {
    for code in [short, long] {
        let (inviter, newcomer) = paired(code, [2, 3]);
        assert_eq!(inviter.words(), newcomer.words());
        let welcome = inviter.seal(WELCOME).unwrap();
        assert_eq!(*newcomer.open(&welcome).unwrap(), WELCOME);
    }
}

#[test]
fn a_devices_face_is_a_hello() {
    let face = DeviceKey::make(&mut SeededEntropy::new(9)).unwrap().face().unwrap();
    let (inviter, first) = begin_inviter(long(), 2);
    let (_, reply) = Newcomer::begin(long(), &first, &face.encode(), &mut SeededEntropy::new(3)).unwrap();
    let (_, hello) = inviter.receive(&reply).unwrap();
    assert_eq!(DeviceFace::decode(&hello), Ok(face));
}

#[test]
fn a_wrong_code_is_named_on_both_sides() {
    let told = short().to_text();
    let other_number = told.replacen("17-", "18-", 1);
    let swapped: Vec<&str> = told.split('-').collect();
    let swapped = [swapped[0], swapped[2], swapped[1]].join("-");
    assert_ne!(swapped, *told);
    let long_text = long().to_text();
    for wrong in [&other_number, &swapped, &*long_text] {
        let wrong = || PairingCode::parse(wrong).unwrap();
        let (inviter, first) = begin_inviter(short(), 2);
        let (_, reply) = begin_newcomer(wrong(), &first, 3).unwrap();
        assert_eq!(inviter.receive(&reply).unwrap_err(), PairingError::WrongCode);

        // Somebody who only guessed the code plays the inviter: with the reply comes one try, no more.
        let (guesser, first) = begin_inviter(wrong(), 2);
        let (newcomer, reply) = begin_newcomer(short(), &first, 3).unwrap();
        assert_eq!(guesser.receive(&reply).unwrap_err(), PairingError::WrongCode);
        let (stranger, _) = paired(long, [4, 5]);
        assert_eq!(newcomer.confirm(stranger.opening()).unwrap_err(), PairingError::WrongCode);
    }
}

#[test]
fn a_first_message_that_was_changed_leads_to_no_pairing() {
    let (_, first) = begin_inviter(short(), 2);
    for (change, changed) in changes(&first) {
        let (inviter, _) = begin_inviter(short(), 2);
        if let Ok((_, reply)) = begin_newcomer(short(), &changed, 3) {
            assert_eq!(inviter.receive(&reply).unwrap_err(), PairingError::WrongCode, "{change}");
        }
    }
    // A commitment of somebody else's in it, and the rest left as it was.
    let (_, other) = begin_inviter(short(), 4);
    let spliced = [&first[..34], &other[34..]].concat();
    let (inviter, _) = begin_inviter(short(), 2);
    let (_, reply) = begin_newcomer(short(), &spliced, 3).unwrap();
    assert_eq!(inviter.receive(&reply).unwrap_err(), PairingError::WrongCode);
}

#[test]
fn a_reply_that_was_changed_is_refused() {
    let (_, first) = begin_inviter(short(), 2);
    let (_, reply) = begin_newcomer(short(), &first, 3).unwrap();
    for (change, changed) in changes(&reply) {
        let (inviter, _) = begin_inviter(short(), 2);
        let refused = inviter.receive(&changed).unwrap_err();
        match changed.first() {
            Some(&version) if version != 1 => assert_eq!(refused, PairingError::UnknownVersion(version)),
            _ => assert!(!matches!(refused, PairingError::UnknownVersion(_)), "{change}"),
        }
    }
    // The hello of another pairing by the same code, behind the exchange of this one.
    let (_, other) = begin_newcomer(short(), &begin_inviter(short(), 4).1, 5).unwrap();
    let (inviter, _) = begin_inviter(short(), 2);
    let spliced = [&reply[..34], &other[34..]].concat();
    assert_eq!(inviter.receive(&spliced).unwrap_err(), PairingError::WrongCode);
}

#[test]
fn an_opening_that_was_changed_is_refused() {
    let opening = paired(short, [2, 3]).0.opening().to_vec();
    let (_, first) = begin_inviter(short(), 2);
    for (change, changed) in changes(&opening) {
        let (newcomer, _) = begin_newcomer(short(), &first, 3).unwrap();
        assert!(newcomer.confirm(&changed).is_err(), "{change}");
    }
}

#[test]
fn a_welcome_that_was_changed_is_refused() {
    let welcome = paired(short, [2, 3]).0.seal(WELCOME).unwrap();
    for (change, changed) in changes(&welcome) {
        assert!(paired(short, [2, 3]).1.open(&changed).is_err(), "{change}");
    }
}

#[test]
fn messages_of_an_earlier_pairing_by_the_same_code_are_refused() {
    let (old, first) = begin_inviter(short(), 2);
    let (_, old_reply) = begin_newcomer(short(), &first, 3).unwrap();
    let (old, _) = old.receive(&old_reply).unwrap();
    let old_opening = old.opening().to_vec();
    let old_welcome = old.seal(WELCOME).unwrap();

    let (inviter, _) = begin_inviter(short(), 4);
    assert_eq!(inviter.receive(&old_reply).unwrap_err(), PairingError::WrongCode);
    // The whole old side of the inviter, played to a newcomer that begins again.
    let (newcomer, _) = begin_newcomer(short(), &first, 5).unwrap();
    assert_eq!(newcomer.confirm(&old_opening).unwrap_err(), PairingError::WrongCode);
    let (_, newcomer) = paired(short, [4, 5]);
    assert_eq!(newcomer.open(&old_welcome).unwrap_err(), PairingError::WrongCode);
}

#[test]
fn a_device_does_not_pair_with_its_own_messages() {
    let (inviter, first) = begin_inviter(short(), 2);
    assert_eq!(inviter.receive(&first).unwrap_err(), PairingError::Malformed);
    let (_, reply) = begin_newcomer(short(), &first, 3).unwrap();
    assert_eq!(begin_newcomer(short(), &reply[..66], 4).unwrap_err(), PairingError::Malformed);
    let (newcomer, reply) = begin_newcomer(short(), &first, 3).unwrap();
    assert_eq!(newcomer.confirm(&reply).unwrap_err(), PairingError::TooLarge { limit: 32 });
    // What the newcomer sealed, in the form of an opening.
    let (newcomer, reply) = begin_newcomer(short(), &first, 3).unwrap();
    let reflected = [&[1], &reply[34..]].concat();
    assert_eq!(newcomer.confirm(&reflected).unwrap_err(), PairingError::WrongCode);
    // What the inviter sealed, in the form of a welcome.
    let (inviter, newcomer) = paired(short, [2, 3]);
    assert_eq!(newcomer.open(inviter.opening()).unwrap_err(), PairingError::WrongCode);
}

/// Somebody in between who knows the code pairs with both. Only the words tell.
#[test]
fn the_words_differ_where_somebody_in_between_knew_the_code() {
    for code in [short, long] {
        let mut seen = Vec::new();
        for seed in 0..50 {
            let (inviter, first) = begin_inviter(code(), 2);
            let (attacker, first_of_attacker) = begin_inviter(code(), 100 + seed);
            let (newcomer, reply) = begin_newcomer(code(), &first_of_attacker, 3).unwrap();
            let (attacker, hello) = attacker.receive(&reply).unwrap();
            let mut entropy = SeededEntropy::new(200 + seed);
            let (attackers_newcomer, reply) = Newcomer::begin(code(), &first, &hello, &mut entropy).unwrap();
            let (inviter, hello) = inviter.receive(&reply).unwrap();
            let newcomer = newcomer.confirm(attacker.opening()).unwrap();
            assert_eq!(hello, HELLO);
            assert_eq!(attackers_newcomer.confirm(inviter.opening()).unwrap().words(), inviter.words());
            assert_ne!(inviter.words(), newcomer.words());
            seen.extend([inviter.words(), newcomer.words()]);
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 100, "by chance two of 100 agree once in a million");
    }
}

#[test]
fn the_words_bind_the_hello() {
    let words = |hello: &[u8]| {
        let (inviter, first) = begin_inviter(short(), 2);
        let (_, reply) = Newcomer::begin(short(), &first, hello, &mut SeededEntropy::new(3)).unwrap();
        inviter.receive(&reply).unwrap().0.words()
    };
    assert_eq!(words(HELLO), words(HELLO));
    assert_ne!(words(HELLO), words(b"public keys of somebody else"));
}

#[test]
fn limits_hold_at_the_limit_and_small_messages_share_one_length() {
    let hello = vec![7; HELLO_LIMIT_BYTES + 1];
    let answer = |bytes: usize| {
        let (inviter, first) = begin_inviter(short(), 2);
        let reply = Newcomer::begin(short(), &first, &hello[..bytes], &mut SeededEntropy::new(3))?.1;
        inviter.receive(&reply).map(|(_, hello)| (reply.len(), hello.len()))
    };
    assert_eq!(answer(HELLO_LIMIT_BYTES).unwrap().1, HELLO_LIMIT_BYTES);
    assert_eq!(answer(HELLO_LIMIT_BYTES + 1), Err(PairingError::TooLarge { limit: HELLO_LIMIT_BYTES }));
    assert_eq!(answer(0).unwrap(), (146, 0));
    assert_eq!(answer(60).unwrap(), (146, 60));
    let (inviter, first) = begin_inviter(short(), 2);
    let (_, reply) = begin_newcomer(short(), &first, 3).unwrap();
    let large = [&reply[..34], &vec![0; 70_000]].concat();
    assert_eq!(inviter.receive(&large).unwrap_err(), PairingError::TooLarge { limit: HELLO_LIMIT_BYTES });

    let welcome = vec![7; WELCOME_LIMIT_BYTES + 1];
    let (inviter, newcomer) = paired(short, [2, 3]);
    let sealed = inviter.seal(&welcome[1..]).unwrap();
    assert!(*newcomer.open(&sealed).unwrap() == welcome[1..]);
    let too_large = PairingError::TooLarge { limit: WELCOME_LIMIT_BYTES };
    assert_eq!(paired(short, [2, 3]).0.seal(&welcome).unwrap_err(), too_large);
    let larger = vec![1; 2 * WELCOME_LIMIT_BYTES];
    assert_eq!(paired(short, [2, 3]).1.open(&larger).unwrap_err(), too_large);
}

/// Answers so many times, then no more.
struct Runs(u32);

impl Entropy for Runs {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), EntropyUnavailable> {
        out.fill(7);
        self.0 = self.0.checked_sub(1).ok_or(EntropyUnavailable)?;
        Ok(())
    }
}

#[test]
fn without_entropy_nothing_is_made() {
    assert_eq!(PairingCode::make_short(1, &mut Runs(0)).unwrap_err(), EntropyUnavailable);
    assert_eq!(PairingCode::make_long(&mut Runs(0)).unwrap_err(), EntropyUnavailable);
    for runs in [0, 1] {
        let refused = Inviter::begin(short(), &mut Runs(runs)).unwrap_err();
        assert_eq!(refused, PairingError::EntropyUnavailable, "{runs}");
    }
    let (_, first) = Inviter::begin(short(), &mut Runs(2)).unwrap();
    let refused = Newcomer::begin(short(), &first, HELLO, &mut Runs(0)).unwrap_err();
    assert_eq!(refused, PairingError::EntropyUnavailable);
    assert!(Newcomer::begin(short(), &first, HELLO, &mut Runs(1)).is_ok());
}

#[test]
fn debug_shows_nothing_of_a_pairing() {
    assert_eq!(format!("{:?} {:?}", short(), long()), "PairingCode { .. } PairingCode { .. }");
    let link = PairingLink { code: short(), mailbox: Some("https://mail.example".into()) };
    assert_eq!(format!("{link:?}"), "PairingLink { .. }");
    let (inviter, first) = begin_inviter(short(), 2);
    let (newcomer, _) = begin_newcomer(short(), &first, 3).unwrap();
    assert_eq!(format!("{inviter:?} {newcomer:?}"), "Inviter { .. } Newcomer { .. }");
    let (inviter, newcomer) = paired(short, [2, 3]);
    assert_eq!(format!("{inviter:?} {newcomer:?}"), "PairedInviter { .. } PairedNewcomer { .. }");
}
