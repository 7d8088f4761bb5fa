//! What a site does with a pack: make a key, look a pack through, sign it.

use super::file::PackFile;
use super::kept::Beside;
use super::{PackRefused, PackSummary};
use crate::error::JournalError;
use nourish_rules::Tables;
use nourish_rules::pack::{Pack, Source, complete_manifest};
use nourish_seal::{PackKey, SiteKey, SystemEntropy, pack_file_hash};

/// A new key with which a site signs its packs.
///
/// ```
/// # use nourish_journal::*;
/// let key = make_pack_key()?;
/// assert_eq!(SiteKey::parse(&key.site().to_string()), Ok(key.site()));
/// # Ok::<(), JournalError>(())
/// ```
///
/// # Errors
/// [`JournalError::KeyUnavailable`] when the system gives no random bytes.
pub fn make_pack_key() -> Result<PackKey, JournalError> {
    PackKey::make(&mut SystemEntropy::new()).map_err(|_| JournalError::KeyUnavailable)
}

/// Signs a pack: `head` is what its manifest says before the list of files, which is made here. Gives the pack file. The same
/// texts and key give the same bytes. See [`Journal::install_pack`](crate::Journal::install_pack) for an example.
///
/// # Errors
/// [`JournalError::Pack`] with the first mistake, by file and line: what would be refused is not signed.
pub fn sign_pack(head: &str, files: &[(&str, &str)], key: &PackKey) -> Result<Vec<u8>, JournalError> {
    check_pack_texts(head, files)?;
    let manifest = complete_manifest(head, files, pack_file_hash);
    Ok(PackFile::compose(&manifest, &key.sign(manifest.as_bytes()), files))
}

/// Looks through the texts of a pack that is not signed yet.
///
/// ```
/// # use nourish_journal::*;
/// let refused = check_pack_texts("nourish_pack = 1\nid = \"St Example\"\n", &[]);
/// assert!(refused.is_err_and(|why| why.to_string().contains("_pack.toml")));
/// # Ok::<(), JournalError>(())
/// ```
///
/// # Errors
/// [`JournalError::Pack`] with the first mistake, by file and line.
pub fn check_pack_texts(head: &str, files: &[(&str, &str)]) -> Result<PackSummary, JournalError> {
    let built_in = built_in()?;
    let manifest = complete_manifest(head, files, pack_file_hash);
    let source = Source { manifest: &manifest, files: files.to_vec() };
    let pack = Pack::read(&built_in, &source, pack_file_hash).map_err(PackRefused::from)?;
    built_in.with_pack(&pack).map_err(PackRefused::from)?;
    Beside::built_in()?.with_pack(&pack)?;
    Ok(PackSummary::of(&pack, None))
}

/// Looks through a pack file: whether it is whole, and signed by `site`, or, where none is given, by the key that it names
/// itself, which says nothing about whose key that is.
///
/// ```
/// # use nourish_journal::*;
/// let head = "nourish_pack = 1\nid = \"st-example\"\nversion = 3\ntitle = \"Nothing yet\"\n\
///     issuer = \"St Example, a fictional hospital\"\nlicence = \"CC0-1.0\"\n";
/// let key = make_pack_key()?;
/// let pack = sign_pack(head, &[], &key)?;
/// assert_eq!(check_pack(&pack, None)?.site, Some(key.site()));
/// assert!(check_pack(&pack, Some(make_pack_key()?.site())).is_err());
/// # Ok::<(), JournalError>(())
/// ```
///
/// # Errors
/// [`JournalError::Pack`] says by name why the pack would be refused.
pub fn check_pack(file: &[u8], site: Option<SiteKey>) -> Result<PackSummary, JournalError> {
    let built_in = built_in()?;
    let file = PackFile::parse(file)?;
    let pack = file.verify(&[site.unwrap_or_else(|| file.site())], &built_in)?;
    built_in.with_pack(&pack).map_err(PackRefused::from)?;
    Beside::built_in()?.with_pack(&pack)?;
    Ok(PackSummary::of(&pack, Some(file.site())))
}

fn built_in() -> Result<Tables, JournalError> {
    Tables::built_in().map_err(|_| JournalError::BrokenRules)
}
