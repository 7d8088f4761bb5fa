//! The journal file: the only room that touches the disk.
//!
//! One SQLite file in WAL mode. Fresh entries lie in a sealed **tail**, one a row, so that logging is one small write. From time
//! to time [`Store::fold`] moves the older of them into sealed **blocks**, a week of entries each, laid out in columns and
//! compressed. Sealed **day summaries** are a cache beside them that can be thrown away. A sealed **manifest** says what blocks
//! there must be and how far each device's hash-chained log goes, so that an old, swapped or missing row does not pass unseen.
//! `docs/PROTOCOL.md` gives the bytes.
//!
//! ```
//! use nourish_record::{Draft, Entry, Fact, Moment, Source, Stamp};
//! use nourish_seal::{PassphraseCost, SystemEntropy};
//! use nourish_store::{Durability, Secret, Store, StoreError};
//!
//! let folder = tempfile::tempdir().unwrap();
//! let path = folder.path().join("journal.nourish");
//! let secret = Secret::Passphrase("a plainly fictional passphrase", PassphraseCost::lowest_for_tests());
//! let mut store = Store::create(&path, secret, Durability::PowerLoss, Box::new(SystemEntropy::new())).unwrap();
//!
//! let at = Moment::parse("2026-11-20T07:30[Europe/Madrid]").unwrap();
//! let day = at.day();
//! store.append(|next| {
//!     let stamp = Stamp { author: next.author, seq: next.seq, ..Stamp::example(1) };
//!     let fact = Fact::read("weight", &[("weight", "68.4 kg")]).unwrap();
//!     Ok::<_, StoreError>(vec![Entry::parse(Draft::new(at, Source::Scale, fact), stamp).unwrap()])
//! }).unwrap();
//! assert_eq!(store.read(day, day).unwrap().entries.len(), 1);
//! ```
#![forbid(unsafe_code)]

mod backup;
mod beside;
mod block;
mod cached;
mod check;
mod copy;
mod erase;
mod error;
mod fold;
mod fresh_days;
mod fresh_weeks;
#[cfg(fuzzing)]
pub mod fuzzing;
mod import;
mod incoming;
mod join;
mod keys;
mod known_weeks;
mod lasting;
mod log;
mod manifest;
mod mend;
mod read;
mod rebuild;
mod receive;
mod refill;
mod restamp;
mod schema;
mod secret_folder;
mod settings;
mod snapshot;
mod sqlite_file;
mod state;
mod store;
mod summaries;
mod tables;
mod tail;
mod touched;
mod voucher;
mod walk;
mod ways;
mod weeks;
mod wraps;
mod write;

pub use backup::{BackedUp, Merged};
pub use check::Health;
pub use erase::Erased;
pub use error::{Damage, LogRefusal, StoreError};
pub use import::Importing;
pub use join::Joined;
pub use log::{LogHead, LogItem};
pub use nourish_seal::Secret;
pub use read::Reading;
pub use receive::{Received, ReceivedItem, ReceivedLog};
pub use refill::Lacking;
pub use secret_folder::SecretFolder;
pub use settings::Setting;
pub use sqlite_file::{Cell, SQLITE_MAGIC, SqliteFile, SqliteFileError};
pub use store::{Durability, Namer, Next, Store};
pub use tables::{Column, TABLES, Table};
pub use voucher::Voucher;
pub use ways::{LockedWay, Way, locked_ways};
