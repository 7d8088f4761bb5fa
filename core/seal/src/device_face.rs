//! The public side of a device, as it shows itself to others.

use crate::device::{DeviceKey, PUBLIC_KEY_BYTES};
use crate::epoch_grant::{GrantError, RECIPIENT_KEY_BYTES, RecipientKey};
use crate::ident::DeviceId;

/// Bytes of an encoded [`DeviceFace`].
pub const DEVICE_FACE_BYTES: usize = 1 + DEVICE_BYTES + PUBLIC_KEY_BYTES + RECIPIENT_KEY_BYTES;

const DEVICE_BYTES: usize = 16;
const VERSION: u8 = 1;

/// What others need to know of a device: its id, the key that its signatures are verified with, and the key that epoch
/// keys are sealed to. Nothing in it is secret, and nothing in it proves whose device it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DeviceFace {
    /// The device's id.
    pub id: DeviceId,
    /// Its public Ed25519 key.
    pub signing_key: [u8; 32],
    /// Its public X-Wing key.
    pub recipient: RecipientKey,
}

/// Why bytes are no device's face.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum DeviceFaceError {
    /// Written by a newer version.
    #[error("device face version {0} is not known")]
    UnknownVersion(u8),
    /// Not of the expected form.
    #[error("not the public keys of a device")]
    Malformed,
}

impl DeviceKey {
    /// The device's public side. Computes the X-Wing key anew, some 0.1 ms.
    ///
    /// # Errors
    /// [`GrantError::Malformed`], which the fixed key length rules out.
    pub fn face(&self) -> Result<DeviceFace, GrantError> {
        Ok(DeviceFace { id: self.id(), signing_key: self.public(), recipient: self.recipient()? })
    }
}

impl DeviceFace {
    /// The bytes, as sent: version (1) | device (16) | signing key (32) | recipient's key (1,216).
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        [&[VERSION][..], self.id.as_bytes(), &self.signing_key, &self.recipient.to_bytes()].concat()
    }

    /// Reads what [`encode`](Self::encode) wrote. Total on any input.
    ///
    /// # Errors
    /// [`DeviceFaceError::UnknownVersion`], [`DeviceFaceError::Malformed`].
    pub fn decode(bytes: &[u8]) -> Result<Self, DeviceFaceError> {
        let (version, rest) = bytes.split_first().ok_or(DeviceFaceError::Malformed)?;
        if *version != VERSION {
            return Err(DeviceFaceError::UnknownVersion(*version));
        }
        let (id, rest) = rest.split_first_chunk::<DEVICE_BYTES>().ok_or(DeviceFaceError::Malformed)?;
        let (signing_key, rest) =
            rest.split_first_chunk::<PUBLIC_KEY_BYTES>().ok_or(DeviceFaceError::Malformed)?;
        let recipient = RecipientKey::from_bytes(rest).map_err(|_| DeviceFaceError::Malformed)?;
        Ok(Self { id: DeviceId::from_bytes(*id), signing_key: *signing_key, recipient })
    }
}
