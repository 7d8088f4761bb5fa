//! What the tests share: sample files, and a stand-in for the journal that takes each origin once.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests, each of which uses a part"
)]

use nourish_exchange::{Answers, Context, Format, Item, RefusedRow, SkipReason, read_with, sniff};
use nourish_record::{Draft, Entry, EntryId, Fact, OfKind, Origin, Stamp, Timeline};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The context of all three stories.
pub(crate) fn context() -> Context {
    Context { zone: "Europe/Madrid".parse().unwrap(), today: "2026-11-20".parse().unwrap() }
}

pub(crate) fn sample(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name);
    std::fs::read(path).unwrap()
}

/// What came out of a file.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) refused: Vec<RefusedRow>,
    pub(crate) skipped: BTreeMap<SkipReason, usize>,
}

/// Reads a sample as the format that it is taken for.
pub(crate) fn read_sample(name: &str) -> Outcome {
    let bytes = sample(name);
    let format =
        sniff(&bytes[..bytes.len().min(4096)], "file").unwrap_or_else(|| panic!("{name}: no format"));
    read_bytes(format, &bytes)
}

pub(crate) fn read_bytes(format: Format, bytes: &[u8]) -> Outcome {
    read_answered(format, bytes, &Answers::default())
}

pub(crate) fn read_answered(format: Format, bytes: &[u8], answers: &Answers) -> Outcome {
    let mut outcome = Outcome::default();
    for item in read_with(format, bytes, &context(), answers) {
        match item.unwrap() {
            Item::Draft(draft) | Item::Revised { draft, .. } => outcome.drafts.push(draft),
            Item::Refused(row) => outcome.refused.push(row),
            Item::Skipped(reason) => *outcome.skipped.entry(reason).or_default() += 1,
        }
    }
    outcome
}

impl Outcome {
    pub(crate) fn facts<K: OfKind + Clone>(&self) -> Vec<(&Draft, K)> {
        self.drafts.iter().filter_map(|draft| Some((draft, K::of(&draft.fact)?.clone()))).collect()
    }

    /// Line and field of each refusal.
    pub(crate) fn refusals(&self) -> Vec<(u64, &str)> {
        self.refused.iter().map(|row| (row.line, row.field.as_str())).collect()
    }

    pub(crate) fn keys(&self) -> Vec<Origin> {
        let mut keys: Vec<Origin> = self.drafts.iter().map(|draft| draft.origin.clone().unwrap()).collect();
        keys.sort();
        keys
    }
}

/// Origins as a journal keeps them: the first draft of each.
pub(crate) fn journal<'a>(drafts: impl IntoIterator<Item = &'a Draft>) -> BTreeMap<Origin, Draft> {
    let mut known = BTreeMap::new();
    for draft in drafts {
        known.entry(draft.origin.clone().unwrap()).or_insert_with(|| draft.clone());
    }
    known
}

/// The timeline of a set of drafts, each of which is a right entry.
pub(crate) fn timeline(drafts: BTreeMap<Origin, Draft>) -> Timeline {
    let entries = drafts.into_values().zip(1u64..).map(|(draft, seq)| {
        let stamp = Stamp { id: EntryId::from_bytes(u128::from(seq).to_be_bytes()), ..Stamp::example(seq) };
        Entry::parse(draft, stamp).unwrap()
    });
    Timeline::of(entries.collect::<Vec<_>>())
}

pub(crate) fn draft_of(item: Item) -> Draft {
    match item {
        Item::Draft(draft) => draft,
        other => panic!("no draft: {other:?}"),
    }
}

pub(crate) fn kind_of(draft: &Draft) -> &'static str {
    Fact::kind(&draft.fact).name
}
