//! What is wrong with a mailbox or a member, by name: what a person is shown and told to do.

use crate::hold::Reason;
use nourish_seal::DeviceId;

/// Something that a mailbox or a member ought not to have done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// Two histories of one device's log exist: its keys are used twice, or it was made to tell members different things.
    Forked {
        /// Whose log.
        device: DeviceId,
    },
    /// Two histories of the circle itself exist: the mailbox, or a member with it, shows members different circles.
    CircleForked,
    /// The mailbox gave less than it had given before, and did not say that it was restored.
    RolledBack,
    /// The mailbox gave older heads of a device than before.
    OldHeads {
        /// Whose heads.
        device: DeviceId,
    },
    /// A member has more of a log than the mailbox gives, and has had it for longer than is fair.
    Withheld {
        /// Whose log.
        device: DeviceId,
        /// Who has more.
        known_to: DeviceId,
    },
    /// A member knows statements about the circle that the mailbox does not give.
    CircleWithheld {
        /// Who knows more.
        known_to: DeviceId,
    },
    /// A parcel cannot be taken.
    Held {
        /// Why.
        reason: Reason,
    },
    /// A device logged what its member may not write: of that, the hash alone is kept, so that its log goes on.
    NotAllowed {
        /// Which device.
        device: DeviceId,
    },
    /// A mailbox that does not keep what it takes, or answers something else than was asked.
    NotKept,
}

/// A trouble, and since when it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noticed {
    /// What.
    pub trouble: Trouble,
    /// Since when, in milliseconds since 1970.
    pub since_ms: i64,
    /// Whether a person took note of it, so that it is not shown again before it happens anew.
    pub is_noted: bool,
}

impl Trouble {
    /// Whether it happened once and nothing later shows it to be over: it is shown until a person took note of it. That members
    /// have different circles is so until it is mended, whoever took note.
    pub(crate) const fn lasts(self) -> bool {
        matches!(self, Self::Forked { .. } | Self::RolledBack | Self::NotAllowed { .. } | Self::NotKept)
    }
}
