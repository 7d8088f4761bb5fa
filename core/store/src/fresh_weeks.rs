//! Weeks with fresh entries, summed anew. Each is judged by itself, so two cores share them where they are many.

use crate::block;
use crate::error::StoreError;
use crate::keys::Keys;
use crate::state::State;
use crate::touched::{self, Changed};
use nourish_record::{CalendarDay, DaySummary, Entry, Timeline, Week, unpack};
use nourish_seal::Sealer;
use nourish_threads::in_parts;
use rusqlite::Connection;

/// A thread is begun for no less: it takes about as long as one week does.
const LEAST_WEEKS: usize = 2;

/// A week as it was read, to be judged.
struct Unjudged<'a> {
    week: Week,
    /// Its sealed block; none where there is none, or it is not the one that the manifest knows.
    sealed: Option<Vec<u8>>,
    fresh: Vec<&'a Entry>,
}

/// What became of a week's days.
pub(crate) enum Judged {
    /// These changed, and no others.
    Some(Changed),
    /// All that the week has.
    All(Vec<DaySummary>),
}

/// Judges weeks with the fresh entries of each, in their order.
pub(crate) fn judge(
    connection: &Connection,
    keys: &Keys,
    state: &State,
    weeks: &[Week],
) -> Result<Vec<(Week, Judged)>, StoreError> {
    let unjudged: Vec<Unjudged<'_>> =
        weeks.iter().map(|week| Unjudged::read(connection, keys, state, *week)).collect::<Result<_, _>>()?;
    Ok(in_parts(&unjudged, LEAST_WEEKS, |weeks| {
        weeks.iter().map(|unjudged| (unjudged.week, unjudged.judge(&keys.sealer))).collect()
    }))
}

/// The days that entries of one week make up.
pub(crate) fn days(
    entries: impl IntoIterator<Item = Entry>,
) -> impl Iterator<Item = (CalendarDay, DaySummary)> {
    DaySummary::of(&Timeline::of(entries)).into_iter().map(|day| (day.day, day))
}

impl<'a> Unjudged<'a> {
    fn read(connection: &Connection, keys: &Keys, state: &'a State, week: Week) -> Result<Self, StoreError> {
        let sealed = match state.manifest.weeks.get(&week) {
            Some(meta) => block::read_sealed(connection, &keys.sealer, week, meta)?.ok(),
            None => None,
        };
        let fresh = state.tail.iter().map(|row| &row.entry).filter(|entry| entry.filed().week() == week);
        Ok(Self { week, sealed, fresh: fresh.collect() })
    }

    fn judge(&self, sealer: &Sealer) -> Judged {
        let columns = self.sealed.as_ref().and_then(|sealed| block::open_columns(sealer, self.week, sealed));
        let mut entries = Vec::new();
        if let Some(columns) = columns {
            if let Some(changed) = touched::days(&columns, &self.fresh) {
                return Judged::Some(changed);
            }
            entries = unpack(&columns).unwrap_or_default();
        }
        entries.extend(self.fresh.iter().copied().cloned());
        Judged::All(days(entries).map(|(_, day)| day).collect())
    }
}
