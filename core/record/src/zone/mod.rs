//! Time zones of the IANA database, all of them, with every change of their clocks from their beginning to 2100: what was before is
//! local mean time, what comes after stays as it was last.
//!
//! `zones.txt` says a zone a line: its name, where its changes begin in `changes.bin`, how many they are, and its offsets from UTC in
//! seconds, that before the first change first. A change is five bytes: the seconds since the one before, for a zone's first since
//! [`EPOCH_S`], halved, then the offset that holds from then on, by its place among the zone's, with the odd second as highest bit. So
//! most zones' changes look alike, and the build presses both files to a tenth. They are written by
//! `cargo run -p nourish-record --example zones`; a test holds them against chrono-tz, which has a hundred times the size.

use chrono::{FixedOffset, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeZone};
use nourish_press::Files;
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{LazyLock, OnceLock};

static FILES: Files = nourish_press::pressed!("zones");

/// The second that changes are counted from: before the first of them.
const EPOCH_S: i64 = -4_000_000_000;
const ODD_SECOND: u8 = 0x80;
/// More than any offset from UTC, in seconds.
const FURTHEST_S: i64 = 86_400;

/// A zone whose clocks a person lives by, by its name in the IANA database, such as `Europe/Madrid`.
///
/// ```
/// use nourish_record::{Moment, Tz};
///
/// let madrid: Tz = "Europe/Madrid".parse().unwrap();
/// assert_eq!(Moment::in_zone(1_795_201_200_000, madrid).unwrap().to_string(), "2026-11-20T20:00:00+01:00[Europe/Madrid]");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tz(u16);

/// No zone of the IANA database has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a zone is named like Europe/Madrid")]
pub struct UnknownZone;

/// The offset from UTC that a zone's clocks show at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneOffset {
    zone: Tz,
    fixed: FixedOffset,
}

struct Zone {
    name: &'static str,
    /// Its changes as they stand in the file, and when they were, counted together when the zone is first asked.
    written: &'static [[u8; 5]],
    changes: OnceLock<Vec<Change>>,
    offsets: Vec<i32>,
}

/// When clocks change, in seconds since 1970, UTC, and what they show from then on, in seconds east of UTC.
struct Change {
    at_s: i64,
    offset_s: i32,
}

static ZONES: LazyLock<Vec<Zone>> = LazyLock::new(|| {
    let (changes, _) = FILES.bytes("src/zone/changes.bin").as_chunks::<5>();
    FILES.text("src/zone/zones.txt").lines().filter_map(|line| Zone::read(line, changes)).collect()
});

/// Where each name stands: every entry that is read asks for one.
static PLACES: LazyLock<HashMap<&'static str, u16>> =
    LazyLock::new(|| ZONES.iter().map(|zone| zone.name).zip(0..).collect());

impl Tz {
    /// Coordinated universal time.
    pub const UTC: Self = Self(0);

    /// Every zone; some are two names of one.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..ZONES.len()).filter_map(|place| u16::try_from(place).ok().map(Self))
    }

    /// Its name, such as `Europe/Madrid`.
    pub fn name(self) -> &'static str {
        ZONES.get(usize::from(self.0)).map_or("UTC", |zone| zone.name)
    }

    /// Seconds east of UTC that its clocks show at a second since 1970, UTC.
    fn offset_s(self, second: i64) -> i32 {
        let Some(zone) = ZONES.get(usize::from(self.0)) else { return 0 };
        zone.offset_after(zone.changes().partition_point(|change| change.at_s <= second))
    }
}

impl Zone {
    fn read(line: &'static str, changes: &'static [[u8; 5]]) -> Option<Self> {
        let mut words = line.split(' ');
        let name = words.next()?;
        let (begin, count): (usize, usize) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        let written = changes.get(begin..begin.checked_add(count)?)?;
        let offsets = words.map(str::parse).collect::<Result<_, _>>().ok()?;
        Some(Self { name, written, changes: OnceLock::new(), offsets })
    }

    /// In their order.
    fn changes(&self) -> &[Change] {
        self.changes.get_or_init(|| {
            let mut at_s = EPOCH_S;
            let read = |[a, b, c, d, place]: &[u8; 5]| {
                let odd = i64::from(*place >= ODD_SECOND);
                at_s += i64::from(u32::from_le_bytes([*a, *b, *c, *d])) * 2 + odd;
                Change { at_s, offset_s: self.offset_s(usize::from(place & !ODD_SECOND)) }
            };
            self.written.iter().map(read).collect()
        })
    }

    fn offset_s(&self, place: usize) -> i32 {
        self.offsets.get(place).copied().unwrap_or_default()
    }

    /// The offset that holds after so many changes.
    fn offset_after(&self, changes: usize) -> i32 {
        let last = changes.checked_sub(1).and_then(|last| self.changes().get(last));
        last.map_or_else(|| self.offset_s(0), |change| change.offset_s)
    }
}

impl TimeZone for Tz {
    type Offset = ZoneOffset;

    fn from_offset(offset: &ZoneOffset) -> Self {
        offset.zone
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> LocalResult<ZoneOffset> {
        self.offset_from_local_datetime(&local.and_time(chrono::NaiveTime::MIN))
    }

    /// None where the clocks skip a time, two where they show it twice, the earlier first.
    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> LocalResult<ZoneOffset> {
        let local_s = local.and_utc().timestamp();
        let Some(zone) = ZONES.get(usize::from(self.0)) else { return LocalResult::None };
        let changes = zone.changes();
        let first = changes.partition_point(|change| change.at_s <= local_s - FURTHEST_S);
        let last = changes.partition_point(|change| change.at_s <= local_s + FURTHEST_S);
        let mut shown = Vec::new();
        for place in first..=last {
            let offset_s = zone.offset_after(place);
            let second = local_s - i64::from(offset_s);
            let begun = place == 0 || changes.get(place - 1).is_some_and(|change| change.at_s <= second);
            let ended = changes.get(place).is_some_and(|change| change.at_s <= second);
            if begun && !ended {
                shown.push(self.shows(offset_s));
            }
        }
        match *shown.as_slice() {
            [] => LocalResult::None,
            [only] => LocalResult::Single(only),
            [earlier, .., later] => LocalResult::Ambiguous(earlier, later),
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> ZoneOffset {
        self.offset_from_utc_datetime(&utc.and_time(chrono::NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> ZoneOffset {
        self.shows(self.offset_s(utc.and_utc().timestamp()))
    }
}

impl Tz {
    fn shows(self, offset_s: i32) -> ZoneOffset {
        ZoneOffset { zone: self, fixed: FixedOffset::east_opt(offset_s).unwrap_or(chrono::Utc.fix()) }
    }
}

impl Offset for ZoneOffset {
    fn fix(&self) -> FixedOffset {
        self.fixed
    }
}

impl fmt::Display for ZoneOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fixed.fmt(f)
    }
}

impl FromStr for Tz {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        PLACES.get(name).copied().map(Self).ok_or(UnknownZone)
    }
}

impl fmt::Display for Tz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Debug for Tz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    /// Every zone beside that of chrono-tz.
    fn pairs() -> Vec<(Tz, chrono_tz::Tz)> {
        let pairs: Vec<(Tz, chrono_tz::Tz)> =
            Tz::all().map(|zone| (zone, zone.name().parse().unwrap())).collect();
        assert_eq!(pairs.len(), chrono_tz::TZ_VARIANTS.len());
        pairs
    }

    fn utc(second: i64) -> NaiveDateTime {
        DateTime::from_timestamp(second, 0).unwrap().naive_utc()
    }

    fn fixed<O: Offset>(result: LocalResult<O>) -> LocalResult<FixedOffset> {
        result.map(|offset| offset.fix())
    }

    #[test]
    fn around_every_change_clocks_show_what_those_of_chrono_tz_show() {
        for (ours, theirs) in pairs() {
            let zone = &ZONES[usize::from(ours.0)];
            for change in zone.changes().iter().map(|change| change.at_s) {
                for second in [change - 1, change, change + 1] {
                    let utc = utc(second);
                    let shown = theirs.offset_from_utc_datetime(&utc).fix();
                    assert_eq!(ours.offset_from_utc_datetime(&utc).fix(), shown, "{ours} {second}");
                }
                for second in zone
                    .offsets
                    .iter()
                    .flat_map(|offset| [-1, 0, 1].map(|near| change + i64::from(*offset) + near))
                {
                    let local = utc(second);
                    let shown = fixed(theirs.offset_from_local_datetime(&local));
                    assert_eq!(fixed(ours.offset_from_local_datetime(&local)), shown, "{ours} {second}");
                }
            }
        }
    }

    #[test]
    fn every_few_days_of_250_years_clocks_show_what_those_of_chrono_tz_show() {
        for (ours, theirs) in pairs() {
            // 37 hours: every hour of the day comes in turn.
            for second in (-4_000_000_000_i64..4_200_000_000).step_by(37 * 3_600) {
                let utc = utc(second);
                let shown = theirs.offset_from_utc_datetime(&utc).fix();
                assert_eq!(ours.offset_from_utc_datetime(&utc).fix(), shown, "{ours} {second}");
            }
        }
    }

    #[test]
    fn a_zone_is_read_by_the_name_that_it_prints() {
        for zone in Tz::all() {
            assert_eq!(zone.to_string().parse(), Ok(zone));
        }
        assert_eq!("UTC".parse(), Ok(Tz::UTC));
        for wrong in ["", "Europe/Nowhere", "europe/madrid", "Europe/Madrid "] {
            assert_eq!(wrong.parse::<Tz>(), Err(UnknownZone));
        }
    }
}
