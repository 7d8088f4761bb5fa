//! Signatures of requests that came at about the same time are checked together, which takes little more than half of the time for each.
//!
//! Whether they are all good is told by one equation ([`Signer::have_signed`]). Where it does not hold, each is checked by itself, so that a
//! wrong one costs time and nobody their answer.

use crate::signer::{Signed, Signer};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;
use tokio::sync::oneshot::error::TryRecvError;
use tokio::task::yield_now;

/// Most that are checked at once: more would save nothing, and keep the first of them waiting.
const MOST: usize = 16;
/// How often others are let in line before the first is checked: the runtime goes round by a few requests a time.
const TURNS: usize = 3;

/// What waits to be checked.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    line: Mutex<Vec<Waiting>>,
}

type Waiting = (Signed, oneshot::Sender<bool>);

impl Checks {
    /// Whether it is signed by whom it names.
    pub(crate) async fn is_good(&self, signed: Signed) -> bool {
        let (reply, mut is_good) = oneshot::channel();
        self.line().push((signed, reply));
        for _ in 0..TURNS {
            if self.line().len() < MOST {
                yield_now().await;
            }
        }
        // Whoever is back first checks for all; nothing is awaited until those have their answers, so nobody's is lost with who asked.
        loop {
            match is_good.try_recv() {
                Ok(is_good) => return is_good,
                Err(TryRecvError::Empty) if self.check_some() => {}
                // Somebody else is at it.
                Err(TryRecvError::Empty) => return is_good.await.unwrap_or(false),
                Err(TryRecvError::Closed) => return false,
            }
        }
    }

    /// Checks the first in line; `false` where nobody stands there.
    fn check_some(&self) -> bool {
        let mut line = self.line();
        let most = line.len().min(MOST);
        let (signed, replies): (Vec<Signed>, Vec<_>) = line.drain(..most).unzip();
        drop(line);
        for (is_good, reply) in Signer::have_signed(&signed).into_iter().zip(replies) {
            // Who asked may have gone.
            let _ = reply.send(is_good);
        }
        most > 0
    }

    fn line(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_sync::{DeviceId, DeviceKey, JournalId, SeededEntropy, SignatureInput, Statement};
    use std::sync::Arc;

    const JOURNAL: JournalId = JournalId::from_bytes([3; 16]);

    /// Of these, those in `wrong` have signed something else, and those in `strange` are not remembered.
    fn some(count: u8, wrong: &[u8], strange: &[u8]) -> Vec<Signed> {
        let signed = |one: u8| {
            let key = DeviceKey::make(&mut SeededEntropy::new(u64::from(one % 5))).unwrap();
            let device = DeviceId::from_bytes([one; 16]);
            let input =
                SignatureInput { device, created_s: 1_700_000_000, nonce: [one; 16], digest: [one; 32] };
            let other = SignatureInput { nonce: [0xff; 16], ..input };
            let stated = if wrong.contains(&one) { &other } else { &input };
            let signature = Statement::Request.sign(&key, JOURNAL, &stated.base(JOURNAL));
            let signer = Signer::of(&key.public()).unwrap();
            let signed = Signed::of(signer, &input, JOURNAL, &signature);
            if strange.contains(&one) { signed } else { signed.by_a_remembered_device() }
        };
        (0..count).map(signed).collect()
    }

    #[tokio::test]
    async fn each_is_told_of_its_own_signature_however_many_come_together() {
        let cases: [(u8, &[u8], &[u8]); 8] = [
            (1, &[], &[]),
            (1, &[0], &[0]),
            (2, &[1], &[]),
            (2, &[0, 1], &[0, 1]),
            (16, &[], &[]),
            (16, &[], &[3]),
            (17, &[16], &[]),
            (70, &[0, 33, 34], &[1, 34]),
        ];
        for (count, wrong, strange) in cases {
            let checks = Arc::new(Checks::default());
            let asking: Vec<_> = some(count, wrong, strange)
                .into_iter()
                .map(|signed| {
                    let checks = Arc::clone(&checks);
                    tokio::spawn(async move { checks.is_good(signed).await })
                })
                .collect();
            for (one, asking) in asking.into_iter().enumerate() {
                let one = u8::try_from(one).unwrap();
                assert_eq!(asking.await.unwrap(), !wrong.contains(&one), "{one} of {count}");
            }
            assert!(checks.line().is_empty());
        }
    }

    #[tokio::test]
    async fn others_have_their_answer_where_the_first_is_gone() {
        let checks = Arc::new(Checks::default());
        let mut two = some(2, &[1], &[]).into_iter();
        let gone = tokio::spawn({
            let (checks, signed) = (Arc::clone(&checks), two.next().unwrap());
            async move { checks.is_good(signed).await }
        });
        yield_now().await;
        gone.abort();
        assert!(!checks.is_good(two.next().unwrap()).await);
    }
}
