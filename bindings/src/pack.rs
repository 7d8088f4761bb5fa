//! Content packs of sites: whom to trust, what is installed, what is in force.

use crate::calculator::Calculator;
use crate::error::JournalError;
use crate::file_problem::FileProblem;
use crate::journal::Journal;
use crate::pack_problem::PackProblem;
use crate::scalar::SiteKey;
use nourish_journal::PACK_FILE_BYTES;
use std::fs::File;
use std::io::Read;

/// What a pack is and does.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PackSummary {
    /// Its name: small letters, digits and hyphens.
    pub id: String,
    /// Its version, from 1.
    pub version: u32,
    /// What it is, in the words of the site.
    pub title: String,
    /// Who made it.
    pub issuer: String,
    /// What may be done with it.
    pub licence: String,
    /// The key that signed it; null for one that is not signed yet.
    pub site: Option<SiteKey>,
    /// What it changes in the built-in rules.
    pub overrides: Vec<PackOverride>,
    /// The instruments that it adds, by id.
    pub instruments: Vec<String>,
    /// The files of questions, messages and formulas that it adds.
    pub questions: Vec<String>,
}

/// A row of a built-in rule that a pack changes.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PackOverride {
    /// The rule's table.
    pub table: String,
    /// The row.
    pub row: String,
    /// What the row said before: `below 3.0`.
    pub was: String,
    /// What it says now.
    pub now: String,
    /// Why, in the words of the site.
    pub reason: String,
}

/// A pack that is installed but not in force.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PackSetAside {
    /// What it calls itself, or `(all)` where nothing can be read of any.
    pub pack: String,
    /// Why it is not in force.
    pub problem: PackProblem,
    /// The same as a sentence, in English, with what to do.
    pub text: String,
}

/// The packs of a journal.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PackList {
    /// Those in force: every finding that they had a say in names them.
    pub in_force: Vec<PackSummary>,
    /// Those that do not verify or fit any more. The built-in rules stand in their place.
    pub set_aside: Vec<PackSetAside>,
}

#[uniffi::export]
impl Journal {
    /// Installs a pack, in the place of an older version of the same one. It is in force as a whole or not at all.
    ///
    /// Throws `PackRefused` with the reason, and what the disk may say; nothing was changed then.
    pub fn install_pack(&self, pack: Vec<u8>) -> Result<PackSummary, JournalError> {
        let installed = self.lock().install_pack(&pack)?.into();
        Ok(self.changed(installed))
    }

    /// The same from the file at `path`. Prefer it: bytes cross the door one by one.
    ///
    /// Throws what `installPack` throws, and `UnreadableFile` for a file that cannot be read.
    pub fn install_pack_file(&self, path: String) -> Result<PackSummary, JournalError> {
        self.install_pack(read_pack(&path)?)
    }

    /// The packs that are installed: those in force, and those set aside with the reason.
    pub fn packs(&self) -> PackList {
        self.lock().packs().clone().into()
    }

    /// Removes a pack, in force or set aside.
    ///
    /// Throws `PackRefused` for one that is not installed, and what the disk may say.
    pub fn remove_pack(&self, id: String) -> Result<(), JournalError> {
        self.lock().remove_pack(&id)?;
        self.changed(());
        Ok(())
    }

    /// Trusts a site: packs that it signed may be installed. Whose key it is, the person must know from the site itself.
    ///
    /// Throws `UnreadableSiteKey`, `PackRefused` where there are as many sites as are kept, and what the disk may say.
    pub fn trust_site(&self, site: SiteKey) -> Result<(), JournalError> {
        self.lock().trust_site(site)?;
        self.changed(());
        Ok(())
    }

    /// Trusts a site no longer: its packs stay installed but are set aside.
    ///
    /// Throws `UnreadableSiteKey`, and what the disk may say.
    pub fn distrust_site(&self, site: SiteKey) -> Result<(), JournalError> {
        self.lock().distrust_site(site)?;
        self.changed(());
        Ok(())
    }

    /// The sites that are trusted, as their keys are written.
    pub fn trusted_sites(&self) -> Vec<SiteKey> {
        self.lock().trusted_sites().to_vec()
    }

    /// The instruments, with the packs of this journal in force.
    pub fn calculator(&self) -> Calculator {
        self.lock().calculator().into()
    }
}

/// Looks through a pack without a journal: whether it is whole, and signed by `site`, or, where none is said, by the key that it names itself,
/// which says nothing about whose key that is. For a screen that asks whether to trust.
///
/// Throws `PackRefused` with the reason, and `UnreadableSiteKey`.
#[uniffi::export(default(site = None))]
pub fn check_pack(pack: Vec<u8>, site: Option<SiteKey>) -> Result<PackSummary, JournalError> {
    Ok(nourish_journal::check_pack(&pack, site)?.into())
}

/// At most a byte more than a pack may have: what is longer is refused as none.
fn read_pack(path: &str) -> Result<Vec<u8>, JournalError> {
    let mut bytes = Vec::new();
    let limit = PACK_FILE_BYTES as u64 + 1;
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|_| JournalError::UnreadableFile { problem: FileProblem::CannotBeRead })?;
    Ok(bytes)
}

impl From<nourish_journal::PackSummary> for PackSummary {
    fn from(pack: nourish_journal::PackSummary) -> Self {
        let overrides = pack.overrides.into_iter().map(|(table, change)| PackOverride {
            table,
            row: change.row,
            was: change.was,
            now: change.now,
            reason: change.reason,
        });
        Self {
            id: pack.name.id,
            version: pack.name.version,
            title: pack.title,
            issuer: pack.issuer,
            licence: pack.licence,
            site: pack.site,
            overrides: overrides.collect(),
            instruments: pack.instruments,
            questions: pack.questions,
        }
    }
}

impl From<nourish_journal::PackList> for PackList {
    fn from(list: nourish_journal::PackList) -> Self {
        let aside = |aside: nourish_journal::PackSetAside| PackSetAside {
            pack: aside.pack,
            text: aside.why.to_string(),
            problem: aside.why.into(),
        };
        Self {
            in_force: list.in_force.into_iter().map(Into::into).collect(),
            set_aside: list.set_aside.into_iter().map(aside).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check_in::Respondent;
    use crate::scalar::Moment;
    use nourish_journal::{PackKey, make_pack_key, sign_pack};

    const QUESTIONS: &str = "nourish_questions = 1\nid = \"st-example-sleep\"\nversion = \"1\"\ncheck_in = \"unscheduled\"\nrecall_days = 7\n\
        licence = \"CC0-1.0\"\nsource = \"Invented.\"\n[[question]]\nid = \"nights\"\nform = \"count\"\nleast = 0\nmost = 7\n";
    const TEXTS: &str =
        "set-st-example-sleep = Sleep\nst-example-sleep-nights = On how many nights did you sleep well?\n";

    fn pack(version: u32, key: &PackKey) -> Vec<u8> {
        let head = format!(
            "nourish_pack = 1\nid = \"st-example\"\nversion = {version}\ntitle = \"Sleep\"\n\
             issuer = \"St Example, a fictional hospital\"\nlicence = \"CC0-1.0\"\n"
        );
        let overrides = "[[override]]\ntable = \"pons\"\nrow = \"bmi_low\"\nat_most = \"19\"\nreason = \"Seen earlier.\"\n";
        let files =
            [("_overrides.toml", overrides), ("questions_sleep.toml", QUESTIONS), ("texts_en.ftl", TEXTS)];
        sign_pack(&head, &files, key).unwrap()
    }

    fn refused(result: Result<impl Sized, JournalError>) -> PackProblem {
        match result.err() {
            Some(JournalError::PackRefused { problem, text }) if !text.is_empty() => problem,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_pack_of_a_trusted_site_is_in_force_until_it_is_not_trusted_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.nourish").to_string_lossy().into_owned();
        let journal = Journal::create(path, "a plainly fictional passphrase".into()).unwrap();
        let key = make_pack_key().unwrap();
        let file = folder.path().join("st-example.pack");
        std::fs::write(&file, pack(2, &key)).unwrap();
        let file = file.to_string_lossy().into_owned();
        let unknown = PackProblem::UnknownSite { pack: "st-example".into(), site: key.site() };
        assert_eq!(refused(journal.install_pack_file(file.clone())), unknown);
        assert_eq!(check_pack(pack(2, &key), None).unwrap().site, Some(key.site()));

        journal.trust_site(key.site()).unwrap();
        let installed = journal.install_pack_file(file).unwrap();
        assert_eq!((installed.id.as_str(), installed.version), ("st-example", 2));
        assert_eq!(
            (installed.overrides[0].row.as_str(), installed.overrides[0].now.as_str()),
            ("bmi_low", "at_most 19")
        );
        assert_eq!(journal.packs().in_force, [installed]);
        let older = PackProblem::Older { pack: "st-example".into(), installed: 2, found: 1 };
        assert_eq!(refused(journal.install_pack(pack(1, &key))), older);

        let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]").unwrap();
        let session =
            journal.begin_check_in("st-example-sleep".into(), Respondent::Patient, "en".into(), now).unwrap();
        assert_eq!(session.question().unwrap().text.text, "On how many nights did you sleep well?");

        journal.distrust_site(key.site()).unwrap();
        assert!(journal.trusted_sites().is_empty());
        let list = journal.packs();
        assert!(list.in_force.is_empty() && list.set_aside[0].problem == unknown);
        journal.remove_pack("st-example".into()).unwrap();
        assert_eq!(refused(journal.remove_pack("st-example".into())), PackProblem::NotInstalled);
        assert_eq!(refused(journal.install_pack(b"{}".to_vec())), PackProblem::NotAPack);
        let absent = journal.install_pack_file(folder.path().join("absent").to_string_lossy().into_owned());
        assert_eq!(absent.err(), Some(JournalError::UnreadableFile { problem: FileProblem::CannotBeRead }));
    }
}
