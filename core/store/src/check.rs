//! A walk through the whole file: does everything open, and do the logs lead to their heads?

use crate::error::{Damage, StoreError};
use crate::settings;
use crate::store::Store;
use crate::walk::{self, Links};
use crate::write::forget_pages;
use nourish_record::Author;
use nourish_seal::{Head, SignedHead};
use rusqlite::Connection;

/// What a walk through the file found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Everything that does not open, fit or follow, and everything that is known to be missing; empty for a sound journal.
    pub damage: Vec<Damage>,
    /// Entries that were read.
    pub entries: u64,
    /// Weeks that have a block.
    pub weeks: usize,
    /// Entries that wait in the tail.
    pub fresh: usize,
    /// Entries whose content was erased on request.
    pub erased: u64,
    /// Rows that were set aside earlier.
    pub set_aside: u64,
    /// How often the list of what the journal holds did not open and was made anew.
    pub rebuilt: u64,
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
        self.check_against(&[])
    }

    /// The same, and whether the file is as young as the heads that were remembered elsewhere (see [`Store::head`]); an older
    /// copy of the whole file cannot be told from the present one in any other way.
    ///
    /// # Errors
    /// As [`Store::check`]. Bytes that are no head of this journal are passed over.
    pub fn check_against(&self, remembered: &[Vec<u8>]) -> Result<Health, StoreError> {
        let connection = self.reading()?;
        // What is on the disk is asked for, not what was read of it earlier.
        forget_pages(connection)?;
        let mut damage = self.state.damage.clone();
        if !is_sound(connection)? && !damage.contains(&Damage::File) {
            damage.push(Damage::File);
        }
        let fresh = self.state.tail.iter().map(|row| &row.entry);
        let (links, unreadable) = walk::walk(connection, &self.keys, &self.state.manifest, fresh)?;
        damage.extend(unreadable.iter().map(|week| Damage::Week(week.first_day())));
        if damage.is_empty() && !self.leads_to_its_heads(&links) {
            damage.push(Damage::Chain);
        }
        damage.extend(self.set_aside());
        damage.extend(remembered.iter().filter_map(|head| self.compare(head, &links)));
        damage.dedup();
        let set_aside = "SELECT count(*), count(*) FILTER (WHERE origin = 'manifest') FROM damaged";
        let set_aside: (i64, i64) =
            connection.query_row(set_aside, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap_or_default();
        damage.extend(settings::damaged(connection, &self.keys.sealer)?);
        Ok(Health {
            damage,
            entries: links.entries,
            weeks: self.state.manifest.weeks.len(),
            fresh: self.state.tail.len(),
            erased: links.erased.len() as u64,
            set_aside: set_aside.0.unsigned_abs(),
            rebuilt: set_aside.1.unsigned_abs(),
            signed_through: self.state.manifest.logs.get(&self.author()).map_or(0, |end| end.seq),
            file_bytes: std::fs::metadata(&self.path).map_or(0, |metadata| metadata.len()),
        })
    }

    /// How far this device's log is signed, to be remembered where the file is not: in a phone's secret store, on paper. Nothing
    /// for a log without entries.
    ///
    /// # Errors
    /// What the disk may say.
    pub fn head(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        self.sign_head()?;
        let logged = self.state.manifest.logs.contains_key(&self.author());
        Ok(logged.then(|| self.state.manifest.signed_head.clone()))
    }

    /// What is known to be damaged or missing without walking through the file.
    pub fn damage(&self) -> Vec<Damage> {
        self.state.damage.iter().copied().chain(self.set_aside()).collect()
    }

    /// What was set aside and not refilled since.
    pub(crate) fn set_aside(&self) -> Vec<Damage> {
        let manifest = &self.state.manifest;
        let missing = manifest.missing.iter().fold(0u64, |sum, gap| sum.saturating_add(gap.entries()));
        let lost = manifest.lost.iter().map(|week| Damage::LostWeek(week.first_day()));
        lost.chain((missing > 0).then_some(Damage::Missing(missing)))
            .chain(manifest.unproven.then_some(Damage::Unproven))
            .collect()
    }

    /// Whether every log leads to the end that manifest and tail say, over no other holes than the known ones.
    fn leads_to_its_heads(&self, links: &Links) -> bool {
        let followed = links.follow(self.keys.journal, &self.state.logs.ends);
        !followed.broken
            && followed.gaps == self.state.manifest.missing
            && followed.ends == self.state.logs.ends
            && self.state.signature_holds(&self.keys)
    }

    /// What a head that was remembered elsewhere says of this file.
    fn compare(&self, remembered: &[u8], links: &Links) -> Option<Damage> {
        let head: Head = SignedHead::decode(remembered).ok()?.verify(self.keys.journal).ok()?;
        let author = Author::from_bytes(*head.device.as_bytes());
        let here = self.state.logs.ends.get(&author).map_or(0, |end| end.seq);
        if here < head.seq {
            return Some(Damage::RolledBack(head.seq - here));
        }
        // Where entries before it are missing, nothing can be said; that they are is named already.
        let chain = links.chain(self.keys.journal, author, head.seq)?;
        (chain != head.hash).then_some(Damage::Forked)
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
