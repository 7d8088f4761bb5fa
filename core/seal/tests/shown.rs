//! What `Debug` shows of every public type that holds a secret: nothing of it. None of them is `Display` or serialisable.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use nourish_seal::{
    DeviceKey, Epoch, FileKey, Gate, JournalId, Keyring, KeyringRecord, KeystoreKey, PassphraseCost,
    Recovery, RecoveryCode, Sealer, Secret, SeededEntropy, UnlockKey, WrapId, WrapNote, accept_epoch,
    grant_epoch,
};
use std::fmt::Debug;

const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);

/// Nothing but the names of types, and the numbers that the test expects.
#[track_caller]
fn shows(value: &dyn Debug, expected: &str) {
    assert_eq!(format!("{value:?}"), expected);
    let flat: String = format!("{value:#?}").split_whitespace().collect();
    let expected: String = expected.split_whitespace().collect();
    assert_eq!(
        flat.replace(",..", "..").replace(",}", "}").replace(",)", ")"),
        expected.replace(",..", "..")
    );
}

#[test]
fn no_secret_is_shown() {
    let mut entropy = SeededEntropy::new(1);
    let unlock_key = UnlockKey::make(&mut entropy).unwrap();
    let keyring = Keyring::make(&mut entropy).unwrap();
    let sealer = Sealer::new(JOURNAL, &keyring).unwrap();
    let device = DeviceKey::make(&mut entropy).unwrap();
    let file_key = FileKey::make(&mut entropy).unwrap();
    let keystore_key = KeystoreKey::make(&mut entropy).unwrap();
    let code = RecoveryCode::make(&mut entropy).unwrap();
    let [share, ..] = code.split(&mut entropy).unwrap();
    let recipient = device.recipient().unwrap();
    let grant = grant_epoch(JOURNAL, &keyring, Epoch(0), device.id(), &recipient, &mut entropy).unwrap();
    let epoch_key = accept_epoch(JOURNAL, &device, &grant).unwrap();
    let note = WrapNote::new(WrapId::from_bytes([2; 16]), Some(1), "typed by a person").unwrap();

    shows(&unlock_key, "UnlockKey { .. }");
    shows(&keyring, "Keyring { current: Epoch(0), .. }");
    shows(&sealer, "Sealer { journal: JournalId(0101…), current: Epoch(0), .. }");
    shows(&file_key, "FileKey { .. }");
    shows(&keystore_key, "KeystoreKey { .. }");
    shows(&code, "RecoveryCode { .. }");
    shows(&share, "RecoveryShare { number: 1, .. }");
    shows(&recipient, "RecipientKey { .. }");
    shows(&epoch_key, "EpochKey { epoch: Epoch(0), .. }");
    shows(&note, "WrapNote { id: WrapId(0202…), .. }");
    shows(&Secret::Passphrase("typed by a person", PassphraseCost::RECOMMENDED), "Secret(Passphrase)");
    shows(&Secret::KeyFile(&file_key), "Secret(KeyFile)");
    shows(&Secret::Keystore(&keystore_key, Gate::Device), "Secret(Keystore)");
    shows(&Secret::RecoveryCode(&code), "Secret(RecoveryCode)");
    shows(&Recovery::Code(code), "Code(RecoveryCode { .. })");
    shows(&Recovery::Share(share), "Share(RecoveryShare { number: 1, .. })");
    let shown = format!("{device:?}");
    assert!(shown.starts_with("DeviceKey { id: DeviceId(") && shown.ends_with("…), .. }"), "{shown}");
    let record = KeyringRecord { keyring, device, notes: vec![note] };
    assert_eq!(format!("{record:?}"), format!("KeyringRecord {{ device: {shown}, .. }}"));
}
