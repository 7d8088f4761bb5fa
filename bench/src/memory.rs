//! Peak memory, as Linux counts it, of a process that does one thing.

use crate::design::{Design, Synchronous};
use crate::error::BenchError;
use crate::reads::Span;
use nourish_record::CalendarDay;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

/// The command that makes this program such a process.
pub const COMMAND: &str = "read-and-tell-memory";

/// Starts a process that reads all sums of a journal, and hears what it needed at most. KiB.
///
/// # Errors
/// [`BenchError::NoMemory`] if it does not say, as on systems other than Linux.
pub fn of_child(design: Design, path: &Path, span: Span) -> Result<f64, BenchError> {
    let days = [span.first, span.last].map(|day| day.to_string());
    let output = Command::new(std::env::current_exe()?)
        .args([COMMAND, design.name()])
        .arg(path)
        .args(days)
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout).trim().parse().ok();
    said.filter(|kib| *kib > 0.0).ok_or(BenchError::NoMemory { design })
}

/// Is that process: reads the sums and answers the peak. KiB; `None` where the system does not tell.
///
/// # Errors
/// What the design may say.
pub fn read_and_tell(
    design: Design,
    path: &Path,
    from: CalendarDay,
    to: CalendarDay,
) -> Result<Option<u64>, BenchError> {
    let journal = design.open(path, Synchronous::Normal)?;
    black_box(journal.sums(from, to)?);
    let status = std::fs::read_to_string("/proc/self/status")?;
    Ok(peak_kib(&status))
}

fn peak_kib(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_high_water_mark() {
        assert_eq!(peak_kib("VmPeak:\t   9000 kB\nVmHWM:\t    4512 kB\nVmRSS:\t 1 kB\n"), Some(4_512));
        assert_eq!(peak_kib("VmPeak:\t 9000 kB\n"), None);
    }
}
