//! Side effects and check-ins, as apps write and read them.
//!
//! These are the record's own types; the declarations only tell UniFFI their shape, and the compiler compares it.

pub use nourish_journal::{
    Answer as QuestionnaireAnswer, Attribute, CheckIn, CheckInSet, RedFlag, Symptom, SymptomItem,
};
use nourish_journal::{CareRole, EntryId};

/// What the person feels.
#[uniffi::remote(Enum)]
pub enum SymptomItem {
    /// Loss of appetite.
    AppetiteLoss,
    /// Nausea.
    Nausea,
    /// Vomiting.
    Vomiting,
    /// Difficulty swallowing.
    Swallowing,
    /// Full after little food.
    EarlyFullness,
    /// Food or acid coming up.
    Reflux,
    /// Heartburn.
    Heartburn,
    /// Bloating.
    Bloating,
    /// Pain in the belly.
    AbdominalPain,
    /// Pain anywhere.
    Pain,
    /// Diarrhoea.
    Diarrhoea,
    /// Constipation.
    Constipation,
    /// Sore mouth or throat.
    MouthSores,
    /// Dry mouth.
    DryMouth,
    /// Food tastes different.
    TasteChange,
    /// Tiredness.
    Fatigue,
    /// Numbness or tingling.
    Numbness,
    /// Sore hands or feet.
    HandFoot,
    /// Hiccups.
    Hiccups,
    /// Dizziness, flush or weakness after eating.
    Dumping,
    /// Shortness of breath.
    Breathlessness,
    /// Poor sleep.
    Sleep,
    /// Low mood.
    LowMood,
    /// Worry.
    Worry,
    /// Swelling of legs or arms.
    Swelling,
}

/// What is asked about a symptom.
#[uniffi::remote(Enum)]
pub enum Attribute {
    /// How often: 0 never to 4 almost always.
    Frequency,
    /// How bad at its worst: 0 none to 4 very bad.
    Severity,
    /// How much it gets in the way: 0 not at all to 4 very much.
    Interference,
    /// How much: 0 not at all to 4 very much.
    Amount,
    /// Whether: 0 no, 1 yes.
    Presence,
}

/// A question whose yes needs someone at once.
#[uniffi::remote(Enum)]
pub enum RedFlag {
    /// Vomiting fresh blood or what looks like coffee grounds.
    VomitingBlood,
    /// Black, tarry or bloody stool.
    BlackStool,
    /// Fainted or collapsed.
    Collapse,
    /// Pain in the chest.
    ChestPain,
    /// Sudden shortness of breath, or short of breath at rest.
    SuddenBreathlessness,
    /// New confusion, or hard to wake.
    Confusion,
    /// A seizure.
    Seizure,
    /// Choking or short of breath during a feed.
    ChokingOnFeed,
    /// Shivering that cannot be stopped.
    Rigors,
    /// Fluids do not stay down for 24 hours.
    NoFluidsFor24h,
    /// Cannot swallow fluids or saliva.
    CannotSwallowFluids,
    /// Severe or sudden pain in the belly.
    SevereAbdominalPain,
    /// Swollen painful belly with neither stool nor wind.
    NoStoolNoWind,
    /// Yellow eyes, dark urine or pale stool.
    YellowEyes,
    /// No urine for 12 hours, or very dark urine.
    NoUrineFor12h,
    /// The tube is out, or its mark has moved.
    TubeMoved,
    /// Spreading redness or pus at tube or line.
    SiteInfection,
    /// One leg swollen.
    LegSwelling,
    /// The feeding line is torn or leaks.
    LineDamaged,
    /// The wound leaks or opens.
    WoundLeak,
    /// Vomiting food that was eaten many hours before.
    VomitingOldFood,
    /// Feels very unwell.
    VeryUnwell,
}

/// Which set of questions a check-in asked.
#[uniffi::remote(Enum)]
pub enum CheckInSet {
    /// The daily one.
    Daily,
    /// The weekly one.
    Weekly,
    /// After an operation.
    PostOperative,
    /// The safety of a tube.
    Tube,
    /// The safety of a line into a vein.
    Line,
    /// Outside any schedule.
    Unscheduled,
}

/// One answer about one symptom.
#[uniffi::remote(Record)]
pub struct Symptom {
    /// Which symptom.
    pub item: SymptomItem,
    /// What was asked about it.
    pub attribute: Attribute,
    /// The answer, 0 to 4; higher is worse. Presence takes 0 and 1.
    pub level: u8,
    /// How many days the question looked back: 1 for a diary, 7 for a weekly report.
    pub recall_days: u8,
}

/// A check-in: which red-flag questions were asked, and which were answered yes. What was not asked is not
/// a no.
#[uniffi::remote(Record)]
pub struct CheckIn {
    /// The set of questions.
    pub set: CheckInSet,
    /// The red-flag questions that were asked.
    pub asked: Vec<RedFlag>,
    /// Those answered with yes.
    pub yes: Vec<RedFlag>,
    /// Whether it was finished.
    #[uniffi(default = None)]
    pub completed: Option<bool>,
    /// Who answered; the person where it is not said.
    #[uniffi(default = None)]
    pub answered_by: Option<CareRole>,
    /// The questionnaire and its version, like `daily|1.0`.
    #[uniffi(default = None)]
    pub questionnaire: Option<String>,
    /// The entries that hold its answers.
    #[uniffi(default = [])]
    pub entries: Vec<EntryId>,
}

/// One answer to a question of a questionnaire that no other kind has a place for.
#[uniffi::remote(Record)]
pub struct QuestionnaireAnswer {
    /// The questionnaire and its version, like `daily|1.0`.
    pub questionnaire: String,
    /// The question, by its name in the questionnaire.
    pub item: String,
    /// The answer: the code that was chosen, a number, or words.
    pub value: String,
    /// How many days the question looked back.
    #[uniffi(default = None)]
    pub recall_days: Option<u8>,
}
