//! Publications, each with one number.

use crate::model::SourceRow;
use nourish_rules::assess::Citation;

/// The publications met so far.
#[derive(Default)]
pub(super) struct Sources {
    rows: Vec<SourceRow>,
}

impl Sources {
    /// The number of this publication; a new one if it is new.
    pub(super) fn number(&mut self, citation: &Citation) -> usize {
        let known = self.rows.iter().find(|row| row.text == citation.text && row.doi == citation.doi);
        if let Some(row) = known {
            return row.number;
        }
        let number = self.rows.len() + 1;
        self.rows.push(SourceRow { number, text: citation.text.clone(), doi: citation.doi.clone() });
        number
    }

    pub(super) fn rows(self) -> Vec<SourceRow> {
        self.rows
    }
}
