//! A set as a FHIR R4 Questionnaire, in one language.

use crate::session::Respondent;
use crate::set::{Choice, Condition, Form, Question, QuestionSet, Test};
use crate::wording::Wording;
use nourish_fhir::model::{AnswerOption, Coding, EnableWhen, Questionnaire, QuestionnaireItem};
use nourish_fhir::names;

impl QuestionSet {
    /// The Questionnaire of a set, as it is asked of `by`. A response of ours names it by the same address.
    ///
    /// What R4 cannot say is left out: conditions on what is known of the person, units, and where an answer is logged. A condition of
    /// which a choice must be one of several is one `enableWhen` for each, any of which is enough.
    ///
    /// ```
    /// use nourish_checkin::{Questionnaires, Respondent};
    /// use nourish_words::Language;
    /// let all = Questionnaires::built_in()?;
    /// let wording = all.wording(&Language::SPANISH)?;
    /// let weekly = all.set("weekly").ok_or("there is a weekly set")?;
    /// let json = serde_json::to_value(weekly.questionnaire(&wording, Respondent::Patient))?;
    /// assert_eq!(json["url"], "https://nourish.invalid/fhir/Questionnaire/check-in-weekly");
    /// assert_eq!((&json["language"], &json["item"][1]["type"]), (&"es".into(), &"choice".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn questionnaire(&self, wording: &Wording, by: Respondent) -> Questionnaire {
        let url = format!("{}-{}", names::CHECK_IN, self.id);
        let title = wording.title(self);
        let mut questionnaire = Questionnaire::new(&url, &self.version, title.text);
        questionnaire.id = Some(format!("check-in-{}", self.id));
        questionnaire.name = Some(machine_name(&self.id));
        questionnaire.language = Some(title.language.tag().to_owned());
        questionnaire.description = Some(self.source.clone());
        questionnaire.copyright = Some(self.licence.clone());
        questionnaire.item = self.questions.iter().map(|question| self.item(question, wording, by)).collect();
        questionnaire
    }

    fn item(&self, question: &Question, wording: &Wording, by: Respondent) -> QuestionnaireItem {
        let said = wording.question(question, by).marked();
        let text = match question.flags().next() {
            None if question.record.is_some()
                && question.form != Form::Amount
                && question.form != Form::Text =>
            {
                format!("{}: {said}", wording.recall(question.recall_days).marked())
            }
            _ => said,
        };
        let item_type = match &question.form {
            Form::One(choices) if is_yes_no(choices) => "boolean",
            Form::One(_) | Form::Several(_) => "choice",
            Form::Amount => "quantity",
            Form::Count { .. } => "integer",
            Form::Text => "text",
        };
        let mut item = QuestionnaireItem::new(&question.id, text, item_type);
        item.code = question.code.iter().map(|code| Coding::new(&self.codes(), code, None)).collect();
        item.repeats = matches!(question.form, Form::Several(_)).then_some(true);
        if item_type == "choice" {
            let option =
                |id: &str, text: String| AnswerOption::coded(Coding::new(&self.codes(), id, Some(&text)));
            item.answer_option = question
                .choices()
                .iter()
                .map(|choice| option(&choice.id, wording.choice(choice).marked()))
                .collect();
            if matches!(question.form, Form::Several(_)) {
                item.answer_option.push(option("none", wording.none().marked()));
            }
        }
        item.enable_when = self.enable_when(question);
        item.enable_behavior = (item.enable_when.len() > 1).then(|| behavior(question).to_owned());
        item
    }

    fn enable_when(&self, question: &Question) -> Vec<EnableWhen> {
        let answered = question.ask_if.iter().filter_map(|condition| match condition {
            Condition::Answered { question, test } => Some((self.question(question)?, test)),
            Condition::Known { .. } => None,
        });
        answered.flat_map(|(about, test)| self.tests(about, test)).collect()
    }

    fn tests(&self, about: &Question, test: &Test) -> Vec<EnableWhen> {
        if let Form::Count { .. } = about.form {
            let (operator, bound) = match test {
                Test::AtLeast(bound) => (">=", *bound),
                Test::AtMost(bound) => ("<=", *bound),
                Test::Is(_) => return Vec::new(),
            };
            let mut when = EnableWhen::new(&about.id, operator);
            when.answer_integer = Some(bound);
            return vec![when];
        }
        let meets = |choice: &&Choice| match test {
            Test::Is(words) => words.contains(&choice.id),
            Test::AtLeast(_) | Test::AtMost(_) => choice.id.parse().is_ok_and(|level| test.holds(level)),
        };
        let when = |choice: &Choice| {
            let mut when = EnableWhen::new(&about.id, "=");
            if is_yes_no(about.choices()) {
                when.answer_boolean = Some(choice.id == "yes");
            } else {
                when.answer_coding = Some(Coding::new(&self.codes(), &choice.id, None));
            }
            when
        };
        about.choices().iter().filter(meets).map(when).collect()
    }

    /// The system of the codes of a set's answers.
    fn codes(&self) -> String {
        format!("{}/CodeSystem/check-in-{}", names::BASE, self.id)
    }
}

/// One condition on choices needs any of them; several conditions need all.
fn behavior(question: &Question) -> &'static str {
    let conditions =
        question.ask_if.iter().filter(|condition| matches!(condition, Condition::Answered { .. }));
    if conditions.count() == 1 { "any" } else { "all" }
}

fn is_yes_no(choices: &[Choice]) -> bool {
    choices.iter().map(|choice| choice.id.as_str()).eq(["yes", "no"])
}

/// `post-operative` as `CheckInPostOperative`: a name for machines begins with a capital and has letters, digits and `_` alone.
fn machine_name(id: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    format!("CheckIn{}", id.split('-').map(capital).collect::<String>())
}
