//! Reading entries by day, and what could not be read.

use crate::block;
use crate::error::{Damage, StoreError};
use crate::store::Store;
use nourish_record::{CalendarDay, Entry, EntryId};

/// What was read, and what was not: a damaged week never hides the others.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The entries, in no particular order.
    pub entries: Vec<Entry>,
    /// What could not be read within the days asked for.
    pub damage: Vec<Damage>,
}

impl Store {
    /// Every entry of the weeks from `from`'s to `to`'s in which any entry touches a day asked for: corrections come with what
    /// they correct, and weights with their neighbours of the same week.
    ///
    /// # Errors
    /// [`StoreError::Suspended`], or what the disk may say; damage is no error but part of the answer.
    pub fn read(&self, from: CalendarDay, to: CalendarDay) -> Result<Reading, StoreError> {
        let connection = self.reading()?;
        let mut reading = Reading { entries: Vec::new(), damage: self.state.damage.clone() };
        let lost = self.state.manifest.lost.range(from.week()..=to.max(from).week());
        reading.damage.extend(lost.map(|week| Damage::LostWeek(week.first_day())));
        let weeks = self.state.manifest.weeks.range(from.week()..=to.max(from).week());
        for (week, meta) in weeks.filter(|(week, meta)| meta.touches(**week, from, to)) {
            match block::read(connection, &self.keys.sealer, *week, meta)? {
                Ok(entries) => reading.entries.extend(entries),
                Err(_) => reading.damage.push(Damage::Week(week.first_day())),
            }
        }
        let weeks = from.week()..=to.week();
        let fresh = self
            .state
            .tail
            .iter()
            .map(|row| &row.entry)
            .filter(|entry| weeks.contains(&entry.filed().week()));
        reading.entries.extend(fresh.cloned());
        Ok(reading)
    }

    /// Every entry of the journal, and everything that is known to be missing from it.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn read_all(&self) -> Result<Reading, StoreError> {
        let mut reading = self.read(CalendarDay::FIRST, CalendarDay::LAST)?;
        let known_anyway = |damage: &Damage| matches!(damage, Damage::LostWeek(_));
        reading.damage.extend(self.set_aside().into_iter().filter(|damage| !known_anyway(damage)));
        Ok(reading)
    }

    /// The entry named `id` with everything that corrects it, the first version first; nothing if there is no such entry.
    ///
    /// Looks through the fresh entries first and then through the whole journal, newest weeks first.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn history(&self, id: EntryId) -> Result<Vec<Entry>, StoreError> {
        let connection = self.reading()?;
        let fresh = || self.state.tail.iter().map(|row| &row.entry);
        let named = |entry: &&Entry| entry.id() == id || entry.root() == id;
        let mut found = fresh().find(named).map(|entry| (entry.root(), entry.filed().week()));
        let mut weeks = self.state.manifest.weeks.iter().rev();
        while let (None, Some((week, meta))) = (found, weeks.next()) {
            let entries = block::read(connection, &self.keys.sealer, *week, meta)?.unwrap_or_default();
            found = entries.iter().find(named).map(|entry| (entry.root(), *week));
        }
        let Some((root, week)) = found else { return Ok(Vec::new()) };
        let mut history = self.read(week.first_day(), week.last_day())?.entries;
        history.retain(|entry| entry.root() == root);
        history.sort_by_key(|entry| (entry.id() != root, entry.recorded(), entry.id()));
        Ok(history)
    }

    /// How many entries the journal holds, corrections included.
    pub fn entry_count(&self) -> u64 {
        let folded: u64 = self.state.manifest.weeks.values().map(|meta| meta.entries).sum();
        folded + self.state.tail.len() as u64
    }

    /// How much was ever logged in all logs, what was erased or lost included: never the same again once anything was added.
    pub fn logged_count(&self) -> u64 {
        self.state.logs.ends.values().map(|end| end.seq).sum()
    }

    /// First and last day that entries are filed under, to the week; `None` for an empty journal.
    pub fn span(&self) -> Option<(CalendarDay, CalendarDay)> {
        let weeks = || {
            let fresh = self.state.tail.iter().map(|row| row.entry.filed().week());
            self.state.manifest.weeks.keys().copied().chain(fresh)
        };
        Some((weeks().min()?.first_day(), weeks().max()?.last_day()))
    }
}

impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reading({} entries, damage {:?})", self.entries.len(), self.damage)
    }
}
