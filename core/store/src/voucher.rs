//! What an earlier key of this device says for the one that took its place, kept until others have heard it.

use crate::error::StoreError;
use crate::keys::Keys;
use crate::settings::{self, Setting};
use crate::store::Store;
use nourish_seal::{DEVICE_FACE_BYTES, DeviceFace, DeviceId, DeviceKey, Entropy, VOUCHER_BYTES, vouch};
use rusqlite::Connection;

const VERSION: u8 = 1;
const DEVICE_BYTES: usize = 16;
const VOUCHER_ROW_BYTES: usize = DEVICE_BYTES + DEVICE_FACE_BYTES + VOUCHER_BYTES;

/// That one device vouches for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voucher {
    /// The device that vouches: one that this device was before.
    pub by: DeviceId,
    /// The device that it vouches for.
    pub newcomer: DeviceFace,
    /// The signature, as [`nourish_seal::verify_voucher`] takes it.
    pub signature: [u8; VOUCHER_BYTES],
}

impl Store {
    /// What earlier keys of this device say for later ones, oldest first. Whoever has published them forgets them by writing
    /// [`Setting::Voucher`] without content.
    ///
    /// # Errors
    /// As [`Store::setting`].
    pub fn vouchers(&self) -> Result<Vec<Voucher>, StoreError> {
        Ok(self.setting(Setting::Voucher)?.map_or_else(Vec::new, |content| decode(&content)))
    }
}

/// Lets the key that goes vouch for the one that comes.
pub(crate) fn keep(
    transaction: &Connection,
    keys: &Keys,
    newcomer: &DeviceKey,
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    // The fixed length of the key rules an error out; without a voucher the device is let in by hand.
    let Ok(face) = newcomer.face() else { return Ok(()) };
    let signature = vouch(&keys.device, keys.journal, &face);
    let known = settings::content(transaction, keys, Setting::Voucher)?.unwrap_or_default();
    let mut vouchers = decode(&known);
    vouchers.push(Voucher { by: keys.device.id(), newcomer: face, signature });
    settings::put_all(transaction, keys, &[(Setting::Voucher, encode(&vouchers))], entropy)
}

/// Version (1) | for each, the device that vouches (16) | the newcomer's face | signature (64).
fn encode(vouchers: &[Voucher]) -> Vec<u8> {
    let mut bytes = vec![VERSION];
    for voucher in vouchers {
        bytes.extend_from_slice(voucher.by.as_bytes());
        bytes.extend_from_slice(&voucher.newcomer.encode());
        bytes.extend_from_slice(&voucher.signature);
    }
    bytes
}

/// Those vouchers that can be read; a version that is not known has none.
fn decode(bytes: &[u8]) -> Vec<Voucher> {
    let Some((&VERSION, rows)) = bytes.split_first() else { return Vec::new() };
    rows.chunks_exact(VOUCHER_ROW_BYTES).filter_map(decode_one).collect()
}

fn decode_one(row: &[u8]) -> Option<Voucher> {
    let (by, rest) = row.split_first_chunk::<DEVICE_BYTES>()?;
    let (face, signature) = rest.split_first_chunk::<DEVICE_FACE_BYTES>()?;
    Some(Voucher {
        by: DeviceId::from_bytes(*by),
        newcomer: DeviceFace::decode(face).ok()?,
        signature: signature.try_into().ok()?,
    })
}
