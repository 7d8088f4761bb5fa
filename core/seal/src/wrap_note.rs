//! What a person wants to know of a way to unlock, and a thief must not.

use core::fmt;

use crate::ident::WrapId;

/// The longest label of a way to unlock, in bytes of UTF-8.
pub const LABEL_LIMIT_BYTES: usize = 120;

/// The most notes that one keyring record may hold.
pub const WRAP_LIMIT: usize = 64;

/// Label and age of one wrap. Kept in the keyring record, so that nobody reads it who cannot unlock. Never shown by
/// `Debug`, because a person typed the label.
#[derive(Clone, Eq, PartialEq)]
pub struct WrapNote {
    id: WrapId,
    made_ms: Option<i64>,
    label: String,
}

/// A label that cannot be kept.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum LabelError {
    /// Longer than [`LABEL_LIMIT_BYTES`].
    #[error("the label is longer than {LABEL_LIMIT_BYTES} bytes; shorten it")]
    TooLong,
    /// A control character, such as a line break.
    #[error("the label has a control character, such as a line break; leave it out")]
    ControlCharacter,
}

impl WrapNote {
    /// A note on the wrap `id`, made at `made_ms` (milliseconds since 1970 UTC) where that is known.
    ///
    /// # Errors
    /// [`LabelError`].
    pub fn new(id: WrapId, made_ms: Option<i64>, label: &str) -> Result<Self, LabelError> {
        if label.len() > LABEL_LIMIT_BYTES {
            return Err(LabelError::TooLong);
        }
        if label.chars().any(char::is_control) {
            return Err(LabelError::ControlCharacter);
        }
        Ok(Self { id, made_ms, label: label.to_owned() })
    }

    /// The wrap that it is about.
    #[must_use]
    pub fn id(&self) -> WrapId {
        self.id
    }

    /// When it was made, in milliseconds since 1970 UTC, where that is known.
    #[must_use]
    pub fn made_ms(&self) -> Option<i64> {
        self.made_ms
    }

    /// What the person calls it; may be empty.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }
}

impl fmt::Debug for WrapNote {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("WrapNote").field("id", &self.id).finish_non_exhaustive()
    }
}
