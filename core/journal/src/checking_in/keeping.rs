//! From a session to entries: new ones, corrections of those that it has logged before, and what is kept to go on.

use super::CheckInRefused;
use crate::error::JournalError;
use crate::journal::Journal;
use crate::logging::stamp;
use nourish_checkin::Session;
use nourish_record::{Draft, Entry, EntryId, Fact, LIST_LENGTH, Moment, Source};
use nourish_store::{Next, Setting};
use std::collections::BTreeMap;

/// The name under which a session keeps the check-in itself.
const CHECK_IN: &str = "";
const REASON: &str = "answered anew in the same check-in";

/// What is to be written of one entry.
enum Write {
    New(EntryId, Fact),
    Amend(EntryId, Box<Entry>, Fact),
    Retract(EntryId, Box<Entry>),
}

impl Journal {
    pub(super) fn take_up(&self, kept: &[u8], now: &Moment) -> Result<Session, JournalError> {
        let sets = self.questionnaires()?.sets();
        let mut session = Session::take_up(kept, sets, now).map_err(CheckInRefused::from)?;
        let own: Vec<EntryId> = session.logged().values().copied().collect();
        session.know(self.known(session.set(), now, &own)?);
        Ok(session)
    }

    /// Logs what a session says now. What it logged before is corrected where it has changed, and taken back where it is not said any more.
    pub(super) fn log_check_in(
        &mut self,
        session: &mut Session,
        completed: bool,
        now: &Moment,
    ) -> Result<Vec<Entry>, JournalError> {
        self.check_may_log()?;
        let idle = !session.has_answers() && session.logged().is_empty();
        if idle {
            return Ok(Vec::new());
        }
        let (writes, logged) = self.writes(session, completed)?;
        let unfinished = |session: &Session| if completed { Vec::new() } else { session.keep() };
        session.set_logged(logged);
        if !completed {
            // First what says which entries there will be: written the other way round, an entry could come twice.
            self.store.write_settings(&[(Setting::CheckIn, unfinished(session))])?;
        }
        let entries = if writes.is_empty() {
            Vec::new()
        } else {
            self.store.append(|next| entries_of(writes, next, now))?
        };
        entries.iter().for_each(|entry| self.keep_up(entry));
        if completed {
            self.store.write_settings(&[(Setting::CheckIn, unfinished(session))])?;
        }
        Ok(entries)
    }

    /// What is to be written, and which entries hold the session then.
    fn writes(
        &mut self,
        session: &Session,
        completed: bool,
    ) -> Result<(Vec<Write>, BTreeMap<String, EntryId>), JournalError> {
        let drafted = session.drafted(completed);
        let mut before = session.logged().clone();
        let check_in_before = before.remove(CHECK_IN);
        let (mut writes, mut logged) = (Vec::new(), BTreeMap::new());
        for (first, fact) in drafted.facts {
            let id = self.write(before.remove(&first), fact, &mut writes)?;
            logged.insert(first, id);
        }
        for gone in before.into_values() {
            if let Some(entry) = self.still_there(gone)? {
                writes.push(Write::Retract(self.new_id()?, Box::new(entry)));
            }
        }
        let mut check_in = drafted.check_in;
        check_in.entries = logged.values().copied().take(LIST_LENGTH).collect();
        let id = self.write(check_in_before, check_in.into(), &mut writes)?;
        logged.insert(CHECK_IN.to_owned(), id);
        Ok((writes, logged))
    }

    /// Adds what is to be written for a fact, if anything; gives the name of its entry.
    fn write(
        &mut self,
        before: Option<EntryId>,
        fact: Fact,
        writes: &mut Vec<Write>,
    ) -> Result<EntryId, JournalError> {
        let entry = before.map(|id| self.still_there(id)).transpose()?.flatten();
        if let Some(entry) = entry {
            let root = entry.root();
            match entry.fact() {
                Some(said) if *said == fact => return Ok(root),
                Some(said) if said.kind().number == fact.kind().number => {
                    writes.push(Write::Amend(self.new_id()?, Box::new(entry), fact));
                    return Ok(root);
                }
                _ => writes.push(Write::Retract(self.new_id()?, Box::new(entry))),
            }
        }
        let id = self.new_id()?;
        writes.push(Write::New(id, fact));
        Ok(id)
    }

    fn new_id(&mut self) -> Result<EntryId, JournalError> {
        let mut name = [0; 16];
        self.store.random(&mut name)?;
        Ok(EntryId::from_bytes(name))
    }

    /// The version that stands of an entry; none where it was taken back, erased or never came to be.
    fn still_there(&self, id: EntryId) -> Result<Option<Entry>, JournalError> {
        match self.standing(id) {
            Ok(entry) => Ok(Some(entry)),
            Err(JournalError::NoSuchEntry) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn entries_of(writes: Vec<Write>, mut next: Next, now: &Moment) -> Result<Vec<Entry>, JournalError> {
    let mut entries = Vec::with_capacity(writes.len());
    for write in writes {
        let entry = match write {
            Write::New(id, fact) => {
                Entry::parse(Draft::new(now.clone(), Source::Typed, fact), stamp(next, id, now)?)?
            }
            Write::Amend(id, before, fact) => {
                before.amend(fact, before.occurred().clone(), REASON, stamp(next, id, now)?)?
            }
            Write::Retract(id, before) => before.retract(REASON, stamp(next, id, now)?)?,
        };
        next = Next { seq: next.seq + 1, latest: entry.recorded(), ..next };
        entries.push(entry);
    }
    Ok(entries)
}
