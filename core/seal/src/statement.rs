//! What a device signs besides its head.

use ring::signature::{ED25519, UnparsedPublicKey};

use crate::device::DeviceKey;
use crate::ident::JournalId;

/// What a signed statement says. The name is part of what is signed, so that a signature made for one is none for another.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Statement {
    /// Something changes in the circle of care.
    Circle,
    /// How far the device knows every log to go.
    Heads,
    /// All that there was up to these heads, put together for newcomers.
    Checkpoint,
    /// Where a log ends that another device wrote, whose key is gone.
    Adopted,
    /// A request to a mailbox.
    Request,
    /// A document was made of the journal, and holds this.
    Document,
    /// An audit file was made of the journal, and ends here.
    Audit,
}

/// The signature is not one by this key over this statement in this journal.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the signature does not match")]
pub struct BadSignature;

impl Statement {
    const fn domain(self) -> &'static [u8] {
        match self {
            Self::Circle => b"nourish/circle/1",
            Self::Heads => b"nourish/heads/1",
            Self::Checkpoint => b"nourish/checkpoint/1",
            Self::Adopted => b"nourish/adopted/1",
            Self::Request => b"nourish/request/1",
            Self::Document => b"nourish/document/1",
            Self::Audit => b"nourish/audit/1",
        }
    }

    /// What is signed: domain | journal (16) | `body`.
    #[must_use]
    pub fn message(self, journal: JournalId, body: &[u8]) -> Vec<u8> {
        [self.domain(), journal.as_bytes(), body].concat()
    }

    /// The device's Ed25519 signature over domain | journal (16) | `body`.
    #[must_use]
    pub fn sign(self, key: &DeviceKey, journal: JournalId, body: &[u8]) -> [u8; 64] {
        key.sign(&self.message(journal, body))
    }

    /// Checks a signature. Whose key it is, the caller knows from a place that it trusts.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn verify(
        self,
        public_key: &[u8; 32],
        journal: JournalId,
        body: &[u8],
        signature: &[u8; 64],
    ) -> Result<(), BadSignature> {
        UnparsedPublicKey::new(&ED25519, public_key)
            .verify(&self.message(journal, body), signature)
            .map_err(|_| BadSignature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    const ALL: [Statement; 7] = [
        Statement::Circle,
        Statement::Heads,
        Statement::Checkpoint,
        Statement::Adopted,
        Statement::Request,
        Statement::Document,
        Statement::Audit,
    ];

    #[test]
    fn a_signature_is_good_for_one_statement_key_journal_and_body_alone() {
        let key = DeviceKey::make(&mut SeededEntropy::new(1)).unwrap();
        let other = DeviceKey::make(&mut SeededEntropy::new(2)).unwrap();
        let journal = JournalId::from_bytes([1; 16]);
        for statement in ALL {
            let signature = statement.sign(&key, journal, b"body");
            for read_as in ALL {
                let verified = read_as.verify(&key.public(), journal, b"body", &signature);
                assert_eq!(verified.is_ok(), read_as == statement);
            }
            assert_eq!(statement.verify(&other.public(), journal, b"body", &signature), Err(BadSignature));
            assert_eq!(statement.verify(&key.public(), journal, b"bodies", &signature), Err(BadSignature));
            let elsewhere = JournalId::from_bytes([2; 16]);
            assert_eq!(statement.verify(&key.public(), elsewhere, b"body", &signature), Err(BadSignature));
        }
    }
}
