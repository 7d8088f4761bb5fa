//! Setting aside what does not open any more, so that the person can go on logging. Nothing is deleted.

use crate::error::{Damage, StoreError};
use crate::fold::merge;
use crate::keys::Keys;
use crate::manifest::UNKNOWN;
use crate::state::{State, write_heads};
use crate::store::{Store, begin, store_manifest};
use crate::weeks::existing;
use crate::write::Write;
use crate::{block, copy, rebuild, walk};
use nourish_record::{Entry, Week};
use nourish_seal::Entropy;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::PathBuf;

impl Store {
    /// Sets aside everything that does not open, after a verified copy of the file was made beside it; gives the copy's path, or
    /// nothing where there was nothing to do.
    ///
    /// Afterwards [`Store::check`] names what is missing instead of what does not open, until [`Store::merge`] refills it. Where
    /// nothing has to be set aside and nothing is missing, a list that was made anew is taken as proven again once every part opens
    /// and every log leads unbroken from its first entry to its last.
    /// A file that SQLite itself finds broken is left as it is: back up what can be read and restore that.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for a file that SQLite finds broken, or what the disk may say. Nothing was changed then.
    pub fn repair(&mut self) -> Result<Option<PathBuf>, StoreError> {
        if self.is_for_reading() {
            return Err(StoreError::ReadOnly);
        }
        let damage = self.check()?.damage;
        let open: Vec<Damage> = damage.into_iter().filter(|damage| !damage.is_set_aside()).collect();
        if open.is_empty() {
            return self.prove().map(|()| None);
        }
        if open.contains(&Damage::File) {
            return Err(StoreError::Damaged(Damage::File));
        }
        let copy = copy::verified(&self.path, ".before-repair")?;
        let connection = self.connection.as_ref().ok_or(StoreError::Suspended)?;
        mend(connection, &mut self.keys, &mut self.state, self.entropy.as_mut())?;
        Ok(Some(copy))
    }
}

impl Store {
    /// Takes back that nothing proves the manifest complete, if all that it names follows from first to last.
    fn prove(&mut self) -> Result<(), StoreError> {
        if !self.state.manifest.unproven {
            return Ok(());
        }
        let transaction = begin(&self.connection, &mut self.keys, &mut self.state, self.entropy.as_mut())?;
        let mut manifest = self.state.manifest.clone();
        let fresh = self.state.tail.iter().map(|row| &row.entry);
        let (links, unreadable) = walk::walk(&transaction, &self.keys, &manifest, fresh)?;
        let followed = links.follow(self.keys.journal, &self.state.logs.ends);
        let whole = unreadable.is_empty() && manifest.lost.is_empty() && followed.gaps.is_empty();
        if !whole || followed.broken || followed.ends != self.state.logs.ends {
            return Ok(());
        }
        manifest.unproven = false;
        self.state.write_heads(&mut manifest, &self.keys);
        store_manifest(&transaction, &self.keys, &manifest, self.entropy.as_mut())?;
        transaction.commit()?;
        self.state.manifest = manifest;
        Ok(())
    }
}

/// Sets aside fresh rows, blocks and a manifest that do not open, folds what is left of the tail, and begins a new log where the
/// end of this device's old one is not known.
pub(crate) fn mend(
    connection: &Connection,
    keys: &mut Keys,
    state: &mut State,
    entropy: &mut dyn Entropy,
) -> Result<(), StoreError> {
    let transaction = Write::begin(connection)?;
    state.refresh(&transaction, keys)?;
    set_rows_aside(&transaction, keys, state)?;
    let mut manifest = state.manifest.clone();
    manifest.lost.extend(state.damage.iter().filter_map(|damage| match damage {
        Damage::Week(first) => Some(first.week()),
        _ => None,
    }));
    // A block that is set aside here leaves the list, unless the tail has entries for its week.
    let unreadable = walk::walk(&transaction, keys, &manifest, [])?.1;
    for week in unreadable {
        existing(&transaction, keys, week, &mut manifest)?;
        block::remove(&transaction, &keys.sealer, week)?;
        manifest.weeks.remove(&week);
    }
    merge(&transaction, keys, &mut manifest, by_week(state), entropy)?;
    transaction.execute("DELETE FROM tail", [])?;
    manifest.tail_first = state.last_row + 1;
    let followed = walk::recount(&transaction, keys, &mut manifest, &state.logs.ends, [])?;
    manifest.unproven |= followed.broken;
    let mut logs = state.logs.clone();
    logs.ends = followed.ends;
    let own_end = logs.ends.get(&keys.author()).map(|end| end.hash);
    let cannot_go_on = manifest.unproven || own_end == Some(UNKNOWN);
    if cannot_go_on {
        keys.begin_new_log(&transaction, entropy)?;
    }
    write_heads(&mut manifest, &logs, state.last_row, keys);
    let stored = store_manifest(&transaction, keys, &manifest, entropy).and_then(|()| transaction.commit());
    if stored.is_err() {
        keys.refresh(connection)?;
    }
    stored?;
    state.refresh(connection, keys)
}

/// Copies rows that do not open, or that no list knows, to where nothing is deleted.
fn set_rows_aside(transaction: &Connection, keys: &Keys, state: &State) -> Result<(), StoreError> {
    for damage in &state.damage {
        match damage {
            Damage::TailRow(number) => {
                transaction.execute(
                    "INSERT INTO damaged (origin, place, sealed) SELECT 'tail', number, sealed FROM tail WHERE number = ?1",
                    [number],
                )?;
            }
            Damage::Manifest => {
                transaction.execute(
                    "INSERT INTO damaged (origin, place, sealed) SELECT 'manifest', 0, manifest FROM journal",
                    [],
                )?;
                set_unlisted_blocks_aside(transaction, keys, state)?;
            }
            Damage::Name => keys.write_name(transaction)?,
            Damage::File => return Err(StoreError::Damaged(Damage::File)),
            _ => {}
        }
    }
    Ok(())
}

fn set_unlisted_blocks_aside(transaction: &Connection, keys: &Keys, state: &State) -> Result<(), StoreError> {
    let weeks = rebuild::weeks_by_place(keys);
    let mut select = transaction.prepare("SELECT place FROM block")?;
    let places: Vec<i64> = select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let listed = |place: &i64| weeks.get(place).is_some_and(|week| state.manifest.weeks.contains_key(week));
    for place in places.iter().filter(|place| !listed(place)) {
        transaction.execute(
            "INSERT INTO damaged (origin, place, sealed) SELECT 'block', place, sealed FROM block WHERE place = ?1",
            [place],
        )?;
        transaction.execute("DELETE FROM block WHERE place = ?1", [place])?;
    }
    Ok(())
}

/// The fresh entries by week.
pub(crate) fn by_week(state: &State) -> BTreeMap<Week, Vec<Entry>> {
    let mut weeks: BTreeMap<Week, Vec<Entry>> = BTreeMap::new();
    for row in &state.tail {
        weeks.entry(row.entry.filed().week()).or_default().push(row.entry.clone());
    }
    weeks
}
