//! Keys, sealing bytes bound to their place, signatures and the chain of entries.
//!
//! This room knows nothing of nutrition, files or clocks: bytes go in, sealed bytes come out. Randomness is
//! an argument ([`Entropy`]), so that every format has golden vectors. `docs/PROTOCOL.md` describes the same
//! formats with worked examples; `docs/adr/0002-sealing.md` says why they are so.
//!
//! ```
//! use nourish_seal::{JournalId, Keyring, Purpose, Sealer, SystemEntropy};
//!
//! let mut entropy = SystemEntropy::new();
//! let journal = JournalId::make_random(&mut entropy)?;
//! let keyring = Keyring::make(&mut entropy)?;
//! let sealer = Sealer::new(journal, &keyring)?;
//!
//! let sealed = sealer.seal(Purpose::Tail, b"row 7", b"broth, 200 ml", &mut entropy)?;
//! assert_eq!(sealer.open(Purpose::Tail, b"row 7", &sealed)?, b"broth, 200 ml");
//! assert!(sealer.open(Purpose::Tail, b"row 8", &sealed).is_err());
//! # Ok::<(), nourish_seal::SealError>(())
//! ```
//!
//! # Sealed bytes, version 1
//!
//! Integers are big-endian throughout.
//!
//! | offset | bytes | content |
//! |---|---|---|
//! | 0 | 1 | version, 1 |
//! | 1 | 4 | epoch |
//! | 5 | 12 | nonce, random |
//! | 17 | 32 | commitment to the key |
//! | 49 | n | AES-256-GCM ciphertext |
//! | 49 + n | 16 | AES-256-GCM tag |
//!
//! The plaintext of those n bytes is: length of the data (4) | data | zero bytes up to n, where n is
//! [`padded_length`] of the data's length.
//!
//! The associated data is: `"nourish/seal"` | 0 | version (1) | journal (16) | purpose (1) | epoch (4) |
//! commitment (32) | length of the place (4) | place.
//!
//! Keys come from an epoch's 32 byte secret by HKDF-SHA256 (RFC 5869), salted with the journal id; the info
//! is `"nourish/v1/"` | name of the purpose | `"/key"` for the AES key, `"/commitment"` for the commitment.
//! The key behind [`Sealer::locate`] has the info `"nourish/v1/place"`.
//!
//! # What is wiped, what is not
//!
//! Epoch keys, unlock keys, seeds, recovery codes, shares and passphrase-derived keys are wiped from memory when
//! dropped, and so are their texts. The expanded ciphers inside a [`Sealer`] and a [`DeviceKey`] belong to ring,
//! which does not wipe them: an app that locks drops both, and must count on their memory being reused rather
//! than cleared. While they work, the crates for HPKE, Shamir's scheme and SPAKE2 hold copies of their own.

#![forbid(unsafe_code)]

mod chain;
mod comparison;
mod derive;
mod device;
mod device_face;
mod document_seal;
mod draw;
mod entropy;
mod epoch_grant;
mod file_key;
mod head;
mod ident;
mod key_text;
mod keyring;
mod keyring_record;
mod keystore_key;
mod pack_key;
mod padding;
mod pairing;
mod pairing_code;
mod pairing_keys;
mod pairing_link;
mod passphrase;
mod purpose;
mod recovery_code;
mod recovery_share;
mod recovery_text;
mod sealed;
mod sealer;
mod secret_store;
mod secret_store_trial;
mod spake;
mod statement;
mod unlock_key;
mod voucher;
mod words;
mod wrap;
mod wrap_format;
mod wrap_note;

pub use chain::{ChainHash, entry_hash};
pub use comparison::{COMPARISON_WORDS, comparison_words};
pub use device::DeviceKey;
pub use device_face::{DEVICE_FACE_BYTES, DeviceFace, DeviceFaceError};
pub use document_seal::{DocumentSeal, DocumentSealError};
pub use entropy::{Entropy, EntropyUnavailable, SeededEntropy, SystemEntropy};
pub use epoch_grant::{
    EPOCH_GRANT_BYTES, GrantError, RECIPIENT_KEY_BYTES, RecipientKey, accept_epoch, grant_epoch, grant_key,
};
pub use file_key::{FileKey, FileKeyError};
pub use head::{Head, HeadError, SIGNED_HEAD_BYTES, SignedHead};
pub use ident::{DeviceId, Epoch, JournalId, NotAWrapId, WrapId};
pub use key_text::KeyTextError;
pub use keyring::{EPOCH_LIMIT, EpochKey, Keyring, KeyringError};
pub use keyring_record::{KeyringRecord, open_keyring, seal_keyring};
pub use keystore_key::{Gate, KeystoreKey};
pub use pack_key::{
    PACK_SIGNATURE_BYTES, PackKey, PackSignature, PackSignatureError, SiteKey, pack_file_hash, verify_pack,
};
pub use padding::{SMALLEST_PADDED_BYTES, padded_length};
pub use pairing::{
    HELLO_LIMIT_BYTES, Inviter, Newcomer, PAIRING_WORDS, PairedInviter, PairedNewcomer, PairingError,
    WELCOME_LIMIT_BYTES,
};
pub use pairing_code::{PAIRING_SLOT_BYTES, PairingCode, PairingCodeError};
pub use pairing_link::{MAILBOX_LIMIT_BYTES, PairingLink};
pub use passphrase::PassphraseCost;
pub use purpose::Purpose;
pub use recovery_code::{RECOVERY_CODE_WORDS, RecoveryCode};
pub use recovery_share::{RECOVERY_SHARE_WORDS, RecoveryShare, ShareError, ShareSet};
pub use recovery_text::{Recovery, RecoveryTextError};
pub use sealed::{PLACE_LIMIT_BYTES, PLAINTEXT_LIMIT_BYTES, SEALED_LIMIT_BYTES, SealError};
pub use sealer::Sealer;
pub use secret_store::{SecretStore, SecretStoreError};
pub use secret_store_trial::{BrokenPromise, try_secret_store};
pub use statement::{BadSignature, Statement};
pub use unlock_key::UnlockKey;
pub use voucher::{BadVoucher, VOUCHER_BYTES, verify_voucher, vouch};
pub use wrap::{
    PASSPHRASE_LIMIT_BYTES, Secret, WrapError, WrapFace, WrapKind, unwrap_key, unwrap_key_nearby, wrap_face,
    wrap_key,
};
pub use wrap_note::{LABEL_LIMIT_BYTES, LabelError, WRAP_LIMIT, WrapNote};
