//! An entry: one immutable statement in a person's journal, and the only way to make one.

use crate::clock::Recorded;
pub use crate::content::Content;
pub(crate) use crate::content::Unknown;
use crate::day::CalendarDay;
use crate::draft::{Draft, ORIGIN_BYTES, Source, Stamp, Status};
use crate::erasure::Erasure;
use crate::fact::{Fact, OfKind};
use crate::field_type::check_text;
use crate::id::{Author, EntryId};
use crate::invalid::{InvalidEntry, Problem};
use crate::members::Kept;
use crate::moment::Moment;
use std::fmt;

/// How far a device's clock may be behind before what it logs counts as the future, in milliseconds: 5 minutes.
const FUTURE_TOLERANCE_MS: i64 = 300_000;
/// Most bytes of the reason for a correction.
pub(crate) const REASON_BYTES: usize = 500;

/// What an entry does to the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Adds a fact.
    Record,
    /// Replaces what `root` says. `base` is the version that was being corrected: two corrections of one base clash.
    Amend {
        /// The first entry.
        root: EntryId,
        /// The entry or amendment that was on the screen.
        base: EntryId,
        /// The day that `root` is filed under.
        filed: CalendarDay,
    },
    /// Takes `root` back, whatever amended it.
    Retract {
        /// The first entry.
        root: EntryId,
        /// The day that `root` is filed under.
        filed: CalendarDay,
    },
}

/// One immutable statement in a journal.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    pub(crate) stamp: Stamp,
    pub(crate) occurred: Moment,
    pub(crate) source: Source,
    pub(crate) origin: Option<String>,
    pub(crate) status: Status,
    pub(crate) intent: Intent,
    pub(crate) reason: Option<String>,
    pub(crate) content: Content,
    /// What this version does not know of it; nearly always nothing.
    pub(crate) unknown: Option<Box<Unknown>>,
}

impl Entry {
    /// Turns a draft into an entry.
    ///
    /// # Errors
    /// [`InvalidEntry`] naming the field, the problem and the remedy; nothing else happened.
    pub fn parse(draft: Draft, stamp: Stamp) -> Result<Self, InvalidEntry> {
        draft.fact.check()?;
        let wall_ms = i64::try_from(stamp.recorded.wall_ms()).unwrap_or(i64::MAX);
        if draft.occurred.instant_ms() > wall_ms.saturating_add(FUTURE_TOLERANCE_MS)
            && !plans_ahead(&draft.fact)
        {
            return Err(InvalidEntry::new("occurred", Problem::InTheFuture));
        }
        if let Some(origin) = &draft.origin {
            check_text(&origin.system, ORIGIN_BYTES)
                .map_err(|problem| InvalidEntry::new("origin", problem))?;
        }
        Ok(Self {
            stamp,
            occurred: draft.occurred,
            source: draft.source,
            origin: draft.origin.map(|origin| origin.system),
            status: draft.status,
            intent: Intent::Record,
            reason: None,
            content: Content::Known(draft.fact),
            unknown: None,
        })
    }

    /// A correction of this entry (or of the entry that this one amends): `fact` stands from now on, this stays in the
    /// history. Fields that only a newer version knows go over into the correction.
    ///
    /// # Errors
    /// [`InvalidEntry`]: another kind than before, a value outside its limits, no reason, or a day in another week than
    /// the entry is filed under (retract it and log it anew instead).
    pub fn amend(
        &self,
        fact: Fact,
        occurred: Moment,
        reason: &str,
        stamp: Stamp,
    ) -> Result<Self, InvalidEntry> {
        check_text(reason, REASON_BYTES).map_err(|problem| InvalidEntry::new("reason", problem))?;
        if self.kind_number() != Some(fact.kind().number) {
            return Err(InvalidEntry::with_remedy(
                "kind",
                Problem::Contradiction { with: "the entry's kind" },
                "retract the entry and log it anew",
            ));
        }
        if occurred.day().week() != self.filed().week() {
            return Err(InvalidEntry::with_remedy(
                "occurred",
                Problem::Contradiction { with: "the entry's week" },
                "retract the entry and log it anew on the right day",
            ));
        }
        let draft = Draft { occurred, source: self.source, origin: None, fact, status: self.status };
        let mut entry = Self::parse(draft, stamp)?;
        entry.intent = Intent::Amend { root: self.root(), base: self.id(), filed: self.filed() };
        entry.reason = Some(reason.to_owned());
        entry.origin.clone_from(&self.origin);
        entry.unknown =
            self.unknown.as_ref().and_then(|unknown| Unknown::of(unknown.payload.clone(), Kept::new()));
        Ok(entry)
    }

    /// An entry that takes this one back.
    ///
    /// # Errors
    /// [`InvalidEntry`] without a reason.
    pub fn retract(&self, reason: &str, stamp: Stamp) -> Result<Self, InvalidEntry> {
        check_text(reason, REASON_BYTES).map_err(|problem| InvalidEntry::new("reason", problem))?;
        Ok(Self {
            stamp,
            occurred: self.occurred.clone(),
            source: Source::Typed,
            origin: None,
            status: Status::Final,
            intent: Intent::Retract { root: self.root(), filed: self.filed() },
            reason: Some(reason.to_owned()),
            content: Content::Nothing,
            unknown: None,
        })
    }

    /// The same entry at another place of another device's log: for a device that takes over what an earlier one of the same phone
    /// logged and nobody else has seen.
    #[must_use]
    pub fn restamped(mut self, author: Author, seq: u64) -> Self {
        self.stamp = Stamp { author, seq, ..self.stamp };
        self
    }

    /// Its name.
    pub const fn id(&self) -> EntryId {
        self.stamp.id
    }

    /// What its device added.
    pub const fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// When it happened.
    pub const fn occurred(&self) -> &Moment {
        &self.occurred
    }

    /// When it was recorded.
    pub const fn recorded(&self) -> Recorded {
        self.stamp.recorded
    }

    /// The device that wrote it.
    pub const fn author(&self) -> Author {
        self.stamp.author
    }

    /// Its place in its device's log.
    pub const fn seq(&self) -> u64 {
        self.stamp.seq
    }

    /// Where its value came from.
    pub const fn source(&self) -> Source {
        self.source
    }

    /// The system it was imported from.
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// Whether it stands, as its source says.
    pub const fn status(&self) -> Status {
        self.status
    }

    /// What it does to the journal.
    pub const fn intent(&self) -> Intent {
        self.intent
    }

    /// Why a correction was made.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// What it says.
    pub const fn content(&self) -> &Content {
        &self.content
    }

    /// The fact, if this version knows it.
    pub const fn fact(&self) -> Option<&Fact> {
        match &self.content {
            Content::Known(fact) => Some(fact),
            Content::Newer { .. } | Content::Erasure(_) | Content::Nothing => None,
        }
    }

    /// The fact as a kind, if it is one.
    pub fn fact_of<K: OfKind>(&self) -> Option<&K> {
        self.fact().and_then(K::of)
    }

    /// The first entry of the row of corrections that this one belongs to: itself, if it corrects none.
    pub const fn root(&self) -> EntryId {
        match self.intent {
            Intent::Record => self.stamp.id,
            Intent::Amend { root, .. } | Intent::Retract { root, .. } => root,
        }
    }

    /// The day it is filed under, always that of its root: corrections lie beside what they correct.
    pub const fn filed(&self) -> CalendarDay {
        match self.intent {
            Intent::Record => self.occurred.day(),
            Intent::Amend { filed, .. } | Intent::Retract { filed, .. } => filed,
        }
    }

    /// Whether it is looked for however old it is, as what is true until it changes: who the person is, weights and heights, laboratory
    /// values, treatments, plans, the team and what it found and did. What a newer version wrote may be of that sort.
    pub const fn lasts(&self) -> bool {
        match &self.content {
            Content::Known(fact) => fact.lasts(),
            Content::Newer { .. } | Content::Erasure(_) => true,
            Content::Nothing => false,
        }
    }

    pub(crate) fn kind_number(&self) -> Option<u32> {
        match &self.content {
            Content::Known(fact) => Some(fact.kind().number),
            Content::Newer { kind } => Some(*kind),
            Content::Erasure(_) => Some(Erasure::KIND_NUMBER),
            Content::Nothing => None,
        }
    }
}

/// Whether a fact may lie in the future: a plan, not an observation.
fn plans_ahead(fact: &Fact) -> bool {
    use crate::fact::TreatmentStatus::{Cancelled, Delayed, Given, Planned};
    match fact {
        Fact::Treatment(treatment) => match treatment.status {
            Planned | Delayed | Cancelled => true,
            Given => false,
        },
        Fact::FeedingPlan(_) | Fact::SurgeryPreparation(_) => true,
        Fact::CareTask(task) => task.status != crate::fact::TaskStatus::Completed,
        _ => false,
    }
}

impl fmt::Debug for Entry {
    /// Identity and kind alone: what a person entered never reaches a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("id", &self.stamp.id)
            .field("kind", &self.kind_number())
            .finish_non_exhaustive()
    }
}
