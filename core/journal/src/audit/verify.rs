//! Checking an audit file from itself alone.

use super::lines::{
    Link, NO_LINE, SCHEMA, bytes_from_hex, from_hex, link_of, members, split_line, statement_line,
};
use super::trail::Trail;
use crate::circle::may_write;
use nourish_record::Entry;
use nourish_seal::{
    COMPARISON_WORDS, ChainHash, DeviceId, Head, JournalId, Statement, comparison_words, entry_hash,
};
use nourish_sync::{Circle, CircleError, CircleStatement, Role, Signer, is_signed_head};
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// Most bytes of a line: twice those of the largest statement or entry, and their words.
const LINE_BYTES: u64 = 1024 * 1024;

/// What an audit file proves.
#[derive(Clone, PartialEq, Eq)]
pub struct AuditSummary {
    /// Which journal it is of, in hexadecimal.
    pub journal: String,
    /// When it was made, as its maker says.
    pub made_at: String,
    /// Whose device made it.
    pub made_by: AuditMaker,
    /// The public key that sealed it.
    pub key: [u8; 32],
    /// How many entries it holds, corrections and retractions included.
    pub entries: u64,
    /// Of how many places the content was erased; the chain leads over them all the same.
    pub erased: u64,
    /// How many devices' logs it holds.
    pub logs: u64,
    /// How many places are vouched for by the maker of the file alone, because no signature of their own device is kept.
    pub by_maker_alone: u64,
    /// How many statements made the circle; 0 where the journal is not shared.
    pub statements: u64,
    /// Four words that every device shows which knows the same circle; none where the journal is not shared.
    pub words: Option<[&'static str; COMPARISON_WORDS]>,
}

/// Whose device made an audit file.
#[derive(Clone, PartialEq, Eq)]
pub enum AuditMaker {
    /// A device of the circle, of now or of before.
    Member {
        /// What people call the member.
        name: String,
        /// What they call the device.
        device: String,
    },
    /// The only device of a journal that is not shared: its key is all that is known of it.
    Alone,
}

/// Why an audit file does not hold. The line is the first at which that shows, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuditFault {
    /// It is no audit file of this version.
    #[error("it is no audit file, or one of a newer version")]
    NotAnAudit,
    /// It could not be read to its end.
    #[error("it cannot be read at line {line}")]
    Unreadable {
        /// The line.
        line: u64,
    },
    /// A byte of the line is not as it was, or it was put there since.
    #[error("line {line} was changed or added")]
    Changed {
        /// The line.
        line: u64,
    },
    /// A line was left out, or lines stand in another order.
    #[error("line {line} is not the next one: lines were left out, added or moved here")]
    OutOfOrder {
        /// The line.
        line: u64,
    },
    /// It ends before its seal, or goes on after it.
    #[error("it does not end with its seal at line {line}: lines at the end were left out or added")]
    Unsealed {
        /// The line.
        line: u64,
    },
    /// The seal is not by the key that the first line names, or not under these lines.
    #[error("the seal at line {line} is not under these lines")]
    BadSeal {
        /// The line.
        line: u64,
    },
    /// A statement does not follow on the circle before it.
    #[error("line {line}: {why}")]
    Circle {
        /// The line.
        line: u64,
        /// Why.
        why: CircleError,
    },
    /// It was made by a device that is not in the circle.
    #[error("it was made by a device that is not in the circle")]
    MadeByStranger,
    /// A log of a device that is not in the circle.
    #[error("line {line}: the log is of a device that is not in the circle")]
    UnknownDevice {
        /// The line.
        line: u64,
    },
    /// The entry does not stand where the line says, or the line says something else than the entry.
    #[error("line {line} says something else than the bytes in it")]
    Contradicted {
        /// The line.
        line: u64,
    },
    /// The author's role did not allow the entry.
    #[error("line {line}: its author may not write this")]
    NotAllowed {
        /// The line.
        line: u64,
    },
    /// A signature is not under the entries in front of it.
    #[error("line {line}: the signature is not under the entries of this log")]
    BadSignature {
        /// The line.
        line: u64,
    },
    /// The log before this line goes on after it was ended, or nobody signed for its end.
    #[error("the log that ends before line {line} is not signed up to its end, or goes on after it")]
    Unsigned {
        /// The line.
        line: u64,
    },
}

impl AuditSummary {
    /// Checks an audit file: that no byte was changed, no line left out, added or moved; that the circle follows from its signed
    /// statements; that every log leads from its first entry to heads that its device signed; that each author was allowed what they
    /// wrote; and that what people read of an entry is what its bytes say. No key and no journal is needed.
    ///
    /// See [`Journal::export_audit`](crate::Journal::export_audit) for an example.
    ///
    /// # Errors
    /// [`AuditFault`], with the line at which it shows.
    pub fn of(input: impl BufRead) -> Result<Self, AuditFault> {
        let lines = read_lines(input)?;
        let ((first, _), rest) = lines.split_first().ok_or(AuditFault::NotAnAudit)?;
        let header = Header::read(first).ok_or(AuditFault::NotAnAudit)?;
        let ((seal, before), body) = rest.split_last().ok_or(AuditFault::Unsealed { line: 1 })?;
        let end = lines.len() as u64;
        header.check_seal(seal, before, end)?;
        let mut check = Check::new(&header);
        for (number, (line, _)) in (2..).zip(body) {
            check.take(number, line)?;
        }
        check.end_log(end)?;
        check.finish(first, end)
    }
}

/// The members of a line, and the link before it.
type Line = (Map<String, Value>, Link);

/// Every line with the link before it; each continues the one in front of it.
fn read_lines(mut input: impl BufRead) -> Result<Vec<Line>, AuditFault> {
    let (mut lines, mut link) = (Vec::new(), NO_LINE);
    for number in 1u64.. {
        let mut bytes = Vec::new();
        let read = input.by_ref().take(LINE_BYTES).read_until(b'\n', &mut bytes);
        let taken = read.map_err(|_| AuditFault::Unreadable { line: number })?;
        if taken == 0 {
            break;
        }
        let changed = if number == 1 { AuditFault::NotAnAudit } else { AuditFault::Changed { line: number } };
        let text = bytes.strip_suffix(b"\n").ok_or(AuditFault::Unsealed { line: number })?;
        let (claimed, rest) = split_line(text).ok_or(changed)?;
        let members = members(rest).ok_or(changed)?;
        let stands = members.get("n").and_then(Value::as_u64);
        if stands != Some(number) && claimed != link_of(&link, rest) {
            return Err(AuditFault::OutOfOrder { line: number });
        }
        if claimed != link_of(&link, rest) || stands != Some(number) {
            return Err(AuditFault::Changed { line: number });
        }
        lines.push((members, link));
        link = claimed;
    }
    Ok(lines)
}

/// What the first line says.
struct Header {
    journal: JournalId,
    maker: DeviceId,
    key: [u8; 32],
    made_at: String,
    logs: u64,
    entries: u64,
}

impl Header {
    fn read(line: &Map<String, Value>) -> Option<Self> {
        (text(line, "line")? == "audit" && text(line, "schema")? == SCHEMA).then_some(())?;
        Some(Self {
            journal: JournalId::from_bytes(from_hex(text(line, "journal")?)?),
            maker: DeviceId::from_bytes(from_hex(text(line, "made_by")?)?),
            key: from_hex(text(line, "key")?)?,
            made_at: text(line, "made_at")?.to_owned(),
            logs: number(line, "logs")?,
            entries: number(line, "entries")?,
        })
    }

    fn check_seal(&self, seal: &Map<String, Value>, before: &Link, line: u64) -> Result<(), AuditFault> {
        if text(seal, "line") != Some("seal") {
            return Err(AuditFault::Unsealed { line });
        }
        let signed = [&before[..], &(line - 1).to_be_bytes()].concat();
        let signature = text(seal, "signature").and_then(from_hex).ok_or(AuditFault::BadSeal { line })?;
        Statement::Audit
            .verify(&self.key, self.journal, &signed, &signature)
            .map_err(|_| AuditFault::BadSeal { line })
    }
}

/// A log that is being read.
struct OpenLog {
    device: DeviceId,
    places: u64,
    /// The chain after each place.
    chains: Vec<ChainHash>,
    /// Up to which place its own device or the circle signed, and up to which anybody.
    signed: u64,
    vouched: u64,
}

/// What was checked so far.
struct Check<'a> {
    header: &'a Header,
    circle: Circle,
    log: Option<OpenLog>,
    /// Each entry with its line, which is compared once all are known.
    entries: Vec<(u64, Entry, Map<String, Value>)>,
    erased: u64,
    logs: u64,
    by_maker_alone: u64,
}

impl<'a> Check<'a> {
    fn new(header: &'a Header) -> Self {
        let circle = Circle::unfounded(header.journal);
        Self { header, circle, log: None, entries: Vec::new(), erased: 0, logs: 0, by_maker_alone: 0 }
    }

    fn take(&mut self, line: u64, members: &Map<String, Value>) -> Result<(), AuditFault> {
        match text(members, "line") {
            Some("statement") if self.logs == 0 => self.take_statement(line, members),
            Some("log") => {
                self.end_log(line)?;
                self.begin_log(line, members)
            }
            Some("entry") => self.take_entry(line, members),
            Some("erased") => self.take_erased(line, members),
            Some("head") => self.take_head(line, members),
            _ => Err(AuditFault::Contradicted { line }),
        }
    }

    fn take_statement(&mut self, line: u64, members: &Map<String, Value>) -> Result<(), AuditFault> {
        let contradicted = AuditFault::Contradicted { line };
        let bytes = text(members, "bytes").and_then(bytes_from_hex).ok_or(contradicted)?;
        let statement = CircleStatement::decode(&bytes).map_err(|_| contradicted)?;
        if !says(&statement_line(&statement), members) {
            return Err(contradicted);
        }
        self.circle.apply(statement).map_err(|why| AuditFault::Circle { line, why })
    }

    fn begin_log(&mut self, line: u64, members: &Map<String, Value>) -> Result<(), AuditFault> {
        let contradicted = AuditFault::Contradicted { line };
        let device =
            text(members, "device").and_then(from_hex).map(DeviceId::from_bytes).ok_or(contradicted)?;
        let places = number(members, "places").ok_or(contradicted)?;
        if self.circle.is_founded() && self.circle.log_of(device).is_none() {
            return Err(AuditFault::UnknownDevice { line });
        }
        self.logs += 1;
        self.log = Some(OpenLog { device, places, chains: Vec::new(), signed: 0, vouched: 0 });
        Ok(())
    }

    fn take_entry(&mut self, line: u64, members: &Map<String, Value>) -> Result<(), AuditFault> {
        let contradicted = AuditFault::Contradicted { line };
        let bytes = text(members, "bytes").and_then(bytes_from_hex).ok_or(contradicted)?;
        let entry = Entry::decode(&bytes).map_err(|_| contradicted)?;
        let seq = self.follow(line, entry_hash(&bytes))?;
        let device = self.log.as_ref().map(|log| log.device);
        if device.is_none_or(|device| device.as_bytes() != entry.author().as_bytes()) || entry.seq() != seq {
            return Err(contradicted);
        }
        let log = device.and_then(|device| self.circle.log_of(device));
        if let Some(log) = log
            && !may_write(log.role_at(seq).unwrap_or(Role::Reader), &entry)
        {
            return Err(AuditFault::NotAllowed { line });
        }
        self.entries.push((line, entry, members.clone()));
        Ok(())
    }

    fn take_erased(&mut self, line: u64, members: &Map<String, Value>) -> Result<(), AuditFault> {
        let contradicted = AuditFault::Contradicted { line };
        let hash = text(members, "hash").and_then(from_hex).ok_or(contradicted)?;
        let seq = self.follow(line, hash)?;
        let device = self.log.as_ref().map(|log| super::device_text(log.device));
        if number(members, "seq") != Some(seq) || text(members, "device") != device.as_deref() {
            return Err(contradicted);
        }
        self.erased += 1;
        Ok(())
    }

    /// Takes the next place of the log that is open, and says which it is.
    fn follow(&mut self, line: u64, hash: [u8; 32]) -> Result<u64, AuditFault> {
        let journal = self.header.journal;
        let log = self.log.as_mut().ok_or(AuditFault::Contradicted { line })?;
        let before = log.chains.last().copied().unwrap_or_else(|| ChainHash::start(journal, log.device));
        log.chains.push(before.next_hash(hash));
        let seq = log.chains.len() as u64;
        if seq > log.places { Err(AuditFault::Contradicted { line }) } else { Ok(seq) }
    }

    fn take_head(&mut self, line: u64, members: &Map<String, Value>) -> Result<(), AuditFault> {
        let bad = AuditFault::BadSignature { line };
        let log = self.log.as_mut().ok_or(AuditFault::Contradicted { line })?;
        let seq = number(members, "seq").ok_or(bad)?;
        let place = usize::try_from(seq).ok().and_then(|seq| seq.checked_sub(1)).ok_or(bad)?;
        let head = Head { device: log.device, seq, hash: *log.chains.get(place).ok_or(bad)? };
        let signature = text(members, "signature").and_then(from_hex).ok_or(bad)?;
        let of_maker = Signer::Founder(self.header.key);
        let by = text(members, "by");
        let signer = match by {
            Some("device") if self.circle.is_founded() => {
                self.circle.log_of(log.device).map(|log| log.signer)
            }
            Some("device") if log.device == self.header.maker => Some(Signer::Own(self.header.key)),
            Some("maker") => Some(of_maker),
            _ => None,
        };
        if text(members, "chain").and_then(from_hex).map(ChainHash::from_bytes) != Some(head.hash)
            || text(members, "device") != Some(&super::device_text(log.device))
            || !signer.is_some_and(|signer| is_signed_head(self.header.journal, head, signer, &signature))
        {
            return Err(bad);
        }
        log.vouched = log.vouched.max(seq);
        if by == Some("device") {
            log.signed = log.signed.max(seq);
        }
        Ok(())
    }

    /// The open log ends before `line`: is it whole, and did somebody sign for all of it?
    fn end_log(&mut self, line: u64) -> Result<(), AuditFault> {
        let Some(mut log) = self.log.take() else { return Ok(()) };
        let unsigned = AuditFault::Unsigned { line };
        let places = log.chains.len() as u64;
        let ended = self.circle.log_of(log.device).and_then(|log| log.last);
        if let Some(last) = ended {
            let there = log.chains.last().copied();
            if places > last.seq || (places == last.seq && there.is_some_and(|hash| hash != last.hash)) {
                return Err(unsigned);
            }
            if places == last.seq {
                log.signed = places;
                log.vouched = places;
            }
        }
        if places != log.places || log.vouched != places {
            return Err(unsigned);
        }
        self.by_maker_alone += places - log.signed;
        Ok(())
    }

    fn finish(self, first: &Map<String, Value>, end: u64) -> Result<AuditSummary, AuditFault> {
        let founded = self.circle.is_founded();
        let made_by = if founded { self.maker()? } else { AuditMaker::Alone };
        let entries: Vec<Entry> = self.entries.iter().map(|(_, entry, _)| entry.clone()).collect();
        if self.logs != self.header.logs || entries.len() as u64 != self.header.entries {
            return Err(AuditFault::Unsealed { line: end });
        }
        let trail = Trail::of(&entries, founded.then_some(&self.circle));
        for (line, entry, members) in &self.entries {
            if !says(&trail.entry_line(entry), members) {
                return Err(AuditFault::Contradicted { line: *line });
            }
        }
        Ok(AuditSummary {
            journal: text(first, "journal").unwrap_or_default().to_owned(),
            made_at: self.header.made_at.clone(),
            made_by,
            key: self.header.key,
            entries: entries.len() as u64,
            erased: self.erased,
            logs: self.logs,
            by_maker_alone: self.by_maker_alone,
            statements: self.circle.count(),
            words: founded.then(|| comparison_words(&self.circle.hash())),
        })
    }

    fn maker(&self) -> Result<AuditMaker, AuditFault> {
        let device = self.circle.device(self.header.maker);
        let device = device.filter(|device| device.face.signing_key == self.header.key);
        let device = device.ok_or(AuditFault::MadeByStranger)?;
        let member = self.circle.member(device.member).ok_or(AuditFault::MadeByStranger)?;
        Ok(AuditMaker::Member { name: member.name.clone(), device: device.name.clone() })
    }
}

/// Whether a line holds what it is expected to, and nothing else but its number.
fn says(expected: &Value, members: &Map<String, Value>) -> bool {
    let Some(expected) = expected.as_object() else { return false };
    members.len() == expected.len() + 1
        && expected.iter().all(|(name, value)| members.get(name) == Some(value))
}

fn text<'l>(line: &'l Map<String, Value>, name: &str) -> Option<&'l str> {
    line.get(name)?.as_str()
}

fn number(line: &Map<String, Value>, name: &str) -> Option<u64> {
    line.get(name)?.as_u64()
}

impl std::fmt::Debug for AuditSummary {
    /// No name of anybody.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AuditSummary").field("entries", &self.entries).finish_non_exhaustive()
    }
}
