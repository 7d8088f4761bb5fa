//! `nourish serve` that is killed over a database, and over a file that may not grow.

use crate::cluster::Cluster;
use crate::serve::{append_until_gone, holds_all, key, transport};
use nourish_sync::{Answer, JournalId, Kept, Parcel, Request, TransportError, ask};
use nourish_tests::{Served, serve};
use std::process::{Command, Stdio};
use std::time::Duration;

const JOURNAL: JournalId = JournalId::from_bytes([9; 16]);

fn tell(signal: &str, id: u32) {
    assert!(Command::new("kill").args([signal, &id.to_string()]).status().unwrap().success());
}

/// Two servers over one database; one is killed and started again and again, while clients of both write.
#[test]
fn a_server_over_a_database_that_is_killed_under_load_lost_nothing_that_it_acknowledged() {
    let Some(mut cluster) = Cluster::start() else { return crate::without_postgresql() };
    let folder = tempfile::tempdir().unwrap();
    let address = cluster.database();
    let more = ["--store", &address, "--device-requests", "0", "--journal-requests", "0"];
    let stays = Served::start(folder.path(), &more);
    let mut acknowledged = Vec::new();
    for (round, milliseconds) in [(1, 150), (2, 300), (3, 500)] {
        let mut dies = Served::start(folder.path(), &more);
        let id = dies.child.id();
        let kept = std::thread::scope(|scope| {
            let dies = &dies;
            let workers: Vec<_> =
                (0..4).map(|worker| scope.spawn(move || append_until_gone(dies, round, worker))).collect();
            std::thread::sleep(Duration::from_millis(milliseconds));
            tell("-9", id);
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect::<Vec<_>>()
        });
        dies.child.wait().unwrap();
        assert!(!kept.is_empty(), "nothing was kept before the server was killed");
        acknowledged.extend(kept);
        // The one beside it gives places that go on from there.
        let sealed = vec![round; 77];
        let request = Request::Append { parcels: vec![Parcel::Batch { sealed: sealed.clone() }] };
        match ask(&mut transport(&stays), JOURNAL, &key(), &request, 20_000) {
            Ok(Answer::Appended { kept, .. }) => match kept[..] {
                [Kept::At(place)] => acknowledged.push((place, sealed)),
                ref other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }
    holds_all(&stays, &acknowledged);
}

/// As on a disk that is full, where no file system of one's own may be made.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_may_not_grow_is_an_error_that_passes_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    // 1.5 MB a file; what is written beyond fails, and does not end the program.
    let serve = serve("127.0.0.1:0", folder.path(), &[]);
    let mut limited = Command::new("sh");
    limited.args(["-c", r#"trap "" XFSZ; ulimit -S -f 3000; exec "$@""#, "sh"]).current_dir(folder.path());
    limited.arg(serve.get_program()).args(serve.get_args()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut served = Served::run(&mut limited);
    let mut transport = transport(&served);
    let mut append = |fill: u8| {
        let request = Request::Append { parcels: vec![Parcel::Batch { sealed: vec![fill; 60_000] }] };
        ask(&mut transport, JOURNAL, &key(), &request, 10_000)
    };
    let mut acknowledged = Vec::new();
    let refused = loop {
        let fill = acknowledged.len() as u8;
        match append(fill) {
            Ok(Answer::Appended { kept, .. }) => {
                assert_eq!(kept, [Kept::At(u64::from(fill) + 1)]);
                acknowledged.push((u64::from(fill) + 1, vec![fill; 60_000]));
            }
            other => break other,
        }
    };
    assert_eq!(refused, Err(TransportError::Unreachable));
    assert!(acknowledged.len() > 5);
    for _ in 0..5 {
        assert_eq!(append(250), Err(TransportError::Unreachable));
        holds_all(&served, &acknowledged);
    }
    let id = served.child.id().to_string();
    let more = Command::new("prlimit").args(["--pid", &id, "--fsize=unlimited:"]).status().unwrap();
    assert!(more.success());
    let next = acknowledged.len() as u64 + 1;
    assert!(matches!(append(250), Ok(Answer::Appended { kept, .. }) if kept == [Kept::At(next)]));
    acknowledged.push((next, vec![250; 60_000]));
    holds_all(&served, &acknowledged);
    tell("-9", served.child.id());
    served.child.wait().unwrap();
    holds_all(&Served::start(folder.path(), &[]), &acknowledged);
}
