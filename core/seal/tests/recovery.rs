//! Recovery codes, shares, grants and secret stores, as a tired person and a hostile one meet them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::HashMap;
use std::sync::Mutex;

use nourish_seal::{
    BrokenPromise, DeviceKey, Epoch, Gate, GrantError, JournalId, Keyring, KeystoreKey, LabelError,
    RecipientKey, Recovery, RecoveryCode, RecoveryShare, RecoveryTextError, SecretStore, SecretStoreError,
    SeededEntropy, ShareError, WrapId, WrapNote, accept_epoch, grant_epoch, try_secret_store,
};
use zeroize::Zeroizing;

const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);

fn code(seed: u64) -> RecoveryCode {
    RecoveryCode::make(&mut SeededEntropy::new(seed)).unwrap()
}

fn shares(seed: u64) -> [RecoveryShare; 3] {
    code(1).split(&mut SeededEntropy::new(seed)).unwrap()
}

#[test]
fn thirteen_words_as_a_person_types_them_make_the_code_again() {
    let code = code(1);
    let words: Vec<String> = code.to_words().split(' ').map(str::to_owned).collect();
    assert_eq!(words.len(), 13);
    let numbered: String =
        (1..).zip(&words).map(|(number, word)| format!(" {number}. {}\r\n", word.to_uppercase())).collect();
    let first_letters: Vec<String> = words.iter().map(|word| word.chars().take(4).collect()).collect();
    let doubled: Vec<String> =
        words.iter().map(|word| format!("{word}{}", &word[word.len() - 1..])).collect();
    for typed in [numbered, words.join(", "), first_letters.join(" "), doubled.join("  ")] {
        assert_eq!(RecoveryCode::parse(&typed).unwrap().to_words(), code.to_words(), "{typed}");
    }
}

#[test]
fn a_wrong_word_is_named_by_its_position_and_never_repeated() {
    let code = code(1);
    let words: Vec<String> = code.to_words().split(' ').map(str::to_owned).collect();
    for position in 1..=13 {
        let mut typed = words.clone();
        typed[position - 1] = "unmistakable".into();
        let refused = RecoveryCode::parse(&typed.join(" ")).unwrap_err();
        assert_eq!(refused, RecoveryTextError::UnknownWord { position });
        assert!(!refused.to_string().contains("unmistakable"));
        assert!(refused.to_string().contains(&format!("word {position} ")));
    }
    assert_eq!(
        RecoveryCode::parse(&words[..12].join(" ")).unwrap_err(),
        RecoveryTextError::WrongNumberOfWords { found: 12 }
    );
}

#[test]
fn words_that_changed_places_or_came_from_another_code_are_noticed() {
    let (one, other) = (code(1), code(2));
    let (one, other) = (one.to_words(), other.to_words());
    let (words, others): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    for position in 0..12 {
        let mut swapped = words.clone();
        swapped.swap(position, position + 1);
        assert_eq!(RecoveryCode::parse(&swapped.join(" ")).unwrap_err(), RecoveryTextError::ChecksumMismatch);
        let mut mixed = words.clone();
        mixed[position] = others[position];
        assert_eq!(RecoveryCode::parse(&mixed.join(" ")).unwrap_err(), RecoveryTextError::ChecksumMismatch);
    }
}

#[test]
fn a_payload_is_read_in_any_case_and_every_wrong_digit_is_noticed() {
    let code = code(1);
    let payload = code.to_payload();
    assert!(
        payload
            .chars()
            .all(|letter| letter.is_ascii_digit() || letter.is_ascii_uppercase() || "-:".contains(letter))
    );
    assert_eq!(
        RecoveryCode::parse(&format!("\n{}\n", payload.to_lowercase())).unwrap().to_words(),
        code.to_words()
    );
    for position in 19..payload.len() {
        let other = if &payload[position..=position] == "0" { "1" } else { "0" };
        let mut wrong = payload.to_string();
        wrong.replace_range(position..=position, other);
        assert_eq!(
            RecoveryCode::parse(&wrong).unwrap_err(),
            RecoveryTextError::ChecksumMismatch,
            "{position}"
        );
    }
    let newer = payload.replace("-1:", "-2:");
    assert_eq!(RecoveryCode::parse(&newer).unwrap_err(), RecoveryTextError::NewerVersion);
    let cut = &payload[..payload.len() - 1];
    assert_eq!(RecoveryCode::parse(cut).unwrap_err(), RecoveryTextError::NotARecoveryCode);
    assert_eq!(RecoveryCode::parse("").unwrap_err(), RecoveryTextError::NotARecoveryCode);
}

#[test]
fn one_share_says_so_and_two_of_one_set_are_needed() {
    let [one, two, three] = shares(1);
    let alone = RecoveryCode::parse(&one.to_words()).unwrap_err();
    assert_eq!(alone, RecoveryTextError::OneShareIsNotEnough);
    let same = RecoveryCode::join(&two, &two).unwrap_err();
    assert_eq!(same, ShareError::SameShare { number: 2 });
    let [other, ..] = shares(2);
    let refused = RecoveryCode::join(&three, &other).unwrap_err();
    assert_eq!(refused, ShareError::DifferentSets { first: three.set(), second: other.set() });
    let message = refused.to_string();
    for share in [&three, &other] {
        let name: Vec<String> = share.to_words().split(' ').take(2).map(str::to_owned).collect();
        assert!(message.contains(&name.join(" ")), "{message}");
    }
}

#[test]
fn a_share_with_a_wrong_word_is_named_as_such() {
    let [one, ..] = shares(1);
    let one = one.to_words();
    let words: Vec<&str> = one.split(' ').collect();
    assert_eq!(words.len(), 16);
    for position in 0..15 {
        let mut swapped = words.clone();
        swapped.swap(position, position + 1);
        if swapped != words {
            let refused = Recovery::parse(&swapped.join(" ")).unwrap_err();
            assert_eq!(refused, RecoveryTextError::ChecksumMismatch, "{position}");
        }
    }
}

/// Shamir's scheme with threshold two: whatever the code, each value of one share's byte is equally likely. Here: over
/// many splittings of one code, the first byte of the first share takes all values, those of the code's own included.
#[test]
fn one_share_alone_is_evenly_spread() {
    let mut seen = [0_u32; 256];
    for seed in 0..8_192 {
        let [one, ..] = shares(seed);
        // Bits 26 to 33 are the first byte of the value.
        let payload = one.to_payload();
        let digits = u64::from_str_radix(&payload[16..32], 16).unwrap();
        seen[(digits >> (64 - 34) & 0xff) as usize] += 1;
    }
    // 32 are expected of each; a value that never comes, or twice too often, has a chance below 10^-6.
    assert!(seen.iter().all(|count| (6..=68).contains(count)), "{seen:?}");
}

#[test]
fn an_epoch_is_granted_to_one_device_of_one_journal() {
    let mut entropy = SeededEntropy::new(5);
    let mut keyring = Keyring::make(&mut entropy).unwrap();
    keyring.rotate(&mut entropy).unwrap();
    let mut device = DeviceKey::make(&mut entropy).unwrap();
    let other = DeviceKey::make(&mut entropy).unwrap();
    let recipient = RecipientKey::from_bytes(&device.recipient().unwrap().to_bytes()).unwrap();
    let mut grant =
        |epoch| grant_epoch(JOURNAL, &keyring, Epoch(epoch), device.id(), &recipient, &mut entropy);
    let (first, second) = (grant(0).unwrap(), grant(1).unwrap());
    assert_eq!(grant(2), Err(GrantError::UnknownEpoch(2)));

    let mut granted = Keyring::of(accept_epoch(JOURNAL, &device, &first).unwrap()).unwrap();
    granted.add(accept_epoch(JOURNAL, &device, &second).unwrap()).unwrap();
    assert_eq!(*granted.encode(), *keyring.encode());

    let elsewhere = accept_epoch(JournalId::from_bytes([2; 16]), &device, &first).unwrap_err();
    assert_eq!(elsewhere, GrantError::NotForThisDevice);
    assert_eq!(accept_epoch(JOURNAL, &other, &first).unwrap_err(), GrantError::NotForThisDevice);
    for position in (0..first.len()).step_by(7) {
        let mut flipped = first.clone();
        flipped[position] ^= 1;
        assert!(accept_epoch(JOURNAL, &device, &flipped).is_err(), "byte {position}");
    }
    assert_eq!(accept_epoch(JOURNAL, &device, &first[..1_172]).unwrap_err(), GrantError::Malformed);
    let newer = [&[2], &first[1..]].concat();
    assert_eq!(accept_epoch(JOURNAL, &device, &newer).unwrap_err(), GrantError::UnknownVersion(2));

    let id = device.id();
    device.renew_recipient(&mut entropy).unwrap();
    assert_eq!((device.id(), device.recipient().unwrap() == recipient), (id, false));
    assert_eq!(accept_epoch(JOURNAL, &device, &first).unwrap_err(), GrantError::NotForThisDevice);
}

#[test]
fn labels_are_short_and_on_one_line() {
    let id = WrapId::from_bytes([1; 16]);
    assert!(WrapNote::new(id, None, &"x".repeat(120)).is_ok());
    assert_eq!(WrapNote::new(id, None, &"x".repeat(121)), Err(LabelError::TooLong));
    assert_eq!(WrapNote::new(id, None, "a\nb"), Err(LabelError::ControlCharacter));
}

/// A store that keeps its promises but for those that a test breaks.
#[derive(Default)]
struct Memory {
    kept: Mutex<HashMap<String, Vec<u8>>>,
    breaks: Option<BrokenPromise>,
}

impl Memory {
    fn that_breaks(promise: BrokenPromise) -> Self {
        Self { kept: Mutex::default(), breaks: Some(promise) }
    }

    fn breaks(&self, promise: BrokenPromise) -> bool {
        self.breaks == Some(promise)
    }
}

impl SecretStore for Memory {
    fn put(&self, name: &str, secret: &[u8], _: Gate) -> Result<(), SecretStoreError> {
        let mut kept = self.kept.lock().unwrap();
        let name = if self.breaks(BrokenPromise::NamesShared) { "one" } else { name };
        if self.breaks(BrokenPromise::NotReplaced) && kept.contains_key(name) {
            return Ok(());
        }
        let cut = secret.len() - usize::from(self.breaks(BrokenPromise::NotKept));
        kept.insert(name.into(), secret[..cut].to_vec());
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Zeroizing<Vec<u8>>, SecretStoreError> {
        if self.breaks(BrokenPromise::BoundToThread) && std::thread::current().name().is_none() {
            return Err(SecretStoreError::Unusable);
        }
        let name = if self.breaks(BrokenPromise::NamesShared) { "one" } else { name };
        let gone = match self.breaks(BrokenPromise::UnknownIsNotGone) {
            true => SecretStoreError::Busy,
            false => SecretStoreError::Gone,
        };
        self.kept.lock().unwrap().get(name).cloned().map(Zeroizing::new).ok_or(gone)
    }

    fn remove(&self, name: &str) -> Result<(), SecretStoreError> {
        let name = if self.breaks(BrokenPromise::NamesShared) { "one" } else { name };
        if self.breaks(BrokenPromise::NotRemoved) {
            return Ok(());
        }
        match self.kept.lock().unwrap().remove(name) {
            None if self.breaks(BrokenPromise::RemovingIsNotIdempotent) => Err(SecretStoreError::Gone),
            _ => Ok(()),
        }
    }
}

#[test]
fn the_trial_of_secret_stores_finds_every_broken_promise() {
    assert_eq!(try_secret_store(&Memory::default(), Gate::Device), []);
    for promise in [
        BrokenPromise::UnknownIsNotGone,
        BrokenPromise::NotKept,
        BrokenPromise::NotReplaced,
        BrokenPromise::NamesShared,
        BrokenPromise::BoundToThread,
        BrokenPromise::NotRemoved,
        BrokenPromise::RemovingIsNotIdempotent,
    ] {
        let found = try_secret_store(&Memory::that_breaks(promise), Gate::Biometric);
        assert!(found.contains(&promise), "{promise:?} among {found:?}");
    }
}

#[test]
fn a_keystore_key_has_32_bytes() {
    let key = KeystoreKey::make(&mut SeededEntropy::new(1)).unwrap();
    assert_eq!(KeystoreKey::from_bytes(key.expose()).unwrap().expose(), key.expose());
    assert!(KeystoreKey::from_bytes(&[0; 31]).is_none() && KeystoreKey::from_bytes(&[0; 33]).is_none());
}
