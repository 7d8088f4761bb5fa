//! What can happen in a schedule, by chance.

use super::entry::{Kind, may_write};
use super::keys;
use super::net::Went;
use super::world::{Fault, NEWEST, Newcomer, World};
use nourish_seal::{Epoch, Head};
use nourish_sync::{Act, EpochStart, Mailbox, MemberId, NewDevice, NewMember, Role};

const MOST_DEVICES: usize = 8;
const MINUTE_MS: i64 = 60_000;

impl World {
    /// One step.
    pub(super) fn step(&mut self) {
        self.now_ms += MINUTE_MS * (1 + self.chance.below(20) as i64);
        self.welcome();
        match self.chance.below(100) {
            0..25 => self.log_something(),
            25..50 => self.go_on_syncing(),
            50..66 => self.sync_somebody(),
            66..74 => self.invite(),
            74..80 => self.change_the_circle(),
            80..84 => self.crash(),
            84..87 => self.cut_off_or_back(),
            87..89 => self.deliver_again(),
            89..91 => self.time_passes(),
            91..93 => self.upgrade(),
            _ => self.attack(),
        }
    }

    pub(super) fn somebody(&mut self) -> usize {
        let living = self.living();
        self.chance.one_of(&living)
    }

    fn log_something(&mut self) {
        let at = self.somebody();
        for _ in 0..=self.chance.below(3) {
            let Some(role) = self.role_of(at) else { return };
            let target = 1 + self.chance.below(self.next_number);
            let erases =
                self.chance.happens(8) && !self.erasures.contains(&target) && target < self.next_number;
            let kind = if erases { Kind::Erasure(target) } else { Kind::Weight };
            let allowed = may_write(role, kind);
            let kind = if erases && !allowed { Kind::Erasure(u64::MAX) } else { kind };
            if !allowed {
                let hostile = self.devices[at].is_hostile
                    || (self.may_happen(Fault::Hostile) && role != Role::Patient && self.chance.happens(20));
                if !hostile {
                    return;
                }
                self.faults.insert(Fault::Hostile);
                self.devices[at].is_hostile = true;
                self.forbidden.insert(self.next_number);
                self.forget_what_nobody_has();
            }
            let number = self.next_number;
            self.next_number += 1;
            if erases {
                self.erasures.insert(number);
            }
            self.say(|| format!("device {at} logs {number} ({kind:?})"));
            self.broken_off(at);
            self.devices[at].replica.log_entry(number, kind);
            if allowed && !self.devices[at].is_hostile {
                if let Kind::Erasure(target) = kind {
                    self.erased.insert(target);
                }
                self.required.insert(number);
            }
        }
    }

    fn go_on_syncing(&mut self) {
        let at = self.somebody();
        let exchanges = 1 + self.chance.below(6);
        self.say(|| format!("device {at} syncs for {exchanges} requests"));
        for _ in 0..exchanges {
            if self.exchange(at) != Went::On {
                break;
            }
        }
    }

    fn sync_somebody(&mut self) {
        let at = self.somebody();
        self.say(|| format!("device {at} syncs"));
        self.sync(at);
    }

    fn propose(&mut self, at: usize, act: Act) {
        self.say(|| format!("device {at} proposes {act:?}"));
        self.broken_off(at);
        let mut state = self.state(at);
        if state.propose(act) {
            self.devices[at].replica.set_state(&state);
        }
    }

    fn invite(&mut self) {
        if self.devices.len() + self.newcomers.len() >= MOST_DEVICES {
            return;
        }
        let inviter = self.somebody();
        let Some(role) = self.role_of(inviter) else { return };
        let key = self.new_key();
        let device = NewDevice { face: keys::face(&key), name: "phone".to_owned() };
        let own = self.circle_of(inviter).member_of(self.id(inviter)).map(|member| member.id);
        let act = if role == Role::Patient && self.chance.happens(70) {
            let id = MemberId(*key.id().as_bytes());
            let role = self.chance.one_of(&[Role::Carer, Role::Clinician, Role::Reader]);
            Act::AddMember(NewMember { id, name: "Somebody".to_owned(), role, device })
        } else {
            let Some(member) = own else { return };
            Act::AddDevice { member, device, voucher: None }
        };
        self.newcomers.push(Newcomer { inviter, key });
        self.propose(inviter, act);
    }

    fn change_the_circle(&mut self) {
        let at = self.somebody();
        let Some(role) = self.role_of(at) else { return };
        let circle = self.circle_of(at);
        let own = circle.member_of(self.id(at)).map(|member| member.id);
        let others: Vec<MemberId> =
            circle.members().map(|member| member.id).filter(|id| Some(*id) != own).collect();
        let devices: Vec<_> = circle.active().map(|device| device.face.id).collect();
        let choice = self.chance.below(10);
        let act = match (choice, role) {
            (0..3, _) if self.may_happen(Fault::Left) => {
                self.faults.insert(Fault::Left);
                let device = self.chance.one_of(&devices);
                let start = nourish_seal::ChainHash::start(self.journal, device);
                let last = vec![Head { device, seq: 0, hash: start }];
                Act::RemoveDevices { last, epoch: EpochStart { epoch: Epoch(0), grants: Vec::new() } }
            }
            (3, role) if role != Role::Patient && self.may_happen(Fault::Left) => {
                self.faults.insert(Fault::Left);
                Act::Leave { last: Vec::new() }
            }
            (4..7, Role::Patient) if !others.is_empty() && self.may_happen(Fault::Role) => {
                self.faults.insert(Fault::Role);
                let role = self.chance.one_of(&[Role::Carer, Role::Clinician, Role::Reader]);
                Act::SetRole { member: self.chance.one_of(&others), role, last: Vec::new() }
            }
            (7..9, Role::Patient) if !others.is_empty() => {
                Act::Trust { member: self.chance.one_of(&others), trusted: self.chance.happens(70) }
            }
            _ => return,
        };
        self.propose(at, act);
    }

    /// The device stops in the middle of what it does, or its disk does.
    fn crash(&mut self) {
        let at = self.somebody();
        if self.chance.happens(50) {
            self.say(|| format!("device {at} stops"));
            self.broken_off(at);
        } else {
            let writes = self.chance.below(4) as u32;
            self.say(|| format!("device {at} stops after {writes} more writes"));
            self.devices[at].replica.writes_left = Some(writes);
            self.sync(at);
            self.broken_off(at);
        }
    }

    fn cut_off_or_back(&mut self) {
        let at = self.somebody();
        let device = &mut self.devices[at];
        device.offline = !device.offline;
        let offline = device.offline;
        self.say(|| format!("device {at} is {}", if offline { "cut off" } else { "back" }));
    }

    /// The net delivers a request that it had delivered before.
    fn deliver_again(&mut self) {
        if self.delayed.is_empty() {
            return;
        }
        let at = self.chance.index(self.delayed.len());
        let (device, request) = self.delayed.swap_remove(at);
        self.say(|| format!("a request of {device:?} comes once more"));
        self.mailboxes[0].answer(self.journal, device, request).unwrap();
    }

    fn time_passes(&mut self) {
        let days = self.chance.one_of(&[1, 1, 2, 30, 400]);
        self.now_ms += days * 86_400_000;
        self.say(|| format!("{days} days pass"));
    }

    fn upgrade(&mut self) {
        let at = self.somebody();
        self.broken_off(at);
        let version = (self.devices[at].version + 1).min(NEWEST);
        self.devices[at].version = version;
        self.say(|| format!("device {at} has version {version}"));
    }
}
