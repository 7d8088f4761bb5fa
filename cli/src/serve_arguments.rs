//! The arguments of `nourish serve`.

use clap::{Args, Subcommand};
use nourish_server::StoreAddress;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What to serve, and where.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// What to do in place of serving.
    #[command(subcommand)]
    pub(crate) action: Option<ServeAction>,
    /// A file of settings: TOML with the names of these options. What is given here or in the environment goes before it.
    #[arg(long, env = "NOURISH_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Where parcels are kept (sqlite:mailbox.sqlite): a SQLite file, made where there is none, or a PostgreSQL database, postgres://USER@HOST/DATABASE, that
    /// several servers may share. Give one with a password by the variable: others on this machine see arguments.
    #[arg(long, env = "NOURISH_STORE", value_name = "STORE", hide_env_values = true)]
    pub(crate) store: Option<String>,
    /// The address and port to listen at (127.0.0.1:7878). For other machines give a certificate, or let a proxy with TLS stand before it.
    #[arg(long, env = "NOURISH_LISTEN", value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// The certificate to serve TLS with, as PEM, and those between it and a root. It is read anew when it changes.
    #[arg(long, env = "NOURISH_TLS_CERTIFICATE", value_name = "FILE")]
    pub(crate) tls_certificate: Option<PathBuf>,
    /// The certificate's private key, as PEM.
    #[arg(long, env = "NOURISH_TLS_KEY", value_name = "FILE")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Most requests a minute of one address (6000), but for this machine's own; 0 for no limit.
    #[arg(long, env = "NOURISH_ADDRESS_REQUESTS", value_name = "NUMBER")]
    pub(crate) address_requests: Option<u32>,
    /// Most requests a minute of one journal (12000); 0 for no limit.
    #[arg(long, env = "NOURISH_JOURNAL_REQUESTS", value_name = "NUMBER")]
    pub(crate) journal_requests: Option<u32>,
    /// Most requests a minute of one device (3000); 0 for no limit.
    #[arg(long, env = "NOURISH_DEVICE_REQUESTS", value_name = "NUMBER")]
    pub(crate) device_requests: Option<u32>,
    /// Show counts at /metrics, to whoever reaches the server.
    #[arg(long, env = "NOURISH_METRICS", num_args = 0..=1, default_missing_value = "true", value_name = "WHETHER")]
    pub(crate) metrics: Option<bool>,
    /// A file with a token a line; without one of them nobody brings a new journal. Where it is not given, everybody may.
    #[arg(long, env = "NOURISH_TOKEN_FILE", value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// Take new journals only where `nourish serve admin allow` has listed them.
    #[arg(long, env = "NOURISH_LISTED_ONLY", num_args = 0..=1, default_missing_value = "true", value_name = "WHETHER")]
    pub(crate) listed_only: Option<bool>,
    /// The store was put back from a copy: devices are told, so that they bring what is missing in it.
    #[arg(long)]
    pub(crate) restored: bool,
    /// Most that one journal may take, in MiB (8192).
    #[arg(long, env = "NOURISH_JOURNAL_MIB", value_name = "MIB",
        value_parser = clap::value_parser!(u64).range(1..=1_048_576))]
    pub(crate) journal_mib: Option<u64>,
}

/// What else there is to do with a mailbox's store.
#[derive(Debug, Subcommand)]
pub(crate) enum ServeAction {
    /// Copy a mailbox's store into another, empty one, and compare every parcel. Stop the servers first; called again, it goes on where
    /// it ended.
    Copy {
        /// The store to copy from.
        #[arg(long, value_name = "STORE", env = "NOURISH_COPY_FROM", hide_env_values = true)]
        from: StoreAddress,
        /// The store to copy into.
        #[arg(long = "to", value_name = "STORE", env = "NOURISH_COPY_TO", hide_env_values = true)]
        into: StoreAddress,
    },
    /// Look after a mailbox's store: how much there is, of which journal, and what may go. A server may run over it meanwhile. What is
    /// in journals nobody can see here.
    Admin {
        /// The store, as for serving (sqlite:mailbox.sqlite).
        #[arg(long, env = "NOURISH_STORE", value_name = "STORE", hide_env_values = true, global = true)]
        store: Option<String>,
        /// What to do.
        #[command(subcommand)]
        what: AdminAction,
    },
}

/// What whoever runs a mailbox asks of its store.
#[derive(Debug, Subcommand)]
pub(crate) enum AdminAction {
    /// How many journals, parcels and bytes there are, by when they were last used, and the biggest.
    Stats,
    /// What is known of one journal: its size, since when, until when, how many devices.
    Journal {
        /// Its id, or the first four digits or more; `nourish circle list` shows it on a device.
        id: String,
    },
    /// List journals as ones that may be brought, at a mailbox that takes none but these (--listed-only). It counts at once, at every
    /// server of the store.
    Allow {
        /// Their ids, 32 digits each; `nourish circle list` shows a device's.
        #[arg(required = true, value_name = "JOURNAL")]
        ids: Vec<String>,
    },
    /// Take journals from the list. Those that were brought already are served as before.
    Revoke {
        /// Their ids.
        #[arg(required = true, value_name = "JOURNAL")]
        ids: Vec<String>,
    },
    /// The journals on the list, one a line.
    Allowed,
    /// Let go of closed journals and of what unused ones hold; without --yes only say what that would be.
    Purge {
        /// Forget that journals were closed, where that was so many days ago: such a journal could be begun anew.
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..), required_unless_present = "unused_days")]
        closed_days: Option<u32>,
        /// Empty journals that no device left anything for in so many days. Their devices are served as before, and bring everything again
        /// when they come.
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..))]
        unused_days: Option<u32>,
        /// Do it.
        #[arg(long)]
        yes: bool,
    },
}
