//! What the manifest knows of each week's block, by week.
//!
//! One row after another in order: every opening reads them all, a life of fifty years is 2,600, and nearly every new one is the last.

use crate::manifest::WeekMeta;
use nourish_record::Week;
use std::ops::RangeInclusive;

/// A week and what is known of its block.
type Known = (Week, WeekMeta);

/// Weeks in ascending order, none twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct KnownWeeks(Vec<Known>);

/// So many weeks get their room at once, whatever a manifest says that there are.
const USUAL_WEEKS: u64 = 4_096;

impl KnownWeeks {
    /// None yet, with room for `count`.
    pub(crate) fn with_room_for(count: u64) -> Self {
        Self(Vec::with_capacity(usize::try_from(count.min(USUAL_WEEKS)).unwrap_or(0)))
    }

    /// What is known of a week.
    pub(crate) fn get(&self, week: &Week) -> Option<&WeekMeta> {
        self.place(week).ok().and_then(|place| self.0.get(place)).map(|(_, meta)| meta)
    }

    pub(crate) fn contains_key(&self, week: &Week) -> bool {
        self.place(week).is_ok()
    }

    /// Knows this of a week from now on.
    #[inline]
    pub(crate) fn insert(&mut self, week: Week, meta: WeekMeta) {
        if self.0.last().is_none_or(|(last, _)| *last < week) {
            self.0.push((week, meta));
            return;
        }
        match self.place(&week) {
            Ok(place) => self.0.iter_mut().skip(place).take(1).for_each(|known| known.1 = meta.clone()),
            Err(place) => self.0.insert(place, (week, meta)),
        }
    }

    /// Knows nothing of a week any more.
    pub(crate) fn remove(&mut self, week: &Week) {
        if let Ok(place) = self.place(week) {
            self.0.remove(place);
        }
    }

    pub(crate) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn iter(&self) -> Rows<'_> {
        self.0.iter().map(apart)
    }

    /// The weeks from one to another.
    pub(crate) fn range(&self, weeks: RangeInclusive<Week>) -> Rows<'_> {
        let begin = self.0.partition_point(|(week, _)| week < weeks.start());
        let end = self.0.partition_point(|(week, _)| week <= weeks.end());
        self.0.get(begin..end).unwrap_or_default().iter().map(apart)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Week> {
        self.0.iter().map(|(week, _)| week)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &WeekMeta> {
        self.0.iter().map(|(_, meta)| meta)
    }

    fn place(&self, week: &Week) -> Result<usize, usize> {
        self.0.binary_search_by_key(week, |(known, _)| *known)
    }
}

/// Weeks in order, each with what is known of it.
pub(crate) type Rows<'a> = std::iter::Map<std::slice::Iter<'a, Known>, fn(&Known) -> (&Week, &WeekMeta)>;

const fn apart((week, meta): &Known) -> (&Week, &WeekMeta) {
    (week, meta)
}

impl<'a> IntoIterator for &'a KnownWeeks {
    type Item = (&'a Week, &'a WeekMeta);
    type IntoIter = Rows<'a>;

    fn into_iter(self) -> Rows<'a> {
        self.iter()
    }
}

impl FromIterator<Known> for KnownWeeks {
    fn from_iter<T: IntoIterator<Item = Known>>(weeks: T) -> Self {
        let mut known = Self::default();
        weeks.into_iter().for_each(|(week, meta)| known.insert(week, meta));
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn tells_what_a_map_would_tell(
            changes in prop::collection::vec((-9i32..9, prop::option::of(any::<u64>())), 0..60),
            (from, to) in (-10i32..10, -10i32..10),
        ) {
            let mut map: BTreeMap<Week, WeekMeta> = BTreeMap::new();
            let mut known = KnownWeeks::default();
            for (number, entries) in changes {
                let week = Week::from_number(number);
                match entries {
                    Some(entries) => {
                        let meta = WeekMeta { entries, ..WeekMeta::default() };
                        map.insert(week, meta.clone());
                        known.insert(week, meta);
                    }
                    None => {
                        map.remove(&week);
                        known.remove(&week);
                    }
                }
            }
            prop_assert!(known.iter().eq(&map) && known.keys().eq(map.keys()) && known.values().eq(map.values()));
            prop_assert_eq!(known.len(), map.len());
            let (from, to) = (Week::from_number(from.min(to)), Week::from_number(to.max(from)));
            prop_assert!(known.range(from..=to).eq(map.range(from..=to)));
            for week in (-10..10).map(Week::from_number) {
                prop_assert_eq!(known.get(&week), map.get(&week));
                prop_assert_eq!(known.contains_key(&week), map.contains_key(&week));
            }
        }
    }
}
