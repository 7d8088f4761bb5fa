//! The arguments of `nourish check-in`.

use clap::Args;
use std::path::PathBuf;

/// What to ask, whom, and how.
#[derive(Debug, Args)]
pub(crate) struct CheckInArguments {
    /// The set of questions: daily, weekly, post-operative, tube, line, or one that a content pack brought.
    #[arg(long, default_value = "daily", value_name = "NAME")]
    pub(crate) set: String,
    /// The language, like es; that of the profile where it is not said, else English.
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// You answer for the person whose journal it is.
    #[arg(long)]
    pub(crate) on_behalf: bool,
    /// Answer from a file, TOML or JSON, or - for standard input, instead of on the screen.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["resume", "print_questions"])]
    pub(crate) answers: Option<PathBuf>,
    /// Go on with the check-in that was left.
    #[arg(long, conflicts_with = "print_questions")]
    pub(crate) resume: bool,
    /// Only print the questions, by name, with the answers that they take.
    #[arg(long)]
    pub(crate) print_questions: bool,
    /// With --print-questions: as a FHIR Questionnaire.
    #[arg(long, requires = "print_questions")]
    pub(crate) fhir: bool,
}
