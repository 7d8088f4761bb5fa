//! A table in words.

/// A table with one row of heads; the first cell of each row names it.
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) const fn new(caption: String, head: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        Self { caption, head, rows }
    }
}
