//! What is wrong with a file.

use std::fmt;

use serde::de::Error;

/// The first mistake in a file. Its text may quote the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What is wrong, in English.
    pub message: String,
    /// Where it begins, in bytes; `None` when the whole file is meant.
    pub offset: Option<usize>,
}

impl Mistake {
    /// The line it is on, from one; 1 when the whole file is meant.
    #[must_use]
    pub fn line(&self, text: &str) -> usize {
        let before = self.offset.and_then(|offset| text.get(..offset)).unwrap_or_default();
        before.matches('\n').count() + 1
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Mistake {}

/// A mistake in one word, for it is handed through every function that reads.
#[derive(Debug)]
pub(crate) struct Boxed(Box<Mistake>);

impl Boxed {
    pub(crate) fn open(self) -> Mistake {
        *self.0
    }

    /// Says where it is, unless that is known more closely.
    #[inline(never)]
    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }
}

impl fmt::Display for Boxed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Boxed {}

impl Error for Boxed {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new(Mistake { message: message.to_string(), offset: None }))
    }
}
