//! How much of a set is read.

/// Bytes of a set, and of a file of messages or answers.
pub const SET_BYTES: usize = 256 * 1024;
/// Questions of a set.
pub(crate) const QUESTIONS: usize = 200;
/// Choices of a question.
pub(crate) const CHOICES: usize = 32;
/// Conditions of a question.
pub(crate) const CONDITIONS: usize = 8;
/// Characters of a name.
pub(crate) const NAME: usize = 60;
/// Characters of a text about the set.
pub(crate) const TEXT: usize = 300;
/// Bytes of an answer in words: what a note and an answer hold.
pub(crate) const ANSWER_BYTES: usize = 4_000;
