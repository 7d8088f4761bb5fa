//! The command line.

use crate::error::BenchError;
use crate::figures::Figures;
use crate::rounds::{Extent, Part, Street};
use crate::{node, peers, show};
use std::io::Write;

const USAGE: &str = "\
Usage: cargo xtask bench server [--json] [--quick] [--only load|peers|waiting|restore|size]

  --json   print one JSON object instead of a table
  --quick  one small round of our own designs, to see that everything runs; its ratios are rough
  --only   one part of it";

/// What to measure and how to say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wanted {
    json: bool,
    quick: bool,
    only: Option<Part>,
}

/// Does what `arguments` ask for: figures to `out`, progress to `progress`.
pub(crate) fn run(
    arguments: &[String],
    out: &mut impl Write,
    progress: &mut impl Write,
) -> Result<(), BenchError> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let [node::COMMAND, store, group] = words.as_slice() {
        return node::serve(store, group, out);
    }
    let wanted = parse(&words)?;
    let (figures, rounds, left_out) = measure(wanted, progress)?;
    if wanted.json {
        serde_json::to_writer_pretty(&mut *out, &show::json(&figures, rounds, &left_out))?;
        writeln!(out)?;
    } else {
        write!(out, "{}", show::table(&figures, rounds, &left_out))?;
    }
    Ok(())
}

fn measure(wanted: Wanted, progress: &mut impl Write) -> Result<(Figures, usize, Vec<String>), BenchError> {
    let (mut figures, mut left_out) = (Figures::default(), Vec::new());
    let extent = if wanted.quick { Extent::QUICK } else { Extent::WHOLE };
    let street = Street::begin(&mut left_out)?;
    let wants = |part| wanted.only.is_none_or(|only| only == part);
    let mut peers = match wants(Part::Peers) && !wanted.quick {
        true => peers::start(&mut left_out),
        false => Vec::new(),
    };
    for round in 0..extent.rounds {
        if wants(Part::Load) {
            writeln!(progress, "load, round {round}")?;
            street.load(extent, round, &mut figures)?;
        }
        if wants(Part::Peers) {
            writeln!(progress, "a backlog, round {round}")?;
            street.backlog(extent, round, &mut peers, &mut figures)?;
        }
    }
    if wants(Part::Waiting) {
        writeln!(progress, "devices that wait")?;
        street.waiting(extent, &mut figures)?;
    }
    if wants(Part::Restore) {
        writeln!(progress, "a fresh device")?;
        street.restore(extent, &mut figures)?;
    }
    if wants(Part::Size) {
        writeln!(progress, "what a parcel takes")?;
        street.size(extent, &mut figures)?;
    }
    Ok((figures, extent.rounds, left_out))
}

fn parse(words: &[&str]) -> Result<Wanted, BenchError> {
    let usage = BenchError::Usage { usage: USAGE };
    let ["server", options @ ..] = words else { return Err(usage) };
    let mut wanted = Wanted { json: false, quick: false, only: None };
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match *option {
            "--json" => wanted.json = true,
            "--quick" => wanted.quick = true,
            "--only" => {
                let part = options.next();
                wanted.only = Part::ALL.into_iter().find(|known| Some(&known.name()) == part);
                if wanted.only.is_none() {
                    return Err(usage);
                }
            }
            _ => return Err(usage),
        }
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_options_and_refuses_others() {
        let quick = Wanted { json: true, quick: true, only: None };
        assert_eq!(parse(&["server", "--quick", "--json"]).ok(), Some(quick));
        let size = Wanted { json: false, quick: false, only: Some(Part::Size) };
        assert_eq!(parse(&["server", "--only", "size"]).ok(), Some(size));
        for wrong in
            [&[][..], &["store"], &["server", "--only"], &["server", "--only", "all"], &["server", "--fast"]]
        {
            assert!(matches!(parse(wrong), Err(BenchError::Usage { .. })), "{wrong:?}");
        }
    }
}
