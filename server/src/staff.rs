//! Opens the store that was named, and puts the threads to work on it.

use crate::bell::Bells;
use crate::desk::{Clock, Desk};
use crate::error::MailboxError;
use crate::postgres::{Address, Crier, PostgresMailbox, listen};
use crate::sqlite::SqliteMailbox;
use nourish_sync::{Entropy, SystemEntropy};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::thread::JoinHandle;

/// Threads that read.
const READERS: usize = 4;
/// Most threads that write to a database.
const WRITERS: usize = 24;

/// How many threads write to a database, each for its share of the journals: enough that one works while another waits for a flush, and
/// few, so that many requests share one. A file has one.
fn writers() -> usize {
    (std::thread::available_parallelism().map_or(2, usize::from) + 2).min(WRITERS)
}

/// Where parcels are kept.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreAddress {
    /// A SQLite file, made where there is none.
    Sqlite(PathBuf),
    /// A PostgreSQL database, as its own tools name it; it may hold a password.
    Postgres(String),
}

impl StoreAddress {
    /// Takes a file's log up into the file, after all who had it open have closed it: two who do so at once leave that to one another,
    /// and then a copy of the file alone would lack what is in the log.
    pub(crate) fn settle(&self) {
        if let Self::Sqlite(path) = self {
            // Whoever is the last to close a file does it. Where it cannot be done now, whoever opens the file next does.
            let _ = SqliteMailbox::open_for_reading(path);
        }
    }
}

impl FromStr for StoreAddress {
    type Err = MailboxError;

    /// Reads `sqlite:FILE`, `postgres://…` or `postgresql://…`.
    fn from_str(text: &str) -> Result<Self, MailboxError> {
        if let Some(path) = text.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        let is_database = ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
        if !is_database {
            return Err(MailboxError::NotAnAddress);
        }
        Address::read(text).map(|_| Self::Postgres(text.to_owned()))
    }
}

impl fmt::Display for StoreAddress {
    /// What may be shown: without user and password, nor what is no plain name, such as both at the wrong place.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "{}", path.display()),
            Self::Postgres(address) => {
                let address = Address::read(address).ok();
                let name = address.as_ref().and_then(|address| address.config.get_dbname());
                let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
                let name = name.filter(|name| name.bytes().all(is_plain)).unwrap_or_default();
                write!(formatter, "PostgreSQL {name}")
            }
        }
    }
}

impl fmt::Debug for StoreAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// All who work on one store.
pub(crate) struct Staff {
    pub(crate) desk: Desk,
    pub(crate) bells: Bells,
    pub(crate) crier: Option<Crier>,
    pub(crate) threads: Vec<JoinHandle<()>>,
}

impl Staff {
    /// Opens the store; `restored` names its content anew first.
    pub(crate) fn open(
        address: &StoreAddress,
        restored: bool,
        journal_bytes: u64,
        group: usize,
        clock: &Clock,
    ) -> Result<Self, MailboxError> {
        let mut entropy = SystemEntropy::new();
        let bells = Bells::default();
        match address {
            StoreAddress::Sqlite(path) => {
                let mut writer = SqliteMailbox::open(path, &mut entropy)?;
                if restored {
                    writer.mark_restored(&mut entropy)?;
                }
                let readers = (0..READERS).map(|_| SqliteMailbox::open_for_reading(path));
                let readers = readers.collect::<Result<_, _>>()?;
                let (writer, uptake) = writer.with_journal_bytes(journal_bytes).taken_up_beside(path)?;
                let (desk, mut threads) = Desk::open(vec![writer], readers, group, clock);
                threads.push(uptake);
                Ok(Self { desk, bells, crier: None, threads })
            }
            StoreAddress::Postgres(address) => {
                let mut first = PostgresMailbox::open(address, &mut entropy)?;
                if restored {
                    first.mark_restored(&mut entropy)?;
                }
                let first = first.with_journal_bytes(journal_bytes);
                let more = |count| (0..count).map(|_| first.another()).collect::<Result<Vec<_>, _>>();
                let (writers, readers) = (more(writers())?, more(READERS)?);
                let mut server = [0; 8];
                entropy.fill(&mut server)?;
                let (crier, mut threads) = listen(address, server, bells.clone())?;
                let (desk, more) = Desk::open(writers, readers, group, clock);
                threads.extend(more);
                Ok(Self { desk, bells, crier: Some(crier), threads })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_a_file_or_a_database() {
        assert_eq!("sqlite:a/b.sqlite".parse(), Ok(StoreAddress::Sqlite(PathBuf::from("a/b.sqlite"))));
        let database = "postgres://nurse:broth@db.example.org/box";
        assert_eq!(database.parse(), Ok(StoreAddress::Postgres(database.to_owned())));
        for wrong in
            ["", "sqlite:", "mailbox.sqlite", "postgres:box", "mysql://host/box", "postgres://h:x/box"]
        {
            assert_eq!(wrong.parse::<StoreAddress>(), Err(MailboxError::NotAnAddress), "{wrong}");
        }
    }

    #[test]
    fn a_log_that_was_left_beside_a_file_is_taken_up_into_it() {
        use nourish_sync::{JournalId, Mailbox, Parcel};
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let mut mailbox = SqliteMailbox::open(&path("one"), &mut SystemEntropy::new()).unwrap();
        let journal = JournalId::from_bytes([1; 16]);
        mailbox.append(journal, &[Parcel::Batch { sealed: vec![7; 100] }]).unwrap();
        // As nobody has closed it.
        for end in ["", "-wal"] {
            std::fs::copy(path(&format!("one{end}")), path(&format!("left{end}"))).unwrap();
        }
        StoreAddress::Sqlite(path("left")).settle();
        assert!(!path("left-wal").exists());
        std::fs::rename(path("left"), path("copy")).unwrap();
        let mut copy = SqliteMailbox::open(&path("copy"), &mut SystemEntropy::new()).unwrap();
        assert_eq!(copy.read(journal, 0, 1_000).unwrap().count, 1);
    }

    #[test]
    fn a_store_is_shown_without_its_password() {
        let store: StoreAddress = "postgresql://nurse:broth@db.example.org/box".parse().unwrap();
        assert_eq!(format!("{store} {store:?}"), "PostgreSQL box PostgreSQL box");
        let slipped: StoreAddress = "postgresql://db.example.org/nurse:broth".parse().unwrap();
        assert_eq!(format!("{slipped} {slipped:?}"), "PostgreSQL  PostgreSQL ");
    }
}
