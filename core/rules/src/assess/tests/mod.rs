//! The rules on journals that are made for them.

mod at_least;
mod attention;
mod feeding;
mod fluids;
mod instruments;
mod intake;
mod journal;
mod kept;
mod overview;
mod safety;
mod symptoms;
mod treatment;
mod weights;
mod whole;
