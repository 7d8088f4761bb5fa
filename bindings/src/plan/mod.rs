//! The care plan, the feed calculator, words back, and lists of many people, as apps read them.

mod care;
mod feed;
mod feedback;
mod regimen;
mod set_by;
mod surgery;
#[cfg(test)]
mod tests;
mod worklist;

pub use care::*;
pub use feed::*;
pub use feedback::*;
pub use regimen::*;
pub use set_by::*;
pub use surgery::*;
pub use worklist::*;

fn all<T, U: From<T>>(found: Vec<T>) -> Vec<U> {
    found.into_iter().map(Into::into).collect()
}
