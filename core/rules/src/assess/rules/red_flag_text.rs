//! The words of the red flags. A new flag does not compile without its words.

use nourish_record::RedFlag;

/// What it is, for both readers.
pub(super) const fn title(flag: RedFlag) -> &'static str {
    match flag {
        RedFlag::VomitingBlood => "Vomiting blood or what looks like coffee grounds",
        RedFlag::BlackStool => "Black, tarry or bloody stool",
        RedFlag::Collapse => "Fainted or collapsed",
        RedFlag::ChestPain => "Pain in the chest",
        RedFlag::SuddenBreathlessness => "Sudden breathlessness, or breathless at rest",
        RedFlag::Confusion => "New confusion, or hard to wake",
        RedFlag::Seizure => "A seizure",
        RedFlag::ChokingOnFeed => "Choking or breathless during a feed",
        RedFlag::Rigors => "Shivering that cannot be stopped",
        RedFlag::NoFluidsFor24h => "Fluids do not stay down for 24 hours",
        RedFlag::CannotSwallowFluids => "Cannot swallow fluids or saliva",
        RedFlag::SevereAbdominalPain => "Severe or sudden pain in the belly",
        RedFlag::NoStoolNoWind => "Swollen painful belly with neither stool nor wind",
        RedFlag::YellowEyes => "Yellow eyes, dark urine or pale stool",
        RedFlag::NoUrineFor12h => "No urine for 12 hours, or very dark urine",
        RedFlag::TubeMoved => "The feeding tube is out or has moved",
        RedFlag::SiteInfection => "Spreading redness or pus at the tube or line",
        RedFlag::LegSwelling => "One leg swollen",
        RedFlag::LineDamaged => "The feeding line is torn or leaks",
        RedFlag::WoundLeak => "The wound leaks or opens",
        RedFlag::VomitingOldFood => "Vomiting food eaten many hours before",
        RedFlag::VeryUnwell => "Feeling very unwell",
    }
}

/// What the person does before calling, where there is something to do or to leave.
pub(super) const fn what_to_do(flag: RedFlag) -> Option<&'static str> {
    match flag {
        RedFlag::ChokingOnFeed => Some("Stop the feed and sit upright."),
        RedFlag::TubeMoved => Some(
            "Stop the feed and do not use the tube. Do not put it back yourself; cover an open hole, note the time.",
        ),
        RedFlag::LineDamaged => Some("Clamp the line between you and the damage."),
        RedFlag::CannotSwallowFluids => Some("Do not try to eat or drink more."),
        RedFlag::NoStoolNoWind => Some("Do not take laxatives on your own."),
        RedFlag::VomitingBlood
        | RedFlag::BlackStool
        | RedFlag::Collapse
        | RedFlag::ChestPain
        | RedFlag::SuddenBreathlessness
        | RedFlag::Confusion
        | RedFlag::Seizure
        | RedFlag::Rigors
        | RedFlag::NoFluidsFor24h
        | RedFlag::SevereAbdominalPain
        | RedFlag::YellowEyes
        | RedFlag::NoUrineFor12h
        | RedFlag::SiteInfection
        | RedFlag::LegSwelling
        | RedFlag::WoundLeak
        | RedFlag::VomitingOldFood
        | RedFlag::VeryUnwell => None,
    }
}
