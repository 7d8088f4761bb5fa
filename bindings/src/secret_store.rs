//! The platform's keystore, as an app brings it.

use std::sync::Arc;
use zeroize::Zeroizing;

pub use nourish_journal::Gate;

/// What a keystore asks for before it hands out a key.
#[uniffi::remote(Enum)]
pub enum Gate {
    /// Nothing but an unlocked device.
    Device,
    /// The person, by fingerprint, face or the like.
    Biometric,
}

/// Keeps small secrets by name: the Android Keystore, the iOS Keychain. Implemented by the app.
///
/// What was put comes back byte for byte and from any thread until it is put anew or removed; a name that is not there is
/// `Gone`, and nothing else is; removing what is not there is no error. `trySecretStore` checks an implementation. A call
/// may block while the person is asked, so open the journal off the main thread. Whatever else an implementation throws
/// counts as `Unusable`, and its text is thrown away.
#[uniffi::export(with_foreign)]
pub trait SecretStore: Send + Sync {
    /// Keeps `secret`, at most a few hundred bytes, under `name`: at most 64 letters, digits and `-`.
    fn put(&self, name: String, secret: Vec<u8>, gate: Gate) -> Result<(), SecretStoreError>;

    /// Gives back what was put.
    fn get(&self, name: String) -> Result<Vec<u8>, SecretStoreError>;

    /// Forgets what was put.
    fn remove(&self, name: String) -> Result<(), SecretStoreError>;
}

/// Why a keystore gave nothing, for an implementation to throw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum SecretStoreError {
    /// It has no such secret, or lost it.
    #[error("the keystore has no key for this journal")]
    Gone,
    /// It cannot answer now.
    #[error("the keystore is busy")]
    Busy,
    /// The person turned the question away.
    #[error("the question of the keystore was turned away")]
    Cancelled,
    /// The device is locked, or its biometry is locked out.
    #[error("the keystore is locked")]
    Locked,
    /// Something else.
    #[error("the keystore cannot be used")]
    Unusable,
}

/// A host's own exception may hold anything, a stack trace or a secret: nothing of it is kept.
impl From<uniffi::UnexpectedUniFFICallbackError> for SecretStoreError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Unusable
    }
}

/// Why the keystore did not open the journal, by what can be done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum KeystoreFailure {
    /// It has no key for this journal, or lost it: unlock in another way, then add the keystore anew.
    Gone,
    /// It cannot answer now: try again.
    Busy,
    /// The person turned the question away: ask again when they want to.
    Cancelled,
    /// The device is locked: unlock it, then try again.
    Locked,
    /// Something else: unlock in another way.
    Unusable,
}

impl From<nourish_journal::SecretStoreError> for KeystoreFailure {
    fn from(error: nourish_journal::SecretStoreError) -> Self {
        use nourish_journal::SecretStoreError as Inner;
        match error {
            Inner::Gone => Self::Gone,
            Inner::Busy => Self::Busy,
            Inner::Cancelled => Self::Cancelled,
            Inner::Locked => Self::Locked,
            Inner::Unusable => Self::Unusable,
        }
    }
}

impl From<SecretStoreError> for nourish_journal::SecretStoreError {
    fn from(error: SecretStoreError) -> Self {
        match error {
            SecretStoreError::Gone => Self::Gone,
            SecretStoreError::Busy => Self::Busy,
            SecretStoreError::Cancelled => Self::Cancelled,
            SecretStoreError::Locked => Self::Locked,
            SecretStoreError::Unusable => Self::Unusable,
        }
    }
}

/// An app's store, as the journal asks it.
pub(crate) struct AppStore(pub(crate) Arc<dyn SecretStore>);

impl nourish_journal::SecretStore for AppStore {
    fn put(&self, name: &str, secret: &[u8], gate: Gate) -> Result<(), nourish_journal::SecretStoreError> {
        Ok(self.0.put(name.to_owned(), secret.to_vec(), gate)?)
    }

    fn get(&self, name: &str) -> Result<Zeroizing<Vec<u8>>, nourish_journal::SecretStoreError> {
        Ok(self.0.get(name.to_owned()).map(Zeroizing::new)?)
    }

    fn remove(&self, name: &str) -> Result<(), nourish_journal::SecretStoreError> {
        Ok(self.0.remove(name.to_owned())?)
    }
}

/// Tries an app's secret store, for the app's own tests: every promise that it breaks, in words; nothing when it is fit for use.
/// The secrets that it puts begin with `trial-` and are removed at the end.
#[uniffi::export]
pub fn try_secret_store(store: Arc<dyn SecretStore>, gate: Gate) -> Vec<String> {
    nourish_journal::try_secret_store(&AppStore(store), gate).iter().map(ToString::to_string).collect()
}
