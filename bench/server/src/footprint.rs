//! What a parcel takes on disk beyond its sealed bytes: rows, indices and half-filled pages, after many journals grew side by side.

use crate::cluster::Cluster;
use crate::error::BenchError;
use nourish_server::{MailboxError, PostgresMailbox, SqliteMailbox};
use nourish_sync::{Entropy, JournalId, Mailbox, Parcel, SystemEntropy};

/// Sealed bytes of a parcel: what `cargo xtask bench sync` measures for a batch of one entry.
const SEALED_BYTES: usize = 301;

/// So many journals, each with so many parcels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) journals: usize,
    pub(crate) parcels: usize,
}

/// Bytes of a parcel beyond what is sealed, in SQLite and PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Footprint {
    pub(crate) sqlite_bytes: f64,
    pub(crate) postgres_bytes: Option<f64>,
}

/// Fills both and looks how large they have become.
pub(crate) fn measure(extent: Extent, cluster: Option<&Cluster>) -> Result<Footprint, BenchError> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("mailbox.sqlite");
    let empty = {
        drop(SqliteMailbox::open(&path, &mut SystemEntropy::new())?);
        std::fs::metadata(&path)?.len()
    };
    let mut mailbox = SqliteMailbox::open(&path, &mut SystemEntropy::new())?;
    extent.fill(|parcels| mailbox.whole(|mailbox| each(mailbox, parcels)))?;
    // Closing it moves all into the file.
    drop(mailbox);
    let sqlite_bytes = extent.beyond(std::fs::metadata(&path)?.len().saturating_sub(empty));
    let postgres_bytes = cluster.map(|cluster| extent.in_postgres(cluster)).transpose()?;
    Ok(Footprint { sqlite_bytes, postgres_bytes })
}

impl Extent {
    /// A parcel for each journal in turn, again and again.
    fn fill(
        self,
        mut keep: impl FnMut(Vec<(JournalId, Parcel)>) -> Result<(), MailboxError>,
    ) -> Result<(), BenchError> {
        let mut entropy = SystemEntropy::new();
        let journals: Result<Vec<_>, _> =
            (0..self.journals).map(|_| JournalId::make_random(&mut entropy)).collect();
        let journals = journals?;
        for _ in 0..self.parcels {
            let mut parcels = Vec::new();
            for journal in &journals {
                let mut sealed = vec![0; SEALED_BYTES];
                entropy.fill(&mut sealed)?;
                parcels.push((*journal, Parcel::Batch { sealed }));
            }
            keep(parcels)?;
        }
        Ok(())
    }

    fn beyond(self, bytes: u64) -> f64 {
        bytes as f64 / (self.journals * self.parcels) as f64 - SEALED_BYTES as f64
    }

    fn in_postgres(self, cluster: &Cluster) -> Result<f64, BenchError> {
        let mut mailbox = PostgresMailbox::open(&cluster.address(), &mut SystemEntropy::new())?;
        let before = size(cluster)?;
        self.fill(|parcels| mailbox.whole(|mailbox| each(mailbox, parcels)))?;
        Ok(self.beyond(size(cluster)?.saturating_sub(before)))
    }
}

fn each<M: Mailbox<Error = MailboxError>>(
    mailbox: &mut M,
    parcels: Vec<(JournalId, Parcel)>,
) -> Result<(), MailboxError> {
    parcels.into_iter().try_for_each(|(journal, parcel)| mailbox.append(journal, &[parcel]).map(|_| ()))
}

/// Bytes of all tables with their indices.
fn size(cluster: &Cluster) -> Result<u64, BenchError> {
    let sql = "SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'nourish' AND c.relkind = 'r'";
    let row = cluster.client()?.query_one(sql, &[])?;
    Ok(row.try_get::<_, i64>(0)?.unsigned_abs())
}
