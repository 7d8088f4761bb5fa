//! From the facade's errors to those that apps see.

use nourish_journal::{InvalidEntry, MappingError, RegimenError};

use crate::error::JournalError;

impl From<nourish_journal::JournalError> for JournalError {
    fn from(error: nourish_journal::JournalError) -> Self {
        use nourish_journal::JournalError as Inner;
        match error {
            Inner::InvalidEntry(invalid) => invalid.into(),
            Inner::NoSuchEntry | Inner::AmbiguousEntry => Self::NoSuchEntry,
            Inner::NewerEntry => Self::NewerEntry,
            Inner::NotFound => Self::NotFound,
            Inner::AlreadyExists => Self::AlreadyExists,
            Inner::NotAJournal => Self::NotAJournal,
            Inner::Locked(why) => why.into(),
            Inner::KeystoreFailed { why, ways } => {
                Self::KeystoreFailed { reason: why.into(), ways: ways.into_iter().map(Into::into).collect() }
            }
            Inner::UnreadableRecoveryCode(problem) => {
                Self::UnreadableRecoveryCode { problem: problem.to_string() }
            }
            Inner::SharesDoNotFit(problem) => Self::UnreadableRecoveryCode { problem: problem.to_string() },
            Inner::UnusableLabel(_) => Self::UnusableLabel,
            Inner::NoSuchWay => Self::NoSuchWay,
            Inner::LastWay => Self::LastWay,
            Inner::TooManyWays | Inner::TooManyEpochs => Self::LimitReached,
            Inner::KeysRenewed => Self::KeysRenewed,
            Inner::KeyUnavailable => Self::KeyUnavailable,
            Inner::NewerFormat { .. } => Self::NewerFormat,
            Inner::Damaged(part) => Self::Damaged { part: part.into() },
            Inner::ReadOnly => Self::ReadOnly,
            Inner::NotABackup => Self::NotABackup,
            Inner::DamagedBackup => Self::DamagedBackup,
            Inner::OtherJournal => Self::OtherJournal,
            Inner::HistoryForked => Self::HistoryForked,
            Inner::InUse => Self::InUse,
            Inner::Suspended => Self::Suspended,
            Inner::StorageFull => Self::StorageFull,
            #[cfg(feature = "pdf")]
            Inner::Unprintable(nourish_journal::PdfError::Font) => Self::UnusableFont,
            Inner::UnreadableFile(error) => Self::UnreadableFile { problem: error.into() },
            Inner::NoSuchImport | Inner::AmbiguousImport => Self::NoSuchImport,
            Inner::Cancelled => Self::Cancelled,
            Inner::NoCircle => Self::NoCircle,
            Inner::CircleExists => Self::CircleExists,
            Inner::DamagedCircle => Self::DamagedCircle,
            Inner::NotAllowed { role } => Self::NotAllowed { role },
            Inner::LeftCircle => Self::LeftCircle,
            Inner::NoSuchMember => Self::NoSuchMember,
            Inner::UnusableName => Self::UnusableName,
            Inner::TooManyChanges => Self::TooManyChanges,
            Inner::ChangeRefused => Self::ChangeRefused,
            Inner::NoMailbox => Self::NoMailbox,
            Inner::MailboxUnreachable => Self::MailboxUnreachable,
            Inner::MailboxRefused(reason) => Self::MailboxRefused { reason },
            Inner::NotAMailbox => Self::NotAMailbox,
            Inner::PairingCode(problem) => Self::UnreadablePairingCode { problem: problem.to_string() },
            failed @ (Inner::Pairing(_) | Inner::NotANewcomer | Inner::NotAWelcome) => {
                Self::PairingFailed { problem: failed.to_string() }
            }
            Inner::CheckIn(refused) => Self::CheckInRefused { problem: (*refused).into() },
            Inner::Pack(refused) => Self::PackRefused { text: refused.to_string(), problem: refused.into() },
            Inner::Regimen(refused) => refused.into(),
            Inner::BrokenRules => Self::BrokenRules,
            // What is left concerns files that cannot be read or written.
            _ => Self::StorageUnavailable,
        }
    }
}

impl From<InvalidEntry> for JournalError {
    fn from(invalid: InvalidEntry) -> Self {
        Self::InvalidEntry {
            field_name: invalid.field,
            problem: invalid.problem.to_string(),
            remedy: invalid.remedy,
        }
    }
}

impl From<RegimenError> for JournalError {
    fn from(refused: RegimenError) -> Self {
        let invalid = |field_name: &str, problem: String, remedy: &str| Self::InvalidEntry {
            field_name: field_name.to_owned(),
            problem,
            remedy: remedy.to_owned(),
        };
        match refused {
            RegimenError::NoSuchRegimen { .. } => Self::NoSuchRegimen,
            RegimenError::Cycles => {
                invalid("cycles", "are none, or too many".to_owned(), "plan 1 to 40 cycles")
            }
            RegimenError::Moment(error) => {
                invalid("start", error.to_string(), "begin at another hour or day")
            }
        }
    }
}

impl From<MappingError> for JournalError {
    fn from(error: MappingError) -> Self {
        Self::UnreadableMapping { problem: error.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lock_reason::LockReason;
    use nourish_journal::{JournalError as Inner, WrapError};

    #[test]
    fn a_refused_entry_keeps_field_problem_and_remedy() {
        let invalid = nourish_journal::Fact::read("weight", &[("weight", "6.2 kg")]).unwrap_err();
        let error = JournalError::from(Inner::InvalidEntry(invalid));
        let expected = JournalError::InvalidEntry {
            field_name: "weight_g".into(),
            problem: "is outside 20 kg to 300 kg".into(),
            remedy: "check the number and its unit".into(),
        };
        assert_eq!(error, expected);
    }

    #[test]
    fn a_lock_says_why_and_a_lack_of_random_bytes_is_no_lock() {
        let locked = JournalError::from(Inner::Locked(WrapError::PassphraseTooLong { limit: 1024 }));
        assert_eq!(locked, JournalError::Locked { reason: LockReason::PassphraseTooLong });
        assert_eq!(
            JournalError::from(Inner::Locked(WrapError::EntropyUnavailable)),
            JournalError::KeyUnavailable
        );
    }
}
