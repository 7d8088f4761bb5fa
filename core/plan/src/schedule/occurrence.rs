//! One time that something is due.

use nourish_record::{CalendarDay, CheckInSet, Moment};

macro_rules! items {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What may be due.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ScheduleItem { $($(#[$doc])* $name,)* }

        impl ScheduleItem {
            /// Every item.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in files and for machines.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// The item of this name.
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$name),)* _ => None }
            }
        }
    };
}

items! {
    /// To weigh oneself.
    DailyWeight = "daily-weight",
    /// The weekly report of symptoms.
    WeeklyReport = "weekly-report",
    /// A check-in in the first days of a cycle.
    CycleCheckIn = "cycle-check-in",
    /// A check-in when blood counts are lowest.
    NadirCheckIn = "nadir-check-in",
    /// What the nutrition screen before an operation needs: a weight and what was eaten.
    PreOperativeScreen = "pre-operative-screen",
    /// To flush the tube.
    TubeFlush = "tube-flush",
    /// To change the giving set.
    SetChange = "set-change",
    /// To check where the tube lies.
    PositionCheck = "position-check",
    /// A task of the plan.
    Task = "task",
    /// What the team set for the evening and morning before an operation.
    BeforeOperation = "before-operation",
}

impl ScheduleItem {
    /// The set of questions that is due with it; `None` where it is no check-in.
    pub const fn set(self) -> Option<CheckInSet> {
        match self {
            Self::WeeklyReport => Some(CheckInSet::Weekly),
            Self::CycleCheckIn | Self::NadirCheckIn => Some(CheckInSet::Daily),
            Self::PositionCheck => Some(CheckInSet::Tube),
            Self::DailyWeight
            | Self::PreOperativeScreen
            | Self::TubeFlush
            | Self::SetChange
            | Self::Task
            | Self::BeforeOperation => None,
        }
    }
}

/// One time that something is due.
#[derive(Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// What.
    pub item: ScheduleItem,
    /// The task, where it is one.
    pub title: Option<String>,
    /// The cycle, where it belongs to one that has a number.
    pub cycle: Option<u32>,
    /// First day on which it counts as done.
    pub first_day: CalendarDay,
    /// The day on which it is due.
    pub day: CalendarDay,
    /// The last day on which it may be done.
    pub last_day: CalendarDay,
    /// From when on it is due.
    pub due: Moment,
    /// From when on it is overdue.
    pub overdue: Moment,
    /// Where it is one of several of its day: the instants in milliseconds between which it counts as done.
    pub(super) slot_ms: Option<(i64, i64)>,
}

quiet_debug!(Occurrence);

impl Occurrence {
    /// Whether it has its hour: a reminder of it is not moved to come together with others.
    pub(super) fn is_bound_to_its_hour(&self) -> bool {
        self.slot_ms.is_some() || self.item == ScheduleItem::BeforeOperation
    }
}
