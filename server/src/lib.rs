//! The mailbox: it keeps sealed parcels for the devices of a journal and hands them out. It can read none of them: this room
//! knows `nourish-sync`, where entries are opaque bytes, and nothing else of the project.
#![forbid(unsafe_code)]

mod error;
mod sqlite;

pub use error::MailboxError;
pub use sqlite::{JOURNAL_BYTES, SLOTS_BYTES, SqliteMailbox};
