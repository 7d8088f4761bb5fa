//! Whether the questions of a set fit together: conditions, scales, and what is logged.

use crate::fault::{SetError, SetFault};
use crate::reading::Page;
use crate::set::{Circumstance, Condition, Form, Question, QuestionSet, Test};
use nourish_record::{Fact, FieldSpec, Takes};
use std::collections::{BTreeMap, BTreeSet};

/// Looks at every question; the first mistake is named.
pub(crate) fn check(page: &Page<'_>, set: &QuestionSet) -> Result<(), SetError> {
    let mut reachable: BTreeSet<&str> = BTreeSet::new();
    for question in &set.questions {
        let fault = |fault| page.at_question(&question.id, fault);
        if question.same_as_before && question.flags().next().is_some() {
            return Err(fault(SetFault::FlagRepeated { question: question.id.clone() }));
        }
        conditions(set, question, &reachable).map_err(fault)?;
        reachable.insert(&question.id);
        recording(question).map_err(fault)?;
    }
    Ok(())
}

fn conditions(set: &QuestionSet, question: &Question, before: &BTreeSet<&str>) -> Result<(), SetFault> {
    let own = || question.id.clone();
    let mut known: BTreeMap<Circumstance, bool> = BTreeMap::new();
    let mut open: BTreeMap<&str, BTreeSet<Possible>> = BTreeMap::new();
    for condition in &question.ask_if {
        match condition {
            Condition::Known { what, holds } => {
                if known.insert(*what, *holds).is_some_and(|other| other != *holds) {
                    return Err(SetFault::Unreachable { question: own() });
                }
            }
            Condition::Answered { question: names, test } => {
                let Some(about) = set.question(names) else {
                    return Err(SetFault::UnknownQuestion { question: own(), names: names.clone() });
                };
                if !before.contains(names.as_str()) {
                    let cycle = leads_to(set, names, &question.id);
                    return Err(if cycle {
                        SetFault::Cycle { question: own() }
                    } else {
                        SetFault::AskedLater { question: own(), names: names.clone() }
                    });
                }
                let meets = possible(about, test)
                    .filter(|meets| !meets.is_empty())
                    .ok_or_else(|| SetFault::OutsideScale { question: own(), names: names.clone() })?;
                let left = open.entry(names.as_str()).or_insert_with(|| meets.clone());
                *left = if matches!(about.form, Form::Several(_)) { meets } else { narrow(left, &meets) };
                if left.is_empty() {
                    return Err(SetFault::Unreachable { question: own() });
                }
            }
        }
    }
    against_those_before(set, &known, &open).map_err(|()| SetFault::Unreachable { question: own() })
}

/// A question that another one waits for brings its own circumstances along.
fn against_those_before(
    set: &QuestionSet,
    known: &BTreeMap<Circumstance, bool>,
    open: &BTreeMap<&str, BTreeSet<Possible>>,
) -> Result<(), ()> {
    let mut all = known.clone();
    let mut waits: Vec<&str> = open.keys().copied().collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while let Some(name) = waits.pop() {
        if !seen.insert(name) {
            continue;
        }
        for condition in set.question(name).map_or(&[][..], |question| &question.ask_if) {
            match condition {
                Condition::Known { what, holds } => {
                    if all.insert(*what, *holds).is_some_and(|other| other != *holds) {
                        return Err(());
                    }
                }
                Condition::Answered { question, .. } => waits.push(question),
            }
        }
    }
    Ok(())
}

/// Whether the conditions of `from` come to `to`.
fn leads_to(set: &QuestionSet, from: &str, to: &str) -> bool {
    let mut waits = vec![from];
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while let Some(name) = waits.pop() {
        if name == to {
            return true;
        }
        if !seen.insert(name) {
            continue;
        }
        let conditions = set.question(name).map_or(&[][..], |question| &question.ask_if);
        waits.extend(conditions.iter().filter_map(|condition| match condition {
            Condition::Answered { question, .. } => Some(question.as_str()),
            Condition::Known { .. } => None,
        }));
    }
    false
}

/// An answer, or a run of counts, that meets a condition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Possible {
    Choice(String),
    Counts(i64, i64),
}

/// The answers that meet a test; none where the form has no such answers.
fn possible(about: &Question, test: &Test) -> Option<BTreeSet<Possible>> {
    match (&about.form, test) {
        (Form::One(_) | Form::Several(_), Test::Is(words)) => words
            .iter()
            .map(|word| {
                let none = word == "none" && matches!(about.form, Form::Several(_));
                (none || about.choice(word).is_some()).then(|| Possible::Choice(word.clone()))
            })
            .collect(),
        (Form::One(choices), Test::AtLeast(_) | Test::AtMost(_)) => {
            let levels = choices.iter().filter_map(|choice| Some((choice, choice.id.parse::<i64>().ok()?)));
            let meets = levels.filter(|(_, level)| test.holds(*level));
            Some(meets.map(|(choice, _)| Possible::Choice(choice.id.clone())).collect())
        }
        (Form::Count { least, most }, Test::AtLeast(bound)) => {
            (*bound <= *most).then(|| BTreeSet::from([Possible::Counts(*bound.max(least), *most)]))
        }
        (Form::Count { least, most }, Test::AtMost(bound)) => {
            (*bound >= *least).then(|| BTreeSet::from([Possible::Counts(*least, *bound.min(most))]))
        }
        _ => None,
    }
}

fn narrow(left: &BTreeSet<Possible>, right: &BTreeSet<Possible>) -> BTreeSet<Possible> {
    let both = |a: &Possible, b: &Possible| match (a, b) {
        (Possible::Counts(from, to), Possible::Counts(other_from, other_to)) => {
            let (from, to) = (*from.max(other_from), *to.min(other_to));
            (from <= to).then_some(Possible::Counts(from, to))
        }
        _ => (a == b).then(|| a.clone()),
    };
    left.iter().flat_map(|a| right.iter().filter_map(move |b| both(a, b))).collect()
}

/// Whether every answer can be logged: the field exists, takes such an answer, and the words and limits fit.
fn recording(question: &Question) -> Result<(), SetFault> {
    let refused = |why: String| SetFault::Recording { question: question.id.clone(), why };
    let Some(record) = &question.record else {
        return match question.form {
            Form::Amount => Err(refused("an amount is logged in a field that gives it its unit".to_owned())),
            _ => Ok(()),
        };
    };
    let spec = question.field().map_err(refused)?;
    let fits = match &question.form {
        Form::One(_) => true,
        Form::Several(_) => false,
        Form::Amount => spec.takes == Takes::Number && spec.unit.is_written_out(),
        Form::Count { .. } => spec.takes == Takes::Number && !spec.unit.is_written_out(),
        Form::Text => spec.takes == Takes::Text,
    };
    if !fits {
        return Err(refused(format!("the field {} takes no such answer", record.field)));
    }
    let answers: Vec<String> = match &question.form {
        Form::One(choices) => choices.iter().filter_map(|choice| choice.value.clone()).collect(),
        Form::Count { least, most } => vec![least.to_string(), most.to_string()],
        Form::Several(_) | Form::Amount | Form::Text => Vec::new(),
    };
    if matches!(question.form, Form::One(_)) && answers.is_empty() {
        return Err(refused("no choice has a value".to_owned()));
    }
    answers.iter().try_for_each(|answer| match question.fact(answer) {
        Ok(_) => Ok(()),
        // A field that cannot stand alone is logged with its neighbours.
        Err(invalid) if matches!(invalid.problem, nourish_record::Problem::OneNeeded { .. }) => Ok(()),
        Err(invalid) => Err(refused(format!("{}: {}", invalid.field, invalid.problem))),
    })
}

impl Question {
    /// The field that its answer fills.
    pub(crate) fn field(&self) -> Result<&'static FieldSpec, String> {
        let record = self.record.as_ref().ok_or("nothing is logged")?;
        let kind = Fact::kind_named(&record.kind).map_err(|_| format!("no kind {}", record.kind))?;
        let named = |spec: &&FieldSpec| spec.name == record.field || spec.short_name() == Some(&record.field);
        kind.fields.iter().find(named).ok_or_else(|| format!("{} has no field {}", record.kind, record.field))
    }

    /// The fields that are logged with this answer, by name.
    pub(crate) fn fields<'a>(&'a self, answer: &'a str) -> Vec<(&'a str, &'a str)> {
        let Some(record) = &self.record else { return Vec::new() };
        let with = record.with.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        with.chain([(record.field.as_str(), answer)]).collect()
    }

    /// The fact that this answer alone logs.
    pub(crate) fn fact(&self, answer: &str) -> Result<Fact, nourish_record::InvalidEntry> {
        let kind = self.record.as_ref().map_or("", |record| record.kind.as_str());
        let days = self.recall_days.to_string();
        let mut fields = self.fields(answer);
        if kind == "symptom" {
            fields.push(("recall_days", &days));
        }
        Fact::read(kind, &fields)
    }
}
