//! What the manifest knows of each week's block, by week.
//!
//! A life of fifty years is 2,600 weeks, and whoever opens a journal asks for the latest: those are read at once, the others when
//! somebody asks for one of them.

use crate::manifest::WeekMeta;
use minicbor::Decoder;
use nourish_record::Week;
use std::iter::from_fn;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

/// A week and what is known of its block.
type Known = (Week, WeekMeta);

/// So many weeks at the end are read at once: more than a year.
const LATEST: u64 = 64;

/// Weeks in ascending order, none twice.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownWeeks {
    /// All of them, unless nobody asked yet.
    all: OnceLock<Vec<Known>>,
    /// The latest of them, until somebody asks for all.
    latest: Vec<Known>,
    /// All of them as the manifest has them, until then.
    written: Vec<u8>,
}

impl KnownWeeks {
    /// Reads the array of a manifest; `None` if it is none, whichever week that shows in.
    pub(crate) fn read(input: &mut Decoder<'_>) -> Option<Self> {
        let count = input.array().ok()??;
        let begin = input.input().get(input.position()..)?;
        let mut rest = begin;
        let mut latest = Vec::with_capacity(usize::try_from(count.min(LATEST)).unwrap_or(0));
        let (mut last, mut ascending) = (None, true);
        for left in (0..count).rev() {
            let (week, behind) = if left < LATEST {
                let (known, behind) = read_week(rest)?;
                let week = known.0;
                latest.push(known);
                (week, behind)
            } else {
                pass_week(rest)?
            };
            rest = behind;
            ascending &= last.replace(week).is_none_or(|last| last < week);
        }
        let bytes = begin.len() - rest.len();
        input.set_position(input.position() + bytes);
        let written = begin.get(..bytes)?;
        Some(match (ascending, count <= LATEST) {
            (true, true) => Self::of(latest),
            (true, false) => Self { all: OnceLock::new(), latest, written: written.to_vec() },
            (false, _) => weeks(written).collect(),
        })
    }

    fn of(all: Vec<Known>) -> Self {
        Self { all: OnceLock::from(all), latest: Vec::new(), written: Vec::new() }
    }

    /// What is known of a week.
    pub(crate) fn get(&self, week: &Week) -> Option<&WeekMeta> {
        let known = self.from(week);
        place(known, week).ok().and_then(|place| known.get(place)).map(|(_, meta)| meta)
    }

    pub(crate) fn contains_key(&self, week: &Week) -> bool {
        self.get(week).is_some()
    }

    /// Knows this of a week from now on.
    pub(crate) fn insert(&mut self, week: Week, meta: WeekMeta) {
        self.change(|all| match place(all, &week) {
            Ok(place) => all.iter_mut().skip(place).take(1).for_each(|known| known.1 = meta.clone()),
            Err(place) => all.insert(place, (week, meta)),
        });
    }

    /// Knows nothing of a week any more.
    pub(crate) fn remove(&mut self, week: &Week) {
        self.change(|all| {
            if let Ok(place) = place(all, week) {
                all.remove(place);
            }
        });
    }

    pub(crate) fn len(&self) -> usize {
        self.all().len()
    }

    pub(crate) fn iter(&self) -> Rows<'_> {
        self.all().iter().map(apart)
    }

    /// The weeks from one to another.
    pub(crate) fn range(&self, weeks: RangeInclusive<Week>) -> Rows<'_> {
        let known = self.from(weeks.start());
        let begin = known.partition_point(|(week, _)| week < weeks.start());
        let end = known.partition_point(|(week, _)| week <= weeks.end());
        known.get(begin..end).unwrap_or_default().iter().map(apart)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Week> {
        self.all().iter().map(|(week, _)| week)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &WeekMeta> {
        self.all().iter().map(|(_, meta)| meta)
    }

    /// Weeks among which are all from `week` on.
    fn from(&self, week: &Week) -> &[Known] {
        let enough = self.latest.first().is_some_and(|(first, _)| first <= week);
        if enough { &self.latest } else { self.all() }
    }

    fn all(&self) -> &[Known] {
        self.all.get_or_init(|| weeks(&self.written).collect())
    }

    fn change(&mut self, change: impl FnOnce(&mut Vec<Known>)) {
        let mut all = self.all.take().unwrap_or_else(|| weeks(&self.written).collect());
        change(&mut all);
        *self = Self::of(all);
    }
}

/// Where a week stands, or where it would.
fn place(known: &[Known], week: &Week) -> Result<usize, usize> {
    known.binary_search_by_key(week, |(known, _)| *known)
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

impl PartialEq for KnownWeeks {
    fn eq(&self, other: &Self) -> bool {
        self.all() == other.all()
    }
}

impl Eq for KnownWeeks {}

/// The weeks that these bytes begin with, in the order of a manifest.
fn weeks(mut bytes: &[u8]) -> impl Iterator<Item = Known> {
    from_fn(move || {
        let (known, behind) = read_week(bytes)?;
        bytes = behind;
        Some(known)
    })
}

/// The next week of a manifest and what comes behind it, without what is known of the week.
#[inline]
fn pass_week(bytes: &[u8]) -> Option<(Week, &[u8])> {
    // Weeks of whoever logs every day are all as long: more than 255 entries, on days that take two bytes as well.
    match bytes.split_first_chunk::<26>() {
        Some((&[0x84, 0x19, high, low, 0x50, .., 0x19, _, _, 0x18, _], behind)) => {
            Some((short_week(high, low), behind))
        }
        _ => read_week(bytes).map(|((week, _), behind)| (week, behind)),
    }
}

/// A week of a manifest, and what comes behind it.
#[inline]
fn read_week(bytes: &[u8]) -> Option<(Known, &[u8])> {
    // Weeks of our days are written in one way but for the two numbers at their end.
    read_usual_week(bytes).or_else(|| read_any_week(bytes))
}

fn read_any_week(bytes: &[u8]) -> Option<(Known, &[u8])> {
    let mut input = Decoder::new(bytes);
    (input.array().ok()? == Some(4)).then_some(())?;
    let week = Week::from_number(input.i32().ok()?);
    let mark = input.bytes().ok()?.try_into().ok()?;
    let meta = WeekMeta { mark, entries: input.u64().ok()?, days: input.u8().ok()? };
    Some(((week, meta), bytes.get(input.position()..)?))
}

/// A week whose number takes two bytes, and what comes behind it.
#[inline]
fn read_usual_week(bytes: &[u8]) -> Option<((Week, WeekMeta), &[u8])> {
    let (&[0x84, 0x19, high, low, 0x50], rest) = bytes.split_first_chunk()? else { return None };
    let (mark, rest) = rest.split_first_chunk()?;
    let (entries, rest) = match *rest {
        [entries @ 0..0x18, ref rest @ ..] | [0x18, entries, ref rest @ ..] => (u64::from(entries), rest),
        [0x19, high, low, ref rest @ ..] => (u64::from(u16::from_be_bytes([high, low])), rest),
        _ => return None,
    };
    let (days, rest) = match *rest {
        [days @ 0..0x18, ref rest @ ..] | [0x18, days, ref rest @ ..] => (days, rest),
        _ => return None,
    };
    Some(((short_week(high, low), WeekMeta { mark: *mark, entries, days }), rest))
}

/// The week whose number these two bytes are.
fn short_week(high: u8, low: u8) -> Week {
    Week::from_number(i32::from(u16::from_be_bytes([high, low])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Manifest;
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

    #[test]
    fn the_latest_weeks_are_told_before_all_are_read() {
        let known = |number: i32| {
            let days = (number % 128).unsigned_abs() as u8;
            (Week::from_number(number), WeekMeta { mark: [days; 16], entries: 300, days })
        };
        let weeks: Vec<i32> = (2_000..2_100).chain(2_200..2_400).collect();
        let manifest =
            Manifest { weeks: weeks.iter().map(|week| known(*week)).collect(), ..Manifest::empty() };
        let read = Manifest::decode(&manifest.encode()).unwrap().weeks;
        let range = |from, to| -> Vec<Known> {
            let range = read.range(Week::from_number(from)..=Week::from_number(to));
            range.map(|(week, meta)| (*week, meta.clone())).collect()
        };

        let first = 2_400 - i32::try_from(LATEST).unwrap();
        assert_eq!(range(first, 9_999), (first..2_400).map(known).collect::<Vec<_>>());
        assert_eq!(range(2_390, 2_390), [known(2_390)]);
        assert_eq!(read.get(&Week::from_number(2_399)), Some(&known(2_399).1));
        assert_eq!(read.get(&Week::from_number(2_400)), None);
        assert!(read.all.get().is_none(), "nobody asked for others");

        assert_eq!(range(first - 1, first), [known(first - 1), known(first)]);
        assert_eq!(range(2_098, 2_201), [2_098, 2_099, 2_200, 2_201].map(known));
        assert_eq!(read, manifest.weeks);
    }

    #[test]
    fn weeks_in_another_order_are_put_in_theirs() {
        for numbers in [vec![2_001, 2_000, 2_001], (2_000..2_100).rev().collect()] {
            let mut bytes = Vec::new();
            let mut out = minicbor::Encoder::new(&mut bytes);
            out.array(numbers.len() as u64).unwrap();
            for (number, entries) in numbers.iter().zip(1..) {
                out.array(4).unwrap().i32(*number).unwrap().bytes(&[7; 16]).unwrap();
                out.u64(entries).unwrap().u8(1).unwrap();
            }
            let read = KnownWeeks::read(&mut Decoder::new(&bytes)).unwrap();
            let map: BTreeMap<i32, u64> = numbers.into_iter().zip(1..).collect();
            let told = read.iter().map(|(week, meta)| (week.number(), meta.entries));
            assert!(told.eq(map), "of a week that comes twice, the last counts");
        }
    }

    #[test]
    fn a_usual_week_is_read_as_any_other() {
        let mut read = Vec::new();
        for entries in [0, 23, 24, 255, 256, 385, 65_535, 65_536, u64::MAX] {
            for (number, days) in
                [(2_968, 0), (2_968, 23), (2_968, 24), (255, 127), (256, 1), (65_535, 1), (-1, 1)]
            {
                let known = (Week::from_number(number), WeekMeta { mark: [9; 16], entries, days });
                let manifest = Manifest { weeks: [known.clone()].into_iter().collect(), ..Manifest::empty() };
                let bytes = manifest.encode();
                assert_eq!(Manifest::decode(&bytes), Some(manifest));
                // Behind version, array of members, array of weeks.
                let (read_behind, passed) = (read_any_week(&bytes[3..]).unwrap().1, pass_week(&bytes[3..]));
                assert_eq!(passed, Some((known.0, read_behind)));
                let Some((usual, behind)) = read_usual_week(&bytes[3..]) else { continue };
                assert_eq!(usual, known);
                read.push(bytes.len() - 3 - behind.len());
            }
        }
        // Seven of the numbers of entries, five of the weeks; five bytes, the mark, the two numbers.
        assert_eq!((read.len(), read.iter().min(), read.iter().max()), (7 * 5, Some(&23), Some(&26)));
    }
}
