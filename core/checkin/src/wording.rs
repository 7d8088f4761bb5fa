//! What is said to whoever answers: questions, answers, and what to do at a red flag.

use crate::session::Respondent;
use crate::set::{Choice, Question, QuestionSet};
use nourish_record::{Doubt, RedFlag};
use nourish_words::{Argument, Said, Words};

/// The words of every set in one language.
pub struct Wording {
    words: Words,
}

impl Wording {
    pub(crate) const fn of(words: Words) -> Self {
        Self { words }
    }

    /// The name of a set.
    #[must_use]
    pub fn title(&self, set: &QuestionSet) -> Said {
        self.words.say(&format!("set-{}", set.id), &[])
    }

    /// How far a question looks back: `In the last 7 days`.
    #[must_use]
    pub fn recall(&self, days: u8) -> Said {
        let id = match days {
            1 => "recall-1",
            7 => "recall-7",
            _ => "recall-days",
        };
        self.words.say(id, &[("days", u32::from(days).into())])
    }

    /// A question, to whoever answers it.
    #[must_use]
    pub fn question(&self, question: &Question, by: Respondent) -> Said {
        self.words.say(&question.text, &[("who", Argument::Text(by.as_str()))])
    }

    /// The hint below a question, where it has one.
    #[must_use]
    pub fn hint(&self, question: &Question, by: Respondent) -> Option<Said> {
        let id = format!("{}-hint", question.text);
        question.hint.then(|| self.words.say(&id, &[("who", Argument::Text(by.as_str()))]))
    }

    /// A choice.
    #[must_use]
    pub fn choice(&self, choice: &Choice) -> Said {
        self.words.say(&choice.text, &[])
    }

    /// That none of the choices is so.
    #[must_use]
    pub fn none(&self) -> Said {
        self.words.say("none", &[])
    }

    /// An answer in words: the choices that it names, or the answer itself.
    #[must_use]
    pub fn answer(&self, question: &Question, text: &str) -> String {
        if question.choices().is_empty() {
            return text.to_owned();
        }
        if text == "none" {
            return self.none().marked();
        }
        let chosen = text.split(',').filter_map(|id| question.choice(id));
        chosen.map(|choice| self.choice(choice).marked()).collect::<Vec<_>>().join("; ")
    }

    /// What a red flag is.
    #[must_use]
    pub fn flag(&self, flag: RedFlag) -> Said {
        self.words.say(&format!("flag-{}", flag.as_str()), &[])
    }

    /// What to do at a red flag before calling, where there is something to do or to leave.
    #[must_use]
    pub fn do_first(&self, flag: RedFlag) -> Option<Said> {
        let id = format!("flag-{}-first", flag.as_str());
        self.words.knows(&id).then(|| self.words.say(&id, &[]))
    }

    /// Whom to call: the emergency number, or the care team the same day.
    #[must_use]
    pub fn whom_to_call(&self, is_emergency: bool) -> Said {
        self.words.say(if is_emergency { "alert-emergency" } else { "alert-same-day" }, &[])
    }

    /// That a carer stays with the person.
    #[must_use]
    pub fn stay_with_them(&self) -> Said {
        self.words.say("alert-on-behalf", &[])
    }

    /// Why a weight is asked for again.
    #[must_use]
    pub fn ask_again(&self, doubt: Doubt) -> Said {
        let id = match doubt {
            Doubt::UnitSlip => "again-unit-slip",
            Doubt::Jump => "again-jump",
            Doubt::DigitSwap => "again-digit-swap",
        };
        self.words.say(id, &[])
    }
}
