//! Recovery codes and their shares, as objects: nothing of them is printed by accident.

use crate::error::JournalError;
use crate::scalar::CalendarDay;
use std::sync::Arc;

/// A recovery code: whoever reads it can unlock the journal that it was added to.
#[derive(uniffi::Object)]
pub struct RecoveryCode(pub(crate) nourish_journal::RecoveryCode);

#[uniffi::export]
impl RecoveryCode {
    /// A new one. It opens nothing until `Journal.addRecoveryCode`.
    #[uniffi::constructor]
    pub fn make() -> Result<Self, JournalError> {
        Ok(Self(nourish_journal::make_recovery_code()?))
    }

    /// The one that a text spells, or two shares in any order: words as typed, or what a QR code holds.
    ///
    /// Throws `UnreadableRecoveryCode`, which names the position of a word that is none.
    #[uniffi::constructor]
    pub fn read(texts: Vec<String>) -> Result<Self, JournalError> {
        let texts: Vec<zeroize::Zeroizing<String>> = texts.into_iter().map(Into::into).collect();
        let texts: Vec<&str> = texts.iter().map(|text| text.as_str()).collect();
        Ok(Self(nourish_journal::read_recovery_code(&texts)?))
    }

    /// The thirteen words, with a space between them.
    pub fn words(&self) -> String {
        self.0.to_words().to_string()
    }

    /// What its QR code holds.
    pub fn payload(&self) -> String {
        self.0.to_payload().to_string()
    }

    /// A page to print, as HTML.
    pub fn page(&self, made_on: CalendarDay) -> Result<String, JournalError> {
        Ok(nourish_journal::recovery_sheet(&self.0, made_on)?.to_string())
    }

    /// Three shares of a new set; any two make the code.
    pub fn split(&self) -> Result<Vec<Arc<RecoveryShare>>, JournalError> {
        let shares = nourish_journal::split_recovery_code(&self.0)?;
        Ok(shares.into_iter().map(|share| Arc::new(RecoveryShare(share))).collect())
    }
}

/// One of three shares of a recovery code. Alone it opens nothing.
#[derive(uniffi::Object)]
pub struct RecoveryShare(nourish_journal::RecoveryShare);

#[uniffi::export]
impl RecoveryShare {
    /// Its number, 1 to 3.
    pub fn number(&self) -> u8 {
        self.0.number()
    }

    /// The two words that name its set.
    pub fn set(&self) -> String {
        self.0.set().to_string()
    }

    /// The sixteen words, with a space between them.
    pub fn words(&self) -> String {
        self.0.to_words().to_string()
    }

    /// What its QR code holds.
    pub fn payload(&self) -> String {
        self.0.to_payload().to_string()
    }

    /// A page to print, as HTML.
    pub fn page(&self, made_on: CalendarDay) -> Result<String, JournalError> {
        Ok(nourish_journal::share_sheet(&self.0, made_on)?.to_string())
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::fmt::Debug for RecoveryShare {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
