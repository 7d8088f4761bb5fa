//! Now, as this machine and `--as-of` say.

use crate::failure::Failure;
use nourish_journal::{Moment, Tz};

/// The zone named on the command line, else the one that this machine is in, else UTC.
pub(crate) fn zone(named: Option<&str>) -> Result<Tz, Failure> {
    match named {
        Some(name) => name.parse().map_err(|_| Failure::Argument {
            name: "--zone",
            remedy: "name a zone like Europe/Madrid".into(),
        }),
        None => {
            let machine = std::env::var("TZ").ok().or_else(|| iana_time_zone::get_timezone().ok());
            Ok(machine.and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC))
        }
    }
}

/// The moment that commands call now: `--as-of`, a day or a time, else the clock of this machine.
pub(crate) fn now(as_of: Option<&str>, zone: Tz) -> Result<Moment, Failure> {
    let wrong = |_| Failure::Argument {
        name: "--as-of",
        remedy: "write a day like 2026-11-20 or a time like 2026-11-20T22:30+01:00".into(),
    };
    match as_of {
        None => Moment::in_zone(chrono::Utc::now().timestamp_millis(), zone).map_err(wrong),
        Some(text) => time("--as-of", text, zone, "23:59"),
    }
}

/// A time as given on the command line: with an offset, with a zone, local, or a day alone, which means its `clock`.
pub(crate) fn time(name: &'static str, text: &str, zone: Tz, clock: &str) -> Result<Moment, Failure> {
    let candidates = [text.to_owned(), format!("{text}[{zone}]"), format!("{text}T{clock}[{zone}]")];
    candidates.iter().find_map(|candidate| Moment::parse(candidate).ok()).ok_or_else(|| Failure::Argument {
        name,
        remedy: "write a day like 2026-11-20 or a time like 2026-11-20T07:30, in a form and at an hour that exists".into(),
    })
}

/// An instant as people read it, like `2026-11-20 07:30`.
pub(crate) fn shown(instant_ms: i64, zone: Tz) -> Option<String> {
    let moment = Moment::in_zone(instant_ms, zone).ok()?;
    Some(moment.clock().format("%Y-%m-%d %H:%M").to_string())
}
