//! What is said to people, in their language.
//!
//! A room that speaks keeps its messages in Fluent files, one a language, builds [`Words`] from them once and asks for each
//! message by its name. Where the asked language lacks a message, English speaks and the answer says so, so that whoever shows it
//! can mark it. The core formats no number and no date: they come as arguments, written by the room that knows them.
//!
//! What was put together in English already, by rules whose words are kept as they are, [`Phrases`] says anew.
//!
//! Nothing here reads a clock, a file or the machine's own language; the same input gives the same text.
//!
//! ```
//! use nourish_words::{Language, Words};
//!
//! let english = "days-left = { $days ->\n    [one] one day left\n   *[other] { $days } days left\n}\ngreeting = Hello, { $name }";
//! let spanish = "days-left = { $days ->\n    [one] queda un d\u{ed}a\n   *[other] quedan { $days } d\u{ed}as\n}";
//! let sources = [(Language::ENGLISH, english), (Language::SPANISH, spanish)];
//! let words = Words::new(&Language::parse("es-MX")?, &sources)?;
//!
//! assert_eq!(words.say("days-left", &[("days", 2u32.into())]).text, "quedan 2 d\u{ed}as");
//! let said = words.say("greeting", &[("name", "Ana".into())]);
//! assert!(said.fell_back());
//! assert_eq!(said.marked(), "[en] Hello, Ana");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]

mod argument;
mod catalogue;
mod direction;
mod error;
mod gap;
mod language;
mod phrases;
mod words;

pub use argument::Argument;
pub use error::{Fault, WordsError};
pub use gap::Gap;
pub use language::{Language, NotALanguage};
pub use phrases::{Phrases, Write};
pub use words::{Said, Words};
