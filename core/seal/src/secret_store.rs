//! Where a device keeps a secret for an app: the platform's keystore, or a folder.

use crate::keystore_key::Gate;

/// Keeps small secrets by name: the platform's keystore on a phone, a folder on a computer.
///
/// An implementation promises, and [`try_secret_store`](crate::try_secret_store) checks:
///
/// - what was put is given back byte for byte, from another thread as well, until it is put anew or removed;
/// - a name that was never put, or was removed, is [`SecretStoreError::Gone`], and only such a name is: a keystore
///   that cannot answer *now* must not say that a secret is gone;
/// - removing what is not there is no error;
/// - a call may block while the person is asked. A host that asks without blocking fetches the secret first and
///   opens the journal with it ([`Secret::Keystore`](crate::Secret::Keystore)).
pub trait SecretStore: Send + Sync {
    /// Keeps `secret` under `name`, in place of what was there. `name` is at most 64 letters, digits and `-`, random,
    /// and says nothing. `gate` says what the store must ask for before it gives the secret back.
    ///
    /// # Errors
    /// [`SecretStoreError`]; nothing is kept then.
    fn put(&self, name: &str, secret: &[u8], gate: Gate) -> Result<(), SecretStoreError>;

    /// Gives back what was put.
    ///
    /// # Errors
    /// [`SecretStoreError`].
    fn get(&self, name: &str) -> Result<zeroize::Zeroizing<Vec<u8>>, SecretStoreError>;

    /// Forgets what was put.
    ///
    /// # Errors
    /// [`SecretStoreError`].
    fn remove(&self, name: &str) -> Result<(), SecretStoreError>;
}

/// Why a secret store gave nothing, by what can be done next. Nothing of the store's own words is kept: they may
/// hold anything.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, thiserror::Error)]
pub enum SecretStoreError {
    /// It has no such secret, or lost it: unlock in another way, then make a new keystore wrap.
    #[error("the keystore has no key for this journal")]
    Gone,
    /// It cannot answer now: try again.
    #[error("the keystore is busy; try again")]
    Busy,
    /// The person turned the question away: ask again when they want to.
    #[error("the question of the keystore was turned away")]
    Cancelled,
    /// The device is locked, or its biometry is locked out: unlock the device, then try again.
    #[error("the keystore is locked; unlock the device first")]
    Locked,
    /// Something else; unlock in another way.
    #[error("the keystore cannot be used")]
    Unusable,
}
