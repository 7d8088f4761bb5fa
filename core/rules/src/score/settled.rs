//! What is left of a question after all possible worlds were asked.

use super::ScoreError;
use crate::tri::Tri;

/// Every outcome that is still possible, and the inputs that would narrow them down.
#[derive(Clone, Debug)]
pub(crate) struct Settled<T> {
    possible: Vec<T>,
    pub(crate) open: Vec<String>,
}

impl<T> Settled<T> {
    pub(super) fn new(possible: Vec<T>, open: Vec<String>) -> Self {
        Self { possible, open }
    }

    /// What all possible outcomes agree on.
    pub(crate) fn agreed<U: PartialEq>(&self, part: impl Fn(&T) -> U) -> Option<U> {
        let mut parts = self.possible.iter().map(part);
        let first = parts.next()?;
        parts.all(|other| other == first).then_some(first)
    }

    /// What all possible outcomes agree on, of a part that has to be looked up.
    pub(crate) fn agreed_of<U: PartialEq>(
        &self,
        part: impl Fn(&T) -> Result<U, ScoreError>,
    ) -> Result<Option<U>, ScoreError> {
        let parts = self.possible.iter().map(part).collect::<Result<Vec<U>, _>>()?;
        let mut parts = parts.into_iter();
        let first = parts.next();
        let all_alike = parts.all(|other| Some(&other) == first.as_ref());
        Ok(first.filter(|_| all_alike))
    }

    /// Whether a statement holds in all possible outcomes, in none, or in some.
    pub(crate) fn tri(&self, holds: impl Fn(&T) -> bool) -> Tri {
        self.agreed(holds).into()
    }

    /// The least and the greatest value of a number; zeros only if there is no outcome at all, which cannot be.
    pub(crate) fn range(&self, number: impl Fn(&T) -> i32) -> (i32, i32) {
        let numbers = || self.possible.iter().map(&number);
        (numbers().min().unwrap_or_default(), numbers().max().unwrap_or_default())
    }
}
