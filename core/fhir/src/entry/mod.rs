//! An entry as a resource, and back.
//!
//! The elements of R4 hold what they can; the rest stands in the extension [`names::ENTRY`](crate::names::ENTRY): the kind, where
//! the value came from, the zone, the person's own day, and fields that R4 has no element for. Reading takes values from the elements
//! first, so what another program changed there is what is read.

mod amount;
mod check_in;
mod contact;
mod extension;
mod held;
mod medication;
mod not_read;
mod nutrition_order;
mod observation;
mod procedure;
mod read;
mod told;

pub use not_read::NotRead;
pub use read::{ReadEntry, read_entry};
pub use told::{Subject, Told, resource_of};
