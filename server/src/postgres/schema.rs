//! The database of a mailbox: how it is reached, which version it has, and the steps that made it so.

use super::address::Address;
use crate::error::MailboxError;
use nourish_sync::{Entropy, Generation};
use postgres::Client;
use postgres::config::TargetSessionAttrs;
use postgres::error::Severity;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long to wait for a connection.
const CONNECT_TIME: Duration = Duration::from_secs(5);
/// How long the other side may say nothing before the connection counts as broken.
const SILENT_TIME: Duration = Duration::from_secs(30);
/// What every connection is told: no statement goes on for ever, nothing is said to be kept that is not, and only what stands in our own
/// schema is meant. A plan is made once: which partition is asked is found out without one. Each statement finds a few rows by a key, for
/// which bitmaps are made ready in vain.
const SETTINGS: &str = "SET search_path = nourish; SET synchronous_commit = on; SET statement_timeout = '60s'; \
     SET lock_timeout = '15s'; SET idle_in_transaction_session_timeout = '60s'; SET plan_cache_mode = force_generic_plan; \
     SET enable_bitmapscan = off";
/// Held by whoever makes or changes tables, so that servers that start at once do so one after another. `NoMb`.
const LOCK: i64 = 0x4e6f_4d62;

/// Every step from an empty database to the current version, in order. Landed steps never change.
const STEPS: &[&str] = &[
    include_str!("../../../migrations/server/postgres/0001_mailbox.sql"),
    include_str!("../../../migrations/server/postgres/0002_days.sql"),
    include_str!("../../../migrations/server/postgres/0003_listed.sql"),
    include_str!("../../../migrations/server/postgres/0004_serves_from.sql"),
    include_str!("../../../migrations/server/postgres/0005_parcels_in_their_rows.sql"),
];

/// The version that this program writes.
const CURRENT: i64 = STEPS.len() as i64;

/// Whether the database warned of something since it was last looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Warned(Arc<AtomicBool>);

impl Warned {
    /// Whether it did; from here on it is looked at anew.
    pub(super) fn take(&self) -> bool {
        self.0.swap(false, Ordering::Relaxed)
    }
}

/// A connection to the first of the address's machines that can be written to: another may follow that one, and be behind.
pub(super) fn connect(address: &str) -> Result<Client, MailboxError> {
    Ok(connect_heeding(address)?.0)
}

/// A connection, and whether the database warns on it.
pub(super) fn connect_heeding(address: &str) -> Result<(Client, Warned), MailboxError> {
    let mut address = Address::read(address)?;
    let config = &mut address.config;
    config.connect_timeout(CONNECT_TIME);
    config.keepalives(true);
    config.keepalives_idle(SILENT_TIME);
    config.tcp_user_timeout(SILENT_TIME);
    config.application_name("nourish");
    config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    let warned = Warned::default();
    let warns = warned.clone();
    config.notice_callback(move |notice| {
        if notice.parsed_severity() == Some(Severity::Warning) {
            warns.0.store(true, Ordering::Relaxed);
        }
    });
    let mut client = address.connect()?;
    client.batch_execute(SETTINGS)?;
    Ok((client, warned))
}

/// Makes what is missing, in one transaction.
pub(super) fn bring_up(client: &mut Client, entropy: &mut dyn Entropy) -> Result<(), MailboxError> {
    let mut transaction = client.transaction()?;
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])?;
    let found = version(&mut transaction)?;
    if found > CURRENT {
        // A newer one is taken if it says that this program still serves it rightly.
        let serves_from = transaction.query_one("SELECT serves_from::bigint FROM mailbox", &[])?;
        return match serves_from.try_get::<_, i64>(0)? <= CURRENT {
            true => Ok(()),
            false => Err(MailboxError::NewerFormat { found, known: CURRENT }),
        };
    }
    if found == 0 {
        transaction.batch_execute("CREATE SCHEMA IF NOT EXISTS nourish")?;
    }
    let done = usize::try_from(found).map_err(|_| MailboxError::NotAMailbox)?;
    let steps = STEPS.get(done..).unwrap_or_default();
    steps.iter().try_for_each(|step| transaction.batch_execute(step))?;
    if found == 0 {
        let generation = drawn(entropy)?;
        transaction.execute(
            "INSERT INTO mailbox (only_row, version, generation) VALUES (true, $1, $2)",
            &[&(STEPS.len() as i32), &&generation[..]],
        )?;
    } else if !steps.is_empty() {
        transaction.execute("UPDATE mailbox SET version = $1", &[&(STEPS.len() as i32)])?;
    }
    Ok(transaction.commit()?)
}

/// The version of the tables; 0 where there are none.
fn version(transaction: &mut postgres::Transaction<'_>) -> Result<i64, MailboxError> {
    let tables = "SELECT count(*) AS tables, count(*) FILTER (WHERE tablename = 'mailbox') AS known
         FROM pg_tables WHERE schemaname = 'nourish'";
    let row = transaction.query_one(tables, &[])?;
    match (row.try_get::<_, i64>("tables")?, row.try_get::<_, i64>("known")?) {
        (0, _) => Ok(0),
        (_, 0) => Err(MailboxError::NotAMailbox),
        _ => {
            let row = transaction.query_opt("SELECT version::bigint FROM mailbox", &[]);
            let row = row.map_err(|_| MailboxError::NotAMailbox)?.ok_or(MailboxError::NotAMailbox)?;
            Ok(row.try_get(0)?)
        }
    }
}

/// What the database's content is named.
pub(super) fn generation(client: &mut Client) -> Result<Generation, MailboxError> {
    let row = client.query_one("SELECT generation FROM mailbox", &[])?;
    row.try_get::<_, &[u8]>(0)?.try_into().map_err(|_| MailboxError::NotAMailbox)
}

/// Names the database's content anew.
pub(super) fn renew_generation(client: &mut Client, entropy: &mut dyn Entropy) -> Result<(), MailboxError> {
    name(client, drawn(entropy)?)
}

/// Gives the database's content this name.
pub(super) fn name(client: &mut Client, generation: Generation) -> Result<(), MailboxError> {
    client.execute("UPDATE mailbox SET generation = $1", &[&&generation[..]])?;
    Ok(())
}

fn drawn(entropy: &mut dyn Entropy) -> Result<Generation, MailboxError> {
    let mut generation = Generation::default();
    entropy.fill(&mut generation)?;
    Ok(generation)
}
