//! What the mailbox is installed by: the unit for systemd and the image. Where systemd is there, its own words about the unit count too.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

use std::path::Path;
use std::process::{Command, Stdio};

const UNIT: &str = include_str!("../deploy/nourish-mailbox.service");
const IMAGE: &str = include_str!("../deploy/Containerfile");
const WORKSPACE: &str = include_str!("../../Cargo.toml");
const PROGRAM: &str = "/usr/local/bin/nourish";

/// The values of a unit's setting, in order.
fn settings<'a>(name: &str) -> Vec<&'a str> {
    let mut lines =
        UNIT.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='));
    lines.by_ref().filter(|(there, _)| *there == name).map(|(_, value)| value).collect()
}

#[test]
fn the_service_may_do_what_it_needs_and_nothing_else() {
    for (name, value) in [
        ("DynamicUser", "yes"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateDevices", "yes"),
        ("MemoryDenyWriteExecute", "yes"),
        ("RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX"),
        ("StateDirectoryMode", "0700"),
        ("UMask", "0077"),
    ] {
        assert_eq!(settings(name), [value], "{name}");
    }
    assert_eq!(settings("SystemCallFilter"), ["@system-service", "~@privileged @resources"]);
    // It may write in the folder that it stands in, and nowhere else.
    assert_eq!(
        (settings("StateDirectory"), settings("WorkingDirectory")),
        (vec!["nourish"], vec!["%S/nourish"])
    );
    assert!(settings("ReadWritePaths").is_empty());
    // Longer than running requests are given, and room for as many connections as there may be.
    assert!(settings("TimeoutStopSec")[0].parse::<u32>().unwrap() > 20);
    assert!(settings("LimitNOFILE")[0].parse::<u32>().unwrap() > 20_000);
    assert_eq!(settings("ExecStart"), [format!("{PROGRAM} serve --config /etc/nourish/mailbox.toml")]);
}

/// Nothing where systemd is not installed.
fn systemd_says(arguments: &[&str], folder: &Path, unit: &str) -> Option<(bool, String)> {
    let path = folder.join("nourish-mailbox.service");
    std::fs::write(&path, unit).unwrap();
    let ran =
        Command::new("systemd-analyze").args(arguments).arg(&path).stdin(Stdio::null()).output().ok()?;
    let said = [ran.stdout, ran.stderr].concat();
    Some((ran.status.success(), String::from_utf8_lossy(&said).into_owned()))
}

#[test]
fn systemd_takes_the_unit_and_finds_little_exposed() {
    let folder = tempfile::tempdir().unwrap();
    // The program must be there; any program will do.
    let unit = UNIT.replace(PROGRAM, "/bin/true");
    let Some((taken, said)) = systemd_says(&["verify"], folder.path(), &unit) else { return };
    let complaints: Vec<_> = said.lines().filter(|line| line.contains("nourish-mailbox")).collect();
    assert!(complaints.is_empty(), "{said}");
    assert!(taken || !said.is_empty());
    // In tenths; a service of which nothing is said has 96.
    let (little, said) =
        systemd_says(&["security", "--offline=true", "--threshold=15"], folder.path(), UNIT).unwrap();
    assert!(little, "{said}");
    let loose = UNIT.replace("ProtectSystem=strict", "").replace("CapabilityBoundingSet=", "");
    let (little, _) =
        systemd_says(&["security", "--offline=true", "--threshold=15"], folder.path(), &loose).unwrap();
    assert!(!little);
}

#[test]
fn the_image_runs_as_nobody_that_is_known_and_names_no_registry() {
    let lines: Vec<_> = IMAGE.lines().filter(|line| !line.starts_with('#')).collect();
    let of = |word: &str| {
        let rest =
            lines.iter().filter_map(|line| line.strip_prefix(word).and_then(|rest| rest.strip_prefix(' ')));
        rest.collect::<Vec<_>>()
    };
    let version =
        WORKSPACE.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap().trim_matches('"');
    assert_eq!(
        of("FROM"),
        [format!("rust:{version}-slim-bookworm AS build").as_str(), "debian:bookworm-slim"]
    );
    assert_eq!(of("USER"), ["10001:10001"]);
    assert_eq!(of("ENTRYPOINT"), [format!(r#"["{PROGRAM}", "serve"]"#)]);
    assert_eq!((of("VOLUME"), of("STOPSIGNAL")), (vec!["/var/lib/nourish"], vec!["SIGTERM"]));
    // The program runs in the last stage, after the user was set.
    let at = |start: &str| lines.iter().position(|line| line.starts_with(start)).unwrap();
    assert!(at("FROM debian") < at("COPY --from=build") && at("COPY --from=build") < at("USER"));
    assert!(lines.contains(&"RUN cargo build --release --locked --package nourish-cli"));
}
