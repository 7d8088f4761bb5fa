//! Parcels that cannot be taken: they are left at the mailbox, named, and looked at again when that can help.

/// Why a parcel is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Reason {
    /// It does not open: changed on its way, or never made by a member.
    Tampered = 1,
    /// It was made by a newer version of this program.
    Newer = 2,
    /// It is sealed under the key of an epoch that this device was not given.
    UnknownEpoch = 3,
    /// It is of a device that is not in the circle.
    UnknownDevice = 4,
    /// Its device did not sign for it.
    BadSignature = 5,
    /// What comes before it is missing.
    Gap = 6,
    /// Its device had left the circle before.
    AfterLeaving = 7,
    /// Its device may not write what it says.
    NotAllowed = 8,
    /// It tells another history than the one that is known.
    Forked = 9,
    /// What it says of the circle does not hold.
    NotOfCircle = 10,
    /// An entry in it cannot be read, or does not stand at its place.
    Unreadable = 11,
    /// It contradicts what is kept here, such as an erasure that names another entry.
    Contradicted = 12,
}

impl Reason {
    const ALL: [Self; 12] = [
        Self::Tampered,
        Self::Newer,
        Self::UnknownEpoch,
        Self::UnknownDevice,
        Self::BadSignature,
        Self::Gap,
        Self::AfterLeaving,
        Self::NotAllowed,
        Self::Forked,
        Self::NotOfCircle,
        Self::Unreadable,
        Self::Contradicted,
    ];

    /// The reason with this number.
    pub fn of(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| *reason as u8 == number)
    }

    /// Whether the parcel can be taken once something else came: looked at again at every sync.
    pub(crate) const fn may_pass(self) -> bool {
        matches!(
            self,
            Self::Newer
                | Self::UnknownEpoch
                | Self::UnknownDevice
                | Self::Gap
                | Self::NotOfCircle
                | Self::Contradicted
        )
    }
}

/// A parcel that was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Its place at the mailbox.
    pub place: u64,
    /// Why.
    pub reason: Reason,
    /// Since when, in milliseconds since 1970.
    pub since_ms: i64,
}
