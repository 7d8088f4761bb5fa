//! Why a pack is not in force, by name and by what can be done next.

use nourish_checkin::SetError;
use nourish_rules::pack::PackError;
use nourish_seal::SiteKey;

/// Why a pack was refused or set aside. Nothing was changed; the built-in rules and the other packs are in force.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackRefused {
    /// The bytes are no signed pack.
    #[error("the file is not a signed pack; choose one that `nourish pack sign` wrote")]
    NotAPack,
    /// The pack file, or its signature, is of a newer version.
    #[error("the pack file is of a newer version; update this program")]
    NewerFormat,
    /// The signature does not fit the manifest.
    #[error("pack {pack}: the signature does not fit; it was changed or damaged on its way, fetch it again")]
    BadSignature {
        /// The pack, as its manifest calls itself.
        pack: String,
    },
    /// The signature fits, but the site is not one that is trusted here.
    #[error(
        "pack {pack}: signed by {site}, which is not trusted here; compare this key with the site, then trust it"
    )]
    UnknownSite {
        /// The pack, as its manifest calls itself.
        pack: String,
        /// The key of the site that signed it.
        site: SiteKey,
    },
    /// The pack has a mistake, or changes what another pack has changed.
    #[error(transparent)]
    Content(Box<PackError>),
    /// Its sets of questions or messages have a mistake.
    #[error("pack {pack}, {why}")]
    Questions {
        /// The pack.
        pack: String,
        /// The file, the line, the problem and the remedy.
        why: Box<SetError>,
    },
    /// A newer version of the pack is installed.
    #[error("pack {pack}: version {installed} is installed and {found} is older; remove it first to go back")]
    Older {
        /// The pack.
        pack: String,
        /// The version that is installed.
        installed: u32,
        /// The version that was to be installed.
        found: u32,
    },
    /// The same version is installed with another content.
    #[error(
        "pack {pack}: version {version} is installed with another content; the site must give it a new version"
    )]
    SameVersion {
        /// The pack.
        pack: String,
        /// The version of both.
        version: u32,
    },
    /// The pack of this name is another site's.
    #[error("pack {pack}: the installed one is signed by another site, {site}; remove it first")]
    OtherSite {
        /// The pack.
        pack: String,
        /// The site of the installed one.
        site: SiteKey,
    },
    /// The formulas of the pack have a mistake, or take a name that is there.
    #[error("pack {pack}: {why}")]
    Formulas {
        /// The pack.
        pack: String,
        /// File, line, problem and remedy.
        why: Box<nourish_plan::ContentError>,
    },
    /// There is no such pack.
    #[error("there is no such pack; list the packs to see their names")]
    NotInstalled,
    /// There are as many packs, or sites, as are kept.
    #[error("there are as many packs or sites as are kept; remove one first")]
    TooMany,
    /// What the journal kept of packs or sites does not open any more.
    #[error(
        "what the journal kept of packs and sites is damaged; trust the sites and install the packs again"
    )]
    Damaged,
}

impl PackRefused {
    pub(crate) fn of_questions(pack: &str, why: SetError) -> Self {
        Self::Questions { pack: pack.to_owned(), why: Box::new(why) }
    }
}

impl From<PackError> for PackRefused {
    fn from(error: PackError) -> Self {
        Self::Content(Box::new(error))
    }
}
