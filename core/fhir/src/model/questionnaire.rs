//! Questionnaires: what is asked, apart from what was answered.

use super::{Coding, elements};

elements! {
    /// A set of questions.
    Questionnaire {
        resource_type: Option<String>,
        id: Option<String>,
        language: Option<String>,
        url: Option<String>,
        version: Option<String>,
        name: Option<String>,
        title: Option<String>,
        status: Option<String>,
        subject_type: Vec<String>,
        description: Option<String>,
        copyright: Option<String>,
        item: Vec<QuestionnaireItem>,
    }
    /// A question.
    QuestionnaireItem {
        link_id: Option<String>,
        code: Vec<Coding>,
        text: Option<String>,
        r#type: Option<String>,
        enable_when: Vec<EnableWhen>,
        enable_behavior: Option<String>,
        required: Option<bool>,
        repeats: Option<bool>,
        answer_option: Vec<AnswerOption>,
        item: Vec<QuestionnaireItem>,
    }
    /// Under which answer to another question it is asked.
    EnableWhen {
        question: Option<String>,
        operator: Option<String>,
        answer_boolean: Option<bool>,
        answer_integer: Option<i64>,
        answer_coding: Option<Coding>,
    }
    /// An answer to choose.
    AnswerOption { value_coding: Option<Coding>, value_string: Option<String>, value_integer: Option<i64> }
}

impl Questionnaire {
    /// A set of questions that is in use, about a patient.
    pub fn new(url: &str, version: &str, title: String) -> Self {
        Self {
            resource_type: Some("Questionnaire".to_owned()),
            url: Some(url.to_owned()),
            version: Some(version.to_owned()),
            title: Some(title),
            status: Some("active".to_owned()),
            subject_type: vec!["Patient".to_owned()],
            ..Self::empty()
        }
    }
}

impl QuestionnaireItem {
    /// A question of a type of FHIR's: `boolean`, `choice`, `integer`, `quantity`, `text`.
    pub fn new(link_id: &str, text: String, item_type: &str) -> Self {
        Self {
            link_id: Some(link_id.to_owned()),
            text: Some(text),
            r#type: Some(item_type.to_owned()),
            ..Self::empty()
        }
    }
}

impl EnableWhen {
    /// A question and how its answer is compared; the answer is still to be set.
    pub fn new(question: &str, operator: &str) -> Self {
        Self { question: Some(question.to_owned()), operator: Some(operator.to_owned()), ..Self::empty() }
    }
}

impl AnswerOption {
    /// An answer by its code.
    pub fn coded(coding: Coding) -> Self {
        Self { value_coding: Some(coding), ..Self::empty() }
    }
}
