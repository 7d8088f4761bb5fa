//! Where a table comes from, and what content packs changed in it.

use std::fmt;

use super::model::Table;

/// A content pack, as findings name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackName {
    /// The pack's id: small letters, digits and hyphens.
    pub id: String,
    /// Its version, from 1.
    pub version: u32,
}

impl fmt::Display for PackName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.id, self.version)
    }
}

/// What a pack changed in a row of a built-in table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Override {
    /// The pack that did it.
    pub pack: PackName,
    /// The row.
    pub row: String,
    /// What the row said before: `below 3.0`, `= 42`.
    pub was: String,
    /// What it says now, in the same form.
    pub now: String,
    /// Why, in the words of the site.
    pub reason: String,
}

/// Where a table comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The pack that brought the table; none for a built-in one.
    pub pack: Option<PackName>,
    /// What packs changed in it, by pack and row.
    pub overrides: Vec<Override>,
}

impl Table {
    /// Where the table comes from, and what packs changed in it.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The version, with every pack that had a say: `2018.1; pack st-example 3: bmi_low at_most 19`.
    #[must_use]
    pub fn edition(&self) -> String {
        let mut text = self.version.clone();
        if let Some(pack) = &self.origin.pack {
            text.push_str(&format!("; pack {pack}"));
        }
        let mut before: Option<&PackName> = None;
        for Override { pack, row, now, .. } in &self.origin.overrides {
            let lead = if before == Some(pack) { ", ".to_owned() } else { format!("; pack {pack}: ") };
            text.push_str(&format!("{lead}{row} {now}"));
            before = Some(pack);
        }
        text
    }
}
