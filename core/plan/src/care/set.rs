//! What was set: the value that holds, who set it when, and what it replaced.

use nourish_record::{Author, CalendarDay, CareRole, EntryId, OfKind, Shown, Source, Timeline};

/// Who set something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetBy {
    /// The entry that says it, by the name that corrections keep.
    pub entry: EntryId,
    /// The day from which it holds.
    pub day: CalendarDay,
    /// When it was recorded, in milliseconds since 1970.
    pub recorded_ms: u64,
    /// The device that recorded it.
    pub author: Author,
    /// The role of whoever set it, where it was said.
    pub role: Option<CareRole>,
    /// Where the entry came from.
    pub source: Source,
    /// Whether the entry was corrected since it was first made.
    pub amended: bool,
}

/// A value that held before.
#[derive(Clone, PartialEq, Eq)]
pub struct Replaced<T> {
    /// The value.
    pub value: T,
    /// Who had set it, and when.
    pub by: SetBy,
}

/// A value that holds.
#[derive(Clone, PartialEq, Eq)]
pub struct Set<T> {
    /// The value.
    pub value: T,
    /// Who set it, and when.
    pub by: SetBy,
    /// The last other value before it; `None` where it was the first.
    pub replaced: Option<Replaced<T>>,
}

impl<T> std::fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Set").field("by", &self.by).finish_non_exhaustive()
    }
}

impl<T> std::fmt::Debug for Replaced<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Replaced").field("by", &self.by).finish_non_exhaustive()
    }
}

pub(super) fn by(shown: &Shown, role: Option<CareRole>) -> SetBy {
    let entry = shown.entry();
    SetBy {
        entry: shown.root(),
        day: shown.day(),
        recorded_ms: entry.recorded().wall_ms(),
        author: entry.author(),
        role,
        source: entry.source(),
        amended: shown.amended(),
    }
}

/// The latest value that entries up to `as_of` set, and the last other one before it.
pub(super) fn latest<K: OfKind + 'static, T: PartialEq>(
    timeline: &Timeline,
    as_of: CalendarDay,
    pick: impl Fn(&K) -> Option<(T, Option<CareRole>)>,
) -> Option<Set<T>> {
    let mut said =
        timeline.of_kind::<K>().rev().filter(|(shown, _)| shown.day() <= as_of).filter_map(
            |(shown, fact)| pick(fact).map(|(value, role)| Replaced { value, by: by(shown, role) }),
        );
    let mut first = said.next()?;
    for before in said {
        if before.value != first.value {
            return Some(Set { value: first.value, by: first.by, replaced: Some(before) });
        }
        // What is said again was set when it was first said.
        first = before;
    }
    Some(Set { value: first.value, by: first.by, replaced: None })
}

/// The latest fact for every key, in the order in which keys were first used.
pub(super) fn all<K: OfKind + Clone + PartialEq + 'static, Key: PartialEq>(
    timeline: &Timeline,
    as_of: CalendarDay,
    key: impl Fn(&K) -> (Key, Option<CareRole>),
) -> Vec<Set<K>> {
    let mut sets: Vec<(Key, Set<K>)> = Vec::new();
    for (shown, fact) in timeline.of_kind::<K>().filter(|(shown, _)| shown.day() <= as_of) {
        let (key, role) = key(fact);
        let by = by(shown, role);
        match sets.iter_mut().find(|(known, _)| *known == key) {
            None => sets.push((key, Set { value: fact.clone(), by, replaced: None })),
            Some((_, set)) if set.value != *fact => {
                let before = std::mem::replace(&mut set.value, fact.clone());
                set.replaced = Some(Replaced { value: before, by: set.by });
                set.by = by;
            }
            Some(_) => {}
        }
    }
    sets.into_iter().map(|(_, set)| set).collect()
}
