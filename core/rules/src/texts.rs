//! What the rules say, by its form, in each language that it is translated to: Fluent files for a phrase book.
//!
//! The rules speak English, and what they say is kept as it is. Whoever shows it in another language finds it by the forms of [`ENGLISH`] and says the
//! message of the same name.

/// The forms of what the rules say.
pub const ENGLISH: &str = include_str!("../texts/en.ftl");
/// The same in Spanish.
pub const SPANISH: &str = include_str!("../texts/es.ftl");
