//! The rules on journals that are made for them.

mod journal;
