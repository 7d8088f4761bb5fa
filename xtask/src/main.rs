//! Upkeep of the house: the habits that a compiler does not enforce, and the commands around them.

#![forbid(unsafe_code)]

mod api;
mod bench;
mod bless;
mod obstacle;
mod simulate;
mod tidy;
mod trace;

use std::io::Write;
use std::process::ExitCode;

use obstacle::Obstacle;

const USAGE: &str = "\
Usage: cargo xtask <command>

  tidy                     check arrows, sizes, citations, lints, migrations, words, links and traceability
  trace                    write docs/TRACEABILITY.md: from every rule table to its source, code, vectors and tests
  bless-migration <file>   pin a new migration, once, before it lands
  api <language> <file>    compare what a generated source shows to apps with bindings/api/; --bless keeps it
  bench <arguments…>       run the bench (a workspace of its own) in release mode
  simulate <arguments…>    run schedules of sync: --schedules N --seed S [--trace]
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = run(&arguments, &mut std::io::stdout().lock());
    outcome.unwrap_or_else(|obstacle| {
        // Nothing is left to do when even standard error is closed.
        let _ = writeln!(std::io::stderr(), "xtask: {obstacle}");
        ExitCode::from(2)
    })
}

fn run(arguments: &[String], out: &mut impl Write) -> Result<ExitCode, Obstacle> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match (command, rest) {
        ("tidy", []) => tidy::run(out),
        ("trace", []) => trace::run(out),
        ("bless-migration", [file]) => bless::run(file, out),
        ("api", [language, file]) => api::run(language, file, false, out),
        ("api", [language, file, bless]) if bless == "--bless" => api::run(language, file, true, out),
        ("bench", rest) => bench::run(rest),
        ("simulate", rest) => simulate::run(rest),
        ("help" | "--help" | "-h", _) => {
            write!(out, "{USAGE}")?;
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(Obstacle::UnknownCommand { usage: USAGE }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command() {
        let mut out = Vec::new();
        run(&[], &mut out).unwrap();
        let shown = String::from_utf8(out).unwrap();
        for command in ["tidy", "trace", "bless-migration", "api", "bench", "simulate"] {
            assert!(shown.contains(command), "{command}");
        }
    }

    #[test]
    fn an_unknown_command_is_refused() {
        let refused = run(&["polish".to_owned()], &mut Vec::new());
        assert!(matches!(refused, Err(Obstacle::UnknownCommand { .. })));
    }
}
