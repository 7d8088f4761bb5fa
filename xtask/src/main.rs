//! Upkeep of the house.
fn main() {}
