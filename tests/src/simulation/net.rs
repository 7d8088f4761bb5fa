//! The net between devices and the mailbox, and one sync over it.

use super::replica::Broke;
use super::world::{Fault, World};
use nourish_seal::{Purpose, Statement};
use nourish_sync::{
    Act, Answer, Budget, CircleStatement, Mailbox, Parcel, Replica, Request, Role, Session, SessionError,
    Summary, is_due,
};

/// More requests than this and a sync is said not to end.
const MOST_REQUESTS: u32 = 3_000;

/// How one exchange of a sync went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Went {
    /// The sync goes on.
    On,
    /// It is done.
    Done(Summary),
    /// It broke off.
    Off,
}

impl World {
    /// One exchange of the sync of a device, which begins where none goes on.
    pub(super) fn exchange(&mut self, at: usize) -> Went {
        if self.devices[at].session.is_none() && !self.begin(at) {
            return Went::Off;
        }
        let clock_ms = self.clock_ms(at);
        let device = &mut self.devices[at];
        let Some((session, requests)) = &mut device.session else { return Went::Off };
        *requests += 1;
        let too_many = *requests > MOST_REQUESTS;
        let asked = session.request(&device.replica, clock_ms, &mut self.entropy);
        if too_many {
            self.violated(format!("the sync of device {at} does not end"));
            return self.broken_off(at);
        }
        let request = match asked {
            Ok(Some(request)) => request,
            Ok(None) => return self.done(at),
            Err(error) => return self.failed(at, error),
        };
        if self.devices[at].offline {
            return self.broken_off(at);
        }
        let Some((answer, as_older)) = self.carry(at, request) else {
            // The same again, or another time.
            return if self.chance.happens(50) { Went::On } else { self.broken_off(at) };
        };
        let before = self.state(at).tail_place();
        let device = &mut self.devices[at];
        let Some((session, _)) = &mut device.session else { return Went::Off };
        let taken = session.answer(answer, &mut device.replica, &mut self.entropy);
        let tail = self.state(at).tail_place();
        if tail != before {
            self.devices[at].replica.tail_as_older = tail.filter(|place| as_older.contains(place));
        }
        match taken {
            Ok(()) => Went::On,
            Err(error) => self.failed(at, error),
        }
    }

    /// A whole sync, as far as the net lets it.
    pub(super) fn sync(&mut self, at: usize) -> Went {
        loop {
            match self.exchange(at) {
                Went::On => {}
                went => return went,
            }
        }
    }

    fn begin(&mut self, at: usize) -> bool {
        let most_bytes = if self.loss_percent > 0 && self.chance.happens(15) { 700 } else { u64::MAX };
        // What an older version sees of the last parcel has another hash here than the one that a checkpoint names.
        let checkpoint_after =
            if self.may_happen(Fault::Versions) { u64::MAX } else { self.checkpoint_after };
        let budget = Budget { most_bytes, checkpoint_after, ..Budget::UNLIMITED };
        match Session::begin(&self.devices[at].replica, self.clock_ms(at), budget) {
            Ok(session) => {
                self.devices[at].session = Some((session, 0));
                true
            }
            Err(error) => {
                self.violated(format!("device {at} cannot begin to sync: {error:?}"));
                false
            }
        }
    }

    /// The sync ends; the device may be started anew and goes on from what it stored.
    pub(super) fn broken_off(&mut self, at: usize) -> Went {
        self.devices[at].session = None;
        self.devices[at].replica.writes_left = None;
        Went::Off
    }

    fn failed(&mut self, at: usize, error: SessionError<Broke>) -> Went {
        self.say(|| format!("  device {at}: {error:?}"));
        match error {
            SessionError::Replica(Broke) => {}
            SessionError::Refused(_) => self.devices[at].is_refused = true,
            error => self.violated(format!("the sync of device {at} failed: {error:?}")),
        }
        self.broken_off(at)
    }

    fn done(&mut self, at: usize) -> Went {
        let Some((session, _)) = self.devices[at].session.take() else { return Went::Off };
        let summary = session.finish();
        self.devices[at].is_refused = false;
        self.say(|| format!("  device {at} synced: {summary:?}"));
        self.became_new |= summary.became_new_device;
        self.note_troubles(at);
        Went::Done(summary)
    }

    /// Takes note of what a device shows to its person.
    pub(super) fn note_troubles(&mut self, at: usize) {
        let clock_ms = self.clock_ms(at);
        let state = self.state(at);
        for noticed in state.troubles().iter().filter(|noticed| is_due(noticed, clock_ms)) {
            if self.named.insert(noticed.trouble) {
                self.say(|| format!("  device {at} shows {:?}", noticed.trouble));
            }
            if !super::judge::is_explained(noticed.trouble, &self.faults) {
                self.violated(format!("device {at} shows {:?} without a cause", noticed.trouble));
            }
        }
    }

    /// Carries a request to the mailbox and the answer back, or loses one of both.
    /// Says as well which parcels the device sees as an older version does.
    fn carry(&mut self, at: usize, request: Request) -> Option<(Answer, Vec<u64>)> {
        let id = self.id(at);
        let loss = self.loss_percent;
        self.check_sealed(at, &request);
        self.make_strange(at, &request);
        if self.chance.happens(loss) {
            return None;
        }
        let again = matches!(&request, Request::Append { .. } | Request::Read { .. });
        if again && self.chance.happens(loss / 2) {
            self.delayed.push((id, request.clone()));
        }
        // A parcel that is held is read once more alone.
        let one_alone = matches!(&request, Request::Read { limit_bytes: 1, .. });
        let twice = self.chance.happens(loss / 2);
        let side = self.devices[at].side;
        let mailbox = &mut self.mailboxes[side];
        let mut answer = mailbox.answer(self.journal, id, request.clone()).unwrap();
        if twice {
            answer = mailbox.answer(self.journal, id, request).unwrap();
        }
        if self.chance.happens(loss) {
            return None;
        }
        let bytes = answer.encode();
        let mut answer = Answer::decode(&bytes).unwrap();
        let device = &self.devices[at];
        // The version is a thing of reading: the bytes that a device knows its place by stay the same when it is upgraded.
        let known = device.replica.tail_as_older.filter(|_| !one_alone);
        let mut as_older = Vec::new();
        if let Answer::Parcels { parcels, .. } = &mut answer {
            for (place, parcel) in parcels {
                let version = if Some(*place) == known { None } else { Some(device.version) };
                if self.becomes_strange(parcel, version) {
                    as_older.push(*place);
                }
            }
        }
        Some((answer, as_older))
    }

    /// Makes of a parcel what this version of the program sees of it, or one that knows nothing of what came later. Says whether that
    /// is something else.
    fn becomes_strange(&self, parcel: &mut Parcel, version: Option<u8>) -> bool {
        let strange = self.strange.get(&parcel.hash());
        let strange = strange.filter(|(made, _)| version.is_none_or(|version| version < *made));
        let (Some((_, strange)), Parcel::Circle { sealed, .. } | Parcel::Batch { sealed }) =
            (strange, parcel)
        else {
            return false;
        };
        sealed.clone_from(strange);
        true
    }

    /// Some of what a newer version sends an older one cannot know.
    fn make_strange(&mut self, at: usize, request: &Request) {
        let Request::Append { parcels } = request else { return };
        if !self.may_happen(Fault::Versions) {
            return;
        }
        for parcel in parcels {
            // What was once sent in the old form keeps it.
            if !self.sent.insert(parcel.hash()) || self.devices[at].version == 0 {
                continue;
            }
            let strange = match parcel {
                Parcel::Batch { sealed } if self.chance.happens(30) => {
                    let mut strange = sealed.clone();
                    strange[0] = 2;
                    Some(strange)
                }
                Parcel::Circle { sealed, .. } if self.chance.happens(30) => {
                    self.strange_statement(at, sealed)
                }
                _ => None,
            };
            if let Some(strange) = strange {
                self.faults.insert(Fault::Versions);
                let made = self.devices[at].version;
                self.strange.entry(parcel.hash()).or_insert((made, strange));
            }
        }
    }

    /// A statement of a kind that only a newer version knows, in the place of one that patients alone may make.
    fn strange_statement(&mut self, at: usize, sealed: &[u8]) -> Option<Vec<u8>> {
        if self.role_of(at) != Some(Role::Patient) {
            return None;
        }
        let replica = &self.devices[at].replica;
        let statement = CircleStatement::open(replica.sealer(), sealed).ok()?;
        if statement.author != replica.key().id() || !matches!(statement.act, Act::Trust { .. }) {
            return None;
        }
        let mut body = Vec::new();
        let mut out = minicbor::Encoder::new(&mut body);
        out.array(6).and_then(|out| out.u64(statement.number)).unwrap();
        out.bytes(&statement.previous).and_then(|out| out.bytes(statement.author.as_bytes())).unwrap();
        out.i64(statement.at_ms).and_then(|out| out.u8(200)).and_then(|out| out.null()).unwrap();
        let signature = Statement::Circle.sign(replica.key(), self.journal, &body);
        let bytes = [&[1][..], &body, &signature].concat();
        let epoch = nourish_seal::Epoch(u32::from_be_bytes(sealed[1..5].try_into().unwrap()));
        replica.sealer().seal_alike(epoch, Purpose::Circle, b"circle", &bytes).ok()
    }

    /// What a device seals after it knows of a removal, who was removed cannot open.
    fn check_sealed(&mut self, at: usize, request: &Request) {
        let sealed: Vec<(Purpose, &[u8], &[u8])> = match request {
            Request::Append { parcels } => parcels
                .iter()
                .filter(|parcel| matches!(parcel, Parcel::Batch { .. }))
                .map(|parcel| (Purpose::Batch, &b"batch"[..], parcel.sealed()))
                .collect(),
            Request::Heads { publish: Some(sealed) } => vec![(Purpose::Head, &b"heads"[..], &sealed[..])],
            _ => return,
        };
        let circle = self.circle_of(at);
        if circle.epoch_is_due() || circle.member_of(self.id(at)).is_none() {
            return;
        }
        for other in 0..self.devices.len() {
            let removed = circle.device(self.id(other)).is_some_and(|device| !device.is_active());
            let sealer = self.devices[other].replica.sealer();
            let opens = |(purpose, place, sealed): &(Purpose, &[u8], &[u8])| {
                sealer.open(*purpose, place, sealed).is_ok()
            };
            if removed && sealed.iter().any(opens) {
                self.violated(format!("device {other}, which was removed, can open what device {at} gives"));
            }
        }
    }
}
