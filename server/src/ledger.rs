//! What whoever runs a mailbox asks of its store: how much there is, of which journal, and what may go. It works on the store itself,
//! beside a server that runs or without one: every change is a transaction of the store, which a server takes part in as well.

use crate::error::MailboxError;
use crate::postgres::PostgresMailbox;
use crate::sqlite::SqliteMailbox;
use crate::staff::StoreAddress;
use nourish_sync::{JournalId, SystemEntropy, from_hex, to_hex};

/// Journals that are read at once.
const PAGE: u64 = 1_000;
/// Journals that are named as the biggest.
const BIGGEST: usize = 10;
/// Fewest digits that a journal is named by.
const DIGITS: usize = 4;
/// Ends of the ages that journals are counted by, in days since they were last used.
const AGES_DAYS: [i64; 3] = [7, 30, 365];

/// What is kept of a journal, by number alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// The journal.
    pub journal: JournalId,
    /// Parcels.
    pub parcels: u64,
    /// Parcels of these that are statements about the circle.
    pub statements: u64,
    /// Bytes of all parcels and parts of a checkpoint.
    pub bytes: u64,
    /// It was closed, for good.
    pub closed: bool,
    /// The day on which it came, in days since 1970; none where that is not known.
    pub begun_on: Option<i64>,
    /// The last day on which a device left something for it, in days since 1970; none where that is not known.
    pub used_on: Option<i64>,
}

/// More of one journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Details {
    /// What is kept of it.
    pub holding: Holding,
    /// Parcels whose content was erased.
    pub erased: u64,
    /// Devices that are served.
    pub devices: u64,
    /// Devices whose heads are kept.
    pub heads: u64,
    /// Parts of a checkpoint.
    pub parts: u64,
}

/// Journals that were last used within the same time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Age {
    /// How many days ago at most; none where that is longer than any age here, or not known.
    pub most_days: Option<i64>,
    /// Whether it is known when they were used.
    pub known: bool,
    /// Journals.
    pub journals: u64,
    /// Their parcels.
    pub parcels: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// What there is in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Journals, closed ones too.
    pub journals: u64,
    /// Journals that were closed.
    pub closed: u64,
    /// Parcels.
    pub parcels: u64,
    /// Bytes of parcels and parts of checkpoints; indexes and free room come on top of it.
    pub bytes: u64,
    /// By when they were last used: 7 days, 30, 365, longer, not known.
    pub ages: Vec<Age>,
    /// Those with the most bytes, at most ten.
    pub biggest: Vec<Holding>,
}

/// Which journals may go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Purge {
    /// What says that a journal is closed, where that was so many days ago or more. It can be begun anew then.
    pub closed_days: Option<u32>,
    /// What is kept of a journal that was not used for so many days or more. Its devices are still served.
    pub unused_days: Option<u32>,
}

/// What went, or would go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Purged {
    /// Closed journals of which nothing is known any more.
    pub forgotten: Vec<Holding>,
    /// Journals whose content went, as it was before.
    pub emptied: Vec<Holding>,
}

/// Why a journal was not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// What the store says.
    #[error(transparent)]
    Mailbox(#[from] MailboxError),
    /// It is no name of a journal.
    #[error("a journal is named by its 32 hexadecimal digits, or the first {DIGITS} of them or more")]
    NotAJournal,
    /// There is none that begins so.
    #[error("nothing is kept of such a journal; nourish serve admin stats names the biggest")]
    NoSuchJournal,
    /// There are several that begin so.
    #[error("several journals begin so; give more of the digits")]
    Ambiguous,
}

/// What a store says about the journals in it.
pub(crate) trait Books {
    /// Journals from this one on, ascending, at most so many.
    fn holdings(&mut self, from: JournalId, most: u64) -> Result<Vec<Holding>, MailboxError>;

    /// Parcels whose content was erased, devices that are served, heads, parts of a checkpoint.
    fn counts(&mut self, journal: JournalId) -> Result<[u64; 4], MailboxError>;

    /// Lets go of all that is kept of a journal but of who is served, if it is as it was seen; whether it was.
    fn empty(&mut self, seen: &Holding) -> Result<bool, MailboxError>;

    /// Notes on which days the journal of this came and was used.
    fn note_days(&mut self, of: &Holding) -> Result<(), MailboxError>;

    /// Lists a journal as one that may be brought; whether it was not.
    fn list(&mut self, journal: JournalId) -> Result<bool, MailboxError>;

    /// Takes it from the list; whether it was there.
    fn unlist(&mut self, journal: JournalId) -> Result<bool, MailboxError>;

    /// The journals that are listed, ascending.
    fn listed(&mut self) -> Result<Vec<JournalId>, MailboxError>;

    /// Lets go of what says that a journal is closed, if it is as it was seen; whether it was.
    fn forget_closed(&mut self, seen: &Holding) -> Result<bool, MailboxError>;
}

/// A store as whoever runs it sees it.
pub struct Ledger(Box<dyn Books>);

impl std::fmt::Debug for Ledger {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Ledger").finish_non_exhaustive()
    }
}

impl Ledger {
    /// Opens a store that is there; an older one is brought up to date. Servers may run over it.
    ///
    /// # Errors
    /// What the store may fail with; a file that is not there is [`MailboxError::NotAMailbox`].
    pub fn open(address: &StoreAddress) -> Result<Self, MailboxError> {
        let mut entropy = SystemEntropy::new();
        Ok(Self(match address {
            // One that is not there is not to be made.
            StoreAddress::Sqlite(path) if !path.exists() => return Err(MailboxError::NotAMailbox),
            StoreAddress::Sqlite(path) => Box::new(SqliteMailbox::open(path, &mut entropy)?),
            StoreAddress::Postgres(address) => Box::new(PostgresMailbox::open(address, &mut entropy)?),
        }))
    }

    /// How much there is. `today` is in days since 1970.
    ///
    /// # Errors
    /// What the store may fail with.
    pub fn stats(&mut self, today: i64) -> Result<Stats, MailboxError> {
        let mut stats = Stats { ages: ages(), ..Stats::default() };
        self.each(|_, holding| {
            stats.count(holding, today);
            Ok(())
        })?;
        Ok(stats)
    }

    /// What is kept of the journal whose id begins so.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub fn journal(&mut self, begin: &str) -> Result<Details, LedgerError> {
        let begin = begin.to_ascii_lowercase();
        let lowest = from_hex(&format!("{begin:0<32}")).filter(|_| begin.len() >= DIGITS);
        let lowest = JournalId::from_bytes(lowest.ok_or(LedgerError::NotAJournal)?);
        let found = self.0.holdings(lowest, 2)?;
        let mut found =
            found.into_iter().filter(|found| to_hex(found.journal.as_bytes()).starts_with(&begin));
        let holding = found.next().ok_or(LedgerError::NoSuchJournal)?;
        if found.next().is_some() {
            return Err(LedgerError::Ambiguous);
        }
        let [erased, devices, heads, parts] = self.0.counts(holding.journal)?;
        Ok(Details { holding, erased, devices, heads, parts })
    }

    /// Lists a journal as one that may be brought to a mailbox which takes none but these; whether it was not yet. It counts from the next
    /// request on, at every server of the store.
    ///
    /// # Errors
    /// [`LedgerError::NotAJournal`] unless it is a whole id, and what the store may fail with.
    pub fn allow(&mut self, id: &str) -> Result<bool, LedgerError> {
        Ok(self.0.list(whole(id)?)?)
    }

    /// Takes a journal from the list; whether it was there. One that was brought already is served as before.
    ///
    /// # Errors
    /// As [`allow`](Self::allow).
    pub fn revoke(&mut self, id: &str) -> Result<bool, LedgerError> {
        Ok(self.0.unlist(whole(id)?)?)
    }

    /// The journals that are listed, ascending.
    ///
    /// # Errors
    /// What the store may fail with.
    pub fn allowed(&mut self) -> Result<Vec<JournalId>, MailboxError> {
        self.0.listed()
    }

    /// Lets go of what the rule says, a journal at a time; unless it is done `really`, only says what would go. `today` is in days since
    /// 1970.
    ///
    /// # Errors
    /// What the store may fail with; what went until then is gone.
    pub fn purge(&mut self, rule: Purge, today: i64, really: bool) -> Result<Purged, MailboxError> {
        let mut purged = Purged::default();
        self.each(|books, holding| {
            let is_old = |days: Option<u32>| {
                let age = holding.used_on.map(|used_on| today.saturating_sub(used_on));
                days.zip(age).is_some_and(|(days, age)| age >= i64::from(days))
            };
            if holding.closed {
                if is_old(rule.closed_days) && (!really || books.forget_closed(holding)?) {
                    purged.forgotten.push(*holding);
                }
            } else if holding.holds_something()
                && is_old(rule.unused_days)
                && (!really || books.empty(holding)?)
            {
                purged.emptied.push(*holding);
            }
            Ok(())
        })?;
        Ok(purged)
    }

    fn each(
        &mut self,
        mut look: impl FnMut(&mut dyn Books, &Holding) -> Result<(), MailboxError>,
    ) -> Result<(), MailboxError> {
        let mut from = Some(JournalId::from_bytes([0; 16]));
        while let Some(first) = from {
            let page = self.0.holdings(first, PAGE)?;
            for holding in &page {
                look(self.0.as_mut(), holding)?;
            }
            from = page.last().and_then(|last| next(last.journal));
        }
        Ok(())
    }
}

/// A whole id.
fn whole(id: &str) -> Result<JournalId, LedgerError> {
    from_hex(&id.to_ascii_lowercase()).map(JournalId::from_bytes).ok_or(LedgerError::NotAJournal)
}

/// The id that comes after this one.
fn next(journal: JournalId) -> Option<JournalId> {
    let number = u128::from_be_bytes(*journal.as_bytes()).checked_add(1)?;
    Some(JournalId::from_bytes(number.to_be_bytes()))
}

fn ages() -> Vec<Age> {
    let known = AGES_DAYS.map(|days| Age { most_days: Some(days), known: true, ..Age::default() });
    let longer = Age { known: true, ..Age::default() };
    known.into_iter().chain([longer, Age::default()]).collect()
}

impl Holding {
    const fn holds_something(&self) -> bool {
        self.parcels > 0 || self.bytes > 0
    }
}

impl Stats {
    fn count(&mut self, holding: &Holding, today: i64) {
        self.journals += 1;
        self.closed += u64::from(holding.closed);
        self.parcels += holding.parcels;
        self.bytes += holding.bytes;
        let days = holding.used_on.map(|used_on| today.saturating_sub(used_on));
        let is_of = |age: &Age| match (days, age.most_days) {
            (Some(days), Some(most)) => days <= most,
            (Some(_), None) => age.known,
            (None, _) => !age.known,
        };
        if let Some(age) = self.ages.iter_mut().find(|age| is_of(age)) {
            age.journals += 1;
            age.parcels += holding.parcels;
            age.bytes += holding.bytes;
        }
        let place = self.biggest.partition_point(|there| there.bytes >= holding.bytes);
        if place < BIGGEST {
            self.biggest.insert(place, *holding);
            self.biggest.truncate(BIGGEST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(number: u8, bytes: u64, used_on: Option<i64>) -> Holding {
        Holding {
            journal: JournalId::from_bytes([number; 16]),
            parcels: 2,
            statements: 1,
            bytes,
            closed: false,
            begun_on: None,
            used_on,
        }
    }

    #[test]
    fn journals_are_counted_by_age_and_the_biggest_are_named() {
        let mut stats = Stats { ages: ages(), ..Stats::default() };
        let used = [Some(100), Some(93), Some(92), Some(70), Some(69), Some(-265), Some(-266), None];
        for (number, used_on) in (0..).zip(used) {
            stats.count(&holding(number, 1 << number, used_on), 100);
        }
        let counted: Vec<u64> = stats.ages.iter().map(|age| age.journals).collect();
        assert_eq!(counted, [2, 2, 2, 1, 1]);
        let bytes: Vec<u64> = stats.ages.iter().map(|age| age.bytes).collect();
        assert_eq!(bytes, [3, 12, 48, 64, 128]);
        assert_eq!((stats.journals, stats.parcels, stats.bytes), (8, 16, 255));
        for number in 8..13 {
            stats.count(&holding(number, 20, None), 100);
        }
        let biggest: Vec<u64> = stats.biggest.iter().map(|holding| holding.bytes).collect();
        assert_eq!(biggest, [128, 64, 32, 20, 20, 20, 20, 20, 16, 8]);
    }
}
