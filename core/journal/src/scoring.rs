//! Every instrument as a plain calculator; no journal needed.

use crate::error::JournalError;
use nourish_rules::Tables;
use nourish_rules::score::{self, Answer, Listing};

/// The instruments, ready to be asked.
#[derive(Debug)]
pub struct Calculator {
    tables: Tables,
}

impl Calculator {
    /// The instruments that come with this program.
    ///
    /// ```
    /// # use nourish_journal::Calculator;
    /// let calculator = Calculator::new()?;
    /// let answer = calculator.answer(r#"{"id":"a","instrument":"mgps","inputs":{"crp_mg_l":12,"albumin_g_l":33}}"#, false);
    /// assert!(answer.to_string().contains(r#""result":{"score":2}"#));
    /// # Ok::<(), nourish_journal::JournalError>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::BrokenRules`], which no release should show.
    pub fn new() -> Result<Self, JournalError> {
        Ok(Self { tables: Tables::built_in().map_err(|_| JournalError::BrokenRules)? })
    }

    /// Answers one question, a line of JSON with `id`, `instrument` and `inputs`; a bad question is answered with its error. See
    /// [`Calculator::new`] for an example.
    pub fn answer(&self, question: &str, explain: bool) -> Answer {
        score::answer(&self.tables, question, explain)
    }

    /// The instruments, with version, source, licence note and inputs.
    ///
    /// ```
    /// # use nourish_journal::Calculator;
    /// assert!(Calculator::new()?.instruments().iter().any(|listing| listing.id == "nrs2002"));
    /// # Ok::<(), nourish_journal::JournalError>(())
    /// ```
    pub fn instruments(&self) -> Vec<Listing> {
        score::list(&self.tables)
    }
}
