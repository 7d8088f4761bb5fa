//! Files that come with the program, such as texts, tables and fonts: pressed by the build, so that the library that apps ship carries
//! them at a quarter of their size, and unpressed when the first of them is asked for
//! ([ADR 31](../../../docs/adr/0031-the-shipped-library.md)). In the repository they stay as they are.
//!
//! A room names its files in its build script, for which this crate is a build dependency too:
//!
//! ```no_run
//! nourish_press::press("texts", &["texts", "schedule.toml"])?;
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! and finds them in what [`pressed!`] gives.

#![forbid(unsafe_code)]

mod files;
mod pressing;

pub use files::Files;
pub use pressing::{press, press_made};

/// The [`Files`] that the build script of this room has [pressed](press) under a name.
///
/// ```text
/// static FILES: nourish_press::Files = nourish_press::pressed!("texts");
/// let english = FILES.text("texts/en.ftl");
/// ```
#[macro_export]
macro_rules! pressed {
    ($name:literal) => {
        $crate::Files::new(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".zst")))
    };
}
