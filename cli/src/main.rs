//! The `nourish` command.
fn main() {}
