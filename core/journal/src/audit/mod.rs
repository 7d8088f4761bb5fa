//! The audit trail: every entry with who, when, why, what stood before, and everything that a third party needs to check it
//! without any key (`docs/PROTOCOL.md`, *Audit files*).

mod lines;
mod trail;
mod verify;

pub use verify::{AuditFault, AuditMaker, AuditSummary};

use crate::circle::hex;
use crate::error::JournalError;
use crate::journal::Journal;
use lines::{AuditWriter, SCHEMA, statement_line};
use nourish_record::{Author, Entry, Moment};
use nourish_seal::{ChainHash, DeviceId, Head, Statement};
use nourish_store::LogHead;
use nourish_sync::{Circle, SyncState, sign_head};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use trail::Trail;

/// What stands at a place of a log: an entry, or the hash of one that was erased.
enum Place<'a> {
    Entry(&'a Entry),
    Erased([u8; 32]),
}

impl Journal {
    /// Writes the whole audit trail: who is in the circle by its signed statements, every log place by place, the signatures of
    /// the devices, and this device's seal under all of it. [`AuditSummary::of`] checks it without the journal. Says how many entries it holds.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("journal.nourish");
    /// # let secret = Secret::Passphrase("plainly fictional", PassphraseCost::lowest_for_tests());
    /// # let mut journal = Journal::create(&path, secret)?;
    /// let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]")?;
    /// let weight = |text| Fact::read("weight", &[("weight", text)]);
    /// let id = journal.log(Draft::new(now.clone(), Source::Typed, weight("86.4 kg")?), &now)?.id();
    /// journal.amend(id, weight("68.4 kg")?, None, "digits swapped", &now)?;
    ///
    /// let mut file = Vec::new();
    /// assert_eq!(journal.export_audit(&now, &mut file)?, 2);
    /// assert_eq!(AuditSummary::of(&file[..])?.entries, 2);
    ///
    /// let changed = String::from_utf8(file)?.replace("digits swapped", "digits turned");
    /// assert_eq!(AuditSummary::of(changed.as_bytes()), Err(AuditFault::Changed { line: 4 }));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Damaged`] where a log is not whole: a trail with gaps proves nothing. [`JournalError::StorageFull`] and the like.
    pub fn export_audit(&self, made_at: &Moment, out: &mut dyn Write) -> Result<u64, JournalError> {
        let reading = self.store.read_all()?;
        if let Some(damage) = reading.damage.first() {
            return Err(JournalError::Damaged(*damage));
        }
        let circle = self.stored_circle()?;
        let state = self.sync_state()?;
        let mut entries = reading.entries;
        entries.sort_by_key(|entry| (entry.author(), entry.seq()));
        let trail = Trail::of(&entries, circle.as_ref());
        let logs = self.store.log_heads();
        let mut writer = AuditWriter::new(out);
        let device = self.store.device();
        writer.line(json!({
            "line": "audit", "schema": SCHEMA, "journal": hex(self.store.journal_id().as_bytes()),
            "made_at": made_at.to_string(), "made_by": hex(device.id().as_bytes()), "key": hex(&device.public()),
            "program": env!("CARGO_PKG_VERSION"), "logs": logs.len(), "entries": entries.len(),
        }))?;
        for statement in circle.iter().flat_map(Circle::statements) {
            writer.line(statement_line(statement))?;
        }
        for log in &logs {
            self.write_log(log, &entries, &trail, &state, &mut writer)?;
        }
        let (link, number) = writer.end();
        let signed = [&link[..], &number.to_be_bytes()].concat();
        let signature = Statement::Audit.sign(device, self.store.journal_id(), &signed);
        writer.line(json!({"line": "seal", "signature": hex(&signature)}))?;
        Ok(entries.len() as u64)
    }

    /// A log: its entries in order, then whatever signatures there are for it.
    fn write_log(
        &self,
        log: &LogHead,
        entries: &[Entry],
        trail: &Trail<'_>,
        state: &SyncState,
        writer: &mut AuditWriter<'_>,
    ) -> Result<(), JournalError> {
        let author = Author::from_bytes(*log.device.as_bytes());
        writer.line(json!({"line": "log", "device": hex(log.device.as_bytes()), "places": log.seq}))?;
        let mut chain = ChainHash::start(self.store.journal_id(), log.device);
        let mut chains = BTreeMap::new();
        let places = places_of(author, entries);
        for seq in 1..=log.seq {
            let line = match places.get(&seq) {
                Some(Place::Entry(entry)) => {
                    chain = chain.next(&entry.encode());
                    trail.entry_line(entry)
                }
                Some(Place::Erased(hash)) => {
                    chain = chain.next_hash(*hash);
                    json!({"line": "erased", "device": hex(log.device.as_bytes()), "seq": seq, "hash": hex(hash)})
                }
                None => return Err(JournalError::Damaged(nourish_store::Damage::Missing(1))),
            };
            chains.insert(seq, chain);
            writer.line(line)?;
        }
        let end = Head { device: log.device, seq: log.seq, hash: chain };
        self.write_heads(end, trail, state, &chains, writer)
    }

    /// The signatures over a log's heads: those that its device gave, and where none reaches its end, this device's word for it.
    fn write_heads(
        &self,
        end: Head,
        trail: &Trail<'_>,
        state: &SyncState,
        chains: &BTreeMap<u64, ChainHash>,
        writer: &mut AuditWriter<'_>,
    ) -> Result<(), JournalError> {
        let (key, journal) = (self.store.device(), self.store.journal_id());
        let mut signed_to = 0;
        let mut write =
            |by: &str, head: Head, signature: [u8; 64]| writer.line(head_line(by, head, &signature));
        for (seq, signature) in state.signatures(end.device) {
            if let Some(hash) = chains.get(&seq).filter(|_| trail.circle.is_some()) {
                write("device", Head { seq, hash: *hash, ..end }, signature)?;
                signed_to = seq;
            }
        }
        let ended = trail.circle.and_then(|circle| circle.log_of(end.device)).and_then(|log| log.last);
        if signed_to == end.seq || ended == Some(end) {
            return Ok(());
        }
        let by = if end.device == key.id() { "device" } else { "maker" };
        write(by, end, sign_head(key, journal, end))
    }
}

fn head_line(by: &str, head: Head, signature: &[u8; 64]) -> Value {
    json!({
        "line": "head", "by": by, "device": hex(head.device.as_bytes()), "seq": head.seq,
        "chain": hex(head.hash.as_bytes()), "signature": hex(signature),
    })
}

/// What stands at the places of a device's log.
fn places_of(author: Author, entries: &[Entry]) -> BTreeMap<u64, Place<'_>> {
    let erased = entries.iter().filter_map(Entry::erasure).filter(|erasure| erasure.author == author);
    let mut places: BTreeMap<u64, Place<'_>> =
        erased.map(|erasure| (erasure.seq, Place::Erased(erasure.hash))).collect();
    let own = entries.iter().filter(|entry| entry.author() == author);
    places.extend(own.map(|entry| (entry.seq(), Place::Entry(entry))));
    places
}

/// Who a device is, as the lines write it.
fn device_text(device: DeviceId) -> String {
    hex(device.as_bytes())
}
