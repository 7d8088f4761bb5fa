//! Signatures of requests that came at about the same time are checked together, which takes little more than half of the time for each.
//!
//! Whether they are all good is told by one equation ([`Signer::have_signed`]). Where it does not hold, each is checked by itself, so
//! that a wrong one costs time and nobody their answer.

use crate::signer::{Signed, Signer};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;
use tokio::task::yield_now;

/// Most that are checked at once: more would save nothing, and keep the first of them waiting.
const MOST: usize = 16;

/// What waits to be checked.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    waiting: Mutex<Vec<Waiting>>,
}

type Waiting = (Signed, oneshot::Sender<bool>);

impl Checks {
    /// Whether it is signed by whom it names.
    pub(crate) async fn is_good(self: &Arc<Self>, signed: Signed) -> bool {
        let (reply, is_good) = oneshot::channel();
        if self.is_first(signed, reply) {
            // By a task of its own: who asks may be gone before the others have their answers.
            tokio::spawn(Arc::clone(self).check_all());
        }
        is_good.await.unwrap_or(false)
    }

    /// Gets in line; whether nobody else stands there.
    fn is_first(&self, signed: Signed, reply: oneshot::Sender<bool>) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push((signed, reply));
        waiting.len() == 1
    }

    /// Checks all who stand in line once whoever came with the first of them has got in line too.
    async fn check_all(self: Arc<Self>) {
        yield_now().await;
        let mut waiting =
            std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner)).into_iter();
        while waiting.len() > 0 {
            let (signed, replies): (Vec<Signed>, Vec<_>) = waiting.by_ref().take(MOST).unzip();
            for (is_good, reply) in Signer::have_signed(&signed).into_iter().zip(replies) {
                // Who asked may have gone.
                let _ = reply.send(is_good);
            }
            yield_now().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_sync::{DeviceId, DeviceKey, JournalId, SeededEntropy, SignatureInput, Statement};

    const JOURNAL: JournalId = JournalId::from_bytes([3; 16]);

    /// Of these, those in `wrong` have signed something else.
    fn some(count: u8, wrong: &[u8]) -> Vec<Signed> {
        let signed = |one: u8| {
            let key = DeviceKey::make(&mut SeededEntropy::new(u64::from(one % 5))).unwrap();
            let device = DeviceId::from_bytes([one; 16]);
            let input =
                SignatureInput { device, created_s: 1_700_000_000, nonce: [one; 16], digest: [one; 32] };
            let other = SignatureInput { nonce: [0xff; 16], ..input.clone() };
            let stated = if wrong.contains(&one) { &other } else { &input };
            let signature = Statement::Request.sign(&key, JOURNAL, &stated.base(JOURNAL));
            Signed::of(Signer::of(&key.public()).unwrap(), &input, JOURNAL, &signature)
        };
        (0..count).map(signed).collect()
    }

    #[tokio::test]
    async fn each_is_told_of_its_own_signature_however_many_come_together() {
        for (count, wrong) in [(1, &[][..]), (1, &[0]), (2, &[1]), (16, &[]), (17, &[16]), (70, &[0, 33, 34])]
        {
            let checks = Arc::new(Checks::default());
            let asking: Vec<_> = some(count, wrong)
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
            assert!(checks.waiting.lock().unwrap().is_empty());
        }
    }

    #[tokio::test]
    async fn others_have_their_answer_where_the_first_is_gone() {
        let checks = Arc::new(Checks::default());
        let mut two = some(2, &[1]).into_iter();
        let gone = tokio::spawn({
            let (checks, signed) = (Arc::clone(&checks), two.next().unwrap());
            async move { checks.is_good(signed).await }
        });
        yield_now().await;
        gone.abort();
        assert!(!checks.is_good(two.next().unwrap()).await);
    }
}
