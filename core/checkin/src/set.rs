//! A set of questions: what is asked, in which order and when, and what an answer logs.

use nourish_record::{CheckInSet, RedFlag};

/// A set of questions that was read and checked as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionSet {
    /// Its name: small letters, digits, hyphens.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Which of the sets a check-in is told to be: the rules count by it.
    pub check_in: CheckInSet,
    /// How many days its questions look back.
    pub recall_days: u8,
    /// What may be done with it.
    pub licence: String,
    /// Where the questions come from.
    pub source: String,
    /// The content pack that brought it; none for a built-in one.
    pub pack: Option<String>,
    /// The questions in the order in which they are asked.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its name within the set.
    pub id: String,
    /// The message that asks it.
    pub text: String,
    /// Whether a hint is said below it: the message `<text>-hint`.
    pub hint: bool,
    /// How it is answered.
    pub form: Form,
    /// It is asked where all of these hold.
    pub ask_if: Vec<Condition>,
    /// Where its answer is logged; none where no kind of entry has a place for it, or where it is asked for a red flag alone.
    pub record: Option<Recording>,
    /// How many days it looks back.
    pub recall_days: u8,
    /// Whether the answer of the day before may be taken over.
    pub same_as_before: bool,
    /// Its code in the questionnaire it was taken from, where that is another than its name.
    pub code: Option<String>,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// One of these.
    One(Vec<Choice>),
    /// Any of these, or none of them, which has to be said.
    Several(Vec<Choice>),
    /// An amount with its unit, of the field that it is logged in.
    Amount,
    /// A whole number.
    Count {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// Words.
    Text,
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name.
    pub id: String,
    /// The message that says it.
    pub text: String,
    /// What is logged for it; nothing where it is not said.
    pub value: Option<String>,
    /// The red flag that choosing it is a yes to.
    pub flag: Option<RedFlag>,
}

/// Where an answer is logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// The kind of entry.
    pub kind: String,
    /// The field that the answer fills, in the short form of its name.
    pub field: String,
    /// The other fields, by name.
    pub with: Vec<(String, String)>,
}

/// Something that must hold for a question to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// What is known of the person.
    Known {
        /// What.
        what: Circumstance,
        /// Whether it must be so, or not.
        holds: bool,
    },
    /// What was answered to an earlier question. A question that was not answered meets no condition.
    Answered {
        /// The question.
        question: String,
        /// What the answer must be.
        test: Test,
    },
}

/// What an answer must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// One of these choices.
    Is(Vec<String>),
    /// At least this level or count.
    AtLeast(i64),
    /// At most this level or count.
    AtMost(i64),
}

/// What is known of the person before anything is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Circumstance {
    /// There is a feeding tube.
    Tube,
    /// There is a line into a vein for feeding.
    Line,
    /// There was an operation lately.
    Operated,
    /// A weight was logged on this day.
    WeightLogged,
    /// Something eaten was logged on this day.
    IntakeLogged,
    /// Something drunk was logged on this day.
    FluidLogged,
    /// A tube feed was logged on this day.
    FeedLogged,
    /// A bag of parenteral nutrition was logged on this day.
    BagLogged,
}

impl Test {
    /// Whether a level or count meets it; a test for choices by name is met by none.
    pub(crate) const fn holds(&self, level: i64) -> bool {
        match self {
            Self::AtLeast(bound) => level >= *bound,
            Self::AtMost(bound) => level <= *bound,
            Self::Is(_) => false,
        }
    }
}

impl Circumstance {
    const WORDS: [(Self, &'static str); 8] = [
        (Self::Tube, "tube"),
        (Self::Line, "line"),
        (Self::Operated, "operated"),
        (Self::WeightLogged, "weight-logged"),
        (Self::IntakeLogged, "intake-logged"),
        (Self::FluidLogged, "fluid-logged"),
        (Self::FeedLogged, "feed-logged"),
        (Self::BagLogged, "bag-logged"),
    ];

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(one, _)| *one)
    }

    /// Every word, for messages.
    pub(crate) fn words() -> String {
        Self::WORDS.map(|(_, word)| word).join(", ")
    }
}

impl QuestionSet {
    /// The question of this name.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Name and version as entries and FHIR name the questionnaire: `daily|1.0`.
    #[must_use]
    pub fn canonical(&self) -> String {
        format!("{}|{}", self.id, self.version)
    }
}

impl Question {
    /// Its choices; none for an amount, a count or words.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match &self.form {
            Form::One(choices) | Form::Several(choices) => choices,
            Form::Amount | Form::Count { .. } | Form::Text => &[],
        }
    }

    /// The choice of this name.
    #[must_use]
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.choices().iter().find(|choice| choice.id == id)
    }

    /// The red flags that its answer is a yes or a no to.
    pub fn flags(&self) -> impl Iterator<Item = RedFlag> + '_ {
        self.choices().iter().filter_map(|choice| choice.flag)
    }
}
