//! What was answered the day before, as the journal has it.

use crate::set::{Form, Question, QuestionSet};
use nourish_record::Fact;
use std::collections::BTreeMap;

impl QuestionSet {
    /// The answers that facts of an earlier day are, by question; the latest fact last. Only of questions whose answer may be taken over.
    #[must_use]
    pub fn answers_of<'a>(&self, facts: impl IntoIterator<Item = &'a Fact>) -> BTreeMap<String, String> {
        let mut answers = BTreeMap::new();
        for fact in facts {
            let values = fact.values();
            let said: Vec<(&str, Option<&str>, String)> = values
                .iter()
                .map(|(spec, value)| (spec.name, spec.short_name(), spec.write(value)))
                .collect();
            for question in self.questions.iter().filter(|question| question.same_as_before) {
                if let Some(answer) = answer_of(question, fact.kind().name, &said) {
                    answers.insert(question.id.clone(), answer);
                }
            }
        }
        answers
    }
}

fn answer_of(question: &Question, kind: &str, said: &[(&str, Option<&str>, String)]) -> Option<String> {
    let record = question.record.as_ref().filter(|record| record.kind == kind)?;
    let value = |field: &str| {
        let named =
            |(name, short, _): &&(&str, Option<&str>, String)| *name == field || *short == Some(field);
        said.iter().find(named).map(|(_, _, text)| text.as_str())
    };
    let fits = record.with.iter().all(|(name, wanted)| value(name) == Some(wanted));
    let recall = kind != "symptom" || value("recall_days") == Some(&question.recall_days.to_string());
    let found = value(&record.field).filter(|_| fits && recall)?;
    match &question.form {
        Form::One(choices) => {
            let plain = |text: &str| text.replace(' ', "");
            let chosen =
                choices.iter().find(|choice| choice.value.as_deref().map(plain) == Some(plain(found)));
            chosen.map(|choice| choice.id.clone())
        }
        Form::Several(_) => None,
        Form::Amount | Form::Count { .. } | Form::Text => Some(found.to_owned()),
    }
}
