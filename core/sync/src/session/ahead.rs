//! Opening the next parcels of a page together, before each of them is taken in its turn.

use super::Session;
use crate::message::Parcel;
use crate::opening::{Opened, open_side_by_side};
use nourish_seal::Sealer;
use std::collections::VecDeque;

/// How many parcels are opened at once: no fewer than the first, however large they are, and no more than the second, however small.
const AHEAD_PARCELS: (usize, usize) = (4, 64);
/// About how many sealed bytes of them.
const AHEAD_BYTES: usize = 256 * 1024;

impl Session {
    /// Opens the first of some parcels: so many that it pays, and that what is in them has room.
    pub(super) fn open_ahead<'a>(
        &self,
        parcels: impl Iterator<Item = &'a (u64, Parcel)>,
        sealer: &Sealer,
    ) -> VecDeque<Option<Opened>> {
        let (mut count, mut bytes) = (0, 0);
        let has_room = |sealed: &&[u8]| {
            let has_room = count < AHEAD_PARCELS.0 || bytes < AHEAD_BYTES && count < AHEAD_PARCELS.1;
            (count, bytes) = (count + 1, bytes + sealed.len());
            has_room
        };
        let sealed: Vec<&[u8]> = parcels.map(|(_, parcel)| parcel.sealed()).take_while(has_room).collect();
        let signer = |device| self.circle.log_of(device).map(|log| log.signer);
        open_side_by_side(self.journal, sealer, &sealed, signer).into()
    }
}
