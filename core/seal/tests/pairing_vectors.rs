//! Pairing agrees byte for byte with python-spake2 and Python's `cryptography`: see `vectors/pairing_vectors.py`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;

use nourish_seal::{
    DeviceFace, DeviceId, DeviceKey, Inviter, JournalId, Newcomer, PairingCode, PairingLink, RecipientKey,
    SeededEntropy, verify_voucher, vouch,
};

struct Vectors(BTreeMap<&'static str, Vec<u8>>);

impl Vectors {
    fn read() -> Self {
        let lines = include_str!("vectors/pairing.txt").lines().filter(|line| !line.starts_with('#'));
        Self(
            lines.map(|line| line.split_once(" = ").unwrap()).map(|(name, hex)| (name, bytes(hex))).collect(),
        )
    }

    fn get(&self, name: &str) -> &[u8] {
        self.0.get(name).unwrap_or_else(|| panic!("no vector {name}"))
    }

    fn text(&self, name: &str) -> &str {
        core::str::from_utf8(self.get(name)).unwrap()
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = |pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap();
    hex.as_bytes().chunks(2).map(digits).collect()
}

fn whole_pairing(vectors: &Vectors, kind: &str, made: PairingCode, seeds: [u64; 2]) {
    let get = |name: &str| vectors.get(&format!("{kind}_{name}"));
    let text = vectors.text(&format!("{kind}_text"));
    assert_eq!(made.to_text().as_str(), text);
    assert_eq!(made.slot(), get("slot"));

    let (inviter, first) = Inviter::begin(made, &mut SeededEntropy::new(seeds[0])).unwrap();
    assert_eq!(first, get("first"));
    let code = PairingCode::parse(text).unwrap();
    assert_eq!(code.slot(), get("slot"));
    let (newcomer, reply) =
        Newcomer::begin(code, &first, get("hello"), &mut SeededEntropy::new(seeds[1])).unwrap();
    assert_eq!(reply, get("reply"));

    let (inviter, hello) = inviter.receive(&reply).unwrap();
    assert_eq!(hello, get("hello"));
    assert_eq!(inviter.opening(), get("opening_message"));
    let newcomer = newcomer.confirm(inviter.opening()).unwrap();
    assert_eq!(inviter.words().join(" "), vectors.text(&format!("{kind}_words")));
    assert_eq!(inviter.words(), newcomer.words());

    let welcome = inviter.seal(get("welcome")).unwrap();
    assert_eq!(welcome, get("welcome_message"));
    assert_eq!(*newcomer.open(&welcome).unwrap(), get("welcome"));
}

#[test]
fn a_pairing_by_a_short_code_is_frozen() {
    let code = PairingCode::make_short(17, &mut SeededEntropy::new(20)).unwrap();
    whole_pairing(&Vectors::read(), "short", code, [21, 22]);
}

#[test]
fn a_pairing_by_a_long_code_is_frozen() {
    let code = PairingCode::make_long(&mut SeededEntropy::new(23)).unwrap();
    whole_pairing(&Vectors::read(), "long", code, [24, 25]);
}

#[test]
fn a_link_is_frozen() {
    let vectors = Vectors::read();
    let code = PairingCode::make_short(17, &mut SeededEntropy::new(20)).unwrap();
    let mailbox = vectors.text("link_mailbox");
    assert_eq!(code.to_link(Some(mailbox)).unwrap().as_str(), vectors.text("link"));
    let read = PairingLink::parse(vectors.text("link")).unwrap();
    assert_eq!((read.code.to_text(), read.mailbox.as_deref()), (code.to_text(), Some(mailbox)));
}

#[test]
fn a_face_and_a_voucher_are_frozen() {
    let vectors = Vectors::read();
    let face = DeviceFace::decode(vectors.get("face")).unwrap();
    assert_eq!(face.encode(), vectors.get("face"));
    assert_eq!(face.id, DeviceId::from_bytes(core::array::from_fn(|at| 16 + at as u8)));
    assert_eq!(face.signing_key, core::array::from_fn::<u8, 32, _>(|at| 32 + at as u8));
    assert_eq!(face.recipient, RecipientKey::from_bytes(&vectors.get("face")[49..]).unwrap());

    let journal = JournalId::from_bytes(core::array::from_fn(|at| at as u8));
    let by = DeviceKey::make(&mut SeededEntropy::new(5)).unwrap();
    let voucher = vouch(&by, journal, &face);
    assert_eq!(voucher, vectors.get("voucher"));
    assert_eq!(verify_voucher(&by.public(), journal, &face, &voucher), Ok(()));
}
