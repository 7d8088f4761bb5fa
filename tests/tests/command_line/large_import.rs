//! An export of any size goes through in little memory.

use nourish_tests::House;
use std::io::{BufWriter, Write};

/// Records of noise; each is some 250 bytes, so the file has 100 MB.
const RECORDS: usize = 400_000;
/// Every so many records one is a weight.
const WEIGHT_EVERY: usize = 100;

#[test]
fn a_hundred_megabytes_take_less_than_a_hundred_megabytes() {
    let house = House::new();
    let path = house.path("export.xml");
    let mut file = BufWriter::new(std::fs::File::create(&path).unwrap());
    writeln!(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HealthData locale=\"en_GB\">").unwrap();
    for place in 0..RECORDS {
        let (hour, minute) = (place / 60 % 24, place % 60);
        let day = place / 1440 % 28 + 1;
        let month = place / 40_320 % 10 + 1;
        let at = format!("2026-{month:02}-{day:02} {hour:02}:{minute:02}:00 +0000");
        let (kind, unit, value) = if place % WEIGHT_EVERY == 0 {
            ("HKQuantityTypeIdentifierBodyMass", "kg", format!("7{}.{}", place / 100 % 5, place / 500 % 10))
        } else {
            ("HKQuantityTypeIdentifierHeartRate", "count/min", (60 + place % 40).to_string())
        };
        writeln!(
            file,
            " <Record type=\"{kind}\" sourceName=\"Watch\" sourceVersion=\"10.1\" unit=\"{unit}\" creationDate=\"{at}\" \
             startDate=\"{at}\" endDate=\"{at}\" value=\"{value}\"/>"
        )
        .unwrap();
    }
    writeln!(file, "</HealthData>").unwrap();
    file.into_inner().unwrap().sync_all().unwrap();

    // The shell says how much memory its child took at most, in kilobytes.
    let command = house.command(&["--json", "import", "export.xml"]);
    let mut timed = std::process::Command::new("bash");
    timed.args(["-c", "ulimit -v 1500000; \"$0\" \"$@\" & wait $!; exit $?"]).arg(command.get_program());
    timed.args(command.get_args()).current_dir(house.path("."));
    let mut child = timed.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let peak_kib = watch_peak(&mut child);
    let out = std::io::read_to_string(child.stdout.take().unwrap()).unwrap();
    let imported: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        imported["added"].as_u64().unwrap() + imported["known"].as_u64().unwrap(),
        (RECORDS / WEIGHT_EVERY) as u64
    );
    assert!(peak_kib > 0 && peak_kib < 100 * 1024, "{peak_kib} KiB");
}

/// Watches the largest resident size of the child's own child until it ends.
fn watch_peak(child: &mut std::process::Child) -> u64 {
    let children = format!("/proc/{0}/task/{0}/children", child.id());
    let mut peak_kib = 0;
    while child.try_wait().unwrap().is_none() {
        let ids = std::fs::read_to_string(&children).unwrap_or_default();
        for id in ids.split_whitespace() {
            let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0);
            peak_kib = peak_kib.max(kib);
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    peak_kib
}
