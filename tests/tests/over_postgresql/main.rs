//! Three devices over a server whose parcels lie in PostgreSQL, and that database put back after a mishap: the programs that people run,
//! and the commands of [docs/OPERATING.md](../../../docs/OPERATING.md).
//!
//! It runs its cases itself, to leave them out by name where PostgreSQL is not installed; with `CI=true` they fail there.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests may stop at the first surprise, and this one says itself how it went"
)]

#[path = "../../../server/tests/cluster/mod.rs"]
mod cluster;
#[path = "../command_line/three_devices.rs"]
mod three_devices;
#[path = "../../../server/tests/told/mod.rs"]
mod told;

use cluster::Cluster;
use std::fs;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use three_devices::Ward;

fn main() -> ExitCode {
    told::run(&[
        ("three_devices_meet_at_a_server_over_postgresql_that_loses_everything", meets_and_loses_everything),
        ("postgresql_put_back_to_a_moment", is_put_back_to_a_moment),
    ])
}

fn meets_and_loses_everything(cluster: &mut Cluster) {
    let address = cluster.database();
    let mut ward = Ward::open(&address);
    ward.lives_a_day();
    ward.stop();
    cluster.asked(&address, "DROP SCHEMA nourish CASCADE");
    ward.start(&[]);
    ward.is_healed_by("clinic", &["clinic"]);
    ward.newcomer_gets_everything("tablet");
    ward.stop();
    ward.house.sound();
}

/// A base backup and the log of everything since; what came after the moment the devices bring.
fn is_put_back_to_a_moment(_: &mut Cluster) {
    let mut cluster = Cluster::initialised().unwrap();
    let (archive, base, restored) = (cluster.folder("wal"), cluster.path("base"), cluster.path("restored"));
    let archive = archive.display();
    cluster.set("archive_mode=on");
    cluster.set(&format!("archive_command=test ! -f {archive}/%f && cp %p {archive}/%f"));
    cluster.run();
    let address = cluster.database();
    let mut ward = Ward::open(&address);
    cluster.does("pg_basebackup", |backup| {
        let backup = backup.arg("--pgdata").arg(&base);
        backup.args(["--checkpoint=fast", "--wal-method=none", "--no-sync"]);
    });
    ward.house.log(&["weight", "68.9kg", "--at", "2026-11-20T07:00"]);
    ward.meet(&["carer", "clinic"]);
    let moment = cluster.asked(&address, "SELECT now()::text").unwrap();
    // Everything from here on is undone, the removal of the carer too.
    ward.lives_a_day();
    ward.stop();
    cluster.asked(&address, "DROP SCHEMA nourish CASCADE");
    let log = cluster.asked(&address, "SELECT pg_walfile_name(pg_switch_wal())").unwrap();
    let begun = Instant::now();
    while !fs::exists(cluster.path("wal").join(&log)).unwrap() {
        assert!(begun.elapsed() < Duration::from_secs(60), "the log is not kept");
        std::thread::sleep(Duration::from_millis(50));
    }
    cluster.stop("INT");

    fs::rename(&base, &restored).unwrap();
    cluster.stand_on(&restored);
    cluster.write("restored/recovery.signal", b"");
    cluster.set("archive_mode=off");
    cluster.set(&format!("restore_command=cp {archive}/%f %p"));
    cluster.set(&format!("recovery_target_time={moment}"));
    cluster.set("recovery_target_action=promote");
    cluster.run();
    let begun = Instant::now();
    while cluster.asked(&address, "SELECT pg_is_in_recovery()::text").as_deref() != Some("false") {
        assert!(begun.elapsed() < Duration::from_secs(60), "it does not come to the moment");
        std::thread::sleep(Duration::from_millis(50));
    }
    let kept = "SELECT count(*)::text FROM nourish.parcel WHERE statement IS NULL";
    assert_eq!(cluster.asked(&address, kept).as_deref(), Some("1"), "what was there at that moment");
    ward.start(&["--restored"]);
    ward.is_healed_by("clinic", &["clinic"]);
    ward.newcomer_gets_everything("tablet");
    ward.stop();
    ward.house.sound();
}
