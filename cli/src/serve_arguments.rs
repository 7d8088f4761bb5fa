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
    /// Where parcels are kept: a SQLite file, made where there is none, or a PostgreSQL database, postgres://USER@HOST/DATABASE, that
    /// several servers may share. Give one with a password by the variable: others on this machine see arguments.
    #[arg(
        long,
        env = "NOURISH_STORE",
        default_value = "sqlite:mailbox.sqlite",
        value_name = "STORE",
        hide_env_values = true
    )]
    pub(crate) store: String,
    /// The address and port to listen at. There is no TLS here: let a proxy that has it stand before any but this machine's own.
    #[arg(long, env = "NOURISH_LISTEN", default_value = "127.0.0.1:7878", value_name = "ADDRESS:PORT")]
    pub(crate) listen: SocketAddr,
    /// A file with a token a line; without one of them nobody brings a new journal. Where it is not given, everybody may.
    #[arg(long, env = "NOURISH_TOKEN_FILE", value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// The store was put back from a copy: devices are told, so that they bring what is missing in it.
    #[arg(long)]
    pub(crate) restored: bool,
    /// Most that one journal may take, in MiB.
    #[arg(long, env = "NOURISH_JOURNAL_MIB", default_value_t = 8_192, value_name = "MIB",
        value_parser = clap::value_parser!(u64).range(1..=1_048_576))]
    pub(crate) journal_mib: u64,
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
}
