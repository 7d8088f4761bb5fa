//! How much of a pack is read.

/// Bytes of all files of a pack together, the manifest included.
pub const PACK_BYTES: usize = 1024 * 1024;
/// Bytes of one file.
pub(super) const FILE_BYTES: usize = 256 * 1024;
/// Files beside the manifest.
pub(super) const FILES: usize = 64;
/// Overrides.
pub(super) const OVERRIDES: usize = 256;
/// Inputs that a pack adds, and that one of its instruments asks.
pub(super) const INPUTS: usize = 64;
/// Rows of a table that a pack adds: few enough that every total can be looked at.
pub(super) const ROWS: usize = 128;
/// Words of one input.
pub(super) const WORDS: usize = 32;
/// Characters of a name.
pub(super) const NAME: usize = 40;
/// Characters of a text.
pub(super) const TEXT: usize = 300;
/// Characters of a decimal number in an override.
pub(super) const DECIMAL: usize = 12;
/// The most points, up or down, that a row may give.
pub(crate) const POINTS: i32 = 100;
/// The longest time that a constant may name where the built-in one is not longer: what the rules look back for day by day.
pub(super) const DAYS: i32 = 92;
