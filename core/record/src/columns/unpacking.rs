//! Columns to entries.

use super::cursor::Cursor;
use super::{MOST_ENTRIES, collected};
use crate::clock::Recorded;
use crate::day::CalendarDay;
use crate::draft::{Source, Stamp, Status};
use crate::entry::{Content, Entry, Intent, Unknown};
use crate::id::{Author, EntryId};
use crate::members::Kept;
use crate::moment::Moment;
use crate::wire::content_of;
use crate::word::Word;
use crate::zone::Tz;
use std::collections::BTreeMap;

/// Most bytes of origins that all entries of one set of columns have together.
const MOST_ORIGIN_BYTES: usize = 256 * 1024 * 1024;

pub(super) fn unpack(body: &[u8]) -> Option<Vec<Entry>> {
    let mut input = Cursor::new(body);
    let count = input.unsigned().filter(|count| *count <= MOST_ENTRIES)?;
    let mut columns = Columns::read(&mut input)?;
    // Every entry has at least an id of 16 bytes, so hostile counts end soon.
    let entries = collected(count, || columns.entry())?;
    input.is_empty().then_some(entries)
}

/// A kind and the fields that an entry of it has.
#[derive(Clone)]
pub(super) struct Shape {
    pub(super) kind: u32,
    fields: Vec<u32>,
    /// Which column of values each field has, as far as there is one.
    columns: Vec<Option<usize>>,
}

/// The columns, each read as far as the entries that were taken from them.
#[derive(Clone)]
pub(super) struct Columns<'a> {
    zone_names: Vec<Tz>,
    author_ids: Vec<Author>,
    origin_names: Vec<String>,
    shape_names: Vec<Shape>,
    pub(super) ids: Cursor<'a>,
    pub(super) instants: Cursor<'a>,
    pub(super) offsets: Cursor<'a>,
    pub(super) zones: Cursor<'a>,
    pub(super) days: Cursor<'a>,
    pub(super) recorded: Cursor<'a>,
    pub(super) authors: Cursor<'a>,
    pub(super) seqs: Cursor<'a>,
    pub(super) sources: Cursor<'a>,
    pub(super) origins: Cursor<'a>,
    pub(super) statuses: Cursor<'a>,
    intents: Cursor<'a>,
    references: Cursor<'a>,
    pub(super) reasons: Cursor<'a>,
    pub(super) envelopes: Cursor<'a>,
    shapes: Cursor<'a>,
    values: Vec<Cursor<'a>>,
    /// The payload of the entry at hand.
    members: Vec<(u32, &'a [u8])>,
    pub(super) instant_ms: i64,
    pub(super) offset_s: i64,
    pub(super) last_recorded: i64,
    pub(super) seq: i64,
    /// How many bytes of origins may still be written out: one long name for many entries must not fill the memory.
    origin_bytes_left: usize,
}

impl<'a> Columns<'a> {
    pub(super) fn read(input: &mut Cursor<'a>) -> Option<Self> {
        let zone_names = dictionary(input, |name| std::str::from_utf8(name).ok()?.parse().ok())?;
        let author_ids = dictionary(input, |id| Some(Author::from_bytes(id.try_into().ok()?)))?;
        let origin_names = dictionary(input, |name| String::from_utf8(name.to_vec()).ok())?;
        let mut shape_names = dictionary(input, read_shape)?;
        let mut column = || Some(Cursor::new(input.bytes()?));
        let mut columns = Self {
            zone_names,
            author_ids,
            origin_names,
            shape_names: Vec::new(),
            ids: column()?,
            instants: column()?,
            offsets: column()?,
            zones: column()?,
            days: column()?,
            recorded: column()?,
            authors: column()?,
            seqs: column()?,
            sources: column()?,
            origins: column()?,
            statuses: column()?,
            intents: column()?,
            references: column()?,
            reasons: column()?,
            envelopes: column()?,
            shapes: column()?,
            values: Vec::new(),
            members: Vec::new(),
            instant_ms: 0,
            offset_s: 0,
            last_recorded: 0,
            seq: 0,
            origin_bytes_left: MOST_ORIGIN_BYTES,
        };
        columns.values = read_values(input, &mut shape_names)?;
        columns.shape_names = shape_names;
        Some(columns)
    }

    pub(super) fn entry(&mut self) -> Option<Entry> {
        let stamp = self.stamp()?;
        let occurred = self.moment()?;
        let source = Source::from_number(self.sources.unsigned()?.try_into().ok()?)?;
        let origin = match self.origins.unsigned()? {
            0 => None,
            place => {
                let name = nth(&self.origin_names, place)?;
                self.origin_bytes_left = self.origin_bytes_left.checked_sub(name.len())?;
                Some(name.clone())
            }
        };
        let status = Status::from_number(self.statuses.unsigned()?.try_into().ok()?)?;
        let intent = self.intent()?;
        let reason = self.reason()?;
        let mut envelope = Kept::new();
        for _ in 0..self.envelopes.unsigned()? {
            let field = self.envelopes.unsigned()?.try_into().ok()?;
            envelope.push((field, self.envelopes.item()?.to_vec()));
        }
        let (content, payload) = self.content()?;
        let unknown = Unknown::of(payload, envelope);
        Some(Entry { stamp, occurred, source, origin, status, intent, reason, content, unknown })
    }

    fn stamp(&mut self) -> Option<Stamp> {
        let id = EntryId::from_bytes(self.ids.array()?);
        self.last_recorded = self.last_recorded.wrapping_add(self.recorded.signed()?);
        self.seq = self.seq.wrapping_add(self.seqs.signed()?);
        let author = *nth(&self.author_ids, self.authors.unsigned()?.checked_add(1)?)?;
        let recorded = Recorded::from_packed(self.last_recorded.cast_unsigned());
        Some(Stamp { id, recorded, author, seq: self.seq.cast_unsigned() })
    }

    fn moment(&mut self) -> Option<Moment> {
        self.instant_ms = self.instant_ms.wrapping_add(self.instants.signed()?);
        self.offset_s = self.offset_s.wrapping_add(self.offsets.signed()?);
        let zone = match self.zones.unsigned()? {
            0 => None,
            place => Some(*nth(&self.zone_names, place)?),
        };
        let moment = Moment::new(self.instant_ms, self.offset_s.try_into().ok()?, zone).ok()?;
        let shift = i32::try_from(self.days.signed()?).ok()?;
        if shift == 0 {
            return Some(moment);
        }
        let day = moment.day().plus(shift);
        moment.on_day(day).ok()
    }

    pub(super) fn intent(&mut self) -> Option<Intent> {
        let tag = self.intents.unsigned()?;
        if tag == 0 {
            return Some(Intent::Record);
        }
        let root = EntryId::from_bytes(self.references.array()?);
        let base = if tag == 1 { Some(EntryId::from_bytes(self.references.array()?)) } else { None };
        let filed = CalendarDay::from_days_since_1970(self.references.signed()?.try_into().ok()?)?;
        match (tag, base) {
            (1, Some(base)) => Some(Intent::Amend { root, base, filed }),
            (2, None) => Some(Intent::Retract { root, filed }),
            _ => None,
        }
    }

    fn reason(&mut self) -> Option<Option<String>> {
        match self.reasons.unsigned()? {
            0 => Some(None),
            _ => String::from_utf8(self.reasons.bytes()?.to_vec()).ok().map(Some),
        }
    }

    /// The shape of the next payload; none for an entry without.
    pub(super) fn shape(&mut self) -> Option<Option<&Shape>> {
        match self.shapes.unsigned()? {
            0 => Some(None),
            place => nth(&self.shape_names, place).map(Some),
        }
    }

    fn content(&mut self) -> Option<(Content, Kept)> {
        let place = self.shapes.unsigned()?;
        if place == 0 {
            return Some((Content::Nothing, Kept::new()));
        }
        let shape = nth(&self.shape_names, place)?;
        self.members.clear();
        for (field, column) in shape.fields.iter().zip(&shape.columns) {
            self.members.push((*field, self.values.get_mut((*column)?)?.item()?));
        }
        Some(content_of(shape.kind, &self.members))
    }

    /// Leaves the next payload out.
    pub(super) fn pass_over_payload(&mut self) -> Option<()> {
        let place = self.shapes.unsigned()?;
        if place == 0 {
            return Some(());
        }
        for column in &nth(&self.shape_names, place)?.columns {
            self.values.get_mut((*column)?)?.item()?;
        }
        Some(())
    }
}

fn nth<T>(members: &[T], place: u64) -> Option<&T> {
    members.get(usize::try_from(place.checked_sub(1)?).ok()?)
}

fn dictionary<T>(input: &mut Cursor<'_>, read: impl Fn(&[u8]) -> Option<T>) -> Option<Vec<T>> {
    let mut members = Cursor::new(input.bytes()?);
    let mut all = Vec::new();
    while !members.is_empty() {
        all.push(read(members.bytes()?)?);
    }
    Some(all)
}

fn read_shape(bytes: &[u8]) -> Option<Shape> {
    let mut input = Cursor::new(bytes);
    let kind = input.unsigned()?.try_into().ok()?;
    let mut fields = Vec::new();
    while !input.is_empty() {
        fields.push(input.unsigned()?.try_into().ok()?);
    }
    fields.is_sorted_by(|a, b| a < b).then_some(Shape { kind, fields, columns: Vec::new() })
}

/// Reads the columns of values, and tells every shape which of them are its own.
fn read_values<'a>(input: &mut Cursor<'a>, shapes: &mut [Shape]) -> Option<Vec<Cursor<'a>>> {
    let count = input.unsigned()?;
    let mut places = BTreeMap::new();
    let mut values = Vec::new();
    for _ in 0..count {
        let place: (u32, u32) = (input.unsigned()?.try_into().ok()?, input.unsigned()?.try_into().ok()?);
        places.insert(place, values.len());
        values.push(Cursor::new(input.bytes()?));
    }
    for shape in shapes {
        let column = |field: &u32| places.get(&(shape.kind, *field)).copied();
        shape.columns = shape.fields.iter().map(column).collect();
    }
    Some(values)
}
