//! Frozen bytes. A failing vector is a broken format: never make it anew, write a new version instead.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use nourish_journal::{FileKey, Journal, Secret};
use nourish_record::{Content, Entry, Fact, Source};
use nourish_tests::{entries_of_every_kind, fields_of_every_kind, fields_of_grown_kinds, hexadecimal};
use std::path::{Path, PathBuf};

fn vector(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(vector(name)).unwrap()
}

/// Name and bytes of each frozen entry.
fn frozen() -> Vec<(String, Vec<u8>)> {
    let digits = |hex: &str| {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    };
    text("entries.txt")
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, hex)| (name.to_owned(), digits(hex)))
        .collect()
}

#[test]
fn every_kind_and_every_field_has_its_frozen_bytes() {
    let vectors = || fields_of_every_kind().into_iter().chain(fields_of_grown_kinds().iter().copied());
    assert!(vectors().all(|(name, _)| Fact::kind_named(name).is_ok()));
    for kind in Fact::KINDS {
        let newest = vectors().rfind(|(name, _)| *name == kind.name);
        let (name, fields) = newest.unwrap_or_else(|| panic!("the kind {} needs a vector", kind.name));
        assert_eq!(fields.len(), kind.fields.len(), "a new field of {name} needs a vector");
    }
}

#[test]
fn entries_are_written_as_another_writer_wrote_them() {
    let written: Vec<(String, String)> = entries_of_every_kind()
        .into_iter()
        .map(|(name, entry)| (name.to_owned(), hexadecimal(&entry.encode())))
        .collect();
    let frozen: Vec<(String, String)> =
        frozen().into_iter().map(|(name, bytes)| (name, hexadecimal(&bytes))).collect();
    assert_eq!(written.len(), frozen.len());
    for (written, frozen) in written.iter().zip(&frozen) {
        assert_eq!(written, frozen);
    }
}

#[test]
fn frozen_entries_are_read_and_written_back_byte_for_byte() {
    for ((name, bytes), (_, expected)) in frozen().into_iter().zip(entries_of_every_kind()) {
        let entry = Entry::decode(&bytes).unwrap();
        assert_eq!(entry, expected, "{name}");
        assert!(!matches!(entry.content(), Content::Newer { .. }), "{name}");
        assert_eq!(entry.encode(), bytes, "{name}");
    }
}

#[test]
fn frozen_entries_survive_the_columns_of_a_block() {
    let entries: Vec<Entry> = frozen().iter().map(|(_, bytes)| Entry::decode(bytes).unwrap()).collect();
    let columns = nourish_record::pack(&entries);
    assert_eq!(nourish_record::unpack(&columns).unwrap(), entries);
}

/// A frozen fact as a person writes it: the place of its entry in the log, its kind, its fields.
type Written = (u64, String, Vec<(String, String)>);

fn written_facts() -> Vec<Written> {
    let line = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let fields = serde_json::from_value(line["fields"].clone()).unwrap();
        (line["seq"].as_u64().unwrap(), line["kind"].as_str().unwrap().to_owned(), fields)
    };
    text("facts.jsonl").lines().map(line).collect()
}

#[test]
fn frozen_facts_are_written_and_read_as_another_writer_wrote_them() {
    let facts = written_facts();
    let typed: Vec<Entry> = frozen().iter().map(|(_, bytes)| Entry::decode(bytes).unwrap()).collect();
    let typed: Vec<&Entry> = typed
        .iter()
        .filter(|entry| entry.source() == Source::Typed && entry.fact().is_some() && entry.reason().is_none())
        .collect();
    assert_eq!(facts.len(), typed.len());
    for ((seq, kind, fields), entry) in facts.iter().zip(typed) {
        let fact = entry.fact().unwrap();
        assert_eq!((entry.seq(), fact.kind().name), (*seq, kind.as_str()));
        let read: Vec<(&str, &str)> =
            fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert!(Fact::read(kind, &read).unwrap() == *fact, "{kind}");
        let values = fact.values();
        let written: Vec<(&str, String)> =
            values.iter().map(|(field, value)| (field.name, field.write(value))).collect();
        let written: Vec<(&str, &str)> = written.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_eq!(written, read, "{kind}");
    }
}

/// A copy of the frozen journal, opened with its key file: opening may write beside it.
fn golden() -> (tempfile::TempDir, Journal) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.nourish");
    std::fs::copy(vector("journal-v1.nourish"), &path).unwrap();
    let key = FileKey::parse(&text("journal-v1.key")).unwrap();
    let journal = Journal::open(&path, Secret::KeyFile(&key)).unwrap();
    (folder, journal)
}

#[test]
fn the_first_journal_opens_and_says_what_it_always_said() {
    let (_folder, journal) = golden();
    let mut lines = Vec::new();
    journal.export(&mut lines).unwrap();
    let lines = String::from_utf8(lines).unwrap();
    for (line, frozen) in lines.lines().zip(text("journal-v1.jsonl").lines()) {
        assert_eq!(line, frozen);
    }
    assert_eq!(lines, text("journal-v1.jsonl"));
}

#[test]
fn the_first_journal_is_sound_in_blocks_and_tail() {
    let (_folder, journal) = golden();
    let health = journal.check().unwrap();
    assert_eq!((health.damage, health.set_aside), (vec![], 0));
    assert_eq!(health.entries, health.signed_through);
    assert!(health.weeks > 1, "some weeks are folded");
    assert!(health.fresh > 0, "some entries are fresh");
}

#[test]
fn the_first_backup_is_restored_to_what_the_first_journal_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("restored.nourish");
    let key = FileKey::parse(&text("journal-v1.key")).unwrap();
    let journal =
        Journal::restore(&vector("journal-v1.nourish-backup"), &path, Secret::KeyFile(&key)).unwrap();
    let mut lines = Vec::new();
    journal.export(&mut lines).unwrap();
    assert_eq!(String::from_utf8(lines).unwrap(), text("journal-v1.jsonl"));
    assert!(journal.check().unwrap().damage.is_empty());
}

#[test]
fn the_first_backup_adds_nothing_to_the_first_journal() {
    let (_folder, mut journal) = golden();
    let merged = journal.merge(&vector("journal-v1.nourish-backup")).unwrap();
    assert_eq!((merged.added, merged.known, merged.missing), (0, 30, 0));
}

#[test]
fn the_first_journal_still_takes_entries() {
    use nourish_record::{Draft, Moment};
    let (_folder, mut journal) = golden();
    let before = journal.entry_count();
    let now = Moment::parse("2026-11-27T08:00[Europe/Madrid]").unwrap();
    let weight = Fact::read("weight", &[("weight", "68 kg")]).unwrap();
    journal.log(Draft::new(now.clone(), Source::Scale, weight), &now).unwrap();
    journal.settle().unwrap();
    assert_eq!(journal.entry_count(), before + 1);
    assert!(journal.check().unwrap().damage.is_empty());
}
