//! `bench`: hands its arguments to the bench, a workspace of its own, and for the door to the script that builds its programs.

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use crate::obstacle::Obstacle;
use crate::tidy::rooms;

/// Runs the bench in release mode with `arguments`; answers with its own exit status.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode, Obstacle> {
    let (root, _) = rooms::of_checkout()?;
    if let Some(("door", rest)) = arguments.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return ended(Command::new(root.join("bench/door")).args(rest), "bench/door");
    }
    let manifest = root.join("bench/Cargo.toml");
    // The bench of the mailbox is a package of its own, which links no SQLCipher.
    let package = match arguments.first().map(String::as_str) {
        Some("server") => "nourish-bench-server",
        _ => "nourish-bench",
    };
    ready(&manifest, package == "nourish-bench-server" || openssl_headers_exist())?;

    let mut bench = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    bench.args(["run", "--quiet", "--release", "--manifest-path"]).arg(&manifest);
    ended(bench.args(["--package", package, "--"]).args(arguments), "cargo")
}

fn ended(command: &mut Command, program: &'static str) -> Result<ExitCode, Obstacle> {
    let status = command.status().map_err(|source| Obstacle::Program { program, source })?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn ready(manifest: &Path, openssl_headers: bool) -> Result<(), Obstacle> {
    if !manifest.is_file() {
        return Err(Obstacle::NoBench);
    }
    if !openssl_headers {
        return Err(Obstacle::NoOpenSslHeaders);
    }
    Ok(())
}

fn openssl_headers_exist() -> bool {
    let asked = Command::new("pkg-config")
        .args(["--exists", "openssl"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    asked.is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_bench_is_told_before_missing_headers() {
        assert!(matches!(ready(Path::new("no/such/Cargo.toml"), false), Err(Obstacle::NoBench)));
    }

    #[test]
    fn missing_headers_name_their_package() {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let refused = ready(&manifest, false).unwrap_err();
        assert!(refused.to_string().contains("libssl-dev"));
        assert!(ready(&manifest, true).is_ok());
    }
}
