//! The questions of a set as a text, for whoever writes a file of answers.

use crate::failure::Failure;
use crate::terminal::{Screen, Tone};
use nourish_journal::{Form, Question, QuestionSet, Respondent, Wording};
use serde_json::{Value, json};

/// Prints every question by name, whether or not it would be asked now.
pub(super) fn run(
    set: &QuestionSet,
    wording: &Wording,
    by: Respondent,
    screen: &mut Screen,
) -> Result<(), Failure> {
    if screen.is_json() {
        let questions: Vec<Value> =
            set.questions.iter().map(|question| as_json(question, wording, by)).collect();
        let title = wording.title(set).marked();
        return screen
            .value(&json!({"set": set.id, "version": set.version, "title": title, "questions": questions}));
    }
    let title = wording.title(set).marked();
    screen.line(&screen.paint(Tone::Heading, &format!("{} {}: {title}", set.id, set.version)))?;
    for question in &set.questions {
        let said = wording.question(question, by).marked();
        screen.line(&format!("\n{}  {said}", screen.paint(Tone::Heading, &question.id)))?;
        for choice in question.choices() {
            screen.line(&format!("    {:24} {}", choice.id, wording.choice(choice).marked()))?;
        }
        let takes = takes(question);
        if !takes.is_empty() {
            screen.line(&format!("    {takes}"))?;
        }
        if !question.ask_if.is_empty() {
            screen.line(&screen.paint(Tone::Quiet, "    asked only where it applies"))?;
        }
    }
    Ok(())
}

/// What a question takes beside its choices.
fn takes(question: &Question) -> String {
    match &question.form {
        Form::One(_) => String::new(),
        Form::Several(_) => "any of these as a list, or \"none\"".to_owned(),
        Form::Amount => format!("an amount with its unit in quotes: {}", question.units().join(", ")),
        Form::Count { least, most } => format!("a whole number from {least} to {most}"),
        Form::Text => "words in quotes".to_owned(),
    }
}

fn as_json(question: &Question, wording: &Wording, by: Respondent) -> Value {
    let choices: Vec<Value> = question
        .choices()
        .iter()
        .map(|choice| json!({"id": choice.id, "text": wording.choice(choice).marked()}))
        .collect();
    json!({
        "id": question.id,
        "text": wording.question(question, by).marked(),
        "recall_days": question.recall_days,
        "choices": choices,
        "takes": takes(question),
        "always_asked": question.ask_if.is_empty(),
    })
}
