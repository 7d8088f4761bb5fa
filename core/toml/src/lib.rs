//! TOML files, read into the types of who asks, with the place of the first mistake.
//!
//! The crate `toml` parses; what is read from the parsed file into a type is here, because that is compiled once for every type
//! and `toml`'s own way is several times as large ([ADR 31](../../../docs/adr/0031-the-shipped-library.md)). A table is read by its
//! names only: a list in the place of a table is a mistake. Enumerations are not read; no file of ours has any.
//!
//! ```
//! use nourish_toml::Spanned;
//!
//! #[derive(serde::Deserialize)]
//! struct Page {
//!     title: Spanned<String>,
//! }
//!
//! let page: Page = nourish_toml::read("title = 'Doses'")?;
//! assert_eq!(page.title.span(), 8..15);
//! # Ok::<(), nourish_toml::Mistake>(())
//! ```

#![forbid(unsafe_code)]

mod mistake;
mod place;

pub use mistake::Mistake;
pub use toml::Spanned;

use mistake::Boxed;
use place::Place;
use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

/// Reads a whole file.
///
/// # Errors
/// The first [`Mistake`]: not TOML, an unknown or missing name, a value of another kind.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Mistake> {
    let table = DeTable::parse(text).map_err(|error| Mistake {
        message: error.message().to_owned(),
        offset: error.span().map(|span| span.start),
    })?;
    let span = table.span();
    let file = DeValue::Table(table.into_inner());
    T::deserialize(Place::of(&file, span)).map_err(Boxed::open)
}
