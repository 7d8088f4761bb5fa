//! A pack file: manifest, signature and files of a pack in one JSON object.

use super::refusal::PackRefused;
use crate::circle::hex;
use nourish_rules::Tables;
use nourish_rules::pack::{PACK_BYTES, Pack, Source, claimed_name};
use nourish_seal::{PackSignature, PackSignatureError, SiteKey, pack_file_hash, verify_pack};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The format that this version reads and writes.
const FORMAT: u64 = 1;
/// The longest pack file that is read, in bytes: a pack's texts, escaped.
pub const FILE_BYTES: usize = 4 * PACK_BYTES;
/// What stands for a pack whose manifest cannot be read.
const UNNAMED: &str = "(unnamed)";

/// A pack file that has been taken apart, not verified.
pub(crate) struct PackFile {
    manifest: String,
    signature: PackSignature,
    files: BTreeMap<String, String>,
}

impl PackFile {
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, PackRefused> {
        if bytes.len() > FILE_BYTES {
            return Err(PackRefused::NotAPack);
        }
        let value: Value = serde_json::from_slice(bytes).map_err(|_| PackRefused::NotAPack)?;
        match value.get("nourish_pack").and_then(Value::as_u64) {
            Some(FORMAT) => Self::of(&value).ok_or(PackRefused::NotAPack)?,
            Some(_) => Err(PackRefused::NewerFormat),
            None => Err(PackRefused::NotAPack),
        }
    }

    /// `None` where a member is missing or of another type.
    fn of(value: &Value) -> Option<Result<Self, PackRefused>> {
        let signature = match PackSignature::decode(&bytes_of(value.get("signature")?.as_str()?)?) {
            Ok(signature) => signature,
            Err(PackSignatureError::UnknownVersion(_)) => return Some(Err(PackRefused::NewerFormat)),
            Err(_) => return None,
        };
        let text = |(name, text): (&String, &Value)| Some((name.clone(), text.as_str()?.to_owned()));
        let files = value.get("files")?.as_object()?.iter().map(text).collect::<Option<_>>()?;
        Some(Ok(Self { manifest: value.get("manifest")?.as_str()?.to_owned(), signature, files }))
    }

    /// The bytes of a pack file.
    pub(crate) fn compose(manifest: &str, signature: &PackSignature, files: &[(&str, &str)]) -> Vec<u8> {
        let files: Map<String, Value> =
            files.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
        let signature = hex(&signature.encode());
        let file =
            json!({"nourish_pack": FORMAT, "manifest": manifest, "signature": signature, "files": files});
        format!("{file:#}\n").into_bytes()
    }

    /// What the pack calls itself. Nobody has vouched for it.
    pub(crate) fn claimed_id(&self) -> String {
        claimed_name(&self.manifest).map_or_else(|| UNNAMED.to_owned(), |name| name.id)
    }

    /// The key that the signature claims.
    pub(crate) fn site(&self) -> SiteKey {
        self.signature.site()
    }

    /// The pack, if one of `trusted` signed it and it is without a mistake.
    pub(crate) fn verify(&self, trusted: &[SiteKey], built_in: &Tables) -> Result<Pack, PackRefused> {
        let site = self.site();
        verify_pack(site, self.manifest.as_bytes(), &self.signature)
            .map_err(|_| PackRefused::BadSignature { pack: self.claimed_id() })?;
        if !trusted.contains(&site) {
            return Err(PackRefused::UnknownSite { pack: self.claimed_id(), site });
        }
        let files = self.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        Ok(Pack::read(built_in, &Source { manifest: &self.manifest, files }, pack_file_hash)?)
    }
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = hex.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(high << 4 | low).ok(),
        _ => None,
    });
    pairs.collect()
}
