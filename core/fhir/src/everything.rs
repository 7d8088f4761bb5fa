//! A journal, or a time of it, or what is new in it, as a Bundle.

use crate::bundling::{BundleKind, Bundling};
use crate::entry::{Subject, resource_of};
use crate::person::{Person, patient_of};
use crate::provenance::{device_of, provenance_of};
use crate::rows::{Row, rows_of};
use crate::time::date_time;
use crate::totals::totals_of;
use crate::uuid::Uuid;
use nourish_record::{Author, CalendarDay, DaySummary, Entry, Moment, Profile, Timeline};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// What of a journal is written.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// As a collection, or as a transaction for a server.
    pub kind: BundleKind,
    /// First day; from the beginning where there is none.
    pub from: Option<CalendarDay>,
    /// Last day; to the end where there is none.
    pub to: Option<CalendarDay>,
    /// Only what was recorded, corrected or taken back after this instant, in milliseconds since 1970.
    pub since_ms: Option<u64>,
    /// When it is made.
    pub made_at: &'a Moment,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Entries, each as one resource.
    pub entries: usize,
    /// Entries of a newer version, and erased ones, which have no form in FHIR.
    pub left_out: usize,
    /// All resources, the person, devices, totals and provenance included.
    pub resources: usize,
}

/// Writes what is wanted of all entries of a journal. The same arguments give the same bytes.
///
/// A day's totals are written with each day of which any entry is.
///
/// # Errors
/// What `out` says.
pub fn write_everything(
    entries: &[Entry],
    wanted: &Wanted<'_>,
    subject: &Subject,
    out: &mut dyn Write,
) -> io::Result<Written> {
    let rows = rows_of(entries.iter().cloned());
    let timeline = Timeline::of(entries.iter().cloned());
    let chosen: Vec<&Row> = rows.iter().filter(|row| is_wanted(row, wanted)).collect();
    let extent = format!("{:?} {:?} {:?}", wanted.from, wanted.to, wanted.since_ms);
    let made_at = date_time(wanted.made_at);
    let id = subject.uuid().derived(&["export", wanted.kind.as_str(), &made_at, &extent]);
    let mut bundle = Bundling::begin(wanted.kind, id, &made_at, out)?;
    bundle.add(subject.uuid(), patient_of(&person_of(&timeline), subject))?;
    let authors: BTreeSet<Author> =
        chosen.iter().flat_map(|row| [row.entry.author(), row.changed_by]).collect();
    for author in authors {
        let (uuid, device) = device_of(author, subject);
        bundle.add(uuid, device)?;
    }
    let mut written = Written::default();
    let mut told: Vec<&Row> = Vec::new();
    let mut days: BTreeSet<CalendarDay> = BTreeSet::new();
    for row in chosen {
        match resource_of(row.told(), subject) {
            Some(resource) => {
                bundle.add(Uuid::of_entry(row.entry.root()), resource)?;
                days.insert(row.entry.occurred().day());
                told.push(row);
            }
            None => written.left_out += 1,
        }
    }
    for day in DaySummary::of(&timeline).iter().filter(|day| days.contains(&day.day)) {
        for (uuid, resource) in totals_of(day, subject) {
            bundle.add(uuid, resource)?;
        }
    }
    for (uuid, resource) in provenance_of(&told, subject) {
        bundle.add(uuid, resource)?;
    }
    written.entries = told.len();
    written.resources = bundle.count();
    bundle.finish()?;
    Ok(written)
}

fn is_wanted(row: &Row, wanted: &Wanted<'_>) -> bool {
    let day = row.entry.occurred().day();
    wanted.from.is_none_or(|from| from <= day)
        && wanted.to.is_none_or(|to| day <= to)
        && wanted.since_ms.is_none_or(|since_ms| row.changed.wall_ms() > since_ms)
}

/// Who the person is: each field from the last profile that says it.
pub fn person_of(timeline: &Timeline) -> Person {
    let profiles = || timeline.of_kind::<Profile>().rev().map(|(_, profile)| profile);
    Person {
        name: profiles().find_map(|profile| profile.name.clone()),
        born_on: profiles().find_map(|profile| profile.born_on),
        sex: profiles().find_map(|profile| profile.sex),
        language: profiles().find_map(|profile| profile.language.clone()),
    }
}
