//! The mailbox: it keeps sealed parcels for the devices of a journal and hands them out. It can read none of them: this room
//! knows `nourish-sync`, where entries are opaque bytes, and nothing else of the project.
//!
//! [`SqliteMailbox`] keeps them in a file, [`PostgresMailbox`] in a database; [`Server`] serves it over HTTP.
#![forbid(unsafe_code)]

mod asked;
mod bell;
mod checks;
mod copy;
mod counts;
mod days;
mod desk;
mod error;
mod http;
mod ledger;
mod limits;
mod log;
mod members;
mod metrics;
mod nonces;
mod pace;
mod postgres;
mod room;
mod serve;
mod settings;
mod signer;
mod sqlite;
mod staff;
mod store;
mod tls;
mod turns;
mod visit;

pub use copy::{Copied, CopyError, copy};
pub use desk::Clock;
pub use error::MailboxError;
pub use http::Opening;
pub use ledger::{Age, Details, Holding, Ledger, LedgerError, Purge, Purged, Stats};
pub use limits::Limits;
pub use log::LogSink;
pub use postgres::PostgresMailbox;
pub use serve::{Options, ServeError, Server, Signals, wait_for_signal};
pub use settings::{Settings, SettingsError};
pub use sqlite::{JOURNAL_BYTES, SLOTS_BYTES, SqliteMailbox};
pub use staff::StoreAddress;
pub use tls::{TlsError, TlsFiles};
