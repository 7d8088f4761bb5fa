//! A device's word for a newcomer: this id and these keys belong together, and belong in this journal.

use ring::signature::{ED25519, UnparsedPublicKey};

use crate::device::{DeviceKey, PUBLIC_KEY_BYTES, SIGNATURE_BYTES};
use crate::device_face::DeviceFace;
use crate::ident::JournalId;

/// Bytes of a voucher.
pub const VOUCHER_BYTES: usize = SIGNATURE_BYTES;

const DOMAIN: &[u8] = b"nourish/voucher/1";

/// The signature is not one by this key over this newcomer in this journal.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the voucher is not by this device for this newcomer in this journal")]
pub struct BadVoucher;

/// Signs that `newcomer`'s id and keys belong in `journal`. The message is `"nourish/voucher/1"` | journal (16) | the
/// newcomer's id (16) | its signing key (32) | its recipient's key (1,216). What a voucher is worth depends on who gave it, which is
/// for the reader to know.
///
/// ```
/// use nourish_seal::{DeviceKey, JournalId, SystemEntropy, verify_voucher, vouch};
///
/// let mut entropy = SystemEntropy::new();
/// let journal = JournalId::make_random(&mut entropy)?;
/// let (old, new) = (DeviceKey::make(&mut entropy)?, DeviceKey::make(&mut entropy)?);
/// let newcomer = new.face()?;
/// let voucher = vouch(&old, journal, &newcomer);
/// assert!(verify_voucher(&old.public(), journal, &newcomer, &voucher).is_ok());
/// assert!(verify_voucher(&new.public(), journal, &newcomer, &voucher).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn vouch(by: &DeviceKey, journal: JournalId, newcomer: &DeviceFace) -> [u8; VOUCHER_BYTES] {
    by.sign(&message(journal, newcomer))
}

/// Whether the holder of `signing_key` vouched for `newcomer` in `journal`.
///
/// # Errors
/// [`BadVoucher`].
pub fn verify_voucher(
    signing_key: &[u8; PUBLIC_KEY_BYTES],
    journal: JournalId,
    newcomer: &DeviceFace,
    voucher: &[u8; VOUCHER_BYTES],
) -> Result<(), BadVoucher> {
    UnparsedPublicKey::new(&ED25519, signing_key)
        .verify(&message(journal, newcomer), voucher)
        .map_err(|_| BadVoucher)
}

fn message(journal: JournalId, newcomer: &DeviceFace) -> Vec<u8> {
    let parts: [&[u8]; 5] = [
        DOMAIN,
        journal.as_bytes(),
        newcomer.id.as_bytes(),
        &newcomer.signing_key,
        &newcomer.recipient.to_bytes(),
    ];
    parts.concat()
}
