//! The real `nourish` command, built once and found beside the test that asks for it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Settings of the machine that must not reach into a test.
const FOREIGN: [&str; 3] = ["NO_COLOR", "COLUMNS", "CLICOLOR_FORCE"];

/// A call of the command with nothing on its standard input and none of the machine's own settings.
pub fn nourish() -> Command {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    let mut command = Command::new(BINARY.get_or_init(build));
    let own = std::env::vars_os().map(|(name, _)| name).filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("NOURISH_") || FOREIGN.contains(&name.as_ref())
    });
    for name in own {
        command.env_remove(name);
    }
    command.env("TZ", "UTC").stdin(Stdio::null());
    command
}

/// Builds the command in the profile and target folder of the test that runs; cargo knows what is stale. Whoever has built everything
/// says so by `NOURISH_BUILT`.
fn build() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    // target/<profile>/deps/<test>
    let profile = test.parent().and_then(Path::parent).unwrap();
    if std::env::var_os("NOURISH_BUILT").is_some() {
        return profile.join("nourish");
    }
    let target = profile.parent().unwrap();
    let name = match profile.file_name().and_then(|name| name.to_str()) {
        Some("debug") | None => "dev",
        Some(name) => name,
    };
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "nourish-cli", "--profile", name, "--target-dir"])
        .arg(target)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .unwrap();
    assert!(built.success(), "the command does not build");
    profile.join("nourish")
}
