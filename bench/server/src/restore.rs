//! A fresh device that has joined takes everything of a journal from a real server: reads, verifies, opens and stores it.

use crate::error::BenchError;
use nourish_journal::{Invited, Joining, Journal, Secret};
use nourish_people::Person;
use nourish_record::{Draft, Moment};
use nourish_seal::{FileKey, SystemEntropy};
use nourish_sync::{Envelope, HttpTransport, Transport, TransportError};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;

/// A day after which nothing of the made-up life lies.
const NOW: &str = "2046-01-01T08:00[Europe/Madrid]";
const FIRST_DAY: &str = "2026-01-01";
/// Days that one made-up person's life is asked for.
const DAYS: u32 = 3_000;

/// What it took.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Restored {
    pub(crate) entries: u64,
    pub(crate) ms: Vec<f64>,
    /// Requests of a sync that gives one entry, and of another device's that takes it.
    pub(crate) giving_requests: usize,
    pub(crate) taking_requests: usize,
}

/// Counts what it carries.
struct Counting {
    by: HttpTransport,
    requests: usize,
}

impl Transport for Counting {
    fn exchange(
        &mut self,
        envelope: &Envelope,
        sign: &dyn Fn(&[u8]) -> [u8; 64],
    ) -> Result<Vec<u8>, TransportError> {
        self.requests += 1;
        self.by.exchange(envelope, sign)
    }
}

/// A journal of about so many entries, given to a mailbox by one device and taken by a fresh one, so many times.
pub(crate) fn restore(address: SocketAddr, entries: usize, times: usize) -> Result<Restored, BenchError> {
    let folder = tempfile::tempdir()?;
    let mailbox = format!("http://{address}");
    let mut transport = Counting { by: HttpTransport::new(&mailbox)?, requests: 0 };
    let now = Moment::parse(NOW)?;
    let key = FileKey::make(&mut SystemEntropy::new())?;
    let mut phone = Journal::create(&folder.path().join("phone"), Secret::KeyFile(&key))?;
    let mut drafts = life(entries + 1)?;
    let later = drafts.pop();
    phone.log_all(drafts, &now)?;
    phone.found_circle("Plainly Fictional", "phone", &now)?;
    phone.move_to_mailbox(&mailbox)?;
    phone.sync(&mut transport, &now)?;
    let (mut ms, mut newest) = (Vec::new(), None);
    for time in 0..times {
        let path = folder.path().join(format!("fresh-{time}"));
        let mut fresh = join(&mut phone, &path, &key, &mut transport, &now)?;
        let begun = Instant::now();
        fresh.sync(&mut transport, &now)?;
        ms.push(begun.elapsed().as_secs_f64() * 1e3);
        if fresh.entry_count() != phone.entry_count() {
            return Err(BenchError::Lost { who: "a fresh device".to_owned() });
        }
        newest = Some(fresh);
    }
    let entries = phone.entry_count();
    let mut requests = |journal: &mut Journal| -> Result<usize, BenchError> {
        transport.requests = 0;
        journal.sync(&mut transport, &now)?;
        Ok(transport.requests)
    };
    // What letting the last one in left to be said is said first.
    requests(&mut phone)?;
    phone.log_all(later, &now)?;
    let giving_requests = requests(&mut phone)?;
    let taking_requests = newest.as_mut().map_or(Ok(0), requests)?;
    Ok(Restored { entries, ms, giving_requests, taking_requests })
}

/// Entries of made-up persons, as many as are wanted, by the days on which they are logged.
fn life(entries: usize) -> Result<Vec<Draft>, BenchError> {
    let first_day = FIRST_DAY.parse().map_err(|_| BenchError::Missing("a first day"))?;
    let mut drafts = Vec::new();
    for number in 1.. {
        drafts.extend(Person::of(7, number).journal(first_day, DAYS));
        if drafts.len() >= entries {
            break;
        }
    }
    drafts.truncate(entries);
    drafts.sort_by_key(|draft| draft.occurred.instant_ms());
    Ok(drafts)
}

fn join(
    phone: &mut Journal,
    path: &Path,
    key: &FileKey,
    transport: &mut dyn Transport,
    now: &Moment,
) -> Result<Journal, BenchError> {
    let apart = |_| BenchError::Missing("two devices did not find each other at the mailbox");
    let inviting = phone.invite(Invited::OwnDevice, true, transport)?;
    let link = inviting.link.to_string();
    let joining = Joining::begin(&link, "fresh", 0, transport)?.ok_or_else(|| apart(()))?;
    let invitation = phone.await_newcomer(inviting, 0, transport)?.map_err(|_| apart(()))?;
    let words = joining.await_inviter(0, transport)?.map_err(|_| apart(()))?;
    phone.let_in(invitation, transport, now)?;
    let joined = words.await_welcome(0, transport)?.map_err(|_| apart(()))?;
    Ok(joined.keep(path, Secret::KeyFile(key))?)
}
