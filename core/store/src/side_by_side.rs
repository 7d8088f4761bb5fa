//! Two pieces of work at once, where the machine has a second core.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::LazyLock;
use std::thread::{Builder, ScopedJoinHandle, available_parallelism, scope};

/// How many cores there are. Asking the system takes as long as some of the work that is shared.
static CORES: LazyLock<usize> = LazyLock::new(|| available_parallelism().map_or(1, NonZero::get));

/// Does both, the second by a thread of its own if there is one to give.
pub(crate) fn both<A, B: Send>(first: impl FnOnce() -> A, second: impl Fn() -> B + Sync) -> (A, B) {
    if *CORES == 1 {
        return (first(), second());
    }
    scope(|scope| {
        let thread = Builder::new().spawn_scoped(scope, &second);
        let first = first();
        match thread.map(ScopedJoinHandle::join) {
            Ok(Ok(done)) => (first, done),
            Ok(Err(panicked)) => resume_unwind(panicked),
            Err(_) => (first, second()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_done() {
        assert_eq!(both(|| 1, || "two"), (1, "two"));
    }
}
