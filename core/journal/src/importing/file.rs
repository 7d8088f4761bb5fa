//! Importing a file by its path.

use super::{ImportOptions, Imported};
use crate::error::JournalError;
use crate::journal::Journal;
use nourish_exchange::{Answers, FileError, Format, Progress, Tz, sniff};
use nourish_record::Moment;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// How much of a file is read to tell what it is.
const SNIFFED_BYTES: usize = 64 * 1024;
/// First bytes of a zip archive.
const ZIP_MAGIC: &[u8] = b"PK\x03\x04";

/// How a file on the disk is to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOptions {
    /// What the file is; found out where it is `None`. With a mapping among the answers, it is the mapping's table.
    pub format: Option<Format>,
    /// The zone of local times that name none.
    pub zone: Tz,
    /// What the person says about the file that it does not say itself.
    pub answers: Answers,
    /// Only count; store nothing.
    pub preview: bool,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportProgress {
    /// Bytes of the file read so far; of a database none.
    pub read_bytes: u64,
    /// Size of the file. Bytes.
    pub file_bytes: u64,
}

impl Journal {
    /// Imports the file at `path`, as [`Journal::import`] does what is in it. `go_on` hears from time to time how far it has come;
    /// when it says no, nothing of the file stays.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let file = folder.path().join("scale.csv");
    /// std::fs::write(&file, "dateTime,weight\n2026-11-18 07:10,68.6\n")?;
    /// let zone = "Europe/Madrid".parse()?;
    /// let options = FileOptions { format: None, zone, answers: Answers::default(), preview: false };
    /// assert_eq!(journal.import_file(&file, &options, &now, |_| true)?.added, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::import`]; among them [`FileError::UnknownFormat`] and [`FileError::Archive`].
    pub fn import_file(
        &mut self,
        path: &Path,
        options: &FileOptions,
        now: &Moment,
        mut go_on: impl FnMut(ImportProgress) -> bool,
    ) -> Result<Imported, JournalError> {
        let file = File::open(path).map_err(FileError::from)?;
        let file_bytes = file.metadata().map_or(0, |metadata| metadata.len());
        let progress = Progress::default();
        let mut input = BufReader::with_capacity(SNIFFED_BYTES, progress.watch(file));
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let begins = input.fill_buf().map_err(FileError::from)?;
        if begins.starts_with(ZIP_MAGIC) {
            return Err(FileError::Archive.into());
        }
        let mapped = options.answers.mapping.as_ref().map(|_| Format::MappedCsv);
        let format = mapped.or(options.format).or_else(|| sniff(begins, name));
        let options = ImportOptions {
            format: format.ok_or(FileError::UnknownFormat)?,
            zone: options.zone,
            answers: options.answers.clone(),
            file: Some(name.to_owned()).filter(|name| !name.is_empty()),
            preview: options.preview,
        };
        let go_on = || go_on(ImportProgress { read_bytes: progress.bytes(), file_bytes });
        match options.format {
            Format::HealthConnectDatabase => self.import_database(path, &options, now, go_on),
            _ => self.import(input, &options, now, go_on),
        }
    }
}
