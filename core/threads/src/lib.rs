//! Pieces of one piece of work at once, on as many cores as there are. A thread ends with the call that began it, and where the
//! system has none to give the work is done all the same.

#![forbid(unsafe_code)]

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::LazyLock;
use std::thread::{Builder, Scope, ScopedJoinHandle, available_parallelism, scope};

/// Most threads that work at once: phones have more cores, and not all of them are quick.
const MOST_THREADS: usize = 4;

/// How many cores there are. Asking the system takes as long as some of the work that is shared.
static CORES: LazyLock<usize> = LazyLock::new(|| available_parallelism().map_or(1, NonZero::get));

/// Does both, the second by a thread of its own if there is one to give.
pub fn both<A, B: Send>(first: impl FnOnce() -> A, second: impl Fn() -> B + Sync) -> (A, B) {
    if *CORES == 1 {
        return (first(), second());
    }
    scope(|scope| {
        let second = Begun::by(scope, &second);
        (first(), second.done())
    })
}

/// What `work` makes of each part of the items, in their order. No part has less than `least` of them: beginning a thread takes about
/// as long as 50 µs of work.
pub fn in_parts<T: Sync, R: Send>(items: &[T], least: usize, work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let parts = (*CORES).min(MOST_THREADS).min(items.len() / least.max(1)).max(1);
    let (first, mut rest) = items.split_at(items.len() / parts);
    if rest.is_empty() {
        return work(first);
    }
    let mut jobs = Vec::with_capacity(parts - 1);
    for left in (1..parts).rev() {
        let (part, behind) = rest.split_at(rest.len() / left);
        jobs.push(|| work(part));
        rest = behind;
    }
    scope(|scope| {
        let begun: Vec<_> = jobs.iter().map(|job| Begun::by(scope, job)).collect();
        let mut all = work(first);
        begun.into_iter().for_each(|begun| all.extend(begun.done()));
        all
    })
}

/// Work that a thread does, or that is yet to be done where there was none to give.
struct Begun<'scope, 'work, R, W> {
    thread: Option<ScopedJoinHandle<'scope, R>>,
    work: &'work W,
}

impl<'scope, 'work: 'scope, R: Send + 'scope, W: Fn() -> R + Sync> Begun<'scope, 'work, R, W> {
    fn by(scope: &'scope Scope<'scope, '_>, work: &'work W) -> Self {
        Self { thread: Builder::new().spawn_scoped(scope, work).ok(), work }
    }

    fn done(self) -> R {
        match self.thread.map(ScopedJoinHandle::join) {
            Some(Ok(done)) => done,
            Some(Err(panicked)) => resume_unwind(panicked),
            None => (self.work)(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_done() {
        assert_eq!(both(|| 1, || "two"), (1, "two"));
    }

    #[test]
    fn parts_come_back_in_order_whatever_their_number() {
        let double = |part: &[usize]| part.iter().map(|item| item * 2).collect();
        for count in [0, 1, 2, 3, 7, 8, 9, 100, 101] {
            let items: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
            for least in [0, 1, 3, 50, 1_000] {
                assert_eq!(in_parts(&items, least, double), doubled, "{count} items, at least {least}");
            }
        }
    }

    #[test]
    fn no_part_is_smaller_than_it_pays() {
        let sizes = |least| in_parts(&[(); 100], least, |part| vec![part.len()]);
        assert_eq!(sizes(51), [100]);
        assert!(sizes(20).iter().all(|size| *size >= 20));
        let sizes = |count, least| in_parts(&vec![(); count], least, |part| vec![part.len()]);
        for (count, least) in [(10, 2), (13, 3), (7, 2), (101, 25)] {
            assert!(sizes(count, least).iter().all(|size| *size >= least), "{count} items, at least {least}");
        }
    }

    #[test]
    #[should_panic(expected = "the third")]
    fn a_panic_comes_through() {
        let _ = in_parts(&[1, 2, 3], 1, |part| {
            assert!(!part.contains(&3), "the third");
            part.to_vec()
        });
    }
}
