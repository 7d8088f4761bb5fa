//! A PostgreSQL of the run's own, in a folder that vanishes: started from the programs of Debian's package, stopped by its own number.
//! It flushes as it does by default.

use crate::error::BenchError;
use postgres::{Client, NoTls};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const INSTALLED: &str = "/usr/lib/postgresql";
const START_TIME: Duration = Duration::from_secs(60);
/// Why there are no figures of it.
pub(crate) const MISSING: &str = "PostgreSQL is not installed: apt-get install postgresql";

/// A running PostgreSQL.
#[derive(Debug)]
pub(crate) struct Cluster {
    server: Child,
    folder: TempDir,
}

impl Cluster {
    /// Makes one and starts it; none where PostgreSQL is not installed.
    pub(crate) fn start() -> Result<Option<Self>, BenchError> {
        let Some(programs) = newest() else { return Ok(None) };
        let folder = tempfile::Builder::new().prefix("pg").tempdir()?;
        let as_root = is_root()?;
        if as_root {
            // PostgreSQL does not run as root.
            Command::new("chown").arg("postgres:").arg(folder.path()).status()?;
        }
        let data = folder.path().join("data");
        let made = program(&programs, "initdb", as_root)
            .args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(&data)
            .stdout(Stdio::null())
            .status()?;
        if !made.success() {
            return Err(BenchError::Missing("PostgreSQL makes no cluster"));
        }
        let server = program(&programs, "postgres", as_root)
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(folder.path())
            .args(["-c", "listen_addresses=", "-c", "max_connections=100"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let cluster = Self { server, folder };
        let begun = Instant::now();
        while cluster.client().is_err() {
            if begun.elapsed() > START_TIME {
                return Err(BenchError::Missing("PostgreSQL does not start"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(Some(cluster))
    }

    /// The address of its database.
    pub(crate) fn address(&self) -> String {
        let folder = self.folder.path().to_string_lossy().replace('/', "%2F");
        format!("postgres://postgres@{folder}/postgres")
    }

    /// A connection to its database.
    pub(crate) fn client(&self) -> Result<Client, BenchError> {
        Ok(Client::connect(&self.address(), NoTls)?)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Nothing is left to do where it is gone already.
        let _ = Command::new("kill").args(["-INT", &self.server.id().to_string()]).status();
        let _ = self.server.wait();
    }
}

fn program(programs: &Path, name: &str, as_root: bool) -> Command {
    let mut command = Command::new("setpriv");
    match as_root {
        // It puts the program in its own place, so that its number is the program's.
        true => {
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(programs.join(name))
        }
        false => {
            command = Command::new(programs.join(name));
            &mut command
        }
    };
    command.current_dir("/");
    command
}

/// The folder of the newest version's programs.
fn newest() -> Option<PathBuf> {
    let versions = Path::new(INSTALLED).read_dir().ok()?.filter_map(|version| {
        let path = version.ok()?.path();
        let number: u32 = path.file_name()?.to_str()?.parse().ok()?;
        let programs = path.join("bin");
        ["initdb", "postgres"].iter().all(|name| programs.join(name).exists()).then_some((number, programs))
    });
    versions.max().map(|(_, programs)| programs)
}

fn is_root() -> Result<bool, BenchError> {
    Ok(Command::new("id").arg("-u").output()?.stdout.trim_ascii() == b"0")
}
