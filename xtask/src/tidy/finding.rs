//! What a check has to say about one line.

use std::fmt;

/// Whether a finding fails the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// Listed only.
    Warns,
    /// Exit status 1.
    Fails,
}

/// One finding, printed as `path:line: what — remedy`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) path: String,
    /// From 1; 1 also where the whole file is meant.
    pub(crate) line: usize,
    pub(crate) what: String,
    pub(crate) remedy: String,
    pub(crate) weight: Weight,
}

impl Finding {
    /// A finding that fails the run.
    pub(crate) fn new(
        path: &str,
        line: usize,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        Finding {
            path: path.to_owned(),
            line,
            what: what.into(),
            remedy: remedy.into(),
            weight: Weight::Fails,
        }
    }

    /// The same finding, listed only.
    pub(crate) fn lightened(self) -> Finding {
        Finding { weight: Weight::Warns, ..self }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let weight = match self.weight {
            Weight::Warns => "warning: ",
            Weight::Fails => "",
        };
        write!(f, "{}:{}: {weight}{} — {}", self.path, self.line, self.what, self.remedy)
    }
}

/// The first line of `text`, from 1, that `is_it` picks; 1 when none does.
pub(crate) fn line_where(text: &str, is_it: impl Fn(&str) -> bool) -> usize {
    text.lines().position(is_it).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_path_line_what_and_remedy() {
        let finding = Finding::new("a/b.rs", 7, "too long", "split it");
        assert_eq!(finding.to_string(), "a/b.rs:7: too long — split it");
        assert_eq!(finding.lightened().to_string(), "a/b.rs:7: warning: too long — split it");
    }
}
