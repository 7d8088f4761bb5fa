//! The key of a site, and the one thing that it signs: the manifest of a content pack.

use core::fmt;

use ring::digest;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use zeroize::Zeroizing;

use crate::device::{PUBLIC_KEY_BYTES, SIGNATURE_BYTES};
use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::key_text::{self, Form, KeyTextError};
use crate::keyring::Secret;

/// Bytes of an encoded [`PackSignature`].
pub const PACK_SIGNATURE_BYTES: usize = 1 + PUBLIC_KEY_BYTES + SIGNATURE_BYTES;

const VERSION: u8 = 1;
const DOMAIN: &[u8] = b"nourish/pack/1";
const KEY_FORM: Form = Form { name: "nourish-pack-key-", version: "1:", domain: b"nourish/pack-key/1" };
const SITE_FORM: Form = Form { name: "nourish-site-", version: "1:", domain: b"nourish/site/1" };

/// The Ed25519 key (RFC 8032) with which a site signs its packs. It signs manifests only, behind their own domain, so that
/// a signature made for one use cannot be passed off as another. Never shown by `Debug`.
pub struct PackKey {
    seed: Secret,
    pair: Ed25519KeyPair,
    public: SiteKey,
}

/// The public key of a site, by which its packs are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiteKey([u8; PUBLIC_KEY_BYTES]);

/// A signature over a pack's manifest, with the key that it claims to be made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackSignature {
    public: SiteKey,
    signature: [u8; SIGNATURE_BYTES],
}

/// Why the signature of a pack was refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PackSignatureError {
    /// Written by a newer version.
    #[error("pack signature version {0} is not known")]
    UnknownVersion(u8),
    /// Not of the expected form.
    #[error("not a pack's signature")]
    Malformed,
    /// Not a signature by this site over these bytes.
    #[error("the signature does not match")]
    BadSignature,
}

impl PackKey {
    /// Makes a new random key.
    ///
    /// # Errors
    /// [`EntropyUnavailable`] if the random source does not answer.
    pub fn make(entropy: &mut dyn Entropy) -> Result<Self, EntropyUnavailable> {
        // Any 32 bytes are an Ed25519 seed, so this cannot be refused.
        Self::from_seed(Zeroizing::new(make_bytes(entropy)?)).ok_or(EntropyUnavailable)
    }

    /// The public key, to be given to those who shall trust the site.
    #[must_use]
    pub fn site(&self) -> SiteKey {
        self.public
    }

    /// Signs a manifest. The message is `"nourish/pack/1"` | the manifest's bytes.
    #[must_use]
    pub fn sign(&self, manifest: &[u8]) -> PackSignature {
        let made = self.pair.sign(&message(manifest));
        let mut signature = [0; SIGNATURE_BYTES];
        for (to, from) in signature.iter_mut().zip(made.as_ref()) {
            *to = *from;
        }
        PackSignature { public: self.public, signature }
    }

    /// The line to keep secret: `nourish-pack-key-1:`, then 72 hexadecimal digits, the last 8 of which check the others.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        key_text::write(&KEY_FORM, &self.seed)
    }

    /// Reads that line; white space around it and the case of digits do not matter.
    ///
    /// # Errors
    /// [`KeyTextError`] says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, KeyTextError> {
        Self::from_seed(key_text::read(&KEY_FORM, text)?).ok_or(KeyTextError::Mistyped)
    }

    fn from_seed(seed: Secret) -> Option<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice()).ok()?;
        let public = SiteKey(*pair.public_key().as_ref().first_chunk()?);
        Some(Self { seed, pair, public })
    }
}

impl SiteKey {
    /// The key of these bytes, as stored.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; PUBLIC_KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the key.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; PUBLIC_KEY_BYTES] {
        &self.0
    }

    /// Reads the line that `Display` writes: `nourish-site-1:`, then 72 hexadecimal digits, the last 8 of which check the
    /// others. White space around it and the case of digits do not matter.
    ///
    /// # Errors
    /// [`KeyTextError`] says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, KeyTextError> {
        Ok(Self(*key_text::read(&SITE_FORM, text)?))
    }
}

impl fmt::Display for SiteKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&key_text::write(&SITE_FORM, &self.0))
    }
}

impl PackSignature {
    /// The key that the signature claims to be made with. Whether it is one to trust is for the reader to know.
    #[must_use]
    pub fn site(&self) -> SiteKey {
        self.public
    }

    /// The bytes, as stored and sent: version (1) | public key (32) | signature (64).
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        [&[VERSION][..], &self.public.0, &self.signature].concat()
    }

    /// Reads what [`encode`](Self::encode) wrote, without verifying it. Total on any input.
    ///
    /// # Errors
    /// [`PackSignatureError::UnknownVersion`], [`PackSignatureError::Malformed`].
    pub fn decode(bytes: &[u8]) -> Result<Self, PackSignatureError> {
        let (version, rest) = bytes.split_first().ok_or(PackSignatureError::Malformed)?;
        if *version != VERSION {
            return Err(PackSignatureError::UnknownVersion(*version));
        }
        let (public, rest) =
            rest.split_first_chunk::<PUBLIC_KEY_BYTES>().ok_or(PackSignatureError::Malformed)?;
        let signature = rest.try_into().map_err(|_| PackSignatureError::Malformed)?;
        Ok(Self { public: SiteKey(*public), signature })
    }
}

/// Whether `signature` was made over exactly these bytes by the site whose key the caller trusts.
///
/// ```
/// use nourish_seal::{PackKey, SystemEntropy, verify_pack};
///
/// let key = PackKey::make(&mut SystemEntropy::new())?;
/// let signature = key.sign(b"id = \"example-site\"");
/// assert!(verify_pack(key.site(), b"id = \"example-site\"", &signature).is_ok());
/// assert!(verify_pack(key.site(), b"id = \"another-site\"", &signature).is_err());
/// # Ok::<(), nourish_seal::EntropyUnavailable>(())
/// ```
///
/// # Errors
/// [`PackSignatureError::BadSignature`], also where the signature claims another key than `site`.
pub fn verify_pack(
    site: SiteKey,
    manifest: &[u8],
    signature: &PackSignature,
) -> Result<(), PackSignatureError> {
    if signature.public != site {
        return Err(PackSignatureError::BadSignature);
    }
    UnparsedPublicKey::new(&ED25519, &site.0)
        .verify(&message(manifest), &signature.signature)
        .map_err(|_| PackSignatureError::BadSignature)
}

/// SHA-256 of a file of a pack, as its manifest names it.
#[must_use]
pub fn pack_file_hash(file: &[u8]) -> [u8; 32] {
    digest::digest(&digest::SHA256, file).as_ref().first_chunk().copied().unwrap_or_default()
}

fn message(manifest: &[u8]) -> Vec<u8> {
    [DOMAIN, manifest].concat()
}

impl fmt::Debug for PackKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PackKey").field("site", &self.public).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    const MANIFEST: &[u8] = b"nourish_pack = 1\n";

    fn key(seed: u64) -> PackKey {
        PackKey::make(&mut SeededEntropy::new(seed)).unwrap()
    }

    #[test]
    fn a_signature_holds_for_its_site_and_its_bytes_alone() {
        let signature = key(1).sign(MANIFEST);
        let received = PackSignature::decode(&signature.encode()).unwrap();
        assert_eq!(received, signature);
        assert_eq!(verify_pack(key(1).site(), MANIFEST, &received), Ok(()));
        let bad = Err(PackSignatureError::BadSignature);
        assert_eq!(verify_pack(key(2).site(), MANIFEST, &received), bad);
        assert_eq!(verify_pack(key(1).site(), b"nourish_pack = 1", &received), bad);
        let claimed = PackSignature { public: key(2).site(), ..received };
        assert_eq!(verify_pack(key(2).site(), MANIFEST, &claimed), bad);
    }

    #[test]
    fn a_flipped_bit_anywhere_and_any_other_length_is_refused() {
        let bytes = key(1).sign(MANIFEST).encode();
        assert_eq!(bytes.len(), PACK_SIGNATURE_BYTES);
        for position in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[position] ^= 1 << bit;
                let verified = PackSignature::decode(&flipped)
                    .and_then(|signature| verify_pack(key(1).site(), MANIFEST, &signature));
                assert!(verified.is_err(), "bit {bit} of byte {position}");
            }
            assert_eq!(PackSignature::decode(&bytes[..position]), Err(PackSignatureError::Malformed));
        }
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(PackSignature::decode(&longer), Err(PackSignatureError::Malformed));
        assert_eq!(PackSignature::decode(&[2]), Err(PackSignatureError::UnknownVersion(2)));
    }

    #[test]
    fn a_statement_of_another_sort_is_no_signature_of_a_pack() {
        // The bytes that a device signs for its head, under the same key: the domain keeps them apart.
        let head = b"nourish/head/1 and what follows";
        let pair = Ed25519KeyPair::from_seed_unchecked(key(1).seed.as_slice()).unwrap();
        let signature = <[u8; 64]>::try_from(pair.sign(head).as_ref()).unwrap();
        let passed_off = PackSignature { public: key(1).site(), signature };
        assert!(verify_pack(key(1).site(), head, &passed_off).is_err());
    }

    #[test]
    fn keys_survive_their_text_and_every_wrong_digit_is_noticed() {
        let (secret, public) = (key(3).to_text(), key(3).site().to_string());
        assert_eq!(PackKey::parse(&format!(" {}\r\n", *secret)).unwrap().site(), key(3).site());
        assert_eq!(
            SiteKey::parse(&public.to_uppercase().replace("NOURISH-SITE", "nourish-site")).unwrap(),
            key(3).site()
        );
        for at in "nourish-site-1:".len()..public.len() {
            let other = if &public[at..=at] == "0" { "1" } else { "0" };
            let mut wrong = public.clone();
            wrong.replace_range(at..=at, other);
            assert_eq!(SiteKey::parse(&wrong), Err(KeyTextError::Mistyped));
        }
        assert_eq!(SiteKey::parse(&secret), Err(KeyTextError::OtherText));
        assert_eq!(PackKey::parse(&public).unwrap_err(), KeyTextError::OtherText);
        assert_eq!(SiteKey::parse("nourish-site-2:00"), Err(KeyTextError::NewerVersion));
        assert_eq!(SiteKey::parse("nourish-site-1:00"), Err(KeyTextError::Mistyped));
        assert_eq!(SiteKey::parse(&format!("{public}0")), Err(KeyTextError::Mistyped));
    }

    #[test]
    fn debug_shows_no_secret() {
        let shown = format!("{:?}", key(4));
        assert_eq!(shown, format!("PackKey {{ site: {:?}, .. }}", key(4).site()));
    }
}
