//! A chart with what stands around it, and what stands in its place when there is nothing to draw.

use super::table::Table;
use crate::chart::{Drawing, Format};

/// A key of a legend: the class of what it explains, and what that means.
pub(crate) type Key = (&'static str, String);

/// A chart, or why there is none.
pub(crate) enum Chart<'a> {
    /// There is something to draw.
    Drawn(Figure<'a>),
    /// There is not.
    Empty { heading: String, text: String, tables: Vec<Table> },
}

/// A chart with its caption, its legend, and the same data as tables.
pub(crate) struct Figure<'a> {
    pub(crate) heading: String,
    pub(crate) text: String,
    pub(crate) legend: Vec<Key>,
    pub(crate) tables: Vec<Table>,
    pub(super) draw: Box<dyn Fn(Format) -> Option<Drawing> + 'a>,
}

impl Figure<'_> {
    /// The drawing in one of its sizes.
    pub(crate) fn draw(&self, format: Format) -> Option<Drawing> {
        (self.draw)(format)
    }
}
