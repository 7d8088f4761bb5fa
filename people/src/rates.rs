//! How often everything happens: the one place to read and to change.
//!
//! Every figure is a choice of design, none was measured on a person; the crate's documentation says after which publications
//! they were modelled. Chances are per mille unless the name says otherwise. Changing one changes every journal.

use nourish_record::SymptomItem;
use nourish_record::SymptomItem::{
    AbdominalPain, AppetiteLoss, Bloating, Breathlessness, Constipation, Diarrhoea, DryMouth, Dumping,
    EarlyFullness, Fatigue, HandFoot, Heartburn, Hiccups, LowMood, MouthSores, Nausea, Numbness, Pain,
    Reflux, Sleep, Swallowing, Swelling, TasteChange, Vomiting, Worry,
};

// --- who they are

/// Shares of the journeys, in the order of `Journey::ALL`.
pub const JOURNEYS: [u32; 7] = [270, 150, 140, 180, 110, 60, 90];
/// Men among persons with gastric cancer: about two of three.
pub const MALE: u32 = 640;
/// Shares of thorough, usual and sparse.
pub const THOROUGHNESS: [u32; 3] = [300, 450, 250];
/// How often a carer keeps the journal, below 75 years and from then on.
pub const CARER: u32 = 150;
/// The same from 75 years on.
pub const CARER_FROM_75: u32 = 500;
/// Weight lost in the half year before, of the usual one: the middle, and how far from it.
pub const LOST_BEFORE: (i64, i64) = (80, 90);
/// Diabetes.
pub const DIABETES: u32 = 150;
/// Fluid that gathers in the belly, where the cancer cannot be cured.
pub const ASCITES: u32 = 250;
/// Zones that people live in, one of each drawn alike.
pub const ZONES: [&str; 6] =
    ["Europe/Madrid", "Europe/Berlin", "Europe/Lisbon", "Europe/London", "America/New_York", "Asia/Tokyo"];

// --- how a journal is kept

/// Shares of weights typed in, from a connected scale, and from an app's export.
pub const WEIGHING: [u32; 3] = [450, 300, 250];
/// Shares of meals with energy, meals as shares of the usual, and whole days.
pub const BOOKKEEPING: [u32; 3] = [500, 300, 200];
/// Days on which anything is logged: thorough, usual, sparse.
pub const LOGGED_DAYS: [u32; 3] = [970, 850, 550];
/// Weeks in which nothing is logged at all.
pub const MISSED_WEEKS: [u32; 3] = [8, 30, 90];
/// Logged days on which the evening is missing.
pub const HALF_DAYS: [u32; 3] = [40, 110, 200];
/// What is usually logged and was, on a logged day.
pub const KEPT: [u32; 3] = [960, 880, 720];
/// Days in hospital, from an operation on, and how often anything is logged on them.
pub const HOSPITAL_DAYS: i32 = 9;
/// Logged days while in hospital.
pub const LOGGED_IN_HOSPITAL: u32 = 300;
/// Weekly reports that were filled in.
pub const WEEKLY_REPORTS: [u32; 3] = [950, 800, 500];

// --- slips, of the entries that they can befall

/// A weight with two digits swapped.
pub const SWAPPED_DIGITS: u32 = 4;
/// A weight in pounds that was taken for kilograms.
pub const POUNDS: u32 = 2;
/// Somebody else on the scale.
pub const SOMEBODY_ELSE: u32 = 2;
/// Days whose imported weight, or record of the pump, came in twice.
pub const IMPORTED_TWICE: u32 = 12;
/// Days with a bite after midnight that belongs to the day before.
pub const AFTER_MIDNIGHT: u32 = 6;

// --- treatment

/// Cycles, after the first, put off by a week.
pub const CYCLE_DELAYED: u32 = 120;
/// Of delayed cycles, those put off for low blood counts; the others for one of the other reasons.
pub const DELAYED_FOR_COUNTS: u32 = 550;
/// Cycles, after the first, of which a drug is given at less than was planned.
pub const DOSE_REDUCED: u32 = 130;
/// Cycles after which the rest is called off.
pub const SERIES_STOPPED: u32 = 18;
/// Operations put off by a week or two.
pub const SURGERY_POSTPONED: u32 = 120;
/// Fractions of radiotherapy put off to the end.
pub const FRACTION_MISSED: u32 = 15;
/// Medicines left out on a day on which they were due.
pub const MEDICINE_LEFT_OUT: u32 = 40;

// --- feeding

/// Nights with a feed that was interrupted.
pub const FEED_INTERRUPTED: u32 = 110;
/// Nights without a feed, though it was prescribed.
pub const FEED_SKIPPED: u32 = 25;
/// Days on which something happens to the tube that should not.
pub const TUBE_TROUBLE: u32 = 8;
/// Bags that were not run to the end.
pub const BAG_CUT_SHORT: u32 = 60;

// --- what needs someone at once

/// Red-flag questions of a check-in answered yes for no reason that the day gives: one check-in of so many thousand.
pub const RED_FLAG: u32 = 18;
/// Days on which a fever begins: with neutrophils at their lowest, with a line into a vein, and else.
pub const FEVER_AT_NADIR: u32 = 5;
/// With a line.
pub const FEVER_WITH_LINE: u32 = 3;
/// Else.
pub const FEVER: u32 = 1;
/// Fevers with rigors.
pub const RIGORS: u32 = 250;
/// Reports with an answer of 3 or 4 that the team acknowledges on the next day.
pub const ACKNOWLEDGED: u32 = 400;
/// Red-flag answers that it acknowledges on the same evening.
pub const RED_FLAG_ACKNOWLEDGED: u32 = 850;

// --- symptoms

/// When a pattern of symptoms holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On any day.
    Always,
    /// From a day of a cycle of chemotherapy to another, 1 being the day of the infusion.
    Cycle(i32, i32),
    /// The same of a cycle with docetaxel or paclitaxel.
    Taxane(i32, i32),
    /// The same of a cycle with oxaliplatin.
    Oxaliplatin(i32, i32),
    /// The same of a cycle with fluorouracil or capecitabine.
    Fluoropyrimidine(i32, i32),
    /// The same of a cycle with capecitabine.
    Capecitabine(i32, i32),
    /// After cycles of oxaliplatin: the whole chance after eight, an eighth of it after each.
    OxaliplatinGiven,
    /// From a day after the operation to another, 0 being the day of the operation.
    Operation(i32, i32),
    /// From the second week of radiotherapy until two weeks after it.
    Radiation,
    /// Where the cancer cannot be cured.
    Advanced,
}

/// A symptom in a situation: how many days of a thousand have at least level 1, 2, 3 and 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    /// Which symptom.
    pub item: SymptomItem,
    /// In which situation.
    pub when: When,
    /// Days of a thousand with at least level 1, 2, 3, 4.
    pub at_least: [u32; 4],
}

const fn pattern(item: SymptomItem, when: When, at_least: [u32; 4]) -> Pattern {
    Pattern { item, when, at_least }
}

/// Episodes, a cycle or a week, in which a person feels a symptom as they always do; in the others it is drawn anew.
pub const AS_ALWAYS: u32 = 500;
/// Of the other episodes, those in which a symptom is as bad as all that go with it: a bad week is bad in many ways.
pub const TOGETHER: u32 = 400;
/// Days on which a symptom is drawn anew whatever the episode.
pub const ANOTHER_DAY: u32 = 80;

/// Every pattern. Of several that hold, the worst is felt.
pub const PATTERNS: &[Pattern] = &[
    pattern(AppetiteLoss, When::Always, [350, 110, 12, 2]),
    pattern(Nausea, When::Always, [120, 25, 3, 1]),
    pattern(Vomiting, When::Always, [40, 12, 2, 1]),
    pattern(Swallowing, When::Always, [80, 25, 3, 1]),
    pattern(EarlyFullness, When::Always, [300, 90, 8, 1]),
    pattern(Reflux, When::Always, [180, 50, 4, 1]),
    pattern(Heartburn, When::Always, [150, 40, 3, 1]),
    pattern(Bloating, When::Always, [220, 60, 5, 1]),
    pattern(AbdominalPain, When::Always, [220, 60, 6, 1]),
    pattern(Pain, When::Always, [200, 60, 6, 1]),
    pattern(Diarrhoea, When::Always, [80, 20, 3, 1]),
    pattern(Constipation, When::Always, [220, 60, 5, 1]),
    pattern(DryMouth, When::Always, [150, 40, 3, 1]),
    pattern(TasteChange, When::Always, [150, 45, 4, 1]),
    pattern(Fatigue, When::Always, [450, 140, 12, 2]),
    pattern(Hiccups, When::Always, [60, 15, 2, 0]),
    pattern(Breathlessness, When::Always, [80, 20, 3, 1]),
    pattern(Sleep, When::Always, [300, 90, 9, 2]),
    pattern(LowMood, When::Always, [250, 70, 7, 1]),
    pattern(Worry, When::Always, [400, 120, 10, 2]),
    pattern(Swelling, When::Always, [60, 15, 2, 0]),
    pattern(Nausea, When::Cycle(1, 4), [600, 220, 32, 6]),
    pattern(Vomiting, When::Cycle(1, 4), [180, 70, 12, 3]),
    pattern(AppetiteLoss, When::Cycle(1, 9), [550, 230, 28, 5]),
    pattern(Fatigue, When::Cycle(1, 4), [700, 300, 32, 5]),
    pattern(Constipation, When::Cycle(1, 5), [350, 110, 10, 1]),
    pattern(Hiccups, When::Cycle(1, 3), [200, 60, 4, 1]),
    pattern(TasteChange, When::Cycle(1, 8), [450, 170, 12, 1]),
    pattern(MouthSores, When::Taxane(7, 12), [450, 160, 18, 4]),
    pattern(Fatigue, When::Taxane(7, 12), [650, 240, 25, 5]),
    pattern(Diarrhoea, When::Fluoropyrimidine(5, 12), [280, 90, 12, 2]),
    pattern(Diarrhoea, When::Capecitabine(5, 16), [350, 120, 17, 3]),
    pattern(HandFoot, When::Capecitabine(5, 18), [350, 110, 10, 2]),
    pattern(MouthSores, When::Capecitabine(7, 14), [250, 70, 8, 1]),
    pattern(Numbness, When::Oxaliplatin(1, 5), [700, 180, 8, 1]),
    pattern(Numbness, When::OxaliplatinGiven, [850, 420, 60, 8]),
    pattern(Pain, When::Operation(0, 14), [850, 420, 70, 12]),
    pattern(AbdominalPain, When::Operation(0, 21), [800, 380, 60, 10]),
    pattern(Fatigue, When::Operation(0, 42), [850, 400, 50, 8]),
    pattern(AppetiteLoss, When::Operation(0, 42), [700, 320, 40, 7]),
    pattern(Sleep, When::Operation(0, 21), [500, 190, 22, 3]),
    pattern(EarlyFullness, When::Operation(7, 120), [700, 290, 28, 4]),
    pattern(Bloating, When::Operation(7, 84), [450, 140, 12, 2]),
    pattern(Dumping, When::Operation(14, 5_000), [330, 110, 10, 2]),
    pattern(EarlyFullness, When::Operation(121, 5_000), [550, 200, 18, 3]),
    pattern(Reflux, When::Operation(14, 5_000), [300, 100, 9, 2]),
    pattern(Nausea, When::Radiation, [450, 160, 20, 4]),
    pattern(Fatigue, When::Radiation, [650, 260, 28, 5]),
    pattern(Swallowing, When::Radiation, [400, 140, 14, 3]),
    pattern(AppetiteLoss, When::Radiation, [550, 220, 25, 4]),
    pattern(Diarrhoea, When::Radiation, [220, 70, 8, 2]),
    pattern(Fatigue, When::Advanced, [650, 270, 32, 6]),
    pattern(AppetiteLoss, When::Advanced, [600, 260, 32, 6]),
    pattern(AbdominalPain, When::Advanced, [450, 160, 18, 3]),
    pattern(Vomiting, When::Advanced, [120, 45, 7, 2]),
    pattern(Swelling, When::Advanced, [200, 70, 7, 2]),
    pattern(Breathlessness, When::Advanced, [200, 55, 5, 1]),
];
