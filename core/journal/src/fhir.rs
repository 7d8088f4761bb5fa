//! The journal for other systems: FHIR R4.

use crate::circle::hex;
use crate::error::JournalError;
use crate::journal::Journal;
use nourish_fhir::{BundleKind, Subject, Wanted, Written, write_everything};
use nourish_record::{CalendarDay, Moment};
use nourish_report::{FhirDocument, FhirSignature, Report};
use nourish_seal::DocumentSeal;
use std::io::{self, Write};

/// What names the person towards other systems, within the journal. It says nothing of the journal's own name.
const PERSON: &[u8] = b"nourish FHIR person";

/// What of a journal goes to another system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FhirExport {
    /// As a collection, or as a transaction that a server takes once however often it is sent. A document is a report of its own:
    /// [`Journal::fhir`].
    pub kind: BundleKind,
    /// First day; from the beginning where there is none.
    pub from: Option<CalendarDay>,
    /// Last day; to the end where there is none.
    pub to: Option<CalendarDay>,
    /// Only what was recorded, corrected or taken back after this instant. Milliseconds since 1970.
    pub since_ms: Option<u64>,
}

impl Default for FhirExport {
    /// Everything, as a collection.
    fn default() -> Self {
        Self { kind: BundleKind::Collection, from: None, to: None, since_ms: None }
    }
}

impl Journal {
    /// Writes every entry that is wanted as a FHIR R4 resource, in one Bundle: with it the person, the devices that wrote, each day's
    /// totals, and who wrote what, when and why. What was taken back is there as entered in error. The same journal, wish and moment
    /// give the same bytes; reading the Bundle back loses nothing.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// # let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let weight = Fact::read("weight", &[("weight", "68.4 kg")])?;
    /// journal.log(Draft::new(now.clone(), Source::Scale, weight), &now)?;
    /// let mut bundle = Vec::new();
    /// let written = journal.export_fhir(FhirExport::default(), &now, &mut bundle)?;
    /// assert_eq!((written.entries, written.left_out), (1, 0));
    /// assert!(String::from_utf8(bundle)?.contains(r#""value":68.4,"unit":"kg""#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Damaged`] after everything that can be read was written, [`JournalError::StorageFull`] and the like.
    pub fn export_fhir(
        &self,
        wanted: FhirExport,
        made_at: &Moment,
        out: &mut dyn Write,
    ) -> Result<Written, JournalError> {
        let FhirExport { kind, from, to, since_ms } = wanted;
        let reading = self.store.read_all()?;
        let wanted = Wanted { kind, from, to, since_ms, made_at };
        let written =
            write_everything(&reading.entries, &wanted, &self.fhir_subject(), out).map_err(refused)?;
        match reading.damage.first() {
            Some(damage) => Err(JournalError::Damaged(*damage)),
            None => Ok(written),
        }
    }

    /// A report as a FHIR R4 document, in JSON; with `pdf`, the same report as a PDF is carried in it.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let made_at = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let report = journal.report(None, None, &made_at, Audience::CareTeam)?;
    /// let document = journal.fhir(&report, None)?;
    /// assert!(document.contains(r#""resourceType":"Composition""#));
    /// // Nothing was logged: that is said as absent, never as zero.
    /// assert!(document.contains(r#""dataAbsentReason""#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::report`].
    pub fn fhir(&self, report: &Report, pdf: Option<&[u8]>) -> Result<String, JournalError> {
        self.sealed_fhir(report, &self.seal(report.to_json().as_bytes()), pdf)
    }

    /// This device's seal over a report's data.
    pub(crate) fn seal(&self, content: &[u8]) -> DocumentSeal {
        DocumentSeal::sign(self.store.device(), self.store.journal_id(), content)
    }

    /// The document of a report whose data was sealed already.
    pub(crate) fn sealed_fhir(
        &self,
        report: &Report,
        seal: &DocumentSeal,
        pdf: Option<&[u8]>,
    ) -> Result<String, JournalError> {
        let header = &report.header;
        let assessed = self.assess_from(header.from.min(header.as_of), header.as_of)?;
        if let Some(damage) = assessed.damage.iter().find(|damage| !damage.is_set_aside()) {
            return Err(JournalError::Damaged(*damage));
        }
        let timeline = &assessed.timeline;
        let signature = FhirSignature {
            key: &hex(&seal.public_key()),
            when: &header.made,
            format: "application/octet-stream",
            bytes: &seal.signature(),
        };
        let subject = self.fhir_subject();
        Ok(report.to_fhir(&FhirDocument { timeline, subject, signature: Some(signature), pdf }))
    }

    /// The person of this journal towards other systems: the same in every export, on every device of the journal.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// let subject = Journal::create(&path, secret)?.fhir_subject();
    /// assert_eq!(Journal::open(&path, secret)?.fhir_subject(), subject);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fhir_subject(&self) -> Subject {
        Subject::named(self.store.namer().name(PERSON))
    }
}

fn refused(error: io::Error) -> JournalError {
    match error.kind() {
        io::ErrorKind::StorageFull => JournalError::StorageFull,
        _ => JournalError::StorageUnavailable,
    }
}
