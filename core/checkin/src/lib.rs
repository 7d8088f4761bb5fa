//! Check-ins: sets of questions as data, the way through one, and what was logged by answering.
//!
//! A set is a TOML file: questions in order, each with the form of its answer, the conditions under which it is asked, the field of a
//! kind of entry that its answer is logged in, and the red flags that an answer is a yes to. It is checked as a whole when it is read.
//! The words stand apart, in Fluent files. A [`Session`] leads through a set; it knows no clock, no disk and no screen.
//!
//! What was not answered is in nothing that is logged: it is unknown, never none and never zero.
//!
//! ```
//! use nourish_checkin::{Known, Questionnaires, Respondent, Session, Taken};
//! use nourish_record::{Moment, RedFlag};
//! use std::sync::Arc;
//!
//! let all = Questionnaires::built_in()?;
//! let daily = Arc::clone(all.set("daily").ok_or("there is a daily set")?);
//! let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
//! let mut session = Session::begin(daily, Respondent::Patient, Known::default(), &now);
//!
//! assert_eq!(session.question().map(|question| question.id.as_str()), Some("urgent"));
//! assert_eq!(session.answer("chest-pain", &now)?, Taken::Alert(vec![RedFlag::ChestPain]));
//! session.answer("68.4 kg", &now)?;
//!
//! let drafted = session.drafted(false);
//! assert_eq!(drafted.facts.len(), 1, "the weight; the red flag stands in the check-in itself");
//! assert_eq!(drafted.check_in.yes, [RedFlag::ChestPain]);
//! assert_eq!(drafted.check_in.completed, Some(false));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod answers_file;
mod before;
mod check;
mod drafting;
mod fault;
mod from_fhir;
mod given;
mod kept;
mod limits;
mod questionnaire;
mod questionnaires;
mod raw;
mod reading;
mod refused_file;
mod session;
mod set;
mod wording;

pub use answers_file::{AnswersError, AnswersFile};
pub use drafting::Drafted;
pub use fault::{SetError, SetFault};
pub use from_fhir::{PackDraft, QuestionnaireRefused};
pub use given::{Given, Misfit};
pub use kept::KeptError;
pub use limits::SET_BYTES;
pub use questionnaires::{Questionnaires, SET_FILES, TEXT_FILES};
pub use session::{AnswerRefused, Known, Respondent, Session, Taken};
pub use set::{Choice, Circumstance, Condition, Form, Question, QuestionSet, Recording, Test};
pub use wording::Wording;
