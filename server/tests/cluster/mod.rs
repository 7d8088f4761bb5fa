//! A PostgreSQL of our own, in a folder that vanishes: started from the programs that a Debian package brings, stopped by its own number.

use postgres::{Client, NoTls};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const INSTALLED: &str = "/usr/lib/postgresql";
const START_TIME: Duration = Duration::from_secs(60);

/// A running PostgreSQL.
pub(crate) struct Cluster {
    programs: PathBuf,
    server: Option<Child>,
    databases: u32,
    folder: TempDir,
}

impl Cluster {
    /// Makes one and starts it; none where PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Self> {
        let programs = newest()?;
        let folder = tempfile::Builder::new().prefix("pg").tempdir().unwrap();
        if is_root() {
            // PostgreSQL does not run as root.
            let owned = Command::new("chown").arg("postgres:").arg(folder.path()).status().unwrap();
            assert!(owned.success());
        }
        let mut cluster = Self { programs, server: None, databases: 0, folder };
        let made = cluster
            .program("initdb")
            .args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(cluster.data())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        cluster.run();
        Some(cluster)
    }

    /// Starts the server over what there is.
    pub(crate) fn run(&mut self) {
        let begun = Instant::now();
        self.server = Some(self.spawn());
        while Client::connect(&self.address("postgres"), NoTls).is_err() {
            assert!(begun.elapsed() < START_TIME, "PostgreSQL does not start");
            std::thread::sleep(Duration::from_millis(50));
            // After a crash it ends at once for as long as something of the one before is left.
            if self.server.as_mut().is_some_and(|server| server.try_wait().unwrap().is_some()) {
                self.server = Some(self.spawn());
            }
        }
    }

    fn spawn(&self) -> Child {
        self.program("postgres")
            .arg("-D")
            .arg(self.data())
            .arg("-k")
            .arg(self.folder.path())
            .args(["-c", "listen_addresses=", "-c", "max_connections=200", "-c", "shared_buffers=32MB"])
            // The disk is the database's own affair: here no power is lost, and a file a table takes long to write.
            .args(["-c", "fsync=off", "-c", "autovacuum=off"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// Stops the server: `INT` orderly, `QUIT` as if it had crashed.
    pub(crate) fn stop(&mut self, signal: &str) {
        if let Some(mut server) = self.server.take() {
            let told = Command::new("kill").args([&format!("-{signal}"), &server.id().to_string()]).status();
            assert!(told.unwrap().success());
            server.wait().unwrap();
        }
    }

    /// The address of a new, empty database.
    pub(crate) fn database(&mut self) -> String {
        self.databases += 1;
        let name = format!("box{}", self.databases);
        self.client("postgres").batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        self.address(&name)
    }

    fn client(&self, name: &str) -> Client {
        Client::connect(&self.address(name), NoTls).unwrap()
    }

    fn address(&self, name: &str) -> String {
        let folder = self.folder.path().to_str().unwrap().replace('/', "%2F");
        format!("postgres://postgres@{folder}/{name}")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = if is_root() {
            // It puts the program in its own place, so that its number is the program's.
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/");
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop("INT");
    }
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

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.trim_ascii() == b"0"
}
