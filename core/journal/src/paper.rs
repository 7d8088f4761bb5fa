//! A report as a document that can be handed over and checked.

use crate::error::JournalError;
use crate::journal::Journal;
use nourish_report::{Attachment, Paper, PdfError, PrintedSeal, Report};
use nourish_seal::DocumentSeal;
use nourish_sync::{CircleDevice, Role};

/// Bytes of a hash or key that are printed for people to compare.
const SHOWN_BYTES: usize = 8;

impl Journal {
    /// A report of this journal as a PDF that this device seals. Its data travels within it as `report.json`, the same for other systems
    /// as a FHIR document, `bundle.json`; [`DocumentSeal::verify_file`] tells whether any byte of it changed. `fonts` are asked for
    /// letters that the built-in fonts lack, such as those of a Chinese name.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let made_at = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let report = journal.report(None, None, &made_at, Audience::Surgeon)?;
    /// let pdf = journal.pdf(&report, &[])?;
    /// assert!(DocumentSeal::verify_file(&pdf)?.is_of(report.to_json().as_bytes()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Journal::report`]; [`JournalError::Unprintable`] if one of `fonts` is none.
    pub fn pdf(&self, report: &Report, fonts: &[Vec<u8>]) -> Result<Vec<u8>, JournalError> {
        let content = report.to_json().into_bytes();
        let seal = self.seal(&content);
        let bundle = self.sealed_fhir(report, &seal, None)?.into_bytes();
        let paper = Paper {
            fonts,
            attachments: vec![data(content), document(bundle), seal_line(&seal)],
            seal: Some(printed(&seal)),
        };
        let mut pdf = report.to_pdf(&paper)?;
        seal.sign_file(self.store.device(), &mut pdf).map_err(|_| PdfError::Writing)?;
        Ok(pdf)
    }
}

/// Who sealed a document, as a journal knows it.
#[derive(Clone, PartialEq, Eq)]
pub enum SealedBy {
    /// The device that holds the journal.
    ThisDevice,
    /// A device of the journal's circle of care, of now or of before.
    Member {
        /// What people call the member.
        name: String,
        /// What they may do.
        role: Role,
        /// What they call the device.
        device: String,
    },
    /// A device that the circle does not know.
    Stranger,
    /// A device of another journal.
    OtherJournal,
}

impl Journal {
    /// Who sealed a document that [`DocumentSeal::verify_file`] found unchanged.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let journal = Journal::create(&path, secret)?;
    /// let made_at = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let pdf = journal.pdf(&journal.report(None, None, &made_at, Audience::Surgeon)?, &[])?;
    /// assert!(journal.sealed_by(&DocumentSeal::verify_file(&pdf)?)? == SealedBy::ThisDevice);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::DamagedCircle`], and what the disk may say.
    pub fn sealed_by(&self, seal: &DocumentSeal) -> Result<SealedBy, JournalError> {
        if seal.journal() != self.store.journal_id() {
            return Ok(SealedBy::OtherJournal);
        }
        if seal.public_key() == self.store.device().public() {
            return Ok(SealedBy::ThisDevice);
        }
        let Some(circle) = self.stored_circle()? else { return Ok(SealedBy::Stranger) };
        let is_it = |device: &&CircleDevice| device.face.signing_key == seal.public_key();
        let known = circle.members().find_map(|member| {
            let device = circle.devices_of(member.id).find(is_it)?;
            let (name, device) = (member.name.clone(), device.name.clone());
            Some(SealedBy::Member { name, role: member.role, device })
        });
        Ok(known.unwrap_or(SealedBy::Stranger))
    }
}

fn data(bytes: Vec<u8>) -> Attachment {
    Attachment {
        name: "report.json".to_owned(),
        media_type: "application/json".to_owned(),
        description: "Every figure of this report, for machines".to_owned(),
        bytes,
        is_compressed: true,
    }
}

fn document(bytes: Vec<u8>) -> Attachment {
    Attachment {
        name: "bundle.json".to_owned(),
        media_type: "application/fhir+json".to_owned(),
        description: "This report as a FHIR R4 document, for other systems".to_owned(),
        bytes,
        is_compressed: true,
    }
}

/// As it is, so that whoever checks it finds it without reading PDF.
fn seal_line(seal: &DocumentSeal) -> Attachment {
    Attachment {
        name: "seal.json".to_owned(),
        media_type: "application/json".to_owned(),
        description: "Whose device made this document, and its signatures".to_owned(),
        bytes: seal.line().into_bytes(),
        is_compressed: false,
    }
}

fn printed(seal: &DocumentSeal) -> PrintedSeal {
    PrintedSeal {
        code: seal.code(),
        check_digits: shown_digits(&seal.content_hash()),
        device_digits: shown_digits(&seal.public_key()),
    }
}

/// The first digits of a hash or a key, as a document prints them for people to compare: `3f2a 91bc 04d7 e810`.
#[must_use]
pub fn shown_digits(bytes: &[u8; 32]) -> String {
    let pairs: Vec<String> = bytes.iter().take(SHOWN_BYTES).map(|byte| format!("{byte:02x}")).collect();
    pairs.chunks(2).map(<[String]>::concat).collect::<Vec<_>>().join(" ")
}
