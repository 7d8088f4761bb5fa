//! What could not be read.

use crate::scalar::CalendarDay;

/// A part of a journal that does not open any more. Everything else is still readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Damage {
    /// The file as a whole.
    File,
    /// What the ways to unlock lead to: the record of keys, or the name that every seal is bound to.
    Keys,
    /// The list of what the file holds.
    Contents,
    /// Entries that were logged lately.
    RecentEntries,
    /// The entries of a week.
    Week {
        /// Its Monday.
        first_day: CalendarDay,
    },
    /// The chain that shows that nothing was left out.
    Log,
    /// The entries of a week, whose damaged part was set aside; a backup may refill it.
    LostWeek {
        /// Its Monday.
        first_day: CalendarDay,
    },
    /// Entries that are known to have been logged and are not there any more; a backup may refill them.
    Missing {
        /// How many.
        entries: u64,
    },
    /// The list of what the file holds was made anew: nothing proves it complete. Merge the newest backup.
    Unproven,
    /// The file is an older copy of the journal.
    RolledBack {
        /// How many entries are not in it.
        entries: u64,
    },
    /// The file has another past than was remembered.
    Forked,
    /// A setting, such as the packs that were installed. No entry is touched.
    Settings,
}

impl From<nourish_journal::Damage> for Damage {
    fn from(damage: nourish_journal::Damage) -> Self {
        use nourish_journal::Damage as Inner;
        match damage {
            Inner::Keyring | Inner::Name => Self::Keys,
            Inner::Manifest => Self::Contents,
            Inner::TailRow(_) | Inner::TailGap(_) => Self::RecentEntries,
            Inner::Week(first_day) => Self::Week { first_day },
            Inner::Chain => Self::Log,
            Inner::LostWeek(first_day) => Self::LostWeek { first_day },
            Inner::Missing(entries) => Self::Missing { entries },
            Inner::Unproven => Self::Unproven,
            Inner::RolledBack(entries) => Self::RolledBack { entries },
            Inner::Forked => Self::Forked,
            Inner::Setting(_) => Self::Settings,
            // `File`, and whatever else a later store may find broken.
            _ => Self::File,
        }
    }
}

/// What a walk through the whole file found.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Health {
    /// What does not open, fit or follow; empty for a sound journal.
    pub damage: Vec<Damage>,
    /// How many entries were read, corrections included.
    pub entry_count: u64,
    /// Size of the file. Bytes.
    pub file_bytes: u64,
}

impl From<nourish_journal::Health> for Health {
    fn from(health: nourish_journal::Health) -> Self {
        Self {
            damage: health.damage.into_iter().map(Into::into).collect(),
            entry_count: health.entries,
            file_bytes: health.file_bytes,
        }
    }
}
