//! From the moment at which a device begins to send until another that waited has it in hand.

use crate::device::{Device, append, changes};
use crate::error::BenchError;
use crate::wire::{Wire, answered};
use nourish_sync::{Answer, DeviceKey, Request, SystemEntropy};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// How long the one who waits has time to begin to wait.
const SETTLE: Duration = Duration::from_millis(5);

/// So many times, in milliseconds. The one writes at `writes_at`, the other waits at `waits_at`.
pub(crate) fn times(
    writes_at: SocketAddr,
    waits_at: SocketAddr,
    count: usize,
) -> Result<Vec<f64>, BenchError> {
    let mut device = Device::make()?;
    let other = DeviceKey::make(&mut SystemEntropy::new())?;
    let (mut writes, mut waits) = (Wire::to(writes_at)?, Wire::to(waits_at)?);
    let served = [&device.key, &other].map(|key| (key.id(), key.public()));
    writes.ask(&device.request(&Request::Admit { devices: served.to_vec() })?)?;
    let mut took_ms = Vec::new();
    for after in 0..count as u64 {
        let wait = Request::Read { after, limit_bytes: 1 << 20, wait_ms: 30_000 };
        waits.send(&device.signed_by(&other, &wait)?)?;
        let sealed = device.seal(&changes(1)?)?;
        let append = device.request(&append(vec![sealed.clone()]))?;
        std::thread::sleep(SETTLE);
        let begun = Instant::now();
        writes.send(&append)?;
        let Answer::Parcels { parcels, .. } = waits.receive()? else { return Err(answered("no news")) };
        took_ms.push(begun.elapsed().as_secs_f64() * 1e3);
        if !matches!(parcels.as_slice(), [(_, parcel)] if parcel.sealed() == sealed) {
            return Err(answered("other news than was written"));
        }
        writes.receive()?;
    }
    Ok(took_ms)
}
