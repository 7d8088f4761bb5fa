//! The command line.

use crate::comparison::{self, Extent};
use crate::design::Design;
use crate::error::BenchError;
use crate::{memory, show};
use std::io::Write;
use std::path::Path;

const USAGE: &str = "\
Usage: cargo xtask bench store [--json] [--quick]

  --json   print one JSON object instead of a table
  --quick  three rounds with a year of entries, to see that everything runs; its ratios are rough";

/// What to measure and how to say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wanted {
    json: bool,
    extent: Extent,
}

/// Does what `arguments` ask for: figures to `out`, progress to `progress`.
///
/// # Errors
/// [`BenchError::Usage`] for anything else, and what a round may say.
pub fn run(arguments: &[String], out: &mut impl Write, progress: &mut impl Write) -> Result<(), BenchError> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let [memory::COMMAND, design, path, from, to] = words.as_slice() {
        return tell_memory(design, Path::new(path), [from, to], out);
    }
    let wanted = parse(&words)?;
    let (main, growth) = comparison::run(wanted.extent, |entries, round| {
        Ok(writeln!(progress, "{entries} entries, round {round}")?)
    })?;
    if wanted.json {
        serde_json::to_writer_pretty(&mut *out, &show::json(&main, &growth))?;
        writeln!(out)?;
    } else {
        write!(out, "{}", show::table(&main, &growth))?;
    }
    Ok(())
}

fn parse(words: &[&str]) -> Result<Wanted, BenchError> {
    let usage = BenchError::Usage { usage: USAGE };
    let ["store", options @ ..] = words else { return Err(usage) };
    let mut wanted = Wanted { json: false, extent: Extent::WHOLE };
    for option in options {
        match *option {
            "--json" => wanted.json = true,
            "--quick" => wanted.extent = Extent::QUICK,
            _ => return Err(usage),
        }
    }
    Ok(wanted)
}

fn tell_memory(design: &str, path: &Path, days: [&str; 2], out: &mut impl Write) -> Result<(), BenchError> {
    let usage = || BenchError::Usage { usage: USAGE };
    let design = Design::named(design).ok_or_else(usage)?;
    let [from, to] = days.map(|day| day.parse().map_err(|_| usage()));
    let peak = memory::read_and_tell(design, path, from?, to?)?;
    Ok(writeln!(out, "{}", peak.unwrap_or(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_options_and_refuses_others() {
        let quick = Wanted { json: true, extent: Extent::QUICK };
        assert_eq!(parse(&["store", "--quick", "--json"]).unwrap(), quick);
        assert_eq!(parse(&["store"]).unwrap(), Wanted { json: false, extent: Extent::WHOLE });
        for wrong in [&[][..], &["sync"], &["store", "--fast"]] {
            assert!(matches!(parse(wrong), Err(BenchError::Usage { .. })), "{wrong:?}");
        }
    }
}
