//! `nourish serve`: a mailbox that is killed at any moment has everything that it said it keeps.

use nourish_sync::{
    Answer, DeviceKey, HttpTransport, JournalId, Kept, Parcel, Request, SeededEntropy, TransportError, ask,
};
use nourish_tests::{Served, nourish};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const JOURNAL: JournalId = JournalId::from_bytes([9; 16]);

fn serve(folder: &Path, more: &[&str]) -> Command {
    nourish_tests::serve("127.0.0.1:0", folder, more)
}

fn transport(served: &Served) -> HttpTransport {
    HttpTransport::new(&served.address).unwrap()
}

fn key() -> DeviceKey {
    DeviceKey::make(&mut SeededEntropy::new(1)).unwrap()
}

fn sealed(round: u8, worker: u8, number: u16) -> Vec<u8> {
    let [high, low] = number.to_be_bytes();
    [round, worker, high, low].repeat(100)
}

/// Appends until the server is gone; every place that it gave, with what it was given for.
fn append_until_gone(served: &Served, round: u8, worker: u8) -> Vec<(u64, Vec<u8>)> {
    let key = key();
    let mut transport = transport(served);
    let mut kept = Vec::new();
    for number in 0..u16::MAX {
        let sealed = sealed(round, worker, number);
        let request = Request::Append { parcels: vec![Parcel::Batch { sealed: sealed.clone() }] };
        match ask(&mut transport, JOURNAL, &key, &request, 5_000) {
            Ok(Answer::Appended { kept: places, .. }) => match places[..] {
                [Kept::At(place)] => kept.push((place, sealed)),
                ref other => panic!("{other:?}"),
            },
            Err(TransportError::Unreachable) => return kept,
            other => panic!("{other:?}"),
        }
    }
    kept
}

fn read_all(transport: &mut HttpTransport, key: &DeviceKey) -> Vec<(u64, Parcel)> {
    let mut all: Vec<(u64, Parcel)> = Vec::new();
    loop {
        let after = all.last().map_or(0, |(place, _)| *place);
        let request = Request::Read { after, limit_bytes: 10_000_000, wait_ms: 0 };
        match ask(transport, JOURNAL, key, &request, 10_000) {
            Ok(Answer::Parcels { count, parcels, .. }) => {
                all.extend(parcels);
                if all.last().map_or(0, |(place, _)| *place) == count {
                    return all;
                }
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_mailbox_killed_under_load_has_everything_that_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for (round, milliseconds) in [(1, 150), (2, 300), (3, 500)] {
        // More is asked here than one device may ask in a minute.
        let mut served = Served::start(folder.path(), &["--device-requests", "0", "--journal-requests", "0"]);
        let id = served.child.id();
        let kept = std::thread::scope(|scope| {
            let served = &served;
            let workers: Vec<_> =
                (0..4).map(|worker| scope.spawn(move || append_until_gone(served, round, worker))).collect();
            std::thread::sleep(Duration::from_millis(milliseconds));
            let killed = Command::new("kill").args(["-9", &id.to_string()]).status().unwrap();
            assert!(killed.success());
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect::<Vec<_>>()
        });
        served.child.wait().unwrap();
        assert!(!kept.is_empty(), "nothing was kept before the server was killed");
        acknowledged.extend(kept);
    }
    let served = Served::start(folder.path(), &[]);
    let key = key();
    let all = read_all(&mut transport(&served), &key);
    let places: Vec<u64> = all.iter().map(|(place, _)| *place).collect();
    assert_eq!(places, (1..=all.len() as u64).collect::<Vec<u64>>());
    for (place, sealed) in acknowledged {
        assert_eq!(all[place as usize - 1].1.sealed(), sealed, "place {place}");
    }
}

#[test]
fn a_server_told_to_stop_ends_well_and_tells_a_restore() {
    let folder = tempfile::tempdir().unwrap();
    let key = key();
    let read = |served: &Served| {
        let request = Request::Read { after: 0, limit_bytes: 1, wait_ms: 0 };
        match ask(&mut transport(served), JOURNAL, &key, &request, 10_000) {
            Ok(Answer::Parcels { generation, .. }) => generation,
            other => panic!("{other:?}"),
        }
    };
    let mut generations = Vec::new();
    for more in [&[][..], &[], &["--restored"], &[]] {
        let mut served = Served::start(folder.path(), more);
        generations.push(read(&served));
        let told = Command::new("kill").args(["-TERM", &served.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        assert!(served.child.wait().unwrap().success());
    }
    assert_eq!(generations[0], generations[1]);
    assert_ne!(generations[1], generations[2]);
    assert_eq!(generations[2], generations[3]);
    // Nothing but the file is left, in its last state.
    let names: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names, ["mailbox.sqlite"]);
}

#[test]
fn what_cannot_be_served_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("short"), "guess\n").unwrap();
    std::fs::write(folder.path().join("notes.txt"), "broth, 200 ml. ".repeat(100)).unwrap();
    for (more, code, named) in [
        (&["--store", "mysql://here"][..], 2, "--store"),
        (&["--token-file", "short"], 3, "16 letters"),
        (&["--token-file", "absent"], 3, "the file of tokens"),
        (&["--store", "sqlite:notes.txt"], 5, "not a mailbox"),
        (&["--listen", "192.0.2.1:1"], 2, "listen"),
    ] {
        let ran = serve(folder.path(), more).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(code), "{more:?}: {said}");
        assert!(said.contains(named), "{more:?}: {said}");
        assert!(!said.contains("guess"), "{said}");
    }
}

#[test]
fn settings_come_from_options_then_from_the_environment_then_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.toml");
    std::fs::write(&file, "store = \"sqlite:file.sqlite\"\nmetrics = true\ndevice-requests = 2\n").unwrap();
    let store_of = |command: &mut Command| {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let served = Served { child, address: String::new() };
        let said: serde_json::Value = serde_json::from_str(&line).unwrap();
        drop(served);
        said["store"].as_str().unwrap().to_owned()
    };
    assert_eq!(store_of(serve(folder.path(), &[]).env("NOURISH_CONFIG", &file)), "file.sqlite");
    let named = |command: &mut Command| {
        store_of(command.env("NOURISH_CONFIG", &file).env("NOURISH_STORE", "sqlite:variable.sqlite"))
    };
    assert_eq!(named(&mut serve(folder.path(), &[])), "variable.sqlite");
    assert_eq!(named(&mut serve(folder.path(), &["--store", "sqlite:option.sqlite"])), "option.sqlite");
    let served = Served::start(folder.path(), &["--config", "settings.toml"]);
    let read = Request::Read { after: 0, limit_bytes: 1, wait_ms: 0 };
    let answers = [(); 3].map(|()| ask(&mut transport(&served), JOURNAL, &key(), &read, 10_000).unwrap());
    assert!(matches!(answers[1], Answer::Parcels { .. }));
    assert_eq!(answers[2], Answer::Refused(nourish_sync::Refusal::Busy));
    std::fs::write(&file, "lisent = 1").unwrap();
    let refused =
        serve(folder.path(), &["--config", "settings.toml"]).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(refused.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("lisent is no setting"));
}

#[test]
fn a_mailbox_is_copied_into_an_empty_store_alone() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &[]);
    let parcels = vec![Parcel::Batch { sealed: vec![1; 100] }];
    ask(&mut transport(&served), JOURNAL, &key(), &Request::Append { parcels }, 10_000).unwrap();
    drop(served);
    let copy = |from: &str, into: &str| {
        let mut command = nourish();
        command.current_dir(folder.path()).args(["--json", "serve", "copy", "--from", from, "--to", into]);
        let output = command.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let said = |brought: u64| (0, serde_json::json!({ "brought": brought, "journals": 1, "parcels": 1 }));
    let read =
        |(code, text): (i32, String)| (code, serde_json::from_str::<serde_json::Value>(&text).unwrap());
    assert_eq!(read(copy("sqlite:mailbox.sqlite", "sqlite:copy.sqlite")), said(1));
    assert_eq!(read(copy("sqlite:mailbox.sqlite", "sqlite:copy.sqlite")), said(0));
    drop(Served::start(folder.path(), &["--store", "sqlite:other.sqlite", "--restored"]));
    assert_eq!(copy("sqlite:none.sqlite", "sqlite:new.sqlite").0, 5);
    let served = Served::start(folder.path(), &["--store", "sqlite:copy.sqlite"]);
    assert_eq!(read_all(&mut transport(&served), &key()).len(), 1);
}
