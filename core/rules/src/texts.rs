//! What the rules say, by its form, in each language that it is translated to: Fluent files for a phrase book.
//!
//! The rules speak English, and what they say is kept as it is. Whoever shows it in another language finds it by the forms of [`english`] and says the
//! message of the same name.

use nourish_press::Files;

static TEXTS: Files = nourish_press::pressed!("texts");

/// The forms of what the rules say.
#[must_use]
pub fn english() -> &'static str {
    TEXTS.text("texts/en.ftl")
}

/// The same in Spanish.
#[must_use]
pub fn spanish() -> &'static str {
    TEXTS.text("texts/es.ftl")
}
