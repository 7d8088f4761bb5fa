//! Which place of the mailbox a device has read to, and whether the mailbox is still the one that it read.

use super::{MOST_ROUNDS, Phase, Sent, Session, TAIL_BYTES};
use crate::message::{Generation, Kept};
use crate::trouble::Trouble;

impl Session {
    /// Reads on from where it stopped, or leaves it to the next session where that was done too often.
    pub(super) fn read_again(&mut self) {
        self.rounds += 1;
        self.tail_is_known = false;
        if self.rounds > MOST_ROUNDS {
            self.summary.more = true;
            self.phase = Phase::Done;
        } else {
            self.phase = Phase::Read;
        }
    }

    /// Somebody else said something about the circle first; or, if that happens again and again, what was read is not what the
    /// mailbox has now.
    pub(super) fn circle_moved(&mut self) {
        if self.rounds + 3 > MOST_ROUNDS {
            self.state.read_from_the_first();
        }
        self.read_again();
    }

    /// Whether the mailbox is another than it was; what it has is then to be found out anew.
    pub(super) fn is_renewed(&mut self, generation: Generation) -> bool {
        let known = self.state.generation.replace(generation);
        let renewed = known.is_some_and(|known| known != generation);
        if renewed {
            self.state.forget_mailbox();
            self.summary.mailbox_was_renewed = true;
            self.read_again();
        }
        renewed
    }

    /// Where reading begins: with the last parcel that was read, where it is still to be seen whether that is still there.
    pub(super) fn read_from(&self) -> u64 {
        let is_last = |(place, _): (u64, _)| place == self.state.cursor;
        let again = !self.tail_is_known && self.state.tail.is_some_and(is_last);
        (self.state.cursor + 1).saturating_sub(u64::from(again)).max(1)
    }

    /// Goes on by a parcel. Says whether all up to there is what it was when it was read before.
    pub(super) fn read_on_to(&mut self, place: u64, (hash, bytes): Sent, is_circle: bool) -> bool {
        self.state.cursor = place;
        self.state.known_count = self.state.known_count.max(place);
        if self.state.tail.is_none_or(|(tail, _)| tail <= place) {
            self.state.tail = (bytes <= TAIL_BYTES).then_some((place, hash));
        }
        self.state.circle_parcels += u64::from(is_circle);
        self.tail_is_known = true;
        self.state.follow_trail(place, &hash)
    }

    /// Takes note of what was just given: it is not read back where nothing came in between.
    pub(super) fn given(&mut self, kept: Kept, sent: Sent, is_circle: bool) {
        let (Kept::At(place) | Kept::Already(place)) = kept else { return };
        if kept == Kept::At(self.state.cursor + 1) {
            // What is new lies beyond all that was read before.
            let _ = self.read_on_to(place, sent, is_circle);
        }
        self.state.known_count = self.state.known_count.max(place);
    }

    pub(super) fn given_one(&mut self, kept: &[Kept], is_circle: bool) {
        let sent = std::mem::take(&mut self.sent);
        kept.iter().zip(sent).for_each(|(kept, sent)| self.given(*kept, sent, is_circle));
    }

    /// Whether a mailbox put something new where it had something before: it was put back, and did not say so.
    pub(super) fn went_back(&mut self, kept: &[Kept]) -> bool {
        let before = self.state.known_count;
        let back = kept.iter().any(|kept| matches!(kept, Kept::At(place) if *place <= before));
        if back {
            self.rolled_back();
        }
        back
    }

    /// The mailbox had more before, and says that it is the same: what is gone is given again.
    pub(super) fn rolled_back(&mut self) {
        self.state.notice_anew(Trouble::RolledBack, self.now_ms);
        self.state.forget_mailbox();
        self.read_again();
    }
}
