//! The rules on journals that are made for them.

mod attention;
mod fluids;
mod instruments;
mod intake;
mod journal;
mod safety;
mod symptoms;
mod weights;
mod whole;
