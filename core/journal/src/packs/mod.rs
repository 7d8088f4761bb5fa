//! Content packs of sites: whom to trust, what is installed, what is in force.

mod file;
mod kept;
mod refusal;
mod signing;

pub use file::FILE_BYTES as PACK_FILE_BYTES;
pub(crate) use file::PackFile;
pub use refusal::PackRefused;
pub use signing::{check_pack, check_pack_texts, make_pack_key, sign_pack};

use crate::error::JournalError;
use crate::journal::Journal;
use crate::scoring::Calculator;
pub(crate) use kept::Beside;
use kept::Kept;
use nourish_rules::pack::Pack;
use nourish_rules::{Override, PackName, Tables};
use nourish_seal::SiteKey;
use nourish_store::{Setting, Store};

/// What a pack is and does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackSummary {
    /// Id and version.
    pub name: PackName,
    /// What it is, in the words of the site.
    pub title: String,
    /// Who made it.
    pub issuer: String,
    /// What may be done with it.
    pub licence: String,
    /// The key that signed it; none for one that is not signed yet.
    pub site: Option<SiteKey>,
    /// What it changes: the table, and the row with what it said, what it says now, and why.
    pub overrides: Vec<(String, Override)>,
    /// The instruments that it adds, by id.
    pub instruments: Vec<String>,
    /// The files of questions, messages and formulas that it adds.
    pub questions: Vec<String>,
}

impl PackSummary {
    pub(crate) fn of(pack: &Pack, site: Option<SiteKey>) -> Self {
        Self {
            name: pack.name().clone(),
            title: pack.title().to_owned(),
            issuer: pack.issuer().to_owned(),
            licence: pack.licence().to_owned(),
            site,
            overrides: pack.overrides().map(|(table, change)| (table.to_owned(), change)).collect(),
            instruments: pack.instruments().map(|table| table.id.clone()).collect(),
            questions: pack.carried().map(|(file, _)| file.to_owned()).collect(),
        }
    }
}

/// A pack that is installed but not in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackSetAside {
    /// What it calls itself, or `(all)` where nothing can be read of any.
    pub pack: String,
    /// Why it is not in force, and what to do.
    pub why: PackRefused,
}

/// The packs of a journal, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackList {
    /// Those in force: they decide, and every finding that they had a say in names them.
    pub in_force: Vec<PackSummary>,
    /// Those that do not verify or fit any more. The built-in rules stand in their place.
    pub set_aside: Vec<PackSetAside>,
}

/// The packs of an open journal. The rules with them in force stand beside.
pub(crate) struct Packs {
    pub(crate) list: PackList,
    /// What came with this program beside tables, and what the packs in force bring.
    pub(crate) beside: Beside,
    sites: Vec<SiteKey>,
}

/// What a journal keeps of packs, and the rules with those in force that can be. It fails only where the disk does.
pub(crate) fn load(store: &Store, built_in: &Tables) -> Result<(Tables, Packs), JournalError> {
    let mut list = PackList::default();
    let all = |why| PackSetAside { pack: "(all)".to_owned(), why };
    let sites = kept::read(store, Setting::Sites, kept::sites)?.unwrap_or_else(|why| {
        list.set_aside.push(all(why));
        Vec::new()
    });
    let files = kept::read(store, Setting::Packs, kept::files)?.unwrap_or_else(|why| {
        list.set_aside.push(all(why));
        Vec::new()
    });
    let mut kept: Vec<Kept> = files.into_iter().map(|file| Kept::of(file, &sites, built_in)).collect();
    let (tables, beside) = kept::put_in_force(built_in, &mut kept)?;
    for one in kept {
        match one.pack {
            Ok(pack) => list.in_force.push(PackSummary::of(&pack, one.site)),
            Err(why) => list.set_aside.push(PackSetAside { pack: one.id, why }),
        }
    }
    Ok((tables, Packs { list, beside, sites }))
}

impl Journal {
    /// Trusts a site: packs that it signed may be installed. Whose key it is, the person must know from the site itself.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let site = make_pack_key()?.site();
    /// journal.trust_site(site)?;
    /// assert_eq!(journal.trusted_sites(), [site]);
    /// journal.distrust_site(site)?;
    /// assert!(journal.trusted_sites().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Pack`] with [`PackRefused::TooMany`], or what the disk may say.
    pub fn trust_site(&mut self, site: SiteKey) -> Result<(), JournalError> {
        self.change_sites(|sites| {
            sites.push(site);
            sites.sort_unstable();
            sites.dedup();
        })
    }

    /// Trusts a site no longer: its packs stay installed but are set aside. See [`Journal::trust_site`] for an example.
    ///
    /// # Errors
    /// What the disk may say.
    pub fn distrust_site(&mut self, site: SiteKey) -> Result<(), JournalError> {
        self.change_sites(|sites| sites.retain(|known| *known != site))
    }

    /// The sites that are trusted; see [`Journal::trust_site`] for an example.
    pub fn trusted_sites(&self) -> &[SiteKey] {
        &self.packs.sites
    }

    /// Installs a pack file, in the place of an older version of the same pack. It is in force as a whole or not at all.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let head = "nourish_pack = 1\nid = \"st-example\"\nversion = 3\ntitle = \"Local limits\"\n\
    ///     issuer = \"St Example, a fictional hospital\"\nlicence = \"CC0-1.0\"\n";
    /// let overrides = "[[override]]\ntable = \"pons\"\nrow = \"bmi_low\"\nat_most = \"19\"\nreason = \"Seen earlier.\"\n";
    /// let key = make_pack_key()?;
    /// let pack = sign_pack(head, &[("_overrides.toml", overrides)], &key)?;
    ///
    /// assert!(matches!(journal.install_pack(&pack), Err(JournalError::Pack(PackRefused::UnknownSite { .. }))));
    /// journal.trust_site(key.site())?;
    /// assert_eq!(journal.install_pack(&pack)?.name.to_string(), "st-example 3");
    ///
    /// let assessed = journal.assess("2026-11-20".parse()?)?;
    /// let pons = assessed.assessment.findings.iter().find(|finding| finding.rule == "pons").unwrap();
    /// assert!(pons.version.starts_with("pons 2018.1; pack st-example 3: bmi_low at_most 19"));
    ///
    /// journal.remove_pack("st-example")?;
    /// assert!(journal.packs().in_force.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Pack`] says by name why the pack was refused, and nothing is changed then; or what the disk may say.
    pub fn install_pack(&mut self, file: &[u8]) -> Result<PackSummary, JournalError> {
        self.load_packs()?;
        let (sites, built_in) = (self.packs.sites.clone(), self.built_in.clone());
        let new = PackFile::parse(file)?;
        let pack = new.verify(&sites, &built_in)?;
        let summary = PackSummary::of(&pack, Some(new.site()));
        self.store.change_setting::<JournalError>(Setting::Packs, |content| {
            let files = kept::files(content)?;
            let mut kept: Vec<Kept> =
                files.into_iter().map(|file| Kept::of(file, &sites, &built_in)).collect();
            if let Some(before) = kept.iter().find(|kept| kept.id == summary.name.id) {
                may_replace(before, file, &summary)?;
            }
            kept.retain(|kept| kept.id != summary.name.id);
            let (tables, beside) = kept::put_in_force(&built_in, &mut kept)?;
            tables.with_pack(&pack).map_err(PackRefused::from)?;
            beside.with_pack(&pack)?;
            let mut files: Vec<Vec<u8>> = kept.into_iter().map(|kept| kept.bytes).collect();
            files.push(file.to_vec());
            Ok(kept::write_files(&files)?)
        })?;
        self.load_packs()?;
        Ok(summary)
    }

    /// The packs that are installed: those in force, and those set aside. See [`Journal::install_pack`] for an example.
    pub fn packs(&self) -> &PackList {
        &self.packs.list
    }

    /// Removes a pack, in force or set aside; see [`Journal::install_pack`] for an example.
    ///
    /// # Errors
    /// [`JournalError::Pack`] with [`PackRefused::NotInstalled`], or what the disk may say.
    pub fn remove_pack(&mut self, id: &str) -> Result<(), JournalError> {
        let (sites, built_in) = (self.packs.sites.clone(), self.built_in.clone());
        self.store.change_setting::<JournalError>(Setting::Packs, |content| {
            let files = kept::files(content)?;
            let count = files.len();
            let stay = |file: &Vec<u8>| Kept::of(file.clone(), &sites, &built_in).id != id;
            let files: Vec<Vec<u8>> = files.into_iter().filter(stay).collect();
            if files.len() == count {
                return Err(PackRefused::NotInstalled.into());
            }
            Ok(kept::write_files(&files)?)
        })?;
        self.load_packs()
    }

    /// The calculators, with the packs of this journal in force.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// let journal = Journal::create(&path, secret)?;
    /// assert_eq!(journal.calculator().instruments(), Calculator::new()?.instruments());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn calculator(&self) -> Calculator {
        Calculator::of(self.tables.clone())
    }

    /// Reads anew what the journal keeps of packs: another program may have changed it.
    pub(crate) fn load_packs(&mut self) -> Result<(), JournalError> {
        (self.tables, self.packs) = load(&self.store, &self.built_in)?;
        Ok(())
    }

    fn change_sites(&mut self, change: impl FnOnce(&mut Vec<SiteKey>)) -> Result<(), JournalError> {
        self.store.change_setting::<JournalError>(Setting::Sites, |content| {
            let mut sites = kept::sites(content)?;
            change(&mut sites);
            Ok(kept::write_sites(&sites)?)
        })?;
        self.load_packs()
    }
}

/// Whether a pack of the same name may be replaced: by the same site, and not by an older version.
fn may_replace(before: &Kept, file: &[u8], new: &PackSummary) -> Result<(), PackRefused> {
    let pack = new.name.id.clone();
    match (before.site, &before.pack) {
        (Some(site), _) if Some(site) != new.site => Err(PackRefused::OtherSite { pack, site }),
        (_, Ok(installed)) if installed.name().version > new.name.version => {
            Err(PackRefused::Older { pack, installed: installed.name().version, found: new.name.version })
        }
        (_, Ok(installed)) if installed.name().version == new.name.version && before.bytes != file => {
            Err(PackRefused::SameVersion { pack, version: new.name.version })
        }
        _ => Ok(()),
    }
}
