//! Entries to columns.

use super::cursor::{put_bytes, put_signed, put_unsigned};
use super::{FIXED_COLUMNS, VERSION, number};
use crate::day::CalendarDay;
use crate::entry::{Content, Entry, Intent};
use crate::field_type::FieldType;
use crate::members::Sink;
use std::collections::BTreeMap;

pub(super) fn pack(entries: &[Entry]) -> Vec<u8> {
    let mut packing = Packing::default();
    entries.iter().for_each(|entry| packing.add(entry));
    packing.finish(entries.len())
}

/// Values that repeat, each written once and named by its place.
#[derive(Default)]
struct Dictionary {
    places: BTreeMap<Vec<u8>, u64>,
    bytes: Vec<u8>,
}

impl Dictionary {
    fn place(&mut self, value: &[u8]) -> u64 {
        if let Some(place) = self.places.get(value) {
            return *place;
        }
        let place = self.places.len() as u64;
        put_bytes(&mut self.bytes, value);
        self.places.insert(value.to_vec(), place);
        place
    }
}

/// What the columns of differences count from.
#[derive(Default)]
struct Last {
    instant_ms: i64,
    offset_s: i64,
    recorded: i64,
    seq: i64,
}

#[derive(Default)]
struct Packing {
    ids: Vec<u8>,
    instants: Vec<u8>,
    offsets: Vec<u8>,
    zones: Vec<u8>,
    days: Vec<u8>,
    recorded: Vec<u8>,
    authors: Vec<u8>,
    seqs: Vec<u8>,
    sources: Vec<u8>,
    origins: Vec<u8>,
    statuses: Vec<u8>,
    intents: Vec<u8>,
    references: Vec<u8>,
    reasons: Vec<u8>,
    envelopes: Vec<u8>,
    shapes: Vec<u8>,
    /// One column for each field of each kind, in the order of kind and field.
    values: BTreeMap<(u32, u32), Vec<u8>>,
    zone_names: Dictionary,
    author_ids: Dictionary,
    origin_names: Dictionary,
    shape_names: Dictionary,
    last: Last,
    /// The shape of the entry at hand.
    shape: Vec<u8>,
}

/// Where the payload of one entry goes: each field into its own column.
struct PayloadColumns<'a> {
    kind: u32,
    shape: &'a mut Vec<u8>,
    values: &'a mut BTreeMap<(u32, u32), Vec<u8>>,
}

impl PayloadColumns<'_> {
    fn column(&mut self, field: u32) -> &mut Vec<u8> {
        put_unsigned(self.shape, u64::from(field));
        self.values.entry((self.kind, field)).or_default()
    }
}

impl Sink for PayloadColumns<'_> {
    fn put<T: FieldType>(&mut self, number: u32, value: &T) {
        if !value.is_absent() {
            value.encode(&mut minicbor::Encoder::new(self.column(number)));
        }
    }
}

impl Packing {
    fn add(&mut self, entry: &Entry) {
        self.ids.extend_from_slice(entry.id().as_bytes());
        self.add_moment(entry);
        let recorded = entry.recorded().packed().cast_signed();
        put_signed(&mut self.recorded, recorded.wrapping_sub(self.last.recorded));
        let seq = entry.seq().cast_signed();
        put_signed(&mut self.seqs, seq.wrapping_sub(self.last.seq));
        (self.last.recorded, self.last.seq) = (recorded, seq);
        put_unsigned(&mut self.authors, self.author_ids.place(entry.author().as_bytes()));
        put_unsigned(&mut self.sources, number(entry.source()));
        let origin = entry.origin().map_or(0, |origin| self.origin_names.place(origin.as_bytes()) + 1);
        put_unsigned(&mut self.origins, origin);
        put_unsigned(&mut self.statuses, number(entry.status()));
        self.add_intent(entry);
        put_unsigned(&mut self.envelopes, entry.envelope().len() as u64);
        for (field, item) in entry.envelope() {
            put_unsigned(&mut self.envelopes, u64::from(*field));
            self.envelopes.extend_from_slice(item);
        }
        self.add_payload(entry);
    }

    fn add_moment(&mut self, entry: &Entry) {
        let occurred = entry.occurred();
        let offset_s = i64::from(occurred.offset_s());
        put_signed(&mut self.instants, occurred.instant_ms().wrapping_sub(self.last.instant_ms));
        put_signed(&mut self.offsets, offset_s - self.last.offset_s);
        (self.last.instant_ms, self.last.offset_s) = (occurred.instant_ms(), offset_s);
        let zone = occurred.zone().map_or(0, |zone| self.zone_names.place(zone.name().as_bytes()) + 1);
        put_unsigned(&mut self.zones, zone);
        let clock_day = CalendarDay::from_date(occurred.clock().date()).unwrap_or(occurred.day());
        put_signed(&mut self.days, i64::from(occurred.day().days_since(clock_day)));
    }

    fn add_intent(&mut self, entry: &Entry) {
        let (tag, ids, filed) = match entry.intent() {
            Intent::Record => (0, vec![], None),
            Intent::Amend { root, base, filed } => (1, vec![root, base], Some(filed)),
            Intent::Retract { root, filed } => (2, vec![root], Some(filed)),
        };
        put_unsigned(&mut self.intents, tag);
        ids.iter().for_each(|id| self.references.extend_from_slice(id.as_bytes()));
        if let Some(filed) = filed {
            put_signed(&mut self.references, i64::from(filed.days_since_1970()));
        }
        put_unsigned(&mut self.reasons, u64::from(entry.reason().is_some()));
        if let Some(reason) = entry.reason() {
            put_bytes(&mut self.reasons, reason.as_bytes());
        }
    }

    fn add_payload(&mut self, entry: &Entry) {
        let Some(kind) = entry.kind_number() else {
            put_unsigned(&mut self.shapes, 0);
            return;
        };
        self.shape.clear();
        put_unsigned(&mut self.shape, u64::from(kind));
        let mut columns = PayloadColumns { kind, shape: &mut self.shape, values: &mut self.values };
        match (entry.content(), &entry.unknown) {
            (Content::Known(fact), None) => fact.write(&mut columns),
            _ => entry.payload(|field, item| columns.column(field).extend_from_slice(item)),
        }
        put_unsigned(&mut self.shapes, self.shape_names.place(&self.shape) + 1);
    }

    fn finish(self, count: usize) -> Vec<u8> {
        let mut out = vec![VERSION];
        put_unsigned(&mut out, count as u64);
        for dictionary in [&self.zone_names, &self.author_ids, &self.origin_names, &self.shape_names] {
            put_bytes(&mut out, &dictionary.bytes);
        }
        let fixed: [&Vec<u8>; FIXED_COLUMNS] = [
            &self.ids,
            &self.instants,
            &self.offsets,
            &self.zones,
            &self.days,
            &self.recorded,
            &self.authors,
            &self.seqs,
            &self.sources,
            &self.origins,
            &self.statuses,
            &self.intents,
            &self.references,
            &self.reasons,
            &self.envelopes,
            &self.shapes,
        ];
        fixed.iter().for_each(|column| put_bytes(&mut out, column));
        put_unsigned(&mut out, self.values.len() as u64);
        for ((kind, field), column) in &self.values {
            put_unsigned(&mut out, u64::from(*kind));
            put_unsigned(&mut out, u64::from(*field));
            put_bytes(&mut out, column);
        }
        out
    }
}
