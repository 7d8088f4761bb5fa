//! Writes `src/zone/zones.txt` and `src/zone/changes.bin` of what chrono-tz says: run it when chrono-tz has a newer database.
#![allow(clippy::unwrap_used, reason = "a writer of files may stop at the first surprise")]

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};
use std::collections::BTreeMap;
use std::path::Path;

const FIRST_S: i64 = -4_000_000_000;
const LAST_S: i64 = 4_200_000_000;
/// No zone changed its clocks twice within less.
const STEP_S: i64 = 3 * 3_600;

fn offset_s(zone: Tz, second: i64) -> i32 {
    let utc = DateTime::from_timestamp(second, 0).unwrap().naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()
}

/// The first second of the offset that holds at `after`, which does not hold at `before`.
fn change_between(zone: Tz, mut before: i64, mut after: i64) -> i64 {
    let shown = offset_s(zone, after);
    while after - before > 1 {
        let middle = i64::midpoint(before, after);
        if offset_s(zone, middle) == shown { after = middle } else { before = middle }
    }
    after
}

/// The offsets of a zone, and the bytes of its changes.
fn schedule(zone: Tz) -> (Vec<i32>, Vec<u8>) {
    let mut last = offset_s(zone, FIRST_S);
    let mut offsets = vec![last];
    let mut bytes = Vec::new();
    let mut before_s = FIRST_S;
    for second in (FIRST_S..LAST_S).step_by(usize::try_from(STEP_S).unwrap()) {
        let shown = offset_s(zone, second + STEP_S);
        if shown == last {
            continue;
        }
        let at_s = change_between(zone, second, second + STEP_S);
        let counted = at_s - before_s;
        before_s = at_s;
        let place = offsets.iter().position(|known| *known == shown).unwrap_or_else(|| {
            offsets.push(shown);
            offsets.len() - 1
        });
        let odd = if counted % 2 == 1 { 0x80 } else { 0 };
        bytes.extend(u32::try_from(counted / 2).unwrap().to_le_bytes());
        bytes.push(u8::try_from(place).unwrap() | odd);
        last = shown;
    }
    (offsets, bytes)
}

fn main() {
    let mut zones = TZ_VARIANTS.to_vec();
    // UTC first, the others by name.
    zones.sort_by_key(|zone| (*zone != Tz::UTC, zone.name()));
    let (mut names, mut changes) = (String::new(), Vec::new());
    let mut known: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    for zone in zones {
        let (offsets, bytes) = schedule(zone);
        let count = bytes.len() / 5;
        let begin = *known.entry(bytes.clone()).or_insert_with(|| {
            changes.extend(bytes);
            changes.len() / 5 - count
        });
        let offsets: Vec<String> = offsets.iter().map(i32::to_string).collect();
        names.push_str(&format!("{} {begin} {count} {}\n", zone.name(), offsets.join(" ")));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/zone");
    std::fs::write(folder.join("zones.txt"), names).unwrap();
    std::fs::write(folder.join("changes.bin"), changes).unwrap();
}
