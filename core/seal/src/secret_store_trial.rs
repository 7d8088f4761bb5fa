//! One trial for every secret store: the file-backed one, and whatever an app brings.

use crate::keystore_key::Gate;
use crate::secret_store::{SecretStore, SecretStoreError};

/// A promise of [`SecretStore`] that an implementation broke.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, thiserror::Error)]
pub enum BrokenPromise {
    /// A name that was never put is not `Gone`.
    #[error("a name that was never put must be Gone")]
    UnknownIsNotGone,
    /// Putting failed, or what was put came back otherwise.
    #[error("what was put must come back byte for byte")]
    NotKept,
    /// Putting again under one name did not replace what was there.
    #[error("what is put again must replace what was there")]
    NotReplaced,
    /// Two names share a secret.
    #[error("two names must keep two secrets")]
    NamesShared,
    /// A secret could not be had from another thread.
    #[error("a secret must come back from any thread")]
    BoundToThread,
    /// What was removed still comes back, or is not `Gone`.
    #[error("what was removed must be Gone")]
    NotRemoved,
    /// Removing what is not there is an error.
    #[error("removing what is not there must be no error")]
    RemovingIsNotIdempotent,
}

/// Tries a secret store, under names that begin with `trial-` and are removed at the end, and says every promise that
/// it breaks. With [`Gate::Biometric`] the person is asked several times.
///
/// ```
/// # use nourish_seal::*;
/// # struct Memory(std::sync::Mutex<std::collections::HashMap<String, Vec<u8>>>);
/// # impl SecretStore for Memory {
/// #     fn put(&self, name: &str, secret: &[u8], _: Gate) -> Result<(), SecretStoreError> {
/// #         self.0.lock().unwrap().insert(name.into(), secret.into()); Ok(())
/// #     }
/// #     fn get(&self, name: &str) -> Result<zeroize::Zeroizing<Vec<u8>>, SecretStoreError> {
/// #         self.0.lock().unwrap().get(name).cloned().map(Into::into).ok_or(SecretStoreError::Gone)
/// #     }
/// #     fn remove(&self, name: &str) -> Result<(), SecretStoreError> {
/// #         self.0.lock().unwrap().remove(name); Ok(())
/// #     }
/// # }
/// # let store = Memory(Default::default());
/// assert_eq!(try_secret_store(&store, Gate::Device), []);
/// ```
#[must_use]
pub fn try_secret_store(store: &dyn SecretStore, gate: Gate) -> Vec<BrokenPromise> {
    const ONE: &str = "trial-one";
    const OTHER: &str = "trial-other";
    // Every byte value, and a last zero that a text-minded store would cut off.
    let first: Vec<u8> = (0..=255).chain([0]).collect();
    let second = [0xff; 32];
    let holds = |name: &str, expected: &[u8]| store.get(name).is_ok_and(|got| got.as_slice() == expected);
    let is_gone = |name: &str| store.get(name).err() == Some(SecretStoreError::Gone);
    let mut broken = Vec::new();
    let mut must = |kept: bool, promise| {
        if !kept {
            broken.push(promise);
        }
    };

    must(store.remove(ONE).is_ok() && store.remove(OTHER).is_ok(), BrokenPromise::RemovingIsNotIdempotent);
    must(is_gone(ONE), BrokenPromise::UnknownIsNotGone);
    must(store.put(ONE, &first, gate).is_ok() && holds(ONE, &first), BrokenPromise::NotKept);
    let apart = store.put(OTHER, &second, gate).is_ok() && holds(OTHER, &second) && holds(ONE, &first);
    must(apart, BrokenPromise::NamesShared);
    must(store.put(ONE, &second, gate).is_ok() && holds(ONE, &second), BrokenPromise::NotReplaced);
    let elsewhere = std::thread::scope(|scope| scope.spawn(|| holds(OTHER, &second)).join());
    must(elsewhere.unwrap_or(false), BrokenPromise::BoundToThread);
    must(store.remove(ONE).is_ok() && is_gone(ONE) && holds(OTHER, &second), BrokenPromise::NotRemoved);
    must(store.remove(ONE).is_ok() && store.remove(OTHER).is_ok(), BrokenPromise::RemovingIsNotIdempotent);
    broken.dedup();
    broken
}
