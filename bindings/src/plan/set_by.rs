//! What of the plan was set: the value that holds, who set it when, and what it replaced.

use crate::draft::Source;
use crate::fact::{CareContact, CareRole, FeedingPlan, SickDayRule, SurgeryPreparation};
use crate::scalar::{CalendarDay, EntryId};
use nourish_journal::{Set, TargetRange};

/// Who set something, and when.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SetBy {
    /// The entry that says it, by the name that corrections keep.
    pub entry: EntryId,
    /// The day from which it holds.
    pub day: CalendarDay,
    /// When it was recorded. Milliseconds since 1970 UTC.
    pub recorded_ms: u64,
    /// The device that recorded it, as exports name it.
    pub device: String,
    /// The role of whoever set it, where it was said.
    pub role: Option<CareRole>,
    /// Where the entry came from.
    pub source: Source,
    /// Whether the entry was corrected since it was first made.
    pub amended: bool,
}

/// A daily target of the plan.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SetTarget {
    /// What is to be reached, in the unit that the name of the target ends with.
    pub least: u32,
    /// The upper end, where one was set.
    pub most: Option<u32>,
    /// Who set it, and when.
    pub by: SetBy,
    /// The last other target before it; null where it was the first.
    pub replaced: Option<ReplacedTarget>,
}

/// A target that held before.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReplacedTarget {
    /// What was to be reached.
    pub least: u32,
    /// The upper end, where one was set.
    pub most: Option<u32>,
    /// Who had set it, and when.
    pub by: SetBy,
}

macro_rules! set {
    ($($(#[$doc:meta])* $name:ident, $replaced:ident of $value:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, uniffi::Record)]
        pub struct $name {
            /// What holds.
            pub value: $value,
            /// Who set it, and when.
            pub by: SetBy,
            /// The last other one before it; null where it was the first.
            pub replaced: Option<$replaced>,
        }

        /// What held before.
        #[derive(Clone, PartialEq, Eq, uniffi::Record)]
        pub struct $replaced {
            /// What held.
            pub value: $value,
            /// Who had set it, and when.
            pub by: SetBy,
        }

        impl From<Set<$value>> for $name {
            fn from(set: Set<$value>) -> Self {
                let replaced = |before: nourish_journal::Replaced<$value>| $replaced {
                    value: before.value,
                    by: before.by.into(),
                };
                Self { value: set.value, by: set.by.into(), replaced: set.replaced.map(replaced) }
            }
        }
    )*};
}

set! {
    /// The feeding prescription.
    SetFeeding, ReplacedFeeding of FeedingPlan;
    /// How to be prepared for an operation.
    SetPreparation, ReplacedPreparation of SurgeryPreparation;
    /// Someone to call.
    SetContact, ReplacedContact of CareContact;
    /// What to do on a sick day.
    SetSickDayRule, ReplacedSickDayRule of SickDayRule;
}

impl From<nourish_journal::SetBy> for SetBy {
    fn from(by: nourish_journal::SetBy) -> Self {
        Self {
            entry: by.entry,
            day: by.day,
            recorded_ms: by.recorded_ms,
            device: by.author.to_string(),
            role: by.role,
            source: by.source,
            amended: by.amended,
        }
    }
}

impl From<Set<TargetRange>> for SetTarget {
    fn from(set: Set<TargetRange>) -> Self {
        Self::of(set, |range| (range.least, range.most))
    }
}

impl From<Set<u32>> for SetTarget {
    fn from(set: Set<u32>) -> Self {
        Self::of(set, |amount| (amount, None))
    }
}

impl SetTarget {
    fn of<T>(set: Set<T>, ends: impl Fn(T) -> (u32, Option<u32>)) -> Self {
        let (least, most) = ends(set.value);
        let replaced = set.replaced.map(|before| {
            let (least, most) = ends(before.value);
            ReplacedTarget { least, most, by: before.by.into() }
        });
        Self { least, most, by: set.by.into(), replaced }
    }
}
