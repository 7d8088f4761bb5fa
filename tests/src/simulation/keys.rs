//! Keys of simulated devices: made once in a process, because an X-Wing key takes longer to make than a whole step.

use nourish_seal::{DeviceFace, DeviceId, DeviceKey, SeededEntropy};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

/// How many keys there are.
pub(super) const MOST: u64 = 200;

static KEYS: LazyLock<Mutex<BTreeMap<u64, Arc<DeviceKey>>>> = LazyLock::new(Mutex::default);
static FACES: LazyLock<Mutex<BTreeMap<DeviceId, DeviceFace>>> = LazyLock::new(Mutex::default);

/// The device with this number.
pub(super) fn device(number: u64) -> Arc<DeviceKey> {
    let made = || Arc::new(DeviceKey::make(&mut SeededEntropy::new(u64::MAX - number)).unwrap());
    Arc::clone(KEYS.lock().unwrap().entry(number).or_insert_with(made))
}

/// Its public keys.
pub(super) fn face(key: &DeviceKey) -> DeviceFace {
    FACES.lock().unwrap().entry(key.id()).or_insert_with(|| key.face().unwrap()).clone()
}
