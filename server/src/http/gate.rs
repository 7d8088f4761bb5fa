//! Who asks: the signature is checked by the headers alone, before anything of the body is read.

use super::problem::Problem;
use crate::checks::Checks;
use crate::desk::Desk;
use crate::error::MailboxError;
use crate::members::Members;
use crate::signer::{Signed, Signer};
use hyper::HeaderMap;
use nourish_sync::{
    DIGEST_HEADER, DeviceFace, JournalId, KEY_HEADER, MESSAGE_BYTES, Request, SIGNATURE_HEADER,
    SIGNATURE_INPUT_HEADER, SLOT_BYTES, SignatureInput, TOKEN_HEADER, entry_hash, from_hex,
};

/// Whom the server takes new journals from. Those that it has are served in any case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// From anybody.
    Open,
    /// From who shows one of these tokens.
    Token(Vec<String>),
    /// Those that whoever runs the server has listed in the store ([`Ledger::allow`](crate::Ledger::allow)).
    Listed,
}

/// What the headers say.
#[derive(Debug)]
pub(super) struct Claim {
    pub(super) input: SignatureInput,
    signature: [u8; 64],
    /// The key that the device shows.
    key: Option<[u8; 32]>,
    token: Option<[u8; 32]>,
}

/// What the one who asks is to the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// A device that is served, and its key.
    Served([u8; 32]),
    /// The first that asks for a journal which may be brought, with its key.
    Founder([u8; 32]),
    /// Anybody who holds this key.
    Stranger([u8; 32]),
    /// One whose signature is not good.
    Nobody,
}

impl Claim {
    /// Reads the headers.
    pub(super) fn read(headers: &HeaderMap) -> Result<Self, Problem> {
        let one = |name: &str| {
            let mut all = headers.get_all(name).iter();
            let value = all.next().and_then(|value| value.to_str().ok());
            value.filter(|_| all.next().is_none()).ok_or(Problem::Signature)
        };
        let (input, digest) = (one(SIGNATURE_INPUT_HEADER)?, one(DIGEST_HEADER)?);
        let (input, signature) =
            SignatureInput::read(input, digest, one(SIGNATURE_HEADER)?).ok_or(Problem::Signature)?;
        let key = match headers.contains_key(KEY_HEADER) {
            true => Some(from_hex(one(KEY_HEADER)?).ok_or(Problem::Signature)?),
            false => None,
        };
        let token = one(TOKEN_HEADER).ok().map(|token| entry_hash(token.as_bytes()));
        Ok(Self { input, signature, key, token })
    }

    /// Finds out what the one who asks is to the journal. A journal that is not known, a device that is not served and a wrong
    /// signature take the same way from here on, so that nobody learns which journals there are: only who signs with the key of a device
    /// that was served a while ago is not asked for.
    pub(super) async fn standing(
        &self,
        journal: JournalId,
        members: &Members,
        desk: &Desk,
        opening: &Opening,
        checks: &Checks,
    ) -> Result<Standing, MailboxError> {
        let device = self.input.device;
        let remembered = members.key(journal, device);
        let signed_by = |signer| Signed::of(signer, &self.input, journal, &self.signature);
        let tried = match remembered {
            Some(signer) => Some((signer, checks.is_good(signed_by(signer).by_a_remembered_device()).await)),
            None => None,
        };
        if let Some((signer, true)) = tried {
            return Ok(Standing::Served(signer.key()));
        }
        let served = desk.served(journal).await?;
        let may_open = match opening {
            Opening::Open => true,
            Opening::Token(tokens) => self.shows_one_of(tokens),
            // Asked for a journal that is known as well: both take as long.
            Opening::Listed => desk.is_listed(journal).await?,
        };
        let known = served.iter().find(|(known, _)| *known == device).map(|(_, key)| *key);
        let shown = known.or(self.key).and_then(|key| Signer::of(&key)).filter(|signer| !signer.is_weak());
        let Some(signer) = shown else {
            // Without a key that a device can have there is still a signature to check, which takes its time and counts for nothing.
            std::hint::black_box(checks.is_good(signed_by(Signer::nobodys())).await);
            return Ok(Standing::Nobody);
        };
        let is_good = match tried {
            // It was checked, and takes no longer than with a device that nobody remembers.
            Some((tried, good)) if tried == signer => good,
            _ => checks.is_good(signed_by(signer)).await,
        };
        if !is_good {
            return Ok(Standing::Nobody);
        }
        let key = signer.key();
        Ok(match known {
            Some(_) => {
                members.remember(journal, device, signer);
                Standing::Served(key)
            }
            None if served.is_empty() && may_open => Standing::Founder(key),
            None => Standing::Stranger(key),
        })
    }

    /// Hashes are compared: how long that takes says nothing about a token.
    fn shows_one_of(&self, tokens: &[String]) -> bool {
        tokens.iter().any(|token| self.token == Some(entry_hash(token.as_bytes())))
    }
}

impl Standing {
    /// Most bytes that are read from it.
    pub(super) const fn limit_bytes(self) -> u64 {
        match self {
            Self::Served(_) | Self::Founder(_) => MESSAGE_BYTES as u64,
            // A message of a pairing, or a voucher.
            Self::Stranger(_) | Self::Nobody => SLOT_BYTES as u64 + 1_024,
        }
    }

    /// Whether it may ask this at all. What a served device may is decided later.
    pub(super) fn may_ask(self, request: &Request) -> bool {
        match (self, request) {
            (Self::Nobody, _) => false,
            (_, request) if request.is_of_a_pairing() => true,
            // Who signs with a key is to be vouched for with that key.
            (
                Self::Served(key) | Self::Founder(key) | Self::Stranger(key),
                Request::Introduce { face, .. },
            ) => DeviceFace::decode(face).is_ok_and(|face| face.signing_key == key),
            (Self::Served(_) | Self::Founder(_), _) => true,
            (Self::Stranger(_), _) => false,
        }
    }

    /// Whether its requests are remembered, so that none is done twice. What a stranger may ask does no harm twice, and is not to
    /// fill our memory.
    pub(super) const fn is_remembered(self) -> bool {
        matches!(self, Self::Served(_) | Self::Founder(_))
    }

    /// Whether it is a device that was served a moment ago, or a while.
    pub(super) const fn is_served(self) -> bool {
        matches!(self, Self::Served(_))
    }

    /// The key under which a journal is begun by this request.
    pub(super) const fn founding(self, request: &Request) -> Option<[u8; 32]> {
        match (self, request) {
            (_, Request::PutSlot { .. } | Request::GetSlot { .. } | Request::Introduce { .. }) => None,
            // Nothing is begun to be taken away.
            (_, Request::Erase { .. } | Request::Close) => None,
            (Self::Founder(key), _) => Some(key),
            _ => None,
        }
    }
}
