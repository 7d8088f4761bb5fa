//! The command line.

use crate::comparison::{self, Extent};
use crate::design::Design;
use crate::error::BenchError;
use crate::{memory, rules, show, sync};
use std::io::Write;
use std::path::Path;

const USAGE: &str = "\
Usage: cargo xtask bench store|rules|sync [--json] [--quick]

  store    the journal file beside plain SQLite rows and SQLCipher
  rules    an assessment from an open journal, beside reading and judging everything anew
  sync     a fresh device beside an import of the same entries, bytes on the wire, logged here until shown there
  --json   print one JSON object instead of a table
  --quick  few rounds with a year of entries, to see that everything runs; its ratios are rough";

/// Entries of five years and of one, and how many rounds of each.
const FIVE_YEARS: (usize, usize) = (100_000, 9);
const ONE_YEAR: (usize, usize) = (20_075, 3);

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Store,
    Rules,
    Sync,
}

/// What to measure and how to say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wanted {
    subject: Subject,
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
    if wanted.subject == Subject::Rules {
        return measure_rules(wanted, out);
    }
    if wanted.subject == Subject::Sync {
        return measure_sync(wanted, out);
    }
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

fn measure_rules(wanted: Wanted, out: &mut impl Write) -> Result<(), BenchError> {
    let (entries, rounds) = if wanted.extent == Extent::QUICK { ONE_YEAR } else { FIVE_YEARS };
    let measured = rules::run(entries, rounds)?;
    if wanted.json {
        serde_json::to_writer_pretty(&mut *out, &measured.json())?;
        Ok(writeln!(out)?)
    } else {
        Ok(write!(out, "{}", measured.table())?)
    }
}

fn measure_sync(wanted: Wanted, out: &mut impl Write) -> Result<(), BenchError> {
    let extent = if wanted.extent == Extent::QUICK { sync::Extent::QUICK } else { sync::Extent::WHOLE };
    let measured = sync::run(extent)?;
    if wanted.json {
        serde_json::to_writer_pretty(&mut *out, &measured.json())?;
        Ok(writeln!(out)?)
    } else {
        Ok(write!(out, "{}", measured.table())?)
    }
}

fn parse(words: &[&str]) -> Result<Wanted, BenchError> {
    let usage = BenchError::Usage { usage: USAGE };
    let (subject, options) = match words {
        ["store", options @ ..] => (Subject::Store, options),
        ["rules", options @ ..] => (Subject::Rules, options),
        ["sync", options @ ..] => (Subject::Sync, options),
        _ => return Err(usage),
    };
    let mut wanted = Wanted { subject, json: false, extent: Extent::WHOLE };
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
        let quick = Wanted { subject: Subject::Store, json: true, extent: Extent::QUICK };
        assert_eq!(parse(&["store", "--quick", "--json"]).unwrap(), quick);
        let rules = Wanted { subject: Subject::Rules, json: false, extent: Extent::WHOLE };
        assert_eq!(parse(&["rules"]).unwrap(), rules);
        assert_eq!(parse(&["sync"]).unwrap().subject, Subject::Sync);
        for wrong in [&[][..], &["server"], &["store", "--fast"]] {
            assert!(matches!(parse(wrong), Err(BenchError::Usage { .. })), "{wrong:?}");
        }
    }
}
