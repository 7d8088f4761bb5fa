//! What a device remembers of the mailbox and of the other devices between two syncs.

use crate::cbor::{
    Out, Written, append, array, bytes, device, each, optional, read_heads, whole, write_heads,
    write_optional,
};
use crate::circle::{Act, StatementHash};
use crate::heads::HEADS_LOGS;
use crate::hold::{Held, Reason};
use crate::message::{Generation, ParcelHash};
use crate::trouble::{Noticed, Trouble};
use minicbor::Decoder;
use nourish_seal::{DeviceId, Head, entry_hash};
use std::collections::BTreeMap;

const VERSION: u8 = 1;
/// Most parcels that are held by name; of more, only that there are more is known.
pub(crate) const MOST_HELD: usize = 256;
/// Most changes of the circle that wait for the mailbox.
pub(crate) const MOST_DRAFTS: usize = 64;
const MOST_MARKS: usize = 100_000;
const MOST_TROUBLES: usize = 1_024;
/// From one mark of a log to the next there are at most this many entries …
pub(crate) const MARK_ITEMS: u64 = 5_000;
/// … and this many bytes, unless a single batch had more.
pub(crate) const MARK_BYTES: u64 = 4 * 1024 * 1024;

/// A place of a log that its device signed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) seq: u64,
    pub(crate) signature: [u8; 64],
    /// Bytes of the items since the mark before.
    pub(crate) bytes: u64,
}

/// The last heads that a device published, as far as this one saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Which of its vectors it was; 0 where the mailbox changed since.
    pub counter: u64,
    /// When it was published, by that device's clock.
    pub at_ms: i64,
    /// When it was read here.
    pub read_ms: i64,
    /// The circle as that device knew it.
    pub circle: (u64, StatementHash),
    /// The logs as that device knew them.
    pub logs: Vec<Head>,
    /// Whether the mailbox was read anew because that device does not get on although the mailbox should have more.
    pub is_stuck: bool,
}

/// What a device remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SyncState {
    pub(crate) mailbox: Option<String>,
    pub(crate) generation: Option<Generation>,
    /// The last parcel read.
    pub(crate) cursor: u64,
    /// The parcel that was read farthest, by its place and hash, by which a mailbox is known that went back and on again; nothing
    /// where that would cost much.
    pub(crate) tail: Option<(u64, ParcelHash)>,
    /// All parcels from the first to the last one read, as one hash, with the last one's place; nothing where one of them was not as
    /// its sender made it.
    pub(crate) trail: Option<(u64, ParcelHash)>,
    /// The same from before the mailbox was read anew.
    pub(crate) trail_before: Option<(u64, ParcelHash)>,
    /// The last place that the mailbox is known to have had.
    pub(crate) known_count: u64,
    /// The last parcel that the mailbox's checkpoint stands for, as far as seen.
    pub(crate) checkpoint: u64,
    /// The first parcel that could not be held for want of room, and how many parcels marked as statements come before it.
    pub(crate) beyond: Option<(u64, u64)>,
    /// How many statements of the circle the mailbox has, as far as read.
    pub(crate) statements: u64,
    /// How many parcels marked as statements the mailbox has, as far as read, whatever is in them.
    pub(crate) circle_parcels: u64,
    /// How many statements there were when the mailbox was last told whom to serve.
    pub(crate) admitted: u64,
    /// How far the mailbox has each log without gaps, as far as read.
    pub(crate) covered: BTreeMap<DeviceId, u64>,
    pub(crate) marks: BTreeMap<DeviceId, Vec<Mark>>,
    pub(crate) seen: BTreeMap<DeviceId, Seen>,
    /// Counts this device's own vectors of heads.
    pub(crate) counter: u64,
    pub(crate) held: Vec<Held>,
    pub(crate) troubles: Vec<Noticed>,
    /// Changes of the circle that wait for the mailbox; places and grants are filled in when they are signed.
    pub(crate) drafts: Vec<Act>,
    /// When this device last read all that the mailbox had.
    pub(crate) synced_ms: Option<i64>,
    /// Since when nothing is said about the circle because of parcels that came changed.
    pub(crate) silent_since_ms: Option<i64>,
    /// The last parcel that was looked through for what is lost here, and what that was, as a hash.
    pub(crate) sought: Option<(u64, [u8; 32])>,
}

impl SyncState {
    /// The address of the mailbox.
    pub fn mailbox(&self) -> Option<&str> {
        self.mailbox.as_deref()
    }

    /// The state of a device that meets the others at another mailbox from now on, which it knows nothing of.
    #[must_use]
    pub fn at_mailbox(mut self, address: &str) -> Self {
        self.mailbox = Some(address.to_owned());
        self.generation = None;
        self.forget_mailbox();
        self
    }

    /// Adds a change of the circle that waits for the mailbox; `false` where too many wait.
    #[must_use]
    pub fn propose(&mut self, act: Act) -> bool {
        let room = self.drafts.len() < MOST_DRAFTS;
        if room {
            self.drafts.push(act);
        }
        room
    }

    /// Changes of the circle that wait for the mailbox.
    pub fn proposed(&self) -> &[Act] {
        &self.drafts
    }

    /// The place of the last parcel of the mailbox that was read.
    pub const fn read_to(&self) -> u64 {
        self.cursor
    }

    /// The place of the parcel that was read farthest, where the mailbox is known by it.
    pub fn tail_place(&self) -> Option<u64> {
        self.tail.map(|(place, _)| place)
    }

    /// The place of the last parcel that the mailbox is known to have.
    pub const fn known_to(&self) -> u64 {
        self.known_count
    }

    /// What was noticed, and lasts.
    pub fn troubles(&self) -> &[Noticed] {
        &self.troubles
    }

    /// Parcels that could not be taken.
    pub fn held(&self) -> &[Held] {
        &self.held
    }

    /// What each device was last seen to know.
    pub const fn seen(&self) -> &BTreeMap<DeviceId, Seen> {
        &self.seen
    }

    /// How far the mailbox has a device's log.
    pub fn covered(&self, device: DeviceId) -> u64 {
        self.covered.get(&device).copied().unwrap_or(0)
    }

    /// When this device last read all that the mailbox had, in milliseconds since 1970.
    pub const fn synced_ms(&self) -> Option<i64> {
        self.synced_ms
    }

    /// The last parcel that was looked through for what is lost here, where that is still the same; 0 where none was.
    pub fn sought(&self, lost: [u8; 32]) -> u64 {
        self.sought.filter(|(_, known)| *known == lost).map_or(0, |(place, _)| place)
    }

    /// Takes note that parcels were looked through for what is lost here.
    pub const fn note_sought(&mut self, lost: [u8; 32], place: u64) {
        self.sought = Some((place, lost));
    }

    /// Takes note of a trouble; how long it lasts is counted from the first time.
    pub(crate) fn notice(&mut self, trouble: Trouble, now_ms: i64) {
        let known = self.troubles.iter().any(|noticed| noticed.trouble == trouble);
        if !known && self.troubles.len() < MOST_TROUBLES {
            self.troubles.push(Noticed { trouble, since_ms: now_ms, is_noted: false });
        }
    }

    /// Takes note of a trouble that happened now: where a person took note of an earlier one of its kind, this is another.
    pub(crate) fn notice_anew(&mut self, trouble: Trouble, now_ms: i64) {
        self.troubles.retain(|noticed| noticed.trouble != trouble || !noticed.is_noted);
        self.notice(trouble, now_ms);
    }

    /// A person took note of every trouble that does not pass by itself: each is shown again only when it happens anew. Says how
    /// many these were.
    pub fn note_troubles(&mut self) -> usize {
        let lasting = self.troubles.iter_mut().filter(|noticed| noticed.trouble.lasts() && !noticed.is_noted);
        lasting.map(|noticed| noticed.is_noted = true).count()
    }

    /// What the mailbox has is to be found out anew, because it is another now.
    pub(crate) fn forget_mailbox(&mut self) {
        self.read_from_the_first();
        self.known_count = 0;
        self.checkpoint = 0;
        self.tail = None;
        (self.trail, self.trail_before) = (None, None);
        self.sought = None;
        // Heads that are older than those seen before are no wonder in a mailbox that is another.
        self.seen.values_mut().for_each(|seen| seen.counter = 0);
    }

    /// What the mailbox has is to be read anew; that it had so much, and what came last, is not forgotten.
    pub(crate) fn read_from_the_first(&mut self) {
        self.tail = self.tail.filter(|(place, _)| !self.was_spoilt(*place));
        self.trail_before = self.trail.take().max(self.trail_before);
        self.cursor = 0;
        self.beyond = None;
        self.statements = 0;
        self.circle_parcels = 0;
        self.admitted = 0;
        self.covered.clear();
        self.held.clear();
    }

    /// Goes back to parcels that could not be held before, where there is room now.
    pub(crate) fn go_back(&mut self) {
        if self.held.len() <= MOST_HELD / 2
            && let Some((place, circle_parcels)) = self.beyond.take()
        {
            self.cursor = place.saturating_sub(1);
            self.circle_parcels = circle_parcels;
            self.trail = None;
        }
    }

    /// Goes on by a parcel. Says whether all up to there is what it was when it was read before.
    pub(crate) fn follow_trail(&mut self, place: u64, hash: &ParcelHash) -> bool {
        let last = self.trail.filter(|(last, _)| last + 1 == place).map(|(_, trail)| trail);
        let before = if place == 1 { Some([0; 32]) } else { last };
        let is_spoilt = |held: &Held| matches!(held.reason, Reason::Tampered | Reason::Newer);
        let whole = before.filter(|_| !self.held.iter().any(|held| held.place == place && is_spoilt(held)));
        self.trail = whole.map(|trail| (place, entry_hash(&[trail, *hash].concat())));
        let known = self.trail_before.filter(|(last, _)| self.trail.is_some() && *last == place);
        known.is_none() || known == self.trail
    }

    /// Whether the parcel at this place is held because somebody changed it: another there is no wonder.
    pub(crate) fn was_spoilt(&self, place: u64) -> bool {
        self.held.iter().any(|held| (held.place, held.reason) == (place, Reason::Tampered))
    }

    /// Another log than was signed for stands after this place: what was signed beyond it is good for nothing.
    pub(crate) fn cut_log(&mut self, device: DeviceId, last_seq: u64) {
        if let Some(marks) = self.marks.get_mut(&device) {
            marks.retain(|mark| mark.seq <= last_seq);
        }
        if let Some(covered) = self.covered.get_mut(&device) {
            *covered = last_seq.min(*covered);
        }
    }

    /// The places of a device's log whose signatures were kept, ascending, each with the signature over the head there.
    pub fn signatures(&self, device: DeviceId) -> impl Iterator<Item = (u64, [u8; 64])> {
        self.marks.get(&device).into_iter().flatten().map(|mark| (mark.seq, mark.signature))
    }

    /// Keeps a device's signature over the end of a batch; signatures between that are not needed are let go.
    pub(crate) fn mark(&mut self, device: DeviceId, seq: u64, signature: [u8; 64], items_bytes: u64) {
        let marks = self.marks.entry(device).or_default();
        if marks.last().is_some_and(|last| last.seq >= seq) {
            return;
        }
        let mut mark = Mark { seq, signature, bytes: items_bytes };
        while let Some(last) = marks.last() {
            let before = marks.len().checked_sub(2).and_then(|at| marks.get(at)).map_or(0, |mark| mark.seq);
            if seq - before > MARK_ITEMS || last.bytes + mark.bytes > MARK_BYTES {
                break;
            }
            mark.bytes += last.bytes;
            marks.pop();
        }
        marks.push(mark);
    }

    /// The state as bytes.
    pub fn encode(&self) -> Vec<u8> {
        append(vec![VERSION], |out| self.write(out))
    }

    /// Reads what [`encode`](Self::encode) wrote; `None` for anything else, such as the state of a newer version.
    pub fn decode(encoded: &[u8]) -> Option<Self> {
        let (version, rest) = encoded.split_first()?;
        (*version == VERSION).then_some(())?;
        whole(rest, Self::read)
    }

    fn write(&self, out: &mut Out<'_>) -> Written {
        out.array(22)?;
        match &self.mailbox {
            Some(address) => out.str(address)?,
            None => out.null()?,
        };
        write_optional(self.generation.as_ref().map(<[u8; 16]>::as_slice), out)?;
        for place in [self.tail, self.trail, self.trail_before, self.sought] {
            match place {
                Some((place, hash)) => out.array(2)?.u64(place)?.bytes(&hash)?,
                None => out.null()?,
            };
        }
        match self.beyond {
            Some((place, circle_parcels)) => out.array(2)?.u64(place)?.u64(circle_parcels)?,
            None => out.null()?,
        };
        out.u64(self.known_count)?.u64(self.checkpoint)?;
        out.u64(self.cursor)?.u64(self.statements)?.u64(self.circle_parcels)?.u64(self.admitted)?;
        out.array(self.covered.len() as u64)?;
        for (device, seq) in &self.covered {
            out.array(2)?.bytes(device.as_bytes())?.u64(*seq)?;
        }
        out.array(self.marks.len() as u64)?;
        for (device, marks) in &self.marks {
            out.array(2)?.bytes(device.as_bytes())?.array(marks.len() as u64)?;
            for mark in marks {
                out.array(3)?.u64(mark.seq)?.bytes(&mark.signature)?.u64(mark.bytes)?;
            }
        }
        out.array(self.seen.len() as u64)?;
        for (device, seen) in &self.seen {
            out.array(8)?
                .bytes(device.as_bytes())?
                .bool(seen.is_stuck)?
                .u64(seen.counter)?
                .i64(seen.at_ms)?
                .i64(seen.read_ms)?;
            out.u64(seen.circle.0)?.bytes(&seen.circle.1)?;
            write_heads(&seen.logs, out)?;
        }
        out.u64(self.counter)?.array(self.held.len() as u64)?;
        for held in &self.held {
            out.array(3)?.u64(held.place)?.u8(held.reason as u8)?.i64(held.since_ms)?;
        }
        out.array(self.troubles.len() as u64)?;
        for noticed in &self.troubles {
            write_trouble(noticed, out)?;
        }
        out.array(self.drafts.len() as u64)?;
        for act in &self.drafts {
            out.array(2)?.u8(act.number())?;
            act.write(out)?;
        }
        for at_ms in [self.synced_ms, self.silent_since_ms] {
            match at_ms {
                Some(at_ms) => out.i64(at_ms)?,
                None => out.null()?,
            };
        }
        Ok(())
    }

    fn read(input: &mut Decoder<'_>) -> Option<Self> {
        array(input, 22)?;
        let mailbox = optional(input, |input| input.str().ok().map(str::to_owned))?;
        let generation = optional(input, bytes)?;
        let tail = optional(input, read_place)?;
        let (trail, trail_before) = (optional(input, read_place)?, optional(input, read_place)?);
        let sought = optional(input, read_place)?;
        let beyond = optional(input, |input| {
            array(input, 2)?;
            Some((input.u64().ok()?, input.u64().ok()?))
        })?;
        let (known_count, checkpoint) = (input.u64().ok()?, input.u64().ok()?);
        let (cursor, statements) = (input.u64().ok()?, input.u64().ok()?);
        let (circle_parcels, admitted) = (input.u64().ok()?, input.u64().ok()?);
        let covered = each(input, HEADS_LOGS, |input| {
            array(input, 2)?;
            Some((device(input)?, input.u64().ok()?))
        })?;
        let marks = each(input, HEADS_LOGS, |input| {
            array(input, 2)?;
            Some((device(input)?, each(input, MOST_MARKS, read_mark)?))
        })?;
        let seen = each(input, HEADS_LOGS, read_seen)?;
        let counter = input.u64().ok()?;
        let held = each(input, MOST_HELD, |input| {
            array(input, 3)?;
            let (place, reason) = (input.u64().ok()?, Reason::of(input.u8().ok()?)?);
            Some(Held { place, reason, since_ms: input.i64().ok()? })
        })?;
        let troubles = each(input, MOST_TROUBLES, read_trouble)?;
        let drafts = each(input, MOST_DRAFTS, |input| {
            array(input, 2)?;
            let number = input.u8().ok()?;
            Act::read(number, input)
        })?;
        let synced_ms = optional(input, |input| input.i64().ok())?;
        let silent_since_ms = optional(input, |input| input.i64().ok())?;
        Some(Self {
            mailbox,
            generation,
            cursor,
            tail,
            trail,
            trail_before,
            known_count,
            checkpoint,
            beyond,
            statements,
            circle_parcels,
            admitted,
            covered,
            marks,
            seen,
            counter,
            held,
            troubles,
            drafts,
            synced_ms,
            silent_since_ms,
            sought,
        })
    }
}

fn read_place(input: &mut Decoder<'_>) -> Option<(u64, ParcelHash)> {
    array(input, 2)?;
    Some((input.u64().ok()?, bytes(input)?))
}

fn read_mark(input: &mut Decoder<'_>) -> Option<Mark> {
    array(input, 3)?;
    Some(Mark { seq: input.u64().ok()?, signature: bytes(input)?, bytes: input.u64().ok()? })
}

fn read_seen(input: &mut Decoder<'_>) -> Option<(DeviceId, Seen)> {
    array(input, 8)?;
    let device = device(input)?;
    let is_stuck = input.bool().ok()?;
    let (counter, at_ms, read_ms) = (input.u64().ok()?, input.i64().ok()?, input.i64().ok()?);
    let circle = (input.u64().ok()?, bytes(input)?);
    let logs = read_heads(input, HEADS_LOGS)?;
    Some((device, Seen { counter, at_ms, read_ms, circle, logs, is_stuck }))
}

const NO_DEVICE: DeviceId = DeviceId::from_bytes([0; 16]);

fn write_trouble(noticed: &Noticed, out: &mut Out<'_>) -> Written {
    let (number, device, other) = match noticed.trouble {
        Trouble::Forked { device } => (1, device, NO_DEVICE),
        Trouble::CircleForked => (2, NO_DEVICE, NO_DEVICE),
        Trouble::RolledBack => (3, NO_DEVICE, NO_DEVICE),
        Trouble::OldHeads { device } => (4, device, NO_DEVICE),
        Trouble::Withheld { device, known_to } => (5, device, known_to),
        Trouble::CircleWithheld { known_to } => (6, NO_DEVICE, known_to),
        Trouble::NotKept => (7, NO_DEVICE, NO_DEVICE),
        Trouble::NotAllowed { device } => (8, device, NO_DEVICE),
        Trouble::Held { reason } => (100 + reason as u8, NO_DEVICE, NO_DEVICE),
    };
    out.array(5)?.u8(number)?.bytes(device.as_bytes())?.bytes(other.as_bytes())?;
    out.i64(noticed.since_ms)?.bool(noticed.is_noted)?.ok()
}

fn read_trouble(input: &mut Decoder<'_>) -> Option<Noticed> {
    // The first states knew nothing of what a person took note of.
    let members = input.array().ok()??;
    (4..=5).contains(&members).then_some(())?;
    let number = input.u8().ok()?;
    let (device, known_to) = (device(input)?, device(input)?);
    let trouble = match number {
        1 => Trouble::Forked { device },
        2 => Trouble::CircleForked,
        3 => Trouble::RolledBack,
        4 => Trouble::OldHeads { device },
        5 => Trouble::Withheld { device, known_to },
        6 => Trouble::CircleWithheld { known_to },
        7 => Trouble::NotKept,
        8 => Trouble::NotAllowed { device },
        held => Trouble::Held { reason: Reason::of(held.checked_sub(100)?)? },
    };
    let since_ms = input.i64().ok()?;
    Some(Noticed { trouble, since_ms, is_noted: members == 5 && input.bool().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_from_its_bytes_and_from_nothing_less() {
        let device = DeviceId::from_bytes([7; 16]);
        let seen = Seen {
            counter: 3,
            at_ms: -1,
            read_ms: 5,
            circle: (2, [4; 32]),
            logs: Vec::new(),
            is_stuck: true,
        };
        let mut state = SyncState {
            mailbox: Some("memory:".to_owned()),
            generation: Some([3; 16]),
            cursor: 9,
            tail: Some((9, [5; 32])),
            trail: Some((9, [6; 32])),
            trail_before: Some((8, [7; 32])),
            known_count: 10,
            checkpoint: 4,
            beyond: Some((8, 2)),
            statements: 2,
            circle_parcels: 3,
            admitted: 2,
            covered: [(device, 40)].into(),
            marks: BTreeMap::new(),
            seen: [(device, seen)].into(),
            counter: 8,
            held: vec![Held { place: 4, reason: Reason::Gap, since_ms: 6 }],
            troubles: Vec::new(),
            drafts: vec![Act::MoveMailbox { address: "elsewhere".to_owned() }],
            synced_ms: Some(11),
            silent_since_ms: Some(12),
            sought: Some((9, [6; 32])),
        };
        state.mark(device, 40, [1; 64], 900);
        for trouble in [
            Trouble::Forked { device },
            Trouble::CircleForked,
            Trouble::RolledBack,
            Trouble::OldHeads { device },
            Trouble::Withheld { device, known_to: device },
            Trouble::CircleWithheld { known_to: device },
            Trouble::NotKept,
            Trouble::NotAllowed { device },
            Trouble::Held { reason: Reason::NotAllowed },
        ] {
            state.notice(trouble, 77);
            state.notice(trouble, 78);
        }
        assert_eq!(state.note_troubles(), 4);
        let encoded = state.encode();
        assert_eq!(SyncState::decode(&encoded), Some(state));
        for length in 0..encoded.len() {
            assert_eq!(SyncState::decode(&encoded[..length]), None);
        }
    }

    #[test]
    fn what_a_person_took_note_of_is_shown_again_only_when_it_happens_anew() {
        let shown = |state: &SyncState| -> Vec<(Trouble, i64)> {
            let shown = state.troubles().iter().filter(|noticed| !noticed.is_noted);
            shown.map(|noticed| (noticed.trouble, noticed.since_ms)).collect()
        };
        let device = DeviceId::from_bytes([7; 16]);
        let (back, behind) = (Trouble::RolledBack, Trouble::OldHeads { device });
        let mut state = SyncState::default();
        state.notice_anew(back, 1);
        state.notice(behind, 2);
        assert_eq!(shown(&state), [(back, 1), (behind, 2)]);
        assert_eq!((state.note_troubles(), state.note_troubles()), (1, 0));
        state.notice(back, 3);
        assert_eq!(shown(&state), [(behind, 2)]);
        state.notice_anew(back, 4);
        assert_eq!(shown(&state), [(behind, 2), (back, 4)]);
        state.notice_anew(back, 5);
        assert_eq!(shown(&state), [(behind, 2), (back, 4)]);
    }

    #[test]
    fn marks_thin_out_but_never_lie_farther_apart_than_a_batch_may_be() {
        let device = DeviceId::from_bytes([7; 16]);
        let mut state = SyncState::default();
        for seq in (3..60_000).step_by(3) {
            state.mark(device, seq, [0; 64], 300);
        }
        let marks = &state.marks[&device];
        assert!(marks.len() < 30, "{} marks", marks.len());
        assert_eq!(marks.last().unwrap().seq, 59_997);
        let starts = std::iter::once(0).chain(marks.iter().map(|mark| mark.seq));
        assert!(starts.zip(marks).all(|(from, to)| to.seq - from <= MARK_ITEMS && to.bytes <= MARK_BYTES));
        assert_eq!(marks.iter().map(|mark| mark.bytes).sum::<u64>(), 300 * 59_997 / 3);
    }
}
