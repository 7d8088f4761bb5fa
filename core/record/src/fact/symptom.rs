//! Side effects as the person reports them, and check-ins with their red-flag questions. All wording is our own.

use super::kind::kind;
use super::{CareRole, LONG, SHORT, WORD};
use crate::field::Unit;
use crate::id::EntryId;
use crate::word::words;

words! {
    /// What the person feels.
    SymptomItem {
        /// Loss of appetite.
        AppetiteLoss = 1 "appetite-loss",
        /// Nausea.
        Nausea = 2 "nausea",
        /// Vomiting.
        Vomiting = 3 "vomiting",
        /// Difficulty swallowing.
        Swallowing = 4 "swallowing",
        /// Full after little food.
        EarlyFullness = 5 "early-fullness",
        /// Food or acid coming up.
        Reflux = 6 "reflux",
        /// Heartburn.
        Heartburn = 7 "heartburn",
        /// Bloating.
        Bloating = 8 "bloating",
        /// Pain in the belly.
        AbdominalPain = 9 "abdominal-pain",
        /// Pain anywhere.
        Pain = 10 "pain",
        /// Diarrhoea.
        Diarrhoea = 11 "diarrhoea",
        /// Constipation.
        Constipation = 12 "constipation",
        /// Sore mouth or throat.
        MouthSores = 13 "mouth-sores",
        /// Dry mouth.
        DryMouth = 14 "dry-mouth",
        /// Food tastes different.
        TasteChange = 15 "taste-change",
        /// Tiredness.
        Fatigue = 16 "fatigue",
        /// Numbness or tingling.
        Numbness = 17 "numbness",
        /// Sore hands or feet.
        HandFoot = 18 "hand-foot",
        /// Hiccups.
        Hiccups = 19 "hiccups",
        /// Dizziness, flush or weakness after eating.
        Dumping = 20 "dumping",
        /// Shortness of breath.
        Breathlessness = 21 "breathlessness",
        /// Poor sleep.
        Sleep = 22 "sleep",
        /// Low mood.
        LowMood = 23 "low-mood",
        /// Worry.
        Worry = 24 "worry",
        /// Swelling of legs or arms.
        Swelling = 25 "swelling",
    }

    /// What is asked about a symptom.
    Attribute {
        /// How often: 0 never to 4 almost always.
        Frequency = 1 "frequency",
        /// How bad at its worst: 0 none to 4 very bad.
        Severity = 2 "severity",
        /// How much it gets in the way: 0 not at all to 4 very much.
        Interference = 3 "interference",
        /// How much: 0 not at all to 4 very much.
        Amount = 4 "amount",
        /// Whether: 0 no, 1 yes.
        Presence = 5 "presence",
    }

    /// A question whose yes needs someone at once.
    RedFlag {
        /// Vomiting fresh blood or what looks like coffee grounds.
        VomitingBlood = 1 "vomiting-blood",
        /// Black, tarry or bloody stool.
        BlackStool = 2 "black-stool",
        /// Fainted or collapsed.
        Collapse = 3 "collapse",
        /// Pain in the chest.
        ChestPain = 4 "chest-pain",
        /// Sudden shortness of breath, or short of breath at rest.
        SuddenBreathlessness = 5 "sudden-breathlessness",
        /// New confusion, or hard to wake.
        Confusion = 6 "confusion",
        /// A seizure.
        Seizure = 7 "seizure",
        /// Choking or short of breath during a feed.
        ChokingOnFeed = 8 "choking-on-feed",
        /// Shivering that cannot be stopped.
        Rigors = 9 "rigors",
        /// Fluids do not stay down for 24 hours.
        NoFluidsFor24h = 10 "no-fluids-24h",
        /// Cannot swallow fluids or saliva.
        CannotSwallowFluids = 11 "cannot-swallow-fluids",
        /// Severe or sudden pain in the belly.
        SevereAbdominalPain = 12 "severe-abdominal-pain",
        /// Swollen painful belly with neither stool nor wind.
        NoStoolNoWind = 13 "no-stool-no-wind",
        /// Yellow eyes, dark urine or pale stool.
        YellowEyes = 14 "yellow-eyes",
        /// No urine for 12 hours, or very dark urine.
        NoUrineFor12h = 15 "no-urine-12h",
        /// The tube is out, or its mark has moved.
        TubeMoved = 16 "tube-moved",
        /// Spreading redness or pus at tube or line.
        SiteInfection = 17 "site-infection",
        /// One leg swollen.
        LegSwelling = 18 "leg-swelling",
        /// The feeding line is torn or leaks.
        LineDamaged = 19 "line-damaged",
        /// The wound leaks or opens.
        WoundLeak = 20 "wound-leak",
        /// Vomiting food that was eaten many hours before.
        VomitingOldFood = 21 "vomiting-old-food",
        /// Feels very unwell.
        VeryUnwell = 22 "very-unwell",
    }

    /// Which set of questions a check-in asked.
    CheckInSet {
        /// The daily one.
        Daily = 1 "daily",
        /// The weekly one.
        Weekly = 2 "weekly",
        /// After an operation.
        PostOperative = 3 "post-operative",
        /// The safety of a tube.
        Tube = 4 "tube",
        /// The safety of a line into a vein.
        Line = 5 "line",
        /// Outside any schedule.
        Unscheduled = 6 "unscheduled",
    }
}

kind! {
    /// One answer about one symptom.
    10 "symptom" Symptom, "One answer about one symptom";
    /// Which symptom.
    1 item: SymptomItem = WORD;
    /// What was asked about it.
    2 attribute: Attribute = WORD;
    /// The answer, 0 to 4; higher is worse. Presence takes 0 and 1.
    3 level: u8 = (Unit::Number, 0, 4);
    /// How many days the question looked back: 1 for a diary, 7 for a weekly report.
    4 recall_days: u8 = (Unit::Number, 1, 31);
}

kind! {
    /// A check-in: which red-flag questions were asked, and which were answered yes. What was not asked is not a no.
    11 "check-in" CheckIn, "A check-in with its red-flag questions";
    /// The set of questions.
    1 set: CheckInSet = WORD;
    /// The red-flag questions that were asked.
    2 asked: Vec<RedFlag> = WORD;
    /// Those answered with yes.
    3 yes: Vec<RedFlag> = WORD;
    /// Whether it was finished.
    4 completed: Option<bool> = WORD;
    /// Who answered; the person where it is not said.
    5 answered_by: Option<CareRole> = WORD;
    /// The questionnaire and its version, like `daily|1.0`.
    6 questionnaire: Option<String> = SHORT;
    /// The entries that hold its answers.
    7 entries: Vec<EntryId> = WORD;
}

kind! {
    /// One answer to a question of a questionnaire that no other kind has a place for.
    24 "answer" Answer, "One answer to a questionnaire that no other kind has a place for";
    /// The questionnaire and its version, like `daily|1.0`.
    1 questionnaire: String = SHORT;
    /// The question, by its name in the questionnaire.
    2 item: String = SHORT;
    /// The answer: the code that was chosen, a number, or words.
    3 value: String = LONG;
    /// How many days the question looked back.
    4 recall_days: Option<u8> = (Unit::Number, 1, 31);
}
