//! Reading a journal from its first place on, page by page.

use crate::device::Device;
use crate::error::BenchError;
use crate::wire::{Wire, answered};
use nourish_sync::{Answer, Parcel, Request};

/// About how many bytes a page has.
const PAGE_BYTES: u64 = 4 * 1024 * 1024;

/// The sealed bytes of every parcel.
pub(crate) fn everything(device: &Device, wire: &mut Wire) -> Result<Vec<Vec<u8>>, BenchError> {
    let (mut after, mut all) = (0, Vec::new());
    loop {
        let page = Request::Read { after, limit_bytes: PAGE_BYTES, wait_ms: 0 };
        let Answer::Parcels { count, parcels, .. } = wire.ask(&device.request(&page)?)? else {
            return Err(answered("no page"));
        };
        for (place, parcel) in parcels {
            after = place;
            match parcel {
                Parcel::Batch { sealed } | Parcel::Circle { sealed, .. } => all.push(sealed),
                Parcel::Erased { .. } => return Err(answered("a parcel without content")),
            }
        }
        if after >= count {
            return Ok(all);
        }
    }
}
