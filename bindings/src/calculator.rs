//! Every instrument as a plain calculator.

use crate::error::JournalError;

/// The published instruments, ready to be asked; no journal is needed.
#[derive(Debug, uniffi::Object)]
pub struct Calculator {
    inner: nourish_journal::Calculator,
}

#[uniffi::export]
impl Calculator {
    /// The instruments that come with this app.
    #[uniffi::constructor]
    pub fn new() -> Result<Self, JournalError> {
        Ok(Self { inner: nourish_journal::Calculator::new()? })
    }

    /// Answers one question, a JSON object with `id`, `instrument` and `inputs`, with a JSON object; a bad question
    /// is answered with its error. `explain` adds the rows of the table that decided.
    #[uniffi::method(default(explain = false))]
    pub fn score(&self, question: String, explain: bool) -> String {
        self.inner.answer(&question, explain).to_string()
    }
}

impl From<nourish_journal::Calculator> for Calculator {
    fn from(inner: nourish_journal::Calculator) -> Self {
        Self { inner }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_criteria_of_the_glasgow_prognostic_score_make_two() {
        // McMillan 2013: CRP above 10 mg/L scores 1, with albumin below 35 g/L it scores 2.
        let question = r#"{"id":"a","instrument":"mgps","inputs":{"crp_mg_l":12,"albumin_g_l":33}}"#;
        let answer = Calculator::new().unwrap().score(question.into(), false);
        assert!(answer.contains(r#""result":{"score":2}"#));
    }
}
