//! A walk through the whole file: does everything open, and do the logs lead to their heads?

use crate::block;
use crate::error::{Damage, StoreError};
use crate::settings;
use crate::store::Store;
use nourish_record::{Author, Entry};
use nourish_seal::{ChainHash, DeviceId};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// What a walk through the file found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Everything that does not open, fit or follow; empty for a sound journal.
    pub damage: Vec<Damage>,
    /// Entries that were read.
    pub entries: u64,
    /// Weeks that have a block.
    pub weeks: usize,
    /// Entries that wait in the tail.
    pub fresh: usize,
    /// Rows that were set aside earlier.
    pub set_aside: u64,
    /// How many entries this device has logged and signed for.
    pub signed_through: u64,
    /// Size of the file in bytes.
    pub file_bytes: u64,
}

impl Store {
    /// Walks through the whole file. Changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Suspended`], or what the disk may say; damage is no error but the answer.
    pub fn check(&self) -> Result<Health, StoreError> {
        let connection = self.reading()?;
        let mut damage = self.state.damage.clone();
        if !is_sound(connection)? {
            damage.push(Damage::File);
        }
        let mut links: BTreeMap<(Author, u64), [u8; 32]> = BTreeMap::new();
        let mut entries = 0;
        let mut note = |entry: &Entry| {
            links.insert((entry.author(), entry.seq()), nourish_seal::entry_hash(&entry.encode()));
            entries += 1;
        };
        for (week, meta) in &self.state.manifest.weeks {
            match block::read(connection, &self.keys.sealer, *week, meta)? {
                Ok(entries) => entries.iter().for_each(&mut note),
                Err(_) => damage.push(Damage::Week(week.first_day())),
            }
        }
        self.state.tail.iter().for_each(|row| note(&row.entry));
        let leads = || self.follows(&links) && self.state.signature_holds(&self.keys);
        if damage.is_empty() && !leads() {
            damage.push(Damage::Chain);
        }
        damage.extend(settings::damaged(connection, &self.keys.sealer)?);
        Ok(Health {
            damage,
            entries,
            weeks: self.state.manifest.weeks.len(),
            fresh: self.state.tail.len(),
            set_aside: connection
                .query_row("SELECT count(*) FROM damaged", [], |row| row.get::<_, i64>(0))?
                .unsigned_abs(),
            signed_through: self.state.manifest.logs.get(&self.author()).map_or(0, |end| end.seq),
            file_bytes: std::fs::metadata(&self.path).map_or(0, |metadata| metadata.len()),
        })
    }

    /// Whether the entries, in the order of each log, lead to the end that the manifest and the tail say.
    fn follows(&self, links: &BTreeMap<(Author, u64), [u8; 32]>) -> bool {
        let mut ends: BTreeMap<Author, (u64, ChainHash)> = BTreeMap::new();
        for ((author, seq), hash) in links {
            let device = DeviceId::from_bytes(*author.as_bytes());
            let end = ends.entry(*author).or_insert_with(|| (0, ChainHash::start(self.keys.journal, device)));
            if *seq != end.0 + 1 {
                return false;
            }
            *end = (*seq, end.1.next_hash(*hash));
        }
        let known = &self.state.logs.ends;
        ends.len() == known.len()
            && known.iter().all(|(author, end)| ends.get(author) == Some(&(end.seq, end.hash)))
    }
}

fn is_sound(connection: &Connection) -> Result<bool, StoreError> {
    let answer: Result<String, _> = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0));
    match answer {
        Ok(text) => Ok(text == "ok"),
        Err(error) => match StoreError::from(error) {
            StoreError::Damaged(_) => Ok(false),
            other => Err(other),
        },
    }
}
