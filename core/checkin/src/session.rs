//! The way through a set: the next question, answers, back, skip, and what follows from an answer at once.

use crate::given::{Given, Misfit};
use crate::set::{Circumstance, Condition, Form, Question, QuestionSet, Test};
use nourish_record::{CareRole, Doubt, EntryId, Moment, RedFlag, Weight, doubt_about};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Respondent {
    /// The person whose journal it is.
    #[default]
    Patient,
    /// A carer, on the person's behalf.
    Carer,
}

impl Respondent {
    /// The word in sets' messages and in what is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Carer => "carer",
        }
    }

    pub(crate) const fn role(self) -> CareRole {
        match self {
            Self::Patient => CareRole::Patient,
            Self::Carer => CareRole::Carer,
        }
    }
}

/// What is known of the person before anything is asked.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// What holds.
    pub circumstances: BTreeSet<Circumstance>,
    /// The weights of the last weeks that are believed, in order of time. g.
    pub weights: Vec<(Moment, u32)>,
    /// What was answered the day before, by question.
    pub before: BTreeMap<String, String>,
}

/// What came of an answer that was taken, or not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It was taken.
    Done,
    /// It was taken, and is a yes to these red flags: say at once what to do.
    Alert(Vec<RedFlag>),
    /// It is more likely a slip than a change: ask again. The same answer once more is taken as confirmed.
    AskAgain(Doubt),
}

/// Why an answer was not taken. What was typed is not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerRefused {
    /// The set has no such question.
    #[error("there is no question {question} in the set {set}; see its questions")]
    UnknownQuestion {
        /// The question.
        question: String,
        /// The set.
        set: String,
    },
    /// The question is not asked, as things stand.
    #[error(
        "question {question}: it is not asked here, by what is known or was answered before; leave it out"
    )]
    NotAsked {
        /// The question.
        question: String,
    },
    /// The answer does not fit.
    #[error("question {question}: {misfit}")]
    Misfit {
        /// The question.
        question: String,
        /// Why.
        misfit: Misfit,
    },
    /// There is no question left.
    #[error("every question was answered or skipped; finish the check-in")]
    NothingLeft,
    /// The question has no answer of the day before that may be taken over.
    #[error("question {question}: there is no answer of the day before to take over; answer it")]
    NothingBefore {
        /// The question.
        question: String,
    },
}

/// A check-in while it is answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    pub(crate) set: Arc<QuestionSet>,
    pub(crate) by: Respondent,
    pub(crate) begun: Moment,
    pub(crate) known: Known,
    pub(crate) answers: BTreeMap<String, Given>,
    pub(crate) skipped: BTreeSet<String>,
    pub(crate) confirmed: BTreeSet<String>,
    /// What was logged of it so far, by the first question of each entry; the check-in itself by the empty name.
    pub(crate) logged: BTreeMap<String, EntryId>,
    doubted: Option<(String, Given)>,
    at: usize,
}

impl Session {
    /// Begins at the first question.
    #[must_use]
    pub fn begin(set: Arc<QuestionSet>, by: Respondent, known: Known, now: &Moment) -> Self {
        let mut session = Self {
            set,
            by,
            begun: now.clone(),
            known,
            answers: BTreeMap::new(),
            skipped: BTreeSet::new(),
            confirmed: BTreeSet::new(),
            logged: BTreeMap::new(),
            doubted: None,
            at: 0,
        };
        session.go_on_from(0);
        session
    }

    /// The set that is asked.
    #[must_use]
    pub fn set(&self) -> &QuestionSet {
        &self.set
    }

    /// Who answers.
    #[must_use]
    pub const fn by(&self) -> Respondent {
        self.by
    }

    /// When it was begun.
    #[must_use]
    pub const fn begun(&self) -> &Moment {
        &self.begun
    }

    /// The question to ask now; none once there is none left.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.set.questions.get(self.at)
    }

    /// Which question this is, from 1, and how many are asked as things stand; what is answered may open or close others.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let asked = self.asked_places();
        let before = asked.iter().take(self.at).filter(|asked| **asked).count();
        let all = asked.iter().filter(|asked| **asked).count();
        ((before + 1).min(all), all)
    }

    /// What was answered to a question that is asked.
    #[must_use]
    pub fn answer_to(&self, question: &str) -> Option<&Given> {
        self.asked().find(|(asked, _)| asked.id == question).and_then(|(_, given)| given)
    }

    /// The answer of the day before to the question that is asked now, where it may be taken over.
    #[must_use]
    pub fn before(&self) -> Option<&str> {
        let question = self.question().filter(|question| question.same_as_before)?;
        let before = self.known.before.get(&question.id)?;
        question.read(before).is_ok().then_some(before.as_str())
    }

    /// Answers the question that is asked now, and goes on to the next.
    ///
    /// # Errors
    /// [`AnswerRefused`]: nothing was taken, the question is still asked.
    pub fn answer(&mut self, text: &str, now: &Moment) -> Result<Taken, AnswerRefused> {
        let set = Arc::clone(&self.set);
        let question = set.questions.get(self.at).ok_or(AnswerRefused::NothingLeft)?;
        let given = question
            .read(text)
            .map_err(|misfit| AnswerRefused::Misfit { question: question.id.clone(), misfit })?;
        if let Some(doubt) = self.doubt(question, &given, now) {
            let again = (question.id.clone(), given.clone());
            if self.doubted.as_ref() != Some(&again) {
                self.doubted = Some(again);
                return Ok(Taken::AskAgain(doubt));
            }
            self.confirmed.insert(question.id.clone());
        } else {
            self.confirmed.remove(&question.id);
        }
        self.doubted = None;
        let was: Vec<RedFlag> = self.yes();
        self.skipped.remove(&question.id);
        self.answers.insert(question.id.clone(), given);
        let alert: Vec<RedFlag> = self.yes().into_iter().filter(|flag| !was.contains(flag)).collect();
        self.go_on_from(self.at + 1);
        Ok(if alert.is_empty() { Taken::Done } else { Taken::Alert(alert) })
    }

    /// Takes over what was answered the day before.
    ///
    /// # Errors
    /// [`AnswerRefused::NothingBefore`] where there is nothing to take over, and what [`Session::answer`] says.
    pub fn same_as_before(&mut self, now: &Moment) -> Result<Taken, AnswerRefused> {
        let question = self.question().ok_or(AnswerRefused::NothingLeft)?;
        let nothing = || AnswerRefused::NothingBefore { question: question.id.clone() };
        let before = self.before().ok_or_else(nothing)?.to_owned();
        self.answer(&before, now)
    }

    /// Leaves the question that is asked now unanswered, which is no answer, and goes on. An answer that was there is taken out.
    pub fn skip(&mut self) {
        if let Some(question) = self.set.questions.get(self.at) {
            self.answers.remove(&question.id);
            self.skipped.insert(question.id.clone());
            self.doubted = None;
            self.go_on_from(self.at + 1);
        }
    }

    /// Goes back to the question before; says whether there is one. Answers stay.
    pub fn back(&mut self) -> bool {
        self.doubted = None;
        let found = self.asked_places().iter().take(self.at).rposition(|asked| *asked);
        found.inspect(|place| self.at = *place).is_some()
    }

    /// Every question that is asked as things stand, each with its answer.
    pub fn asked(&self) -> impl Iterator<Item = (&Question, Option<&Given>)> {
        let asked = self.set.questions.iter().zip(self.asked_places()).filter(|(_, asked)| *asked);
        asked.map(|(question, _)| (question, self.answers.get(&question.id)))
    }

    /// Whether anything was answered.
    #[must_use]
    pub fn has_answers(&self) -> bool {
        self.asked().any(|(_, given)| given.is_some())
    }

    /// The red flags that were answered with yes, each once.
    #[must_use]
    pub fn yes(&self) -> Vec<RedFlag> {
        let mut yes = Vec::new();
        for (question, given) in self.asked() {
            let flags = given.into_iter().flat_map(|given| question.yes(given));
            yes.extend(flags.collect::<Vec<_>>());
        }
        once(yes)
    }

    /// The red flags that were answered, with yes or with no, each once. What was not answered is no no.
    #[must_use]
    pub fn answered_flags(&self) -> Vec<RedFlag> {
        let answered = self.asked().filter(|(_, given)| given.is_some());
        once(answered.flat_map(|(question, _)| question.flags().collect::<Vec<_>>()).collect())
    }

    /// Says what is known of the person now, and goes to the first question that is open then.
    pub fn know(&mut self, known: Known) {
        self.known = known;
        self.go_to_first_open();
    }

    /// What was logged of it so far: the first question of each entry and the entry's name; the check-in itself by the empty name.
    #[must_use]
    pub const fn logged(&self) -> &BTreeMap<String, EntryId> {
        &self.logged
    }

    /// Notes what was logged of it.
    pub fn set_logged(&mut self, logged: BTreeMap<String, EntryId>) {
        self.logged = logged;
    }

    /// The next question that is asked and was neither answered nor skipped, from the first on: where a check-in is taken up again.
    pub(crate) fn go_to_first_open(&mut self) {
        let open = |id: &str| !self.answers.contains_key(id) && !self.skipped.contains(id);
        let mut places = self.set.questions.iter().zip(self.asked_places());
        let place = places.position(|(question, asked)| asked && open(&question.id));
        self.at = place.unwrap_or(self.set.questions.len());
    }

    fn go_on_from(&mut self, place: usize) {
        let next = self.asked_places().iter().skip(place).position(|asked| *asked);
        self.at = next.map_or(self.set.questions.len(), |further| place + further);
    }

    /// Of each question whether its conditions hold. They name questions before it alone, so one look at each is enough; one that waits
    /// for a question that is not asked itself is not asked either.
    fn asked_places(&self) -> Vec<bool> {
        let mut asked: BTreeMap<&str, bool> = BTreeMap::new();
        let mut places = Vec::with_capacity(self.set.questions.len());
        for question in &self.set.questions {
            let is_asked = question.ask_if.iter().all(|condition| match condition {
                Condition::Known { what, holds } => self.known.circumstances.contains(what) == *holds,
                Condition::Answered { question, test } => {
                    let given =
                        self.answers.get(question).filter(|_| asked.get(question.as_str()) == Some(&true));
                    given.is_some_and(|given| meets(given, test))
                }
            });
            asked.insert(&question.id, is_asked);
            places.push(is_asked);
        }
        places
    }

    fn doubt(&self, question: &Question, given: &Given, now: &Moment) -> Option<Doubt> {
        let weighs = matches!(question.form, Form::Amount)
            && question.record.as_ref().is_some_and(|record| record.kind == "weight");
        let fact = question.fact(given.text()).ok().filter(|_| weighs)?;
        let weight: &Weight = nourish_record::OfKind::of(&fact)?;
        doubt_about(weight.weight_g, now, &self.known.weights)
    }
}

fn meets(given: &Given, test: &Test) -> bool {
    match test {
        Test::Is(words) => given.choices().any(|chosen| words.iter().any(|word| word == chosen)),
        Test::AtLeast(_) | Test::AtMost(_) => given.text().parse().is_ok_and(|level| test.holds(level)),
    }
}

/// Each flag once, in the order in which it came first.
pub(crate) fn once(flags: Vec<RedFlag>) -> Vec<RedFlag> {
    let mut seen = BTreeSet::new();
    flags.into_iter().filter(|flag| seen.insert(*flag)).collect()
}

impl std::fmt::Debug for Session {
    /// The set alone: nothing that was answered.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("set", &self.set.id).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Known { .. }")
    }
}
