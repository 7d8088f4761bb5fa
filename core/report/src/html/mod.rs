//! The report as one page: no script, no request, everything inside it.
//!
//! It is XHTML in all but name, so that tests can read it with an XML parser.

mod charts;
mod evidence;
mod flags;
mod overview;
mod page;
mod provenance;
mod tables;
mod tiles;

use crate::model::Report;

impl Report {
    /// The report as one self-contained HTML page for screen, phone and A4 paper.
    ///
    /// Its content security policy forbids scripts and any request; charts are inline SVG, each with its data as a table.
    pub fn to_html(&self) -> String {
        page::write(self)
    }
}
