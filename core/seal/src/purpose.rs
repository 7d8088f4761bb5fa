//! What a seal is for.

/// What sealed bytes are used for. Each purpose has its own key, so bytes made for one are never taken for
/// another. Numbers and names are frozen: they are part of the format.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[repr(u8)]
pub enum Purpose {
    /// The record that holds the epoch keys and the device's signing key; sealed by the unlock key.
    Keyring = 1,
    /// A fresh entry, not yet folded into a block.
    Tail = 2,
    /// A folded block of entries.
    Block = 3,
    /// The list of what a journal file holds.
    Manifest = 4,
    /// Sums that can be computed again from the entries.
    Summary = 5,
    /// How far a device knows every log to go, on its way to other devices.
    Head = 6,
    /// A batch of entries on its way to other devices.
    Batch = 7,
    /// The unlock key, sealed by one way to unlock.
    Wrap = 8,
    /// Damaged bytes that were set aside.
    Damaged = 9,
    /// The app's settings.
    Settings = 10,
    /// The name of what was imported from elsewhere; only located, never sealed.
    Origin = 11,
    /// A statement about who belongs to the circle of care, on its way to other devices.
    Circle = 12,
}

impl Purpose {
    /// Every purpose, by number.
    pub const ALL: [Self; 12] = [
        Self::Keyring,
        Self::Tail,
        Self::Block,
        Self::Manifest,
        Self::Summary,
        Self::Head,
        Self::Batch,
        Self::Wrap,
        Self::Damaged,
        Self::Settings,
        Self::Origin,
        Self::Circle,
    ];

    /// The number bound into the associated data, 1 to 12.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The name used in key derivation, such as `tail`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keyring => "keyring",
            Self::Tail => "tail",
            Self::Block => "block",
            Self::Manifest => "manifest",
            Self::Summary => "summary",
            Self::Head => "head",
            Self::Batch => "batch",
            Self::Wrap => "wrap",
            Self::Damaged => "damaged",
            Self::Settings => "settings",
            Self::Origin => "origin",
            Self::Circle => "circle",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_frozen() {
        let listed: Vec<_> = Purpose::ALL.iter().map(|purpose| (purpose.number(), purpose.name())).collect();
        let frozen = [
            (1, "keyring"),
            (2, "tail"),
            (3, "block"),
            (4, "manifest"),
            (5, "summary"),
            (6, "head"),
            (7, "batch"),
            (8, "wrap"),
            (9, "damaged"),
            (10, "settings"),
            (11, "origin"),
            (12, "circle"),
        ];
        assert_eq!(listed, frozen);
    }
}
