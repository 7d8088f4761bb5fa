//! A phone's export of years, larger than a phone's memory allows to hold.

use nourish_tests::{House, Ran};
use std::io::Write;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Size of the export that is piped in: 300 MiB at full speed, half of that where nothing is optimised, so that the test stays
/// short. It is more than may be held in memory either way, and what is held does not grow with it.
const EXPORT_BYTES: usize = if cfg!(debug_assertions) { 150 } else { 300 } * 1024 * 1024;
/// Weighings in it; all else is heart rates. More than are held in memory before their weeks are written.
const WEIGHTS: u32 = 60_000;
/// Most memory that the command may ever have held.
const MOST_KIB: u64 = 100 * 1024;

/// A record as Apple writes it.
fn record(out: &mut Vec<u8>, kind: &str, unit: &str, number: u32, value: &str) {
    // Twelve a day from 2012-01-01 on, months of 28 days: real days, and none of them twice.
    let (day, hour) = (number / 12, number % 12 * 2);
    let (year, month, day) = (2012 + day / 28 / 12, 1 + day / 28 % 12, 1 + day % 28);
    let at = format!("{year}-{month:02}-{day:02} {hour:02}:00:00 +0000");
    writeln!(
        out,
        " <Record type=\"HKQuantityTypeIdentifier{kind}\" sourceName=\"Sample Watch\" sourceVersion=\"11.1\" \
         device=\"&lt;&lt;HKDevice: 0x0&gt;, name:Sample Watch, manufacturer:None, model:Watch&gt;\" unit=\"{unit}\" \
         creationDate=\"{at}\" startDate=\"{at}\" endDate=\"{at}\" value=\"{value}\"/>"
    )
    .unwrap();
}

/// Writes the export: a block of noise, over and over, with weighings between.
fn write_export(pipe: &mut impl Write) -> std::io::Result<usize> {
    let mut noise = Vec::new();
    (0..200).for_each(|beat| record(&mut noise, "HeartRate", "count/min", beat, "71"));
    let rounds = EXPORT_BYTES.div_ceil(noise.len());
    let per_round = WEIGHTS.div_ceil(u32::try_from(rounds).unwrap());
    pipe.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HealthData locale=\"es_ES\">\n")?;
    let (mut written, mut weights) = (0, 0..WEIGHTS);
    let mut piece = Vec::new();
    for _ in 0..rounds {
        piece.clear();
        for number in weights.by_ref().take(per_round as usize) {
            record(&mut piece, "BodyMass", "kg", number, &format!("{}.{}", 64 + number % 3, number % 10));
        }
        pipe.write_all(&piece)?;
        pipe.write_all(&noise)?;
        written += piece.len() + noise.len();
    }
    pipe.write_all(b"</HealthData>\n")?;
    Ok(written)
}

/// Follows the peak memory of a running program, in KiB, until it has ended.
fn watch_peak(pid: u32) -> (std::thread::JoinHandle<()>, Arc<AtomicU64>) {
    let peak = Arc::new(AtomicU64::new(0));
    let seen = Arc::clone(&peak);
    let watching = std::thread::spawn(move || {
        while let Ok(status) = std::fs::read_to_string(format!("/proc/{pid}/status")) {
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            // A program that has ended and was not waited for has no memory any more.
            let Some(kib) = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()) else { break };
            seen.fetch_max(kib, Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(10));
        }
    });
    (watching, peak)
}

#[test]
fn an_export_larger_than_memory_is_imported_within_100_mb() {
    let house = House::new();
    let mut command = house.command(&["--json", "import", "--format", "apple-health", "/dev/stdin"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (watching, peak) = watch_peak(child.id());
    let mut pipe = child.stdin.take().unwrap();
    let written = write_export(&mut pipe).unwrap();
    drop(pipe);
    let ran = Ran::from(child.wait_with_output().unwrap()).done();
    watching.join().unwrap();
    assert!(written >= EXPORT_BYTES);
    assert_eq!(ran.json()["added"], WEIGHTS);
    let peak = peak.load(Ordering::Relaxed);
    assert!(peak > 0 && peak < MOST_KIB, "{peak} KiB at most");
    assert_eq!(house.sound(), u64::from(WEIGHTS));
}
