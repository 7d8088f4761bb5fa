//! What the journal keeps of packs: the sites that are trusted, and the pack files that were installed.

use super::file::PackFile;
use super::refusal::PackRefused;
use crate::error::JournalError;
use nourish_checkin::{Questionnaires, SetError};
use nourish_plan::Formulary;
use nourish_rules::Tables;
use nourish_rules::pack::Pack;
use nourish_seal::SiteKey;
use nourish_store::{Setting, Store, StoreError};

/// The version of both settings.
const VERSION: u8 = 1;
/// How many sites, and how many packs, are kept.
const MOST: usize = 32;
const KEY_BYTES: usize = 32;

/// The sites that are trusted, in order.
pub(super) fn sites(content: Option<Vec<u8>>) -> Result<Vec<SiteKey>, PackRefused> {
    let Some(content) = content else { return Ok(Vec::new()) };
    let keys = versioned(&content)?.chunks(KEY_BYTES);
    keys.map(|key| key.try_into().map(SiteKey::from_bytes).map_err(|_| PackRefused::Damaged)).collect()
}

pub(super) fn write_sites(sites: &[SiteKey]) -> Result<Vec<u8>, PackRefused> {
    if sites.len() > MOST {
        return Err(PackRefused::TooMany);
    }
    Ok([VERSION].into_iter().chain(sites.iter().flat_map(|site| *site.as_bytes())).collect())
}

/// The pack files that were installed, as they came.
pub(super) fn files(content: Option<Vec<u8>>) -> Result<Vec<Vec<u8>>, PackRefused> {
    let Some(content) = content else { return Ok(Vec::new()) };
    let mut rest = versioned(&content)?;
    let mut files = Vec::new();
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk::<4>().ok_or(PackRefused::Damaged)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| PackRefused::Damaged)?;
        let (file, after) = after.split_at_checked(length).ok_or(PackRefused::Damaged)?;
        files.push(file.to_vec());
        rest = after;
    }
    Ok(files)
}

pub(super) fn write_files(files: &[Vec<u8>]) -> Result<Vec<u8>, PackRefused> {
    if files.len() > MOST {
        return Err(PackRefused::TooMany);
    }
    let mut content = vec![VERSION];
    for file in files {
        let length = u32::try_from(file.len()).map_err(|_| PackRefused::TooMany)?;
        content.extend_from_slice(&length.to_be_bytes());
        content.extend_from_slice(file);
    }
    Ok(content)
}

fn versioned(content: &[u8]) -> Result<&[u8], PackRefused> {
    match content.split_first() {
        Some((&VERSION, rest)) => Ok(rest),
        Some((0, _)) | None => Err(PackRefused::Damaged),
        Some(_) => Err(PackRefused::NewerFormat),
    }
}

/// A pack file that is kept, and what it is worth.
pub(super) struct Kept {
    pub(super) bytes: Vec<u8>,
    /// What it calls itself.
    pub(super) id: String,
    /// The key that signed it, where the file can be taken apart.
    pub(super) site: Option<SiteKey>,
    pub(super) pack: Result<Pack, PackRefused>,
}

impl Kept {
    pub(super) fn of(bytes: Vec<u8>, trusted: &[SiteKey], built_in: &Tables) -> Self {
        match PackFile::parse(&bytes) {
            Ok(file) => Self {
                id: file.claimed_id(),
                site: Some(file.site()),
                pack: file.verify(trusted, built_in),
                bytes,
            },
            Err(refused) => Self { id: "(unreadable)".to_owned(), site: None, pack: Err(refused), bytes },
        }
    }
}

/// Puts packs in force, by their names; one that does not fit to those before it is set aside, with its tables and its questions.
pub(super) fn put_in_force(built_in: &Tables, kept: &mut [Kept]) -> Result<(Tables, Beside), JournalError> {
    kept.sort_by(|a, b| a.id.cmp(&b.id));
    let mut tables = built_in.clone();
    let mut beside = Beside::built_in()?;
    for one in kept {
        if let Ok(pack) = &one.pack {
            let both = tables.with_pack(pack).map_err(PackRefused::from);
            match both.and_then(|tables| Ok((tables, beside.with_pack(pack)?))) {
                Ok(with) => (tables, beside) = with,
                Err(why) => one.pack = Err(why),
            }
        }
    }
    Ok((tables, beside))
}

/// What packs bring beside tables.
#[derive(Clone)]
pub(crate) struct Beside {
    /// The sets of questions and messages where packs bring any; else the built-in ones, which are not read before somebody asks for them.
    questionnaires: Option<Questionnaires>,
    /// The formulas for tubes.
    pub(crate) formulary: Formulary,
}

impl Beside {
    /// What came with this program.
    pub(super) fn built_in() -> Result<Self, JournalError> {
        Ok(Self {
            questionnaires: None,
            formulary: Formulary::built_in().map_err(|_| JournalError::BrokenRules)?,
        })
    }

    /// The sets of questions and messages.
    pub(crate) fn questionnaires(&self) -> Result<&Questionnaires, SetError> {
        match &self.questionnaires {
            Some(brought) => Ok(brought),
            None => Questionnaires::built_in(),
        }
    }

    /// The same with what a pack brings, all of it or nothing.
    pub(super) fn with_pack(&self, pack: &Pack) -> Result<Self, PackRefused> {
        let name = pack.name();
        let (formulas, questions): (Vec<_>, Vec<_>) =
            pack.carried().partition(|(file, _)| file.starts_with(FORMULAS));
        let refused = |error| PackRefused::of_questions(&name.id, error);
        let questionnaires = if questions.is_empty() {
            self.questionnaires.clone()
        } else {
            let before = self.questionnaires().map_err(refused)?;
            Some(before.with_pack(&name.to_string(), &questions).map_err(refused)?)
        };
        let mut formulary = self.formulary.clone();
        for (file, text) in formulas {
            formulary = formulary
                .with(file, text)
                .map_err(|error| PackRefused::Formulas { pack: name.id.clone(), why: Box::new(error) })?;
        }
        Ok(Self { questionnaires, formulary })
    }
}

/// How the files of formulas begin.
const FORMULAS: &str = "formulas_";

/// A setting, or why it cannot be used. What the disk says is another matter.
pub(super) fn read<T>(
    store: &Store,
    setting: Setting,
    decode: impl FnOnce(Option<Vec<u8>>) -> Result<T, PackRefused>,
) -> Result<Result<T, PackRefused>, JournalError> {
    match store.setting(setting) {
        Ok(content) => Ok(decode(content)),
        // The entries may be readable all the same.
        Err(StoreError::Damaged(_)) => Ok(Err(PackRefused::Damaged)),
        Err(error) => Err(error.into()),
    }
}
