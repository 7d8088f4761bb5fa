//! A PostgreSQL of our own, in a folder that vanishes: started from the programs that a Debian package brings, stopped by its own number.

#![allow(dead_code, reason = "each suite uses what it needs")]

use postgres::{Client, NoTls, SimpleQueryMessage};
use std::net::TcpListener;
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
    data: PathBuf,
    port: u16,
    settings: Vec<String>,
    folder: TempDir,
}

impl Cluster {
    /// Makes one and starts it; none where PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Self> {
        let mut cluster = Self::initialised()?;
        cluster.run();
        Some(cluster)
    }

    /// Makes one that does not run yet; none where PostgreSQL is not installed.
    pub(crate) fn initialised() -> Option<Self> {
        let cluster = Self::none_yet(newest()?);
        let made = cluster
            .program("initdb")
            .args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(&cluster.data)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Some(cluster)
    }

    fn none_yet(programs: PathBuf) -> Self {
        let folder = tempfile::Builder::new().prefix("pg").tempdir().unwrap();
        own(folder.path());
        let data = folder.path().join("data");
        Self { programs, server: None, databases: 0, data, port: 5432, settings: Vec::new(), folder }
    }

    /// A second one that follows this one, which from now on says of nothing that it is kept before the second has it too.
    pub(crate) fn follower(&mut self) -> Self {
        let mut follower = Self::none_yet(self.programs.clone());
        let mut copy = follower.program("pg_basebackup");
        copy.args(["--no-sync", "--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast"]);
        copy.arg("--username=postgres").arg("--host").arg(self.folder.path());
        let made = copy.arg("--pgdata").arg(&follower.data).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        follower.run();
        let mut client = self.client("postgres");
        client.batch_execute("ALTER SYSTEM SET synchronous_standby_names = '*'").unwrap();
        client.batch_execute("SELECT pg_reload_conf()").unwrap();
        self.wait_for_follower();
        follower
    }

    /// Waits until the one that follows has everything.
    pub(crate) fn wait_for_follower(&self) {
        let (mut client, begun) = (self.client("postgres"), Instant::now());
        let follows = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'";
        while client.query_opt(follows, &[]).unwrap().is_none() {
            assert!(begun.elapsed() < START_TIME, "nobody follows");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Has one that follows another go on by itself.
    pub(crate) fn promote(&self) {
        let promoted = self.client("postgres").query_one("SELECT pg_promote(true, 30)", &[]).unwrap();
        assert!(promoted.get::<_, bool>(0));
    }

    /// Kills the server with all its processes, none of which learns of it before.
    pub(crate) fn kill(&mut self) {
        let Some(mut server) = self.server.take() else { return };
        // Nothing new is begun while we count.
        signal("-STOP", &[server.id()]);
        let all = [vec![server.id()], children(server.id())].concat();
        assert!(all.len() > 4, "{all:?}");
        signal("-KILL", &all);
        server.wait().unwrap();
    }

    /// A setting, from the next start on.
    pub(crate) fn set(&mut self, setting: &str) {
        self.settings.push(setting.to_owned());
    }

    /// Has it listen on this machine's network from the next start on; the port.
    pub(crate) fn listen(&mut self) -> u16 {
        self.port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        self.set("listen_addresses=127.0.0.1");
        self.set(&format!("port={}", self.port));
        self.port
    }

    /// Has it serve another folder of data from the next start on.
    pub(crate) fn stand_on(&mut self, data: &Path) {
        data.clone_into(&mut self.data);
    }

    /// A path in its folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A folder in its folder, where it may write.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir(&path).unwrap();
        own(&path);
        path
    }

    /// Writes a file in its folder that it alone may read.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        let only = Command::new("chmod").arg("600").arg(&path).status().unwrap();
        assert!(only.success());
        own(&path);
    }

    /// Runs one of PostgreSQL's programs against it.
    pub(crate) fn does(&self, name: &str, with: impl FnOnce(&mut Command)) {
        let mut program = self.program(name);
        program.arg("--host").arg(self.folder.path()).args(["--username=postgres", "--port"]);
        with(program.arg(self.port.to_string()));
        let ran = program.output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }

    /// The first thing that it answers.
    pub(crate) fn asked(&self, address: &str, sql: &str) -> Option<String> {
        let answer = Client::connect(address, NoTls).unwrap().simple_query(sql).unwrap();
        answer.iter().find_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        })
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
            .arg(&self.data)
            .arg("-k")
            .arg(self.folder.path())
            .args(["-c", "listen_addresses=", "-c", "max_connections=200", "-c", "shared_buffers=32MB"])
            // The disk is the database's own affair: here no power is lost, and a file a table takes long to write.
            .args(["-c", "fsync=off", "-c", "autovacuum=off"])
            .args(self.settings.iter().flat_map(|setting| ["-c", setting]))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// Stops the server: `INT` orderly, `QUIT` as if it had crashed.
    pub(crate) fn stop(&mut self, signal: &str) {
        if let Some(mut server) = self.server.take() {
            self::signal(&format!("-{signal}"), &[server.id()]);
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

    /// The address of the last database, here or where this one's place is taken.
    pub(crate) fn database_here_or_at(&self, other: &Self) -> String {
        let [here, there] = [self, other].map(Self::host);
        format!("postgres://postgres@{here},{there}/box{}", self.databases)
    }

    pub(crate) fn client(&self, name: &str) -> Client {
        Client::connect(&self.address(name), NoTls).unwrap()
    }

    pub(crate) fn address(&self, name: &str) -> String {
        format!("postgres://postgres@{}:{}/{name}", self.host(), self.port)
    }

    fn host(&self) -> String {
        self.folder.path().to_str().unwrap().replace('/', "%2F")
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

/// PostgreSQL does not run as root.
fn own(path: &Path) {
    if is_root() {
        let owned = Command::new("chown").arg("postgres:").arg(path).status().unwrap();
        assert!(owned.success());
    }
}

fn signal(name: &str, numbers: &[u32]) {
    let numbers = numbers.iter().map(u32::to_string);
    assert!(Command::new("kill").arg(name).args(numbers).status().unwrap().success());
}

/// The processes that this one started.
fn children(number: u32) -> Vec<u32> {
    let all = Path::new("/proc").read_dir().unwrap().filter_map(|process| {
        let name = process.ok()?.file_name();
        let child: u32 = name.to_str()?.parse().ok()?;
        let stat = std::fs::read_to_string(format!("/proc/{child}/stat")).ok()?;
        // `number (name) state parent …`, and the name may hold anything.
        let parent: u32 = stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()?;
        (parent == number).then_some(child)
    });
    all.collect()
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.trim_ascii() == b"0"
}
