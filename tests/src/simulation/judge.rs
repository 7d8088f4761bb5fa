//! What must hold at the end of every schedule.

use super::net::Went;
use super::world::{Fault, NEWEST, World};
use nourish_sync::{Circle, Reason, Replica, Trouble};
use std::collections::BTreeSet;

const MOST_ROUNDS: usize = 24;

/// Whether something that happened in the schedule is a cause of a trouble that a device shows.
pub(super) fn is_explained(trouble: Trouble, faults: &BTreeSet<Fault>) -> bool {
    let any = |causes: &[Fault]| causes.iter().any(|cause| faults.contains(cause));
    let backwards = [Fault::Restored, Fault::Lost, Fault::RolledBack, Fault::Forked];
    let held_back =
        any(&backwards) || any(&[Fault::Withheld, Fault::Tampered, Fault::Versions, Fault::Image]);
    match trouble {
        Trouble::Forked { .. } => any(&[Fault::Image]),
        Trouble::CircleForked => any(&backwards) || any(&[Fault::Image, Fault::Withheld, Fault::Tampered]),
        Trouble::RolledBack => any(&[Fault::RolledBack, Fault::Forked, Fault::Withheld, Fault::Tampered]),
        Trouble::OldHeads { .. } => any(&[Fault::RolledBack, Fault::Forked, Fault::Image, Fault::Withheld]),
        Trouble::Withheld { .. } | Trouble::CircleWithheld { .. } => held_back,
        Trouble::NotAllowed { .. } => any(&[Fault::Hostile, Fault::Role]),
        Trouble::NotKept => false,
        Trouble::Held { reason } => match reason {
            // A circle with two histories has two keys for one epoch.
            Reason::Tampered => any(&backwards) || any(&[Fault::Tampered, Fault::Image, Fault::Withheld]),
            Reason::Newer => any(&[Fault::Versions]),
            Reason::AfterLeaving => any(&[Fault::Left]),
            Reason::Forked => any(&backwards) || any(&[Fault::Image, Fault::Withheld, Fault::Tampered]),
            Reason::Gap => held_back || any(&[Fault::Hostile, Fault::Role]),
            Reason::UnknownDevice | Reason::UnknownEpoch | Reason::NotOfCircle => held_back,
            Reason::NotAllowed => any(&[Fault::Hostile, Fault::Role]),
            Reason::BadSignature | Reason::Unreadable | Reason::Contradicted => false,
        },
    }
}

impl World {
    /// The net heals, everybody syncs until nothing is new, and what must hold is checked.
    pub(super) fn end(&mut self) {
        self.heal();
        self.settle();
        for at in 0..self.devices.len() {
            self.show(at);
        }
        let has = |fault: &Fault| self.faults.contains(fault);
        let went_back = [Fault::Restored, Fault::Lost, Fault::RolledBack, Fault::Forked].iter().any(has);
        let both_forgot = has(&Fault::Image) && (went_back || has(&Fault::Left));
        let is_split = went_back && self.is_split();
        if both_forgot || is_split || self.named.contains(&Trouble::CircleForked) {
            // Two histories, or the mailbox and a device forgot the same: for people to decide.
            return self.check_named();
        }
        self.check_the_same();
        self.check_nothing_lost();
        self.check_rights();
        self.check_named();
    }

    /// Shows in a trace what a device came to.
    fn show(&mut self, at: usize) {
        let (circle, state) = (self.circle_of(at), self.state(at));
        let role = self.role_of(at);
        let id = self.id(at);
        let replica = &self.devices[at].replica;
        let ends: Vec<_> =
            replica.ends().into_iter().map(|end| (end.device, end.seq, state.covered(end.device))).collect();
        let (held, epoch) = (state.held().to_vec(), replica.sealer().current());
        let read = state.read_to();
        self.say(|| {
            let count = circle.count();
            let active: Vec<_> = circle.active().map(|device| device.face.id).collect();
            let acts: Vec<_> = circle.statements().iter().map(|statement| &statement.act).collect();
            format!("device {at} {id:?} {role:?}: active {active:?} after {acts:?}: {count} statements, {epoch:?}, read to {read}, logs {ends:?}, held {held:?}")
        });
    }

    fn heal(&mut self) {
        self.say(|| "everything heals".to_owned());
        if self.mailboxes.len() > 1 {
            self.fork_or_join();
        }
        self.excuse_what_is_as_before();
        self.healed = true;
        self.loss_percent = 0;
        self.delayed.clear();
        for at in 0..self.devices.len() {
            self.broken_off(at);
            self.devices[at].offline = false;
            self.devices[at].version = NEWEST;
        }
    }

    fn settle(&mut self) {
        let mut quiet = 0;
        for _ in 0..MOST_ROUNDS {
            self.now_ms += 1_800_000;
            self.welcome();
            let mut news = false;
            for at in self.living() {
                if let Went::Done(summary) = self.sync(at) {
                    news |= summary.received + summary.given + summary.statements > 0;
                    news |= summary.more || summary.became_new_device || summary.mailbox_was_renewed;
                }
            }
            quiet = if news { 0 } else { quiet + 1 };
            if quiet >= 3 {
                return;
            }
        }
        self.violated("the devices do not come to rest".to_owned());
    }

    /// Devices that are honest, live, and are in the circle as the one knows it that knows most of it.
    fn members(&mut self) -> Vec<usize> {
        let mut honest = self.living();
        honest.retain(|at| !self.devices[*at].is_hostile);
        let Some(most) = honest.iter().map(|at| self.circle_of(*at)).max_by_key(|circle| circle.count())
        else {
            return Vec::new();
        };
        honest.retain(|at| most.member_of(self.id(*at)).is_some());
        honest
    }

    /// Whether the circle went on in two ways, and the mailbox tells everybody on the way that it does not have that it does not serve
    /// them any more.
    fn is_split(&mut self) -> bool {
        let (told, served): (Vec<_>, Vec<_>) =
            self.living().into_iter().partition(|at| self.devices[*at].is_refused);
        let goes_on = |one: &Circle, other: &Circle| {
            let both = one.statements().iter().zip(other.statements());
            both.into_iter().all(|(one, other)| one == other)
        };
        let told: Vec<_> = told.into_iter().map(|at| self.circle_of(at)).collect();
        let served: Vec<_> = served.into_iter().map(|at| self.circle_of(at)).collect();
        let is_one = served.iter().all(|one| served.iter().all(|other| goes_on(one, other)));
        is_one && told.iter().any(|one| served.iter().any(|other| !goes_on(one, other)))
    }

    fn check_the_same(&mut self) {
        let members = self.members();
        let Some(first) = members.first().copied() else { return };
        let circle = self.circle_of(first);
        let shown = self.shown(first, &circle);
        let ends = self.counted_ends(first);
        for other in members.into_iter().skip(1) {
            if self.circle_of(other).hash() != circle.hash() {
                self.violated(format!("devices {first} and {other} know different circles"));
                continue;
            }
            if self.counted_ends(other) != ends {
                self.violated(format!("devices {first} and {other} have different logs"));
            }
            let others = self.shown(other, &circle);
            if others != shown {
                let differ: Vec<_> = others.symmetric_difference(&shown).collect();
                self.violated(format!("devices {first} and {other} show different entries: {differ:?}"));
            }
        }
    }

    /// The entries that a device shows, but for those of a hostile one, whose log goes on for who came after an entry that it might
    /// not write was erased, and waits at that entry for the others.
    fn shown(&self, at: usize, circle: &Circle) -> BTreeSet<u64> {
        let replica = &self.devices[at].replica;
        let of_hostile: BTreeSet<u64> = replica
            .entries()
            .filter(|entry| self.is_of_hostile(entry.device))
            .map(|entry| entry.number)
            .collect();
        replica.shown(circle).difference(&of_hostile).copied().collect()
    }

    fn is_of_hostile(&self, device: nourish_seal::DeviceId) -> bool {
        (0..self.devices.len()).any(|at| self.devices[at].is_hostile && self.id(at) == device)
    }

    /// Where each log ends that a device has, as far as the log counts.
    fn counted_ends(&mut self, at: usize) -> Vec<(nourish_seal::DeviceId, u64, nourish_seal::ChainHash)> {
        let circle = self.circle_of(at);
        let replica = &self.devices[at].replica;
        let ends =
            replica.ends().into_iter().filter(|end| !self.is_of_hostile(end.device)).filter_map(|end| {
                let log = circle.log_of(end.device)?;
                // What a reader logged before it knew that it is one, it alone has.
                log.roles.last().filter(|span| span.role != nourish_sync::Role::Reader)?;
                let last = log.last.map_or(end.seq, |last| last.seq.min(end.seq));
                let hash = replica.chain_at(end.device, last).unwrap()?;
                (last > 0).then_some((end.device, last, hash))
            });
        ends.collect()
    }

    fn check_nothing_lost(&mut self) {
        let members = self.members();
        let Some(first) = members.first().copied() else { return };
        let circle = self.circle_of(first);
        let shown = self.devices[first].replica.shown(&circle);
        let missing: Vec<u64> = self.required.difference(&shown).copied().collect();
        for number in missing {
            if self.erased.contains(&number) {
                continue;
            }
            // It counts where it stands in the log of who is still a member, or before a log's end.
            let holders = self.devices.iter().filter(|device| device.lives);
            let places: Vec<_> = holders
                .flat_map(|device| device.replica.entries())
                .filter(|entry| entry.number == number)
                .collect();
            let counts = places.iter().any(|entry| {
                let role = circle.log_of(entry.device).and_then(|log| log.role_at(entry.seq));
                role.is_some_and(|role| super::entry::may_write(role, entry.kind))
            });
            if counts || places.is_empty() {
                self.violated(format!("entry {number} is lost; it stands at {places:?}"));
            }
        }
    }

    fn check_rights(&mut self) {
        for at in self.members() {
            let circle = self.circle_of(at);
            let entries: Vec<_> = self.devices[at].replica.entries().collect();
            for entry in entries.iter().filter(|entry| self.forbidden.contains(&entry.number)) {
                let role = circle.log_of(entry.device).and_then(|log| log.role_at(entry.seq));
                if !role.is_some_and(|role| super::entry::may_write(role, entry.kind)) {
                    let number = entry.number;
                    self.violations
                        .push(format!("device {at} took entry {number}, which nobody might write"));
                }
            }
        }
    }

    /// Where the mailbox is again what a device read, there is nothing to see any more: somebody gave it the very same again.
    fn excuse_what_is_as_before(&mut self) {
        let parcels = self.parcels(0);
        for (_, witnesses) in &mut self.to_be_named {
            witnesses.retain(|witness| parcels.get(witness.place - 1) != Some(&witness.parcel));
        }
    }

    fn check_named(&mut self) {
        self.excuse_what_is_as_before();
        let members = self.members();
        for (attack, witnesses) in self.to_be_named.clone() {
            // A device that was put back to its image may have forgotten, and a mailbox that was honestly restored is another.
            let excuses = [Fault::Image, Fault::Restored, Fault::Lost];
            let excused = excuses.iter().any(|fault| self.faults.contains(fault));
            let one_is_left = witnesses.iter().any(|witness| members.contains(&witness.device));
            if !one_is_left || excused {
                continue;
            }
            let named = self.named.iter().any(|trouble| {
                matches!(
                    (attack, trouble),
                    (Fault::RolledBack | Fault::Forked, Trouble::RolledBack)
                        | (Fault::Forked, Trouble::Forked { .. } | Trouble::CircleForked)
                )
            });
            if !named {
                self.violated(format!("nobody named it: {attack:?}"));
            }
        }
    }
}
