//! What a mailbox can do that means harm, attack by attack: what the device says, and that it takes nothing of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod checkpoints;
mod circle;
mod house;
mod parcels;
mod time;
