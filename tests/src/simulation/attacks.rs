//! What a mailbox, a restored copy or a lost phone does to a schedule.

use super::entry::{Kind, may_write};
use super::net::Went;
use super::world::{Fault, Witness, World};
use nourish_seal::Purpose;
use nourish_sync::{Heads, Mailbox, MemoryMailbox, Reason, Replica, Trouble};

const HOURS_MS: i64 = 3_600_000;

impl World {
    /// Something of what may go wrong in this schedule.
    pub(super) fn attack(&mut self) {
        let possible: Vec<Fault> = self.possible.iter().copied().collect();
        if possible.is_empty() {
            return;
        }
        match self.chance.one_of(&possible) {
            Fault::Restored => self.copy_or_restore(true),
            Fault::RolledBack => self.copy_or_restore(false),
            Fault::Lost => self.lose_the_mailbox(),
            Fault::Forked => self.fork_or_join(),
            Fault::Withheld => self.withhold(),
            Fault::Tampered => self.tamper(),
            Fault::Image => self.image(),
            Fault::Hostile => self.write_what_is_not_allowed(),
            Fault::Left | Fault::Role | Fault::Versions => {}
        }
    }

    fn copy_or_restore(&mut self, honest: bool) {
        if self.mailboxes.len() > 1 {
            return;
        }
        if self.copies.is_empty() || self.chance.happens(40) {
            self.say(|| "the mailbox is copied".to_owned());
            self.copies.push(self.mailboxes[0].clone());
            return;
        }
        let copy = self.chance.one_of(&(0..self.copies.len()).collect::<Vec<_>>());
        let copy = self.copies[copy].clone();
        let count = self.count(&copy);
        self.say(|| format!("the mailbox is put back to {count} parcels (says so: {honest})"));
        if honest {
            self.restores += 1;
            self.mailboxes[0] = copy.restored(self.restores);
            self.faults.insert(Fault::Restored);
        } else {
            let before = self.count(&self.mailboxes[0].clone());
            let witnesses = self.witnesses(0, count);
            self.mailboxes[0] = copy;
            self.faults.insert(Fault::RolledBack);
            if count < before {
                self.is_to_be_named(Fault::RolledBack, witnesses);
            }
        }
    }

    fn count(&self, mailbox: &MemoryMailbox) -> u64 {
        mailbox.clone().read(self.journal, u64::MAX, 0).unwrap().count
    }

    /// Devices of the circle that read more than that, of the mailbox's face that is about to go.
    fn witnesses(&mut self, side: usize, count: u64) -> Vec<Witness> {
        let parcels = self.parcels(side);
        let mut witnesses = Vec::new();
        for device in self.living() {
            let read = self.state(device).read_to();
            let parcel = usize::try_from(read).unwrap().checked_sub(1).and_then(|at| parcels.get(at));
            if let Some(parcel) = parcel.copied()
                && self.devices[device].side == side
                && read > count
                && self.role_of(device).is_some()
            {
                witnesses.push(Witness { device, place: usize::try_from(read).unwrap(), parcel });
            }
        }
        witnesses
    }

    /// An attack is to be named by those who could see it, unless they do not know yet which mailbox it is.
    fn is_to_be_named(&mut self, attack: Fault, witnesses: Vec<Witness>) {
        // A request that the net repeats could put back what is gone, unseen.
        self.delayed.clear();
        if !self.faults.contains(&Fault::Restored) && !self.faults.contains(&Fault::Lost) {
            self.to_be_named.push((attack, witnesses));
        }
    }

    fn lose_the_mailbox(&mut self) {
        if self.mailboxes.len() > 1 {
            return;
        }
        self.say(|| "the mailbox loses everything".to_owned());
        self.restores += 1;
        self.mailboxes[0] = MemoryMailbox::default().restored(self.restores);
        self.faults.insert(Fault::Lost);
        self.copies.clear();
    }

    /// The mailbox begins to show two faces, or stops.
    pub(super) fn fork_or_join(&mut self) {
        if self.mailboxes.len() == 1 {
            self.say(|| "the mailbox shows two faces".to_owned());
            self.faults.insert(Fault::Forked);
            self.mailboxes.push(self.mailboxes[0].clone());
            for at in 0..self.devices.len() {
                self.devices[at].side = self.chance.index(2);
            }
            return;
        }
        self.say(|| "the mailbox shows one face again".to_owned());
        let stays = self.chance.index(2);
        let (one, other) = (self.parcels(0), self.parcels(1));
        let common = one.iter().zip(&other).take_while(|(one, other)| one == other).count() as u64;
        let gone = if stays == 0 { other.len() } else { one.len() } as u64;
        if one != other && gone > common {
            let witnesses = self.witnesses(1 - stays, common);
            self.is_to_be_named(Fault::Forked, witnesses);
        }
        self.mailboxes = vec![self.mailboxes.swap_remove(stays)];
        self.devices.iter_mut().for_each(|device| device.side = 0);
        self.copies.clear();
    }

    pub(super) fn parcels(&mut self, side: usize) -> Vec<[u8; 32]> {
        let journal = self.journal;
        self.mailboxes[side].parcels_mut(journal).iter().map(nourish_sync::Parcel::hash).collect()
    }

    /// Keeps the newest from one device, for longer than is fair.
    fn withhold(&mut self) {
        let at = self.somebody();
        let side = self.devices[at].side;
        if self.devices[at].offline || self.role_of(at).is_none() {
            return;
        }
        let whole = self.mailboxes[side].clone();
        let mut cut = whole.clone();
        let journal = self.journal;
        let (read, count) = (self.state(at).read_to(), self.count(&whole));
        if read >= count {
            return;
        }
        let keep = read + self.chance.below(count - read);
        cut.truncate(journal, usize::try_from(keep).unwrap());
        self.say(|| format!("the mailbox gives device {at} no more than {keep} of {count} parcels"));
        self.faults.insert(Fault::Withheld);
        let loss = std::mem::take(&mut self.loss_percent);
        let (given, lives) = (self.heads_ahead(at), self.devices[at].lives);
        for hours in [0, 2] {
            self.now_ms += hours * HOURS_MS;
            self.broken_off(at);
            self.mailboxes[side] = cut.clone();
            // What the device gives to this face of the mailbox is forgotten with it.
            self.faults.insert(Fault::RolledBack);
            let went = self.sync(at);
            let shown = self.shown_by(at);
            let is_named = shown.iter().any(|trouble| {
                matches!(
                    trouble,
                    Trouble::Withheld { .. }
                        | Trouble::CircleWithheld { .. }
                        | Trouble::RolledBack
                        | Trouble::NotAllowed { .. }
                )
            });
            if hours > 0
                && lives
                && given
                && matches!(went, Went::Done(_))
                && !is_named
                && self.heads_ahead(at)
            {
                self.violated(format!("device {at} does not notice that the newest is withheld"));
            }
        }
        self.loss_percent = loss;
        self.mailboxes[side] = whole;
    }

    fn shown_by(&self, at: usize) -> Vec<Trouble> {
        self.state(at).troubles().iter().map(|noticed| noticed.trouble).collect()
    }

    /// Whether the heads that the mailbox gives a device tell it of more than it has.
    fn heads_ahead(&mut self, at: usize) -> bool {
        let journal = self.journal;
        let circle = self.circle_of(at);
        let side = self.devices[at].side;
        let sealed: Vec<Vec<u8>> = self.mailboxes[side].heads_mut(journal).values().cloned().collect();
        let replica = &self.devices[at].replica;
        let length = |device| replica.logs().get(&device).map_or(0, |log| log.len() as u64);
        sealed.iter().filter_map(|sealed| Heads::open(replica.sealer(), sealed).ok()).any(|heads| {
            let known = circle.device(heads.device).is_some_and(|device| device.is_active());
            let more = |head: &nourish_seal::Head| {
                let last = circle.log_of(head.device).map(|log| log.last.map_or(u64::MAX, |last| last.seq));
                last.is_some_and(|last| head.seq.min(last) > length(head.device))
            };
            known && (heads.circle.0 > circle.count() || heads.logs.iter().any(more))
        })
    }

    /// Changes a parcel on its way to one device.
    fn tamper(&mut self) {
        let at = self.somebody();
        let side = self.devices[at].side;
        if self.devices[at].offline || self.role_of(at).is_none() {
            return;
        }
        let read = self.state(at).read_to();
        let journal = self.journal;
        let place = usize::try_from(read).unwrap();
        let Some(parcel) = self.mailboxes[side].parcels_mut(journal).get_mut(place) else { return };
        let (nourish_sync::Parcel::Circle { sealed, .. } | nourish_sync::Parcel::Batch { sealed }) = parcel
        else {
            return;
        };
        let opens = self.devices[at].replica.sealer().open(Purpose::Batch, b"batch", sealed).is_ok();
        let (byte, bit) = (sealed.len() - 1 - self.chance.index(16), 1 << self.chance.below(8));
        sealed[byte] ^= bit;
        self.say(|| format!("the mailbox changes parcel {} for device {at}", read + 1));
        self.faults.insert(Fault::Tampered);
        self.broken_off(at);
        let loss = std::mem::take(&mut self.loss_percent);
        let went = self.sync(at);
        self.loss_percent = loss;
        let named = self.shown_by(at).contains(&Trouble::Held { reason: Reason::Tampered });
        if opens && matches!(went, Went::Done(_)) && !named {
            self.violated(format!("device {at} does not notice a parcel that was changed"));
        }
        let parcel = &mut self.mailboxes[side].parcels_mut(journal)[place];
        let (nourish_sync::Parcel::Circle { sealed, .. } | nourish_sync::Parcel::Batch { sealed }) = parcel
        else {
            return;
        };
        sealed[byte] ^= bit;
    }

    /// An image of a device is made, or put in its place, or lives beside it.
    fn image(&mut self) {
        let at = self.somebody();
        let Some(image) = self.devices[at].image.take() else {
            self.say(|| format!("an image of device {at} is made"));
            self.devices[at].image = Some(self.devices[at].replica.clone());
            return;
        };
        self.faults.insert(Fault::Image);
        self.broken_off(at);
        if self.chance.happens(60) {
            self.say(|| format!("device {at} is put back to its image"));
            self.devices[at].replica = image;
            self.forget_what_nobody_has();
        } else {
            let twin = self.devices.len();
            self.say(|| format!("device {twin} is an image of device {at}, and both live on"));
            let (version, is_hostile) = (self.devices[at].version, self.devices[at].is_hostile);
            self.add_device(image);
            self.devices[twin].version = version;
            self.devices[twin].is_hostile = is_hostile;
        }
    }

    fn write_what_is_not_allowed(&mut self) {
        let at = self.somebody();
        let Some(role) = self.role_of(at) else { return };
        // It names nothing that is there. What a member erases from itself alone and then gives as a hash is not covered here.
        let kind = Kind::Erasure(u64::MAX);
        if may_write(role, kind) {
            return;
        }
        self.broken_off(at);
        self.faults.insert(Fault::Hostile);
        self.devices[at].is_hostile = true;
        let number = self.next_number;
        self.next_number += 1;
        self.forbidden.insert(number);
        self.say(|| format!("device {at} writes {number} ({kind:?}), which it may not"));
        self.devices[at].replica.log_entry(number, kind);
        // What it logs from now on follows on that.
        self.forget_what_nobody_has();
    }
}
