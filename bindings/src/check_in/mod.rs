//! Check-ins, as a screen asks them: questions in words, answers, and what to do at a red flag.

mod alert;
mod answering;
mod problem;
mod question;
mod session;
#[cfg(test)]
mod tests;

pub use alert::*;
pub use problem::*;
pub use question::*;
pub use session::*;
