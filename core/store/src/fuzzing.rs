//! What only a fuzzer reads without a key: the insides of seals. Built with `--cfg fuzzing` alone.

use crate::backup::Reader;
use crate::manifest::Manifest;
use nourish_record::Entry;
use nourish_seal::{JournalId, Keyring, Sealer, SeededEntropy};

/// The entries of a block's content.
pub fn block(content: &[u8]) -> Option<Vec<Entry>> {
    crate::block::unpress(content)
}

/// Reads a manifest's content; stops where it does not come back from its bytes.
pub fn manifest(content: &[u8]) {
    if let Some(manifest) = Manifest::decode(content) {
        assert_eq!(Manifest::decode(&manifest.encode()), Some(manifest));
    }
}

/// Reads the settings of a backup, compressed and as they are; stops where they do not come back from their bytes.
pub fn settings(content: &[u8]) {
    let decompressed = crate::block::decompress(content);
    for bytes in [Some(content), decompressed.as_deref()].into_iter().flatten() {
        if let Some(settings) = crate::settings::split(bytes) {
            assert_eq!(crate::settings::join(&settings), bytes);
        }
    }
}

/// Reads a backup without its keys: nothing in it may open.
pub fn backup(bytes: &[u8]) {
    let keyring = Keyring::make(&mut SeededEntropy::new(1));
    let sealer = keyring.ok().and_then(|keyring| Sealer::new(JournalId::from_bytes([7; 16]), &keyring).ok());
    if let (Some(sealer), Ok(mut reader)) = (sealer, Reader::open(bytes)) {
        assert!(reader.next(&sealer).is_err());
    }
}
