//! Why a content pack is not in force, by what can be done next.

use crate::scalar::SiteKey;
use nourish_journal::PackRefused;

/// Why a pack was refused or set aside. Nothing was changed: the built-in rules and the other packs are in force.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum PackProblem {
    /// The bytes are no signed pack: choose another file.
    NotAPack,
    /// It is of a newer version: update the app.
    NewerFormat,
    /// The signature does not fit: it was changed or damaged on its way, fetch it again.
    BadSignature {
        /// The pack, as it calls itself.
        pack: String,
    },
    /// It is signed by a site that is not trusted here: compare the key with the site, in another way than the pack came, then trust it.
    UnknownSite {
        /// The pack, as it calls itself.
        pack: String,
        /// The key that signed it.
        site: SiteKey,
    },
    /// It has a mistake, or changes what another pack has changed; the text beside says which: the site must mend it.
    Mistake,
    /// A newer version is installed: remove that first to go back.
    Older {
        /// The pack.
        pack: String,
        /// The version that is installed.
        installed: u32,
        /// The version of this one.
        found: u32,
    },
    /// The same version is installed with another content: the site must give it a new version.
    SameVersion {
        /// The pack.
        pack: String,
        /// The version of both.
        version: u32,
    },
    /// The pack of this name is another site's: remove that first.
    OtherSite {
        /// The pack.
        pack: String,
        /// The site of the installed one.
        site: SiteKey,
    },
    /// No pack of this name is installed.
    NotInstalled,
    /// There are as many packs, or sites, as are kept: remove one first.
    TooMany,
    /// What the journal kept of packs and sites is damaged: trust the sites and install the packs again.
    Damaged,
}

impl From<PackRefused> for PackProblem {
    fn from(refused: PackRefused) -> Self {
        match refused {
            PackRefused::NotAPack => Self::NotAPack,
            PackRefused::NewerFormat => Self::NewerFormat,
            PackRefused::BadSignature { pack } => Self::BadSignature { pack },
            PackRefused::UnknownSite { pack, site } => Self::UnknownSite { pack, site },
            PackRefused::Older { pack, installed, found } => Self::Older { pack, installed, found },
            PackRefused::SameVersion { pack, version } => Self::SameVersion { pack, version },
            PackRefused::OtherSite { pack, site } => Self::OtherSite { pack, site },
            PackRefused::NotInstalled => Self::NotInstalled,
            PackRefused::TooMany => Self::TooMany,
            PackRefused::Damaged => Self::Damaged,
            // In its tables, questions or formulas, and wherever else a later pack may have one.
            _ => Self::Mistake,
        }
    }
}
