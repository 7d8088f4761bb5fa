//! From answers to facts: what a check-in logs.

use crate::given::Given;
use crate::session::Session;
use crate::set::{Form, Question};
use nourish_record::{Answer, CheckIn, Fact};

/// What a check-in logs, before it is logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The facts, each with the question that it comes from first.
    pub facts: Vec<(String, Fact)>,
    /// The check-in itself; its `entries` are for whoever logs the facts.
    pub check_in: CheckIn,
}

/// Fields of one entry, while its questions are gathered.
struct Gathered<'a> {
    first: &'a str,
    kind: &'a str,
    with: &'a [(String, String)],
    fields: Vec<(&'a str, &'a str)>,
    answers: Vec<(&'a Question, &'a Given)>,
    recall_days: u8,
}

impl Session {
    /// The facts that the answers so far are. Questions of one entry are gathered: stools and their form are one output. What was not
    /// answered is in none of them. An answer that no kind of entry takes is kept as an answer.
    #[must_use]
    pub fn drafted(&self, completed: bool) -> Drafted {
        let mut gathered: Vec<Gathered<'_>> = Vec::new();
        let mut kept: Vec<(&Question, &Given)> = Vec::new();
        for (question, given) in self.asked() {
            let Some(given) = given else { continue };
            match logged(question, given) {
                Some(value) => gather(&mut gathered, question, given, value),
                None if question.record.is_none() && !is_told_by_flags(question) => {
                    kept.push((question, given))
                }
                None => {}
            }
        }
        let mut facts = Vec::new();
        for group in gathered {
            match self.fact_of(&group) {
                Some(fact) => facts.push((group.first.to_owned(), fact)),
                None => kept.extend(group.answers),
            }
        }
        facts.extend(kept.into_iter().filter_map(|(question, given)| {
            Some((question.id.clone(), self.kept_as_answer(question, given)?))
        }));
        Drafted { facts, check_in: self.check_in(completed) }
    }

    fn fact_of(&self, group: &Gathered<'_>) -> Option<Fact> {
        let days = group.recall_days.to_string();
        let mut fields: Vec<(&str, &str)> =
            group.with.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend(&group.fields);
        if group.kind == "symptom" {
            fields.push(("recall_days", &days));
        }
        if group.answers.iter().any(|(question, _)| self.confirmed.contains(&question.id)) {
            fields.push(("confirmed", "yes"));
        }
        Fact::read(group.kind, &fields).ok()
    }

    fn kept_as_answer(&self, question: &Question, given: &Given) -> Option<Fact> {
        let days = question.recall_days.to_string();
        let questionnaire = self.set.canonical();
        let fields = [
            ("questionnaire", questionnaire.as_str()),
            ("item", question.code.as_deref().unwrap_or(&question.id)),
            ("value", &as_coded(question, given)),
            ("recall_days", &days),
        ];
        Fact::read(<Answer as nourish_record::Kind>::NAME, &fields).ok()
    }

    fn check_in(&self, completed: bool) -> CheckIn {
        CheckIn {
            set: self.set.check_in,
            asked: self.answered_flags(),
            yes: self.yes(),
            completed: Some(completed),
            answered_by: Some(self.by.role()),
            questionnaire: Some(self.set.canonical()),
            entries: Vec::new(),
        }
    }
}

fn gather<'a>(gathered: &mut Vec<Gathered<'a>>, question: &'a Question, given: &'a Given, value: &'a str) {
    let Some(record) = &question.record else { return };
    let field = record.field.as_str();
    let joins = |group: &&mut Gathered<'a>| {
        group.kind == record.kind
            && group.with == record.with
            && group.recall_days == question.recall_days
            && group.fields.iter().all(|(name, _)| *name != field)
    };
    if let Some(group) = gathered.iter_mut().find(joins) {
        group.fields.push((field, value));
        group.answers.push((question, given));
    } else {
        gathered.push(Gathered {
            first: &question.id,
            kind: &record.kind,
            with: &record.with,
            fields: vec![(field, value)],
            answers: vec![(question, given)],
            recall_days: question.recall_days,
        });
    }
}

/// What is logged for an answer; nothing for a choice without a value.
fn logged<'a>(question: &'a Question, given: &'a Given) -> Option<&'a str> {
    question.record.as_ref()?;
    match &question.form {
        Form::One(_) => question.choice(given.text())?.value.as_deref(),
        Form::Several(_) => None,
        Form::Amount | Form::Count { .. } | Form::Text => Some(given.text()),
    }
}

/// An answer in the codes of the questionnaire that its question is from, where its choices have any.
fn as_coded(question: &Question, given: &Given) -> String {
    let coded = |id| question.choice(id).and_then(|choice| choice.value.as_deref()).unwrap_or(id);
    match &question.form {
        Form::One(_) | Form::Several(_) => given.choices().map(coded).collect::<Vec<_>>().join(","),
        Form::Amount | Form::Count { .. } | Form::Text => given.text().to_owned(),
    }
}

/// Whether the check-in says all there is to say of an answer.
fn is_told_by_flags(question: &Question) -> bool {
    match &question.form {
        Form::Several(choices) => choices.iter().all(|choice| choice.flag.is_some()),
        Form::One(choices) => choices.iter().all(|choice| choice.flag.is_some() || choice.id == "no"),
        Form::Amount | Form::Count { .. } | Form::Text => false,
    }
}

impl std::fmt::Debug for Drafted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Drafted { .. }")
    }
}
