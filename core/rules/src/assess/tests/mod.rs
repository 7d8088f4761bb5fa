//! The rules on journals that are made for them.

mod fluids;
mod instruments;
mod intake;
mod journal;
mod safety;
mod symptoms;
mod weights;
mod whole;
