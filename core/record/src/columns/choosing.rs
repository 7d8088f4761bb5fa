//! Some of many entries: which ones is decided by what stands in their columns, and only those are made whole.

use super::cursor::Cursor;
use super::unpacking::Columns;
use super::{MOST_ENTRIES, collected};
use crate::day::CalendarDay;
use crate::entry::{Entry, Intent};
use crate::id::EntryId;

/// What the columns say of an entry beside its payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outline {
    /// Its name.
    pub id: EntryId,
    /// What it does to the journal.
    pub intent: Intent,
    /// The person's own day.
    pub day: CalendarDay,
    /// Whether that day is another than the clock's date.
    pub shifted: bool,
    /// Seconds east of UTC.
    pub offset_s: i64,
    /// The number of its kind; `None` for one that only retracts.
    pub kind: Option<u32>,
}

impl Outline {
    /// The first entry of the row of corrections that it belongs to: itself, if it corrects none.
    pub const fn root(&self) -> EntryId {
        match self.intent {
            Intent::Record => self.id,
            Intent::Amend { root, .. } | Intent::Retract { root, .. } => root,
        }
    }
}

/// Reads those entries of the columns that `choose` wants, in their order; nothing if it wants to decide otherwise.
pub(super) fn unpack_chosen(
    body: &[u8],
    choose: impl FnOnce(&[Outline]) -> Option<Vec<bool>>,
) -> Option<Option<Vec<Entry>>> {
    let mut input = Cursor::new(body);
    let count = input.unsigned().filter(|count| *count <= MOST_ENTRIES)?;
    let mut columns = Columns::read(&mut input)?;
    input.is_empty().then_some(())?;
    let mut looked_at = columns.clone();
    let outlines = collected(count, || looked_at.outline())?;
    let Some(wanted) = choose(&outlines) else { return Some(None) };
    let mut chosen = Vec::with_capacity(wanted.iter().filter(|wanted| **wanted).count());
    for wanted in wanted.into_iter().take(outlines.len()) {
        if wanted {
            chosen.push(columns.entry()?);
        } else {
            columns.pass_over()?;
        }
    }
    Some(Some(chosen))
}

impl Columns<'_> {
    fn outline(&mut self) -> Option<Outline> {
        let id = EntryId::from_bytes(self.ids.array()?);
        self.instant_ms = self.instant_ms.wrapping_add(self.instants.signed()?);
        self.offset_s = self.offset_s.wrapping_add(self.offsets.signed()?);
        let shift = i32::try_from(self.days.signed()?).ok()?;
        let local_ms = self.instant_ms.checked_add(self.offset_s.checked_mul(1000)?)?;
        let clock_day = i32::try_from(local_ms.div_euclid(86_400_000)).ok()?;
        let day = CalendarDay::from_days_since_1970(clock_day.checked_add(shift)?)?;
        let intent = self.intent()?;
        let kind = self.shape()?.map(|shape| shape.kind);
        Some(Outline { id, intent, day, shifted: shift != 0, offset_s: self.offset_s, kind })
    }

    /// Leaves the next entry out.
    fn pass_over(&mut self) -> Option<()> {
        self.ids.take(16)?;
        self.instant_ms = self.instant_ms.wrapping_add(self.instants.signed()?);
        self.offset_s = self.offset_s.wrapping_add(self.offsets.signed()?);
        self.last_recorded = self.last_recorded.wrapping_add(self.recorded.signed()?);
        self.seq = self.seq.wrapping_add(self.seqs.signed()?);
        for column in [
            &mut self.zones,
            &mut self.days,
            &mut self.authors,
            &mut self.sources,
            &mut self.origins,
            &mut self.statuses,
        ] {
            column.unsigned()?;
        }
        self.intent()?;
        if self.reasons.unsigned()? != 0 {
            self.reasons.bytes()?;
        }
        for _ in 0..self.envelopes.unsigned()? {
            self.envelopes.unsigned()?;
            self.envelopes.item()?;
        }
        self.pass_over_payload()
    }
}
