//! Reports as PDF, and whether one is as it was.

use crate::error::JournalError;
use crate::files::write_file;
use crate::journal::Journal;
use crate::report::{Audience, ReportWanted};
use nourish_journal::{DocumentSeal, Moment, shown_digits};

/// The seal of a report that is as it was.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReportSeal {
    /// The first digits of the hash of the data within, as the report prints them.
    pub check_digits: String,
    /// The first digits of the key of the device that sealed it, as the report prints them.
    pub device_digits: String,
}

#[uniffi::export]
impl Journal {
    /// The report, as `report` makes it, as a PDF that this device seals: tagged for screen readers, with its data and the same as FHIR
    /// within it. It is not encrypted.
    ///
    /// `fonts` are asked for letters other than Latin, Greek, Cyrillic and Arabic ones: hand over the system's font for a
    /// name in Chinese, say. Takes a tenth of a second or more: call it off the main thread.
    ///
    /// Throws what `report` throws, and `UnusableFont`.
    #[uniffi::method(default(fonts = [], wanted = None))]
    pub fn report_pdf(
        &self,
        audience: Audience,
        now: Moment,
        fonts: Vec<Vec<u8>>,
        wanted: Option<ReportWanted>,
    ) -> Result<Vec<u8>, JournalError> {
        let journal = self.lock();
        let report = wanted.unwrap_or_default().compose(&journal, audience, &now)?;
        Ok(journal.pdf(&report, &fonts)?)
    }

    /// The same, written to the file at `path`, whole or not at all; a file that is there is replaced. Prefer it: a file of a
    /// megabyte takes some milliseconds less.
    ///
    /// Throws what `reportPdf` throws, `StorageFull` and `StorageUnavailable`.
    #[uniffi::method(default(fonts = [], wanted = None))]
    pub fn report_pdf_to_file(
        &self,
        path: String,
        audience: Audience,
        now: Moment,
        fonts: Vec<Vec<u8>>,
        wanted: Option<ReportWanted>,
    ) -> Result<(), JournalError> {
        write_file(&path, &self.report_pdf(audience, now, fonts, wanted)?)
    }
}

/// Whether a report is as it was when a device sealed it, byte for byte. It needs no journal.
///
/// Throws `NotAsSealed`.
#[uniffi::export]
pub fn verify_report(pdf: Vec<u8>) -> Result<ReportSeal, JournalError> {
    let seal = DocumentSeal::verify_file(&pdf).map_err(|_| JournalError::NotAsSealed)?;
    Ok(ReportSeal {
        check_digits: shown_digits(&seal.content_hash()),
        device_digits: shown_digits(&seal.public_key()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{ReportFormat, Units};

    #[test]
    fn a_report_is_sealed_and_any_change_to_it_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.nourish").to_string_lossy().into_owned();
        let journal = Journal::create(path, "a plainly fictional passphrase".into()).unwrap();
        let now = Moment::parse("2026-11-20T07:30[Europe/Madrid]").unwrap();
        let pdf = journal.report_pdf(Audience::Surgeon, now.clone(), Vec::new(), None).unwrap();
        let seal = verify_report(pdf.clone()).unwrap();
        assert_eq!((seal.check_digits.len(), seal.device_digits.len()), (19, 19));
        let mut changed = pdf;
        changed[100] ^= 1;
        assert_eq!(verify_report(changed), Err(JournalError::NotAsSealed));
        let unusable = journal.report_pdf(Audience::Surgeon, now.clone(), vec![vec![1, 2, 3]], None);
        assert_eq!(unusable, Err(JournalError::UnusableFont));
        let speaking = |tag: &str| {
            let (language, units) = (Some(tag.to_owned()), Some(Units::Imperial));
            Some(ReportWanted { language, units, ..ReportWanted::default() })
        };
        let html = ReportFormat::Html;
        let page = journal.report(html, Audience::Patient, now.clone(), speaking("es")).unwrap();
        assert!(page.contains("<html lang=\"es\">"));
        let unreadable = journal.report(html, Audience::Patient, now, speaking("?"));
        assert!(
            matches!(unreadable, Err(JournalError::InvalidEntry { field_name, .. }) if field_name == "language")
        );
    }
}
