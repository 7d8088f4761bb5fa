//! The report on paper: a PDF that is tagged for screen readers (PDF/UA-1) and made to be kept (PDF/A-3a).
//!
//! Sections become blocks that know their height, blocks flow onto pages, pages become marks. Nothing is measured twice, nothing read
//! from a clock or a disk: the same report gives the same bytes.

mod block;
mod draw;
mod emit;
mod faces;
mod figures;
mod flags;
mod flow;
mod head;
mod ink;
mod lines;
mod mark;
mod plot;
mod seal;
mod sections;
mod table;

use crate::model::Report;
use crate::parts;
use faces::Faces;
use flow::Flow;
use thiserror::Error;

/// Why there is no PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PdfError {
    /// One of the further fonts cannot be read.
    #[error("a font that was handed over is not a TrueType or OpenType font; hand over another, or none")]
    Font,
    /// The document could not be written.
    #[error("the report cannot be written as PDF; write it as HTML and report this as a fault")]
    Writing,
}

/// A file that travels within the PDF.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, such as `report.json`.
    pub name: String,
    /// Its media type, such as `application/json`.
    pub media_type: String,
    /// What it is, in a sentence.
    pub description: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether it is compressed within the PDF.
    pub is_compressed: bool,
}

/// What a document says of its seal, for whoever holds it on paper.
#[derive(Clone, PartialEq, Eq)]
pub struct PrintedSeal {
    /// What the QR code holds.
    pub code: String,
    /// The first digits of the hash of the data within the document.
    pub check_digits: String,
    /// The first digits of the public key of the device that sealed it.
    pub device_digits: String,
}

/// What a PDF needs beside the report.
#[derive(Clone, Default)]
pub struct Paper<'a> {
    /// Fonts for letters that the built-in ones lack, as bytes, in the order in which they are asked. Noto Sans with Latin, Greek and
    /// Cyrillic letters and Noto Sans Arabic are built in; a name in Chinese, say, needs a font of the phone's own.
    pub fonts: &'a [Vec<u8>],
    /// Files that travel within it.
    pub attachments: Vec<Attachment>,
    /// What is printed of its seal.
    pub seal: Option<PrintedSeal>,
}

impl Report {
    /// The report as a PDF of A4 pages.
    ///
    /// A letter that no font has is printed as the sign for a missing letter, and the last page says so.
    ///
    /// # Errors
    /// [`PdfError`]; nothing that a journal can hold leads to one.
    pub fn to_pdf(&self, paper: &Paper<'_>) -> Result<Vec<u8>, PdfError> {
        let faces = Faces::new(paper.fonts).ok_or(PdfError::Font)?;
        let mut flow = Flow::new();
        flow.add(head::head(&faces, self));
        for topic in parts::topics(self) {
            flow.section(&faces, sections::section(&faces, self, topic));
        }
        if let Some(seal) = &paper.seal {
            flow.section(&faces, seal::section(&faces, self, seal));
        }
        if faces.missed_any() {
            flow.add(sections::missing_letters(&faces, self));
        }
        emit::emit(self, &faces, flow.pages, &paper.attachments)
    }
}
