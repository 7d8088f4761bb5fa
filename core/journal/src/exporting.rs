//! Everything that the journal holds, in the clear, for its owner.

use crate::entry_json::entry_json;
use crate::error::JournalError;
use crate::journal::Journal;
use nourish_exchange::{TableFile, TrialNames, entry_tables, trial_tables};
use nourish_record::Entry;
use nourish_store::Damage;
use std::io::Write;

impl Journal {
    /// Writes every entry, corrections and what a newer version wrote included, as a line of JSON each, in the order in which
    /// they were recorded; says how many. Each line carries the entry's exact bytes, so nothing is lost on the way.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let weight = Fact::read("weight", &[("weight", "68.4 kg")])?;
    /// journal.log(Draft::new(now.clone(), Source::Typed, weight), &now)?;
    /// let mut lines = Vec::new();
    /// assert_eq!(journal.export(&mut lines)?, 1);
    /// assert!(String::from_utf8(lines)?.contains("\"weight_g\":68400"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Damaged`] after everything that can be read was written, [`JournalError::StorageFull`] and the like.
    pub fn export(&self, out: &mut dyn Write) -> Result<u64, JournalError> {
        let reading = self.store.read_all()?;
        let mut entries = reading.entries;
        entries.sort_by_key(|entry| (entry.recorded(), entry.author(), entry.seq()));
        for entry in &entries {
            writeln!(out, "{}", entry_json(entry)).map_err(|error| match error.kind() {
                std::io::ErrorKind::StorageFull => JournalError::StorageFull,
                _ => JournalError::StorageUnavailable,
            })?;
        }
        match reading.damage.first() {
            Some(damage) => Err(JournalError::Damaged(*damage)),
            None => Ok(entries.len() as u64),
        }
    }

    /// Everything that stands as tables, one a kind of entry, and a dictionary of their columns.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let weight = Fact::read("weight", &[("weight", "68.4 kg")])?;
    /// journal.log(Draft::new(now.clone(), Source::Typed, weight), &now)?;
    /// let (files, damage) = journal.export_tables()?;
    /// assert!(files.iter().any(|file| file.name == "weight.csv" && file.text.contains(",68400,")));
    /// assert!(damage.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Suspended`], or what the disk may say. What is damaged is not in the tables, and named beside them.
    pub fn export_tables(&self) -> Result<(Vec<TableFile>, Vec<Damage>), JournalError> {
        let view = self.view_all()?;
        let shown = view.timeline.iter().chain(view.timeline.doubtful());
        Ok((entry_tables(shown), view.damage))
    }

    /// Everything that stands and that a trial asks for, as long tables in the shape of CDISC's domains, with a codebook. No name of
    /// the person, no note and no weight that waits to be confirmed is among it.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let names = TrialNames { study: "EXAMPLE".into(), subject: "EXAMPLE-001".into() };
    /// let (files, _) = journal.export_trial(&names)?;
    /// assert_eq!(files[0].name, "codebook.csv");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::export_tables`].
    pub fn export_trial(&self, names: &TrialNames) -> Result<(Vec<TableFile>, Vec<Damage>), JournalError> {
        let view = self.view_all()?;
        Ok((trial_tables(view.timeline.iter(), names), view.damage))
    }

    /// Every entry as it was logged, corrections and retractions included, in the order in which they were recorded.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// assert!(Journal::create(&path, secret)?.entries()?.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::export`].
    pub fn entries(&self) -> Result<Vec<Entry>, JournalError> {
        let mut entries = self.store.read_all()?.entries;
        entries.sort_by_key(|entry| (entry.recorded(), entry.author(), entry.seq()));
        Ok(entries)
    }
}
