//! Other projects' servers, installed by npm into the folder of what is built, each with a driver that speaks its own protocol.

use crate::device::CHANGE_BYTES;
use crate::error::BenchError;
use crate::figures::Design;
use crate::push::{BATCH, Pushed};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const START_TIME: Duration = Duration::from_secs(60);
/// What npm is to install, and what starts and drives it.
const FILES: [(&str, &str); 6] = [
    ("package.json", include_str!("../peers/package.json")),
    ("package-lock.json", include_str!("../peers/package-lock.json")),
    ("driver.mjs", include_str!("../peers/driver.mjs")),
    ("actual.mjs", include_str!("../peers/actual.mjs")),
    ("evolu.mjs", include_str!("../peers/evolu.mjs")),
    ("evolu-server.mjs", include_str!("../peers/evolu-server.mjs")),
];
const ALL: [(Design, &str); 2] =
    [(Design::Actual, "@actual-app/sync-server"), (Design::Evolu, "@evolu/server with @evolu/common")];

/// A peer's server, and the driver that is its device.
#[derive(Debug)]
pub(crate) struct Peer {
    pub(crate) design: Design,
    server: Child,
    driver: Child,
    answers: BufReader<ChildStdout>,
    _data: TempDir,
}

/// Starts those that can be had; who cannot is named among what is left out.
pub(crate) fn start(left_out: &mut Vec<String>) -> Vec<Peer> {
    let installed = install();
    let mut peers = Vec::new();
    for (design, name) in ALL {
        let started = installed.as_ref().map_err(ToString::to_string);
        match started.and_then(|folder| Peer::start(design, folder).map_err(|error| error.to_string())) {
            Ok(peer) => peers.push(peer),
            Err(why) => left_out.push(format!("{name}: {why}")),
        }
    }
    peers
}

/// The folder with what npm installed.
fn install() -> Result<PathBuf, BenchError> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2).ok_or(BenchError::Missing("no folder of what is built"))?;
    let folder = target.join("peers");
    std::fs::create_dir_all(&folder)?;
    // What was installed by this very list is not installed again.
    let done = folder.join("installed");
    let list = FILES.map(|(_, text)| text).concat();
    for (name, text) in FILES {
        std::fs::write(folder.join(name), text)?;
    }
    if std::fs::read_to_string(&done).is_ok_and(|before| before == list) {
        return Ok(folder);
    }
    let npm = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(&folder)
        .stdout(Stdio::null())
        .status();
    match npm {
        Ok(status) if status.success() => {}
        Ok(_) => return Err(BenchError::Missing("npm cannot install it")),
        Err(_) => return Err(BenchError::Missing("npm is not installed: apt-get install npm")),
    }
    std::fs::write(done, list)?;
    Ok(folder)
}

impl Peer {
    fn start(design: Design, folder: &Path) -> Result<Self, BenchError> {
        let data = tempfile::tempdir()?;
        let port = free_port()?;
        let address = format!("http://127.0.0.1:{port}");
        let (server, arguments, driver) = match design {
            Design::Actual => ("node_modules/@actual-app/sync-server/build/app.js", None, "actual.mjs"),
            _ => ("evolu-server.mjs", Some(port.to_string()), "evolu.mjs"),
        };
        let mut server = Command::new("node")
            .arg(folder.join(server))
            .args(arguments)
            .env("NODE_ENV", "production")
            .env("ACTUAL_DATA_DIR", data.path())
            .env("ACTUAL_HOSTNAME", "127.0.0.1")
            .env("ACTUAL_PORT", port.to_string())
            .current_dir(data.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if begun.elapsed() > START_TIME || server.try_wait()?.is_some() {
                end(&mut server);
                return Err(BenchError::Missing("its server does not start"));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let driver = Command::new("node")
            .arg(folder.join(driver))
            .arg(address)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut driver = match driver {
            Ok(driver) => driver,
            Err(error) => {
                end(&mut server);
                return Err(error.into());
            }
        };
        let answers = driver.stdout.take().ok_or(BenchError::Thread)?;
        Ok(Self { design, server, driver, answers: BufReader::new(answers), _data: data })
    }

    /// Pushes and pulls the changes in `file`, and then the first `few` once more, one a request: what each of those took.
    pub(crate) fn push(&mut self, file: &Path, few: usize) -> Result<(Pushed, Vec<f64>), BenchError> {
        let task = json!({ "file": file, "changeBytes": CHANGE_BYTES, "batch": BATCH, "few": few });
        let driver = self.driver.stdin.as_mut().ok_or(BenchError::Thread)?;
        writeln!(driver, "{task}")?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let answer: Value = serde_json::from_str(&line).map_err(|_| BenchError::Answer {
            who: self.design.name().to_owned(),
            what: "its driver ended".to_owned(),
        })?;
        let number = |name: &str| answer.get(name).and_then(Value::as_f64).ok_or(BenchError::Thread);
        let sha256 = answer.get("sha256").and_then(Value::as_str).unwrap_or_default().to_owned();
        let pushed = Pushed {
            push_ms: number("push_ms")?,
            pull_ms: number("pull_ms")?,
            pushed_bytes: number("pushed_bytes")?,
            pulled_bytes: number("pulled_bytes")?,
            sha256,
        };
        let few_ms = answer.get("one_by_one_ms").and_then(Value::as_array);
        Ok((pushed, few_ms.into_iter().flatten().filter_map(Value::as_f64).collect()))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        end(&mut self.driver);
        end(&mut self.server);
    }
}

/// Ends a process of ours.
fn end(child: &mut Child) {
    // It may have ended by itself.
    let _ = child.kill();
    let _ = child.wait();
}

/// A port that nobody listens at now.
fn free_port() -> Result<u16, BenchError> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
