//! What is measured.

use std::collections::BTreeMap;

/// An operation or size that every design is measured by; less is better throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Half of the single inserts take no longer. µs.
    InsertP50,
    /// 99 of 100 single inserts take no longer. µs.
    InsertP99,
    /// A single insert with its share of what is put off until idle. µs.
    InsertMean,
    /// The longest single step of what is put off until idle, which no writer waits longer for; ours alone has any. µs.
    FoldStepMax,
    /// As `InsertP50`, but safe from loss of power: mostly the disk's flush. µs.
    InsertFullP50,
    /// All entries in one transaction. µs.
    Import,
    /// Open the file, show today. µs.
    Today,
    /// The same of an open file. µs.
    TodayOpen,
    /// Open the file, sums of 180 days. µs.
    Range180d,
    /// The same of an open file. µs.
    Range180dOpen,
    /// Open the file, sums of all days. µs.
    Range5y,
    /// The same of an open file. µs.
    Range5yOpen,
    /// Half of the corrections take no longer. µs.
    AmendP50,
    /// Half of the retractions take no longer. µs.
    RetractP50,
    /// A correction or retraction with its share of what is put off until idle. µs.
    EditMean,
    /// Let go of the file after the corrections of the round. µs.
    CloseEdited,
    /// As `Range180d`, with the corrections of the round still fresh. µs.
    Range180dEdited,
    /// As `Range180dOpen`, likewise. µs.
    Range180dEditedOpen,
    /// As `Range5y`, with the corrections of the round still fresh. µs.
    Range5yEdited,
    /// As `Range5yOpen`, likewise. µs.
    Range5yEditedOpen,
    /// The closed file. Bytes.
    File,
    /// Peak memory of a process that reads the sums of all days. KiB.
    Memory5y,
}

/// The figures of one design in one round.
pub type Figures = BTreeMap<Measure, f64>;

impl Measure {
    /// Its name in figures.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InsertP50 => "insert_p50",
            Self::InsertP99 => "insert_p99",
            Self::InsertMean => "insert_mean",
            Self::FoldStepMax => "fold_step_max",
            Self::InsertFullP50 => "insert_full_p50",
            Self::Import => "import",
            Self::Today => "today",
            Self::TodayOpen => "today_open",
            Self::Range180d => "range_180d",
            Self::Range180dOpen => "range_180d_open",
            Self::Range5y => "range_5y",
            Self::Range5yOpen => "range_5y_open",
            Self::AmendP50 => "amend_p50",
            Self::RetractP50 => "retract_p50",
            Self::EditMean => "edit_mean",
            Self::CloseEdited => "close_edited",
            Self::Range180dEdited => "range_180d_edited",
            Self::Range180dEditedOpen => "range_180d_edited_open",
            Self::Range5yEdited => "range_5y_edited",
            Self::Range5yEditedOpen => "range_5y_edited_open",
            Self::File => "file",
            Self::Memory5y => "memory_5y",
        }
    }

    /// Its unit in figures.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::File => "bytes",
            Self::Memory5y => "kib",
            _ => "us",
        }
    }
}
